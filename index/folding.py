"""How is a word spelled when case, diacritics and compatibility forms are put aside?"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

__all__ = ["fold", "plain"]

# Marks that spell the same letter with more care: combining diacritics, Hebrew points, Arabic vowel signs and
# tatweel. Vowel signs of Indic scripts and Thai are letters in all but name and stay.
_MARKS = dict.fromkeys(
    code
    for first, last in (
        (0x300, 0x36F), (0x591, 0x5BD), (0x5BF, 0x5BF), (0x5C1, 0x5C2), (0x5C4, 0x5C5), (0x5C7, 0x5C7),
        (0x610, 0x61A), (0x640, 0x640), (0x64B, 0x65F), (0x670, 0x670),
    )
    for code in range(first, last + 1)
)  # fmt: skip

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
    if text.isascii():
        return text.lower()
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
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", folded).translate(_MARKS)).translate(
        _LETTERS
    )
