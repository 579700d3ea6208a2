"""What is written down comes back as it was, and what is not what was written is refused."""

from __future__ import annotations

import os
import sqlite3
from array import array
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import analyse, document, found_before, found_in
from index.document import Metadata
from index.errors import IndexStoreError
from index.store.packing import (
    Vocabulary,
    damage,
    decoded,
    digest_of,
    encoded,
    header_of,
    pack_latents,
    pack_tokens,
    seal_of,
    unpack_dense,
    unpack_document,
    unpack_latents,
    unpack_rows,
)
from index.store.place import Place
from index.store.segments import (
    ForwardWriter,
    Segment,
    damaged,
    read_forward,
    read_matrix,
    record,
    sweep,
    write_matrix,
)

TEXT = "Pasar dibuka\n\nNelayan menjual tuna. Petani memanen kopi di desa.\n"


def stored(text: str) -> tuple[bytes, Vocabulary, int]:
    """The rows of a text's sentences, the vocabulary they are numbered by, and how many sentences there are."""
    found = analyse(document("a", text))
    vocabulary = Vocabulary()
    lookup = vocabulary.lookup(found.document.language)
    packed = pack_tokens(found_before(found, lookup))
    assert pack_tokens(found_in(found.document, lookup)) == packed
    return packed.rows(packed.entries.tobytes()), vocabulary, len(found.sentences)


@pytest.mark.parametrize(
    ("text", "width"), [(TEXT, 1), (f"Kopi {'x' * 254} teh.", 1), (f"Kopi {'x' * 255} teh.", 4), ("", 1)]
)
def test_rows_say_where_every_token_is(text: str, width: int) -> None:
    rows, vocabulary, count = stored(text)
    assert rows[0] == width
    unpacked = unpack_rows(rows, count)
    found = analyse(document("a", text))
    assert len(unpacked) == count == len(found.sentences)
    names = [(), *vocabulary.fresh]
    for place, (sentence, tokens) in enumerate(zip(found.sentences, found.contents, strict=True)):
        assert unpacked.marks[place, :3].tolist() == [sentence.start, sentence.end, sentence.block]
        assert [(names[entry], start, end) for entry, start, end in unpacked.tokens(place)] == [
            (tuple(token[2:5]), token.start, token.end) for token in tokens
        ]
    tokens_in_all = sum(map(len, found.contents))
    assert len(rows) == 1 + 16 * count + (4 + 2 * width) * tokens_in_all


def test_entries_are_numbered_once_and_in_order() -> None:
    _, vocabulary, _ = stored("Kopi naik. Kopi turun. Teh naik.")
    assert [word for word, *_ in vocabulary.fresh] == ["kopi", "naik", "turun", "teh"]
    assert len(vocabulary) == 4


@given(
    st.text(st.characters(exclude_categories=()), max_size=120),
    st.sampled_from(["", " ", "\n\n", "Kopi 5 Mei. "]),
)
def test_a_text_is_packed_as_it_is_analysed(text: str, between: str) -> None:
    stored(between.join(text.split("a")))


def test_rows_of_another_length_are_refused() -> None:
    rows, _, count = stored(TEXT)
    for spoiled in (rows[:-1], rows + b"\0", b"\x02" + rows[1:], rows[:20]):
        with pytest.raises((ValueError, KeyError)):
            unpack_rows(spoiled, count)


@given(st.text(st.characters()))
def test_any_text_comes_back(text: str) -> None:
    assert decoded(encoded(text)) == text


def test_what_is_said_of_a_text_is_part_of_its_digest() -> None:
    said: list[Metadata | None] = [None, {"desk": ("a",)}, {"desk": ("b",)}, {"other": ("a",)}]
    assert len({digest_of("Kopi.", one) for one in said} | {digest_of("Teh.")}) == 5
    assert digest_of("Kopi.", {}) == digest_of("Kopi.")
    assert digest_of("a", {"x": ("1",), "y": ("2",)}) == digest_of("a", {"y": ("2",), "x": ("1",)})


