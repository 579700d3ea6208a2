from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.encoder import DIMENSIONS
from tests.quality.encodings import StoredEncoder


class Counting:
    """An encoder of its own making that remembers what it was asked."""

    identity = "counting-1"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def _dense(self, texts: Sequence[str], first: float) -> NDArray[np.float32]:
        self.asked += texts
        vectors = np.full((len(texts), DIMENSIONS), 1 / 3, dtype=np.float32)
        vectors[:, 0] = first
        vectors[:, 1] = [len(text) for text in texts]
        return vectors

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._dense(texts, 1.0)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._dense(texts, 2.0)

    def encode(
        self, texts: Sequence[str], *, is_query: bool
    ) -> tuple[NDArray[np.float32], list[dict[int, float]]]:
        terms = [{len(text): 0.25, 16_383: 1 / 3} if text else {} for text in texts]
        return self._dense(texts, 1.0 if is_query else 2.0), terms


@pytest.fixture
def counting() -> Counting:
    return Counting()


@pytest.fixture
def stored(counting: Counting, tmp_path: Path) -> Iterator[StoredEncoder]:
    with closing(StoredEncoder(counting, tmp_path / "new" / "encodings.db")) as encoder:
        yield encoder


def test_the_second_time_nothing_is_encoded_and_the_values_are_the_same(
    stored: StoredEncoder, counting: Counting, tmp_path: Path
) -> None:
    texts = ["teh", "kopi", "teh"]
    dense, (both, latents) = stored.queries(texts), stored.encode([*texts, ""], is_query=True)
    assert counting.asked == ["teh", "kopi", "teh", "kopi", ""]
    with closing(StoredEncoder(counting, tmp_path / "new" / "encodings.db")) as again:
        np.testing.assert_array_equal(again.queries(texts), dense)
        np.testing.assert_array_equal(both[:3], dense)
        assert again.encode([*texts, ""], is_query=True)[1] == latents
    assert len(counting.asked) == 5
    assert dense[:, 1].tolist() == [3, 4, 3]
    assert latents[0] == {3: 0.25, 16_383: pytest.approx(1 / 3, abs=1e-4)}
    assert latents[3] == {}


def test_a_question_is_not_a_passage(stored: StoredEncoder) -> None:
    assert stored.queries(["teh"])[0, 0] == 1.0
    assert stored.passages(["teh"])[0, 0] == 2.0
    assert [stored.encode(["teh"], is_query=asked)[0][0, 0] for asked in (True, False)] == [1.0, 2.0]


def test_no_texts(stored: StoredEncoder) -> None:
    assert stored.passages([]).shape == (0, DIMENSIONS)
    vectors, terms = stored.encode([], is_query=False)
    assert (vectors.shape, terms) == ((0, DIMENSIONS), [])


def test_bypassed_encodes_anew(stored: StoredEncoder, counting: Counting) -> None:
    stored.queries(["teh"])
    with stored.bypassed():
        stored.queries(["teh"])
    stored.queries(["teh"])
    assert counting.asked == ["teh", "teh"]


def test_another_model_is_another_store(stored: StoredEncoder, counting: Counting) -> None:
    stored.queries(["teh"])
    counting.identity = "counting-2"
    stored.queries(["teh"])
    assert counting.asked == ["teh", "teh"]


def test_no_text_is_written(stored: StoredEncoder, tmp_path: Path) -> None:
    stored.queries(["a sentence of the data"])
    written = b"".join(path.read_bytes() for path in (tmp_path / "new").iterdir())
    assert b"sentence" not in written
