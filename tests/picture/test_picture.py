from __future__ import annotations

import re

from tests.picture import COLUMNS, PICTURE, QUESTIONS, drawn, lines_of, session
from tests.test_readme import needs_model


@needs_model
def test_the_picture_is_what_the_program_shows() -> None:
    shown = [line.plain.rstrip() for line in session()]
    assert lines_of(PICTURE.read_text(encoding="utf-8")) == shown, "python -m tests.picture draws it anew"
    assert max(map(len, shown)) <= COLUMNS
    for question in QUESTIONS:
        assert f"> {question}" in shown


def test_the_picture_is_whole_in_itself() -> None:
    svg = PICTURE.read_text(encoding="utf-8")
    assert set(re.findall(r"https?://[^\s\"<)]+", svg)) == {
        "http://www.w3.org/2000/svg",
        "https://www.textualize.io",
    }
    assert "/home" not in svg
    assert "@font-face" not in svg


def test_drawing_keeps_every_line() -> None:
    lines = lines_of(PICTURE.read_text(encoding="utf-8"))
    from rich.text import Text

    assert lines_of(drawn([Text(line) for line in lines])) == lines