def test_a_seal_covers_every_part_and_where_it_ends() -> None:
    parts = (7, b"name", "header", b"text", b"rows")
    others = [(8, *parts[1:])]
    others += [
        (7, b"namex", "header", b"text", b"rows"),
        (7, b"name", "headerx", b"text", b"rows"),
        (7, b"name", "header", b"textx", b"rows"),
        (7, b"name", "header", b"text", b"rowsx"),
        (7, b"nameh", "eader", b"text", b"rows"),
        (7, b"name", "header", b"textr", b"ows"),
    ]
    assert len({seal_of(*one) for one in [parts, *others]}) == 1 + len(others)  # type: ignore[arg-type]
    assert len(seal_of(*parts)) == 16


def test_a_document_comes_back_or_is_named() -> None:
    import zlib

    article = document("berita.txt", TEXT, metadata={"desk": ("ekonomi",)})
    rows, _, count = stored(TEXT)
    packed = zlib.compress(encoded(TEXT))
    header = header_of(article)
    parts = (3, b"berita.txt", header, packed, rows)
    found, sentences, unpacked = unpack_document(*parts, seal_of(*parts), count)
    for field in fields(article):
        assert getattr(found, field.name) == getattr(article, field.name)
    assert [sentence.text for sentence in sentences] == [one.text for one in analyse(article).sentences]
    assert [sentence.role for sentence in sentences] == [one.role for one in analyse(article).sentences]
    assert len(unpacked) == count
    with pytest.raises(
        sqlite3.DatabaseError, match=r"malformed: document 'berita\.txt' is not what was stored"
    ):
        unpack_document(*parts, seal_of(4, *parts[1:]), count)
    for broken in ((3, b"berita.txt", "[]", packed, rows), (3, b"berita.txt", header, packed[:-1], rows)):
        with pytest.raises(sqlite3.DatabaseError, match=r"'berita\.txt' is not what was stored"):
            unpack_document(*broken, seal_of(*broken), count)
    assert header_of(document("b", TEXT)).count("ekonomi") == 0
    assert isinstance(damage("x"), sqlite3.DatabaseError)


def test_weights_and_vectors_are_numbers() -> None:
    terms, weights = unpack_latents(pack_latents({3: 0.5, 65_535: 2.0}))
    assert (terms.tolist(), weights.tolist()) == ([3, 65_535], [0.5, 2.0])
    assert unpack_latents(b"")[0].tolist() == []
    assert unpack_dense(np.array([0.5, -1.0], dtype="<f2").tobytes()).tolist() == [0.5, -1.0]
    for odd in (np.nan, np.inf):
        with pytest.raises(ValueError, match="no numbers"):
            unpack_latents(pack_latents({3: odd, 4: 1.0}))
        with pytest.raises(ValueError, match="no numbers"):
            unpack_dense(np.array([odd, 1.0], dtype="<f2").tobytes())


# Segments.


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    os.makedirs(place.segment(1))
    return place


@pytest.mark.parametrize("weighted", [True, False])
def test_terms_of_sentences_come_back(place: Place, weighted: bool) -> None:
    folder = place.segment(1)
    parts = [([4, 9], [2, 3], [7, 8, 7], [0.5, 1.0, 2.0]), ([12], [0], [], []), ([20], [1], [5], [4.0])]
    with ForwardWriter(folder, weighted=weighted) as writer:
        for numbers, ends, terms, weights in parts:
            writer.add(
                np.array(numbers, dtype=np.int64),
                np.array(ends, dtype=np.int32),
                np.array(terms, dtype=np.uint32),
                np.array(weights, dtype=np.float32) if weighted else None,
            )
    segment = record(place, 1, "latents" if weighted else "words", 4, 4)
    found = read_forward(folder, segment)
    assert found.numbers.tolist() == [4, 9, 12, 20]
    assert found.ends.tolist() == [2, 3, 3, 4]
    assert found.terms.tolist() == [7, 8, 7, 5]
    assert (None if found.weights is None else found.weights.tolist()) == (
        [0.5, 1.0, 2.0, 4.0] if weighted else None
    )
    assert damaged(place, segment, whole=True) == []
    os.truncate(Path(folder, "ends.bin"), 3)
    with pytest.raises(IndexStoreError, match=r"ends\.bin: damaged"):
        read_forward(folder, segment)


