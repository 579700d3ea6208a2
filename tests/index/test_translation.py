from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from fake_encoder import HashEncoder
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

import index
from index.translation import THRESHOLD, WIDTH, Lexicon, Vocabulary, WordVectors, lexicon

DATA = Path(index.__file__).parent / "data"  # of the package that is tested, installed or not


def small() -> Lexicon:
    """Two words of two dimensions; the mean of their four is (1, 0, 0, 0)."""
    vectors = np.array([[127, 0], [0, 127]], dtype=np.int8)
    mean = np.array([1, 0, 0, 0], dtype=np.float32)
    projection = np.array([[1, 0], [0, 1], [0, 0], [0, 0]], dtype=np.float32)
    return Lexicon(["harga", "pasar"], vectors, mean, projection)


def test_a_lexicon_knows_its_words() -> None:
    words = small()
    assert words.dimensions == 2
    assert "harga" in words
    assert "Harga" not in words
    assert words["pasar"].tolist() == [0, 127]
    with pytest.raises(KeyError):
        words["ikan"]


def test_compression_takes_off_the_mean_projects_and_scales() -> None:
    dense = np.array([[1, 0, 0, 0], [4, 4, 9, 9], [1, -2, 5, 0]], dtype=np.float32)
    compressed = small().compress(dense)
    assert compressed.dtype == np.int8
    assert compressed.tolist() == [[0, 0], [76, 102], [0, -127]]
    assert small().compress(np.zeros((0, 4), dtype=np.float32)).shape == (0, 2)


def test_the_packaged_lexicon_is_whole() -> None:
    words = (DATA / "lexicon.txt").read_text(encoding="utf-8").split("\n")
    vectors = np.load(DATA / "lexicon.npy")
    assert words == sorted(set(words))
    assert vectors.shape == (len(words), lexicon().dimensions)
    lengths = np.linalg.norm(vectors.astype(np.float32), axis=1)
    assert lengths.min() > 120
    assert lengths.max() < 134


@pytest.mark.parametrize(
    ("english", "indonesian"),
    [("price", "harga"), ("sell", "menjual"), ("minister", "menteri"), ("fish", "ikan"), ("market", "pasar")],
)
def test_translations_are_near(english: str, indonesian: str) -> None:
    words = ["harga", "menjual", "menteri", "ikan", "pasar", "hujan", "sekolah", "rumah"]
    known = WordVectors(lexicon())
    vocabulary = Vocabulary(words, words, known.matrix(words))
    [cosines] = vocabulary.similarities(known.matrix([english]))
    assert words[vocabulary.translate(cosines)[0][0]] == indonesian


def test_only_words_nobody_knows_cost_an_encoding() -> None:
    encoder, vectors = HashEncoder(), WordVectors(lexicon())
    words = ["harga", "zzqx", "qqzz", "zzqx"]
    assert vectors.missing(words) == ["zzqx", "qqzz"]
    vectors.learn(words, encoder)
    assert encoder.calls["queries"] == 2
    assert vectors.missing(words) == []
    vectors.learn(words, encoder)
    assert encoder.calls["queries"] == 2
    found = vectors.matrix(words)
    assert np.linalg.norm(found, axis=1) == pytest.approx(1.0, abs=0.02)
    assert np.array_equal(found[1], found[3])


def test_a_word_without_a_vector_is_near_nothing() -> None:
    vectors = WordVectors(small())
    found = vectors.matrix(["pasar", "zzqx"])
    assert found.dtype == np.float32
    assert found.tolist() == [[0, 1], [0, 0]]
    assert vectors.matrix([]).shape == (0, 2)


def test_remembered_vectors_are_those_of_their_words() -> None:
    vectors = WordVectors(small())
    vectors.remember(["a", "b"], np.array([[127, 0], [0, -127]], dtype=np.int8))
    assert vectors.matrix(["b", "a"]).tolist() == [[0, -1], [1, 0]]
    with pytest.raises(ValueError, match="zip"):
        vectors.remember(["c"], np.zeros((2, 2), dtype=np.int8))


def of(cosines: list[float]) -> NDArray[np.float32]:
    return np.array(cosines, dtype=np.float32)


def vocabulary(size: int) -> Vocabulary:
    words = [f"w{number}" for number in range(size)]
    return Vocabulary(words, words, np.zeros((size, 2), dtype=np.float32))


def test_translations_are_nearest_first_and_ties_in_order() -> None:
    found = vocabulary(6).translate(of([0.5, 0.9, 0.2, 0.5, 0.7, 0.5]), threshold=0.3, width=4)
    assert [number for number, _ in found] == [1, 4, 0, 3]


@given(cosines=st.lists(st.floats(-1.0, 1.0625, width=32), max_size=12))
def test_translations_are_few_near_and_at_most_certain(cosines: list[float]) -> None:
    found = vocabulary(len(cosines)).translate(of(cosines))
    assert len(found) == min(WIDTH, sum(of([cosine])[0] >= THRESHOLD for cosine in cosines))
    assert all(THRESHOLD - 1e-6 <= cosine <= 1.0 for _, cosine in found)
    assert [cosine for _, cosine in found] == sorted((cosine for _, cosine in found), reverse=True)


def test_a_vocabulary_numbers_its_words() -> None:
    numbered = Vocabulary(["dijual", "menjual"], ["jual", "jual"], np.eye(2, dtype=np.float32))
    assert numbered.words[numbered.number["menjual"]] == "menjual"
    assert numbered.terms == ("jual", "jual")
    assert numbered.similarities(np.array([[0.6, 0.8]], dtype=np.float32)).tolist() == [
        [pytest.approx(0.6), pytest.approx(0.8)]
    ]
