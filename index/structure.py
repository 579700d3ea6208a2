"""Which lines of a text are headline, byline, date, body, furniture?

Decided by repetition (a headline said again), position (the head of an article, before its paragraphs) and
shape (`masthead`, `furniture`). Shapes that a note or a book may show as well count only where something else
marks a news article. In doubt a line is body: furniture kept is a nuisance, a lost sentence a lost
answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.document import Block
from index.furniture import Furniture, furniture, links_follow
from index.headline import HEAD_LINES, TITLE, mark_titles
from index.lines import HASHES, ITEM, LONG, PROSE, Line, ends_sentence, is_prose, join_wrapped, split_lines
from index.masthead import (
    Credit,
    Span,
    byline,
    caption,
    dated,
    dateline,
    label,
    looks_like_name,
)
from index.metadata import Facts, Known, front_matter, take_known
from index.patterns import lazy

__all__ = ["Layout", "layout"]


@dataclass(frozen=True, slots=True)
class Layout:
    """The blocks of a text, in order, disjoint, covering every non-blank character; and what its head says.

    `title`, `author`, `outlet` and `published` are substrings of the text, or None where it does not say.
    """

    blocks: tuple[Block, ...]
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: str | None = None


_UNDERLINE = lazy(r"=+|-{2,}|~{3,}|\^{3,}")


def layout(text: str, known: Sequence[Known] = ()) -> Layout:
    """The structure of `text`; no blocks if it is blank. Takes linear time.

    `known` is what the format says of the lines at the top, which are then taken for that.

    In a text without the marks of a news article `title` is its first heading, if it has one.
    """
    lines = split_lines(text)
    if not lines:
        return Layout(())
    facts = Facts()
    first = take_known(lines, known, facts) if known else front_matter(lines, facts)
    _mark_shapes(lines, first)
    join_wrapped(lines)
    body = _first_prose(lines, first)
    _mark_head(lines, first, body, facts)
    _mark_tail(lines, facts)
    mark_titles(lines, first, body, facts)
    _mark_furniture(lines, first, body, facts)
    blocks: list[Block] = []
    for line in lines:
        if line.joined and blocks:
            blocks[-1] = replace(blocks[-1], end=line.end)
        else:
            blocks.append(Block(line.start, line.end, line.role))

    def quoted(span: Span | None) -> str | None:
        return None if span is None else text[slice(*span)]

    return Layout(
        tuple(blocks),
        quoted(facts.title),
        quoted(facts.author),
        quoted(facts.outlet),
        quoted(facts.published),
    )


# --- Shapes that need no context


def _mark_shapes(lines: list[Line], first: int) -> None:
    for number in range(first, len(lines)):
        line = lines[number]
        text = line.text
        line.furniture = furniture(text.lstrip("-*•·>▶►→ ") or text)
        hashes = HASHES.match(text) if text[0] == "#" else None
        if hashes and hashes[1]:
            line.role = "heading"
            line.furniture = Furniture.NO
        elif line.furniture == Furniture.PLAIN or (text[0] in "=-~^" and _UNDERLINE.fullmatch(text)):
            line.role = "furniture"
        # A title underlined, as Markdown and reStructuredText have it.
        if number > first and text[0] in "=-~^" and not line.gap and _UNDERLINE.fullmatch(text):
            above = lines[number - 1]
            if above.role == "body" and len(above.text) <= 100 and (above.gap or number - 1 == first):
                above.role = "heading"
                above.furniture = Furniture.NO


# --- The head and the tail of an article


def _first_prose(lines: Sequence[Line], first: int) -> int:
    """The number of the line with which the paragraphs begin; `len(lines)` if there are none."""
    for number in range(first, len(lines)):
        line = lines[number]
        wrapped = line.wrapped
        if line.role != "body" or line.furniture or not (wrapped or is_prose(line.text)):
            continue
        if caption(line.text) or (not wrapped and dated(line.text)):
            continue
        # A long headline is no paragraph: it has no final stop, and a date or a byline comes soon after.
        if number == first and not wrapped and len(line.text) <= TITLE and not ends_sentence(line.text):
            continue
        return number
    return len(lines)


def _mark_head(lines: list[Line], first: int, body: int, facts: Facts) -> None:
    """Captions, dates, bylines: strict shapes up to the second paragraph, loose ones beside a date before."""
    paragraphs = 0
    head: list[int] = []
    for number in range(first, min(len(lines), max(body, first) + 6, first + HEAD_LINES)):
        line = lines[number]
        if line.wrapped or line.role not in ("body", "heading"):
            continue
        if is_prose(line.text) and not caption(line.text):
            paragraphs += 1
        if paragraphs < 2:
            head.append(number)
    # A headline comes first; a first line that is a date or a byline by itself is one all the same.
    for number in head:
        line = lines[number]
        if line.role != "body" or ITEM.match(line.text):
            continue
        if caption(line.text) and number > first:
            line.role = "caption"
        elif number > first and (kind := label(line.text)) is not None:
            _mark_labelled(lines, number, kind, facts)
        elif (when := dated(line.text)) is not None:
            line.role = "date"
            facts.take(when, line.start)
            if when.author is not None:
                line.role = "byline"
            facts.news += when.published is not None
        elif number > first and (by := byline(line.text)) is not None:
            line.role = "byline"
            facts.take(by, line.start)
            facts.news += 1
    for number in head[1:]:
        line = lines[number]
        if line.role != "body" or line.furniture or ITEM.match(line.text):
            continue
        around = [lines[n].role for n in (number - 1, number + 1) if first <= n < len(lines)]
        if not {"date", "byline"} & set(around) or (number > body and "date" not in around):
            continue
        by = byline(line.text, loose=True)
        # The line between the headline and the date may be the headline's own second line: only with a name.
        if by is None or (by.author and not by.outlet and facts.author):
            continue
        if by.author or by.outlet or "byline" in around:
            line.role = "byline"
            facts.take(by, line.start)
    for number in range(max(body - 1, first), min(body + 2, len(lines))):
        line = lines[number]
        if line.role == "body" and (len(line.text) > PROSE or line.text[-1] in "-–—"):
            opening = dateline(line.text)
            if opening is not None:
                facts.news += 1
                facts.take(opening, line.start)


def _mark_labelled(lines: list[Line], number: int, kind: str, facts: Facts) -> None:
    """A label on a line of its own, with the name or the date on the next."""
    line, value = lines[number], lines[number + 1] if number + 1 < len(lines) else None
    if value is None or value.role != "body" or value.wrapped:
        return
    if kind == "date":
        if dated(value.text) is not None:
            line.role = "date"
    elif looks_like_name(value.text) and len(value.text) <= PROSE:
        line.role = value.role = "byline"
        facts.news += 1
        if kind == "author":
            facts.take(Credit(author=(0, len(value.text))), value.start)


def _mark_tail(lines: list[Line], facts: Facts) -> None:
    """Credits under an article ("Editor: ..."), and captions that say so anywhere."""
    for line in lines[max(len(lines) - 12, 0) :]:
        if line.role == "body" and not line.wrapped and ":" in line.text and len(line.text) <= 100:
            by = byline(line.text)
            if by is not None:
                line.role = "byline"
                facts.take(by, line.start)
                facts.news += 1
    for line in lines[1:]:
        text = line.text
        labelled = ":" in text[:24] or ": " in text[-70:]
        credited = text[-1] in ")]" or text.endswith(").")
        if line.role != "body" or line.wrapped or len(text) > 250 or not (labelled or credited):
            continue
        if caption(text) and not ITEM.match(text):
            line.role = "caption"


# --- Furniture that needs a news article around it


def _mark_furniture(lines: list[Line], first: int, body: int, facts: Facts) -> None:
    plain = sum(line.role == "furniture" and any(map(str.isalnum, line.text)) for line in lines[first:])
    news = facts.news + plain >= 2
    if body == len(lines):  # a list of words, not an article
        return
    counts: dict[str, int] = {}
    for line in lines[first:]:
        if line.furniture == Furniture.LIKELY:
            counts[line.text] = counts.get(line.text, 0) + 1
    for line in lines[first:]:
        likely = line.furniture == Furniture.LIKELY and line.role in ("body", "heading") and not line.wrapped
        if likely and (news or counts[line.text] > 1):
            line.role = "furniture"
    if not news:
        return
    last = max(
        (n for n, line in enumerate(lines) if line.role == "body" and is_prose(line.text)),
        default=len(lines),
    )
    linking = False
    title = next((n for n, line in enumerate(lines) if line.role == "headline"), first)
    for number, line in enumerate(lines):
        if line.role == "furniture":
            linking = (linking and number > last) or links_follow(line.text)
        elif (
            linking
            and line.role in ("body", "heading")
            and len(line.text) <= LONG
            and not ends_sentence(line.text)
        ):
            line.role = "furniture"
            # One link follows between paragraphs, any number after the last one.
            linking = number > last
        elif number < title and line.role in ("body", "heading") and len(line.text.split()) <= 3:
            menu = [other for other in lines[first:title] if other.role in ("body", "heading", "furniture")]
            if len(menu) >= 3 and not ends_sentence(line.text):
                line.role = "furniture"
        else:
            linking = linking and number > last
