"""A process that is told to end does, with the signal's status, nothing said, and its terminal as it was before.
KUTIP_KILLS sets at how many moments of a question `-m slow` tells it."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import index

ROOT = str(Path(index.__file__).parents[1])
QA = [sys.executable, "-m", "qa", "--no-reader"]
MOMENTS = int(os.environ.get("KUTIP_KILLS", "16"))
STATUS = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGHUP: 129}

signals = pytest.mark.parametrize("number", list(STATUS), ids=lambda number: number.name)


def environment(**variables: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": ROOT, "TERM": "xterm", **variables}


@signals
def test_between_two_questions(number: signal.Signals) -> None:
    running = subprocess.Popen(
        [*QA, "--questions", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write(b"which products will Alibaba sell?\n")
    running.stdin.flush()
    assert running.stdout.readline().endswith(b"\n")
    running.send_signal(number)
    out, err = running.communicate(timeout=60)
    assert running.returncode == STATUS[number]
    assert err == b""
    assert out == b"" or out.endswith(b"\n")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_one_that_was_ignored_from_the_start_still_is(number: signal.Signals) -> None:
    """As under nohup."""
    ignored = f"import signal, sys; signal.signal({int(number)}, signal.SIG_IGN)"
    code = f"{ignored}; from qa.cli import main; sys.exit(main())"
    running = subprocess.Popen(
        [sys.executable, "-c", code, "--no-reader", "--questions", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
        text=True,
    )
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write("which products will Alibaba sell?\n")
    running.stdin.flush()
    assert running.stdout.readline()
    running.send_signal(number)
    out, _ = running.communicate("which products will Alibaba sell?\n", timeout=60)
    assert (running.returncode, "Alibaba" in out) == (0, True)


@pytest.mark.parametrize("moments", [3, pytest.param(MOMENTS, marks=pytest.mark.slow)])
@signals
def test_at_any_moment_of_one_question(number: signal.Signals, moments: int) -> None:
    """Once kutip's own code is at work, the status is the signal's, or the answer is whole; never half a line, never
    a traceback, also where a library that is being loaded takes the signal for an error of its own."""
    code = (
        "import os, qa.cli, sys\n"
        "parse = qa.cli._parse\n"
        "def begun(*given):\n    os.write(2, b'begun\\n')\n    return parse(*given)\n"
        "qa.cli._parse = begun\n"
        "sys.exit(qa.cli.main())\n"
    )
    command = [sys.executable, "-c", code, "--no-reader", "--json", "-q", "which products will Alibaba sell?"]
    began = time.monotonic()
    assert subprocess.run(command, env=environment(), capture_output=True).returncode == 0
    longest = time.monotonic() - began
    ended = set()
    for step in range(moments):
        running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment())
        assert running.stderr is not None
        assert running.stderr.readline() == b"begun\n"
        time.sleep(longest * step / moments)
        running.send_signal(number)
        out, err = running.communicate(timeout=60)
        assert running.returncode in (0, STATUS[number], -number), err  # the last, once all is done
        assert err == b""
        assert out == b"" or (out.startswith(b"{") and out.endswith(b"}\n"))
        assert out or running.returncode
        ended.add(running.returncode)
    assert STATUS[number] in ended


class Terminal:
    """`qa` on a terminal of its own, which hangs up when it is closed."""

    def __init__(self, *arguments: str, **variables: str) -> None:
        self.child, self.primary = pty.fork()
        if not self.child:
            os.execve(sys.executable, [*QA, *arguments], environment(**variables))
        self.said = b""

    def until(self, expected: bytes, seconds: float = 60) -> None:
        """Reads until `expected` is on the terminal."""
        before, end = len(self.said), time.monotonic() + seconds
        while expected not in self.said[before:]:
            assert time.monotonic() < end, self.said[-2000:]
            if select.select([self.primary], [], [], 0.2)[0]:
                chunk = os.read(self.primary, 65536)
                if b"\x1b[6n" in chunk:  # where is the cursor?
                    os.write(self.primary, b"\x1b[1;1R")
                self.said += chunk

    def type(self, line: str) -> None:
        os.write(self.primary, line.encode() + b"\r")

    def attributes(self) -> list[Any]:
        return termios.tcgetattr(self.primary)

    def status(self) -> int:
        """Of the process, once it has ended."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if self.primary >= 0 and select.select([self.primary], [], [], 0)[0]:
                with contextlib.suppress(OSError):
                    self.said += os.read(self.primary, 65536)
            ended, status = os.waitpid(self.child, os.WNOHANG)
            if ended:
                self.child = 0
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.02)
        raise AssertionError("does not end")

    def hang_up(self) -> None:
        os.close(self.primary)
        self.primary = -1

    def close(self) -> None:
        if self.primary >= 0:
            self.hang_up()
        if self.child:
            os.kill(self.child, signal.SIGKILL)
            os.waitpid(self.child, 0)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    made = Terminal(XDG_STATE_HOME=str(tmp_path / "state"))
    yield made
    made.close()


