"""What does training read? `python -m tests.quality.train.prepare --data DIR --work DIR`.

Writes to the work folder `vocabulary.json` (the kept pieces by their numbers in the base), `public.jsonl` and
`own.jsonl` (this project's questions; to learn from) and `fusion.jsonl`.
"""

from __future__ import annotations

import argparse
import json
import random
import unicodedata
from pathlib import Path

from tests.quality.train import base, examples, packaged

__all__ = ["HERE", "vocabulary"]

HERE = Path(__file__).parent
FREQUENT = 60_000
"""Pieces below this number are kept where they are in Latin script; the base orders them by frequency."""


def _latin(piece: str) -> bool:
    return all(
        not sign.isalpha() or sign.isascii() or unicodedata.name(sign, "").startswith("LATIN")
        for sign in piece.replace("▁", "")
    )


def vocabulary(model: base.Base, texts: set[str]) -> list[int]:
    """The numbers of the pieces to keep: the first four, the frequent Latin ones, and those of `texts`."""
    tokenizer = base.tokenizer(model.pieces, model.scores)
    used = {
        number
        for encoding in tokenizer.encode_batch(sorted(texts), add_special_tokens=False)
        for number in encoding.ids
    }
    return [
        number
        for number, piece in enumerate(model.pieces)
        if number < 4 or (_latin(piece) and (number < FREQUENT or number in used or len(piece) == 1))
    ]


def main() -> None:
    """Write the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument(
        "--packaged", action="store_true", help="keep the packaged pieces, to train that reader on"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--own-only", action="store_true", help="write own.jsonl alone")
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    draw = random.Random(given.seed)
    own = list(examples.parallel_news(given.data, HERE / "parallel_questions.jsonl", draw))
    own += examples.invented(HERE / "invented.jsonl", draw)
    own += examples.reworded(given.data, HERE / "reworded.jsonl", draw)
    print("own", examples.write(given.work / "own.jsonl", own))
    if given.own_only:
        return
    public = examples.public(given.data, "train", draw)
    print("public", examples.write(given.work / "public.jsonl", public))
    fusion = examples.public(given.data, "fusion", draw)
    print("fusion", examples.write(given.work / "fusion.jsonl", fusion))
    file = given.work / "vocabulary.json"
    if file.exists():
        print(f"{file} kept: a checkpoint may have been made with it")
        return
    if given.packaged:
        file.write_text(json.dumps(packaged.kept()))
        return
    texts = {text for example in public + own for text in (example.question, example.passage)}
    kept = vocabulary(base.read(), texts)
    file.write_text(json.dumps(kept))
    print("pieces", len(kept))


if __name__ == "__main__":
    main()
