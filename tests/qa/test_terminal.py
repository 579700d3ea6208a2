from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest
from terminal_screen import Terminal

SESSION = Path(__file__).with_name("fake_session.py")
ROOT = SESSION.parents[2]
GREETING = """\
Pasar Ikan Baru Dibuka (9 sentences, Indonesian)
Ask in English or Indonesian. /help lists the commands; Ctrl-D leaves.
"""
NEVER = "3600"  # seconds a slow search takes


def session(
    home: Path, *, seconds: str = "0", out: int | None = None, columns: int = 80, **more: str
) -> Terminal:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(SESSION.parent)]),
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm",
        **more,
    }
    return Terminal(
        [sys.executable, str(SESSION), seconds], environment=environment, out=out, columns=columns
    )


def test_a_whole_session(tmp_path: Path) -> None:
    with session(tmp_path) as terminal:
        terminal.until(">")
        terminal.type("which tuna?\r")
        shown = terminal.until(lambda text: "Harga tuna turun." in text and text.endswith("\n\n>"))
        assert shown.startswith(f"{GREETING}> which tuna?\n")
        assert "Pedagang menjual tuna, cakalang dan udang." in shown
        terminal.type("/why\r")
        shown = terminal.until(lambda text: "-0.500" in text and text.endswith("\n\n>"))
        assert "tuna           tuna (same word)    0.50\n" in shown
        assert "place in the article     2.000  -0.500\n" in shown
        terminal.type("1\r")
        shown = terminal.until(lambda text: "pasar.txt:8" in text and text.endswith("\n\n>"))
        assert "> 8  Pedagang menjual tuna, cakalang dan udang.\n  8  Harga tuna turun.\n" in shown
        terminal.type("\x04")
        assert terminal.leave() == 0
        assert "Traceback" not in terminal.raw


def test_ctrl_c_drops_the_line_and_stays(tmp_path: Path) -> None:
    with session(tmp_path) as terminal:
        terminal.until(">")
        terminal.type("which xyz")
        terminal.until("> which xyz")
        terminal.type("\x03")
        terminal.until("> which xyz\n>")
        terminal.type("\x03")
        terminal.until("Ctrl-D leaves.\n>")
        terminal.type("\x03")
        terminal.until("Ctrl-D leaves.\n>\n>")
        terminal.type("what taman\r")
        terminal.until(lambda text: "akan menjadi taman." in text and text.endswith("\n\n>"))
        terminal.type("\x04")
        assert terminal.leave() == 0


def test_ctrl_c_drops_the_running_search_and_stays(tmp_path: Path) -> None:
    with session(tmp_path, seconds=NEVER) as terminal:
        terminal.until(">")
        terminal.type("what slow tuna\r")
        terminal.until("searching … (Ctrl-C cancels)")
        terminal.type("\x03")
        terminal.until("> what slow tuna\ncancelled\n>")
        terminal.type("/why\r")
        terminal.until("> /why\nAsk something first.\n\n>")
        terminal.type("what taman\r")
        terminal.until(lambda text: "akan menjadi taman." in text and text.endswith("\n\n>"))
        terminal.type("\x04")
        assert terminal.leave() == 0
        assert "Traceback" not in terminal.raw


def test_pasted_lines_are_one_question(tmp_path: Path) -> None:
    with session(tmp_path) as terminal:
        terminal.until(">")
        terminal.type("\x1b[200~what\r\n  taman\n\nlama\n\x1b[201~")
        terminal.until("> what taman lama")
        terminal.type("\r")
        terminal.until(lambda text: "akan menjadi taman." in text and text.endswith("\n\n>"))
        terminal.type("\x04")
        assert terminal.leave() == 0
    assert (tmp_path / ".local/state/kutip/history").read_text().endswith("\n+what taman lama\n")


