"""How does the chat lay out what is not an answer: a table, a paragraph, a note?

A `View` is lines and tables of styled text, the same for a terminal and for a pipe. `plain` makes the text
a pipe gets, `renderable` what rich draws. Text from documents goes through `visible`, so that nothing in an
article can steer the terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from qa.themes import DEFAULT, Palette
from qa.visible import isolated, visible

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["Line", "Piece", "Style", "Table", "View", "note", "plain", "renderable"]

Style = Literal["plain", "quiet", "strong", "match", "answer"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text in one style."""

    text: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of pieces; `label` stands before it and what wraps is set under its first character."""

    pieces: tuple[Piece, ...] = ()
    label: str = ""
    label_style: Style = "quiet"

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Table:
    """Columns of text: `header` names them, every row has as many cells; `right` are those of numbers."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: frozenset[int] = frozenset()


View = tuple[Line | Table, ...]


def note(text: str, style: Style = "quiet") -> View:
    """A view of one line."""
    return (Line((Piece(text, style),)),)


def plain(view: Iterable[Line | Table]) -> str:
    """`view` as text without colour, every line ended by a newline; "" for an empty view."""
    lines: list[str] = []
    for part in view:
        lines.extend(_plain_table(part) if isinstance(part, Table) else [f"{part.label}{part.text}".rstrip()])
    return "".join(f"{line}\n" for line in lines)


def renderable(view: Iterable[Line | Table], palette: Palette = DEFAULT) -> RenderableType:
    """`view` for a rich console; nothing in its text is read as markup."""
    from rich.console import Group

    return Group(
        *(
            _rich_table(part, palette) if isinstance(part, Table) else _rich_line(part, palette)
            for part in view
        )
    )


def _plain_table(table: Table) -> list[str]:
    rows = [table.header, *table.rows]
    widths = [max(_cells(row[column]) for row in rows) for column in range(len(table.header))]

    def fitted(row: Sequence[str]) -> str:
        cells = []
        for column, (text, width) in enumerate(zip(row, widths, strict=True)):
            blanks = " " * (width - _cells(text))
            cells.append(blanks + text if column in table.right else text + blanks)
        return "  ".join(cells).rstrip()

    return [fitted(row) for row in rows]


def _cells(text: str) -> int:
    """The number of terminal cells `text` takes: two for a wide character, none for one that joins another."""
    if text.isascii():
        return len(text)
    from wcwidth import wcswidth

    return max(0, wcswidth(visible(text)))


def _style(style: Style, palette: Palette) -> str:
    """The look of a style, which is that of answers."""
    return {
        "plain": "",
        "quiet": palette.quiet,
        "strong": "bold",
        "match": palette.matched,
        "answer": palette.answer,
    }[style]


def _rich_line(line: Line, palette: Palette) -> RenderableType:
    from rich.table import Table as RichTable
    from rich.text import Text

    text = Text()
    for piece in line.pieces:
        text.append(piece.text, style=_style(piece.style, palette))
    if not line.label:
        return text
    hanging = RichTable.grid()
    hanging.add_column(no_wrap=True)
    hanging.add_column(ratio=1)
    hanging.add_row(Text(line.label, style=_style(line.label_style, palette)), text)
    return hanging


def _rich_table(table: Table, palette: Palette) -> RenderableType:
    from rich.table import Table as RichTable
    from rich.text import Text

    drawn = RichTable(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style=palette.quiet)
    for column, name in enumerate(table.header):
        drawn.add_column(
            Text(name),
            justify="right" if column in table.right else "left",
            no_wrap=column in table.right,
            overflow="fold",
        )
    for row in table.rows:
        drawn.add_row(*(Text(isolated(cell)) for cell in row))
    return drawn
