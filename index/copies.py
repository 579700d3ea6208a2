"""Which sentences of other documents say the same in (nearly) the same words, as copies of one agency's story do?

A copy has the words of the other, in their order, and perhaps more: a dateline, a weekday, a clause. What has words
that the other lacks and lacks words that the other has may say something else ("naik" for "turun", another figure),
and so may what has a "not" more: those are no copies. Only verbs of speech stand for each other ("kata", "ujar").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from index.patterns import lazy

if TYPE_CHECKING:
    from index.document import Sentence
    from index.library import Library

__all__ = ["copied", "once"]

WINDOW = 60
"""Places of a ranking behind a sentence in which copies of it are looked for: copies score nearly the same."""
SHARED = 0.7
"""Part of the words of two copies together that both have (the Jaccard index of the bags of words)."""
ORDERED = 0.6
"""Part of the shorter one's pairs of neighbouring words that both have."""
SHORT = 5
"""Sentences of fewer words ("He declined to comment.") stand in many stories; beside a copy they are one."""

_WORD = lazy(r"[^\W\d_]+|\d+")
_TURNS = """
not no nor never none neither without nearly almost hardly t only unless if until tidak tak bukan belum jangan tanpa
batal gagal hampir hanya jika kalau nicht kein keine ohne nunca sin non pas sans jamais не нет без değil không chưa
"""
_TURNING = frozenset(_TURNS.split())
"""Words that turn what is said; "t" is the end of "don't"."""


def once(
    ranked: Sequence[tuple[int, float, float]], library: Library
) -> Iterator[tuple[tuple[int, float, float], tuple[Sentence, ...]]]:
    """Each of `ranked` (its sentence's number first) with its copies in other documents, in the order of the
    ranking; what is a copy of one before it is left out. A copy is looked for when its turn comes."""
    taken: set[int] = set()
    for place, found in enumerate(ranked):
        if found[0] in taken:
            continue
        copies = [
            number
            for number, *_ in ranked[place + 1 : place + 1 + WINDOW]
            if number not in taken and copied(found[0], number, library)
        ]
        taken.update(copies)
        yield found, tuple(library.sentences[number] for number in copies)


def copied(one: int, two: int, library: Library) -> bool:
    """If the sentences of these numbers are of two documents and one is a copy of the other."""
    first, second = library.sentences[one], library.sentences[two]
    if first.document is second.document:
        return False
    if not _alike(first.text, second.text):
        return False
    if min(len(_WORD.findall(first.text)), len(_WORD.findall(second.text))) >= SHORT:
        return True
    return any(_neighbours_alike(one, two, step, library) for step in (-1, 1))


def _neighbours_alike(one: int, two: int, step: int, library: Library) -> bool:
    places = one + step, two + step
    if not all(0 <= place < len(library.sentences) for place in places):
        return False
    neighbours = [library.sentences[place] for place in places]
    if any(
        neighbour.document is not library.sentences[number].document
        for neighbour, number in zip(neighbours, (one, two), strict=True)
    ):
        return False
    texts = [neighbour.text for neighbour in neighbours]
    return all(len(_WORD.findall(text)) >= SHORT for text in texts) and _alike(*texts)


def _alike(one: str, two: str) -> bool:
    if one == two:
        return True
    shorter, longer = sorted((len(one), len(two)))
    if shorter < 0.5 * longer:
        return False
    words = _words(one), _words(two)
    sets = set(words[0]), set(words[1])
    if not (sets[0] <= sets[1] or sets[1] <= sets[0]):
        return False  # each says something more
    bags = Counter(words[0]), Counter(words[1])
    more, less = bags[0] - bags[1], bags[1] - bags[0]
    if (more and less) or not _TURNING.isdisjoint([*more, *less]):
        return False
    if (bags[0] & bags[1]).total() < SHARED * (bags[0] | bags[1]).total():
        return False
    pairs = set(pairwise(words[0])), set(pairwise(words[1]))
    return len(pairs[0] & pairs[1]) >= ORDERED * min(len(pairs[0]), len(pairs[1]))


@lru_cache(maxsize=1 << 10)
def _words(text: str) -> list[str]:
    from index.speech_words import SPEECH

    words = _WORD.findall(text.casefold())
    return ["said" if word in SPEECH else word for word in words]
