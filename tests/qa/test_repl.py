from __future__ import annotations

import dataclasses
import io
import os
import signal
import stat
import termios
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from chat_session import Session
from fake_retriever import FakeRetriever
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document as Typed
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from index.document import Document
from index.errors import ReadError
from qa.repl import greeting, history_path, run
from qa.steps import begin
from qa.terminal import ChatCompleter, Prompt, QuestionHistory, one_line
from qa.waiting import Interrupts, cancellable, keys_unseen, patience, status


@pytest.fixture
def keys() -> Iterator[PipeInput]:
    with create_pipe_input() as source:
        yield source


def prompt(folder: Path, keys: PipeInput) -> Prompt:
    return Prompt(
        folder / "history",
        warn=pytest.fail,
        state=lambda: begin(FakeRetriever()),
        environment={},
        source=keys,
        screen=DummyOutput(),
    )


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("what tuna\r", "what tuna"),
        ("what\x1b[200~ tuna\r\nharga\n\n\x1b[201~\r", "what tuna harga"),
        ("a\x1b[200~\n\x1b[201~b\r", "ab"),
        ("what tuna\x01so \r", "so what tuna"),
        ("\r", ""),
        ("\x1b[200~" + "x" * 30_000 + "\x1b[201~\r", "x" * 30_000),
    ],
)
def test_keys_make_a_line(tmp_path: Path, keys: PipeInput, typed: str, line: str) -> None:
    keys.send_text(typed)
    assert prompt(tmp_path, keys).read() == line


def test_surrogates_do_not_leave_the_prompt(tmp_path: Path, keys: PipeInput) -> None:
    keys.send_bytes(b"a\xff\r")
    assert prompt(tmp_path, keys).read() == "a\ufffd"


def test_ctrl_c_and_ctrl_d(tmp_path: Path, keys: PipeInput) -> None:
    asked = prompt(tmp_path, keys)
    keys.send_text("half\x03")
    with pytest.raises(KeyboardInterrupt):
        asked.read()
    assert asked.typed == "half"
    keys.send_text("\x03")
    with pytest.raises(KeyboardInterrupt):
        asked.read()
    assert asked.typed == ""
    keys.send_text("\x04")
    with pytest.raises(EOFError):
        asked.read()


def test_ctrl_d_in_a_line_does_not_leave(tmp_path: Path, keys: PipeInput) -> None:
    keys.send_text("tuna\x01\x04\r")
    assert prompt(tmp_path, keys).read() == "una"


def test_the_line_before_comes_back_with_the_up_key(tmp_path: Path, keys: PipeInput) -> None:
    first = prompt(tmp_path, keys)
    keys.send_text("what tuna\r")
    first.read()
    keys.send_text("\x1b[A\r")
    assert first.read() == "what tuna"


