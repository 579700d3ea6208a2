"""What does the reader do alone? `python -m tests.quality.train.measure --data DIR [--model DIR] [--sets NAME ...]`.

It reads every sentence of the passage, in windows; the sentence of the highest margin comes first. Beside kutip's
own table this shows what the fusion adds, and with `--model` of an `export --plain` what 8 bits lose.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from index.comprehension.model import Model
from index.comprehension.reading import read
from index.comprehension.windows import windows
from index.library import Library, build, document
from tests.quality import data, metrics
from tests.quality.__main__ import NEWS, questions_of
from tests.quality.train.export import DATA

__all__: list[str] = []

SETS = (
    "idkmrc.valid",
    "tydiqa_id.valid",
    "squad2_sub.q_en-d_en",
    "squad2_sub.q_en-d_id",
    "xquad.q_en-d_en",
    "xquad_id.q_en-d_id",
    "xquad_id.q_id-d_en",
    "wikiqa.dev",
    *(name for name in NEWS if "dev" in name),
)


def main() -> None:
    """Print one line a set."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=DATA, help="folder of the reader's files")
    parser.add_argument("--sets", nargs="+", default=SETS)
    parser.add_argument("--sample", type=int, default=400)
    given = parser.parse_args()
    model = Model(str(given.model))
    for name in given.sets:
        questions = data.sample(questions_of(given.data, name, 0), given.sample)
        able: list[bool] = []
        hits: list[bool] = []
        best: list[float] = []
        exact: list[float] = []
        overlap: list[float] = []
        library: tuple[int, Library] | None = None
        for question in questions.questions:
            if library is None or library[0] != question.context:
                text = questions.contexts[question.context]
                library = (question.context, build([document("passage", text)], None, None))
            sentences = library[1].sentences
            if len(sentences) < 2:
                continue
            order = list(range(len(sentences)))
            found = read(question.text, windows(order, sentences, budget=99), model)
            top = max(found, key=lambda number: (found[number].margin, -number))
            best.append(found[top].margin)
            able.append(question.answerable)
            gold = data.gold_sentences(question, [(each.start, each.end) for each in sentences])
            if question.answerable:
                hits.append(top in gold)
                if not question.sentences_only:
                    said = sentences[top].text[slice(*found[top].span)]
                    exact.append(metrics.exact_match(said, question.answers, questions.language))
                    overlap.append(metrics.overlap_f1(said, question.answers, questions.language))
        line = f"{name}: n {len(hits)}, hit@1 {np.mean(hits):.3f}"
        if exact:
            line += f", exact {np.mean(exact):.3f}, F1 {np.mean(overlap):.3f}"
        if not all(able):
            area = metrics.weighted_auroc(best, able, np.ones((1, len(best))))[0]
            line += f", AUROC {float(area):.3f}"
        print(line, flush=True)


if __name__ == "__main__":
    main()
