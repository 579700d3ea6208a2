"""What does a question ask for?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.asking_phrases import PHRASES
from index.question import Expectation, expectation


def first(question: str, language: str = "en") -> str:
    return expectation(question, language).kinds[0]


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who founded the company?", "person"),
        ("When Ford left, who became president?", "person"),
        ("In which country is the factory?", "place"),
        ("The treaty was signed in which city?", "place"),
        ("what year did it open", "date"),
        ("What time does it start?", "time"),
        ("how long did the meeting last", "duration"),
        ("How many years did the war last?", "duration"),
        ("How many people came?", "number"),
        ("How much does the ticket cost?", "money"),
        ("price of coffee?", "money"),
        ("What percentage of people agree?", "percent"),
        ("Which company built it?", "organisation"),
        ("What did the minister say about exports?", "speech"),
        ("Why?", "reason"),
        ("What caused the fire?", "reason"),
        ("How was it made?", "manner"),
        ("What is inflation?", "definition"),
        ("Which products are sold?", "list"),
        ("What kind of products are sold?", "list"),
        ("Name the five products", "list"),
        ("List the ministers", "person"),
        ("What is the name of the bridge?", "name"),
        ("Is it limited to China?", "boolean"),
        ("Can you tell me who won?", "person"),
        ("What happened?", "thing"),
    ],
)
def test_english(question: str, kind: str) -> None:
    assert first(question) == kind


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Mereka bertemu siapa?", "person"),
        ("siapa aja yang hadir?", "person"),
        ("Di mana pertemuan itu?", "place"),
        ("Dimanakah dia lahir?", "place"),
        ("Negara apa yang menang?", "place"),
        ("Kapankah perang berakhir?", "date"),
        ("didirikan tahun berapa?", "date"),
        ("Pukul berapa acara dimulai?", "time"),
        ("berapa lama rapat?", "duration"),
        ("brp banyak korban?", "number"),
        ("Berapa harga BBM?", "money"),
        ("harga kopi?", "money"),
        ("berapa persen kenaikannya?", "percent"),
        ("Perusahaan apa yang membangunnya?", "organisation"),
        ("apa alasan penolakan itu?", "reason"),
        ("kenapa harga naik?", "reason"),
        ("gimana cara mendaftar?", "manner"),
        ("apa kata menteri?", "speech"),
        ("Apa yang dijelaskan menteri tentang rapat?", "speech"),
        ("apa itu inflasi?", "definition"),
        ("Apa yang dimaksud dengan inflasi?", "definition"),
        ("apa saja produk yang dijual?", "list"),
        ("Sebutkan lima produk", "list"),
        ("Apakah Indonesia ikut?", "boolean"),
        ("Apakah ekspor akan naik?", "boolean"),
        ("Apakah fungsi utama lembaga itu?", "thing"),
        ("Apakah ibu kota Jepang?", "place"),
    ],
)
def test_indonesian(question: str, kind: str) -> None:
    assert first(question, "id") == kind


@pytest.mark.parametrize(
    ("question", "language", "kind"),
    [
        ("Who wrote this?", "en", "author"),
        ("What is the author's name?", "en", "author"),
        ("siapa penulis berita ini", "id", "author"),
        ("siapa wartawannya?", "id", "author"),
        ("when was it published", "en", "published"),
        ("What time was the story posted?", "en", "published"),
        ("kapan artikel ini terbit", "id", "published"),
        ("What's the headline?", "en", "title"),
        ("apa judulnya", "id", "title"),
        ("which newspaper is this from", "en", "outlet"),
        ("dari media mana berita ini?", "id", "outlet"),
    ],
)
def test_about_the_article(question: str, language: str, kind: str) -> None:
    assert first(question, language) == kind


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Who wrote the letter to the chamber?", "en"),
        ("When was the book published?", "en"),
        ("Who published the report?", "en"),
        ("What is the headline inflation rate?", "en"),
        ("Apa judul film itu?", "id"),
        ("siapa yang menulis surat itu?", "id"),
        ("kapan ini terjadi?", "id"),
    ],
)
def test_about_another_work(question: str, language: str) -> None:
    assert first(question, language) not in ("author", "published", "title", "outlet")


@pytest.mark.parametrize(
    ("question", "language", "kind"),
    [
        ("¿En qué año nació?", "es", "date"),
        ("¿Quién ganó?", "es", "person"),
        ("Wer hat gewonnen?", "de", "person"),
        ("Pourquoi est-il parti ?", "fr", "reason"),
        ("Onde ele nasceu?", "pt", "place"),
        ("Quanto costa?", "it", "money"),
        ("Wie is de koning?", "nl", "person"),
        ("Ne zaman doğdu?", "tr", "date"),
        ("Ai là vua?", "vi", "person"),
        ("Где он родился?", "ru", "place"),
        ("Câți oameni?", "ro", "number"),
        ("Γιατί έφυγε;", "el", "reason"),
        ("متى ولد؟", "ar", "date"),
        ("वह कब पैदा हुआ?", "hi", "date"),
        ("谁是总统？", "zh", "person"),
    ],
)
def test_other_languages(question: str, language: str, kind: str) -> None:
    assert first(question, language) == kind


def test_focus_is_the_noun_asked_about() -> None:
    asked = expectation("which products will they sell?", "en")
    assert (asked.focus, asked.focus_span, asked.plural) == ("products", (6, 14), True)
    asked = expectation("harga kopi?", "id")
    assert (asked.focus, asked.focus_span, asked.plural) == ("harga", (0, 5), False)


def test_blank_expects_a_thing() -> None:
    assert expectation("", "en") == expectation(" ?! ", "id") == Expectation()


@given(
    st.one_of(
        st.text(),
        st.lists(
            st.sampled_from(
                [
                    "who",
                    "what",
                    "apa",
                    "berapa",
                    "is",
                    "the",
                    ",",
                    "di",
                    "mana",
                    "name",
                    "list",
                    "this",
                    "film",
                    "yang",
                    "how",
                    "many",
                ]
            )
        ).map(" ".join),
    ),
    st.sampled_from(["en", "id", "xx", *PHRASES]),
)
def test_any_string(question: str, language: str) -> None:
    asked = expectation(question, language)
    assert asked.kinds
    assert len(set(asked.kinds)) == len(asked.kinds)
    assert (asked.focus is None) == (asked.focus_span is None)
    if asked.focus_span is not None:
        start, end = asked.focus_span
        assert question[start:end] == asked.focus
