"""What is searched: articles and questions made from a seed, of real words as often as Zipf has them.

The words are those of kutip's own lexicon and of its reader's vocabulary, Indonesian and English; the stop words of
an article's language are its most frequent words, as they are in any text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np

import index
from index.stopwords import stopwords

__all__ = ["PER_ARTICLE", "articles", "questions", "vocabulary"]

SEED = 20261124
PER_ARTICLE = 20
"""Sentences of an article's body."""
EXPONENT = 1.05
_DATA = Path(index.__file__).parent


@cache
def vocabulary() -> tuple[str, ...]:
    """Real words without stop words, most frequent first (an order that the seed decides)."""
    lexicon = (_DATA / "data" / "lexicon.txt").read_text(encoding="utf-8").split("\n")
    pieces = json.loads((_DATA / "comprehension" / "data" / "tokenizer.json").read_text(encoding="utf-8"))
    whole = [piece[1:] for piece, _ in pieces["model"]["vocab"] if piece.startswith("▁")]
    known = {word for word in [*lexicon, *whole] if word.isascii() and word.isalpha() and len(word) > 2}
    known -= stopwords("id") | stopwords("en")
    order = sorted({word.lower() for word in known} - stopwords("id") - stopwords("en"))
    np.random.default_rng(SEED).shuffle(order)
    return tuple(order)


@cache
def _ranked(language: str) -> tuple[list[str], np.ndarray]:  # type: ignore[type-arg]
    """The words of a language, most frequent first, and the cumulated shares of the text that they are."""
    frequent = sorted(word for word in stopwords(language) if word.isascii() and word.isalpha())
    np.random.default_rng(SEED + 1).shuffle(frequent)
    words = [*frequent, *vocabulary()]
    shares = 1.0 / np.arange(2, len(words) + 2) ** EXPONENT
    return words, np.cumsum(shares / shares.sum())


def articles(sentences: int) -> Iterator[tuple[str, str]]:
    """(name, text) of articles that hold so many sentences, headlines included; the first are always the same."""
    rng = np.random.default_rng(SEED + 2)
    written = number = 0
    while written < sentences:
        words, shares = _ranked(("id", "en")[number % 2])
        body = min(PER_ARTICLE, sentences - written - 1)
        lengths = np.clip(rng.normal(16.0, 6.0, size=body + 1), 4, 40).astype(int)
        drawn = np.searchsorted(shares, rng.random(int(lengths.sum())))
        dice = rng.random(len(drawn))
        lines, place = [], 0
        for length in lengths.tolist():
            said = [
                _said(words[word], chance)
                for word, chance in zip(
                    drawn[place : place + length].tolist(), dice[place : place + length].tolist(), strict=True
                )
            ]
            place += length
            said[0] = said[0][:1].upper() + said[0][1:]
            lines.append(" ".join(said))
        headline, *rest = lines
        paragraphs = [". ".join(rest[start : start + 2]) + "." for start in range(0, len(rest), 2)]
        yield f"{number // 1000:03}/{number:06}.txt", "\n\n".join([headline, *paragraphs]) + "\n"
        written += body + 1
        number += 1


def _said(word: str, chance: float) -> str:
    """A word as it stands in a text: now and then a number, a name, or before a comma."""
    if chance < 0.02:
        return str(1 + len(word) * 7 + int(chance * 1e5))
    if chance < 0.03:
        return f"{1 + len(word)} {('Oktober', 'Maret')[len(word) % 2]} {2000 + int(chance * 1e4) % 25}"
    if chance < 0.10:
        return word.capitalize()
    return f"{word}," if chance > 0.95 else word


def questions(count: int, *, words: int = 5, translations: int = 0) -> list[list[list[str]]]:
    """Questions as groups of words that count as one: a word, and so many others that mean the same.

    Words are drawn as often as they stand in the texts, stop words left out, as in questions of people."""
    rng = np.random.default_rng(SEED + 3)
    known = vocabulary()
    shares = 1.0 / np.arange(2, len(known) + 2) ** EXPONENT
    cumulated = np.cumsum(shares / shares.sum())
    found = []
    for _ in range(count):
        groups: list[list[str]] = []
        used: set[str] = set()
        while len(groups) < words:
            drawn = [known[place] for place in np.searchsorted(cumulated, rng.random(4 * (1 + translations)))]
            fresh = [word for word in dict.fromkeys(drawn) if word not in used][: 1 + translations]
            if len(fresh) == 1 + translations:
                used.update(fresh)
                groups.append(fresh)
        found.append(groups)
    return found
