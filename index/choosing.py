"""Which of the words that may answer do answer: what the reader points at, or what the sentence's shape shows?

The reader scores a start and an end and knows no kinds of answer; `index.spans` knows them and does not understand the
question. The best spans of both are weighed together, by weights fitted on paragraphs the reader did not learn from
(tests/quality/train_answers.py), which stand in data/answers.json.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from index.expecting import Expectation
from index.span_features import TRIMMED
from index.spans import Scored, best_of, closed, is_asked, scored_spans, whole_amount

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.comprehension.reading import Reading

__all__ = ["FEATURES", "GROUPS", "Choice", "choices", "chosen", "columns", "group_of", "load_weights"]

Span = tuple[int, int]

_FILE = os.path.join(os.path.dirname(__file__), "data", "answers.json")
_POINTED, _SHAPED = 16, 8
"""How many of the best spans of the reader, and of the shape, are weighed."""
_LONGEST = 40
"""Pieces of an answer."""
_SCALE, _FAR = 5.0, 4.0
_SURE, _LISTED = 0.3, 0.5
_OPENING = "([$€£¥₩₹-+−"
_CLOSING = ")]%€°+"
GROUPS = ("amount", "name", "clause", "several", "thing")
"""Questions that are weighed alike: for an amount or a date, a name, a clause, several things, and anything else."""
_GROUP_OF = {
    **dict.fromkeys(("date", "time", "duration", "number", "money", "percent"), "amount"),
    **dict.fromkeys(("person", "organisation", "place", "name"), "name"),
    **dict.fromkeys(("reason", "manner", "speech", "definition", "boolean"), "clause"),
    "list": "several",
}
FEATURES = (
    "reader",
    "shape",
    "exact",
    "holds",
    "inside",
    "none",
    "listed",
    "length",
    "asked",
    "told",
)
"""`reader`, `shape`: its score by either, less that of the best; `exact`, `holds`, `inside`: it is, holds, or is in an
evidence of the kind asked for; `none`: it meets none though there is one; `listed`: it is an enumeration; `length`:
words, as a logarithm; `asked`: the share that stands in the question; `told`: the shape alone would choose it."""


class Choice(NamedTuple):
    """A span, its score by the reader and by the sentence's shape, and if the shape alone would choose it."""

    span: Span
    read: float
    shaped: float
    told: bool = False


def group_of(expectation: Expectation) -> str:
    """Which of GROUPS a question belongs to."""
    if expectation.plural:
        return "several"
    return _GROUP_OF.get(expectation.kinds[0], "thing")


def chosen(
    expectation: Expectation,
    question_words: Collection[str],
    text: str,
    language: str,
    reading: Reading,
    measured: Sequence[Span] = (),
) -> Span | None:
    """The characters of `text` that answer, in view of what the reader says of it; None where there is no candidate.
    `measured` are the amounts in it of the very sort asked for, if any: the answer is or meets one of them."""
    scored = scored_spans(expectation, question_words, text, language)
    found = choices(scored, expectation, question_words, text, reading)
    found = [
        choice
        for choice in found
        if any(start < choice.span[1] and choice.span[0] < end for start, end in measured)
    ] or found
    if not found:
        return None
    weights = load_weights()[group_of(expectation)]
    table = columns(found, scored, expectation, question_words, measured)
    best = int(np.argmax(np.round(table @ np.array([weights[name] for name in FEATURES]), 6)))
    return found[best].span


def choices(
    scored: Scored, expectation: Expectation, question_words: Collection[str], text: str, reading: Reading
) -> list[Choice]:
    """The best spans of the reader, best first, then those of the shape."""
    found: dict[Span, Choice] = {}
    pairs = reading.starts[:, None] + reading.ends[None, :]
    allowed = np.triu(np.ones(pairs.shape, bool)) & ~np.triu(np.ones(pairs.shape, bool), _LONGEST)
    flat = np.where(allowed, pairs, -np.inf).ravel()
    for place in np.argsort(-flat, kind="stable")[:_POINTED]:
        first, last = divmod(int(place), pairs.shape[1])
        span = _whole(text, int(reading.offsets[first, 0]), int(reading.offsets[last, 1]))
        span = whole_amount(span[0], scored.evidence), span[1]
        if span[0] < span[1] and span not in found and flat[place] > -np.inf:
            found[span] = Choice(span, float(flat[place]), _shape_of(scored, span))
    for span, score in scored.best(_SHAPED):
        if span not in found:
            found[span] = Choice(span, _read_of(reading, span), score)
    for span in _lists(scored) if expectation.plural else ():
        if span not in found:
            found[span] = Choice(span, _read_of(reading, span), _shape_of(scored, span))
    told = best_of(scored, expectation, question_words, text)
    if told is not None:
        span = told[0]
        known = found.get(span)
        read = _read_of(reading, span) if known is None else known.read
        found[span] = Choice(span, read, _shape_of(scored, span), told=True)
    return list(found.values())


