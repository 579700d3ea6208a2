"""Which lines of a text are headline, byline, date, body, furniture?

Decided by repetition (a headline said again), position (the head of an article, before its paragraphs) and
shape (`masthead`, `furniture`). Shapes that a note or a book may show as well count only where something else
marks a news article. In doubt a line is body: furniture kept is a nuisance, a lost sentence a lost
answer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.document import Block
from index.furniture import Furniture, furniture, links_follow
from index.lines import ITEM, Line, ends_sentence, join_wrapped, split_lines
from index.masthead import (
    Credit,
    Span,
    byline,
    caption,
    dated,
    dateline,
    label,
    looks_like_name,
    looks_like_outlet,
)
from index.metadata import Facts, front_matter

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


_HASHES = re.compile(r"#{1,6}\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"=+|-{2,}|~{3,}|\^{3,}")
_SUFFIX = re.compile(r"\s+[-–—|·•»]\s+|\s*\|\s*")
_WORDS = re.compile(r"\w+")

_HEAD_LINES = 40  # lines; a head with menus is rarely longer
_PROSE = 60  # characters; a line of this length that ends like a sentence is a paragraph
_LONG = 140  # characters; no headline, byline or menu entry is longer
_TITLE = 160
_HEADING = 80


def layout(text: str) -> Layout:
    """The structure of `text`; no blocks if it is blank. Takes linear time.

    In a text without the marks of a news article `title` is its first heading, if it has one.
    """
    lines = split_lines(text)
    if not lines:
        return Layout(())
    facts = Facts()
    first = front_matter(lines, facts)
    _mark_shapes(lines, first)
    join_wrapped(lines)
    body = _first_prose(lines, first)
    _mark_head(lines, first, body, facts)
    _mark_tail(lines, facts)
    _mark_titles(lines, first, body, facts)
    _mark_furniture(lines, first, facts)
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


def _is_prose(text: str) -> bool:
    return len(text) >= _LONG or (len(text) >= _PROSE and ends_sentence(text))


# --- Shapes that need no context


def _mark_shapes(lines: list[Line], first: int) -> None:
    for number in range(first, len(lines)):
        line = lines[number]
        text = line.text
        line.furniture = furniture(text.lstrip("-*•·>▶►→ ") or text)
        hashes = _HASHES.match(text) if text[0] == "#" else None
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
        wrapped = number + 1 < len(lines) and lines[number + 1].joined
        if line.role != "body" or line.furniture or not (wrapped or _is_prose(line.text)):
            continue
        if caption(line.text) or (not wrapped and dated(line.text)):
            continue
        # A long headline is no paragraph: it has no final stop, and a date or a byline comes soon after.
        if number == first and not wrapped and len(line.text) <= _TITLE and not ends_sentence(line.text):
            continue
        return number
    return len(lines)


def _mark_head(lines: list[Line], first: int, body: int, facts: Facts) -> None:
    """Captions, dates, bylines: strict shapes up to the second paragraph, loose ones beside a date before."""
    paragraphs = 0
    head: list[int] = []
    for number in range(first, min(len(lines), max(body, first) + 6, first + _HEAD_LINES)):
        line = lines[number]
        if line.joined or line.role not in ("body", "heading"):
            continue
        if _is_prose(line.text) and not caption(line.text):
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
        if line.role == "body" and (len(line.text) > _PROSE or line.text[-1] in "-–—"):
            opening = dateline(line.text)
            if opening is not None:
                facts.news += 1
                facts.take(opening, line.start)


def _mark_labelled(lines: list[Line], number: int, kind: str, facts: Facts) -> None:
    """A label on a line of its own, with the name or the date on the next."""
    line, value = lines[number], lines[number + 1] if number + 1 < len(lines) else None
    if value is None or value.role != "body" or value.joined:
        return
    if kind == "date":
        if dated(value.text) is not None:
            line.role = "date"
    elif looks_like_name(value.text) and len(value.text) <= _PROSE:
        line.role = value.role = "byline"
        facts.news += 1
        if kind == "author":
            facts.take(Credit(author=(0, len(value.text))), value.start)


def _mark_tail(lines: list[Line], facts: Facts) -> None:
    """Credits under an article ("Editor: ..."), and captions that say so anywhere."""
    for line in lines[max(len(lines) - 12, 0) :]:
        if line.role == "body" and not line.joined and ":" in line.text and len(line.text) <= 100:
            by = byline(line.text)
            if by is not None:
                line.role = "byline"
                facts.take(by, line.start)
                facts.news += 1
    for line in lines[1:]:
        text = line.text
        labelled = ":" in text[:24] or ": " in text[-70:]
        credited = text[-1] in ")]" or text.endswith(").")
        if line.role != "body" or line.joined or len(text) > 250 or not (labelled or credited):
            continue
        if caption(text) and not ITEM.match(text):
            line.role = "caption"


# --- The headline and its repetitions


def _key(text: str) -> str:
    hashes = _HASHES.match(text)
    return " ".join(_WORDS.findall((hashes[1] if hashes else text).casefold()))


def _mark_titles(lines: list[Line], first: int, body: int, facts: Facts) -> None:
    """Find the headline, mark what says it again, and mark headings."""
    _mark_headings(lines, first)
    head = [
        number
        for number in range(first, min(body, len(lines), first + _HEAD_LINES))
        if lines[number].role in ("body", "heading")
        and not lines[number].joined
        and not lines[number].furniture
        and len(lines[number].text) <= 2 * _TITLE
        and not ITEM.match(lines[number].text)
    ]
    if facts.title is None:
        chosen = _headline(lines, head, first, body, facts)
        if chosen is not None:
            line = lines[chosen]
            facts.title = _title_span(line)
            if line.text[0] != "#" or facts.news:
                line.role = "headline"
            outlet = _SUFFIX.split(line.text)[-1]
            if facts.title[1] < line.end and facts.outlet is None and looks_like_name(outlet):
                facts.outlet = (line.end - len(outlet), line.end)
    if facts.title is None:
        heading = next((line for line in lines[first:] if line.role == "heading"), None)
        facts.title = _title_span(heading) if heading else None
        return
    _mark_repeats(lines, first, body, facts)


def _title_span(line: Line) -> Span:
    """The title in a headline's line: without hashes, and without "| Site" or "- Outlet" after it."""
    start, end = line.start, line.end
    hashes = _HASHES.match(line.text)
    if hashes:
        start, end = line.start + hashes.start(1), line.start + hashes.end(1)
    parts = list(_SUFFIX.finditer(line.text))
    if parts:
        last = parts[-1]
        rest = line.text[last.end() :]
        named = "|" in last[0] or looks_like_outlet(rest)
        if named and len(rest.split()) <= 4 and len(_WORDS.findall(line.text[: last.start()])) >= 3:
            end = line.start + last.start()
    return start, end


def _headline(lines: list[Line], head: list[int], first: int, body: int, facts: Facts) -> int | None:
    if not head:
        return None
    keys = {number: _key(lines[number].text) for number in head}
    counts: dict[str, int] = {}
    for key in keys.values():
        counts[key] = counts.get(key, 0) + 1
    # Said twice in the head: exactly, or once with the outlet after it.
    for number in head:
        key = keys[number]
        if len(key.split()) < 3 or body == len(lines):  # without paragraphs it may be the refrain of a song
            continue
        longer = any(
            other.startswith(key + " ") and len(other) - len(key) <= 40 for other in counts if other != key
        )
        if counts[key] > 1 or (longer and len(key.split()) >= 4):
            facts.news += 1
            return number
    if facts.news or any(
        lines[number].role in ("caption", "byline") for number in range(first, head[-1] + 1)
    ):
        # Menus and section names come before a headline and are shorter; a standfirst comes after it.
        return next((number for number in head if len(keys[number].split()) >= 4), head[0])
    top = lines[head[0]]
    paragraphs = [line for line in lines[head[0] + 1 :] if _is_prose(line.text)][:2]
    after = lines[head[0] + 1] if head[0] + 1 < len(lines) else None
    followed = after is not None and _is_prose(after.text) and (after.gap or not after.text[0].isdigit())
    if head[0] == first and len(keys[head[0]].split()) >= 4 and followed and len(paragraphs) == 2:
        return head[0] if top.text[0] != "#" and not top.text.endswith((".", ":", ";", ",")) else None
    return None


def _mark_repeats(lines: list[Line], first: int, body: int, facts: Facts) -> None:
    start, end = facts.title or (0, 0)
    at = next((number for number, line in enumerate(lines) if line.start <= start < line.end), 0)
    text = lines[at].text
    key = _key(text[start - lines[at].start : end - lines[at].start])
    if len(key) < 8 or " " not in key:
        return
    words = set(key.split())
    for number in range(first, len(lines)):
        line = lines[number]
        if (
            number == at
            or line.joined
            or line.role not in ("body", "heading")
            or len(line.text) > len(key) + 60
        ):
            continue
        if len(line.text) * 2 < len(key):
            continue
        other = _key(line.text)
        if other == key and at < first <= number and lines[at].role == "headline":
            # The field "title:" says what the text's own headline says; quote the headline.
            lines[at].role, line.role = "repeat", "headline"
            facts.title = _title_span(line)
        elif other == key:
            line.role = "repeat"
        elif number < body:
            others = set(other.split())
            shared = len(words & others) / len(words | others)
            suffixed = other.startswith(key + " ") and len(other.split()) - len(words) <= 5
            if shared >= 0.8 or suffixed or (line.text.endswith(("...", "…")) and key.startswith(other)):
                line.role = "repeat"
                if suffixed and facts.outlet is None and _SUFFIX.search(line.text):
                    outlet = _SUFFIX.split(line.text)[-1]
                    if looks_like_name(outlet) or looks_like_outlet(outlet):
                        facts.outlet = (line.end - len(outlet), line.end)


def _mark_headings(lines: list[Line], first: int) -> None:
    """Short lines without a final stop that stand alone before a paragraph or a list."""
    spaced = sum(line.gap for line in lines) * 2 > len(lines)
    for number in range(first, len(lines) - 1):
        line, after = lines[number], lines[number + 1]
        if line.role != "body" or line.joined or line.furniture or len(line.text) > _HEADING:
            continue
        text = line.text
        if text[-1] in ".!…:;," or (ends_sentence(text) and text[-1] != "?") or len(text.split()) > 12:
            continue
        if (
            not (text[0].isupper() or text[0].isdigit() or text[0] in "¿¡")
            or ITEM.match(text)
            or "\t" in text
        ):
            continue
        before = lines[number - 1] if number > first else None
        if not line.gap and not (before is None or (_is_prose(before.text) and not spaced)):
            continue
        wrapped = number + 2 < len(lines) and lines[number + 2].joined
        paragraph = wrapped or _is_prose(after.text) or (line.gap and ITEM.match(after.text))
        if paragraph and after.role == "body" and text[-1] != "?":
            line.role = "heading"


# --- Furniture that needs a news article around it


def _mark_furniture(lines: list[Line], first: int, facts: Facts) -> None:
    plain = sum(line.role == "furniture" and any(map(str.isalnum, line.text)) for line in lines[first:])
    news = facts.news + plain >= 2
    counts: dict[str, int] = {}
    for line in lines[first:]:
        if line.furniture == Furniture.LIKELY:
            counts[line.text] = counts.get(line.text, 0) + 1
    for line in lines[first:]:
        likely = line.furniture == Furniture.LIKELY and line.role in ("body", "heading") and not line.joined
        if likely and (news or counts[line.text] > 1):
            line.role = "furniture"
    if not news:
        return
    last = max(
        (n for n, line in enumerate(lines) if line.role == "body" and _is_prose(line.text)),
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
            and len(line.text) <= _LONG
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
