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
    "FirstStage",
    "Fused",
    "Fusion",
    "columns",
    "explained",
    "from_json",
    "fuse",
    "load_fusion",
    "odds_columns",
]

_FILE = os.path.join(os.path.dirname(__file__), "data", "fusion.json")
RANK = ("first", "margin", "share", "unread", "listed", "counted")
"""`first`: the first stage's score; `margin` and `share`: the reader's (see `Reading`), 0 where the sentence was not
read; `unread`: 1 there. `listed` and `counted`: the first stage's signals of those names (it lists what is asked for;
it only says how many), which the reader does not see as such."""
ODDS = ("before", "margin", "highest", "share", "gap", "agree", "subject", "absent", "named")
"""`before`: the first stage's log-odds; `margin`, `share`: the reader's of this sentence; `highest`: its highest
margin of all; `gap`: the score's distance to the best other; `agree`: if the first stage likes this one best.
`subject`, `absent`, `named`: if the documents are about this at all: the highest dense similarity, the share of the
question's words that have no partner in this sentence's document, and how near its names come to any there."""
SCALE = 5.0
FAR = 5.0
CERTAIN = 12.0
"""Bounds of a distance and of log-odds."""

LISTS = ("list", "counted")
"""The first stage's signals behind the last two of RANK."""
SUBJECT = ("dense", "absent.document", "names.document")
"""Those behind the last three of ODDS."""

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


@dataclass(frozen=True, slots=True, eq=False)
class FirstStage:
    """What the first stage says, one row a sentence: its `scores`, `sure` that it answers, the signals `long` and
    `cross`, LISTS and SUBJECT; `answerable`: how sure that the documents answer; `several`: 1 if several things are
    asked for, else 0."""

    scores: Vector
    sure: Vector
    answerable: float
    several: float
    long: Vector
    cross: Vector
    lists: Vector
    subject: Vector

    @classmethod
    def of(
        cls,
        names: Sequence[str],
        signals: NDArray[np.float32],
        scores: Vector,
        sure: Vector,
        answerable: float,
        several: float,
    ) -> FirstStage:
        """From its signals (`index.signals.measure`) and what the ranker made of them; not for no sentences."""

        def picked(wanted: Sequence[str]) -> Vector:
            return signals[:, [names.index(name) for name in wanted]].astype(np.float64)

        subject = picked(SUBJECT)
        subject[:, 0] = subject[:, 0].max()
        long, cross = picked(("long", "cross")).T
        return cls(scores, sure, answerable, several, long, cross, picked(LISTS), subject)

    def regimes(self, table: Vector) -> Vector:
        """See `regimes`."""
        return regimes(table, self.long, self.cross, self.several)


def regimes(table: Vector, long: Vector, cross: Vector, several: float) -> Vector:
    """The columns of `table`, then all of them times `long`, times `cross`, and times `several`."""
    return np.concatenate([table, table * long[:, None], table * cross[:, None], table * several], axis=1)


def names(plain: Sequence[str]) -> list[str]:
    """The columns of `regimes`, for columns of these names."""
    return [f"{name}{suffix}" for suffix in ("", "*long", "*cross", "*several") for name in plain]


def columns(first: FirstStage, readings: Sequence[Reading | None]) -> Vector:
    """RANK for each sentence, shape (sentences, 6); a sentence that was not read has None for a reading."""
    rows = [
        (0.0, 0.0, 1.0) if reading is None else (reading.margin / SCALE, reading.share / SCALE, 0.0)
        for reading in readings
    ]
    return np.column_stack([first.scores, np.array(rows).reshape(-1, 3), first.lists])


def odds_columns(
    first: FirstStage, before: Vector, scores: Vector, readings: Sequence[Reading | None]
) -> Vector:
    """ODDS and a column of ones for each sentence, shape (sentences, 10), with the log-odds `before` and the fused
    `scores`."""
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
            (first.scores >= first.scores.max()).astype(np.float64),
            first.subject,
            np.ones_like(margins),
        ]
    )


def tables(first: FirstStage, scores: Vector, readings: Sequence[Reading | None]) -> tuple[Vector, Vector]:
    """The columns behind `answers`, one row a sentence, and those behind `answerable`, the row of the best one by the
    fused `scores`."""
    each = first.regimes(odds_columns(first, log_odds(first.sure), scores, readings))
    documents = np.full_like(first.sure, log_odds(np.array([first.answerable]))[0])
    whole = first.regimes(odds_columns(first, documents, scores, readings))
    return each, whole[int(np.argmax(scores))]


def fuse(fusion: Fusion, first: FirstStage, readings: Sequence[Reading | None]) -> Fused:
    """What the first stage and the reader say together; `readings` has one a sentence, None where it was not read.
    Not for no sentences."""
    scores = np.round(first.regimes(columns(first, readings)) @ _vector(fusion.rank, names(RANK)), 5)
    each, whole = tables(first, scores, readings)
    odds = names((*ODDS, "bias"))
    answerable = float(_probability(whole @ _vector(fusion.answerable, odds)))
    sure = _probability(each @ _vector(fusion.answers, odds))
    return Fused(scores, np.minimum(sure, answerable), answerable)


def explained(fusion: Fusion, first: FirstStage, row: int, reading: Reading | None) -> tuple[float, float]:
    """By how much the first stage's score of the sentence in `row` counts, and what the reader adds to it."""
    regime = {"": 1.0, "*long": first.long[row], "*cross": first.cross[row], "*several": first.several}
    weights = [
        sum(fusion.rank.get(f"{name}{suffix}", 0.0) * share for suffix, share in regime.items())
        for name in RANK
    ]
    filled = [reading if place == row else None for place in range(len(first.scores))]
    return weights[0], float(np.dot(weights[1:], columns(first, filled)[row, 1:]))


def _vector(weights: Weights, plain: Sequence[str]) -> Vector:
    return np.array([weights.get(name, 0.0) for name in plain])


def log_odds(probability: Vector) -> Vector:
    """Of probabilities kept away from 0 and 1."""
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
