"""What does an earlier question become with one new phrase in it?

The new phrase takes the place of what is most like it: a year of a year, a name of a name, a person of a
person, a common noun of a common noun.
"""

from __future__ import annotations

import re
from itertools import takewhile

from index.asking import PREPOSITIONS
from index.expecting import Expectation, is_plural, kind_of, words_of
from index.question import expectation
from qa.phrases import TIME, Phrase, as_set, empty, is_person, is_time, phrases
from qa.turn import Turn

__all__ = ["substituted"]

_ONE = re.compile(r"\bones?$", re.IGNORECASE)
_PLAIN = re.compile(r"\s(?:baru|lama|besar|kecil|pertama|kedua|utama|tua|muda)$", re.IGNORECASE)
_PLACING = PREPOSITIONS | as_set("di ke dari untuk pada sejak bagi oleh dengan soal tentang mengenai")
_WITHIN = re.compile(r" of (?=the |this |that |[A-Z0-9])")


def substituted(before: Turn, new: str, *, correction: bool = False) -> str:
    """The earlier question with `new` in the place of what is most like it; with `new` after it where nothing is."""
    question = before.question.strip().rstrip(" ?.!")
    span = _counted(before, question, new) or _like(question, before.language, new, correction=correction)
    if span is None:
        placed = words_of(new)[0].key in _PLACING or is_time(new)
        return f"{question} {new}" if placed or not question.count(" ") else f"{question}, {new}"
    start, end = span
    within = _WITHIN.search(question, start, end)
    if within is not None and not {word.key for word in words_of(new)} & PREPOSITIONS:
        end = within.start()  # "the director of the film" keeps its film
    new = _like_that(new, question[start:end])
    article = re.match(r"(?:the|a|an)\s+", question[start:end], re.IGNORECASE)
    if article is not None and not re.match(r"(?:the|a|an)\s+", new, re.IGNORECASE) and not new[0].isupper():
        new = f"{article.group()}{new}"
    return f"{question[:start]}{new}{question[end:]}"


def _counted(before: Turn, question: str, new: str) -> tuple[int, int] | None:
    """What is counted in "how many pupils", in whose place "and computers?" asks for something else counted."""
    focus, words = before.expected.focus_span, words_of(new)
    plural = len(words) == 1 and words[0].text.islower() and is_plural(words[0].key)
    if not plural or focus is None or not re.search(r"\bhow many\s+$", question[: focus[0]], re.IGNORECASE):
        return None
    return focus if is_plural(words_of(question[slice(*focus)])[0].key) else None


def _like_that(new: str, old: str) -> str:
    """`new` with the noun of `old` where it leaves that out: "the old one", "yang lama"."""
    noun = re.sub(r"^(?:the|a|an)\s+", "", old, flags=re.IGNORECASE)
    if new.startswith("yang "):
        return f"{_PLAIN.sub('', noun)} {new}"
    words = noun.split()
    return _ONE.sub(" ".join(words[1:] if len(words) > 2 else words), new)


def _like(question: str, language: str, new: str, *, correction: bool) -> tuple[int, int] | None:
    times = list(TIME.finditer(question))
    words = words_of(question)
    first = words_of(new)[0]
    if is_time(new) and (times or first.key not in _PLACING):
        return times[-1].span() if times else None
    found = phrases(question, language)
    if first.key in _PLACING:
        for i, word in enumerate(words):
            same = [phrase for phrase in found if i + 1 < len(words) and phrase.start == words[i + 1].start]
            if word.key == first.key and same:
                return word.start, same[0].end
        return None
    spans = [_core(question, phrase, expectation(question, language)) for phrase in found]
    candidates = [span for span in spans if span is not None]
    if not candidates:
        return None
    named = any(word.text[0].isupper() for word in words_of(new))
    # "The observer from the university" is a person.
    core = [*takewhile(lambda word: word.key not in _PLACING, words_of(new))]
    kind = next((kind for word in core if (kind := kind_of(word.key)) is not None), None)
    if kind is None and any(is_person(word.key) for word in core):
        kind = "person"
    if kind is not None:
        for start, end in reversed(candidates):
            if any(
                kind_of(word.key) == kind or (kind == "person" and is_person(word.key))
                for word in words_of(question[start:end])
                if not word.key.endswith(("'s", "s'"))  # "the men's prize" is no person
            ):
                segment = None if named else _common(question, start, end)
                return segment or (start, end)
    if kind == "person" and (correction or not named):
        people = [phrase for phrase in found if phrase.name and "person" in phrase.roles]
        return (people[0].start, people[0].end) if people else None
    if named:
        names = re.compile(r"[A-Z]\w*(?:[ -][A-Z]\w*)*")
        for start, end in reversed(candidates):
            if start and (name := names.search(question, start, end)) is not None:
                return name.span()
        return candidates[-1]
    for start, end in candidates if correction else reversed(candidates):
        if (segment := _common(question, start, end)) is not None:
            return segment
    return None


def _common(question: str, start: int, end: int) -> tuple[int, int] | None:
    """The words of a phrase that name it commonly: all if the last does, else those before a name or number."""
    words = words_of(question[start:end])
    if words[-1].text.islower():
        return start, end
    plain = 0
    for i, word in enumerate(words):
        joined = i > 0 and words[i - 1].key != words[i - 1].text.casefold()  # "wali kota"
        if not word.text.islower() or (i and not joined and kind_of(word.key) is not None):
            break
        plain = plain if empty(word) else word.end
    return (start, start + plain) if plain else None


def _core(question: str, phrase: Phrase, expected: Expectation) -> tuple[int, int] | None:
    """`phrase` without the noun that says what is measured: "cabai" of "harga cabai", "rice" of "the price of rice"."""
    start, end = phrase.start, phrase.end
    if expected.focus_span is None:
        return start, end
    first, last = expected.focus_span
    if not start <= first < end or expected.kinds[0] == "person":
        return start, end
    if start <= first and (behind := question[last:end].strip()):
        inner = words_of(behind)
        if inner[0].key in ("of", "for"):
            inner = inner[1:]
        if inner and inner[0].key in ("the", "a", "an") and len(inner) > 1:
            inner = inner[1:]
        if inner:
            return last + question[last:end].index(behind) + inner[0].start, end
    before = question[start:first].rstrip()
    if before and not all(empty(word) for word in words_of(before)):
        return start, start + len(before)
    return None
