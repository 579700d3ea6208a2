"""What a follow-up adds in the other language is said in that of the question before."""

from __future__ import annotations

import pytest

from qa.conversation import resolve
from qa.translated import translated
from qa.turn import Turn

INDONESIAN = Turn("produk apa saja yang akan dijual Alibaba?", "id")
ENGLISH = Turn("which products will Alibaba sell?", "en")


@pytest.mark.parametrize(
    ("before", "typed", "language", "understood"),
    [
        (INDONESIAN, "and when?", "en", "kapan produk akan dijual Alibaba?"),
        (INDONESIAN, "why?", "en", "kenapa produk akan dijual Alibaba?"),
        (INDONESIAN, "what about next year?", "en", "produk apa saja yang akan dijual Alibaba tahun depan?"),
        (INDONESIAN, "last year?", "en", "produk apa saja yang akan dijual Alibaba tahun lalu?"),
        (ENGLISH, "kapan?", "id", "when will Alibaba sell products?"),
        (ENGLISH, "terus di mana?", "id", "where will Alibaba sell products?"),
        (ENGLISH, "kalau tahun depan?", "id", "which products will Alibaba sell next year?"),
        (ENGLISH, "and when?", "en", "when will Alibaba sell products?"),
        (INDONESIAN, "kapan?", "id", "kapan produk akan dijual Alibaba?"),
    ],
)
def test_a_follow_up_in_either_language(before: Turn, typed: str, language: str, understood: str) -> None:
    assert resolve(typed, language, [before]).text == understood


def test_a_verb_without_prefix_is_no_part_of_a_name() -> None:
    before = Turn("apa yang Rina katakan?", "id")
    assert resolve("what did she say?", "en", [before]).text == "what did Rina say?"


@pytest.mark.parametrize("language", ["en", "id"])
def test_what_is_not_known_whole_stays(language: str) -> None:
    for text in ("harga beras", "when did it open", "berapa?", "", "?!", "and"):
        assert translated(text, language) == text


def test_other_languages_stay() -> None:
    assert translated("kapan?", "de") == "kapan?"


def test_what_is_known_comes_back() -> None:
    assert translated("Tahun  Depan?", "en") == "next year"
    assert translated("since when", "id") == "sejak kapan"
    assert translated(translated("how long", "id"), "en") == "how long"
