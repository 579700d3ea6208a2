"""Which numbers and dates does a text hold, in whatever spelling?

A number's term is its value in plain digits ("5", "1500000", "2.5"), whether spelled "lima", "1,5 juta" or
"2.5". An ordinal's is "#6" ("keenam", "ke-6", "sixth"), a decade's "1990s". Dates are ISO 8601 with what is
known: "2018-10-11", "2018-10", "--10-11" (a day of some year), "--10" (a month); times of day are "T15:14". A
full date is also each of its parts, so that "Oktober 2018" in a question meets "11 Oktober 2018" in a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, compress, count, islice
from typing import Literal, NamedTuple

from index.dates import Part, date_at, month_at, months, time_at
from index.folding import fold
from index.kept import Kept
from index.numerals import (
    CURRENCIES,
    DECIMAL_POINT,
    MAGNITUDES,
    MULTIPLIERS,
    ORDINAL_SUFFIXES,
    ORDINALS,
    UNIT_SUFFIXES,
    WORDS,
)
from index.patterns import lazy

__all__ = ["Quantity", "hints", "numbers"]


class Quantity(NamedTuple):
    """`text[start:end]` as a number or date: its `term`, and a number's `value` (None for dates)."""

    start: int
    end: int
    term: str
    kind: Literal["number", "date"]
    value: int | float | None


_RUN = lazy(r"(\d+|[^\W\d_]+)")
# What begins a number only with digits ("ke-6") or another word of numbers ("a hundred") behind it.
_IN_COMPANY = frozenset({"a", "ke"})
# More digits (or words) than any amount has: an identifier. (Python refuses to read thousands of digits at
# once.)
_LONGEST = 24

_NUMERAL = lazy(r"\d+(?:[.,]\d+){0,12}")
_SPACED = lazy(r"\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?:[.,]\d+)?(?!\d)")
_SPACED_PLAIN = lazy(r"\d{1,3}(?:[ \u00a0\u202f\u2009]\d{3})+(?:[.,]\d+)?(?!\d)")
_PLAIN_SPACE = frozenset({"fr", "ru", "pl", "sv"})
_FRACTIONS = {"½": (5, 1), "¼": (25, 2), "¾": (75, 2)}


@dataclass(frozen=True, slots=True)
class _Number:
    """`mantissa` / 10 ** `decimals`, exact, ending at `end`."""

    mantissa: int
    decimals: int
    end: int

    def scaled(self, power: int, end: int) -> _Number:
        if power >= self.decimals:
            return _Number(self.mantissa * 10 ** (power - self.decimals), 0, end)
        return _Number(self.mantissa, self.decimals - power, end)

    @property
    def term(self) -> str:
        if not self.decimals:
            return str(self.mantissa)
        digits = str(self.mantissa).zfill(self.decimals + 1)
        return f"{digits[: -self.decimals]}.{digits[-self.decimals :]}".rstrip("0").rstrip(".")

    def quantity(self, start: int, suffix: str = "") -> Quantity:
        value = float(self.term) if "." in self.term else int(self.term)
        return Quantity(start, self.end, self.term + suffix, "number", value)


def numbers(text: str, language: str) -> list[Quantity]:
    """The numbers, dates and times of `text`, in order of `start`, the longer first where two start together.

    A date is followed by its parts, which lie inside it; nothing else overlaps. Offsets are characters,
    0-based, end-exclusive. `language` (ISO 639-1) decides between 1.000,5 and 1,000.5 where the shape does
    not, and which number words are read. A sign is not part of a number. Digits inside a word ("G20", "5G")
    are none.
    """
    lexicon = _lexicon(language)
    parts = _RUN.split(text)
    runs = parts[1::2]
    promising = list(compress(count(), map(lexicon.begins.__getitem__, runs)))
    if not promising:
        return []
    found: list[Quantity] = []
    place = 0
    ends = list(accumulate(map(len, parts)))
    for number in promising:
        run, start = runs[number], ends[2 * number]
        if start < place:
            continue
        glued = number > 0 and not parts[2 * number]
        if run[0].isdecimal():
            if glued and not _may_precede(runs[number - 1]):
                continue
            if _bare(runs, parts, number, lexicon):
                quantities = [Quantity(start, start + len(run), str(int(run)), "number", int(run))]
            else:
                quantities = _at_digits(text, start, language, lexicon)
        elif glued:
            continue
        else:
            quantities = _at_word(text, start, run, language, lexicon)
        if quantities:
            found += quantities
            place = max(quantity.end for quantity in quantities)
    return found


