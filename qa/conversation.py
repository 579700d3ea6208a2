"""What does a question mean after the ones before it?

A follow-up leans on what was asked and quoted: by a pronoun ("when was he born?", "berapa harganya?"), by
leaving out all but what is new ("and why?", "kalau pariwisata?"), or by correcting a word ("no, the
minister"). It is understood by putting words of the earlier question or quote into it, or its words into the
earlier question. Rules over closed classes of words, English and Indonesian alike, as people mix them. A
question that stands by itself is never changed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from index.asking import PREPOSITIONS
from index.asking_article import about_article
from index.expecting import words_of
from qa.antecedents import Antecedent, antecedent
from qa.ellipsis import asked_instead, fragment, is_bare
from qa.happening import pointing
from qa.leaning import Leaning, leaning
from qa.phrases import ASKING, empty, is_person, is_time, is_verb, phrases
from qa.substitution import substituted
from qa.translated import translated
from qa.turn import Turn

__all__ = ["Resolved", "Turn", "resolve"]

_OPENERS = re.compile(
    r"\s*(?:(?:and|but|so|ok|okay|well|then|also|dan|terus|trus|lalu|nah|oke|kemudian|tapi|serta)\b[\s,]*)+",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    r"\s*(?:(?:and |but |so |dan |terus |lalu |nah,? )?(?:what|how) about|(?:dan |terus |trus |lalu |nah,? )?"
    r"(?:(?:bagaimana|gimana) (?:dengan|soal|kalau|kalo)|(?:kalau|kalo|klo)(?: soal| untuk| tentang)?))\s+",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"\s*(?:no|nope|sorry|wait|bukan|bukan itu|salah|maaf)\b\s*[,.;:!-]+\s*"
    r"(?:(?:not|bukan)\s+[^,]+,\s*)?(?:but |tapi |melainkan )?(?:i mean(?:t)?|maksud(?:ku| saya|nya))?[\s,:]*"
    r"|\s*(?:i mean(?:t)?|maksud(?:ku| saya|nya))[\s,:]+",
    re.IGNORECASE,
)
_PICKED = re.compile(r"\s*(?:yang|the one who is|the one that is)\s+", re.IGNORECASE)
_WHETHER = frozenset({"nggak", "enggak", "gak", "tidak", "tak", "belum", "apakah"})
_PLACING = frozenset({"di", "ke", "dari", "sejak", "untuk", "pada", "selama"})
_SHORT = re.compile(r"['’]s\b(?=\s+(?:(?P<done>been|got|had)\b|\w))", re.IGNORECASE)
_MOST_PRONOUNS = 3
_MOST_NEW = 6  # words; whoever says more says a whole question
_COLLOQUIAL_ID = re.compile(r"(?P<noun>\w{3,})nya", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question as understood; `changed` if that is not as typed, `sure` if it could not have stood as typed."""

    text: str
    changed: bool
    sure: bool = field(default=True, compare=False)


def resolve(question: str, language: str, history: Sequence[Turn]) -> Resolved:
    """`question` with what it leaves to `history` (oldest first) put in; as it is where it leans on nothing.

    `language` (ISO 639-1) is the question's. Any string is accepted. Without history nothing is changed, and
    neither is a question about the article itself ("who wrote this?").
    """
    unchanged = Resolved(question, False)
    if not history or len(question) > 400 or not any(map(str.isalnum, question)):
        return unchanged
    if about_article([word.key for word in words_of(question)]) is not None:
        return unchanged
    before = history[-1]
    correction = _CORRECTION.match(question)
    if correction is not None:
        rest = question[correction.end() :]
        if (words := words_of(rest)) and is_bare(words):
            return _changed(question, asked_instead(before, rest))
        # What is corrected was not answered: nothing leans on that answer.
        before = replace(before, answer=None, speaker=None)
        history = [*history[:-1], before]
        if new := _new(_PICKED.sub("", rest), language, history, correction=True):
            return _changed(question, substituted(before, new, correction=True))
    instead = _INSTEAD.match(question)
    if instead is not None:
        if told := _said_of(question[instead.end() :], language):
            return _changed(question, told)
        if new := _new(translated(question[instead.end() :], before.language), language, history):
            return _changed(question, substituted(before, new))
        if _is_condition(question):
            clause, _ = _filled(_OPENERS.sub("", question, count=1), language, history)
            return _changed(question, f"{before.question.strip().rstrip(' ?.!')} {clause.strip()}")
    opener = _OPENERS.match(question)
    text = question[opener.end() :] if opener is not None else question
    words = words_of(text)
    if not words:
        return unchanged
    if (said := translated(text, before.language)) != text:
        text, language, words = said, before.language, words_of(said)
    if is_time(text):
        return _changed(question, substituted(before, text.strip(" \t\n.,;:!?")))
    if (whole := pointing(before, text) or fragment(before, text, language)) is not None:
        # What is only added in parentheses could have stood without.
        return _changed(question, whole, sure="(" not in whole)
    if is_bare(words):
        return _changed(question, asked_instead(before, text))
    placed = words[0].key in PREPOSITIONS | _PLACING and len(words) <= _MOST_NEW and len(words) > 1
    if (opener is not None or placed) and (new := _new(text, language, history)):
        owned = _owned(text, new, language, before)
        return _changed(question, owned or substituted(before, new))
    filled, whose = _filled(text, language, history)
    return _changed(question, filled, sure=whose) if filled != text else unchanged


def _changed(question: str, text: str | None, *, sure: bool = True) -> Resolved:
    if text is None or text.strip() == question.strip():
        return Resolved(question, False)
    text = " ".join(text.split())
    return Resolved(text if text.endswith("?") else f"{text.rstrip(' .!,;:')}?", True, sure)


