"""Which names does a sentence hold, and of what: a person, an organisation, a place?

A name is a run of capitalised words. What it names is read from the words in it ("Bank ...", "...
River"), before it ("Menteri", "di", "kota") and after it ("mengatakan"); without a cue it may be any of
them, with less weight.
"""

from __future__ import annotations

from collections.abc import Iterator

from index.gazetteer import (
    CONNECTORS,
    COUNTRIES,
    CURRENCY_WORDS,
    DAYS,
    FUNCTION_WORDS,
    MONTHS,
    ORGANISATIONS,
    PLACE_ENDINGS,
    PLACE_NOUNS,
    PLACE_PREPOSITIONS,
    SAYING,
    TITLES,
)
from index.question import Kind
from index.tokens import Token

__all__ = ["names"]

_BEGINNINGS = frozenset({"pt", "cv"}) | CURRENCY_WORDS
"""Words before which a run of capitals ends: a legal form begins a name of its own, a currency an amount."""


def names(text: str, found: list[Token]) -> Iterator[tuple[int, int, Kind, float]]:
    """Start, end, kind and weight (0..1) of each name in `text`, whose tokens are `found`; several kinds
    a name."""
    count = len(found)
    i = 0
    while i < count:
        if (
            not found[i].capital or found[i].key in FUNCTION_WORDS
        ):  # "The", "Di": the capital is the sentence's
            i += 1
            continue
        last = _run(text, found, i)
        if i == last and (found[i].key in MONTHS or found[i].key in DAYS or len(found[i].key) == 1):
            i += 1
            continue
        yield from _kinds(text, found, i, last)
        i = last + 1


def _run(text: str, found: list[Token], first: int) -> int:
    """The last token of the run of capitalised words that begins at `first`."""
    last = first
    i = first + 1
    while i < len(found):
        gap = text[found[i - 1].end : found[i].start]
        initial = gap == ". " and (len(found[i - 1].key) == 1 or found[i - 1].key in TITLES)
        if found[i].key in _BEGINNINGS and gap == " ":
            break
        if gap not in (" ", "-", "/", " & ", "’", "'", ".") and not initial:
            break
        if found[i].capital:
            last = i
        elif found[i].digit and i == last + 1 and len(found[i].key) <= 2:
            last = i  # "Apollo 11"
        elif found[i].key not in CONNECTORS or found[i].key in ("di", "and") or i > last + 2:
            break
        i += 1
    return last


def _kinds(text: str, found: list[Token], first: int, last: int) -> Iterator[tuple[int, int, Kind, float]]:
    keys = [token.key for token in found[first : last + 1]]
    start, end = found[first].start, found[last].end
    before = found[first - 1].key if first and found[first].start - found[first - 1].end <= 2 else ""
    after = found[last + 1].key if last + 1 < len(found) else ""
    words = last - first + 1
    opening = first == 0
    acronym = words == 1 and len(keys[0]) > 1 and text[start:end].isupper()
    titled = before in TITLES or keys[0] in TITLES
    organised = any(key in ORGANISATIONS for key in keys)
    located = keys[-1] in PLACE_ENDINGS or keys[0] in PLACE_NOUNS or before in PLACE_NOUNS
    country = all(key in COUNTRIES or key in PLACE_ENDINGS for key in keys)
    spoken = before in SAYING or after in SAYING
    person = 0.35 if words == 1 else 0.65 if words <= 4 else 0.3
    organisation = 0.3 if words == 1 else 0.4
    place = 0.3
    if acronym:
        person, organisation, place = 0.1, 0.7, 0.2
    if country:
        person, organisation, place = 0.05, 0.3, 0.95
    elif organised:
        person, organisation, place = 0.1, 0.95, 0.3
        if titled and words > 3:
            person = 0.7  # "Ketua Dewan ... Wimboh Santoso": a title names a body and a person
    elif located:
        person, organisation, place = 0.1, 0.3, 0.9
    elif titled:
        person, organisation, place = 0.95, 0.2, 0.1
    elif before in PLACE_PREPOSITIONS:
        place = 0.8
        person *= 0.6
        organisation *= 0.9
    if spoken and not country:
        person = max(person, 0.8 if not organised else 0.3)
    if opening and words == 1:
        person, organisation, place = person * 0.8, organisation * 0.8, place * 0.8
    yield start, end, "person", person
    yield start, end, "organisation", organisation
    yield start, end, "place", place
    yield start, end, "name", 0.6 if opening and words == 1 else 0.8
