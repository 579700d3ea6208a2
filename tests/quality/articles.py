"""Which questions would a reader ask about these invented articles, and which words answer them?

`articles.jsonl` holds news articles written for this project, in English or Indonesian, one an object: `{"part",
"name", "language", "text", "questions": [{"kind", "q_en", "q_id", "answers": [{"sentence", "answer"}]}]}`; every
question in both languages, a third of them such that the article nearly answers. An article is in one part:
"fusion", to learn from how far the reader is believed; "held", by another writer, to judge by. Nothing else
learns from them.

`asked.jsonl` is the part "asked": six articles of different sorts with questions as people type them, in haste, half in
the other language, each in one language only. The answers were written down before kutip was asked; its misses were
looked at, and what was general in them mended.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.quality.data import Question, QuestionSet, Span

__all__ = ["ASKED", "FILE", "LANGUAGES", "PARTS", "load", "records"]

FILE = Path(__file__).with_name("articles.jsonl")
ASKED = Path(__file__).with_name("asked.jsonl")
PARTS = ("fusion", "held", "asked")
LANGUAGES = ("en", "id")


def records() -> list[dict[str, Any]]:
    """The articles as they stand in the two files."""
    found = []
    for file in (FILE, ASKED):
        with file.open(encoding="utf-8") as lines:
            found.extend(json.loads(line) for line in lines)
    return found


def load(part: str, language: str) -> QuestionSet:
    """The questions of one part over its articles in one language, as the set `articles_{part}.d_{language}`, in the
    order of the file, each question in English, then in Indonesian, if it is in both. Items of a list that stand in one
    sentence are one span, from the first to the last. ValueError for another part or language."""
    if part not in PARTS or language not in LANGUAGES:
        raise ValueError(f"part {part!r}, language {language!r}: choose of {PARTS} and {LANGUAGES}")
    found = [each for each in records() if each["part"] == part and each["language"] == language]
    questions = tuple(question for number, each in enumerate(found) for question in _questions(number, each))
    texts = tuple(each["text"] for each in found)
    titles = tuple(text.partition("\n")[0] for text in texts)
    name = f"articles_{part}.d_{language}"
    return QuestionSet(name, language, texts, titles, questions, len(questions))


def _questions(context: int, article: Mapping[str, Any]) -> Iterator[Question]:
    text = article["text"]
    for number, asked in enumerate(article["questions"]):
        gold = _gold(text, asked["answers"])
        answers = tuple(text[start:end] for start, end in gold)
        for language in LANGUAGES:
            if f"q_{language}" not in asked:
                continue
            name = f"{article['name']}-{number}-{language}"
            yield Question(name, asked[f"q_{language}"], language, context, gold, answers)


def _gold(text: str, answers: Sequence[Mapping[str, str]]) -> tuple[Span, ...]:
    spans: dict[int, list[Span]] = defaultdict(list)
    for each in answers:
        sentence = text.index(each["sentence"])
        start = sentence + each["sentence"].index(each["answer"])
        spans[sentence].append((start, start + len(each["answer"])))
    return tuple((min(own)[0], max(end for _, end in own)) for _, own in sorted(spans.items()))
