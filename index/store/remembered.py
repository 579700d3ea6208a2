"""What does the model say of the few sentences that the index holds no encodings of?

Encoded when a question needs them, and remembered for as long as the retriever lives.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.store.packing import unpack_dense, unpack_latents

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.store.excerpt import Asked
    from index.store.snapshot import Loaded

    Row = NDArray[np.float32]

__all__ = ["Remembered"]

KEPT = 20_000


class Remembered:
    """Encodings of sentences by number; numbers are never used twice in an index."""

    def __init__(self) -> None:
        self._dense: dict[int, Row] = {}
        self._latents: dict[int, dict[int, float]] = {}

    def encodings(
        self, asked: Asked, documents: Sequence[Loaded], wanted: set[int] | None
    ) -> tuple[Row, list[dict[int, float]]]:
        """For each sentence its dense vector (rows of a matrix) and its latent terms: from the index, from
        memory, or from the encoder. A sentence that is not `wanted` (None: all are) and not known gets the mean
        of its document's vectors and no terms."""
        import numpy as np

        from index.encoder import DIMENSIONS

        dense: dict[int, Row] = {}
        latents: dict[int, dict[int, float]] = {}
        with asked.store.reading():
            for loaded in documents:
                for number, vector, terms in asked.store.encodings(loaded.identity):
                    if vector is not None:
                        dense[number] = unpack_dense(vector).reshape(DIMENSIONS)
                    if terms is not None:
                        numbers, weights = unpack_latents(terms)
                        latents[number] = dict(
                            zip(numbers.tolist(), weights.astype("f8").tolist(), strict=True)
                        )
        self._encode(asked, documents, wanted, dense, latents)
        rows: list[Row] = []
        for loaded in documents:
            own = [dense.get(number) for number in loaded.numbers]
            known = [vector for vector in own if vector is not None]
            mean = np.mean(known, axis=0) if known else np.zeros(DIMENSIONS, np.float32)
            rows += [vector if vector is not None else mean for vector in own]
        matrix = np.stack(rows) if rows else np.zeros((0, DIMENSIONS), np.float32)
        return matrix, [latents.get(number, {}) for loaded in documents for number in loaded.numbers]

    def _encode(
        self,
        asked: Asked,
        documents: Sequence[Loaded],
        wanted: set[int] | None,
        dense: dict[int, Row],
        latents: dict[int, dict[int, float]],
    ) -> None:
        import numpy as np

        if asked.encoder is None:
            return
        texts = {
            number: sentence.text
            for loaded in documents
            for number, sentence in zip(loaded.numbers, loaded.sentences, strict=True)
            if wanted is None or number in wanted
        }
        vague = [number for number in texts if number not in dense and number not in self._dense]
        if vague:
            vectors = asked.encoder.passages([texts[number] for number in vague])
            rounded = vectors.astype(np.float16).astype(np.float32)
            self._dense.update(zip(vague, rounded, strict=True))
        plain = [number for number in texts if number not in latents and number not in self._latents]
        if plain:
            for number, terms in zip(plain, asked.encoder.latents([texts[n] for n in plain]), strict=True):
                self._latents[number] = {term: float(np.float16(weight)) for term, weight in terms.items()}
        for loaded in documents:
            for number in loaded.numbers:
                if number not in dense and number in self._dense:
                    dense[number] = self._dense[number]
                if number not in latents and number in self._latents:
                    latents[number] = self._latents[number]
        for kept in (self._dense, self._latents):
            while len(kept) > KEPT:
                del kept[next(iter(kept))]
