"""Which sentence is best, and how sure is that?

Three linear models over named signals, all in the readable file `index/data/ranker.json`: one orders the
sentences of a question, one gives the probability that a sentence answers it, one that the documents do. They are
trained by `tests/quality/train_ranker.py`; without the embedding model a second set is used that knows only words, and
where sentences are not encoded a third one, which knows words and what they mean.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Matrix = NDArray[np.float32]

__all__ = [
    "COMPARED",
    "ENCODED",
    "Estimates",
    "Odds",
    "Ranker",
    "compare",
    "from_json",
    "load_estimates",
    "load_ranker",
]

_FILE = os.path.join(os.path.dirname(__file__), "data", "ranker.json")


ENCODED = ("dense", "latent")
"""The signals that need a sentence's encodings."""
LEADING = 3
SHAPELESS = 1.0
"""Taken off the log-odds when a date, an amount or another thing with a shape of its own is asked for and none of the
LEADING sentences holds one; it helps or leaves alone every development set."""


@dataclass(frozen=True, slots=True)
class Odds:
    """Log-odds that are linear in signals and in what `compare` adds to them: `weights` by name, and `bias`.

    In an article (signal `long` 1) they are corrected by `slope` and `shift` (Platt 1999): its questions repeat fewer
    words, answered or not.
    """

    weights: Mapping[str, float]
    bias: float
    slope: float = 1.0
    shift: float = 0.0

    def log_odds(self, names: Sequence[str], table: NDArray[np.float64]) -> NDArray[np.float64]:
        """One a row, not corrected; `table` has a column for each of `names`."""
        weights = np.array([self.weights.get(name, 0.0) for name in names])
        found: NDArray[np.float64] = table @ weights + self.bias
        return found

    def corrected(self, names: Sequence[str], table: NDArray[np.float64]) -> NDArray[np.float64]:
        """The log-odds corrected for articles."""
        plain, long = self.log_odds(names, table), table[:, names.index("long")]
        found: NDArray[np.float64] = plain + long * ((self.slope - 1.0) * plain + self.shift)
        return found

    def probabilities(self, names: Sequence[str], table: NDArray[np.float64]) -> NDArray[np.float64]:
        """One probability a row; `table` has a column for each of `names`."""
        found: NDArray[np.float64] = 1.0 / (1.0 + np.exp(-self.corrected(names, table)))
        return found


@dataclass(frozen=True, slots=True)
class Ranker:
    """`rank` weighs signals into a score; in an article (signal `long` 1), where questions repeat fewer of the words
    than beside a single passage, `article` is added to these weights. `answers` is the probability that a sentence
    answers the question; `answerable` that the documents do at all, as seen from their best sentence. A question counts
    as answered when the latter is at or above `threshold`, in an article `article_threshold`: most questions put to an
    article are answered in it, so that as many wrong answers as elsewhere need a higher one."""

    rank: Mapping[str, float]
    article: Mapping[str, float]
    answers: Odds
    answerable: Odds
    threshold: float
    article_threshold: float

    def scores(self, names: Sequence[str], signals: Matrix) -> NDArray[np.float64]:
        """One score a row of `signals` (shape (sentences, names)); higher is better."""
        table = signals.astype(np.float64)
        base, more = (np.array([part.get(name, 0.0) for name in names]) for part in (self.rank, self.article))
        scored: NDArray[np.float64] = table @ base + table[:, names.index("long")] * (table @ more)
        return np.round(scored, 5)  # so that equal sentences tie whatever they were summed up with

    def confidences(
        self, names: Sequence[str], signals: Matrix, scores: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], float]:
        """The probability that each row's sentence answers the question, and that the documents do; no rows give
        no probabilities and 0."""
        if not len(scores):
            return np.zeros(0), 0.0
        columns = [*names, *COMPARED]
        table = np.concatenate([signals, compare(scores)], axis=1)
        leading = np.argsort(-scores, kind="stable")[:LEADING]
        plain = self.answerable.corrected(columns, table[leading[:1]])
        plain -= SHAPELESS * table[leading, columns.index("none.measure")].min()
        answerable = float(1.0 / (1.0 + np.exp(-plain[0])))
        return np.minimum(self.answers.probabilities(columns, table), answerable), answerable

    def required(self, names: Sequence[str], row: Matrix) -> float:
        """The probability from which on a question counts as answered, for the signals of its best sentence."""
        long = float(row[names.index("long")])
        return self.threshold + long * (self.article_threshold - self.threshold)

    def contributions(self, names: Sequence[str], row: Sequence[float]) -> list[tuple[str, float, float]]:
        """(signal, value, value × weight) of those that count in the score, largest size first."""
        long = row[names.index("long")]
        weights = {
            name: self.rank.get(name, 0.0) + long * self.article.get(name, 0.0)
            for name in {*self.rank, *self.article}
        }
        parts = [
            (name, float(value), float(value) * weights[name])
            for name, value in zip(names, row, strict=True)
            if value and weights.get(name)
        ]
        return sorted(parts, key=lambda part: (-abs(part[2]), part[0]))


