from __future__ import annotations

from pathlib import Path

import pytest
from made import NEWS, place_of, read, read_all, refused, zipped

from index.analysis import document

pytest.importorskip("lxml")

CONTAINER = """<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
OPF = """<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Pasar Lama</dc:title>
<dc:creator>Sari Dewi</dc:creator><dc:creator>Budi Hartono</dc:creator></metadata>
<manifest><item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
<item id="two" href="text/two.xhtml" media-type="application/xhtml+xml"/>
<item id="one" href="text/one%20a.xhtml" media-type="application/xhtml+xml"/>
<item id="three" href="text/three.xhtml" media-type="application/xhtml+xml"/>
<item id="css" href="a.css" media-type="text/css"/></manifest>
<spine><itemref idref="nav"/><itemref idref="one"/><itemref idref="two"/><itemref idref="three"/></spine></package>"""
NAV = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>
<nav epub:type="toc"><ol><li><a href="text/one%20a.xhtml#top">Pembukaan</a></li>
<li><a href="text/two.xhtml">Harga</a></li></ol></nav></body></html>"""
CHAPTER = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{}</body></html>"""
BOOK = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": CONTAINER,
    "OEBPS/book.opf": OPF,
    "OEBPS/nav.xhtml": NAV,
    "OEBPS/text/one a.xhtml": CHAPTER.format(
        f"<h1>Pembukaan</h1><p>{NEWS[0]}</p><p>Kedua <em>ka</em>li.</p>"
    ),
    "OEBPS/text/two.xhtml": CHAPTER.format(f"<h1>Harga</h1><p>{NEWS[1]}<br/>Baris lain.</p>"),
    "OEBPS/text/three.xhtml": CHAPTER.format(
        f"<table><tr><td>Kios</td><td><p>Rp2</p></td></tr></table><p>{NEWS[2]}</p>"
    ),
}


def test_chapters_in_reading_order_with_their_titles(tmp_path: Path) -> None:
    source = read(tmp_path / "a.epub", zipped(BOOK))
    assert [line for line in source.text.splitlines() if line] == [
        "Pasar Lama",
        "Sari Dewi, Budi Hartono",
        "Pembukaan",
        NEWS[0],
        "Kedua kali.",
        "Harga",
        NEWS[1],
        "Baris lain.",
        "Kios\tRp2",
        NEWS[2],
    ]
    labels = [place_of(source, words) for words in NEWS]
    assert [place.label for place in labels if place] == ["ch. Pembukaan", "ch. Harga", "ch. 3"]
    found = document(source.name, source.text, places=source.places, known=source.known)
    assert (found.title, found.author, found.place(0)) == ("Pasar Lama", "Sari Dewi, Budi Hartono", None)


def test_the_older_table_of_contents(tmp_path: Path) -> None:
    ncx = """<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Tarif</text></navLabel>
    <content src="text/two.xhtml"/></navPoint></navMap></ncx>"""
    opf = OPF.replace(
        'href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"',
        'href="toc.ncx" media-type="application/x-dtbncx+xml"',
    ).replace('<itemref idref="nav"/>', "")
    source = read(tmp_path / "a.epub", zipped({**BOOK, "OEBPS/book.opf": opf, "OEBPS/toc.ncx": ncx}))
    labels = [place_of(source, words) for words in NEWS]
    assert [place.label for place in labels if place] == ["ch. Pembukaan", "ch. Tarif", "ch. 3"]


def test_a_chapter_that_is_listed_again_is_read_once(tmp_path: Path) -> None:
    opf = OPF.replace('<itemref idref="two"/>', '<itemref idref="two"/>' * 1000)
    assert read(tmp_path / "a.epub", zipped({**BOOK, "OEBPS/book.opf": opf})).text.count(NEWS[1]) == 1


def test_a_missing_chapter_is_said(tmp_path: Path) -> None:
    book = {name: text for name, text in BOOK.items() if not name.endswith("two.xhtml")}
    (source,), problems = read_all(tmp_path / "a.epub", zipped(book))
    assert NEWS[2] in source.text
    assert problems == [f"{tmp_path}/a.epub: 1 of 3 chapters are missing in the file; fetch it again"]


def test_a_locked_book_is_said(tmp_path: Path) -> None:
    lock = """<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"
    xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData><e:CipherData>
    <e:CipherReference URI="OEBPS/{}"/></e:CipherData></e:EncryptedData></encryption>"""
    locked = {**BOOK, "META-INF/encryption.xml": lock.format("text/two.xhtml")}
    assert "locked" in refused(tmp_path / "a.epub", zipped(locked))
    fonts = {**BOOK, "META-INF/encryption.xml": lock.format("a.otf")}
    assert NEWS[1] in read(tmp_path / "a.epub", zipped(fonts)).text


def test_damage_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    assert "no list of its chapters" in refused(path, zipped({"mimetype": "application/epub+zip"}))
    assert "no list of its chapters" in refused(path, zipped({**BOOK, "META-INF/container.xml": "<x/>"}))
    assert "damaged EPUB" in refused(path, zipped({**BOOK, "OEBPS/book.opf": "<package"}))
    assert "damaged" in refused(path, b"bukan buku")


@pytest.mark.parametrize("part", ["META-INF/container.xml", "OEBPS/book.opf", "OEBPS/text/two.xhtml"])
def test_entities_are_neither_fetched_nor_expanded(tmp_path: Path, part: str) -> None:
    (tmp_path / "rahasia").write_text("kata sandi")
    outside = f'<!DOCTYPE x [<!ENTITY x SYSTEM "file://{tmp_path}/rahasia"><!ENTITY a "aaaaaaaaaa">'
    laughs = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    text = str(BOOK[part]).replace("<!DOCTYPE html>", "")
    at = text.index("?>") + 2
    body = text[at:].replace("Pasar Lama", "Pasar &x;&i; Lama").replace("Baris lain", "Baris &x;&i; lain")
    book = {**BOOK, part: f"{text[:at]}{outside}{laughs}]>{body}"}
    if part.endswith(".opf"):  # lxml's own guard
        assert "amplification" in refused(tmp_path / "a.epub", zipped(book))
        return
    sources, _ = read_all(tmp_path / "a.epub", zipped(book))
    assert NEWS[2] in sources[0].text
    assert "sandi" not in sources[0].text
    assert "aaaaaaaaaa" not in sources[0].text
