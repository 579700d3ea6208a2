"""Why do the best sentences not answer, in terms of what was asked?

A word of the question is absent, or stands somewhere, or neither can be said: in another language a distant
translation is no sign of either.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.asking import SAYING
from index.match import Absence
from index.search import partners
from index.signals import measure

if TYPE_CHECKING:
    from index.library import Library
    from index.query import Query, Word

__all__ = ["absence"]

LOOKED = 30
"""Of how many sentences, best first, it is told where a word stands."""
SAYS = 0.6
"""Cosine from which a word of a sentence says the word of the question; "presiden" for "president" has 0.8."""
MAY_SAY = 0.45
"""Cosine from which it may, if it is of another language: "dijual" for "sell" has 0.56, as have words of the field."""
_AGES = frozenset(["old", "age", "umur", "umurnya", "usia", "usianya"])
_MEASURES = _AGES | frozenset(["tall", "far", "often", "deep", "wide", "number", "jumlah"])
"""Words that only tell what is measured: that they stand nowhere says nothing."""
_ENGLISH = [
    "come",
    "came",
    "go",
    "went",
    "gone",
    "get",
    "got",
    "give",
    "gave",
    "make",
    "made",
    "take",
    "took",
    "happen",
]
_INDONESIAN = [
    "datang",
    "pergi",
    "dapat",
    "buat",
    "bikin",
    "ambil",
    "kasih",
    "beri",
    "jadi",
    "terjadi",
    "punya",
]
_LIGHT = frozenset((*_ENGLISH, *_INDONESIAN))
"""Verbs that go with anything: that they stand somewhere, or nowhere, tells nothing."""
_AGE = re.compile(
    r"\(\d{1,3}\)|\b\d{1,3}[- ]years?[- ]old|\baged? \d|, \d{2},|\b(?:ber)?(?:usia|umur)\w*|\b\d{1,3} tahun\b"
)


def absence(query: Query, library: Library, ranked: Sequence[int]) -> Absence:
    """Why `ranked`, numbers of sentences, best first, are no answer; they may be none."""
    kind = query.expectation.kinds[0]
    spoken = {library.sentences[number].document.language for number in ranked[:LOOKED]} == {query.language}
    missing: list[str] = []
    present: list[tuple[Word, int]] = []  # with the number of the sentence
    met = {number: partners(query, number, library) for number in ranked[:LOOKED]}
    for place, word in enumerate(query.words):
        if word.token.word in _LIGHT or SAYING.match(word.token.word):
            continue
        shares = [(max((share for _, share, _ in met[number][place]), default=0.0), number) for number in met]
        share, number = max(shares, key=lambda pair: pair[0], default=(0.0, -1))
        if share >= (1.0 if spoken else SAYS):
            present.append((word, number))
        elif (
            share < SAYS
            and not word.known
            and word.token.word not in _MEASURES
            and (spoken or share < MAY_SAY)
        ):
            missing.append(query.text[word.token.start : word.token.end])
    expected = "age" if any(word.token.word in _AGES for word in query.words) else kind
    named = None if expected == "thing" else expected
    if not ranked:
        return Absence("nothing", named, tuple(missing))
    found = _joined(query, present, library)
    if missing:
        return Absence("words", named, tuple(missing), found)
    if named == "age" and not any(_AGE.search(library.sentences[number].text) for number in met):
        return Absence("kind", named, (), found)
    names, signals = measure(query, library, ranked[:1])
    if named and signals[0, names.index("kind.none")] > 0:
        return Absence("kind", named, (), found)
    return Absence("weak", named, (), found)


def _joined(
    query: Query, present: Sequence[tuple[Word, int]], library: Library
) -> tuple[tuple[str, int], ...]:
    """The words as typed with their lines; those of one name, side by side and found in one line, are one, and those
    that stand side by side there too ("wali kota")."""
    found: list[tuple[int, int, int]] = []
    for word, number in present:
        start, end = word.token.start, word.token.end
        sentence = library.sentences[number]
        if found and found[-1][2] == sentence.line and query.text[found[-1][1] : start] == " ":
            both = query.text[found[-1][0] : end]
            named = query.text[start].isupper() and both[0].isupper()
            if named or both.casefold() in sentence.text.casefold():
                start = found.pop()[0]
        found.append((start, end, sentence.line))
    return tuple((query.text[start:end], line) for start, end, line in found)
