from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.quality import data

PASSAGES = {
    "Kedai": "Sari membuka kedai teh di Solo. Kedai itu buka pukul tujuh.",
    "Pasar": "Pasar lama terbakar pada hari Senin. Tidak ada korban.",
    "Kereta": "Kereta baru tiba dari Bandung. Rutenya lewat Cirebon.",
}


def record(number: int, title: str, answer: str | None) -> dict[str, Any]:
    context = PASSAGES[title]
    answers = [] if answer is None else [{"text": answer, "start": context.index(answer)}]
    return {
        "id": f"q{number}",
        "dataset": "invented",
        "lang_q": "en",
        "lang_d": "id",
        "title": title,
        "context": context,
        "question": f"Question {number}? ",
        "answers": answers,
        "answerable": bool(answers),
    }


RECORDS = [
    record(0, "Kedai", "Solo"),
    record(1, "Kedai", "pukul tujuh"),
    record(2, "Kedai", None),
    record(3, "Pasar", "hari Senin"),
    record(4, "Kereta", "Bandung"),
    record(5, "Kereta", "Bandung. Rutenya lewat Cirebon"),
]


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    write(tmp_path / "invented.jsonl", RECORDS)
    write(tmp_path / "parallel.jsonl", [{"src": "tea", "tgt": "teh"}])
    return tmp_path


def write(path: Path, records: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(each) + "\n" for each in records), encoding="utf-8")


def test_only_sets_with_questions_have_names(directory: Path) -> None:
    assert data.names(directory) == ["invented"]


def test_folder_is_what_is_given_then_what_the_environment_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(data.ENVIRONMENT, raising=False)
    assert data.folder(None) is None
    monkeypatch.setenv(data.ENVIRONMENT, str(tmp_path / "absent"))
    assert data.folder(None) is None
    assert data.folder(str(tmp_path)) == tmp_path


def test_every_question_points_at_its_passage(directory: Path) -> None:
    loaded = data.load(directory, "invented")
    assert sorted(loaded.titles) == ["Kedai", "Kereta", "Pasar"]
    assert loaded.total == len(loaded.questions) == 6
    for question in loaded.questions:
        context = loaded.contexts[question.context]
        assert tuple(context[start:end] for start, end in question.gold) == question.answers
        assert question.text == question.text.strip()
    assert [question.id for question in loaded.questions if not question.answerable] == ["q2"]


def test_the_order_is_drawn_from_the_passages_and_the_seed(directory: Path) -> None:
    write(directory / "reversed.jsonl", RECORDS[::-1])
    assert data.load(directory, "reversed").contexts == data.load(directory, "invented").contexts
    orders = {data.load(directory, "invented", seed=seed).contexts for seed in range(20)}
    assert len(orders) > 1


def test_a_sample_is_whole_passages(directory: Path) -> None:
    loaded = data.load(directory, "invented")
    for size in range(1, 8):
        kept = data.sample(loaded, size)
        assert kept.questions == loaded.questions[: len(kept.questions)]
        by_passage = [question.context for question in kept.questions]
        left = [question.context for question in loaded.questions[len(kept.questions) :]]
        assert not set(by_passage) & set(left)
        assert len(kept.questions) <= size or len(set(by_passage)) == 1
    assert data.sample(loaded, None) is loaded


def test_select_names_what_is_missing(directory: Path) -> None:
    loaded = data.load(directory, "invented")
    assert {question.id for question in data.select(loaded, ["q4", "q1"]).questions} == {"q1", "q4"}
    with pytest.raises(data.DataError, match="q9"):
        data.select(loaded, ["q1", "q9"])


def test_gold_is_a_sentence_that_holds_a_whole_span(directory: Path) -> None:
    questions = {question.id: question for question in data.load(directory, "invented").questions}
    sentences = [(0, 30), (31, 53)]
    assert data.gold_sentences(questions["q4"], sentences) == {0}
    assert data.gold_sentences(questions["q5"], sentences) == frozenset()  # it runs over the stop
    assert data.gold_sentences(questions["q2"], sentences) == frozenset()


def test_off_topic_is_another_passage_of_another_title(directory: Path) -> None:
    loaded = data.load(directory, "invented")
    for question, other in zip(loaded.questions, data.off_topic(loaded), strict=True):
        assert other is not None
        assert loaded.titles[other] != loaded.titles[question.context]
    alone = data.select(loaded, ["q3"])
    assert data.off_topic(alone) == [None]


def test_a_pool_asks_only_about_its_passages(directory: Path) -> None:
    loaded = data.load(directory, "invented")
    contexts, questions = data.pool(loaded, 2)
    assert contexts == loaded.contexts[:2]
    assert questions
    assert all(question.context < 2 and question.answerable for question in questions)
    assert len(data.pool(loaded, None)[1]) == 5


def test_a_wrong_offset_is_an_error_that_names_the_question(directory: Path) -> None:
    broken = json.loads(json.dumps(RECORDS[0]))
    broken["answers"][0]["start"] += 1
    write(directory / "broken.jsonl", [broken])
    with pytest.raises(data.DataError, match=r"broken\.jsonl.*q0"):
        data.load(directory, "broken")


def test_evidence_is_found_in_the_seed_article(tmp_path: Path) -> None:
    asked = {"id": "s0", "lang_q": "en", "question": "Which product?", "answerable": True}
    write(tmp_path / "seed_article.dev.jsonl", [{**asked, "evidence": ["kopi Kapal Api"]}])
    (question,) = data.load(tmp_path, data.SEED_SET).questions
    assert question.answers == ("kopi Kapal Api",)
    write(tmp_path / "seed_article.dev.jsonl", [{**asked, "evidence": ["nowhere in it"]}])
    with pytest.raises(data.DataError, match="s0"):
        data.load(tmp_path, data.SEED_SET)
