"""What is asked by a question that leaves out all but what is new?

"Why?", "starting when?", "anyone else?", "all at once?", "kenapa naik?": the rest is the question before. What
that one asked for is known by now, so where its subject would be missing its answer takes the place.
"""

from __future__ import annotations

import re

from index.asking import AUXILIARIES, DETERMINERS, ENGLISH, PREPOSITIONS
from index.evidence import held
from index.expecting import Expectation, Word, kind_of, words_of
from qa.antecedents import answer_name, answer_place, topic
from qa.leaning import leaning
from qa.phrases import ASKING, TIME, as_set, empty, is_time, is_verb, is_verbal, phrases
from qa.turn import Turn

__all__ = ["asked_instead", "fragment", "is_bare"]

_PARTICLES = as_set(
    "exactly precisely else not so come saja lagi tepatnya persisnya sih ya dong kah the itu that it again"
    " begitu demikian only please and or dan"
)
_LEADING = as_set(
    "di ke dari sejak sampai hingga untuk buat guna pada dengan oleh mulai starting beginning till around sekitar"
    " kira-kira"
)
_FACTS = frozenset({"date", "time", "duration", "place"})
_ADJUNCTS = as_set("when where why how kapan mana dimana kemana mengapa kenapa bagaimana bilamana")
_BE = as_set("is are was were")
_TRAVEL = as_set(
    "go went gone going travel fly flew move moved return returned come came head headed sail sailed"
)
_SUBJECTS = DETERMINERS | as_set("he she it they we you i")
_WAYS = as_set(
    "all once together still already again both every each per either alone twice yet now always ever never"
    " sekaligus semua semuanya masih sudah lagi juga bersama langsung cuma hanya setiap tiap sekarang selalu"
)
_ELSE = re.compile(
    r"(?:(?:is|was|are|were) there )?(?:any(?:one|body|thing)|who|what|where|some(?:one|thing)) else(?: (?:too|then))?"
    r"|any(?: others?| more)|(?:ada )?(?:siapa|apa|mana|di ?mana) (?:saja )?(?:lagi|yang lain)(?:nya)?"
    r"|ada (?:lagi|yang lain)|yang lain(?:nya)?|(?:besides|apart from|other than) (?:him|her|that|them|it)"
    r"|selain (?:dia|ia|itu|mereka|beliau)(?: (?:siapa|apa|mana|di ?mana|ada))?(?: (?:saja|lagi|yang lain))*",
    re.IGNORECASE,
)
_EQUAL_ID = re.compile(r"se\w{4,}")  # semahal, setinggi
_SO = re.compile(r"(?P<why>why) (?P<so>so \w+)(?: (?P<when>.+))?", re.IGNORECASE)
_KOK = re.compile(r"kok\b", re.IGNORECASE)  # spoken for "why"
_RELATIVE = re.compile(r"(?:the ones?|those) (?=who|that|which)|(?=yang\s)", re.IGNORECASE)
_FOR_WHAT = re.compile(r"(?:what for|for what|how come)", re.IGNORECASE)


def is_bare(words: list[Word]) -> bool:
    """Is it a question word with no more than what it measures ("since when", "tahun berapa", "how many people")?"""
    if len(words) > 5 or not any(word.key in ASKING for word in words):
        return False
    for i, word in enumerate(words):
        if word.key in ASKING or word.key in _PARTICLES or word.key in PREPOSITIONS | _LEADING:
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
        counted = len(words) <= 3 and ("how" in near or "which" in near or "mana" in near)
        known = kind_of(word.key) is not None or (counted and not empty(word) and not is_verb(word))
        if known and measured and len(words) <= 4 and not word.key.endswith("nya"):
            continue
        return False
    keys = [word.key for word in words]
    if keys[-1] in ("itu", "that"):
        return not {"who", "what", "which", "where", "siapa", "apa", "mana", "dimana", "berapa"}.intersection(
            keys
        )
    return keys[-1] != "it"


