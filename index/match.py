"""What does a search give back?

Plain values: a `Finding` for one question, its `Match`es best first, and an `Explanation` of one of them.
Nothing here is worded for people; `qa` does that in the question's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from index.document import Sentence

if TYPE_CHECKING:
    from index.where import Where

__all__ = ["Absence", "Explanation", "Finding", "Match", "Signal", "WordTrace"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Match:
    """One ranked sentence. `rank` counts from 1; `score` orders the matches of one question (higher is
    better) and is not comparable between questions; `confidence` in 0..1 is the calibrated probability that
    this sentence answers the question. `highlights` (sorted, disjoint) and `answer` are character offsets
    inside `sentence.text`, 0-based, end-exclusive. `speaker` is who is quoted in it, as the text names them.
    `support` is the sentence that resolves what this one leans on ("he", "hal itu"), if any.
    `also` are sentences of other documents that say it in (nearly) the same words, best ranked first.
    """

    rank: int
    score: float
    confidence: float
    sentence: Sentence
    highlights: tuple[Span, ...] = ()
    answer: Span | None = None
    speaker: str | None = None
    support: Sentence | None = None
    also: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class Absence:
    """Why there is no answer. `cause`:

    blank     the question has no character to read
    stopwords the question has only words that carry no content
    nothing   no sentence shares anything with the question
    kind      the best sentences hold nothing of the kind asked for (`expected`: "money", "person", ...)
    words     words of the question have no partner in the documents (`missing`)
    weak      none of these alone, but the calibrated probability is below the threshold

    `missing` are content words of the question as typed without a partner anywhere; `present` are those with
    one, each with the 1-based line of the best sentence that holds it.
    """

    cause: Literal["blank", "stopwords", "nothing", "kind", "words", "weak"]
    expected: str | None = None
    missing: tuple[str, ...] = ()
    present: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class WordTrace:
    """What became of one content word of the question in one sentence.

    `weight` is its share of the sentence's word score (0 where nothing matched); `partners` are the words of
    the sentence that matched, as they stand there, each with how surely it means the same (1.0 for the same
    term) and `relation`: "same" term or "translation".
    """

    word: str
    weight: float
    partners: tuple[tuple[str, float, Literal["same", "translation"]], ...] = ()


@dataclass(frozen=True, slots=True)
class Signal:
    """One ranking signal of one sentence: its value and what it added to the score (value times weight)."""

    name: str
    value: float
    contribution: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a sentence has its score: words in question order, signals by size of contribution."""

    match: Match
    words: tuple[WordTrace, ...]
    signals: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Everything found for one question. `matches` is the ranking, best first, whether answered or not;
    `answered` says if the documents answer the question, `confidence` (0..1) how probable that is, and
    `absence` (None when answered) why not. `language` is the question's, ISO 639-1. `expected` is the kind of
    answer asked for ("person", "date", ..., None where the question does not say). `where` is the filter it was
    searched under, and `documents` how many documents passed it; None without one. `partial` names the parts of a
    library on several machines that could not be asked, () where all were."""

    question: str
    language: str
    answered: bool
    confidence: float
    matches: tuple[Match, ...] = ()
    absence: Absence | None = None
    expected: str | None = None
    where: Where | None = None
    documents: int | None = None
    partial: tuple[str, ...] = ()
