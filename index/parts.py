"""Does a question ask two things, and what is each?

"Who is X and when was it founded?", "kapan dan di mana ...": a conjunction between two clauses that each open with a
question word. A clause that has nothing to ask about, or a pronoun in its place, gets it from the other. Where in
doubt a question is one: relative clauses, "when" and "where" of time and place, "between X and what", "and what else"
ask nothing of their own.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.analyzer import content, tokens
from index.asking import AUXILIARIES, COMMANDS, INDONESIAN, LINKS_ID, PREPOSITIONS
from index.asking_clauses import (
    ASKERS,
    ASKING,
    CAUSING,
    CONJUNCTIONS,
    FILLERS,
    JOINING,
    LEADING,
    OPENINGS,
    PERSONAL,
    PLACES,
    POSSESSIVE,
    SUBJECTS,
    WHERE_ONE,
)
from index.expecting import Word, words_of

__all__ = ["parts"]

_ENDS = " ,;.?"
_NEAR = 4  # words between a question word and its verb: "how many young people were"


def parts(question: str, language: str) -> tuple[str, str] | None:
    """The two questions that `question`, in `language` (ISO 639-1), asks, each complete; None if it is one.

    Any string is accepted; a question in a language without word lists is one.
    """
    words = words_of(question)
    if language in ASKERS:
        askers = ASKERS[language]
        cut = next(
            (i for i in _joints(question, words, CONJUNCTIONS[language]) if _other(words, i, askers)), None
        )
    else:
        askers = ASKING
        cut = next((i for i in _joints(question, words, JOINING) if _asks_twice(words, i)), None)
    if cut is None:
        return None
    return _completed(question, words, cut, askers, language)


def _joints(question: str, words: Sequence[Word], joining: frozenset[str]) -> list[int]:
    """The places of words that begin a second clause: after a conjunction or a question mark."""
    found = []
    for i in range(1, len(words)):
        ended = "?" in question[words[i - 1].end : words[i].start]
        if (words[i - 1].key in joining and i > 1) or (ended and words[i].key not in joining):
            found.append(i)
    return found


# ------------------------------------------------------------------------------------ English and Indonesian


def _asks_twice(words: Sequence[Word], at: int) -> bool:
    before = list(words[: at - 1] if words[at - 1].key in JOINING else words[:at])
    after = list(words[at:])
    commanded = bool(before) and before[0].key in COMMANDS | OPENINGS
    first, second = _asker(before), _asker(after)
    if second is None or second > 3 or any(word.key in WHERE_ONE for word in before):
        return False
    if first is None or (first > 3 and not commanded and first < len(before) - 1):
        return False
    asked = after[second].key
    if asked in {word.key for word in before[first + 1 :]}:
        return False  # "the man who came and who left"
    if second + 1 < len(after) and all(word.key in FILLERS for word in after[second + 1 :]):
        return False  # "and what else?", "dan apa lagi?"
    if len(before) == first + 1 and first <= 1 and second + 1 == len(after):
        return False  # "who and what?" asks about nothing
    if not _introduces(after[:second], asked):
        return False
    return commanded or (_inverted(before[first:]) and _inverted(after[second:], bare_subject=second == 0))


def _asker(words: Sequence[Word]) -> int | None:
    """The place of the first question word."""
    return next((i for i, word in enumerate(words) if word.key in ASKING), None)


def _introduces(opened: Sequence[Word], asked: str) -> bool:
    """If these words may stand between a conjunction and the question word: "to whom", "di kota mana"."""
    for i, word in enumerate(opened):
        noun = i >= len(opened) - 2 and word.text.islower() and word.key not in LINKS_ID
        if not (
            word.key in PREPOSITIONS or word.key in PLACES or (noun and asked in ("apa", "mana", "berapa"))
        ):
            return False
    return True


def _inverted(clause: Sequence[Word], *, bare_subject: bool = True) -> bool:
    """If a clause that begins with its question word asks, rather than being part of a statement.

    An English one asks by a verb before the subject, or by a question word that is the subject itself.
    """
    asked, rest = clause[0].key, [word.key for word in clause[1:]]
    if not rest or asked in INDONESIAN or asked == "seberapa":
        return True
    if clause[0].text.casefold().endswith("s") and asked in ("who", "what", "where", "when"):
        return True  # who's, what's
    if rest[0] in SUBJECTS:
        return False  # "what they do"
    if asked in ("who", "whose"):
        return bare_subject or rest[0] in AUXILIARIES
    if asked == "which":
        return True
    if asked in ("how", "what", "whom"):
        near = rest[:_NEAR]
        verb = any(key in AUXILIARIES or (asked == "what" and key.endswith("ed")) for key in near)
        verb = verb or (asked == "what" and rest[0] in CAUSING)
        return verb or (asked == "how" and rest[0] in ("many", "much")) or len(rest) == 1
    return rest[0] in AUXILIARIES


# --------------------------------------------------------------------------------------------- other languages


def _other(words: Sequence[Word], at: int, askers: frozenset[str]) -> bool:
    before = [word.text.casefold() for word in words[: at - 1]]
    after = [word.text.casefold() for word in words[at:]]
    first = next((i for i, word in enumerate(before[:2]) if word in askers), None)
    second = next((i for i, word in enumerate(after[:2]) if word in askers), None)
    return (
        first is not None
        and second is not None
        and (second == 0 or len(after[0]) <= 4)
        and after[second] not in before[first + 1 :]
        and len(before) + len(after) > first + second + 2
    )


# ------------------------------------------------------------------------------------------- what each half asks


def _completed(
    question: str, words: Sequence[Word], at: int, askers: frozenset[str], language: str
) -> tuple[str, str]:
    end = (
        words[at - 1].start
        if words[at - 1].key in JOINING | CONJUNCTIONS.get(language, JOINING)
        else words[at].start
    )
    one, two = question[:end].rstrip(_ENDS), question[words[at].start :].rstrip(_ENDS)
    asks = [i for i, word in enumerate(words) if word.key in askers or word.text.casefold() in askers]
    first, second = asks[0], next(i for i in asks if i >= at)
    had, has = _content(one, language), _content(two, language)
    names = _names(words[first + 1 : at])
    leaning = next((word for word in words[second:] if word.key in PERSONAL), None)
    leans = leaning is not None or any(
        len(word.key) > 5 and word.key.endswith(POSSESSIVE) for word in words[second:]
    )
    short = words[at - 1].key in JOINING and at - first == 3  # "apa kelebihan dan apa kekurangan program itu"
    if has and (not had or (short and not names and not leans)):
        one = f"{one} {question[words[second].end :].strip(_ENDS)}"
    if had and (leans or not has or (len(has) == 1 and not _names(words[second + 1 :]))):
        topic = " ".join(names) if names and has else _topic(question, words[first + 1 : at], end)
        topic = topic or question[: words[first].start].strip(_ENDS)
        start = words[at].start
        if leaning is not None and names:
            two = f"{two[: leaning.start - start]}{topic}{two[leaning.end - start :]}"
        elif topic:
            two = f"{two} {topic}"
    return f"{one}?", f"{two}?"


def _topic(question: str, words: Sequence[Word], end: int) -> str:
    """What a clause says after its question word and the verb that inverts it, up to `end`; before the question
    word where that ends it."""
    start = next((word.start for word in words if word.key not in AUXILIARIES | LEADING), end)
    return question[start:end].strip(_ENDS)


def _content(text: str, language: str) -> list[str]:
    return [token.term for token in content(tokens(text, language))]


def _names(words: Sequence[Word]) -> list[str]:
    """The words with a capital or a digit, in order."""
    return [word.text for word in words if not word.text.islower() and word.text != word.text.casefold()]