def hints(language: str) -> Callable[[str], bool]:
    """Which words a number or date has at least one of: a text without such a word holds none. Words are stretches of
    letters and digits, also with apostrophes inside."""
    lexicon = _lexicon(language)
    behind_article = {*lexicon.multipliers, *lexicon.magnitudes} if language == "en" else ()

    alone = {*lexicon.starts, *behind_article} - _IN_COMPANY

    def hints_at(word: str) -> bool:
        if word.isalpha():
            return fold(word) in alone
        return any(
            run[0].isdecimal() or (lexicon.begins[run] and fold(run) not in _IN_COMPANY)
            for run in _RUN.findall(word)
        ) or any(fold(part) in behind_article for part in _LETTERS.findall(word))

    return hints_at


def _bare(runs: list[str], parts: list[str], number: int, lexicon: _Lexicon) -> bool:
    """Whether a run of digits is certainly a number by itself, as what stands around it makes nothing else of it; as
    most are, there is no need to try all that it might be."""
    if len(runs[number]) > _LONGEST or (number and fold(runs[number - 1]) in _BEFORE_HOURS):
        return False
    after = parts[2 * number + 2]
    if after == ", ":
        return True
    if after != " " or number + 1 == len(runs) or parts[2 * number + 4] == "":
        return False
    return not lexicon.changes[runs[number + 1]]


# What stands between a number and what makes a day, or an hour, of it.
_BEFORE_HOURS = frozenset({"pukul", "pkl"})
_BEHIND_DAYS = frozenset({"dan", "and", "to", "sampai", "hingga", "s", "of", "de"})
_BEHIND_HOURS = frozenset({"am", "pm", "pagi", "siang", "sore", "petang", "malam"})


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """The number words of one language; `begins` says if a number or date can begin with a run of letters or
    digits, and `changes` if one can make something else of the number before it."""

    words: dict[str, int]
    multipliers: dict[str, tuple[int, int]]
    magnitudes: dict[str, int]
    ordinals: dict[str, int]
    suffix: re.Pattern[str]
    starts: frozenset[str]
    begins: Kept[bool]
    changes: Kept[bool]


@cache
def _lexicon(language: str) -> _Lexicon:
    words, ordinals = WORDS.get(language, {}), ORDINALS.get(language, {})
    starts = {*words, *ordinals, *months(language), *({"ke"} if language == "id" else ())}
    if language == "en":
        starts |= {"a"}

    def begins(run: str) -> bool:
        return run[0].isdecimal() or fold(run) in starts

    magnitudes = MAGNITUDES.get(language, {})
    followers = {*months(language), *magnitudes, *_BEHIND_DAYS, *_BEHIND_HOURS}

    def changes(run: str) -> bool:
        """As far as a name of a month is read."""
        short = len(run) < 2 or run[0].isdecimal() or run[0] >= "\u0e00"
        return short or fold(run) in followers or fold(run[:12]) in followers

    return _Lexicon(
        words,
        MULTIPLIERS.get(language, {}),
        magnitudes,
        ordinals,
        re.compile(rf"(?:{ORDINAL_SUFFIXES.get(language, 'º')})(?!\w)", re.IGNORECASE),
        frozenset(starts),
        Kept(begins),
        Kept(changes),
    )


def _may_precede(word: str) -> bool:
    """Whether digits directly after these letters are a number: a currency, a script without blanks."""
    return fold(word) in CURRENCIES or word[-1] >= "\u0e00"


def _quantities(parts: list[Part]) -> list[Quantity]:
    return [
        Quantity(start, end, term, "number", int(term))
        if term.isdecimal()
        else Quantity(start, end, term, "date", None)
        for start, end, term in parts
    ]


