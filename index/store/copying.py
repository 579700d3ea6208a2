"""How does a library come to be in another folder?

A stored index is copied as the commit that is looked at; a library in memory is written with the encodings it
has, so that nothing is encoded again.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from index.errors import IndexStoreError
from index.store.place import Place, locked, told
from index.store.segments import listed
from index.store.writer import Settings, Writer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.analysis import Analysis
    from index.encoder import Encoder
    from index.library import Library, Meaning
    from index.store.snapshot import Store

__all__ = ["copy", "save"]


def copy(store: Store, folder: str | os.PathLike[str]) -> None:
    """Writes the commit that `store` looks at into a new or empty folder."""
    place = Place(folder)
    if not place.prepare():
        raise IndexStoreError(
            "{folder}: holds an index already; name a new or an empty folder", folder=place.folder
        )
    with locked(place), told(place.folder):
        os.makedirs(place.segments, exist_ok=True)
        for segment in listed(store.connection):
            target = place.segment(segment.number)
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(store.place.segment(segment.number), target)
        unfinished = f"{place.database}.new"
        other = sqlite3.connect(unfinished)
        try:
            store.connection.backup(other)
            other.execute("PRAGMA journal_mode=WAL")
        finally:
            other.close()
        os.replace(unfinished, place.database)


def save(library: Library, folder: str | os.PathLike[str]) -> None:
    """Writes a library in memory into `folder`: a new index, or one that becomes this library.
    ValueError where two documents have one name."""
    from index.analysis import Analysis
    from index.reader import Source

    names = [document.name for document in library.documents]
    if len(set(names)) != len(names):
        twice = next(name for place, name in enumerate(names) if name in names[:place])
        raise ValueError(f"two documents are called {twice!r}; give each a name of its own")
    analyses: dict[str, Analysis] = {}
    for place, document in enumerate(library.documents):
        first, last = library.first[place], library.last(place)
        analyses[document.name] = Analysis(
            document, library.sentences[first:last], tuple(library.contents[first:last])
        )
    encoder = _Known(library, library.meaning) if library.meaning is not None else None
    settings = Settings(latent=encoder is not None, dense=encoder is not None)
    with Writer(folder, create=True, encoder=encoder, settings=settings) as writer:
        writer.update(
            (
                Source(document.name, document.text, metadata=document.metadata)
                for document in library.documents
            ),
            sync=True,
            analyses=lambda name, text: analyses[name],
        )


class _Known:
    """An `Encoder` that knows what a library knows, and asks the library's encoder for the rest."""

    def __init__(self, library: Library, meaning: Meaning) -> None:
        self._encoder: Encoder = meaning.encoder
        self.identity = meaning.encoder.identity
        self._dense = meaning.dense
        self._latents = meaning.latents.sentences
        self._row = {sentence.text: number for number, sentence in enumerate(library.sentences)}

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._encoder.queries(texts)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        if all(text in self._row for text in texts):
            found: NDArray[np.float32] = self._dense[[self._row[text] for text in texts]]
            return found
        return self._encoder.passages(texts)

    def encode(
        self, texts: Sequence[str], *, is_query: bool
    ) -> tuple[NDArray[np.float32], list[dict[int, float]]]:
        if not is_query and all(text in self._row for text in texts):
            terms = [cast("dict[int, float]", dict(self._latents[self._row[text]])) for text in texts]
            return self.passages(texts), terms
        return self._encoder.encode(texts, is_query=is_query)
