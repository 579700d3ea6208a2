from __future__ import annotations

import builtins
import io
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.decoding import decode
from index.errors import ReadError
from index.limits import Limits
from index.reader import Source, read_paths

SENTENCE = "Café Dua buka pukul 07.00 di Jalan Melati.\r\nHarganya “murah”.\n"


def read_one(*paths: str | os.PathLike[str], **options: Any) -> Source:
    sources = read_paths(paths, **options)
    assert len(sources) == 1
    return sources[0]


def fails(*paths: str, **options: Any) -> str:
    with pytest.raises(ReadError) as caught:
        read_paths(paths, **options)
    message = str(caught.value)
    assert len(message.splitlines()) == 1
    message.encode("utf-8")
    return message


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(path: Path, text: str = "Satu kalimat.\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


# Encodings


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_declared_encodings_need_no_note(codec: str) -> None:
    assert decode(SENTENCE.encode(codec), "a.txt") == (SENTENCE, None)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [SENTENCE, "Дом стоит на горе.\nОн стар и пуст уже давно.\n"])
def test_utf16_without_a_mark_is_known_by_its_zero_bytes(codec: str, text: str) -> None:
    decoded, note = decode(text.encode(codec), "a.txt")
    assert decoded == text
    assert note is not None
    assert "UTF-16" in note


def test_latin1_says_so() -> None:
    text = "Crème brûlée für 5 €?"
    decoded, note = decode("Crème brûlée für fünf.".encode("latin-1"), "a.txt")
    assert (decoded, note) == ("Crème brûlée für fünf.", "read as Latin-1: not valid UTF-8")
    decoded, note = decode(text.encode("cp1252"), "a.txt")
    assert (decoded, note) == (text, "read as Latin-1 (Windows-1252): not valid UTF-8")
    decoded, note = decode(b"na\xefve \x81 caf\xe9", "a.txt")
    assert (decoded, note) == ("naïve \x81 café", "read as Latin-1: not valid UTF-8")


def test_a_cut_off_utf8_file_stays_utf8() -> None:
    decoded, note = decode("“Kopi”, kata dia, “enak” é".encode()[:-1], "a.txt")
    assert decoded == "“Kopi”, kata dia, “enak” \ufffd"
    assert note is not None
    assert "UTF-8" in note


def test_damaged_utf16_is_read_with_a_note() -> None:
    decoded, note = decode("Kopi".encode("utf-16") + b"\x41", "a.txt")
    assert decoded == "Kopi\ufffd"
    assert note is not None


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_stay(here: Path, ending: str) -> None:
    write(here / "a.txt", f"satu{ending}dua{ending}")
    assert read_one("a.txt").text == f"satu{ending}dua{ending}"


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_comes_back_unchanged(text: str) -> None:
    if text.isspace():
        return
    assert decode(text.encode("utf-8-sig"), "a.txt") == (text, None)


@given(st.binary())
def test_any_bytes_are_a_text_or_one_clear_line(data: bytes) -> None:
    try:
        text, _ = decode(data, "x\n.bin")
    except ReadError as error:
        text = str(error)
        lines = text.splitlines() if text.startswith("x\\n.bin: ") else []
    else:
        lines = [text.strip()]
    text.encode("utf-8")
    assert len(lines) == 1
    assert lines[0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t\r\n", "blank"),
        (b"\xef\xbb\xbf", "blank"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10" + bytes(range(256)), "binary"),
        (b"\x7fELF\x02\x01\x01" + b"\0" * 200, "binary"),
        (b"%PDF-1.7\n", "pdftotext"),
        (b"PK\x03\x04rest", "office document"),
        (b"\x1f\x8b\x08rest", "gunzip"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        decode(data, "a.txt")


def test_one_stray_zero_byte_does_not_make_a_binary_file() -> None:
    assert decode(b"word " * 100 + b"\0", "a.txt")[0].startswith("word")


# Paths


def test_names_are_as_given_and_any_named_file_is_tried(here: Path) -> None:
    write(here / "docs" / "notes")
    assert read_one("docs/notes").name == "docs/notes"
    assert read_one(Path("docs/notes")).name == "docs/notes"
    assert read_one(str(here / "docs" / "notes")).name == str(here / "docs" / "notes")


def test_a_folder_gives_its_texts_sorted_and_skips_the_rest(here: Path) -> None:
    for name in [
        "b.md",
        "a.TXT",
        "c.csv",
        "c.odt",
        "sub/d.markdown",
        "sub/.hidden.txt",
        ".git/e.txt",
        "z.text",
    ]:
        write(here / "docs" / name, f"Isi {name}.")
    (here / "docs" / "sub" / "loop").symlink_to(here / "docs")
    names = [source.name for source in read_paths(["docs"])]
    assert names == ["docs/a.TXT", "docs/b.md", "docs/z.text", "docs/sub/d.markdown"]


def test_globs(here: Path) -> None:
    for name in ["a.txt", "b.log", "sub/c.txt", "sub/deep/d.txt", "sub/.e.txt", "f.txt/g.txt"]:
        write(here / name, f"Isi {name}.")
    (here / "sub" / "loop").symlink_to(here)

    def names(pattern: str) -> list[str]:
        return [source.name for source in read_paths([pattern])]

    assert names("*.txt") == ["a.txt", "f.txt/g.txt"]
    assert names("*.log") == ["b.log"]
    assert names("**/*.txt") == ["a.txt", "f.txt/g.txt", "sub/c.txt", "sub/deep/d.txt"]
    assert names("sub/**") == ["sub/c.txt", "sub/deep/d.txt"]
    assert names("s?b/**/[d].txt") == ["sub/deep/d.txt"]
    assert names(f"{here}/**/d.txt") == [f"{here}/sub/deep/d.txt"]
    assert "no file matches" in fails("nothing*.txt")


def test_a_file_whose_name_looks_like_a_pattern_is_read_itself(here: Path) -> None:
    write(here / "[a]*.txt", "Isi kurung.")
    write(here / "a.txt", "Isi a.")
    assert read_one("[a]*.txt").text == "Isi kurung."


def test_the_same_file_is_read_once(here: Path) -> None:
    write(here / "a.txt")
    (here / "link.txt").symlink_to("a.txt")
    assert read_one("a.txt", "./a.txt", ".", "*.txt", "link.txt").name == "a.txt"


def test_standard_input_is_read_once_and_order_is_kept(here: Path) -> None:
    write(here / "a.txt")
    sources = read_paths(["-", "a.txt", "-"], stdin=io.BytesIO(b"Dari pipa."))
    assert [source.name for source in sources] == ["standard input", "a.txt"]
    assert sources[0].text == "Dari pipa."


def test_standard_input_by_default_is_the_process_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"Halo dunia.")))
    assert read_one("-").text == "Halo dunia."
    monkeypatch.setattr("sys.stdin", None)
    assert "standard input" in fails("-")


