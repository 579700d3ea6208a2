"""What does the database of a stored index hold?

Sentences are numbered by their document: `document << SHIFT | place`, so that numbers are in document order and
a document can come and go without renumbering others. A document that is `live` belongs to the last commit; one
that is not yet was analysed by a build that has not finished. What is long of a document, its text and its
sentences, has a table of its own, so that walking all documents does not read it. `removed` lists the documents
that are gone, but still stand in files of a segment.
"""

from __future__ import annotations

import json
import os
import sqlite3
from typing import Any
from urllib.parse import quote

from index.errors import IndexStoreError
from index.store.place import Place, told
from index.store.trust import hardened

__all__ = ["FORMAT", "SHIFT", "connect", "create", "get", "put"]

FORMAT = 2
"""Version of the format; an index of another one is refused."""
APPLICATION = 0x6B757470
"""`kutp`, in the header of the database file."""
SHIFT = 24
"""Bits of a sentence's number that count inside its document."""
_PATIENCE = 30.0
"""Seconds that a commit waits for another process's."""

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name BLOB NOT NULL, digest BLOB NOT NULL, language TEXT NOT NULL, facts INTEGER NOT NULL,
    sentences INTEGER NOT NULL, live INTEGER NOT NULL DEFAULT 0, encoded INTEGER NOT NULL DEFAULT 0,
    words INTEGER, latents INTEGER, dense INTEGER);
CREATE TABLE contents (
    id INTEGER PRIMARY KEY, header TEXT NOT NULL, text BLOB NOT NULL, rows BLOB NOT NULL, seal BLOB NOT NULL);
CREATE TABLE removed (id INTEGER PRIMARY KEY, words INTEGER, latents INTEGER, dense INTEGER);
CREATE TABLE encodings (number INTEGER PRIMARY KEY, dense BLOB, latents BLOB, seal INTEGER NOT NULL);
CREATE TABLE entries (
    id INTEGER PRIMARY KEY, word BLOB NOT NULL, term BLOB NOT NULL, kind TEXT NOT NULL,
    count INTEGER NOT NULL DEFAULT 0, UNIQUE (word, term, kind));
CREATE INDEX entries_term ON entries (term);
CREATE TABLE vectors (
    word BLOB PRIMARY KEY, vector BLOB NOT NULL, seal INTEGER NOT NULL, placed INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID;
CREATE INDEX vectors_placed ON vectors (placed) WHERE placed = 0;
CREATE TABLE terms (
    term BLOB PRIMARY KEY, sentences INTEGER NOT NULL, most INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;
CREATE TABLE latents (term INTEGER PRIMARY KEY, sentences INTEGER NOT NULL);
CREATE TABLE segments (
    number INTEGER PRIMARY KEY, kind TEXT NOT NULL, size INTEGER NOT NULL, tokens INTEGER NOT NULL,
    files TEXT NOT NULL);
"""


def create(place: Place) -> None:
    """Makes an empty database: under another name first, so that there is a whole one or none."""
    unfinished = f"{place.database}.new"
    with told(unfinished):
        for suffix in ("", "-wal", "-shm", "-journal"):
            if os.path.lexists(unfinished + suffix):
                os.unlink(unfinished + suffix)
        connection = sqlite3.connect(unfinished, isolation_level=None)
        try:
            # Here and not by the first writer: killed while it changes the mode, it would leave a journal that only
            # somebody who may write can undo.
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(f"PRAGMA application_id={APPLICATION}")
            connection.executescript(f"BEGIN; {_TABLES} PRAGMA user_version={FORMAT}; COMMIT;")
            put(connection, "generation", 0)
        finally:
            connection.close()
        os.replace(unfinished, place.database)


def connect(place: Place, *, write: bool) -> sqlite3.Connection:
    """A connection to the database; IndexStoreError where it is absent, damaged, or of a newer format."""
    place.check()
    with told(place.database):
        if write:
            if not os.access(place.folder, os.W_OK):
                raise IndexStoreError(
                    "{folder}: the folder is read-only; make it writable, or name another folder",
                    folder=place.folder,
                )
            options = "mode=rw"
        elif os.access(place.folder, os.W_OK) or os.path.exists(f"{place.database}-wal"):
            options = "mode=ro"
        else:
            options = "mode=ro&immutable=1"  # nobody can write, so nothing has to be locked
        connection = sqlite3.connect(
            f"file:{quote(os.path.abspath(place.database))}?{options}",
            uri=True,
            isolation_level=None,
            timeout=_PATIENCE,
            check_same_thread=False,
        )
        try:
            _check(connection, place)
            hardened(connection, place.database, _TABLES, write=write)
            if write:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute("PRAGMA synchronous=FULL")
                connection.execute("PRAGMA cache_size=-65536")
        except BaseException:
            connection.close()
            raise
    return connection


def _check(connection: sqlite3.Connection, place: Place) -> None:
    [application] = connection.execute("PRAGMA application_id").fetchone()
    [version] = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION or version < 1:
        raise IndexStoreError(
            "{path}: not the database of a kutip index, or damaged; build it anew", path=place.database
        )
    if version < FORMAT:
        raise IndexStoreError(
            "{path}: written in format {version} by an older kutip, this one reads {known}; build "
            "the index anew in another folder",
            path=place.database,
            version=version,
            known=FORMAT,
        )
    if version > FORMAT:
        raise IndexStoreError(
            "{path}: written in format {version} by a newer kutip, this one reads {known}; update kutip",
            path=place.database,
            version=version,
            known=FORMAT,
        )


def get(connection: sqlite3.Connection, key: str, default: Any = None) -> Any:
    """A value of the `meta` table."""
    found = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    if found is None:
        return default
    try:
        return json.loads(found[0])
    except ValueError as error:
        raise sqlite3.DatabaseError(f"malformed value of {key}") from error


def put(connection: sqlite3.Connection, key: str, value: Any) -> None:
    """Sets a value of the `meta` table."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, json.dumps(value)))
