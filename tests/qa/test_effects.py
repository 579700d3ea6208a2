from __future__ import annotations

import base64
import fcntl
import os
import stat
import struct
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fake_retriever import ARTICLE, FakeRetriever

from index.document import Document, Sentence
from qa.effects import Clear, Copy, Open, Surroundings, Write, perform, state_folder

TUNA = 6  # the sentence on line 8 of the article
RECORDER = """\
#!{python}
import pathlib, sys
pathlib.Path({record!r}).write_text(repr(sys.argv[1:]) + "\\n" + pathlib.Path(sys.argv[-1]).read_text())
"""


@pytest.fixture
def terminal() -> Iterator[tuple[Callable[[], str], object]]:
    """A pseudo-terminal of 120 columns: what has been written to it, and the stream to write to."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 120, 0, 0))

    def written() -> str:
        return os.read(ours, 65_536).decode()

    with open(theirs, "w", encoding="utf-8") as stream:
        yield written, stream
    os.close(ours)


@pytest.fixture
def program(tmp_path: Path) -> tuple[str, Path]:
    """A program that notes its arguments and the file it is given, and where it notes them."""
    record = tmp_path / "record"
    path = tmp_path / "less"
    path.write_text(RECORDER.format(python=sys.executable, record=str(record)))
    path.chmod(0o700)
    return str(path), record


def article(folder: Path) -> Sentence:
    path = folder / "pasar.txt"
    path.write_text(ARTICLE)
    return FakeRetriever(name=str(path)).sentences[TUNA]


@pytest.mark.parametrize("variable", ["VISUAL", "EDITOR"])
def test_an_editor_opens_the_file_at_the_line(terminal, program, tmp_path: Path, variable: str) -> None:  # type: ignore[no-untyped-def]
    editor, record = program
    sentence = article(tmp_path)
    around = Surroundings(
        terminal[1], {"TERM": "xterm", variable: f"{editor} -x", "PATH": os.environ["PATH"]}
    )
    assert perform(Open(sentence), around, language="en") == ""
    assert record.read_text() == f"['-x', '+8', {sentence.document.name!r}]\n{ARTICLE}"


@pytest.mark.parametrize(
    ("editor", "arguments"),
    [("code", ["--goto", "{path}:8"]), ("hx", ["{path}:8"]), ("nano", ["+8", "{path}"])],
)
def test_each_editor_is_told_the_line_in_its_own_way(editor: str, arguments: list[str]) -> None:
    from qa.effects import _editing

    assert _editing(f"/usr/bin/{editor}", "/a b.txt", 8) == [
        f"/usr/bin/{editor}",
        *(argument.format(path="/a b.txt") for argument in arguments),
    ]
    assert _editing("'", "/a.txt", 8) == []


def changed(sentence: Sentence) -> None:
    Path(sentence.document.name).write_text("\n\n" + ARTICLE)


def gone(sentence: Sentence) -> None:
    Path(sentence.document.name).unlink()


@pytest.mark.parametrize("meanwhile", [changed, gone])
def test_a_pager_shows_what_is_no_longer_in_the_file(terminal, program, tmp_path: Path, meanwhile) -> None:  # type: ignore[no-untyped-def]
    pager, record = program
    sentence = article(tmp_path)
    meanwhile(sentence)
    environment = {"TERM": "xterm", "EDITOR": "false", "PAGER": pager, "PATH": os.environ["PATH"]}
    assert perform(Open(sentence), Surroundings(terminal[1], environment), language="en") == ""
    arguments, *shown = record.read_text().splitlines()
    assert arguments.startswith("['+5g', ")
    assert arguments.endswith("/pasar.txt']")
    assert shown[8] == ">  8  Pedagang menjual tuna, cakalang dan udang. Harga tuna turun."
    assert shown[10] == "  10  Pasar lama akan menjadi taman."
    assert len(shown) == 11


def test_a_pager_gets_nothing_that_steers_it(terminal, program) -> None:  # type: ignore[no-untyped-def]
    pager, record = program
    document = Document("../\x1b[2J", "Satu.\x1b]0;x\x07\n" + "kata " * 60)
    around = Surroundings(terminal[1], {"TERM": "xterm", "PAGER": pager, "PATH": os.environ["PATH"]})
    perform(Open(Sentence(document, 0, 5, 0, 0)), around, language="en")
    shown = record.read_text()
    assert not set(shown) & set("\x1b\x07")
    assert max(map(len, shown.splitlines()[1:])) <= 100


def test_a_program_that_fails_is_named(terminal) -> None:  # type: ignore[no-untyped-def]
    sentence = FakeRetriever().sentences[TUNA]
    for pager, problem in (("/no/such", "No such file or directory"), ("false", "exit 1")):
        around = Surroundings(terminal[1], {"TERM": "xterm", "PAGER": pager, "PATH": os.environ["PATH"]})
        assert perform(Open(sentence), around, language="en") == f"{pager} did not show it: {problem}"


@pytest.mark.parametrize("kind", ["dumb", ""])
def test_nothing_is_opened_where_nothing_can_be_shown(terminal, kind: str) -> None:  # type: ignore[no-untyped-def]
    sentence = FakeRetriever().sentences[TUNA]
    for stream in (terminal[1], None):
        said = perform(Open(sentence), Surroundings(stream, {"TERM": kind}), language="id")
        assert said == "/open perlu terminal yang bisa menampilkan halaman; pakai /context."


def test_a_copy_goes_to_the_clipboard_and_to_a_private_file(terminal, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    written, stream = terminal
    around = Surroundings(stream, {"TERM": "xterm", "HOME": str(tmp_path)})
    text = "“Harga tuna turun.”\n— pasar.txt"
    said = perform(Copy(text), around, language="en")
    assert said == "Copied, for terminals with a clipboard; also in ~/.local/state/kutip/copied.txt"
    assert written() == f"\x1b]52;c;{base64.b64encode(text.encode()).decode()}\x07"
    kept = state_folder(around.environment) / "copied.txt"
    assert kept.read_text() == f"{text}\n"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


@pytest.mark.parametrize("kind", ["dumb", "linux", None])
def test_without_a_clipboard_a_copy_goes_to_the_file_alone(
    terminal, tmp_path: Path, kind: str | None
) -> None:  # type: ignore[no-untyped-def]
    written, stream = terminal
    around = Surroundings(stream if kind else None, {"TERM": kind or "xterm", "HOME": str(tmp_path)})
    assert perform(Copy("x"), around, language="en") == "Copied to ~/.local/state/kutip/copied.txt"
    stream.write("end")
    stream.flush()
    assert written() == "end"


def test_tmux_is_handed_the_copy(terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    tmux = tmp_path / "tmux"
    tmux.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/arguments\ncat > {tmp_path}/buffer\n')
    tmux.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    environment = {"TERM": "tmux-256color", "TMUX": "x", "HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    assert "clipboard" in perform(Copy("naïf"), Surroundings(terminal[1], environment), language="en")
    assert (tmp_path / "arguments").read_text() == "load-buffer -w -\n"
    assert (tmp_path / "buffer").read_bytes() == "naïf".encode()


def test_a_file_is_written_over_only_on_purpose(tmp_path: Path) -> None:
    path = str(tmp_path / "a.md")
    around = Surroundings(None, {})
    assert perform(Write(path, "one"), around, language="id") == f"Ditulis: {path}"
    with pytest.raises(FileExistsError):
        perform(Write(path, "two"), around, language="en")
    assert Path(path).read_text() == "one"
    perform(Write(path, "three \udcff", again=True), around, language="en")
    assert Path(path).read_text() == "three ?"


def test_a_screen_is_emptied_but_not_a_dumb_one(terminal) -> None:  # type: ignore[no-untyped-def]
    written, stream = terminal
    for kind in ("dumb", "xterm"):
        assert perform(Clear(), Surroundings(stream, {"TERM": kind}), language="en") == ""
    assert perform(Clear(), Surroundings(None, {"TERM": "xterm"}), language="en") == ""
    assert written() == "\x1b[2J\x1b[H"


def test_a_pager_that_is_no_command_line_is_not_what_shows(terminal, tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    less = tmp_path / "less"
    less.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/arguments\n')
    less.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    sentence = FakeRetriever().sentences[TUNA]
    environment = {"TERM": "xterm", "PAGER": "less '", "PATH": os.environ["PATH"]}
    assert perform(Open(sentence), Surroundings(terminal[1], environment), language="en") == ""
    assert (tmp_path / "arguments").read_text() == "+5g\n"


def test_a_copy_that_terminals_would_cut_goes_to_the_file_alone(terminal, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    written, stream = terminal
    around = Surroundings(stream, {"TERM": "xterm", "HOME": str(tmp_path)})
    text = "x" * 60_000
    assert perform(Copy(text), around, language="en") == "Copied to ~/.local/state/kutip/copied.txt"
    assert (state_folder(around.environment) / "copied.txt").read_text() == f"{text}\n"
    stream.write("end")
    stream.flush()
    assert written() == "end"


def test_a_huge_file_is_not_given_to_an_editor(terminal, program, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    shower, record = program
    sentence = article(tmp_path)
    os.truncate(sentence.document.name, 65 * 1024 * 1024)
    environment = {"TERM": "xterm", "EDITOR": "false", "PAGER": shower, "PATH": os.environ["PATH"]}
    assert perform(Open(sentence), Surroundings(terminal[1], environment), language="en") == ""
    assert record.read_text().splitlines()[9].startswith(">  8  Pedagang menjual tuna")
