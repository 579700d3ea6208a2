"""How well are questions with known answers answered?

A hit is a quote that holds an accepted text. hit@1, hit@3 and the mean reciprocal rank (MRR) are over the questions the
documents answer; of all questions is counted how many were answered and should have been, how often what was said with
some confidence was right, and which mistakes were made with the most.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, BinaryIO

from index.errors import ReadError
from index.message import Message
from qa.speaking import translated, worded
from qa.visible import visible

if TYPE_CHECKING:
    from index.match import Finding, Match
    from index.store.writer import Progress
    from qa.chat import Searchable

__all__ = ["Bin", "Case", "Miss", "Result", "evaluate", "read_cases"]

DEPTH = 10
"""Quotes that are looked at; a hit further down counts as none."""
BINS = 5
"""Ranges of confidence, equally wide, that are looked at apart."""
MISSES = 20
"""Mistakes that are kept; `SHOWN` of them are in the table."""
SHOWN = 5
_WIDE = 76


@dataclass(frozen=True, slots=True)
class Case:
    """A question; `evidence` are the accepted texts, `context` the text that the quote has to stand in (None:
    any). `answerable`: the documents answer it."""

    question: str
    evidence: tuple[str, ...]
    answerable: bool
    context: str | None = None


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions whose confidence is at least `low` and below `high` (of the last, at most): how many, their mean
    confidence, and of how many the documents answer and the first quote is a hit, as shares of 1; None for no
    question."""

    low: float
    high: float
    questions: int
    confidence: float | None
    answerable: float | None
    hit1: float | None


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that was answered with a sentence that is no hit, or that should not have been answered, or that
    was not answered though the documents do. `rank` is that of the first hit, None where there is none within `DEPTH`;
    `quoted` is the first quote, `place` where it stands ("name:line"), both None where there was none."""

    question: str
    answerable: bool
    answered: bool
    confidence: float
    rank: int | None
    quoted: str | None
    place: str | None
    expected: tuple[str, ...]

    @property
    def wrongness(self) -> float:
        """How sure the mistake was, 0..1."""
        return self.confidence if self.answered else 1.0 - self.confidence


@dataclass(frozen=True, slots=True)
class Result:
    """Counts of questions; `hit1`, `hit3` and `mrr` in 0..1, None where no question is answerable. `calibration` is in
    order of confidence; `misses` are at most `MISSES`, the surest mistakes first."""

    questions: int
    answerable: int
    hit1: float | None
    hit3: float | None
    mrr: float | None
    answered_answerable: int
    abstained_answerable: int
    answered_unanswerable: int
    abstained_unanswerable: int
    calibration: tuple[Bin, ...] = ()
    misses: tuple[Miss, ...] = ()

    def to_json(self) -> dict[str, object]:
        """The fields by name, as plain JSON values."""
        return asdict(self)

    def table(self, language: str = "en") -> str:
        """Lines to read in `language` ("en" or "id"), without the last line end."""

        def word(text: str) -> str:
            return worded(text, language)

        hit1, hit3, mrr = map(_shown, (self.hit1, self.hit3, self.mrr))
        of = translated(Message("of {count} that the documents answer", count=self.answerable), language)
        within = translated(Message("within {count} quotes", count=DEPTH), language)
        first, second = word("answered"), word("abstained")
        wide, wider = max(8, len(first)), max(9, len(second))
        head = [word(text) for text in ("confidence", "questions", "mean", "answerable", "hit@1")]
        widths = [max(len(text), least) for text, least in zip(head, (12, 9, 6, 10, 5), strict=True)]
        ranges = [
            translated(Message("{low} to {high}", low=f"{one.low:.1f}", high=f"{one.high:.1f}"), language)
            for one in self.calibration
        ]
        lines = [
            f"{word('questions'):<13} {self.questions:>7}",
            f"{'hit@1':<13} {hit1:>7}   {of}",
            f"{'hit@3':<13} {hit3:>7}",
            f"{'MRR':<13} {mrr:>7}   {within}",
            "",
            f"{'':<13} {first:>{wide}}  {second:>{wider}}",
            f"{word('answerable'):<13} {self.answered_answerable:>{wide}}  {self.abstained_answerable:>{wider}}",
            f"{word('unanswerable'):<13} {self.answered_unanswerable:>{wide}}"
            f"  {self.abstained_unanswerable:>{wider}}",
            "",
            _row(head, widths),
        ]
        lines += [
            _row([span, str(one.questions), *map(_shown, (one.confidence, one.answerable, one.hit1))], widths)
            for span, one in zip(ranges, self.calibration, strict=True)
        ]
        if self.misses:
            lines += ["", word("The surest mistakes:")]
        for miss in self.misses[:SHOWN]:
            said = Message(
                "{outcome}, confidence {confidence}; expected: {wanted}",
                outcome=Message("answered") if miss.answered else Message("not answered"),
                confidence=f"{miss.confidence:.2f}",
                wanted=visible(miss.expected[0]) if miss.expected else Message("no answer"),
            )
            lines.append(f"  {visible(miss.question)}")
            lines.append(_short(f"    {translated(said, language)}"))
            if miss.quoted is not None:
                lines.append(_short(f"    {visible(miss.place or '')}: {visible(miss.quoted)}"))
        return "\n".join(lines)


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    """Cells in columns, all but the first to the right."""
    first, *others = (
        f"{cell:<{width}}" if place == 0 else f"{cell:>{width}}"
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join([first, *others])


def _shown(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"


def _short(line: str) -> str:
    return line if len(line) <= _WIDE else f"{line[: _WIDE - 1]}…"


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
                '{name}, line {line}: not a JSON object with "question" and "evidence" or "answers"',
                name=name,
                line=number,
            ) from error
        accepted = tuple(text for text in evidence if text)
        cases.append(Case(question, accepted, bool(found.get("answerable", accepted)), context))
    if not cases:
        raise ReadError("{name}: holds no question", name=name)
    return cases


def evaluate(
    retriever: Searchable, cases: Sequence[Case], *, on_progress: Callable[[Progress], None]
) -> Result:
    """Asks every question by itself."""
    from index.store.writer import Progress

    ranks: list[int | None] = []
    sure: list[tuple[float, bool, bool]] = []
    misses: list[Miss] = []
    table = {(answerable, answered): 0 for answerable in (True, False) for answered in (True, False)}
    for done, case in enumerate(cases, 1):
        finding = retriever.find(case.question, limit=DEPTH)
        table[case.answerable, finding.answered] += 1
        rank = None
        if case.answerable:
            rank = next((match.rank for match in finding.matches if _holds(match, case)), None)
            ranks.append(rank)
        sure.append((finding.confidence, case.answerable, rank == 1))
        if finding.answered != case.answerable or (case.answerable and rank != 1):
            misses.append(_miss(case, finding, rank))
        on_progress(Progress("asking", done, len(cases)))
    size = len(ranks)
    misses.sort(key=lambda miss: -miss.wrongness)
    return Result(
        len(cases),
        size,
        sum(rank == 1 for rank in ranks) / size if size else None,
        sum(rank is not None and rank <= 3 for rank in ranks) / size if size else None,
        sum(1.0 / rank for rank in ranks if rank) / size if size else None,
        table[True, True],
        table[True, False],
        table[False, True],
        table[False, False],
        _calibration(sure),
        tuple(misses[:MISSES]),
    )


def _miss(case: Case, finding: Finding, rank: int | None) -> Miss:
    best = finding.matches[0].sentence if finding.matches else None
    return Miss(
        case.question,
        case.answerable,
        finding.answered,
        finding.confidence,
        rank,
        None if best is None else best.text,
        None if best is None else f"{best.document.name}:{best.line}",
        case.evidence,
    )


def _calibration(sure: Sequence[tuple[float, bool, bool]]) -> tuple[Bin, ...]:
    bins = []
    for place in range(BINS):
        own = [one for one in sure if min(int(one[0] * BINS), BINS - 1) == place]
        confidence, answerable, hit1 = (
            [sum(values) / len(own) for values in zip(*own, strict=True)] if own else (None, None, None)
        )
        bins.append(Bin(place / BINS, (place + 1) / BINS, len(own), confidence, answerable, hit1))
    return tuple(bins)


def _holds(match: Match, case: Case) -> bool:
    text = match.sentence.text
    return any(accepted in text for accepted in case.evidence) and (
        case.context is None or text in case.context
    )
