"""What does a question mean after the ones before it?"""

from __future__ import annotations

from collections.abc import Sequence
from time import perf_counter
from typing import Protocol

from index.document import Document
from index.match import Finding
from qa.answer import Answer

__all__ = ["Chat", "Searchable", "ask"]


class Searchable(Protocol):
    """What a conversation needs of an `index.Retriever`."""

    @property
    def documents(self) -> Sequence[Document]: ...

    def find(self, question: str, *, limit: int = 3, language: str | None = None) -> Finding: ...


def ask(retriever: Searchable, question: str, *, limit: int = 3, language: str | None = None) -> Answer:
    """The answer to one question without a conversation, with at most `limit` quotes.

    `language` (ISO 639-1) is the question's where its own words do not tell, as in one of names only.
    Any string is a question; one that cannot be answered gets an answer that says why.
    """
    began = perf_counter()
    finding = retriever.find(question, limit=limit, language=language)
    elapsed_ms = (perf_counter() - began) * 1000
    return Answer.from_finding(finding, elapsed_ms=elapsed_ms, documents=len(retriever.documents))


class Chat:
    """A conversation about the documents of one retriever.

    `history` holds each question as typed with its answer, oldest first. A conversation belongs to one
    thread; several may share a retriever.
    """

    def __init__(self, retriever: Searchable, *, top: int = 3) -> None:
        """`top` is how many quotes an answer has at most; `ValueError` below 1."""
        if top < 1:
            raise ValueError(f"top must be 1 or more, not {top}")
        self.retriever = retriever
        self.top = top
        self.history: list[tuple[str, Answer]] = []

    def ask(self, question: str) -> Answer:
        """The answer to `question`, remembered with it. Never raises on a string."""
        answer = ask(self.retriever, question, limit=self.top, language=self.language)
        self.history.append((question, answer))
        return answer

    @property
    def language(self) -> str | None:
        """The language of the last question, which one of names only is taken to be in; None at the start."""
        return self.history[-1][1].language if self.history else None
