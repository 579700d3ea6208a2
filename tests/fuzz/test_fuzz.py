from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.reader import read_paths
from tests.fuzz.files import SUFFIXES, made
from tests.fuzz.running import SECONDS, cases, run
from tests.fuzz.targets import TARGETS, Target

pytest.importorskip("tantivy")


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_what_was_once_found_is_mended(target: Target) -> None:
    for data in cases(target):
        target(data)


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_nothing_is_found(target: Target) -> None:
    assert run(target, 0).inputs > 0


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_nothing_new_is_found(target: Target) -> None:
    assert run(target, SECONDS or 8.0, seed=int.from_bytes(os.urandom(4), "big")).inputs > 0


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_spoiled_was_sound(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(made(suffix))
    problems: list[str] = []
    sources = read_paths([path], on_problem=problems.append)
    assert any("Pasar lama di Kota Melati" in source.text for source in sources)
    assert all("not read (a.zip)" in problem for problem in problems)
