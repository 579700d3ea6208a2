"""What does a word that leans on earlier questions stand for?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from index.asking import AUXILIARIES
from index.evidence import held
from index.expecting import kind_of, words_of
from qa.leaning import Leaning
from qa.people import Gender, gender_of, known_roles, noun_gender, pronoun_gender
from qa.phrases import (
    ASKING,
    Phrase,
    Role,
    as_set,
    empty,
    is_person,
    is_time,
    is_verb,
    is_verbal,
    named_roles,
    phrases,
)
from qa.turn import Turn

__all__ = ["Antecedent", "answer_name", "answer_place", "antecedent", "topic"]

_LOOK_BACK = 3  # turns
_DID = re.compile(r"\s+([a-z]+)")
_MOST_DONE = 4  # words of what those counted did
_PLACED = re.compile(r"\b(?:in|at|on|di|ke|dari|from|near|dalam|pada)\s+$", re.IGNORECASE)
_PASSIVE = as_set("is was were are has had")
_PREDICATE = re.compile(r"\b(?:how|to)\s+$", re.IGNORECASE)
_KIND = re.compile(r"\s+(?:apa|mana)\b", re.IGNORECASE)
_BEGINS_ID = re.compile(r"\w{3,}nya")  # "Menurutnya" at the beginning of a sentence names nobody
_ONE = ("the one who ", "orang yang ")
_CONDITION = re.compile(r"\b(?:kalau|kalo|jika|if)\b", re.IGNORECASE)
_DEED = re.compile(r"(?:pe(?:m|n|ng|ny|r|l)?|ke)\w{3,}an")  # what is done to a thing: pembangunan, kenaikan
_CALLED = as_set("he she him her his dia ia beliau")
_MEASURING = as_set("money number percent duration")
_OF_DEEDS = as_set("bukti alasan penyebab sebab akibat dampak hasil tujuan manfaat")  # of what was just told
_POSSESSED = re.compile(r"(?:['’]s|(?<=s)['’])$")
_TELLING = as_set("is was are were")
_WHO_IS = re.compile(r"\W*(?:who (?:is|was)|siapa(?:kah)?)\s+(.+?)(?: itu)?\W*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Antecedent:
    text: str


def antecedent(lean: Leaning, history: Sequence[Turn]) -> Antecedent | None:
    """What `lean` stands for, looked for in the last turns, newest first; None where nothing fits."""
    turns = list(reversed(history))[:_LOOK_BACK]
    for turn in turns:
        found = _in(turn, lean, turns)
        if found:
            return Antecedent(_POSSESSED.sub("", found))
    return None


def _in(turn: Turn, lean: Leaning, turns: Sequence[Turn]) -> str:
    if lean.want == "person":
        return _person(turns, lean.gender)
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
    if lean.form == "done":
        return _content(turn)
    of_person = lean.want == "any" and turn.expected.kinds[0] == "person"
    if of_person and not _DEED.fullmatch(lean.stem.casefold()) and (person := _person([turn], None)):
        return _owner(person, turn.typed)
    thing = _thing(turn, lean)
    if lean.form == "suffix" and lean.stem.casefold() not in _OF_DEEDS:
        thing = _owner(thing, turn.typed)
    return thing or (_person([turn], None) if lean.want == "any" else "")


def _owner(thing: str, typed: str) -> str:
    """Whose a thing is that was itself asked for as somebody's ("uangnya"), else the thing."""
    head, _, owner = thing.partition(" ")
    asked = {word.key for word in words_of(typed)}
    return owner if owner and f"{head}nya".casefold() in asked else thing


def _named_in(turn: Turn) -> list[Phrase]:
    return [phrase for phrase in phrases(turn.question, turn.language) if not is_time(phrase.text)]


def _content(turn: Turn) -> str:
    """The question without the words that ask: "lawan Persema di final"."""
    words = words_of(turn.question)
    while words and (words[0].key in ASKING or words[0].key in ("yang", "is", "was", "are", "were")):
        words = words[1:]
    while words and (words[-1].key in ASKING or words[-1].key in ("di", "ke", "dari", "saja")):
        words = words[:-1]
    if not words or any(word.key in ASKING for word in words):
        return turn.subject
    return turn.question[words[0].start : words[-1].end]


