"""Which words of the documents mean what a question word means?

Single words are embedded, the mean of frequent words is taken off, and the rest is compared by cosine: the
nearest words of the documents' own vocabulary are a question word's translations, in whatever language, and
its inflections. The commonest words come with their vectors in `index/data/lexicon.*`; only the others cost
an encoding.
"""

from __future__ import annotations

import os
import threading
import zlib
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np

from index.forking import forkable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.encoder import Encoder

    Vectors = NDArray[np.float32]

__all__ = ["THRESHOLD", "WIDTH", "Lexicon", "Vocabulary", "WordVectors", "lexicon"]

THRESHOLD = 0.35
"""Least cosine for a translation; found on the development sets, where lower adds noise and higher loses words."""
WIDTH = 4
"""Most translations a question word gets."""
ASKED = 4_096
"""Words of questions, in neither the lexicon nor the documents, whose vectors are kept at least."""

_DATA = os.path.join(os.path.dirname(__file__), "data")


class Lexicon:
    """Word vectors that travel with the package: unit length, the mean of frequent words taken off, projected
    on the directions in which words differ most, int8 with 127 for 1. `words` are sorted; rows are in their order."""

    def __init__(
        self, words: Sequence[str], vectors: NDArray[np.int8], mean: Vectors, projection: Vectors
    ) -> None:
        self._words = words
        self._vectors = vectors
        self._mean = mean
        self._projection = projection

    @property
    def dimensions(self) -> int:
        return int(self._projection.shape[1])

    @cached_property
    def identity(self) -> str:
        """Names how vectors are compressed: those of different identities are never compared."""
        return f"{zlib.crc32(self._projection.tobytes(), zlib.crc32(self._mean.tobytes())):08x}"

    def __contains__(self, word: str) -> bool:
        return self._row(word) is not None

    def __getitem__(self, word: str) -> NDArray[np.int8]:
        place = self._row(word)
        if place is None:
            raise KeyError(word)
        vector: NDArray[np.int8] = self._vectors[place]
        return vector

    def _row(self, word: str) -> int | None:
        place = bisect_left(self._words, word)
        return place if place < len(self._words) and self._words[place] == word else None

    def compress(self, dense: Vectors) -> NDArray[np.int8]:
        """Model vectors, shape (n, 384), as the lexicon keeps its own: int8 of shape (n, dimensions)."""
        centred = (dense - self._mean) @ self._projection
        lengths = np.linalg.norm(centred, axis=1, keepdims=True)
        unit = np.divide(centred, lengths, out=np.zeros_like(centred), where=lengths > 0)
        compressed: NDArray[np.int8] = np.rint(unit * 127).astype(np.int8)
        return compressed


@cache
def lexicon() -> Lexicon:
    """The packaged lexicon, read once; its vectors stay on disk until they are looked at."""
    with open(os.path.join(_DATA, "lexicon.txt"), encoding="utf-8", newline="") as file:
        words = file.read().split("\n")
    vectors = np.load(os.path.join(_DATA, "lexicon.npy"), mmap_mode="r", allow_pickle=False)
    basis = np.load(os.path.join(_DATA, "lexicon-basis.npy"), allow_pickle=False).astype(np.float32)
    return Lexicon(words, vectors, basis[0], np.ascontiguousarray(basis[1:].T))


class WordVectors:
    """Vectors of words: from the lexicon, from the documents, from what was asked last, or from the encoder."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._own: dict[str, NDArray[np.int8]] = {}
        # What was asked last, and before that: two halves, so that what one thread is about to look up is not
        # what another one forgets.
        self._asked: dict[str, NDArray[np.int8]] = {}
        self._before: dict[str, NDArray[np.int8]] = {}
        self._lock = threading.Lock()
        forkable(self)

    def before_fork(self) -> None:
        """Nothing: what is kept is whole at any time."""

    def after_fork(self, *, child: bool) -> None:
        if child:
            self._lock = threading.Lock()

    def missing(self, words: Sequence[str]) -> list[str]:
        """Those of `words` that only the encoder can tell, in order, each once."""
        return [
            word for word in dict.fromkeys(words) if word not in self.lexicon and self._kept(word) is None
        ]

    def remember(self, words: Sequence[str], vectors: NDArray[np.int8]) -> None:
        """Keeps compressed vectors of the documents' words for good, rows in the order of the words."""
        self._own.update(zip(words, vectors, strict=True))

    def learn(self, words: Sequence[str], encoder: Encoder) -> None:
        """Encodes the words that are still missing; at least the last `ASKED` words learned are kept."""
        with self._lock:
            self._asked.update({word: self._before[word] for word in words if word in self._before})
            if len(self._asked) >= ASKED:
                self._before, self._asked = self._asked, {}
        if missing := self.missing(words):
            self.hold(missing, self.lexicon.compress(encoder.queries(missing)))

    def hold(self, words: Sequence[str], vectors: NDArray[np.int8]) -> None:
        """Keeps compressed vectors of words as if they had been learned, rows in the order of the words."""
        with self._lock:
            self._asked.update(zip(words, vectors, strict=True))

    def _kept(self, word: str) -> NDArray[np.int8] | None:
        for words in (self._own, self._asked, self._before):
            if (found := words.get(word)) is not None:
                return found
        return None

    def matrix(self, words: Sequence[str]) -> Vectors:
        """Unit vectors, float32 of shape (words, dimensions); a word nobody knows has a row of zeros."""
        rows = np.zeros((len(words), self.lexicon.dimensions), dtype=np.float32)
        for row, word in enumerate(words):
            if word in self.lexicon:
                rows[row] = self.lexicon[word]
            elif (found := self._kept(word)) is not None:
                rows[row] = found
        rows /= 127.0
        return rows


class Vocabulary:
    """The documents' own content words and their vectors.

    `words` are folded surface forms, `terms` their index terms, in the same order.
    """

    def __init__(self, words: Sequence[str], terms: Sequence[str], vectors: Vectors) -> None:
        self.words = tuple(words)
        self.terms = tuple(terms)
        self.number = {word: row for row, word in enumerate(self.words)}
        self.vectors = vectors

    def similarities(self, vectors: Vectors) -> Vectors:
        """Cosines of shape (question words, vocabulary)."""
        found: Vectors = vectors @ self.vectors.T
        return found

    def translate(
        self, cosines: Vectors, *, threshold: float = THRESHOLD, width: int = WIDTH
    ) -> list[tuple[int, float]]:
        """The nearest vocabulary words of one question word, given its row of `similarities`: (number in
        `words`, cosine) of at most `width` words at or above `threshold`, nearest first, ties by number."""
        near = np.flatnonzero(cosines >= threshold)
        order = near[np.argsort(-cosines[near], kind="stable")][:width]
        return [(int(row), min(1.0, float(cosines[row]))) for row in order]
