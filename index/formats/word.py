"""What does a DOCX say?

python-docx reads it, its XML without outside entities. One line a paragraph, one a table row with tabs between
the cells; headers, footers, notes, comments and deleted text are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.table import Table
from docx.text.paragraph import Paragraph

from index.formats.archive import opened
from index.formats.content import Content, Writer, one_line

__all__ = ["read"]


def read(data: bytes, name: str, *, column: str | None) -> Content:
    """The paragraphs and tables in order; a paragraph of style "Title" at the top is the title."""
    opened(data, name).close()
    document = docx.Document(BytesIO(data))
    writer = Writer()
    first = True
    for style, line in _lines(document):
        if first and style == "Title":
            writer.fact("title", line)
        else:
            writer.lines([line])
        first = False
    return writer.content()


def _lines(document: WordDocument) -> Iterator[tuple[str, str]]:
    """The name of each paragraph's style, and its text, without blank ones; a line break inside is a space."""
    for item in document.iter_inner_content():
        if isinstance(item, Paragraph):
            if text := one_line(item.text):
                bullet = "- " if item.style is not None and (item.style.name or "").startswith("List") else ""
                yield (item.style.name or "" if item.style is not None else ""), f"{bullet}{text}"
        else:
            yield from (("", line) for line in _rows(item))


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells: list[str] = []
        seen: set[object] = set()
        for cell in row.cells:
            if cell._tc not in seen:  # cells that are merged come once for each column
                seen.add(cell._tc)
                cells.append(one_line(cell.text))
        if line := "\t".join(cell for cell in cells if cell):
            yield line
