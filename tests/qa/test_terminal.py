from __future__ import annotations

import base64
import os
import re
import stat
import sys
from pathlib import Path

import pytest
from terminal_screen import Terminal
from wcwidth import wcswidth

SESSION = Path(__file__).with_name("fake_session.py")
ROOT = SESSION.parents[2]
GREETING = """\
Pasar Ikan Baru Dibuka (9 sentences, Indonesian)
Ask in English or Indonesian. /help lists the commands; Ctrl-D leaves.
"""
NEVER = "3600"  # seconds a slow search takes


def session(
    home: Path,
    *,
    seconds: str = "0",
    out: int | None = None,
    columns: int = 80,
    answers: bool = True,
    **more: str,
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
        [sys.executable, str(SESSION), seconds],
        environment=environment,
        out=out,
        columns=columns,
        answers=answers,
    )


def answered(text: str) -> bool:
    """The prompt is there again, with its line empty."""
    return text.endswith("\n\n>")


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


COLOUR = re.compile(r"\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])[;m]")


@pytest.mark.parametrize(
    ("more", "theme", "coloured"),
    [({}, "auto", True), ({}, "dark", True), ({}, "none", False), ({"NO_COLOR": "1"}, "dark", False)],
)
def test_no_color_is_obeyed(tmp_path: Path, more: dict[str, str], theme: str, coloured: bool) -> None:
    with session(tmp_path, **more) as terminal:
        terminal.until(">")
        terminal.type(f"/set theme {theme}\r")
        terminal.until(lambda text: f"theme: {theme}" in text and answered(text))
        before = len(terminal.raw)
        terminal.type("what taman\r")
        terminal.until(lambda text: "akan menjadi taman." in text and answered(text))
        assert bool(COLOUR.search(terminal.raw[before:])) is coloured
        assert "\x1b[1m" in terminal.raw[before:] or "\x1b[1;" in terminal.raw[before:]


def test_an_indonesian_locale_is_greeted_in_indonesian(tmp_path: Path) -> None:
    with session(tmp_path, LANG="id_ID.UTF-8") as terminal:
        terminal.until(
            lambda text: "Pasar Ikan Baru Dibuka (9 kalimat, Indonesia)" in text and text.endswith("\n>")
        )