def test_a_long_paste_is_answered(tmp_path: Path) -> None:
    with session(tmp_path) as terminal:
        terminal.until(">")
        terminal.type(f"\x1b[200~what taman {'xyz ' * 25_000}\x1b[201~\r")
        terminal.until(lambda text: "akan menjadi taman." in text and text.endswith("\n\n>"))
        terminal.type("\x04")
        assert terminal.leave() == 0


def test_the_history_is_private_and_kept(tmp_path: Path) -> None:
    state = tmp_path / "state"
    with session(tmp_path, XDG_STATE_HOME=str(state)) as terminal:
        terminal.until(">")
        terminal.type("what taman\r")
        terminal.until(lambda text: "akan menjadi taman." in text and text.endswith("\n\n>"))
        terminal.type("\x04")
        assert terminal.leave() == 0
    assert stat.S_IMODE((state / "kutip").stat().st_mode) == 0o700
    assert stat.S_IMODE((state / "kutip/history").stat().st_mode) == 0o600
    with session(tmp_path, XDG_STATE_HOME=str(state)) as terminal:
        terminal.until(">")
        terminal.type("\x12tam")
        terminal.until(lambda text: "what taman" in text.splitlines()[-1])
        terminal.type("\r\r")
        terminal.until(lambda text: "akan menjadi taman." in text and text.endswith("\n\n>"))


def test_a_history_that_cannot_be_kept_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder should be")
    with session(tmp_path, XDG_STATE_HOME=str(tmp_path / "state")) as terminal:
        terminal.until(lambda text: text.endswith("\n>"))
        for _ in range(2):
            terminal.type("what taman\r")
            terminal.until(lambda text: "akan menjadi taman." in text and text.endswith("\n\n>"))
        terminal.type("\x04")
        assert terminal.leave() == 0
        assert terminal.screen.text.replace("\n", "").count("are not kept") == 1


def test_answers_alone_go_to_a_redirected_output(tmp_path: Path) -> None:
    with (tmp_path / "answers").open("wb") as out, session(tmp_path, out=out.fileno()) as terminal:
        terminal.until(">")
        terminal.type("what taman\r")
        terminal.until("> what taman\n>")
        terminal.type("what xyz\r")
        terminal.until(lambda text: "occur nowhere" in text and text.endswith("\n>"))
        terminal.type("\x04")
        assert terminal.leave() == 0
    assert (tmp_path / "answers").read_bytes() == b"pasar.txt:10:Pasar lama akan menjadi taman.\n"


def test_a_dumb_terminal_gets_no_control_sequence(tmp_path: Path) -> None:
    with session(tmp_path, TERM="dumb") as terminal:
        terminal.until(">")
        terminal.type("what taman\r")
        terminal.until(lambda text: "akan menjadi taman." in text and text.endswith("\n\n>"))
        terminal.type("\x04")
        assert terminal.leave() == 0
        assert "\x1b" not in terminal.raw


@pytest.mark.parametrize(("more", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_no_color_is_obeyed(tmp_path: Path, more: dict[str, str], coloured: bool) -> None:
    with session(tmp_path, **more) as terminal:
        terminal.until(">")
        terminal.type("what taman\r")
        terminal.until(lambda text: "akan menjadi taman." in text and text.endswith("\n\n>"))
        assert any(f"\x1b[{code}m" in terminal.raw for code in ("32", "1;32", "1;4;32")) is coloured


def test_an_indonesian_locale_is_greeted_in_indonesian(tmp_path: Path) -> None:
    with session(tmp_path, LANG="id_ID.UTF-8") as terminal:
        terminal.until(
            lambda text: "Pasar Ikan Baru Dibuka (9 kalimat, Indonesia)" in text and text.endswith("\n>")
        )


def test_a_narrow_terminal_breaks_between_words(tmp_path: Path) -> None:
    with session(tmp_path, columns=40) as terminal:
        terminal.until(
            "Pasar Ikan Baru Dibuka (9 sentences,\n"
            "Indonesian)\n"
            "Ask in English or Indonesian. /help\n"
            "lists the commands; Ctrl-D leaves.\n"
            ">"
        )
