"""The whole path over a cluster: the same questions, the same answers as in one index."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, TypeVar

from index.cluster.snapshot import ClusterSnapshot, ClusterStore
from index.document import Document, Sentence
from index.errors import IndexStoreError
from index.store.answering import KeptRetriever, Lazy

if TYPE_CHECKING:
    from index.cluster.writer import ClusterWriter
    from index.comprehension.reading import Reader
    from index.encoder import Encoder
    from index.library import Library
    from index.store.permitted import Permitted
    from index.where import Where

__all__ = ["ClusterRetriever"]

Result = TypeVar("Result")


class ClusterRetriever(KeptRetriever[ClusterSnapshot]):
    """A `Retriever` over the cluster that `file` describes. It sees new commits on its next question; a server that
    fails is replaced within the question. What no server answers for is named in a finding's `partial`. Its `folder` is
    the cluster file: what is kept for longer than this process stands there."""

    def __init__(
        self,
        file: str | os.PathLike[str],
        *,
        encoder: Encoder | None = None,
        reader: Callable[[], Reader | None] = lambda: None,
    ) -> None:
        self._store = ClusterStore(file)
        super().__init__(file, encoder=encoder, reader=reader)
        self._look(self._used_encoder)

    def close(self) -> None:
        """Drops the connections; the next question makes new ones."""
        self._store.close()

    def _look(self, at: Callable[[ClusterSnapshot], Result]) -> Result:
        return self._store.ask(at)

    def _excerpt(
        self, commit: ClusterSnapshot, asked: str, language: str, kind: str, limit: int, where: Where | None
    ) -> Library:
        from index.cluster.excerpt import ClusterAsked, excerpt

        view = ClusterAsked(
            self._store,
            commit,
            self._used_encoder(commit),
            self._vectors,
            self._remembered,
            self._reader,
            None if where is None else self._permitted_in(commit, where),
        )
        return excerpt(view, asked, language, kind=kind, limit=limit)

    def _permitted_in(self, commit: ClusterSnapshot, where: Where) -> Permitted:
        return self._store.permitted(commit, where)

    def _missing(self, commit: ClusterSnapshot) -> tuple[str, ...]:
        return commit.missing

    def _strange(self, stored: str, here: str) -> IndexStoreError:
        return IndexStoreError(
            "{path}: encoded by {stored}, this machine has {here}; build the cluster anew",
            path=self._place,
            stored=stored,
            here=here,
        )

    def _writer(self) -> ClusterWriter:
        from index.cluster.writer import ClusterWriter

        return ClusterWriter(self._place, encoder=self._encoder)

    @property
    def documents(self) -> Sequence[Document]:
        """All documents that are served, in the order they were added; read when looked at."""
        size = self._store.ask(lambda snapshot: snapshot.totals["documents"])
        return Lazy(size, lambda place: self._load(place)[0])

    @property
    def sentences(self) -> Sequence[Sentence]:
        """All sentences that are served, in document order; read when looked at."""
        size = self._store.ask(lambda snapshot: snapshot.totals["sentences"])
        ends: list[int] = []

        def sentence(place: int) -> Sentence:
            if not ends:
                listed = self._store.ask(self._store.listing)
                ends.extend(accumulate(one.sentences for one in listed))
            document = bisect_right(ends, place)
            return self._load(document)[1][place - (ends[document - 1] if document else 0)]

        return Lazy(size, sentence)

    def _load(self, place: int) -> tuple[Document, tuple[Sentence, ...]]:
        def load(snapshot: ClusterSnapshot) -> tuple[Document, tuple[Sentence, ...]]:
            loaded = self._store.document(self._store.listing(snapshot)[place].identity)
            return loaded.document, loaded.sentences

        return self._store.ask(load)

    @property
    def languages(self) -> tuple[str, ...]:
        return self._store.ask(lambda snapshot: snapshot.languages)

    @property
    def names(self) -> Sequence[str]:
        return self._store.ask(lambda snapshot: [one.name for one in self._store.listing(snapshot)])

    def document(self, name: str) -> Document | None:
        found = self._store.ask(lambda snapshot: self._store.named(snapshot, name))
        return None if found is None else found.document

    def sentences_of(self, document: Document) -> Sequence[Sentence]:
        found = self._store.ask(lambda snapshot: self._store.named(snapshot, document.name))
        return found.sentences if found is not None and found.document.text == document.text else ()

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Writes a stored index of all documents that are served; an index that is there becomes this one."""
        from index.analysis import analyse
        from index.reader import Source
        from index.store.writer import Writer

        documents = {document.name: document for document in self.documents}
        with Writer(folder, create=True, encoder=self._encoder) as writer:
            writer.update(
                [Source(one.name, one.text, metadata=one.metadata) for one in documents.values()],
                sync=True,
                analyses=lambda name, text: analyse(documents[name]),
            )
