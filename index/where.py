"""Which documents may answer a question?

A `Where` says it by what a document is called, when it was published, in which language it is, and what its caller
said of it. Every engine applies it before the best are picked, so that a filter never costs an answer.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Protocol

from index.document import Metadata, Scalar
from index.errors import FilterError

__all__ = ["Described", "Where", "described", "period"]

Period = tuple[date, date]
"""The first and the last day of it."""

_DATE = "date"
"""The metadata that goes before the date in the text."""
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


class Described(Protocol):
    """What a filter looks at: an `index.Document`, or what an index has noted of one."""

    @property
    def name(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def published(self) -> str | None: ...
    @property
    def metadata(self) -> Metadata: ...


@dataclass(frozen=True, slots=True)
class Where:
    """A document passes that satisfies every condition; an empty one asks nothing.

    `names`: it is called so, or a glob pattern among them (`*`, `?`, `[...]`; `*` crosses folders) fits.
    `languages`: it is in one of them (ISO 639-1). `after` and `before`: it was published on that day or later, or
    earlier; where only the month or the year is known, all of it has to fit, and a document without a date does
    not pass. The date is `metadata["date"]` where the caller gave it, else that in the text. `metadata`: for each
    name one of the values, compared as text ("2018" is 2018, "true" is True); of a list, any item. `also` is
    a filter that has to be passed too.
    """

    names: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    after: date | None = None
    before: date | None = None
    metadata: tuple[tuple[str, tuple[str, ...]], ...] = ()
    also: Where | None = None

    def __post_init__(self) -> None:
        if self.after and self.before and self.after > self.before:
            raise FilterError(
                "where: no day is on or after {after} and on or before {before}; swap them",
                after=self.after,
                before=self.before,
            )

    @classmethod
    def of(cls, given: Where | Mapping[str, object] | None) -> Where | None:
        """The filter that a caller means; None where it asks nothing.

        A mapping has the keys "name", "language", "date" or "between" (a day, month or year, or a pair of them),
        "after", "before", "metadata" (a mapping); any other key is a name of metadata. A value may be a list, of
        which one has to hold. Dates are ISO 8601 with what is known ("2018-10"), as newspapers write them
        ("14 Okt 2018"), or `datetime.date`. FilterError for anything else.
        """
        if given is None or isinstance(given, Where):
            return given or None
        if not isinstance(given, Mapping):
            raise FilterError("where: a Where or a mapping is wanted, not {kind}", kind=type(given).__name__)
        names: tuple[str, ...] = ()
        languages: tuple[str, ...] = ()
        after: date | None = None
        before: date | None = None
        metadata: dict[str, tuple[str, ...]] = {}
        for key, value in given.items():
            if not isinstance(key, str) or not key:
                raise FilterError("where: a name of metadata is text, not {key!r}", key=key)
            if key == "name":
                names = _texts(key, value)
            elif key == "language":
                languages = tuple(_language(text) for text in _texts(key, value))
            elif key in ("date", "between"):
                first, last = _between(key, value)
                after, before = max(after or first, first), min(before or last, last)
            elif key == "after":
                first = _day(key, value)[0]
                after = max(after or first, first)
            elif key == "before":
                last = _day(key, value)[1]
                before = min(before or last, last)
            elif key == "metadata":
                if not isinstance(value, Mapping):
                    raise FilterError('where: "metadata" is a mapping, not {value!r}', value=value)
                for name, wanted in value.items():
                    if not isinstance(name, str) or not name:
                        raise FilterError("where: a name of metadata is text, not {name!r}", name=name)
                    metadata[name] = _texts(name, wanted)
            else:
                metadata[key] = _texts(key, value)
        found = cls(names, languages, after, before, tuple(sorted(metadata.items())))
        return found or None

    @classmethod
    def parse(cls, expressions: Iterable[str]) -> Where | None:
        """The filter that `KEY=VALUE` expressions mean, with the keys of `of`; of a key that stands twice, one has
        to hold, except that "date", "after" and "before" all have to. A span of days is `date=2018-10-01..2018-10-14`.
        FilterError for what is no expression."""
        several: dict[str, list[str]] = {}
        dates: list[tuple[str, str]] = []
        for expression in expressions:
            key, sign, value = expression.partition("=")
            key, value = key.strip(), value.strip()
            if not sign or not key or not value:
                raise FilterError(
                    "--where {expression}: KEY=VALUE is wanted; KEY is name, language, date, after, "
                    "before, or a name of metadata",
                    expression=expression,
                )
            if key in ("date", "after", "before"):
                dates.append((key, value))
            else:
                several.setdefault(key, []).append(value)
        known: dict[str, object] = {key: several.pop(key) for key in ("name", "language") if key in several}
        found = cls.of({**known, "metadata": several}) or cls()
        for key, value in dates:
            first, marked, last = value.partition("..")
            span = cls.of({key: [first, last] if key == "date" and marked else value}) or cls()
            found = replace(
                found,
                after=max(filter(None, (found.after, span.after)), default=None),
                before=min(filter(None, (found.before, span.before)), default=None),
            )
        return found or None

    def __bool__(self) -> bool:
        return self != Where()

    def __and__(self, other: Where) -> Where:
        """What passes both."""
        return replace(other, also=self if other.also is None else self & other.also)

    def allows(self, document: Described) -> bool:
        """If the document passes."""
        if self.also is not None and not self.also.allows(document):
            return False
        if self.languages and document.language not in self.languages:
            return False
        if self.names and not any(
            document.name == name or fnmatchcase(document.name, name) for name in self.names
        ):
            return False
        for name, wanted in self.metadata:
            if name not in document.metadata or _values(document.metadata[name]).isdisjoint(wanted):
                return False
        if self.after is None and self.before is None:
            return True
        days = published(document)
        return (
            days is not None
            and (self.after is None or days[0] >= self.after)
            and (self.before is None or days[1] <= self.before)
        )


def described(metadata: Mapping[str, object]) -> Metadata:
    """`metadata` as it is kept: names are text; values are text, numbers, truth values, or lists of them; a date
    becomes text. TypeError for anything else."""
    kept: dict[str, Scalar | Sequence[Scalar]] = {}
    for name, value in metadata.items():
        if not isinstance(name, str):
            raise TypeError(f"a name of metadata must be str, not {type(name).__name__}")
        if isinstance(value, date):
            kept[name] = value.isoformat()
        elif isinstance(value, Scalar):
            kept[name] = value
        elif isinstance(value, (list, tuple)) and all(isinstance(item, Scalar) for item in value):
            kept[name] = tuple(value)
        else:
            raise TypeError(
                f"metadata {name!r} must be text, a number, a truth value, a date or a list, not {value!r}"
            )
    return kept


def published(document: Described) -> Period | None:
    """When a document was published, as far as is known."""
    given = document.metadata.get(_DATE)
    if isinstance(given, str):
        return period(given, document.language)
    return period(document.published, document.language) if document.published else None


@lru_cache(maxsize=1 << 14)
def period(text: str, language: str) -> Period | None:
    """The days that a date spans: of a month or a year all; None where the text holds no date with a year."""
    if match := _ISO.fullmatch(text.strip()):
        return _days(*(int(part) if part else None for part in match.groups()))
    from index.numbers import numbers

    terms = [found.term for found in numbers(text, language)]
    for length in (10, 7, 4):
        for term in terms:
            if len(term) == length and (match := _ISO.fullmatch(term)):
                return _days(*(int(part) if part else None for part in match.groups()))
    return None


def _days(year: int | None, month: int | None, day: int | None) -> Period | None:
    try:
        first = date(year or 0, month or 1, day or 1)
        last = first.replace(month=month or 12)
        return first, last.replace(day=day or calendar.monthrange(last.year, last.month)[1])
    except ValueError:
        return None


def _day(key: str, value: object) -> Period:
    if isinstance(value, date):
        day = date(value.year, value.month, value.day)
        return day, day
    found = period(value, "id") if isinstance(value, str) else None
    if found is None:
        raise FilterError(
            "where: {key} {value!r} is no date; write it as 2018-10-14, 2018-10 or 2018", key=key, value=value
        )
    return found


def _between(key: str, value: object) -> Period:
    if not isinstance(value, (list, tuple)):
        return _day(key, value)
    if len(value) != 2:
        raise FilterError(
            "where: {key} takes a first and a last day, not {count} values", key=key, count=len(value)
        )
    return _day(key, value[0])[0], _day(key, value[1])[1]


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        raise FilterError('where: language {text!r} is no ISO 639-1 code such as "id"', text=text)
    return text


def _texts(key: str, value: object) -> tuple[str, ...]:
    """One value, or the items of a list, as the text they are compared by."""
    items = value if isinstance(value, (list, tuple, set, frozenset)) else (value,)
    if not items or not all(isinstance(item, Scalar) for item in items):
        raise FilterError(
            "where: {key} is text, a number, a truth value or a list of them, not {value!r}",
            key=key,
            value=value,
        )
    return tuple(sorted({_text(item) for item in items if isinstance(item, Scalar)}))


def _text(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _values(value: Scalar | Sequence[Scalar]) -> set[str]:
    return {_text(value)} if isinstance(value, Scalar) else {_text(item) for item in value}
