"""Which questions would a reader ask about these news articles, and which sentences answer them?

`news_questions.jsonl` holds questions written for this project over articles of NTREX, which are in English
and in Indonesian sentence by sentence. It names articles and sentences by id only; their text is read from
the data folder. One question an object: `{"id", "doc", "lang_q", "kind", "question", "evidence", "part"}`;
each sentence of `evidence` answers by itself, and where there is none the article does not answer. An article
is in one part: "dev", to look at; "more", by another writer, for the fusion; "held" and "fresh", by the two writers, to
judge by.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.quality.data import DataError, Question, QuestionSet, Span

__all__ = ["ARTICLES", "LANGUAGES", "PARAGRAPH", "PARTS", "QUESTIONS", "load", "records", "sentences_of"]

QUESTIONS = Path(__file__).with_name("news_questions.jsonl")
ARTICLES = "ntrex_ind.dev"
"""The parallel text in the data folder whose articles are asked about."""
PARTS = ("dev", "held", "more", "fresh")
LANGUAGES = ("en", "id")
PARAGRAPH = 2
"""Sentences of a paragraph."""


def records() -> list[dict[str, Any]]:
    """The questions of both parts as they stand in the file."""
    with QUESTIONS.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def load(directory: Path, part: str, language: str) -> QuestionSet:
    """The questions of one part over its articles in one language, as the set `news_{part}.d_{language}`.

    Articles and questions are in the order of the file; the questions are in both languages, whichever the
    articles are in. An article is its headline, which is also its title, a blank line, and paragraphs of
    PARAGRAPH sentences with a blank line between them. Gold spans are whole sentences of the data. ValueError
    for another part or language; DataError if `directory` has not the articles.
    """
    if part not in PARTS or language not in LANGUAGES:
        raise ValueError(f"part {part!r}, language {language!r}: choose of {PARTS} and {LANGUAGES}")
    asked = [record for record in records() if record["part"] == part]
    docs = list(dict.fromkeys(record["doc"] for record in asked))
    sentences = sentences_of(directory / f"{ARTICLES}.jsonl", language)
    if missing := [doc for doc in docs if doc not in sentences]:
        raise DataError(f"{directory / ARTICLES}.jsonl has no article {', '.join(missing)}")
    articles = [_article(sentences[doc]) for doc in docs]
    questions = [_question(record, docs.index(record["doc"]), articles) for record in asked]
    return QuestionSet(
        f"news_{part}.d_{language}",
        language,
        tuple(text for text, _ in articles),
        tuple(text.partition("\n")[0] for text, _ in articles),
        tuple(questions),
        len(questions),
    )


def sentences_of(path: Path, language: str) -> dict[str, dict[str, str]]:
    """The sentences of every article by id, in the order of the file."""
    found: dict[str, dict[str, str]] = {}
    try:
        with path.open(encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                side = "src" if record["lang_src"] == language else "tgt"
                found.setdefault(record["doc"], {})[record["id"]] = " ".join(record[side].split())
    except (OSError, ValueError, KeyError) as error:
        raise DataError(f"{path}: {type(error).__name__}: {error}") from error
    return found


def _article(sentences: Mapping[str, str]) -> tuple[str, dict[str, Span]]:
    """The text, and where each sentence stands in it."""
    text = ""
    spans: dict[str, Span] = {}
    for number, (name, sentence) in enumerate(sentences.items()):
        if number:
            text += " " if (number - 1) % PARAGRAPH else "\n\n"
        spans[name] = (len(text), len(text) + len(sentence))
        text += sentence
    return text, spans


def _question(
    record: Mapping[str, Any], context: int, articles: list[tuple[str, dict[str, Span]]]
) -> Question:
    text, spans = articles[context]
    if missing := [name for name in record["evidence"] if name not in spans]:
        raise DataError(f"question {record['id']}: {record['doc']} has no sentence {', '.join(missing)}")
    gold = tuple(spans[name] for name in record["evidence"])
    answers = tuple(text[start:end] for start, end in gold)
    return Question(
        record["id"], record["question"], record["lang_q"], context, gold, answers, sentences_only=True
    )
