"""A chat over the fake retriever, line by line, without a terminal."""

from __future__ import annotations

from fake_retriever import FakeRetriever

from qa.chat_options import ChatOptions
from qa.commands import handle
from qa.steps import Searcher, Step, begin

__all__ = ["Session"]


class Session:
    """Takes every step, and does nothing outside of the chat."""

    def __init__(
        self, retriever: Searcher | None = None, *, options: ChatOptions | None = None, language: str = "en"
    ) -> None:
        self.retriever = retriever if retriever is not None else FakeRetriever()
        self.state = begin(self.retriever, options=options, language=language)

    def type(self, line: str) -> Step:
        step = handle(self.state, line)
        self.state = step.state
        return step
