"""How good is that, and how sure are we?

Point estimates with 95 % intervals from a bootstrap over passages, tests of paired differences, calibration,
and the overlap of answer words. Everything random is seeded; arrays are one value a question, in question
order.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "BINS",
    "RESAMPLES",
    "Comparison",
    "Confusion",
    "Estimate",
    "auroc",
    "calibration_error",
    "compare",
    "confusion",
    "exact_match",
    "holm",
    "mcnemar",
    "mean",
    "normalise",
    "overlap_f1",
    "weighted_auroc",
    "weighted_calibration_error",
]

Floats = NDArray[np.float64]

BINS = 15
RESAMPLES = 2_000
_SEED = 20181014
_CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with the ends of its 95 % interval, over `n` questions. All are NaN where it is undefined."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """One system's mean minus another's over the same questions: the difference with its interval, how many
    questions only one of them got right, and the p of McNemar's exact test."""

    difference: Estimate
    only_first: int
    only_second: int
    p: float


@dataclass(frozen=True, slots=True)
class Confusion:
    """Answerable or not against answered or not."""

    answered_answerable: int
    abstained_answerable: int
    answered_unanswerable: int
    abstained_unanswerable: int

    @property
    def accuracy(self) -> float:
        """The share decided right; NaN of no question."""
        right = self.answered_answerable + self.abstained_unanswerable
        total = right + self.abstained_answerable + self.answered_unanswerable
        return right / total if total else math.nan


def _weights(clusters: Sequence[int], seed: int) -> Floats:
    """How often each question is drawn in each resample, shape (RESAMPLES, questions).

    Clusters are drawn with replacement and bring all their questions: the cluster bootstrap of Field & Welsh
    (2007), "Bootstrapping clustered data". Questions about one passage are no independent evidence.
    """
    _, cluster = np.unique(np.asarray(clusters), return_inverse=True)
    count = int(cluster.max()) + 1
    draws = np.random.default_rng(seed).multinomial(count, np.full(count, 1.0 / count), size=RESAMPLES)
    return draws[:, cluster].astype(np.float64)


def _estimate(statistic: Callable[[Floats], Floats], clusters: Sequence[int], seed: int) -> Estimate:
    """`statistic` maps weights (resamples, questions) to values (resamples,); percentile interval."""
    n = len(clusters)
    if not n:
        return Estimate(math.nan, math.nan, math.nan, 0)
    value = float(statistic(np.ones((1, n)))[0])
    resampled = statistic(_weights(clusters, seed))
    resampled = resampled[~np.isnan(resampled)]
    if math.isnan(value) or not resampled.size:
        return Estimate(value, math.nan, math.nan, n)
    tail = 50.0 * (1.0 - _CONFIDENCE)
    low, high = np.percentile(resampled, [tail, 100.0 - tail])
    return Estimate(value, float(low), float(high), n)


def mean(values: ArrayLike, clusters: Sequence[int], *, seed: int = _SEED) -> Estimate:
    """The mean: hit@1 of hits (0 or 1), MRR of reciprocal ranks (0 for unranked)."""
    array = np.asarray(values, dtype=np.float64)
    return _estimate(lambda weights: weights @ array / weights.sum(axis=1), clusters, seed)


def weighted_auroc(scores: ArrayLike, positive: ArrayLike, weights: Floats) -> Floats:
    """AUROC under each row of `weights` (rows, questions): the probability that a positive's score is above a
    negative's, ties counting half (Hanley & McNeil 1982). NaN where a row has no positive or no negative."""
    order = np.argsort(np.asarray(scores, dtype=np.float64), kind="stable")
    ordered = np.asarray(scores, dtype=np.float64)[order]
    is_positive = np.asarray(positive, dtype=bool)[order]
    first = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    positives = np.add.reduceat(weights[:, order] * is_positive, first, axis=1)
    negatives = np.add.reduceat(weights[:, order] * ~is_positive, first, axis=1)
    below = np.cumsum(negatives, axis=1) - negatives
    pairs = positives.sum(axis=1) * negatives.sum(axis=1)
    won = (positives * (below + 0.5 * negatives)).sum(axis=1)
    areas: Floats = np.divide(won, pairs, out=np.full(len(weights), math.nan), where=pairs > 0)
    return areas


def auroc(scores: ArrayLike, positive: ArrayLike, clusters: Sequence[int], *, seed: int = _SEED) -> Estimate:
    """Area under the ROC curve of `scores` for telling `positive` from the rest; see `weighted_auroc`."""
    return _estimate(lambda weights: weighted_auroc(scores, positive, weights), clusters, seed)


