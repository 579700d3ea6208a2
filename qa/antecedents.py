"""What does a word that leans on earlier questions stand for?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.evidence import held
from index.expecting import Expectation, words_of
from index.question import expectation
from qa.leaning import Form, Leaning
from qa.phrases import ASKING, Phrase, empty, named_roles, phrases

__all__ = ["Antecedent", "Turn", "antecedent"]

_LOOK_BACK = 3  # turns
_PLACED = re.compile(r"\b(?:in|at|on|di|ke|dari|from|near|dalam|pada)\s+$", re.IGNORECASE)
_WHO_IS = re.compile(r"\W*(?:who (?:is|was)|siapa(?:kah)?)\s+(.+?)(?: itu)?\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of the past, as understood, with the sentence quoted first ("" where none was).

    `answer` are the characters of `quote` that answer (0-based, end-exclusive); `speaker` is who says it.
    """

    question: str
    language: str
    quote: str = ""
    answer: tuple[int, int] | None = None
    speaker: str | None = None

    @property
    def expected(self) -> Expectation:
        return expectation(self.question, self.language)

    @property
    def answered(self) -> str:
        """The words that answer, "" where there are none."""
        return "" if self.answer is None else self.quote[slice(*self.answer)].strip(" ,.;:\"'“”()")

    @property
    def subject(self) -> str:
        """The content words of the question, in its order."""
        words = words_of(self.question)
        return " ".join(word.text for word in words if not empty(word) and word.key not in ASKING)


@dataclass(frozen=True, slots=True)
class Antecedent:
    text: str


def antecedent(lean: Leaning, history: Sequence[Turn]) -> Antecedent | None:
    """What `lean` stands for, looked for in the last turns, newest first; None where nothing fits."""
    for turn in list(reversed(history))[:_LOOK_BACK]:
        found = _in(turn, lean)
        if found:
            return Antecedent(found)
    return None


def _in(turn: Turn, lean: Leaning) -> str:
    if lean.want == "person":
        return _person(turn)
    if lean.want == "group":
        return _group(turn)
    if lean.want == "place":
        return _place(turn)
    if lean.want == "time":
        return _time(turn)
    if lean.want == "event":
        return turn.subject
    if lean.form == "noun":
        return _full(turn, lean.head)
    if lean.want == "any" and turn.expected.kinds[0] == "person" and (person := _person(turn)):
        return person
    return _thing(turn, form=lean.form) or (_person(turn) if lean.want == "any" else "")


def _named_in(turn: Turn) -> list[Phrase]:
    return phrases(turn.question, turn.language)


def _short_name(text: str) -> str:
    """An answer that can be put for a pronoun: short, and with a name in it."""
    text = re.sub(r"\s*\([^)]*\)", "", " ".join(text.split()))
    return text if text and len(text.split()) <= 8 and any(word[0].isupper() for word in text.split()) else ""


def _person(turn: Turn) -> str:
    people = [phrase for phrase in _named_in(turn) if "person" in phrase.roles]
    names = [phrase for phrase in people if phrase.name]
    if turn.expected.kinds[0] in ("person", "name") and (name := _short_name(turn.answered)):
        # "Who is Sari Dewi?" is answered with what she is; every other "who" with a name.
        only = _WHO_IS.fullmatch(turn.question)
        if only is None or not names or not all(word[0].isupper() for word in only[1].split()):
            return name
    if names:
        return names[0].text
    if people:
        if (spoken := turn.speaker) and turn.expected.kinds[0] == "speech":
            return spoken
        return people[0].text
    if turn.speaker:
        return turn.speaker
    if turn.quote:
        spans = [
            span for span in held(turn.quote, turn.language) if span.kind == "person" and span.weight >= 0.6
        ]
        if spans:
            best = max(spans, key=lambda span: (span.weight, -span.start))
            return turn.quote[best.start : best.end]
    return ""


def _thing(turn: Turn, *, form: Form = "plain") -> str:
    expected = turn.expected
    if form == "suffix" and expected.plural and expected.kinds[0] != "person":
        return turn.subject  # "harganya" after "which products will they sell": of all of them
    name = _short_name(turn.answered)
    named = name and len(name.split()) <= 5 and "thing" in named_roles(name, turn.language)
    if named and expected.kinds[0] in ("organisation", "name", "thing"):
        return name
    found = [p for p in _named_in(turn) if p.roles & {"thing", "place"} and p.roles != {"person"}]
    focus = expected.focus_span
    asked = focus is not None and expected.kinds[0] not in ("thing", "person")
    about = [p for p in _named_in(turn) if asked and focus and p.start <= focus[0] < p.end]
    others = [p for p in found if p not in about]
    central = [p for p in others if not _PLACED.search(turn.question[: p.start])]
    if central:
        return central[-1].text
    if about and len(about[0].text.split()) > 1:
        return about[0].text
    if (
        not others
        and expected.kinds[0] in ("thing", "list", "speech")
        and 0 < len(turn.answered.split()) <= 5
    ):
        return turn.answered  # "What did he announce?" "A new airport": named by the answer alone
    return (others or found)[-1].text if found else ""


def _group(turn: Turn) -> str:
    several_asked = turn.expected.plural and turn.expected.kinds[0] in ("person", "organisation", "list")
    if several_asked and (name := _short_name(turn.answered)):
        return name
    found = _named_in(turn)
    several = [phrase for phrase in found if phrase.plural]
    if several:
        return several[0].text
    if turn.expected.kinds[0] == "organisation" and (name := _short_name(turn.answered)):
        return name
    return found[0].text if found else ""


def _place(turn: Turn) -> str:
    if turn.expected.kinds[0] == "place" and (name := _short_name(turn.answered)):
        return re.sub(r"^(?:in|at|on|di|ke|dari)\s+", "", name, flags=re.IGNORECASE)
    found = [phrase for phrase in _named_in(turn) if "place" in phrase.roles]
    named = [phrase for phrase in found if phrase.name]
    if named or found:
        return (named or found)[-1].text
    return ""


def _time(turn: Turn) -> str:
    if turn.expected.kinds[0] in ("date", "time", "published") and turn.answered:
        return re.sub(r"^(?:in|on|at|pada|di)\s+", "", turn.answered, flags=re.IGNORECASE)
    year = re.search(r"\b(?:1[5-9]|20)\d\d\b", turn.question)
    return year.group() if year else ""


def _full(turn: Turn, head: str) -> str:
    """The phrase of the question that has `head` and more words than it."""
    for phrase in _named_in(turn):
        keys = [word.key for word in words_of(phrase.text) if not empty(word)]
        if head in keys and len(keys) > 1:
            return phrase.text
    return ""