def _lists(scored: Scored) -> list[Span]:
    """The enumerations of a sentence, each from its first word that is no mere "of"."""
    found = []
    for span in scored.evidence:
        if span.kind == "list" and span.weight > _LISTED:
            inside = [word for word in scored.words if span.start <= word.start and word.end <= span.end]
            begins = [word.start for word in inside if word.key not in TRIMMED]
            found.append((min(begins, default=span.start), span.end))
    return found


def _whole(text: str, start: int, end: int) -> Span:
    """The span without white space and marks around it, and with the whole of the words it cuts."""
    start, end = max(0, start), min(len(text), end)
    while start < end and not (text[start].isalnum() or text[start] in _OPENING):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in _CLOSING):
        end -= 1
    while 0 < start < end and _one_word(text, start):
        start -= 1
    while start < end < len(text) and _one_word(text, end):
        end += 1
    if text.count("(", start, end) < text.count(")", start, end) and text[end - 1] == ")":
        end -= 1
    return start, closed(text, start, end)


def _one_word(text: str, at: int) -> bool:
    """If no word ends before the character at `at`: "1.150" is one, too."""
    left, right = text[at - 1], text[at]
    if left.isalnum() and right.isalnum():
        return True
    if right in ".,":
        return left.isdigit() and text[at + 1 : at + 2].isdigit()
    return left in ".," and right.isdigit() and text[at - 2 : at - 1].isdigit()


def _shape_of(scored: Scored, span: Span) -> float:
    places = scored.words_of(span)
    return scored.least if places is None else scored.score(*places)


def _read_of(reading: Reading, span: Span) -> float:
    starts, ends = reading.offsets[:, 0], reading.offsets[:, 1]
    if not len(starts):
        return 0.0
    first = int(np.searchsorted(ends, span[0], side="right"))
    last = int(np.searchsorted(starts, span[1], side="left")) - 1
    count = len(starts) - 1
    return float(reading.starts[min(first, count)] + reading.ends[min(max(last, 0), count)])


def columns(
    found: Sequence[Choice],
    scored: Scored,
    expectation: Expectation,
    question_words: Collection[str],
    measured: Sequence[Span] = (),
) -> NDArray[np.float64]:
    """FEATURES of each choice, shape (choices, 10)."""
    most_read = max(choice.read for choice in found)
    most_shaped = max(choice.shaped for choice in found)
    wanted = list(measured) or [
        (span.start, span.end)
        for span in scored.evidence
        if span.kind in expectation.kinds[:2] and span.kind != "list" and span.weight >= _SURE
    ]
    lists = _lists(scored)
    if expectation.plural:  # of a list all items, not the first
        around = [each for each in lists if any(each[0] <= a and b <= each[1] for a, b in wanted)]
        wanted = around or wanted
    rows = []
    for (start, end), read, shaped, told in found:
        words = [word for word in scored.words if start <= word.start and word.end <= end]
        meets = [other for other in wanted if other[0] < end and start < other[1]]
        rows.append(
            (
                max(-_FAR, (read - most_read) / _SCALE),
                max(-_FAR, (shaped - most_shaped) / _SCALE),
                float((start, end) in wanted),
                float(any(start <= a and b <= end and (a, b) != (start, end) for a, b in meets)),
                float(any(a <= start and end <= b and (a, b) != (start, end) for a, b in meets)),
                float(bool(wanted) and not meets),
                float((start, end) in lists),
                float(np.log(max(1, len(words)))) / 2,
                sum(is_asked(word.key, question_words) for word in words) / max(1, len(words)),
                float(told),
            )
        )
    return np.array(rows)


@cache
def load_weights() -> Mapping[str, Mapping[str, float]]:
    """The packaged weights, by group."""
    with open(_FILE, encoding="utf-8") as file:
        weights: dict[str, dict[str, float]] = json.load(file)
    return weights
