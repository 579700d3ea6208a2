from __future__ import annotations

import os

import pytest

from tests.fuzz.running import SECONDS, cases, run
from tests.fuzz.targets import TARGETS, Target

pytest.importorskip("tantivy")


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_what_was_once_found_is_mended(target: Target) -> None:
    for data in cases(target):
        target(data)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_nothing_is_found(target: Target) -> None:
    assert run(target, SECONDS, seed=int.from_bytes(os.urandom(4), "big")).inputs > 0