def fragment(before: Turn, text: str, language: str) -> str | None:
    """The question that `text`, which is less than one, stands for after `before`; None where it is a whole one."""
    text = text.strip(" \t\n.,;:!?")
    words = words_of(text)
    if not words or len(words) > 6:
        return None
    if _ELSE.fullmatch(text) is not None:
        return _others(before, text)
    keys = {word.key for word in words}
    question = before.question.strip().rstrip(" ?.!")
    if not keys & ASKING:
        own = [word for word in words[1:] if not empty(word)]
        if words[0].key == "kok" and 0 < len(own) <= 2 and all(word.text.islower() for word in own):
            return f"kenapa {topic(before)} {text[words[1].start :]}"
        relative = _RELATIVE.match(text)
        if relative is not None and len(words) > 1:
            return _narrowed(before, question, text[relative.end() :])
        if keys & _WAYS and all(empty(word) or word.key in _WAYS for word in words):
            cut = _question_phrase(words_of(question), before.expected)
            told = cut is None or _verb_first(question, words_of(question)[cut[1] :], before.language)
            return f"{question} {text}" if told else f"{asked_instead(before, '').strip()} {text}"
        return None
    if words[0].key in ("why", "when", "where", "how") and not keys & AUXILIARIES:
        # "Why so little?", "why Boston?": a question without a verb is the one before.
        own = [word for word in words[1:] if not empty(word)]
        # "How many people fled?" has a verb that no list knows.
        most = 1 if words[1:] and words[1].key in ("many", "much") else 2
        if len(own) <= most and not any(is_verbal(word.key) or is_verb(word) for word in own):
            return asked_instead(before, text)
        return None
    if leaning(text, language, words) is not None and not _so(words):
        return None
    if words[0].key in ("who", "siapa") and _is_verb_alone(words) and (acted := topic(before)):
        return f"{text} ({acted})"  # "who paid?", "siapa yang datang?"
    if (
        keys & ((_ADJUNCTS | {"kok", "berapa"}) - ENGLISH)
        and (not phrases(text, "id") or _so(words))
        and not any(key.endswith("nya") for key in keys)
    ):
        whole = _with_subject(text, words, topic(before))
        return None if whole is None else _KOK.sub("kenapa", whole)
    return None


def _with_subject(text: str, words: list[Word], subject: str) -> str | None:
    """ "kenapa naik" with what rises: an Indonesian verb or "semahal itu" without a subject."""
    asking = max(i for i, word in enumerate(words) if word.key in ASKING)
    said = [i for i, word in enumerate(words) if is_verb(word) and word.key not in ("terjadi", "mulai")]
    if _so(words):
        said.append(len(words) - 2)
    if not said or not subject:
        return None
    if asking > said[0]:
        return f"{subject} {text}"  # "ditutup kapan", "butuh berapa lama"
    return f"{text[: words[asking].end]} {subject}{text[words[asking].end :]}"


def _so(words: list[Word]) -> bool:
    """Is it "kenapa semahal itu" and no more?"""
    return (
        words[-1].key in ("itu", "ini")
        and len(words) > 2
        and _EQUAL_ID.fullmatch(words[-2].key) is not None
        and all(empty(word) or is_verb(word) for word in words[:-2])
    )


def _is_verb_alone(words: list[Word]) -> bool:
    """Is a verb the only word with content?"""
    own = [word for word in words if not empty(word) or is_verb(word)]
    return len(own) == 1 and own[0].text.islower() and (is_verb(own[0]) or is_verbal(own[0].key))


def _others(before: Turn, text: str) -> str:
    """The question before, for others than it was answered with."""
    question = before.question.strip().rstrip(" ?.!")
    words = words_of(question)
    cut = _question_phrase(words, before.expected)
    name = answer_name(before)
    indonesian = before.language in ("id", "ms")
    if cut is None:
        return f"{question} {text}"
    first, last = cut
    asked = next(i for i in range(first, last + 1) if words[i].key in ASKING)
    following = words[asked + 1] if asked + 1 < len(words) else None
    if indonesian:
        told, more, end = f" selain {name}" if name else "", "lagi", words[last].end
    else:
        # "what other towns", but "who else", "what else happened"
        noun = following is not None and not empty(following) and not is_verbal(following.key)
        other = noun and words[asked].key in ("what", "which")
        told, more = f" besides {name}" if name else "", "other" if other else "else"
        end = words[asked if other else last].end
    return f"{question[:end]} {more}{question[end:]}{told}"


def _narrowed(before: Turn, question: str, clause: str) -> str:
    """The question before, of those of whom `clause` is true."""
    words = words_of(question)
    cut = _question_phrase(words, before.expected)
    for phrase in phrases(question, before.language):
        if cut is not None and phrase.start > words[cut[1]].start:
            return f"{question[: phrase.end]} {clause}"
    return f"{question} {clause}"


def _verb_first(question: str, words: list[Word], language: str) -> bool:
    """Is the subject asked for: does a verb follow the word that asks, which is the first of `words`?"""
    following = words[1] if len(words) > 1 else None
    if following is None or language in ("id", "ms"):
        return False
    if following.key in _BE:
        return len(words) > 2 and is_verbal(words[2].key)
    return is_verbal(following.key) or (following.key in AUXILIARIES and not phrases(question, language))


