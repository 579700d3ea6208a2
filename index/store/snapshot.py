"""What does a reader see?

`Store` is one reader's view of an index: every question is asked inside one transaction of the database, so that
it sees one commit and nothing else, and begins by looking whether there is a newer commit. The files of a commit
stay open while it is looked at, even if a writer has removed them meanwhile.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from index.errors import IndexStoreError
from index.forking import abandon, forkable
from index.store.commit import Entry, Loaded, Snapshot
from index.store.database import SHIFT, connect, get
from index.store.packing import encoded, unpack_document
from index.store.place import Place, told
from index.store.postings import Postings, load_tantivy
from index.store.segments import Forward, damaged, listed, read_forward, read_matrix

if TYPE_CHECKING:
    from index.engine import Term

__all__ = ["Store"]

Result = TypeVar("Result")
Given = ParamSpec("Given")

CHECKED = 16 * 1024 * 1024
"""Bytes of files up to which their checksums are looked at before they are first used."""
LONGEST = 10.0
"""Seconds that a fork waits for the end of a question."""
KEPT_DOCUMENTS = 512
KEPT_ENTRIES = 50_000


def _file(path: str) -> tuple[int, int]:
    status = os.stat(path)
    return status.st_dev, status.st_ino


def _reading(
    method: Callable[Concatenate[Store, Given], Result],
) -> Callable[Concatenate[Store, Given], Result]:
    """The method inside `Store.reading`."""

    @wraps(method)
    def inside(self: Store, /, *args: Given.args, **kwargs: Given.kwargs) -> Result:
        with self.reading():
            return method(self, *args, **kwargs)

    return inside


class Store:
    """A reader of the index in `folder`; safe to use from several threads, which take turns, and in processes that
    are forked afterwards. Another index put in its place is seen by the next question.

    IndexStoreError where it is absent, damaged, or of a newer format.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.place = Place(folder)
        load_tantivy()
        self._connection: sqlite3.Connection | None = None
        self.opened: tuple[int, int] = (0, 0)
        """Device and inode of the database that is open."""
        self._lock = threading.RLock()
        self._held = False
        self._depth = 0
        self._current: Snapshot | None = None
        self._documents: dict[int, Loaded] = {}
        self._entries: dict[int, Entry] = {}
        self._closed = False
        forkable(self)
        with told(self.place.database):
            self._open()

    @property
    def connection(self) -> sqlite3.Connection:
        """The open database; IndexStoreError where it was closed."""
        if self._connection is None:
            raise IndexStoreError("{folder}: closed; open it again", folder=self.place.folder)
        return self._connection

    def _open(self) -> None:
        """Opens the database, unless it is open and still the one in its place."""
        if self._closed:
            return
        if self._connection is not None:
            try:
                there = _file(self.place.database)
            except FileNotFoundError:
                self.place.check()
                raise
            if there == self.opened:
                return
            self._connection.close()
            self._connection = None
        self._connection = connect(self.place, write=False)
        there = _file(self.place.database)
        if there != self.opened:
            self._current = None
            self._documents.clear()
            self._entries.clear()
            self.opened = there

    def close(self) -> None:
        """Gives the files back; nothing can be asked any more."""
        with self._lock:
            self._closed = True
            self._current = None
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def __del__(self) -> None:
        # Whoever drops a library need not close it, but Python warns, from 3.13 on, of a database that nobody closed.
        if (connection := getattr(self, "_connection", None)) is not None:
            connection.close()

    def before_fork(self) -> None:
        """Closes the database between two questions: SQLite must not take an open one into a child."""
        self._held = self._lock.acquire(timeout=LONGEST)
        if self._held and not self._depth and self._connection is not None:
            self._connection.close()
            self._connection = None

    def after_fork(self, *, child: bool) -> None:
        if not child:
            if self._held:
                self._lock.release()
            return
        self._lock, self._depth = threading.RLock(), 0
        if self._connection is not None:  # in the middle of a question
            for thing in (self._connection, self._current):
                abandon(thing)
            self._connection = self._current = None

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """The last commit, for as long as the block takes. What the block raises is its own, unless SQLite did: what
        reads the index does so inside `reading`."""
        with self._lock:
            if self._depth:
                if self._current is None:  # closed, or forked, in the middle of a question
                    raise IndexStoreError("{folder}: closed; open it again", folder=self.place.folder)
                yield self._current
                return
            with self.reading():
                self._open()
                self.connection.execute("BEGIN")
            self._depth += 1
            try:
                with self.reading():
                    current = self._refreshed()
                try:
                    yield current
                except sqlite3.Error:
                    with self.reading():
                        raise
            finally:
                self._depth = max(0, self._depth - 1)  # of a child that was forked inside, it is 0 already
                with suppress(sqlite3.Error, IndexStoreError):
                    self.connection.execute("ROLLBACK")

    def reading(self) -> AbstractContextManager[None]:
        """Inside, what odd values of the index lead to is an IndexStoreError that names it."""
        return told(self.place.database)

    def _refreshed(self) -> Snapshot:
        generation = int(get(self.connection, "generation", 0))
        if self._current is not None and self._current.generation == generation:
            return self._current
        for _ in range(20):
            try:
                self._current = self._read(generation)
                return self._current
            except (IndexStoreError, FileNotFoundError) as error:
                # A writer may have made a commit since, and removed what the one before listed.
                self.connection.execute("ROLLBACK")
                self.connection.execute("BEGIN")
                newer = int(get(self.connection, "generation", 0))
                if newer == generation:
                    if isinstance(error, IndexStoreError):
                        raise
                    raise IndexStoreError(
                        "{path}: missing; build the index anew (qa-index verify {folder})",
                        path=error.filename,
                        folder=self.place.folder,
                    ) from error
                generation = newer
        raise IndexStoreError(
            "{folder}: changed faster than it can be read; try again", folder=self.place.folder
        )

    def _read(self, generation: int) -> Snapshot:
        import numpy as np

        segments = listed(self.connection)
        whole = sum(length for one in segments for _, length, _ in one.files) <= CHECKED
        postings: dict[str, list[tuple[Postings, Forward]]] = {"words": [], "latents": []}
        matrices: dict[str, list[tuple[Any, Any]]] = {"vocabulary": [], "dense": []}
        for segment in segments:
            if problems := damaged(self.place, segment, whole=whole):
                raise IndexStoreError(problems[0])
            folder = self.place.segment(segment.number)
            if segment.kind in postings:
                opened = Postings(folder, segment.tokens), read_forward(folder, segment)
                postings[segment.kind].append(opened)
            else:
                matrices[segment.kind].append(read_matrix(folder))
        names = ("documents", "sentences", "tokens", "latent_sentences", "latent_sum")
        totals = {name: int(get(self.connection, name, 0)) for name in names}
        languages = tuple(sorted(get(self.connection, "languages", {})))
        if min(totals.values()) < 0 or not all(isinstance(language, str) for language in languages):
            raise sqlite3.DatabaseError("malformed: counts or languages that cannot be")
        removed = [one for (one,) in self.connection.execute("SELECT id FROM removed ORDER BY id")]
        return Snapshot(
            generation,
            dict(get(self.connection, "settings", {})),
            totals,
            languages,
            tuple(segments),
            postings,
            matrices,
            np.array(removed, dtype=np.int64),
        )

    @_reading
    def document(self, identity: int) -> Loaded:
        """A document of the commit that is looked at. IndexStoreError where it was altered on the disk."""
        found = self._documents.pop(identity, None)
        if found is None:
            row = self.connection.execute(
                "SELECT d.name, c.header, c.text, c.rows, c.seal, d.sentences"
                " FROM documents d JOIN contents c ON c.id = d.id WHERE d.id = ?",
                (identity,),
            ).fetchone()
            if row is None:
                raise sqlite3.DatabaseError(f"malformed: document {identity} is missing")
            found = Loaded(identity, *unpack_document(identity, *row))
        self._documents[identity] = found
        if len(self._documents) > KEPT_DOCUMENTS:
            del self._documents[next(iter(self._documents))]
        return found

    @_reading
    def encodings(self, identity: int) -> list[tuple[int, bytes | None, bytes | None]]:
        """What is stored of the model's view of a document's sentences: (number, dense vector, latent terms)."""
        return self.connection.execute(
            "SELECT number, dense, latents FROM encodings WHERE number >= ? AND number < ?",
            (identity << SHIFT, (identity + 1) << SHIFT),
        ).fetchall()

    @_reading
    def vector(self, word: str) -> bytes | None:
        """The vector of a word, where the index holds it."""
        row = self.connection.execute(
            "SELECT vector FROM vectors WHERE word = ?", (encoded(word),)
        ).fetchone()
        return None if row is None else bytes(row[0])

    @_reading
    def entries(self, wanted: Sequence[int]) -> dict[int, Entry]:
        """Entries of the vocabulary by number, in order of their numbers."""
        if len(self._entries) > KEPT_ENTRIES:
            self._entries.clear()
        missing = [number for number in wanted if number not in self._entries]
        for start in range(0, len(missing), 500):
            some = missing[start : start + 500]
            marks = ",".join("?" * len(some))
            for number, word, term, kind, vector in self.connection.execute(
                "SELECT e.id, e.word, e.term, e.kind, v.vector FROM entries e LEFT JOIN vectors v"
                f" ON v.word = e.word AND e.kind = 'word' WHERE e.id IN ({marks})",
                some,
            ):
                self._entries[number] = Entry(
                    word.decode("utf-8", "surrogatepass"), term.decode("utf-8", "surrogatepass"), kind, vector
                )
        try:
            return {number: self._entries[number] for number in sorted(wanted)}
        except KeyError as error:
            raise sqlite3.DatabaseError(f"malformed: entry {error} of the vocabulary is missing") from error

    def frequency(self, snapshot: Snapshot, term: str | int) -> tuple[int, int]:
        """In how many sentences a term of either vocabulary stands, and how often in one of them at most."""
        if term not in snapshot.frequencies:
            self.count(snapshot, [term])
        return snapshot.frequencies[term]

    @_reading
    def count(self, snapshot: Snapshot, terms: Collection[str | int]) -> None:
        """Looks up the frequencies of terms of one vocabulary that are not known yet, together."""
        missing = [term for term in terms if term not in snapshot.frequencies]
        if len(snapshot.frequencies) > KEPT_ENTRIES:
            snapshot.frequencies.clear()
            missing = list(terms)
        for start in range(0, len(missing), 500):
            by_key = {
                term if isinstance(term, int) else encoded(term): term
                for term in missing[start : start + 500]
            }
            columns = "most FROM terms" if isinstance(missing[start], str) else "1 FROM latents"
            snapshot.frequencies.update(dict.fromkeys(by_key.values(), (0, 1)))
            for key, sentences, most in self.connection.execute(
                f"SELECT term, sentences, {columns} WHERE term IN ({','.join('?' * len(by_key))})",
                list(by_key),
            ):
                if sentences < 0 or most < 0:
                    raise sqlite3.DatabaseError("malformed: a word that stands in fewer than no sentences")
                snapshot.frequencies[by_key[key]] = int(sentences), int(most)

    @_reading
    def numbered(self, snapshot: Snapshot, terms: Sequence[Term]) -> dict[Term, tuple[int, ...]]:
        """How sentences number these terms of one vocabulary: a word by each entry that has it as its term."""
        known = snapshot.numbered
        if len(known) > KEPT_ENTRIES:
            known.clear()
        missing = {encoded(term): term for term in terms if isinstance(term, str) and term not in known}
        keys, found = list(missing), dict[bytes, list[int]]()
        for start in range(0, len(keys), 500):
            some = keys[start : start + 500]
            for key, entry in self.connection.execute(
                f"SELECT term, id FROM entries WHERE term IN ({','.join('?' * len(some))})", some
            ):
                found.setdefault(key, []).append(entry)
        known.update((term, tuple(found.get(key, ()))) for key, term in missing.items())
        return {term: known[term] if isinstance(term, str) else (term,) for term in terms}

    @_reading
    def named(self, name: str) -> list[int]:
        """The numbers of the documents of that name, of the commit that is looked at."""
        found = self.connection.execute(
            "SELECT id FROM documents WHERE name = ? AND live = 1", (encoded(name),)
        )
        return [one for (one,) in found]

    @_reading
    def identities(self) -> list[int]:
        """The numbers of the documents of the commit that is looked at, in order."""
        return [
            one for (one,) in self.connection.execute("SELECT id FROM documents WHERE live = 1 ORDER BY id")
        ]
