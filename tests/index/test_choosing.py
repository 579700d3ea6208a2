"""`index.choosing`: the words that answer, of what the reader points at and what the sentence shows."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.choosing import FEATURES, GROUPS, chosen, load_weights
from index.comprehension.reading import Reading
from index.question import expectation


def reading(text: str, *pointed: tuple[str, float], pieces: str = r"\w+|[^\w\s]") -> Reading:
    """One that gives each of these words of `text` its score as an answer, and everything else 0."""
    offsets = np.array([match.span() for match in re.finditer(pieces, text)] or np.zeros((0, 2)), np.int64)
    starts, ends = np.zeros(len(offsets), np.float32), np.zeros(len(offsets), np.float32)
    for words, score in pointed:
        begin = text.index(words)
        starts[np.flatnonzero(offsets[:, 1] > begin)[0]] = score
        ends[np.flatnonzero(offsets[:, 0] < begin + len(words))[-1]] = score
    return Reading(1.0, 0.0, (0, 1), offsets, starts, ends)


def choose(question: str, text: str, *pointed: tuple[str, float], amount: str = "") -> str:
    start = text.index(amount)
    measured = [(start, start + len(amount))] if amount else []
    span = chosen(expectation(question, "id"), set(), text, "id", reading(text, *pointed), measured)
    assert span is not None
    return text[slice(*span)]


def test_the_reader_is_believed_where_the_shape_does_not_speak_against_it() -> None:
    text = "Panitia membagikan bibit mangga kepada warga desa."
    assert choose("apa yang dibagikan panitia?", text, ("bibit mangga", 8.0)) == "bibit mangga"


def test_money_is_asked_for_and_a_date_pointed_at() -> None:
    text = "Harga jagung naik menjadi Rp 5.200 per kilogram sejak Juni."
    assert (
        choose("berapa harga jagung?", text, ("Juni", 2.0), ("5.200", 1.5), amount="Rp 5.200") == "Rp 5.200"
    )


def test_words_and_numbers_are_never_cut() -> None:
    text = "Sekolah itu punya 1.150 murid."
    offsets = reading(text, ("150", 9.0), pieces=r"[^\W\d]+|\d+|[^\w\s]")
    span = chosen(expectation("berapa murid sekolah itu?", "id"), set(), text, "id", offsets)
    assert span is not None
    assert text[slice(*span)].startswith("1.150")


def test_amounts_of_the_sort_asked_for_come_first() -> None:
    text = "Ana Lee (47) dihukum 6 tahun di Solo."
    pointed = (("6 tahun", 2.0), ("47", 1.5))
    assert choose("berapa umur Ana Lee?", text, *pointed, amount="47") == "47"
    assert choose("berapa lama Ana Lee dihukum?", text, *pointed) == "6 tahun"


@given(
    st.text(alphabet="ab1 .,()\"-$'", min_size=1, max_size=40),
    st.sampled_from(["siapa?", "berapa harganya?"]),
)
def test_any_choice_is_a_piece_of_its_text(text: str, question: str) -> None:
    words = re.findall(r"\w+", text)
    span = chosen(
        expectation(question, "id"), set(), text, "id", reading(text, *((word, 3.0) for word in words))
    )
    if span is not None:
        assert 0 <= span[0] < span[1] <= len(text)
        assert text[slice(*span)].strip()


@pytest.mark.parametrize("group", GROUPS)
def test_there_are_weights_for_every_group(group: str) -> None:
    weights = load_weights()[group]
    assert set(weights) == set(FEATURES)
    assert all(math.isfinite(weight) for weight in weights.values())
    assert weights["reader"] > 0
