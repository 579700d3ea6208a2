"""What can be typed into the chat, and what does each line do?

`COMMANDS` is the one table that help, completion and dispatch read. `handle` takes what the chat remembers
and a line, and gives back a `Step`: what is remembered now and what is to be shown. It changes nothing
itself, so a step that was cancelled is dropped by not taking it, and going back is taking an earlier
`State`.
"""

from __future__ import annotations

import copy
import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from index.document import Document, Sentence
from index.match import Explanation, Finding, Match
from qa import explain
from qa.chat_messages import LANGUAGES, say
from qa.view import Line, Piece, View, note, visible

if TYPE_CHECKING:
    from qa.answer import Answer, Quote
    from qa.chat import Chat

__all__ = [
    "COMMANDS",
    "TOP_LIMIT",
    "Command",
    "Completion",
    "Searcher",
    "State",
    "Step",
    "complete",
    "handle",
]

TOP_LIMIT: Final = 50


class Searcher(Protocol):
    """What the chat needs of a retriever."""

    @property
    def documents(self) -> Sequence[Document]: ...

    @property
    def sentences(self) -> Sequence[Sentence]: ...

    def find(self, question: str, *, limit: int = ..., language: str | None = ...) -> Finding: ...

    def explain(self, finding: Finding, match: Match) -> Explanation: ...


@dataclass(frozen=True, slots=True)
class State:
    """What the chat remembers between two lines.

    `chat` is the conversation so far and is never changed; `top` quotes are shown an answer; `language`
    ("en" or "id") is the one the user is spoken to in; `answer` is the last one, and `matches` are the
    matches shown of it so far, best first.
    """

    chat: Chat
    top: int = 3
    language: str = "en"
    answer: Answer | None = None
    matches: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """What one line comes to: the `state` after it, and what is shown.

    `answer` is drawn as an answer, `more` as further quotes of the last one, `view` as it is; `remark` is a
    line about the chat itself, not about the documents. `leave` ends the chat.
    """

    state: State
    view: View = ()
    remark: str = ""
    answer: Answer | None = None
    more: tuple[Quote, ...] = ()
    leave: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """One command: `name` as typed, `aliases` that mean the same, `argument` as help shows it ("" where it
    takes none), the key of its help line, and `run(searcher, state, argument)`. `bare` are words that mean
    it when they are the whole line."""

    name: str
    help: str
    run: Callable[[Searcher, State, str], Step]
    argument: str = ""
    aliases: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Completion:
    """A command that the typed text can become, with its usage and its help line."""

    name: str
    usage: str
    help: str


def handle(searcher: Searcher, state: State, line: str) -> Step:
    """What `line` does to a chat in `state`: a command, the number of a quote, or a question.

    A blank line does nothing. Whatever begins with "/" is a command, known or not; a number of one or two
    digits is the number of a quote; everything else is asked.
    """
    text = line.strip()
    if not text:
        return Step(state)
    if text.startswith("/"):
        name, _, argument = text.partition(" ")
        return _dispatch(searcher, state, name, argument.strip())
    if text.isascii() and text.isdigit() and len(text) <= 2:
        return _quote(searcher, state, text)
    word = text.casefold()
    for command in COMMANDS:
        if word in command.bare:
            return command.run(searcher, state, "")
    return _ask(state, text)


def complete(text: str, language: str = "en") -> list[Completion]:
    """The commands that `text`, typed so far, can become, in the table's order; none without a "/"."""
    if not text.startswith("/") or " " in text:
        return []
    typed = text.casefold()
    return [
        Completion(name, _usage(command, name), say(command.help, language))
        for command in COMMANDS
        for name in (command.name, *command.aliases)
        if name.startswith(typed) and (name == command.name or typed != "/")
    ]


def _dispatch(searcher: Searcher, state: State, name: str, argument: str) -> Step:
    command = _BY_NAME.get(name.casefold())
    if command is None:
        return Step(state, remark=_unknown(name, state.language))
    if argument and not command.argument:
        return _remark(state, "command.no_argument", name=command.name)
    return command.run(searcher, state, argument)


def _unknown(name: str, language: str) -> str:
    typed = name.casefold()
    names = [known for known in _BY_NAME if len(known) > 2]
    begun = [known for known in names if len(typed) > 1 and known.startswith(typed)]
    nearest = begun or difflib.get_close_matches(typed, names, n=1, cutoff=0.5)
    shown = visible(name if len(name) <= 40 else f"{name[:40]}…")
    if nearest:
        return say("command.suggest", language, name=shown, nearest=nearest[0])
    return say("command.unknown", language, name=shown)


def _ask(state: State, question: str) -> Step:
    chat = _fork(state.chat, top=state.top)
    return _answered(state, chat, chat.ask(question))


def _answered(state: State, chat: Chat, answer: Answer) -> Step:
    language = answer.language if answer.language in LANGUAGES else state.language
    after = replace(state, chat=chat, answer=answer, matches=answer.finding.matches, language=language)
    return Step(after, answer=answer)