def test_history_outlives_the_session(tmp_path: Path) -> None:
    path = tmp_path / "new" / "state" / "history"
    QuestionHistory(path, warn=pytest.fail).store_string("apa «ini» \udcff?")
    assert list(QuestionHistory(path, warn=pytest.fail).load_history_strings()) == ["apa «ini» ??"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_history_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    path = tmp_path / "history"
    path.touch(mode=0o644)
    QuestionHistory(path, warn=pytest.fail)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_history_that_cannot_be_written_warns_once(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    problems: list[str] = []
    history = QuestionHistory(tmp_path / "file" / "history", warn=problems.append)
    history.store_string("one")
    history.store_string("two")
    assert list(history.load_history_strings()) == []
    assert len(problems) == 1


def test_a_very_long_line_is_not_kept(tmp_path: Path) -> None:
    history = QuestionHistory(tmp_path / "history", warn=pytest.fail)
    history.store_string("x" * 100_000)
    history.store_string("short")
    assert list(history.load_history_strings()) == ["short"]


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert "\n" not in line
    assert "\r" not in line
    assert "".join(line.split()) == "".join(text.split())


def test_one_line_keeps_a_line_as_it_is() -> None:
    assert one_line("  tuna  di ") == "  tuna  di "


@pytest.mark.parametrize(
    ("environment", "path"),
    [
        ({"HOME": "/home/a"}, "/home/a/.local/state/kutip/history"),
        ({"HOME": "/home/a", "XDG_STATE_HOME": "/s"}, "/s/kutip/history"),
        ({"HOME": "/home/a", "XDG_STATE_HOME": "relative"}, "/home/a/.local/state/kutip/history"),
        ({"HOME": "/home/a", "XDG_STATE_HOME": ""}, "/home/a/.local/state/kutip/history"),
    ],
)
def test_history_path(environment: dict[str, str], path: str) -> None:
    assert history_path(environment) == Path(path)


def test_greeting() -> None:
    retriever = FakeRetriever()
    assert greeting(retriever, "en").splitlines() == [
        "Pasar Ikan Baru Dibuka (9 sentences, Indonesian)",
        "Ask in English or Indonesian. /help lists the commands; Ctrl-D leaves.",
    ]
    retriever.documents = [*retriever.documents, Document("b.txt", "b", language="en")]
    assert greeting(retriever, "id").splitlines()[0] == "2 dokumen, 9 kalimat (Indonesia, Inggris)"
    assert "\x1b" not in greeting(FakeRetriever("\x1b[31mMerah\nBaris."), "en")


def test_greeting_without_documents_says_how_to_load_one() -> None:
    retriever = FakeRetriever()
    retriever.remove(["pasar.txt"])
    assert greeting(retriever, "en") == "Nothing is loaded; /load PATH reads documents."


def test_a_chat_needs_a_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(ReadError, match="ask with -q"):
        run(FakeRetriever(), environment={})


def offered(retriever: FakeRetriever, typed: str, *asked: str) -> list[str]:
    """What the menu holds for `typed`, after some questions."""
    session = Session(retriever)
    for question in asked:
        session.type(question)
    found = ChatCompleter(lambda: session.state).get_completions(Typed(typed), CompleteEvent())
    return [one.text for one in found]


def test_names_of_a_stored_library_are_those_of_the_documents_quoted_and_of_some_others() -> None:
    retriever = FakeRetriever()
    retriever.put("kopi.txt", "Rina Hartati bicara. Ini Rina Hartati.")
    retriever.folder = "library"
    assert offered(retriever, "siapa Rin")[0] == "Rina Hartati"
    assert offered(retriever, "siapa Sar", "harga tuna")[0] == "Sari Dewi"


def test_the_menu_follows_what_is_loaded() -> None:
    retriever = FakeRetriever()
    session = Session(retriever)
    completer = ChatCompleter(lambda: session.state)

    def names() -> list[str]:
        return [one.text for one in completer.get_completions(Typed("siapa Rin"), CompleteEvent())]

    assert names() == []
    other = FakeRetriever("Rina Hartati bicara. Ini Rina Hartati.")
    session.state = dataclasses.replace(session.state, retriever=other)
    assert names()[0] == "Rina Hartati"


def test_paths_are_offered_and_hidden_ones_only_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / "toko.txt").touch()
    (tmp_path / ".toko").touch()
    assert offered(FakeRetriever(), f"/load {tmp_path}/") == ["toko.txt"]
    assert offered(FakeRetriever(), f"/load {tmp_path}/.") == ["toko"]


def test_cancellable_gives_back_what_the_work_gives() -> None:
    assert cancellable(lambda: 7) == 7
    with pytest.raises(ValueError, match="no"):
        cancellable(lambda: int("no"))


def test_waiting_is_told_only_of_slow_work() -> None:
    told = threading.Event()
    assert cancellable(lambda: told.wait(60), waiting=told.set)
    assert cancellable(lambda: 7, waiting=lambda: pytest.fail("not slow")) == 7


def test_an_interrupt_does_not_wait_for_the_work() -> None:
    never = threading.Event()
    with Interrupts() as interrupts, pytest.raises(KeyboardInterrupt), interrupts.heard():
        cancellable(never.wait, waiting=lambda: signal.raise_signal(signal.SIGINT))
    never.set()


def test_an_interrupt_elsewhere_is_not_heard() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Interrupts() as interrupts:
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt), interrupts.heard():
            signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


def test_keys_are_echoed_again_after_the_wait() -> None:
    ours, theirs = os.openpty()
    with open(theirs, encoding="utf-8") as terminal:

        def echoes() -> bool:
            return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)

        assert echoes()
        with keys_unseen(terminal):
            assert not echoes()
        assert echoes()
    os.close(ours)


def test_a_status_is_wiped_and_silent_off_a_terminal() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    for stream, written in ((Terminal(), "\rwait\r    \r"), (io.StringIO(), "")):
        with status("wait", stream) as show:
            show()
        assert stream.getvalue() == written


def test_patience_says_nothing_of_quick_work() -> None:
    stream = io.StringIO()
    with patience("wait", stream):
        pass
    assert stream.getvalue() == ""
