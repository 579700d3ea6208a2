"""What does an RTF say?

striprtf reads it; pictures, fields and objects in it are left out.
"""

from __future__ import annotations

import re

from striprtf.striprtf import font_table_group, rtf_to_text

from index.errors import ReadError
from index.formats.content import Content, Writer, one_line
from index.limits import DEFAULTS, Limits

__all__ = ["read"]

_PICTURE = re.compile(rb"[0-9a-fA-F\r\n]{4096,}")
_FONT = re.compile(
    r"\\f(\d{1,6})(?!\d)[^;{}\\]{0,64}(?:\\(?!f\d|fcharset)[^;{}\\]{0,64}){0,8}\\fcharset(\d{1,3})"
)


def read(data: bytes, name: str, *, column: str | None = None, limits: Limits = DEFAULTS) -> Content:
    """One line a paragraph, without blank ones."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise ReadError("{name}: not RTF in spite of its name; give it the suffix of what it is", name=name)
    if data.count(b"{") > data.count(b"}") + data.count(b"\\{"):
        raise ReadError(
            "{name}: damaged RTF (it breaks off); open and save it anew where it was made", name=name
        )
    # Bytes beyond ASCII stand escaped in RTF; a stray one is a letter of the Windows code page.
    source = _tamed(_PICTURE.sub(b"", data).decode("cp1252", "replace"))
    text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    writer = Writer()
    for line in text.splitlines():
        cells = (
            [one_line(cell) for cell in line.replace("|", "\t").split("\t")]
            if "|" in line
            else [one_line(line)]
        )
        if joined := "\t".join(cell for cell in cells if cell):
            writer.lines([joined])
    return writer.content()


def _tamed(source: str) -> str:
    """`source`, which says the same, without what striprtf takes a time for that grows with the cube of its length:
    it has expressions for links and for the table of fonts that go over everything up to the end of a line."""
    fonts = font_table_group(source)  # type: ignore[no-untyped-call]
    if fonts:
        entries = "".join(f"{{\\f{font}\\fcharset{charset} x;}}\n" for font, charset in _FONT.findall(fonts))
        source = source.replace(fonts, f"{{\\fonttbl\n{entries}}}", 1)
    # Line ends mean nothing in RTF; behind one, no link is seen: the address is no part of what is read.
    return source.replace("\\*\\fldinst", "\\*\n\\fldinst")