PROMPT = b"\x1b[?2004h"  # the terminal is told that a line is being typed


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
@pytest.mark.parametrize("moment", ["loading", "typing", "searching"])
def test_a_chat_gives_the_terminal_back(terminal: Terminal, number: signal.Signals, moment: str) -> None:
    before = terminal.attributes()
    if moment == "loading":
        end = time.monotonic() + 60
        while terminal.attributes() == before and time.monotonic() < end:  # until keys are not echoed
            time.sleep(0.01)
    else:
        terminal.until(PROMPT)
        if moment == "searching":
            terminal.type("which products will Alibaba sell?")
            time.sleep(0.05)
    os.kill(terminal.child, number)
    assert terminal.status() == STATUS[number]
    assert terminal.attributes() == before
    assert b"Traceback" not in terminal.said
    assert b"Error" not in terminal.said


def test_a_terminal_that_hangs_up_ends_the_chat(terminal: Terminal) -> None:
    terminal.until(PROMPT)
    terminal.hang_up()
    assert terminal.status() == STATUS[signal.SIGHUP]


def test_what_a_chat_keeps_is_cleared_away_and_spoiled_under_it(terminal: Terminal, tmp_path: Path) -> None:
    """Its history, and the encodings of what it has read: the chat goes on, and keeps them again."""
    cache = Path(os.environ["XDG_CACHE_HOME"], "kutip")
    terminal.until(PROMPT)
    terminal.type("which products will Alibaba sell?")
    terminal.until(PROMPT)
    folder = tmp_path / "state" / "kutip"
    assert "Alibaba" in (folder / "history").read_text()
    shutil.rmtree(tmp_path / "state")
    terminal.type("who wrote this?")
    terminal.until(PROMPT)
    assert "who wrote this?" in (folder / "history").read_text()
    assert (folder / "history").stat().st_mode & 0o777 == 0o600
    for number, spoil in enumerate((delete, block, corrupt)):
        spoil(cache)
        path = tmp_path / f"{number}.txt"
        path.write_text(f"Kuda zebra zzq{number} makan rumput di padang. Gajah minum air.")
        terminal.type(f"/load {path}")
        terminal.until(PROMPT)
        terminal.type(f"apa yang dimakan zebra zzq{number}?")
        terminal.until(b"rumput")
        terminal.until(PROMPT)
    assert b"Traceback" not in terminal.said
    os.write(terminal.primary, b"\x04")
    assert terminal.status() == 0


def delete(cache: Path) -> None:
    shutil.rmtree(cache, ignore_errors=True)


def block(cache: Path) -> None:
    delete(cache)
    cache.write_text("no folder")


def corrupt(cache: Path) -> None:
    """Every entry there is, and one that is no entry."""
    cache.unlink()
    (cache / "encodings").mkdir(parents=True)
    (cache / "encodings" / "zzq.bin").write_bytes(os.urandom(1000))
    for entry in (cache / "encodings").iterdir():
        entry.write_bytes(os.urandom(1000))
