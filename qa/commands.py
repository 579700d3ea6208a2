"""What can be typed into the chat, and what does each line do?

`COMMANDS` is the one table that help, completion and dispatch read. `handle` takes what the chat remembers
and a line, and gives back a `Step` (see `qa.steps`).
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal

from qa import chat_documents, chat_quotes, chat_settings
from qa.chat_messages import say
from qa.effects import Clear, Write
from qa.steps import State, Step, fork, remark, shortened
from qa.view import Line, Piece, note

__all__ = ["BY_NAME", "COMMANDS", "Command", "Completes", "handle"]

Completes = Literal["", "path", "document", "quote", "setting", "language"]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: `name` as typed, `help` the key of its help line, `run(state, argument)` what it does.

    `argument` is what help shows after it ("" where it takes none), in brackets where it may be left out,
    and `completes` what can be completed there. `aliases` mean the same; so does a whole line that is one of
    the words `bare`. `waiting` is the key of what is said if it takes long.
    """

    name: str
    help: str
    run: Callable[[State, str], Step]
    argument: str = ""
    completes: Completes = ""
    aliases: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    waiting: str = "wait.search"

    @property
    def usage(self) -> str:
        return f"{self.name} {self.argument}".rstrip()


def handle(state: State, line: str) -> Step:
    """What `line` does to a chat in `state`: a command, the number of a quote, or a question.

    A blank line does nothing. Whatever begins with "/" is a command, known or not; a number of one or two
    digits is the number of a quote; everything else is asked.
    """
    text = line.strip()
    if not text:
        return Step(state)
    if text.isascii() and text.isdigit() and len(text) <= 2:
        return chat_quotes.context(state, text)
    command, argument = parsed(text)
    if command is not None:
        if argument and not command.argument:
            return remark(state, "command.no_argument", name=command.name)
        if not argument and command.argument and not command.argument.startswith("["):
            return remark(state, "command.argument", usage=command.usage)
        return command.run(state, argument)
    if text.startswith("/"):
        return Step(state, remark=_unknown(text.split()[0], state.spoken))
    return chat_quotes.ask(state, text)


def parsed(line: str) -> tuple[Command | None, str]:
    """The command that `line` is, and what stands after its name; no command where it is a question."""
    text = line.strip()
    if text.startswith("/"):
        name, _, argument = text.partition(" ")
        return BY_NAME.get(name.casefold()), argument.strip()
    word = text.casefold()
    return next((command for command in COMMANDS if word in command.bare), None), ""


def _unknown(name: str, language: str) -> str:
    typed = name.casefold()
    names = [known for known in BY_NAME if len(known) > 2]
    begun = [known for known in names if len(typed) > 1 and known.startswith(typed)]
    nearest = begun or difflib.get_close_matches(typed, names, n=1, cutoff=0.5)
    if nearest:
        return say("command.suggest", language, name=shortened(name), nearest=nearest[0])
    return say("command.unknown", language, name=shortened(name))


def _help(state: State, argument: str) -> Step:
    width = max(len(command.usage) for command in COMMANDS)
    lines = [
        Line(
            (Piece(say(command.help, state.spoken)),),
            label=f"  {command.usage:<{width}}  ",
            label_style="strong",
        )
        for command in COMMANDS
    ]
    return Step(state, (*lines, *note(say("help.ask", state.spoken))))


def _export(state: State, argument: str) -> Step:
    import os

    from qa.transcript import FORMATS, transcript

    if not state.chat.history:
        return remark(state, "ask.first")
    path = os.path.expanduser(argument)
    written = FORMATS.get(os.path.splitext(path)[1].casefold())
    if written is None:
        return remark(
            state, "export.suffix", suffixes=" ".join(FORMATS), given=shortened(os.path.basename(path))
        )
    if os.path.lexists(path) and path not in state.written:
        return remark(state, "export.exists", path=shortened(path))
    write = Write(path, transcript(state, written), again=path in state.written)
    return Step(replace(state, written=state.written | {path}), effect=write)


def _clear(state: State, argument: str) -> Step:
    chat = fork(state)
    chat.history = []
    after = replace(state, chat=chat, answer=None, matches=(), source=None)
    return Step(after, remark=say("clear.done", state.spoken), effect=Clear())


def _quit(state: State, argument: str) -> Step:
    return Step(state, leave=True)


COMMANDS: Final[tuple[Command, ...]] = (
    Command("/why", "help.why", chat_quotes.why, "[N]", "quote"),
    Command("/context", "help.context", chat_quotes.context, "[N]", "quote", aliases=("/quote",)),
    Command("/open", "help.open", chat_quotes.open_, "[N]", "quote"),
    Command("/copy", "help.copy", chat_quotes.copy_, "[N]", "quote"),
    Command("/more", "help.more", chat_quotes.more, bare=("more", "lagi")),
    Command("/plain", "help.plain", chat_quotes.plain),
    Command("/sources", "help.sources", chat_documents.sources),
    Command("/load", "help.load", chat_documents.load, "PATH", "path", waiting="wait.documents"),
    Command("/forget", "help.forget", chat_documents.forget, "NAME", "document", waiting="wait.documents"),
    Command("/info", "help.info", chat_documents.info),
    Command("/export", "help.export", _export, "FILE", "path"),
    Command("/clear", "help.clear", _clear),
    Command("/lang", "help.lang", chat_settings.lang, "[CODE]", "language", aliases=("/language",)),
    Command("/top", "help.top", chat_settings.top, "[N]"),
    Command("/set", "help.set", chat_settings.set_, "[NAME …]", "setting"),
    Command("/help", "help.help", _help, aliases=("/?",), bare=("?", "help", "bantuan")),
    Command("/quit", "help.quit", _quit, aliases=("/exit",), bare=("quit", "exit", "keluar")),
)

BY_NAME: Final[dict[str, Command]] = {
    name: command for command in COMMANDS for name in (command.name, *command.aliases)
}
