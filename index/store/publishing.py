"""How does what was written become one commit?

The new segments are written first; then one transaction lists them, makes the new documents live, deletes the
old ones, and adjusts every count. Small segments are folded into the new one as they would be in a binary
counter, so that there are few of them however often an index is added to.
"""

from __future__ import annotations

import os
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.errors import IndexStoreError
from index.store.database import SHIFT, get, put
from index.store.encoding import encode
from index.store.packing import encoded, unpack_latents
from index.store.place import told
from index.store.postings import spelled, write_postings
from index.store.segments import Segment, damaged, listed, read_matrix, record, sweep, write_matrix
from index.store.writer import Progress

if TYPE_CHECKING:
    from index.store.writer import Writer

__all__ = ["LATENT_UNIT", "Totals", "count", "publish"]

LATENT_UNIT = 1 << 24
"""Weights of latent terms are whole multiples of one over this, so that their sums are exact."""
DEAD = 0.25
"""Share of removed sentences from which on a segment is written anew."""


@dataclass(slots=True)
class Totals:
    """Counts over some documents: sentences with a term, uses of an entry, and sums over sentences."""

    sentences: int = 0
    tokens: int = 0
    latent_sentences: int = 0
    latent_sum: int = 0
    terms: Counter[str] = field(default_factory=Counter)
    entries: Counter[int] = field(default_factory=Counter)
    latents: Counter[int] = field(default_factory=Counter)


def _span(identity: int) -> tuple[int, int]:
    return identity << SHIFT, (identity + 1) << SHIFT


def term_of(connection: sqlite3.Connection) -> dict[int, str]:
    """The term of each entry of the vocabulary."""
    return {
        entry: term.decode("utf-8", "surrogatepass")
        for entry, term in connection.execute("SELECT id, term FROM entries")
    }


def count(connection: sqlite3.Connection, documents: Iterable[int], terms: dict[int, str]) -> Totals:
    """What these documents add to the counts."""
    totals = Totals()
    for identity in documents:
        for (data,) in connection.execute(
            "SELECT entries FROM sentences WHERE number >= ? AND number < ?", _span(identity)
        ):
            entries = array("I", data)
            totals.sentences += 1
            totals.tokens += len(entries)
            totals.entries.update(entries)
            totals.terms.update({terms[entry] for entry in entries})
        for (data,) in connection.execute(
            "SELECT latents FROM encodings WHERE number >= ? AND number < ? AND latents IS NOT NULL",
            _span(identity),
        ):
            numbers, weights = unpack_latents(data)
            totals.latent_sentences += 1
            totals.latent_sum += sum(int(weight * LATENT_UNIT) for weight in weights.astype("f8").tolist())
            totals.latents.update(numbers.tolist())
    return totals


def publish(writer: Writer, dead: Sequence[int]) -> int:
    """Commits the documents that are not live yet and the deletion of `dead` ones; the generation."""
    connection = writer.connection
    encode(writer)
    new = [
        identity for (identity,) in connection.execute("SELECT id FROM documents WHERE live = 0 ORDER BY id")
    ]
    segments = listed(connection)
    generation = int(get(connection, "generation", 0))
    plan = _Plan(writer, segments, set(dead))
    work = [
        ("words", plan.documents("words")),
        ("latents", plan.documents("latents")),
        ("dense", plan.documents("dense")),
    ]
    fresh_words = connection.execute("SELECT 1 FROM vectors WHERE placed = 0 LIMIT 1").fetchone()
    if not new and not dead and not fresh_words and not any(found for _, found in work):
        return generation
    terms = term_of(connection)
    plus, minus = count(connection, new, terms), count(connection, dead, terms)
    for kind, documents in work:
        if documents:
            plan.write(kind, documents, terms)
    if fresh_words:
        plan.write_vocabulary()
    connection.execute("BEGIN IMMEDIATE")
    try:
        _adjust(connection, plus, 1)
        _adjust(connection, minus, -1)
        connection.execute("DELETE FROM terms WHERE sentences <= 0")
        connection.execute("DELETE FROM latents WHERE sentences <= 0")
        writer.delete(dead)
        connection.execute("UPDATE documents SET live = 1 WHERE live = 0")
        for number in plan.folded:
            connection.execute("DELETE FROM segments WHERE number = ?", (number,))
        plan.enlist()
        for key, more, less in (
            ("documents", len(new), len(dead)),
            ("sentences", plus.sentences, minus.sentences),
            ("tokens", plus.tokens, minus.tokens),
            ("latent_sentences", plus.latent_sentences, minus.latent_sentences),
            ("latent_sum", plus.latent_sum, minus.latent_sum),
            ("generation", 1, 0),
        ):
            put(connection, key, int(get(connection, key, 0)) + more - less)
        put(connection, "segment", plan.last)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    with suppress(sqlite3.OperationalError):  # the commit is made, whether or not there is room to tidy up
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    sweep(writer.place, (segment.number for segment in listed(connection)))
    return generation + 1


