"""Of which pieces is a text made, and what does the model know of each before it reads?

The pieces of multilingual-e5-small in Latin script, most of them (a Unigram vocabulary, Kudo 2018), and the vectors
they begin with. The reader and the encoder begin with the same ones. Pieces that are missing, as all of other scripts,
are UNKNOWN or come as several shorter ones.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["BEGIN", "DATA", "EMBEDDINGS", "END", "UNKNOWN", "VOCABULARY", "Pieces", "shared_pieces"]

DATA = os.path.join(os.path.dirname(__file__), "comprehension", "data")
EMBEDDINGS, VOCABULARY = "embeddings.npy", "tokenizer.json"
"""What is known of each piece (mapped, so that only the pieces that are met are read), and the pieces."""
BEGIN, END, UNKNOWN = 0, 2, 3
_SCALE = 4
"""Bytes at the end of a row of EMBEDDINGS: a float32, by which the row is multiplied."""


class Pieces:
    """The vocabulary in `folder`; safe to use from several threads and in a forked process."""

    def __init__(self, folder: str = DATA) -> None:
        # A handful of texts is not worth threads of its own, which would not survive a fork.
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        from tokenizers import Tokenizer

        self._tokenizer: Any = Tokenizer.from_file(os.path.join(folder, VOCABULARY))
        self._embeddings: NDArray[np.int8] = np.load(os.path.join(folder, EMBEDDINGS), mmap_mode="r")

    def split(self, texts: Sequence[str]) -> list[Any]:
        """Of each text its pieces: `ids`, and `offsets`, the characters of each, end-exclusive. Lone surrogates
        count as one unknown character."""
        return list(self._tokenizer.encode_batch([_clean(text) for text in texts], add_special_tokens=False))

    def vectors(self, ids: Sequence[int] | NDArray[np.int64]) -> NDArray[np.float32]:
        """What the model begins with for each piece, of the shape of `ids` and one axis more, of 384."""
        rows = self._embeddings[ids]
        found: NDArray[np.float32] = rows[..., :-_SCALE] * rows[..., -_SCALE:].copy().view("<f4")
        return found


def _clean(text: str) -> str:
    """The text without lone surrogates, which the tokenizer refuses; every character stays one character."""
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text


_shared: list[Pieces] = []
_loading = threading.Lock()


def _renew() -> None:
    global _loading
    _loading = threading.Lock()


os.register_at_fork(after_in_child=_renew)


def shared_pieces() -> Pieces:
    """The packaged vocabulary, loaded once. Whoever asks while it is being loaded waits for it."""
    with _loading:
        if not _shared:
            _shared.append(Pieces())
        return _shared[0]
