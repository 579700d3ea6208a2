"""Which enumerations does a sentence hold, and what are their items?

An enumeration is "A, B and C" or "A, B, dan C": at least two items, the last after a conjunction. The first item
begins after the word that leads in ("ada", "such as", a preposition) and the last ends at a mark or a word that
goes on with something else.
"""

from __future__ import annotations

from collections.abc import Iterator

from index.gazetteer import FUNCTION_WORDS, LEAD_INS, SAYING
from index.tokens import Token, tokens

__all__ = ["items", "series"]

_CONJUNCTIONS = frozenset({"dan", "and", "serta", "atau", "or", "&"})
_INNER = frozenset({"of", "the", "a", "an", "dari", "sang", "its", "his", "her", "their", "de", "para"})
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
    commas = 0
    edge = conjunction  # first token of the item read so far
    i = conjunction - 1
    while i > taken:
        gap = text[found[i].end : found[i + 1].start]
        if not _BREAKS.isdisjoint(gap.replace(". ", "") if len(found[i].key) <= 3 else gap):
            break
        if "," in gap and i + 1 < conjunction:
            if edge == conjunction or _clause_like(found, i + 1, edge):
                break
            commas += 1
        if conjunction - i > _LONGEST_ITEM * (commas + 1):
            break
        if found[i].key in SAYING or found[i].key in FUNCTION_WORDS | LEAD_INS and found[i].key not in _INNER:
            if commas == 0 or found[i].key not in ("dari", "of", "untuk", "for"):
                break
        edge = i
        i -= 1
    return (edge if edge < conjunction else None), commas


def _clause_like(found: list[Token], first: int, last: int) -> bool:
    return last - first > _LONGEST_ITEM


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
        if key in FUNCTION_WORDS and key not in _INNER and i > first:
            break
        last = i
    while last > first and found[last].key in FUNCTION_WORDS:
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
