"""What is packed in a ZIP or gzip file?

Everything is unpacked in memory, up to the limits; an entry's name is only ever a part of a document's name.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

from index.errors import ReadError
from index.formats.content import ENTRIES, RATIO, UNPACKED, reason

__all__ = ["Entry", "clean", "entries", "gunzip", "office", "opened"]

_FREE = 1024 * 1024  # bytes that an entry may unpack to, however small it was packed
# LZMA takes what memory its data asks for.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2)
_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in a ZIP: `name` is safe to show and leads nowhere outside; `unpack(n)` gives its bytes where `n`
    bytes were unpacked before, or raises ReadError."""

    name: str
    unpack: Callable[[int], bytes]


def clean(name: str) -> str:
    """An entry's name as a relative path below the archive: no root, no drive, no "..", no control characters."""
    parts = name.replace("\\", "/").split("/")
    kept = [part for part in parts if part not in ("", ".", "..") and not part.endswith(":")]
    return "".join(char if char.isprintable() else "\ufffd" for char in "/".join(kept))


def _archive(data: bytes, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(data))
    except Exception as error:  # zipfile lets through whatever damaged data leads to
        raise ReadError(f"{name}: damaged ZIP ({reason(error)}); fetch or make it again") from error


def office(data: bytes, name: str) -> str:
    """ "docx", "epub", or "zip" for any other ZIP; ReadError for office documents that kutip does not read."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as file:
            names = set(file.namelist())
    except Exception:
        names = set()  # whoever reads it says that it is damaged
    if "word/document.xml" in names:
        return "docx"
    if "META-INF/container.xml" in names and "mimetype" in names:
        return "epub"
    if "[Content_Types].xml" in names or {"mimetype", "content.xml"} <= names:
        raise ReadError(f"{name}: an office document that is not read; save it as DOCX, PDF or plain text")
    suffix = name.lower().rpartition(".")[2]
    return {"docx": "docx", "docm": "docx", "epub": "epub"}.get(suffix, "zip")


def opened(data: bytes, name: str) -> zipfile.ZipFile:
    """The ZIP that a document (DOCX, EPUB) is, if all of it stays below the limits; else ReadError."""
    file = _archive(data, name)
    infos = file.infolist()
    if len(infos) > ENTRIES:
        raise ReadError(f"{name}: {len(infos):,} parts, at most {ENTRIES:,} are read; split it")
    if sum(info.file_size for info in infos) > UNPACKED:
        raise ReadError(f"{name}: unpacks to more than {UNPACKED // _MB} MB; split it")
    for info in infos:
        _check(info, f"{name}/{clean(info.filename)}")
    return file


def _check(info: zipfile.ZipInfo, name: str) -> None:
    if info.flag_bits & 0x1:
        raise ReadError(f"{name}: protected by a password; unpack it first")
    if info.compress_type not in _METHODS:
        raise ReadError(f"{name}: packed in an uncommon way; unpack it first")
    if info.file_size > max(_FREE, RATIO * info.compress_size):
        raise ReadError(
            f"{name}: unpacks to more than {RATIO} times its size, as traps do; unpack it yourself"
        )


def entries(
    data: bytes, name: str, wanted: Callable[[str], bool], on_problem: Callable[[str], None]
) -> Iterator[Entry]:
    """The files of a ZIP whose names are `wanted`, in its order; hidden ones are passed over.

    ReadError if it is damaged. Of more than `ENTRIES` the first are given and `on_problem` is told.
    """
    with _archive(data, name) as file:
        infos = file.infolist()
        if len(infos) > ENTRIES:
            on_problem(f"{name}: only the first {ENTRIES:,} of {len(infos):,} entries are read; split it")
        for info in infos[:ENTRIES]:
            called = clean(info.filename)
            hidden = any(part.startswith((".", "__MACOSX")) for part in called.split("/"))
            if not info.filename.endswith(("/", "\\")) and called and not hidden and wanted(called):
                yield Entry(
                    called,
                    lambda before, info=info, called=called: _unpack(  # type: ignore[misc]
                        file, info, f"{name}/{called}", before
                    ),
                )


def _unpack(file: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, before: int) -> bytes:
    _check(info, name)
    if before + info.file_size > UNPACKED:
        raise ReadError(f"{name}: left out, the archive unpacks to more than {UNPACKED // _MB} MB; split it")
    try:
        # zipfile stops at the declared size, which was just weighed.
        return file.read(info)
    except Exception as error:
        raise ReadError(
            f"{name}: damaged in the archive ({reason(error)}); fetch or make it again"
        ) from error


def gunzip(data: bytes, name: str, before: int = 0) -> bytes:
    """What is packed in a gzip file, all its members; ReadError if it is damaged or unpacks to too much."""
    import gzip

    limit = min(UNPACKED - before, max(_FREE, RATIO * len(data)))
    unpacked = bytearray()
    try:
        with gzip.GzipFile(fileobj=BytesIO(data)) as file:
            while chunk := file.read(min(_FREE, limit + 1 - len(unpacked))):
                unpacked += chunk
                if len(unpacked) > limit:
                    break
    except (OSError, EOFError, zlib.error) as error:
        raise ReadError(f"{name}: damaged gzip ({reason(error)}); fetch or make it again") from error
    if len(unpacked) > limit:
        over = (
            f"{UNPACKED // _MB} MB" if limit == UNPACKED - before else f"{RATIO} times its size, as traps do"
        )
        raise ReadError(f"{name}: unpacks to more than {over}; unpack it yourself and split it")
    return bytes(unpacked)