def topic(turn: Turn) -> str:
    """What a question is about, for a verb that lost its subject; "" where it is about nothing."""
    found = _thing(turn)
    return "" if found == turn.answered and found[:1].isupper() else found


def _short_name(text: str) -> str:
    """An answer that can be put for a pronoun: short, and with a name in it."""
    text = re.sub(r"\s*\([^)]*\)", "", " ".join(text.split()))
    named = any(word[0].isupper() for word in text.split()) and not _BEGINS_ID.fullmatch(text)
    return text if named and len(text.split()) <= 8 else ""


def _roles(name: str, turn: Turn) -> frozenset[Role]:
    """What a name can be called by, as the article tells, else as the name itself does."""
    known = known_roles(name, turn.article) if turn.article else None
    return named_roles(name, turn.language) if known is None else known


def answer_name(turn: Turn) -> str:
    """Who or what by name a question was answered with; "" where its answer is no such name."""
    if turn.expected.kinds[0] not in ("person", "name", "organisation"):
        return ""
    name = _short_name(turn.answered)
    wanted = turn.expected.kinds[0] == "person"
    return name if name and (not wanted or _roles(name, turn) & {"person"}) else ""


def _fits(name: str, gender: Gender | None, turns: Sequence[Turn]) -> bool | None:
    """Can `name` be called by a pronoun of `gender`: surely, surely not, or is that not told?"""
    if gender is None:
        return True
    for turn in turns:
        called = pronoun_gender(turn.typed)
        if called and name in turn.question and name not in turn.typed:
            return called == gender  # what a pronoun was taken for stays of its gender
    if name.islower() and (own := noun_gender(name)) is not None:
        return own == gender  # "the woman who made it"
    article = next((turn.article for turn in turns if turn.article), "")
    told = gender_of(name, article) if article else None
    return None if told is None else told == gender


def _person(turns: Sequence[Turn], gender: Gender | None) -> str:
    """The person whom a pronoun means: one known to be of its gender before one not known not to be, and one
    asked about or answered with before one only quoted."""
    asked = [name for turn in turns for name in _people(turn)]
    quoted = [name for turn in turns for name in _quoted(turn)]
    if gender is not None:
        each = [name for turn in turns for name in (*_people(turn), *_quoted(turn))]
        if sure := next((name for name in each if _fits(name, gender, turns)), ""):
            return sure
    return next((name for name in (*asked, *quoted) if _fits(name, gender, turns) is not False), "")


def _people(turn: Turn) -> list[str]:
    """The persons of a turn: who answers it, who is named in it, who is described in it, who speaks."""
    named = [phrase for phrase in _named_in(turn) if phrase.name]
    known = {phrase: known_roles(phrase.text, turn.article) if turn.article else None for phrase in named}
    names = [phrase for phrase in named if known[phrase] == frozenset({"person"})]
    names += [phrase for phrase in named if known[phrase] is None and "person" in phrase.roles]
    people = [p for p in _named_in(turn) if not p.name and "person" in p.roles]
    put = _described_in(turn)
    carried = [
        phrase for phrase in names if turn.typed and phrase.text not in turn.typed and phrase.text not in put
    ]
    found: list[str] = []
    asked = turn.expected.kinds[0] in ("person", "name")
    # "Who is Sari Dewi?" is answered with what she is; every other "who" with a name.
    only = _WHO_IS.fullmatch(turn.question)
    of_one = bool(only and names and all(word[0].isupper() for word in only[1].split()))
    if asked and not of_one:
        if (name := _short_name(turn.answered)) and "," not in name and "person" in _roles(name, turn):
            found.append(name)
        elif not carried and (described := _described(turn)):
            found.append(described)
    found += [phrase.text for phrase in carried]
    if put:
        found.append(put)  # "the one who scored for Persema", not Persema
    found += [phrase.text for phrase in names]
    if people and not (turn.speaker and turn.expected.kinds[0] == "speech"):
        found += [_whole(turn, phrase) for phrase in people]
    if turn.speaker:
        found.append(turn.speaker)
    found += [_whole(turn, phrase) for phrase in people]
    return found


