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
from dataclasses import dataclass

from index.asking import PREPOSITIONS
from index.asking_article import about_article
from index.expecting import Expectation, Word, kind_of, words_of
from index.question import expectation
from qa.antecedents import Antecedent, Turn, antecedent
from qa.leaning import Leaning, leaning
from qa.phrases import ASKING, Phrase, as_set, empty, is_verb, phrases

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
_MOST_NEW = 6  # words; whoever says more says a whole question
_PARTICLES = as_set(
    "exactly precisely else not so come saja lagi tepatnya persisnya sih ya dong kah the itu that it again"
    " begitu demikian only please and or dan"
)
_FACTS = frozenset({"date", "time", "duration", "place"})
_YEAR = re.compile(
    r"(?:\b(?:in|on|by|since|during|pada|tahun|sejak)\s+)*\b(?:1[5-9]|20)\d\d\b", re.IGNORECASE
)
_COLLOQUIAL_ID = re.compile(r"(?P<noun>\w{3,})nya", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question as understood; `changed` if that is not as typed."""

    text: str
    changed: bool


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
    if correction is not None and (new := _new(question[correction.end() :])):
        return _changed(question, _substituted(before, new, correction=True))
    instead = _INSTEAD.match(question)
    if instead is not None and (new := _new(question[instead.end() :])):
        return _changed(question, _substituted(before, new))
    opener = _OPENERS.match(question)
    text = question[opener.end() :] if opener is not None else question
    words = words_of(text)
    if not words:
        return unchanged
    if _is_bare(words):
        return _changed(question, _asked_instead(before, text))
    if opener is not None and (new := _new(text)):
        return _changed(question, _substituted(before, new))
    lean = leaning(text, language, words)
    if lean is None:
        return unchanged
    return _changed(question, _filled(text, lean, history))


def _changed(question: str, text: str | None) -> Resolved:
    if text is None or text.strip() == question.strip():
        return Resolved(question, False)
    text = " ".join(text.split())
    return Resolved(text if text.endswith("?") else f"{text.rstrip(' .!,;:')}?", True)


# ------------------------------------------------------------------------------------- only what is new


def _new(text: str) -> str:
    """The noun phrase that `text` is, without its end mark; "" if it is a question or a clause."""
    text = text.strip(" \t\n.,;:!?")
    words = words_of(text)
    if not words or len(words) > _MOST_NEW:
        return ""
    if any(word.key in ASKING or (is_verb(word) and i == 0) for i, word in enumerate(words)):
        return ""
    if all(empty(word) for word in words) or leaning(text, "en", words) is not None:
        possessed = _COLLOQUIAL_ID.fullmatch(text)
        return possessed["noun"] if possessed is not None else ""
    return text


def _is_bare(words: list[Word]) -> bool:
    """Is it a question word with no more than what it measures ("since when", "tahun berapa", "how many people")?"""
    if len(words) > 5 or not any(word.key in ASKING for word in words):
        return False
    for i, word in enumerate(words):
        if word.key in ASKING or word.key in _PARTICLES or word.key in PREPOSITIONS:
            continue
        if word.key in ("di", "ke", "dari", "sejak", "sampai", "hingga", "untuk", "pada", "dengan", "oleh"):
            continue
        near = [words[j].key for j in (i - 1, i - 2, i + 1) if 0 <= j < len(words)]
        if word.key in ("many", "much", "long", "far", "old", "often", "big", "large") and "how" in near:
            continue
        if word.key in ("is", "was", "are", "were") and {"that", "so", "it"} & {
            word.key for word in words[i + 1 :]
        }:
            if words[-1].key in ("that", "so") and len(words) <= 3:
                continue
            return False
        measured = {"which", "what", "many", "much", "berapa", "apa", "mana"}.intersection(near)
        if kind_of(word.key) is not None and measured and len(words) <= 4 and not word.key.endswith("nya"):
            continue
        return False
    keys = [word.key for word in words]
    if keys[-1] in ("itu", "that"):
        return not {"who", "what", "which", "where", "siapa", "apa", "mana", "dimana", "berapa"}.intersection(
            keys
        )
    return keys[-1] != "it"


def _asked_instead(before: Turn, asking: str) -> str:
    """The earlier question with `asking` for what it asked."""
    asking = asking.strip(" \t\n.,;:!?")
    asking = re.sub(r"\s+(?:is|was|are|were)?\s*(?:that|itu)$", "", asking, flags=re.IGNORECASE)
    question = before.question.strip().rstrip(" ?.!")
    words = words_of(question)
    expected = expectation(question, before.language)
    cut = _question_phrase(words, expected)
    if cut is None:
        return f"{asking} {question}"
    first, last = cut
    rest = f"{question[: words[first].start]} {question[words[last].end :]}".strip(" ,")
    if words[first].start and not words_of(question[: words[first].start]):
        rest = question[words[last].end :].strip(" ,")
    if not {"siapa", "apa", "mana", "berapa"}.intersection(word.key for word in words_of(asking)):
        rest = re.sub(r"^yang\s+", "", rest)  # "siapa yang membuka" but "kapan membuka"
    return f"{asking} {rest}"


def _question_phrase(words: list[Word], expected: Expectation) -> tuple[int, int] | None:
    """The first and last word of what asks in a question: "in which year", "tahun berapa", "who"."""
    asking = [i for i, word in enumerate(words) if word.key in ASKING]
    if not asking:
        return None
    first = last = asking[0]
    following = words[last + 1].key if last + 1 < len(words) else ""
    if words[first].key == "how" and following in (
        "many",
        "much",
        "long",
        "far",
        "old",
        "often",
        "big",
        "large",
    ):
        last += 1
    if expected.focus_span is not None and expected.kinds[0] in _FACTS:
        focus = next(i for i, word in enumerate(words) if word.start == expected.focus_span[0])
        if focus in (first - 1, last + 1) and kind_of(words[focus].key) in _FACTS:
            first, last = min(first, focus), max(last, focus)
    if first and words[first - 1].key in PREPOSITIONS | {"di", "ke", "dari", "sejak", "pada", "untuk"}:
        first -= 1
    elif last + 1 < len(words) and words[last + 1].key in ("saja", "yang") and words[first].key == "apa":
        last += words[last + 1].key == "saja"
    return first, last


def _substituted(before: Turn, new: str, *, correction: bool = False) -> str:
    """The earlier question with `new` in the place of what is most like it; with `new` after it where nothing is."""
    question = before.question.strip().rstrip(" ?.!")
    span = _like(question, before.language, new, correction=correction)
    if span is None:
        return f"{question}, {new}" if question.count(" ") else f"{question} {new}"
    start, end = span
    article = re.match(r"(?:the|a|an)\s+", question[start:end], re.IGNORECASE)
    if article is not None and not re.match(r"(?:the|a|an)\s+", new, re.IGNORECASE) and not new[0].isupper():
        new = f"{article.group()}{new}"
    return f"{question[:start]}{new}{question[end:]}"


def _like(question: str, language: str, new: str, *, correction: bool) -> tuple[int, int] | None:
    years = _YEAR.search(question)
    if years is not None and _YEAR.search(new):
        return years.span()
    words = words_of(question)
    first = words_of(new)[0]
    found = phrases(question, language)
    if first.key in PREPOSITIONS | {"di", "ke", "dari", "untuk", "pada", "bagi", "oleh", "dengan"}:
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
    kind = next((kind for word in words_of(new) if (kind := kind_of(word.key)) is not None), None)
    if kind is not None:
        for start, end in reversed(candidates):
            if any(kind_of(word.key) == kind for word in words_of(question[start:end])):
                segment = None if named else _common(question, start, end)
                return segment or (start, end)
    if kind == "person" and not named:
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


# --------------------------------------------------------------------------------------------- pronouns


def _filled(text: str, lean: Leaning, history: Sequence[Turn]) -> str:
    """`text` with what its pronoun stands for in the pronoun's place."""
    found = antecedent(lean, history)
    if found is None and lean.form == "noun":
        return text
    if found is None:
        subject = history[-1].subject
        return f"{text.rstrip(' ?.!')} ({subject})" if subject else text
    return f"{text[: lean.start]}{_spelled(lean, found)}{text[lean.end :]}"


def _spelled(lean: Leaning, found: Antecedent) -> str:
    name = found.text
    if lean.form == "possessive":
        return f"{name}'" if name.endswith("s") else f"{name}'s"
    if lean.form == "suffix":
        return f"{lean.stem} {name}"
    if lean.form == "there":
        return f"{lean.stem} {name}" if lean.stem else name
    if lean.form == "then":
        dated = lean.stem == "in" and name[0].isdigit() and not name.isdigit()
        return f"on {name}" if dated else f"{lean.stem} {name}"
    return name
