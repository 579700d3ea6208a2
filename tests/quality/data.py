"""Which questions, over which passages, with which gold answers?

A set is a file NAME.jsonl with one question an object:
`{"id", "lang_q", "lang_d", "context", "question", "answers": [{"text", "start"}], "answerable"}` where
`context[start : start + len(text)] == text`. The set named `seed_article.dev` instead has `evidence`,
substrings of the article in seeds/ that answer. Offsets are characters, 0-based, end-exclusive.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

__all__ = [
    "ENVIRONMENT",
    "POOL",
    "SEED_SET",
    "DataError",
    "Question",
    "QuestionSet",
    "Span",
    "folder",
    "gold_sentences",
    "load",
    "names",
    "occurrences",
    "off_topic",
    "pool",
    "sample",
    "select",
]

Span = tuple[int, int]

ENVIRONMENT = "KUTIP_EVAL"
SEED_SET = "seed_article.dev"
POOL = 200
"""Passages in one pool: small enough that every system ranks it in milliseconds."""

_SEEDS = Path(__file__).resolve().parents[2] / "seeds"


class DataError(Exception):
    """A set that is missing or not in the format above; the message names the file and line."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `context` is the number of its passage in `QuestionSet.contexts`; `gold` are the spans in
    that passage that answer (empty: it does not), `answers` their texts; `sentences_only`: the gold spans are
    whole sentences and say nothing of the words inside."""

    id: str
    text: str
    language: str
    context: int
    gold: tuple[Span, ...]
    answers: tuple[str, ...]
    sentences_only: bool = False

    @property
    def answerable(self) -> bool:
        return bool(self.gold)


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """The questions of one file in a drawn order, and every passage of it, those of the questions first.

    `language` is that of the passages, `titles` their titles ("" where the file has none), `total` how many
    questions the file holds.
    """

    name: str
    language: str
    contexts: tuple[str, ...]
    titles: tuple[str, ...]
    questions: tuple[Question, ...]
    total: int


def folder(given: str | None) -> Path | None:
    """The data folder: `given`, else what KUTIP_EVAL names, else None. None too when it is not a folder."""
    path = given or os.environ.get(ENVIRONMENT)
    return Path(path) if path and Path(path).is_dir() else None


def names(directory: Path) -> list[str]:
    """The question sets in a folder by name; parallel texts, which hold no questions, are left out."""
    found = []
    for path in sorted(directory.glob("*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            first = next(lines, "")
        if '"question"' in first:
            found.append(path.name.removesuffix(".jsonl"))
    return found


def load(directory: Path, name: str, *, seed: int = 0) -> QuestionSet:
    """The whole set, its passages in an order drawn with `seed`.

    The order depends on `seed` and the passages alone, not on the file's order. Within a passage, questions
    keep the file's order. DataError if the file cannot be used.
    """
    path = directory / f"{name}.jsonl"
    try:
        with path.open(encoding="utf-8") as lines:
            records: list[dict[str, Any]] = [json.loads(line) for line in lines if line.strip()]
        if name == SEED_SET:
            return _seed_set(records)
        by_context: dict[str, list[dict[str, Any]]] = {}
        for record in records:
            by_context.setdefault(record["context"], []).append(record)
        contexts = tuple(sorted(by_context, key=lambda context: _draw(seed, context)))
        questions = [
            _question(record, number)
            for number, context in enumerate(contexts)
            for record in by_context[context]
        ]
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"{path}: {type(error).__name__}: {error}") from error
    language = records[0]["lang_d"] if records else ""
    titles = tuple(by_context[context][0].get("title") or "" for context in contexts)
    return QuestionSet(name, language, contexts, titles, tuple(questions), len(records))


def _draw(seed: int, text: str) -> bytes:
    return hashlib.blake2b(f"{seed}\0{text}".encode(), digest_size=16).digest()


def _question(record: dict[str, Any], context: int) -> Question:
    answers = [answer["text"] for answer in record["answers"]]
    spans = []
    for answer in record["answers"]:
        text, start = answer["text"], answer["start"]
        if record["context"][start : start + len(text)] != text:
            raise ValueError(f"question {record['id']}: the answer does not stand at {start}")
        start += len(text) - len(text.lstrip())
        spans.append((start, start + len(text.strip())))
    return Question(
        record["id"],
        record["question"].strip(),
        record["lang_q"],
        context,
        tuple(spans),
        tuple(answers),
        sentences_only=record["dataset"] == "wikiqa",
    )


def _seed_set(records: Sequence[dict[str, Any]]) -> QuestionSet:
    text = next(_SEEDS.glob("*.txt")).read_text(encoding="utf-8")
    questions = []
    for record in records:
        places = [place for evidence in record["evidence"] for place in occurrences(text, evidence)]
        if record["answerable"] and not places:
            raise ValueError(f"question {record['id']}: its evidence is not in the article")
        answers = tuple(text[start:end] for start, end in places)
        questions.append(
            Question(
                record["id"],
                record["question"],
                record["lang_q"],
                0,
                tuple(places),
                answers,
                sentences_only=True,
            )
        )
    return QuestionSet(SEED_SET, "id", (text,), ("",), tuple(questions), len(records))


def occurrences(text: str, part: str) -> Iterable[Span]:
    """Where `part` stands in `text`, in order."""
    start = text.find(part)
    while start >= 0:
        yield start, start + len(part)
        start = text.find(part, start + 1)


def sample(questions: QuestionSet, size: int | None) -> QuestionSet:
    """The first passages, in drawn order, that together have at most `size` questions (None: all of them).

    Whole passages, so that questions about the same one stay together; at least one passage.
    """
    if size is None or len(questions.questions) <= size:
        return questions
    cut = max(1, questions.questions[size].context)
    return replace(questions, questions=tuple(each for each in questions.questions if each.context < cut))


def select(questions: QuestionSet, ids: Collection[str]) -> QuestionSet:
    """The questions of these ids, in drawn order. DataError names those that the set does not have."""
    kept = tuple(question for question in questions.questions if question.id in ids)
    if missing := set(ids) - {question.id for question in kept}:
        raise DataError(f"{questions.name} has no question {', '.join(sorted(missing))}")
    return replace(questions, questions=kept)


def gold_sentences(question: Question, sentences: Sequence[Span]) -> frozenset[int]:
    """The places in `sentences` of those that hold a whole gold span."""
    return frozenset(
        number
        for number, (start, end) in enumerate(sentences)
        for gold_start, gold_end in question.gold
        if start <= gold_start and gold_end <= end
    )


def off_topic(questions: QuestionSet) -> list[int | None]:
    """For each question the number of another asked passage, which has nothing to do with it.

    The first one of another title from half the asked passages away in drawn order, so that every passage is
    taken about as often as it has questions; None where there is no such passage.
    """
    asked = sorted({question.context for question in questions.questions})
    place = {context: number for number, context in enumerate(asked)}

    def other(context: int) -> int | None:
        title = questions.titles[context]
        for step in range(len(asked)):
            candidate = asked[(place[context] + len(asked) // 2 + step) % len(asked)]
            if candidate != context and not (title and questions.titles[candidate] == title):
                return candidate
        return None

    return [other(question.context) for question in questions.questions]


def pool(questions: QuestionSet, size: int | None = POOL) -> tuple[tuple[str, ...], tuple[Question, ...]]:
    """The first `size` passages in drawn order (None: all), and the answerable questions about them."""
    contexts = questions.contexts[:size]
    return contexts, tuple(
        question
        for question in questions.questions
        if question.answerable and question.context < len(contexts)
    )
