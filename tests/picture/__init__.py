"""The picture of a chat in README.md: a session of the program itself, drawn by rich.

`python -m tests.picture` makes `chat.svg` anew; a test says when it is stale.
"""

from __future__ import annotations

import io
import re
import shlex
import sys
import tempfile
from itertools import groupby
from pathlib import Path
from xml.etree import ElementTree

import pyte
from rich.console import Console
from rich.style import Style
from rich.text import Text

from tests.qa.terminal_screen import Terminal

__all__ = ["COLUMNS", "PICTURE", "QUESTIONS", "drawn", "lines_of", "session"]

ROOT = Path(__file__).parents[2]
PICTURE = Path(__file__).parent / "chat.svg"

COMMAND = "qa --theme dark --top 2"
QUESTIONS = ("which products will Alibaba sell?", "and when?", "berapa harga Indomie?")

COLUMNS = 80
ROWS = 60  # more than the session takes: nothing scrolls
_CELL = 12.2  # the width of a character in a picture of rich's


def session() -> list[Text]:
    """What somebody new sees who asks `QUESTIONS`, line by line, in its colours; without the last prompt."""
    with tempfile.TemporaryDirectory() as home:
        environment = {
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(ROOT),
            "HOME": home,
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm-256color",
            "PROMPT_TOOLKIT_NO_CPR": "1",
        }
        program = shlex.join([sys.executable, "-m"])
        command = ["sh", "-c", f"cd {shlex.quote(str(ROOT))} && exec {program} {COMMAND}"]
        with Terminal(command, environment=environment, columns=COLUMNS, rows=ROWS) as terminal:
            seen = terminal.until(lambda screen: screen.endswith("\n>"))
            for question in QUESTIONS:
                terminal.type(f"{question}\r")
                before = len(seen) + len(question)
                seen = terminal.until(
                    lambda screen, length=before: len(screen) > length + 3 and screen.endswith("\n>")
                )
            raw, count = terminal.raw, len(seen.splitlines()) - 1
    screen = pyte.Screen(COLUMNS, ROWS)
    pyte.Stream(screen).feed(raw)
    lines = [_line(screen, row) for row in range(count)]
    while lines and not lines[-1].plain:
        lines.pop()
    return [Text(f"$ {COMMAND}", Style(bold=True)), *lines]


def drawn(lines: list[Text]) -> str:
    """`lines` as an SVG picture that names no font to fetch."""
    console = Console(
        record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor"
    )
    for line in lines:
        console.print(line, soft_wrap=True)
    svg = console.export_svg(title="kutip", unique_id="kutip")
    svg = re.sub(r"\s*@font-face \{.*?\}(?=\s)", "", svg, flags=re.DOTALL)
    # Some viewers drop blanks at the start of a piece of text.
    svg = svg.replace("<svg ", '<svg xml:space="preserve" ', 1)
    return svg.replace("Fira Code, monospace", "ui-monospace, Menlo, Consolas, monospace")


def lines_of(svg: str) -> list[str]:
    """The lines of text in a picture."""
    rows: dict[int, str] = {}
    for element in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):
        place = re.search(r"-line-(\d+)\)$", element.get("clip-path", ""))
        if place is not None:
            row, column = int(place[1]), round(float(element.get("x", "0")) / _CELL)
            text = (element.text or "").replace("\xa0", " ")
            rows[row] = rows.get(row, "").ljust(column) + text
    return [rows.get(row, "").rstrip() for row in range(max(rows) + 1)]


def _line(screen: pyte.Screen, row: int) -> Text:
    cells = (screen.buffer[row][column] for column in range(COLUMNS))
    line = Text()
    for style, alike in groupby(cells, _style):
        line.append("".join(cell.data for cell in alike), style)
    line.rstrip()
    return line


def _style(cell: pyte.screens.Char) -> Style:
    return Style(color=_colour(cell.fg), bold=cell.bold or None, underline=cell.underscore or None)


def _colour(name: str) -> str | None:
    """A colour as rich calls it: pyte says "brown" for yellow, and of others than the first eight RRGGBB."""
    if name == "default":
        return None
    if re.fullmatch(r"[0-9a-f]{6}", name):
        return f"#{name}"
    return name.replace("brown", "yellow").replace("bright", "bright_")
