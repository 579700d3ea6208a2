"""What does the model say of the sentences of an excerpt?

What the index holds; of a small library the few that it lacks are encoded, and remembered for as long as the retriever
lives. A large one may hold none: their words tell enough (`index.ranker.Estimates`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from index.store.packing import unpack_dense, unpack_latents

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.store.commit import Loaded
    from index.store.excerpt import Asked

    Row = NDArray[np.float32]

__all__ = ["Remembered"]

KEPT = 20_000


class Remembered:
    """Encodings of sentences by number; numbers are never used twice in an index."""

    def __init__(self) -> None:
        self._dense: dict[int, Row] = {}
        self._latents: dict[int, dict[int, float]] = {}

    def encodings(
        self, asked: Asked, documents: Sequence[Loaded], *, whole: bool
    ) -> tuple[Row, list[dict[int, float]], NDArray[np.bool_] | None]:
        """For each sentence its dense vector (rows of a matrix) and its latent terms: from the index or from memory,
        and with `whole` from the encoder; and of which these two are known (see `Meaning.encoded`). What is unknown is
        zeros, and no terms; no terms of any where nothing is known."""
        import numpy as np

        from index.encoder import DIMENSIONS

        dense: dict[int, Row] = {}
        latents: dict[int, dict[int, float]] = {}
        settings = asked.snapshot.settings
        stored = documents if settings.get("latent") or settings.get("dense") else ()
        with asked.store.reading():
            for loaded in stored:
                for number, vector, terms in asked.store.encodings(loaded.identity):
                    if vector is not None:
                        dense[number] = unpack_dense(vector).reshape(DIMENSIONS)
                    if terms is not None:
                        numbers, weights = unpack_latents(terms)
                        latents[number] = dict(
                            zip(numbers.tolist(), weights.astype("f8").tolist(), strict=True)
                        )
        if whole:
            self._encode(asked, documents, dense, latents)
        order = [number for loaded in documents for number in loaded.numbers]
        matrix = np.zeros((len(order), DIMENSIONS), np.float32)
        known = np.zeros((2, len(order)), np.bool_)
        found: list[dict[int, float]] = []
        if order and not (dense or latents or self._dense or self._latents):
            return matrix, found, known
        for place, number in enumerate(order):
            vector_ = dense.get(number, self._dense.get(number))
            terms_ = latents.get(number, self._latents.get(number))
            if vector_ is not None:
                matrix[place] = vector_
            found.append(terms_ if terms_ is not None else {})
            known[:, place] = vector_ is not None, terms_ is not None
        return matrix, found, None if known.all() else known

    def _encode(
        self,
        asked: Asked,
        documents: Sequence[Loaded],
        dense: Mapping[int, Row],
        latents: Mapping[int, dict[int, float]],
    ) -> None:
        """Remembers what is neither among `dense` and `latents` nor remembered yet."""
        import numpy as np

        if asked.encoder is None:
            return
        texts = {
            number: sentence.text
            for loaded in documents
            for number, sentence in zip(loaded.numbers, loaded.sentences, strict=True)
        }
        for kept in (self._dense, self._latents):
            while len(kept) > KEPT:
                del kept[next(iter(kept))]
        vague = [
            number
            for number in texts
            if (number not in dense and number not in self._dense)
            or (number not in latents and number not in self._latents)
        ]
        if vague:
            vectors, terms = asked.encoder.encode([texts[number] for number in vague], is_query=False)
            rounded = vectors.astype(np.float16).astype(np.float32)  # as they would be stored
            self._dense.update(zip(vague, rounded, strict=True))
            for number, weights in zip(vague, terms, strict=True):
                self._latents[number] = {term: float(np.float16(weight)) for term, weight in weights.items()}
