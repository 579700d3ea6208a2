"""What is found for a question, with everything that belongs beside it?

`index.search` finds the ranking of one question. Here a question of two parts is searched part by part, and each
match gets who says it and what it leans on.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.match import Finding, Match
from index.search import find as search
from index.support import spoken, supported

if TYPE_CHECKING:
    from index.library import Library

__all__ = ["find"]

ABOVE = 1.0
"""What the best sentences of two parts score above every other."""


_JOINS = frozenset(["and", "dan", "serta", "y", "e", "und", "et", "ed", "en", "и", "și"])
"""Without one of these words, or a question mark before its end, a question has no two parts."""


def find(question: str, asked: str, language: str, library: Library, limit: int) -> Finding:
    """The finding for a question that has something to read; `asked` is the part of it that is read."""
    found = search(question, asked, language, library, limit)
    words = asked.casefold().split()
    if not _JOINS.isdisjoint(words) or "?" in asked.rstrip(" ?"):
        found = _by_parts(found, asked, library, limit)
    return (
        spoken(replace(found, matches=supported(found.matches, library)), asked) if found.matches else found
    )


def _by_parts(whole: Finding, asked: str, library: Library, limit: int) -> Finding:
    """`whole` with the best sentence of each part of the question before all others, in the order of the documents.

    It counts as answered when the whole or either part does, with the probability of the surest of those that do;
    each match keeps the probability of its own part. One sentence that is the best for both parts is the first.
    """
    from index.parts import parts

    halves = parts(asked, whole.language)
    if not halves or not whole.matches:
        return whole
    found = [search(half, half, whole.language, library, 1) for half in halves]
    best: list[Match] = []
    for one in found:
        for match in one.matches:
            if all(match.sentence is not other.sentence for other in best):
                best.append(match)
    if not best:
        return whole
    best.sort(key=lambda match: _place(match, library))
    first = {match.sentence for match in best}
    rest = [match for match in whole.matches if match.sentence not in first]
    score = max(match.score for match in whole.matches) + ABOVE
    ranking = [*(replace(match, score=score) for match in best), *rest][:limit]
    answered = [one for one in (whole, *found) if one.answered]
    return replace(
        whole,
        answered=bool(answered),
        confidence=max((one.confidence for one in answered), default=whole.confidence),
        matches=tuple(replace(match, rank=rank) for rank, match in enumerate(ranking, 1)),
        absence=None if answered else whole.absence,
    )


def _place(match: Match, library: Library) -> tuple[int, int]:
    return library.documents.index(match.sentence.document), match.sentence.start
