"""What do the pages of a PDF say?

pypdf reads it; the lines of the pages become paragraphs again, and each page is a place.
"""

from __future__ import annotations

import logging
from io import BytesIO

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError

from index.errors import ReadError
from index.formats.content import Content, Writer
from index.formats.paragraphs import paragraphs, without_running_heads
from index.limits import DEFAULTS, Limits
from index.message import Message

__all__ = ["OPERATORS", "PAGE_BYTES", "read"]

PAGE_BYTES = 8 * 1024 * 1024
"""Unpacked bytes of drawing instructions that a page may have; printed pages have some ten thousand."""
OPERATORS = 5_000_000
"""Drawing instructions of all pages that are followed: some thousands a page, twenty microseconds each."""

# Its remarks on slightly damaged files are for developers; whoever wants them can set a handler.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


class _TooMuchError(Exception):
    """The pages have more instructions than are followed."""


def read(data: bytes, name: str, *, column: str | None = None, limits: Limits = DEFAULTS) -> Content:
    """The paragraphs of the pages that can be read, a blank line after each; pages count from 1, as viewers do."""
    reader = pypdf.PdfReader(BytesIO(data), strict=False)
    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError("{name}: protected by a password; save it without one", name=name)
        count = len(reader.pages)
    except (DependencyError, FileNotDecryptedError) as error:
        raise ReadError("{name}: encrypted; save it without protection first", name=name) from error
    pages, bad = _pages(reader, count, limits)
    if count and not pages:
        raise ReadError(
            "{name}: its first page draws more than is followed; print it to a new PDF", name=name
        )
    if bad and len(bad) == len(pages):
        raise ReadError(
            "{name}: damaged PDF (no page can be read); save it anew where it was made", name=name
        )
    writer = Writer()
    for page, text in paragraphs(without_running_heads(pages)):
        writer.at("page", page + 1)
        writer.write(text)
        if text.endswith("\n"):
            writer.write("\n")
    return writer.content(cut=_cut(count, len(pages), bad))


def _pages(reader: pypdf.PdfReader, count: int, limits: Limits) -> tuple[list[list[str]], list[int]]:
    """The lines of the pages up to a limit, and the numbers of those that cannot be read, which have none."""
    pages: list[list[str]] = []
    bad: list[int] = []
    operators = unpacked = length = 0

    def follow(*_: object) -> None:
        nonlocal operators
        operators += 1
        if operators > OPERATORS:
            raise _TooMuchError

    for number in range(min(count, limits.pages)):
        text = ""
        try:
            page = reader.pages[number]
            contents = page.get_contents()
            size = 0 if contents is None else len(contents.get_data())
            unpacked += size
            if size > PAGE_BYTES:
                bad.append(number + 1)
            elif unpacked <= limits.unpacked_bytes:
                text = page.extract_text(visitor_operand_before=follow)
        except _TooMuchError:
            break
        except Exception:  # pypdf lets through whatever a damaged page leads to; the others may be sound
            bad.append(number + 1)
        length += len(text)
        if max(unpacked, length) > limits.unpacked_bytes:
            break
        pages.append(text.splitlines())
    return pages, bad


def _cut(count: int, read: int, bad: list[int]) -> Message | None:
    if count > read:
        return Message(
            "only the first {read:,} of {count:,} pages are read; split it", read=read, count=count
        )
    if bad:
        which = ", ".join(map(str, bad[:5])) + (", ..." if len(bad) > 5 else "")
        return Message(
            "damaged, {bad} of {count} pages cannot be read ({which}); save it anew where it was made",
            bad=len(bad),
            count=count,
            which=which,
        )
    return None
