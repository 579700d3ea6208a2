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
from index.store.database import SHIFT, connect, get
from index.store.encoding import sentence_seal, word_seal
from index.store.packing import Row, decoded, digest_of, unpack_document
from index.store.place import Place, told
from index.store.publishing import Totals, count, term_of
from index.store.segments import damaged, listed

__all__ = ["verify"]


def verify(folder: str | os.PathLike[str]) -> list[str]:
    """What is damaged, one line each, with the file; [] where all is sound. IndexStoreError where there is no
    index at all, or one of a newer format."""
    place = Place(folder)
    place.check()
    try:
        connection = connect(place, write=False)
    except IndexStoreError as error:
        if any(said in str(error) for said in ("newer kutip", "cannot be opened", "full or failing")):
            raise
        return [str(error)]
    try:
        with told(place.database):
            connection.execute("BEGIN")
            return list(_problems(connection, place))
    except IndexStoreError as error:
        return [str(error)]
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        return [f"{place.database}: damaged ({type(error).__name__}: {error}); build the index anew"]
    finally:
        connection.close()


def _problems(connection: sqlite3.Connection, place: Place) -> Iterator[str]:
    for (said,) in connection.execute("PRAGMA integrity_check(1)").fetchall():
        if said != "ok":
            yield f"{place.database}: damaged ({' '.join(str(said).split())[:200]}); build the index anew"
            return
    for segment in listed(connection):
        yield from damaged(place, segment, whole=True)
    yield from _documents(connection, place)
    yield from _encodings(connection, place)
    yield from _counts(connection, place)


def _documents(connection: sqlite3.Connection, place: Place) -> Iterator[str]:
    for identity, name, digest, header, text, seal in connection.execute(
        "SELECT id, name, digest, header, text, seal FROM documents ORDER BY id"
    ):
        rows = [
            Row(*row)
            for row in connection.execute(
                "SELECT number, first, last, block, entries, places FROM sentences"
                " WHERE number >= ? AND number < ? ORDER BY number",
                (identity << SHIFT, (identity + 1) << SHIFT),
            )
        ]
        try:
            document, _ = unpack_document(name, header, text, seal, rows)
        except sqlite3.DatabaseError as error:
            yield f"{place.database}: damaged ({error}); build the index anew"
            continue
        if digest_of(document.text, document.metadata) != digest:
            called = decoded(name)
            yield f"{place.database}: damaged (digest of document {called!r}); build the index anew"


def _encodings(connection: sqlite3.Connection, place: Place) -> Iterator[str]:
    for number, dense, latents, seal in connection.execute(
        "SELECT number, dense, latents, seal FROM encodings"
    ):
        if sentence_seal(number, dense, latents) != seal:
            yield f"{place.database}: damaged (encodings of sentence {number}); build the index anew"
    for word, vector, seal in connection.execute("SELECT word, vector, seal FROM vectors"):
        if word_seal(word, vector) != seal:
            yield f"{place.database}: damaged (vector of a word); build the index anew"


def _counts(connection: sqlite3.Connection, place: Place) -> Iterator[str]:
    live = [identity for (identity,) in connection.execute("SELECT id FROM documents WHERE live = 1")]
    totals: Totals = count(connection, live, term_of(connection))
    terms = {
        term.decode("utf-8", "surrogatepass"): times
        for term, times in connection.execute("SELECT term, sentences FROM terms")
    }
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
    for what, stored, wanted in (
        ("terms", terms, dict(totals.terms)),
        ("words", dict(entries), dict(totals.entries)),
        ("latent terms", latents, dict(totals.latents)),
        ("sums", counted, sums),
    ):
        if stored != wanted:
            yield f"{place.database}: damaged (counts of {what}); build the index anew"
