"""A pseudo-terminal with a program in it, and the screen somebody would see."""

from __future__ import annotations

import fcntl
import os
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType

from wcwidth import wcwidth

PATIENCE = 60  # seconds until a hanging program fails its test

# A control sequence (ECMA-48 5.4), an operating system command, another escape, one character.
_TOKEN = re.compile(r"\x1b\[([?>]?[\d;]*) ?([@-~])|\x1b\][^\x07]*\x07|\x1b[()][A-Z0-9]|\x1b[=>78]|[\s\S]")


def measured() -> dict[str, str]:
    """What a process with an environment of its own needs to take part in a measurement of coverage."""
    return {name: value for name, value in os.environ.items() if name.startswith("COVERAGE_")}


class Screen:
    """What a terminal shows: the part of ECMA-48 that prompt_toolkit and rich write, scrollback kept."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.lines: list[list[str]] = [[]]
        self.row = self.column = 0
        self.asked = 0
        """How often it was asked where the cursor is."""

    @property
    def text(self) -> str:
        """What stands above the cursor and on its line."""
        return self._shown(self.lines[: self.row + 1])

    @property
    def below(self) -> str:
        """What stands under the line of the cursor: menu and toolbar."""
        return self._shown(self.lines[self.row + 1 :])

    @property
    def place(self) -> tuple[int, int]:
        """The row and the column of the cursor in the window, from 1."""
        return self.row - max(0, len(self.lines) - self.rows) + 1, self.column + 1

    @staticmethod
    def _shown(lines: Sequence[Sequence[str]]) -> str:
        return "\n".join("".join(line).rstrip() for line in lines).strip("\n")

    def feed(self, text: str) -> str:
        """Draws `text` and returns its unfinished last escape sequence."""
        if (escape := text.rfind("\x1b")) >= 0 and not re.match(
            r"\x1b(\[[?>]?[\d;]* ?[@-~]|\][^\x07]*\x07|[()][A-Z0-9]|[=>78])", text[escape:]
        ):
            text, rest = text[:escape], text[escape:]
        else:
            rest = ""
        for token in _TOKEN.finditer(text):
            if token[2] is not None:
                self._control(token[1], token[2])
            elif len(token[0]) == 1:
                self._character(token[0])
        return rest

    def _character(self, character: str) -> None:
        if character == "\n":
            self._to(self.row + 1, self.column)
        elif character == "\r":
            self.column = 0
        elif character == "\b":
            self.column = max(0, self.column - 1)
        elif character >= " ":
            width = max(0, wcwidth(character))
            if width and self.column + width > self.columns:
                self._to(self.row + 1, 0)
            line = self.lines[self.row]
            line.extend(" " * (self.column + width - len(line)))
            if width:
                line[self.column : self.column + width] = [character, *[""] * (width - 1)]
            elif self.column:
                line[self.column - 1] += character  # it joins the one before
            self.column += width

    def _control(self, arguments: str, final: str) -> None:
        number = int(arguments) if arguments.isdigit() else 0
        top = max(0, len(self.lines) - self.rows)
        line = self.lines[self.row]
        if final == "A":
            self._to(max(top, self.row - max(1, number)), self.column)
        elif final == "B":
            self._to(min(top + self.rows - 1, self.row + max(1, number)), self.column)
        elif final == "C":
            self.column = min(self.columns - 1, self.column + max(1, number))
        elif final == "D":
            self.column = max(0, self.column - max(1, number))
        elif final == "K":
            del line[self.column :]
        elif final == "J" and number == 0:
            del line[self.column :]
            del self.lines[self.row + 1 :]
        elif final == "J" and number == 2:
            self.lines[top:] = [[] for _ in self.lines[top:]]
        elif final == "H":
            down, _, across = arguments.partition(";")
            self._to(top + int(down or 1) - 1, int(across or 1) - 1)
        elif final == "n" and number == 6:
            self.asked += 1

    def _to(self, row: int, column: int) -> None:
        while len(self.lines) <= row:
            self.lines.append([])
        self.row, self.column = row, column


class Terminal:
    """`command` in a terminal of `columns` by `rows`; `out` redirects its standard output to a file. The terminal
    `answers` where its cursor is, as all but the oldest do."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        environment: Mapping[str, str],
        columns: int = 80,
        rows: int = 40,
        out: int | None = None,
        answers: bool = True,
    ) -> None:
        self._answers = answers
        self.screen = Screen(columns, rows)
        self.raw = ""
        self._rest = ""
        self._end, far_end = os.openpty()
        fcntl.ioctl(far_end, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.process = subprocess.Popen(
            command,
            stdin=far_end,
            stdout=far_end if out is None else out,
            stderr=far_end,
            env={**measured(), **environment},
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(far_end)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._end)  # who is still there is told so (SIGHUP)
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def type(self, keys: str) -> None:
        data = keys.encode()
        while data:
            self._read(0.0)
            if select.select([], [self._end], [], 0.05)[1]:
                data = data[os.write(self._end, data[:512]) :]

    def until(self, seen: Callable[[str], bool] | str) -> str:
        """The screen, once `seen` is true of it, or is its last line."""
        wanted = seen if callable(seen) else lambda text: f"\n{text}".endswith(f"\n{seen}")
        deadline = time.monotonic() + PATIENCE
        while not wanted(self.screen.text):
            if time.monotonic() > deadline or not self._read(0.1):
                raise AssertionError(f"{seen!r} did not come:\n{self.screen.text}")
        return self.screen.text

    def resize(self, columns: int, rows: int) -> None:
        """Gives the window another size, as somebody does who drags its corner; lines are not wrapped anew."""
        self.screen.columns, self.screen.rows = columns, rows
        fcntl.ioctl(self._end, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def leave(self) -> int:
        """The exit status, once the program has ended."""
        deadline = time.monotonic() + PATIENCE
        while self._read(0.1) and self.process.poll() is None:
            if time.monotonic() > deadline:
                raise AssertionError(f"it did not leave:\n{self.screen.text}")
        return self.process.wait(timeout=PATIENCE)

    def _read(self, seconds: float) -> bool:
        """Draws what has come; False where the program has let go of the terminal."""
        if not select.select([self._end], [], [], seconds)[0]:
            return True
        try:
            data = os.read(self._end, 65_536)
        except OSError:  # how Linux says that the far end is closed
            return False
        text = data.decode("utf-8", errors="replace")
        self.raw += text
        self._rest = self.screen.feed(self._rest + text)
        for _ in range(self.screen.asked if self._answers else 0):
            os.write(self._end, "\x1b[{};{}R".format(*self.screen.place).encode())
        self.screen.asked = 0
        return bool(data)
