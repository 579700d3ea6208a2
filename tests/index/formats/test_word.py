from __future__ import annotations

import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from made import NEWS, place_of, read, refused, zipped

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


def changed(old: str, new: str) -> bytes:
    """The document with a change in its XML that python-docx cannot make."""
    parts = {}
    with zipfile.ZipFile(BytesIO(written())) as file:
        for name in file.namelist():
            parts[name] = file.read(name)
    before = parts["word/document.xml"].decode()
    assert old in before
    parts["word/document.xml"] = before.replace(old, new, 1).encode()
    return zipped(parts)


def test_pages_are_places_where_they_were_noted(tmp_path: Path) -> None:
    data = changed(f"<w:t>{NEWS[2]}", f"<w:t>Halaman satu. </w:t><w:lastRenderedPageBreak/><w:t>{NEWS[2]}")
    source = read(tmp_path / "a.docx", data)
    assert {place.label for place in source.places} == {"p. 1"}
    data = changed("<w:t>Rp2 juta</w:t>", "<w:lastRenderedPageBreak/><w:t>Rp2 juta</w:t>")
    source = read(tmp_path / "a.docx", data)
    labels = [place_of(source, words) for words in (NEWS[0], "Harga sewa", "- Sayur", NEWS[2])]
    assert [place.label for place in labels if place] == ["p. 1", "p. 1", "p. 2", "p. 2"]


@pytest.mark.parametrize(
    ("new", "text"),
    [
        ("<w:ins><w:r><w:t>{}</w:t></w:r></w:ins>", "tiga juta"),
        ("<w:sdt><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt>", "tiga juta"),
        ("<w:moveFrom><w:r><w:t>{}</w:t></w:r></w:moveFrom>", ""),
        ("<w:del><w:r><w:delText>{}</w:delText></w:r></w:del>", ""),
    ],
)
def test_tracked_changes_are_read_as_accepted(tmp_path: Path, new: str, text: str) -> None:
    data = changed("<w:r><w:rPr><w:b/></w:rPr>", f"{new.format('tiga juta ')}<w:r><w:rPr><w:b/></w:rPr>")
    expected = f"Harga sewa kios adalah {text + ' ' if text else ''}Rp2 juta per bulan."
    assert expected in read(tmp_path / "a.docx", data).text.splitlines()


def test_content_controls_and_tables_in_tables(tmp_path: Path) -> None:
    wrapped = "<w:sdt><w:sdtContent><w:p><w:r><w:t>Dalam kendali.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    assert (
        "\nDalam kendali.\nKios\t" in read(tmp_path / "a.docx", changed("<w:tbl>", f"{wrapped}<w:tbl>")).text
    )
    inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>dalam</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    nested = changed("<w:t>Lantai</w:t></w:r></w:p>", f"<w:t>Lantai</w:t></w:r></w:p>{inner}")
    assert "\nKios\tLantai dalam\tHarga\n" in read(tmp_path / "a.docx", nested).text


def test_a_cell_that_claims_to_be_wide_takes_no_memory(tmp_path: Path) -> None:
    data = changed('<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="2000000000"/>')
    assert "\nIkan\tRp2 juta\n" in read(tmp_path / "a.docx", data).text


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
