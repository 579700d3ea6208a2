"""What are the lines of a text, and which of them go on in the next?

The editor's lines, without blank ones, and the paragraphs of a text wrapped at a width (mail, books).
"""

from __future__ import annotations

from dataclasses import dataclass

from index.document import Role
from index.furniture import Furniture
from index.patterns import lazy

__all__ = [
    "HASHES",
    "ITEM",
    "LONG",
    "PROSE",
    "Line",
    "ends_sentence",
    "is_prose",
    "join_wrapped",
    "split_lines",
]

_LINE = lazy(r"[^\r\n]+|\r\n|\r|\n")
ITEM = lazy(r"(?:[-*+•◦▪‣–—·○●■]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)])\s+\S")
"""How a list item begins."""
HASHES = lazy(r"#{1,6}\s+(.*?)\s*#*$")
"""A Markdown heading; group 1 is its text."""
PROSE = 60
"""Characters; a line of this length that ends like a sentence is a paragraph."""
LONG = 140
"""Characters; no headline, byline or menu entry is longer."""
_QUOTE_MARK = lazy(r"(?:>\s?)+")
_STOP = (".", "!", "?", "…", "。", "！", "？", "।", "؟", "۔")
_CLOSERS = "\"'”’»)]*_`"
_NARROW, _WIDE = 40, 110  # characters; the widths at which mail, books and editors wrap


@dataclass(slots=True)
class Line:
    """A non-blank line without the blanks around it; `gap` is True after a blank line and at the start."""

    start: int
    end: int
    text: str
    gap: bool
    role: Role = "body"
    furniture: Furniture = Furniture.NO
    joined: bool = False  # one paragraph with the line before
    wrapped: bool = False  # part of a paragraph of several lines


def split_lines(text: str) -> list[Line]:
    lines: list[Line] = []
    gap, ends = True, 0
    for match in _LINE.finditer(text):
        raw = match[0]
        if raw[0] in "\r\n":
            ends += 1
            continue
        gap = gap or ends > 1
        ends = 0
        stripped = raw.strip()
        if stripped:
            start = match.start() + len(raw) - len(raw.lstrip())
            lines.append(Line(start, start + len(stripped), stripped, gap))
            gap = False
        else:
            gap = True
    return lines


def ends_sentence(text: str) -> bool:
    return text.rstrip(_CLOSERS).endswith(_STOP)


def is_prose(text: str) -> bool:
    """Whether a line is a paragraph of its own."""
    return len(text) >= LONG or (len(text) >= PROSE and ends_sentence(text))


def join_wrapped(lines: list[Line]) -> None:
    """Mark the lines that continue a paragraph of the line before.

    A text is wrapped at a width if lines of nearly that width are mostly followed, without a blank line, by
    one that goes on in the middle of a sentence (a small letter after no final stop). Then every line too
    full for the next one's first word goes on there.
    """
    pairs = [
        number
        for number in range(1, len(lines))
        if not lines[number].gap
        and lines[number].role == lines[number - 1].role == "body"
        and _NARROW <= len(lines[number - 1].text) <= _WIDE
        and _quote(lines[number].text) == _quote(lines[number - 1].text)
        and not ITEM.match(_bare(lines[number].text))
        and not any(mark in lines[number - 1].text for mark in "\t|")
    ]
    middles = [
        number
        for number in pairs
        if _bare(lines[number].text)[:1].islower()
        and not ends_sentence(lines[number - 1].text)
        and lines[number - 1].text[-1] not in ":;"
    ]
    if not middles:
        return
    widths = sorted(len(lines[number - 1].text) for number in middles)
    width = widths[len(widths) * 9 // 10]
    full = [
        number
        for number in pairs
        if len(lines[number - 1].text) + 1 + _first_word(lines[number].text) >= width
    ]
    close = set(full)
    if sum(number in close for number in middles) * 3 < len(full):
        return
    for number in full:
        lines[number].joined = True
        lines[number - 1].wrapped = lines[number].wrapped = True
        lines[number].furniture = Furniture.NO
        lines[number - 1].furniture = Furniture.NO


def _quote(text: str) -> str:
    mark = _QUOTE_MARK.match(text)
    return mark[0].replace(" ", "") if mark else ""


def _bare(text: str) -> str:
    mark = _QUOTE_MARK.match(text)
    return text[mark.end() :] if mark else text


def _first_word(text: str) -> int:
    words = _bare(text).split(None, 1)
    return len(words[0]) if words else 0
