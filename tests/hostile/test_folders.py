"""Folders with things in them that are no files, files that change while they are read, and odd names."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

import index
from index import ReadError, Retriever
from index.limits import Limits
from index.reader import read_paths

ROOT = Path(index.__file__).parents[1]
TEXT = "Harga kopi naik dua persen di pasar lama.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT)
    return tmp_path


def names(*paths: Path) -> tuple[list[str], list[str]]:
    problems: list[str] = []
    sources = read_paths(paths, on_problem=problems.append)
    assert all(problem.isprintable() for problem in problems)
    return [os.path.relpath(source.name, paths[0]) for source in sources], problems


@pytest.mark.parametrize("pattern", ["", "*", "**/*"])
def test_a_pipe_in_a_folder_is_passed_over(folder: Path, pattern: str) -> None:
    os.mkfifo(folder / "b.txt")
    problems: list[str] = []
    [source] = read_paths([folder / pattern], on_problem=problems.append)
    assert source.name == str(folder / "a.txt")
    assert problems == [f"{folder}/b.txt: a pipe or a device, passed over; name it to read it"]


def test_a_pipe_that_is_named_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=lambda: pipe.write_text(TEXT))
    writer.start()
    [source] = read_paths([pipe])
    writer.join()
    assert source.text == TEXT


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="no such device here")
def test_devices_in_folders_are_passed_over_and_an_endless_one_is_refused(folder: Path) -> None:
    (folder / "z.txt").symlink_to("/dev/zero")
    found, problems = names(folder)
    assert found == ["a.txt"]
    assert problems == [f"{folder}/z.txt: a pipe or a device, passed over; name it to read it"]
    with pytest.raises(ReadError, match="larger than 1 MB"):
        read_paths(["/dev/zero"], limits=Limits(file_bytes=1 << 20))


def test_links_in_circles_end(folder: Path) -> None:
    (folder / "self.txt").symlink_to("self.txt")
    (folder / "up").symlink_to(folder)
    (folder / "up.txt").symlink_to(folder)
    (folder / "again.txt").symlink_to("a.txt")
    found, problems = names(folder)
    assert found == ["a.txt"]
    assert len(problems) == 1
    assert "self.txt" in problems[0]


def test_folders_as_deep_as_paths_go(tmp_path: Path) -> None:
    depth, here = 1200, os.open(tmp_path, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("d", dir_fd=here)
        below = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    with os.fdopen(os.open("b.txt", os.O_WRONLY | os.O_CREAT, dir_fd=here), "w") as file:
        file.write(TEXT)
    os.close(here)
    try:
        [source] = read_paths([tmp_path])
    finally:  # what clears temporary folders away calls itself for every folder down
        subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)
    assert source.name.count("/d") == depth
    assert source.text == TEXT


def test_a_file_that_vanishes_is_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "b.txt").write_text(TEXT)
    scan = os.scandir

    def and_gone(path: str) -> object:
        found = list(scan(path))
        (folder / "b.txt").unlink()
        return _Scanned(found)

    monkeypatch.setattr(os, "scandir", and_gone)
    found, problems = names(folder)
    assert found == ["a.txt"]
    assert problems == [f"{folder}/b.txt: no such file or folder; check the spelling"]


class _Scanned(list[os.DirEntry[str]]):
    def __enter__(self) -> _Scanned:
        return self

    def __exit__(self, *error: object) -> None:
        return


def test_a_file_that_grows_for_ever_is_refused(tmp_path: Path) -> None:
    """It grows faster than it is read: every read finds more."""

    class Growing:
        def read(self, size: int) -> bytes:
            return b"kopi " * min(size // 5 + 1, 100_000)

    with pytest.raises(ReadError, match="standard input: larger than 2 MB"):
        read_paths(["-"], stdin=Growing(), limits=Limits(file_bytes=2 << 20))  # type: ignore[arg-type]


def test_a_file_that_is_cut_while_it_is_read_gives_what_there_was(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT * 100_000)
    stop = threading.Event()

    def change() -> None:
        while not stop.is_set():
            for size in (0, 1, len(TEXT) * 50_000):
                os.truncate(path, size)
                path.write_text(TEXT * 1000)

    changing = threading.Thread(target=change)
    changing.start()
    try:
        for _ in range(20):
            with suppress(ReadError):  # while it is empty
                assert {*read_paths([path])[0].text} <= {*TEXT, "\0"}
    finally:
        stop.set()
        changing.join()


def test_names_that_are_no_text_stay_apart(tmp_path: Path) -> None:
    for number, name in enumerate(
        (b"kop\xe9.txt", b"kop\xe8.txt", b"a\nb.txt", b"c\x1b[2J.txt", b"\xe2\x80\xae.txt")
    ):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text(f"Kopi {number}.")
    found, problems = names(tmp_path)
    assert problems == []
    assert sorted(found) == sorted(
        ["kop\ufffd.txt", "kop\ufffd.txt (2)", "a\nb.txt", "c\x1b[2J.txt", "\u202e.txt"]
    )
    assert all(name.encode() for name in found)


def test_json_is_exact_and_lines_stay_lines(tmp_path: Path) -> None:
    """Of a name with a line end, and of a text that would steer a terminal."""
    text = "Kopi \x1b]0;x\x07 \u202enaik\u202c \u200b\ue000 dua persen."
    path = tmp_path / "a\nb.txt"
    path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "qa", "-q", "kopi naik", "--no-reader", "--no-cache", str(path)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    plain = subprocess.run(command, capture_output=True, env=environment, check=False)
    lines = (plain.stdout + plain.stderr).split(b"\n")
    assert sum(b"a b.txt:1:Kopi" in line and line.endswith(b"persen.") for line in lines) == 1
    told = subprocess.run([*command, "--json"], capture_output=True, env=environment, check=False)
    [quote] = json.loads(told.stdout)["quotes"]
    assert quote["text"] == text[quote["start"] : quote["end"]] == text
    assert quote["document"] == str(path)


def test_more_than_is_encoded_is_matched_by_words(folder: Path) -> None:
    problems: list[str] = []
    retriever = Retriever.from_paths(
        [folder], cache=False, reader=False, limits=Limits(encoded=2), on_problem=problems.append
    )
    assert retriever.search("harga kopi")
    assert retriever.lacks == ()
    if problems:  # there is a model
        assert "at most 2 are encoded" in problems[0]
        assert "qa-index build" in problems[0]


@pytest.mark.parametrize("value", [0, -1, 1.5, "3", True, None])
def test_limits_are_whole_numbers(value: object) -> None:
    with pytest.raises(ValueError, match="pages must be a whole number"):
        Limits(pages=value)  # type: ignore[arg-type]
