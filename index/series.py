"""Which enumerations does a sentence hold, and what are their items?

An enumeration is "A, B and C" or "A, B, dan C": at least two items, the last after a conjunction. The
first item begins after the word that leads in ("ada", "such as", a preposition) and the last ends at a
mark or a word that goes on with something else.
"""

from __future__ import annotations

from collections.abc import Iterator

from index.gazetteer import FUNCTION_WORDS, LEAD_INS, SAYING
from index.tokens import Token, tokens

__all__ = ["items", "series"]

_CONJUNCTIONS = frozenset({"dan", "and", "serta", "atau", "or", "&"})
_INNER = frozenset({"of", "the", "a", "an", "dari", "sang", "its", "his", "her", "their", "de", "para"})
_OUTER = FUNCTION_WORDS | LEAD_INS
_LONGEST_ITEM = 12  # words
_BREAKS = frozenset('.;:!?"“”\n')


def series(text: str, found: list[Token]) -> Iterator[tuple[int, int, float]]:
    """Start, end and weight (0..1) of each enumeration in `text`, whose tokens are `found`, in order."""
    taken = -1
    for i in range(1, len(found) - 1):
        if found[i].key not in _CONJUNCTIONS or i <= taken:
            continue
        begin, commas = _begin(text, found, i, taken)
        last = _end(text, found, i + 1, short=commas == 0)
        if begin is None or last <= i:
            continue
        taken = last
        yield found[begin].start, found[last].end, (0.35 if commas == 0 else 0.75 if commas == 1 else 0.95)


def _begin(text: str, found: list[Token], conjunction: int, taken: int) -> tuple[int | None, int]:
    """The first token of the first item, and how many commas part the items before the conjunction."""
    commas = length = 0
    first = None
    for i in range(conjunction - 1, taken, -1):
        gap = text[found[i].end : found[i + 1].start]
        abbreviated = len(found[i].key) <= 3 and gap == ". "
        if not _BREAKS.isdisjoint(gap) and not abbreviated:
            break
        if "," in gap and i + 1 < conjunction:
            commas += 1
            length = 0
        length += 1
        if length > _LONGEST_ITEM or _leads_in(found[i], several=commas > 0):
            break
        first = i
    return first, commas


def _leads_in(token: Token, *, several: bool) -> bool:
    """Does no item go on across this word? "untuk" and "for" may stand in an item of a longer series."""
    if token.key in SAYING:
        return True
    if token.key in _INNER or token.key not in _OUTER or (token.capital and token.start > 0):
        return False
    return not several or token.key not in ("untuk", "for")


def _end(text: str, found: list[Token], first: int, *, short: bool) -> int:
    """The last token of the last item, which begins with token `first`."""
    last = first
    for i in range(first, min(len(found), first + _LONGEST_ITEM)):
        key = found[i].key
        if i > first:
            gap = text[found[i - 1].end : found[i].start]
            if gap.strip(" -'’/&()"):
                break
            if short and i > first + 3:
                break
        if key in FUNCTION_WORDS and key not in _INNER and i > first and not found[i].capital:
            break
        last = i
    while last > first and found[last].key in FUNCTION_WORDS and not found[last].capital:
        last -= 1
    return last


def items(text: str, span: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """The items of the enumeration `text[span[0]:span[1]]`, in order, as offsets in `text`.

    Parted at commas, semicolons and the conjunction before the last; one item where nothing parts it.
    """
    start, end = span
    found = tokens(text[start:end])
    parts: list[list[Token]] = [[]]
    for i, token in enumerate(found):
        gap = text[start + found[i - 1].end : start + token.start] if i else ""
        if ("," in gap or ";" in gap) and parts[-1]:
            parts.append([])
        if token.key in _CONJUNCTIONS:
            if parts[-1]:
                parts.append([])
            continue
        parts[-1].append(token)
    return tuple((start + part[0].start, start + part[-1].end) for part in parts if part)
