"""How are a shard's word vectors and sentence vectors written, and read again?

As numpy archives in the shard's metadata, a block for each commit; small blocks are folded into the next one, as
they would be in a binary counter, so that there are few of them. The shard's header lists those that count.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from index.errors import IndexStoreError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "LARGEST",
    "DenseBlock",
    "WordBlock",
    "folded",
    "pack_dense",
    "pack_words",
    "unpack_dense",
    "unpack_words",
]

LARGEST = 50_000
"""Words or sentences from which on a block is left alone."""


@dataclass(frozen=True, slots=True, eq=False)
class WordBlock:
    """Words with their index terms, in the order in which they were first met (`ordinals`, over all shards). `known`
    says which have a row in `vectors` (int8), in order; the others' vectors travel with the package."""

    ordinals: NDArray[np.int64]
    words: tuple[tuple[str, str], ...]
    known: NDArray[np.bool_]
    vectors: NDArray[np.int8]

    def __add__(self, other: WordBlock) -> WordBlock:
        return WordBlock(
            np.concatenate([self.ordinals, other.ordinals]),
            self.words + other.words,
            np.concatenate([self.known, other.known]),
            np.concatenate([self.vectors, other.vectors]),
        )


@dataclass(frozen=True, slots=True, eq=False)
class DenseBlock:
    """Sentences' numbers and their vectors (float16), row by row."""

    numbers: NDArray[np.int64]
    rows: NDArray[np.float16]

    def __add__(self, other: DenseBlock) -> DenseBlock:
        return DenseBlock(
            np.concatenate([self.numbers, other.numbers]), np.concatenate([self.rows, other.rows])
        )


def pack_words(block: WordBlock) -> bytes:
    said = np.frombuffer(json.dumps(block.words).encode(), dtype=np.uint8)
    return _pack(ordinals=block.ordinals, words=said, known=block.known, vectors=block.vectors)


def unpack_words(data: bytes) -> WordBlock:
    """IndexStoreError where the block is damaged."""
    found = _unpack(data, ("ordinals", "words", "known", "vectors"))
    words = tuple((word, term) for word, term in json.loads(found["words"].tobytes()))
    return WordBlock(found["ordinals"], words, found["known"], found["vectors"])


def pack_dense(block: DenseBlock) -> bytes:
    return _pack(numbers=block.numbers, rows=block.rows)


def unpack_dense(data: bytes) -> DenseBlock:
    """IndexStoreError where the block is damaged."""
    found = _unpack(data, ("numbers", "rows"))
    return DenseBlock(found["numbers"], found["rows"])


def folded(sizes: Sequence[int], new: int) -> int:
    """How many of the last blocks, of these sizes, are folded into one of `new` entries more."""
    count = 0
    for size in reversed(sizes):
        if size > 2 * new or size >= LARGEST:
            break
        new += size
        count += 1
    return count


def _pack(**arrays: Any) -> bytes:
    stream = io.BytesIO()
    np.savez_compressed(stream, **arrays)
    return stream.getvalue()


def _unpack(data: bytes, names: Sequence[str]) -> dict[str, Any]:
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as found:
            return {name: found[name] for name in names}
    except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile) as error:
        raise IndexStoreError(
            "a block of a shard's vectors is damaged ({kind}); see qa-index verify", kind=type(error).__name__
        ) from error
