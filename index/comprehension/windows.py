"""Which stretches of the documents does the reader read, in the time there is?

The sentences the first stage likes best, each with its neighbours, in document order, under the headline and
the date of their article: pronouns and lists are understood beside what they point to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.document import Document, Sentence

__all__ = ["BUDGET", "LENGTH", "Part", "Window", "windows"]

LENGTH = 900
"""Characters of a window without its headline, about 200 pieces: what the reader was trained on."""
BUDGET = 2
"""Windows read for one question."""
LEAD = 160
"""Characters of a headline and date that are repeated in each window."""
TRIED = 40
"""Of the first stage's ranking, sentences that may open a place in a window."""


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence inside a window: its number in the ranking's numbering, and its place in the window's text."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Window:
    """A text to read and the sentences in it, in order. What is in no part is only there for context."""

    text: str
    parts: tuple[Part, ...]


def windows(
    ranking: Sequence[int],
    sentences: Sequence[Sentence],
    *,
    budget: int = BUDGET,
    length: int = LENGTH,
) -> list[Window]:
    """Text of about `budget` windows for a first-stage `ranking` of sentence numbers, best first; as a document has
    windows of its own, of several documents at most one window more.

    A document that fits is read whole. No ranking gives `[]`; a sentence longer than a window has one to itself,
    and the reader cuts it.
    """
    chosen: dict[Document, set[int]] = {}
    left = budget * length
    for number in ranking[:TRIED]:
        for near in (number, number - 1, number + 1):
            if not 0 <= near < len(sentences) or left <= 0:
                continue
            sentence = sentences[near]
            if sentence.document is not sentences[number].document:
                continue
            own = chosen.setdefault(sentence.document, set())
            size = sentence.end - sentence.start
            if near not in own and (size <= left or not own):
                own.add(near)
                left -= size + 1
    made: list[Window] = []
    for document, numbers in chosen.items():
        made.extend(_packed(document, sorted(numbers), sentences, length))
    return made[: budget + 1]


def _packed(
    document: Document, numbers: Sequence[int], sentences: Sequence[Sentence], length: int
) -> list[Window]:
    """The sentences in as few windows of about equal size as hold them."""
    total = sum(sentences[number].end - sentences[number].start + 1 for number in numbers)
    count = max(1, -(-total // (length + length // 8)))
    share = total / count
    groups: list[list[int]] = [[]]
    size = 0
    for number in numbers:
        own = sentences[number].end - sentences[number].start + 1
        if groups[-1] and size + own / 2 > share and len(groups) < count:
            groups.append([])
            size = 0
        groups[-1].append(number)
        size += own
    return [_window(document, group, sentences) for group in groups]


def _window(document: Document, numbers: Sequence[int], sentences: Sequence[Sentence]) -> Window:
    text = lead(document, {sentences[number].text for number in numbers})
    parts = []
    for number in numbers:
        sentence = sentences[number].text
        if text:
            text += " "
        parts.append(Part(number, len(text), len(text) + len(sentence)))
        text += sentence
    return Window(text, tuple(parts))


def lead(document: Document, read: set[str]) -> str:
    """The headline and the date of a document as far as they are not among the sentences that are read."""
    facts = [fact for fact in (document.title, document.published) if fact and fact not in read]
    return " ".join(" ".join(fact.split()) for fact in facts)[:LEAD]
