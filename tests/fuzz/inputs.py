"""What does a stranger make of a real file, a text, a question?

Everything is bytes, so that a case can be kept as a file: a text is its UTF-8, lone surrogates included.
"""

from __future__ import annotations

import zipfile
from io import BytesIO

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.fuzz.files import NEWS, made, zipped

__all__ = ["encoded", "files", "mutated", "texts"]

# Pieces that mean something to one of the readers, or to a terminal.
_PIECES = tuple(
    piece if isinstance(piece, bytes) else piece.encode("utf-8", "surrogatepass")
    for piece in (
        b"", b"\0", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"PK\x03\x04", b"\x1f\x8b", b"%PDF-1.4\n", b"{\\rtf1 ",
        b"<", b">", b"</p>", b"<p>" * 50, b"<table><tr><td>", b"<!--", b"<![CDATA[", b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
        b"&a;", b"&#x1b;", b"&#0;", b"{", b"}", b"[" * 200, b"]", b"{\"text\":", b"\"", b"\\u", b"\\ud800", b"NaN",
        b"1e999", b"\\'", b"\\bin9999 ", b"\\u-1?", b"00:00:01,000 --> ", b" --> ", b"99:99:99.9 --> 0:00:00.0", b"\r",
        b"\r\n\r\n", b"\n\n", b"\n", b"\t", b" " * 300, b"From: ", b"Content-Type: text/html; charset=utf-7\n",
        b"Content-Transfer-Encoding: base64\n", b"=?utf-8?q?=1b?=", b"obj", b"endobj", b"stream\n", b"/Length -1",
        b"/Kids [1 0 R]", b"<< /Type /Page", b"xref", b"9" * 40, b"-1", b"4294967295", b"0.", b"\x1b]52;c;eA==\x07",
        b"\x1b[2J", "\x9b31m", "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\ud800", "\U000e0041", "\ue000",
        "\x85", "\u2028", "e\u0301", "你好。", "กขค", "ß", "İ", "1.", "(a) ", "...", "\u201c", "\u201d", '." ', "!?",
        "Rp", "$", "14 Okt 2018 ", "# ", "===\n", "---\ntitle: ", "Baca juga: ", "> ", "- ", "kata Budi, ", "| a | b |",
    )
)  # fmt: skip


@st.composite
def mutated(draw: DrawFn, sound: bytes) -> bytes:
    """`sound` with a few changes: bytes set, pieces put in, stretches cut, doubled or moved, the end lost."""
    data = bytearray(sound)
    for _ in range(draw(st.integers(0, 6))):
        kind = draw(st.integers(0, 5))
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(1, 200))
        if kind == 0 and data:
            data[at % len(data)] = draw(st.integers(0, 255))
        elif kind == 1:
            data[at:at] = draw(st.sampled_from(_PIECES))
        elif kind == 2:
            del data[at : at + length]
        elif kind == 3:
            data[at:at] = data[at : at + length] * draw(st.sampled_from([1, 2, 20]))
        elif kind == 4:
            data[at : at + length] = draw(st.binary(max_size=20))
        else:
            del data[at:]
    return bytes(data)


@st.composite
def _repacked(draw: DrawFn, sound: bytes) -> bytes:
    """A ZIP whose entries are changed inside, so that the change is not lost to a checksum."""
    with zipfile.ZipFile(BytesIO(sound)) as archive:
        entries: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    for name in draw(st.lists(st.sampled_from(sorted(entries)), min_size=1, max_size=3)):
        value = entries[name]
        entries[name] = draw(mutated(value if isinstance(value, bytes) else value.encode()))
    if draw(st.integers(0, 7)) == 0:
        del entries[draw(st.sampled_from(sorted(entries)))]
    return zipped(entries)


def files(suffix: str) -> SearchStrategy[bytes]:
    """Spoiled files of a format."""
    sound = made(suffix)
    if suffix in ("docx", "epub", "zip"):
        return st.one_of(_repacked(sound), mutated(sound))
    return mutated(sound)


def encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def texts() -> SearchStrategy[bytes]:
    """Texts: articles that were changed, pieces that mean something, and any characters at all."""
    pieces = st.lists(
        st.one_of(
            st.sampled_from([piece for piece in _PIECES if _is_text(piece)]),
            st.sampled_from(NEWS).map(encoded),
            st.text(max_size=30).map(encoded),
            st.text(alphabet=st.characters(), max_size=8).map(encoded),
        ),
        max_size=30,
    ).map(b"".join)
    article = mutated(made("txt")).map(lambda data: encoded(data.decode("utf-8", "replace")))
    return st.one_of(pieces, article)


def _is_text(piece: bytes) -> bool:
    try:
        piece.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True
