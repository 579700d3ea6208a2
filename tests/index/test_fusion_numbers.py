"""The columns that the fusion's weights stand before, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from test_fusion import reading, stage

from index.comprehension.reading import LEAST, Reading
from index.fusion import CERTAIN, FAR, ODDS, RANK, SCALE, columns, log_odds, odds_columns, regimes


def test_what_is_said_of_a_sentence_that_was_read_and_of_one_that_was_not() -> None:
    rows = columns(stage([3.0, 1.0]), [Reading(5.0, -2.0, (0, 1)), None])
    assert rows[:, :4].tolist() == [[3.0, 5.0 / SCALE, -2.0 / SCALE, 0.0], [1.0, 0.0, 0.0, 1.0]]
    assert RANK[:4] == ("first", "margin", "share", "unread")


def test_log_odds_are_those_of_the_probability_and_finite_at_its_ends() -> None:
    assert log_odds(np.array([0.5, 0.8, 0.2])) == pytest.approx([0.0, np.log(4), -np.log(4)])
    low, high = log_odds(np.array([0.0, 1.0]))
    assert low == pytest.approx(-high)
    assert high == pytest.approx(np.log(1e6), rel=1e-6)


def test_the_odds_of_three_sentences() -> None:
    first = stage([2.0, 5.0, 5.0])
    rows = odds_columns(
        first, np.array([99.0, -99.0, 0.5]), np.array([4.0, 1.0, 3.0]), [reading(2.0), None, reading(6.0)]
    )
    table = dict(zip((*ODDS, "bias"), rows.T.tolist(), strict=True))
    assert table["before"] == [CERTAIN, -CERTAIN, 0.5]
    assert table["margin"] == [2.0 / SCALE, LEAST / SCALE, 6.0 / SCALE]
    assert table["highest"] == [6.0 / SCALE] * 3
    assert table["share"] == table["margin"]
    assert table["gap"] == pytest.approx([min(1.0, FAR) / FAR, -min(3.0, FAR) / FAR, -min(1.0, FAR) / FAR])
    assert table["bias"] == [1.0] * 3
    assert [1.0 if value else 0.0 for value in (first.scores >= 5.0)] in list(table.values())


def test_a_single_sentence_is_far_ahead_of_none() -> None:
    rows = odds_columns(stage([2.0]), np.zeros(1), np.array([0.0]), [None])
    assert dict(zip((*ODDS, "bias"), rows[0].tolist(), strict=True))["gap"] == 1.0


def test_regimes_repeat_the_columns_by_how_far_each_holds() -> None:
    table = np.array([[1.0, 2.0], [3.0, 4.0]])
    found = regimes(table, np.array([0.5, 0.0]), np.array([0.0, 1.0]), 2.0)
    assert found.tolist() == [[1, 2, 0.5, 1, 0, 0, 2, 4], [3, 4, 0, 0, 3, 4, 6, 8]]
