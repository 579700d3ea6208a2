from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import index
from index.ranker import COMPARED, Estimates, Odds, Ranker, compare, from_json, load_estimates, load_ranker
from index.signals import MEANING

FILE = Path(index.__file__).parent / "data" / "ranker.json"  # of the package that is tested, installed or not
NAMES = ("word", "dense", "first", "long", "none.measure")
SCORES = st.lists(st.floats(-20.0, 20.0), min_size=1, max_size=10).map(lambda values: np.array(values))


def ranker(threshold: float = 0.5) -> Ranker:
    return Ranker(
        {"word": 2.0, "first": -0.5, "unknown": 9.0},
        {"dense": 1.0},
        Odds({"word": 1.0, "share": 2.0}, -1.0),
        Odds({"margin": 3.0}, 0.5, slope=2.0, shift=-1.0),
        threshold,
        0.75,
    )


SIGNALS = np.array(
    [[1.0, 0.5, 1.0, 0.0, 0.0], [0.5, 0.9, 0.0, 0.0, 0.0], [0.0, 0.1, 0.0, 0.0, 0.0]], dtype=np.float32
)


def article() -> NDArray[np.float32]:
    """The same sentences in an article."""
    signals = SIGNALS.copy()
    signals[:, NAMES.index("long")] = 1.0
    return signals


def test_scores_are_weighted_sums() -> None:
    assert ranker().scores(NAMES, SIGNALS).tolist() == [1.5, 1.0, 0.0]
    assert ranker().scores(NAMES, np.zeros((0, len(NAMES)), dtype=np.float32)).tolist() == []


def test_articles_have_weights_of_their_own() -> None:
    assert ranker().scores(NAMES, article()).tolist() == pytest.approx([2.0, 1.9, 0.1])
    assert ranker().contributions(NAMES, article()[0].tolist()) == [
        ("word", 1.0, 2.0),
        ("dense", 0.5, 0.5),
        ("first", 1.0, -0.5),
    ]


def test_articles_are_corrected_and_have_a_threshold_of_their_own() -> None:
    _, passage = ranker().confidences(NAMES, SIGNALS, np.array([1.5, 1.0, 0.0]))
    _, corrected = ranker().confidences(NAMES, article(), np.array([1.5, 1.0, 0.0]))
    assert passage == pytest.approx(1 / (1 + np.exp(-0.8)))
    assert corrected == pytest.approx(1 / (1 + np.exp(-(2.0 * 0.8 - 1.0))))
    assert ranker().required(NAMES, SIGNALS[0]) == 0.5
    assert ranker().required(NAMES, article()[0]) == 0.75


def test_a_missing_shape_makes_an_answer_less_likely() -> None:
    shapeless = SIGNALS.copy()
    shapeless[:, NAMES.index("none.measure")] = 1.0
    scores = np.array([1.5, 1.0, 0.0])
    assert ranker().confidences(NAMES, shapeless, scores)[1] < ranker().confidences(NAMES, SIGNALS, scores)[1]
    shapeless[1, NAMES.index("none.measure")] = 0.0  # another of the best sentences has it
    assert (
        ranker().confidences(NAMES, shapeless, scores)[1] == ranker().confidences(NAMES, SIGNALS, scores)[1]
    )


def test_the_shape_may_be_in_one_of_three_sentences_and_in_no_fourth() -> None:
    signals = np.zeros((5, len(NAMES)), dtype=np.float32)
    scores = np.array([4.0, 3.0, 2.0, 1.0, 0.0])

    def answerable(shaped: int) -> float:
        signals[:, NAMES.index("none.measure")] = np.arange(5) != shaped
        return ranker().confidences(NAMES, signals, scores)[1]

    whole = 0.5 + 3.0 * 0.2
    assert answerable(2) == pytest.approx(1 / (1 + np.exp(-whole)))
    assert answerable(3) == answerable(4) == pytest.approx(1 / (1 + np.exp(1.0 - whole)))


def test_odds_that_say_nothing_of_articles_are_not_corrected() -> None:
    odds, table = Odds({"word": 2.0}, -1.0), article().astype(np.float64)
    assert odds.corrected(NAMES, table).tolist() == odds.log_odds(NAMES, table).tolist() == [1.0, 0.0, -1.0]


def test_scores_that_differ_by_less_than_a_hundred_thousandth_are_equal() -> None:
    signals = np.array([[1.0, 0, 0, 0, 0], [1.000001, 0, 0, 0, 0], [1.00001, 0, 0, 0, 0]], dtype=np.float32)
    first, second, third = ranker().scores(NAMES, signals)
    assert first == second == 2.0
    assert third == 2.00002


