"""How are many articles analysed, in several processes if there is much to do?

What an article needs alone (its structure, language, sentences, terms) is found out in any process, and comes back
packed, with its tokens numbered in a vocabulary of that process, of which each batch tells what is new; the process
that writes puts them into the index.
"""

from __future__ import annotations

import os
import threading
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from index.analysis import Analysis, analyse, document, found_before, packaged
from index.document import Document
from index.language import Ballots
from index.reader import Source
from index.store.chunking import chunked
from index.store.packing import FACTS, Tokens, Vocabulary, digest_of, encoded, header_of, pack_tokens

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

__all__ = ["Batch", "Packed", "analysed", "batches"]

BATCH = 400_000
"""Characters that another process is given at a time: half a second of work."""
ALONE = 40_000
"""Characters of a batch of this process itself."""
SMALL = 1_000_000
"""Characters up to which other processes take longer to start than to help."""
LARGE = 1 << 19
"""Entries of a vocabulary that a process keeps."""
_LEVEL = 1
"""Of compression: what more would save takes longer than to write it."""


@dataclass(frozen=True, slots=True)
class Packed:
    """An analysed article; bit i of `facts` says if it tells `FACTS[i]` of itself."""

    name: str
    digest: bytes
    language: str
    facts: int
    header: str
    text: bytes
    sentences: int
    tokens: Tokens


@dataclass(frozen=True, slots=True)
class Batch:
    """Some articles. Their tokens are numbered in a vocabulary that all batches of one `origin` share, in order;
    `fresh` is what this one adds to it, (word, term, kind) each."""

    articles: list[Packed]
    fresh: list[tuple[str, str, str]]
    origin: bytes


def analysed(source: Source) -> Analysis:
    """The analysis of a text with what its format says of places and of its head, and a caller of it."""
    plain = not (source.places or source.known or source.metadata)
    return (packaged(source.name, source.text) if plain else None) or analyse(_document(source))


def _document(source: Source, language: str | None = None) -> Document:
    return document(
        source.name,
        source.text,
        places=source.places,
        known=source.known,
        metadata=source.metadata,
        language=language,
    )


class _Packer:
    """Packs articles into batches with one vocabulary, begun anew when it is large."""

    def __init__(self) -> None:
        self._ballots = Ballots()
        self._begin()

    def _begin(self) -> None:
        self._vocabulary = Vocabulary()
        self._origin = os.urandom(16)

    def batch(self, articles: Iterable[Source | Analysis]) -> Batch:
        if len(self._vocabulary) > LARGE:
            self._begin()
        packed = [self._packed(article) for article in articles]
        fresh, self._vocabulary.fresh = self._vocabulary.fresh, []
        return Batch(packed, fresh, self._origin)

    def _packed(self, article: Source | Analysis) -> Packed:
        if isinstance(article, Analysis):
            document = article.document
            tokens = pack_tokens(found_before(article, self._vocabulary.lookup(document.language)))
        else:
            found = chunked(article.text, self._ballots)
            document = _document(article, self._ballots.detect(article.text, found.parts, found.rows))
            tokens = self._vocabulary.tokens(document, found)
        return Packed(
            document.name,
            digest_of(document.text, document.metadata),
            document.language,
            sum(1 << bit for bit, fact in enumerate(FACTS) if getattr(document, fact) is not None),
            header_of(document),
            zlib.compress(encoded(document.text), _LEVEL),
            len(tokens),
            tokens,
        )


def batches(
    sources: Sequence[Source], *, processes: int = 1, analyse: Callable[[Source], Analysis] | None = None
) -> Iterator[Batch]:
    """The articles in the order given, in batches.

    With `analyse` their analyses are its. Others help where there is enough to do without it; should they fail, this
    process does the rest.
    """
    done = 0
    if processes > 1 and analyse is None and sum(len(source.text) for source in sources) > SMALL:
        from concurrent.futures.process import BrokenProcessPool

        with suppress(BrokenProcessPool, OSError):
            for batch in _together(sources, processes):
                done += len(batch.articles)
                yield batch
    packer = _Packer()
    for some in _portions(sources[done:], ALONE):
        yield packer.batch(map(analyse, some) if analyse else some)


def _together(sources: Sequence[Source], processes: int) -> Iterator[Batch]:
    """The batches of several processes, in order; a few are under way at any time."""
    with _pool(processes) as pool:
        waiting: list[Future[Batch]] = []
        try:
            for some in _portions(sources, BATCH):
                waiting.append(pool.submit(_work, some))
                if len(waiting) > 2 * processes:
                    yield waiting.pop(0).result()
            while waiting:
                yield waiting.pop(0).result()
        finally:
            for future in waiting:
                future.cancel()


def _portions(sources: Sequence[Source], most: int) -> Iterator[list[Source]]:
    some: list[Source] = []
    size = 0
    for source in sources:
        some.append(source)
        size += len(source.text)
        if size >= most:
            yield some
            some, size = [], 0
    if some:
        yield some


def _pool(processes: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Not forked: a thread of the model that was running is not there in the child, which waits for it.
    return ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_begin)


def _begin() -> None:
    """Makes a process that helps leave when the one that it helps does, and only then."""
    import signal
    from multiprocessing import connection, parent_process

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def leave() -> None:
        if parent is not None:
            connection.wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=leave, daemon=True).start()


def _work(sources: Sequence[Source]) -> Batch:
    return _own().batch(sources)


@cache
def _own() -> _Packer:
    """The packer of a process that helps."""
    return _Packer()
