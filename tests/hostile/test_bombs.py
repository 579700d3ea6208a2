"""Archives and documents that are small and become large: refused in one line, within bounded memory."""

from __future__ import annotations

import bz2
import gzip
import random
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from made import NEWS, read_all, refused, zipped

from index.formats import archive
from index.limits import DEFAULTS, MB, Limits

OPF = "<package><manifest>{}</manifest><spine><itemref idref='c'/></spine></package>"
CONTAINER = "<container><rootfile full-path='b.opf'/></container>"


@pytest.fixture
def little_memory() -> Iterator[None]:
    """The test may use some hundred MB, which is what the largest file takes."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < 300 * MB
    finally:
        tracemalloc.stop()


def lying(name: str, packed: bytes, method: int, *, size: int, start: bytes) -> bytes:
    """A ZIP of one entry that unpacks to more than the `size` it says, with the right checksum of its `start`."""
    crc = zlib.crc32(start)
    common = struct.pack("<HHHHHIIIHH", 20, 0, method, 0, 0x21, crc, len(packed), size, len(name), 0)
    local = b"PK\x03\x04" + common + name.encode() + packed
    central = (
        b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name.encode()
    )
    return local + central + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), len(local), 0)


def raw_deflate(size: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    parts = [packer.compress(b"a" * MB) for _ in range(size // MB)]
    return b"".join([*parts, packer.flush()])


@pytest.mark.usefixtures("little_memory")
def test_an_entry_that_unpacks_to_more_than_it_says(tmp_path: Path) -> None:
    bomb = raw_deflate(1500 * MB)
    data = lying("a.txt", bomb, zipfile.ZIP_DEFLATED, size=20 * MB, start=b"a" * 20 * MB)
    sources, _ = read_all(tmp_path / "a.zip", data)
    assert len(sources[0].text) == 20 * MB


@pytest.mark.usefixtures("little_memory")
@pytest.mark.parametrize("name", ["a.txt", "word/document.xml"])
def test_bzip2_is_not_unpacked(tmp_path: Path, name: str) -> None:
    """A few hundred bytes of it unpack to hundreds of MB, and zipfile would unpack them at once."""
    packer = bz2.BZ2Compressor(9)
    bomb = b"".join([packer.compress(b"a" * MB) for _ in range(500)] + [packer.flush()])
    assert len(bomb) < 1000
    data = lying(name, bomb, zipfile.ZIP_BZIP2, size=1000, start=b"a" * 1000)
    message = refused(tmp_path / "a.zip", data)
    assert "packed in an uncommon way" in message or "nothing in this ZIP" in message


@pytest.mark.usefixtures("little_memory")
@pytest.mark.parametrize("suffix", ["docx", "epub"])
def test_of_documents_too(tmp_path: Path, suffix: str) -> None:
    part = {"docx": "word/document.xml", "epub": "META-INF/container.xml"}[suffix]
    data = lying(part, raw_deflate(1500 * MB), zipfile.ZIP_DEFLATED, size=20 * MB, start=b"a" * 20 * MB)
    assert f"damaged {suffix.upper()}" in refused(tmp_path / f"a.{suffix}", data)


@pytest.mark.parametrize("suffix", ["docx", "epub", "zip"])
def test_what_says_that_it_unpacks_to_too_much(tmp_path: Path, suffix: str) -> None:
    part = {"docx": "word/document.xml", "epub": "META-INF/container.xml", "zip": "a.txt"}[suffix]
    message = refused(
        tmp_path / f"a.{suffix}", zipped({part: b" " * (3 * MB)}), limits=Limits(unpacked_bytes=2 * MB)
    )
    assert "unpacks to more than 2 MB" in message or "200 times its size" in message


def test_archives_in_archives_share_one_limit(tmp_path: Path) -> None:
    inner = zipped({f"{n}.txt": random.Random(n).randbytes(60_000).hex() for n in range(5)})
    data = zipped({f"{n}.zip": inner for n in range(5)})
    sources, problems = read_all(tmp_path / "a.zip", data, limits=Limits(unpacked_bytes=MB))
    assert 1 <= len(sources) <= 8
    assert any("unpacks to more than 1 MB" in problem for problem in problems)
    packed = gzip.compress(gzip.compress(gzip.compress(b"Kopi.")))
    assert "packed 3 times" in refused(tmp_path / "a.txt.gz.gz.gz", packed)


def test_an_archive_of_very_many_entries(tmp_path: Path) -> None:
    central = b"PK\x01\x02" + bytes(42)
    data = b"PK\x03\x04" + central * 70_000
    data += b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 65535, 65535, len(central) * 70_000, 4, 0)
    assert "more than 65,536 entries" in refused(tmp_path / "a.zip", data)


def test_entries_that_share_a_name_are_all_read(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped([("a.txt", "Satu."), ("a.txt", "Dua."), ("../a.txt", "Tiga.")])
    sources, problems = read_all(tmp_path / "a.zip", data)
    path = tmp_path / "a.zip"
    assert problems == []
    assert [source.name for source in sources] == [f"{path}/a.txt", f"{path}/a.txt (2)", f"{path}/a.txt (3)"]


def test_a_document_of_very_many_tags(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_MOST_TAGS", 1000)
    data = zipped({"word/document.xml": "<a/>" * 1001, "[Content_Types].xml": "<Types/>"})
    assert "more than 1,000 tags" in refused(tmp_path / "a.docx", data)


def test_a_table_of_contents_that_is_listed_again_and_again_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.formats import epub

    read: list[str] = []
    whole = zipfile.ZipFile.read
    monkeypatch.setattr(
        zipfile.ZipFile, "read", lambda file, name, *pwd: read.append(str(name)) or whole(file, name, *pwd)
    )
    items = "".join(f"<item id='n{n}' href='toc.xhtml' properties='nav'/>" for n in range(500))
    book = zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": CONTAINER,
            "b.opf": OPF.format(f"{items}<item id='c' href='c.xhtml'/>"),
            "toc.xhtml": "<html><a href='c.xhtml'>Awal</a></html>",
            "c.xhtml": f"<html><p>{NEWS[0]}</p></html>",
        }
    )
    assert NEWS[0] in epub.read(book, "a.epub", limits=DEFAULTS).text
    assert read.count("toc.xhtml") == 1


@pytest.mark.parametrize("charset", ["punycode", "idna", "unicode_escape", "zlib", "undefined", "\x1b[2J"])
def test_declared_encodings_are_those_of_texts(tmp_path: Path, charset: str) -> None:
    """Of some the time grows with the square of the text: 100 kB took seconds."""
    sources, _ = read_all(tmp_path / "a.html", f"<meta charset='{charset}'><p>{NEWS[0]}</p>".encode())
    assert NEWS[0] in sources[0].text
    mail = f"Subject: a\nContent-Type: text/plain; charset={charset}\n\n{NEWS[0]}\n".encode()
    sources, _ = read_all(tmp_path / "a.eml", mail)
    assert NEWS[0] in sources[0].text


def test_a_header_without_end_is_cut(tmp_path: Path) -> None:
    """Adresses in a row take time that grows with their square: 100 kB took minutes."""
    data = b"To: " + b"a <b@c.id>, " * 50_000 + b"\nSubject: Kopi\n\nIsi kopi.\n"
    sources, _ = read_all(tmp_path / "a.eml", data)
    assert "Subject: Kopi\n" in sources[0].text
    assert len(sources[0].text) < 10_000


def test_names_in_messages_are_one_line(tmp_path: Path) -> None:
    message = refused(tmp_path / "a.csv", b'"a\nb\x1b[2J' + b"x" * 100 + b'",c\n1,2\n', column="text")
    assert message.isprintable()
    assert len(message) < 200
    mail = b"Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nIsi.\n--b\n"
    mail += b'Content-Disposition: attachment; filename="a\x1b[2J.zip"\n\nx\n--b--\n'
    _, [problem] = read_all(tmp_path / "a.eml", mail)
    assert problem.isprintable()


def test_links_and_fonts_of_rtf_are_read_in_one_go(tmp_path: Path) -> None:
    """striprtf's own expressions take a time for these that grows with their cube."""
    link = r"{\field{\*\fldinst{HYPERLINK "
    fonts = r"{\fonttbl" + r"\f1\fcharset1" * 5000 + r"{\f2\fswiss\fcharset204 Arial;}}"
    data = r"{\rtf1\ansi" + fonts + link * 5000 + "}" * 15_000 + r"\f2 \'d0 " + NEWS[0] + "}"
    sources, _ = read_all(tmp_path / "a.rtf", data.encode())
    assert NEWS[0] in sources[0].text
    linked = r"{\rtf1 {\field{\*\fldinst{HYPERLINK " + '"http://x.id"}}{\\fldrslt{ Kopi}}} naik.}'
    sources, _ = read_all(tmp_path / "b.rtf", linked.encode())
    assert sources[0].text == "Kopi naik.\n"