def _quoted(turn: Turn) -> list[str]:
    """The persons of the sentence quoted, the surest first."""
    spans = [span for span in held(turn.quote, turn.language) if span.kind == "person" and span.weight >= 0.6]
    spans.sort(key=lambda span: (-span.weight, span.start))
    quoted = [turn.quote[span.start : span.end] for span in spans]
    return [name for name in quoted if _short_name(name) and "person" in _roles(name, turn)]


def _whole(turn: Turn, phrase: Phrase) -> str:
    """A phrase with the clause that says which one is meant: "the woman who made the film"."""
    question, behind = turn.question.rstrip(" ?.!"), turn.question[phrase.end :].split()
    before = [word.key for word in words_of(question[: phrase.start])]
    if turn.language in ("id", "ms"):
        counted = len(before) == 1 and before[0] in ASKING  # "berapa warga yang ikut"
        clause = behind[:1] == ["yang"] and (counted or phrase.text.split()[-1].casefold() == "orang")
        rest = {word.key for word in words_of(question[phrase.end :])}
        return question[phrase.start :] if clause and not rest & ASKING else phrase.text
    clause = behind[:1] in (["who"], ["that"]) and before[:1] != before[-1:] and before[-1] in _TELLING
    return question[phrase.start :] if clause and before[0] in ASKING else phrase.text


def _described(turn: Turn) -> str:
    """Whom an unanswered "who" asks for, by what it says of them: "the one who was killed in the flood"."""
    words = words_of(turn.question)
    if len(words) < 3:
        return ""
    first, rest = words[0].key, turn.question[words[1].start : words[-1].end]
    if first == "who" and words[1].key not in AUXILIARIES - _PASSIVE:
        if words[1].key in ("is", "was") and words[2].key in ("the", "a", "an"):
            return turn.question[words[2].start : words[-1].end]  # "the minister of trade"
        return f"the one who {rest}"
    if first == "siapa":
        return f"orang {rest}" if words[1].key == "yang" else rest if not empty(words[1]) else ""
    return ""


def _described_in(turn: Turn) -> str:
    """By what words a pronoun of the question was filled, if these describe a person: "the one who was killed"."""
    typed, question = turn.typed.rstrip(" ?.!").split(), turn.question.rstrip(" ?.!").split()
    start = _alike(typed, question)
    left, right = typed[start:], question[start:]
    tail = _alike(left[::-1], right[::-1])
    put = " ".join(right[: len(right) - tail])
    return put if typed and put.startswith(_ONE) else ""


