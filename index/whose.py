"""Whose words does a question ask for, and who holds the office it names?

"What did the mayor say about the market?" wants the mayor's words: who speaks is told by `index.attribution`, and that
she is the mayor by a sentence in which the word stands before her name. "Siapa wasitnya?" wants a name that stands
beside the word.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.asking import HEADS, SAYING
from index.naming import bare_words, is_named, is_role
from index.signals import evidence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.library import Library
    from index.query import Query

__all__ = ["holding", "speaking"]

_LOOKED = 60
"""Sentences, in the order given, whose speakers are looked at."""
_BEFORE = 40
"""Characters before a name in which its office stands."""
_MOST = 4
"""Words that name a speaker."""
_SURE = 0.25
_NO_OFFICES = frozenset(
    [
        "orang",
        "tokoh",
        "pria",
        "wanita",
        "perempuan",
        "laki-laki",
        "anak",
        "putra",
        "putri",
        "adik",
        "kakak",
        "saudara",
        "istri",
        "suami",
        "ayah",
        "ibu",
        "warga",
        "person",
        "people",
        "man",
        "men",
        "woman",
        "women",
        "boy",
        "girl",
        "child",
        "children",
        "wife",
        "husband",
        "spouse",
        "father",
        "mother",
        "son",
        "daughter",
        "brother",
        "sister",
        "partner",
        "friend",
        "parents",
    ]
)
"""What anybody may be, and kin: the name beside it is as often that of whose kin it is."""
_ASKED = frozenset(["did", "does", "do", "has", "have"])
_BY = frozenset(["menurut", "kata", "oleh"])
_ENDS_ID = [
    "soal",
    "tentang",
    "mengenai",
    "terhadap",
    "atas",
    "karena",
    "terkait",
    "bahwa",
    "saat",
    "ketika",
    "setelah",
]
_ENDS = frozenset([*_ENDS_ID, "apa", "about", "on", "regarding", "of", "over", "that", "to", "when", "after"])


def _subject(query: Query) -> list[int]:
    """The places among the question's words of who is to have said it; [] where it does not ask that."""
    words = [word.strip("?.,!\"'").casefold() for word in query.text.split()]
    named: list[str] = []
    for i, word in enumerate(words):
        told = (
            word in _BY or HEADS.get(word) == "speech" or (word == "to" and words[i - 1 : i] == ["according"])
        )
        said = word.startswith("di") and SAYING.match(word)
        if told or said:
            named = _until(words[i + 1 :])
        elif word in _ASKED:
            ends = [j for j in range(i + 1, len(words)) if SAYING.match(words[j])]
            named = words[i + 1 : ends[0]] if ends else []
        if named:
            break
    if not 0 < len(named) <= _MOST + 2:
        return []
    return [place for place, word in enumerate(query.words) if word.token.word in named]


def _until(words: Sequence[str]) -> list[str]:
    ends = [i for i, word in enumerate(words) if word in _ENDS]
    return list(words[: min([*ends, _MOST])])


def speaking(query: Query, library: Library, chosen: Sequence[int]) -> NDArray[np.float64] | None:
    """For each of the `chosen` sentences 1 if whom the question names says it, -1 if somebody else does, 0 where nobody
    does or it cannot be told; None where the question names nobody or nobody of that name speaks."""
    from index.support import speaker_of

    subject = _subject(query)
    if not subject:
        return None
    speakers = [speaker_of(number, library) for number in chosen[:_LOOKED]]
    meant = {
        (speaker, library.document_of(number)): _meant(query, library, subject, speaker, number)
        for speaker, number in zip(speakers, chosen, strict=False)
        if speaker is not None
    }
    if not any(meant.values()):
        return None
    found = np.zeros(len(chosen))
    for row, speaker in enumerate(speakers):
        if speaker is not None:
            found[row] = 1.0 if meant[speaker, library.document_of(chosen[row])] else -1.0
    return found


def _meant(query: Query, library: Library, subject: Sequence[int], speaker: str, number: int) -> bool:
    """If the question's words for the speaker are part of the name, or stand before it somewhere in the document."""
    from index.search import partners

    words = {query.words[place].token.word for place in subject}
    if not words.isdisjoint(word.casefold() for word in speaker.split(" ")):
        return True
    document = library.document_of(number)
    last = speaker.split(" ")[-1]
    for other in range(library.first[document], library.last(document)):
        text = library.sentences[other].text
        at = text.find(last)
        if at < 0 or not is_named(speaker, text):
            continue
        at = text.find(speaker) if speaker in text else at
        met = partners(query, other, library)
        if any(at - _BEFORE <= end <= at for place in subject for (_, end), _, _ in met[place]):
            return True
    return False


def holding(query: Query, library: Library, chosen: Sequence[int]) -> NDArray[np.float64] | None:
    """1 for each of the `chosen` sentences in which a person's name stands beside the office that the question asks
    for, else 0; None where it asks for none, or no sentence has one."""
    from index.search import partners

    if query.expectation.kinds[0] != "person":
        return None
    offices = [place for place, word in enumerate(query.words) if _is_office(word.token.word)]
    if not offices:
        return None
    found = np.zeros(len(chosen))
    for row, number in enumerate(chosen):
        sentence = library.sentences[number]
        met = partners(query, number, library)
        spans = [span for place in offices for span, _, _ in met[place]]
        if not spans:
            continue
        people = [
            (each.start, each.end)
            for each in evidence(sentence.text, sentence.document.language)
            if each.kind == "person" and each.weight >= _SURE
        ]
        found[row] = any(_beside(sentence.text, span, person) for span in spans for person in people)
    return found if found.any() else None


def _is_office(word: str) -> bool:
    plain = word[:-3] if word.endswith("nya") else word
    return HEADS.get(plain) == "person" and is_role(plain) and plain not in _NO_OFFICES


def _beside(text: str, office: tuple[int, int], person: tuple[int, int]) -> bool:
    """If the name follows the office, with two small words or a comma between at most, or stands before it and a
    comma."""
    if office[1] <= person[0]:
        between = text[office[1] : person[0]]
        return (
            len(between) <= _BEFORE and len(bare_words(between.strip(" ,"))) <= 2 and between.count(",") <= 1
        )
    between = text[person[1] : office[0]]
    return person[1] <= office[0] and between.startswith(", ") and len(bare_words(between[2:])) <= 2
