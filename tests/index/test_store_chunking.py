"""What is found of a whole article at once is what is found sentence by sentence."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from news import ENGLISH, INDONESIAN

from index.analysis import document, found_in
from index.company import beside
from index.language import Ballots, detect
from index.store import chunking
from index.store.chunking import chunked
from index.store.packing import Tokens, Vocabulary, pack_tokens

LANGUAGES = ("id", "en", "de", "fr", "tr", "vi", "es")
TRICKY = (
    "anak-anak e-commerce rock'n'roll 'hello' covid-19 ooo ooo-5 x-ray pergi.Dia harga di ke a an and dan of de"
    " satu dua puluh belas ratus juta ribu miliar lima persen percent one hundred twenty-first second third million"
    " per every built-in in before May Mei Maret Oktober October 3 15 2015 10.30 10:30 1.168.1 1,5 11.11 12/10 (12/10)"
    " 12-10-2018 pukul jam at um wib best with hr pagi pm p.m. Rp Rp5 $5 5% US$ U.S. A.B. 5 M m k ke-6 ke6 kedua 90s"
    " 1990-an 20th th tahun del minggu kopi Sugar petani the and, of. said, – — ‑ ‐x café naïve L'Aquila Ankara'nın"
    " 日本 ไทย ½ 2½ _x_ snake_case dua-duanya satu-satunya \u00ad sept-21 kl 24 24.00 to sampai until per 8 PM Uhr"
)
WORDS = tuple(filter(None, re.split("[ ]", TRICKY)))
texts = st.lists(
    st.tuples(
        st.sampled_from(WORDS),
        st.sampled_from((" ", " ", " ", ", ", ". ", "\n", "\n\n", "-", "/", "  ", "? ")),
    ),
    min_size=1,
    max_size=40,
).map(lambda pairs: "".join(map("".join, pairs)))


def both(text: str, language: str) -> tuple[Tokens, Tokens]:
    """The tokens of a text found at once, and sentence by sentence, numbered alike."""
    vocabulary = Vocabulary()
    found = document("one", text, language=language)
    at_once = vocabulary.tokens(found, chunked(text, Ballots()))
    return at_once, pack_tokens(found_in(found, vocabulary.lookup(language)))


@given(texts, st.sampled_from(LANGUAGES))
@settings(max_examples=300)
def test_all_at_once_is_one_by_one(text: str, language: str) -> None:
    at_once, one_by_one = both(text, language)
    assert at_once == one_by_one


@pytest.mark.parametrize("text", [ENGLISH, INDONESIAN, "", " \n", "5", "a" * 70 + " b.", "x " * 4000])
def test_articles(text: str) -> None:
    at_once, one_by_one = both(text, "id")
    assert at_once == one_by_one


def test_one_vocabulary_serves_many_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where what is known is forgotten in between."""
    monkeypatch.setattr(chunking, "MOST", 5)
    vocabulary, ballots = Vocabulary(), Ballots()
    for text in [ENGLISH, INDONESIAN, "Rp 5 M dan 3 Mei 2015. Harga $5.", ENGLISH] * 2:
        found = document("one", text)
        at_once = vocabulary.tokens(found, chunked(text, ballots))
        assert at_once == pack_tokens(found_in(found, vocabulary.lookup(found.language)))


@given(texts)
def test_votes_are_counted_alike(text: str) -> None:
    ballots = Ballots()
    for some in (text, text * 60):
        found = chunked(some, ballots)
        assert ballots.detect(some, found.parts, found.rows) == detect(some)


def test_what_has_to_do_with_numbers() -> None:
    found = beside("id")
    assert [found(word) for word in ("kopi", "ribu", "lima", "ke", "pukul", "12", "covid-19", "Mei")] == [
        0, 1, 2, 1, 1, 2, 2, 2,
    ]  # fmt: skip
