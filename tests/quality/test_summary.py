from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest

from tests.quality.data import Question
from tests.quality.metrics import Confusion
from tests.quality.runs import Outcome, Pooled, Run
from tests.quality.sample import observe
from tests.quality.summary import Summary, summarise
from tests.quality.systems import KUTIP, NO_READER, Reply
from tests.quality.table import render


def question(number: int, context: int, *, answerable: bool = True) -> Question:
    gold, answers = (((0, 4),), ("Bali",)) if answerable else ((), ())
    return Question(f"q{number}", "Where?", "en", context, gold, answers)


def says(rank: int, score: float, *, answered: bool, confidence: float, f1: float | None) -> Outcome:
    reply = Reply((1, 0), score, answered, confidence, "Bali")
    return Outcome(rank, reply, away=Reply((0,), 0.1, False, 0.1), exact=None if f1 is None else 0.0, f1=f1)


@pytest.fixture
def run() -> Run:
    """Four questions about two passages; the last passage is one sentence, so its question is not
    selected."""
    outcomes = [
        says(1, 0.9, answered=True, confidence=0.8, f1=0.5),
        says(2, 0.7, answered=True, confidence=0.6, f1=0.0),
        replace(says(0, 0.8, answered=False, confidence=0.2, f1=None), away=None),
        says(1, 0.6, answered=False, confidence=0.4, f1=1.0),
    ]
    first = [Outcome(rank, Reply((0, 1), 0.0), away=Reply((0,), 0.0)) for rank in (2, 2, 0, 1)]
    dense = [Outcome(rank, Reply((0, 1), 0.5), away=Reply((0,), 0.5)) for rank in (2, 1, 0, 1)]
    questions = (question(0, 0), question(1, 0), question(2, 0, answerable=False), question(3, 1))
    return Run(
        "invented",
        "id",
        total=9,
        questions=questions,
        sentences=[2, 2, 2, 1],
        reachable=[True, True, False, True],
        outcomes={KUTIP: outcomes, NO_READER: outcomes, "always first": first, "dense": dense},
        pool_passages=2,
        pool_sentences=3,
        pool_questions=(questions[0], questions[1], questions[3]),
        pooled={KUTIP: [Pooled(True, True), Pooled(False, True), Pooled(False, False)]},
        milliseconds={KUTIP: [3.0, 1.0, 2.0]},
    )


@pytest.fixture
def summary(run: Run) -> Summary:
    return summarise(run)


def test_counts(summary: Summary) -> None:
    assert (summary.questions, summary.answerable, summary.total) == (4, 3, 9)
    assert (summary.passages, summary.sentences) == (2, 3)
    assert (summary.selected, summary.unreachable) == (2, 0)


def test_selection_is_over_answerable_questions_of_several_sentences(summary: Summary) -> None:
    scores = summary.systems[KUTIP]
    assert scores.hit.value == 0.5
    assert scores.reciprocal_rank.value == pytest.approx((1 + 1 / 2) / 2)
    assert summary.systems["always first"].hit.value == 0.0


def test_the_best_baseline_is_the_one_with_most_hits(summary: Summary) -> None:
    assert summary.best_baseline == "dense"
    assert (summary.comparison.only_first, summary.comparison.only_second) == (1, 1)
    assert summary.comparison.difference.value == 0.0


def test_pooled(summary: Summary) -> None:
    assert summary.systems[KUTIP].pooled_hit.value == pytest.approx(1 / 3)
    assert summary.systems[KUTIP].pooled_passage.value == pytest.approx(2 / 3)
    assert summary.systems["dense"].pooled_hit.n == 0


def test_abstention_is_over_every_question(summary: Summary) -> None:
    abstention = summary.systems[KUTIP].abstention
    assert abstention.near.value == pytest.approx(1 / 3)  # .9 is above .8, .7 and .6 are not
    assert abstention.away.value == 1.0
    assert summary.systems["dense"].abstention.away.value == 0.5
    assert abstention.decided == Confusion(2, 1, 0, 1)
    assert abstention.away_answered is not None
    assert abstention.away_answered.value == 0.0
    assert abstention.right is not None
    assert abstention.right.value == 0.5


def test_calibration(summary: Summary) -> None:
    abstention = summary.systems[KUTIP].abstention
    assert abstention.quote_error is not None
    assert abstention.answer_error is not None
    # One question a bin: .8 right, .6 and .2 wrong, .4 right.
    assert abstention.quote_error.value == pytest.approx((0.2 + 0.6 + 0.2 + 0.6) / 4)
    # .9, .7 and .6 answerable, .8 not.
    assert abstention.answer_error.value == pytest.approx((0.1 + 0.3 + 0.4 + 0.8) / 4)
    assert summary.systems["dense"].abstention.decided is None


def test_answer_words_over_all_and_over_hits(summary: Summary) -> None:
    scores = summary.systems[KUTIP]
    assert scores.f1 is not None
    assert scores.f1_on_hits is not None
    assert (scores.f1.n, scores.f1.value) == (3, 0.5)
    assert (scores.f1_on_hits.n, scores.f1_on_hits.value) == (2, 0.75)
    assert summary.systems["dense"].f1 is None


def test_the_time_is_the_median(summary: Summary) -> None:
    assert summary.systems[KUTIP].milliseconds == 2.0
    assert math.isnan(summary.systems["dense"].milliseconds)


def test_a_set_of_one_passage_draws_questions(run: Run) -> None:
    run.questions = tuple(replace(each, context=0) for each in run.questions)
    interval = summarise(run).systems[KUTIP].hit
    assert interval.low < interval.value < interval.high


def test_a_record_is_json(summary: Summary) -> None:
    record = json.loads(json.dumps(summary.record(), allow_nan=False))
    assert record["systems"][KUTIP]["hit"]["value"] == 0.5
    assert record["systems"]["dense"]["milliseconds"] is None


def test_what_is_guarded(summary: Summary) -> None:
    seen = observe(summary, ["q0"])
    assert seen.counts["sentences"] == 3
    assert seen.baselines == {NO_READER: 0.5, "always first": 0.0, "dense": 0.5}
    assert seen.kutip == {
        "hit@1": 0.5,
        "MRR": 0.75,
        "off-topic answered": 0.0,
        "first is right": 0.5,
        "exact": 0.0,
        "F1": 0.5,
        "right": 0.75,
    }


def test_the_page_shows_every_set_in_every_section(summary: Summary) -> None:
    page = render([summary], arguments=" --full", note="whole sets", environment="Here.", pool=None)
    assert page.startswith("# Results\n\nWritten by `python -m tests.quality --full`; do not edit.")
    sections = page.split("\n## ")[1:]
    assert len(sections) == 8
    for section in sections:
        assert ("\n| invented |" in section) is not section.startswith("By kind")
    selection = page.split("\n## ")[1].splitlines()[-1]
    cells = [cell.strip() for cell in selection.strip("|").split("|")]
    assert cells[:4] == ["invented", "2", "0", "1.5"]
    assert cells[5:8] == [".500", ".000", ".500"]
    assert cells[8].startswith("dense: +.000 [")
    assert cells[9] == "1.000"
