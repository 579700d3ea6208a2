"""What has the model to say of an article's words and sentences, and what has it said already?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from index.cluster.record import Encoded
from index.store.writer import Progress

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.analysis import Analysis
    from index.cluster.shard import ShardWriter
    from index.encoder import Encoder

__all__ = ["Encodings"]

CHUNK = 64
"""Texts that are encoded together."""


class Encodings:
    """Encodes what is new; a word that any of the shards holds is not encoded again."""

    def __init__(
        self, encoder: Encoder | None, shards: Iterable[ShardWriter], *, latent: bool, dense: bool
    ) -> None:
        from index.translation import lexicon

        self._encoder, self._latent, self._dense = encoder, latent, dense
        self._lexicon = lexicon()
        self._vectors: dict[str, NDArray[np.int8]] = {}
        for shard in shards:
            for block in shard.blocks.values():
                rows = iter(block.vectors)
                for (word, _), known in zip(block.words, block.known.tolist(), strict=True):
                    if known:
                        self._vectors[word] = next(rows)

    def sentences(self, analysis: Analysis) -> Encoded:
        """What is stored of the sentences of an article."""
        if self._encoder is None or not (self._latent or self._dense):
            return Encoded()
        texts = [sentence.text for sentence in analysis.sentences]
        parts = [texts[start : start + CHUNK] for start in range(0, len(texts), CHUNK)] or [[]]
        if not self._latent:
            return Encoded(_rounded([self._encoder.passages(part) for part in parts]), None)
        both = [self._encoder.encode(part, is_query=False) for part in parts]
        dense = _rounded([vectors for vectors, _ in both]) if self._dense else None
        return Encoded(dense, [terms for _, part in both for terms in part])

    def words(
        self, words: Sequence[str], on_progress: Callable[[Progress], None]
    ) -> tuple[NDArray[np.bool_], NDArray[np.int8]]:
        """Which of the words have a vector of their own (the others' travel with the package), and these."""
        own = [word not in self._lexicon for word in words]
        needed = [word for word, wanted in zip(words, own, strict=True) if wanted]
        missing = iter(sorted({word for word in needed if word not in self._vectors}))
        done, total = 0, len(needed)
        while self._encoder is not None and (chunk := list(islice(missing, CHUNK))):
            vectors = self._lexicon.compress(self._encoder.queries(chunk))
            self._vectors.update(zip(chunk, vectors, strict=True))
            done += len(chunk)
            on_progress(Progress("words", done, total))
        rows = np.zeros((len(needed), self._lexicon.dimensions), dtype=np.int8)
        for row, word in enumerate(needed):
            rows[row] = self._vectors[word]
        return np.array(own, dtype=np.bool_), rows


def _rounded(vectors: Sequence[NDArray[np.float32]]) -> NDArray[np.float16]:
    found: NDArray[np.float16] = np.concatenate(vectors).astype(np.float16)
    return found
