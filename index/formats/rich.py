"""What does an RTF say?

striprtf reads it; pictures, fields and objects in it are left out.
"""

from __future__ import annotations

from striprtf.striprtf import rtf_to_text

from index.errors import ReadError
from index.formats.content import Content, Writer, one_line

__all__ = ["read"]


def read(data: bytes, name: str, *, column: str | None) -> Content:
    """One line a paragraph, without blank ones."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise ReadError(f"{name}: not RTF in spite of its name; give it the suffix of what it is")
    if data.count(b"{") > data.count(b"}") + data.count(b"\\{"):
        raise ReadError(f"{name}: damaged RTF (it breaks off); open and save it anew where it was made")
    # Bytes beyond ASCII stand escaped in RTF; a stray one is a letter of the Windows code page.
    text: str = rtf_to_text(data.decode("cp1252", "replace"), errors="replace")  # type: ignore[no-untyped-call]
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
