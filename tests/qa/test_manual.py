from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import qa
from qa import cli, index_cli
from qa.manual import PAGES, page, screen, write_pages
from qa.options import QA, QA_INDEX, Command
from qa.settings import SETTINGS

DATA = Path(qa.__file__).parent / "data"
COMMANDS = (QA, QA_INDEX, *QA_INDEX.commands)


def rendered(text: str) -> str:
    """What `man` shows of a page, without its bold and underlined letters."""
    if shutil.which("man") is None:
        pytest.skip("man is not installed here")
    done = subprocess.run(
        ["man", "--warnings=all", "--local-file", "-"],
        input=text,
        capture_output=True,
        encoding="utf-8",
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "MANWIDTH": "80", "MANPAGER": "cat"},
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def words(text: str) -> str:
    return " ".join(text.split())


# ------------------------------------------------------------------------------------------- on one screen


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_the_help_fits_a_screen(command: Command) -> None:
    lines = screen(command).splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80
    assert lines[0] == f"usage: {command.usage}"


def test_the_help_names_everything() -> None:
    for command in COMMANDS:
        text = screen(command)
        for option in command.options:
            if option.prints != "help":
                assert (option.flags[-1] if option.flags else option.metavar) in text or option.minor
                assert not option.minor or option.flags[0] in text
    for part in QA_INDEX.commands:
        assert f"\n  {part.usage.removeprefix('qa-index ')}" in screen(QA_INDEX)


def test_the_help_shows_how_it_is_used() -> None:
    for command in (QA, QA_INDEX):
        assert all(f"\n  {line}\n" in screen(command) for line, _ in command.examples)


Said = pytest.CaptureFixture[str]


@pytest.mark.parametrize("main", [cli.main, index_cli.main])
@pytest.mark.parametrize(
    ("flag", "begins"), [("--help", "usage: "), ("--man", ".TH QA"), ("--version", "kutip")]
)
def test_both_commands_explain_themselves(
    main: Callable[[list[str]], int], flag: str, begins: str, capsys: Said
) -> None:
    assert main([flag]) == 0
    said = capsys.readouterr()
    assert said.out.startswith(begins)
    assert said.err == ""


def test_a_part_of_a_command_has_a_help_of_its_own(capsys: Said) -> None:
    assert index_cli.main(["build", "--help"]) == 0
    assert capsys.readouterr().out == screen(QA_INDEX.commands[0])


# ------------------------------------------------------------------------------------------- as a page


@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_pages_that_are_shipped_are_not_stale(name: str) -> None:
    shipped = (DATA / name).read_text(encoding="utf-8")
    assert shipped == page(PAGES[name]), "python -m qa.manual writes them anew"


def test_the_pages_are_written_by_one_command(tmp_path: Path) -> None:
    write_pages(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(PAGES)
    assert all((tmp_path / name).read_text(encoding="utf-8") == page(PAGES[name]) for name in PAGES)


def test_the_page_of_qa_is_read_as_it_was_meant() -> None:
    shown = rendered(page(QA))
    flowing = words(shown)
    for option in QA.options:
        value = f" {option.metavar}" if option.metavar and option.flags else option.metavar
        assert f"{', '.join(option.flags)}{value}" in flowing
        assert words(option.detail) in flowing
    for setting in SETTINGS:
        assert f"{setting.name} {setting.summary()}." in flowing
    for line, about in QA.examples:
        assert f"\n           {line}\n" in shown  # to be copied as it stands
        assert about in flowing
    assert QA.status in flowing


def test_the_page_of_qa_index_tells_of_every_command() -> None:
    flowing = words(rendered(page(QA_INDEX)))
    for part in QA_INDEX.commands:
        assert words(f"{part.name} {part.about}") in flowing
        assert part.usage in flowing


@pytest.mark.skipif(shutil.which("mandoc") is None, reason="mandoc is not installed here")
@pytest.mark.parametrize("name", sorted(PAGES))
def test_mandoc_finds_nothing_wrong(name: str) -> None:
    done = subprocess.run(
        ["mandoc", "-T", "lint", "-W", "warning"],
        input=page(PAGES[name]),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    problems = [line for line in done.stdout.splitlines() if "missing date" not in line]  # it would go stale
    assert problems == []
