from __future__ import annotations

import numpy as np
import pytest
from fake_encoder import HashEncoder
from hypothesis import given
from hypothesis import strategies as st
from news import ENGLISH, INDONESIAN
from numpy.typing import NDArray

from index.language import of_question
from index.library import Library, build, document
from index.query import Query, prepare
from index.ranker import load_ranker
from index.signals import MEANING, measure

QUESTIONS = [
    "Which fish do fishermen sell?",
    "Siapa yang meresmikan pasar?",
    "Berapa lapak di pasar itu?",
    "When did the market open?",
    "Kenapa harga turun?",
    "What did Owen Pike say?",
    "pasar",
]


def library(*texts: str, meaning: bool = True) -> Library:
    named = [document(f"text {number}", text) for number, text in enumerate(texts)]
    return build(named, HashEncoder() if meaning else None, None)


def ask(question: str, found: Library) -> Query:
    return prepare(question, of_question(question), found)


def column(name: str, query: Query, found: Library) -> NDArray[np.float32]:
    """One signal of every sentence."""
    names, table = measure(query, found, range(len(found.sentences)))
    values: NDArray[np.float32] = table[:, names.index(name)]
    return values


NEWS = library(ENGLISH, INDONESIAN)
PLAIN = library(ENGLISH, INDONESIAN, meaning=False)


def test_a_query_has_each_content_word_once() -> None:
    query = ask("Pasar mana yang menjual ikan, pasar lama?", NEWS)
    typed = [query.text[word.token.start : word.token.end] for word in query.words]
    assert typed == ["Pasar", "menjual", "ikan", "lama"]
    assert all(word.weight > 0 for word in query.words)
    assert len(query.same) == len(query.translated) == len(query.words)


def test_rare_words_weigh_more() -> None:
    query = ask("pasar cakalang qqzz", NEWS)
    weights = [word.weight for word in query.words]
    assert weights == sorted(weights)
    assert [word.known for word in query.words] == [True, True, False]


def test_words_meet_their_translations() -> None:
    query = ask("Which market has stalls?", library(INDONESIAN))
    known = library(INDONESIAN).meaning
    assert known is not None
    partners = {query.text[w.token.start : w.token.end]: w.partners for w in query.words}
    assert "pasar" in [known.vocabulary.words[number] for number, _ in partners["market"]]


def test_without_the_model_words_have_no_translations() -> None:
    query = ask("Which market has stalls?", PLAIN)
    assert query.words
    assert query.translated == query.latent == ()
    assert query.dense is None
    assert all(word.partners == () for word in query.words)


def test_a_question_without_content_has_no_words() -> None:
    assert ask("apakah itu?", NEWS).words == ()
    assert ask("?", NEWS).words == ()


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("found", [NEWS, PLAIN], ids=["meaning", "lexical"])
def test_every_sentence_has_every_signal(question: str, found: Library) -> None:
    query = ask(question, found)
    names, table = measure(query, found, range(len(found.sentences)))
    assert len(set(names)) == len(names)
    assert table.shape == (len(found.sentences), len(names))
    assert table.dtype == np.float32
    assert np.isfinite(table).all()
    assert np.abs(table).max() < 10.0


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("found", [NEWS, PLAIN], ids=["meaning", "lexical"])
def test_signals_of_a_sentence_do_not_depend_on_the_order_asked(question: str, found: Library) -> None:
    query = ask(question, found)
    numbers = list(range(len(found.sentences)))
    _, table = measure(query, found, numbers)
    _, turned = measure(query, found, numbers[::-1])
    assert np.allclose(turned[::-1], table, atol=1e-5)


def test_only_the_model_gives_signals_of_meaning() -> None:
    names, _ = measure(ask("pasar", PLAIN), PLAIN, range(len(PLAIN.sentences)))
    assert not set(MEANING) & set(names)
    names, _ = measure(ask("pasar", NEWS), NEWS, range(len(NEWS.sentences)))
    assert set(MEANING) <= set(names)


@pytest.mark.parametrize("found", [NEWS, PLAIN], ids=["meaning", "lexical"])
def test_every_weight_is_of_a_signal_that_is_measured(found: Library) -> None:
    """A weight whose signal was renamed would be dead. Kinds of question come one a question."""
    names, _ = measure(ask("pasar", found), found, range(len(found.sentences)))
    weights = load_ranker(meaning=found.meaning is not None).rank
    assert not {name for name in weights if ":" not in name} - set(names)


def test_the_word_signal_is_of_sentences_that_share_a_word() -> None:
    values = column("word", ask("Apa itu cakalang?", NEWS), NEWS)
    holding = ["cakalang" in sentence.text for sentence in NEWS.sentences]
    assert ((values > 0) == holding).all()
    assert values.max() <= 1.0


def test_the_translation_signal_crosses_languages() -> None:
    found = library(INDONESIAN)
    query = ask("What is the market?", found)
    translated, same = column("translation", query, found), column("word", query, found)
    holding = ["pasar" in sentence.text.lower() for sentence in found.sentences]
    assert not same.any()
    assert (translated[holding] > 0).all()


def test_neighbours_end_with_their_document() -> None:
    found = library("Awal kata. Pasar cakalang.", "Kata lain. Akhir kata.")
    query = ask("cakalang", found)
    assert (column("word", query, found) > 0).tolist() == [False, True, False, False]
    assert (column("word.after", query, found) > 0).tolist() == [True, False, False, False]
    assert (column("word.before", query, found) > 0).tolist() == [False, False, False, False]
    turned = ask("awal", found)
    assert (column("word.before", turned, found) > 0).tolist() == [False, True, False, False]


def test_a_sentence_alone_in_its_document_is_measured() -> None:
    for meaning in (True, False):
        found = library("Pasar ikan dibuka.", meaning=meaning)
        names, table = measure(ask("Kapan pasar dibuka?", found), found, [0])
        assert table.shape == (1, len(names))
        assert np.isfinite(table).all()


@pytest.mark.parametrize("question", QUESTIONS)
def test_equal_documents_measure_alike(question: str) -> None:
    found = library(INDONESIAN, INDONESIAN, INDONESIAN)
    names, table = measure(ask(question, found), found, range(len(found.sentences)))
    size = len(found.sentences) // 3
    for name, values in zip(names, table.T, strict=True):
        for part in (values[size : 2 * size], values[2 * size :]):
            assert part == pytest.approx(values[:size], abs=1e-4), name


@given(
    text=st.text(st.characters(exclude_categories=()), max_size=60),
    question=st.text(st.characters(exclude_categories=()), max_size=40),
)
def test_anything_can_be_measured(text: str, question: str) -> None:
    found = library(f"{text}\n\nPasar ikan {question}")
    query = ask(f"{question} pasar", found)
    if query.words:
        _, table = measure(query, found, range(len(found.sentences)))
        assert np.isfinite(table).all()
