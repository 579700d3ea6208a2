"""What does the metadata at the top of a text say?

YAML or TOML front matter of Markdown files, the header of a mail, and what a format (HTML, EPUB) declares.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.document import Role
from index.lines import Line
from index.masthead import Credit, Span
from index.patterns import lazy

__all__ = ["Facts", "Known", "front_matter", "take_known"]

_FIELD = lazy(r"([A-Za-z][\w -]{0,30}?)\s*[:=]\s*(.*)")
_FIELDS: dict[str, tuple[Role, str]] = {
    "title": ("headline", "title"),
    "judul": ("headline", "title"),
    "subject": ("headline", "title"),
    "perihal": ("headline", "title"),
    "author": ("byline", "author"),
    "authors": ("byline", "author"),
    "penulis": ("byline", "author"),
    "from": ("byline", "author"),
    "dari": ("byline", "author"),
    "date": ("date", "published"),
    "tanggal": ("date", "published"),
    "published": ("date", "published"),
    "sent": ("date", "published"),
}
_MAIL = frozenset(
    {"from", "to", "cc", "bcc", "subject", "date", "sent", "reply-to", "dari", "kepada", "perihal", "tanggal"}
)


@dataclass(slots=True)
class Facts:
    """What is known of the article so far, as spans of the text; `news` counts marks of a news article."""

    title: Span | None = None
    author: Span | None = None
    outlet: Span | None = None
    published: Span | None = None
    news: int = 0

    def take(self, credit: Credit, start: int) -> None:
        """Keep what `credit`, of a line that starts at `start`, says and is not known yet."""
        for name in ("author", "outlet", "published"):
            span = getattr(credit, name)
            if span is not None and getattr(self, name) is None:
                setattr(self, name, (start + span[0], start + span[1]))


@dataclass(frozen=True, slots=True)
class Known:
    """`text[start:end]`, a line or a part of one, is what the file's format declares as `fact`."""

    fact: Literal["title", "author", "published"]
    start: int
    end: int


def take_known(lines: list[Line], known: Sequence[Known], facts: Facts) -> int:
    """Give the lines that hold declared facts their roles; the number of lines up to the last of them."""
    roles: dict[str, Role] = {"title": "headline", "author": "byline", "published": "date"}
    count = 0
    for one in known:
        setattr(facts, one.fact, (one.start, one.end))
        for number, line in enumerate(lines[:20]):
            if line.start <= one.start < line.end:
                line.role = roles[one.fact]
                count = max(count, number + 1)
    return count


def front_matter(lines: list[Line], facts: Facts) -> int:
    """Read the metadata at the top of a text; the number of lines that it takes."""
    fence = lines[0].text
    if fence in ("---", "+++"):
        close = next((n for n, line in enumerate(lines[1:60], 1) if line.text in (fence, "...")), None)
        if close is None or close == 1 or _FIELD.match(lines[1].text) is None:
            return 0
        inner = range(1, close)
        lines[0].role = lines[close].role = "furniture"
        count = close + 1
    else:
        ends = (n for n, line in enumerate(lines[:20]) if (n and line.gap) or not _is_mail(line.text))
        count = next(ends, 0)
        if count < 2:
            return 0
        inner = range(count)
    for line in (lines[number] for number in inner):
        found = _FIELD.fullmatch(line.text)
        known = _FIELDS.get(found[1].lower()) if found else None
        if found and known and found[2]:
            line.role = known[0]
            value = found[2].split("<")[0].strip("\"'[] ") or found[2]
            if value and getattr(facts, known[1]) is None:
                at = line.start + line.text.index(value, found.start(2))
                setattr(facts, known[1], (at, at + len(value)))
        elif fence in ("---", "+++") and not (
            found and found[1].lower() in ("description", "summary", "excerpt", "subtitle")
        ):
            line.role = "furniture"
    return count


def _is_mail(text: str) -> bool:
    found = _FIELD.match(text)
    return found is not None and found[1].lower() in _MAIL