# ------------------------------------------------------------------------------------- only what is new


def _new(text: str, language: str, history: Sequence[Turn], *, correction: bool = False) -> str:
    """The noun phrase that `text` is, without its end mark and with what it leans on; "" if it is a question or
    a clause."""
    text = text.strip(" \t\n.,;:!?")
    words = words_of(text)
    if not words or len(words) > _MOST_NEW:
        return ""
    if any(word.key in ASKING or (is_verb(word) and i == 0) for i, word in enumerate(words)):
        return ""
    lean = leaning(text, language, words)
    if (
        lean is not None
        and lean.form in ("possessive", "suffix")
        and len(words) > 1 - (lean.form == "suffix")
    ):
        if (
            lean.form == "suffix"
            and (correction or not is_person(lean.stem.casefold()))
            and _COLLOQUIAL_ID.fullmatch(text)
        ):
            return lean.stem
        if correction and lean.form == "suffix" and (owner := _owner(history[-1], words[0].key)):
            return f"{text[: lean.start]}{lean.stem} {owner}{text[lean.end :]}"
        return _filled(text, language, history)[0]
    return "" if lean is not None or all(empty(word) for word in words) else text


def _owner(before: Turn, head: str) -> str:
    """Whose `head` was asked about: "Persema" of "pelatih Persema"; "" where that was not said."""
    for phrase in phrases(before.question, before.language):
        words = words_of(phrase.text)
        if words[0].key == head and len(words) > 1:
            return phrase.text[words[1].start :]
    return ""


def _said_of(text: str, language: str) -> str:
    """What is asked of something named first: "the governor, did he agree"; "" where `text` is no such question."""
    named, comma, clause = text.partition(",")
    named, clause = named.strip(), clause.strip(" \t\n.,;:!?")
    own, words = words_of(named), words_of(clause)
    if not comma or not own or not words or len(own) > _MOST_NEW or len(words) > _MOST_NEW:
        return ""
    if any(word.key in ASKING or is_verb(word) for word in own) or leaning(named, language, own) is not None:
        return ""
    lean = leaning(clause, language, words)
    if lean is not None and lean.form in ("plain", "possessive", "suffix"):
        return f"{clause[: lean.start]}{_spelled(lean, Antecedent(named))}{clause[lean.end :]}"
    asks = any(word.key in ASKING | _WHETHER or is_verb(word) for word in words)
    return f"{named} {clause}" if asks and language in ("id", "ms") else ""


def _is_condition(question: str) -> bool:
    """Is it a clause of condition alone: "kalau naik mobil?"?"""
    words = words_of(question)
    return len(words) <= _MOST_NEW and not any(word.key in ASKING for word in words)


def _owned(text: str, new: str, language: str, before: Turn) -> str:
    """The question about somebody's own: "who is Rina's deputy?" for "and her deputy?"; "" where `text` is none."""
    lean = leaning(text, language, words_of(text))
    if lean is None or new == text.strip(" ?."):
        return ""
    head = words_of(text)[-1].key if lean.form == "possessive" else lean.stem.casefold()
    indonesian = lean.form == "suffix"
    owner = new.removeprefix(lean.stem).strip() if indonesian else re.split(r"['’]s? ", new)[0]
    question = before.question.strip().rstrip(" ?.!")
    if owner and (at := question.find(owner)) >= 0 and before.expected.kinds[0] != "person":
        return f"{question[:at]}{new}{question[at + len(owner) :]}"
    if not is_person(head):
        return ""
    return f"siapa {new}" if indonesian else f"who is {new}"


# --------------------------------------------------------------------------------------------- pronouns


def _filled(text: str, language: str, history: Sequence[Turn]) -> tuple[str, bool]:
    """`text` with what its pronouns stand for in their places, and if it could not have stood without."""
    after, sure = 0, False
    for _ in range(_MOST_PRONOUNS):
        lean = leaning(text, language, words_of(text), after=after)
        if lean is None:
            break
        found = antecedent(lean, history)
        # "katanya" and "umurnya" are somebody's; "harganya" may only be "the price".
        sure = (
            sure
            or lean.form not in ("suffix", "noun", "done")
            or (lean.form, lean.want) == ("suffix", "person")
        )
        if found is None and (lean.form == "noun" or lean.want in ("place", "time") or after):
            break
        if found is None:
            subject = history[-1].subject
            return (f"{text.rstrip(' ?.!')} ({subject})" if subject else text), sure
        if lean.want == "event":
            # "What did they say about that?" keeps its word: a clause in its place would be no question.
            known = {word.key for word in words_of(text)}
            told = " ".join(word.text for word in words_of(found.text) if word.key not in known)
            text, after = (f"{text.rstrip(' ?.!')} ({told})" if told else text), lean.end
            continue
        spelled = _spelled(lean, found)
        if (short := _SHORT.match(text, lean.end)) is not None:
            # "he's wrong": behind a name that would say whose.
            spelled += " has" if short["done"] else " is"
            text = f"{text[: lean.end]}{text[short.end() :]}"
        text = f"{text[: lean.start]}{spelled}{text[lean.end :]}"
        after = lean.start + len(spelled)
    return text, sure


def _spelled(lean: Leaning, found: Antecedent) -> str:
    name = found.text
    if lean.form == "possessive":
        return f"{name}'" if name.endswith("s") else f"{name}'s"
    if lean.form in ("suffix", "done"):
        return f"{lean.stem} {name}"
    if lean.form == "there":
        return f"{lean.stem} {name}" if lean.stem else name
    if lean.form == "then":
        dated = lean.stem == "in" and name[0].isdigit() and not name.isdigit()
        return f"on {name}" if dated else f"{lean.stem} {name}"
    return name
