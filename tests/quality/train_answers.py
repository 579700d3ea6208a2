"""Trains index/data/answers.json: how the reader and the sentence's shape are weighed for the words that answer.

    python -m tests.quality.train_answers --data FOLDER [--dry-run]

On the sentences that answer, in paragraphs the reader did not learn from (tests/quality/parts.py) and in the invented
articles of the fusion: a softmax over the spans of a sentence, fitted to the highest expected F1 with the gold words,
with weights for all questions and, regularised more, for each group of them. The same data, models and code give the
same file.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.adjusting import adjustments
from index.choosing import FEATURES, GROUPS, choices, columns, group_of
from index.comprehension.model import Model
from index.comprehension.reading import Reading
from index.encoder import Encoder
from index.query import Query
from index.ranker import load_ranker
from index.search import partners, readings_of
from index.signals import measure
from index.spans import scored_spans
from tests.quality import articles, data, parts
from tests.quality.encodings import default_file, open_encoder
from tests.quality.metrics import overlap_f1
from tests.quality.train_fusion import PARAGRAPHS
from tests.quality.train_ranker import prepared

WEIGHTS = Path(__file__).parents[2] / "index" / "data" / "answers.json"
SHARED, OWN = 0.0005, 0.002
"""L2 of the weights of all questions, and of those that a group adds."""
STEPS, RATE = 600, 0.05


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """A sentence that answers: FEATURES of its spans, and the F1 of each with the gold words."""

    group: str
    table: NDArray[np.float64]
    f1: NDArray[np.float64]


def example(
    query: Query, spoken: set[str], text: str, language: str, reading: Reading, answers: Sequence[str]
) -> Example | None:
    """None where no span has anything of the answer."""
    scored = scored_spans(query.expectation, spoken, text, language)
    found = choices(scored, query.expectation, spoken, text, reading)
    if not found:
        return None
    f1 = np.array([overlap_f1(text[slice(*choice.span)], answers, language) for choice in found])
    table = columns(found, scored, query.expectation, spoken)
    return Example(group_of(query.expectation), table, f1) if f1.max() > 0 else None


def examples(questions: data.QuestionSet, encoder: Encoder | None, reader: Model) -> Iterator[Example]:
    """Of every question of a set whose answering sentence was read."""
    ranker = load_ranker(meaning=True)
    for question, library, query, chosen, gold in prepared(questions, encoder):
        if not gold.any():
            continue
        names, signals = measure(query, library, chosen)
        scores = ranker.scores(names, signals)
        scores += sum(adjustments(names, signals, library, chosen).values())
        read = readings_of(query, library, chosen, scores, reader)
        for number in np.array(chosen)[gold].tolist():
            if number not in read:
                continue
            sentence = library.sentences[number]
            spans = {span for met in partners(query, number, library) for span, _, _ in met}
            spoken = {word.token.word for word in query.words}
            spoken.update(
                token.word for token in library.contents[number] if (token.start, token.end) in spans
            )
            made = example(
                query, spoken, sentence.text, sentence.document.language, read[number], question.answers
            )
            if made is not None:
                yield made
                break


def fit(found: Sequence[Example]) -> dict[str, dict[str, float]]:
    """The weights of each group, by Adam (Kingma & Ba 2015) on the mean expected F1."""
    size = len(FEATURES)
    weights = np.zeros((len(GROUPS) + 1, size))  # the last row is that of all
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    penalty = np.full((len(GROUPS) + 1, 1), OWN)
    penalty[-1] = SHARED
    most = max(len(each.f1) for each in found)
    tables = np.zeros((len(found), most, size))
    f1, real = np.zeros((len(found), most)), np.zeros((len(found), most), bool)
    for place, each in enumerate(found):
        count = len(each.f1)
        tables[place, :count], f1[place, :count], real[place, :count] = each.table, each.f1, True
    rows = np.array([GROUPS.index(each.group) for each in found])
    for step in range(1, STEPS + 1):
        scores = np.einsum("ncf,nf->nc", tables, weights[rows] + weights[-1])
        share = np.where(
            real, np.exp(scores - scores.max(axis=1, where=real, initial=-1e9, keepdims=True)), 0.0
        )
        share /= share.sum(axis=1, keepdims=True)
        pull = share * (f1 - (share * f1).sum(axis=1, keepdims=True))
        gradients = np.einsum("nc,ncf->nf", pull, tables) / len(found)
        slope = penalty * weights
        np.subtract.at(slope, rows, gradients)
        slope[-1] -= gradients.sum(axis=0)
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-9)
    return {
        group: {
            name: round(float(value), 4)
            for name, value in zip(FEATURES, weights[row] + weights[-1], strict=True)
        }
        for row, group in enumerate(GROUPS)
    }


def score(found: Sequence[Example], weights: dict[str, dict[str, float]]) -> float:
    """The mean F1 of the spans these weights choose."""
    got = []
    for each in found:
        own = np.array([weights[each.group][name] for name in FEATURES])
        got.append(each.f1[int(np.argmax(np.round(each.table @ own, 6)))])
    return float(np.mean(got))


def main(argv: Sequence[str] | None = None) -> int:
    """0 when trained, 2 without data."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.train_answers", description=__doc__)
    parser.add_argument("--data", metavar="DIR", help=f"folder of the sets (default: ${data.ENVIRONMENT})")
    parser.add_argument("--dry-run", action="store_true", help="print, write nothing")
    parser.add_argument("--encodings", type=Path, default=default_file(), metavar="FILE")
    given = parser.parse_args(argv)
    folder = data.folder(given.data)
    if folder is None:
        print(f"No data: set {data.ENVIRONMENT} or --data to its folder.", file=sys.stderr)
        return 2
    encoder, reader = open_encoder(given.encodings), Model()
    found: list[Example] = []
    for language in articles.LANGUAGES:
        found.extend(examples(articles.load("fusion", language), encoder, reader))
    for name, size in PARAGRAPHS.items():
        own = data.sample(parts.kept(data.load(folder, name), folder, "fusion"), size)
        found.extend(examples(own, encoder, reader))
    weights = fit(found)
    print(f"{len(found)} sentences, F1 {score(found, weights):.3f}", file=sys.stderr)
    text = json.dumps(weights, indent=1) + "\n"
    if given.dry_run:
        print(text, end="")
    else:
        WEIGHTS.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
