from __future__ import annotations

import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from market_answers import ANSWERED, ARTICLE, TEXT, UNANSWERED

from index.document import Document, Place, Sentence
from index.match import Absence, Finding, Match
from qa.answer import Answer, AnswerSpan
from qa.messages import say

ANSWER_KEYS = ["question", "language", "answered", "confidence", "reason", "quotes", "elapsed_ms"]
QUOTE_KEYS = [
    "rank",
    "text",
    "document",
    "title",
    "start",
    "end",
    "line",
    "score",
    "confidence",
    "highlights",
    "answer",
    "speaker",
    "support",
    "also",
    "place",
]


def test_the_json_object_has_the_documented_keys_in_their_order() -> None:
    parsed = json.loads(Answer.from_finding(ANSWERED, elapsed_ms=4.0).to_json())
    assert list(parsed) == ANSWER_KEYS
    assert [list(quote) for quote in parsed["quotes"]] == [QUOTE_KEYS] * 3
    assert list(parsed["quotes"][0]["answer"]) == ["text", "start", "end"]


def test_an_answer_has_the_fields_of_the_json_object_and_its_finding() -> None:
    answer = Answer.from_finding(ANSWERED, elapsed_ms=4.0)
    beside = ["finding", "understood", "partial"]
    assert [field.name for field in dataclasses.fields(answer)] == [*ANSWER_KEYS, *beside]
    assert [field.name for field in dataclasses.fields(answer.quotes[0])] == QUOTE_KEYS
    assert answer.finding is ANSWERED


def test_what_could_not_be_asked_is_named_only_where_there_is_any() -> None:
    partial = dataclasses.replace(ANSWERED, partial=("north", "south"))
    parsed = json.loads(Answer.from_finding(partial, elapsed_ms=4.0).to_json())
    assert list(parsed) == [*ANSWER_KEYS, "partial"]
    assert parsed["partial"] == ["north", "south"]


def test_values_of_an_answered_question() -> None:
    assert Answer.from_finding(ANSWERED, elapsed_ms=4.56789).as_dict() == {
        "question": "what is sold at the market?",
        "language": "en",
        "answered": True,
        "confidence": 0.93,
        "reason": None,
        "quotes": [
            {
                "rank": 1,
                "text": '"Ada tuna, cakalang, dan udang di pasar ini," kata Sari.',
                "document": "berita/pasar.txt",
                "title": "Pasar Ikan Baru Dibuka di Kendari",
                "start": 114,
                "end": 170,
                "line": 5,
                "score": 2.5,
                "confidence": 0.93,
                "highlights": [[5, 9], [34, 39]],
                "answer": {"text": "tuna, cakalang, dan udang", "start": 5, "end": 30},
                "speaker": "Sari Dewi",
                "support": {
                    "text": "Wali Kota Sari Dewi membuka pasar ikan baru di Kendari pada Senin (3/5/2021).",
                    "start": 35,
                    "end": 112,
                    "line": 3,
                    "place": None,
                },
                "also": [],
                "place": None,
            },
            {
                "rank": 2,
                "text": "Harga ikan tuna turun karena cuaca baik.",
                "document": "berita/pasar.txt",
                "title": "Pasar Ikan Baru Dibuka di Kendari",
                "start": 171,
                "end": 211,
                "line": 6,
                "score": 1.25,
                "confidence": 0.55,
                "highlights": [[6, 10]],
                "answer": None,
                "speaker": None,
                "support": None,
                "also": [],
                "place": None,
            },
            {
                "rank": 3,
                "text": "Wali Kota Sari Dewi membuka pasar ikan baru di Kendari pada Senin (3/5/2021).",
                "document": "berita/pasar.txt",
                "title": "Pasar Ikan Baru Dibuka di Kendari",
                "start": 35,
                "end": 112,
                "line": 3,
                "score": 0.5,
                "confidence": 0.1,
                "highlights": [],
                "answer": None,
                "speaker": None,
                "support": None,
                "also": [{"document": "berita/lain.txt", "line": 5, "start": 37, "end": 114, "place": None}],
                "place": None,
            },
        ],
        "elapsed_ms": 4.568,
    }


def test_an_unanswered_question_keeps_its_ranking_and_says_why() -> None:
    answer = Answer.from_finding(UNANSWERED, elapsed_ms=1.0)
    assert not answer.answered
    assert answer.reason is not None
    assert "'architect'" in answer.reason
    assert [quote.rank for quote in answer.quotes] == [1, 2, 3]


