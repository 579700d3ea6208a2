"""How far is the reader believed beside the first stage?"""

from __future__ import annotations

import numpy as np
import pytest

from index.comprehension.reading import Reading
from index.fusion import (
    LISTS,
    ODDS,
    RANK,
    SUBJECT,
    FirstStage,
    Fusion,
    columns,
    explained,
    fuse,
    load_fusion,
    names,
    odds_columns,
)

PLAIN = Fusion(
    {"first": 1.0, "margin": 2.0, "unread": -1.0, "margin*long": 3.0},
    {"margin": 1.0, "before": 0.5},
    {"highest": 1.0, "subject": 0.5, "bias": -1.0},
    0.5,
)


def stage(scores: list[float], *, long: float = 0.0, several: float = 0.0) -> FirstStage:
    size = len(scores)
    return FirstStage(
        np.array(scores),
        np.full(size, 0.5),
        0.5,
        several,
        np.full(size, long),
        np.zeros(size),
        np.zeros((size, len(LISTS))),
        np.zeros((size, len(SUBJECT))),
    )


def reading(margin: float) -> Reading:
    return Reading(margin, margin, (0, 1))


def test_a_sentence_the_reader_likes_overtakes_one_the_first_stage_likes() -> None:
    fused = fuse(PLAIN, stage([1.0, 0.5]), [reading(-5.0), reading(5.0)])
    assert fused.scores.tolist() == [-1.0, 2.5]


def test_an_unread_sentence_pays_for_it() -> None:
    assert fuse(PLAIN, stage([1.0, 1.0]), [None, reading(0.0)]).scores.tolist() == [0.0, 1.0]


def test_a_long_article_has_weights_of_its_own() -> None:
    short, long = (fuse(PLAIN, stage([0.0, 0.0], long=length), [reading(5.0), None]) for length in (0, 1))
    assert (long.scores - short.scores).tolist() == [3.0, 0.0]


def test_no_sentence_is_surer_than_the_documents() -> None:
    fused = fuse(PLAIN, stage([0.0, 0.0]), [reading(40.0), reading(-40.0)])
    assert fused.sure.max() <= fused.answerable
    assert fused.answerable == pytest.approx(1 / (1 + np.exp(1.0 - 8.0)))


def test_columns_are_as_many_as_their_names() -> None:
    first = stage([0.0, 1.0, 2.0])
    readings = [None, reading(1.0), None]
    assert columns(first, readings).shape == (3, len(RANK))
    rows = odds_columns(first, np.zeros(3), first.scores, readings)
    assert rows.shape == (3, len(ODDS) + 1)
    assert first.regimes(rows).shape == (3, len(names((*ODDS, "bias"))))


def test_the_subject_is_as_near_as_the_nearest_sentence() -> None:
    given = ("long", "cross", *LISTS, *SUBJECT)
    signals = np.zeros((2, len(given)), np.float32)
    signals[:, given.index("dense")] = (0.25, 0.75)
    first = FirstStage.of(given, signals, np.zeros(2), np.zeros(2), 0.5, 0.0)
    assert first.subject[:, 0].tolist() == [0.75, 0.75]


def test_the_explanation_adds_up_to_the_score() -> None:
    first = stage([1.0, 0.5], long=0.5, several=1.0)
    readings = [reading(-1.0), reading(3.0)]
    scores = fuse(load_fusion(), first, readings).scores
    for row, each in enumerate(readings):
        counted, read = explained(load_fusion(), first, row, each)
        assert counted * first.scores[row] + read == pytest.approx(scores[row], abs=1e-4)


def test_the_packaged_weights_name_what_there_is() -> None:
    fusion = load_fusion()
    assert set(fusion.rank) <= set(names(RANK))
    assert set(fusion.answers) | set(fusion.answerable) <= set(names((*ODDS, "bias")))
    assert 0 < fusion.threshold < 1
