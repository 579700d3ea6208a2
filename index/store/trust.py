"""What of a stored index is believed, which a stranger may have made?

Only that it is one: plain files in one folder, tables as kutip makes them and nothing else that SQLite would run
(triggers, views), names that lead nowhere else, and texts that unpack to what a text may be. Nothing in an index is
code, and nothing is unpickled.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import struct
import zlib
from contextlib import closing
from functools import cache

from index.errors import IndexStoreError

__all__ = ["FOREIGN", "hardened", "inflate", "inside", "own_journal", "plain", "unlinked"]

FOREIGN = (
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What values of other kinds than kutip stores lead to."""

_TEXT = 256 * 1024 * 1024
_RATIO = 30
"""A text may unpack to `_TEXT` bytes, a longer one to so many times its size."""
_VALUE = 512 * 1024 * 1024
"""Bytes of one value in the database."""
_SUPER_JOURNAL = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"


def unlinked(*paths: str) -> None:
    """IndexStoreError where one of these is a link to somewhere else: an index would be written, or swept, there."""
    for path in paths:
        if os.path.islink(path):
            raise IndexStoreError(
                "{path}: a link, which an index has none of; copy what it leads to", path=path
            )


def own_journal(path: str) -> None:
    """IndexStoreError where the database has a journal that names another: SQLite would open that, and delete it."""
    try:
        with open(f"{path}-journal", "rb") as journal:
            journal.seek(-len(_SUPER_JOURNAL), os.SEEK_END)
            named = journal.read() == _SUPER_JOURNAL
    except OSError:
        return
    if named:
        raise IndexStoreError(
            "{path}-journal: not of a kutip index; remove it, or build the index anew", path=path
        )


def hardened(connection: sqlite3.Connection, path: str, tables: str, *, write: bool) -> None:
    """Makes SQLite distrust the database at `path`; IndexStoreError where it has anything but `tables`."""
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _VALUE)
    for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0"):
        connection.execute(f"PRAGMA {pragma}")
    if not write:
        connection.execute("PRAGMA query_only=ON")
    if _schema(connection) != _expected(tables):
        raise IndexStoreError(
            "{path}: its tables are not those of a kutip index, or damaged; build it anew", path=path
        )


def _schema(connection: sqlite3.Connection) -> frozenset[tuple[object, ...]]:
    found = connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    return frozenset(row for row in found if not str(row[1]).startswith("sqlite_stat"))


@cache
def _expected(tables: str) -> frozenset[tuple[object, ...]]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(tables)
        return _schema(connection)


def inside(name: object) -> str:
    """`name`, of a file in the folder of a segment; ValueError for one that leads elsewhere."""
    if not isinstance(name, str) or name in ("", ".", "..") or not set(name).isdisjoint("/\\\0"):
        raise ValueError(f"{name!r} is not the name of a file")
    return name


def plain(path: str) -> int:
    """The size in bytes of the plain file at `path`; OSError for anything else, which is not opened."""
    status = os.lstat(path)
    if not stat.S_ISREG(status.st_mode):
        raise OSError(None, "not a plain file", path)
    return status.st_size


def inflate(data: bytes) -> bytes:
    """What zlib packed; zlib.error where it is damaged, or unpacks to more than any text."""
    packed = zlib.decompressobj()
    text = packed.decompress(data, max(_TEXT, _RATIO * len(data)))
    if not packed.eof:
        raise zlib.error("incomplete, or longer than any text")
    return text
