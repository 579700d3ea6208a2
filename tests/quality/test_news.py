"""Are the questions over news well-formed and balanced, and do they point at sentences that exist?"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.quality import data, news

DIRECTORY = data.folder(None)
ARTICLES = {"dev": 12, "held": 12, "more": 7, "fresh": 6}
FIELDS = {"id", "doc", "lang_q", "kind", "question", "evidence", "part"}


def test_every_record_has_the_fields_and_no_other() -> None:
    for record in news.records():
        assert set(record) == FIELDS
        assert record["question"] == record["question"].strip() != ""
        assert record["lang_q"] in news.LANGUAGES
        assert record["part"] in news.PARTS
        assert len(set(record["evidence"])) == len(record["evidence"])


def test_ids_and_questions_are_unique() -> None:
    found = news.records()
    assert len({record["id"] for record in found}) == len(found)
    assert len({(record["doc"], record["question"]) for record in found}) == len(found)


def test_no_article_is_in_two_parts() -> None:
    parts = {(record["doc"], record["part"]) for record in news.records()}
    assert Counter(part for _, part in parts) == ARTICLES
    assert len({doc for doc, _ in parts}) == sum(ARTICLES.values())


def test_the_reader_learns_from_no_article_that_is_asked_about_here() -> None:
    with (Path(__file__).parent / "train" / "parallel_questions.jsonl").open(encoding="utf-8") as lines:
        learned = {json.loads(line)["doc"] for line in lines}
    assert not learned & {record["doc"] for record in news.records()}


@pytest.mark.parametrize("part", news.PARTS)
def test_languages_and_unanswerable_questions_are_balanced(part: str) -> None:
    found = [record for record in news.records() if record["part"] == part]
    unanswerable = [record for record in found if not record["evidence"]]
    assert 0.25 <= len(unanswerable) / len(found) <= 0.40
    for some in (found, unanswerable):
        english = sum(record["lang_q"] == "en" for record in some)
        assert 0.40 <= english / len(some) <= 0.60


def test_another_part_or_language_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="train"):
        news.load(tmp_path, "train", "en")
    with pytest.raises(ValueError, match="ms"):
        news.load(tmp_path, "dev", "ms")


def test_articles_that_are_missing_are_an_error_that_names_the_file(tmp_path: Path) -> None:
    with pytest.raises(data.DataError, match=news.ARTICLES):
        news.load(tmp_path, "dev", "en")
    (tmp_path / f"{news.ARTICLES}.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(data.DataError, match="has no article"):
        news.load(tmp_path, "dev", "en")


def test_an_article_is_a_headline_and_paragraphs_of_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = [(f"English {number}.", f"Kalimat  {number}. ") for number in range(5)]
    common = {"lang_src": "en", "lang_tgt": "id", "doc": "invented"}
    (tmp_path / f"{news.ARTICLES}.jsonl").write_text(
        "".join(
            json.dumps({"id": f"s{number}", "src": english, "tgt": indonesian, **common}) + "\n"
            for number, (english, indonesian) in enumerate(pairs)
        ),
        encoding="utf-8",
    )
    asked = {"id": "q", "doc": "invented", "lang_q": "en", "kind": "who", "question": "Who?", "part": "dev"}
    monkeypatch.setattr(news, "records", lambda: [{**asked, "evidence": ["s0", "s3"]}])
    loaded = news.load(tmp_path, "dev", "id")
    assert loaded.contexts == ("Kalimat 0.\n\nKalimat 1. Kalimat 2.\n\nKalimat 3. Kalimat 4.",)
    assert loaded.titles == ("Kalimat 0.",)
    assert loaded.questions[0].answers == ("Kalimat 0.", "Kalimat 3.")
    assert news.load(tmp_path, "dev", "en").questions[0].answers == ("English 0.", "English 3.")
    monkeypatch.setattr(news, "records", lambda: [{**asked, "evidence": ["s5"]}])
    with pytest.raises(data.DataError, match="no sentence s5"):
        news.load(tmp_path, "dev", "en")


@pytest.mark.skipif(DIRECTORY is None, reason=f"no evaluation data: {data.ENVIRONMENT} names no folder")
@pytest.mark.parametrize("part", news.PARTS)
@pytest.mark.parametrize("language", news.LANGUAGES)
def test_articles_and_sentences_exist(part: str, language: str) -> None:
    assert isinstance(DIRECTORY, Path)
    if not (DIRECTORY / f"{news.ARTICLES}.jsonl").is_file():
        pytest.skip(f"no {news.ARTICLES} in {DIRECTORY}")
    loaded = news.load(DIRECTORY, part, language)
    assert loaded.name == f"news_{part}.d_{language}"
    assert len(loaded.contexts) == len(set(loaded.titles)) == ARTICLES[part]
    assert {question.context for question in loaded.questions} == set(range(ARTICLES[part]))
    expected = {record["id"]: record["evidence"] for record in news.records() if record["part"] == part}
    assert {question.id: len(question.gold) for question in loaded.questions} == {
        name: len(evidence) for name, evidence in expected.items()
    }
    for question in loaded.questions:
        for start, end in question.gold:
            assert loaded.contexts[question.context][start:end].strip()
