"""How does a session go, at a terminal and in a pipe?

At a terminal: a prompt, answers, Ctrl-C that never leaves. With standard input from anything else: one
answer a line, as plain as one-shot output, and grep's exit status.
"""

from __future__ import annotations

import io
import os
import sys
import textwrap
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from index.errors import KutipError, ReadError
from qa.chat import Chat
from qa.chat_messages import language_name, say
from qa.commands import Searcher, State, Step, handle
from qa.messages import interface_language
from qa.view import plain, renderable, visible
from qa.waiting import Interrupts, cancellable, keys_unseen, status

if TYPE_CHECKING:
    from qa.terminal import Prompt

__all__ = ["greeting", "history_path", "run"]

_WIDEST: Final = 100  # columns; a longer line loses the eye on its way back


def run(
    retriever: Searcher,
    *,
    top: int = 3,
    chat: Chat | None = None,
    environment: Mapping[str, str] | None = None,
) -> int:
    """Chats over `retriever` on the standard streams until the input ends; returns the exit status.

    At a terminal that is 0. Otherwise it is as grep's: 0 if any question was answered, 1 if none was, 2 if
    one failed. `top` is how many quotes an answer shows, `chat` a conversation to go on with; `environment`
    (default `os.environ`) says the locale and where the history is kept.
    """
    environment = os.environ if environment is None else environment
    state = State(
        chat=chat if chat is not None else Chat(retriever, top=top),
        top=top,
        language=interface_language(environment),
    )
    if sys.stdin is None:
        raise ReadError("standard input is closed; ask with -q")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    terminal = next((stream for stream in (sys.stdout, sys.stderr) if stream and stream.isatty()), None)
    if terminal is None or not sys.stdin.isatty():
        return _piped(retriever, state)
    return _interactive(retriever, state, terminal, environment)


def history_path(environment: Mapping[str, str]) -> Path:
    """Where questions are kept: `kutip/history` in XDG_STATE_HOME, by default ~/.local/state.

    A relative XDG_STATE_HOME is ignored, as the XDG base directory specification asks.
    """
    state_home = environment.get("XDG_STATE_HOME", "")
    if os.path.isabs(state_home):
        return Path(state_home, "kutip", "history")
    home = environment.get("HOME") or os.path.expanduser("~")
    return Path(home, ".local", "state", "kutip", "history")


def greeting(retriever: Searcher, language: str) -> str:
    """What is loaded and how to ask, on two lines without the last line end."""
    documents, sentences = retriever.documents, retriever.sentences
    codes = dict.fromkeys(document.language for document in documents)
    languages = ", ".join(language_name(code, language) for code in codes)
    if len(documents) == 1:
        document = documents[0]
        loaded = say(
            "greeting.one",
            language,
            title=visible(document.title or document.name),
            sentences=len(sentences),
            language=languages,
        )
    else:
        loaded = say(
            "greeting.many", language, documents=len(documents), sentences=len(sentences), language=languages
        )
    return f"{loaded}\n{say('greeting.how', language)}"


def _piped(retriever: Searcher, state: State) -> int:
    """One block of lines an input line, written out before the next is read; an empty line between blocks.

    A question without an answer is an empty block, with the reason on standard error, so that the blocks
    can be told apart; one question alone looks as with `-q`.
    """
    answered = failed = False
    separator = ""
    for line in sys.stdin:
        typed = line.strip("\ufeff \t\r\n")
        if not typed:
            continue
        try:
            step = handle(retriever, state, typed)
        except Exception as error:
            failed = True
            step = Step(state, remark=_failure(error, state))
        if step.leave:
            break
        state = step.state
        answered = answered or (step.answer is not None and step.answer.answered)
        _print_plain(step, separator)
        separator = "\n"
    return 2 if failed else 0 if answered else 1


def _print_plain(step: Step, separator: str = "") -> None:
    from qa import render

    sys.stdout.write(separator + plain(step.view) + render.plain_quotes(step.more))
    if step.answer is not None:
        sys.stdout.write(render.plain(step.answer))
    sys.stdout.flush()
    if step.answer is not None and not step.answer.answered:
        sys.stderr.write(render.nearest(step.answer))
    if step.answer is not None:
        sys.stderr.write(render.partial(step.answer))
    if step.remark:
        sys.stderr.write(f"{step.remark}\n")
    sys.stderr.flush()


class _PlainPrompt:
    """Reads lines from a terminal that cannot move its cursor: its own line editing is all there is."""

    typed = ""

    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal

    def read(self) -> str:
        """The next line. Raises EOFError at the end of input, KeyboardInterrupt for Ctrl-C."""
        print("> ", end="", file=self._terminal, flush=True)
        try:
            line = sys.stdin.readline()
        except KeyboardInterrupt:
            print(file=self._terminal)
            raise
        if not line:
            print(file=self._terminal)
            raise EOFError
        return line


def _interactive(retriever: Searcher, state: State, terminal: TextIO, environment: Mapping[str, str]) -> int:
    def aside(text: str) -> None:
        columns = min(_WIDEST, os.get_terminal_size(terminal.fileno()).columns or _WIDEST)
        lines = (textwrap.fill(line, columns, break_on_hyphens=False) for line in text.splitlines())
        print("\n".join(lines), file=terminal, flush=True)

    def history_off(problem: str) -> None:
        aside(say("history.off", state.language, path=visible(str(history)), problem=problem))

    aside(greeting(retriever, state.language))
    prompt: _PlainPrompt | Prompt
    if environment.get("TERM", "").lower() in ("", "dumb", "unknown"):
        prompt = _PlainPrompt(terminal)
    else:
        from qa.terminal import Prompt

        history = history_path(environment)
        prompt = Prompt(history, warn=history_off, language=lambda: state.language, stream=terminal)
    hinted = False
    with Interrupts() as interrupts:
        while True:
            try:
                with interrupts.heard():
                    line = prompt.read()
            except EOFError:
                return 0
            except KeyboardInterrupt:
                if not prompt.typed and not hinted:
                    aside(say("leave.hint", state.language))
                    hinted = True
                continue
            try:
                with interrupts.heard():
                    step = _step(retriever, state, line, terminal)
                    if step.leave:
                        return 0
                    state = step.state
                    if step.remark:
                        aside(step.remark)
                    _print(step)
            except KeyboardInterrupt:
                aside(say("cancelled", state.language))
            except BrokenPipeError:  # nobody reads the answers any more
                raise
            except Exception as error:
                aside(_failure(error, state))


def _print(step: Step) -> None:
    """Draws what a step shows on standard output, plainly where that is not the terminal."""
    if not sys.stdout.isatty():
        _print_plain(replace(step, remark=""))
        return
    from qa import render

    console = render.console(sys.stdout)
    if step.view:
        console.print(renderable(step.view), width=min(console.width, _WIDEST))
    if step.answer is not None:
        render.show(step.answer, console)
    if step.more and step.state.answer is not None:
        render.show_quotes(step.more, step.state.answer, console)
    console.print()


def _step(retriever: Searcher, state: State, line: str, terminal: TextIO) -> Step:
    with keys_unseen(sys.stdin), status(say("wait.search", state.language), terminal) as show:
        return cancellable(lambda: handle(retriever, state, line), waiting=show)


def _failure(error: Exception, state: State) -> str:
    """One line for what went wrong with one question; the session goes on."""
    problem = str(error) if isinstance(error, KutipError) else f"{type(error).__name__}: {error}"
    return say("failed", state.language, problem=" ".join(visible(problem).split()))