def _at_digits(text: str, start: int, language: str, lexicon: _Lexicon) -> list[Quantity]:
    if parts := date_at(text, start, language) or time_at(text, start):
        return _quantities(parts)
    numerals = _numerals(text, start, language)
    if not numerals:
        return []
    if len(numerals) > 1:
        return [numeral.quantity(begin) for begin, numeral in numerals]
    numeral = numerals[0][1]
    end = numeral.end
    if (suffix := lexicon.suffix.match(text, end)) and not numeral.decimals:
        return [Quantity(start, suffix.end(), f"#{numeral.term}", "number", numeral.mantissa)]
    if (decade := _DECADE.match(text, end)) and not numeral.mantissa % 10 and end - start in (2, 4):
        year = numeral.mantissa + 1900 * (end - start == 2)
        return [Quantity(start, decade.end(), f"{year}s", "number", year)]
    glued = _LETTERS.match(text, end)
    if glued and glued[0][0] < "\u0e00" and (fold(glued[0]) not in UNIT_SUFFIXES or glued[0] == "G"):
        return []
    found = [_magnified(text, start, numeral, language, lexicon).quantity(start)]
    if found[0].end == end and (twin := _TWIN_DAY.fullmatch(text, start, end)):
        # "11.11" names a day by its two equal halves and is spoken of by one of them.
        found.append(_Number(int(twin[1]), 0, twin.end(1)).quantity(start))
    return found


_DECADE = lazy(r"(?:['’]?s|-?an)(?!\w)")
_TWIN_DAY = lazy(r"(\d\d?)\.\1")
_LETTERS = lazy(r"[^\W_]+")
_NEXT_WORD = lazy(r"[ \t\u00a0\u202f-]{0,2}([^\W\d_]+)(?!\d)\.?")
_MONEY = lazy(r"[$€£¥]\s?$|\b(?:Rp|IDR|USD|EUR|GBP)\.?\s?$", re.IGNORECASE)
# One letter is a power of ten only after a currency: Indonesian "Rp 5 M" is 10 ** 9, English "$5m" is 10 **
# 6.
_MONEY_LETTERS = {"id": {"m": 9, "t": 12}, "en": {"k": 3, "m": 6, "b": 9, "t": 12}}


def _magnified(text: str, start: int, numeral: _Number, language: str, lexicon: _Lexicon) -> _Number:
    """`numeral` times the powers of ten said after it: "1,5 juta", "$2.1bn", "5 ribu triliun"."""
    while follower := _NEXT_WORD.match(text, numeral.end):
        word = fold(follower[1])
        power = lexicon.magnitudes.get(word)
        if power is None and len(word) == 1 and _MONEY.search(text, max(0, start - 6), start):
            power = _MONEY_LETTERS.get(language, {}).get(word)
        if power is None:
            break
        numeral = numeral.scaled(power, follower.end(1))
    return numeral


def _numerals(text: str, start: int, language: str) -> list[tuple[int, _Number]]:
    """The digits at `start` as a number, as several where their separators group nothing ("1.168.1")."""
    spaced = (_SPACED_PLAIN if language in _PLAIN_SPACE else _SPACED).match(text, start)
    match = spaced or _NUMERAL.match(text, start)
    if match is None or match.end() - start > _LONGEST:
        return []
    digits, end = match[0], match.end()
    if spaced:
        digits = re.sub(r"\s", "", digits)
    if end < len(text) and text[end] in _FRACTIONS and digits.isdecimal():
        more, decimals = _FRACTIONS[text[end]]
        return [(start, _Number(int(digits) * 10**decimals + more, decimals, end + 1))]
    decimal = _decimal_sign(digits, language)
    if decimal is None:
        return [
            (start + part.start(), _Number(int(part[0]), 0, start + part.end()))
            for part in re.finditer(r"\d+", match[0])
        ]
    whole, _, fraction = digits.partition(decimal) if decimal else (digits, "", "")
    whole = whole.replace(".", "").replace(",", "")
    return [(start, _Number(int(whole + fraction), len(fraction), end))]


def _decimal_sign(digits: str, language: str) -> str | None:
    """Which sign in `digits` is the decimal one, "" for none; None where this is no single number.

    Two kinds of signs: the last is decimal, if it stands once. One kind, more than once, or once before
    exactly three digits where the language groups with it: grouping. Otherwise decimal.
    """
    signs = re.findall(r"[.,]", digits)
    if not signs:
        return ""
    last = signs[-1]
    groups = re.split(r"[.,]", digits)
    if len(set(signs)) == 2:
        grouped = groups[:-1] if signs.count(last) == 1 and len(set(signs[:-1])) == 1 else []
        return last if grouped and _grouped(grouped) else None
    if len(signs) > 1:
        return "" if _grouped(groups) else None
    grouping = "," if language in DECIMAL_POINT else "."
    return "" if last == grouping and _grouped(groups) else last


