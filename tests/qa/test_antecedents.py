"""What a word that leans on an earlier question stands for: a group, a place, a time, an event, somebody described."""

from __future__ import annotations

import pytest

from qa.conversation import Resolved, Turn, resolve
from qa.people import known_roles


def turn(
    question: str, language: str = "en", *, quote: str = "", answer: str = "", article: str = ""
) -> Turn:
    start = quote.index(answer)
    return Turn(
        question, language, quote, (start, start + len(answer)) if answer else None, None, article=article
    )


PLAYERS = turn("Which players scored?", quote="Rina and Sari scored.", answer="Rina and Sari")
BAND = turn("Who are the members of the band?", quote="Sari Dewi and Joko Wirawan.", answer="Sari Dewi")
NIGHT = turn("How many drivers who work at night?")
DRIVERS = turn("Berapa sopir yang kena dampak?", "id")
FISHERMEN = turn("Why are the fishermen of Muna angry?")
FACTORY = turn("Which company bought the factory?", quote="Sinar Laut bought it.", answer="Sinar Laut")
FOR_WHAT = turn("What is the museum for?")


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (PLAYERS, "how old are they?", "how old are Rina and Sari?"),
        (BAND, "when did they meet?", "when did Sari Dewi meet?"),
        (turn("How many people died?"), "who were they?", "who were people who died?"),
        (turn("How many people did it hurt?"), "who were they?", "who were people?"),
        (NIGHT, "what did they say?", "what did drivers who work at night say?"),
        (DRIVERS, "apa kata mereka?", "apa kata sopir yang kena dampak?"),
        (FISHERMEN, "what do they want?", "what do the fishermen of Muna want?"),
        (FACTORY, "where are they based?", "where are Sinar Laut based?"),
        (FOR_WHAT, "what do they sell?", "what do they sell (museum)?"),
    ],
)
def test_they_are_those_answered_counted_or_named(before: Turn, question: str, understood: str) -> None:
    assert resolve(question, before.language, [before]) == Resolved(understood, True)


FLOWN = turn("Where did Rina Hartati fly?", quote="Rina Hartati flew to Lima.", answer="to Lima")
DATED = turn("Where was the market opened?", quote="It was opened on 4 May 2019.", answer="on 4 May 2019")
MAYOR = turn(
    "Who is the mayor of Kendari?",
    quote="The mayor spoke.",
    article="People live in Kendari. Shops in Kendari closed. The mayor spoke.",
)


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (FLOWN, "who lives there?", "who lives in Lima?"),
        (DATED, "who lives there?", "who lives in the market?"),
        (MAYOR, "who lives there?", "who lives in Kendari?"),
        (turn("When did the old harbour open?"), "what is sold there?", "what is sold in the old harbour?"),
        (
            turn("Kapan pasar ikan dibuka?", "id"),
            "apa yang dijual di sana?",
            "apa yang dijual di pasar ikan?",
        ),
    ],
)
def test_there_is_where_the_answer_or_the_question_was(before: Turn, question: str, understood: str) -> None:
    assert resolve(question, before.language, [before]) == Resolved(understood, True)


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (turn("What did the museum cost in 2019?"), "who was the mayor then?", "who was the mayor in 2019?"),
        (
            turn("When did it burn?", quote="It burned on 4 May 2019.", answer="on 4 May 2019"),
            "who was the mayor then?",
            "who was the mayor on 4 May 2019?",
        ),
        (
            turn("Berapa biaya museum tahun 2019?", "id"),
            "apa yang terjadi saat itu?",
            "apa yang terjadi pada 2019?",
        ),
    ],
)
def test_then_is_when_the_answer_or_the_question_was(before: Turn, question: str, understood: str) -> None:
    assert resolve(question, before.language, [before]) == Resolved(understood, True)


