"""Texts of very long lines and very many sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Retriever
from index.sentences import LONGEST, boundaries
from tests.fuzz.shapes import TEXTS


@pytest.mark.parametrize("shape", ["one line", "one word", "no blanks", "blanks", "marks", "zero width"])
def test_a_sentence_has_an_end(shape: str) -> None:
    text = TEXTS[shape](12 * LONGEST)
    spans = boundaries(text)
    assert all(0 < end - start <= LONGEST for start, end in spans)
    assert "".join(text[start:end] for start, end in spans).split() == "".join(text.split()).split() or (
        "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
    )
    if " " in text[:LONGEST]:
        assert all(text[end - 1] != " " and text[start] != " " for start, end in spans)


@given(st.text(st.sampled_from("ab \n\u2003"), max_size=40))
def test_long_ones_are_cut_at_blanks_and_nothing_is_lost(text: str) -> None:
    from index import sentences

    long = text * 3
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentences, "LONGEST", 8)
        spans = boundaries(long)
    assert "".join("".join(long[start:end].split()) for start, end in spans) == "".join(long.split())
    assert all(end - start <= 8 for start, end in spans)
    assert all(long[start:end] == long[start:end].strip() for start, end in spans)


def test_a_question_over_one_endless_line() -> None:
    """It took the square of the line's length: 100,000 characters took half a minute."""
    text = TEXTS["one line"](200_000)
    retriever = Retriever.from_texts([text], cache=False, reader=False, encoder=_no_model())
    [first, *_] = retriever.search("berapa harga kopi?")
    assert first.sentence.text in text
    assert len(first.sentence.text) <= LONGEST


def test_very_many_sentences_of_one_word() -> None:
    retriever = Retriever.from_texts(
        ["Kopi. " * 20_000 + "Teh mahal."], cache=False, reader=False, encoder=_no_model()
    )
    assert len(retriever.sentences) == 20_001
    assert retriever.search("teh")[0].sentence.text == "Teh mahal."


def _no_model() -> object:
    from fake_encoder import HashEncoder

    return HashEncoder()
