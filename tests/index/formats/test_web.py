from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from made import NEWS, read, refused

from index import Retriever
from index.analysis import document
from index.limits import Limits

pytest.importorskip("trafilatura")

PAGE = """<!DOCTYPE html>
<html lang="id"><head><meta charset="{charset}">
<title>Pasar Lama Dibuka Kembali - Harian Kota</title>
<meta property="og:title" content="Pasar Lama Dibuka Kembali">
<meta name="author" content="Sari Wulandari">
<meta property="article:published_time" content="2024-03-05T10:00:00+07:00">
<link rel="stylesheet" href="http://localhost:9/a.css"><script src="http://localhost:9/a.js">var iklan;</script>
</head><body>
<nav><ul><li><a href="/">Beranda</a></li><li><a href="/olahraga">Olahraga</a></li></ul></nav>
<main><article><h1>Pasar Lama Dibuka Kembali</h1>
<p>{0}</p><p>{1}</p><img src="http://localhost:9/a.png"><p>{2}</p>
<ul><li>Sayur — dari desa di lereng gunung</li><li>Ikan dari pelabuhan kota</li></ul>
</article></main>
<aside><h3>Berita Populer</h3><a href="/x">Artis ini membeli rumah baru</a></aside>
<footer>Hak Cipta Harian Kota. Tentang Kami | Redaksi</footer></body></html>"""


def page(charset: str = "utf-8") -> bytes:
    return PAGE.format(*NEWS, charset=charset).replace("—", "–").encode(charset)


def test_a_news_page_is_its_article_with_headline_author_and_date(tmp_path: Path) -> None:
    source = read(tmp_path / "berita.html", page())
    assert source.text.splitlines() == [
        "Pasar Lama Dibuka Kembali",
        "Sari Wulandari",
        "2024-03-05",
        *NEWS,
        "- Sayur – dari desa di lereng gunung",
        "- Ikan dari pelabuhan kota",
    ]
    found = document(source.name, source.text, known=source.known)
    assert (found.title, found.author, found.published) == (
        "Pasar Lama Dibuka Kembali",
        "Sari Wulandari",
        "2024-03-05",
    )
    assert [block.role for block in found.blocks][:4] == ["headline", "byline", "date", "body"]
    assert (source.places, found.place(0)) == ((), None)


def test_the_author_and_the_date_of_a_page_can_be_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "berita.html"
    path.write_bytes(page())
    retriever = Retriever.from_paths([path], cache=False)
    assert retriever.search("siapa penulis artikel ini?")[0].sentence.text == "Sari Wulandari"
    assert "Rp2 juta" in retriever.search("berapa harga sewa kios?")[0].sentence.text


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "utf-16"])
def test_the_declared_encoding_is_obeyed(tmp_path: Path, charset: str) -> None:
    assert "Sayur – dari desa" in read(tmp_path / "a.htm", page(charset)).text


def test_a_wrongly_declared_encoding_is_not(tmp_path: Path) -> None:
    wrong = PAGE.format(*NEWS, charset="x-none").encode()
    assert "Sayur — dari desa" in read(tmp_path / "a.html", wrong).text


def test_a_page_without_an_article_gives_its_text(tmp_path: Path) -> None:
    source = read(
        tmp_path / "a.html", b"<title>Jam buka</title><nav>Menu</nav><p>Buka 07.00.</p><p>Tutup 17.00."
    )
    assert source.text == "Jam buka\nBuka 07.00.\nTutup 17.00.\n"


def test_how_the_source_is_wrapped_does_not_show(tmp_path: Path) -> None:
    wrapped = PAGE.format(*(text.replace(" ", "\n  ") for text in NEWS), charset="utf-8")
    wrapped = wrapped.replace(
        "</article>",
        "<p>Kode <code>A1</code>\n <b>dan</b> B2.</p><pre><code>let a = 1;\nlet b = 2;</code></pre></article>",
    )
    lines = read(tmp_path / "a.html", wrapped.encode()).text.splitlines()
    assert lines[3:6] == list(NEWS)
    assert lines[-3:] == ["Kode A1 dan B2.", "let a = 1;", "let b = 2;"]


def test_pictures_in_the_page_do_not_count(tmp_path: Path) -> None:
    data = page()
    limits = Limits(page_characters=len(data))
    picture = b"data:image/png;base64," + b"A" * 50_000
    assert (
        NEWS[2]
        in read(tmp_path / "a.html", data.replace(b"http://localhost:9/a.png", picture), limits=limits).text
    )
    assert "save its article as text" in refused(tmp_path / "b.html", data + b"<p>Lebih.</p>", limits=limits)


def test_html_is_known_without_its_suffix(tmp_path: Path) -> None:
    assert read(tmp_path / "unduhan", b"\n" + page()).text.startswith("Pasar Lama Dibuka Kembali\n")


def test_a_text_about_html_stays_a_text(tmp_path: Path) -> None:
    text = "<html> is the first tag of a page. It has no attributes here."
    assert read(tmp_path / "a.txt", text.encode()).text == text


def test_entities_of_the_file_system_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "rahasia").write_text("kata sandi")
    data = f"""<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/rahasia">]>
        <html xmlns="http://www.w3.org/1999/xhtml"><body><p>Isi &x; artikel.</p></body></html>"""
    text = read(tmp_path / "a.xhtml", data.encode()).text
    assert "artikel." in text
    assert "sandi" not in text


def test_no_reader_opens_a_connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert read(tmp_path / "berita.html", page()).text


@pytest.mark.parametrize("body", ["", "<script>x</script>", "<p> &nbsp; </p>"])
def test_a_page_without_text_says_so(tmp_path: Path, body: str) -> None:
    message = refused(tmp_path / "a.html", f"<html><body>{body}</body></html>".encode())
    assert message == "FILE: this HTML holds no text; give another file"


def test_binary_data_and_deep_nesting_are_no_traceback(tmp_path: Path) -> None:
    assert "binary" in refused(tmp_path / "a.html", bytes(range(256)) * 20)
    assert "no text" in refused(tmp_path / "b.html", b"<div>" * 50_000 + b"<p>Isi yang dalam.</p>")


def test_odd_pages_write_nothing_to_standard_error(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body></body></html>")
    read = f"read_paths([{str(tmp_path / 'a.html')!r}])"
    code = f"from index.reader import read_paths\ntry: {read}\nexcept Exception: pass"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
