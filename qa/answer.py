"""What is an answer, as an object and as JSON?

`Answer` and `Quote` have the fields of the JSON object, in its order and under its names. Offsets are
characters, 0-based and end-exclusive: `start` and `end` of the document's text as read, `highlights` and
`answer` of the quote's own text.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field

from index.document import Place, Sentence
from index.match import Finding, Match
from qa.wording import reason_of

__all__ = ["Answer", "AnswerSpan", "Copy", "Quote", "Support"]


@dataclass(frozen=True, slots=True)
class AnswerSpan:
    """The words of a quote that answer: `text` is `quote.text[start:end]`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Support:
    """The sentence of the same document that a quote leans on: `text` is `document_text[start:end]`."""

    text: str
    start: int
    end: int
    line: int
    place: Place | None = None

    @classmethod
    def from_sentence(cls, sentence: Sentence) -> Support:
        return cls(sentence.text, sentence.start, sentence.end, sentence.line, sentence.place)


@dataclass(frozen=True, slots=True)
class Copy:
    """Where another document says what a quote says, in (nearly) the same words."""

    document: str
    line: int
    start: int
    end: int
    place: Place | None = None

    @classmethod
    def from_sentence(cls, sentence: Sentence) -> Copy:
        return cls(sentence.document.name, sentence.line, sentence.start, sentence.end, sentence.place)


@dataclass(frozen=True, slots=True)
class Quote:
    """One sentence of a document, word for word: `text` is `document_text[start:end]`.

    `rank` counts from 1, `line` from 1 as an editor counts; `confidence` is 0..1; `highlights` are sorted
    and disjoint. `title` is the document's headline and `speaker` who is quoted, None where the text does
    not say; `support` is the sentence that resolves what this one leans on ("he", "hal itu"), None where it
    leans on nothing. `also` are its copies in other documents. `place` is the page, row, time, ... it stands in
    (in JSON its label, "p. 3"), None where its line is its place.
    """

    rank: int
    text: str
    document: str
    title: str | None
    start: int
    end: int
    line: int
    score: float
    confidence: float
    highlights: tuple[tuple[int, int], ...]
    answer: AnswerSpan | None
    speaker: str | None
    support: Support | None = None
    also: tuple[Copy, ...] = ()
    place: Place | None = None

    @classmethod
    def from_match(cls, match: Match) -> Quote:
        sentence = match.sentence
        text = sentence.text
        span = match.answer
        return cls(
            rank=match.rank,
            text=text,
            document=sentence.document.name,
            title=sentence.document.title,
            start=sentence.start,
            end=sentence.end,
            line=sentence.line,
            score=_rounded(match.score),
            confidence=_rounded(match.confidence),
            highlights=tuple((int(start), int(end)) for start, end in match.highlights),
            answer=None if span is None else AnswerSpan(text[span[0] : span[1]], int(span[0]), int(span[1])),
            speaker=match.speaker,
            support=None if match.support is None else Support.from_sentence(match.support),
            also=tuple(Copy.from_sentence(sentence) for sentence in match.also),
            place=sentence.place,
        )

    def as_dict(self) -> dict[str, object]:
        """The quote as plain JSON values, keys in the documented order."""
        span = self.answer
        return {
            "rank": self.rank,
            "text": self.text,
            "document": self.document,
            "title": self.title,
            "start": self.start,
            "end": self.end,
            "line": self.line,
            "score": self.score,
            "confidence": self.confidence,
            "highlights": [list(highlight) for highlight in self.highlights],
            "answer": None if span is None else {"text": span.text, "start": span.start, "end": span.end},
            "speaker": self.speaker,
            "support": None if self.support is None else _labelled(self.support),
            "also": [_labelled(copy) for copy in self.also],
            "place": _label(self.place),
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What the documents say to one question.

    `quotes` is the ranking, best first, whether `answered` or not; `reason` says in the question's language
    why there is no answer, and is None when there is one. `language` is the question's (ISO 639-1),
    `elapsed_ms` is milliseconds. `understood` is what a follow-up was taken to mean, None where the
    question was asked as it is. `finding` is what it was made of (`finding.matches[i]` became `quotes[i]`);
    neither is part of the JSON object. `partial` names the parts of a library on several machines that could not
    be asked; it is part of the JSON object only where there are any.
    """

    question: str
    language: str
    answered: bool
    confidence: float
    reason: str | None
    quotes: tuple[Quote, ...]
    elapsed_ms: float
    finding: Finding = field(repr=False, compare=False)
    understood: str | None = None
    partial: tuple[str, ...] = ()

    @classmethod
    def from_finding(cls, finding: Finding, *, elapsed_ms: float, documents: int = 1) -> Answer:
        """The finding as quotes and words; `documents` is how many were searched, for the wording."""
        return cls(
            question=finding.question,
            language=finding.language,
            answered=finding.answered,
            confidence=_rounded(finding.confidence),
            reason=reason_of(finding, language=finding.language, documents=documents),
            quotes=tuple(Quote.from_match(match) for match in finding.matches),
            elapsed_ms=round(elapsed_ms, 3),
            finding=finding,
            partial=finding.partial,
        )

    def as_dict(self) -> dict[str, object]:
        """The answer as plain JSON values, keys in the documented order."""
        return {
            "question": self.question,
            "language": self.language,
            "answered": self.answered,
            "confidence": self.confidence,
            "reason": self.reason,
            "quotes": [quote.as_dict() for quote in self.quotes],
            "elapsed_ms": self.elapsed_ms,
            **({"partial": list(self.partial)} if self.partial else {}),
        }

    def to_json(self) -> str:
        """The JSON object on one line, in ASCII.

        Escaped, every text survives every stream: another encoding than UTF-8, a lone surrogate out of a
        file name, a control character that a terminal would obey.
        """
        return json.dumps(self.as_dict())


def _label(place: Place | None) -> str | None:
    return None if place is None else place.label


def _labelled(part: Support | Copy) -> dict[str, object]:
    """`part` as plain JSON values, its place as its label."""
    return {**asdict(part), "place": _label(part.place)}


def _rounded(value: float) -> float:
    """Six decimals: more would be noise, and a float of numpy's is not JSON."""
    return round(float(value), 6)
