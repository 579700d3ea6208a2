"""A library on several machines: the same answers, while servers die and come back."""

from __future__ import annotations

import random
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from cluster_servers import MEMORY, Servers, copy_shard, free_port, need_xapian, write_file
from fake_encoder import HashEncoder
from test_store import FEW, MANY, QUESTIONS, SEEDS, memory, told, village

from index import IndexStoreError, Retriever
from index.cluster.about import about, names, verify
from index.store.writer import Changes, Settings

need_xapian()

from index.cluster.writer import ClusterWriter  # noqa: E402

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
