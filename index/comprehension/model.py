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
from typing import TYPE_CHECKING, Any

import numpy as np

from index.forking import abandon, forkable
from index.runtime import installed, runtime, session

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Model", "Scores", "available", "prefetch", "shared_model"]

_DATA = os.path.join(os.path.dirname(__file__), "data")
WEIGHTS, EMBEDDINGS, VOCABULARY = "reader.onnx", "embeddings.npy", "tokenizer.json"
"""The files of a reader: the network, what it knows of each piece of a word (mapped, so that only the pieces that
are met are read), and the pieces."""
BOS, EOS = 0, 2
QUESTION = 48
"""Pieces of a question that are read."""
LONGEST = 320
"""Pieces of question and passage together; what follows is not read."""
_SCALE = 4
"""Bytes at the end of a row of EMBEDDINGS: a float32, by which the row is multiplied."""
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

    def __init__(self, folder: str = _DATA) -> None:
        # Two passages are not worth threads of its own, which would not survive a fork.
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from tokenizers import Tokenizer

        self._folder = folder
        # Both take about as long, and neither holds the interpreter.
        with ThreadPoolExecutor(1, thread_name_prefix="kutip-pieces") as beside:
            pieces = beside.submit(Tokenizer.from_file, os.path.join(folder, VOCABULARY))
            self._session: Any = self._load()
            self._tokenizer: Any = pieces.result()
        self._embeddings: NDArray[np.int8] = np.load(os.path.join(folder, EMBEDDINGS), mmap_mode="r")
        self._pool: ThreadPoolExecutor | None = None
        self._lock = threading.Lock()
        self._reading = 0
        forkable(self)

    def _load(self) -> Any:
        return session(os.path.join(self._folder, WEIGHTS))

    def before_fork(self) -> None:
        """Nothing: a fork need not wait for what is being read."""

    def after_fork(self, *, child: bool) -> None:
        if not child:
            return
        if self._pool is not None:  # its threads are no more
            abandon(self._pool)
            self._pool = None
        if self._reading:  # in a thread that is no more
            abandon(self._session)
            self._session = self._load()
        self._lock, self._reading = threading.Lock(), 0

    def read(self, question: str, passages: Sequence[str]) -> list[Scores]:
        """One `Scores` a passage, in order. Blank passages have no pieces."""
        asked = self._tokenizer.encode(_clean(question), add_special_tokens=False).ids[:QUESTION]
        rows = self._tokenizer.encode_batch([_clean(text) for text in passages], add_special_tokens=False)
        inputs, places = [], []
        for row in rows:
            ids = row.ids[: LONGEST - len(asked) - 4]
            places.append(np.array(row.offsets[: len(ids)], np.int64).reshape(-1, 2))
            inputs.append([BOS, *asked, EOS, EOS, *ids, EOS])
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
        def one(pieces: list[int]) -> NDArray[np.float32]:
            rows = self._embeddings[pieces]
            words = rows[:, :-_SCALE] * rows[:, -_SCALE:].copy().view("<f4")
            found: NDArray[np.float32] = self._session.run(None, {"words": words[None]})[0][0]
            return found

        alone = len(inputs) < 2 or (os.cpu_count() or 1) < 2
        with self._lock:
            self._reading += 1
            if self._pool is None and not alone:
                self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="kutip-reader")
            pool = self._pool
        try:
            return (
                [one(pieces) for pieces in inputs] if alone or pool is None else list(pool.map(one, inputs))
            )
        finally:
            with self._lock:
                self._reading -= 1


def _clean(text: str) -> str:
    """The text without lone surrogates, which the tokenizer refuses; every character stays one character."""
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text


def available() -> bool:
    """If the weights are packaged and what runs them is installed; nothing is loaded to find out."""
    from importlib.util import find_spec

    packaged = all(os.path.exists(os.path.join(_DATA, name)) for name in (WEIGHTS, EMBEDDINGS, VOCABULARY))
    return packaged and installed() and bool(find_spec("tokenizers"))


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
