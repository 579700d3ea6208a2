"""How do the lines of printed pages become paragraphs?

Hyphens at line ends are taken out where they only part a word, lines that go on are joined, and what stands
at the head or the foot of page after page is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from index.lines import ITEM, ends_sentence

__all__ = ["paragraphs", "without_running_heads"]

_EDGE = 2  # lines at the head and at the foot of a page that may be running ones
_PAGE_NUMBER = re.compile(
    r"(?i)(?:(?:page|halaman|hal\.?|p\.)\s*)?[-–—|]?\s*(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|dari)\s*\d{1,4})?\s*[-–—|]?"
)
_PARTED = re.compile(r"(\w+)[-\u2010\u00ad]$")
_LEADER = re.compile(r"(?:\s?\.){5,}")  # "Chapter 1 . . . . . . 7"
_WORD = re.compile(r"\w+(?:-\w+)+|\w+")
_FULL = 0.72  # of a page's usual width: a line below it was ended by its writer
_WORD_LENGTH = 80  # characters of a line in which its last word is looked for
_NARROW = 24  # characters; columns are wider


def without_running_heads(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The lines of each page without those that, numbers apart, stand at the edge of at least half of the pages
    (three at least), and without page numbers standing alone at its edge."""
    seen = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    enough = max(3, (len(pages) + 1) // 2)
    running = {key for key, count in seen.items() if count >= enough and key}
    kept = []
    for page in pages:
        lines = list(page)
        for edge in (0, -1):
            for _ in range(_EDGE):
                if lines and (_key(lines[edge]) in running or _is_number(lines[edge], len(pages))):
                    del lines[edge]
        kept.append(lines)
    return kept


def _edges(page: Sequence[str]) -> Sequence[str]:
    return page if len(page) <= 2 * _EDGE else [*page[:_EDGE], *page[-_EDGE:]]


def _key(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip().casefold())


def _is_number(line: str, pages: int) -> bool:
    return pages > 1 and _PAGE_NUMBER.fullmatch(line.strip()) is not None


def paragraphs(pages: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """The paragraphs of all pages as (0-based number of a page, what stands on it), in order.

    A paragraph that goes on on the next page comes in two parts, the first of which ends with a blank or, where
    a word was parted, with its beginning; all others end with a line end. Blank lines end a paragraph.
    """
    words = Counter(
        word.casefold()
        for page in pages
        for line in page
        for word in _WORD.findall(line.rstrip("-\u2010\u00ad"))
    )
    found: list[tuple[int, list[str]]] = []
    above = ""  # the line before, "" at the start and after a paragraph's end
    for number, page in enumerate(pages):
        width = _width(page)
        gap = False
        for line in page:
            text = " ".join(_LEADER.sub(" … ", line).split())
            if not text:
                gap = True
                continue
            first = not found or found[-1][0] != number
            if above and _goes_on(above, text, width, gap=gap, turned=first):
                found[-1][1][-1] = _joined(above, text, words)
                if first:
                    found.append((number, []))
            else:
                if found:
                    found[-1][1].append("\n")
                found.append((number, []))
            found[-1][1].append(text)
            above, gap = text, False
    if found:
        found[-1][1].append("\n")
    return [(number, "".join(parts)) for number, parts in found]


def _width(page: Iterable[str]) -> int:
    """The usual length of a full line."""
    lengths = sorted(len(line.strip()) for line in page if line.strip())
    return lengths[len(lengths) * 3 // 4] if lengths else 0


def _goes_on(above: str, text: str, width: int, *, gap: bool, turned: bool) -> bool:
    """Whether `text` belongs to the paragraph whose last line is `above`; `turned` after a page's end."""
    if ITEM.match(text) or " … " in above or " … " in text:
        return False
    parted = _PARTED.search(above[-_WORD_LENGTH:]) is not None
    small = text[:1].islower()
    if turned or gap:  # other things stand between, as a rule
        return (small or parted) and not ends_sentence(above)
    if parted and text[:1].isalnum():
        return True
    full = len(above) >= max(_NARROW, _FULL * width)
    if small and not ends_sentence(above):
        return full or len(above) >= _NARROW
    return full and (not ends_sentence(above) or len(above) >= 0.9 * width)


def _joined(before: str, text: str, words: Counter[str]) -> str:
    """`before`, as it is to stand in front of `text`: without its hyphen where that only parts a word."""
    parted = _PARTED.search(before[-_WORD_LENGTH:])
    following = _WORD.match(text)
    if parted is None or following is None:
        return before + " "
    soft = before.endswith("\u00ad")
    left, right = parted[1], following[0]
    if soft:
        return before[:-1]
    if left.isdigit() or right[:1].isdigit() or right[:1].isupper():
        return before
    left_part = left.casefold()
    right_part = right.casefold()
    hyphenated, whole = words[f"{left_part}-{right_part}"], words[left_part + right_part]
    # Indonesian says a word twice for its plural: "anak-anak".
    doubled = right_part.startswith(left_part) or left_part == right_part
    if hyphenated > whole or (doubled and not whole):
        return before
    return before[:-1]
