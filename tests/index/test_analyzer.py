"""Offsets hold on any string, and forms of one word share a term."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analyzer import _forms, _lookup, _pattern, content, tokens
from index.folding import fold

LANGUAGES = ("id", "en", "es", "de", "fr", "it", "tr", "vi", "zh", "th", "xx")
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
# Pieces that meet in real text and disturb each other: numbers, dates, joints, signs, marks, scripts.
PIECES = st.lists(
    st.sampled_from(
        [
            "Rp",
            "25.000",
            " ",
            "-",
            "’",
            "'s",
            "11",
            "/",
            "10",
            "2018",
            "Oktober",
            "Mei",
            "dua",
            "puluh",
            "ke",
            "%",
            "juta",
            "usaha",
            "e",
            "ß",
            "ﬁ",
            "İ",
            "e\u0301",
            "٣",
            "５",
            "中国",
            "กำ",
            "हिन्दी",
            ".",
            ":",
            "\ud800",
            "\x00",
            "U.S.",
            "$",
        ]
    ),
    max_size=12,
).map("".join)


@given(st.one_of(ANY_TEXT, PIECES), st.sampled_from(LANGUAGES))
def test_every_token_is_the_folded_slice_in_order(text: str, language: str) -> None:
    found = tokens(text, language)
    for token in found:
        assert 0 <= token.start < token.end <= len(text)
        assert token.word == fold(text[token.start : token.end])
        assert token.term or token.stop
    places = [(token.start, -token.end) for token in found]
    assert places == sorted(places)
    assert found == tokens(text, language)


PLAIN_PIECES = st.lists(
    st.sampled_from(
        ["harga", "Rumah", "a", "the", "satu", "x", "e", "mail", "didn", "t", "3", "US", "per", "cent", "$", "%", "Rp",
         "5kg", "Mei", "dua", "puluh", "2018", " ", " ", " ", " ", "-", "'", ".", ", ", "_", "café", "“", "€"]
    ),
    max_size=16,
).map("".join)  # fmt: skip


@given(st.one_of(ANY_TEXT, PIECES, PLAIN_PIECES), st.sampled_from(LANGUAGES))
def test_the_fast_ways_find_what_the_general_one_does(text: str, language: str) -> None:
    found = tokens(text, language)
    assert tokens(text, language, stops=False) == content(found)
    with mock.patch("index.analyzer._pattern_for", return_value=_pattern(simple=False)):
        assert tokens(text, language) == found


@given(st.one_of(ANY_TEXT, PIECES, PLAIN_PIECES), st.sampled_from(LANGUAGES))
def test_what_is_remembered_of_words_is_what_is_found_anew(text: str, language: str) -> None:
    remembered = tokens(text, language), tokens(text, language, stops=False)
    _forms(language).clear()
    _lookup(language).known.clear()
    assert (tokens(text, language), tokens(text, language, stops=False)) == remembered


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(categories=("Lu", "Ll"), max_codepoint=0x24F), min_size=1, max_size=12))
def test_a_word_of_letters_is_one_token_in_any_case(word: str) -> None:
    for spelled in (word, word.lower()):
        assert [(token.start, token.end) for token in tokens(spelled, "xx")] == [(0, len(spelled))]


def terms(text: str, language: str) -> list[str]:
    return [token.term for token in content(tokens(text, language))]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Straße", "strasse"),
        ("ﬁne", "fine"),
        ("İstanbul", "istanbul"),
        ("Soe\u0301karno", "soekarno"),
        ("ＧＤＰ", "gdp"),
    ],
)
def test_offsets_where_folding_changes_the_length(text: str, word: str) -> None:
    (before, token, after) = tokens(f"xx {text} yy", "xx")
    assert (token.start, token.end, token.word) == (3, 3 + len(text), word)
    assert (before.end, after.start) == (2, 4 + len(text))


@pytest.mark.parametrize(
    "family",
    [
        "jual menjual dijual penjualan penjual terjual jualannya",
        "usaha usaha-usaha pengusaha perusahaan berusaha usahanya",
        "anak anak-anaknya anaknya",
        "besar besar-besaran membesar terbesar sebesar",
        "tulis menulis penulis tulisan ditulis tertulis",
        "kirim mengirim pengiriman dikirim",
        "ambil mengambil diambil pengambilan",
        "makan memakan dimakan makanan",
        "sampai menyampaikan disampaikan",
        "temu bertemu pertemuan menemukan ditemui",
        "laku melakukan dilakukan lakukan",
        "gerak gerakan bergerak menggerakkan",
        "rumah perumahan rumahnya",
        "perintah pemerintah pemerintahan memerintahkan diperintahkan",
        "pimpin memimpin pemimpin kepemimpinan",
        "uji menguji pengujian diuji",
        "kerja bekerja pekerjaan mengerjakan",
        "menteri kementerian menterinya",
    ],
)
def test_indonesian_forms_share_a_term(family: str) -> None:
    assert len({term for word in family.split() for term in terms(word, "id")}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("menteri", "teri"),
        ("kepala", "pala"),
        ("balik", "bali"),
        ("kotak", "kota"),
        ("desak", "desa"),
        ("selatan", "selat"),
        ("divisi", "visi"),
        ("ringan", "ring"),
        ("beruang", "uang"),
        ("perdana", "dana"),
        ("melayu", "layu"),
        ("masalah", "masa"),
    ],
)
def test_indonesian_words_that_only_look_related_stay_apart(one: str, other: str) -> None:
    assert terms(one, "id") != terms(other, "id")


@pytest.mark.parametrize(
    "family", ["sell sells selling", "product products product's", "visited visits visiting"]
)
def test_english_forms_share_a_term(family: str) -> None:
    assert len({term for word in family.split() for term in terms(word, "en")}) == 1


@pytest.mark.parametrize(("one", "other"), [("new", "news"), ("minister", "minis"), ("business", "bus")])
def test_english_words_that_only_look_related_stay_apart(one: str, other: str) -> None:
    assert terms(one, "en") != terms(other, "en")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("e-Commerce", "en", ["ecommerc", "commerc"]),
        ("IMF-WB", "id", ["imf", "wb"]),
        ("platform-nya", "id", ["platform"]),
        ("se-Indonesia", "id", ["indonesia"]),
        ("sayur-mayur", "id", ["sayur", "mayur"]),
        ("follow-up", "en", ["followup", "follow"]),
        ("O'Brien", "en", ["obrien"]),
        ("China’s", "en", ["china"]),
        ("Jum'at", "id", ["jumat"]),
        ("l'eau", "fr", ["eau"]),
        ("U.S.", "en", ["us"]),
        ("5% lima persen 5 per cent", "id", ["5", "%", "5", "%", "5", "%"]),
        ("Rp25.000", "id", ["idr", "25000"]),
        ("25.000 rupiah", "id", ["25000", "idr"]),
        ("日本語", "ja", ["日本", "本語"]),
        ("中", "zh", ["中"]),
    ],
)
def test_joined_and_signed_words(text: str, language: str, expected: list[str]) -> None:
    assert terms(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("apa yang siapakah di mana berapa", "id"),
        ("which of these was who's didn't", "en"),
        ("salah satu", "id"),
        ("", "en"),
    ],
)
def test_function_and_question_words_are_stops(text: str, language: str) -> None:
    assert terms(text, language) == []


def test_turkish_case_endings_of_names() -> None:
    assert terms("Ankara'nın", "tr") == terms("Ankara", "tr")


def test_capitals_tell_a_country_from_a_pronoun() -> None:
    assert terms("the US told us", "en") == ["us", "told"]


def test_a_date_is_also_its_parts() -> None:
    found = tokens("pada 11 Oktober 2018", "id")
    assert [(token.term, token.kind) for token in found[1:]] == [
        ("2018-10-11", "date"),
        ("--10-11", "date"),
        ("2018-10", "date"),
        ("--10", "date"),
        ("2018", "number"),
    ]
    assert set(terms("Oktober 2018", "id")) < {token.term for token in found}


def test_latin_text_has_the_same_tokens_beside_another_script() -> None:
    text = "Kata O'Brien (“e-mail”), 5% – A.S. naïve U.S. co-operate Straße US$2"
    assert tokens(text + " 中", "id")[:-1] == tokens(text, "id") != []
