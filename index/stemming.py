"""Which words are forms of one word?"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

__all__ = ["stemmer"]


def _same(word: str) -> str:
    return word


@cache
def stemmer(language: str) -> Callable[[str], str]:
    """The function from a folded word to its stem in `language` (ISO 639-1); words as they are where unknown."""
    names = {"en": "english", "id": "indonesian"}
    if language not in names:
        return _same
    import Stemmer

    stem: Callable[[str], str] = Stemmer.Stemmer(names[language], 0).stemWord
    return stem
