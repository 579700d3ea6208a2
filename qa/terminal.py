"""How is a line read at a terminal: keys, history, suggestions, completion?

The one module that imports prompt_toolkit; `qa.repl` imports it when a session is interactive.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import FileHistory
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import Output
from prompt_toolkit.output.defaults import create_output

from qa.commands import complete

__all__ = ["CommandCompleter", "Prompt", "QuestionHistory", "one_line"]

_KEPT: Final = 2_000  # characters of the longest line worth a place in the history
_LINE_ENDS: Final = re.compile(r"[\r\n]+")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


class Prompt:
    """Reads one line at a time from a terminal.

    `history` is the file questions are kept in; `warn(problem)` is called once, with the reason, if it cannot
    be. `language()` is the one help is shown in. `stream` is the terminal that is drawn on; `source` and
    `screen` stand in for it in tests.
    """

    def __init__(
        self,
        history: Path,
        *,
        warn: Callable[[str], None],
        language: Callable[[], str],
        stream: TextIO | None = None,
        source: Input | None = None,
        screen: Output | None = None,
    ) -> None:
        self._session: PromptSession[str] = PromptSession(
            [("bold", "> ")],
            history=QuestionHistory(history, warn=warn),
            auto_suggest=AutoSuggestFromHistory(),
            completer=CommandCompleter(language),
            complete_while_typing=Condition(_typing_a_command),
            search_ignore_case=True,
            enable_suspend=True,
            key_bindings=_bindings(),
            input=source,
            output=screen if screen is not None else create_output(stdout=stream),
        )

    def read(self) -> str:
        """The next line, its line ends and surrogates replaced.

        Raises EOFError for Ctrl-D on an empty line, KeyboardInterrupt for Ctrl-C.
        """
        return _SURROGATES.sub("\ufffd", one_line(self._session.prompt()))

    @property
    def typed(self) -> str:
        """What stood in the line when it was last left."""
        return self._session.default_buffer.text


class QuestionHistory(FileHistory):
    """The lines of earlier sessions in a file only its owner can read, in prompt_toolkit's own format.

    The folder is made with mode 0700 and the file with 0600, and a file that others can read is closed to
    them. What cannot be read or written is not: `warn(problem)` is called the first time, and the session
    goes on.
    """

    def __init__(self, path: Path, *, warn: Callable[[str], None]) -> None:
        super().__init__(str(path))
        self._path = path
        self._warn = warn
        self._usable = True
        self._attempt(self._open)

    def load_history_strings(self) -> Iterable[str]:
        lines: list[str] = []
        self._attempt(lambda: lines.extend(super(QuestionHistory, self).load_history_strings()))
        return lines

    def store_string(self, string: str) -> None:
        if len(string) <= _KEPT:
            self._attempt(self._open)  # the folder may have been cleared away meanwhile
            self._attempt(lambda: super(QuestionHistory, self).store_string(string))

    def _open(self) -> None:
        self._path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            if os.fstat(descriptor).st_mode & 0o077:
                os.fchmod(descriptor, 0o600)
        finally:
            os.close(descriptor)

    def _attempt(self, action: Callable[[], None]) -> None:
        if not self._usable:
            return
        try:
            action()
        except OSError as error:
            self._usable = False
            self._warn(error.strerror or str(error))


class CommandCompleter(Completer):
    """Offers the commands of `qa.commands` while a line begins with "/"."""

    def __init__(self, language: Callable[[], str]) -> None:
        self._language = language

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        typed = document.text_before_cursor
        for candidate in complete(typed, self._language()):
            yield Completion(
                candidate.name,
                start_position=-len(typed),
                display=candidate.usage,
                display_meta=candidate.help,
            )


def one_line(text: str) -> str:
    """`text` on one line: its lines joined by a blank each, empty lines left out."""
    lines = _LINE_ENDS.split(text.rstrip("\r\n"))
    if lines == [text]:
        return text
    return " ".join(filter(None, [lines[0].rstrip(), *map(str.strip, lines[1:])]))


def _bindings() -> KeyBindings:
    bindings = KeyBindings()

    @bindings.add(Keys.BracketedPaste)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(one_line(event.data))

    return bindings


def _typing_a_command() -> bool:
    return get_app().current_buffer.text.startswith("/")
