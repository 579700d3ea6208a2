from __future__ import annotations

import gzip
import os
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import NEWS, read, read_all, refused, zipped

from index import formats
from index.errors import ReadError
from index.formats import archive
from index.limits import DEFAULTS, Limits
from index.reader import read_paths


def named(sources: list[formats.Source], path: Path) -> dict[str, str]:
    return {source.name.removeprefix(f"{path}/"): source.text for source in sources}


def test_a_zip_gives_its_readable_files(tmp_path: Path) -> None:
    path = tmp_path / "berita.zip"
    entries = {
        "b.txt": NEWS[0],
        "sub/": "",
        "sub/a.md": NEWS[1],
        "foto.jpg": b"\xff\xd8",
        ".tersembunyi.txt": "x",
        "__MACOSX/b.txt": "x",
        "data.csv": "id,text\n1,Satu.\n",
        "film.srt": "1\n00:00:01,000 --> 00:00:02,000\nHalo.\n",
    }
    sources, problems = read_all(path, zipped(entries))
    assert problems == []
    assert named(sources, path) == {"b.txt": NEWS[0], "sub/a.md": NEWS[1], "film.srt": "Halo."}
    assert sources[-1].places[0].label == "00:00:01"
    with_tables, _ = read_all(path, zipped(entries), column="text")
    assert "data.csv" in named(with_tables, path)


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ("../../etc/x.txt", "etc/x.txt"),
        ("/etc/x.txt", "etc/x.txt"),
        ("C:\\Windows\\x.txt", "Windows/x.txt"),
        ("a/./b//x.txt", "a/b/x.txt"),
        ("a\x1b[31m/x.txt", "a\ufffd[31m/x.txt"),
    ],
)
def test_names_of_entries_lead_nowhere(tmp_path: Path, entry: str, name: str) -> None:
    path = tmp_path / "a.zip"
    sources, _ = read_all(path, zipped({entry: "Isi."}))
    assert [source.name for source in sources] == [f"{path}/{name}"]
    assert os.listdir(tmp_path) == ["a.zip"]


@given(st.text(st.sampled_from("./\\:aC\x1b\n"), max_size=20))
def test_any_name_stays_below_the_archive(entry: str) -> None:
    name = archive.clean(entry)
    assert os.path.normpath(os.path.join("/top/a.zip", name)).startswith("/top/a.zip")
    assert name.isprintable()


def test_one_bad_entry_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    data = bytearray(zipped({"a.txt": NEWS[0] * 9, "kosong.txt": "", "z.txt": NEWS[1]}))
    data[60] ^= 0xFF  # inside the first entry's packed bytes
    sources, problems = read_all(path, bytes(data))
    assert named(sources, path) == {"z.txt": NEWS[1]}
    assert [problem.split(":")[0] for problem in problems] == [f"{path}/a.txt", f"{path}/kosong.txt"]
    assert "damaged in the archive" in problems[0]


def test_gzip_is_what_is_in_it(tmp_path: Path) -> None:
    assert read(tmp_path / "a.txt.gz", gzip.compress(NEWS[0].encode())).text == NEWS[0]
    two_members = gzip.compress(b"Satu. ") + gzip.compress(b"Dua.")
    assert read(tmp_path / "log.gz", two_members).text == "Satu. Dua."
    table = gzip.compress(b'{"text": "Satu."}\n{"text": "Dua."}\n')
    source = read(tmp_path / "a.jsonl.gz", table)
    assert [place.label for place in source.places] == ["row 1", "row 2"]
    path = tmp_path / "b.zip.gz"
    sources, _ = read_all(path, gzip.compress(zipped({"a.txt": "Isi."})))
    assert named(sources, path) == {"a.txt": "Isi."}


