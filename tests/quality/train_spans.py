"""Learns the weights of `index.spans` from questions with marked answers and writes index/data/spans.json.

    python -m tests.quality.train_spans FOLDER [--measure]

FOLDER holds the question sets as JSON lines (tests/quality/data.py). The sentence that holds the answer
is given; the model is a softmax over its candidate spans, and the loss is minus the logarithm of the
probability of the spans that overlap the marked answer best. Weights are for all questions ("any") and
for each kind asked; rare features and small weights are dropped. Seeded: the same data
gives the same file. Passages that are measured are not trained on, in any language: those of XQuAD are left
out of the translated SQuAD set; the English set has no others and gives the half of its passages with an odd
CRC, and XQuAD is measured on the other half.
"""

from __future__ import annotations

import argparse
import json
import re
import string
import zlib
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from index.analyzer import content, tokens
from index.question import Expectation, expectation
from index.sentences import boundaries
from index.span_features import candidates
from index.spans import answer_span

_TRAINING = ("idkmrc.train", "tydiqa_id.train", "squad2_sub.q_en-d_id", "squad2_sub.q_en-d_en")
_MEASURED = ("idkmrc.valid", "tydiqa_id.valid", "xquad.q_en-d_en", "xquad_id.q_en-d_id")
_OUTPUT = Path(__file__).resolve().parents[2] / "index" / "data" / "spans.json"
_SEED = 20181014
_EPOCHS = 5
_RATE = 0.15
_DECAY = 2e-6
_SHRINK = 0.06
"""Weights nearer to zero than this are dropped from the file."""
_RAREST = 10


def read(folder: Path, name: str) -> list[dict[str, Any]]:
    with (folder / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def odd(context: str) -> bool:
    return zlib.crc32(context.encode()) % 2 == 1


def training(folder: Path) -> Iterator[dict[str, Any]]:
    kept_out = [record for name in _MEASURED for record in read(folder, name)]
    contexts = {record["context"] for record in kept_out}
    ids = {record["id"] for record in kept_out}
    for name in _TRAINING:
        records = list(read(folder, name))
        if name == "squad2_sub.q_en-d_en":
            yield from (record for record in records if record["answerable"] and odd(record["context"]))
            continue
        shared = {record["context"] for record in records if record["id"] in ids} | contexts
        yield from (record for record in records if record["answerable"] and record["context"] not in shared)


def sentence(record: dict[str, Any]) -> tuple[str, list[str]] | None:
    """The sentence that holds the first marked answer, and the answers; None where no sentence holds it
    whole."""
    answer = record["answers"][0]
    start, end = answer["start"], answer["start"] + len(answer["text"])
    for begin, stop in boundaries(record["context"]):
        if begin <= start and end <= stop:
            return record["context"][begin:stop], [other["text"] for other in record["answers"]]
    return None


def asked_words(question: str, text: str, language_q: str, language_d: str) -> set[str]:
    """The content words of the question, and the words of `text` that share a term with them."""
    wanted = content(tokens(question, language_q))
    terms = {token.term for token in wanted}
    words = {token.word for token in wanted}
    return words | {token.word for token in content(tokens(text, language_d)) if token.term in terms}


_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)


def normalised(text: str) -> list[str]:
    """SQuAD's normalisation: no case, punctuation, articles (Rajpurkar et al. 2016)."""
    return _ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split()


def f1(found: str, gold: str) -> float:
    a, b = normalised(found), normalised(gold)
    same = sum((Counter(a) & Counter(b)).values())
    return 2 * same / (len(a) + len(b)) if same else float(a == b)