def test_the_reason_is_in_the_language_of_the_question() -> None:
    indonesian = dataclasses.replace(UNANSWERED, language="id")
    reason = Answer.from_finding(indonesian, elapsed_ms=1.0).reason
    assert reason is not None
    assert reason.startswith("Artikel ini tidak menyebutkannya")


@given(text=st.text(min_size=1), data=st.data())
def test_a_quote_is_the_slice_of_its_document_and_survives_json(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first = data.draw(st.integers(0, end - start))
    last = data.draw(st.integers(first, end - start))
    found = Match(
        1, 1.0, 0.5, Sentence(Document("a", text), start, end, 0, 0), ((first, last),), (first, last)
    )
    answer = Answer.from_finding(Finding(text, "en", True, 0.5, (found,)), elapsed_ms=0.0)
    quote = json.loads(answer.to_json())["quotes"][0]
    assert quote["text"] == text[start:end] == text[quote["start"] : quote["end"]]
    span = quote["answer"]
    assert span["text"] == quote["text"][span["start"] : span["end"]]


@pytest.mark.parametrize("question", ["caf\udce9", "\ud800", "\x1b]0;x\x07\x9b\u202e", "日本\n\u2028"])
def test_the_json_line_is_one_line_of_printable_ascii_whatever_is_asked(question: str) -> None:
    line = Answer.from_finding(dataclasses.replace(ANSWERED, question=question), elapsed_ms=0.0).to_json()
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["question"] == question


def test_numbers_of_numpy_become_json() -> None:
    numpy = pytest.importorskip("numpy")
    found = Match(1, numpy.float32(0.1), numpy.float64(0.2), Sentence(ARTICLE, 0, 5, 0, 0))
    found = dataclasses.replace(
        found, highlights=((numpy.int64(0), numpy.int64(2)),), answer=(numpy.int64(0), 2)
    )
    answer = Answer.from_finding(Finding("q", "en", True, numpy.float32(0.2), (found,)), elapsed_ms=1.0)
    assert json.loads(answer.to_json())["quotes"][0]["highlights"] == [[0, 2]]
    assert answer.quotes[0].answer == AnswerSpan(TEXT[:2], 0, 2)
    assert answer.quotes[0].score == 0.1


def test_an_answer_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Answer.from_finding(ANSWERED, elapsed_ms=0.0).answered = False  # type: ignore[misc]


def test_numbers_are_rounded_to_what_they_mean() -> None:
    found = Match(1, 0.12345678, 0.98765432, Sentence(ARTICLE, 0, 5, 0, 0))
    answer = Answer.from_finding(Finding("q", "en", True, 0.98765432, (found,)), elapsed_ms=1.23456)
    assert (answer.quotes[0].score, answer.quotes[0].confidence) == (0.123457, 0.987654)
    assert (answer.confidence, answer.elapsed_ms) == (0.987654, 1.235)


def test_where_a_filter_leaves_nothing_the_reason_is_that() -> None:
    for documents, filtered in ((0, True), (1, False), (None, False)):
        finding = dataclasses.replace(UNANSWERED, documents=documents)
        reason = Answer.from_finding(finding, elapsed_ms=1.0).reason
        assert (reason == say("filtered", "en")) is filtered


def test_the_reason_speaks_of_lines_only_where_readers_see_them() -> None:
    absence = Absence("words", None, ("architect",), (("market", 3),))
    finding = dataclasses.replace(UNANSWERED, absence=absence)
    assert "line 3" in str(Answer.from_finding(finding, elapsed_ms=1.0).reason)
    book = dataclasses.replace(ARTICLE, places=(Place(0, "page", "1"),))
    match = dataclasses.replace(UNANSWERED.matches[0], sentence=Sentence(book, 0, 5, 0, 0))
    answer = Answer.from_finding(dataclasses.replace(finding, matches=(match,)), elapsed_ms=1.0)
    assert "line" not in str(answer.reason)
    assert json.loads(answer.to_json())["quotes"][0]["place"] == "p. 1"


def test_answers_are_equal_that_say_the_same_whatever_they_were_made_of() -> None:
    answer = Answer.from_finding(ANSWERED, elapsed_ms=1.0)
    assert answer == dataclasses.replace(answer, finding=UNANSWERED)
    assert "finding=" not in repr(answer)
