from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import analysis
from index.analysis import Analysis, analyse, document, dump, key_of, load, packaged
from index.reader import read_paths
from tests.quality.build_seed import SEEDS, analyses

TEXT = "Harga Beras Naik\n\nJakarta - Harga beras naik 5% pada 3 Mei 2021. Pedagang mengeluh.\n\nBaca juga: Cabai\n"
STALE = "run python -m tests.quality.build_seed"


def same(one: Analysis, other: Analysis) -> bool:
    fields = ("name", "text", "blocks", "title", "author", "outlet", "published", "language")
    places = ("start", "end", "number", "block", "role")
    return (
        all(getattr(one.document, name) == getattr(other.document, name) for name in fields)
        and one.contents == other.contents
        and [[getattr(sentence, name) for name in places] for sentence in one.sentences]
        == [[getattr(sentence, name) for name in places] for sentence in other.sentences]
        and all(sentence.document is other.document for sentence in other.sentences)
    )


@given(st.text(st.sampled_from("Harga beras 5% 2021.\n\"'?日é\ud800"), max_size=80))
def test_what_is_dumped_is_loaded(text: str) -> None:
    found = analyse(document("a", text))
    loaded = load(dump(found), "a", text)
    assert loaded is not None
    assert same(found, loaded)


def test_an_article_is_dumped_and_loaded() -> None:
    found = analyse(document("a", TEXT))
    assert len(found.sentences) > 2
    loaded = load(dump(found), "b", TEXT)
    assert loaded is not None
    assert loaded.document.name == "b"
    assert same(analyse(document("b", TEXT)), loaded)


def _without(name: str) -> Callable[[Any], None]:
    return lambda entry: entry.pop(name)


@pytest.mark.parametrize(
    "damage",
    [
        _without("blocks"),
        _without("language"),
        _without("sentences"),
        lambda entry: entry["sentences"][0].pop("tokens"),
        lambda entry: entry["sentences"][0].update(span=[0, len(TEXT) + 1]),
        lambda entry: entry["sentences"][0].update(span=[5, 5]),
        lambda entry: entry["sentences"][0].update(span=[-1, 5]),
        lambda entry: entry["sentences"][0].update(block=99),
        lambda entry: entry["sentences"][0].update(tokens=[[1, 2]]),
        lambda entry: entry.update(blocks=5),
    ],
)
def test_a_damaged_entry_is_a_miss(damage: Callable[[Any], None]) -> None:
    entry = json.loads(dump(analyse(document("a", TEXT))))
    damage(entry)
    assert load(json.dumps(entry).encode(), "a", TEXT) is None


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b"\xff", b'{"blocks": []}'])
def test_what_is_no_entry_is_a_miss(data: bytes) -> None:
    assert load(data, "a", TEXT) is None


def test_a_cut_entry_is_a_miss() -> None:
    data = dump(analyse(document("a", TEXT)))
    assert all(load(data[:length], "a", TEXT) is None for length in range(0, len(data), 7))


def test_the_packaged_entries_are_what_the_code_makes() -> None:
    held = {path.stem: path.read_bytes() for path in Path(analysis.PACKAGED).iterdir()}
    assert held == analyses(), STALE


def test_the_packaged_article_is_recognised_by_its_text_alone() -> None:
    for source in read_paths([SEEDS]):
        found = packaged("renamed", source.text)
        assert found is not None
        assert same(analyse(document("renamed", source.text)), found)
        assert packaged("renamed", source.text + "!") is None


def test_without_its_file_there_is_no_packaged_entry(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(analysis, "PACKAGED", str(tmp_path))
    for source in read_paths([SEEDS]):
        assert packaged("a", source.text) is None


def test_the_key_is_of_the_text() -> None:
    assert key_of("a") != key_of("a ")
    assert len(key_of("\ud800")) == 64
