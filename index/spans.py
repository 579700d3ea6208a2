"""Which words of a sentence are the answer?

A linear model scores every candidate span of `index.span_features`. The weights are learned from questions with
marked answers (tests/quality/train_spans.py) and stand, one a line, in data/spans.json.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.evidence import Span as Evidence
from index.evidence import items
from index.gazetteer import TITLES
from index.question import Expectation
from index.span_features import TRIMMED, Candidates, candidates, is_asked
from index.tokens import Token

__all__ = [
    "Scored",
    "answer_span",
    "best_of",
    "closed",
    "is_asked",
    "score_span",
    "scored_spans",
    "whole_amount",
]

Span = tuple[int, int]

_WEIGHTS = os.path.join(os.path.dirname(__file__), "data", "spans.json")
_LISTABLE = frozenset({"list", "name", "thing", "person", "organisation", "place"})
_COMMAS, _TWO_COMMAS = 0.75, 0.95  # weights of enumerations with one comma, with more
_OFFICES = frozenset(
    [
        "position",
        "job",
        "role",
        "post",
        "title",
        "occupation",
        "profession",
        "office",
        "rank",
        "jabatan",
        "posisi",
        "profesi",
        "pekerjaan",
        "peran",
        "pangkat",
    ]
)


def answer_span(
    expectation: Expectation, question_words: Collection[str], text: str, language: str
) -> Span | None:
    """The characters of `text` that answer, or None where nothing is better than the whole sentence.

    `question_words` are the folded content words of the question and what they were matched with or
    translated to in this sentence; the answer is not made of them alone. `language` (ISO 639-1) is the
    text's. Of equal scores the earlier, then the shorter span wins. Blank text and yes/no questions have
    no answer span. Only the first 120 words are looked at.
    """
    best = score_span(expectation, question_words, text, language)
    return None if best is None else best[0]


def score_span(
    expectation: Expectation, question_words: Collection[str], text: str, language: str
) -> tuple[Span, float] | None:
    """The best answer span of `text` and its score, which compares spans of one question only."""
    if expectation.kinds[0] == "boolean":
        return None
    return best_of(
        scored_spans(expectation, question_words, text, language), expectation, question_words, text
    )


def best_of(
    scored: Scored, expectation: Expectation, question_words: Collection[str], text: str
) -> tuple[Span, float] | None:
    """The best answer span of a sentence whose candidates are scored, and its score."""
    seen = scored.seen
    best: tuple[int, int] | None = None
    most = 0.0
    for span, score in scored.scores.items():
        if best is None or score > most:
            best, most = span, score
    if best is None:
        return None
    titled = _position(expectation, question_words, seen.words)
    best = titled or best
    listed = None if titled else _listed(expectation, question_words, seen, best, text, seen.evidence)
    if listed is not None:
        return listed, most
    start, end = _trimmed(seen.words, *best)
    if start == 0 and end == len(seen.words) - 1:
        return None
    first_character = whole_amount(seen.words[start].start, seen.evidence)
    return (first_character, closed(text, first_character, seen.words[end].end)), most


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """The candidate spans of a sentence with their scores, by their first and last word."""

    seen: Candidates
    scores: dict[tuple[int, int], float]

    @property
    def words(self) -> list[Token]:
        return self.seen.words

    @property
    def evidence(self) -> Sequence[Evidence]:
        return self.seen.evidence

    @property
    def least(self) -> float:
        """The lowest score of all, for what is no candidate."""
        return min(self.scores.values(), default=0.0)

    def score(self, first: int, last: int) -> float:
        """Of the words `first` to `last`."""
        return self.scores.get((first, last), self.least)

    def words_of(self, span: Span) -> tuple[int, int] | None:
        """The first and the last word that a span of characters touches; None for none."""
        touched = [i for i, word in enumerate(self.words) if word.start < span[1] and span[0] < word.end]
        return (touched[0], touched[-1]) if touched else None

    def best(self, count: int) -> list[tuple[Span, float]]:
        """Characters and scores of the best `count` candidates, best first, ties in order."""
        ordered = sorted(self.scores.items(), key=lambda item: -item[1])[:count]
        return [((self.words[i].start, self.words[j].end), score) for (i, j), score in ordered]


def scored_spans(
    expectation: Expectation, question_words: Collection[str], text: str, language: str
) -> Scored:
    """Every candidate span of `text` with its score."""
    seen = candidates(expectation, question_words, text, language)
    get = _weights(expectation.kinds[0]).get
    first = [sum(get(name, 0.0) for name in names) for names in seen.first]
    last = [sum(get(name, 0.0) for name in names) for names in seen.last]
    scores = {
        (i, j): first[i] + last[j] + sum(get(name, 0.0) for name in names)
        for (i, j), names in zip(seen.spans, seen.features, strict=True)
    }
    return Scored(seen, scores)


def whole_amount(start: int, evidence: Sequence[Evidence]) -> int:
    """Where the amount of money that `start` falls into begins: its currency belongs to it."""
    return min(
        [span.start for span in evidence if span.kind == "money" and span.start < start < span.end] or [start]
    )


def _listed(
    expectation: Expectation,
    question_words: Collection[str],
    seen: Candidates,
    best: tuple[int, int],
    text: str,
    evidence: Sequence[Evidence],
) -> Span | None:
    """What an enumeration around the best span makes of it.

    The whole enumeration, where several may be asked for and no word of the question stands in it; where one
    item has more words of the question than any other, that item: there the question picks one.
    """
    if expectation.kinds[0] not in _LISTABLE:
        return None
    start, end = seen.words[best[0]].start, seen.words[best[1]].end
    several = "list" in expectation.kinds or (expectation.kinds[0] == "thing" and expectation.focus is None)
    for span in evidence:
        if span.kind != "list" or span.weight < (_COMMAS if expectation.plural else _TWO_COMMAS):
            continue
        meets = start < span.end and span.start < end
        if not meets and not (expectation.plural and several):
            continue
        parts = items(text, (span.start, span.end))
        counts = [
            sum(
                is_asked(word.key, question_words) for word in seen.words if a <= word.start and word.end <= b
            )
            for a, b in parts
        ]
        most = max(counts)
        if not most and several:
            return span.start, span.end
        if most and meets and counts.count(most) == 1:
            picked = parts[counts.index(most)]
            return None if picked[0] <= start and end <= picked[1] else picked
    return None


def _position(
    expectation: Expectation, question_words: Collection[str], words: Sequence[Token]
) -> tuple[int, int] | None:
    """The office written before a name of the question, where the question asks for an office."""
    if expectation.focus is None or expectation.focus.casefold() not in _OFFICES:
        return None
    for i in range(1, len(words)):
        if not (words[i].capital and is_asked(words[i].key, question_words)):
            continue
        begin = i
        while begin > 0 and i - begin < 8 and _of_office(words[begin - 1], question_words):
            begin -= 1
            if words[begin].key in TITLES and not (begin > 0 and words[begin - 1].key in TITLES):
                return begin, i - 1
    return None


def _of_office(word: Token, question_words: Collection[str]) -> bool:
    return (word.capital or word.key in TITLES or word.key in ("of", "the", "for")) and not (
        is_asked(word.key, question_words)
    )


def closed(text: str, start: int, end: int) -> int:
    """`end`, or past the bracket that closes one opened inside."""
    return end + (text.count("(", start, end) > text.count(")", start, end) and text[end : end + 1] == ")")


def _trimmed(words: Sequence[Token], start: int, end: int) -> Span:
    while start < end and words[start].key in TRIMMED and not words[start].digit:
        start += 1
    while end > start and words[end].key in TRIMMED:
        end -= 1
    return start, end


@lru_cache(maxsize=32)
def _weights(kind: str) -> dict[str, float]:
    """The weights for questions of `kind`: those of all questions plus its own."""
    tables = _tables()
    merged = dict(tables["any"])
    for name, weight in tables.get(kind, {}).items():
        merged[name] = merged.get(name, 0.0) + weight
    return merged


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, float]]:
    with open(_WEIGHTS, encoding="utf-8") as file:
        tables: dict[str, dict[str, float]] = json.load(file)["weights"]
    return tables
