"""What is an article, and what is a sentence of it?

A `Document` is its text as read plus what was found in it; a `Sentence` is its document plus two offsets,
so a quote cannot differ from its source. Offsets are characters of `Document.text`, 0-based, end-exclusive.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from index.patterns import lazy

__all__ = ["Block", "Document", "Metadata", "Place", "Role", "Scalar", "Sentence"]

Role = Literal["headline", "byline", "date", "caption", "heading", "body", "repeat", "furniture"]
"""What a block of an article is for. `repeat` (a headline said again) and `furniture` (navigation,
advertisement marks) are never quoted; every other role becomes sentences."""

Scalar = str | int | float | bool
Metadata = Mapping[str, Scalar | Sequence[Scalar]]
"""What a caller says of a document, by names of their own."""

# What an editor counts as one line end. str.splitlines() would also break on form feeds and U+2028.
_LINE_END = lazy(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of lines with one role: `text[start:end]`, without the line end after it.

    A block is one line of the text, or one paragraph where a paragraph is wrapped over several lines.
    Blocks are in order, do not overlap, and cover every non-blank character of the text.
    """

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody who opens the file finds what stands in the text from `start` on, up to the next place.

    `kind` says what `value` counts: the "page" or the "row" (as a viewer or a spreadsheet numbers them), the
    "item" of a JSON list (from 1), the "chapter" (its title, or its number), the "time" (hours:minutes:seconds).
    """

    start: int
    kind: Literal["page", "row", "item", "chapter", "time"]
    value: str

    @property
    def label(self) -> str:
        """The place in few letters: "p. 3", "row 12", "item 4", "ch. Pasar Lama", "00:01:05"."""
        return _LABELS[self.kind].format(self.value)


_LABELS = {"page": "p. {}", "row": "row {}", "item": "item {}", "chapter": "ch. {}", "time": "{}"}


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One article: `name` as its reader calls it, `text` as read, and what its structure says.

    `title`, `author`, `outlet` and `published` are quoted from the text, or None where it does not say.
    `language` is an ISO 639-1 code ("id", "en", ...). `places`, sorted by `start`, are those of a format that
    has others than lines (pages, times), else (). `metadata` is what its caller said of it. Two documents are
    equal only if they are the same object.
    """

    name: str
    text: str
    blocks: tuple[Block, ...] = ()
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str = "en"
    places: tuple[Place, ...] = ()
    metadata: Metadata = field(default_factory=dict)
    _line_starts: list[int] = field(default_factory=list, repr=False)

    def line(self, offset: int) -> int:
        """The 1-based number of the line that holds character `offset`, as an editor counts lines."""
        if not self._line_starts:
            self._line_starts.extend([0, *(match.end() for match in _LINE_END.finditer(self.text))])
        return bisect_right(self._line_starts, offset)

    def place(self, offset: int) -> Place | None:
        """The place that holds character `offset`; None where the lines are the places."""
        after = bisect_right(self.places, offset, key=lambda place: place.start)
        return self.places[after - 1] if after else None


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """`document.text[start:end]`, the unit that is ranked and quoted.

    `number` is its place among the sentences of its document (0-based), `block` the place of its block in
    `document.blocks`; sentences of one block are one paragraph. `role` is its block's.
    """

    document: Document
    start: int
    end: int
    number: int
    block: int
    role: Role = "body"

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]

    @property
    def line(self) -> int:
        """The 1-based line its first character stands in, as an editor counts."""
        return self.document.line(self.start)

    @property
    def place(self) -> Place | None:
        """The page, row, time, ... its first character stands in; None where only its line says where."""
        return self.document.place(self.start)

    def __repr__(self) -> str:
        return f"Sentence({self.document.name!r}, {self.start}, {self.end}, {self.role!r}, {self.text!r})"