def test_archives_in_archives_are_read_to_a_depth(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    two = zipped({"dalam.zip": zipped({"a.txt": "Isi."}), "b.txt.gz": gzip.compress(b"Isi b.")})
    sources, problems = read_all(path, two)
    assert (named(sources, path), problems) == ({"dalam.zip/a.txt": "Isi.", "b.txt.gz": "Isi b."}, [])
    sources, problems = read_all(path, zipped({"c.txt": "Isi c.", "luar.zip": two}))
    assert named(sources, path) == {"c.txt": "Isi c."}
    assert problems[0] == f"{path}/luar.zip/dalam.zip: packed 3 times, 2 at most are read; unpack it first"


def test_a_zip_of_itself_ends(tmp_path: Path) -> None:
    data = b"x"
    for _ in range(50):
        data = zipped({"a.zip": data})
    path = tmp_path / "a.zip"
    assert "nothing readable" in refused(path, data)


def test_bombs_are_refused_before_they_burst(tmp_path: Path) -> None:
    zeros = b"a" * (250 * 1024 * 1024)
    packed = gzip.compress(zeros)
    one = zipped({"a.txt": zeros})
    del zeros
    tracemalloc.start()
    try:
        assert "200 times its size" in refused(tmp_path / "a.txt.gz", packed) or "64 MB" in refused(
            tmp_path / "a.txt.gz", packed
        )
        message = refused(tmp_path / "a.zip", one)
        assert "200 times its size" in message
        assert tracemalloc.get_traced_memory()[1] < 200 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_a_declared_size_that_lies_is_not_believed(tmp_path: Path) -> None:
    data = zipped({"a.txt": b"a" * 5_000_000})
    lying = data.replace((5_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != data
    assert "damaged in the archive" in refused(tmp_path / "a.zip", lying)


def test_all_that_is_unpacked_counts_together(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    inner = zipped({"c.txt": "c" * 40})
    assert len(inner) < 160
    data = zipped([("a.txt", "a" * 90), ("i.zip", inner), ("z.txt", "z" * 90)])
    sources, problems = read_all(path, data, limits=Limits(unpacked_bytes=250))
    assert list(named(sources, path)) == ["a.txt"] + (["i.zip/c.txt"] if len(inner) + 130 <= 250 else [])
    assert any("left out, the archive unpacks to more than" in problem for problem in problems)


def test_more_entries_than_the_limit_are_cut_and_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    data = zipped({f"{n}.txt": f"Isi {n}." for n in range(3)})
    sources, problems = read_all(path, data, limits=Limits(entries=2))
    assert list(named(sources, path)) == ["0.txt", "1.txt"]
    assert problems == [f"{path}: only the first 2 of 3 entries are read; split it"]


def test_damage_is_one_line(tmp_path: Path) -> None:
    whole = zipped({"a.txt": NEWS[0]})
    assert "damaged ZIP" in refused(tmp_path / "a.zip", whole[:40])
    assert "damaged ZIP" in refused(tmp_path / "a.zip", b"bukan zip")
    assert "nothing in this ZIP" in refused(tmp_path / "a.zip", zipped({}))
    assert "damaged gzip" in refused(tmp_path / "a.gz", gzip.compress(NEWS[0].encode())[:-12])
    assert "damaged gzip" in refused(tmp_path / "a.gz", b"bukan gzip")
    assert "binary" in refused(tmp_path / "a.tar.gz", gzip.compress(bytes(range(256)) * 40))


def test_what_documents_in_an_archive_hold_counts(tmp_path: Path) -> None:
    cue = "1\n00:00:01,000 --> 00:00:02,000\n" + "Halo. " * 20
    path = tmp_path / "a.zip"
    sources, problems = read_all(
        path, zipped({f"{n}.srt": cue for n in range(3)}), limits=Limits(unpacked_bytes=500)
    )
    assert list(named(sources, path)) == ["0.srt"]
    assert problems[0] == f"{path}/1.srt: left out, the archive holds too much text; unpack and split it"


def test_uncommon_ways_of_packing_are_refused(tmp_path: Path) -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as made:
        made.writestr("a.txt", NEWS[0])
    path = tmp_path / "a.zip"
    path.write_bytes(file.getvalue())
    (tmp_path / "b.txt").write_text("Isi b.")
    problems: list[str] = []
    read_paths([path, tmp_path / "b.txt"], on_problem=problems.append)
    assert problems[0] == f"{path}/a.txt: packed in an uncommon way; unpack it first"


def test_names_of_files_keep_messages_on_one_line(tmp_path: Path) -> None:
    for suffix in ("zip", "gz", "srt", "eml", "json", "csv", "xlsx"):
        path = tmp_path / f"a\nb.{suffix}"
        path.write_bytes(zipped({"[Content_Types].xml": "x"}) if suffix == "xlsx" else b"halo")
        problems: list[str] = []
        try:
            read_paths([path], on_problem=problems.append)
        except ReadError as error:
            problems.append(str(error))
        assert len(problems) == 1
        assert "\n" not in problems[0]


def test_an_encrypted_entry_is_told(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": NEWS[0]}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path = tmp_path / "a.zip"
    path.write_bytes(bytes(data))
    problems: list[str] = []
    (tmp_path / "b.txt").write_text("Isi b.")
    read_paths([path, tmp_path / "b.txt"], on_problem=problems.append)
    assert problems[0] == f"{path}/a.txt: protected by a password; unpack it first"


@given(st.data())
def test_flipped_bytes_give_a_text_or_one_line(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    broken = bytearray(zipped({"a.txt": NEWS[0], "b.zip": zipped({"c.txt": NEWS[1]})}))
    for at in data.draw(st.lists(st.integers(4, len(broken) - 1), min_size=1, max_size=10)):
        broken[at] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("zip") / "a.zip"
    path.write_bytes(bytes(broken))
    problems: list[str] = []
    try:
        read_paths([path], on_problem=problems.append)
    except ReadError as error:
        problems.append(str(error))
    assert all(len(problem.splitlines()) == 1 and problem.isprintable() for problem in problems)


def test_a_document_is_a_zip_with_limits_too() -> None:
    bomb = BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", b" " * (70 * 1024 * 1024))
    with pytest.raises(ReadError, match="unpacks to more than 64 MB"):
        archive.unpacked(bomb.getvalue(), "a.docx", DEFAULTS)
