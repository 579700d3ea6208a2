"""The whole path over a stored index: the same questions, the same answers as in memory."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar

from index.document import Document, Sentence
from index.errors import IndexStoreError
from index.store.answering import KeptRetriever, Lazy
from index.store.commit import Snapshot
from index.store.packing import decoded, encoded
from index.store.snapshot import Store

if TYPE_CHECKING:
    from index.comprehension.reading import Reader
    from index.encoder import Encoder
    from index.library import Library
    from index.store.permitted import Permitted
    from index.store.writer import Writer
    from index.where import Where

__all__ = ["StoredRetriever"]

Result = TypeVar("Result")


class StoredRetriever(KeptRetriever[Snapshot]):
    """A `Retriever` over the index in `folder`. It sees a new commit on its next question."""

    def __init__(
        self,
        folder: str | os.PathLike[str],
        *,
        encoder: Encoder | None = None,
        reader: Callable[[], Reader | None] = lambda: None,
    ) -> None:
        self._store = Store(folder)
        super().__init__(folder, encoder=encoder, reader=reader)
        self._opened = self._store.opened
        self._lists: tuple[Snapshot, list[int], list[int]] | None = None
        self._look(self._used_encoder)

    def close(self) -> None:
        """Gives the files back."""
        self._store.close()

    def _look(self, at: Callable[[Snapshot], Result]) -> Result:
        with self._store.snapshot() as snapshot:
            return at(snapshot)

    def _excerpt(
        self, commit: Snapshot, asked: str, language: str, kind: str, limit: int, where: Where | None
    ) -> Library:
        from index.store.excerpt import Asked, excerpt
        from index.store.remembered import Remembered

        if self._opened != self._store.opened:  # its numbers are those of another index
            self._remembered, self._opened = Remembered(), self._store.opened
        view = Asked(
            self._store,
            commit,
            self._used_encoder(commit),
            self._vectors,
            self._remembered,
            self._reader,
            None if where is None else self._permitted_in(commit, where),
        )
        return excerpt(view, asked, language, kind=kind, limit=limit)

    def _permitted_in(self, commit: Snapshot, where: Where) -> Permitted:
        """The documents that pass; those of the last filter are kept."""
        from index.store.permitted import permitted

        kept = commit.passed
        if kept is None or kept[0] != where:
            kept = commit.passed = where, permitted(self._store.connection, where)
        return kept[1]

    def _missing(self, commit: Snapshot) -> tuple[str, ...]:
        return ()

    def _strange(self, stored: str, here: str) -> IndexStoreError:
        return IndexStoreError(
            "{folder}: encoded by {stored}, this machine has {here}; build the index anew",
            folder=self._place,
            stored=stored,
            here=here,
        )

    def _writer(self) -> Writer:
        from index.store.writer import Writer

        return Writer(self._place, encoder=self._encoder)

    @property
    def documents(self) -> Sequence[Document]:
        """All documents, in the order they were added, a changed one where its change was; read when looked at."""
        return Lazy(len(self._listed()[1]), lambda place: self._load(place)[0])

    @property
    def sentences(self) -> Sequence[Sentence]:
        """All sentences, in document order; read when looked at."""
        _, _, ends = self._listed()

        def sentence(place: int) -> Sentence:
            document = bisect_right(ends, place)
            return self._load(document)[1][place - (ends[document - 1] if document else 0)]

        return Lazy(ends[-1] if ends else 0, sentence)

    def _listed(self) -> tuple[Snapshot, list[int], list[int]]:
        """The commit, its documents, and how many sentences stand up to the end of each."""
        with self._store.snapshot() as snapshot:
            if self._lists is None or self._lists[0] is not snapshot:
                found = self._store.connection.execute(
                    "SELECT id, sentences FROM documents WHERE live = 1 ORDER BY id"
                ).fetchall()
                ends = list(accumulate(count for _, count in found))
                self._lists = snapshot, [identity for identity, _ in found], ends
            return self._lists

    def _load(self, place: int) -> tuple[Document, tuple[Sentence, ...]]:
        with self._store.snapshot():
            loaded = self._store.document(self._listed()[1][place])
            return loaded.document, loaded.sentences

    @property
    def languages(self) -> tuple[str, ...]:
        with self._store.snapshot() as snapshot:
            return snapshot.languages

    @property
    def names(self) -> Sequence[str]:
        with self._store.snapshot():
            found = self._store.connection.execute("SELECT name FROM documents WHERE live = 1 ORDER BY id")
            return [decoded(name) for (name,) in found]

    def document(self, name: str) -> Document | None:
        with self._store.snapshot():
            found = self._store.connection.execute(
                "SELECT id FROM documents WHERE live = 1 AND name = ?", (encoded(name),)
            ).fetchone()
            return None if found is None else self._store.document(found[0]).document

    def sentences_of(self, document: Document) -> Sequence[Sentence]:
        with self._store.snapshot():
            for identity in self._store.named(document.name):
                loaded = self._store.document(identity)
                if loaded.document.text == document.text:
                    return loaded.sentences
        return ()

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Copies the last commit into a new or empty folder; IndexStoreError where there is an index."""
        from index.store.copying import copy

        with self._store.snapshot():
            copy(self._store, folder)
