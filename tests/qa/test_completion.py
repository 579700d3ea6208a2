"""The scripts in the shells they are for; one that is not installed is skipped."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminal_screen import Terminal

from qa.completion import script
from qa.options import QA, QA_INDEX, SHELLS

PROMPT = "shell> "
EMPTY = "\x15\r"  # what is on the line goes, whatever it was

STARTS = {
    "bash": ["bash", "--noprofile", "--norc", "-i"],
    "zsh": ["zsh", "-f", "-i"],
}
SET_UP = {
    "bash": "source ./completion\r",
    "zsh": "unsetopt prompt_sp; autoload -U compinit; compinit -u -D; source ./completion\r",
}


def needs(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed here")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("completion")
    (path / "library").mkdir()
    (path / "news article.txt").touch()
    (path / "questions.txt").touch()
    return path


@pytest.fixture(scope="module", params=sorted(STARTS))
def shell(request: pytest.FixtureRequest, folder: Path) -> Iterator[Terminal]:
    """A shell at a terminal, in `folder`, that has read its script."""
    name: str = request.param
    needs(name)
    (folder / "completion").write_text(script(name), encoding="utf-8")
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(folder), "TERM": "xterm", "LC_ALL": "C.UTF-8", "PS1": PROMPT,
        "INPUTRC": os.devnull, "BASH_SILENCE_DEPRECATION_WARNING": "1",
    }  # fmt: skip
    with Terminal(STARTS[name], environment=environment, columns=160) as terminal:
        terminal.until(PROMPT.rstrip())
        terminal.type(f"cd {folder}; PS1='ready> '; {SET_UP[name]}")
        terminal.until("ready>")
        yield terminal


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("qa --jso", "qa --json "),
        ("qa --theme da", "qa --theme dark "),
        ("qa --theme=li", "qa --theme=light "),
        ("qa -q what? --show", "qa -q what? --show-config "),
        ("qa --no-r", "qa --no-reader "),
        ("qa --completion zs", "qa --completion zsh "),
        ("qa new", "qa news\\ article.txt "),
        ("qa --questions que", "qa --questions questions.txt "),
        ("qa --index lib", "qa --index library/"),
        ("qa --index que", "qa --index que"),
        ("qa --column que", "qa --column que"),
        ("qa-index bui", "qa-index build "),
        ("qa-index build new", "qa-index build news\\ article.txt "),
        ("qa-index build questions.txt -o lib", "qa-index build questions.txt -o library/"),
        ("qa-index build --no-l", "qa-index build --no-latent "),
        ("qa-index verify lib", "qa-index verify library/"),
        ("qa-index remove que", "qa-index remove que"),
        ("qa-index evaluate que", "qa-index evaluate questions.txt "),
        ("qa-index info --docu", "qa-index info --documents "),
    ],
)
def test_a_line_is_completed(shell: Terminal, typed: str, completed: str) -> None:
    shell.type(f"{EMPTY}{typed}\tX")
    shell.until(f"ready> {completed}X")


def test_all_that_is_possible_is_listed(shell: Terminal) -> None:
    def listed(screen: str) -> set[str]:
        return set(f"{screen}\n{shell.screen.below}".split())  # zsh lists below the line, bash above the next

    shell.type(f"{EMPTY}qa --theme \t\t")
    shell.until(lambda screen: {"auto", "dark", "light", "none"} <= listed(screen))
    shell.type(f"{EMPTY}qa-index \t\t")
    shell.until(lambda screen: {part.name for part in QA_INDEX.commands} <= listed(screen))


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("qa --th", ["--theme"]),
        ("qa --theme ", ["auto", "dark", "light", "none"]),
        ("qa --theme=li", ["--theme=light"]),
        ("qa --no-", ["--no-cache", "--no-reader"]),
        ("qa new", ["news article.txt"]),
        ("qa --index ", ["library/"]),
        ("qa --column que", []),
        ("qa-index ", [part.name for part in QA_INDEX.commands]),
        ("qa-index build --no-l", ["--no-latent"]),
        ("qa-index build questions.txt -o ", ["library/"]),
        ("qa-index verify ", ["library/"]),
        ("qa-index remove que", []),
        ("qa-index evaluate que", ["questions.txt"]),
    ],
)
def test_fish_completes_too(folder: Path, typed: str, offered: list[str]) -> None:
    needs("fish")
    (folder / "completion").write_text(script("fish"), encoding="utf-8")
    done = subprocess.run(
        ["fish", "--no-config", "-c", "source ./completion; complete -C $argv[1]", typed],
        capture_output=True,
        encoding="utf-8",
        cwd=folder,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8"},
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(line.split("\t")[0] for line in done.stdout.splitlines()) == sorted(offered)


@pytest.mark.parametrize("name", SHELLS)
def test_every_flag_and_command_is_in_every_script(name: str) -> None:
    text = script(name)
    for command in (QA, QA_INDEX, *QA_INDEX.commands):
        assert command.name in text
        for option in command.options:
            for flag in option.flags:
                assert (
                    f"-l {flag[2:]}" in text if name == "fish" and flag.startswith("--") else flag[1:] in text
                )
            assert all(choice in text for choice in option.choices)


def test_another_shell_is_an_error() -> None:
    with pytest.raises(ValueError, match="'tcsh'"):
        script("tcsh")
