"""Every limit is a setting: below it a file is read whole, above it one line names the file and what was cut."""

from __future__ import annotations

import gzip
import random
from dataclasses import fields
from pathlib import Path

import pytest
from made import NEWS, read_all, zipped
from reportlab.pdfgen.canvas import Canvas

from index import ReadError
from index.limits import MB, Limits
from qa.settings import SETTINGS

CUE = "00:00:0{0},000 --> 00:00:0{0},500\nKalimat {0}.\n\n"


def printed(pages: int) -> bytes:
    canvas = Canvas("")
    for number in range(pages):
        canvas.drawString(72, 700, ("Kopi naik.", "Teh turun.", "Beras tetap.", "Gula habis.")[number])
        canvas.showPage()
    return bytes(canvas.getpdfdata())


def noise(size: int) -> str:
    """Letters that do not pack."""
    return random.Random(size).randbytes(size // 2).hex()


# The limit; a file that is within 3 of it, one that is not, and what is said of that one. Sizes count in thousands.
TRIED: dict[str, tuple[int, str, bytes, bytes, str]] = {
    "file_bytes": (3000, "a.txt", b"a" * 3000, b"a" * 3001, "larger than 3,000 bytes"),
    "unpacked_bytes": (
        3000,
        "a.zip",
        zipped({"a.txt": noise(2000)}),
        zipped({"a.txt": noise(2000), "b.txt": noise(2000)}),
        "unpacks to more than 3,000 bytes",
    ),
    "ratio": (
        3,
        "a.txt.gz",
        gzip.compress(noise(2 * MB).encode()),
        gzip.compress(b"kopi " * MB),
        "3 times its size",
    ),
    "entries": (
        3,
        "a.zip",
        zipped({f"{n}.txt": NEWS[0] for n in range(3)}),
        zipped({f"{n}.txt": NEWS[0] for n in range(4)}),
        "only the first 3 of 4 entries are read",
    ),
    "nesting": (
        1,
        "a.zip",
        zipped({"a.txt": NEWS[0]}),
        zipped({"a.zip": zipped({"a.txt": NEWS[0]}), "b.txt": NEWS[1]}),
        "packed 2 times, 1 at most are read",
    ),
    "page_characters": (
        3000,
        "a.html",
        f"<html><p>{NEWS[0]}</p></html>".encode(),
        f"<html><p>{NEWS[0]}</p><!--{'x' * 3000}--></html>".encode(),
        "3,000 bytes",
    ),
    "pages": (3, "a.pdf", printed(3), printed(4), "only the first 3 of 4 pages are read"),
    "rows": (
        3,
        "a.csv",
        b"text\n" + b"Kopi.\n" * 3,
        b"text\n" + b"Kopi.\n" * 4,
        "only the first 3 rows are read",
    ),
    "cues": (
        3,
        "a.srt",
        "".join(map(CUE.format, range(3))).encode(),
        "".join(map(CUE.format, range(4))).encode(),
        "only the first 3 cues are read",
    ),
}


def told(path: Path, data: bytes, limits: Limits) -> list[str]:
    try:
        return read_all(path, data, limits=limits)[1]
    except ReadError as error:
        return [str(error)]


@pytest.mark.parametrize("name", TRIED)
def test_what_a_limit_cuts_is_said(tmp_path: Path, name: str) -> None:
    limit, file, within, beyond, said = TRIED[name]
    path = tmp_path / file
    limits = Limits(**{name: limit})
    assert told(path, within, limits) == []
    [problem] = told(path, beyond, limits)
    assert problem.startswith(str(path))
    assert problem.replace(str(path), "").isprintable()
    assert said in problem
    # Were it higher, nothing would be said.
    assert told(path, beyond, Limits(**{name: 100 * MB})) == []


def test_every_limit_is_a_setting_and_is_tried() -> None:
    names = {field.name for field in fields(Limits)}
    assert names == {*TRIED, "encoded"}  # the last in test_folders.py: it takes more than a file
    assert names == {s.name.removeprefix("limits.") for s in SETTINGS if s.name.startswith("limits.")}
