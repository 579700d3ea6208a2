"""Which sentence answers a follow-up, after the one that was quoted last?

What somebody asks next an article mostly tells next, nobody asks again for the words just read, and what was asked
about a person by name the article says of "him" or "her". Each is a small part of the score, not a rule: a sentence
that answers clearly better wins from anywhere.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace

from index.match import Finding, Match

__all__ = ["CONSIDERED", "WEIGHTS", "after", "features", "prior"]

CONSIDERED = 15
"""How many sentences of the ranking a follow-up chooses among."""
# Fitted by `python -m tests.quality.fit_following`, which tells how far the halves of the dialogues agree.
WEIGHTS = (2.2, 1.0, -2.0, 2.2)
"""What each of `features` adds."""
_NAME = re.compile(r"\b[^\W\d_]\w{2,}")


def after(finding: Finding, before: Match, *, limit: int) -> Finding:
    """`finding`, of a question that leans on the one before, with its at most `limit` best matches after `before`,
    the match quoted first then: those right behind it stand higher, and those that somebody asked about says without
    being named there; one that would answer in the same words stands lower, in score and in confidence. Ties stay
    in their order; without matches `finding` comes back as it is.
    """
    moved = [
        _moved(match, prior(match, before, finding.question), most=finding.confidence)
        for match in finding.matches
    ]
    moved.sort(key=lambda match: -match.score)
    ranking = tuple(replace(match, rank=rank) for rank, match in enumerate(moved[:limit], 1))
    return replace(finding, matches=ranking)


def prior(match: Match, before: Match, question: str) -> float:
    """What is added to a match's score, and to the log-odds that it answers, after `before`."""
    return sum(
        weight for weight, holds in zip(WEIGHTS, features(match, before, question), strict=True) if holds
    )


def features(match: Match, before: Match, question: str) -> tuple[bool, bool, bool, bool]:
    """If a match stands right behind `before`, or after the sentence behind it, if it would answer in the same words,
    and if somebody asked about says it without being named in it."""
    text = match.sentence.text
    same = match.sentence.document.name == before.sentence.document.name
    distance = match.sentence.number - before.sentence.number if same else None
    speaker = frozenset(name for name in _NAME.findall(match.speaker or "") if name[0].isupper())
    speaks = not speaker.isdisjoint(_NAME.findall(question)) and speaker.isdisjoint(_NAME.findall(text))
    repeats = distance == 0 and _words(match) == _words(before)
    return distance == 1, distance == 2, repeats, speaks


def _moved(match: Match, added: float, *, most: float) -> Match:
    if not added:
        return match
    odds = math.exp(added) * match.confidence / max(1e-9, 1 - match.confidence)
    # No sentence is surer to answer than the documents are.
    return replace(match, score=round(match.score + added, 5), confidence=min(most, odds / (1 + odds)))


def _words(match: Match) -> str | None:
    return None if match.answer is None else match.sentence.text[slice(*match.answer)]
