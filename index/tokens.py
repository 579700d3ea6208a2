"""Which words, numbers and capitals does a sentence hold, and where? The ground under `index.evidence`."""

from __future__ import annotations

from typing import NamedTuple

from index.patterns import lazy

__all__ = ["Token", "tokens"]

# Numbers with their inner marks and ordinal ends; words with inner hyphens and apostrophes; currency
# codes as words.
_TOKEN = lazy(r"\d+(?:[.,:/-]\d+)*(?:-?(?:st|nd|rd|th|s|an)\b)?|[^\W\d_](?:[^\W_]|[-'’](?=[^\W_]))*")


class Token(NamedTuple):
    """One word or number: `text[start:end]`, `key` its case-folded form."""

    start: int
    end: int
    key: str
    digit: bool
    capital: bool


def tokens(text: str) -> list[Token]:
    """The words and numbers of `text` in order, without punctuation."""
    return [
        Token(match.start(), match.end(), word.casefold(), word[0].isdigit(), word[0].isupper())
        for match in _TOKEN.finditer(text)
        for word in (match.group(),)
    ]
