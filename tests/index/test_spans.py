"""Which words of a sentence are the answer?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.question import expectation
from index.spans import answer_span, score_span

ALL_PRODUCTS = (
    "kopi Kapal Api, minuman sarang burung walet, biskuit Richeese, Papatonk kerupuk udang, dan Indomie"
)
PRODUCTS = f"Untuk produk yang dijual, kata Triawan, ada {ALL_PRODUCTS}."
MINISTERS = (
    "Salah satu orang kaya di dunia ini bertemu dengan Menteri Koordinator Bidang Perekonomian Darmin "
    "Nasution, Menteri Kominfo Rudiantara, Ketua Dewan Komisioner Otoritas Jasa Keuangan (OJK) Wimboh "
    "Santoso dan kepala Badan Ekonomi Kreatif (Bekraf) Triawan Munaf."
)
ECONOMY = "Menteri Koordinator Bidang Perekonomian"
HELD = "Rapat digelar di Surabaya pada 11 Oktober 2018."
GOODS = "Yang dijual ada kopi Solo, teh Bogor, dan gula Kediri."
DEPUTY = "Rapat dipimpin Wakil Ketua Umum Partai Maju Budi Santoso di Solo."
HEAD = "Rapat dipimpin kepala Badan Ekonomi Budi Santoso di Solo."


def answer(question: str, language: str, words: str, text: str) -> str | None:
    span = answer_span(expectation(question, language), set(words.split()), text, "id")
    return None if span is None else text[slice(*span)]


@pytest.mark.parametrize(
    ("question", "language", "words", "text", "expected"),
    [
        ("which products will Alibaba sell?", "en", "produk dijual alibaba", PRODUCTS, ALL_PRODUCTS),
        ("Produk apa yang akan dijual?", "id", "produk dijual", PRODUCTS, ALL_PRODUCTS),
        ("What biscuit is sold?", "en", "biskuit dijual", PRODUCTS, "biskuit Richeese"),
        ("What is Darmin Nasution's position?", "en", "darmin nasution", MINISTERS, ECONOMY),
        ("Kapan rapat digelar?", "id", "rapat digelar", HELD, "11 Oktober 2018"),
        ("Di mana rapat digelar?", "id", "rapat digelar", HELD, "Surabaya"),
        ("Berapa korban banjir?", "id", "korban banjir", "Korban banjir mencapai 25 orang.", "25 orang"),
        ("Berapa harga tiket?", "id", "harga tiket", "Harga tiket kini US$ 20.", "US$ 20"),
        ("Berapa lama perjalanan?", "id", "perjalanan", "Perjalanan memakan waktu dua jam.", "dua jam"),
        ("Kapan rapat digelar?", "id", "rapat digelar", "Rapat digelar Senin (3/5/2021).", "3/5/2021"),
        ("Siapa nama ketua?", "id", "ketua", "Ketua: Budi", "Budi"),
        (
            "Produk apa saja yang dijual?",
            "id",
            "produk dijual",
            GOODS,
            "kopi Solo, teh Bogor, dan gula Kediri",
        ),
        ("What is Budi Santoso's position?", "en", "budi santoso", DEPUTY, "Wakil Ketua Umum Partai Maju"),
        ("Apa jabatan Budi Santoso?", "id", "budi santoso", HEAD, "kepala Badan Ekonomi"),
        ("Apa jabatan Budi Santoso?", "id", "budi santoso", "Budi Santoso datang.", None),
        ("Kenapa acara batal?", "id", "acara batal", "Acara itu batal karena hujan deras.", "hujan deras"),
    ],
)
def test_answers(question: str, language: str, words: str, text: str, expected: str | None) -> None:
    found = answer(question, language, words, text)
    assert found == expected


def test_several_people_are_all_named() -> None:
    found = answer("Siapa saja yang ditemui?", "id", "ditemui", MINISTERS)
    assert found is not None
    assert found.startswith("Menteri Koordinator")
    assert found.endswith("Triawan Munaf")


def test_yes_or_no_has_no_span() -> None:
    assert answer("Is the meeting in Solo?", "en", "solo", "Rapat digelar di Solo.") is None


def test_words_of_the_question_are_no_answer() -> None:
    assert answer("Siapa Budi?", "id", "budi", "Budi") is None
    assert answer("Siapa?", "id", "", " ... ") is None


def test_score_belongs_to_the_span() -> None:
    asked = expectation("Kapan rapat digelar?", "id")
    text = "Rapat digelar pada 11 Oktober 2018 di Solo."
    scored = score_span(asked, {"rapat", "digelar"}, text, "id")
    assert scored is not None
    assert scored[0] == answer_span(asked, {"rapat", "digelar"}, text, "id")


WORDS = [
    "rapat",
    "di",
    "Solo",
    "2018",
    ",",
    "dan",
    "(",
    ")",
    "karena",
    "Budi",
    "Menteri",
    "25",
    "orang",
    "the",
    "of",
    "adalah",
]


@given(
    st.sampled_from(["who", "kapan", "apa saja produk", "berapa", "what is the position", "why", ""]),
    st.lists(st.sampled_from(WORDS), max_size=6),
    st.one_of(st.text(max_size=300), st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)),
)
def test_any_string(question: str, words: list[str], text: str) -> None:
    span = answer_span(expectation(question, "en"), set(words), text, "id")
    if span is not None:
        assert 0 <= span[0] < span[1] <= len(text)
        assert text[slice(*span)].strip() == text[slice(*span)]