def _fork(chat: Chat, *, top: int) -> Chat:
    """The same conversation, to go on with by itself."""
    forked = copy.copy(chat)
    forked.history = list(chat.history)
    forked.top = top
    return forked


def _help(searcher: Searcher, state: State, argument: str) -> Step:
    rows = [(_usage(command, command.name), say(command.help, state.language)) for command in COMMANDS]
    width = max(len(usage) for usage, _ in rows)
    lines = [
        Line((Piece(text),), label=f"  {usage:<{width}}  ", label_style="strong") for usage, text in rows
    ]
    return Step(state, (*lines, *note(say("help.ask", state.language))))


def _usage(command: Command, name: str) -> str:
    return f"{name} {command.argument}".rstrip()


def _quit(searcher: Searcher, state: State, argument: str) -> Step:
    return Step(state, leave=True)


def _why(searcher: Searcher, state: State, argument: str) -> Step:
    answer = state.answer
    if answer is None:
        return _remark(state, "ask.first")
    match = _chosen(state, argument or "1", name="/why")
    if isinstance(match, Step):
        return match
    asked, _ = state.chat.history[-1]
    added = state.chat.added(match)
    explanation = searcher.explain(answer.finding, replace(match, score=match.score - added))
    if added:
        explanation = explain.after(explanation, match, added=added)
    return Step(state, explain.why(answer.finding, explanation, language=state.language, asked=asked))


def _quote(searcher: Searcher, state: State, argument: str) -> Step:
    if state.answer is None:
        return _remark(state, "ask.first")
    match = _chosen(state, argument or "1", name="/quote")
    if isinstance(match, Step):
        return match
    return Step(state, explain.in_paragraph(match, searcher.sentences, language=state.language))


def _chosen(state: State, argument: str, *, name: str) -> Match | Step:
    """The match of the last answer whose rank `argument` is, or the step that says why there is none."""
    last = len(state.matches)
    if not last:
        return _remark(state, "quote.none")
    number = _number(argument)
    if number is None:
        return _remark(state, "command.number", name=name, low=1, high=last, given=_short(argument))
    if not 1 <= number <= last:
        return _remark(state, "quote.only" if last == 1 else "quote.absent", number=number, last=last)
    return state.matches[number - 1]


def _more(searcher: Searcher, state: State, argument: str) -> Step:
    from qa.answer import Quote

    answer = state.answer
    if answer is None:
        return _remark(state, "ask.first")
    shown = len(state.matches)
    finding = searcher.find(answer.finding.question, limit=shown + state.top, language=answer.language)
    # A follow-up's quotes are not the best of the plain ranking.
    known = {_position(match) for match in state.matches}
    others = [match for match in finding.matches if _position(match) not in known][: state.top]
    if not others:
        return _remark(state, "more.end")
    further = [replace(match, rank=rank) for rank, match in enumerate(others, shown + 1)]
    after = replace(state, matches=(*state.matches, *further))
    return Step(after, more=tuple(Quote.from_match(match) for match in further))


def _position(match: Match) -> tuple[str, int]:
    return match.sentence.document.name, match.sentence.start


def _plain(searcher: Searcher, state: State, argument: str) -> Step:
    if state.answer is None:
        return _remark(state, "ask.first")
    if state.answer.understood is None:
        return _remark(state, "plain.already")
    chat = _fork(state.chat, top=state.top)
    question, _ = chat.history.pop()
    return _answered(state, chat, chat.ask(question, plain=True))


def _sources(searcher: Searcher, state: State, argument: str) -> Step:
    return Step(state, explain.sources(searcher.documents, searcher.sentences, language=state.language))


def _top(searcher: Searcher, state: State, argument: str) -> Step:
    if not argument:
        return _remark(state, "top.is", top=state.top)
    number = _number(argument)
    if number is None or not 1 <= number <= TOP_LIMIT:
        return _remark(state, "command.number", name="/top", low=1, high=TOP_LIMIT, given=_short(argument))
    return _remark(replace(state, top=number), "top.set", top=number)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


def _short(text: str) -> str:
    return visible(text if len(text) <= 40 else f"{text[:40]}…")


def _remark(state: State, key: str, **values: object) -> Step:
    return Step(state, remark=say(key, state.language, **values))


COMMANDS: Final[tuple[Command, ...]] = (
    Command("/why", "help.why", _why, argument="[N]"),
    Command("/quote", "help.quote", _quote, argument="[N]"),
    Command("/more", "help.more", _more, bare=("more", "lagi")),
    Command("/top", "help.top", _top, argument="[N]"),
    Command("/plain", "help.plain", _plain),
    Command("/sources", "help.sources", _sources),
    Command("/help", "help.help", _help, aliases=("/?",), bare=("?", "help", "bantuan")),
    Command("/quit", "help.quit", _quit, aliases=("/exit",), bare=("quit", "exit", "keluar")),
)

_BY_NAME: Final[dict[str, Command]] = {
    name: command for command in COMMANDS for name in (command.name, *command.aliases)
}
