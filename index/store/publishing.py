"""How does what was written become one commit?

The new segments are written first; then one transaction lists them, makes the new documents live, deletes the
old ones, and adjusts every count. Small segments are folded into the new one as they would be in a binary
counter, so that there are few of them however often an index is added to.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from index.errors import IndexStoreError
from index.store.counting import Terms, Totals, count, rows_of, span
from index.store.database import SHIFT, get, put
from index.store.encoding import encode
from index.store.packing import encoded, unpack_latents
from index.store.place import told
from index.store.postings import spelled, write_postings
from index.store.segments import (
    ForwardWriter,
    Segment,
    damaged,
    listed,
    read_matrix,
    record,
    sweep,
    write_matrix,
)
from index.store.writer import Progress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.store.writer import Writer

__all__ = ["publish"]

TIDYING = 200
"""Milliseconds that a writer waits for readers to be out of its way once its commit is made."""
DEAD = 0.25
"""Share of removed sentences from which on a segment is written anew."""
SHOWN = 20_000
"""Sentences written between two words on progress."""


def _tidy(connection: sqlite3.Connection) -> None:
    """Takes what was written over from the journal, unless readers are in the way for longer than a moment."""
    [patience] = connection.execute("PRAGMA busy_timeout").fetchone()
    connection.execute(f"PRAGMA busy_timeout = {TIDYING}")
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.execute(f"PRAGMA busy_timeout = {patience}")


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
    terms = Terms(connection)
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
        languages = _languages(connection, dead)
        _note_removed(connection, dead)
        writer.delete(dead)
        connection.execute("UPDATE documents SET live = 1 WHERE live = 0")
        for number in plan.folded:
            connection.execute("DELETE FROM segments WHERE number = ?", (number,))
        plan.enlist()
        connection.execute(
            "DELETE FROM removed WHERE NOT EXISTS"
            " (SELECT 1 FROM segments WHERE number IN (removed.words, removed.latents, removed.dense))"
        )
        put(connection, "languages", languages)
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
        _tidy(connection)
    sweep(writer.place, (segment.number for segment in listed(connection)))
    return generation + 1


def _languages(connection: sqlite3.Connection, dead: Sequence[int]) -> dict[str, int]:
    """How many documents are in each language when the commit is made."""
    counts = Counter(get(connection, "languages", {}))
    counts.update(
        language for (language,) in connection.execute("SELECT language FROM documents WHERE live = 0")
    )
    for identity in dead:
        counts.subtract(
            language
            for (language,) in connection.execute("SELECT language FROM documents WHERE id = ?", (identity,))
        )
    return {language: times for language, times in sorted(counts.items()) if times > 0}


def _note_removed(connection: sqlite3.Connection, dead: Sequence[int]) -> None:
    connection.executemany(
        "INSERT INTO removed SELECT id, words, latents, dense FROM documents WHERE id = ?",
        ((identity,) for identity in dead),
    )


def _adjust(connection: sqlite3.Connection, totals: Totals, sign: int) -> None:
    connection.executemany(
        "INSERT INTO terms VALUES (?, ?, ?) ON CONFLICT (term) DO UPDATE SET"
        " sentences = sentences + excluded.sentences, most = max(most, excluded.most)",
        ((encoded(term), sign * times, totals.most[term]) for term, times in totals.terms.items()),
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


_Terms = tuple[
    "NDArray[np.int64]", "NDArray[np.generic]", "NDArray[np.generic]", "NDArray[np.generic] | None", list[str]
]
"""Sentences' numbers, where the terms of each end, the terms, their weights, and their spellings."""


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
        self._totals: dict[str, int] = {}

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
        self._totals[kind] = size
        return sorted(identity for identity, sentences in chosen.items() if sentences)

    def write(self, kind: str, documents: Sequence[int], terms: Terms) -> None:
        """Writes the segment of a kind over `documents`."""
        self.last += 1
        folder = self._writer.place.segment(self.last)
        with told(folder):
            os.makedirs(folder)
            if kind == "dense":
                size, tokens = self._dense(folder, documents), 0
            elif kind == "words":
                size, tokens = self._postings(folder, kind, self._terms(documents, terms))
            else:
                size, tokens = self._postings(folder, kind, self._latents(documents))
        self._written.append((record(self._writer.place, self.last, kind, size, tokens), documents))

    def _postings(self, folder: str, kind: str, found: Iterator[_Terms]) -> tuple[int, int]:
        """Writes postings and what is beside them; sentences and terms in all."""
        size = tokens = told_of = 0
        total = self._totals[kind]
        with ForwardWriter(folder, weighted=kind == "latents") as forward:

            def rows() -> Iterator[str]:
                nonlocal size, tokens, told_of
                for numbers, ends, terms, weights, spellings in found:
                    forward.add(numbers, ends, terms, weights)
                    size, tokens, before = size + len(numbers), tokens + len(terms), 0
                    for end in ends.tolist():
                        yield " ".join(spellings[before:end])
                        before = end
                    if size - told_of >= SHOWN:
                        told_of = size
                        self._writer.on_progress(Progress("writing", size, total, size))

            write_postings(folder, rows())
        return size, tokens

    def _terms(self, documents: Sequence[int], terms: Terms) -> Iterator[_Terms]:
        import numpy as np

        names = np.array([spelled(term) for term in terms.names], dtype=object)
        for identity, rows in rows_of(self._writer.connection, documents):
            numbers = np.arange(len(rows), dtype=np.int64) + (identity << SHIFT)
            yield (
                numbers,
                rows.marks[:, 3],
                rows.entries,
                None,
                names[terms.of[rows.entries]].tolist(),
            )

    def _latents(self, documents: Sequence[int]) -> Iterator[_Terms]:
        import numpy as np

        for identity in documents:
            found = [
                (number, *unpack_latents(data))
                for number, data in self._writer.connection.execute(
                    "SELECT number, latents FROM encodings WHERE number >= ? AND number < ? ORDER BY number",
                    span(identity),
                )
            ]
            if not found:
                continue
            terms = np.concatenate([terms for _, terms, _ in found])
            yield (
                np.array([number for number, _, _ in found], dtype=np.int64),
                np.cumsum([len(terms) for _, terms, _ in found]),
                terms,
                np.concatenate([weights for _, _, weights in found]),
                [spelled(term) for term in terms.tolist()],
            )

    def _dense(self, folder: str, documents: Sequence[int]) -> int:
        import numpy as np

        numbers: list[int] = []
        rows: list[bytes] = []
        for identity in documents:
            for number, data in self._writer.connection.execute(
                "SELECT number, dense FROM encodings WHERE number >= ? AND number < ? ORDER BY number",
                span(identity),
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
