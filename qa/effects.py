"""What does a line of the chat do outside of the chat?

It opens a document, copies a quote, writes a file or clears the screen. Commands only say what is to be
done; the session does it, on the main thread and where there is a terminal for it.
"""

from __future__ import annotations

import base64
import os
import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from index.document import Sentence
from qa.chat_messages import say
from qa.visible import visible

__all__ = ["Clear", "Copy", "Effect", "Open", "Surroundings", "Write", "perform", "state_folder"]

_NARROWEST, _WIDEST = 16, 100  # columns of a document in a pager
_ABOVE = 4  # rows shown above the line a document is opened at
_LARGEST = 64 * 1024 * 1024  # bytes of a file that is looked into before an editor is
_LARGEST_CLIP = 74_000  # bytes of OSC 52 that every terminal takes
_DUMB = frozenset({"", "dumb", "unknown"})
_LINE_END = re.compile(r"\r\n|\n|\r")
_NO_CLIPBOARD = _DUMB | {"linux", "vt100", "vt220"}


@dataclass(frozen=True, slots=True)
class Open:
    """Shows the document of `sentence` at its line, in the user's editor or pager."""

    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Copy:
    """Puts `text` where it can be pasted from."""

    text: str


@dataclass(frozen=True, slots=True)
class Write:
    """Writes `text` to `path`; over what is there only `again`."""

    path: str
    text: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class Clear:
    """Empties the screen."""


Effect = Open | Copy | Write | Clear


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where a chat takes place: its `terminal`, None in a pipe, and the process's environment."""

    terminal: TextIO | None
    environment: Mapping[str, str]

    @property
    def dumb(self) -> bool:
        """If nothing but text can be written: no terminal, or one that cannot move its cursor."""
        return self.terminal is None or self._kind in _DUMB

    @property
    def takes_clips(self) -> bool:
        return self.terminal is not None and self._kind not in _NO_CLIPBOARD

    @property
    def _kind(self) -> str:
        return self.environment.get("TERM", "").lower()


def perform(effect: Effect, surroundings: Surroundings, *, language: str) -> str:
    """Does it, and gives back what is to be said of it, in `language`; "" for nothing.

    OSError where a file cannot be written or a program not be run.
    """
    if isinstance(effect, Open):
        return _open(effect.sentence, surroundings, language)
    if isinstance(effect, Copy):
        return _copy(effect.text, surroundings, language)
    if isinstance(effect, Write):
        _write(effect)
        written = _at_home(Path(effect.path), surroundings.environment)
        return say("export.done", language, path=written)
    if surroundings.terminal is not None and not surroundings.dumb:
        surroundings.terminal.write("\x1b[2J\x1b[H")
        surroundings.terminal.flush()
    return ""


def _write(effect: Write) -> None:
    """All of it, or nothing: what a full disk cuts short is removed, and what was there before stays."""
    unfinished = f"{effect.path}.part" if effect.again else effect.path
    with open(unfinished, "x", encoding="utf-8", errors="replace") as file:
        try:
            file.write(effect.text)
            file.flush()
        except BaseException:
            os.unlink(unfinished)
            raise
    if effect.again:
        os.replace(unfinished, effect.path)


def state_folder(environment: Mapping[str, str]) -> Path:
    """Where the history and the last copy are kept: `kutip` in XDG_STATE_HOME, by default ~/.local/state.

    A relative XDG_STATE_HOME is ignored, as the XDG base directory specification asks.
    """
    state_home = environment.get("XDG_STATE_HOME", "")
    if os.path.isabs(state_home):
        return Path(state_home, "kutip")
    from index.cache import home

    return Path(home(environment), ".local", "state", "kutip")


# ------------------------------------------------------------------------------------------------- to open


def _open(sentence: Sentence, surroundings: Surroundings, language: str) -> str:
    environment, document = surroundings.environment, sentence.document
    if surroundings.terminal is None:
        return say("open.no_terminal", language)
    editor = environment.get("VISUAL") or environment.get("EDITOR") or ""
    if _is_file(sentence) and (command := _editing(editor, document.name, sentence.line)):
        return _run(command, surroundings, language)
    if surroundings.dumb:
        return say("open.no_terminal", language)
    pages, row = _paged(sentence, os.get_terminal_size(surroundings.terminal.fileno()).columns or 80)
    with tempfile.TemporaryDirectory(prefix="kutip-") as folder:
        # Pagers show the name of what they show.
        path = os.path.join(folder, re.sub(r"[^\w.-]", "_", os.path.basename(document.name))[-80:] or "text")
        with open(path, "w", encoding="utf-8", errors="replace") as file:
            file.write(pages)
        above = max(1, row - _ABOVE)
        return _run([*_paging(environment, above), path], surroundings, language)


