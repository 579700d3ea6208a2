from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from made import NEWS, read, refused, zipped

from index.analysis import document

docx = pytest.importorskip("docx")


def written() -> bytes:
    made = docx.Document()
    made.add_heading("Pasar Lama Dibuka Kembali", level=0)
    made.add_paragraph(NEWS[0])
    paragraph = made.add_paragraph("Harga sewa kios adalah ")
    paragraph.add_run("Rp2 juta").bold = True
    paragraph.add_run(" per\nbulan.")
    made.add_paragraph("Sayur", style="List Bullet")
    table = made.add_table(rows=2, cols=3)
    for cell, text in zip(table.rows[0].cells, ("Kios", "Lantai", "Harga"), strict=True):
        cell.text = text
    table.rows[1].cells[0].merge(table.rows[1].cells[1]).text = "Ikan"
    table.rows[1].cells[2].text = "Rp2 juta"
    made.add_paragraph(NEWS[2])
    made.sections[0].header.paragraphs[0].text = "Kepala halaman"
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def test_paragraphs_and_tables_in_their_order(tmp_path: Path) -> None:
    source = read(tmp_path / "a.docx", written())
    assert source.text.splitlines() == [
        "Pasar Lama Dibuka Kembali",
        NEWS[0],
        "Harga sewa kios adalah Rp2 juta per bulan.",
        "- Sayur",
        "Kios\tLantai\tHarga",
        "Ikan\tRp2 juta",
        NEWS[2],
    ]
    found = document(source.name, source.text, known=source.known)
    assert (found.title, found.blocks[0].role) == ("Pasar Lama Dibuka Kembali", "headline")


def test_it_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    assert read(tmp_path / "unduhan", written()).text.startswith("Pasar")


def test_damage_is_one_line(tmp_path: Path) -> None:
    data = written()
    assert "damaged" in refused(tmp_path / "a.docx", data[: len(data) // 2])
    assert "damaged" in refused(tmp_path / "a.docx", b"bukan dokumen")
    assert "damaged DOCX" in refused(tmp_path / "a.docx", zipped({"word/document.xml": "<w:document"}))
    assert "holds no text" in refused(tmp_path / "a.docx", empty())


def empty() -> bytes:
    file = BytesIO()
    docx.Document().save(file)
    return file.getvalue()


def test_other_office_documents_are_told_what_to_do(tmp_path: Path) -> None:
    message = refused(
        tmp_path / "a.xlsx", zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<x/>"})
    )
    assert message == "FILE: an office document that is not read; save it as DOCX, PDF or plain text"


def test_entities_of_the_file_system_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "rahasia").write_text("kata sandi")
    import zipfile

    parts = {}
    with zipfile.ZipFile(BytesIO(written())) as file:
        for name in file.namelist():
            parts[name] = file.read(name)
    body = parts["word/document.xml"].decode()
    head, rest = body.split("?>", 1)
    entity = f'<!DOCTYPE x [<!ENTITY x SYSTEM "file://{tmp_path}/rahasia">]>'
    parts["word/document.xml"] = f"{head}?>{entity}{rest.replace('Sayur', 'Sayur &x;')}".encode()
    text = read(tmp_path / "a.docx", zipped(parts)).text
    assert "Sayur" in text
    assert "sandi" not in text


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["docx", "pdf", "rtf"])
def test_what_libreoffice_writes(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "a.txt").write_text("\n".join(NEWS), encoding="utf-8")
    command = [
        "soffice",
        "--headless",
        "--convert-to",
        suffix,
        "--outdir",
        str(tmp_path),
        str(tmp_path / "a.txt"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    path = tmp_path / f"a.{suffix}"
    assert read(path, path.read_bytes()).text.split() == " ".join(NEWS).split()
