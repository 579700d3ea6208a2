"""Which sentence answers a follow-up, after the one that was quoted last?

What somebody asks next an article mostly tells next, and nobody asks again for the words just read. Both are a small
part of the score, not a rule: a sentence that answers clearly better wins from anywhere.
"""

from __future__ import annotations

from dataclasses import replace

from index.match import Finding, Match

__all__ = ["CONSIDERED", "after"]

CONSIDERED = 15
"""How many sentences of the ranking a follow-up chooses among."""
# Fitted with tests/quality/train/fit_following.py on the dialogues at even places.
_BEHIND = {1: 2.3, 2: 1.6}
_REPEATED = -3.5


def after(finding: Finding, before: Match, *, limit: int) -> Finding:
    """`finding`, of a question that leans on the one before, with its at most `limit` best matches after `before`,
    the match quoted first then: those right behind it stand higher, and one that would answer in the same words
    lower. `finding` itself has more than `limit` where there are more; one without matches comes back as it is.
    """
    if not finding.matches:
        return finding
    scored = [(match.score + _prior(match, before), match) for match in finding.matches]
    scored.sort(key=lambda pair: -pair[0])  # ties stay in their order
    ranking = tuple(
        replace(match, rank=rank, score=round(score, 5))
        for rank, (score, match) in enumerate(scored[:limit], 1)
    )
    return replace(finding, matches=ranking)


def _prior(match: Match, before: Match) -> float:
    if match.sentence.document is not before.sentence.document:
        return 0.0
    distance = match.sentence.number - before.sentence.number
    if distance == 0 and _words(match) == _words(before):
        return _REPEATED
    return _BEHIND.get(distance, 0.0)


def _words(match: Match) -> str | None:
    return None if match.answer is None else match.sentence.text[slice(*match.answer)]