def test_a_pipe_is_read_as_a_file() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"Lewat pipa.")
    os.close(writing)
    assert read_one(f"/dev/fd/{reading}").text == "Lewat pipa."
    os.close(reading)


# Problems


def test_one_bad_file_is_named_and_the_others_are_read(here: Path) -> None:
    write(here / "docs" / "a.txt")
    write(here / "docs" / "bad.txt", "")
    problems: list[str] = []
    sources = read_paths(["docs", "gone.txt"], on_problem=problems.append)
    assert [source.name for source in sources] == ["docs/a.txt"]
    assert [problem.split(":")[0] for problem in problems] == ["docs/bad.txt", "gone.txt"]
    assert read_paths(["docs", "gone.txt"]) == sources


def test_nothing_readable(here: Path) -> None:
    (here / "empty").mkdir()
    assert fails("gone.txt").startswith("gone.txt: no such file")
    assert fails("empty").startswith("empty: no text in this folder")
    assert fails("a\nb.txt").startswith("a\\nb.txt: ")
    assert "2 places" in fails("gone.txt", "empty")
    assert "no path given" in fails()
    assert "no such file" in fails(str(write(here / "a.txt")) + "/b.txt")


def test_strange_names_do_not_crash_messages(here: Path) -> None:
    assert fails("kop\udce9.txt").startswith("kop\\udce9.txt: ")
    assert "possible" in fails("kop\ud800.txt")
    assert "possible" in fails("a\0b.txt")
    (here / os.fsdecode(b"kop\xe9.txt")).write_text("Isi kopi.")
    source = read_one("kop\udce9.txt")
    assert source.name.encode("utf-8").decode() == "kop\ufffd.txt"
    assert read_one(".").name == "./kop\ufffd.txt"


def test_permission_denied_is_one_line(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(here / "a.txt")
    write(here / "secret.txt")
    real_open = builtins.open

    def guarded(path: Any, *args: Any, **options: Any) -> Any:
        if os.fspath(path).endswith("secret.txt"):
            raise PermissionError(13, "Permission denied", path)
        return real_open(path, *args, **options)

    monkeypatch.setattr(builtins, "open", guarded)
    assert "permission denied" in fails("secret.txt")
    problems: list[str] = []
    assert read_one(".", on_problem=problems.append).name == "./a.txt"
    assert problems == ["./secret.txt: permission denied; make it readable for you (chmod u+r)"]


def test_other_errors_of_the_system_are_told(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **options: Any) -> Any:
        raise OSError(5, "Input/output error")

    write(here / "a.txt")
    monkeypatch.setattr(builtins, "open", broken)
    assert "input/output error" in fails("a.txt")


def test_an_unreadable_folder_is_told(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def guarded(path: Any) -> Any:
        raise PermissionError(13, "Permission denied", path)

    (here / "closed").mkdir()
    monkeypatch.setattr(os, "scandir", guarded)
    assert fails("closed").startswith("closed: permission denied")


def test_too_large(here: Path) -> None:
    few = Limits(file_bytes=10)
    write(here / "a.txt", "0123456789")
    write(here / "b.txt", "0123456789x")
    assert read_one("a.txt", limits=few).text == "0123456789"
    assert "b.txt: larger than 10 bytes" in fails("b.txt", limits=few)
    assert "larger than" in fails("-", stdin=io.BytesIO(b"x" * 11), limits=few)


def test_a_single_path_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(TypeError, match="single path"):
        read_paths("article.txt")
