"""Which words may make something else of a number beside them, or become a part of it?

`index.numbers` reads no further from a number than over such words. So what a text says of numbers depends on
stretches of them alone, whatever stands around.
"""

from __future__ import annotations

from collections.abc import Callable

from index.dates import months
from index.folding import fold
from index.numbers import hints
from index.numerals import CURRENCIES, MAGNITUDES, MULTIPLIERS, ORDINALS, WORDS
from index.patterns import lazy

__all__ = ["beside"]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# What joins the parts of a date, or of a number; what stands before a month, an hour, an amount; what follows them.
_JOINTS = _set(
    "a ke and dan to sampai hingga of de del tahun thn st nd rd th er"
    " in since until till by from last next early late mid during before after"
    " pukul pkl jam at um kl am pm pagi siang sore petang malam rp idr usd eur gbp"
)
# Of these the beginning, or the end, is enough: time zones, and what a "second" is of.
_BEGINNING = lazy(r"(?i)wib|wit|gmt|utc|uhr|hr|[bcep]e?[sd]t")
_END = lazy(r"(?i)(?:per|each|every|one|split)\Z")
_PARTS = lazy(r"[^\W_]+(?:['’ʼ‘`][^\W_]+)*")
_LETTERS = lazy(r"[^\W\d_]+")


def beside(language: str) -> Callable[[str], int]:
    """How much a stretch of letters, digits, apostrophes and hyphens has to do with numbers: 2, it may hold one or
    begin one; 1, it may belong to one that begins before it, or change one behind it; 0, nothing."""
    hint = hints(language)
    named = months(language)
    concerned = {
        *_JOINTS,
        *CURRENCIES,
        *named,
        *WORDS.get(language, ()),
        *MULTIPLIERS.get(language, ()),
        *MAGNITUDES.get(language, ()),
        *ORDINALS.get(language, ()),
    }

    def may(run: str) -> bool:
        folded = fold(run)
        return (
            len(folded) < 2
            or folded in concerned
            or (len(run) > 12 and fold(run[:12]) in named)
            or _BEGINNING.match(run) is not None
            or _END.search(run) is not None
        )

    def found(stretch: str) -> int:
        if stretch.isalpha():
            return 2 if hint(stretch) else int(may(stretch))
        if any(map(hint, _PARTS.findall(stretch))):
            return 2
        return int(any(map(may, _LETTERS.findall(stretch))))

    return found