def _paged(sentence: Sentence, columns: int) -> tuple[str, int]:
    """The document of `sentence` with the numbers of its lines, wrapped between words, and the row its line begins
    on, from 1."""
    import io

    from rich.text import Text

    from qa import render

    console = render.console(io.StringIO())
    lines = _LINE_END.split(sentence.document.text.rstrip())
    digits = len(str(len(lines)))
    width = max(_NARROWEST, min(columns, _WIDEST) - digits - 4)
    rows: list[str] = []
    begin = 1
    for number, line in enumerate(lines, 1):
        mark = ">" if number == sentence.line else " "
        if mark == ">":
            begin = len(rows) + 1
        label = f"{mark} {number:>{digits}}  "
        for part in Text(visible(line)).wrap(console, width) or [Text()]:
            rows.append(f"{label}{part.plain}".rstrip())
            label = " " * len(label)
    return "\n".join(rows) + "\n", begin


def _is_file(sentence: Sentence) -> bool:
    """If an editor finds the sentence in the file its document is named by, on the line that is cited."""
    document = sentence.document
    if document.places or not os.path.isfile(document.name):
        return False
    if os.path.getsize(document.name) > _LARGEST:
        return False
    with open(document.name, encoding="utf-8-sig", errors="replace") as file:
        lines = file.read().split("\n")
    first = _LINE_END.split(sentence.text)[0]
    return sentence.line <= len(lines) and first in lines[sentence.line - 1]


def _paging(environment: Mapping[str, str], line: int) -> list[str]:
    """The user's pager, at `line` where it can be told one."""
    try:
        pager = shlex.split(environment.get("PAGER", ""))
    except ValueError:
        pager = []
    pager = pager or ["less" if shutil.which("less") else "more"]
    at = {"less": f"+{line}g", "more": f"+{line}", "most": f"+{line}"}.get(os.path.basename(pager[0]))
    return [*pager, at] if at else pager


def _editing(editor: str, path: str, line: int) -> list[str]:
    """The command that edits `path` at `line`; [] without an editor."""
    try:
        command = shlex.split(editor)
    except ValueError:
        return []
    if not command:
        return []
    name = os.path.basename(command[0])
    path = os.path.abspath(path)
    if name in ("code", "codium", "cursor", "code-insiders"):
        return [*command, "--goto", f"{path}:{line}"]
    if name in ("subl", "hx", "helix", "zed", "lapce"):
        return [*command, f"{path}:{line}"]
    return [*command, f"+{line}", path]


def _run(command: list[str], surroundings: Surroundings, language: str) -> str:
    """Runs a program on the terminal until it ends; Ctrl-C meanwhile is its own."""
    try:
        # An article is read with less, not with the programs that less can start.
        done = subprocess.run(
            command,
            stdout=surroundings.terminal,
            env={**surroundings.environment, "LESSSECURE": "1"},
            check=False,
        )
    except OSError as error:
        return say("open.failed", language, program=visible(command[0]), problem=error.strerror or str(error))
    if done.returncode > 0:
        return say("open.failed", language, program=visible(command[0]), problem=f"exit {done.returncode}")
    return ""


# ------------------------------------------------------------------------------------------------- to copy


def _copy(text: str, surroundings: Surroundings, language: str) -> str:
    """To the clipboard of the terminal and to a file: no terminal tells if it has taken a copy."""
    path = state_folder(surroundings.environment) / "copied.txt"
    path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)
        file.write(f"{text}\n")
    sent = surroundings.takes_clips and _to_clipboard(text, surroundings)
    return say("copy.both" if sent else "copy.file", language, path=_at_home(path, surroundings.environment))


def _at_home(path: Path, environment: Mapping[str, str]) -> str:
    """A path as people write it: from "~" on where it is in the home folder."""
    home = environment.get("HOME")
    if home and path.is_relative_to(home):
        return visible(os.path.join("~", path.relative_to(home)))
    return visible(str(path))


def _to_clipboard(text: str, surroundings: Surroundings) -> bool:
    """Hands `text` to the terminal (OSC 52), or to tmux for it, which takes it from no program it runs."""
    data = text.encode("utf-8", "replace")
    if "TMUX" in surroundings.environment and (tmux := shutil.which("tmux")):
        command = [tmux, "load-buffer", "-w", "-"]
        done = subprocess.run(
            command, input=data, capture_output=True, env=dict(surroundings.environment), check=False
        )
        return done.returncode == 0
    clip = base64.b64encode(data).decode()
    if surroundings.terminal is None or len(clip) > _LARGEST_CLIP:
        return False
    surroundings.terminal.write(f"\x1b]52;c;{clip}\x07")
    surroundings.terminal.flush()
    return True
