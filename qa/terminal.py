"""How is a line read at a terminal: keys, history, suggestions, completion, toolbar?

The one module that imports prompt_toolkit; `qa.repl` imports it when a session is interactive.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Final, TextIO

from prompt_toolkit import PromptSession
from prompt_toolkit.application import get_app
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion, PathCompleter
from prompt_toolkit.cursor_shapes import ModalCursorShapeConfig, SimpleCursorShapeConfig
from prompt_toolkit.document import Document
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.filters import Condition
from prompt_toolkit.history import FileHistory
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.key_binding.vi_state import InputMode
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.output.defaults import create_output
from prompt_toolkit.styles import Style

from index.document import Sentence
from qa.completing import complete, wants_path
from qa.steps import State
from qa.themes import palette
from qa.toolbar import facts, fitted
from qa.vocabulary import Vocabulary, sampled

__all__ = ["ChatCompleter", "Prompt", "QuestionHistory", "one_line"]

_KEPT: Final = 2_000  # characters of the longest line worth a place in the history
_MENU_ROWS: Final = 6
_ESCAPE_SECONDS: Final = 0.05  # until a lone Esc counts as one; vi's fingers do not wait half a second
_LINE_ENDS: Final = re.compile(r"[\r\n]+")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


class Prompt:
    """Reads one line at a time from a terminal.

    `history` is the file questions are kept in; `warn(problem)` is called once, with the reason, if it cannot
    be. `state()` is what the chat remembers: keys, theme, completion and what stands below the line follow
    it. `environment` tells the terminal's colours. `stream` is the terminal that is drawn on; `source` and
    `screen` stand in for it in tests.
    """

    def __init__(
        self,
        history: Path,
        *,
        warn: Callable[[str], None],
        state: Callable[[], State],
        environment: Mapping[str, str],
        stream: TextIO | None = None,
        source: Input | None = None,
        screen: Output | None = None,
    ) -> None:
        self._state = state
        self._environment = environment
        self._facts: tuple[str, ...] = ()
        self._session: PromptSession[str] = PromptSession(
            [("bold", "> ")],
            history=QuestionHistory(history, warn=warn),
            auto_suggest=AutoSuggestFromHistory(),
            completer=ChatCompleter(state),
            complete_while_typing=Condition(_typing_a_command),
            complete_in_thread=True,
            search_ignore_case=True,
            enable_suspend=True,
            key_bindings=_bindings(),
            bottom_toolbar=self._toolbar,
            reserve_space_for_menu=_MENU_ROWS,
            input=source,
            output=screen if screen is not None else create_output(stdout=stream),
        )
        self._session.app.ttimeoutlen = _ESCAPE_SECONDS

    def read(self) -> str:
        """The next line, its line ends and surrogates replaced.

        Raises EOFError for Ctrl-D on an empty line, KeyboardInterrupt for Ctrl-C.
        """
        state = self._state()
        self._facts = facts(state)
        vi = state.options.keys == "vi"
        self._session.cursor = ModalCursorShapeConfig() if vi else SimpleCursorShapeConfig()
        colours = palette(state.options.theme, self._environment)
        line = self._session.prompt(
            vi_mode=vi,
            color_depth=ColorDepth.DEPTH_1_BIT if state.options.theme == "none" else None,
            style=Style([("bottom-toolbar", colours.toolbar), ("bottom-toolbar.text", colours.toolbar)]),
        )
        return _SURROGATES.sub("\ufffd", one_line(line))

    @property
    def typed(self) -> str:
        """What stood in the line when it was last left."""
        return self._session.default_buffer.text

    def _toolbar(self) -> str:
        app = get_app()
        navigating = app.editing_mode is EditingMode.VI and app.vi_state.input_mode is not InputMode.INSERT
        mode = "[N] " if navigating else ""
        return mode + fitted(self._facts, app.output.get_size().columns - 1 - len(mode))


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
            # Older versions of prompt_toolkit raise where a surrogate is to be written.
            whole = string.encode("utf-8", "replace").decode("utf-8")
            self._attempt(lambda: super(QuestionHistory, self).store_string(whole))

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


class ChatCompleter(Completer):
    """Offers what `qa.completing` knows, and paths after a command that takes one.

    The words of the documents are looked through when they are first wanted, once for each set of documents;
    of a stored index those of the documents that were quoted last, and as many others as are read in a moment.
    """

    def __init__(self, state: Callable[[], State]) -> None:
        self._state = state
        self._paths = PathCompleter(expanduser=True, file_filter=_is_shown)
        self._all_paths = PathCompleter(expanduser=True)
        self._vocabulary: tuple[object, Vocabulary] | None = None
        self._sample: tuple[object, list[Sentence]] | None = None

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        before = document.text_before_cursor
        if (path := wants_path(before)) is not None:
            paths = self._all_paths if os.path.basename(path).startswith(".") else self._paths
            yield from paths.get_completions(Document(path), complete_event)
            return
        for candidate in complete(before, self._state(), self._words):
            yield Completion(
                candidate.text,
                start_position=-candidate.replaced,
                display=candidate.shown,
                display_meta=candidate.about,
            )

    def _words(self) -> Vocabulary:
        state = self._state()
        retriever = state.retriever
        stored = retriever.folder is not None
        known: object = state.matches if stored else retriever
        if self._vocabulary is None or self._vocabulary[0] is not known:
            if not stored:
                self._vocabulary = known, Vocabulary(retriever.sentences)
                return self._vocabulary[1]
            if self._sample is None or self._sample[0] is not retriever:
                self._sample = retriever, sampled(retriever.sentences)
            quoted = dict.fromkeys(match.sentence.document for match in state.matches)
            own = chain.from_iterable(map(retriever.sentences_of, quoted))
            self._vocabulary = known, Vocabulary(chain(own, self._sample[1]))
        return self._vocabulary[1]


def one_line(text: str) -> str:
    """`text` on one line: its lines joined by a blank each, empty lines left out."""
    lines = _LINE_ENDS.split(text.rstrip("\r\n"))
    if lines == [text]:
        return text
    return " ".join(filter(None, [lines[0].rstrip(), *map(str.strip, lines[1:])]))


def _is_shown(path: str) -> bool:
    return not os.path.basename(path).startswith(".")


def _bindings() -> KeyBindings:
    bindings = KeyBindings()

    @bindings.add(Keys.BracketedPaste)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(one_line(event.data))

    return bindings


def _typing_a_command() -> bool:
    return get_app().current_buffer.text.startswith("/")
