"""Are joined questions seen to be two, and plain ones left alone?"""

from __future__ import annotations

import json

import pytest

from index.parts import parts
from tests.quality import data, news
from tests.quality.two_parts import articles, joined

DIRECTORY = data.folder(None)


def test_joined_questions_are_answered_by_their_article() -> None:
    texts = articles()
    found = joined()
    assert len(found) > 150
    for one in found:
        assert all(text in texts[one.article] for texts_ in one.evidence for text in texts_)


def test_most_joined_questions_are_seen_as_two() -> None:
    found = joined()
    assert sum(parts(one.question, one.language) is not None for one in found) >= 0.85 * len(found)


def test_the_news_questions_written_here_are_one() -> None:
    assert [
        record["question"] for record in news.records() if parts(record["question"], record["lang_q"])
    ] == []


@pytest.mark.skipif(DIRECTORY is None, reason=f"no evaluation data: set {data.ENVIRONMENT} to its folder")
def test_hardly_any_public_question_is_split() -> None:
    assert DIRECTORY is not None
    asked = set()
    for name in data.names(DIRECTORY):
        with (DIRECTORY / f"{name}.jsonl").open(encoding="utf-8") as lines:
            asked.update((record["question"], record["lang_q"]) for record in map(json.loads, lines))
    assert len(asked) > 10_000
    split = [question for question, language in asked if parts(question, language)]
    assert len(split) <= len(asked) / 2_000  # each of the few that were seen asks two things
