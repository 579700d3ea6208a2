"""Which immutable files belong to a commit, and are they whole?

A segment is a folder that is written once. Its kinds: `words` and `latents` (postings), `vocabulary` (vectors of
words) and `dense` (vectors of sentences), the latter two as plain numpy arrays that are read where they lie.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import IndexStoreError
from index.store.place import Place, told
from index.store.trust import inside, plain, unlinked

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Segment", "damaged", "listed", "read_matrix", "record", "sweep", "write_matrix"]

NUMBERS, ROWS = "numbers.npy", "rows.npy"


@dataclass(frozen=True, slots=True)
class Segment:
    """`size` sentences or words, with `tokens` terms in all; `files` are (name, bytes, CRC-32)."""

    number: int
    kind: str
    size: int
    tokens: int
    files: tuple[tuple[str, int, int], ...]


def listed(connection: sqlite3.Connection) -> list[Segment]:
    """The segments of the commit that `connection` sees, oldest first."""
    found = []
    for number, kind, size, tokens, files in connection.execute(
        "SELECT number, kind, size, tokens, files FROM segments ORDER BY number"
    ):
        try:
            entries = tuple((inside(name), length, crc) for name, length, crc in json.loads(files))
        except (ValueError, TypeError) as error:
            raise sqlite3.DatabaseError(f"malformed list of files of segment {number}") from error
        found.append(Segment(number, kind, size, tokens, entries))
    return found


def record(place: Place, number: int, kind: str, size: int, tokens: int) -> Segment:
    """The segment of what has been written into its folder, all of it safe on the disk."""
    folder = place.segment(number)
    files = []
    with told(folder):
        for name in sorted(os.listdir(folder)):
            path = os.path.join(folder, name)
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
            files.append((name, os.path.getsize(path), _crc(path)))
        for path in (folder, place.segments):
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
    return Segment(number, kind, size, tokens, tuple(files))


def _crc(path: str) -> int:
    value = 0
    with open(path, "rb") as file:
        while chunk := file.read(1 << 20):
            value = zlib.crc32(chunk, value)
    return value


def damaged(place: Place, segment: Segment, *, whole: bool) -> list[str]:
    """What is wrong with the files of a segment, one line each that begins with the file's path; their
    contents are looked at with `whole`, else only their sizes."""
    problems = []
    unlinked(place.segment(segment.number))
    for name, length, crc in segment.files:
        path = os.path.join(place.segment(segment.number), name)
        try:
            size = plain(path)
            if size != length:
                problems.append(f"{path}: {size} bytes instead of {length}; build the index anew")
            elif whole and _crc(path) != crc:
                problems.append(f"{path}: altered since it was written; build the index anew")
        except OSError as error:
            problems.append(f"{path}: {(error.strerror or str(error)).lower()}; build the index anew")
    return problems


def sweep(place: Place, keep: Iterable[int]) -> None:
    """Removes the folders of segments that no commit lists (any more)."""
    kept = {os.path.basename(place.segment(number)) for number in keep}
    with suppress(FileNotFoundError):
        for name in os.listdir(place.segments):
            if name not in kept and name.isdecimal():
                shutil.rmtree(os.path.join(place.segments, name), ignore_errors=True)


def write_matrix(folder: str, numbers: NDArray[np.int64], rows: NDArray[np.generic]) -> None:
    """Writes one row a number."""
    import numpy as np

    with told(folder):
        np.save(os.path.join(folder, NUMBERS), numbers, allow_pickle=False)
        np.save(os.path.join(folder, ROWS), rows, allow_pickle=False)


def read_matrix(folder: str) -> tuple[NDArray[np.int64], NDArray[np.generic]]:
    """The numbers and their rows, both left on the disk until they are looked at."""
    import numpy as np

    try:
        numbers, rows = (
            np.load(os.path.join(folder, name), mmap_mode="r", allow_pickle=False) for name in (NUMBERS, ROWS)
        )
    except FileNotFoundError:
        raise
    except Exception as error:  # of a damaged header numpy raises what its tokenizer or its allocator raises
        said = " ".join(str(error).split())[:100]
        raise IndexStoreError(f"{folder}: damaged ({said}); build the index anew") from error
    if numbers.ndim != 1 or numbers.dtype != np.int64 or rows.ndim != 2 or rows.dtype.kind not in "fi":
        raise IndexStoreError(f"{folder}: damaged (arrays of another kind); build the index anew")
    if len(numbers) != len(rows):
        raise IndexStoreError(f"{folder}: damaged (arrays of unequal length); build the index anew")
    return numbers, rows
