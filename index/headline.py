"""Which line is the headline, which lines say it again, and which head a part of the text?"""

from __future__ import annotations

from index.lines import HASHES, ITEM, Line, ends_sentence, is_prose
from index.masthead import Span, looks_like_name, looks_like_outlet
from index.metadata import Facts
from index.patterns import lazy

__all__ = ["HEAD_LINES", "TITLE", "mark_titles"]

HEAD_LINES = 40
"""Lines; the head of an article, with menus, is rarely longer."""
TITLE = 160
"""Characters; a first line without a final stop may be a headline up to here."""
_HEADING = 80
_SUFFIX = lazy(r"\s+[-–—|·•»]\s+|\s*\|\s*")
_WORDS = lazy(r"\w+")


def _key(text: str) -> str:
    hashes = HASHES.match(text)
    return " ".join(_WORDS.findall((hashes[1] if hashes else text).casefold()))


def mark_titles(lines: list[Line], first: int, body: int, facts: Facts) -> None:
    """Find the headline, mark what says it again, and mark headings."""
    _mark_headings(lines, first)
    head = [
        number
        for number in range(first, min(body, len(lines), first + HEAD_LINES))
        if lines[number].role in ("body", "heading")
        and not lines[number].wrapped
        and not lines[number].furniture
        and len(lines[number].text) <= 2 * TITLE
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
    hashes = HASHES.match(line.text)
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
        # Without paragraphs it may be the refrain of a song.
        if len(key.split()) < 3 or body == len(lines) or lines[number].text.endswith("."):
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
    paragraphs = [line for line in lines[head[0] + 1 :] if is_prose(line.text)][:2]
    after = lines[head[0] + 1] if head[0] + 1 < len(lines) else None
    followed = after is not None and is_prose(after.text) and (after.gap or not after.text[0].isdigit())
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
            or line.wrapped
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
        if line.role != "body" or line.wrapped or line.furniture or len(line.text) > _HEADING:
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
        if not line.gap and not (before is None or (is_prose(before.text) and not spaced)):
            continue
        paragraph = after.wrapped or is_prose(after.text) or (line.gap and ITEM.match(after.text))
        if paragraph and after.role == "body" and text[-1] != "?":
            line.role = "heading"
