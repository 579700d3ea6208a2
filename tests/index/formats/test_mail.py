from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from made import NEWS, read, read_all, refused

from index.analysis import document


def mail(text: str | None = None, html: str | None = None) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Sari Dewi <sari@example.org>"
    message["To"] = "budi@example.org"
    message["Subject"] = "Pasar lama dibuka kembali: café & kios"
    message["Date"] = "Tue, 05 Mar 2024 10:00:00 +0700"
    message["X-Mailer"] = "surat 1.0"
    if text is not None:
        message.set_content(text)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message


HEADER = [
    "From: Sari Dewi <sari@example.org>",
    "To: budi@example.org",
    "Subject: Pasar lama dibuka kembali: café & kios",
    "Date: Tue, 05 Mar 2024 10:00:00 +0700",
    "",
]


def test_the_header_and_the_plain_text(tmp_path: Path) -> None:
    text = f"{NEWS[0]}\n\n{NEWS[1]}\n— Sari\n"
    source = read(tmp_path / "a.eml", mail(text, "<p>Lain</p>").as_bytes())
    assert source.text.splitlines() == [*HEADER, *text.splitlines()]
    found = document(source.name, source.text)
    assert found.title == "Pasar lama dibuka kembali: café & kios"
    assert found.author == "Sari Dewi"


def test_a_mail_in_html_only(tmp_path: Path) -> None:
    pytest.importorskip("lxml")
    data = mail(html=f"<style>p {{}}</style><p>{NEWS[0]}</p><p>Sewa &euro;5<br>Baris lain</p>").as_bytes()
    assert read(tmp_path / "a.eml", data).text.splitlines() == [*HEADER, NEWS[0], "Sewa €5", "Baris lain"]


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
@pytest.mark.parametrize("encoding", ["base64", "quoted-printable", "8bit"])
def test_encodings(tmp_path: Path, charset: str, encoding: str) -> None:
    message = mail()
    message.set_content("Café itu buka.\n", charset=charset, cte=encoding)
    assert read(tmp_path / "a.eml", message.as_bytes()).text.endswith("\nCafé itu buka.\n")


def test_an_unknown_encoding_is_read_as_utf_8(tmp_path: Path) -> None:
    data = mail("Café itu buka.\n").as_bytes().replace(b'charset="utf-8"', b'charset="x-none"')
    assert read(tmp_path / "a.eml", data).text.endswith("Café itu buka.\n")


def test_attached_files_are_named(tmp_path: Path) -> None:
    message = mail("Terlampir.\n")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="laporan.pdf")
    (source,), problems = read_all(tmp_path / "a.eml", message.as_bytes())
    assert source.text.endswith("Terlampir.\n")
    assert problems == [
        f"{tmp_path}/a.eml: 1 attached file is not read (laporan.pdf); save and name what you need"
    ]


def test_what_is_no_mail_is_one_line(tmp_path: Path) -> None:
    assert "not a mail" in refused(tmp_path / "a.eml", b"Halo dunia.\n")
    assert "binary" in refused(tmp_path / "a.eml", bytes(range(256)) * 9)
    cut = mail("a", "<p>b</p>").as_bytes()[:400]
    assert read(tmp_path / "b.eml", cut).text.startswith("From: Sari")
