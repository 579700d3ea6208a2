"""Which format is a file in, and which texts does it hold?

One table of formats and one module for each; a module is imported when the first file of its format is read,
and with it the package that does the work. Nothing is written to disk and nothing is fetched.

    content    What does a format's reader give back, and how much of a file does it read?
    archive    What is packed in a ZIP or gzip file?
    web        What is the article of a saved page? (markup)
    pdf        What do the pages of a PDF say? (paragraphs)
    word       What does a DOCX say?
    epub       What do the chapters of a book say? (markup)
    rich       What does an RTF say?
    tables     What does the text column of a CSV or JSON file say?
    mail       What does a mail say?
    subtitles  What is said when, in SRT and WebVTT files?
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Final, cast

from index.decoding import decode, shown
from index.errors import ReadError
from index.formats.content import Reader, reason
from index.limits import DEFAULTS, Limits
from index.message import Message
from index.reader import TEXT_SUFFIXES, Source

__all__ = ["FORMATS", "Format", "named", "read", "recognise"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: `name` in messages, the `module` of this package that reads it, its file `suffixes` (lower
    case, with the dot), the `extra` of kutip that installs what the module needs (None: nothing). `table` says
    that one column of it is read, `archive` that it holds files."""

    name: str
    module: str
    suffixes: tuple[str, ...]
    extra: str | None = None
    table: bool = False
    archive: bool = False


HTML: Final = Format("HTML", "web", (".html", ".htm", ".xhtml"), extra="html")
PDF: Final = Format("PDF", "pdf", (".pdf",), extra="pdf")
DOCX: Final = Format("DOCX", "word", (".docx", ".docm"), extra="docx")
EPUB: Final = Format("EPUB", "epub", (".epub",), extra="epub")
RTF: Final = Format("RTF", "rich", (".rtf",), extra="rtf")
MAIL: Final = Format(Message("mail"), "mail", (".eml",), extra="mail")
SUBTITLES: Final = Format(Message("subtitle file"), "subtitles", (".srt", ".vtt"))
CSV: Final = Format("CSV", "tables", (".csv", ".tsv"), table=True)
JSON: Final = Format("JSON", "tables", (".json", ".jsonl", ".ndjson"), table=True)
ZIP: Final = Format("ZIP", "archive", (".zip",), archive=True)
GZIP: Final = Format("gzip", "archive", (".gz",), archive=True)

FORMATS: Final = (HTML, PDF, DOCX, EPUB, RTF, MAIL, SUBTITLES, CSV, JSON, ZIP, GZIP)

_BY_SUFFIX: Final = {suffix: form for form in FORMATS for suffix in form.suffixes}
_MAGIC: Final = (
    (b"%PDF", PDF),
    (b"{\\rtf", RTF),
    (b"\x1f\x8b", GZIP),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
)


def named(name: str, *, tables: bool) -> bool:
    """Whether a file called `name`, in a folder or an archive, is one of these formats, or gzip of one or of a
    text; `tables` says whether those of which one column is read count."""
    lower = name.lower()
    if lower.endswith(".gz"):
        lower = lower.removesuffix(".gz")
        if lower.endswith(TEXT_SUFFIXES):
            return True
    form = _BY_SUFFIX.get(os.path.splitext(lower)[1])
    return form is not None and (tables or not form.table)


def recognise(data: bytes, name: str, *, column: str | None = None) -> Format | None:
    """The format of `data`: by its first bytes, then by its name's suffix, then, where the suffix says nothing,
    HTML by its first tag, and a table if a `column` is asked for. None for what is read as plain text."""
    for magic, form in _MAGIC:
        if data.startswith(magic):
            return _packed(data, name) if form is ZIP else form
    suffix = os.path.splitext(name)[1].lower()
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    if suffix in TEXT_SUFFIXES:
        return None
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return HTML
    if column is not None:
        return JSON if start.startswith((b"{", b"[")) else CSV
    return None


def _packed(data: bytes, name: str) -> Format:
    """Which of the formats that are ZIP files inside."""
    from index.formats.archive import office

    found = office(data, shown(name))
    return {"docx": DOCX, "epub": EPUB}.get(found, ZIP)


