"""Which files does a stored index have, and who may write to them?

    DIR/index.sqlite     the documents, and everything that is known of them
    DIR/segments/N/      files derived from it, never changed after the commit that lists them
    DIR/lock             locked by the one process that writes

Here, too, errors of the operating system and of SQLite become one line that names the file.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from index.errors import IndexStoreError
from index.message import Message, foreign
from index.store.trust import FOREIGN, own_journal, unlinked

__all__ = ["Place", "locked", "told"]


class Place:
    """The paths of a stored index in `folder`."""

    __slots__ = ("database", "folder", "lock", "segments")

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = os.fspath(folder)
        if any("\ud800" <= character <= "\udfff" for character in self.folder):
            raise IndexStoreError(
                "{folder}: an index needs a folder whose name is text; name another, or set LC_ALL=C.UTF-8",
                folder=self.folder,
            )
        self.database = os.path.join(self.folder, "index.sqlite")
        self.segments = os.path.join(self.folder, "segments")
        self.lock = os.path.join(self.folder, "lock")

    def segment(self, number: int) -> str:
        """The folder of segment `number`."""
        return os.path.join(self.segments, f"{number:08d}")

    def check(self) -> None:
        """IndexStoreError where there is no stored index."""
        with told(self.database):
            if not os.path.isdir(self.folder):
                raise IndexStoreError(
                    "{folder}: no such folder; make an index with qa-index build", folder=self.folder
                )
            if not os.path.isfile(self.database):
                raise IndexStoreError(
                    "{folder}: not a stored index (it has no index.sqlite); make one with qa-index build",
                    folder=self.folder,
                )
            unlinked(self.database, self.segments)
            own_journal(self.database)

    def prepare(self) -> bool:
        """Makes the folder where it is absent; True where it holds no index yet. IndexStoreError for a folder
        with other things in it."""
        with told(self.folder):
            os.makedirs(self.folder, exist_ok=True)
            inside = set(os.listdir(self.folder)) - {"lock", "segments"}
            if any(name.startswith("index.sqlite") for name in inside):
                return not os.path.isfile(self.database)
            if inside:
                raise IndexStoreError(
                    "{folder}: not a stored index, and not empty; name a new or an empty folder",
                    folder=self.folder,
                )
            return True


@contextmanager
def locked(place: Place) -> Iterator[None]:
    """The right to write; IndexStoreError where another process has it. It ends with the process at the latest."""
    owner = os.getpid()
    with told(place.lock):
        handle = os.open(place.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise IndexStoreError(
                "{path}: another process is writing to this index; try again when it has finished",
                path=place.lock,
            ) from error
        yield
    finally:
        # A child that was forked meanwhile has the file open too, and would keep the lock.
        if os.getpid() == owner:
            fcntl.flock(handle, fcntl.LOCK_UN)
        os.close(handle)


@contextmanager
def told(path: str) -> Iterator[None]:
    """Turns what SQLite, the operating system and odd values raise about `path` into an IndexStoreError of one line."""
    try:
        yield
    except sqlite3.Error as error:
        raise IndexStoreError("{path}: {reason}", path=path, reason=_reason(error)) from error
    except OSError as error:
        where = error.filename if isinstance(error.filename, str) else path
        reason = foreign((error.strerror or str(error)).lower())
        raise IndexStoreError(
            "{where}: {reason}; {advice}", where=where, reason=reason, advice=_advice(error)
        ) from error
    except FOREIGN as error:  # of an index that somebody tampered with
        said = _printable(" ".join(str(error).split())[:100])
        raise IndexStoreError(
            "{path}: damaged ({kind}: {said}); check it with qa-index verify",
            path=path,
            kind=type(error).__name__,
            said=said,
        ) from error


def _printable(said: str) -> str:
    """What SQLite says may quote what is in the database."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in said)


def _advice(error: OSError) -> Message:
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Message("make room and run the command again; what was committed is kept")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Message("make it writable, or name another folder")
    return Message("check the folder (qa-index verify)")


def _reason(error: sqlite3.Error) -> Message:
    said = _printable(str(error).lower())
    if "full" in said:
        return Message("the disk is full; make room and run the command again; what was committed is kept")
    if "disk i/o error" in said:
        return Message(
            "cannot be read or written, the disk is full or failing; make room; what was committed is kept"
        )
    if "readonly" in said or "read-only" in said:
        return Message("the folder is read-only; make it writable, or name another folder")
    if "locked" in said or "busy" in said:
        return Message("in use by another process for too long; try again")
    if "unable to open" in said:
        return Message("cannot be opened; check that it exists and that you may read it")
    if isinstance(error, sqlite3.DatabaseError) and (
        "malformed" in said or "not a database" in said or "corrupt" in said
    ):
        return Message("damaged ({reason}); build the index anew", reason=said)
    return Message("cannot be used ({reason}); check it with qa-index verify", reason=said)
