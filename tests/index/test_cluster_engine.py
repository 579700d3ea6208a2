from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from cluster_servers import MEMORY, Servers, free_port, need_xapian, write_file
from engine_contract import EngineContract
from fake_encoder import HashEncoder

from index.analysis import Analysis
from index.analyzer import Token
from index.document import Block, Document, Sentence
from index.engine import Engine, Group, Hit, Term
from index.store.writer import Settings

need_xapian()

from index.cluster.engine import XapianEngine  # noqa: E402
from index.cluster.snapshot import ClusterSnapshot, ClusterStore  # noqa: E402
from index.cluster.writer import ClusterWriter  # noqa: E402
from index.store.engine import Statistics  # noqa: E402

SHARDS = ("a", "b")


class Told(HashEncoder):
    """Latent terms of sentences that are numbers, as they are given."""

    def __init__(self, latents: Sequence[Mapping[int, float]]) -> None:
        super().__init__()
        self._latents = latents

    def latents(self, texts: Sequence[str]) -> list[dict[int, float]]:
        return [dict(self._latents[int(text)]) for text in texts]


class Served:
    """Two shards that are written anew for every engine, and the servers of both, which stay."""

    def __init__(self, folder: Path, servers: Servers) -> None:
        self.file = folder / "cluster.toml"
        self._folder = folder
        ports = {name: free_port() for name in SHARDS}
        write_file(self.file, {name: [port] for name, port in ports.items()})
        self.write([])
        for name, port in ports.items():
            servers.serve(folder / name, port)

    def write(self, sentences: Sequence[Mapping[Term, float]]) -> None:
        """An article of one sentence for each of these."""
        for name in SHARDS:
            shutil.rmtree(self._folder / name, ignore_errors=True)
        latents = [{t: w for t, w in one.items() if isinstance(t, int)} for one in sentences]
        with ClusterWriter(
            self.file, create=True, encoder=Told(latents), settings=Settings(latent=True, dense=False)
        ) as writer:
            writer.update(
                [(str(number), str(number)) for number in range(len(sentences))],
                analyses=lambda name, text: _article(name, sentences[int(text)]),
            )


def _article(name: str, frequencies: Mapping[Term, float]) -> Analysis:
    document = Document(name, name, blocks=(Block(0, len(name), "body"),))
    words = tuple(
        Token(0, 1, term, term, "word", False)
        for term, times in frequencies.items()
        if isinstance(term, str)
        for _ in range(int(times))
    )
    return Analysis(document, (Sentence(document, 0, len(name), 0, 0),), (words,))


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    folder = Path(tempfile.mkdtemp(prefix="kutip-test-", dir=MEMORY))
    with Servers() as servers:
        yield Served(folder, servers)
    shutil.rmtree(folder)


def engine_of(store: ClusterStore, snapshot: ClusterSnapshot, kind: str, b: float = 0.75) -> XapianEngine:
    # What statistics ask of a store and of a snapshot, these have too.
    statistics = Statistics(store, snapshot, kind, k1=1.5, b=b)  # type: ignore[arg-type]
    return XapianEngine(store, snapshot, statistics)


class Both:
    """The engines of both vocabularies as one: a group's words count as one word, its latent terms as another."""

    def __init__(self, served: Served, sentences: Sequence[Mapping[Term, float]]) -> None:
        served.write(sentences)
        self._store = ClusterStore(served.file)
        weakref.finalize(self, self._store.close)

    def search(self, groups: Sequence[Group], *, limit: int | None = None) -> list[Hit]:
        scores: dict[int, float] = {}
        for kind, name in ((str, "words"), (int, "latents")):
            # All of them: the best of the sum need not be among the best of either.
            wanted = limit if limit is not None and limit < 1 else None
            for number, score in self.of(name, only(groups, kind), wanted):
                scores[number] = scores.get(number, 0.0) + score
        return sorted(scores.items(), key=lambda hit: (-hit[1], hit[0]))[:limit]

    def of(self, name: str, groups: Sequence[Group], limit: int | None) -> list[Hit]:
        """The hits of one vocabulary."""

        def hits(snapshot: ClusterSnapshot) -> list[Hit]:
            return engine_of(self._store, snapshot, name).search(groups, limit=limit)

        return [((number >> 24) - 1, score) for number, score in self._store.ask(hits)]


def only(groups: Sequence[Group], kind: type) -> list[Group]:
    return [
        Group(tuple(pair for pair in group.terms if isinstance(pair[0], kind)), group.weight)
        for group in groups
    ]


class TestXapianEngine(EngineContract):
    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _servers(cls, served: Served) -> None:
        cls.served = served

    served: Served

    def build(self, sentences: Sequence[Mapping[Term, float]]) -> Engine:
        return Both(self.served, sentences)