def _grouped(groups: list[str]) -> bool:
    """Whether these are the groups of a number: 1.000.000, also the Indian 1,00,000."""
    return (
        1 <= len(groups[0]) <= 3
        and (groups[0][0] != "0" or len(groups) == 1)
        and all(len(group) in (2, 3) for group in groups[1:-1])
        and (len(groups) == 1 or len(groups[-1]) == 3)
    )


def _at_word(text: str, start: int, run: str, language: str, lexicon: _Lexicon) -> list[Quantity]:
    if parts := month_at(text, start, start + len(run), language):
        return _quantities(parts)
    if run == "second" and _DURATION.search(text, max(0, start - 8), start):
        return []
    if language == "id" and fold(run) == "ke":
        match = _KE.match(text, start + len(run))
        if match is None or len(match[1]) > _LONGEST:
            return []
        return [Quantity(start, match.end(), f"#{int(match[1])}", "number", int(match[1]))]
    return _spelled(text, start, language, lexicon)


_DURATION = lazy(r"(?:per|each|every|one|split|\d)[ -]$")
_KE = lazy(r"[-‐‑ ]?(\d+)(?![\w.,]*\d)")


def _spelled(text: str, start: int, language: str, lexicon: _Lexicon) -> list[Quantity]:
    """The number spelled in words at `start`: "dua puluh lima", "two hundred and five", "twenty-first"."""
    total = current = 0
    unit: int | None = None
    end, ordinal, article = start, False, False
    for place, (_, stop, word) in enumerate(islice(_phrase(text, start), _LONGEST)):
        if place == 0 and language == "en" and word == "a":
            unit, article = 1, True
            continue
        value = lexicon.words.get(word)
        if word in lexicon.multipliers and unit is not None:
            factor, more = lexicon.multipliers[word]
            current, unit = current + unit * factor + more, None
        elif word in lexicon.magnitudes and (unit is not None or current):
            total, current, unit = total + (current + (unit or 0)) * 10 ** lexicon.magnitudes[word], 0, None
        elif article and end == start:
            return []
        elif value is not None and _continues(current, unit, value, language):
            if unit is not None:
                total, current = (total + unit, current) if unit >= 1000 else (total, current + unit)
            if language == "en" and 11 <= current <= 20 and value >= 10:
                current *= 100
            unit = value
        elif word in lexicon.ordinals and not ordinal and (place == 0 or language == "en"):
            unit = (unit or 0) + lexicon.ordinals[word]
            ordinal = True
            if language == "en":
                end = stop
                break
        elif word == "and" and language == "en" and place and unit is None:
            continue
        else:
            break
        end = stop
    if end == start or (
        text[end : end + 1] == "-" and text[end + 1 : end + 1 + end - start] == text[start:end].lower()
    ):
        return []  # none, or a reduplication: "dua-duanya", "satu-satunya"
    number = total + current + (unit or 0)
    return [Quantity(start, end, f"#{number}" if ordinal else str(number), "number", number)]


def _continues(current: int, unit: int | None, value: int, language: str) -> bool:
    """Whether a word for `value` goes on with the number so far rather than begin another."""
    if unit is None:
        return value < 100 or current == 0
    if language != "en":
        return unit in (100, 1000) and value < unit
    return (unit >= 20 and (value < 10 or (unit == 20 and value >= 10))) or (11 <= unit <= 19 and value >= 10)


def _phrase(text: str, start: int) -> Iterator[tuple[int, int, str]]:
    """The folded words from `start` on that blanks or hyphens join, with their offsets."""
    match = _LETTERS.match(text, start)
    while match:
        yield match.start(), match.end(), fold(match[0])
        joint = _JOINT.match(text, match.end())
        match = _LETTERS.match(text, joint.end()) if joint else None


_JOINT = lazy(r"[ \t\u00a0\n]{1,2}|-")
