"""What do the pages of a PDF say?

pypdf reads it; the lines of the pages become paragraphs again, and each page is a place.
"""

from __future__ import annotations

import logging
from io import BytesIO

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from index.errors import ReadError
from index.formats.content import PAGES, UNPACKED, Content, Writer
from index.formats.paragraphs import paragraphs, without_running_heads

__all__ = ["read"]

# Its remarks on slightly damaged files are for developers; whoever wants them can set a handler.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def read(data: bytes, name: str, *, column: str | None) -> Content:
    """The paragraphs of the pages that can be read, a blank line after each; pages count from 1, as viewers do."""
    reader = pypdf.PdfReader(BytesIO(data), strict=False)
    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError(f"{name}: protected by a password; save it without one")
        count = len(reader.pages)
    except (DependencyError, FileNotDecryptedError) as error:
        raise ReadError(f"{name}: encrypted; save it without protection first") from error
    pages: list[list[str]] = []
    bad: list[int] = []
    length = 0
    for number in range(min(count, PAGES)):
        try:
            text = reader.pages[number].extract_text()
        except (
            PyPdfError,
            ValueError,
            KeyError,
            TypeError,
            IndexError,
            AttributeError,
            RecursionError,
        ) as error:
            if count == 1:
                raise ReadError(f"{name}: damaged PDF ({error}); save it anew where it was made") from error
            bad.append(number + 1)
            text = ""
        length += len(text)
        if length > UNPACKED:
            count = max(count, len(pages) + 1)
            break
        pages.append(text.splitlines())
    writer = Writer()
    for page, text in paragraphs(without_running_heads(pages)):
        writer.at("page", page + 1)
        writer.write(text)
        if text.endswith("\n"):
            writer.write("\n")
    return writer.content(cut=_cut(count, len(pages), bad))


def _cut(count: int, read: int, bad: list[int]) -> str | None:
    if count > read:
        return f"only the first {read:,} of {count:,} pages are read; split it"
    if bad:
        which = ", ".join(map(str, bad[:5])) + (", ..." if len(bad) > 5 else "")
        return (
            f"damaged, {len(bad)} of {count} pages cannot be read ({which}); save it anew where it was made"
        )
    return None
