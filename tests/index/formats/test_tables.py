from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import NEWS, place_of, read, read_all, refused

from index.limits import Limits
from index.reader import read_paths


def as_csv(*rows: tuple[str, ...], delimiter: str = ",") -> bytes:
    file = StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_column_with_the_rows_of_a_spreadsheet(tmp_path: Path, delimiter: str) -> None:
    rows = (
        ("id", "judul", "isi berita"),
        ("1", "a", NEWS[0]),
        ("2", "b", "Dua;\nbaris, di sini."),
        ("3", "c", NEWS[2]),
    )
    source = read(tmp_path / "a.csv", as_csv(*rows, delimiter=delimiter), column="isi berita")
    assert source.text == f"{NEWS[0]}\n\nDua;\nbaris, di sini.\n\n{NEWS[2]}\n\n"
    labels = [place_of(source, words) for words in (NEWS[0], "di sini", NEWS[2])]
    assert [place.label for place in labels if place] == ["row 2", "row 3", "row 4"]


def test_the_usual_column_needs_no_name(tmp_path: Path) -> None:
    assert read(tmp_path / "a.csv", as_csv(("id", "Text"), ("1", NEWS[0]))).text.strip() == NEWS[0]
    assert read(tmp_path / "b.csv", as_csv(("ulasan",), (NEWS[0],))).text.strip() == NEWS[0]


def test_a_missing_column_names_those_there_are(tmp_path: Path) -> None:
    data = as_csv(("id", "judul"), ("1", "a"))
    assert refused(tmp_path / "a.csv", data) == (
        "FILE: no column with texts is known by its name; there are id, judul; name one with --column"
    )
    assert "no column 'isi'; there are id, judul" in refused(tmp_path / "a.csv", data, column="isi")


def test_long_fields_are_read_and_the_limit_of_others_is_kept(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    text = "Satu kalimat. " * 20_000
    assert read(tmp_path / "a.csv", as_csv(("text",), (text,))).text.strip() == text.strip()
    assert csv.field_size_limit() == before


def test_json_lines_have_the_numbers_of_their_lines(tmp_path: Path) -> None:
    data = f'{{"text": "{NEWS[0]}"}}\n\n{{"text": "{NEWS[1]}", "id": 2}}\n{{"id": 3}}\n'.encode()
    source = read(tmp_path / "a.jsonl", data)
    assert [place.label for place in source.places] == ["row 1", "row 3"]
    assert source.text == f"{NEWS[0]}\n\n{NEWS[1]}\n\n"


@pytest.mark.parametrize(
    ("value", "column", "text"),
    [
        ([{"text": "Satu."}, {"text": "Dua."}], None, ["Satu.", "Dua."]),
        ({"status": "ok", "articles": [{"content": "Satu."}]}, None, ["Satu."]),
        ({"text": "Satu.", "comments": [{"text": "Dua."}]}, None, ["Satu."]),
        ([{"data": {"isi": "Satu."}}, {"data": 3}], "data.isi", ["Satu."]),
        (["Satu.", "Dua."], None, ["Satu.", "Dua."]),
        ([{"text": None}, {"text": 5}, {"text": ["a", "b"]}], None, ["5", '["a", "b"]']),
    ],
)
def test_shapes_of_json(tmp_path: Path, value: object, column: str | None, text: list[str]) -> None:
    options = {} if column is None else {"column": column}
    source = read(tmp_path / "a.json", json.dumps(value).encode(), **options)
    assert source.text.split("\n\n")[:-1] == text
    assert source.places[0].kind == "item"


def test_lines_that_are_not_json_are_left_out_and_said(tmp_path: Path) -> None:
    (source,), problems = read_all(tmp_path / "a.jsonl", b'{"text": "Satu."}\n{"text": \n{"text": "Tiga."}\n')
    assert source.text.split() == ["Satu.", "Tiga."]
    assert problems == [f"{tmp_path}/a.jsonl: line 2 is not JSON and is left out; mend or remove it"]


def test_damage_is_one_line(tmp_path: Path) -> None:
    assert "damaged JSON" in refused(tmp_path / "a.json", b'[{"text": "Satu."},\n{"text": "Du')
    assert "damaged JSON" in refused(tmp_path / "a.json", b"bukan json")
    assert "nested too deeply" in refused(tmp_path / "a.json", b"[" * 100_000)
    assert "no columns" in refused(tmp_path / "a.json", b"[]")
    assert "no column" in refused(tmp_path / "a.csv", b"id,judul\n")
    assert "binary" in refused(tmp_path / "a.csv", bytes(range(256)) * 9)


def test_more_rows_than_the_limit_are_cut_and_it_is_said(tmp_path: Path) -> None:
    data = as_csv(("text",), ("Satu.",), ("Dua.",), ("Tiga.",))
    (source,), problems = read_all(tmp_path / "a.csv", data, limits=Limits(rows=2))
    assert source.text.split() == ["Satu.", "Dua."]
    assert problems == [f"{tmp_path}/a.csv: only the first 2 rows are read; split it"]


def test_tables_of_a_folder_are_read_when_a_column_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Isi.")
    (tmp_path / "b.csv").write_bytes(as_csv(("isi",), ("Satu.",)))
    assert [Path(source.name).name for source in read_paths([tmp_path])] == ["a.txt"]
    assert [Path(source.name).name for source in read_paths([tmp_path], column="isi")] == ["a.txt", "b.csv"]


def test_a_column_makes_a_table_of_standard_input() -> None:
    from io import BytesIO

    for data in (b'{"isi": "Satu."}\n', b"id,isi\n1,Satu.\n"):
        (source,) = read_paths(["-"], stdin=BytesIO(data), column="isi")
        assert (source.name, source.text) == ("standard input", "Satu.\n\n")


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).map(str.strip), min_size=1)
)
def test_every_text_of_a_table_comes_back(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    if not any(texts):
        return
    folder = tmp_path_factory.mktemp("tables")
    rows = [("id", "text"), *(("1", text) for text in texts)]
    kept = [text for text in texts if text]
    for path, data in (
        (folder / "a.csv", as_csv(*rows)),
        (folder / "a.json", json.dumps([{"text": text} for text in texts]).encode()),
    ):
        source = read(path, data)
        assert source.text == "".join(f"{text}\n\n" for text in kept)
        assert len(source.places) == len(kept)
