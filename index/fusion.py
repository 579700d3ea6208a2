"""How far is the reader believed beside the first stage?

The score of a sentence that was read is a weighted sum of the first stage's and of what the reader says of it;
so are the log-odds that it answers, and that the documents do. The weights stand in `data/fusion.json`, fitted by
tests/quality/train_fusion.py on paragraphs the reader did not learn from; they change with the length of the
article and with the languages.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from index.comprehension.reading import LEAST, Reading

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

__all__ = [
    "Fused",
    "Fusion",
    "columns",
    "explained",
    "from_json",
    "fuse",
    "lists_of",
    "load_fusion",
    "odds_columns",
]

_FILE = os.path.join(os.path.dirname(__file__), "data", "fusion.json")
RANK = ("first", "margin", "share", "unread", "listed", "counted")
"""`first`: the first stage's score; `margin` and `share`: the reader's (see `Reading`), 0 where the sentence was not
read; `unread`: 1 there. `listed` and `counted`: the first stage's signals of those names (it lists what is asked for;
it only says how many), which the reader does not see as such."""
ODDS = ("before", "margin", "highest", "share", "gap", "agree")
"""`before`: the first stage's log-odds; `margin`, `share`: the reader's of this sentence; `highest`: its highest
margin of all; `gap`: the score's distance to the best other; `agree`: if the first stage likes this one best."""
SCALE = 5.0
FAR = 5.0
CERTAIN = 12.0
"""Bounds of a distance and of log-odds."""

LISTS = ("list", "counted")
"""The first stage's signals behind the last two of RANK."""

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Fusion:
    """`rank` weighs RANK; `answers` and `answerable` weigh ODDS, with a bias, as log-odds that a sentence answers
    and that the documents do. A weight named `x*long`, `x*cross` or `x*several` is added to that of `x` by how long
    the article is, if its language is another than the question's, and if several things are asked for. A question
    counts as answered from the probability `threshold` on."""

    rank: Weights
    answers: Weights
    answerable: Weights
    threshold: float


@dataclass(frozen=True, slots=True, eq=False)
class Fused:
    """One row a sentence: `scores`, and `sure`, the probability that it answers; `answerable` that the documents do."""

    scores: Vector
    sure: Vector
    answerable: float


def lists_of(names: Sequence[str], signals: NDArray[np.float32]) -> Vector:
    """The columns LISTS of the first stage's signals."""
    return signals[:, [names.index(name) for name in LISTS]].astype(np.float64)


def regimes(table: Vector, long: Vector, cross: Vector, several: float) -> Vector:
    """The columns of `table`, then all of them times `long`, times `cross`, and times `several`."""
    return np.concatenate([table, table * long[:, None], table * cross[:, None], table * several], axis=1)


def names(plain: Sequence[str]) -> list[str]:
    """The columns of `regimes`, for columns of these names."""
    return [f"{name}{suffix}" for suffix in ("", "*long", "*cross", "*several") for name in plain]


def columns(first: Vector, readings: Sequence[Reading | None], lists: Vector) -> Vector:
    """RANK for each sentence, shape (sentences, 6); `lists`, shape (sentences, 2), are its last two."""
    rows = [
        (0.0, 0.0, 1.0) if reading is None else (reading.margin / SCALE, reading.share / SCALE, 0.0)
        for reading in readings
    ]
    return np.column_stack([first, np.array(rows).reshape(-1, 3), lists])


def odds_columns(before: Vector, first: Vector, scores: Vector, readings: Sequence[Reading | None]) -> Vector:
    """ODDS and a column of ones for each sentence, shape (sentences, 7)."""
    margins = np.array([LEAST if reading is None else reading.margin for reading in readings]) / SCALE
    shares = np.array([LEAST if reading is None else reading.share for reading in readings]) / SCALE
    order = np.sort(scores)[::-1]
    second = order[1] if len(order) > 1 else order[0] - FAR
    gap = np.clip(scores - np.where(scores >= order[0], second, order[0]), -FAR, FAR)
    return np.column_stack(
        [
            np.clip(before, -CERTAIN, CERTAIN),
            margins,
            np.full_like(margins, margins.max()),
            shares,
            gap / FAR,
            (first >= first.max()).astype(np.float64),
            np.ones_like(margins),
        ]
    )


def fuse(
    fusion: Fusion,
    first: Vector,
    sure: Vector,
    answerable: float,
    readings: Sequence[Reading | None],
    *,
    long: Vector,
    cross: Vector,
    several: float,
    lists: Vector,
) -> Fused:
    """The first stage's scores and probabilities, one a sentence, together with what the reader says (None: not
    read); `long` and `cross` are signals of that name, `several` is 1 if several things are asked for, `lists`
    as of `columns`. Not for no
    sentences."""
    table = regimes(columns(first, readings, lists), long, cross, several)
    scores = np.round(table @ _vector(fusion.rank, names(RANK)), 5)
    table = regimes(odds_columns(_log_odds(sure), first, scores, readings), long, cross, several)
    each = _probability(table @ _vector(fusion.answers, names((*ODDS, "bias"))))
    top = int(np.argmax(scores))
    table = odds_columns(np.full_like(sure, _log_odds(np.array([answerable]))[0]), first, scores, readings)
    table = regimes(table, long, cross, several)[top : top + 1]
    whole = float(_probability(table @ _vector(fusion.answerable, names((*ODDS, "bias"))))[0])
    return Fused(scores, np.minimum(each, whole), whole)


def explained(
    fusion: Fusion, reading: Reading | None, *, long: float, cross: float, several: float, lists: Vector
) -> tuple[float, float]:
    """By how much the first stage's score of a sentence counts, and what the reader adds to it."""
    weights = [
        sum(
            fusion.rank.get(f"{name}{suffix}", 0.0) * share
            for suffix, share in (("", 1.0), ("*long", long), ("*cross", cross), ("*several", several))
        )
        for name in RANK
    ]
    row = columns(np.zeros(1), [reading], lists.reshape(1, 2))[0]
    return weights[0], float(np.dot(weights[1:], row[1:]))


def _vector(weights: Weights, plain: Sequence[str]) -> Vector:
    return np.array([weights.get(name, 0.0) for name in plain])


def _log_odds(probability: Vector) -> Vector:
    bounded = np.clip(probability, 1e-6, 1 - 1e-6)
    found: Vector = np.log(bounded / (1 - bounded))
    return found


def _probability(log_odds: Vector) -> Vector:
    found: Vector = 1.0 / (1.0 + np.exp(-log_odds))
    return found


@cache
def load_fusion() -> Fusion:
    """The packaged weights."""
    with open(_FILE, encoding="utf-8") as file:
        return from_json(json.load(file))


def from_json(part: Mapping[str, Any]) -> Fusion:
    """A fusion from the weights file."""
    return Fusion(part["rank"], part["answers"], part["answerable"], part["threshold"])
