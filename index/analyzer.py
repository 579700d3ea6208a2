"""Which terms does a text hold?

A token is a stretch of the text and the index term it stands for. Words become folded stems; numbers and
dates one term in every spelling (`index.numbers`); scripts written without blanks become overlapping pairs of
characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import accumulate, chain, compress, pairwise
from typing import Any, Generic, Literal, NamedTuple, TypeVar, cast

from index.folding import fold, plain
from index.kept import Kept
from index.numbers import Quantity, hints, numbers
from index.patterns import lazy
from index.stemming import stemmer
from index.stopwords import stopwords

__all__ = ["Columns", "Form", "Lookup", "Token", "content", "tokens"]


class Token(NamedTuple):
    """`text[start:end]` and what it is indexed as.

    `word` is its folded surface form ("dijual"), `term` what it shares with its other forms ("jual", "5",
    "2018-10-11"). `stop` marks words that carry no content. Tokens may share characters: a full date is also
    its month, day and year; "e-commerce" is also its parts.
    """

    start: int
    end: int
    word: str
    term: str
    kind: Literal["word", "number", "date"]
    stop: bool


Form = tuple[str, str, Literal["word", "number", "date"], bool]
"""The word, the term, the kind and the stop mark of a token."""
Value = TypeVar("Value")
Columns = tuple[list[int], list[int], list[Value]]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Combining marks are not \w; without them a decomposed "é" or a Hindi vowel sign would break its word.
_LETTER = (
    r"(?:[^\W_]|[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
    r"\u0900-\u0963\u0981-\u0dff\u00ad\u200c\u200d])"
)
_UNSPACED = (
    r"[\u0e00-\u0e3a\u0e40-\u0e4e\u0e80-\u0ecf\u1000-\u109f\u1780-\u17d3\u3005\u3007\u3040-\u30ff"
    r"\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff]"
)


@cache
def _pattern(simple: bool) -> re.Pattern[str]:
    """What a token looks like; the `simple` pattern does for Latin text and builds ten times as fast."""
    letter = r"[^\W_]" if simple else rf"(?!{_UNSPACED}){_LETTER}"
    unspaced = r"(?!)" if simple else _UNSPACED
    return re.compile(
        rf"(?P<unspaced>{unspaced}+)"
        r"|(?P<sign>(?:(?<![^\W_])(?:US|AS|HK|NT|[ACS]))?\$|[%€£¥]|(?<![^\W_])[Pp]er ?cent(?![^\W_]))"
        r"|(?P<initials>(?<![^\W_])(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?)"
        rf"|(?P<word>(?:{letter})+(?:['’ʼ‘`](?:{letter})+)*)"
    )


# What is neither a Latin letter nor punctuation nor a symbol.
_INTRICATE = lazy(r"[\u00ad\u0300-\u200f\u2c00-\U0010ffff]")
_WORDS_ALONE = lazy(r"(?P<word>[^\W_]+(?:['’ʼ‘`][^\W_]+)*)")
_ASCII_WORDS_ALONE = lazy(r"(?P<word>[A-Za-z0-9]+(?:['`][A-Za-z0-9]+)*)")
_MAYBE_INITIALS = lazy(r"[^\W\d_]\.[^\W\d_]\.")


def _pattern_for(text: str) -> re.Pattern[str]:
    """The fastest pattern that finds the tokens of `text`."""
    ascii_ = text.isascii()
    if not ascii_ and _INTRICATE.search(text):
        return _pattern(simple=False)
    signs = "$" in text or "%" in text or "er cent" in text or "ercent" in text
    if not ascii_:
        signs = signs or "€" in text or "£" in text or "¥" in text
    if signs or (text.count(".") > 1 and _MAYBE_INITIALS.search(text)):
        return _pattern(simple=True)
    return _ASCII_WORDS_ALONE if ascii_ else _WORDS_ALONE


_HYPHENS = frozenset("-‐‑")
_LONGEST_WORD = 64
# A character of an unspaced script with the marks that hang on it.
_CLUSTER = lazy(
    r".[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u102b-\u103e\u17b6-\u17d3"
    r"\u3099\u309a\uff9e\uff9f]*"
)

# Units that are said and signed: one term for "5%" and "lima persen", "Rp" and "rupiah".
_UNITS = {
    spelling: unit
    for unit, spellings in {
        "%": "persen percent pct",
        "idr": "rp rupiah",
        "$": "us$ as$ hk$ nt$ a$ c$ s$ dollar dollars dolar usd",
        "€": "euro euros eur",
        "£": "gbp poundsterling",
        "¥": "yen jpy",
    }.items()
    for spelling in spellings.split()
} | {"per cent": "%"}

# Upper-case abbreviations that would fold to a stop word.
_ACRONYMS = frozenset({"US", "IT", "WHO"})

# First and last parts of hyphen compounds that are as often written together: "e-mail", "pasca-gempa",
# "follow-up".
_BOUND_FIRST = _set(
    "e co re pre non anti sub multi inter semi pro pra pasca antar eks ex ultra mega mini auto tele bio"
    " mikro micro"
    " makro macro in un over under cyber swa maha adi purna tuna nir dwi tri"
)
_BOUND_LAST = _set("up off in out on down over line back")
# Affixes that Indonesian hyphenates before or after names and abbreviations: "se-Indonesia", "di-PHK",
# "IMF-nya".
_AFFIX_FIRST = _set("se ke di me mem men meng ber ter pe pem pen peng nge")
_AFFIX_LAST = _set("nya lah kah pun ku mu an i kan")

_ELISION = {
    "fr": lazy(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'(?=.)"),
    "it": lazy(r"^\w{1,6}'(?=.)"),
}


def content(tokens: Iterable[Token]) -> list[Token]:
    """Those that carry content, in the order given."""
    return [token for token in tokens if not token.stop]


def _analyse(surface: str, language: str) -> tuple[str, str, bool]:
    """The word, the term and the stop mark of one word without hyphens."""
    # What is longer is no word, comes once, and would keep the memory it takes.
    return (_remembered if len(surface) <= _LONGEST_WORD else _analysed)(surface, language)


def _analysed(surface: str, language: str) -> tuple[str, str, bool]:
    word = fold(surface)
    bare = word.replace("'", "")
    known = stopwords(language)
    stop = (plain(surface) if language == "vi" else bare) in known and surface not in _ACRONYMS
    term = _UNITS.get(bare) or (bare if stop else stemmer(language)(bare))
    return word, term or bare, stop or not bare


_remembered = lru_cache(maxsize=1 << 16)(_analysed)


def _clip(surface: str, language: str) -> tuple[int, int]:
    """The part of a word with apostrophes that is the word itself, as offsets: not the "'s", not the "l'"."""
    if surface.isalnum():
        return 0, len(surface)
    for place, character in enumerate(surface):
        if character in "'’ʼ‘`":
            if language == "tr":  # case endings of names: "Ankara'nın"
                return 0, place
            elided = _ELISION.get(language)
            if elided is not None and elided.match(fold(surface)):
                return place + 1, len(surface)
            if surface[place + 1 :] in ("s", "S"):
                return 0, place
    return 0, len(surface)


def _unspaced(text: str, start: int, end: int) -> Iterable[Token]:
    """Overlapping pairs of the characters of `text[start:end]`; a character that stands alone as itself."""
    clusters = [(match.start(), match.end()) for match in _CLUSTER.finditer(text, start, end)]
    pairs = list(pairwise(clusters)) or [(clusters[0], clusters[0])]
    for (first, _), (_, last) in pairs:
        word = fold(text[first:last])
        yield Token(first, last, word, word, "word", not word)


@cache
def _forms(language: str) -> Kept[tuple[int, int, str, str, bool]]:
    """By a word as it stands in the text: what `_clip` says of it, and `_analyse` of what that leaves."""

    def form(surface: str) -> tuple[int, int, str, str, bool]:
        first, last = _clip(surface, language)
        return first, last, *_analyse(surface[first:last], language)

    return Kept(form)


def _compound(text: str, parts: list[Token], language: str) -> list[Token]:
    """The tokens of words joined by hyphens; a single word stands for itself.

    Indonesian reduplication ("usaha-usaha", "anak-anaknya") is one token; any other compound is its parts,
    and, where such compounds are also written together ("e-mail"), the whole as well.
    """
    if len(parts) < 2:
        return parts
    first, second, last = parts[0], parts[1], parts[-1]
    start, end = first.start, last.end
    if language == "id":
        if len(first.word) > 1 and first.term == second.term:
            return [Token(start, end, fold(text[start:end]), first.term, "word", first.stop)]
        if last.word in _AFFIX_LAST:
            parts[-1] = last._replace(stop=True)
        if first.word in _AFFIX_FIRST:
            parts[0] = first._replace(stop=True)
    if len(parts) == 2 and (first.word in _BOUND_FIRST or second.word in _BOUND_LAST):
        _, term, _ = _analyse(text[first.start : first.end] + text[second.start : end], language)
        whole = Token(start, end, fold(text[start:end]), term, "word", False)
        return [whole, first._replace(stop=first.stop or len(first.word) < 3), second]
    return parts


def tokens(text: str, language: str, *, stops: bool = True) -> list[Token]:
    """The tokens of `text` in order of `start`, the longer first where two start together; empty for blank
    text.

    Offsets are characters of `text`, 0-based, end-exclusive. `language` is ISO 639-1; one without rules of
    its own gets folded words. Any string is accepted. Without `stops` only what carries content is given.
    """
    if not stops:
        return [
            Token(start, end, *form)
            for start, end, form in zip(*_lookup(language).columns(text), strict=True)
        ]
    pattern = _pattern_for(text)
    found: list[Token] = []
    place = 0
    for quantity in numbers(text, language):
        if quantity.start >= place:
            found += _words(text, place, quantity.start, language, pattern)
        found.append(_number(text, quantity))
        place = max(place, quantity.end)
    return found + _words(text, place, len(text), language, pattern)


_COMPANY: Any = -1
"""Of a word that does not stand for itself: it may belong to a number, or is more than the word."""


class Lookup(Generic[Value]):
    """Finds what `tokens` finds without stops, in the texts of one language, each as what `of` makes of its form (which
    is not to be false).

    Where every word stands for itself, in a whole text or between its numbers, the words are looked up all at once.
    """

    def __init__(self, language: str, of: Callable[[Form], Value]) -> None:
        self._hint = hints(language)
        self._language, self._of = language, of
        self.known = Kept(self._alone)

    def _alone(self, surface: str) -> Value | None:
        """None for a stop word."""
        if self._hint(surface) or _clip(surface, self._language) != (0, len(surface)):
            return cast("Value", _COMPANY)
        return self._word(surface)

    def _word(self, surface: str) -> Value | None:
        word, term, stop = _analysed(surface, self._language)
        return None if stop else self._of((word, term, "word", False))

    def once(self, chunk: str) -> Columns[Value]:
        """As `columns`, of a chunk of a text that is no part of a number; it is not remembered."""
        if len(chunk) > _LONGEST_WORD or not (chunk.isalnum() and chunk.isascii()):
            return self.columns(chunk)
        found = self._word(chunk)
        return ([], [], []) if found is None else ([0], [len(chunk)], [found])

    def columns(self, text: str) -> Columns[Value]:
        """Where each token begins, where it ends, and what it is."""
        pattern = _pattern_for(text)
        if pattern is _WORDS_ALONE or pattern is _ASCII_WORDS_ALONE:
            parts = pattern.split(text)
            if _HYPHENS.isdisjoint(parts):
                found = list(map(self.known.__getitem__, parts[1::2]))
                places = list(accumulate(map(len, parts)))
                words = places[::2], places[1::2], found
                if _COMPANY in found:
                    return self._with_numbers(text, pattern, *words)
                return _content(*words)
        return self.of_tokens(content(tokens(text, self._language)))

    def of_tokens(self, found: Iterable[Token]) -> Columns[Value]:
        """Tokens in columns."""
        starts: list[int] = []
        ends: list[int] = []
        values: list[Value] = []
        for token in found:
            starts.append(token[0])
            ends.append(token[1])
            values.append(self._of(token[2:]))
        return starts, ends, values

    def _with_numbers(
        self,
        text: str,
        pattern: re.Pattern[str],
        starts: list[int],
        ends: list[int],
        known: list[Value | None],
    ) -> Columns[Value]:
        """The words of `text` (where each begins and ends, and what is known of it) and the numbers between them."""
        some: list[Columns[Value]] = []
        place = 0
        for quantity in [*numbers(text, self._language), None]:
            stop = len(text) if quantity is None else quantity.start
            if place < stop:
                first, last = bisect_right(ends, place), bisect_left(starts, stop, hi=len(ends))
                cut = first < last and (starts[first] < place or ends[last - 1] > stop)
                if cut or _COMPANY in known[first:last]:
                    some.append(self.of_tokens(content(_words(text, place, stop, self._language, pattern))))
                else:
                    some.append(_content(starts[first:last], ends[first:last], known[first:last]))
            if quantity is not None:
                some.append(self.of_tokens(content([_number(text, quantity)])))
                place = max(place, quantity.end)
        first_, second, third = zip(*some, strict=True) if some else ((), (), ())
        return list(chain(*first_)), list(chain(*second)), list(chain(*third))


def _content(starts: list[int], ends: list[int], known: list[Value | None]) -> Columns[Value]:
    return list(compress(starts, known)), list(compress(ends, known)), list(filter(None, known))


@cache
def _lookup(language: str) -> Lookup[Form]:
    return Lookup(language, lambda form: form)


def _number(text: str, quantity: Quantity) -> Token:
    start, end, term = quantity.start, quantity.end, quantity.term
    surface = text[start:end]
    return Token(start, end, fold(surface), term, quantity.kind, surface.isalpha() and term == "1")


def _words(text: str, start: int, end: int, language: str, pattern: re.Pattern[str]) -> list[Token]:
    """The tokens of a stretch without numbers and dates."""
    found: list[Token] = []
    joined: list[Token] = []
    forms = _forms(language)
    for match in pattern.finditer(text, start, end):
        first, last = match.span()
        if joined and not (first == joined[-1].end + 1 and text[first - 1] in _HYPHENS):
            found += _compound(text, joined, language)
            joined = []
        if match.lastgroup == "word":
            begin, stretch, word, term, stop = forms[match[0]]
            token = Token(first + begin, first + stretch, word, term, "word", stop)
            if joined or text[last : last + 1] in _HYPHENS:
                joined.append(token)
            else:
                found.append(token)
            continue
        found += _compound(text, joined, language)
        joined = []
        if match.lastgroup == "unspaced":
            found += _unspaced(text, first, last)
        else:
            word = fold(match[0])
            found.append(Token(first, last, word, _UNITS.get(word, word.replace(".", "")), "word", False))
    return found + _compound(text, joined, language)
