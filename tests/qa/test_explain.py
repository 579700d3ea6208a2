from __future__ import annotations

import io
from dataclasses import replace

import pytest
from fake_retriever import ARTICLE, FakeRetriever
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from index.document import Document, Place, Sentence
from index.match import Absence, Explanation, Finding, Match, Signal, WordTrace
from qa import explain
from qa.explain import in_paragraph, sources, why
from qa.view import Line, Piece, Table, View, note, plain, renderable
from qa.visible import visible


def drawn(view: View, width: int) -> str:
    out = io.StringIO()
    Console(file=out, width=width, markup=False, emoji=False, highlight=False).print(renderable(view))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


def match(retriever: FakeRetriever, number: int, **more: tuple[int, int]) -> Match:
    return Match(1, 2.5, 0.75, retriever.sentences[number], answer=more.get("answer"))


def test_why_tells_translations_from_the_same_word() -> None:
    retriever = FakeRetriever()
    found = match(retriever, 6)
    words = (
        WordTrace("sell", 0.6, (("menjual", 0.54, "translation"), ("jual", 0.5, "translation"))),
        WordTrace("tuna", 0.4, (("tuna", 1.0, "same"),)),
        WordTrace("price", 0.0),
    )
    finding = Finding("sell tuna price", "en", False, 0.2, (found,), Absence("words", missing=("price",)))
    explanation = Explanation(found, words, (Signal("dense", 0.8, 1.2),))
    assert plain(why(finding, explanation, language="en", asked="and the price?")) == (
        "Why quote 1 · line 8 · score 2.500 · confidence 0.75\n"
        "asked as: sell tuna price\n"
        "question word  in the quote             weight\n"
        "sell           menjual 0.54, jual 0.50    0.60\n"
        "tuna           tuna (same word)           0.40\n"
        "price          –                          0.00\n"
        "no partner anywhere: price\n"
        "\n"
        "signal                   value    adds\n"
        "meaning of the sentence  0.800  +1.200\n"
    )


def test_why_sums_up_the_small_signals() -> None:
    found = match(FakeRetriever(), 6)
    signals = tuple(Signal(f"s{number}", 1.0, 1.0 / number) for number in range(1, 13))
    view = why(Finding("x", "en", True, 0.9, (found,)), Explanation(found, (), signals), language="en")
    assert plain(view).splitlines()[-2:] == [
        "s10                      1.000  +0.100",
        "2 smaller ones together         +0.174",
    ]


def test_why_without_words() -> None:
    found = match(FakeRetriever(), 6)
    finding = Finding("the", "en", False, 0.2, (found,))
    assert plain(why(finding, Explanation(found, (), ()), language="id", asked="the")) == (
        "Mengapa kutipan 1 · baris 8 · skor 2.500 · keyakinan 0.75\n"
        "Tidak ada kata bermakna dalam pertanyaan.\n"
    )


def test_why_fits_a_narrow_terminal() -> None:
    found = match(FakeRetriever(), 6)
    trace = WordTrace("sell", 0.6, tuple((f"menjual{number}", 0.5, "translation") for number in range(6)))
    view = why(Finding("sell", "en", True, 0.9, (found,)), Explanation(found, (trace,), ()), language="en")
    shown = drawn(view, 40)
    assert max(map(len, shown.splitlines())) <= 40
    assert all(f"menjual{number}" in shown for number in range(6))


def test_a_paragraph_of_one_sentence_gets_its_neighbours() -> None:
    retriever = FakeRetriever()
    assert plain(in_paragraph(match(retriever, 8), retriever.sentences)) == (
        "Pasar Ikan Baru Dibuka  pasar.txt:10\n"
        "   8  Harga tuna turun.\n"
        "> 10  Pasar lama akan menjadi taman.\n"
    )


def test_a_long_paragraph_is_cut_around_the_quote() -> None:
    retriever = FakeRetriever("Judul\n" + " ".join(f"Kalimat {number}." for number in range(20)))
    shown = plain(in_paragraph(match(retriever, 11), retriever.sentences)).splitlines()
    assert shown[1:] == [f"{'>' if number == 10 else ' '} 2  Kalimat {number}." for number in range(7, 14)]


