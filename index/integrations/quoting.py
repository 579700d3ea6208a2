"""What does a match say of itself, as plain values?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from index.document import Sentence
    from index.match import Finding, Match
    from index.where import Where

__all__ = ["Quoted", "Searchable", "missing", "quoted"]


class Searchable(Protocol):
    """What is asked: an `index.Retriever`."""

    def find(
        self, question: str, *, limit: int = ..., where: Where | Mapping[str, object] | None = ...
    ) -> Finding: ...


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence, word for word. `name` is its own among all documents' ("news.txt:120-158"); `metadata` has the
    fields of a quote of the JSON object but its text, as plain JSON values."""

    name: str
    text: str
    score: float
    metadata: dict[str, object]


def quoted(
    retriever: Searchable,
    question: str,
    *,
    limit: int,
    where: Where | Mapping[str, object] | None = None,
    answered_only: bool = False,
) -> list[Quoted]:
    """The best sentences for a question, best first, at most `limit`; none where nothing matches, and with
    `answered_only` none where the documents do not answer. Errors are those of `Retriever.search`."""
    finding = retriever.find(question, limit=limit, where=where)
    if answered_only and not finding.answered:
        return []
    return [_quoted(match) for match in finding.matches]


def _quoted(match: Match) -> Quoted:
    sentence, text = match.sentence, match.sentence.text
    answer = match.answer
    metadata: dict[str, object] = {
        "rank": match.rank,
        "document": sentence.document.name,
        "title": sentence.document.title,
        "start": sentence.start,
        "end": sentence.end,
        "line": sentence.line,
        "score": round(float(match.score), 6),
        "confidence": round(float(match.confidence), 6),
        "highlights": [[int(start), int(end)] for start, end in match.highlights],
        "answer": None
        if answer is None
        else {"text": text[answer[0] : answer[1]], "start": int(answer[0]), "end": int(answer[1])},
        "speaker": match.speaker,
        "support": None
        if match.support is None
        else {"text": match.support.text, **_spanned(match.support), "place": _label(match.support)},
        "also": [
            {"document": other.document.name, **_spanned(other), "place": _label(other)}
            for other in match.also
        ],
        "place": _label(sentence),
    }
    name = f"{sentence.document.name}:{sentence.start}-{sentence.end}"
    return Quoted(name, text, round(float(match.score), 6), metadata)


def _spanned(sentence: Sentence) -> dict[str, int]:
    return {"start": sentence.start, "end": sentence.end, "line": sentence.line}


def _label(sentence: Sentence) -> str | None:
    place = sentence.place
    return None if place is None else place.label


def missing(package: str, extra: str) -> ImportError:
    """The error for a framework that is not installed."""
    return ImportError(f"{package} is not installed; pip install 'kutip[{extra}]'", name=package)
