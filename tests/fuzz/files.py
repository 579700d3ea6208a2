"""What do real files of every format look like? Small ones, made by the programs that people make them with."""

from __future__ import annotations

import csv
import gzip
import json
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from functools import cache
from io import BytesIO, StringIO

__all__ = ["NEWS", "SUFFIXES", "made", "zipped"]

NEWS = (
    "Pasar lama di Kota Melati dibuka kembali pada hari Senin oleh Wali Kota Budi Hartono.",
    'Harga sewa kios adalah Rp2 juta per bulan, "kami senang," kata kepala dinas Sari Dewi.',
    "Pedagang sayur dan ikan mendapat tempat lebih dulu di lantai bawah gedung itu.",
)
SUFFIXES = (
    "txt", "html", "pdf", "docx", "epub", "rtf", "eml", "srt", "vtt", "csv", "json", "jsonl", "zip", "gz",
)  # fmt: skip
_XHTML = "<html xmlns='http://www.w3.org/1999/xhtml'><body><h1>Bab {0}</h1><p>{1}</p></body></html>"


def zipped(entries: Mapping[str, bytes | str]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


@cache
def made(suffix: str) -> bytes:
    """A sound file of one of `SUFFIXES`; of each the same bytes throughout a process."""
    maker = _MAKERS.get(suffix)
    return maker() if maker is not None else _TEXTS[suffix].encode()


def _pdf() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    file = BytesIO()
    canvas = Canvas(file, invariant=1)
    for page in range(2):
        for line, text in enumerate(NEWS):
            canvas.drawString(50, 780 - 14 * line, f"{text} {page}")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def _docx() -> bytes:
    import docx

    document = docx.Document()
    document.add_heading("Pasar lama", 0)
    for text in NEWS:
        document.add_paragraph(text)
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "Harga"
    table.cell(1, 1).text = "Rp2 juta"
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _epub() -> bytes:
    items = "".join(f"<item id='c{n}' href='c{n}.xhtml' media-type='application/xhtml+xml'/>" for n in (1, 2))
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": "<container><rootfile full-path='book/book.opf'/></container>",
            "book/book.opf": "<package xmlns:dc='http://purl.org/dc/elements/1.1/'><metadata><dc:title>Pasar</dc:title>"
            f"</metadata><manifest>{items}<item id='toc' href='toc.xhtml' properties='nav'/></manifest>"
            "<spine><itemref idref='c1'/><itemref idref='c2'/></spine></package>",
            "book/toc.xhtml": "<html><nav><a href='c1.xhtml'>Awal</a><a href='c2.xhtml'>Akhir</a></nav></html>",
            "book/c1.xhtml": _XHTML.format(1, NEWS[0]),
            "book/c2.xhtml": _XHTML.format(2, NEWS[1]),
        }
    )


def _mail() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "Sari <sari@example.id>", "Pasar lama"
    message["Date"] = "Sun, 14 Oct 2018 15:14:00 +0700"
    message.set_content("\n".join(NEWS))
    message.add_alternative(f"<p>{NEWS[0]}</p>", subtype="html")
    message.add_attachment(b"\0\1", maintype="application", subtype="zip", filename="a.zip")
    return bytes(message)


def _csv() -> bytes:
    file = StringIO()
    writer = csv.writer(file)
    writer.writerows([("id", "text"), *((number, text) for number, text in enumerate(NEWS))])
    return file.getvalue().encode()


def _zip() -> bytes:
    return zipped(
        {"a.txt": "\n".join(NEWS), "b/page.html": _TEXTS["html"], "c.zip": zipped({"d.txt": NEWS[0]})}
    )


_MAKERS = {
    "pdf": _pdf,
    "docx": _docx,
    "epub": _epub,
    "eml": _mail,
    "csv": _csv,
    "zip": _zip,
    "gz": lambda: gzip.compress("\n".join(NEWS).encode(), mtime=0),
}
_TEXTS = {
    "txt": "Pasar lama dibuka\n\nBudi Santoso - detikFinance\nSenin, 14 Okt 2018 15:14 WIB\n\n" + "\n".join(NEWS),
    "html": "<!doctype html><html><head><meta charset='utf-8'><title>Pasar</title><meta name='author' content='Budi'>"
    f"</head><body><nav>Beranda</nav><article><h1>Pasar lama</h1><p>{'</p><p>'.join(NEWS)}</p>"
    "<table><tr><td>a</td><td>b</td></tr></table><pre>x\n y</pre><ul><li>satu</li></ul></article></body></html>",
    "rtf": r"{\rtf1\ansi{\fonttbl{\f0 Times;}}\f0 " + r"\par ".join(NEWS) + r"\u8364? \'e9\par}",
    "srt": "".join(f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{text}\n\n" for n, text in enumerate(NEWS, 1)),
    "vtt": "WEBVTT\n\n" + "".join(f"0{n}:00.000 --> 0{n}:01.000\n<v Budi>{text}\n\n" for n, text in enumerate(NEWS)),
    "json": json.dumps({"articles": [{"id": n, "text": text} for n, text in enumerate(NEWS)]}),
    "jsonl": "".join(json.dumps({"text": text}) + "\n" for text in NEWS),
}  # fmt: skip
