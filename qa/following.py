"""Which sentence answers a follow-up, after those that were quoted?

A follow-up is read twice, as it is understood and as it was typed: what was put into it may be wrong, and crowds out
the few words that ask. What somebody asks next an article mostly tells in the next sentences, of "him" or "that", or
in other words of the same one; nobody asks again for what was read. Each is a part of the score, not a rule: a
sentence that answers clearly better wins from anywhere.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from index.match import Finding, Match

__all__ = ["CONSIDERED", "WEIGHTS", "after", "features", "prior", "scores_of"]

CONSIDERED = 30
"""How many sentences of either ranking a follow-up chooses among."""
# Fitted by `python -m tests.quality.fit_following` on the dialogues, and judged by articles left out.
WEIGHTS = (1.3, 3.0, 2.8, 2.7, -4.1, 1.3)
"""What each of `features` adds, in units of the score."""
_ODDS = 0.4  # log-odds of one unit of the score
_NEXT = 3  # sentences behind a quote that may say "he" of whom it names
_FADES = 3.0  # sentences behind a quote in which its nearness falls to a third
_NAME = re.compile(r"\b[^\W\d_]\w{2,}")
_POINTS = re.compile(
    r"\b(?:ia|dia|beliau|mereka|itu|tersebut|sana|\w{3,}nya"
    r"|he|she|it|they|him|them|his|her|its|their|that|this|these|those|there)\b",
    re.IGNORECASE,
)

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
    quote, those there that point back ("he"), other words of that quote, and what somebody asked about says without
    being named there; one that was quoted earlier stands lower. All but the first counts for the confidence, too.
    Ties stay in their order; without matches `finding` comes back as it is.
    """
    scores = scores_of(typed)
    moved = []
    for match in finding.matches:
        values = features(match, quoted, finding.question, scores)
        moved.append(_moved(match, _sum(values), surer=_sum((0.0, *values[1:])), most=finding.confidence))
    moved.sort(key=lambda match: -match.score)
    ranking = tuple(replace(match, rank=rank) for rank, match in enumerate(moved[:limit], 1))
    return replace(finding, matches=ranking)


def prior(match: Match, quoted: Sequence[Match], question: str, scores: Scores) -> float:
    """What is added to a match's score after `quoted`, where the question as typed gives `scores`."""
    return _sum(features(match, quoted, question, scores))


def features(match: Match, quoted: Sequence[Match], question: str, scores: Scores) -> tuple[float, ...]:
    """The score of the question as typed (that of the worst where it did not find this one, 0.0 where it found none);
    how near behind the last of `quoted` the match stands, 1.0 for the next sentence, less for each after that; then
    1.0 or 0.0: if it is that quote and answers with other words of it, if it points back from near behind it, if it
    was quoted before that, and if somebody asked about says it without being named in it."""
    last = quoted[0]
    text = match.sentence.text
    distance = _distance(match, last)
    behind = distance if distance is not None and distance > 0 else None
    speaker = frozenset(name for name in _NAME.findall(match.speaker or "") if name[0].isupper())
    speaks = not speaker.isdisjoint(_NAME.findall(question)) and speaker.isdisjoint(_NAME.findall(text))
    read = distance != 0 and any(_distance(match, earlier) == 0 for earlier in quoted[1:])
    return (
        scores.get((match.sentence.document.name, match.sentence.start), min(scores.values(), default=0.0)),
        0.0 if behind is None else math.exp((1 - behind) / _FADES),
        float(distance == 0 and _words(match) != _words(last)),
        float(behind is not None and behind <= _NEXT and _POINTS.search(text) is not None),
        float(read),
        float(speaks),
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


def _words(match: Match) -> str | None:
    return None if match.answer is None else match.sentence.text[slice(*match.answer)]
