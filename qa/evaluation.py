"""How well are questions with known answers answered?

A hit is a quote that holds an accepted text. hit@1 and the mean reciprocal rank (MRR) are over the questions the
documents answer; of all questions is counted how many were answered and should have been.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, BinaryIO

from index.errors import ReadError

if TYPE_CHECKING:
    from index.match import Match
    from index.store.writer import Progress
    from qa.chat import Searchable

__all__ = ["Case", "Result", "evaluate", "read_cases"]

DEPTH = 10
"""Quotes that are looked at; a hit further down counts as none."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question; `evidence` are the accepted texts, `context` the text that the quote has to stand in (None:
    any). `answerable`: the documents answer it."""

    question: str
    evidence: tuple[str, ...]
    answerable: bool
    context: str | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """Counts of questions; `hit1` and `mrr` in 0..1, None where no question is answerable."""

    questions: int
    answerable: int
    hit1: float | None
    mrr: float | None
    answered_answerable: int
    abstained_answerable: int
    answered_unanswerable: int
    abstained_unanswerable: int

    def to_json(self) -> dict[str, float | int | None]:
        """The fields by name."""
        return asdict(self)

    def table(self) -> str:
        """A few lines to read, without the last line end."""
        hit1, mrr = ("-" if value is None else f"{value:.3f}" for value in (self.hit1, self.mrr))
        return "\n".join(
            (
                f"questions     {self.questions:>7}",
                f"hit@1         {hit1:>7}   of {self.answerable} that the documents answer",
                f"MRR           {mrr:>7}   within {DEPTH} quotes",
                "",
                "              answered  abstained",
                f"answerable    {self.answered_answerable:>8}  {self.abstained_answerable:>9}",
                f"unanswerable  {self.answered_unanswerable:>8}  {self.abstained_unanswerable:>9}",
            )
        )


def read_cases(stream: BinaryIO, *, name: str) -> list[Case]:
    """The questions of a file, in order: JSON objects, one a line, with "question" and "evidence" or "answers"
    ([{"text"}]), and where known "answerable" and "context". ReadError for a line that is none, or no line."""
    cases = []
    for number, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
            question = found["question"]
            evidence = found.get("evidence")
            if evidence is None:
                evidence = [answer["text"] for answer in found.get("answers", [])]
            context = found.get("context")
            if not all(isinstance(text, str) for text in (question, context or "", *evidence)):
                raise TypeError
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ReadError(
                f'{name}, line {number}: not a JSON object with "question" and "evidence" or "answers"'
            ) from error
        accepted = tuple(text for text in evidence if text)
        cases.append(Case(question, accepted, bool(found.get("answerable", accepted)), context))
    if not cases:
        raise ReadError(f"{name}: holds no question")
    return cases


def evaluate(
    retriever: Searchable, cases: Sequence[Case], *, on_progress: Callable[[Progress], None]
) -> Result:
    """Asks every question by itself."""
    from index.store.writer import Progress

    ranks: list[int | None] = []
    table = {(answerable, answered): 0 for answerable in (True, False) for answered in (True, False)}
    for done, case in enumerate(cases, 1):
        finding = retriever.find(case.question, limit=DEPTH)
        table[case.answerable, finding.answered] += 1
        if case.answerable:
            ranks.append(next((match.rank for match in finding.matches if _holds(match, case)), None))
        on_progress(Progress("asking", done, len(cases)))
    size = len(ranks)
    return Result(
        len(cases),
        size,
        sum(rank == 1 for rank in ranks) / size if size else None,
        sum(1.0 / rank for rank in ranks if rank) / size if size else None,
        table[True, True],
        table[True, False],
        table[False, True],
        table[False, False],
    )


def _holds(match: Match, case: Case) -> bool:
    text = match.sentence.text
    return any(accepted in text for accepted in case.evidence) and (
        case.context is None or text in case.context
    )
