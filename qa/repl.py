"""How does a session go, at a terminal and in a pipe?

At a terminal: a prompt, answers, Ctrl-C that never leaves. With standard input from anything else: one
answer a line, as plain as one-shot output, and grep's exit status.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from index.errors import KutipError, ReadError
from qa import explain
from qa.chat_messages import counted, say
from qa.chat_options import ChatOptions
from qa.commands import handle, parsed
from qa.effects import Surroundings, perform, state_folder
from qa.ending import reason
from qa.messages import interface_language
from qa.speaking import translated
from qa.steps import Searcher, State, Step, begin
from qa.themes import palette
from qa.view import note, plain, renderable
from qa.visible import visible
from qa.waiting import Interrupts, cancellable, keys_unseen, status
from qa.wording import reason_in

if TYPE_CHECKING:
    from qa.answer import Answer
    from qa.chat import Chat
    from qa.terminal import Prompt

__all__ = ["greeting", "history_path", "run"]

_WIDEST: Final = 100  # columns; a longer line loses the eye on its way back


def run(
    retriever: Searcher,
    *,
    options: ChatOptions | None = None,
    chat: Chat | None = None,
    environment: Mapping[str, str] | None = None,
) -> int:
    """Chats over `retriever` on the standard streams until the input ends; returns the exit status.

    At a terminal that is 0. Otherwise it is as grep's: 0 if any question was answered, 1 if none was, 2 if
    one failed. `options` are what the chat is set up with, `chat` is a conversation to go on with;
    `environment` (default `os.environ`) says the locale, the terminal's kind, where the history is kept, and
    the user's editor and pager.
    """
    environment = os.environ if environment is None else environment
    language = interface_language(environment)
    state = begin(retriever, options=options, language=language, chat=chat)
    if sys.stdin is None:
        raise ReadError("standard input is closed; ask with -q")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    terminal = next((stream for stream in (sys.stdout, sys.stderr) if stream and stream.isatty()), None)
    if terminal is None or not sys.stdin.isatty():
        return _piped(state, Surroundings(None, environment))
    return _interactive(state, terminal, environment)


def history_path(environment: Mapping[str, str]) -> Path:
    """The file questions are kept in, in `qa.effects.state_folder`."""
    return state_folder(environment) / "history"


def greeting(retriever: Searcher, language: str) -> str:
    """What is loaded and how to ask, on two lines without the last line end."""
    documents = retriever.documents
    facts = {
        "documents": counted("document", len(documents), language),
        "sentences": counted("sentence", len(retriever.sentences), language),
        "language": explain.languages(retriever, language=language),
    }
    if not documents:
        return say("documents.none", language)
    if len(documents) == 1:
        title = visible(documents[0].title or documents[0].name)
        loaded = say("greeting.one", language, title=title, **facts)
    else:
        loaded = say("greeting.many", language, **facts)
    return f"{loaded}\n{say('greeting.how', language)}"


def _piped(state: State, surroundings: Surroundings) -> int:
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
            step = _done(handle(state, typed), surroundings)
        except Exception as error:
            failed = True
            step = Step(state, remark=_failure(error, state, typed))
        if step.leave:
            break
        state = step.state
        answered = answered or (step.answer is not None and step.answer.answered)
        _print_plain(step, separator)
        separator = "\n"
    return 2 if failed else 0 if answered else 1


def _done(step: Step, surroundings: Surroundings) -> Step:
    """The step with what it does outside of the chat done, and what is to be said of that."""
    if step.effect is None:
        return step
    said = perform(step.effect, surroundings, language=step.state.spoken)
    return replace(step, effect=None, remark="\n".join(filter(None, [step.remark, said])))


def _print_plain(step: Step, separator: str = "") -> None:
    from qa import render

    sys.stdout.write(separator + plain(step.view) + render.plain_quotes(step.more))
    if step.answer is not None:
        sys.stdout.write(render.plain(step.answer))
    sys.stdout.flush()
    if step.answer is not None and not step.answer.answered:
        sys.stderr.write(render.nearest(_worded(step.answer, step.state), language=step.state.spoken))
    if step.answer is not None:
        sys.stderr.write(render.partial(step.answer))
    if step.remark:
        sys.stderr.write(f"{step.remark}\n")
    sys.stderr.flush()


def _worded(answer: Answer, state: State) -> Answer:
    """The answer, its reason in the language the program speaks."""
    documents = len(state.retriever.documents)
    return replace(answer, reason=reason_in(answer, language=state.spoken, documents=documents))


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


class _Session:
    """A chat at a terminal: what it remembers, and how what it comes to is shown."""

    def __init__(self, state: State, terminal: TextIO, environment: Mapping[str, str]) -> None:
        self.state = state
        self._terminal = terminal
        self._environment = environment
        self._surroundings = Surroundings(terminal, environment)

    def prompt(self) -> _PlainPrompt | Prompt:
        """What reads a line: with the keys, colours and history of this chat, where the terminal can."""
        if self._surroundings.dumb:
            return _PlainPrompt(self._terminal)
        from qa.terminal import Prompt

        history = history_path(self._environment)

        def history_off(problem: str) -> None:
            self.aside(say("history.off", self.state.spoken, path=visible(str(history)), problem=problem))

        return Prompt(
            history,
            warn=history_off,
            state=lambda: self.state,
            environment=self._environment,
            stream=self._terminal,
        )

    def aside(self, text: str) -> None:
        """Says something of the chat itself, which is no answer: beside a redirected output too."""
        from qa import render

        console = render.console(self._terminal)
        for line in text.splitlines():
            console.print(renderable(note(line, "plain")), width=self._width(console.width))

    def take(self, line: str) -> bool:
        """Does what `line` asks for and shows it; False where it ends the chat."""
        command, _ = parsed(line)
        waiting = say(command.waiting if command is not None else "wait.search", self.state.spoken)
        with keys_unseen(sys.stdin), status(waiting, self._terminal) as show:
            step = cancellable(lambda: handle(self.state, line), waiting=show)
        if step.leave:
            return False
        step = _done(step, self._surroundings)
        self.state = step.state
        if step.remark:
            self.aside(step.remark)
        self._print(replace(step, remark=""))
        return True

    def _print(self, step: Step) -> None:
        """Draws what a step shows on standard output, plainly where that is not the terminal."""
        if not sys.stdout.isatty():
            _print_plain(step)
            return
        from qa import render

        console = render.console(sys.stdout)
        colours = palette(self.state.options.theme, self._environment)
        language = self.state.spoken
        if step.view:
            console.print(renderable(step.view, colours), width=self._width(console.width))
        if step.answer is not None:
            render.show(_worded(step.answer, self.state), console, palette=colours, language=language)
        if step.more and self.state.answer is not None:
            render.show_quotes(step.more, self.state.answer, console, palette=colours, language=language)
        console.print()

    @staticmethod
    def _width(columns: int) -> int:
        return min(columns, _WIDEST)


def _interactive(state: State, terminal: TextIO, environment: Mapping[str, str]) -> int:
    session = _Session(state, terminal, environment)
    session.aside(greeting(state.retriever, state.spoken))
    prompt = session.prompt()
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
                    session.aside(say("leave.hint", session.state.spoken))
                    hinted = True
                continue
            try:
                with interrupts.heard():
                    if not session.take(line):
                        return 0
            except KeyboardInterrupt:
                session.aside(say("cancelled", session.state.spoken))
            except BrokenPipeError:  # nobody reads the answers any more
                raise
            except Exception as error:
                session.aside(_failure(error, session.state, line))


def _failure(error: Exception, state: State, line: str) -> str:
    """One line for what went wrong with one line of the chat; the session goes on."""
    problem = f"{type(error).__name__}: {error}"
    if isinstance(error, KutipError | OSError):
        message = error.message if isinstance(error, KutipError) else reason(error)
        problem = translated(message, state.spoken)
    problem = " ".join(visible(problem).split())
    command, _ = parsed(line)
    if command is None:
        return say("failed", state.spoken, problem=problem)
    return say("failed.command", state.spoken, name=command.name, problem=problem)
