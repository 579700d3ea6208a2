"""What does RESULTS.md say?"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from tests.quality import metrics
from tests.quality.data import SEED_SET
from tests.quality.metrics import Estimate
from tests.quality.summary import Abstention, Scores, Summary
from tests.quality.systems import BASELINES, KUTIP, NO_READER, OURS

__all__ = ["render"]

_SIGNIFICANT = 0.05

_HEAD = """\
# Results

Written by `python -m tests.quality{arguments}`; do not edit. Measured on public question sets that are no
part of this project ({note}). {environment}

Of SQuAD's articles (xquad, squad2_sub, transsquad) only those are measured that neither the reader nor the
ranking learned from, in any language (tests/quality/parts.py). *no reader*: kutip as `--no-reader` has it.

Brackets are 95 % intervals: percentile bootstrap over passages, 2,000 resamples, seeded (over
questions for the one article of seed_article.dev). Every system ranks
the same sentences, those kutip makes of a passage. Sets marked † are machine-translated. Training sets
(`*.train`) are not measured unless named.
"""

_SELECTION = """\
## The right sentence first (hit@1)

Inside the question's own passage; a hit is a sentence that holds a whole gold answer. Answerable questions
over passages of more than one sentence (n). *out of reach*: questions whose gold answer no single sentence
holds whole; they count as misses. *against best*: kutip minus the baseline with the highest hit@1 on this
very set, paired; p is McNemar's exact test, adjusted for the number of sets (Holm); bold where p < .05 and
the interval excludes 0.
"""

_RANK = """\
## Mean reciprocal rank
"""

_POOLED = """\
## Over many passages

All passages of the set at once, or {pool} of them, drawn with the seed. *hit@1*: the right sentence of the
right passage comes first; *passage*: any sentence of the right passage does.
"""

_ABSTENTION = """\
## Knowing what is not there

AUROC of the score for answerable against unanswerable questions over the same passages (*near*), and for
answerable questions over their own against another passage (*off-topic*). A baseline's score is that of its
best sentence.
"""

_DECISION = """\
## Answered or not, at the shipped threshold

*answered* and *abstained* over answerable, then over unanswerable questions; *right*: the share decided
right; *off-topic answered*: answerable questions over another passage that were answered; *first is right*:
of the answered questions, those whose first sentence holds the answer. ECE, 15 bins of equal width: of the
first sentence's confidence (*quote*) and of the confidence that the passage answers (*answer*; sets with
unanswerable questions).
"""

_SPANS = """\
## The words that answer

Exact match and F1 of the marked words of the first sentence with the gold answer, normalised as SQuAD's
evaluation does: over all answerable questions, and over those whose first sentence is right.
"""

_KINDS = """\
## By kind of question

hit@1 over all sets of the table together, by what the question asks for as kutip understands it.
"""

_TIME = """\
## Milliseconds a question

Median over one question for each of up to 20 passages, warm, one thread, nothing of the question encoded
before.
"""


def render(
    summaries: Sequence[Summary], *, arguments: str, note: str, environment: str, pool: int | None
) -> str:
    """The whole page. `arguments` are the command's, with a leading space when there are any."""
    present = [name for name in (NO_READER, *BASELINES) if any(name in each.systems for each in summaries)]
    pool_text = "all" if pool is None else f"at most {pool}"
    parts = [
        _HEAD.format(arguments=arguments, note=note, environment=environment),
        _SELECTION,
        _selection(summaries, present),
        _RANK,
        _by_system(summaries, present, lambda scores: _interval(scores.reciprocal_rank)),
        _POOLED.format(pool=pool_text),
        _pooled(summaries, present),
        _ABSTENTION,
        _aurocs(summaries, present),
        _DECISION,
        _decisions(summaries),
        _KINDS,
        _kinds(summaries),
        _SPANS,
        _spans(summaries),
        _TIME,
        _by_system(summaries, present, lambda scores: _milliseconds(scores.milliseconds)),
    ]
    return "\n".join(parts)


def _grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _label(summary: Summary) -> str:
    translated = summary.name.startswith(("squad2_sub.q_en-d_id", "transsquad"))
    return summary.name + (" †" if translated else "")


def _number(value: float) -> str:
    if math.isnan(value):
        return "–"
    text = f"{value:.3f}"
    return text.replace("0.", ".", 1) if abs(value) < 1 else text


def _interval(estimate: Estimate | None) -> str:
    if estimate is None or math.isnan(estimate.value):
        return "–"
    if math.isnan(estimate.low):
        return _number(estimate.value)
    return f"{_number(estimate.value)} [{_number(estimate.low)}, {_number(estimate.high)}]"


def _value(estimate: Estimate | None) -> str:
    return "–" if estimate is None else _number(estimate.value)


def _milliseconds(value: float) -> str:
    return "–" if math.isnan(value) else f"{value:.1f}"


def _probability(value: float) -> str:
    return "< .001" if value < 0.001 else _number(value)