def asked_instead(before: Turn, asking: str) -> str:
    """The earlier question with `asking` for what it asked."""
    asking = asking.strip(" \t\n.,;:!?")
    asking = re.sub(r"\s+(?:is|was|are|were)?\s*(?:that|itu)$", "", asking, flags=re.IGNORECASE)
    asking = _FOR_WHAT.sub("why", asking)
    question = before.question.strip().rstrip(" ?.!")
    words = words_of(question)
    cut = _question_phrase(words, before.expected)
    if cut is None:
        return f"{asking} {question}"
    first, last = cut
    left, right = question[: words[first].start], question[words[last].end :]
    if left and not words_of(left):
        left = ""
    keys = {word.key for word in words_of(asking)}
    if keys & {"siapa", "apa", "mana", "berapa"} and not keys & _LEADING:
        return f"{asking} {left}{right.strip(' ,')}"
    adjunct = bool(keys & _ADJUNCTS) or not keys & ASKING
    indonesian = before.language in ("id", "ms")
    if re.match(r"\s*yang\s", right):
        # "siapa yang membuka" but "kapan Rina membuka"
        name = answer_name(before) if adjunct and words[first].key == "siapa" else ""
        right = f" {name} {right.strip().removeprefix('yang').strip()}" if name else right.strip()[4:]
        return f"{asking} {left}{right}"
    if adjunct and not indonesian and not left:
        clause = _clause(before, question, words, last)
        if (so := _SO.fullmatch(asking)) is not None and clause.partition(" ")[0] in AUXILIARIES:
            when = so["when"] or ""
            clause = " ".join(TIME.sub("", clause).split()) if is_time(when) else clause
            return f"{so['why']} {clause} {so['so']} {when}".strip()
        return f"{asking} {clause}{_placed(before, clause, keys)}"
    told = _told(before) if adjunct and first else ""
    return f"{asking} {left.rstrip(' ,')}{' ' + told if told else ''}{right}".strip(" ,")


def _clause(before: Turn, question: str, words: list[Word], last: int) -> str:
    """What is left of an English question when another word asks: with its auxiliary first, and with its
    subject if that was asked for and is known."""
    rest = words[last + 1 :]
    if rest and rest[0].key == "of":
        rest = rest[1:]
    if words[last].key in ("which", "what") and len(rest) > 1 and is_verbal(rest[1].key):
        name = answer_name(before)  # "which company bought the factory"
        return f"was it that {name or 'the ' + rest[0].text} {question[rest[1].start :]}"
    if not rest:
        return ""
    text = question[rest[0].start :]
    if _verb_first(question, words[last:], before.language):
        name = answer_name(before)
        if not name:
            return text
        if rest[0].key in AUXILIARIES:
            return f"{rest[0].text} {name}{question[rest[0].end :]}"
        return f"was it that {name} {text}"
    if rest[0].key in AUXILIARIES:
        return text
    for i, word in enumerate(rest):
        if word.key in AUXILIARIES and i + 1 < len(rest):
            subject = question[rest[0].start : rest[i - 1].end]
            following = rest[i + 1]
            if word.key in ("do", "does", "did") or following.text[0].isupper() or following.key in _SUBJECTS:
                return f"{question[word.start :]} {subject}"  # it was what the question asked for
            return f"{word.text} {subject} {question[rest[i + 1].start :]}"
    return text


def _placed(before: Turn, clause: str, asking: set[str]) -> str:
    """The place that an English "where" was answered with, to stand at the end of its clause; "" where that asks for
    another place, or was not told."""
    if before.expected.kinds[0] != "place" or asking & {"where", "which", "what"}:
        return ""
    name = answer_place(before)
    if not name or name.casefold() in clause.casefold():
        return ""
    return f" {'to' if _TRAVEL & {word.key for word in words_of(clause)} else 'in'} {name}"


def _told(before: Turn) -> str:
    """The short answer to an Indonesian "apa" or "di mana", to stand where these stood."""
    answer, kind = before.answered, before.expected.kinds[0]
    if not answer or len(answer.split()) > 4:
        return ""
    kinds = {span.kind for span in held(answer, before.language)}
    if kind == "place" and "place" in kinds and "date" not in kinds:
        return f"di {answer_place(before) or answer}"
    return answer if kind in ("thing", "speech") and not any(map(str.isdigit, answer)) else ""


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
    if first and words[first - 1].key in PREPOSITIONS | _LEADING:
        first -= 1
    elif last + 1 < len(words) and words[last + 1].key in ("saja", "yang") and words[first].key == "apa":
        last += words[last + 1].key == "saja"
    return first, last
