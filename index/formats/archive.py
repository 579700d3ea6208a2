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
from index.formats.content import reason
from index.limits import MB, Limits, megabytes
from index.message import Message

__all__ = ["Entry", "clean", "entries", "gunzip", "office", "unpacked"]

_FREE = MB  # bytes that an entry may unpack to, however small it was packed
# LZMA takes what memory its data asks for, and of bzip2 a few bytes, unpacked at once, are hundreds of MB.
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".emf", ".wmf", ".ttf", ".otf", ".woff", ".woff2")
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_PIECE = 65_536  # bytes that are asked for at a time: zipfile unpacks all there is where all is asked for
_MOST_ENTRIES = 65_536
"""Entries up to which zipfile may make its list, half a kilobyte each."""
_MOST_TAGS = 4_000_000
"""Tags in the XML of a document: a tree of them takes a hundred times as many bytes."""


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
    if data.count(b"PK\x01\x02") > _MOST_ENTRIES:
        raise ReadError(
            "{name}: a ZIP of more than {most:,} entries; unpack and split it", name=name, most=_MOST_ENTRIES
        )
    try:
        return zipfile.ZipFile(BytesIO(data))
    except Exception as error:  # zipfile lets through whatever damaged data leads to
        raise ReadError(
            "{name}: damaged ZIP ({reason}); fetch or make it again", name=name, reason=reason(error)
        ) from error


def office(data: bytes, name: str) -> str:
    """ "docx", "epub", or "zip" for any other ZIP; ReadError for office documents that kutip does not read."""
    try:
        with _archive(data, name) as file:
            names = set(file.namelist())
    except ReadError:
        names = set()  # whoever reads it says what is wrong with it
    if "word/document.xml" in names:
        return "docx"
    if "META-INF/container.xml" in names and "mimetype" in names:
        return "epub"
    if "[Content_Types].xml" in names or {"mimetype", "content.xml"} <= names:
        raise ReadError(
            "{name}: an office document that is not read; save it as DOCX, PDF or plain text", name=name
        )
    suffix = name.lower().rpartition(".")[2]
    return {"docx": "docx", "docm": "docx", "epub": "epub"}.get(suffix, "zip")


def unpacked(data: bytes, name: str, limits: Limits) -> BytesIO:
    """The ZIP that a document (DOCX, EPUB) is, with nothing packed in it any more, if all of it stays below the limits;
    else ReadError. What is damaged in it is left out."""
    plain = BytesIO()
    tags = 0
    with _archive(data, name) as file, zipfile.ZipFile(plain, "w") as written:
        infos = file.infolist()
        if len(infos) > limits.entries:
            raise ReadError(
                "{name}: {count:,} parts, at most {most:,} are read; split it",
                name=name,
                count=len(infos),
                most=limits.entries,
            )
        if sum(info.file_size for info in infos) > limits.unpacked_bytes:
            raise ReadError(
                "{name}: unpacks to more than {most}; split it",
                name=name,
                most=megabytes(limits.unpacked_bytes),
            )
        for info in infos:
            _check(info, f"{name}/{clean(info.filename)}", limits)
        for info in infos:
            try:
                part = _bytes(file, info)
            except Exception:  # whoever needs the part says that it is missing
                continue
            if not info.filename.lower().endswith(_PICTURES):
                tags += part.count(b"<")
            if tags > _MOST_TAGS:
                raise ReadError(
                    "{name}: more than {most:,} tags; save it as plain text", name=name, most=_MOST_TAGS
                )
            if info.filename not in written.NameToInfo:
                written.writestr(zipfile.ZipInfo(info.filename), part)
    plain.seek(0)
    return plain


def _bytes(file: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """What is packed in an entry, at most as much as it says; never much more of it is in memory. Raises anything."""
    with file.open(info) as packed:
        return b"".join(iter(lambda: packed.read(_PIECE), b""))


def _check(info: zipfile.ZipInfo, name: str, limits: Limits) -> None:
    if info.flag_bits & 0x1:
        raise ReadError("{name}: protected by a password; unpack it first", name=name)
    if info.compress_type not in _METHODS:
        raise ReadError("{name}: packed in an uncommon way; unpack it first", name=name)
    if info.file_size > max(_FREE, limits.ratio * info.compress_size):
        raise ReadError(
            "{name}: unpacks to more than {ratio} times its size, as traps do; unpack it yourself",
            name=name,
            ratio=limits.ratio,
        )


def entries(
    data: bytes,
    name: str,
    wanted: Callable[[str], bool],
    on_problem: Callable[[Message], None],
    limits: Limits,
) -> Iterator[Entry]:
    """The files of a ZIP whose names are `wanted`, in its order; hidden ones are passed over.

    ReadError if it is damaged. Of more than `limits.entries` the first are given and `on_problem` is told.
    """
    with _archive(data, name) as file:
        infos = file.infolist()
        if len(infos) > limits.entries:
            on_problem(
                Message(
                    "{name}: only the first {most:,} of {count:,} entries are read; split it",
                    name=name,
                    most=limits.entries,
                    count=len(infos),
                )
            )
        for info in infos[: limits.entries]:
            called = clean(info.filename)
            hidden = any(part.startswith((".", "__MACOSX")) for part in called.split("/"))
            if not info.filename.endswith(("/", "\\")) and called and not hidden and wanted(called):
                yield Entry(
                    called,
                    lambda before, info=info, called=called: _unpack(  # type: ignore[misc]
                        file, info, f"{name}/{called}", before, limits
                    ),
                )


def _unpack(file: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, before: int, limits: Limits) -> bytes:
    _check(info, name, limits)
    if before + info.file_size > limits.unpacked_bytes:
        most = megabytes(limits.unpacked_bytes)
        raise ReadError(
            "{name}: left out, the archive unpacks to more than {most}; split it", name=name, most=most
        )
    try:
        # zipfile stops at the declared size, which was just weighed.
        return _bytes(file, info)
    except Exception as error:
        raise ReadError(
            "{name}: damaged in the archive ({reason}); fetch or make it again",
            name=name,
            reason=reason(error),
        ) from error


def gunzip(data: bytes, name: str, limits: Limits, before: int = 0) -> bytes:
    """What is packed in a gzip file, all its members; ReadError if it is damaged or unpacks to too much."""
    import gzip

    limit = min(limits.unpacked_bytes - before, max(_FREE, limits.ratio * len(data)))
    unpacked = bytearray()
    try:
        with gzip.GzipFile(fileobj=BytesIO(data)) as file:
            while chunk := file.read(min(_FREE, limit + 1 - len(unpacked))):
                unpacked += chunk
                if len(unpacked) > limit:
                    break
    except (OSError, EOFError, zlib.error) as error:
        raise ReadError(
            "{name}: damaged gzip ({reason}); fetch or make it again", name=name, reason=reason(error)
        ) from error
    if len(unpacked) > limit:
        if limit == limits.unpacked_bytes - before:
            most = megabytes(limits.unpacked_bytes)
            raise ReadError(
                "{name}: unpacks to more than {most}; unpack it yourself and split it", name=name, most=most
            )
        raise ReadError(
            "{name}: unpacks to more than {ratio} times its size, as traps do; unpack it yourself and split it",
            name=name,
            ratio=limits.ratio,
        )
    return bytes(unpacked)
