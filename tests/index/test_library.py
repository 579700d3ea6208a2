from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from fake_encoder import HashEncoder
from hypothesis import given
from hypothesis import strategies as st
from news import ENGLISH, INDONESIAN

from index.cache import EncodingCache
from index.library import CHUNK, Library, Meaning, build, document


def library(*texts: str, encoder: HashEncoder | None = None) -> Library:
    named = [document(f"text {number}", text) for number, text in enumerate(texts)]
    return build(named, encoder, None)


def meaning(found: Library) -> Meaning:
    assert found.meaning is not None
    return found.meaning


def test_a_document_knows_its_facts_and_language() -> None:
    found = document("berita", INDONESIAN)
    assert (found.name, found.text, found.language) == ("berita", INDONESIAN, "id")
    assert (found.title, found.author) == ("Wali Kota Kendari Resmikan Pasar Ikan Baru", "Sari Dewi")
    assert (found.outlet, found.published) == ("Harian Teluk", "Selasa, 4 Mei 2021 09:30 WITA")
    assert document("name", "12345").language == "en"


def test_sentences_are_in_document_order() -> None:
    found = library(ENGLISH, "", INDONESIAN)
    assert len(found.documents) == 3
    for place, (first, own) in enumerate(zip(found.first, found.documents, strict=True)):
        numbers = range(first, found.last(place))
        assert [found.sentences[number].document for number in numbers] == [own] * len(numbers)
        assert [found.sentences[number].number for number in numbers] == list(range(len(numbers)))
        assert all(found.document_of(number) == place for number in numbers)
    assert found.first[0] == 0
    assert found.last(2) == len(found.sentences) == len(found.contents)


def test_contents_are_words_of_their_sentence() -> None:
    found = library(ENGLISH, INDONESIAN)
    for sentence, tokens in zip(found.sentences, found.contents, strict=True):
        assert all(0 <= token.start < token.end <= len(sentence.text) for token in tokens)
        assert not any(token.stop for token in tokens)
    tuna = [number for number, sentence in enumerate(found.sentences) if "tuna" in sentence.text]
    assert [number for number, _ in found.words.postings("tuna")] == tuna


def test_without_an_encoder_there_is_no_meaning() -> None:
    assert library(ENGLISH).meaning is None


def test_meaning_has_a_row_for_every_sentence() -> None:
    found = library(ENGLISH, "", INDONESIAN, encoder=HashEncoder())
    known, encoder = meaning(found), HashEncoder()
    assert known.dense.dtype == np.float32
    assert known.dense.shape == (len(found.sentences), 384)
    vectors, latents = encoder.encode([s.text for s in found.sentences], is_query=False)
    assert np.allclose(known.dense, vectors, atol=1e-3)
    assert len(known.latents) == len(found.sentences)
    for number, terms in enumerate(latents):
        assert all(number in dict(known.latents.postings(term)) for term in terms)


def test_the_vocabulary_holds_every_word_of_every_sentence() -> None:
    found = library(ENGLISH, INDONESIAN, encoder=HashEncoder())
    known = meaning(found)
    assert len(known.starts) == len(found.sentences) + 1
    for number, tokens in enumerate(found.contents):
        rows = known.rows[known.starts[number] : known.starts[number + 1]].tolist()
        words = [token for token in tokens if token.kind == "word"]
        assert [known.vocabulary.words[row] for row in rows] == [token.word for token in words]
    assert len(set(known.vocabulary.words)) == len(known.vocabulary.words)
    assert np.linalg.norm(known.vocabulary.vectors, axis=1) == pytest.approx(1.0, abs=0.02)


@pytest.mark.parametrize("texts", [[], [""], ["", " \n"]])
@pytest.mark.parametrize("encoder", [None, HashEncoder()])
def test_nothing_to_read(texts: list[str], encoder: HashEncoder | None) -> None:
    found = library(*texts, encoder=encoder)
    assert found.sentences == ()
    assert len(found.documents) == len(found.first) == len(texts)
    if encoder is not None:
        assert meaning(found).dense.shape == (0, 384)
        assert len(meaning(found).latents) == 0


def test_long_documents_are_encoded_in_pieces() -> None:
    encoder = HashEncoder()
    text = "\n".join(f"Kalimat nomor {number} tentang zzqx{number}." for number in range(3 * CHUNK))
    found = library(text, encoder=encoder)
    assert len(found.sentences) == 3 * CHUNK
    assert encoder.largest <= CHUNK
    assert encoder.calls["passages"] == encoder.calls["latents"] == 3 * CHUNK
    whole = HashEncoder().passages([sentence.text for sentence in found.sentences])
    assert np.allclose(meaning(found).dense, whole, atol=1e-3)


@pytest.mark.parametrize("texts", [[ENGLISH, INDONESIAN], ["Satu zzqx.", "", "Dua qqzz zzqx."]])
def test_what_is_kept_is_what_was_made(texts: list[str], tmp_path: Path) -> None:
    named = [document("name", text) for text in texts]
    made, kept = (build(named, HashEncoder(), EncodingCache(tmp_path)) for _ in range(2))
    without = build(named, HashEncoder(), None)
    for other in (kept, without):
        assert np.array_equal(meaning(made).dense, meaning(other).dense)
        assert meaning(made).vocabulary.words == meaning(other).vocabulary.words
        assert np.array_equal(meaning(made).vocabulary.vectors, meaning(other).vocabulary.vectors)
        assert np.array_equal(meaning(made).rows, meaning(other).rows)


@given(texts=st.lists(st.text(st.characters(exclude_categories=()), max_size=60), max_size=3))
def test_any_texts_can_be_built(texts: list[str]) -> None:
    found = library(*texts, encoder=HashEncoder())
    assert [own.text for own in found.documents] == texts
    assert meaning(found).starts[-1] == len(meaning(found).rows)
    assert [found.sentences[first].number for first in found.first if first < len(found.sentences)] == [
        0 for first in found.first if first < len(found.sentences)
    ]
