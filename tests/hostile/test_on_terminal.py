"""What of an article, a title, or a file's name reaches a terminal: the real program, in a terminal of its own."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import terminal_screen
from hypothesis import given
from hypothesis import strategies as st
from terminal_screen import Terminal

import index
from qa.visible import visible

ROOT = Path(index.__file__).parents[1]
ATTACKS = (
    "\x1b]52;c;Q09QSUVE\x07",  # sets the clipboard
    "\x1b]0;JUDUL\x07",  # sets the title
    "\x1b]8;;http://x.id\x1b\\",  # a link
    "\x1b[2J\x1b[1;1H",  # clears the screen
    "\x1b[6n",  # asks where the cursor is, and the terminal types the answer
    "\x1bP+q544e\x1b\\",  # asks for a capability
    "\x1b[20l\x1b[?1049h",  # another screen
    "\x9b31m\x9d0;J\x9c\x90q\x9c",  # the same in one character each
    "\x85\x84\x8d",  # moves the cursor
    "\r\x08\x08\x7f\x0e\x05",  # goes back over what stands there
    "\u202edetik\u202c\u2066a\u2069",  # turns the order round
    "\ud800\udc1b[2J",  # surrogates
    "[bold]x[/bold] [link=http://x.id]y[/link]",  # markup of the library that draws
)
NAME = "a\x1b[2Jb\x1b]0;N\x07\u202ec\nd.txt"
# What the program itself writes: colours, clearing, moves of the cursor, modes; and nothing else, in no other spelling.
_OWN = re.compile(
    r"\x1b\[[\d;]*m|\x1b\[[\d;]*[JKABCDGH]|\x1b\[\?(?:1|7|12|25|2004)[hl]|\x1b\[>?\d*[mu]|\x1b\[6 q|\x1b\[\d q"
)


def article() -> str:
    paragraphs = (
        f"Menteri {attack} Rudiantara mengatakan harga kopi {attack} naik {number} persen, kata Budi{attack} Santoso."
        for number, attack in enumerate(ATTACKS)
    )
    head = f"Harga{ATTACKS[0]} kopi {ATTACKS[4]}naik\nBudi{ATTACKS[1]} Santoso - detik{ATTACKS[7]}Finance\n"
    return f"{head}Senin, 14 Okt 2018 15:14 WIB\n\n" + "\n\n".join(paragraphs)


def harmless(raw: str) -> None:
    """Nothing but what the program itself writes can steer; every attack stands there to be read, or is gone."""
    rest = _OWN.sub("", raw)
    for character in rest:
        assert character in "\r\n\x08" or unicodedata.category(character) not in ("Cc", "Cs"), (
            f"{character!r} in {rest[max(0, rest.index(character) - 60) :][:120]!r}"
        )
        assert unicodedata.bidirectional(character) not in {
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        }
    for command in ("\x1b]", "\x1bP", "\x1b_", "\x1b^", "\x1bX", "\x1b[6n", "\x1b[2J", "\x1b[?1049h", "\x07"):
        assert command not in raw, repr(command)


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real program loads its model, which takes long on a busy machine."""
    monkeypatch.setattr(terminal_screen, "PATIENCE", 300)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    path = tmp_path / NAME
    path.write_bytes(article().encode("utf-8", "surrogatepass"))
    return path


def program(home: Path, arguments: Sequence[str], module: str = "qa") -> Terminal:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "PROMPT_TOOLKIT_NO_CPR": "1",
    }
    return Terminal([sys.executable, "-m", module, *arguments], environment=environment, columns=100)


def test_a_chat_about_it(hostile: Path, tmp_path: Path) -> None:
    with program(tmp_path, ["--no-reader", "--no-cache", str(hostile)]) as terminal:
        terminal.until(">")
        for typed in (
            "berapa persen harga kopi naik?", "/why 1", "/quote 1", "/more", "/sources", "siapa penulisnya?",
            "dan kapan?", "what did he say?", "/xyz", "/quote 99",
        ):  # fmt: skip
            before = terminal.screen.text.count("\n>")
            terminal.type(f"{typed}\r")
            terminal.until(lambda text, before=before: text.count("\n>") > before and text.endswith("\n>"))
        terminal.type("\x04")
        assert terminal.leave() == 0
        assert "␛" in terminal.screen.text
        harmless(terminal.raw)


@pytest.mark.parametrize(
    "question", ["berapa persen harga kopi naik?", "siapa penulisnya?", "who is the CEO of Tokopedia?"]
)
def test_one_question_about_it(hostile: Path, tmp_path: Path, question: str) -> None:
    with program(tmp_path, ["--no-reader", "--no-cache", "-q", question, str(hostile)]) as terminal:
        assert terminal.leave() in (0, 1)
        harmless(terminal.raw)
        assert "kopi" in terminal.screen.text


def test_messages_about_files_of_such_names(hostile: Path, tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.pdf").write_bytes(b"%PDF-1.4 " + article().encode("utf-8", "surrogatepass"))
    (tmp_path / f"{NAME}.csv").write_text(f'"{ATTACKS[1]}",b\n1,2\n')
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr(f"{ATTACKS[0]}.txt", article().encode("utf-8", "surrogatepass"))
        archive.writestr(f"{ATTACKS[1]}.pdf", b"%PDF")
    paths = [str(path) for path in tmp_path.iterdir()] + [
        f"{tmp_path}/absent{ATTACKS[0]}",
        f"{ATTACKS[3]}*.txt",
    ]
    with program(
        tmp_path, ["--no-reader", "--no-cache", "-q", "kopi?", "--column", ATTACKS[1], *paths]
    ) as terminal:
        terminal.leave()
        harmless(terminal.raw)
    with program(
        tmp_path, ["build", *paths, "-o", str(tmp_path / ATTACKS[1])], module="qa.index_cli"
    ) as terminal:
        terminal.leave()
        harmless(terminal.raw)


@given(st.text(st.characters()))
def test_one_character_for_one_and_none_that_steers(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    for character in shown:
        assert unicodedata.category(character) not in ("Cc", "Cs", "Co", "Zl", "Zp")
        assert unicodedata.bidirectional(character) not in {
            "LRE",
            "RLE",
            "LRO",
            "RLO",
            "PDF",
            "LRI",
            "RLI",
            "FSI",
            "PDI",
        }
    assert visible(shown) == shown


def test_what_is_hidden_is_shown_and_what_scripts_need_stays() -> None:
    assert visible("a\U000e0041b\U000e007f\ue000\ufff9") == "a\ufffdb\ufffd\ufffd\ufffd"
    assert visible("\u200d\u200c\u00ad") == "\u200d\u200c\u00ad"
