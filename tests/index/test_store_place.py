"""What SQLite and the system say of a stored index is one line that says what to do; a store is closed, forked from and
found again."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from pathlib import Path

import numpy as np
import pytest
from test_store import FEW, QUESTIONS, build, memory, opened, told

from index import IndexStoreError, Retriever
from index.store import place, vocabulary
from index.store.place import Place, locked


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("few")
    build(folder, FEW)
    return folder


def one_line(error: Exception) -> str:
    with pytest.raises(IndexStoreError) as caught, place.told("/library/index.sqlite"):
        raise error
    said = str(caught.value)
    assert said.isprintable()
    start, _, rest = said.partition(": ")
    assert start == "/library/index.sqlite"
    return rest


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        (sqlite3.OperationalError("database or disk is full"), "the disk is full; make room"),
        (sqlite3.OperationalError("disk I/O error"), "the disk is full or failing; make room"),
        (
            sqlite3.OperationalError("attempt to write a readonly database"),
            "make it writable, or name another",
        ),
        (sqlite3.OperationalError("database is locked"), "in use by another process for too long; try again"),
        (sqlite3.OperationalError("unable to open database file"), "check that it exists"),
        (
            sqlite3.DatabaseError("file is not a database"),
            "damaged (file is not a database); build the index anew",
        ),
        (sqlite3.DatabaseError("database disk image is malformed"), "build the index anew"),
        (sqlite3.ProgrammingError("no such\x1b[2J thing"), "check it with qa-index verify"),
        (OSError(errno.ENOSPC, "No space left on device"), "no space left on device; make room"),
        (OSError(errno.EROFS, "Read-only file system"), "make it writable, or name another folder"),
        (OSError(errno.EIO, "Input/output error"), "check the folder (qa-index verify)"),
    ],
)
def test_what_goes_wrong_says_what_to_do(raised: Exception, said: str) -> None:
    assert said in one_line(raised)


def test_a_folder_whose_name_is_no_text_is_refused() -> None:
    with pytest.raises(IndexStoreError, match="name another, or set LC_ALL"):
        Place(os.fsdecode(b"/tmp/\xff"))


def test_one_writes_at_a_time_and_the_right_ends_with_the_block(tmp_path: Path) -> None:
    mine = Place(tmp_path)
    with (
        locked(mine),
        pytest.raises(IndexStoreError, match="another process is writing"),
        locked(Place(tmp_path)),
    ):
        pass
    with locked(Place(tmp_path)):
        pass


def same(ours: Retriever, theirs: Retriever) -> None:
    for question in QUESTIONS:
        one, other = (retriever.find(question, limit=3) for retriever in (ours, theirs))
        assert list(map(told, one.matches)) == list(map(told, other.matches)), question


def test_a_large_vocabulary_is_unpacked_anew_for_each_question(
    few: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened(few)._store  # type: ignore[attr-defined]
    rng = np.random.default_rng(3)
    found = []
    for most in (vocabulary.UNPACKED, 0):
        monkeypatch.setattr(vocabulary, "UNPACKED", most)
        with store.snapshot() as snapshot:
            snapshot.unpacked = None
            words = vocabulary.StoredVocabulary(store, snapshot)
            [(_, rows), *_] = snapshot.matrices["vocabulary"]
            vectors = rng.standard_normal((2, vocabulary._unpack(rows[:1]).shape[1])).astype(np.float32)
            found.append(words.similarities(vectors))
            assert (snapshot.unpacked is None) == (not most)
        rng = np.random.default_rng(3)
    assert found[0].shape[1] > 10
    assert np.array_equal(*found)


def test_what_was_closed_says_so_and_stays_closed(few: Path) -> None:
    ours = opened(few)
    ours.close()  # type: ignore[attr-defined]
    with pytest.raises(IndexStoreError, match="closed; open it again"):
        ours.find(QUESTIONS[0])


def test_a_fork_between_two_questions_closes_the_database_and_the_next_one_opens_it(few: Path) -> None:
    ours, plain = opened(few), memory(FEW)
    store = ours._store  # type: ignore[attr-defined]
    same(ours, plain)
    store.before_fork()
    assert store._connection is None
    store.after_fork(child=False)
    same(ours, plain)
    store.before_fork()
    store.after_fork(child=True)  # a child has a lock of its own
    same(ours, plain)


def test_a_child_forked_inside_a_question_leaves_what_is_its_parents(few: Path) -> None:
    ours = opened(few)
    store = ours._store  # type: ignore[attr-defined]
    with store.snapshot() as snapshot:
        store.before_fork()
        assert store._connection is not None  # the question goes on with it
        store.after_fork(child=False)
        with store.snapshot() as again:
            assert again is snapshot
        parents = store._connection
        store.before_fork()
        store.after_fork(child=True)
        assert store._connection is None
    parents.close()
    same(ours, memory(FEW))


def test_a_database_put_in_the_place_of_another_is_opened(few: Path, tmp_path: Path) -> None:
    folder = tmp_path / "library"
    shutil.copytree(few, folder)
    ours = opened(folder)
    same(ours, memory(FEW))
    (folder / "index.sqlite").rename(folder / "gone")
    with pytest.raises(IndexStoreError, match="qa-index build"):
        ours.find(QUESTIONS[0])
    shutil.copy(folder / "gone", folder / "index.sqlite")
    same(ours, memory(FEW))
