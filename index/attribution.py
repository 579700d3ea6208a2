"""Who says it, and what does it lean on?

Rules over the words of news: a verb of speech before its speaker ("kata X", "said X") or after it ("X
mengatakan", "X said"), "menurut X", "according to X", and `X: "..."`. What stands inside quotation marks
attributes nothing. A pronoun is resolved to the person last named as speaker or subject. A doubtful speaker
is None: no name is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.document import Sentence
from index.naming import bare_words, fullest, is_named, is_organisation, is_role, person_of, runs_of, titled
from index.speech_patterns import (
    AFTER_OPENING,
    APPOSED,
    BY,
    DESCRIBED,
    EXPLETIVE,
    INNER_CAPITAL,
    INTRODUCED,
    INVERTED,
    LEANS,
    MENTIONS,
    QUOTE,
    RELATED,
    RUN,
    SHOWN,
    SUBJECT,
    TITLED,
    VERB,
)
from index.speech_words import INTRODUCING, OFFICE, OWNED, REPORTING, SPEECH

__all__ = ["Attribution", "attribute"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """`speaker` is who is quoted or reported, a name as it stands in the document; `antecedent` is the place,
    in the sequence given, of the earlier sentence that resolves what this one leans on. None for neither."""

    speaker: str | None = None
    antecedent: int | None = None


def attribute(sentences: Sequence[Sentence]) -> list[Attribution]:
    """One `Attribution` for each of `sentences`, which are those of one document in order; `[]` for none.

    Only body sentences are speech and only they resolve anything. A short naming is given as the fullest
    one in the document that holds it ("kata Sri" is "Sri Mulyani"). A quotation over several sentences has
    one speaker, wherever in it the attribution stands; plural pronouns have none.
    """
    said: list[str | None] = [None] * len(sentences)
    leads: list[int | None] = [None] * len(sentences)
    quoted = _quoted(sentences)
    body = [i for i, sentence in enumerate(sentences) if sentence.role == "body"]
    runs = runs_of([sentences[i] for i in body])
    names = {name for i in body for name in INNER_CAPITAL.findall(sentences[i].text)}
    told = {i: _speaker(sentences[i].text, quoted[i]) for i in body}
    known = {fullest(name, runs) for name, _ in told.values() if name and not is_organisation(name)}
    known.update(titled([sentences[i] for i in body], runs))
    person: str | None = None
    named: int | None = None  # the last sentence that names `person`
    previous: int | None = None
    outside: int | None = None  # the last sentence that does not begin in a quotation
    for i in body:
        text = sentences[i].text
        found, pronoun = told[i]
        name = fullest(found, runs) if found else None
        if name and name[-1] == "s" and " " not in name and name not in names and text.startswith(name):
            name = None  # "Analysts said"
        leaning = LEANS.match(text)
        if leaning and leaning[0].lower().endswith("it") and EXPLETIVE.match(text):
            leaning = None
        said[i] = person if pronoun else name
        if pronoun or (leaning and leaning["person"]):
            leads[i] = named if person else outside
        elif leaning or MENTIONS.match(text):
            leads[i] = previous
        if name is not None:
            person = name if not is_organisation(name) else person
        elif not pronoun and not quoted[i][0]:
            subject, sure = _subject(text, names)
            if subject and not is_organisation(subject):
                full = fullest(subject, runs)
                if sure or " " in full or full in known:
                    person = full
                elif full in names:
                    person = None  # a name, but perhaps of no person: from here on a pronoun is in doubt
            elif (
                not subject
                and person
                and not is_named(person, text)
                and any(is_named(other, text) for other in known)
            ):
                person = None  # another who speaks here came between
        apart = not quoted[i][0] or name is not None
        if apart and person and is_named(person, text):
            named = i
        previous = i
        if not quoted[i][0]:
            outside = i
    _spread(sentences, body, quoted, said, told)
    return [Attribution(speaker, lead) for speaker, lead in zip(said, leads, strict=True)]


def _quoted(sentences: Sequence[Sentence]) -> list[tuple[bool, list[tuple[int, int]], bool]]:
    """For each sentence: if it begins in a quotation, the quoted spans of its text, if it ends in one."""
    result: list[tuple[bool, list[tuple[int, int]], bool]] = []
    inside = False
    for i, sentence in enumerate(sentences):
        text = sentence.text
        if i and sentences[i - 1].block != sentence.block:
            # A quotation that runs on over paragraphs opens each of them anew; any other has ended.
            inside = False
        begins, start = inside, 0
        spans: list[tuple[int, int]] = []
        for mark in QUOTE.finditer(text):
            opens = _opens(text, mark.start(), inside=inside)
            if opens and inside and mark.start() and mark[0] in '"“„':
                begins, start = False, mark.start()  # the one before was never closed
                spans.clear()
            elif opens and not inside:
                inside, start = True, mark.start()
            elif not opens and inside:
                inside = False
                spans.append((start, mark.end()))
        if inside:
            spans.append((start, len(text)))
        # A sentence may begin with a name in marks ("Hans" Geiger); speech has a stop or comma before its end.
        speech = (
            text[:1] in {'"', "“", "„"}
            and bool(spans)
            and (spans[0][1] == len(text) or text[spans[0][1] - 2] in ",.?!…")
        )
        result.append((begins or speech, spans, inside))
    return result


def _shown(text: str) -> str | None:
    """Who is named after what they are: "... dibantah juru bicara Nirmala, Oki Setiaji."."""
    if ", " not in text:
        return None
    for found in SHOWN.finditer(text):
        if any(map(is_role, found["before"].split())):
            return person_of(found["name"])
    return None


def _introduced(text: str) -> re.Match[str] | None:
    first = text.split(" ", 1)[0]
    roles = [word.lower() for word in text.partition(",")[0].split()[:3]]
    return INTRODUCED.match(text) if first in INTRODUCING or any(map(is_role, roles)) else None


def _reports(word: str) -> bool:
    return word.removesuffix("nya") in REPORTING


def _opens(text: str, at: int, *, inside: bool) -> bool:
    """If the mark at `at` opens a quotation: by the blanks beside it, which writers mistake less than its shape."""
    before, after = text[at - 1 : at].strip(" ("), text[at + 1 : at + 2].strip()
    if bool(before) != bool(after):
        return not before
    return text[at] in "“„" or (text[at] == '"' and not inside)


def _subject(text: str, names: set[str]) -> tuple[str | None, bool]:
    """Who a sentence begins with, behind the words of an office ("Former president Ann Lee, ..."), or introduces
    ("... the village postman, Tom Baker, who ..."), and if that is a person beyond doubt."""
    introduced = _introduced(text)
    if introduced:
        return person_of(introduced["name"]), True
    start = 0
    words = text.split(" ", 7)[:7]
    if words[0] in OWNED:
        start = len(words.pop(0)) + 1
    for i, word in enumerate(words):
        if not (word.islower() or not i) or not is_role(word.lower().rstrip(".")):
            break
        start += len(word) + 1
    opening = RUN.match(text, start) or (RUN.match(text) if start else None)
    subject = person_of(opening[0]) if opening else None
    if opening and subject and text.split(" ", 1)[0] in OWNED and opening.start():
        return subject, True  # "His granddaughter Poppy"
    if opening and subject:
        verb = subject.split(" ")[0] not in names and VERB.match(subject)  # "Melewati Bolivia"
        if verb or DESCRIBED.match(text, opening.end()) or (" " not in subject and subject not in names):
            subject = None
    if subject is None and (shown := _shown(text)):
        return shown, True
    if subject is None and (after := AFTER_OPENING.match(text)):
        return person_of(after["name"]), False  # "Meanwhile, Ann Lee ..."
    if subject is None and (", who " in text or ", yang " in text) and (related := RELATED.search(text)):
        return person_of(related["name"]), False
    return subject, False


def _speaker(text: str, quoted: tuple[bool, list[tuple[int, int]], bool]) -> tuple[str | None, bool]:
    """The name a sentence gives its speaker, and if it gives a pronoun in place of one."""
    # Compiling a pattern takes longer than all texts together: each only where it can match.
    introduced = _introduced(text)
    if introduced and REPORTING.intersection(bare_words(text[introduced.end() :])[:1]):
        return person_of(introduced["name"]), False
    patterns = [INVERTED]
    if "enurut" in text or "ccording" in text:
        patterns.append(BY)
    if any(map(_reports, bare_words(text))):
        patterns += [SUBJECT, APPOSED] if ", " in text else [SUBJECT]
    for pattern in patterns:
        for found in pattern.finditer(text):
            if any(start <= found.start() < end for start, end in quoted[1]):
                continue
            groups = found.groupdict()
            if not _reports(groups.get("verb") or "said"):
                continue
            if groups.get("pronoun") or groups.get("suffix"):
                return None, True
            run = groups["name"] or groups.get("late") or groups["held"]
            name = person_of(run)
            if pattern in (INVERTED, BY) and run.split(" ")[0].lower() in OFFICE:
                # "kata Ketua DPRD, Dewi Lestari, di Solo"
                after = RUN.match(text, found.end() + 2) if text.startswith(", ", found.end()) else None
                name = (person_of(after[0]) if after else None) or name
            return name, False
    titled = TITLED.match(text) if SUBJECT in patterns else None
    if titled and _reports(titled["verb"]) and any(map(is_role, titled["before"].lower().split())):
        name = person_of(titled["name"])
        return (None if name and is_organisation(name) else name), False
    opening = RUN.match(text)
    if opening and text[opening.end() :].startswith((': "', ": “", ':"', ":“")):
        return person_of(opening[0]), False
    return None, False


def _spread(
    sentences: Sequence[Sentence],
    body: Sequence[int],
    quoted: Sequence[tuple[bool, list[tuple[int, int]], bool]],
    said: list[str | None],
    told: Mapping[int, tuple[str | None, bool]],
) -> None:
    """Give one speaker to the sentences of a quotation and to quotations that follow in its paragraph."""
    for one, two in reversed(list(pairwise(body))):
        if quoted[one][2] and said[one] is None and sentences[one].block == sentences[two].block:
            said[one] = said[two]
    for one, two in pairwise(body):
        same = sentences[one].block == sentences[two].block
        runs_on = quoted[one][2] or (same and bool(quoted[one][1]))
        if (
            said[two] is None
            and quoted[two][0]
            and runs_on
            and not told[two][1]
            and not _told_otherwise(sentences[two].text, quoted[two][1])
        ):
            said[two] = said[one]


def _told_otherwise(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """If words outside the quotation say that somebody without a name speaks: "...," the report said."""
    outside, at = "", 0
    for start, end in spans:
        outside += text[at:start] + " "
        at = end
    return any(word in SPEECH for word in bare_words(outside + text[at:])) if spans else False