def read(
    form: Format,
    data: bytes,
    name: str,
    *,
    column: str | None = None,
    limits: Limits = DEFAULTS,
    on_problem: Callable[[Message], None] = lambda problem: None,
) -> list[Source]:
    """The texts of one file in format `form`: one, or of an archive one for each readable entry, in its order,
    called `name/entry`.

    `on_problem` is given one line for what is left out: by a limit, or because an entry cannot be read.
    Raises ReadError, one line that begins with `name`, if there is no text, if the file is damaged, or if the
    package that reads it is not installed.
    """
    return _Reading(column, limits, on_problem).file(form, data, name, depth=1)


class _Reading:
    """One file being read, with all that it holds."""

    def __init__(self, column: str | None, limits: Limits, on_problem: Callable[[Message], None]) -> None:
        self.column = column
        self.limits = limits
        self.on_problem = on_problem
        self.unpacked = 0

    def file(self, form: Format, data: bytes, name: str, *, depth: int) -> list[Source]:
        if form.archive:
            return self._archive(form, data, name, depth)
        try:
            reader = cast(Reader, import_module(f"index.formats.{form.module}"))
            content = reader.read(data, shown(name), column=self.column, limits=self.limits)
        except ReadError as error:
            raise ReadError(
                error.message.mapped(shown)
            ) from error  # it may name what the file calls a column
        except ImportError as error:
            raise ReadError(
                "{name}: reading {format} needs what is not installed; pip install 'kutip[{extra}]'",
                name=shown(name),
                format=form.name,
                extra=form.extra,
            ) from error
        except Exception as error:  # a parser of foreign data may raise anything; the file is to blame
            raise ReadError(
                "{name}: damaged {format} ({reason}); open and save it anew where it was made",
                name=shown(name),
                format=form.name,
                reason=reason(error),
            ) from error
        if not content.text.strip():
            hint = Message("give another file")
            if form is PDF:
                hint = Message("if its pages are pictures, recognise their text first (OCR)")
            raise ReadError(
                "{name}: this {format} holds no text; {hint}",
                name=shown(name),
                format=form.name,
                hint=hint,
            )
        if content.cut is not None:
            self.on_problem(Message("{name}: {cut}", name=name, cut=content.cut).mapped(shown))
        self.unpacked += len(content.text)
        if depth > 1 and self.unpacked > self.limits.unpacked_bytes:
            raise ReadError(
                "{name}: left out, the archive holds too much text; unpack and split it", name=shown(name)
            )
        # Lone surrogates (JSON can spell them) stay: offsets count them as the one character they are.
        return [Source(name, content.text, places=content.places, known=content.known)]

    def _archive(self, form: Format, data: bytes, name: str, depth: int) -> list[Source]:
        from index.formats import archive

        if depth > self.limits.nesting:
            most = self.limits.nesting
            raise ReadError(
                "{name}: packed {depth} times, {most} at most are read; unpack it first",
                name=shown(name),
                depth=depth,
                most=most,
            )
        if form is GZIP:
            inner = archive.gunzip(data, shown(name), self.limits, self.unpacked)
            self.unpacked += len(inner)
            return self._inner(inner, re.sub(r"(?i)\.gz\Z", "", name), name, depth)
        sources: list[Source] = []

        def wanted(entry: str) -> bool:
            return entry.lower().endswith(TEXT_SUFFIXES) or named(entry, tables=self.column is not None)

        for entry in archive.entries(data, shown(name), wanted, self.on_problem, self.limits):
            called = f"{name}/{entry.name}"
            try:
                unpacked = entry.unpack(self.unpacked)
                self.unpacked += len(unpacked)
                sources += self._inner(unpacked, called, called, depth)
            except ReadError as error:
                self.on_problem(error.message)
        if not sources:
            raise ReadError(
                "{name}: nothing in this {format} can be read; unpack it and name a file",
                name=shown(name),
                format=form.name,
            )
        return sources

    def _inner(self, data: bytes, like: str, name: str, depth: int) -> list[Source]:
        """The texts of an unpacked file that is to be called `name` and has the suffix of `like`."""
        form = recognise(data, like, column=self.column)
        if form is not None:
            return self.file(form, data, name, depth=depth + 1)
        text, note = decode(data, name)
        return [Source(name, text, note)]
