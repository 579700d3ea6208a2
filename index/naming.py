"""What is somebody called in an article, in full and without their office?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from index.document import Sentence
from index.expecting import kind_of
from index.gazetteer import COUNTRIES
from index.speech_patterns import AGENT, PAIR, RUN
from index.speech_words import CONTRACTED, LINKING, NO_NAMES, NO_PERSONS, OFFICE, TITLES

__all__ = [
    "bare_words",
    "fullest",
    "is_named",
    "is_organisation",
    "is_role",
    "person_of",
    "runs_of",
    "titled",
]

_NAMESAKES = 64
"""Names with one word in common that are told apart; an article has a handful."""
_REACH = 200  # characters before a name in which its office stands


def person_of(run: str) -> str | None:
    """`run` without the office before the name, None if nothing else is left or it begins with no name."""
    words = run.rstrip(",. ").split(" ")
    while len(words) > 1 and (words[0].lower() in LINKING or words[0].endswith("-old")):
        del words[0]
    first = words[0].lower().replace("’", "'")
    if not first or first in NO_NAMES or first.split("'")[0] in CONTRACTED:
        return None
    office = [
        (word.lower().rstrip(".") in OFFICE and (i > 0 or word != "Agung")) or word.endswith(("'s", "’s"))
        for i, word in enumerate(words)  # "Jaksa Agung" is an office, Agung a name
    ]
    if words[-1].endswith(("'", "’")):
        return None  # "Ms Davis' son"
    if not office[0]:
        for i in range(len(words) - 3, -1, -1):
            if words[i].lower() in TITLES:
                return " ".join(words[i + 1 :])  # "Trade Minister Ann Lee"
        # "Engineer Ann Lee"
        return " ".join(words[1:] if len(words) > 2 and kind_of(first) == "person" else words)
    if office[-1]:
        return None
    # "Ketua Umum Kadin Indonesia Rosan Roeslani": the name begins behind the last word of the office.
    last = max(i for i, word in enumerate(words[:-1]) if office[i] or (word.isupper() and len(word) > 2))
    return " ".join(words[last + 1 :])


def is_organisation(name: str) -> bool:
    """If `name` says itself that it is no person's."""
    first = name.split(" ")[0]
    return (
        name.isupper()
        or (first.isupper() and len(first) > 2 and first.isalpha())
        or name.lower() in COUNTRIES
        or any(word.lower() in NO_PERSONS for word in name.split(" "))
    )


def is_named(person: str, text: str) -> bool:
    """If a text holds a part of the name as a word."""
    words = {word.partition("'")[0].partition("’")[0] for word in bare_words(text)}
    return any(len(part) > 2 and part in words for part in person.split(" "))


def runs_of(body: Sequence[Sentence]) -> dict[str, list[list[str]]]:
    """For each word, the names of two to six words that hold it, without the office before them."""
    runs: dict[str, list[list[str]]] = {}
    singles = _singles(body)
    for sentence in body:
        for found in RUN.finditer(sentence.text):
            words = _trimmed((person_of(found[0]) or "").split(" "), found, singles)
            # "Burhan Tolinggi-Maria Sumual" are two.
            if 1 < len(words) <= 6 and not any(PAIR.search(word) for word in words[1:-1]):
                for word in dict.fromkeys(words):
                    own = runs.setdefault(word, [])
                    if len(own) < _NAMESAKES and words not in own:
                        own.append(words)
    return runs


def _singles(body: Sequence[Sentence]) -> set[str]:
    """The names that stand alone somewhere, perhaps behind a title."""
    people = {person_of(run) for sentence in body for run in RUN.findall(sentence.text)}
    return {name for name in people if name and " " not in name}


def _trimmed(words: list[str], found: re.Match[str], singles: set[str]) -> list[str]:
    """A naming without the office's place before it: "Kepala Dinas Samparan Halim Wiratmo" is called Halim later."""
    if len(words) < 3:
        return words
    above = found.string[max(0, found.start() - _REACH) : found.start()]
    before = [*above.split()[-3:], *found[0].split()[: -len(words)]]
    if not any(is_role(word.lower().strip(".,")) for word in before):
        return words
    for i, word in enumerate(words[1:], 1):
        if word in singles:
            return words[i if i < len(words) - 1 else i - 1 - (len(words[i - 1]) == 2) :]
    return words


def titled(body: Sequence[Sentence], runs: Mapping[str, list[list[str]]]) -> set[str]:
    """The names that stand behind a title: "Mr Tom Baker", "Menteri Rudiantara"."""
    found = set()
    for sentence in body:
        for run in RUN.findall(sentence.text):
            first, _, rest = run.partition(" ")
            name = person_of(run) if rest and first.lower().rstrip(".") in OFFICE else None
            if name and not is_organisation(name):
                found.add(fullest(name, runs))
    return found


def fullest(name: str, runs: Mapping[str, list[list[str]]]) -> str:
    """The longest naming in `runs` that holds the single word `name`; `name` if two persons share it. Of several words,
    those that are a naming by themselves."""
    if " " in name:
        ends = (" ".join(words) for words in runs.get(name.rpartition(" ")[2], ()))
        return next((end for end in ends if name.endswith(f" {end}")), name)
    full = []
    for words in runs.get(name, ()):
        at = words.index(name)
        # A family name ends a name of two or three words; any other word begins the name.
        whole = at == len(words) - 1 and len(words) <= 3
        full.append(" ".join(words if whole else words[at:]))
    longest = max(full, key=len, default=name)
    return longest if all(other in longest for other in full) else name


def is_role(word: str) -> bool:
    """If a word says what somebody is: "president", "bidan", "diver"."""
    return word in OFFICE or kind_of(word) == "person" or bool(AGENT.match(word))


def bare_words(text: str) -> list[str]:
    return [word.strip(',.:;"“”') for word in text.split()]