@pytest.mark.parametrize(
    ("question", "language"),
    [("who was the mayor then?", "en"), ("what happened there?", "en"), ("kapan dia lahir?", "id")],
)
def test_what_nothing_before_tells_stays_as_it_was_typed(question: str, language: str) -> None:
    before = turn("Siapa itu?", "id") if language == "id" else turn("When did they leave?")
    assert resolve(question, language, [before]) == Resolved(question, False)


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        ("Who is the minister of trade?", "how old is he?", "how old is the minister of trade?"),
        (
            "Who was killed in the flood?",
            "how old was he?",
            "how old was the one who was killed in the flood?",
        ),
        ("Who built the museum?", "how old is she?", "how old is the one who built the museum?"),
        ("Who did Rina meet?", "how old is she?", "how old is Rina?"),
        (
            "Siapa yang membangun museum kereta api?",
            "kapan dia lahir?",
            "kapan orang yang membangun museum kereta api lahir?",
        ),
        ("Siapa pelatih tim Bitung?", "kapan dia lahir?", "kapan pelatih tim Bitung lahir?"),
    ],
)
def test_whom_no_answer_named_is_called_by_what_was_asked(
    before: str, question: str, understood: str
) -> None:
    language = "id" if "siapa" in before.casefold() else "en"
    assert resolve(question, language, [turn(before, language)]) == Resolved(understood, True)


def test_whom_a_pronoun_described_is_described_again() -> None:
    """ "The one who was killed" stays that over a third question."""
    first = turn("Who was killed in the flood?")
    second = resolve("how old was he?", "en", [first]).text
    filled = Turn(second, "en", typed="how old was he?")
    third = resolve("was he married?", "en", [first, filled])
    assert third == Resolved("was the one who was killed in the flood married?", True)


def test_whom_a_club_is_named_to_describe_is_not_the_club() -> None:
    first = turn("Who scored for Persema Garuda?", "en")
    filled = Turn("how old is the one who scored for Persema Garuda?", "en", typed="how old is he?")
    assert resolve("who does he thank?", "en", [first, filled]).text == (
        "who does the one who scored for Persema Garuda thank?"
    )


def test_whose_customers_were_asked_for_is_asked_for_again() -> None:
    filled = Turn("siapa pelanggan Huskel?", "id", typed="siapa pelanggannya?")
    assert resolve("karyawannya berapa?", "id", [filled]).text == "karyawan Huskel berapa?"


ARTICLE = """\
Di Kota Seruyung api menyala di Pasar Lima, Lapas Seruyung dan Kampung Baru.

Pelatih Persema, Goran Stanic, memuji pemainnya. Pelatih Ani Lestari juga datang.
"""


@pytest.mark.parametrize(
    ("name", "roles"),
    [("Lapas Seruyung", {"place", "thing"}), ("Persema", None), ("Ani Lestari", {"person"})],
)
def test_neither_a_place_nor_a_club_with_a_coach_is_surely_a_person(
    name: str, roles: set[str] | None
) -> None:
    assert known_roles(name, ARTICLE) == roles


@pytest.mark.parametrize(
    ("before", "question", "language", "understood"),
    [
        (
            turn("Which products will Rina sell?"),
            "berapa harganya?",
            "id",
            "berapa harga products Rina sell?",
        ),
        (
            turn("What did he announce?", quote="He announced a new airport.", answer="a new airport"),
            "where will it be?",
            "en",
            "where will a new airport be?",
        ),
        (
            turn("How long does the boat trip take?"),
            "what does it cost?",
            "en",
            "what does the boat trip cost?",
        ),
        (
            turn("How long is the bridge?", quote="It is 3 km long.", answer="3 km"),
            "how much is that in miles?",
            "en",
            "how much is 3 km in miles?",
        ),
        (turn("Kenapa kapal itu tenggelam?", "id"), "kapan itu terjadi?", "id", "kapan kapal itu tenggelam?"),
        (
            turn("Siapa lawan Persema di final?", "id"),
            "apa alasannya?",
            "id",
            "apa alasan lawan Persema di final?",
        ),
    ],
)
def test_it_is_what_was_answered_measured_or_asked_about(
    before: Turn, question: str, language: str, understood: str
) -> None:
    assert resolve(question, language, [before]).text == understood