def test_contributions_add_up_to_the_score_largest_first() -> None:
    parts = ranker().contributions(NAMES, SIGNALS[0].tolist())
    assert parts == [("word", 1.0, 2.0), ("first", 1.0, -0.5)]
    assert sum(part for *_, part in parts) == ranker().scores(NAMES, SIGNALS)[0]
    assert ranker().contributions(NAMES, SIGNALS[2].tolist()) == []


def test_odds_become_probabilities() -> None:
    found = Odds({"word": 2.0}, -1.0).probabilities(NAMES, SIGNALS.astype(np.float64))
    assert found == pytest.approx([1 / (1 + np.exp(-1.0)), 0.5, 1 / (1 + np.exp(1.0))])


def test_no_sentence_is_no_answer() -> None:
    sure, answerable = ranker().confidences(NAMES, np.zeros((0, len(NAMES)), dtype=np.float32), np.zeros(0))
    assert (sure.tolist(), answerable) == ([], 0.0)


def test_no_sentence_is_surer_than_that_there_is_an_answer() -> None:
    sure, answerable = ranker().confidences(NAMES, SIGNALS, ranker().scores(NAMES, SIGNALS))
    assert len(sure) == 3
    assert answerable == pytest.approx(1 / (1 + np.exp(-(0.5 + 3.0 * 0.1))))
    assert sure.max() <= answerable
    assert sure.argmax() == 0


@given(scores=SCORES)
def test_what_a_score_says_beside_its_rivals(scores: NDArray[np.float64]) -> None:
    table = compare(scores)
    assert table.shape == (len(scores), len(COMPARED))
    share, margin, _ = table.T
    assert share.sum() == pytest.approx(1.0)
    assert np.abs(margin).max() <= 1.0
    best = scores == scores.max()
    assert (margin[best] >= 0).all()
    assert (margin[~best] <= 0).all()


def test_a_tie_has_no_margin() -> None:
    assert compare(np.array([2.0, 2.0, 1.0]))[:, 1].tolist() == pytest.approx([0.0, 0.0, -0.2])


def test_margins_end_at_five_and_one_sentence_is_that_far_from_none() -> None:
    assert compare(np.array([7.0])).tolist() == [[1.0, 1.0, 0.0]]
    assert compare(np.array([1.0, 9.0, 3.0]))[:, 1].tolist() == [-1.0, 1.0, -1.0]
    assert compare(np.array([4.0, 0.0]))[:, 1].tolist() == pytest.approx([0.8, -0.8])
    share, _, rivals = compare(np.array([0.0, np.log(3.0)])).T
    assert share.tolist() == pytest.approx([0.25, 0.75])
    assert rivals.tolist() == pytest.approx([np.log(2.0) / 5.0] * 2)


def test_what_is_not_encoded_is_estimated_from_words_and_what_is_says_how_far_it_lies_above() -> None:
    estimates = Estimates(
        {"dense": {"bias": 0.25, "word": 0.5, "word*cross": 2.0}, "latent": {"bias*cross": 1.0}}
    )
    names = ("word", "cross", "dense", "latent")
    signals = np.array([[0.5, 0.0, 0.75, 3.0], [0.5, 0.5, 9.0, 9.0], [0.0, 1.0, 0.5, 0.25]], dtype=np.float32)
    encoded = np.array([[True, False, True], [True, False, False]])
    columns, table = estimates.filled(names, signals, encoded)
    assert columns == (*names, "dense.more", "latent.more")
    assert table.dtype == np.float32
    assert table.tolist() == [
        [0.5, 0.0, 0.75, 3.0, 0.25, 3.0],
        [0.5, 0.5, 1.0, 0.5, 0.0, 0.0],
        [0.0, 1.0, 0.5, 1.0, 0.25, 0.0],
    ]
    assert signals[1].tolist() == [0.5, 0.5, 9.0, 9.0]  # a copy is filled in
    assert load_estimates().weights.keys() == {"dense", "latent"}


@pytest.mark.parametrize("meaning", [True, False])
def test_the_packaged_weights_can_be_used(meaning: bool) -> None:
    packaged = load_ranker(meaning=meaning)
    assert packaged is load_ranker(meaning=meaning)
    assert 0.0 < packaged.threshold < 1.0
    assert packaged.rank
    weights = [*packaged.rank.values(), *packaged.answers.weights.values(), packaged.answers.bias]
    assert np.isfinite(weights).all()


def test_without_the_model_no_weight_needs_it() -> None:
    lexical = load_ranker(meaning=False)
    for weights in (lexical.rank, lexical.answers.weights, lexical.answerable.weights):
        assert not [name for name in weights if name.split(".")[0] in MEANING]


def test_the_file_is_read_as_written() -> None:
    part = json.loads(FILE.read_text(encoding="utf-8"))["meaning"]
    assert from_json(part) == load_ranker(meaning=True)
    assert from_json(part).rank == part["rank"]