def weighted_calibration_error(confidences: ArrayLike, correct: ArrayLike, weights: Floats) -> Floats:
    """The expected calibration error under each row of `weights` (rows, questions).

    ECE = sum over bins of n_b / n * |accuracy_b - mean confidence_b|, with BINS bins of equal width over
    [0, 1], the first closed and the others open on the left (Guo et al. 2017, "On calibration of modern
    neural networks", eq. 3; Naeini et al. 2015).
    """
    confidence = np.asarray(confidences, dtype=np.float64)
    gap = np.asarray(correct, dtype=np.float64) - confidence
    bins = np.clip(np.ceil(confidence * BINS) - 1, 0, BINS - 1).astype(int)
    member = (bins[:, None] == np.arange(BINS)).astype(np.float64)
    errors: Floats = np.abs(weights @ (member * gap[:, None])).sum(axis=1) / weights.sum(axis=1)
    return errors


def calibration_error(
    confidences: ArrayLike, correct: ArrayLike, clusters: Sequence[int], *, seed: int = _SEED
) -> Estimate:
    """Expected calibration error; see `weighted_calibration_error`. It cannot be below 0, so a sample's is
    biased upwards, the more so the smaller the sample."""
    return _estimate(
        lambda weights: weighted_calibration_error(confidences, correct, weights), clusters, seed
    )


def confusion(answered: Sequence[bool], answerable: Sequence[bool]) -> Confusion:
    counts = Counter(zip(answered, answerable, strict=True))
    return Confusion(counts[True, True], counts[False, True], counts[True, False], counts[False, False])


def mcnemar(only_first: int, only_second: int) -> float:
    """Two-sided p of McNemar's exact test: of the questions that only one system got right, each was as
    likely to be the first's as the second's (McNemar 1947; exact binomial). 1.0 without such a question."""
    total, fewer = only_first + only_second, min(only_first, only_second)
    tail = sum(math.comb(total, count) for count in range(fewer + 1))
    return min(1.0, float(2 * tail / 2**total))


def compare(
    first: Sequence[bool], second: Sequence[bool], clusters: Sequence[int], *, seed: int = _SEED
) -> Comparison:
    """`first` against `second`, hits of the same questions: difference of the means with a paired bootstrap
    over passages, and McNemar's exact test, which takes the questions as independent."""
    pairs = Counter(zip(first, second, strict=True))
    difference = mean(np.asarray(first, dtype=float) - np.asarray(second, dtype=float), clusters, seed=seed)
    return Comparison(
        difference, pairs[True, False], pairs[False, True], mcnemar(pairs[True, False], pairs[False, True])
    )


def holm(p_values: Sequence[float]) -> list[float]:
    """The p values adjusted for being several (Holm 1979, step-down), in the order given."""
    adjusted = [0.0] * len(p_values)
    highest = 0.0
    for place, number in enumerate(sorted(range(len(p_values)), key=lambda number: p_values[number])):
        highest = max(highest, min(1.0, (len(p_values) - place) * p_values[number]))
        adjusted[number] = highest
    return adjusted


# Articles as the evaluation of MLQA removes them (Lewis et al. 2020, "MLQA: evaluating cross-lingual
# extractive question answering"), which extends SQuAD's (Rajpurkar et al. 2016) from English to other
# languages. Indonesian, Turkish, Russian, Hindi, Thai and Chinese have none.
_ARTICLES = {
    "en": re.compile(r"\b(a|an|the)\b"),
    "es": re.compile(r"\b(un|una|unos|unas|el|la|los|las)\b"),
    "vi": re.compile(r"\b(của|là|cái|chiếc|những)\b"),
    "de": re.compile(r"\b(ein|eine|einen|einem|eines|einer|der|die|das|den|dem|des)\b"),
}
# Written without spaces between words: there one character is one token.
_UNSPACED = re.compile(r"([\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff])")


def normalise(text: str, language: str) -> list[str]:
    """The words that count: lower case, without punctuation and the articles of `language` (SQuAD's way).

    Punctuation is every character of a Unicode category P; Chinese, Japanese and Thai give one token a
    character.
    """
    lowered = unicodedata.normalize("NFC", text).lower()
    plain = "".join(each for each in lowered if not unicodedata.category(each).startswith("P"))
    if articles := _ARTICLES.get(language):
        plain = articles.sub(" ", plain)
    return _UNSPACED.sub(r" \1 ", plain).split()


def exact_match(predicted: str, gold: Sequence[str], language: str) -> float:
    """1.0 when the normalised words are those of a gold answer, else 0.0."""
    words = normalise(predicted, language)
    return float(any(words == normalise(answer, language) for answer in gold))


def overlap_f1(predicted: str, gold: Sequence[str], language: str) -> float:
    """The best F1 of the normalised words, as bags, with any gold answer (SQuAD); 0.0 without common
    words."""
    return max(
        (_f1(normalise(predicted, language), normalise(answer, language)) for answer in gold), default=0.0
    )


def _f1(predicted: Sequence[str], gold: Sequence[str]) -> float:
    if not predicted or not gold:
        return float(predicted == gold)
    common = sum((Counter(predicted) & Counter(gold)).values())
    return 2 * common / (len(predicted) + len(gold))
