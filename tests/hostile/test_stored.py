"""Stored indexes that a stranger made: nothing runs, nothing outside the folder is touched, nothing large is made."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tracemalloc
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from fake_encoder import HashEncoder

import index
from index import IndexStoreError, Retriever
from index.limits import MB
from index.store import trust
from index.store.place import Place
from index.store.segments import sweep
from index.store.verifying import verify
from index.store.writer import Settings, Writer

pytest.importorskip("tantivy")

QUESTIONS = ("berapa harga kopi?", "who sells coffee?", "teh")
TEXTS = {
    f"{number}.txt": f"Harga kopi naik {number} persen. Budi menjual teh di pasar." for number in range(4)
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    with Writer(
        folder, create=True, encoder=HashEncoder(), settings=Settings(latent=True, dense=True)
    ) as writer:
        writer.update(list(TEXTS.items()))
    return folder


@pytest.fixture
def library(sound: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    shutil.copytree(sound, folder)
    return folder


def ask(folder: Path) -> None:
    retriever = Retriever.open(folder, encoder=HashEncoder(), reader=False)
    for question in QUESTIONS:
        for match in retriever.search(question):
            document = match.sentence.document
            assert TEXTS[document.name][match.sentence.start : match.sentence.end] == match.sentence.text


def write(folder: Path) -> None:
    with Writer(folder, encoder=HashEncoder()) as writer:
        writer.update([("new.txt", "Teh turun.")])


def refused(attempt: Callable[[Path], object], folder: Path) -> str:
    with pytest.raises(IndexStoreError) as caught:
        attempt(folder)
    assert str(caught.value).replace(str(folder), "").isprintable()
    return str(caught.value)


def change(folder: Path, *statements: str, script: str = "") -> None:
    connection = sqlite3.connect(folder / "index.sqlite", isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.executescript(script)
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER UPDATE ON meta BEGIN DELETE FROM documents; END",
        "CREATE VIEW v AS SELECT * FROM documents",
        "CREATE TABLE extra (a)",
        "CREATE INDEX extra ON documents (upper(name))",
        "ALTER TABLE meta ADD COLUMN more TEXT GENERATED ALWAYS AS (upper(value)) VIRTUAL",
        "ALTER TABLE meta RENAME TO other; CREATE VIEW meta AS SELECT key, value FROM other",
    ],
)
def test_only_the_tables_of_an_index_are_believed(library: Path, statement: str) -> None:
    change(library, script=statement)
    for attempt in (ask, write):
        assert "its tables are not those of a kutip index" in refused(attempt, library)
    [problem] = verify(library)
    assert "its tables" in problem


def test_a_reader_cannot_write_and_sqlite_distrusts(library: Path) -> None:
    from index.store.database import connect

    connection = connect(Place(library), write=False)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("DELETE FROM meta")
    assert connection.execute("PRAGMA trusted_schema").fetchone() == (0,)
    connection.close()


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd", "/etc/passwd", "..", ".", "", "a/b", "a\\b", "a\0b", 7, None]
)
def test_names_of_files_lead_nowhere(library: Path, name: object) -> None:
    files = json.dumps([[name, 1, 1]])
    change(library, f"UPDATE segments SET files = '{files}'")
    message = refused(ask, library)
    assert "malformed list of files" in message
    assert verify(library)


def test_links_lead_nowhere(library: Path, tmp_path: Path) -> None:
    outside = tmp_path / "home"
    outside.mkdir()
    (outside / "00000099").mkdir()
    (outside / "precious").mkdir()
    for part in ("segments", "index.sqlite", "lock"):
        folder = tmp_path / f"with-{part}"
        shutil.copytree(library, folder)
        shutil.move(folder / part, outside / part)
        (folder / part).symlink_to(outside / part)
        assert part in refused(write, folder)
        if part != "lock":
            assert "a link" in refused(ask, folder)
    segment = next((library / "segments").iterdir())
    shutil.move(segment, outside / "moved")
    segment.symlink_to(outside / "moved")
    assert "a link" in refused(ask, library)
    assert (outside / "precious").is_dir()


def test_a_link_to_a_file_of_a_segment_is_not_opened(library: Path, tmp_path: Path) -> None:
    file = next(path for path in (library / "segments").rglob("*.npy"))
    shutil.move(file, tmp_path / "outside")
    file.symlink_to(tmp_path / "outside")
    assert "not a plain file" in refused(ask, library)
    file.unlink()
    os.mkfifo(file)
    assert "not a plain file" in refused(ask, library)


def test_only_folders_of_segments_are_swept(library: Path) -> None:
    for name in ("00000077", "holiday"):
        (library / "segments" / name).mkdir()
    sweep(Place(library), ())
    assert [path.name for path in (library / "segments").iterdir()] == ["holiday"]


def test_a_journal_that_names_another_is_refused(library: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("nobody deletes this")
    name = str(victim).encode()
    journal = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(504) + name + len(name).to_bytes(4, "big")
    journal += sum(name).to_bytes(4, "big") + b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
    (library / "index.sqlite-journal").write_bytes(journal)
    for attempt in (ask, write):
        assert "-journal" in refused(attempt, library)
    assert victim.exists()


ODD = [
    "NULL",
    "'text'",
    "-1",
    "9e999",
    "9223372036854775807",
    "x'ff'",
    "zeroblob(3)",
    "'[]'",
    "'{}'",
    "'1e999'",
]


@pytest.mark.parametrize("step", [len(ODD) + 9, pytest.param(1, marks=pytest.mark.slow)])
def test_values_of_other_kinds_are_one_line_or_change_no_quote(
    sound: Path, tmp_path: Path, step: int
) -> None:
    """Of every column with every odd value, some; all of them among the slow tests."""
    connection = sqlite3.connect(sound / "index.sqlite")
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    columns = [
        (table, column)
        for table in tables
        if not table.startswith("sqlite_")
        for _, column, *_ in connection.execute(f"PRAGMA table_info({table})")
    ]
    connection.close()
    assert len(columns) > 20
    tried = [(table, column, odd) for table, column in columns for odd in ODD]
    for number, (table, column, odd) in enumerate(tried[::step]):
        folder = tmp_path / str(number)
        shutil.copytree(sound, folder)
        try:
            change(folder, f"UPDATE OR IGNORE {table} SET {column} = {odd}")
        except sqlite3.Error:
            continue  # SQLite itself takes no such value there
        for attempt in (ask, verify, write):
            with suppress(IndexStoreError):
                attempt(folder)
        shutil.rmtree(folder)


def test_a_text_that_unpacks_to_more_than_any_text(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zlib.compress(b"a" * (300 * MB), 9)
    tracemalloc.start()
    try:
        monkeypatch.setattr(trust, "_TEXT", MB)
        with pytest.raises(zlib.error, match="longer than any text"):
            trust.inflate(bomb)
        assert tracemalloc.get_traced_memory()[1] < 80 * MB
    finally:
        tracemalloc.stop()
    assert trust.inflate(zlib.compress(b"kopi")) == b"kopi"
    with pytest.raises(zlib.error):
        trust.inflate(zlib.compress(b"kopi")[:-1])


@pytest.mark.parametrize(("column", "dtype"), [("dense", "<f2"), ("latents", "<f2")])
def test_encodings_are_numbers(library: Path, column: str, dtype: str) -> None:
    """Found by the fuzz run: a vector of NaN made a confidence of NaN, which is no JSON."""
    connection = sqlite3.connect(library / "index.sqlite")
    [size] = connection.execute(f"SELECT max(length({column})) FROM encodings").fetchone()
    value = np.full(size // 2, np.nan, dtype=dtype).tobytes()
    connection.execute(f"UPDATE encodings SET {column} = ?", (value,))
    connection.commit()
    connection.close()
    assert "no numbers" in refused(ask, library)


def spoiled(path: Path, array: np.ndarray) -> None:
    np.save(path, array, allow_pickle=True)


@pytest.mark.parametrize(
    "array",
    [
        np.array([{"a": 1}], dtype=object),
        np.zeros((1 << 40, 0), dtype=np.int64),
        np.zeros(3, dtype="<f8"),
        np.zeros((2, 2, 2), dtype=np.int64),
        np.array(["a"]),
    ],
    ids=["pickled", "large", "real", "deep", "text"],
)
def test_arrays_are_what_they_should_be(library: Path, array: np.ndarray) -> None:
    """With the right size and checksum in the list of files: whoever alters a file alters its checksum."""
    for path in (library / "segments").rglob("*.npy"):
        spoiled(path, array)
    relist(library)
    refused(ask, library)


def test_a_header_that_asks_for_more_than_there_is(library: Path) -> None:
    for path in (library / "segments").rglob("*.npy"):
        data = path.read_bytes()
        at = data.index(b"'shape': (") + len(b"'shape': (")
        path.write_bytes(
            data[:at] + b"9" * 12 + b"," + data[at + 13 :] if data[at + 12 : at + 13] != b"\n" else data
        )
    relist(library)
    refused(ask, library)


def test_files_of_the_postings_that_were_exchanged(library: Path) -> None:
    folders = [path for path in (library / "segments").iterdir() if (path / "meta.json").exists()]
    for folder in folders:
        meta = json.loads((folder / "meta.json").read_text())
        meta["segments"] = [{"segment_id": "../../../../etc", "max_doc": 1 << 31, "deletes": None}]
        (folder / "meta.json").write_text(json.dumps(meta))
    relist(library)
    refused(ask, library)


def relist(folder: Path) -> None:
    """Puts sizes and checksums of the files as they are now into the list."""
    connection = sqlite3.connect(folder / "index.sqlite")
    for number, files in connection.execute("SELECT number, files FROM segments").fetchall():
        listed = []
        for name, *_ in json.loads(files):
            data = (folder / "segments" / f"{number:08d}" / name).read_bytes()
            listed.append((name, len(data), zlib.crc32(data)))
        connection.execute("UPDATE segments SET files = ? WHERE number = ?", (json.dumps(listed), number))
    connection.commit()
    connection.close()


NO_CODE = """
import builtins, pickle, sys
def never(*args, **options): raise SystemExit("code was run")
pickle.Unpickler = pickle.loads = pickle.load = never
from index import Retriever
retriever = Retriever.open(sys.argv[1], reader=False)
for question in ("berapa harga kopi?", "teh"):
    retriever.search(question)
from index.store.verifying import verify
print(verify(sys.argv[1]))
"""


def test_nothing_is_unpickled(tmp_path: Path) -> None:
    with Writer(tmp_path, create=True) as writer:
        writer.update(list(TEXTS.items()))
    done = subprocess.run(
        [sys.executable, "-c", NO_CODE, str(tmp_path)],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(index.__file__).parents[1])},
        check=False,
    )
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr
