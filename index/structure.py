"""Which lines of a text are headline, byline, date, body, furniture?

Decided by repetition (a headline said again), position (the head of an article, before its paragraphs) and
shape (`masthead`, `furniture`). Shapes that a note or a book may show as well count only where something else
marks a news article. In doubt a line is body: furniture kept is a nuisance, a sentence lost is an answer lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.document import Block, Role
from index.furniture import Furniture, furniture, links_follow
from index.masthead import Credit, Span, byline, caption, dated, dateline, looks_like_name, looks_like_outlet

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


@dataclass(slots=True)
class _Line:
    """A non-blank line without the blanks around it; `gap` is True after a blank line and at the start."""

    start: int
    end: int
    text: str
    gap: bool
    role: Role = "body"
    furniture: Furniture = Furniture.NO
    joined: bool = False  # one paragraph with the line before


_LINE = re.compile(r"[^\r\n]+|\r\n|\r|\n")
_ITEM = re.compile(r"(?:[-*+•◦▪‣–—·○●■]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)])\s+\S")
_HASHES = re.compile(r"#{1,6}\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"=+|-{2,}|~{3,}|\^{3,}")
_QUOTE_MARK = re.compile(r"(?:>\s?)+")
_FIELD = re.compile(r"([A-Za-z][\w -]{0,30}?)\s*[:=]\s*(.*)")
_STOP = (".", "!", "?", "…", "。", "！", "？", "।", "؟", "۔")
_CLOSERS = "\"'”’»)]*_`"
_SUFFIX = re.compile(r"\s+[-–—|·•»]\s+|\s*\|\s*")
_WORDS = re.compile(r"\w+")

_HEAD_LINES = 40  # lines; a head with menus is rarely longer
_PROSE = 60  # characters; a line of this length that ends like a sentence is a paragraph
_LONG = 140  # characters; no headline, byline or menu entry is longer
_TITLE = 160
_HEADING = 80
_NARROW, _WIDE = 40, 110  # characters; the widths at which mail, books and editors wrap


def layout(text: str) -> Layout:
    """The structure of `text`; no blocks if it is blank. Takes linear time.

    In a text without the marks of a news article `title` is its first heading, if it has one.
    """
    lines = _lines(text)
    if not lines:
        return Layout(())
    facts = _Facts()
    first = _front_matter(lines, facts)
    _mark_shapes(lines, first)
    _join_wrapped(lines)
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


@dataclass(slots=True)
class _Facts:
    """What is known of the article so far, as spans of the text; `news` counts the marks of a news article."""

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


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
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
            lines.append(_Line(start, start + len(stripped), stripped, gap))
            gap = False
        else:
            gap = True
    return lines


def _ends_sentence(text: str) -> bool:
    return text.rstrip(_CLOSERS).endswith(_STOP)


def _is_prose(text: str) -> bool:
    return len(text) >= _LONG or (len(text) >= _PROSE and _ends_sentence(text))


# --- Metadata blocks: YAML or TOML front matter, mail headers


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


def _front_matter(lines: list[_Line], facts: _Facts) -> int:
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
        count = next((n for n, line in enumerate(lines[:20]) if n and line.gap or not _is_mail(line.text)), 0)
        if count < 2:
            return 0
        inner = range(count)
    for line in (lines[number] for number in inner):
        found = _FIELD.fullmatch(line.text)
        known = _FIELDS.get(found[1].lower()) if found else None
        if found and known and found[2]:
            line.role = known[0]
            value = found[2].strip("\"'[] ")
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


# --- Shapes that need no context


def _mark_shapes(lines: list[_Line], first: int) -> None:
    for number in range(first, len(lines)):
        line = lines[number]
        text = line.text
        line.furniture = furniture(text.lstrip("-*•·>▶►→ ") or text)
        hashes = _HASHES.match(text) if text[0] == "#" else None
        if hashes and hashes[1]:
            line.role = "heading"
            line.furniture = Furniture.NO
        elif line.furniture == Furniture.PLAIN:
            line.role = "furniture"
        elif text[0] in "=-~^" and _UNDERLINE.fullmatch(text):
            line.role = "furniture"
        # A title underlined, as Markdown and reStructuredText have it.
        if number > first and text[0] in "=-~^" and not line.gap and _UNDERLINE.fullmatch(text):
            above = lines[number - 1]
            if above.role == "body" and len(above.text) <= 100 and (above.gap or number - 1 == first):
                above.role = "heading"
                above.furniture = Furniture.NO


def _join_wrapped(lines: list[_Line]) -> None:
    """Mark the lines that continue a paragraph of the line before.

    A text is wrapped at a width if lines of nearly that width are mostly followed, without a blank line, by
    one that goes on in the middle of a sentence (a small letter after no final stop). Then every line too full
    for the next one's first word goes on there.
    """
    pairs = [
        number
        for number in range(1, len(lines))
        if not lines[number].gap
        and lines[number].role == lines[number - 1].role == "body"
        and _NARROW <= len(lines[number - 1].text) <= _WIDE
        and _quote(lines[number].text) == _quote(lines[number - 1].text)
        and not _ITEM.match(_bare(lines[number].text))
        and not any(mark in lines[number - 1].text for mark in "\t|")
    ]
    middles = [
        number
        for number in pairs
        if _bare(lines[number].text)[:1].islower()
        and not _ends_sentence(lines[number - 1].text)
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


# --- The head and the tail of an article


def _first_prose(lines: Sequence[_Line], first: int) -> int:
    """The number of the line with which the paragraphs begin; `len(lines)` if there are none."""
    for number in range(first, len(lines)):
        line = lines[number]
        wrapped = number + 1 < len(lines) and lines[number + 1].joined
        if line.role != "body" or line.furniture or not (wrapped or _is_prose(line.text)):
            continue
        if caption(line.text) or (not wrapped and dated(line.text)):
            continue
        # A long headline is no paragraph: it has no final stop, and a date or a byline comes soon after.
        if number == first and not wrapped and len(line.text) <= _TITLE and not _ends_sentence(line.text):
            continue
        return number
    return len(lines)


def _mark_head(lines: list[_Line], first: int, body: int, facts: _Facts) -> None:
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
        if line.role != "body" or _ITEM.match(line.text):
            continue
        if caption(line.text) and number > first:
            line.role = "caption"
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
        if line.role != "body" or line.furniture or _ITEM.match(line.text):
            continue
        around = [lines[n].role for n in (number - 1, number + 1) if first <= n < len(lines)]
        if not {"date", "byline"} & set(around) or (number > body and "date" not in around):
            continue
        by = byline(line.text, loose=True)
        # The line between the headline and the date may be the headline's own second line: only with a name.
        if by is not None and (by.author or by.outlet or "byline" in around):
            line.role = "byline"
            facts.take(by, line.start)
    for number in (body, body + 1):
        if number < len(lines) and lines[number].role == "body" and len(lines[number].text) > _PROSE:
            opened, outlet = dateline(lines[number].text)
            if opened:
                facts.news += 1
                facts.take(Credit(outlet=outlet), lines[number].start)


def _mark_tail(lines: list[_Line], facts: _Facts) -> None:
    """Credits under an article ("Editor: ..."), and captions that say so anywhere."""
    for line in lines[max(len(lines) - 12, 0) :]:
        if line.role == "body" and not line.joined and ":" in line.text and len(line.text) <= 100:
            by = byline(line.text)
            if by is not None:
                line.role = "byline"
                facts.take(by, line.start)
                facts.news += 1
    for number, line in enumerate(lines):
        if (
            line.role == "body"
            and not line.joined
            and number
            and len(line.text) <= 250
            and line.text[-1] in ")]."
        ):
            if line.text[-1] == "." and ")." != line.text[-2:]:
                continue
            if caption(line.text) and not _ITEM.match(line.text):
                line.role = "caption"
        elif (
            line.role == "body"
            and number
            and not line.joined
            and ":" in line.text[:24]
            and caption(line.text)
        ):
            line.role = "caption"


# --- The headline and its repetitions


def _key(text: str) -> str:
    hashes = _HASHES.match(text)
    return " ".join(_WORDS.findall((hashes[1] if hashes else text).casefold()))


def _mark_titles(lines: list[_Line], first: int, body: int, facts: _Facts) -> None:
    """Find the headline, mark what says it again, and mark headings."""
    _mark_headings(lines, first)
    head = [
        number
        for number in range(first, min(body, len(lines), first + _HEAD_LINES))
        if lines[number].role in ("body", "heading")
        and not lines[number].joined
        and not lines[number].furniture
        and len(lines[number].text) <= 2 * _TITLE
        and not _ITEM.match(lines[number].text)
    ]
    if facts.title is None:
        chosen = _headline(lines, head, first, facts)
        if chosen is not None:
            line = lines[chosen]
            facts.title = _title_span(line)
            if line.role != "heading" or facts.news:
                line.role = "headline"
            outlet = _SUFFIX.split(line.text)[-1]
            if facts.title[1] < line.end and facts.outlet is None and looks_like_name(outlet):
                facts.outlet = (line.end - len(outlet), line.end)
    if facts.title is None:
        heading = next((line for line in lines[first:] if line.role == "heading"), None)
        facts.title = _title_span(heading) if heading else None
        return
    _mark_repeats(lines, first, body, facts)


def _title_span(line: _Line) -> Span:
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


def _headline(lines: list[_Line], head: list[int], first: int, facts: _Facts) -> int | None:
    if not head:
        return None
    keys = {number: _key(lines[number].text) for number in head}
    counts: dict[str, int] = {}
    for key in keys.values():
        counts[key] = counts.get(key, 0) + 1
    # Said twice in the head: exactly, or once with the outlet after it.
    for number in head:
        key = keys[number]
        if len(key.split()) < 3:
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


def _mark_repeats(lines: list[_Line], first: int, body: int, facts: _Facts) -> None:
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
        if other == key:
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


def _mark_headings(lines: list[_Line], first: int) -> None:
    """Short lines without a final stop that stand alone before a paragraph or a list."""
    spaced = sum(line.gap for line in lines) * 2 > len(lines)
    for number in range(first, len(lines) - 1):
        line, after = lines[number], lines[number + 1]
        if line.role != "body" or line.joined or line.furniture or len(line.text) > _HEADING:
            continue
        text = line.text
        if text[-1] in ".!…:;," or _ends_sentence(text) and text[-1] != "?" or len(text.split()) > 12:
            continue
        if (
            not (text[0].isupper() or text[0].isdigit() or text[0] in "¿¡")
            or _ITEM.match(text)
            or "\t" in text
        ):
            continue
        before = lines[number - 1] if number > first else None
        alone = line.gap and (after.gap or not spaced)
        if not alone and not (before is None or (_is_prose(before.text) and not spaced)):
            continue
        paragraph = (number + 2 < len(lines) and lines[number + 2].joined) or _is_prose(after.text)
        if paragraph and after.role == "body" and text[-1] != "?":
            line.role = "heading"


# --- Furniture that needs a news article around it


def _mark_furniture(lines: list[_Line], first: int, facts: _Facts) -> None:
    plain = sum(line.role == "furniture" and any(map(str.isalnum, line.text)) for line in lines[first:])
    news = facts.news + plain >= 2
    counts: dict[str, int] = {}
    for line in lines[first:]:
        if line.furniture == Furniture.LIKELY:
            counts[line.text] = counts.get(line.text, 0) + 1
    for line in lines[first:]:
        if line.furniture == Furniture.LIKELY and line.role in ("body", "heading") and not line.joined:
            if news or counts[line.text] > 1:
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
            linking = linking and number > last or links_follow(line.text)
        elif (
            linking
            and line.role in ("body", "heading")
            and len(line.text) <= _LONG
            and not _ends_sentence(line.text)
        ):
            line.role = "furniture"
            # One link follows between paragraphs, any number after the last one.
            linking = number > last
        elif number < title and line.role in ("body", "heading") and len(line.text.split()) <= 3:
            menu = [other for other in lines[first:title] if other.role in ("body", "heading", "furniture")]
            if len(menu) >= 3 and not _ends_sentence(line.text):
                line.role = "furniture"
        else:
            linking = linking and number > last
