"""Where does an answer begin and end in a passage? Asks the packaged network, piece by piece.

The network (int8, ONNX) reads `<s> question </s></s> passage </s>` as embeddings and gives each piece a start and an
end score; those of the first position stand for "not here". How it was trained: data/CARD.md.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.forking import abandon, forkable
from index.pieces import BEGIN, DATA, EMBEDDINGS, END, VOCABULARY, Pieces, shared_pieces
from index.runtime import Network, installed, runtime

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Model", "Scores", "available", "prefetch", "shared_model"]

WEIGHTS = "reader.onnx"
QUESTION = 48
"""Pieces of a question that are read."""
LONGEST = 320
"""Pieces of question and passage together; what follows is not read."""
AT_ONCE = 2
"""Passages read at the same time, each on one thread."""


@dataclass(frozen=True, slots=True, eq=False)
class Scores:
    """What the network says of one passage: `offsets`, shape (pieces, 2), are the characters of each piece in the
    passage, end-exclusive; `starts` and `ends`, shape (pieces,), how well an answer begins and ends there;
    `nothing` how well the passage does not answer. Pieces beyond LONGEST are missing."""

    offsets: NDArray[np.int64]
    starts: NDArray[np.float32]
    ends: NDArray[np.float32]
    nothing: float


class Model:
    """The network with its vocabulary; safe to use from several threads."""

    def __init__(self, folder: str = DATA) -> None:
        # Both take about as long, and neither holds the interpreter.
        with ThreadPoolExecutor(1, thread_name_prefix="kutip-pieces") as beside:
            pieces = beside.submit(shared_pieces) if folder == DATA else beside.submit(Pieces, folder)
            self._network = Network(os.path.join(folder, WEIGHTS))
            self._pieces = pieces.result()
        self._pool: ThreadPoolExecutor | None = None
        self._lock = threading.Lock()
        forkable(self)

    def before_fork(self) -> None:
        """Nothing: a fork need not wait for what is being read."""

    def after_fork(self, *, child: bool) -> None:
        if not child:
            return
        if self._pool is not None:  # its threads are no more
            abandon(self._pool)
            self._pool = None
        self._lock = threading.Lock()

    def read(self, question: str, passages: Sequence[str]) -> list[Scores]:
        """One `Scores` a passage, in order. Blank passages have no pieces."""
        asked = self._pieces.split([question])[0].ids[:QUESTION]
        inputs, places = [], []
        for row in self._pieces.split(passages):
            ids = row.ids[: LONGEST - len(asked) - 4]
            places.append(np.array(row.offsets[: len(ids)], np.int64).reshape(-1, 2))
            inputs.append([BEGIN, *asked, END, END, *ids, END])
        first = len(asked) + 3
        return [
            Scores(
                offsets,
                logits[first : first + len(offsets), 0],
                logits[first : first + len(offsets), 1],
                float(logits[0].sum()),
            )
            for offsets, logits in zip(places, self._run(inputs), strict=True)
        ]

    def _run(self, inputs: Sequence[list[int]]) -> list[NDArray[np.float32]]:
        def one(ids: list[int]) -> NDArray[np.float32]:
            found: NDArray[np.float32] = self._network.run({"words": self._pieces.vectors(ids)[None]})[0][0]
            return found

        if len(inputs) < 2 or (os.cpu_count() or 1) < 2:
            return [one(ids) for ids in inputs]
        with self._lock:
            if self._pool is None:
                self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="kutip-reader")
            pool = self._pool
        return list(pool.map(one, inputs))


def available() -> bool:
    """If the weights are packaged and what runs them is installed; nothing is loaded to find out."""
    return installed() and all(
        os.path.exists(os.path.join(DATA, name)) for name in (WEIGHTS, EMBEDDINGS, VOCABULARY)
    )


_shared: list[Model | None] = []
_loading = threading.Lock()


def _renew() -> None:
    global _loading
    _loading = threading.Lock()


os.register_at_fork(after_in_child=_renew)


def shared_model() -> Model | None:
    """The packaged network, loaded once; None where `available` says no or, said once on the log "kutip", where it
    cannot be loaded. Whoever asks while it is being loaded waits for it."""
    with _loading:
        if not _shared:
            _shared.append(_load() if available() else None)
        return _shared[0]


def _load() -> Model | None:
    try:
        return Model()
    except Exception as error:  # the runtime refuses a machine or a file with errors of its own
        import logging

        logging.getLogger("kutip").warning("the reader cannot be loaded, going on without it: %s", error)
        return None


def prefetch() -> None:
    """Begins to load the shared network in the background, and returns."""
    if available():
        # Imported here, since a process that ends while another thread imports may not end in peace.
        import tokenizers  # noqa: F401

        runtime()

        # No daemon: the runtime aborts a process that ends while it loads.
        threading.Thread(target=shared_model, name="load reader").start()
