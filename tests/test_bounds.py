"""What is remembered is bounded: by a number where it comes from users, by the program itself where it does not."""

from __future__ import annotations

import functools
import importlib
import pkgutil
import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).parent / "index"))

from fake_encoder import HashEncoder

import index
import index.translation
import qa
from index import Retriever
from index.translation import WordVectors, lexicon
from qa.chat import Chat

BY_THE_PROGRAM = {
    # by the patterns in the sources, and by the languages that rules are written for
    "index.analyzer._pattern",
    "index.patterns.compiled",
    "index.language._votes",
    "index.numbers._lexicon",
    "index.stemming.stemmer",
    "index.stopwords.stopwords",
    # by the languages kutip knows
    "index.analyzer._lookup",
    "index.analyzer._forms",
    "index.dates.months",
    # by the files of the package
    "index.fusion.load_fusion",
    "index.translation.lexicon",
    # by the version of the format
    "index.store.trust._expected",
}
"""Caches without a bound, and what bounds them nevertheless."""

TEXT = "Nelayan menjual tuna. Petani memanen kopi di desa."


def test_no_cache_without_a_bound_is_keyed_by_what_users_write() -> None:
    optional = ("index.integrations", "index.cluster", "qa.mcp", "qa.__main__")
    unbounded = set()
    for package in (index, qa):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if found.name.startswith(optional):
                continue
            module = importlib.import_module(found.name)
            for name, value in vars(module).items():
                if isinstance(value, functools._lru_cache_wrapper) and value.__module__ == found.name:
                    takes = value.__wrapped__.__code__.co_argcount
                    if value.cache_parameters()["maxsize"] is None and takes:
                        unbounded.add(f"{found.name}.{name}")
    assert unbounded <= BY_THE_PROGRAM


def test_words_that_were_asked_are_forgotten_the_oldest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.translation, "ASKED", 10)
    vectors, encoder = WordVectors(lexicon()), HashEncoder()
    vectors.remember(["zzqown"], np.ones((1, lexicon().dimensions), np.int8))
    words = [f"zzq{number}" for number in range(100)]
    for word in words:
        vectors.learn([word], encoder)
        assert vectors.matrix([word]).any()
    kept = [word for word in words if not vectors.missing([word])]
    assert kept == words[-len(kept) :]
    assert 10 <= len(kept) <= 20
    assert vectors.missing(["zzqown"]) == []  # the documents' own are kept for good
    assert encoder.calls["queries"] == 100


def test_a_word_asked_again_and_again_is_encoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.translation, "ASKED", 10)
    vectors, encoder = WordVectors(lexicon()), HashEncoder()
    for number in range(200):
        vectors.learn(["zzqagain", f"zzq{number % 50}x{number}"], encoder)
    assert encoder.calls["queries"] == 201


def test_a_conversation_keeps_its_last_thousand_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa.chat._KEPT", 5)
    chat = Chat(Retriever.from_texts([TEXT], encoder=HashEncoder(), cache=False, reader=False))
    for number in range(12):
        chat.ask(f"siapa menjual tuna nomor {number}?")
    assert [question[-3:-1] for question, _ in chat.history] == [" 7", " 8", " 9", "10", "11"]


def test_a_stored_index_forgets_what_it_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("tantivy")
    from index.store import snapshot as module
    from index.store.retriever import StoredRetriever

    Retriever.from_texts([TEXT], encoder=HashEncoder(), cache=False, reader=False).save(tmp_path / "library")
    monkeypatch.setattr(module, "KEPT_ENTRIES", 50)
    retriever = StoredRetriever(tmp_path / "library", encoder=HashEncoder())
    expected = [match.sentence.text for match in retriever.search("siapa menjual tuna?")]
    for number in range(60):
        retriever.search(f"kata{number} lain{number} tuna?")
        with retriever._store.snapshot() as snapshot:
            assert len(snapshot.frequencies) <= 100
    assert [match.sentence.text for match in retriever.search("siapa menjual tuna?")] == expected
