"""Which sentence answers a follow-up, after the one that was quoted last?

What somebody asks next an article mostly tells next, and nobody asks again for the words just read. Both are a small
part of the score, not a rule: a sentence that answers clearly better wins from anywhere.
"""

from __future__ import annotations

import math
from dataclasses import replace

from index.match import Finding, Match

__all__ = ["CONSIDERED", "after", "prior"]

CONSIDERED = 15
"""How many sentences of the ranking a follow-up chooses among."""
# Fitted by `python -m tests.quality.train.fit_following`. Either half of the dialogues alone gives the next sentence
# 2.2 or 2.3, the one after it 1.0 or 0.5, and the same words -3.7 or -0.9.
_BEHIND = {1: 2.3, 2: 1.0}
_REPEATED = -2.0


def after(finding: Finding, before: Match, *, limit: int) -> Finding:
    """`finding`, of a question that leans on the one before, with its at most `limit` best matches after `before`,
    the match quoted first then: those right behind it stand higher, and one that would answer in the same words
    lower, in score and in confidence. Ties stay in their order; without matches `finding` comes back as it is.
    """
    moved = [_moved(match, before, most=finding.confidence) for match in finding.matches]
    moved.sort(key=lambda match: -match.score)
    ranking = tuple(replace(match, rank=rank) for rank, match in enumerate(moved[:limit], 1))
    return replace(finding, matches=ranking)


def prior(match: Match, before: Match) -> float:
    """What is added to a match's score, and to the log-odds that it answers, after `before`."""
    if match.sentence.document is not before.sentence.document:
        return 0.0
    distance = match.sentence.number - before.sentence.number
    if distance == 0 and _words(match) == _words(before):
        return _REPEATED
    return _BEHIND.get(distance, 0.0)


def _moved(match: Match, before: Match, *, most: float) -> Match:
    added = prior(match, before)
    if not added:
        return match
    odds = math.exp(added) * match.confidence / max(1e-9, 1 - match.confidence)
    # No sentence is surer to answer than the documents are.
    return replace(match, score=round(match.score + added, 5), confidence=min(most, odds / (1 + odds)))


def _words(match: Match) -> str | None:
    return None if match.answer is None else match.sentence.text[slice(*match.answer)]
