"""`index.measures`: what sort of amount is asked for, and where one stands."""

from __future__ import annotations

import pytest

from index.document import Block, Document, Sentence
from index.measures import amounts, asked
from index.question import expectation
from index.sentences import split


def sentence(text: str, language: str = "en") -> Sentence:
    [found] = split(Document("note", text, (Block(0, len(text), "body"),), language=language))
    return found


@pytest.mark.parametrize(
    ("question", "language", "sort"),
    [
        ("how many farmers came?", "en", "count"),
        ("how high is the tower", "en", "length"),
        ("how old is the captain?", "en", "age"),
        ("what time does the ferry leave?", "en", "time"),
        ("how much does the ferry cost?", "en", "money"),
        ("what percentage of farmers left?", "en", "percent"),
        ("how many kilometres is it to the port?", "en", "length"),
        ("berapa orang yang datang?", "id", "count"),
        ("berapa tinggi menara itu", "id", "length"),
        ("luas sawah itu berapa?", "id", "area"),
        ("berapa umur kapten", "id", "age"),
        ("jam berapa feri berangkat", "id", "time"),
        ("berapa harga tiketnya", "id", "money"),
        ("berapa kekuatan gempa itu?", "id", "number"),
    ],
)
def test_what_sort_is_asked_for(question: str, language: str, sort: str) -> None:
    assert asked(question, expectation(question, language)) == sort


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("how long is the bridge?", "en"),  # a time, too
        ("how much did the farmer lose?", "en"),  # money, or weight
        ("when did the ferry leave?", "en"),
        ("who came?", "en"),
        ("berapa hasil panen tahun lalu?", "id"),
        ("how many months did it take?", "en"),
        ("apakah harga beras naik?", "id"),
    ],
)
def test_what_may_be_another_sort_is_none(question: str, language: str) -> None:
    assert asked(question, expectation(question, language)) is None


@pytest.mark.parametrize(
    ("text", "sort", "found"),
    [
        ("Sekitar 340 petani dan 12 kilometer jalan.", "count", ["340"]),
        ("Sekitar 340 petani dan 12 kilometer jalan.", "length", ["12 kilometer"]),
        ("Sawah itu 4,5 hektare.", "area", ["4,5 hektare"]),
        ("Danau itu 25 km persegi.", "area", ["25 km"]),
        ("The field has 12 square kilometres.", "area", ["12 square"]),
        ("The field has 12 square kilometres.", "length", []),
        ("Ana Lee (47) won 3 races in 2019.", "age", ["47"]),
        ("Bima, 19, won.", "age", ["19"]),
        ("Pak Joko berusia 68 tahun.", "age", ["berusia 68"]),
        ("The ferry leaves at 5 p.m. for £3.", "time", ["5 p.m"]),
        ("The ferry leaves at 5 p.m. for £3.", "count", []),
        ("Harga naik 5 persen jadi Rp 7.000.", "count", []),
        ("Gempa berkekuatan 6,1 merugikan Rp 2 miliar.", "number", ["6,1"]),
    ],
)
def test_amounts_are_told_apart_by_their_units(text: str, sort: str, found: list[str]) -> None:
    places = amounts(sentence(text, "id"), sort)
    assert [text[start:end] for start, end in places] == found
