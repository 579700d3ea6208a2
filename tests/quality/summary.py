"""What do a run's outcomes amount to?"""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from index.question import expectation
from tests.quality import metrics
from tests.quality.metrics import Comparison, Confusion, Estimate
from tests.quality.runs import Outcome, Run
from tests.quality.systems import BASELINES, KUTIP, OURS

__all__ = ["Abstention", "Scores", "Summary", "summarise"]


@dataclass(frozen=True, slots=True)
class Abstention:
    """How well a system knows what it cannot answer.

    `near`: AUROC of its score for answerable questions against unanswerable ones over the same passages;
    `away`: for answerable questions against the same questions over another passage. The rest is kutip's
    only, with and without its reader (None for a baseline): `decided` at its threshold; `away_answered`, the
    share answered over the other passage; `right`, the share of the answered whose first sentence holds the
    answer; `quote_error`, the calibration error of "this sentence answers" for the first sentence;
    `answer_error`, that of "the passage answers".
    """

    near: Estimate
    away: Estimate
    decided: Confusion | None
    away_answered: Estimate | None
    right: Estimate | None
    quote_error: Estimate | None
    answer_error: Estimate | None


@dataclass(frozen=True, slots=True)
class Scores:
    """One system on one set. `exact` and `f1` are over every question with gold words, a wrong sentence
    included; `exact_on_hits` and `f1_on_hits` over those whose first sentence is right (None for a baseline).
    `milliseconds` is the median of a question, NaN where nothing was timed."""

    hit: Estimate
    reciprocal_rank: Estimate
    pooled_hit: Estimate
    pooled_passage: Estimate
    abstention: Abstention
    exact: Estimate | None
    f1: Estimate | None
    exact_on_hits: Estimate | None
    f1_on_hits: Estimate | None
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Summary:
    """One set. `questions` measured of `total`, about `passages` of `sentences` sentences together;
    `selected` are those that selection is measured on, and of these `unreachable` have no sentence that holds
    a whole gold span. `best_baseline` has the highest hit@1 of them on this very set."""

    name: str
    total: int
    questions: int
    answerable: int
    passages: int
    sentences: int
    selected: int
    unreachable: int
    pool_passages: int
    pool_sentences: int
    pool_questions: int
    systems: Mapping[str, Scores]
    best_baseline: str
    comparison: Comparison
    kinds: Mapping[str, Mapping[str, float]]
    """By kind of answer asked for: `n` of the selected questions, and how many each of OURS has right."""

    def record(self) -> dict[str, object]:
        """Plain values for JSON; NaN, which JSON has not, becomes null."""
        plain = _plain(asdict(self))
        assert isinstance(plain, dict)
        return plain


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 6)
    return value


def _clusters(run: Run) -> list[int]:
    """What is drawn together in a bootstrap, for each question: its passage. The questions of a set of one
    passage stand for themselves: its interval says nothing of other passages."""
    contexts = [question.context for question in run.questions]
    return contexts if len(set(contexts)) > 1 else list(range(len(contexts)))


def summarise(run: Run) -> Summary:
    selected, clusters = run.selectable, _clusters(run)
    passages = {question.context: count for question, count in zip(run.questions, run.sentences, strict=True)}
    systems = {name: _scores(run, name) for name in run.outcomes}
    best = max((name for name in BASELINES if name in systems), key=lambda name: systems[name].hit.value)
    return Summary(
        name=run.name,
        total=run.total,
        questions=len(run.questions),
        answerable=sum(question.answerable for question in run.questions),
        passages=len(passages),
        sentences=sum(passages.values()),
        selected=len(selected),
        unreachable=sum(not run.reachable[place] for place in selected),
        pool_passages=run.pool_passages,
        pool_sentences=run.pool_sentences,
        pool_questions=len(run.pool_questions),
        systems=systems,
        best_baseline=best,
        comparison=metrics.compare(
            [run.outcomes[KUTIP][place].hit for place in selected],
            [run.outcomes[best][place].hit for place in selected],
            [clusters[place] for place in selected],
        ),
        kinds=_kinds(run, selected),
    )


def _kinds(run: Run, selected: Sequence[int]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for place in selected:
        question = run.questions[place]
        own = found.setdefault(
            expectation(question.text, question.language).kinds[0], dict.fromkeys(("n", *OURS), 0)
        )
        own["n"] += 1
        for name in OURS:
            own[name] += run.outcomes[name][place].hit
    return found


def _scores(run: Run, name: str) -> Scores:
    outcomes, every_cluster = run.outcomes[name], _clusters(run)
    selected = run.selectable
    clusters = [every_cluster[place] for place in selected]
    ranks = [outcomes[place].rank for place in selected]
    pooled = run.pooled.get(name, [])
    pool_clusters = [question.context for question in run.pool_questions] if pooled else []
    spans = [
        (every_cluster[place], outcome)
        for place, outcome in enumerate(outcomes)
        if outcome.exact is not None and name in OURS
    ]
    hits = [(cluster, outcome) for cluster, outcome in spans if outcome.hit]
    return Scores(
        hit=metrics.mean([rank == 1 for rank in ranks], clusters),
        reciprocal_rank=metrics.mean([1 / rank if rank else 0.0 for rank in ranks], clusters),
        pooled_hit=metrics.mean([each.hit for each in pooled], pool_clusters),
        pooled_passage=metrics.mean([each.passage for each in pooled], pool_clusters),
        abstention=_abstention(run, outcomes, name),
        exact=_span_mean(spans, "exact"),
        f1=_span_mean(spans, "f1"),
        exact_on_hits=_span_mean(hits, "exact"),
        f1_on_hits=_span_mean(hits, "f1"),
        milliseconds=statistics.median(run.milliseconds.get(name, [math.nan])),
    )


def _span_mean(spans: Sequence[tuple[int, Outcome]], field: str) -> Estimate | None:
    if not spans:
        return None
    return metrics.mean([getattr(outcome, field) for _, outcome in spans], [cluster for cluster, _ in spans])


def _abstention(run: Run, outcomes: Sequence[Outcome], name: str) -> Abstention:
    clusters = _clusters(run)
    answerable = [question.answerable for question in run.questions]
    scores = [outcome.reply.score for outcome in outcomes]
    # A question and its pairing with another passage are one cluster: both fall to the question's own
    # passage.
    away = [
        (clusters[place], outcome.reply.score, outcome.away)
        for place, outcome in enumerate(outcomes)
        if outcome.away is not None
    ]
    away_clusters = [cluster for cluster, _, _ in away]
    near_auroc = metrics.auroc(scores, answerable, clusters)
    away_auroc = metrics.auroc(
        [score for _, score, _ in away] + [reply.score for _, _, reply in away],
        [True] * len(away) + [False] * len(away),
        away_clusters * 2,
    )
    if name not in OURS:
        return Abstention(near_auroc, away_auroc, None, None, None, None, None)
    answered = [bool(outcome.reply.answered) for outcome in outcomes]
    given = [place for place, is_answered in enumerate(answered) if is_answered]
    confidences = [outcome.reply.confidence or 0.0 for outcome in outcomes]
    return Abstention(
        near_auroc,
        away_auroc,
        metrics.confusion(answered, answerable),
        metrics.mean([bool(reply.answered) for _, _, reply in away], away_clusters),
        metrics.mean([outcomes[place].hit for place in given], [clusters[place] for place in given]),
        metrics.calibration_error(confidences, [outcome.hit for outcome in outcomes], clusters),
        metrics.calibration_error(scores, answerable, clusters) if not all(answerable) else None,
    )