def test_what_goes_wrong_is_told_in_the_language_spoken(tmp_path: Path) -> None:
    (tmp_path / "data.bin").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "table.csv").write_text("id,kalimat\n1,Ikan.\n", encoding="utf-8")
    with session(tmp_path, LANG="id_ID.UTF-8", columns=120) as terminal:
        terminal.until(">")
        for line, said in (
            ("/load ~/none.txt", "berkas atau folder ini tidak ada; periksa ejaannya"),
            ("/load ~/data.bin", "bukan teks melainkan data biner; ubah dahulu menjadi teks biasa"),
            ("/load ~/table.csv", "yang ada: id, kalimat; sebutkan satu dengan --column"),
            ("/load ~/table.csv --column kalimat", "dimuat. Kini ada 2 dokumen, 10 kalimat."),
            ("/set tema", "Tidak ada setelan tema. Maksudnya theme?"),
            ("/lang en", "kutip speaks English from now on."),
            ("/load ~/none.txt", "no such file or folder; check the spelling"),
        ):
            terminal.type(f"{line}\r")
            terminal.until(
                lambda text, line=line, said=said: (
                    said in " ".join(text.rpartition(f"> {line}")[2].split()) and text.endswith("\n>")
                )
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


# ------------------------------------------------------------------------------ key by key, at fixed sizes

COMMANDS_SHOWN = {
    40: """\
> /set theme dark
theme: dark

> /why 9
There is no quote 9; the last answer
shows 1 to 2.
""",
    80: """\
> /set theme dark
theme: dark

> /why 9
There is no quote 9; the last answer shows 1 to 2.
""",
}
COMMANDS_SHOWN[160] = COMMANDS_SHOWN[80]
TOOLBARS = {
    40: r"1 document · 9 sentences · \d+ ms",
    80: r"1 document · 9 sentences · English · words\+meaning\+reader · \d+ ms",
}
TOOLBARS[160] = TOOLBARS[80]


@pytest.mark.parametrize("columns", [40, 80, 160])
def test_a_transcript_at_each_size(tmp_path: Path, columns: int) -> None:
    with session(tmp_path, columns=columns) as terminal:
        terminal.until(">")
        terminal.type("which tuna?\r")
        shown = terminal.until(answered)
        assert shown.endswith(
            "> which tuna?\n"
            " 1 ┃ Pedagang menjual tuna, cakalang dan\n   ┃ udang.\n"
            "     pasar.txt · line 8 · almost certain\n"
            "\n"
            " 2   Harga tuna turun.\n     line 8 · almost certain\n"
            "\n>"
            if columns == 40
            else "> which tuna?\n"
            " 1 ┃ Pedagang menjual tuna, cakalang dan udang.\n"
            "     pasar.txt · line 8 · almost certain\n"
            "\n"
            " 2   Harga tuna turun.  line 8 · almost certain\n"
            "\n>"
        )
        terminal.until(lambda _: bool(re.fullmatch(TOOLBARS[columns], terminal.screen.below)))
        terminal.type("/set theme dark\r")
        terminal.until(lambda text: "theme: dark" in text and answered(text))
        terminal.type("/why 9\r")
        terminal.until(lambda text: text.endswith(f"\n{COMMANDS_SHOWN[columns]}\n>"))
        assert all(len(line) <= columns for line in terminal.screen.text.splitlines())
        terminal.type("\x04")
        assert terminal.leave() == 0


@pytest.mark.parametrize("columns", [40, 160])
def test_an_indonesian_transcript(tmp_path: Path, columns: int) -> None:
    with session(tmp_path, columns=columns, LANG="id_ID.UTF-8") as terminal:
        terminal.until(">")
        terminal.type("/why\r")
        terminal.until("> /why\nAjukan pertanyaan dahulu.\n\n>")
        terminal.type("harga tuna\r")
        terminal.until(lambda text: "baris 8 · hampir pasti" in text and answered(text))
        terminal.type("/lang en\r")
        terminal.until("> /lang en\nkutip speaks English from now on.\n\n>")
        terminal.type("siapa xyzzy\r")
        shown = terminal.until(lambda text: "occur" in text and answered(text))
        said = shown.rpartition("> siapa xyzzy\n")[2].removesuffix("\n\n>").replace("\n", " ")
        assert said == "The article does not say: 'siapa' and 'xyzzy' occur nowhere in it."
        terminal.until(lambda _: terminal.screen.below.startswith("1 document · 9 sentences"))


def test_a_command_is_completed_and_explained(tmp_path: Path) -> None:
    with session(tmp_path) as terminal:
        terminal.until(">")
        terminal.type("/sou")
        terminal.until(lambda _: "the documents: title, author, date, size" in terminal.screen.below)
        terminal.type("\t")
        terminal.until(lambda text: text.endswith("> /sources"))
        terminal.type("\r")
        terminal.until(lambda text: "9 sentences, 10 lines" in text and answered(text))


def test_a_file_is_loaded_by_a_completed_path_and_forgotten_by_its_completed_name(tmp_path: Path) -> None:
    (tmp_path / "toko roti.txt").write_text("Harga Roti Naik\n\nRoti kini lima ribu.\n")
    (tmp_path / ".hidden").touch()
    with session(tmp_path) as terminal:
        terminal.until(">")
        terminal.type("/load ~/")
        terminal.until(lambda _: "toko roti.txt" in terminal.screen.below)
        assert ".hidden" not in terminal.screen.below
        terminal.type("\t")
        terminal.until(lambda text: text.endswith("> /load ~/toko roti.txt"))
        terminal.type("\r")
        terminal.until(
            lambda text: "Now 2 documents, 11 sentences." in " ".join(text.split()) and answered(text)
        )
        terminal.until(lambda _: terminal.screen.below.startswith("2 documents · 11 sentences"))
        terminal.type("/forget roti")
        terminal.until(lambda _: "toko roti.txt" in terminal.screen.below)
        terminal.type("\t\r")
        terminal.until(
            lambda text: "Now 1 document, 9 sentences." in " ".join(text.split()) and answered(text)
        )


def test_a_name_of_the_documents_is_completed(tmp_path: Path) -> None:
    with session(tmp_path) as terminal:
        terminal.until(">")
        terminal.type("who is Sari\t")
        terminal.until(lambda text: text.endswith("> who is Sari Dewi"))
        terminal.type("\r")
        terminal.until(lambda text: "Sari Dewi - Harian Pagi" in text and answered(text))


def test_the_history_is_searched_backwards(tmp_path: Path) -> None:
    with session(tmp_path) as terminal:
        terminal.until(">")
        for question in ("what taman", "what tuna", "what udang"):
            terminal.type(f"{question}\r")
            terminal.until(lambda text, typed=question: f"> {typed}\n" in text and answered(text))
        terminal.type("\x12ta")
        terminal.until("(reverse-i-search)`ta': what taman")
        terminal.type("\r")
        terminal.until(lambda text: text.endswith("> what taman"))
        terminal.type("\x03")
        terminal.until("> what taman\n>")


def test_vi_keys_edit_the_line(tmp_path: Path) -> None:
    with session(tmp_path) as terminal:
        terminal.until(">")
        terminal.type("/set keys vi\r")
        terminal.until("> /set keys vi\nkeys: vi\n\n>")
        terminal.type("what xyzzy")
        terminal.until("> what xyzzy")
        terminal.type("\x1b")
        terminal.until(lambda _: terminal.screen.below.startswith("[N] 1 document"))
        terminal.type("bcwtaman")
        terminal.until("> what taman")
        terminal.type("\r")
        terminal.until(lambda text: "akan menjadi taman." in text and answered(text))


def test_a_resized_window_is_drawn_anew(tmp_path: Path) -> None:
    with session(tmp_path, columns=100) as terminal:
        terminal.until(">")
        terminal.type("which tuna")
        terminal.until(lambda _: "words+meaning" in terminal.screen.below)
        terminal.resize(40, 20)
        terminal.until(lambda _: terminal.screen.below.strip() == "1 document · 9 sentences · English")
        terminal.type("?\r")
        terminal.until(lambda text: "cakalang dan\n   ┃ udang.\n" in text and answered(text))


def test_a_quote_is_copied_opened_and_the_chat_written(tmp_path: Path) -> None:
    pager = tmp_path / "less"
    pager.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/opened\necho PAGED\n')
    pager.chmod(0o700)
    with session(tmp_path, PAGER=str(pager)) as terminal:
        terminal.until(">")
        terminal.type("which tuna?\r")
        terminal.until(answered)
        terminal.type("/copy 2\r")
        terminal.until(lambda text: "~/.local/state/kutip/copied.txt" in text and answered(text))
        clip = re.search(r"\x1b\]52;c;([^\x07]+)\x07", terminal.raw)
        assert clip is not None
        assert base64.b64decode(clip[1]).decode().startswith("“Harga tuna turun.”\n— ")
        terminal.type("/open\r")
        terminal.until(lambda text: "PAGED" in text and answered(text))
        assert re.fullmatch(r"\+\d+g \S+/pasar\.txt\n", (tmp_path / "opened").read_text())
        terminal.type("/export ~/chat.html\r")
        terminal.until(lambda text: "Written: ~/chat.html" in text and answered(text))
        assert "<mark>tuna</mark>" in (tmp_path / "chat.html").read_text()
        terminal.type("/clear\r")
        terminal.until("The next question stands by itself.\n\n>")
        assert "PAGED" not in "\n".join(map("".join, terminal.screen.lines[-40:]))
        terminal.type("/why\r")
        terminal.until(lambda text: "Ask something first." in text and answered(text))


def test_a_dumb_terminal_can_do_what_needs_no_screen(tmp_path: Path) -> None:
    with session(tmp_path, TERM="dumb", columns=40) as terminal:
        terminal.until(">")
        terminal.type("which tuna?\r")
        terminal.until(answered)
        for line, said in (
            ("/copy", "Copied to ~/.local/state/kutip/copied.t"),
            ("/open", "/open needs a terminal that can show a"),
            ("/clear", "The next question stands by itself."),
            ("/set keys vi", "keys: vi"),
        ):
            terminal.type(f"{line}\r")
            terminal.until(lambda text, said=said: said in text and answered(text))
        terminal.type("\x03")
        terminal.until(lambda text: text.endswith("Ctrl-D leaves.\n>"))
        terminal.type("\x04")
        assert terminal.leave() == 0
        assert "\x1b" not in terminal.raw


def test_a_terminal_that_does_not_tell_where_its_cursor_is(tmp_path: Path) -> None:
    with session(tmp_path, answers=False) as terminal:
        terminal.until(">")
        terminal.type("what taman\r")
        terminal.until(lambda text: "akan menjadi taman." in text and answered(text))
        terminal.type("\x04")
        assert terminal.leave() == 0


def test_right_to_left_text_keeps_its_order_and_its_numbers_apart(tmp_path: Path) -> None:
    (tmp_path / "חדשות.txt").write_text("שוק הדגים נפתח היום בעיר\n\nמחיר הטונה ירד 5 אחוזים.\n")
    with session(tmp_path, columns=200) as terminal:
        terminal.until(">")
        terminal.type("/load ~/חדשות.txt\r")
        terminal.until(lambda text: "Now 2 documents" in " ".join(text.split()) and answered(text))
        terminal.type("what הטונה\r")
        shown = terminal.until(lambda text: "almost certain" in " ".join(text.split()) and answered(text))
        assert " 1 ┃ מחיר הטונה ירד 5 אחוזים.\n" in shown
        assert f"\u2068{tmp_path}/חדשות.txt\u2069 · line 3 · almost certain" in " ".join(shown.split())


WIDE = "魚の市場が開いた。マグロの値段が下がった。市長がリボンを切った。" * 2
COMBINING = "ร้านกาแฟเปิดวันนี้ที่ตลาดปลาใหม่ในเมืองนี้และทุกคนก็ดีใจมากจริงๆ"


def test_wide_and_combining_characters_stay_in_their_lines(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"tuna {WIDE}\n\ntuna {COMBINING}\n\ntuna re\u0301sume\u0301\n")
    with session(tmp_path, columns=40) as terminal:
        terminal.until(">")
        terminal.type("/load ~/a.txt\r")
        terminal.until(lambda text: "Now 2 documents" in " ".join(text.split()) and answered(text))
        terminal.type("/top 5\r")
        terminal.until(lambda text: "from now on: 5." in text and answered(text))
        terminal.type("what tuna\r")
        shown = terminal.until(
            lambda text: " ".join(text.split()).count("almost certain") == 5 and answered(text)
        )
        answer = shown.rpartition("> what tuna\n")[2]
        assert all(wcswidth(line) <= 40 for line in answer.splitlines())
        # Whatever the terminal itself had to wrap would begin in the first column.
        assert all(line[:1] in ("", " ") for line in answer.splitlines()[:-1])
        for text in (WIDE, COMBINING, "re\u0301sume\u0301"):
            assert text.replace(" ", "") in re.sub(r"[\s┃]", "", answer)
