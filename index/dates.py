"""Which date or time of day begins at a place of a text?

For `index.numbers`. Terms are ISO 8601 with what is known: "2018-10-11", "2018-10", "--10-11" (a day of some
year), "--10" (a month); times of day are "T15:14". A date gives all of its parts that are dates, and its
year.
"""

from __future__ import annotations

import re
from functools import cache

from index.folding import fold
from index.numerals import DAY_HALVES, LONE_MONTHS_IN_DOUBT, MONTHS
from index.patterns import lazy

__all__ = ["date_at", "month_at", "months", "time_at"]

Part = tuple[int, int, str]
"""Start, end and term. A term of four digits is a year, which is a number; every other is a date."""

_DIGITS = lazy(r"\d+")
_SEPARATORS = frozenset("-/.")
_YEAR_FIRST = lazy(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d|[-/.]\d)")
_YEAR_LAST = lazy(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d\d)(?!\d|[-/.]\d)")
# "Sabtu (13/10)": bare day and month are a date only in brackets, as newspapers write them.
_NO_YEAR = lazy(r"(?<=\()(\d{1,2})/(\d{1,2})(?=\))")
_EAST_ASIAN = lazy(r"(\d{4})\s?[年년](?:\s?(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日일])?)?")
_DAY = lazy(
    r"(\d{1,2})(?:\s?[-–]\s?(\d{1,2})|\s(?:dan|and|to|sampai|hingga|s/d)\s(\d{1,2}))?"
    r"(?:st|nd|rd|th|er|º|\.)?(?:\s{1,3}|-)(?:of |de )?"
)
_NAME = lazy(r"[^\W\d_]{3,12}")
_DAY_AFTER = lazy(r"\.?\s{1,3}(\d{1,2})(?:st|nd|rd|th)?(?!\w|[.:,]\d|\s?%)")
_YEAR_AFTER = lazy(r"(?:\.?,?\s{1,3}|-|,)(?:of |de |del |tahun |thn )?(\d{4})(?!\w|[.,:]\d)")
_MONTH_CUE = lazy(
    r"\b(?:in|of|since|until|till|by|from|last|next|early|late|mid|during|before|after) $", re.IGNORECASE
)

_TIME = lazy(r"([01]?\d|2[0-4])[.:]([0-5]\d)(?:[.:][0-5]\d)?(?![\d.:]\d|\d)")
_HOUR = lazy(r"([01]?\d|2[0-4])(?!\d|[.,:]\d)")
_ZONE = lazy(r"\s?(?:WIB|WITA|WIT|GMT|UTC|[BCEP]E?[SD]T|Uhr|hrs?|[ap]\.?m\b)", re.IGNORECASE)
_HALF = lazy(r"\s?(?:([ap])\.?m\b\.?|(pagi|siang|sore|petang|malam)\b)", re.IGNORECASE)
_AT = lazy(r"\b(?:pukul|pkl\.?|jam|at|um|kl) ?$", re.IGNORECASE)

_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@cache
def months(language: str) -> dict[str, int]:
    """The month names read in a text of `language`: its own and the English ones, folded."""
    return MONTHS["en"] | MONTHS.get(language, {})


def _exists(day: int, month: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]


def _parts(
    year: tuple[int, int, str] | None, month: tuple[int, int, int], day: tuple[int, int, int] | None
) -> list[Part]:
    """Every date term of a date, the widest first; each of the three is its start, end and value."""
    month_start, month_end, number = month
    parts = [(month_start, month_end, f"--{number:02}")]
    if day is not None:
        parts.append((min(day[0], month_start), max(day[1], month_end), f"--{number:02}-{day[2]:02}"))
    if year is not None:
        start, end, digits = year
        parts.append((start, end, digits))
        parts.append((min(start, month_start), max(end, month_end), f"{digits}-{number:02}"))
        if day is not None:
            whole = (min(start, month_start, day[0]), max(end, month_end, day[1]))
            parts.append((*whole, f"{digits}-{number:02}-{day[2]:02}"))
    return sorted(parts, key=_order)


def _order(part: Part) -> tuple[int, int, int, str]:
    return part[0], -part[1], -len(part[2]), part[2]


def _digits(match: re.Match[str], group: int) -> tuple[int, int, int]:
    return match.start(group), match.end(group), int(match[group])


