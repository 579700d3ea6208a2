"""Which kinds of answer does a sentence hold, and where?

Recognisers for what questions ask for (`index.question`): dates, amounts, names, enumerations, and
clauses that say why, how, what something is, or what somebody said. They are rules over words and their
neighbours, and each span carries how sure it is of its kind. Offsets are characters of the given text,
0-based, end-exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import NamedTuple

from index.gazetteer import (
    CENTURIES,
    CLAUSES,
    CURRENCY_SIGNS,
    CURRENCY_WORDS,
    DAYS,
    DEICTIC,
    DURATIONS,
    FUNCTION_WORDS,
    MONTHS,
    MULTIPLIERS,
    NUMBER_WORDS,
    SAYING,
    UNITS,
    YEAR_CUES,
)
from index.names import names
from index.patterns import lazy
from index.question import Expectation, Kind
from index.series import items, series
from index.tokens import Token, tokens

__all__ = ["Span", "announcing", "held", "items", "question_like", "support"]

_LONGEST = 4000  # characters of a sentence that are looked at


@dataclass(frozen=True, slots=True)
class Span:
    """`text[start:end]` can answer a question for `kind`; `weight` (0..1) is how sure that is."""

    start: int
    end: int
    kind: Kind
    weight: float


class _Quantity(NamedTuple):
    first: int
    last: int
    digits: bool


def held(text: str, language: str) -> tuple[Span, ...]:
    """The spans of `text` that can answer a question, by start, then end, then kind.

    One stretch can stand for several kinds with different weights (a name without a cue is a person, a
    place or an organisation). Blank text holds nothing. Any string is accepted; only the first 4,000
    characters are looked at. `language` (ISO 639-1) is the text's: where letters have no case, names are
    not looked for.
    """
    found = tokens(text[:_LONGEST])
    if not found:
        return ()
    spans: list[Span] = []
    _quantities(text, found, spans)
    counted = {position for span in spans if span.kind != "number" for position in (span.start, span.end)}
    for start, end, kind, weight in names(text, found):
        if start in counted or end in counted:
            continue  # "Rp" of an amount, "October" of a date
        spans.append(Span(start, end, kind, weight))
    for start, end, weight in series(text, found):
        spans.append(Span(start, end, "list", weight))
    _clauses(text, found, spans)
    spans.sort(key=lambda span: (span.start, span.end, span.kind))
    return tuple(spans)


# ---------------------------------------------------------------- dates, times, amounts


_CLOCK = lazy(r"[0-2]?\d[:.][0-5]\d")
_DATE = lazy(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}[/-]\d{1,2}[/-]\d{1,2}|\d{1,2}/\d{1,2}")
_ORDINAL = _DECADE = lazy(r"(?:st|nd|rd|th|s|an)$")
_ZONES = frozenset({"wib", "wita", "wit", "gmt", "utc", "am", "pm", "a.m", "p.m", "est", "et", "cet"})
_CLOCK_CUES = frozenset({"pukul", "jam", "at", "oclock"})
_RELATIVE = frozenset(
    {"lalu", "ago", "last", "next", "mendatang", "depan", "kemarin", "silam", "ini", "this"}
)


def _quantities(text: str, found: list[Token], spans: list[Span]) -> None:
    """Months first, as they swallow their numbers; then each number with what stands around it."""
    count = len(found)
    used = -1
    i = 0
    while i < count:
        token = found[i]
        key = token.key
        if token.digit or (key in NUMBER_WORDS and not (token.capital and i and found[i - 1].capital)):
            last = i
            while last + 1 < count and _joins(text, found[last], found[last + 1]):
                last += 1
            if (
                last + 1 < count
                and found[last + 1].key in MONTHS
                and _near(text, found[last], found[last + 1])
            ):
                last = _month(text, found, last + 1, i, spans)
            else:
                _number(text, found, _Quantity(i, last, token.digit), spans)
            used = last
            i = last + 1
            continue
        if key in MONTHS and token.capital and i > used:
            nearby = i + 1 < count and found[i + 1].digit and found[i + 1].start - token.end <= 2
            if nearby or (
                len(key) > 3 and key not in ("mei", "may", "march", "juli", "april", "mar", "maret")
            ):
                used = _month(text, found, i, i, spans)
                i = used + 1
                continue
        if key.startswith("ke-") and key[3:].isdigit():
            century = i > 0 and found[i - 1].key in CENTURIES
            begin = found[i - 1].start if century else token.start
            spans.append(Span(begin, token.end, "date" if century else "number", 0.8 if century else 0.5))
        elif key in DAYS and (token.capital or key != "minggu"):
            spans.append(Span(token.start, token.end, "date", 0.6))
        elif key in DEICTIC:
            spans.append(Span(token.start, token.end, "date", 0.35))
        elif key in DURATIONS and i + 1 < count and found[i + 1].key in _RELATIVE:
            spans.append(Span(token.start, found[i + 1].end, "date", 0.4))
        elif (
            key in ("last", "next")
            and i + 1 < count
            and (found[i + 1].key in DURATIONS or found[i + 1].key in DAYS)
        ):
            spans.append(Span(token.start, found[i + 1].end, "date", 0.5))
        elif key in ("sebuah", "seorang", "seekor", "puluhan", "ratusan", "several", "dozens"):
            spans.append(Span(token.start, token.end, "number", 0.2))
        i += 1


def _near(text: str, left: Token, right: Token) -> bool:
    return right.start - left.end <= 2 and "." not in text[left.end : right.start]


def _joins(text: str, left: Token, right: Token) -> bool:
    """Do two words make one number: "12 juta", "dua puluh lima"?"""
    if right.start - left.end != 1 or (right.key not in MULTIPLIERS and right.key not in NUMBER_WORDS):
        return False
    return text[left.end] in " -" and (
        not left.digit or right.key in MULTIPLIERS or right.key in ("puluh", "belas")
    )


def _month(text: str, found: list[Token], month: int, first: int, spans: list[Span]) -> int:
    """A date around the month at `month`, begun at `first`; the last token it takes."""
    last = month
    for _ in range(2):  # "October 11, 2018" has two numbers after its month
        following = last + 1
        if (
            following < len(found)
            and found[following].digit
            and found[following].start - found[last].end <= 2
        ):
            if "." in text[found[last].end : found[following].start] and len(found[month].key) > 4:
                break
            last = following
            if len(found[last].key) == 4:
                break
    if first > 0 and found[first - 1].key in DAYS:
        first -= 1
    spans.append(
        Span(found[first].start, found[last].end, "date", 1.0 if last > month or first < month else 0.6)
    )
    return last


def _number(text: str, found: list[Token], quantity: _Quantity, spans: list[Span]) -> None:
    first, last, digits = quantity
    start, end = found[first].start, found[last].end
    key = found[first].key
    before = found[first - 1].key if first else ""
    following = found[last + 1] if last + 1 < len(found) else None
    next_key = following.key if following is not None and following.start - end <= 2 else ""
    sign = text[max(0, start - 4) : start].rstrip()
    if sign[-1:] and (
        sign[-1] in CURRENCY_SIGNS or (before in CURRENCY_WORDS and start - found[first - 1].end <= 2)
    ):
        begin = found[first - 1].start if before in CURRENCY_WORDS or before == "us" else start - 1
        spans.append(Span(begin, end, "money", 1.0))
        return
    if next_key in CURRENCY_WORDS or (text[end : end + 1] in CURRENCY_SIGNS and text[end : end + 1]):
        spans.append(Span(start, following.end if next_key and following else end + 1, "money", 0.95))
        return
    if (
        next_key in ("us", "as")
        and following is not None
        and last + 2 < len(found)
        and found[last + 2].key in CURRENCY_WORDS
    ):
        spans.append(Span(start, found[last + 2].end, "money", 0.95))
        return
    if text[end : end + 2].strip()[:1] == "%" or next_key in ("persen", "percent", "prosen", "per"):
        after = (
            following.end
            if next_key in ("persen", "percent", "prosen") and following
            else text.find("%", end) + 1
        )
        spans.append(Span(start, max(end, after), "percent", 1.0))
        return
    if (
        digits
        and (next_key in _ZONES or before in _CLOCK_CUES or ":" in key)
        and (_CLOCK.fullmatch(key) or len(key) <= 2)
    ):
        spans.append(Span(start, following.end if next_key in _ZONES and following else end, "time", 0.9))
        return
    if digits and _DATE.fullmatch(key):
        spans.append(Span(start, end, "date", 0.95))
        return
    bare = _ORDINAL.sub("", key).rstrip("-'")
    if next_key in CENTURIES or before in CENTURIES:
        begin = found[first - 1].start if before in CENTURIES else start
        spans.append(Span(begin, following.end if next_key in CENTURIES and following else end, "date", 0.8))
        return
    if (
        digits
        and first == last
        and len(bare) == 4
        and bare.isdigit()
        and "1000" <= bare <= "2100"
        and next_key not in UNITS
    ):
        spans.append(Span(start, end, "date", 0.95 if before in YEAR_CUES or before in MONTHS else 0.8))
        return
    if next_key in DURATIONS and following is not None:
        ago = last + 2 < len(found) and found[last + 2].key in ("lalu", "ago", "silam", "later", "kemudian")
        spans.append(
            Span(
                start,
                found[last + 2].end if ago else following.end,
                "date" if ago else "duration",
                0.6 if ago else 0.9,
            )
        )
        spans.append(Span(start, following.end, "number", 0.5))
        return
    if before in ("aged", "usia", "berusia", "age", "umur", "berumur"):
        spans.append(Span(start, end, "duration", 0.8))
    weight = 0.9 if digits or last > first else 0.35 if key in ("one", "satu") else 0.8
    stop = following.end if following is not None and next_key in UNITS else end
    if before in ("tanggal", "tgl"):
        spans.append(Span(start, end, "date", 0.7))
    spans.append(Span(start, stop, "number", weight + 0.1 * (stop > end)))


# ---------------------------------------------------------------- clauses


_QUOTED = lazy(r'["“”«]([^"“”»\n]{8,1000})(?:["”“»]|$)')
_TURNS = frozenset(
    {"yang", "which", "who", "sehingga", "tetapi", "tapi", "but", "namun", "sedangkan", "while"}
)


def _clauses(text: str, found: list[Token], spans: list[Span]) -> None:
    limit = found[-1].end
    for i, token in enumerate(found[:-1]):
        clause = CLAUSES.get(token.key)
        if clause is not None:
            kind, weight = clause
            following = found[i + 1]
            if kind == "definition" and following.key in (
                "a",
                "an",
                "the",
                "sebuah",
                "suatu",
                "seorang",
                "salah",
                "nama",
            ):
                weight = min(1.0, weight + 0.3)
            elif token.key == "by":
                weight = 0.7 if following.key.endswith("ing") else 0.15
            elif token.key == "due" and following.key != "to":
                continue
            elif token.key == "so" and following.key == "that":
                weight = 0.6
            elif (token.key == "in" and following.key == "order") or (
                token.key == "dengan" and (following.key == "cara" or following.key.startswith("me"))
            ):
                weight = 0.7
            end = _clause_end(text, found, i + 1, limit)
            spans.append(Span(following.start, end, kind, weight))  # type: ignore[arg-type]
        elif (
            token.key in SAYING
            and token.key != "menurut"
            and found[i + 1].key in ("bahwa", "that", "if", "jika")
        ):
            spans.append(Span(found[min(i + 2, len(found) - 1)].start, limit, "speech", 0.85))
        elif token.key in SAYING:
            spans.append(Span(found[i + 1].start, limit, "speech", 0.5))
    for match in _QUOTED.finditer(text[:_LONGEST]):
        if match.group(1).count(" ") >= 2:
            spans.append(Span(*match.span(1), "speech", 0.8))


def _clause_end(text: str, found: list[Token], first: int, limit: int) -> int:
    """Where a clause that begins with token `first` ends: at a sentence or clause mark, or a word that
    turns."""
    for i in range(first + 1, len(found)):
        gap = text[found[i - 1].end : found[i].start]
        if ";" in gap or "(" in gap or '"' in gap or "”" in gap:
            return found[i - 1].end
        if "," in gap and i - first > 2 and (found[i].key in _TURNS or found[i].key in SAYING):
            return found[i - 1].end
    return limit


# ---------------------------------------------------------------- the sentence as a whole


_ASKING = lazy(
    r"^\W*(?:apa(?:kah)?|siapa(?:kah)?|kapan|bagaimana|gimana|mengapa|kenapa|berapa|di ?mana|"
    r"what|who|when|where|why|how|which)\b",
    re.IGNORECASE,
)
_ANNOUNCING = lazy(
    r"\b(?:simak|baca juga|read also|read more|see also|lihat juga|selengkapnya|sebagai berikut|as follows|"
    r"following:|berikut (?:ini|adalah|daftar|ulasan|penjelasan|selengkapnya|rangkuman)|di bawah ini|"
    r"here (?:are|is)|here's)\b",
    re.IGNORECASE,
)


def question_like(text: str) -> bool:
    """Is the sentence itself a question? It ends in a question mark, closing quotation marks aside, or
    asks in its first sentence ("Bagaimana ceritanya? simak di sini:")."""
    stripped = text.rstrip(" \t\r\n\"'”’»)")
    if stripped.endswith(("?", "？", "؟")):
        return True
    return "?" in text and _ASKING.match(text[:200]) is not None


def announcing(text: str) -> bool:
    """Does the sentence only announce what comes after it: "... simak di sini:", "Berikut daftarnya", "as
    follows:"?"""
    head = text[:_LONGEST].strip()
    if head.endswith(":") and len(head) < 200:
        return True
    return len(head) < 160 and (
        _ANNOUNCING.search(head) is not None or head.casefold().startswith("berikut ")
    )


# ---------------------------------------------------------------- question against sentence


_SHARE: tuple[float, ...] = (1.0, 0.6, 0.4)


def support(
    expected: Expectation, spans: tuple[Span, ...], text: str, question_words: Collection[str] = ()
) -> float | None:
    """How surely (0..1) a sentence with `spans` holds what is `expected`, or None where every sentence
    does.

    The best weight of a span whose kind is expected (later kinds count less). A span made of
    `question_words` (case-folded words of the question, or their partners in the sentence) only repeats
    the question and does not count: "Who met Jack Ma?" is not answered by "Jack Ma". None for "thing",
    "boolean" and what the article's own structure answers.
    """
    kinds = expected.kinds
    if kinds[0] in ("thing", "boolean", "author", "outlet", "published", "title"):
        return None
    known = {word.casefold() for word in question_words}
    best = 0.0
    for span in spans:
        if span.kind not in kinds:
            continue
        share = _SHARE[min(kinds.index(span.kind), len(_SHARE) - 1)]
        if span.weight * share <= best:
            continue
        words = [token.key for token in tokens(text[span.start : span.end])]
        if words and all(word in known or word in FUNCTION_WORDS for word in words):
            continue
        best = span.weight * share
    return best