class Model:
    """Weights in one vector; feature names are numbered as they come, one number for "any", one for the
    kind."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, str], int] = {}
        self.counts: Counter[int] = Counter()

    def number(self, table: str, name: str) -> int:
        return self.numbers.setdefault((table, name), len(self.numbers))

    def rows(self, features: list[list[str]], kind: str) -> tuple[Any, Any]:
        """The features of each row as two flat arrays: feature numbers and the row of each."""
        flat: list[int] = []
        row: list[int] = []
        for i, names in enumerate(features):
            for name in names:
                flat += (self.number("any", name), self.number(kind, name))
                row += (i, i)
        return np.array(flat, dtype=np.int32), np.array(row, dtype=np.int32)


def examples(folder: Path, model: Model) -> list[tuple[Any, ...]]:
    found = []
    for record in training(folder):
        place = sentence(record)
        if place is None:
            continue
        text, answers = place
        asked = expectation(record["question"], record["lang_q"])
        words = asked_words(record["question"], text, record["lang_q"], record["lang_d"])
        seen = candidates(asked, words, text, record["lang_d"])
        if len(seen.spans) < 2:
            continue
        gold = Counter(normalised(answers[0]))
        keys = [normalised(text[word.start : word.end]) for word in seen.words]
        overlaps = np.array([_overlap(keys[i : j + 1], gold) for i, j in seen.spans], dtype=np.float32)
        if overlaps.max() < 0.5:
            continue
        target = (overlaps >= overlaps.max() - 1e-6).astype(np.float32)
        kind = asked.kinds[0]
        pairs = np.array(seen.spans, dtype=np.int32)
        found.append(
            (
                len(seen.words),
                pairs,
                model.rows(seen.first, kind),
                model.rows(seen.last, kind),
                model.rows(seen.features, kind),
                target,
            )
        )
    return found


def _overlap(words: list[list[str]], gold: Counter[str]) -> float:
    mine = Counter(word for several in words for word in several)
    same = sum((mine & gold).values())
    return 2 * same / (mine.total() + gold.total()) if same else 0.0


def fit(model: Model, data: list[tuple[Any, ...]]) -> Any:
    """AdaGrad (Duchi et al. 2011), one example a step, averaged over the last two passes."""
    generator = np.random.default_rng(_SEED)
    size = len(model.numbers)
    weights = np.zeros(size, dtype=np.float32)
    squares = np.full(size, 1e-2, dtype=np.float32)
    total = np.zeros(size, dtype=np.float64)
    steps = 0
    for epoch in range(_EPOCHS):
        loss = 0.0
        for number in generator.permutation(len(data)):
            count, pairs, (f_names, f_rows), (l_names, l_rows), (s_names, s_rows), target = data[number]
            first = np.bincount(f_rows, weights[f_names], count)
            last = np.bincount(l_rows, weights[l_names], count)
            scores = (
                np.bincount(s_rows, weights[s_names], len(pairs)) + first[pairs[:, 0]] + last[pairs[:, 1]]
            )
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            hit = float((chances * target).sum())
            loss -= np.log(max(hit, 1e-9))
            error = chances - chances * target / max(hit, 1e-9)
            names = np.concatenate((f_names, l_names, s_names))
            values = np.concatenate(
                (
                    np.bincount(pairs[:, 0], error, count)[f_rows],
                    np.bincount(pairs[:, 1], error, count)[l_rows],
                    error[s_rows],
                )
            )
            touched, inverse = np.unique(names, return_inverse=True)
            gradient = np.bincount(inverse, values) + _DECAY * len(data) * weights[touched] * 0.02
            squares[touched] += gradient**2
            weights[touched] -= _RATE * gradient / np.sqrt(squares[touched])
            if epoch >= _EPOCHS - 2 and number % 16 == 0:
                total += weights
                steps += 1
        print(f"pass {epoch + 1}: loss {loss / len(data):.4f}", flush=True)
    return (total / steps).astype(np.float32)


def write(model: Model, weights: Any, data: list[tuple[Any, ...]]) -> None:
    counts = np.zeros(len(weights), dtype=np.int64)
    for _, _, (first, _), (last, _), (span, _), _ in data:
        counts[np.unique(np.concatenate((first, last, span)))] += 1
    tables: dict[str, dict[str, float]] = {"any": {}}
    for (table, name), number in model.numbers.items():
        weight = round(float(weights[number]), 2)
        if counts[number] >= _RAREST and abs(weight) >= _SHRINK:
            tables.setdefault(table, {})[name] = weight
    ordered = {table: dict(sorted(tables[table].items())) for table in sorted(tables)}
    note = "Written by tests/quality/train_spans.py: what each feature of an answer span adds to its score."
    _OUTPUT.write_text(
        json.dumps({"note": note, "weights": ordered}, ensure_ascii=False, indent=0) + "\n", "utf-8"
    )


def measure(folder: Path, name: str, trained: Collection[str]) -> None:
    """Prints exact match and F1 of the spans in `name`, without passages of the questions `trained` (ids)."""
    exact = overlap = whole = whole_exact = 0.0
    count = none = 0
    records = read(folder, name)
    # A translated passage is the passage: what was trained on in English is not measured in Indonesian.
    seen = {record["context"] for record in records if record["id"] in trained}
    for record in records:
        if not record["answerable"] or record["context"] in seen:
            continue
        place = sentence(record)
        if place is None:
            continue
        text, answers = place
        asked: Expectation = expectation(record["question"], record["lang_q"])
        words = asked_words(record["question"], text, record["lang_q"], record["lang_d"])
        span = answer_span(asked, words, text, record["lang_d"])
        none += span is None
        found = text if span is None else text[span[0] : span[1]]
        exact += max(normalised(found) == normalised(answer) for answer in answers)
        overlap += max(f1(found, answer) for answer in answers)
        whole_exact += max(normalised(text) == normalised(answer) for answer in answers)
        whole += max(f1(text, answer) for answer in answers)
        count += 1
    print(
        f"{name:22} n {count:4}  exact {exact / count:.3f}  F1 {overlap / count:.3f}  "
        f"whole sentence: exact {whole_exact / count:.3f}  F1 {whole / count:.3f}  "
        f"without a span {none / count:.3f}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--measure", action="store_true", help="only measure the weights that are there")
    options = parser.parse_args()
    if not options.measure:
        model = Model()
        data = examples(options.folder, model)
        print(f"{len(data)} examples, {len(model.numbers)} features")
        write(model, fit(model, data), data)
    trained = {record["id"] for record in training(options.folder)}
    for name in _MEASURED:
        measure(options.folder, name, trained)


if __name__ == "__main__":
    main()
