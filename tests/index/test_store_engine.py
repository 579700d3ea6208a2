from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager

import numpy as np
import pytest
from engine_contract import AllowedContract, Corpus, EngineContract, corpora, queries
from fake_encoder import HashEncoder, Vectors
from hypothesis import given
from hypothesis import strategies as st

import index.store.engine
from index.analysis import Analysis
from index.analyzer import Token
from index.document import Block, Document, Sentence
from index.engine import Engine, Group, Hit, MemoryEngine, Term
from index.errors import IndexStoreError
from index.store.engine import Statistics, StoredEngine
from index.store.snapshot import Store
from index.store.writer import Settings, Writer

pytest.importorskip("tantivy")
FIRST = 0x4E00
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # hundreds of indexes, each safe on its disk


class Told(HashEncoder):
    """Latent terms of sentences of one character, as they are given."""

    def __init__(self, latents: Sequence[Mapping[int, float]]) -> None:
        super().__init__()
        self._latents = latents

    def encode(self, texts: Sequence[str], *, is_query: bool) -> tuple[Vectors, list[dict[int, float]]]:
        return self.passages(texts), [dict(self._latents[ord(text) - FIRST]) for text in texts]

    def queries(self, texts: Sequence[str]) -> np.ndarray:  # type: ignore[type-arg]
        return np.zeros((len(texts), 384), dtype=np.float32)


def write(folder: str, sentences: Sequence[Mapping[Term, float]]) -> None:
    """An index of one article with a sentence of one character for each of these."""
    text = "".join(chr(FIRST + number) for number in range(len(sentences)))
    document = Document("article", text, blocks=(Block(0, len(text), "body"),))
    found = [
        [
            Token(0, 1, term, term, "word", False)
            for term, times in frequencies.items()
            if isinstance(term, str)
            for _ in range(int(times))
        ]
        for frequencies in sentences
    ]
    latents = [{t: w for t, w in frequencies.items() if isinstance(t, int)} for frequencies in sentences]
    analysis = Analysis(
        document,
        tuple(Sentence(document, number, number + 1, number, 0) for number in range(len(sentences))),
        tuple(map(tuple, found)),
    )
    with Writer(
        folder, create=True, encoder=Told(latents), settings=Settings(latent=True, dense=False)
    ) as writer:
        writer.update([("article", text)], analyses=lambda name, text: analysis)


def _leave(store: Store, folder: str) -> None:
    store.close()
    # A thread of the engine may still put a file there that says what to collect.
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


class Both:
    """The engines of both vocabularies as one: a group's words count as one word, its latent terms as another."""

    def __init__(self, sentences: Sequence[Mapping[Term, float]]) -> None:
        folder = tempfile.mkdtemp(prefix="kutip-test-", dir=MEMORY)
        write(folder, sentences)
        self._store = Store(folder)
        weakref.finalize(self, _leave, self._store, folder)

    @contextmanager
    def engines(self) -> Iterator[list[tuple[type, StoredEngine]]]:
        with self._store.snapshot() as snapshot:
            yield [
                (
                    kind,
                    StoredEngine(self._store, snapshot, Statistics(self._store, snapshot, name, k1=1.5, b=b)),
                )
                for kind, name, b in ((str, "words", 0.75), (int, "latents", 0.75))
            ]

    def search(
        self, groups: Sequence[Group], *, limit: int | None = None, allowed: Collection[int] | None = None
    ) -> list[Hit]:
        try:
            return self._search(groups, limit, allowed)
        except IndexStoreError as error:  # inside a snapshot, what an engine refuses is told as damage
            raise (error.__cause__ or error) from None

    def _search(
        self, groups: Sequence[Group], limit: int | None, allowed: Collection[int] | None
    ) -> list[Hit]:
        scores: dict[int, float] = {}
        passed = None if allowed is None else {(1 << 24) + number for number in allowed}
        with self.engines() as engines:
            for kind, engine in engines:
                own = [
                    Group(tuple(pair for pair in group.terms if isinstance(pair[0], kind)), group.weight)
                    for group in groups
                ]
                # All of them: the best of the sum need not be among the best of either.
                found = (
                    engine.search(own, allowed=passed)
                    if limit is None or limit > 0
                    else engine.search(own, limit=limit)
                )
                for number, score in found:
                    scores[number] = scores.get(number, 0.0) + score
        first = 1 << 24
        ranked = sorted(scores.items(), key=lambda hit: (-hit[1], hit[0]))
        return [(number - first, score) for number, score in ranked[:limit]]


class TestStoredEngine(EngineContract, AllowedContract):
    def build(self, sentences: Sequence[Mapping[Term, float]]) -> Engine:
        return Both(sentences)


class TestProposedEngine(AllowedContract):
    """However few are allowed, what is found has been proposed."""

    @pytest.fixture(autouse=True, scope="class")
    @classmethod
    def _none_are_few(cls) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(index.store.engine, "FEW", -1)
            yield

    def build(self, sentences: Sequence[Mapping[Term, float]]) -> Engine:
        return Both(sentences)


def only(sentences: Corpus, kind: type) -> list[dict[Term, float]]:
    return [
        {term: times for term, times in frequencies.items() if isinstance(term, kind)}
        for frequencies in sentences
    ]


@given(
    sentences=corpora(min_size=1),
    groups=queries(),
    limit=st.integers(1, 12),
    kind=st.sampled_from([str, int]),
)
def test_scores_are_those_of_the_engine_in_memory(
    sentences: Corpus, groups: list[Group], limit: int, kind: type
) -> None:
    own = [
        Group(tuple(pair for pair in group.terms if isinstance(pair[0], kind)), group.weight)
        for group in groups
    ]
    expected = MemoryEngine(only(sentences, kind)).search(own, limit=limit)
    with Both(sentences).engines() as engines:
        found = dict(engines)[kind].search(own, limit=limit)
    assert [number & 0xFFFFFF for number, _ in found] == [number for number, _ in expected]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected])


@pytest.mark.parametrize("kind", [str, int])
def test_the_best_of_thousands_are_those_of_the_engine_in_memory(kind: type) -> None:
    """Zipf's words, sentences of all lengths: tantivy's order alone would not do."""
    rng = np.random.default_rng(7)
    lengths = rng.integers(1, 40, size=5_000)
    corpus: list[dict[Term, float]] = []
    for length in lengths.tolist():
        frequencies: dict[Term, float] = {}
        for number in np.minimum(rng.zipf(1.3, size=length), 3_000).tolist():
            term: Term = f"w{number}" if kind is str else number
            frequencies[term] = frequencies.get(term, 0.0) + 1.0
        if kind is int:
            frequencies = {t: float(np.float16(rng.uniform(0.3, 2.0))) for t in frequencies}
        corpus.append(frequencies)
    memory = MemoryEngine(corpus)
    with Both(corpus).engines() as engines:
        stored = dict(engines)[kind]
        for _ in range(30):
            picked = [int(number) for number in np.minimum(rng.zipf(1.3, size=6), 3_000)]
            terms: list[Term] = [f"w{number}" if kind is str else number for number in picked]
            groups = [
                Group(((terms[0], 1.0), (terms[1], 0.6), (terms[2], 0.4))),
                *(Group(((t, 1.0),), 0.7) for t in terms[3:]),
            ]
            expected = memory.search(groups, limit=60)
            found = stored.search(groups, limit=60)
            assert [number & 0xFFFFFF for number, _ in found] == [number for number, _ in expected]
            assert [score for _, score in found] == pytest.approx([score for _, score in expected])
