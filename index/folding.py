"""How is a word spelled when case, diacritics and compatibility forms are put aside?"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["fold", "plain"]

# Marks that spell the same letter with more care: combining diacritics, Hebrew points, Arabic vowel signs and
# tatweel. Vowel signs of Indic scripts and Thai are letters in all but name and stay.
_MARKS = re.compile(
    r"[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]+"
)

# Letters with a stroke and the like have no decomposition; apostrophes are one; formatting characters are
# none.
_LETTERS = str.maketrans(
    {
        "ı": "i",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ł": "l",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ħ": "h",
        "ŧ": "t",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "ʻ": "'",
        "′": "'",
        "`": "'",
        "´": "'",
        "‐": "-",
        "‑": "-",
        "\u00ad": None,
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\u2060": None,
        "\ufeff": None,
    }
)


def plain(text: str) -> str:
    """`text` in compatibility form (NFKC) and without case; diacritics stay. May differ in length."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """`word` without case, diacritics and compatibility forms: "Soékarno", "ＳＯＥＫＡＲＮＯ" -> "soekarno".

    May be longer ("ß" is "ss") or shorter than `word`, and is empty where nothing remains. Folding twice
    changes nothing.
    """
    if word.isascii():
        return word.lower().replace("`", "'")
    folded = unicodedata.normalize("NFKD", word).casefold().translate(_LETTERS)
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFKD", folded))).translate(
        _LETTERS
    )
