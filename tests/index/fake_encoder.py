"""An encoder of a few lines: texts that share words are near, and every call is counted.

Its vectors spread about the model's mean vector, so that cosines lie where the model's do.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import index
from index.encoder import DIMENSIONS

__all__ = ["HashEncoder", "Vectors"]

Vectors = NDArray[np.float32]

DATA = Path(index.__file__).parent / "data"  # of the package that is tested, installed or not
SPREAD = 0.5


class HashEncoder:
    """Implements `index.encoder.Encoder` with a pseudo-random vector and latent number for each word.

    `calls` counts texts by method; `largest` is the most texts of one call.
    """

    def __init__(self, identity: str = "hash-1") -> None:
        self.identity = identity
        self.calls: Counter[str] = Counter()
        self.largest = 0

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._dense("queries", texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._dense("passages", texts)

    def encode(self, texts: Sequence[str], *, is_query: bool) -> tuple[Vectors, list[dict[int, float]]]:
        self._count("latents", texts)
        vectors = self.queries(texts) if is_query else self.passages(texts)
        return vectors, [{_seed(word) % 16_384: 1.0 for word in _words(text)} for text in texts]

    def _dense(self, method: str, texts: Sequence[str]) -> Vectors:
        self._count(method, texts)
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for row, text in enumerate(texts):
            if words := _words(text):
                own = np.sum([_vector(word) for word in words], axis=0)
                vectors[row] = _mean() + SPREAD * own / np.linalg.norm(own)
                vectors[row] /= np.linalg.norm(vectors[row])
        return vectors

    def _count(self, method: str, texts: Sequence[str]) -> None:
        self.calls[method] += len(texts)
        self.largest = max(self.largest, len(texts))


@cache
def _mean() -> Vectors:
    mean: Vectors = np.load(DATA / "lexicon-basis.npy")[0].astype(np.float32)
    return mean


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _seed(word: str) -> int:
    return int.from_bytes(
        hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big"
    )


@cache
def _vector(word: str) -> Vectors:
    return np.random.default_rng(_seed(word)).standard_normal(DIMENSIONS).astype(np.float32)
