"""What does the chat remember, and what does one line come to?

A line makes a `Step` out of a `State` and changes nothing itself, so a step that was cancelled is dropped by
not taking it, and going back is taking an earlier `State`.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from index.document import Document, Sentence
from index.limits import Limits
from index.match import Explanation, Finding, Match
from qa.chat_messages import say
from qa.chat_options import ChatOptions
from qa.visible import visible

if TYPE_CHECKING:
    from index.where import Where
    from qa.answer import Answer, Quote
    from qa.chat import Chat
    from qa.effects import Effect
    from qa.view import View

__all__ = ["Searcher", "State", "Step", "begin", "fork", "number", "over", "remark", "shortened"]

_LONGEST = 40  # characters of what was typed that a remark repeats


class Searcher(Protocol):
    """What the chat needs of an `index.Retriever`; its docstrings tell what each gives.

    `copy.copy` of one whose documents are in memory keeps them when the other's change.
    """

    @property
    def documents(self) -> Sequence[Document]: ...

    @property
    def sentences(self) -> Sequence[Sentence]: ...

    @property
    def languages(self) -> tuple[str, ...]: ...

    @property
    def folder(self) -> str | None: ...

    @property
    def lacks(self) -> tuple[str, ...]: ...

    def sentences_of(self, document: Document) -> Sequence[Sentence]: ...

    def find(
        self,
        question: str,
        *,
        limit: int = ...,
        language: str | None = ...,
        where: Where | Mapping[str, object] | None = ...,
    ) -> Finding: ...

    def explain(self, finding: Finding, match: Match) -> Explanation: ...

    def add(
        self,
        paths: Iterable[str],
        *,
        column: str | None = ...,
        limits: Limits = ...,
        on_problem: Callable[[str], None] | None = ...,
    ) -> None: ...

    def remove(self, names: Iterable[str]) -> None: ...

    def with_reader(self, reader: bool) -> Searcher: ...


@dataclass(frozen=True, slots=True)
class State:
    """What the chat remembers between two lines.

    `chat` is the conversation so far over `retriever`, and is never changed. `language` ("en" or "id") is
    that of the last question. `answer` is the last one, `matches` are those shown of it so far, best first,
    and `source` is what was asked for it. `written` are the files this chat has made.
    """

    retriever: Searcher
    chat: Chat
    options: ChatOptions = field(default_factory=ChatOptions)
    language: str = "en"
    answer: Answer | None = None
    matches: tuple[Match, ...] = ()
    source: Searcher | None = None
    written: frozenset[str] = frozenset()

    @property
    def spoken(self) -> str:
        """The language the program itself speaks, "en" or "id"."""
        return self.language if self.options.language == "auto" else self.options.language


@dataclass(frozen=True, slots=True)
class Step:
    """What one line comes to: the `state` after it, and what is shown.

    `answer` is drawn as an answer, `more` as further quotes of the last one, `view` as it is; `remark` is a
    line about the chat itself, not about the documents. `effect` is what is done outside of the chat; where
    that fails, `state` is not taken. `leave` ends the chat.
    """

    state: State
    view: View = ()
    remark: str = ""
    answer: Answer | None = None
    more: tuple[Quote, ...] = ()
    effect: Effect | None = None
    leave: bool = False


def begin(
    retriever: Searcher,
    *,
    options: ChatOptions | None = None,
    language: str = "en",
    chat: Chat | None = None,
) -> State:
    """The state before the first line; `chat` is a conversation to go on with."""
    from qa.chat import Chat

    options = options if options is not None else ChatOptions()
    return State(retriever, chat or Chat(retriever, top=options.top), options, language)


def fork(state: State, *, retriever: Searcher | None = None) -> Chat:
    """The conversation of `state`, to go on with by itself, over `retriever` where one is given."""
    forked = copy.copy(state.chat)
    forked.history = list(state.chat.history)
    forked.top = state.options.top
    if retriever is not None:
        forked.retriever = retriever
    return forked


def over(state: State, retriever: Searcher) -> State:
    """`state` with the conversation going on over other documents."""
    return replace(state, retriever=retriever, chat=fork(state, retriever=retriever))


def remark(state: State, key: str, **values: object) -> Step:
    """The step that only says something about the chat."""
    return Step(state, remark=say(key, state.spoken, **values))


def number(text: str) -> int | None:
    """The number that `text` spells in ASCII digits, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


def shortened(text: str) -> str:
    """What was typed, as a remark repeats it."""
    return visible(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
