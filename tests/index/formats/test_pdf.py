from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import NEWS, place_of, read, read_all, refused

from index import Retriever
from index.formats.paragraphs import paragraphs, without_running_heads
from index.limits import Limits

pytest.importorskip("reportlab")
pypdf = pytest.importorskip("pypdf")

from reportlab.lib.pagesizes import A5  # noqa: E402
from reportlab.lib.pdfencrypt import StandardEncryption  # noqa: E402
from reportlab.lib.styles import getSampleStyleSheet  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate  # noqa: E402

from index.formats import pdf  # noqa: E402


def printed(pages: Sequence[Sequence[str]], *, encrypt: StandardEncryption | None = None) -> bytes:
    """A PDF with these lines on its pages, as they are."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=A5, encrypt=encrypt)
    for page in pages:
        for number, line in enumerate(page):
            canvas.drawString(40, 560 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def set_in_type(chapters: Sequence[Sequence[str]]) -> bytes:
    """A PDF with wrapped paragraphs, a page number and a running foot; a page begins with every chapter."""
    file = BytesIO()
    style = getSampleStyleSheet()["BodyText"]

    def foot(canvas: Any, document: Any) -> None:
        canvas.drawString(40, 20, "Laporan Tahunan Dinas Perdagangan")
        canvas.drawString(350, 20, str(document.page))

    story: list[Any] = []
    for chapter in chapters:
        story += [*(Paragraph(paragraph, style) for paragraph in chapter), PageBreak()]
    SimpleDocTemplate(file, pagesize=A5).build(story, onFirstPage=foot, onLaterPages=foot)
    return file.getvalue()


def test_wrapped_lines_are_paragraphs_and_pages_are_places(tmp_path: Path) -> None:
    source = read(
        tmp_path / "laporan.pdf", set_in_type([[NEWS[0]], [NEWS[1], NEWS[2]], ["Bab akhir ada di sini."]])
    )
    assert source.text == "".join(f"{line}\n\n" for line in (*NEWS, "Bab akhir ada di sini."))
    labels = {
        words: place_of(source, words) for words in ("Budi Hartono", "Rp2 juta", "Pedagang", "Bab akhir")
    }
    assert [place.label for place in labels.values() if place] == ["p. 1", "p. 2", "p. 2", "p. 3"]


def test_a_paragraph_goes_on_over_the_page_and_keeps_its_first_page(tmp_path: Path) -> None:
    data = printed(
        [
            ["Kepala dinas mengatakan bahwa semua pedagang", "yang terdaftar sejak tahun lalu akan"],
            ["mendapat kios baru tanpa biaya. Pasar itu", "buka setiap hari mulai pukul lima pagi."],
        ]
    )
    source = read(tmp_path / "a.pdf", data)
    assert source.text.strip().count("\n") == 0
    retriever = Retriever.from_paths([tmp_path / "a.pdf"], cache=False)
    assert [(s.text[:12], s.place and s.place.label) for s in retriever.sentences] == [
        ("Kepala dinas", "p. 1"),
        ("Pasar itu bu", "p. 2"),
    ]


def test_hyphens_at_line_ends_are_mended_and_those_of_words_kept(tmp_path: Path) -> None:
    lines = [
        "Pembukaan pasar itu dirayakan pe-",
        "dagang bersama anak-",
        "anak sekolah dari tiga desa, dan Jakarta-",
    ]
    source = read(tmp_path / "a.pdf", printed([[*lines, "Bandung ikut merayakan."]]))
    assert (
        "dirayakan pedagang bersama anak-anak sekolah dari tiga desa, dan Jakarta-Bandung ikut" in source.text
    )


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["the self-", "made man and the well-known self-made woman"], "the self-made man"),
        (["the co\u00ad", "operation"], "the cooperation"),
        (["from 2019-", "2024"], "from 2019-2024"),
    ],
)
def test_which_hyphens_stay(lines: list[str], text: str) -> None:
    (found,) = paragraphs([lines])
    assert found[1].startswith(text)


def test_short_lines_and_list_items_end_paragraphs() -> None:
    page = [
        "Jadwal",
        "Pasar buka setiap hari kecuali pada hari raya dan libur",
        "nasional yang diumumkan. Kios tutup sore.",
        "1. Lantai bawah untuk sayur dan ikan dari desa sekitar",
        "2. Lantai atas untuk pakaian",
    ]
    assert [text.strip() for _, text in paragraphs([page])] == [
        page[0],
        f"{page[1]} {page[2]}",
        page[3],
        page[4],
    ]


@given(st.lists(st.lists(st.text("abC .-1é\u00ad", max_size=12), max_size=6), max_size=5))
def test_paragraphs_lose_no_letter_and_keep_the_order_of_pages(pages: list[list[str]]) -> None:
    found = paragraphs(pages)

    def letters(texts: Sequence[str]) -> str:
        return "".join(char for text in texts for char in text if char.isalnum())

    for number, page in enumerate(pages):
        assert letters([text for at, text in found if at == number]) == letters(page)
    assert [at for at, _ in found] == sorted(at for at, _ in found)


def test_entries_of_a_table_of_contents_stay_apart() -> None:
    page = [
        "Pendahuluan dan latar belakang . . . . . . . 7",
        "harga dan sewa kios pada tahun lalu ........ 12",
    ]
    assert [text.strip() for _, text in paragraphs([page])] == [
        "Pendahuluan dan latar belakang … 7",
        "harga dan sewa kios pada tahun lalu … 12",
    ]


def test_running_heads_go_and_what_differs_stays() -> None:
    pages = [
        [f"Laporan {n}", f"Isi halaman {word}.", f"- {n} -"]
        for n, word in enumerate(["satu", "dua", "tiga"], 1)
    ]
    assert without_running_heads(pages) == [
        ["Isi halaman satu."],
        ["Isi halaman dua."],
        ["Isi halaman tiga."],
    ]
    assert without_running_heads([["Laporan 1", "Isi."]]) == [["Laporan 1", "Isi."]]


def test_more_pages_than_the_limit_are_cut_and_it_is_said(tmp_path: Path) -> None:
    data = printed([["Satu."], ["Dua."], ["Tiga."]])
    (source,), problems = read_all(tmp_path / "a.pdf", data, limits=Limits(pages=2))
    assert source.text.split() == ["Satu.", "Dua."]
    assert problems == [f"{tmp_path}/a.pdf: only the first 2 of 3 pages are read; split it"]


def test_pages_that_would_take_minutes_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = printed([["Satu."], [f"Baris {n}." for n in range(30)], ["Tiga."]])
    monkeypatch.setattr(pdf, "PAGE_BYTES", 500)
    (source,), problems = read_all(tmp_path / "a.pdf", data)
    assert source.text.split() == ["Satu.", "Tiga."]
    assert problems[0].startswith(f"{tmp_path}/a.pdf: damaged, 1 of 3 pages cannot be read (2)")
    monkeypatch.undo()
    monkeypatch.setattr(pdf, "OPERATORS", 40)
    (source,), problems = read_all(tmp_path / "a.pdf", data)
    assert source.text.split() == ["Satu."]
    assert problems == [f"{tmp_path}/a.pdf: only the first 1 of 3 pages are read; split it"]


def test_a_bomb_in_a_page_is_one_line(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    stream = pypdf.generic.DecodedStreamObject()
    stream.set_data(b" " * (100 * 1024 * 1024))
    page = writer.add_blank_page(300, 300)
    page[pypdf.generic.NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    file = BytesIO()
    writer.write(file)
    message = refused(tmp_path / "a.pdf", file.getvalue())
    assert message == "FILE: damaged PDF (no page can be read); save it anew where it was made"


def test_a_pdf_of_pictures_is_told_apart(tmp_path: Path) -> None:
    assert refused(tmp_path / "a.pdf", printed([[]])).endswith("recognise their text first (OCR)")


def test_a_password_is_said(tmp_path: Path) -> None:
    data = printed([["Rahasia."]], encrypt=StandardEncryption("kunci", strength=128))
    assert refused(tmp_path / "a.pdf", data) == "FILE: protected by a password; save it without one"
    owner_only = printed([["Boleh dibaca."]], encrypt=StandardEncryption("", "pemilik", strength=128))
    assert read(tmp_path / "b.pdf", owner_only).text.strip() == "Boleh dibaca."


def test_damage_is_one_line(tmp_path: Path) -> None:
    whole = set_in_type([NEWS])
    for data in (b"%PDF-1.7\n", whole[:200], b"%PDF-" + bytes(range(256)) * 9, b"bukan PDF"):
        assert refused(tmp_path / "a.pdf", data).startswith("FILE: ")


@given(st.data())
def test_flipped_bytes_give_a_text_or_one_line(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    from index.errors import ReadError
    from index.reader import read_paths

    broken = bytearray(WHOLE)
    for at in data.draw(st.lists(st.integers(0, len(WHOLE) - 1), min_size=1, max_size=30)):
        broken[at] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("pdf") / "a.pdf"
    path.write_bytes(bytes(broken))
    said = ["Isi."]
    try:
        read_paths([path], on_problem=said.append)
    except ReadError as error:
        said = [str(error)]
    assert all(len(line.splitlines()) == 1 for line in said)


WHOLE = printed([["Pasar lama dibuka kembali."], ["Harga sewa kios adalah Rp2 juta."]])
