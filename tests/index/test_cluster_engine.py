from __future__ import annotations

import shutil
import tempfile
import weakref
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from cluster_servers import MEMORY, Servers, free_port, need_xapian, write_file
from engine_contract import Corpus, EngineContract, corpora, queries
from fake_encoder import HashEncoder, Vectors
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import Analysis
from index.analyzer import Token
from index.document import Block, Document, Sentence
from index.engine import Engine, Group, Hit, MemoryEngine, Term
from index.store.engine import Statistics
from index.store.writer import Settings

need_xapian()

from index.cluster.engine import XapianEngine  # noqa: E402
from index.cluster.snapshot import ClusterSnapshot, ClusterStore  # noqa: E402
from index.cluster.writer import ClusterWriter  # noqa: E402

SHARDS = ("a", "b")


class Told(HashEncoder):
    """Latent terms of sentences that are numbers, as they are given."""

    def __init__(self, latents: Sequence[Mapping[int, float]]) -> None:
        super().__init__()
        self._latents = latents

    def encode(self, texts: Sequence[str], *, is_query: bool) -> tuple[Vectors, list[dict[int, float]]]:
        return self.passages(texts), [dict(self._latents[int(text)]) for text in texts]


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

    def search(
        self, groups: Sequence[Group], *, limit: int | None = None, allowed: Collection[int] | None = None
    ) -> list[Hit]:
        scores: dict[int, float] = {}
        for kind, name in ((str, "words"), (int, "latents")):
            # All of them: the best of the sum need not be among the best of either.
            wanted = limit if limit is not None and limit < 1 else None
            for number, score in self.of(name, only(groups, kind), wanted, allowed):
                scores[number] = scores.get(number, 0.0) + score
        return sorted(scores.items(), key=lambda hit: (-hit[1], hit[0]))[:limit]

    def of(
        self, name: str, groups: Sequence[Group], limit: int | None, allowed: Collection[int] | None = None
    ) -> list[Hit]:
        """The hits of one vocabulary."""
        passed = None if allowed is None else {(number + 1) << 24 for number in allowed}

        def hits(snapshot: ClusterSnapshot) -> list[Hit]:
            return engine_of(self._store, snapshot, name).search(groups, limit=limit, allowed=passed)

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


@settings(max_examples=25)
@given(
    sentences=corpora(min_size=1),
    groups=queries(),
    limit=st.integers(1, 12),
    kind=st.sampled_from([str, int]),
)
def test_scores_are_those_of_the_engine_in_memory(
    served: Served, sentences: Corpus, groups: list[Group], limit: int, kind: type
) -> None:
    own = [{term: times for term, times in one.items() if isinstance(term, kind)} for one in sentences]
    asked = only(groups, kind)
    expected = MemoryEngine(own).search(asked, limit=limit)
    found = Both(served, sentences).of("words" if kind is str else "latents", asked, limit)
    assert [number for number, _ in found] == [number for number, _ in expected]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected])


def zipf(rng: np.random.Generator, kind: type, size: int) -> list[dict[Term, float]]:
    """Sentences of all lengths over Zipf's words."""
    corpus = []
    for length in rng.integers(1, 40, size=size).tolist():
        frequencies: dict[Term, float] = {}
        for number in np.minimum(rng.zipf(1.3, size=length), 3_000).tolist():
            term: Term = f"w{number}" if kind is str else number
            frequencies[term] = frequencies.get(term, 0.0) + 1.0
        if kind is int:
            frequencies = {term: float(np.float16(rng.uniform(0.3, 2.0))) for term in frequencies}
        corpus.append(frequencies)
    return corpus


def structured(rng: np.random.Generator, kind: type) -> list[Group]:
    """A question of a word with two translations and three words more."""
    picked = [int(number) for number in np.minimum(rng.zipf(1.3, size=6), 3_000)]
    terms: list[Term] = [f"w{number}" if kind is str else number for number in picked]
    first = Group(((terms[0], 1.0), (terms[1], 0.6), (terms[2], 0.4)))
    return [first, *(Group(((term, 1.0),), 0.7) for term in terms[3:])]


@pytest.mark.parametrize("size", [400, pytest.param(3_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("kind", [str, int])
def test_the_best_of_many_are_those_of_the_engine_in_memory(served: Served, kind: type, size: int) -> None:
    rng = np.random.default_rng(7)
    corpus = zipf(rng, kind, size)
    memory, both = MemoryEngine(corpus), Both(served, corpus)
    for _ in range(20):
        groups = structured(rng, kind)
        expected = memory.search(groups, limit=60)
        found = both.of("words" if kind is str else "latents", groups, 60)
        assert [number for number, _ in found] == [number for number, _ in expected]
        assert [score for _, score in found] == pytest.approx([score for _, score in expected])


def test_only_allowed_sentences_are_found_with_the_scores_they_have_among_all(served: Served) -> None:
    rng = np.random.default_rng(11)
    corpus = zipf(rng, str, 400)
    served.write(corpus)
    store = ClusterStore(served.file)
    allowed = {(number + 1) << 24 for number in range(0, 400, 7)}
    for _ in range(5):
        groups = structured(rng, str)
        everything = store.ask(lambda snapshot, g=groups: engine_of(store, snapshot, "words").search(g))
        found = store.ask(
            lambda snapshot, g=groups: engine_of(store, snapshot, "words").search(
                g, limit=10, allowed=allowed
            )
        )
        assert found == [hit for hit in everything if hit[0] in allowed][:10]
    store.close()


@pytest.mark.slow
def test_synonyms_of_xapian_would_rank_otherwise(served: Served) -> None:
    """Why a group is no OP_SYNONYM: it knows no probabilities, and guesses at the document frequency."""
    import xapian

    from index.cluster.binding import matches_of
    from index.cluster.terms import KEY, spelled, unpack_key

    rng = np.random.default_rng(5)
    corpus = zipf(rng, str, 2_000)
    memory = MemoryEngine(corpus)
    served.write(corpus)
    store = ClusterStore(served.file)
    shared = 0
    for _ in range(20):
        groups = structured(rng, str)
        parts = [
            xapian.Query(
                xapian.Query.OP_SCALE_WEIGHT,
                xapian.Query(
                    xapian.Query.OP_SYNONYM, [xapian.Query(spelled(term)) for term, _ in group.terms]
                ),
                group.weight,
            )
            for group in groups
        ]

        def ten(snapshot: ClusterSnapshot, parts: list[object] = parts) -> set[int]:
            enquire = xapian.Enquire(snapshot.database)
            enquire.set_weighting_scheme(xapian.BM25Weight(1.5, 0, 1, 0.75, 0))
            enquire.set_sort_by_relevance_then_value(KEY, False)
            enquire.set_query(xapian.Query(xapian.Query.OP_OR, parts))
            return {(unpack_key(key, latent=False)[0] >> 24) - 1 for _, _, key in matches_of(enquire, 0, 10)}

        shared += len(store.ask(ten) & {number for number, _ in memory.search(groups, limit=10)})
    store.close()
    print(f"OP_SYNONYM shares {shared} of 200 with the exact ten best")
    assert shared < 200
