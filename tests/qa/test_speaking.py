"""Everything that index and qa say is in the catalogue: the code is walked, not a list of messages."""

from __future__ import annotations

import argparse
import ast
import errno
import os
import pickle
import re
import string
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import index
import qa
from index import errors
from index.errors import ReadError
from index.message import Message, foreign
from qa import cli, index_cli, indonesian_files
from qa.manual import screen
from qa.mistakes import TEMPLATES, recognised
from qa.options import QA, QA_INDEX, Command
from qa.settings import SETTINGS
from qa.speaking import catalogue, translated

PACKAGES = [Path(package.__path__[0]) for package in (index, qa)]
FILES = [path for package in PACKAGES for path in sorted(package.rglob("*.py"))]
SAID = {"Message", *(name for name in errors.__all__)}
COMMANDS = (QA, QA_INDEX, *QA_INDEX.commands)


def placeholders(template: str) -> list[tuple[str, str, str]]:
    """Each placeholder with how it is converted and formatted, in alphabetical order."""
    parts = string.Formatter().parse(template)
    return sorted(
        (name, conversion or "", spec or "") for _, name, spec, conversion in parts if name is not None
    )


def spoken(path: Path) -> Iterator[tuple[ast.Call, ast.expr]]:
    """Every call in a file that makes a message or an error of kutip's, with its template."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Name)
            and call.func.id in SAID
            and call.args
        ):
            yield call, call.args[0]


def templates() -> Iterator[tuple[str, str]]:
    """Every template in the code, with where it stands."""
    for path in FILES:
        for call, template in spoken(path):
            if isinstance(template, ast.Constant) and isinstance(template.value, str):
                yield template.value, f"{path.name}:{call.lineno}"


def help_texts() -> Iterator[str]:
    for command in COMMANDS:
        yield from (command.about, command.status)
        if command in QA_INDEX.commands:
            yield command.summary
        for option in command.options:
            yield from (option.about, option.without)
    for setting in SETTINGS:
        yield from (setting.about, setting.without)


def test_an_error_carries_a_template_and_never_a_text_made_elsewhere() -> None:
    """An f-string cannot be looked up. What is passed on is a message already, or one of these."""
    passed_on = {"error.message", "error.message.mapped(shown)", "problems[0]", "template", "text"}
    passed_on |= {
        "_nothing(problems)",
        "_trouble(path, error)",
        "_no_column(name, column, list(seen))",
        "self.template",
    }
    for path in FILES:
        for call, template in spoken(path):
            where = f"{path.name}:{call.lineno}: {ast.unparse(template)}"
            assert isinstance(template, ast.Constant) or ast.unparse(template) in passed_on, where


def test_every_template_is_worded_in_indonesian_with_the_same_placeholders() -> None:
    found = dict(templates())
    assert len(found) > 200
    assert {template: place for template, place in found.items() if template not in catalogue()} == {}
    for template, worded in catalogue().items():
        if template in found and placeholders(template):
            assert placeholders(worded) == placeholders(template), template


def test_a_call_gives_the_values_its_template_names() -> None:
    for path in FILES:
        for call, template in spoken(path):
            if isinstance(template, ast.Constant) and all(keyword.arg for keyword in call.keywords):
                given = {keyword.arg for keyword in call.keywords}
                named = {name for name, *_ in placeholders(template.value)} if call.keywords else set()
                assert given == named, f"{path.name}:{call.lineno}"


def test_everything_the_help_says_is_worded_in_indonesian() -> None:
    assert {text for text in help_texts() if text and text not in catalogue()} == set()


def test_the_catalogue_holds_nothing_that_nobody_says() -> None:
    told = {template for template, _ in templates()} | set(help_texts()) | set(TEMPLATES)
    texts = {
        node.value
        for path in FILES
        if not path.name.startswith("indonesian_")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    unsaid = set(catalogue()) - told - texts - set(indonesian_files.SYSTEM)
    assert unsaid == set()


def test_no_two_parts_of_the_catalogue_word_a_template_differently() -> None:
    from qa import indonesian_commands, indonesian_help, indonesian_libraries

    parts = (
        indonesian_files.FILES,
        indonesian_libraries.INDEXES,
        indonesian_libraries.CLUSTERS,
        indonesian_files.FILTERS,
        indonesian_files.SYSTEM,
        indonesian_commands.COMMANDS,
        indonesian_help.HELP,
    )
    assert sum(map(len, parts)) == len(catalogue())


def test_what_the_operating_system_says_of_files_is_known() -> None:
    for number in (
        errno.ENOENT,
        errno.ENOTDIR,
        errno.EISDIR,
        errno.EACCES,
        errno.EPERM,
        errno.EROFS,
        errno.ENOSPC,
        errno.ENAMETOOLONG,
        errno.ELOOP,
        errno.EIO,
        errno.EADDRINUSE,
    ):
        said = foreign(os.strerror(number).lower())
        assert translated(said, "id") != said


def test_argparse_says_nothing_that_is_not_recognised() -> None:
    """Walks the source of argparse as it is installed: its words are not kutip's to choose."""
    source = Path(argparse.__file__).read_text(encoding="utf-8")
    said = {
        node.args[0].value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("_", "ngettext")
        and isinstance(node.args[0], ast.Constant)
    }
    programmers = re.compile(
        r"usage: |options$|positional|show this|%\(prog\)s|.*must start with|mutually|dest=|conflicting|.*__call__"
        r"|argument \"-\"|'required'|invalid conflict_res|cannot (?:merge|have)|.*not callable|option '|command '"
    )
    asserted = 0
    for text in said:
        # What is told to the programmer, or is part of argparse's own help, which kutip does without.
        if programmers.match(text):
            continue
        filled = re.sub(r"%\(\w+\)[rs]|%[rs]", "'x'", text).rstrip("\n")
        assert recognised(filled).template != "{text}", text
        asserted += 1
    assert asserted >= 8


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_indonesian_help_fits_a_screen(command: Command) -> None:
    lines = screen(command, "id").splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80
    assert lines[0] == f"pemakaian: {command.usage}"