COMPARED = ("share", "margin", "rivals")


def compare(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """What a score says beside its rivals' scores, shape (sentences, 3): its softmax share, its distance to the
    best other score (at most 5 either way), and the logarithm of how many there are."""
    exponents = np.exp(scores - scores.max())
    share = exponents / exponents.sum()
    order = np.sort(scores)[::-1]
    best = np.where(scores >= order[0], order[1] if len(order) > 1 else order[0] - 5.0, order[0])
    margin = np.clip(scores - best, -5.0, 5.0)
    rivals = np.full_like(scores, np.log(len(scores)) / 5.0)
    return np.stack([share, margin / 5.0, rivals], axis=1)


@dataclass(frozen=True, slots=True)
class Estimates:
    """What a sentence that is not encoded would get by `dense` and by `latent`, as far as its words tell: for each of
    the two, weights of other signals, of "bias", and of these times `cross`, named `x*cross`."""

    weights: Mapping[str, Mapping[str, float]]

    def filled(
        self, names: Sequence[str], signals: Matrix, encoded: NDArray[np.bool_]
    ) -> tuple[tuple[str, ...], Matrix]:
        """`signals` with estimates in place of what is unknown, and a column for each of the two more, `dense.more`
        and `latent.more`: by how much a known value is above its estimate, 0 where it is unknown. `encoded` is of
        shape (2, sentences), dense before latent."""
        cross = signals[:, names.index("cross")]
        table = signals.copy()
        more = []
        for name, known in zip(ENCODED, encoded, strict=True):
            estimate = np.zeros(len(signals), dtype=np.float32)
            for part, weight in self.weights[name].items():
                plain, _, times = part.partition("*")
                column = signals[:, names.index(plain)] if plain != "bias" else 1.0
                estimate += weight * column * (cross if times else 1.0)
            own = signals[:, names.index(name)]
            more.append(np.where(known, own - estimate, 0.0))
            table[:, names.index(name)] = np.where(known, own, estimate)
        return (
            (*names, *(f"{name}.more" for name in ENCODED)),
            np.concatenate([table, np.stack(more, axis=1)], axis=1).astype(np.float32),
        )


@cache
def _parts() -> dict[str, Any]:
    with open(_FILE, encoding="utf-8") as file:
        found: dict[str, Any] = json.load(file)
    return found


@cache
def load_ranker(*, meaning: bool, encoded: bool = True) -> Ranker:
    """The packaged weights: `meaning` says if the embedding model's signals are there, `encoded` if all sentences are
    encoded (else `Estimates` fill in what is missing)."""
    return from_json(_parts()["lexical" if not meaning else "meaning" if encoded else "unencoded"])


@cache
def load_estimates() -> Estimates:
    """The packaged estimates."""
    return Estimates(_parts()["unencoded"]["estimates"])


def from_json(part: Mapping[str, Any]) -> Ranker:
    """A ranker from one part of the weights file."""
    answers, answerable = (Odds(**part[name]) for name in ("answers", "answerable"))
    return Ranker(
        part["rank"], part["article"], answers, answerable, part["threshold"], part["article_threshold"]
    )
