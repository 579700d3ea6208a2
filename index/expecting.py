"""What does a question look like to its rules: its words, the noun it asks about, what it expects?"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

from index.asking import (
    ALSO,
    COLLOQUIAL,
    HEAD_SUFFIXES,
    HEADS,
    INDONESIAN,
    JOINED,
    PLURALS,
    UNCOUNTED,
    Kind,
    bare,
)
from index.patterns import lazy

__all__ = ["Expectation", "Word", "focused", "headed", "is_doubled", "is_plural", "kind_of", "words_of"]

Span = tuple[int, int]

_WORD = lazy(r"\d+(?:[.,]\d+)*|\w+(?:[-'’]\w+)*")
_MARKS = lazy("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Expectation:
    """The kinds of answer a question asks for, most likely first; ("thing",) where it does not say.

    `focus` is the noun asked about as the question spells it ("products" in "which products", "harga" in
    "harga kopi?"), `focus_span` its characters in the question (0-based, end-exclusive); both None where
    there is none. `plural`: more than one is asked for.
    """

    kinds: tuple[Kind, ...] = ("thing",)
    focus: str | None = None
    focus_span: Span | None = None
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a question, `text[start:end]` of it."""

    text: str
    key: str
    """Folded, without the Indonesian question particle -kah."""
    start: int
    end: int
    after_comma: bool


def _fold(text: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()).replace("’", "'"))


def words_of(question: str) -> list[Word]:
    found: list[Word] = []
    previous = 0
    for match in _WORD.finditer(question):
        key = _fold(match.group())
        if key.endswith("kah") and key[:-3] in INDONESIAN:
            key = key[:-3]
        key = COLLOQUIAL.get(key, key)
        found.append(Word(match.group(), key, *match.span(), "," in question[previous : match.start()]))
        previous = match.end()
    for i in range(len(found) - 1):
        joined = JOINED.get((found[i].key, bare(found[i + 1].key)))
        if joined is not None:
            found[i] = replace(found[i], key=joined)
    return found


def focused(word: Word, *kinds: Kind, plural: bool = False) -> Expectation:
    return Expectation(kinds, word.text, (word.start, word.end), plural)


def kind_of(key: str) -> Kind | None:
    for form in (key, bare(key), key[:-1] if key.endswith("s") else key, key.split("-")[0]):
        if form in HEADS:
            return HEADS[form]
    return next(
        (kind for suffix, kind in HEAD_SUFFIXES if key.endswith(suffix) and len(key) > len(suffix) + 2), None
    )


def is_doubled(key: str) -> bool:
    """If an Indonesian word is doubled for a plural: "negara-negara". "Universitas" is no plural."""
    left, dash, right = key.partition("-")
    return bool(dash) and bare(right).endswith(left[-3:])


def is_plural(key: str) -> bool:
    if key in PLURALS or key.endswith("ies"):
        return True
    if is_doubled(key):
        return True
    return key.endswith("s") and not key.endswith(("ss", "us", "is", "'s")) and key not in UNCOUNTED


def headed(
    words: list[Word], at: int, *, plural: bool | None = None, default: tuple[Kind, ...] = ("thing",)
) -> Expectation:
    """What the noun at `at` asks for."""
    word = words[at]
    plural = is_plural(word.key) if plural is None else plural
    kind = kind_of(word.key)
    if kind is None:
        kinds: tuple[Kind, ...] = ("list", *default) if plural else default
    else:
        kinds = ALSO.get(kind, (kind,))
        if plural and kind in ("person", "organisation", "place", "name", "thing"):
            kinds = (kind, "list", *(other for other in kinds[1:] if other != "list"))
    return Expectation(kinds, word.text, (word.start, word.end), plural)
