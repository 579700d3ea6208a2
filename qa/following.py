"""Which sentence answers a follow-up, after those that were quoted?

A follow-up is read twice, as it is understood and as it was typed: what was put into it may be wrong, and crowds out
the few words that ask. What somebody asks next an article mostly tells in the next sentences. Each is a part of the
score, not a rule: a sentence that answers clearly better wins from anywhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from index.match import Finding, Match

__all__ = ["CONSIDERED", "WEIGHTS", "after", "features", "prior", "scores_of"]

CONSIDERED = 30
"""How many sentences of either ranking a follow-up chooses among."""
# Fitted by `python -m tests.quality.fit_following` on the dialogues, and judged by articles left out.
WEIGHTS = (0.8, 1.0)
"""What each of `features` adds, in units of the score."""
_ODDS = 0.4  # log-odds of one unit of the score
_FADES = 3.0  # sentences behind a quote in which its nearness falls to a third

Scores = dict[tuple[str, int], float]
"""The score of a sentence, by its document's name and its start."""


def scores_of(typed: Finding | None) -> Scores:
    """What the question as typed gives to each sentence it found; empty where it found none, or was not asked."""
    matches = () if typed is None else typed.matches
    return {(match.sentence.document.name, match.sentence.start): match.score for match in matches}


def after(finding: Finding, quoted: Sequence[Match], *, limit: int, typed: Finding | None = None) -> Finding:
    """`finding`, of a question that leans on the one before, with its at most `limit` best matches after `quoted`,
    what the questions before were answered with, the last one first and at least one.

    `typed` is what the question as typed finds: what it likes, too, stands higher. So do those near behind the last
    quote, which are also surer.
    Ties stay in their order; without matches `finding` comes back as it is.
    """
    scores = scores_of(typed)
    moved = []
    for match in finding.matches:
        values = features(match, quoted, scores)
        moved.append(_moved(match, _sum(values), surer=_sum((0.0, *values[1:])), most=finding.confidence))
    moved.sort(key=lambda match: -match.score)
    ranking = tuple(replace(match, rank=rank) for rank, match in enumerate(moved[:limit], 1))
    return replace(finding, matches=ranking)


def prior(match: Match, quoted: Sequence[Match], scores: Scores) -> float:
    """What is added to a match's score after `quoted`, where the question as typed gives `scores`."""
    return _sum(features(match, quoted, scores))


def features(match: Match, quoted: Sequence[Match], scores: Scores) -> tuple[float, ...]:
    """The score of the question as typed (that of the worst where it did not find this one, 0.0 where it found none);
    and how near behind the last of `quoted` the match stands, 1.0 for the next sentence, less for each after that."""
    distance = _distance(match, quoted[0])
    return (
        scores.get((match.sentence.document.name, match.sentence.start), min(scores.values(), default=0.0)),
        math.exp((1 - distance) / _FADES) if distance is not None and distance > 0 else 0.0,
    )


def _sum(values: Sequence[float]) -> float:
    return sum(weight * value for weight, value in zip(WEIGHTS, values, strict=True))


def _distance(match: Match, quote: Match) -> int | None:
    """How many sentences behind `quote` a match stands; None in another document."""
    same = match.sentence.document.name == quote.sentence.document.name
    return match.sentence.number - quote.sentence.number if same else None


def _moved(match: Match, added: float, *, surer: float, most: float) -> Match:
    if not added and not surer:
        return match
    odds = math.exp(_ODDS * surer) * match.confidence / max(1e-9, 1 - match.confidence)
    # No sentence is surer to answer than the documents are.
    return replace(match, score=round(match.score + added, 5), confidence=min(most, odds / (1 + odds)))