# ----------------------------------------------------------------------------------------- messages


def test_a_message_is_its_english_text_and_keeps_what_it_is_made_of() -> None:
    message = Message("{name}: more than {most:,} tags; save it as plain text", name="a.docx", most=4_000_000)
    assert message == "a.docx: more than 4,000,000 tags; save it as plain text"
    assert translated(message, "id") == "a.docx: lebih dari 4.000.000 tag; simpan sebagai teks biasa"
    assert translated(message, "en") == translated(message, "de") == message
    assert translated("nobody's message", "id") == "nobody's message"


def test_a_value_is_never_taken_for_a_template() -> None:
    hostile = Message("{name}: not open; name a file instead of -", name="{name.__class__} {0} {")
    assert (
        translated(hostile, "id") == "{name.__class__} {0} {: tidak terbuka; sebutkan berkas sebagai ganti -"
    )
    assert str(ReadError("a {brace} that was read")) == "a {brace} that was read"


def test_an_error_comes_back_whole_from_another_process() -> None:
    error = pickle.loads(
        pickle.dumps(ReadError("{name}: larger than {most}; split it into smaller files", name="a", most=3))
    )
    assert str(error) == "a: larger than 3; split it into smaller files"
    assert translated(error.message, "id") == "a: lebih besar dari 3; bagi menjadi berkas yang lebih kecil"


# ----------------------------------------------------------------------------------------- on the command line

Said = pytest.CaptureFixture[str]
Main = Callable[[list[str]], int]


@pytest.fixture(autouse=True)
def _indonesian(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "KUTIP_LANGUAGE", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "id_ID.UTF-8")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data.bin").write_bytes(bytes(range(256)) * 8)
    (tmp_path / "note.txt").write_text("Pasar buka pukul tujuh.\n", encoding="utf-8")


@pytest.mark.parametrize(
    ("main", "argv", "said"),
    [
        (
            cli.main,
            ["-q", "x", "none.txt"],
            "qa: none.txt: berkas atau folder ini tidak ada; periksa ejaannya",
        ),
        (
            cli.main,
            ["-q", "x", "data.bin"],
            "qa: data.bin: bukan teks melainkan data biner; ubah dahulu menjadi teks biasa",
        ),
        (cli.main, ["--jsn"], "qa: tidak ada opsi --jsn; maksudnya --json? (qa --help: daftar opsi)"),
        (cli.main, ["--zzzz"], "qa: argumen tidak dikenal: --zzzz (qa --help: daftar opsi)"),
        (cli.main, ["-q"], "qa: argumen -q: perlu satu nilai (qa --help: daftar opsi)"),
        (
            cli.main,
            ["--top", "none"],
            "qa: argumen --top: harus bilangan bulat dari 1 sampai 1,000,000,000,000, bukan 'none'"
            " (qa --help: daftar opsi)",
        ),
        (
            cli.main,
            ["--theme", "drak"],
            "qa: argumen --theme: harus auto, dark, light atau none, bukan 'drak' (qa --help: daftar opsi)",
        ),
        (
            cli.main,
            ["-q", "x", "--index", "none"],
            "qa: none: folder ini tidak ada; buat indeks dengan qa-index build",
        ),
        (
            cli.main,
            ["-q", "x", "--where", "date=soon", "note.txt"],
            "qa: where: date 'soon' bukan tanggal; tulis",
        ),
        (index_cli.main, ["biuld"], "qa-index: tidak ada perintah biuld; maksudnya build?"),
        (
            index_cli.main,
            ["xyzzy"],
            "qa-index: tidak ada perintah xyzzy, hanya build, add, remove, info, verify",
        ),
        (index_cli.main, ["build", "note.txt", "--ouput", "x"], "qa-index: argumen tidak dikenal: --ouput x"),
        (
            index_cli.main,
            ["add", "note.txt", "--indx", "x"],
            "qa-index: tidak ada opsi --indx; maksudnya --index?",
        ),
        (
            index_cli.main,
            ["build"],
            "qa-index: argumen ini wajib ada: PATH (qa-index --help: daftar perintah)",
        ),
    ],
)
def test_errors_are_told_in_indonesian(main: Main, argv: list[str], said: str, capsys: Said) -> None:
    assert main(argv) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith(said)
    assert captured.err.count("\n") == 1
    assert captured.out == ""


