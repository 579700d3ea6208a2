"""Which few questions guard the numbers?

`sample.json` holds, for each of some sets, ids of questions and what was measured on them. The counts come
first: when they differ, the passages are split or joined differently and every other number moves with them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.quality.summary import Summary
from tests.quality.systems import KUTIP

__all__ = ["FILE", "SETS", "SIZE", "Expected", "observe", "read", "write"]

FILE = Path(__file__).with_name("sample.json")
SETS = (
    "seed_article.dev",
    "idkmrc.valid",
    "squad2_sub.q_en-d_en",
    "squad2_sub.q_en-d_id",
    "wikiqa.dev",
    "xquad.q_en-d_en",
    "xquad.q_en-d_es",
    "xquad.q_en-d_tr",
    "xquad_id.q_en-d_id",
    "xquad_id.q_id-d_en",
)
SIZE = 25
"""Questions a set, at most."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One set: `counts` of questions, passages, sentences and so on; `baselines`, hit@1 of each; `kutip`, its
    metrics, those left out that this set cannot show."""

    ids: tuple[str, ...]
    counts: Mapping[str, int]
    baselines: Mapping[str, float]
    kutip: Mapping[str, float]


def observe(summary: Summary, ids: Sequence[str]) -> Expected:
    """What of a summary is guarded, rounded to what a page shows."""
    scores = summary.systems[KUTIP]
    abstention = scores.abstention
    estimates = {
        "hit@1": scores.hit,
        "MRR": scores.reciprocal_rank,
        "off-topic answered": abstention.away_answered,
        "first is right": abstention.right,
        "exact": scores.exact,
        "F1": scores.f1,
    }
    kutip = {name: round(each.value, 3) for name, each in estimates.items() if each is not None and each.n}
    if abstention.decided is not None:
        kutip["right"] = round(abstention.decided.accuracy, 3)
    counts = {
        "questions": summary.questions,
        "answerable": summary.answerable,
        "passages": summary.passages,
        "sentences": summary.sentences,
        "selected": summary.selected,
        "unreachable": summary.unreachable,
    }
    others = {name: round(each.hit.value, 3) for name, each in summary.systems.items() if name != KUTIP}
    return Expected(tuple(ids), counts, others, kutip)


def read(file: Path = FILE) -> dict[str, Expected]:
    """By name of the set."""
    stored = json.loads(file.read_text(encoding="utf-8"))
    return {name: Expected(**{**record, "ids": tuple(record["ids"])}) for name, record in stored.items()}


def write(expected: Mapping[str, Expected], file: Path = FILE) -> None:
    records = {name: asdict(each) for name, each in expected.items()}
    file.write_text(json.dumps(records, indent=1) + "\n", encoding="utf-8")
