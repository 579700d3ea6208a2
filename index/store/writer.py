"""How does an article get into the index, and out of it?

One process writes at a time. Articles are analysed and stored in small transactions, in which nobody sees them
yet; `index.store.publishing` then makes one commit of them. A process that dies leaves what it had analysed, and
the next one goes on from there.
"""

from __future__ import annotations

import os
import sqlite3
from array import array
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self

from index.errors import IndexStoreError
from index.store.database import SHIFT, connect, create, get, put
from index.store.packing import digest_of, encoded, seal_of
from index.store.place import Place, locked, told
from index.store.postings import load_tantivy

if TYPE_CHECKING:
    from index.analysis import Analysis
    from index.encoder import Encoder
    from index.reader import Source
    from index.store.analysing import Batch

__all__ = ["Changes", "Progress", "Settings", "Writer"]

Stage = Literal["reading", "words", "sentences", "writing", "asking"]
EVERY = 0.5
"""Seconds of work between two transactions: what a process that dies has to do again."""


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` documents ("reading"), words ("words"), sentences ("sentences", "writing") or questions
    ("asking"); `total` is 0 where it is not known."""

    stage: Stage
    done: int
    total: int
    sentences: int = 0


@dataclass(frozen=True, slots=True)
class Settings:
    """What is stored for each sentence besides its words; None: decided by the size of the first build."""

    latent: bool | None = None
    dense: bool | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """Documents by what became of them; `generation` is the number of the commit."""

    added: int
    changed: int
    unchanged: int
    removed: int
    generation: int


class Writer:
    """The one writer of the index in `folder`: `with Writer(folder) as writer: writer.update(...)`.

    `create` makes the index where there is none. `encoder` encodes what is new (None: words alone are indexed).
    `processes` is how many analyse texts where there is much to do; more than one only in a program whose main module
    may be imported again (as `multiprocessing` says of "spawn").
    IndexStoreError where the index cannot be written, is damaged, or is being written by another process.
    """

    def __init__(
        self,
        folder: str | os.PathLike[str],
        *,
        create: bool = False,
        encoder: Encoder | None = None,
        settings: Settings | None = None,
        processes: int = 1,
        on_progress: Callable[[Progress], None] = lambda progress: None,
    ) -> None:
        self.place = Place(folder)
        self.encoder = encoder
        self.on_progress = on_progress
        self._settings = settings
        self._create = create
        self._processes = processes
        self._stack = ExitStack()
        self._entries: dict[tuple[str, ...], int] = {}
        self._numbers: dict[bytes, array[int]] = {}

    def __enter__(self) -> Self:
        from index.store.segments import listed, sweep

        load_tantivy()
        with ExitStack() as stack:
            if self._create:
                self.place.prepare()
            else:
                self.place.check()
            stack.enter_context(locked(self.place))
            if self._create and not os.path.isfile(self.place.database):
                create(self.place)
            self.connection = connect(self.place, write=True)
            stack.callback(self.connection.close)
            with told(self.place.database):
                os.makedirs(self.place.segments, exist_ok=True)
                sweep(self.place, (segment.number for segment in listed(self.connection)))
                self._settle()
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def _settle(self) -> None:
        """Notes what is to be stored, and with which model; both stay as they are for the index's life."""
        stored = get(self.connection, "settings", {})
        asked = self._settings
        if asked is not None:
            for name, value in (("latent", asked.latent), ("dense", asked.dense)):
                if value is not None:
                    if name in stored and stored[name] != value and get(self.connection, "sentences", 0):
                        raise IndexStoreError(
                            "{folder}: made with --{flag}; build another index to change that",
                            folder=self.place.folder,
                            flag=name if stored[name] else f"no-{name}",
                        )
                    stored[name] = value
        if self.encoder is not None:
            from index.translation import lexicon

            identity = f"{self.encoder.identity} {lexicon().identity}"
            if stored.setdefault("identity", identity) != identity:
                raise IndexStoreError(
                    "{folder}: encoded by {stored}, this machine has {here}; build the index anew",
                    folder=self.place.folder,
                    stored=stored["identity"],
                    here=identity,
                )
        put(self.connection, "settings", stored)

    def update(
        self,
        sources: Iterable[Source | tuple[str, str]],
        *,
        sync: bool = False,
        analyses: Callable[[str, str], Analysis] | None = None,
    ) -> Changes:
        """Takes texts in, (name, text) or with what their format, or a caller, says of them: new names are added, other
        texts (or another `metadata`) of known names replace them, the rest is left alone. `sync` removes every
        document that is not among them. Of equal names the last counts. With `analyses`, their documents must say the
        same."""
        from index.reader import Source
        from index.store.publishing import publish

        with told(self.place.database):
            given = (one if isinstance(one, Source) else Source(*one) for one in sources)
            wanted = {encoded(source.name): source for source in given}
            live, pending = self._known()
            dead = [identity for name, (identity, _) in live.items() if sync and name not in wanted]
            removed, added, changed, unchanged = len(dead), 0, 0, 0
            kept: set[int] = set()
            todo: list[Source] = []
            for key, source in wanted.items():
                digest = digest_of(source.text, source.metadata)
                if key in live and live[key][1] == digest:
                    unchanged += 1
                    continue
                if key in live:
                    dead.append(live[key][0])
                    changed += 1
                else:
                    added += 1
                if key in pending and pending[key][1] == digest:
                    kept.add(pending[key][0])
                else:
                    todo.append(source)
            self._forget([identity for identity, _ in pending.values() if identity not in kept])
            self._store(todo, analyses)
            generation = publish(self, dead)
        return Changes(added, changed, unchanged, removed, generation)

    def remove(self, names: Iterable[str]) -> Changes:
        """Drops documents by name; IndexStoreError, and nothing is dropped, where one is not there."""
        from index.store.publishing import publish

        with told(self.place.database):
            live, pending = self._known()
            dead = []
            for name in dict.fromkeys(names):
                if encoded(name) not in live:
                    raise IndexStoreError(
                        "{folder}: no document is called {name!r}; qa-index info lists them",
                        folder=self.place.folder,
                        name=name,
                    )
                dead.append(live[encoded(name)][0])
            self._forget([identity for identity, _ in pending.values()])
            generation = publish(self, dead)
        return Changes(0, 0, 0, len(dead), generation)

    def _known(self) -> tuple[dict[bytes, tuple[int, bytes]], dict[bytes, tuple[int, bytes]]]:
        """Live documents and those of an unfinished build, by name: (id, digest)."""
        found: tuple[dict[bytes, tuple[int, bytes]], dict[bytes, tuple[int, bytes]]] = ({}, {})
        for identity, name, digest, live in self.connection.execute(
            "SELECT id, name, digest, live FROM documents ORDER BY id"
        ):
            found[0 if live else 1][bytes(name)] = (identity, bytes(digest))
        return found

    def _forget(self, identities: Sequence[int]) -> None:
        """Drops what an unfinished build stored and nobody wants any more."""
        if identities:
            self.connection.execute("BEGIN IMMEDIATE")
            self.delete(identities)
            self.connection.execute("COMMIT")

    def delete(self, identities: Iterable[int]) -> None:
        """Deletes documents with their sentences, inside a transaction."""
        for identity in identities:
            span = (identity << SHIFT, (identity + 1) << SHIFT)
            self.connection.execute("DELETE FROM encodings WHERE number >= ? AND number < ?", span)
            for table in ("contents", "documents"):
                self.connection.execute(f"DELETE FROM {table} WHERE id = ?", (identity,))

    def _store(self, todo: Sequence[Source], analyses: Callable[[str, str], Analysis] | None) -> None:
        """Analyses articles and stores them, a transaction every `EVERY` seconds."""
        from index.store.analysing import batches

        if not todo:
            return
        if not self._entries:
            self._entries = {
                (word.decode("utf-8", "surrogatepass"), term.decode("utf-8", "surrogatepass"), kind): entry
                for entry, word, term, kind in self.connection.execute(
                    "SELECT id, word, term, kind FROM entries"
                )
            }

        analyse = None if analyses is None else lambda one: analyses(one.name, one.text)
        self._numbers = {}
        done = sentences = 0
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            began = monotonic()
            found = batches(todo, processes=self._processes, analyse=analyse)
            for batch in found:
                self._insert(batch)
                done += len(batch.articles)
                sentences += sum(article.sentences for article in batch.articles)
                if monotonic() - began > EVERY:
                    self.connection.execute("COMMIT")
                    self.on_progress(Progress("reading", done, len(todo), sentences))
                    self.connection.execute("BEGIN IMMEDIATE")
                    began = monotonic()
            self.connection.execute("COMMIT")
        except BaseException:
            self._roll_back()
            raise
        self.on_progress(Progress("reading", len(todo), len(todo), sentences))

    def _roll_back(self) -> None:
        self._entries = {}
        if self.connection.in_transaction:
            try:
                self.connection.execute("ROLLBACK")
            except sqlite3.Error:
                return

    def _insert(self, batch: Batch) -> None:
        import numpy as np

        known = self._numbers.setdefault(batch.origin, array("I", [0]))
        known.extend(self._numbered(batch.fresh))
        numbers = np.frombuffer(known, dtype=np.uint32)
        [last] = self.connection.execute(
            "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'documents'"
        ).fetchone()
        documents, contents = [], []
        for identity, article in enumerate(batch.articles, last + 1):
            if article.sentences >= 1 << SHIFT:
                raise IndexStoreError(
                    "{name}: more than {most} sentences; split it", name=article.name, most=1 << SHIFT
                )
            key = encoded(article.name)
            entries = numbers[np.frombuffer(article.tokens.entries, dtype=np.uint32)]
            rows = article.tokens.rows(entries.tobytes())
            documents.append(
                (identity, key, article.digest, article.language, article.facts, article.sentences)
            )
            seal = seal_of(identity, key, article.header, article.text, rows)
            contents.append((identity, article.header, article.text, rows, seal))
        self.connection.executemany(
            "INSERT INTO documents (id, name, digest, language, facts, sentences) VALUES (?, ?, ?, ?, ?, ?)",
            documents,
        )
        self.connection.executemany("INSERT INTO contents VALUES (?, ?, ?, ?, ?)", contents)

    def _numbered(self, vocabulary: Iterable[tuple[str, ...]]) -> list[int]:
        """The numbers of these entries (word, term, kind) in the index's vocabulary, made where they are new."""
        found, fresh, known = [], [], self._entries
        for entry in vocabulary:
            number = known.get(entry)
            if number is None:
                number = known[entry] = len(known) + 1
                word, term, kind = entry
                fresh.append((number, encoded(word), encoded(term), kind))
            found.append(number)
        self.connection.executemany("INSERT INTO entries (id, word, term, kind) VALUES (?, ?, ?, ?)", fresh)
        return found
