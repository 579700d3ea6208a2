"""What does a format's reader give back?

A limit (`index.limits`) that cuts says so in `Content.cut`; one that refuses is a ReadError.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from index.document import Place
from index.limits import DEFAULTS, Limits
from index.message import Message
from index.metadata import Known

__all__ = [
    "Content",
    "Reader",
    "Writer",
    "is_charset",
    "one_line",
    "reason",
]

_NO_TEXT = frozenset({"idna", "punycode", "raw_unicode_escape", "undefined", "unicode_escape"})


@dataclass(frozen=True, slots=True)
class Content:
    """The text of one file, with its `places` (sorted) and what the format declares of its head.

    `cut` says, as the rest of a line after the file's name, which limit left something out; None if none did.
    """

    text: str
    places: tuple[Place, ...] = ()
    known: tuple[Known, ...] = ()
    cut: Message | None = None


class Reader(Protocol):
    """What the module of a format has. `read` may raise anything on damaged data; ReadError where it can say
    what is wrong. `name` is for messages only: it is never opened."""

    def read(
        self, data: bytes, name: str, *, column: str | None = None, limits: Limits = DEFAULTS
    ) -> Content: ...


class Writer:
    """A text in the making. Places and declared facts are those of what is written next."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._places: list[Place] = []
        self._known: list[Known] = []

    def at(self, kind: Literal["page", "row", "item", "chapter", "time"], value: object) -> None:
        """What is written from here on stands at this place; a place with nothing in it is dropped."""
        place = Place(self._length, kind, str(value))
        if self._places and self._places[-1].start == self._length:
            self._places.pop()
        if not self._places or (self._places[-1].kind, self._places[-1].value) != (kind, place.value):
            self._places.append(place)

    def fact(self, fact: Literal["title", "author", "published"], text: str | None) -> None:
        """A line that is declared to be the title, the author or the date; nothing if there is none."""
        if text and (line := one_line(text)):
            self._known.append(Known(fact, self._length, self._length + len(line)))
            self.write(line, "\n")

    def lines(self, lines: Iterable[str], end: str = "\n") -> None:
        for line in lines:
            self.write(line, end)

    def write(self, *texts: str) -> None:
        for text in texts:
            self._parts.append(text)
            self._length += len(text)

    def content(self, *, cut: Message | None = None) -> Content:
        places: Sequence[Place] = self._places
        if places and places[-1].start >= self._length:
            places = places[:-1]
        return Content("".join(self._parts), tuple(places), tuple(self._known), cut)


def is_charset(name: str) -> bool:
    """Whether a file may declare this encoding: one that Python knows, for texts as people write them. Of the others
    some take time that grows with the square of the text."""
    try:
        "a".encode(name)
        return codecs.lookup(name).name not in _NO_TEXT
    except (LookupError, ValueError):
        return False


def one_line(text: str) -> str:
    """`text` with every run of blanks, line ends among them, as one space."""
    return " ".join(text.split())


def reason(error: Exception) -> str:
    """What a parser says, as a part of one line."""
    said = " ".join(str(error).split()) or type(error).__name__
    said = "".join(char for char in said if char.isprintable())
    said = said if len(said) <= 80 else f"{said[:79].rstrip(' ,;:')}…"
    return said.rstrip(".")