def _year(match: re.Match[str], group: int) -> tuple[int, int, str]:
    value = int(match[group])
    if match.end(group) - match.start(group) == 2:
        value += 2000 if value < 70 else 1900
    return match.start(group), match.end(group), f"{value:04}"


def date_at(text: str, start: int, language: str) -> list[Part]:
    """The date whose first digit is `text[start]`, in its parts; empty where there is none.

    Between two readings of "10/11/2018" English text gets month first and every other language day first;
    "10.11.2018" and "10-11-2018" are day first in all.
    """
    digits = _DIGITS.match(text, start)
    if digits is None:
        return []
    size, after = digits.end() - start, text[digits.end() : digits.end() + 1]
    if size == 4 and after in _SEPARATORS:
        match = _YEAR_FIRST.match(text, start)
        if match and _exists(int(match[4]), int(match[3])):
            return _parts(_year(match, 1), _digits(match, 3), _digits(match, 4))
    if size == 4 and (match := _EAST_ASIAN.match(text, start)):
        if not match[2]:
            return [(match.start(1), match.end(1), f"{int(match[1]):04}")]
        known = _digits(match, 3) if match[3] else None
        if _exists(known[2] if known else 1, int(match[2])):
            return _parts(_year(match, 1), _digits(match, 2), known)
    if size > 2:
        return []
    year = None
    match = _YEAR_LAST.match(text, start) if after in _SEPARATORS else None
    if match:
        year, first, second, slash = _year(match, 4), _digits(match, 1), _digits(match, 3), match[2] == "/"
    elif match := _NO_YEAR.match(text, start):
        first, second, slash = _digits(match, 1), _digits(match, 2), True
    if match:
        ways = [(first, second), (second, first)]
        if language == "en" and slash:
            ways.reverse()
        for day, month in ways:
            if _exists(day[2], month[2]):
                return _parts(year, month, day)
    if (match := _DAY.match(text, start)) and (name := _NAME.match(text, match.end())):
        number = months(language).get(fold(name[0]))
        said = _YEAR_AFTER.match(text, name.end())
        year = _year(said, 1) if said else None
        days = [_digits(match, group) for group in (1, 2, 3) if match[group]]
        if number and all(_exists(day[2], number) for day in days):
            month = (*name.span(), number)
            return sorted({part for day in days for part in _parts(year, month, day)}, key=_order)
    return []


def month_at(text: str, start: int, end: int, language: str) -> list[Part]:
    """The date that begins with the word `text[start:end]`, in its parts; empty where it is no month."""
    name = fold(text[start:end])
    number = months(language).get(name)
    if number is None:
        return []
    month = (start, end, number)
    if day := _DAY_AFTER.match(text, end):
        year = _YEAR_AFTER.match(text, day.end())
        if (year or language == "en") and _exists(int(day[1]), number):
            return _parts(_year(year, 1) if year else None, month, (day.start(1), day.end(), int(day[1])))
    if year := _YEAR_AFTER.match(text, end):
        return _parts(_year(year, 1), month, None)
    cued = text[start].isupper() and _MONTH_CUE.search(text, max(0, start - 8), start)
    if name in LONE_MONTHS_IN_DOUBT and not cued:
        return []
    return _parts(None, month, None)


def time_at(text: str, start: int) -> list[Part]:
    """The time of day whose first digit is `text[start]`: "15:14", "15.14 WIB", "pukul 15.14", "3 pm"."""
    digits = _DIGITS.match(text, start)
    if digits is None or digits.end() - start > 2:
        return []
    match = _TIME.match(text, start)
    called = _AT.search(text, max(0, start - 6), start)
    if match is None:
        match = _HOUR.match(text, start)
        if match is None or not (_HALF.match(text, match.end()) or (called and called[0][0] in "pP")):
            return []
    half = _HALF.match(text, match.end())
    zone = _ZONE.match(text, match.end())
    if not (half or zone or called or ":" in match[0]):
        return []
    hour, minute, end = int(match[1]), int(match[2]) if match.re.groups > 1 else 0, match.end()
    if half:
        end = half.end()
        first, last, noon = DAY_HALVES[(half[1] or half[2]).lower()]
        hour = hour + 12 if first <= hour < last else noon if hour == 12 else hour
    elif zone:
        end = zone.end()
    return [(start, end, f"T{hour:02}:{minute:02}")]