def _adjust(connection: sqlite3.Connection, totals: Totals, sign: int) -> None:
    connection.executemany(
        "INSERT INTO terms VALUES (?, ?)"
        " ON CONFLICT (term) DO UPDATE SET sentences = sentences + excluded.sentences",
        ((encoded(term), sign * times) for term, times in totals.terms.items()),
    )
    connection.executemany(
        "INSERT INTO latents VALUES (?, ?)"
        " ON CONFLICT (term) DO UPDATE SET sentences = sentences + excluded.sentences",
        ((term, sign * times) for term, times in totals.latents.items()),
    )
    connection.executemany(
        "UPDATE entries SET count = count + ? WHERE id = ?",
        ((sign * times, entry) for entry, times in totals.entries.items()),
    )


class _Plan:
    """Which segments a commit writes, and which it makes superfluous (`folded`)."""

    def __init__(self, writer: Writer, segments: Sequence[Segment], dead: set[int]) -> None:
        self._writer = writer
        self._segments = segments
        self._dead = dead
        self.folded: list[int] = []
        self.last = max([int(get(writer.connection, "segment", 0)), *(one.number for one in segments)])
        self._written: list[tuple[Segment, Sequence[int]]] = []
        self._words: list[bytes] = []

    def documents(self, kind: str) -> list[int]:
        """The documents that the new segment of a kind holds, in order; [] where none has to be written."""
        connection, column = self._writer.connection, kind
        ready = "1" if kind == "words" else "encoded = 1"
        if kind != "words":
            settings = get(connection, "settings", {})
            if not settings.get("latent" if kind == "latents" else "dense"):
                return []
        chosen: dict[int, int] = {
            identity: sentences
            for identity, sentences in connection.execute(
                f"SELECT id, sentences FROM documents WHERE {column} IS NULL AND {ready}"
            )
            if identity not in self._dead
        }
        size = sum(chosen.values())
        held: dict[int, dict[int, int]] = {}
        for identity, segment, sentences in connection.execute(
            f"SELECT id, {column}, sentences FROM documents WHERE {column} IS NOT NULL"
        ):
            if identity not in self._dead:
                held.setdefault(segment, {})[identity] = sentences
        own = [segment for segment in self._segments if segment.kind == kind]
        for segment in sorted(own, key=lambda one: one.size):
            inside = held.get(segment.number, {})
            alive = sum(inside.values())
            worn = alive < (1.0 - DEAD) * segment.size
            if worn or (size and alive <= 2 * size):
                self.folded.append(segment.number)
                chosen.update(inside)
                size += alive
        return sorted(identity for identity, sentences in chosen.items() if sentences)

    def write(self, kind: str, documents: Sequence[int], terms: dict[int, str]) -> None:
        """Writes the segment of a kind over `documents`."""
        self.last += 1
        folder = self._writer.place.segment(self.last)
        with told(folder):
            os.makedirs(folder)
        if kind == "dense":
            size, tokens = self._dense(folder, documents), 0
        else:
            size = tokens = 0

            def rows() -> Iterator[tuple[int, list[str]]]:
                nonlocal size, tokens
                for number, spellings in (
                    self._terms(documents, terms) if kind == "words" else self._latents(documents)
                ):
                    size += 1
                    tokens += len(spellings)
                    if size % 20_000 == 0:
                        self._writer.on_progress(Progress("writing", size, 0, size))
                    yield number, spellings

            write_postings(folder, rows())
        self._written.append((record(self._writer.place, self.last, kind, size, tokens), documents))

    def _terms(self, documents: Sequence[int], terms: dict[int, str]) -> Iterator[tuple[int, list[str]]]:
        spellings = {entry: spelled(term) for entry, term in terms.items()}
        for identity in documents:
            for number, data in self._writer.connection.execute(
                "SELECT number, entries FROM sentences WHERE number >= ? AND number < ? ORDER BY number",
                _span(identity),
            ):
                yield number, [spellings[entry] for entry in array("I", data)]

    def _latents(self, documents: Sequence[int]) -> Iterator[tuple[int, list[str]]]:
        for identity in documents:
            for number, data in self._writer.connection.execute(
                "SELECT number, latents FROM encodings WHERE number >= ? AND number < ? ORDER BY number",
                _span(identity),
            ):
                yield number, [spelled(term) for term in unpack_latents(data)[0].tolist()]

    def _dense(self, folder: str, documents: Sequence[int]) -> int:
        import numpy as np

        numbers: list[int] = []
        rows: list[bytes] = []
        for identity in documents:
            for number, data in self._writer.connection.execute(
                "SELECT number, dense FROM encodings WHERE number >= ? AND number < ? ORDER BY number",
                _span(identity),
            ):
                numbers.append(number)
                rows.append(data)
        matrix = np.frombuffer(b"".join(rows), dtype="<f2").reshape(len(rows), -1)
        write_matrix(folder, np.array(numbers, dtype=np.int64), matrix)
        return len(rows)

    def write_vocabulary(self) -> None:
        """Writes the vectors of words that are in no segment yet, with those of segments that are not larger."""
        import numpy as np

        connection, place = self._writer.connection, self._writer.place
        found = connection.execute("SELECT word, vector FROM vectors WHERE placed = 0").fetchall()
        first = {
            bytes(word): entry
            for word, entry in connection.execute(
                "SELECT word, min(id) FROM entries WHERE kind = 'word' AND word IN"
                " (SELECT word FROM vectors WHERE placed = 0) GROUP BY word"
            )
        }
        self._words = [bytes(word) for word, _ in found]
        numbers = [first[word] for word in self._words]
        rows = [np.frombuffer(b"".join(vector for _, vector in found), dtype=np.int8).reshape(len(found), -1)]
        for segment in sorted(
            (one for one in self._segments if one.kind == "vocabulary"), key=lambda one: one.size
        ):
            if segment.size <= 2 * len(numbers):
                if problems := damaged(place, segment, whole=True):
                    raise IndexStoreError(problems[0])
                with told(place.segment(segment.number)):
                    older, vectors = read_matrix(place.segment(segment.number))
                numbers = [*older.tolist(), *numbers]
                rows.insert(0, vectors.astype(np.int8))
                self.folded.append(segment.number)
        self.last += 1
        folder = place.segment(self.last)
        with told(folder):
            os.makedirs(folder)
        write_matrix(folder, np.array(numbers, dtype=np.int64), np.concatenate(rows))
        self._written.append((record(place, self.last, "vocabulary", len(numbers), 0), ()))

    def enlist(self) -> None:
        """Lists what was written, inside the transaction."""
        import json

        connection = self._writer.connection
        for segment, documents in self._written:
            connection.execute(
                "INSERT INTO segments VALUES (?, ?, ?, ?, ?)",
                (segment.number, segment.kind, segment.size, segment.tokens, json.dumps(segment.files)),
            )
            if segment.kind != "vocabulary":
                connection.executemany(
                    f"UPDATE documents SET {segment.kind} = ? WHERE id = ?",
                    ((segment.number, identity) for identity in documents),
                )
        connection.executemany(
            "UPDATE vectors SET placed = 1 WHERE word = ?", ((word,) for word in self._words)
        )
