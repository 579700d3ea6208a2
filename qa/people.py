"""Who of the named is a person, and is it he or she, as far as the article tells?

A name alone rarely says what it names; its other mentions do: the office before it, a verb of speech beside it,
the pronoun that comes after it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from index.names import names
from index.tokens import tokens
from qa.phrases import Role, as_set

__all__ = ["Gender", "gender_of", "known_roles", "noun_gender", "pronoun_gender"]

Gender = Literal["he", "she"]

_HE = as_set(
    "he him his himself mr sir lord father son husband brother man boy actor king pak bapak tuan pria"
)
_HE |= as_set(
    "suami ayah aktor spokesman chairman grandfather uncle kakek paman pangeran raja laki-laki lelaki"
)
_SHE = as_set(
    "she her hers herself mrs ms miss lady mother daughter wife sister woman girl actress queen bu ibu"
)
_SHE |= as_set(
    "nyonya wanita perempuan istri aktris spokeswoman chairwoman grandmother aunt nenek bibi putri ratu"
)
_PRONOUNS = as_set("he him his himself she her hers herself")
_NEAR = 160  # characters behind a mention in which a pronoun is its
_BEFORE = 24  # characters before a mention in which a title is its
_LONGEST = 40_000  # characters of an article that are looked at
_WORD = re.compile(r"\w+(?:-\w+)*")
_SURE = 0.8  # weight from which a mention says what it names
_OPEN = 0.35  # weight of a mention that does not say what it names
# Behind the name of whose office somebody holds stands who does: "pelatih Persema, Goran Stanic, memasukkan".
_HOLDER = re.compile(r",\s+[A-Z]\w+(?:\s+[A-Z]\w+)*,\s+(?!dan\b|and\b|serta\b|[A-Z])")


@dataclass(frozen=True, slots=True)
class _Mention:
    start: int
    end: int
    words: tuple[str, ...]
    person: float
    organisation: float
    place: float


@lru_cache(maxsize=8)
def _mentions(article: str) -> tuple[_Mention, ...]:
    found: dict[tuple[int, int], dict[str, float]] = {}
    for start, end, kind, weight in names(article, tokens(article)):
        found.setdefault((start, end), {})[kind] = weight
    return tuple(
        _Mention(
            start,
            end,
            _words(article[start:end]),
            kinds.get("person", 0.0),
            kinds.get("organisation", 0.0),
            kinds.get("place", 0.0),
        )
        for (start, end), kinds in found.items()
    )


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in _WORD.findall(text))


def _of(name: str, article: str) -> list[_Mention]:
    """The mentions of `name` in full, in part or within a longer name."""
    capital = " ".join(word for word in name.split() if not word.islower())
    words = _words(capital)
    if not words:
        return []
    count = len(words)
    return [
        mention
        for mention in _mentions(article[:_LONGEST])
        if set(mention.words) <= set(words) or words in (mention.words[:count], mention.words[-count:])
    ]


def known_roles(name: str, article: str) -> frozenset[Role] | None:
    """What `article` says that `name` is; None where it does not mention it or leaves it open."""
    mentions = _of(name, article)
    person = max((_as_person(mention, article) for mention in mentions), default=0.0)
    organisation = max((mention.organisation for mention in mentions), default=0.0)
    place = max((mention.place for mention in mentions), default=0.0)
    if organisation > max(_SURE, person):
        return frozenset({"thing"})
    if person >= _SURE and person >= place:
        return frozenset({"person"})
    if place >= _SURE and person < _SURE:
        return frozenset({"place", "thing"})
    if gender_of(name, article) is not None:
        return frozenset({"person"})
    first, _, last = name.rpartition(" ")
    named = first and not last.islower()
    # "Lapas Seruyung" may be somebody by its looks, but where Seruyung is a place it is one there.
    return known_roles(last, article) if named and _placed(last, article) else None


def _placed(name: str, article: str) -> bool:
    return "place" in (known_roles(name, article) or ())


def _as_person(mention: _Mention, article: str) -> float:
    """How surely a mention names a person."""
    return _OPEN if _HOLDER.match(article, mention.end) and len(mention.words) <= 2 else mention.person


def gender_of(name: str, article: str) -> Gender | None:
    """If `article` calls the bearer of `name` he or she: by the first pronoun behind a mention, before
    anybody else is named, or the title before it. None where it does neither, or both as often."""
    votes: Counter[str] = Counter()
    mentions = _of(name, article)
    mine = {mention.start for mention in mentions}
    others = [mention.start for mention in _mentions(article[:_LONGEST]) if mention.start not in mine]
    for mention in mentions:
        stop = min((start for start in others if start > mention.start), default=len(article))
        after = article[mention.end : min(stop, mention.end + _NEAR)]
        votes.update(_genders(after.split("\n\n")[0], _PRONOUNS)[:1])
        line = article[max(0, mention.start - _BEFORE) : mention.start].rpartition("\n")[2]
        votes.update(_genders(re.split(r"[.,;:]\s", line)[-1], (_HE | _SHE) - _PRONOUNS)[-1:])
        votes.update(_genders(article[mention.start : mention.end], (_HE | _SHE) - _PRONOUNS)[:1])
    he, she = votes["he"], votes["she"]
    return "he" if he > she else "she" if she > he else None


def _genders(text: str, among: frozenset[str]) -> list[Gender]:
    keys = [word.casefold() for word in _WORD.findall(text)]
    return ["he" if key in _HE else "she" for key in keys if key in among]


def noun_gender(text: str) -> Gender | None:
    """The gender of the first noun in `text` that has one: "the woman who made his film"; None without one."""
    return next(iter(_genders(text, (_HE | _SHE) - _PRONOUNS)), None)


def pronoun_gender(text: str) -> Gender | None:
    """The gender of the English pronouns in `text`; None without one, and with both."""
    found = set(_genders(text, _PRONOUNS))
    return found.pop() if len(found) == 1 else None
