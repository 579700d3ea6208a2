from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from engine_contract import AllowedContract, Corpus, EngineContract, corpora, one
from hypothesis import given
from hypothesis import strategies as st
from rank_bm25 import BM25Okapi

from index.engine import Group, MemoryEngine, Term, _Okapi, idf, saturation

WORDS = ("ikan", "kopi", "pasar", "tuna")


class TestMemoryEngine(EngineContract, AllowedContract):
    def build(self, sentences: Sequence[Mapping[Term, float]]) -> MemoryEngine:
        return MemoryEngine(sentences)


@given(sentences=corpora(min_size=1), words=st.lists(st.sampled_from(WORDS), min_size=1, unique=True))
def test_scores_are_those_of_the_package(sentences: Corpus, words: list[str]) -> None:
    scores = _Okapi(sentences).get_scores(words).tolist()
    hits = dict(MemoryEngine(sentences).search([one(word) for word in words]))
    assert hits == pytest.approx({number: score for number, score in enumerate(scores) if score > 0})


@given(
    texts=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6), min_size=3, max_size=10),
    k1=st.floats(0.2, 3.0),
    b=st.floats(0.0, 1.0),
)
def test_plain_rank_bm25_differs_by_its_idf_alone(texts: list[list[str]], k1: float, b: float) -> None:
    """Where plain idf is sound, below half of the sentences, both score alike up to the ratio of the two."""
    plain = BM25Okapi(texts, k1=k1, b=b)
    engine = MemoryEngine([Counter[Term](text) for text in texts], k1=k1, b=b)
    for word in WORDS:
        frequency = engine.document_frequency(word)
        if 0 < frequency < len(texts) / 2:
            ratio = idf(frequency, len(texts)) / plain.idf[word]
            expected = {
                n: score * ratio for n, score in enumerate(plain.get_scores([word]).tolist()) if score > 0
            }
            assert dict(engine.search([one(word)])) == pytest.approx(expected)


def test_plain_rank_bm25_loses_what_half_of_the_sentences_say() -> None:
    """Why its idf is mended; when this fails the package has done it itself."""
    assert BM25Okapi([["ikan"], ["kopi"]]).get_scores(["ikan"]).tolist() == [0.0, 0.0]


@given(size=st.integers(1, 10_000), share=st.floats(0.0, 1.0))
def test_idf_is_above_zero_and_falls_with_frequency(size: int, share: float) -> None:
    frequency = share * size
    assert idf(frequency, size) > 0
    assert idf(frequency, size) >= idf(size, size)


def test_idf_and_saturation_by_hand() -> None:
    assert idf(1, 3) == pytest.approx(math.log(1 + 2.5 / 1.5))
    assert saturation(2.0, 4.0, 4.0, 1.5, 0.75) == pytest.approx(2 * 2.5 / 3.5)
    assert saturation(2.0, 8.0, 4.0, 1.5, 0.0) == pytest.approx(2 * 2.5 / 3.5)
    assert saturation(2.0, 8.0, 4.0, 1.5, 0.75) == pytest.approx(2 * 2.5 / (2 + 1.5 * 1.75))


def test_a_groups_frequencies_are_weighted_sums() -> None:
    engine = MemoryEngine([{"jual": 2.0, "beli": 1.0}, {"beli": 1.0}, {"ikan": 3.0}])
    group = Group((("jual", 0.5), ("beli", 0.8)), 2.0)
    assert engine.group_idf(group) == pytest.approx(idf(0.5 * 1 + 0.8 * 2, 3))
    average = 7.0 / 3.0
    assert engine.score(group) == pytest.approx(
        {
            0: 2.0 * engine.group_idf(group) * saturation(0.5 * 2 + 0.8, 3.0, average, 1.5, 0.75),
            1: 2.0 * engine.group_idf(group) * saturation(0.8, 1.0, average, 1.5, 0.75),
        }
    )


def test_a_group_is_in_no_more_sentences_than_there_are() -> None:
    engine = MemoryEngine([{"jual": 1.0, "beli": 1.0}])
    assert engine.group_idf(Group((("jual", 1.0), ("beli", 1.0)))) == pytest.approx(idf(1, 1))


def test_postings_are_in_sentence_order() -> None:
    engine = MemoryEngine([{"ikan": 2.0}, {}, {"ikan": 1.0, "kopi": 0.0}])
    assert len(engine) == 3
    assert list(engine.postings("ikan")) == [(0, 2.0), (2, 1.0)]
    assert (engine.document_frequency("ikan"), engine.document_frequency("kopi")) == (2, 0)
    assert list(engine.postings("absen")) == []


@given(sentences=corpora(min_size=1), k1=st.floats(0.2, 3.0))
def test_a_word_scores_below_its_bound(sentences: Corpus, k1: float) -> None:
    engine = MemoryEngine(sentences, k1=k1)
    for word in WORDS:
        for _, score in engine.search([one(word)]):
            assert score < engine.group_idf(one(word)) * (engine.k1 + 1.0)
