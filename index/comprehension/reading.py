"""What does the reader say of each sentence?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.comprehension.model import Scores
from index.comprehension.windows import Part, Window

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Reader", "Reading", "read"]

LONGEST_ANSWER = 40
"""Pieces of an answer."""
LEAST = -20.0
"""The lowest margin."""

_CLOSING, _STOPS = ",;:", ".!?"

Span = tuple[int, int]


class Reader(Protocol):
    """What reads: `index.comprehension.model.Model`, or a replacement in a test."""

    def read(self, question: str, passages: Sequence[str]) -> list[Scores]:
        """One `Scores` a passage, in order."""
        ...


def _no_offsets() -> NDArray[np.int64]:
    return np.zeros((0, 2), np.int64)


def _no_scores() -> NDArray[np.float32]:
    return np.zeros(0, np.float32)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the reader says of a sentence.

    `margin`: the score of its best span (start + end) less that of "not here" in its window. `share`: the
    logarithm of the probability that the window's answer is that span. `span`: its characters inside the
    sentence, end-exclusive. `offsets`, shape (pieces, 2), are the characters of the sentence's pieces in it, `starts`
    and `ends`, shape (pieces,), how well an answer begins and ends there.
    """

    margin: float
    share: float
    span: Span
    offsets: NDArray[np.int64] = field(default_factory=_no_offsets, repr=False, compare=False)
    starts: NDArray[np.float32] = field(default_factory=_no_scores, repr=False, compare=False)
    ends: NDArray[np.float32] = field(default_factory=_no_scores, repr=False, compare=False)


def read(question: str, windows: Sequence[Window], reader: Reader) -> dict[int, Reading]:
    """Of every sentence that was read, by number; of one in two windows, the better."""
    found: dict[int, Reading] = {}
    for window, scores in zip(windows, reader.read(question, [each.text for each in windows]), strict=True):
        for number, reading in _of_window(window, scores).items():
            if number not in found or reading.margin > found[number].margin:
                found[number] = reading
    return found


def _of_window(window: Window, scores: Scores) -> dict[int, Reading]:
    found: dict[int, Reading] = {}
    whole = _log_sum(np.append(scores.starts, scores.nothing / 2)) + _log_sum(
        np.append(scores.ends, scores.nothing / 2)
    )
    for part in window.parts:
        inside = np.flatnonzero((scores.offsets[:, 0] < part.end) & (scores.offsets[:, 1] > part.start))
        if not len(inside):
            continue
        first, last = int(inside[0]), int(inside[-1]) + 1
        best, start, end = _best(scores.starts[first:last], scores.ends[first:last])
        span = _characters(window.text, part, scores.offsets, first + start, first + end)
        margin = max(LEAST, best - scores.nothing)
        found[part.number] = Reading(
            margin,
            max(LEAST, best - whole),
            span,
            scores.offsets[first:last] - part.start,
            scores.starts[first:last],
            scores.ends[first:last],
        )
    return found


def _best(starts: NDArray[np.float32], ends: NDArray[np.float32]) -> tuple[float, int, int]:
    """The best score of a start and an end not before it nor too far behind, and their places."""
    pairs = starts[:, None] + ends[None, :]
    allowed = np.triu(np.ones(pairs.shape, bool)) & ~np.triu(np.ones(pairs.shape, bool), LONGEST_ANSWER)
    place = int(np.argmax(np.where(allowed, pairs, -np.inf)))
    start, end = divmod(place, pairs.shape[1])
    return float(pairs[start, end]), start, end


def _characters(text: str, part: Part, offsets: NDArray[np.int64], first: int, last: int) -> Span:
    """The characters of pieces first..last inside the sentence, without white space around them, and without what
    closes a clause or the sentence: a full stop inside a sentence may belong to an abbreviation."""
    start = max(int(offsets[first, 0]), part.start)
    end = min(int(offsets[last, 1]), part.end)
    while start < end and text[start].isspace():
        start += 1
    closing = _CLOSING + _STOPS if end == part.end else _CLOSING
    while end > start and (text[end - 1].isspace() or text[end - 1] in closing):
        end -= 1
    return start - part.start, end - part.start


def _log_sum(values: NDArray[np.float32]) -> float:
    highest = float(values.max())
    return highest + float(np.log(np.exp(values - highest).sum()))