def test_a_locked_index_and_one_of_a_newer_format_are_told_in_indonesian(
    tmp_path: Path, capsys: Said
) -> None:
    import fcntl
    import sqlite3

    assert index_cli.main(["build", "note.txt", "-o", "library", "--no-model"]) == 0
    assert capsys.readouterr().out == "1 ditambah, 0 berubah, 0 tetap, 0 dihapus\n"
    with open(tmp_path / "library" / "lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert index_cli.main(["add", "note.txt", "--index", "library", "--no-model"]) == 2
    assert capsys.readouterr().err == (
        "qa-index: library/lock: proses lain sedang menulis ke indeks ini; coba lagi setelah selesai\n"
    )
    assert index_cli.main(["verify", "library"]) == 0
    assert capsys.readouterr().out == "utuh\n"
    assert index_cli.main(["info", "library"]) == 0
    assert "dokumen                  1\n" in capsys.readouterr().out
    with sqlite3.connect(tmp_path / "library" / "index.sqlite") as connection:
        connection.execute("PRAGMA user_version = 9")
    assert index_cli.main(["info", "library"]) == 2
    assert capsys.readouterr().err == (
        "qa-index: library/index.sqlite: ditulis dalam format 9 oleh kutip yang lebih baru, yang ini membaca 2;"
        " perbarui kutip\n"
    )


@pytest.mark.parametrize("argv", [["--language", "en"], ["--language=en"]])
def test_the_setting_comes_before_the_locale(argv: list[str], capsys: Said) -> None:
    assert cli.main([*argv, "-q", "siapa dia?", "none.txt"]) == 2
    assert capsys.readouterr().err == "qa: none.txt: no such file or folder; check the spelling\n"


def test_the_question_comes_before_the_locale(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cli.main(["-q", "who is the chairman of the company?", "none.txt"]) == 2
    assert capsys.readouterr().err == "qa: none.txt: no such file or folder; check the spelling\n"
    monkeypatch.setenv("LANG", "C.UTF-8")
    assert cli.main(["-q", "siapa nama ketua perusahaan itu?", "none.txt"]) == 2
    assert capsys.readouterr().err == "qa: none.txt: berkas atau folder ini tidak ada; periksa ejaannya\n"


def test_the_file_of_settings_says_the_language(
    capsys: Said, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LANG", "C.UTF-8")
    (tmp_path / ".config" / "kutip").mkdir(parents=True)
    (tmp_path / ".config" / "kutip" / "config.toml").write_text('language = "id"\n', encoding="utf-8")
    assert cli.main(["--help"]) == 0
    assert capsys.readouterr().out == screen(QA, "id")
    (tmp_path / ".config" / "kutip" / "config.toml").write_text("tpo = 3\n", encoding="utf-8")
    assert cli.main(["--language", "id", "--show-config"]) == 2
    assert capsys.readouterr().err.endswith(
        "config.toml, baris 1: tidak ada setelan bernama 'tpo'; maksudnya top?\n"
    )


def test_the_help_and_the_settings_are_told_in_indonesian(capsys: Said) -> None:
    assert index_cli.main(["build", "--help"]) == 0
    assert capsys.readouterr().out == screen(QA_INDEX.commands[0], "id")
    assert cli.main(["--show-config"]) == 0
    shown = capsys.readouterr().out
    assert "# Kutipan per jawaban, paling banyak (--top N, KUTIP_TOP)\ntop = 3  # bawaan\n" in shown
    assert cli.main(["--completion", "fish"]) == 0
    assert "jawab setiap baris FILE" in capsys.readouterr().out
