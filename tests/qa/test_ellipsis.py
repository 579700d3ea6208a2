"""Less than a question, after one: another question word, a place or a way, "anyone else?", "those who ..."."""

from __future__ import annotations

import pytest

from qa.conversation import Turn, resolve


def turn(question: str, language: str = "en", *, quote: str = "", answer: str = "") -> Turn:
    start = quote.index(answer)
    return Turn(question, language, quote, (start, start + len(answer)) if answer else None)


FACTORY = "Which company bought the factory?"
BOUGHT = "Sinar Laut bought it."
SINGS = "Rina Hartati sings."


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (turn("Did Rina Hartati come?"), "why?", "why Did Rina Hartati come?"),
        (
            turn("Where did Rina Hartati fly?", quote="She flew to Lima.", answer="to Lima"),
            "when?",
            "when did Rina Hartati fly to Lima?",
        ),
        (
            turn("Where did Rina Hartati sing?", quote="She sang in Lima.", answer="Lima"),
            "when?",
            "when did Rina Hartati sing in Lima?",
        ),
        (
            turn(FACTORY, quote=BOUGHT, answer="Sinar Laut"),
            "when?",
            "when was it that Sinar Laut bought the factory?",
        ),
        (turn(FACTORY), "when?", "when was it that the company bought the factory?"),
        (turn("Which of the boats sank?"), "when?", "when the boats sank?"),
        (
            turn("Who is singing?", quote=SINGS, answer="Rina Hartati"),
            "where?",
            "where is Rina Hartati singing?",
        ),
        (
            turn("Who can sing?", quote=SINGS, answer="Rina Hartati"),
            "since when?",
            "since when can Rina Hartati sing?",
        ),
        (turn("Who won?"), "when?", "when won?"),
        (turn("Which song did Rina Hartati sing?"), "when?", "when did Rina Hartati sing song?"),
        (turn("How many people are at the feast?"), "when?", "when are people at the feast?"),
        (turn("What nonsense?"), "when?", "when nonsense?"),
        (turn("How old is Rina Hartati?"), "how tall?", "how tall is Rina Hartati?"),
        (turn("How much does rice cost?"), "why is that so?", "why is rice so?"),
        (turn("In which year did the museum open?"), "where?", "where did the museum open?"),
    ],
)
def test_another_question_word_asks_the_same_of_it(before: Turn, question: str, understood: str) -> None:
    assert resolve(question, "en", [before]).text == understood


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (
            turn("Rina membeli apa?", "id", quote="Rina membeli perahu.", answer="perahu"),
            "kapan?",
            "kapan Rina membeli perahu?",
        ),
        (turn("Rina membeli apa saja?", "id"), "kapan?", "kapan Rina membeli?"),
        (
            turn("Rina tinggal di mana?", "id", quote="Rina tinggal di Bitung.", answer="di Bitung"),
            "sejak kapan?",
            "sejak kapan Rina tinggal di Bitung?",
        ),
        (
            turn("Rina tinggal di mana?", "id", quote="Rina tinggal di Bitung.", answer="Bitung"),
            "sejak kapan?",
            "sejak kapan Rina tinggal di Bitung?",
        ),
        (turn("Tahun berapa museum dibuka?", "id"), "di mana?", "di mana museum dibuka?"),
        (
            turn("Berapa harga beras di Medan?", "id"),
            "kenapa semahal itu?",
            "kenapa harga beras semahal itu?",
        ),
        (turn("Berapa harga beras di Medan?", "id"), "kok mahal?", "kenapa harga beras mahal?"),
    ],
)
def test_the_same_in_indonesian(before: Turn, question: str, understood: str) -> None:
    assert resolve(question, "id", [before]).text == understood


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (turn("Which towns were flooded?"), "anything else?", "Which other towns were flooded?"),
        (turn("What towns were flooded?"), "anything else?", "What other towns were flooded?"),
        (turn("What happened in Bitung?"), "anything else?", "What else happened in Bitung?"),
        (
            turn("Who won the race?", quote="Sari Dewi won.", answer="Sari Dewi"),
            "anyone else?",
            "Who else won the race besides Sari Dewi?",
        ),
        (turn("Did Rina Hartati come?"), "anyone else?", "Did Rina Hartati come anyone else?"),
        (turn("Siapa yang menang?", "id"), "siapa lagi?", "Siapa lagi yang menang?"),
    ],
)
def test_others_than_those_answered(before: Turn, question: str, understood: str) -> None:
    assert resolve(question, before.language, [before]).text == understood


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (turn("How do people cross?"), "by boat?", "How do people cross by boat?"),
        (turn("Who crossed the strait?"), "by boat?", "Who crossed the strait by boat?"),
        (turn("What was built?"), "by hand?", "What was built by hand?"),
        (turn("Kapan?", "id"), "yang kerja malam?", "Kapan yang kerja malam?"),
    ],
)
def test_a_way_or_a_clause_goes_to_the_end_of_it(before: Turn, question: str, understood: str) -> None:
    assert resolve(question, before.language, [before]).text == understood


@pytest.mark.parametrize("question", ["ditutup berapa lama?", "who work at night?"])
def test_what_says_enough_is_left_alone(question: str) -> None:
    assert resolve(question, "en", [turn("How many drivers lost work?")]).text == question
