"""What does a DOCX say?

python-docx opens it, its XML without outside entities. One line a paragraph, one a table row with tabs between
the cells, text boxes and tracked insertions included; headers, footers, notes, comments and what is tracked as
deleted are left out. Pages are places where the program that saved it noted where they began (Word does).
"""

from __future__ import annotations

from collections.abc import Iterator

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from index.formats.archive import unpacked
from index.formats.content import Content, Writer, one_line
from index.limits import DEFAULTS, Limits

__all__ = ["read"]

_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
_TEXT, _STYLE, _PAGE = qn("w:t"), qn("w:pStyle"), qn("w:lastRenderedPageBreak")
_BLANKS = frozenset({qn("w:tab"), qn("w:br"), qn("w:cr"), _PARAGRAPH})
# A text box stands twice, for old programs and for new ones; moved text where it was and where it is.
_SKIPPED = frozenset(
    {qn("w:del"), qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
# Inside these are paragraphs and tables as in the body itself: content controls, custom XML, insertions.
_WRAPPERS = frozenset({qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins"), qn("w:moveTo")})


def read(data: bytes, name: str, *, column: str | None = None, limits: Limits = DEFAULTS) -> Content:
    """The paragraphs and tables in order; a paragraph of style "Title" at the top is the title."""
    document = docx.Document(unpacked(data, name, limits))
    styles = _styles(document)
    writer = Writer()
    body = document.element.body
    page = 1
    paged = next(body.iter(_PAGE), None) is not None
    first = True
    for block in _blocks(body):
        if paged:
            writer.at("page", page)
        if block.tag == _TABLE:
            writer.lines(_rows(block))
        elif text := _text(block):
            found = next(block.iter(_STYLE), None)
            style = "" if found is None else styles.get(str(found.get(qn("w:val"))), "")
            if first and style == "Title":
                writer.fact("title", text)
            else:
                writer.write("- " if style.startswith("List") else "", text, "\n")
            first = False
        page += sum(1 for _ in block.iter(_PAGE))
    return writer.content()


def _styles(document: WordDocument) -> dict[str, str]:
    """The name of each style by its identity."""
    return {style.style_id: style.name or "" for style in document.styles}


def _blocks(element: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs and tables right below `element`, wrapped ones among them, in order."""
    for child in element:
        if child.tag in (_PARAGRAPH, _TABLE):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _blocks(child)


def _text(element: etree._Element) -> str:
    """The text of a paragraph or a cell on one line."""
    parts: list[str] = []
    walk = etree.iterwalk(element, events=("start",))
    for _, node in walk:
        if node.tag in _SKIPPED:
            walk.skip_subtree()
        elif node.tag == _TEXT:
            parts.append(node.text or "")
        elif node.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif node.tag in _BLANKS:
            parts.append(" ")
    return one_line("".join(parts))


def _rows(table: etree._Element) -> Iterator[str]:
    """The rows; a table inside a cell is a part of the cell's text."""
    for row in table.iter(_ROW):
        if next(row.iterancestors(_TABLE)) is table:
            cells = [_text(cell) for cell in row.iter(_CELL) if next(cell.iterancestors(_ROW)) is row]
            if line := "\t".join(cell for cell in cells if cell):
                yield line
