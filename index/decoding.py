"""Which text do the bytes of a file hold?"""

from __future__ import annotations

import codecs

from index.errors import ReadError
from index.message import Message

__all__ = ["MAGIC", "decode", "shown"]

# What a text may hold besides printable characters: tab, line ends, vertical tab, form feed, and the escapes
# of terminal logs (BEL, BS, ESC).
_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27}) + b"\x7f"
# Random bytes hold about 9 % of these, text none; one stray control in a page of text is not a binary file.
_CONTROL_SHARE = 0.01
_BYTE_ORDER_MARKS = (  # UTF-32's little-endian mark begins with UTF-16's, so it comes first
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_FORMATS = (
    (b"%PDF", Message("a PDF; save its text first (pdftotext)")),
    (b"PK\x03\x04", Message("a ZIP archive or office document; save it as plain text first")),
    (b"\xd0\xcf\x11\xe0", Message("an office document; save it as plain text first")),
    (b"{\\rtf", Message("a rich text document; save it as plain text first")),
    (b"\x1f\x8b", Message("gzip data; unpack it first (gunzip)")),
)
MAGIC = tuple(magic for magic, _ in _FORMATS)


def shown(name: str) -> str:
    """`name` as one printable line: lone surrogates and control characters as escapes."""
    return (
        name
        if name.isprintable()
        else "".join(char if char.isprintable() else ascii(char)[1:-1] for char in name)
    )


def decode(data: bytes, name: str) -> tuple[str, str | None]:
    """The text that `data` holds, and a note on how it was read where that was a guess.

    A byte order mark decides and is left out; then UTF-8; then UTF-16 without a mark, known by the zero bytes
    of its ASCII characters; then UTF-8 with a few damaged places (shown as U+FFFD); then Latin-1, in its
    Windows form where that fits. Raises ReadError, naming `name`, if there is nothing but blanks or if the
    bytes are not text.
    """
    text, note = _decode(data, name)
    if not text or text.isspace():
        what = Message("empty") if not data else Message("blank")
        raise ReadError(
            "{name}: {what}, there is nothing to read; give a file with text in it",
            name=shown(name),
            what=what,
        )
    return text, note


def _decode(data: bytes, name: str) -> tuple[str, str | None]:
    for magic, what in _FORMATS:
        if data.startswith(magic):
            raise ReadError("{name}: not a text but {what}", name=shown(name), what=what)
    for mark, codec, label in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _mended(data[len(mark) :], codec, label)
    if b"\0" in data:
        guess = _utf16_by_zeros(data)
        if guess is not None:
            text, note = _mended(data, guess, "UTF-16")
            return text, note or "read as UTF-16: it has no byte order mark"
    if len(data) - len(data.translate(None, _CONTROLS)) > _CONTROL_SHARE * len(data):
        raise ReadError(
            "{name}: not a text but binary data; convert it to plain text first", name=shown(name)
        )
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        text, note = _mended(data, "utf-8", "UTF-8")
    # Latin-1 is hardly ever valid UTF-8 by chance: more sound characters than damage means damaged UTF-8.
    damaged = text.count("\ufffd")
    if len(text) - len(text.encode("ascii", "ignore")) > 2 * damaged:
        return text, note
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1"), "read as Latin-1: not valid UTF-8"
    if text == data.decode("latin-1"):
        return text, "read as Latin-1: not valid UTF-8"
    return text, "read as Latin-1 (Windows-1252): not valid UTF-8"


def _mended(data: bytes, codec: str, label: str) -> tuple[str, str | None]:
    """`data` in a known encoding; what is damaged becomes U+FFFD and a note."""
    try:
        return data.decode(codec), None
    except UnicodeDecodeError:
        return data.decode(codec, "replace"), f"read as {label}: damaged places are shown as \ufffd"


def _utf16_by_zeros(data: bytes) -> str | None:
    """The UTF-16 codec of bytes without a mark: in one of the two byte positions of its characters at least a
    tenth are zero (spaces and line ends, in any script), and in the other next to none."""
    half = len(data) // 2
    even, odd = data[0::2].count(0), data[1::2].count(0)
    if len(data) % 2 or max(even, odd) < 0.1 * half or min(even, odd) > 0.01 * half:
        return None
    codec = "utf-16-le" if odd > even else "utf-16-be"
    low = data[0::2] if odd > even else data[1::2]
    controls = len(low) - len(low.translate(None, _CONTROLS))
    return codec if controls <= 0.05 * half else None
