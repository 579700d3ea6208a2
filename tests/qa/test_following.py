"""A follow-up finds its answer sooner behind the last quote, and where the question as typed finds it."""

from __future__ import annotations

import dataclasses

from index.document import Block, Document, Sentence
from index.match import Finding, Match
from qa.following import WEIGHTS, after, features

TEXTS = (
    "The mill opened in May.",
    "It has three stones.",
    "They came from France.",
    "Rina Hartati runs it.",
    "She pays five millers.",
)


def _document(name: str) -> Document:
    text = " ".join(TEXTS)
    return Document(name, text, (Block(0, len(text), "body"),), language="en")


MILL, COPY = _document("mill"), _document("copy")


def _match(number: int, score: float, *, answer: str = "", speaker: str | None = None) -> Match:
    start = MILL.text.index(TEXTS[number])
    sentence = Sentence(MILL, start, start + len(TEXTS[number]), number, 0)
    at = TEXTS[number].index(answer)
    span = (at, at + len(answer)) if answer else None
    return Match(1, score, 0.2, sentence, answer=span, speaker=speaker)


def _elsewhere(number: int) -> Match:
    match = _match(number, 1.0)
    return dataclasses.replace(match, sentence=dataclasses.replace(match.sentence, document=COPY))


def _ranked(
    *matches: Match,
    before: Match,
    earlier: tuple[Match, ...] = (),
    question: str = "and then?",
    typed: tuple[Match, ...] = (),
    limit: int = 3,
) -> list[int]:
    finding = Finding(question, "en", True, 0.9, matches)
    other = Finding("then?", "en", False, 0.2, typed)
    found = after(finding, (before, *earlier), limit=limit, typed=other).matches
    assert [match.rank for match in found] == list(range(1, len(found) + 1))
    assert [match.score for match in found] == sorted((match.score for match in found), reverse=True)
    return [match.sentence.number for match in found]


def test_what_stands_right_behind_the_quote_comes_sooner() -> None:
    matches = (_match(4, 2.6), _match(1, 2.0), _match(2, 1.5))
    assert _ranked(*matches, before=_match(0, 1.0)) == [1, 4, 2]
    assert _ranked(*matches, before=_match(0, 1.0), limit=1) == [1]


def test_what_the_question_as_typed_likes_comes_sooner() -> None:
    matches = (_match(4, 3.0), _match(2, 2.5))
    assert _ranked(*matches, before=_elsewhere(0)) == [4, 2]
    assert _ranked(*matches, before=_elsewhere(0), typed=(_match(2, 1.0), _match(4, -1.0))) == [2, 4]
    # What it did not find is as bad as the worst that it did.
    assert _ranked(*matches, before=_elsewhere(0), typed=(_match(2, 1.0), _match(0, -1.0))) == [2, 4]


def test_a_clearly_better_sentence_wins_from_anywhere() -> None:
    assert _ranked(_match(4, 9.0), _match(1, 2.0), before=_match(0, 1.0)) == [4, 1]


def test_another_document_has_no_place_behind_the_quote() -> None:
    assert features(_match(1, 2.0), (_elsewhere(0),), {}) == (0.0,) * len(WEIGHTS)


def test_a_moved_sentence_is_as_much_surer_but_never_surer_than_the_documents() -> None:
    finding = Finding("and then?", "en", True, 0.5, (_match(1, 2.0), _match(4, 1.0)))
    near, far = after(finding, (_match(0, 1.0),), limit=2).matches
    assert 0.2 < far.confidence < near.confidence < 0.5
    sure = dataclasses.replace(finding, confidence=0.21)
    assert after(sure, (_match(0, 1.0),), limit=1).matches[0].confidence == 0.21


def test_nothing_stays_nothing() -> None:
    finding = Finding("and then?", "en", False, 0.0)
    assert after(finding, (_match(0, 1.0),), limit=3) == finding
