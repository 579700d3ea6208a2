"""How much of what is given is read?

`Retriever.from_paths(paths, limits=Limits(pages=10_000))`. What a limit leaves out, or refuses, is said in one line
that names the file and the limit.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from index.message import Message

__all__ = ["DEFAULTS", "MB", "Limits", "megabytes"]

MB = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Each is a whole number of at least 1; else ValueError. The defaults are far above what people write."""

    file_bytes: int = 64 * MB
    """Bytes of one file, or of standard input: about forty times the complete works of any one author."""
    unpacked_bytes: int = 64 * MB
    """Bytes that one file may unpack to, all its entries and theirs and the texts read from them together."""
    ratio: int = 200
    """How many times its packed size an entry may unpack to, beyond the first MB; text packs to a tenth or so."""
    entries: int = 2_000
    """Entries of an archive, or parts of a document, that are looked at."""
    nesting: int = 2
    """Archives inside one another, the outermost counted."""
    page_characters: int = 16 * MB
    """Characters of a saved page, without the pictures in it: telling its article apart takes seconds a MB."""
    pages: int = 2_000
    """Pages of a PDF."""
    rows: int = 200_000
    """Rows of a table."""
    cues: int = 100_000
    """Cues of a subtitle file."""
    encoded: int = 200_000
    """Sentences and different words, all files together, that the model encodes for a retriever in memory; a hundred a
    second or so. More are matched by their words alone; a stored index has no such limit."""

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            if isinstance(value, bool) or not isinstance(value, int) or value < 1:
                raise ValueError(f"{one.name} must be a whole number of at least 1, not {value!r}")


DEFAULTS = Limits()


def megabytes(size: int) -> Message:
    """A limit of bytes or characters as it is said: "64 MB", and what is no whole number of MB in full."""
    if size % MB == 0:
        return Message("{count} MB", count=size // MB)
    return Message("{count:,} bytes", count=size)
