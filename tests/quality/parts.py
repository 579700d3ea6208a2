"""Which paragraphs does nothing learn from, and which are kept for what?

Paragraphs are kept apart whole, in every language they exist in: of SQuAD's articles by title (a paragraph
without a title has that of any XQuAD question asked about it, else it shares no question with what is measured
and is for training), of the Indonesian sets by text. Each is in one part: "train", for the reader; "fusion", on
which the ranking learns how far to trust it; "measure".
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from functools import cache
from pathlib import Path

from tests.quality.data import QuestionSet

__all__ = ["FAMILY", "kept", "of_paragraph", "of_title", "titles"]

FAMILY = ("xquad", "squad2_sub", "transsquad")
"""How the names of the sets begin that are made of SQuAD's articles."""
MEASURED, FUSED = 0.30, 0.12
"""Shares of SQuAD's titles that are measured and that the fusion learns from."""
FUSED_INDONESIAN = 0.08
"""Share of the Indonesian training paragraphs for the fusion; a part of their sets is for measuring already."""


def _share(text: str) -> float:
    """A number in [0, 1) drawn by the text alone."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") / 2**64


def of_title(title: str) -> str:
    """The part of an article of SQuAD, in every language; without a title "train"."""
    share = _share(f"article {title}")
    if not title or share >= MEASURED + FUSED:
        return "train"
    return "measure" if share < MEASURED else "fusion"


def of_paragraph(context: str) -> str:
    """The part of a paragraph of the Indonesian training sets."""
    return "fusion" if _share(f"paragraph {context}") < FUSED_INDONESIAN else "train"


@cache
def titles(folder: Path) -> dict[str, str]:
    """The title of every paragraph of SQuAD's family whose title can be told, through questions in common."""
    of_question: dict[str, str] = {}
    of_context: dict[str, str] = {}
    for name in sorted(path.name for pattern in FAMILY for path in folder.glob(f"{pattern}*.jsonl")):
        with (folder / name).open(encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                if record["title"]:
                    of_question[record["id"]] = of_context[record["context"]] = record["title"]
    for pattern in ("squad2_sub", "transsquad"):
        for path in sorted(folder.glob(f"{pattern}*.jsonl")):
            with path.open(encoding="utf-8") as lines:
                for record in map(json.loads, lines):
                    if not record["title"] and record["id"] in of_question:
                        of_context[record["context"]] = of_question[record["id"]]
    return of_context


def kept(questions: QuestionSet, folder: Path, part: str) -> QuestionSet:
    """The questions about the paragraphs of `part`; its passages only. Of sets outside SQuAD's family and the
    Indonesian training sets everything is "measure"."""
    name = questions.name
    if name.startswith(FAMILY):
        known = titles(folder)
        own = [of_title(known.get(context, "")) == part for context in questions.contexts]
    elif name.endswith(".train"):
        own = [of_paragraph(context) == part for context in questions.contexts]
    else:
        own = [part == "measure"] * len(questions.contexts)
    if all(own):
        return questions
    places = [number for number, inside in enumerate(own) if inside]
    number_of = {old: new for new, old in enumerate(places)}
    asked = tuple(
        replace(each, context=number_of[each.context]) for each in questions.questions if own[each.context]
    )
    return replace(
        questions,
        contexts=tuple(questions.contexts[place] for place in places),
        titles=tuple(questions.titles[place] for place in places),
        questions=asked,
        total=len(asked),
    )
