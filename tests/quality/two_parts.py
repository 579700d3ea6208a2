"""Are both answers of a question of two parts quoted first?

`python -m tests.quality.two_parts` joins questions about the same invented article two by two ("..., and ...?") and
prints how often the first two quotes hold an answer to each, with the parts searched one by one and with the whole
question searched as it is; and which of the joined questions are not seen to be two. No data folder is needed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from index import Match, Retriever
from index.parts import parts
from index.search import find as search

__all__ = ["Joined", "joined", "main"]

_AND = {"en": "and", "id": "dan"}


@dataclass(frozen=True, slots=True)
class Joined:
    """A question of two parts in `language` about `article`; each of `evidence` are texts that answer one part."""

    article: str
    language: str
    question: str
    evidence: tuple[tuple[str, ...], tuple[str, ...]]


def articles() -> dict[str, str]:
    """The texts of the invented articles by name."""
    return {record["name"]: record["text"] for record in _records()}


def joined() -> list[Joined]:
    """Each answerable question of an article with the next in its language whose answer stands elsewhere."""
    found = []
    for record in _records():
        for language in _AND:
            asked = [one for one in record["questions"] if one["evidence"] and one["lang_q"] == language]
            for one, two in pairwise(asked):
                if set(one["evidence"]).isdisjoint(two["evidence"]):
                    question = f"{one['question'].rstrip(' ?')} {_AND[language]} {_lower(two['question'])}"
                    evidence = tuple(one["evidence"]), tuple(two["evidence"])
                    found.append(Joined(record["name"], language, question, evidence))
    return found


def _records() -> Iterator[dict[str, object]]:
    for path in sorted(Path(__file__).parent.glob("own_news_*.jsonl")):
        with path.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def _lower(question: str) -> str:
    return question[:1].lower() + question[1:]


def _both(matches: Sequence[Match], asked: Joined) -> bool:
    quoted = [match.sentence.text for match in matches[:2]]
    return all(any(text in quote for text in texts for quote in quoted) for texts in asked.evidence)


def main() -> int:
    """0, always."""
    texts = articles()
    retrievers = {
        name: Retriever.from_texts([text], names=[name], reader=False) for name, text in texts.items()
    }
    for language in _AND:
        asked = [one for one in joined() if one.language == language]
        seen = [one for one in asked if parts(one.question, language)]
        by_parts = plain = 0
        for one in seen:
            retriever = retrievers[one.article]
            by_parts += _both(retriever.find(one.question, limit=2, language=language).matches, one)
            library = retriever._library
            plain += _both(search(one.question, one.question, language, library, 2).matches, one)
        print(
            f"{language}: {len(asked)} joined, {len(seen)} seen as two; both answers in the first two quotes: "
            f"{by_parts / len(seen):.3f} by parts, {plain / len(seen):.3f} as a whole"
        )
        for one in asked:
            if one not in seen:
                print(f"  one: {one.question}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
