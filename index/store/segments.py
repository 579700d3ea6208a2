"""Which immutable files belong to a commit, and are they whole?

A segment is a folder that is written once. Its kinds: `words` and `latents` (postings, and beside them the terms of
each sentence), `vocabulary` (vectors of words) and `dense` (vectors of sentences). All but the postings are plain
arrays that are read where they lie.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from index.errors import IndexStoreError
from index.message import Message, foreign
from index.store.place import Place, told
from index.store.trust import inside, plain, unlinked

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = [
    "Forward",
    "ForwardWriter",
    "Segment",
    "damaged",
    "listed",
    "read_forward",
    "read_matrix",
    "record",
    "sweep",
    "write_matrix",
]

NUMBERS, ROWS = "numbers.npy", "rows.npy"
_FORWARD = {"numbers": "<i8", "ends": "<u4", "terms": "<u4", "weights": "<f2"}
"""The files with the terms of each sentence, and how their numbers are written."""


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


def damaged(place: Place, segment: Segment, *, whole: bool) -> list[Message]:
    """What is wrong with the files of a segment, one line each that begins with the file's path; their
    contents are looked at with `whole`, else only their sizes."""
    problems: list[Message] = []
    unlinked(place.segment(segment.number))
    for name, length, crc in segment.files:
        path = os.path.join(place.segment(segment.number), name)
        try:
            size = plain(path)
            if size != length:
                problems.append(
                    Message(
                        "{path}: {count} bytes instead of {length}; build the index anew",
                        path=path,
                        count=size,
                        length=length,
                    )
                )
            elif whole and _crc(path) != crc:
                problems.append(
                    Message("{path}: altered since it was written; build the index anew", path=path)
                )
        except OSError as error:
            problems.append(
                Message(
                    "{path}: {reason}; build the index anew",
                    path=path,
                    reason=foreign((error.strerror or str(error)).lower()),
                )
            )
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
        raise IndexStoreError(
            "{folder}: damaged ({said}); build the index anew", folder=folder, said=said
        ) from error
    if numbers.ndim != 1 or numbers.dtype != np.int64 or rows.ndim != 2 or rows.dtype.kind not in "fi":
        raise IndexStoreError(
            "{folder}: damaged (arrays of another kind); build the index anew", folder=folder
        )
    if len(numbers) != len(rows):
        raise IndexStoreError(
            "{folder}: damaged (arrays of unequal length); build the index anew", folder=folder
        )
    return numbers, rows


@dataclass(frozen=True, slots=True, eq=False)
class Forward:
    """The terms of each sentence of a segment, a row a sentence: `numbers` are the sentences' numbers, ascending;
    the terms of row i are `terms[ends[i - 1]:ends[i]]`, words by entry or latent terms, these with `weights`."""

    numbers: NDArray[np.int64]
    ends: NDArray[np.uint32]
    terms: NDArray[np.uint32]
    weights: NDArray[np.float16] | None


class ForwardWriter:
    """Writes the terms of sentences as they come: `with ForwardWriter(folder, weighted=...) as writer: ...`."""

    def __init__(self, folder: str, *, weighted: bool) -> None:
        names = [name for name in _FORWARD if weighted or name != "weights"]
        with ExitStack() as stack:
            self._files = {
                name: stack.enter_context(open(os.path.join(folder, f"{name}.bin"), "wb")) for name in names
            }
            self._stack = stack.pop_all()
        self._end = 0

    def __enter__(self) -> ForwardWriter:
        return self

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    def add(
        self,
        numbers: NDArray[np.int64],
        ends: NDArray[np.generic],
        terms: NDArray[np.generic],
        weights: NDArray[np.generic] | None = None,
    ) -> None:
        """Sentences; `ends` count the terms of these alone."""
        parts = {
            "numbers": numbers,
            "ends": ends.astype("<u4") + self._end,
            "terms": terms,
            "weights": weights,
        }
        self._end += len(terms)
        for name, file in self._files.items():
            part = parts[name]
            if part is not None:
                file.write(part.astype(_FORWARD[name]).tobytes())


def read_forward(folder: str, segment: Segment) -> Forward:
    """The terms of each sentence of a segment with postings, left on the disk until they are looked at."""
    import numpy as np

    found: dict[str, Any] = {}
    for name, kind in _FORWARD.items():
        size = {"numbers": segment.size, "ends": segment.size}.get(name, segment.tokens)
        if name == "weights" and segment.kind != "latents":
            found[name] = None
        elif not size:
            found[name] = np.zeros(0, dtype=kind)
        else:
            path = os.path.join(folder, f"{name}.bin")
            try:
                if not 0 < size * np.dtype(kind).itemsize <= os.path.getsize(path):
                    raise ValueError("not as long as it should be")
                found[name] = np.memmap(path, dtype=kind, mode="r", shape=(size,)).view(np.ndarray)
            except ValueError as error:
                raise IndexStoreError(
                    "{path}: damaged ({reason}); build the index anew", path=path, reason=str(error)
                ) from error
    return Forward(**found)
