"""`index.copies`: what is a copy of another document's sentence, and what only looks like one."""

from __future__ import annotations

import pytest

from index import Retriever
from index.copies import copied, once
from index.library import Library, build, document
from index.match import Match


def library(*texts: str) -> Library:
    return build(
        [document(f"{name}.txt", text) for name, text in zip("abcdef", texts, strict=False)], None, None
    )


def is_copy(one: str, two: str) -> bool:
    found = library(one, two)
    assert len(found.sentences) == 2
    return copied(0, 1, found)


COPIES = [
    (
        "Harga cabai di Pasar Senen naik 20 persen pada Senin.",
        "Harga cabai di Pasar Senen naik 20 persen pada Senin (3/5).",
    ),
    (
        "Harga cabai di Pasar Senen naik 20 persen, kata Budi Hartono.",
        "Harga cabai di Pasar Senen naik 20 persen, ujar Budi Hartono.",
    ),
    (
        "The new market in Kendari opened on Monday with forty stalls.",
        "KENDARI - The new market in Kendari opened on Monday with forty stalls.",
    ),
]
DIFFERENT = [
    (
        "Harga cabai di Pasar Senen naik 20 persen pada Senin.",
        "Harga cabai di Pasar Senen turun 20 persen pada Senin.",
    ),
    (
        "Harga cabai di Pasar Senen naik 20 persen pada Senin.",
        "Harga cabai di Pasar Senen naik 25 persen pada Senin.",
    ),
    (
        "The new market in Kendari opened on Monday with forty stalls.",
        "The new market in Kendari not opened on Monday with forty stalls.",
    ),
    (
        "Wali kota membuka pasar ikan baru di Kendari sebelum hujan.",
        "Wali kota membuka pasar ikan baru di Kendari sesudah hujan.",
    ),
    ("Budi menjual kopi kepada Siti Rahma di pasar.", "Siti Rahma menjual kopi kepada Budi di pasar itu."),
    ("He declined to comment.", "He declined to comment."),
]


@pytest.mark.parametrize(("one", "two"), COPIES)
def test_a_copy_says_the_same_and_perhaps_more(one: str, two: str) -> None:
    assert is_copy(one, two)
    assert is_copy(two, one)


@pytest.mark.parametrize(("one", "two"), DIFFERENT)
def test_what_may_say_something_else_is_no_copy(one: str, two: str) -> None:
    assert not is_copy(one, two)
    assert not is_copy(two, one)


def test_a_short_sentence_is_a_copy_beside_a_copy() -> None:
    story = "The minister left the fair in Kendari early on Monday. He declined to comment."
    other = "Prices of tuna fell by a third in one week. He declined to comment."
    assert copied(1, 3, library(story, story))
    assert not copied(1, 3, library(story, other))


def test_a_sentence_said_twice_in_one_document_is_no_copy() -> None:
    again = "Harga cabai di Pasar Senen naik 20 persen pada Senin."
    found = library(f"{again} {again}", "Pasar itu ramai sekali.")
    assert not copied(0, 1, found)


def test_a_story_of_an_agency_is_once_in_a_ranking_and_names_the_others() -> None:
    story = "Harga cabai di Pasar Senen naik 20 persen pada Senin."
    found = library(story, f"Hujan turun sejak pagi. {story}", "Warga menanam cabai di halaman rumah.", story)
    ranked = [(2, 3.0, 0.9), (0, 2.9, 0.8), (4, 2.0, 0.5), (3, 1.0, 0.2), (1, 0.5, 0.1)]
    names = [(number, [other.document.name for other in also]) for (number, *_), also in once(ranked, found)]
    assert names == [(2, ["a.txt", "d.txt"]), (3, []), (1, [])]


def search(*texts: str) -> list[Match]:
    return Retriever.from_texts(texts, names=["a.txt", "b.txt", "c.txt"][: len(texts)], cache=False).search(
        "Berapa persen harga cabai naik di Pasar Senen?", limit=3
    )


def test_an_answer_names_where_else_it_stands() -> None:
    story = "Harga cabai di Pasar Senen naik 20 persen pada Senin.\nPedagang mengeluh karena hujan."
    first, *others = search(story, f"Kabar Pagi\n\n{story}", "Cabai ditanam di Brebes.\nHarga beras tetap.")
    assert first.sentence.text == "Harga cabai di Pasar Senen naik 20 persen pada Senin."
    assert {first.sentence.document.name, *(other.document.name for other in first.also)} == {
        "a.txt",
        "b.txt",
    }
    assert [other.text for other in first.also] == [first.sentence.text]
    assert all(match.sentence.text != first.sentence.text for match in others)
    assert [match.rank for match in (first, *others)] == [1, 2, 3]