def _alike(left: Sequence[str], right: Sequence[str]) -> int:
    """How many items two sequences begin with in common."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))


def _thing(turn: Turn, lean: Leaning | None = None) -> str:
    expected, form = turn.expected, "plain" if lean is None else lean.form
    measured = form == "suffix" and lean is not None and kind_of(lean.stem.casefold()) in _MEASURING
    if form == "amount" and expected.kinds[0] in ("money", "number", "percent", "duration") and turn.answered:
        return turn.answered
    focus_word = words_of(expected.focus)[0] if expected.focus else None
    focused = focus_word is not None and not empty(focus_word) and not is_verb(focus_word)
    if form == "suffix" and expected.plural and focused and expected.kinds[0] != "person":
        return turn.subject  # "harganya" after "which products will they sell": of all of them
    name = _short_name(turn.answered)
    named = name and len(name.split()) <= 5 and "thing" in _roles(name, turn)
    if named and expected.kinds[0] in ("organisation", "name", "thing"):
        return name
    condition = _CONDITION.search(turn.question)
    stop = condition.start() if condition is not None else len(turn.question)
    called = turn.typed and any(word.key in _CALLED for word in words_of(turn.typed))
    found = [
        p
        for p in _named_in(turn)
        if p.roles & {"thing", "place"}
        and p.start < stop
        and not _PREDICATE.search(turn.question[: p.start])
        and not p.text.endswith("nya")
        and not (
            p.name
            and (
                _roles(p.text, turn) == {"person"}
                or (called and "person" in p.roles and p.text not in turn.typed)
            )
        )
    ]
    if not found:
        found = [
            p
            for p in _named_in(turn)
            if not p.name
            and not p.text.endswith("nya")
            and p.start < stop
            and not _PREDICATE.search(turn.question[: p.start])
        ]
    focus = expected.focus_span
    asked = focus is not None and expected.kinds[0] != "person"
    about = [
        p
        for p in _named_in(turn)
        if (asked and focus and p.start <= focus[0] < p.end) or _KIND.match(turn.question[p.end :])
    ]
    others = [p for p in found if p not in about]
    central = [p for p in others if not _PLACED.search(turn.question[: p.start])]
    if central:
        return _whole(turn, central[-1])
    if about and len(about[0].text.split()) > 1:
        measures = expected.kinds[0] == "duration" or (measured and expected.kinds[0] in _MEASURING)
        if focus and about[0].start == focus[0] and measures:
            return turn.question[focus[1] : about[0].end].strip()
        return _whole(turn, about[0])
    if not others and (
        people := [
            p
            for p in _named_in(turn)
            if "person" in p.roles and not p.name and p not in about and not p.text.endswith("nya")
        ]
    ):
        return _whole(turn, people[-1])
    if (
        not others
        and expected.kinds[0] in ("thing", "list", "speech")
        and 0 < len(turn.answered.split()) <= 5
    ):
        return turn.answered  # "What did he announce?" "A new airport": named by the answer alone
    return _whole(turn, (others or found)[-1]) if found else ""


def _group(turn: Turn) -> str:
    several_asked = turn.expected.plural and turn.expected.kinds[0] in ("person", "organisation", "list")
    if several_asked and (name := _short_name(turn.answered)):
        return name
    found = _named_in(turn)
    focus = turn.expected.focus_span
    counted = [
        p for p in found if focus and p.start <= focus[0] < p.end and turn.expected.kinds[0] == "number"
    ]
    if counted:
        rest = turn.question[counted[0].end :].rstrip(" ?.!")
        relative = re.match(r"\s+(?:yang|who|that)\s", rest)
        # "How many people died?": they are people who died.
        did = _DID.match(rest) if turn.language == "en" and is_person(counted[0].head) else None
        if did is not None and is_verbal(did[1]) and len(rest.split()) <= _MOST_DONE:
            return f"{counted[0].text} who{rest}"
        return counted[0].text + rest if relative else counted[0].text  # "how many drivers ...": the drivers
    several = [phrase for phrase in found if phrase.plural]
    if several:
        return several[0].text
    if turn.expected.kinds[0] == "organisation" and (name := _short_name(turn.answered)):
        return name
    # One thing that is nobody is no "they": "how did they deal with that" speaks of people unnamed.
    first = next(
        (p for p in found if p.name or "person" in p.roles or kind_of(p.head) == "organisation"), None
    )
    return first.text if first is not None else ""


def answer_place(turn: Turn) -> str:
    """The place by name that a question was answered with; "" where its answer is none."""
    answer = _short_name(turn.answered)
    dated = any(span.kind == "date" for span in held(answer, turn.language))
    if turn.expected.kinds[0] != "place" or dated:
        return ""
    return re.sub(r"^(?:in|at|on|to|di|ke|dari)\s+", "", answer, flags=re.IGNORECASE)


def _place(turn: Turn) -> str:
    if name := answer_place(turn):
        return name
    found = [phrase for phrase in _named_in(turn) if "place" in phrase.roles]
    named = [phrase for phrase in found if phrase.name and "place" in _roles(phrase.text, turn)]
    if named:
        return named[-1].text
    for phrase in _named_in(turn):
        for name in re.findall(r"[A-Z]\w+(?: [A-Z]\w+)*", phrase.text):
            if turn.article and "place" in (known_roles(name, turn.article) or ()):
                return str(name)  # "the mayor of Kendari"
    common = [
        phrase for phrase in found if phrase.name or kind_of(phrase.head) == "place" or " " in phrase.text
    ]
    common.sort(key=lambda phrase: kind_of(phrase.head) == "place")
    return common[-1].text if common else ""


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
