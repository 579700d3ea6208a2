"""Which words are forms of one word?

Indonesian has its own light stemmer (`index.indonesian`); the others are Snowball's.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from threading import local

__all__ = ["stemmer"]

_SNOWBALL = {
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}


def _same(word: str) -> str:
    return word


@cache
def stemmer(language: str) -> Callable[[str], str]:
    """The function from a folded word to its stem in `language` (ISO 639-1), safe to share between threads.

    Words stay as they are in a language without a stemmer.
    """
    if language == "id":
        from index.indonesian import stem

        return stem
    if language not in _SNOWBALL:
        return _same
    import Stemmer  # loaded for the languages that need it

    own = local()  # one Snowball object must not be entered twice

    def stem_word(word: str) -> str:
        try:
            snowball = own.snowball
        except AttributeError:
            snowball = own.snowball = Stemmer.Stemmer(_SNOWBALL[language], 0)
        return str(snowball.stemWord(word))

    return stem_word
