"""A word is looked into once, and not too many are remembered."""

from __future__ import annotations

from index.kept import Kept


def test_a_word_is_looked_into_once_until_there_are_too_many() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    kept = Kept(length, most=2)
    assert [kept[word] for word in ("satu", "dua", "satu")] == [4, 3, 4]
    assert asked == ["satu", "dua"]
    assert kept["tiga"] == 4
    assert list(kept) == ["tiga"]
    assert kept["satu"] == 4
    assert asked == ["satu", "dua", "tiga", "satu"]


def test_what_is_too_long_for_a_word_is_not_remembered() -> None:
    kept = Kept(len)
    assert kept["a" * 65] == 65
    assert kept["a" * 64] == 64
    assert list(kept) == ["a" * 64]
