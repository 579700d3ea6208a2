"""Are the invented articles and their questions what the module says?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.sentences import boundaries
from tests.quality import articles

SETS = [(part, language) for part in articles.PARTS for language in articles.LANGUAGES]


@pytest.mark.parametrize(("part", "language"), SETS)
def test_every_answer_stands_in_one_sentence_of_its_article(part: str, language: str) -> None:
    found = articles.load(part, language)
    assert found.questions
    for question in found.questions:
        text = found.contexts[question.context]
        places = boundaries(text)
        for (start, end), answer in zip(question.gold, question.answers, strict=True):
            assert text[start:end] == answer
            assert any(first <= start and end <= last for first, last in places), question.id


@pytest.mark.parametrize(("part", "language"), [each for each in SETS if each[0] != "asked"])
def test_about_a_third_is_not_answered_and_half_is_in_either_language(part: str, language: str) -> None:
    questions = articles.load(part, language).questions
    assert 0.25 <= sum(not question.answerable for question in questions) / len(questions) <= 0.4
    assert 2 * sum(question.language == "en" for question in questions) == len(questions)


def test_half_of_what_is_asked_in_haste_is_in_the_other_language() -> None:
    found = [
        (language, each)
        for language in articles.LANGUAGES
        for each in articles.load("asked", language).questions
    ]
    assert len(found) == 150
    assert 0.4 <= sum(each.language != language for language, each in found) / len(found) <= 0.6
    assert 0.1 <= sum(not each.answerable for _, each in found) / len(found) <= 0.25


def test_items_of_one_sentence_are_one_span() -> None:
    text = "Ada kopi, teh, dan susu. Susu habis."
    items = [{"sentence": "Ada kopi, teh, dan susu.", "answer": item} for item in ("kopi", "teh", "susu")]
    other = {"sentence": "Susu habis.", "answer": "Susu"}
    spans = articles._gold(text, [*items, other])
    assert [text[start:end] for start, end in spans] == ["kopi, teh, dan susu", "Susu"]


def test_no_article_is_learned_by_the_reader() -> None:
    learned = Path(articles.__file__).with_name("train") / "invented.jsonl"
    with learned.open(encoding="utf-8") as lines:
        texts = {json.loads(line)["text"] for line in lines}
    assert not texts & {record["text"] for record in articles.records()}


def test_another_part_or_language_is_an_error() -> None:
    with pytest.raises(ValueError, match="train"):
        articles.load("train", "en")
    with pytest.raises(ValueError, match="ms"):
        articles.load("held", "ms")
