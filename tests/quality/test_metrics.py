from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.quality import metrics


def test_mean_has_an_interval_that_shrinks_with_independent_evidence() -> None:
    hits = [1, 0] * 50
    apart = metrics.mean(hits, range(100))
    together = metrics.mean([1] * 50 + [0] * 50, [0] * 50 + [1] * 50)
    assert apart.value == together.value == 0.5
    assert apart.n == 100
    # Binomial standard error .05: the normal interval is .5 +- .098.
    assert apart.low == pytest.approx(0.402, abs=0.015)
    assert apart.high == pytest.approx(0.598, abs=0.015)
    # Two passages of one kind each: a resample holds only the one, only the other, or both.
    assert (together.low, together.high) == (0.0, 1.0)


def test_the_same_seed_gives_the_same_interval() -> None:
    values = [math.sqrt(number) for number in range(40)]
    assert metrics.mean(values, range(40)) == metrics.mean(values, range(40))
    assert metrics.mean(values, range(40), seed=1) != metrics.mean(values, range(40), seed=2)


def test_nothing_measured_is_not_a_number() -> None:
    assert math.isnan(metrics.mean([], []).value)
    assert math.isnan(metrics.auroc([0.1, 0.2], [True, True], [0, 1]).value)


@pytest.mark.parametrize(
    ("scores", "positive", "expected"),
    [
        ([0.9, 0.8, 0.2, 0.1], [1, 1, 0, 0], 1.0),
        ([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1], 0.75),  # of the four pairs only (.35, .4) is wrong
        ([0.5, 0.5, 0.5], [1, 0, 0], 0.5),
        ([0.3, 0.3, 0.1], [1, 0, 0], 0.75),  # one tie, one win
    ],
)
def test_auroc(scores: list[float], positive: list[int], expected: float) -> None:
    assert metrics.auroc(scores, positive, range(len(scores))).value == pytest.approx(expected)


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans(), st.integers(0, 3)), min_size=1, max_size=30))
def test_auroc_counts_pairs(rows: list[tuple[int, bool, int]]) -> None:
    scores, positive, weights = zip(*rows, strict=True)
    repeated = [(score, is_positive) for score, is_positive, weight in rows for _ in range(weight)]
    wins = [
        (high > low) + 0.5 * (high == low)
        for high, yes in repeated
        if yes
        for low, other in repeated
        if not other
    ]
    result = float(metrics.weighted_auroc(scores, positive, np.array([weights], dtype=float))[0])
    assert math.isnan(result) if not wins else result == pytest.approx(sum(wins) / len(wins))


def test_calibration_error() -> None:
    # Bin (.8, .8667]: two of confidence .85, one right: |.5 - .85| * 2/4.
    # Bin [0, .0667]: two of mean confidence .025, none right: |0 - .025| * 2/4.
    error = metrics.calibration_error([0.85, 0.85, 0.05, 0.0], [1, 0, 0, 0], range(4))
    assert error.value == pytest.approx(0.35 / 2 + 0.025 / 2)


def test_calibration_bins_are_open_on_the_left() -> None:
    # 1/3 closes the fifth bin and .34 opens the sixth: two gaps that would cancel in one bin do not.
    error = metrics.calibration_error([1 / 3, 0.34], [0, 1], range(2))
    assert error.value == pytest.approx((1 / 3 + 0.66) / 2)
    # In one bin they do: (.3 - 0) + (.32 - 1) = -.38.
    assert metrics.calibration_error([0.3, 0.32], [0, 1], range(2)).value == pytest.approx(0.38 / 2)
    assert metrics.calibration_error([1.0, 0.0], [1, 0], range(2)).value == 0.0


def test_confusion() -> None:
    result = metrics.confusion([True, True, False, False, False], [True, False, True, False, False])
    assert result == metrics.Confusion(1, 1, 1, 2)
    assert result.accuracy == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("first", "second", "p"),
    [
        (0, 0, 1.0),
        (5, 5, 1.0),
        (1, 9, 2 * 11 / 1024),
        (10, 0, 2 / 1024),
        (2, 4, 2 * (1 + 6 + 15) / 64),
    ],
)
def test_mcnemar(first: int, second: int, p: float) -> None:
    assert metrics.mcnemar(first, second) == pytest.approx(p)


def test_compare_is_paired() -> None:
    first = [True] * 60 + [False] * 40
    second = [True] * 50 + [False] * 50
    result = metrics.compare(first, second, range(100))
    assert (result.only_first, result.only_second) == (10, 0)
    assert result.difference.value == pytest.approx(0.1)
    # Unpaired, two means of standard error .05 would leave .1 within reach of 0.
    assert result.difference.low > 0
    assert result.p == pytest.approx(2 / 1024)


def test_holm() -> None:
    # Sorted .01, .03, .04: times 3, 2, 1 = .03, .06, .04, made monotone.
    assert metrics.holm([0.04, 0.01, 0.03]) == pytest.approx([0.06, 0.03, 0.06])
    assert metrics.holm([]) == []


@pytest.mark.parametrize(
    ("predicted", "gold", "language", "exact", "f1"),
    [
        ("the World Bank.", ["World Bank"], "en", 1.0, 1.0),
        ("World Bank in Bali", ["World Bank", "Bali"], "en", 0.0, 2 * 2 / (4 + 2)),
        ("la isla", ["isla"], "es", 1.0, 1.0),
        ("la isla", ["isla"], "id", 0.0, 2 / 3),
        ("pada 11 Oktober 2018", ["11 Oktober 2018"], "id", 0.0, 2 * 3 / 7),
        ("世界银行", ["世界"], "zh", 0.0, 2 * 2 / 6),
        ("", ["Bali"], "id", 0.0, 0.0),
        ("Bali", [], "id", 0.0, 0.0),
        ("buah buah", ["buah"], "id", 0.0, 2 / 3),
    ],
)
def test_answer_words(predicted: str, gold: list[str], language: str, exact: float, f1: float) -> None:
    assert metrics.exact_match(predicted, gold, language) == exact
    assert metrics.overlap_f1(predicted, gold, language) == pytest.approx(f1)
