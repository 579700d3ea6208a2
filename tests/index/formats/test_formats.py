from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from made import NEWS, read_all, refused, zipped

from index import formats
from index.document import Document, Place
from index.formats.content import Writer
from index.reader import read_paths
from qa.cli import main

READERS = {"trafilatura", "pypdf", "docx", "striprtf", "lxml", "zipfile", "email", "csv", "gzip"}


def modules_after(code: str, *hidden: str) -> set[str]:
    """The top-level modules and those of kutip that are loaded after `code`, in a process of its own."""
    hide = "".join(f"sys.modules[{name!r}] = None\n" for name in hidden)
    script = f"import sys\n{hide}{code}\nprint(*(name for name, module in sys.modules.items() if module))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_reading_plain_text_loads_nothing_new(tmp_path: Path) -> None:
    for name in ("a.txt", "b.md"):
        (tmp_path / name).write_text("Isi.")
    loaded = modules_after(f"from index.reader import read_paths; read_paths([{str(tmp_path)!r}])")
    assert "index.reader" in loaded
    assert not {name for name in loaded if name.startswith("index.formats")}
    assert not loaded & READERS


def test_a_format_loads_its_own_package_only(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text("1\n00:00:01,000 --> 00:00:02,000\nHalo.\n")
    loaded = modules_after(f"from index.reader import read_paths; read_paths([{str(tmp_path)!r}])")
    assert "index.formats.subtitles" in loaded
    assert not loaded & (READERS - {"zipfile"})


@pytest.mark.parametrize(
    ("name", "package", "extra"),
    [
        ("a.html", "trafilatura", "html"),
        ("a.html", "lxml", "html"),
        ("a.pdf", "pypdf", "pdf"),
        ("a.docx", "docx", "docx"),
        ("a.epub", "lxml", "epub"),
        ("a.rtf", "striprtf", "rtf"),
    ],
)
def test_a_missing_package_names_its_extra_and_the_rest_is_read(
    tmp_path: Path, name: str, package: str, extra: str
) -> None:
    (tmp_path / "z.txt").write_text("Isi.")
    for number in range(3):
        (tmp_path / f"{number}{name}").write_bytes(
            b"%PDF-1.7" if name == "a.pdf" else b"{\\rtf1 x}" if "rtf" in name else b"x"
        )
    code = f"""
import json
sys.modules.update({{name: None for name in ({package!r},)}})
from index.reader import read_paths
problems = []
sources = read_paths([{str(tmp_path)!r}], on_problem=problems.append)
print(json.dumps([[source.text for source in sources], problems]))"""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys{code}"], capture_output=True, text=True, check=True
    )
    texts, problems = json.loads(done.stdout)
    label = extra.upper()
    assert texts == ["Isi."]
    assert problems == [
        f"{tmp_path}/0{name}: reading {label} needs what is not installed; "
        f"pip install 'kutip[{extra}]' (and read 2 more files)"
    ]