def test_a_quote_of_no_known_sentence_stands_alone() -> None:
    document = Document("a.txt", "Satu. Dua.")
    found = Match(1, 1.0, 0.5, Sentence(document, 0, 5, 0, 0))
    assert plain(in_paragraph(found, [])) == "a.txt:1\n> 1  Satu.\n"


@pytest.mark.parametrize("width", [20, 40, 80])
def test_a_quote_wraps_beside_its_line_number(width: int) -> None:
    retriever = FakeRetriever()
    view = in_paragraph(match(retriever, 6), retriever.sentences)
    lines = drawn(view, width).splitlines()
    quoted = next(index for index, line in enumerate(lines) if line.startswith("> 8  Pedagang"))
    after = next(index for index, line in enumerate(lines) if line.startswith("  8  Harga"))
    assert all(line.startswith("     ") for line in lines[quoted + 1 : after])
    assert max(map(len, lines)) <= width


def test_matched_and_answering_words_are_marked_where_they_stand() -> None:
    retriever = FakeRetriever()
    sentence = retriever.sentences[6]
    found = Match(1, 1.0, 0.9, sentence, highlights=((9, 16),), answer=(17, 21))
    line = in_paragraph(found, retriever.sentences)[1]
    assert isinstance(line, Line)
    assert [(piece.text, piece.style) for piece in line.pieces] == [
        ("Pedagang ", "plain"),
        ("menjual", "match"),
        (" ", "plain"),
        ("tuna", "answer"),
        (", cakalang dan udang.", "plain"),
    ]


def test_many_sources_are_counted() -> None:
    retriever = FakeRetriever()
    retriever.documents = [Document(f"{number}.txt", "Satu.", language="id") for number in range(25)]
    shown = plain(sources(retriever, language="id"))
    assert "19.txt\n  bahasa  Indonesia\n  ukuran  0 kalimat, 1 baris\n… dan 5 lagi\n" in shown
    assert "20.txt" not in shown


def test_an_article_cannot_steer_the_terminal() -> None:
    text = ARTICLE.replace("tuna", "\x1b[31m[bold]tuna\x9b\u202e\x07")
    retriever = FakeRetriever(text, name="\x1b]0;a\x07.txt")
    for view in (
        in_paragraph(match(retriever, 6), retriever.sentences),
        sources(retriever, language="en"),
    ):
        for shown in (plain(view), drawn(view, 80)):
            assert not {"\x1b", "\x9b", "\u202e", "\x07"} & set(shown)
    assert "[bold]" in drawn(in_paragraph(match(retriever, 6), retriever.sentences), 80)


@given(st.text())
def test_visible_keeps_the_place_of_every_character(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    shown.encode()
    for before, after in zip(text, shown, strict=True):
        assert after == before or not before.isprintable()
    assert visible(shown) == shown


def test_plain_tables_line_up_wide_characters() -> None:
    table = Table(("a", "n"), (("東京", "1"), ("kota", "10")), right=frozenset({1}))
    assert plain((table,)) == "a      n\n東京   1\nkota  10\n"


def test_a_note_is_one_line() -> None:
    assert note("x") == (Line((Piece("x", "quiet"),)),)
    assert plain(()) == ""


def test_what_the_quote_before_added_is_among_the_signals() -> None:
    retriever = FakeRetriever()
    found = retriever.find("which tuna?")
    best = found.matches[0]
    explanation = explain.after(retriever.explain(found, best), replace(best, score=9.0), added=-3.0)
    assert [signal.contribution for signal in explanation.signals] == [-3.0, 1.25, -0.5]
    assert "-3.000" in plain(why(found, explanation, language="en"))
    assert "score 9.000" in plain(why(found, explanation, language="en"))


def test_a_quote_of_a_paged_file_is_named_by_its_page() -> None:
    retriever = FakeRetriever()
    found = retriever.find("which tuna?")
    sentence = found.matches[0].sentence
    paged = replace(sentence.document, places=(Place(0, "page", "3"),))
    best = replace(found.matches[0], sentence=replace(sentence, document=paged))
    shown = plain(why(found, retriever.explain(found, best), language="en"))
    assert shown.startswith("Why quote 1 · page 3 · score ")
