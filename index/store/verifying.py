"""Is every byte that matters as it was written?

Everything is read: the database's own structure, the seal of every document, every checksum, and the counts,
which are counted again.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Iterator

from index.errors import IndexStoreError
from index.message import Message
from index.store.counting import Terms, Totals, count
from index.store.database import connect, get
from index.store.encoding import sentence_seal, word_seal
from index.store.packing import decoded, digest_of, unpack_document
from index.store.place import Place, told
from index.store.segments import damaged, listed

__all__ = ["verify"]


def verify(folder: str | os.PathLike[str]) -> list[Message]:
    """What is damaged, one line each, with the file; [] where all is sound. IndexStoreError where there is no
    index at all, or one of a newer format."""
    place = Place(folder)
    place.check()
    try:
        connection = connect(place, write=False)
    except IndexStoreError as error:
        if any(said in str(error) for said in ("newer kutip", "cannot be opened", "full or failing")):
            raise
        return [error.message]
    try:
        with told(place.database):
            connection.execute("BEGIN")
            return list(_problems(connection, place))
    except IndexStoreError as error:
        return [error.message]
    except (ValueError, TypeError, KeyError, IndexError, OverflowError) as error:
        return [
            Message(
                "{path}: damaged ({kind}: {reason}); build the index anew",
                path=place.database,
                kind=type(error).__name__,
                reason=str(error),
            )
        ]
    finally:
        connection.close()


def _problems(connection: sqlite3.Connection, place: Place) -> Iterator[Message]:
    for (said,) in connection.execute("PRAGMA integrity_check(1)").fetchall():
        if said != "ok":
            yield Message(
                "{path}: damaged ({reason}); build the index anew",
                path=place.database,
                reason=" ".join(str(said).split())[:200],
            )
            return
    for segment in listed(connection):
        yield from damaged(place, segment, whole=True)
    yield from _documents(connection, place)
    yield from _encodings(connection, place)
    yield from _counts(connection, place)


def _documents(connection: sqlite3.Connection, place: Place) -> Iterator[Message]:
    for identity, name, digest, sentences, header, text, rows, seal in connection.execute(
        "SELECT d.id, d.name, d.digest, d.sentences, c.header, c.text, c.rows, c.seal"
        " FROM documents d LEFT JOIN contents c ON c.id = d.id ORDER BY d.id"
    ):
        try:
            if seal is None:
                raise sqlite3.DatabaseError(f"malformed: the text of document {decoded(name)!r} is missing")
            document, _, _ = unpack_document(identity, name, header, text, rows, seal, sentences)
        except sqlite3.DatabaseError as error:
            yield Message(
                "{path}: damaged ({reason}); build the index anew", path=place.database, reason=str(error)
            )
            continue
        if digest_of(document.text, document.metadata) != digest:
            called = decoded(name)
            yield Message(
                "{path}: damaged (digest of document {called!r}); build the index anew",
                path=place.database,
                called=called,
            )


def _encodings(connection: sqlite3.Connection, place: Place) -> Iterator[Message]:
    for number, dense, latents, seal in connection.execute(
        "SELECT number, dense, latents, seal FROM encodings"
    ):
        if sentence_seal(number, dense, latents) != seal:
            yield Message(
                "{path}: damaged (encodings of sentence {number}); build the index anew",
                path=place.database,
                number=number,
            )
    for word, vector, seal in connection.execute("SELECT word, vector, seal FROM vectors"):
        if word_seal(word, vector) != seal:
            yield Message("{path}: damaged (vector of a word); build the index anew", path=place.database)


def _counts(connection: sqlite3.Connection, place: Place) -> Iterator[Message]:
    live = [identity for (identity,) in connection.execute("SELECT id FROM documents WHERE live = 1")]
    totals: Totals = count(connection, live, Terms(connection))
    terms: dict[str, int] = {}
    most: dict[str, int] = {}
    for term, times, uses in connection.execute("SELECT term, sentences, most FROM terms"):
        terms[decoded(term)], most[decoded(term)] = times, uses
    entries = Counter(dict(connection.execute("SELECT id, count FROM entries WHERE count <> 0")))
    latents = dict(connection.execute("SELECT term, sentences FROM latents"))
    sums = {
        "documents": len(live),
        "sentences": totals.sentences,
        "tokens": totals.tokens,
        "latent_sentences": totals.latent_sentences,
        "latent_sum": totals.latent_sum,
    }
    counted = {name: get(connection, name, 0) for name in sums}
    languages = dict(
        connection.execute(
            "SELECT language, count(*) FROM documents WHERE live = 1 GROUP BY language"
        ).fetchall()
    )
    if any(most.get(term, 0) < uses for term, uses in totals.most.items()):
        yield Message("{path}: damaged (uses of terms); build the index anew", path=place.database)
    for what, stored, wanted in (
        (Message("terms"), terms, dict(totals.terms)),
        (Message("words"), dict(entries), dict(totals.entries)),
        (Message("latent terms"), latents, dict(totals.latents)),
        (Message("sums"), counted, sums),
        (Message("languages"), get(connection, "languages", {}), languages),
    ):
        if stored != wanted:
            yield Message(
                "{path}: damaged (counts of {what}); build the index anew", path=place.database, what=what
            )