def test_a_mail_in_html_needs_its_extra_and_one_in_plain_text_does_not(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_text("Subject: a\nContent-Type: text/html\n\n<p>Isi.</p>\n")
    (tmp_path / "b.eml").write_text("Subject: b\n\nIsi.\n")
    code = f"""
import sys
sys.modules["lxml"] = None
from index.reader import read_paths
print([source.text for source in read_paths([{str(tmp_path)!r}], on_problem=print)])"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [
        f"{tmp_path}/a.eml: reading mail needs what is not installed; pip install 'kutip[mail]'",
        "['Subject: b\\n\\nIsi.\\n']",
    ]


def test_what_a_folder_gives_of_packed_files() -> None:
    names = ["a.txt.gz", "a.PDF.GZ", "a.zip", "a.csv.gz", "a.tar.gz", "a.gz", "a.jpg"]
    assert [formats.named(name, tables=False) for name in names] == [True, True, True, *[False] * 4]
    assert [formats.named(name, tables=True) for name in names] == [*[True] * 4, *[False] * 3]


def test_every_extra_of_a_format_is_declared() -> None:
    import tomllib

    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text())["project"]
    declared = project["optional-dependencies"]
    for form in formats.FORMATS:
        assert form.extra is None or declared[form.extra]


def test_the_first_bytes_outweigh_the_suffix() -> None:
    assert formats.recognise(b"%PDF-1.7", "a.txt") is formats.PDF
    assert formats.recognise(b"\x1f\x8b\x08", "a.html") is formats.GZIP
    assert formats.recognise(zipped({"a.txt": "x"}), "a.txt") is formats.ZIP
    assert formats.recognise(b"Halo", "a.txt") is None
    assert formats.recognise(b"Halo", "catatan") is None
    assert formats.recognise(b"a,b", "catatan", column="a") is formats.CSV


def test_a_folder_with_damaged_files_answers_from_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rusak.zip").write_bytes(b"PK\x03\x04 rusak")
    (tmp_path / "rusak.srt").write_bytes(b"halo")
    (tmp_path / "baik.zip").write_bytes(zipped({"berita.txt": "\n".join(NEWS)}))
    assert main(["-q", "berapa harga sewa kios?", str(tmp_path)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith(f"{tmp_path}/baik.zip/berita.txt:2:Harga sewa")
    assert [line.split(":")[1].strip() for line in err.splitlines() if str(tmp_path) in line] == [
        f"{tmp_path}/rusak.srt",
        f"{tmp_path}/rusak.zip",
    ]


def test_the_place_is_shown_in_every_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"isi": text}) + "\n" for text in NEWS))
    question = ["-q", "berapa harga sewa kios?", "--top", "1", "--column", "isi", str(path)]
    assert main(question) == 0
    assert capsys.readouterr().out == f"{path}:row 2:{NEWS[1]}\n"
    assert main([*question, "--json"]) == 0
    (quote,) = json.loads(capsys.readouterr().out)["quotes"]
    (source,) = read_paths([path], column="isi")
    assert (quote["place"], quote["text"]) == ("row 2", source.text[quote["start"] : quote["end"]])
    assert main(["-q", "siapa nama presiden?", "--column", "isi", str(path)]) == 1
    assert ":row " in capsys.readouterr().err


def test_the_terminal_names_the_place_in_the_language_of_the_question(tmp_path: Path) -> None:
    from io import StringIO

    from index import Retriever
    from qa import Chat, commands, render, steps
    from qa.view import plain

    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"isi": text}) + "\n" for text in NEWS))
    retriever = Retriever.from_paths([path], column="isi", cache=False)
    out = StringIO()
    answer = Chat(retriever).ask("berapa harga sewa kios?")
    render.show(answer, render.console(out))
    assert "baris tabel 2" in " ".join(out.getvalue().split())
    state = commands.handle(steps.begin(retriever), "berapa harga sewa kios?").state
    assert "row 2" in plain(commands.handle(state, "/quote").view)
    assert "baris tabel 2" in plain(commands.handle(state, "/why").view)


def test_places_hold_up_to_the_next() -> None:
    document = Document("a", "abcdef", places=(Place(1, "page", "1"), Place(4, "page", "2")))
    assert [place and place.value for place in map(document.place, range(6))] == [
        None,
        "1",
        "1",
        "1",
        "2",
        "2",
    ]


def test_places_without_text_are_dropped() -> None:
    writer = Writer()
    writer.at("page", 1)
    writer.at("page", 2)
    writer.write("a")
    writer.at("page", 2)
    writer.write("b")
    writer.at("page", 3)
    content = writer.content()
    assert (content.text, content.places) == ("ab", (Place(0, "page", "2"),))


def test_no_reader_writes_or_connects(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from index import encoder  # noqa: F401 - what is loaded before does not count

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    before = set(os.listdir(tmp_path)) | {"a.zip"}
    _, problems = read_all(
        tmp_path / "a.zip", zipped({"../b.txt": "Isi.", "c.srt": "x", "d.eml": "Subject: a\n\nIsi."})
    )
    assert [problem.split(":")[0] for problem in problems] == [f"{tmp_path}/a.zip/c.srt"]
    assert set(os.listdir(tmp_path)) == before


def test_an_unforeseen_error_of_a_parser_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from index.formats import subtitles

    def broken(*_: object, **__: object) -> None:
        raise RecursionError("maximum\nrecursion \x1b[31mdepth. ")

    monkeypatch.setattr(subtitles, "read", broken)
    message = refused(tmp_path / "a.srt", b"x")
    assert message == (
        "FILE: damaged subtitle file (maximum recursion [31mdepth); open and save it anew where it was made"
    )
