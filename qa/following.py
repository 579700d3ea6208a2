"""Which sentence answers a follow-up, after those that were quoted?

What somebody asks next an article mostly tells in the next sentences, nobody asks again for what was read, and what
was asked about a person by name the article says of "him" or "her". Each is a small part of the score, not a rule: a
sentence that answers clearly better wins from anywhere.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from index.match import Finding, Match

__all__ = ["CONSIDERED", "WEIGHTS", "after", "features", "prior"]

CONSIDERED = 15
"""How many sentences of the ranking a follow-up chooses among."""
# `python -m tests.quality.fit_following` fits them on either half of the dialogues and on both. How much nearness and a
# speaker count is of the half that asks for less: it finds as many follow-ups as the fit on both (49 of 79), and
# seldom moves a question that needed no help.
WEIGHTS = (1.5, -1.7, -2.5, 1.1)
"""What each of `features` adds."""
_NEXT = 3  # sentences behind a quote that are near
_NAME = re.compile(r"\b[^\W\d_]\w{2,}")


def after(finding: Finding, quoted: Sequence[Match], *, limit: int) -> Finding:
    """`finding`, of a question that leans on the one before, with its at most `limit` best matches after `quoted`,
    what the questions before were answered with, the last one first and at least one: those near behind that stand
    higher, and those that somebody asked about says without being named there; one that would answer in the same
    words stands lower, and one that was quoted earlier, in score and in confidence. Ties stay in their order;
    without matches `finding` comes back as it is.
    """
    moved = [
        _moved(match, prior(match, quoted, finding.question), most=finding.confidence)
        for match in finding.matches
    ]
    moved.sort(key=lambda match: -match.score)
    ranking = tuple(replace(match, rank=rank) for rank, match in enumerate(moved[:limit], 1))
    return replace(finding, matches=ranking)


def prior(match: Match, quoted: Sequence[Match], question: str) -> float:
    """What is added to a match's score, and to the log-odds that it answers, after `quoted`."""
    return sum(
        weight for weight, holds in zip(WEIGHTS, features(match, quoted, question), strict=True) if holds
    )


def features(match: Match, quoted: Sequence[Match], question: str) -> tuple[bool, bool, bool, bool]:
    """If a match is one of the sentences behind the last of `quoted`, if it would answer in the same words, if it was
    quoted before that, and if somebody asked about says it without being named in it."""
    last = quoted[0]
    text = match.sentence.text
    distance = _distance(match, last)
    speaker = frozenset(name for name in _NAME.findall(match.speaker or "") if name[0].isupper())
    speaks = not speaker.isdisjoint(_NAME.findall(question)) and speaker.isdisjoint(_NAME.findall(text))
    repeats = distance == 0 and _words(match) == _words(last)
    read = distance != 0 and any(_distance(match, earlier) == 0 for earlier in quoted[1:])
    return distance is not None and 0 < distance <= _NEXT, repeats, read, speaks


def _distance(match: Match, quote: Match) -> int | None:
    """How many sentences behind `quote` a match stands; None in another document."""
    same = match.sentence.document.name == quote.sentence.document.name
    return match.sentence.number - quote.sentence.number if same else None


def _moved(match: Match, added: float, *, most: float) -> Match:
    if not added:
        return match
    odds = math.exp(added) * match.confidence / max(1e-9, 1 - match.confidence)
    # No sentence is surer to answer than the documents are.
    return replace(match, score=round(match.score + added, 5), confidence=min(most, odds / (1 + odds)))


def _words(match: Match) -> str | None:
    return None if match.answer is None else match.sentence.text[slice(*match.answer)]