def test_a_segment_without_terms_needs_no_files(place: Place) -> None:
    found = read_forward(place.segment(1), Segment(1, "latents", 0, 0, ()))
    assert found.weights is not None
    assert [len(part) for part in (found.numbers, found.ends, found.terms, found.weights)] == [0] * 4


def test_rows_of_numbers_come_back_or_are_refused(place: Place) -> None:
    folder, rows = place.segment(1), np.arange(6, dtype=np.float16).reshape(3, 2)
    write_matrix(folder, np.array([1, 5, 9]), rows)
    numbers, found = read_matrix(folder)
    assert (numbers.tolist(), found.tolist()) == ([1, 5, 9], rows.tolist())
    assert isinstance(found, np.memmap)
    for wrong, said in (
        ((np.array([1, 5]), rows), "unequal length"),
        ((np.array([1.0, 5.0, 9.0]), rows), "another kind"),
        ((np.array([[1], [5], [9]]), rows), "another kind"),
        ((np.array([1, 5, 9]), rows[:, 0]), "another kind"),
        ((np.array([1, 5, 9]), rows.astype(str)), "another kind"),
    ):
        write_matrix(folder, *wrong)
        with pytest.raises(IndexStoreError, match=f"damaged .arrays of {said}") as caught:
            read_matrix(folder)
        assert folder in str(caught.value)
    Path(folder, "rows.npy").write_bytes(b"\x93NUMPY\1\0")
    with pytest.raises(IndexStoreError, match="build the index anew"):
        read_matrix(folder)
    Path(folder, "rows.npy").unlink()
    with pytest.raises(FileNotFoundError):
        read_matrix(folder)


def test_what_is_recorded_is_looked_for(place: Place) -> None:
    folder = Path(place.segment(1))
    large = b"kopi" * 400_000  # more than is read at once
    (folder / "b").write_bytes(b"teh")
    (folder / "a").write_bytes(large)
    segment = record(place, 1, "words", 5, 7)
    assert (segment.number, segment.kind, segment.size, segment.tokens) == (1, "words", 5, 7)
    assert [(name, size) for name, size, _ in segment.files] == [("a", len(large)), ("b", 3)]
    assert damaged(place, segment, whole=True) == []
    (folder / "a").write_bytes(large[:-1] + b"!")
    assert damaged(place, segment, whole=False) == []
    [problem] = damaged(place, segment, whole=True)
    assert problem == f"{folder}/a: altered since it was written; build the index anew"
    (folder / "a").write_bytes(large[:-1])
    (folder / "b").unlink()
    assert damaged(place, segment, whole=False) == [
        f"{folder}/a: {len(large) - 1} bytes instead of {len(large)}; build the index anew",
        f"{folder}/b: no such file or directory; build the index anew",
    ]


def test_only_what_no_commit_lists_is_swept(place: Place) -> None:
    for number in (2, 3):
        os.makedirs(place.segment(number))
    sweep(place, [1, 3])
    assert sorted(os.listdir(place.segments)) == sorted(os.path.basename(place.segment(n)) for n in (1, 3))


def test_tokens_of_no_sentence_are_of_width_one() -> None:
    packed = pack_tokens(())
    assert (packed.marks, packed.entries, packed.places) == (b"", array("I"), b"")
    assert packed.rows(b"") == b"\x01"