def _selection(summaries: Sequence[Summary], present: Sequence[str]) -> str:
    adjusted = metrics.holm([each.comparison.p for each in summaries])
    rows = []
    for summary, p in zip(summaries, adjusted, strict=True):
        difference = summary.comparison.difference
        sure = p < _SIGNIFICANT and (difference.low > 0 or difference.high < 0)
        mark = "**" if sure else ""
        rows.append(
            [
                _label(summary),
                f"{summary.selected}",
                f"{summary.unreachable}",
                f"{summary.sentences / summary.passages:.1f}",
                _interval(summary.systems[KUTIP].hit),
                *(_value(summary.systems[name].hit) if name in summary.systems else "–" for name in present),
                f"{summary.best_baseline}: {mark}{_signed(difference)}{mark}",
                _probability(p),
            ]
        )
    head = ["set", "n", "out of reach", "sentences", KUTIP, *present, "against best", "p"]
    return _grid(head, rows)


def _signed(estimate: Estimate) -> str:
    if math.isnan(estimate.value):
        return "–"
    return ("+" if estimate.value >= 0 else "") + _interval(estimate)


def _by_system(summaries: Sequence[Summary], present: Sequence[str], cell: Callable[[Scores], str]) -> str:
    names = [KUTIP, *present]
    rows = [
        [
            _label(summary),
            *(cell(summary.systems[name]) if name in summary.systems else "–" for name in names),
        ]
        for summary in summaries
    ]
    return _grid(["set", *names], rows)


def _pooled(summaries: Sequence[Summary], present: Sequence[str]) -> str:
    names = [KUTIP, *(name for name in present if name != "always first")]
    rows = []
    for summary in summaries:
        if not summary.pool_questions:
            continue
        scores = [summary.systems.get(name) for name in names]
        rows.append(
            [
                _label(summary),
                f"{summary.pool_questions}",
                f"{summary.pool_passages}",
                f"{summary.pool_sentences}",
                *(_interval(each.pooled_hit) if each else "–" for each in scores[:1]),
                *(_value(each.pooled_hit) if each else "–" for each in scores[1:]),
                *(_value(each.pooled_passage) if each else "–" for each in scores),
            ]
        )
    head = ["set", "n", "passages", "sentences"]
    return _grid([*head, *(f"{name} hit@1" for name in names), *(f"{name} passage" for name in names)], rows)


def _aurocs(summaries: Sequence[Summary], present: Sequence[str]) -> str:
    names = [KUTIP, *(name for name in present if name != "always first")]
    rows = []
    for summary in summaries:
        scores = [summary.systems.get(name) for name in names]
        rows.append(
            [
                _label(summary),
                f"{summary.answerable}/{summary.questions - summary.answerable}",
                *(_interval(each.abstention.near) if each else "–" for each in scores[:1]),
                *(_value(each.abstention.near) if each else "–" for each in scores[1:]),
                *(_interval(each.abstention.away) if each else "–" for each in scores[:1]),
                *(_value(each.abstention.away) if each else "–" for each in scores[1:]),
            ]
        )
    head = ["set", "answerable/not", *(f"near: {name}" for name in names)]
    return _grid([*head, *(f"off-topic: {name}" for name in names)], rows)


def _decisions(summaries: Sequence[Summary]) -> str:
    rows = [
        [_label(each), name, *_decision(each.systems[name].abstention)]
        for each in summaries
        for name in OURS
        if name in each.systems
    ]
    head = [
        "set",
        "system",
        "answered",
        "abstained",
        "answered (not there)",
        "abstained (not there)",
        "right",
    ]
    return _grid([*head, "off-topic answered", "first is right", "ECE quote", "ECE answer"], rows)


def _decision(abstention: Abstention) -> list[str]:
    decided = abstention.decided
    if decided is None:
        return ["–"] * 9
    return [
        f"{decided.answered_answerable}",
        f"{decided.abstained_answerable}",
        f"{decided.answered_unanswerable}",
        f"{decided.abstained_unanswerable}",
        _number(decided.accuracy),
        _value(abstention.away_answered),
        _value(abstention.right),
        _interval(abstention.quote_error),
        _interval(abstention.answer_error),
    ]


def _spans(summaries: Sequence[Summary]) -> str:
    rows = []
    for summary in summaries:
        for name in OURS:
            scores = summary.systems.get(name)
            if summary.name == SEED_SET or scores is None or scores.exact is None:
                continue
            estimates = [scores.exact, scores.f1, scores.exact_on_hits, scores.f1_on_hits]
            rows.append(
                [_label(summary), name, f"{scores.exact.n}", *(_interval(each) for each in estimates)]
            )
    return _grid(["set", "system", "n", "exact", "F1", "exact, sentence right", "F1, sentence right"], rows)


def _kinds(summaries: Sequence[Summary]) -> str:
    total: dict[str, dict[str, float]] = {}
    for summary in summaries:
        for kind, counts in summary.kinds.items():
            own = total.setdefault(kind, {})
            for name, count in counts.items():
                own[name] = own.get(name, 0) + count
    rows = [
        [kind, f"{counts['n']:.0f}", *(_number(counts[name] / counts["n"]) for name in OURS)]
        for kind, counts in sorted(total.items(), key=lambda item: (-item[1]["n"], item[0]))
    ]
    return _grid(["asked for", "n", *OURS], rows)
