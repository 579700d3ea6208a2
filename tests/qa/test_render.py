from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from market_answers import ANSWERED, ARTICLE, GOODS, UNANSWERED, sentence
from rich.cells import cell_len
from rich.console import Console

from index.document import Document, Sentence
from index.match import Finding, Match
from qa import render
from qa.answer import Answer

ANSWER = Answer.from_finding(ANSWERED, elapsed_ms=1.0)
NO_ANSWER = Answer.from_finding(UNANSWERED, elapsed_ms=1.0)
STYLE = re.compile(r"\x1b\[[0-9;]*m")


def console(width: int = 80, *, colour: bool = False, environment: dict[str, str] | None = None) -> Console:
    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ=environment or {},
    )


def shown(answer: Answer, width: int = 80, *, colour: bool = False, question: str | None = None) -> str:
    on = console(width, colour=colour)
    render.show(answer, on, question=question)
    assert isinstance(on.file, io.StringIO)
    return on.file.getvalue()


# ---------------------------------------------------------------------------------------------- in a pipe


def test_plain_is_a_line_a_quote_best_first() -> None:
    assert render.plain(ANSWER) == (
        'berita/pasar.txt:5:"Ada tuna, cakalang, dan udang di pasar ini," kata Sari.\n'
        "berita/pasar.txt:6:Harga ikan tuna turun karena cuaca baik.\n"
        "berita/pasar.txt:3:Wali Kota Sari Dewi membuka pasar ikan baru di Kendari pada Senin (3/5/2021).\n"
    )


def test_plain_of_one_question_among_several_begins_with_its_number() -> None:
    lines = render.plain(ANSWER, number=12).splitlines()
    assert [line.split(":")[:3] for line in lines] == [["12", "berita/pasar.txt", n] for n in "563"]


def test_plain_says_nothing_without_an_answer() -> None:
    assert render.plain(NO_ANSWER) == ""


def test_what_has_no_answer_is_told_with_its_nearest_sentences() -> None:
    assert render.nearest(NO_ANSWER, number=2) == (
        "2:The article does not say: 'architect' occurs nowhere in it; 'pasar' does, in line 3.\n"
        'nearest: 2:berita/pasar.txt:5:"Ada tuna, cakalang, dan udang di pasar ini," kata Sari.\n'
        "nearest: 2:berita/pasar.txt:6:Harga ikan tuna turun karena cuaca baik.\n"
        "nearest: 2:berita/pasar.txt:3:"
        "Wali Kota Sari Dewi membuka pasar ikan baru di Kendari pada Senin (3/5/2021).\n"
    )


def of_one_quote(text: str, *, name: str = "a.txt", answered: bool = True) -> Answer:
    found = Match(1, 1.0, 0.9, Sentence(Document(name, text), 0, len(text), 0, 0), ((0, 1),), (0, len(text)))
    return Answer.from_finding(Finding("?", "en", answered, 0.9, (found,)), elapsed_ms=1.0)


@given(st.text(min_size=1))
def test_plain_changes_line_ends_only(text: str) -> None:
    on_one_line = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
    assert render.plain(of_one_quote(text)) == f"a.txt:1:{on_one_line}\n"


def test_standard_error_is_safe_on_a_terminal() -> None:
    text = render.nearest(of_one_quote("x\x1b[2Jy\u202ez\x9bq", name="n\x07\udce9", answered=False))
    assert not set(text) & set("\x1b\u202e\x9b\x07\udce9")


def environment() -> dict[str, str]:
    """The process's own, with this folder's modules importable as here."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def test_a_pipe_needs_no_rich() -> None:
    program = (
        "import io, sys\n"
        "from fake_retriever import FakeRetriever\n"
        "from qa.once import answer_all\n"
        "answer_all(FakeRetriever(), ['harga tuna', 'x'], out=io.StringIO(), err=io.StringIO())\n"
        "print(sorted({'rich', 'prompt_toolkit'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment()
    )
    assert done.stdout == "[]\n"


# ------------------------------------------------------------------------------------------ on a terminal


def test_an_answer_at_80_columns() -> None:
    assert shown(ANSWER, question="what is sold at the market?") == (
        """\
› what is sold at the market?
   ┃ Wali Kota Sari Dewi membuka pasar ikan baru di Kendari pada Senin
   ┃ (3/5/2021).  line 3
 1 ┃ "Ada tuna, cakalang, dan udang di pasar ini," kata Sari.
     berita/pasar.txt · line 5 · said by Sari Dewi · almost certain

 2   Harga ikan tuna turun karena cuaca baik.  line 6 · possible

 3   Wali Kota Sari Dewi membuka pasar ikan baru di Kendari pada Senin
     (3/5/2021).  line 3 · doubtful · also in berita/lain.txt:5
"""
    )


def test_an_answer_at_40_columns() -> None:
    assert shown(ANSWER, 40) == (
        """\
   ┃ Wali Kota Sari Dewi membuka pasar
   ┃ ikan baru di Kendari pada Senin
   ┃ (3/5/2021).  line 3
 1 ┃ "Ada tuna, cakalang, dan udang di
   ┃ pasar ini," kata Sari.
     berita/pasar.txt · line 5 · said by
     Sari Dewi · almost certain

 2   Harga ikan tuna turun karena cuaca
     baik.  line 6 · possible

 3   Wali Kota Sari Dewi membuka pasar
     ikan baru di Kendari pada Senin
     (3/5/2021).
     line 3 · doubtful · also in
     berita/lain.txt:5
"""
    )


def test_an_answer_at_120_columns_and_more_keeps_lines_readable() -> None:
    expected = """\
   ┃ Wali Kota Sari Dewi membuka pasar ikan baru di Kendari pada Senin (3/5/2021).  line 3
 1 ┃ "Ada tuna, cakalang, dan udang di pasar ini," kata Sari.
     berita/pasar.txt · line 5 · said by Sari Dewi · almost certain

 2   Harga ikan tuna turun karena cuaca baik.  line 6 · possible

 3   Wali Kota Sari Dewi membuka pasar ikan baru di Kendari pada Senin (3/5/2021).
     line 3 · doubtful · also in berita/lain.txt:5
"""
    assert shown(ANSWER, 120) == expected
    assert shown(ANSWER, 300) == expected


def test_no_answer_is_said_before_the_nearest_sentences() -> None:
    assert shown(NO_ANSWER) == (
        """\
The article does not say: 'architect' occurs nowhere in it; 'pasar' does, in
line 3.

Nearest sentences, not answers:
 1   "Ada tuna, cakalang, dan udang di pasar ini," kata Sari.
     berita/pasar.txt · line 5 · said by Sari Dewi
 2   Harga ikan tuna turun karena cuaca baik.  line 6
 3   Wali Kota Sari Dewi membuka pasar ikan baru di Kendari pada Senin
     (3/5/2021).  line 3 · also in berita/lain.txt:5
"""
    )


def test_no_answer_and_nothing_near() -> None:
    assert shown(replace(NO_ANSWER, quotes=())) == (
        "The article does not say: 'architect' occurs nowhere in it; 'pasar' does, in\nline 3.\n"
    )


def test_the_frame_is_in_the_language_of_the_question() -> None:
    lines = shown(Answer.from_finding(replace(ANSWERED, language="id"), elapsed_ms=1.0)).splitlines()
    assert lines[3] == "     berita/pasar.txt · baris 5 · kata Sari Dewi · hampir pasti"


def test_matched_words_are_bold_and_the_answer_stands_out_most() -> None:
    line = next(line for line in shown(ANSWER, colour=True).splitlines() if "Ada" in line)
    assert line == (
        ' 1 \x1b[32m┃\x1b[0m "Ada \x1b[1;4;32mtuna\x1b[0m\x1b[1;4;32m, cakalang, dan udang\x1b[0m'
        ' di \x1b[1mpasar\x1b[0m ini," kata Sari.'
    )


def test_nearest_sentences_never_look_like_an_answer() -> None:
    text = shown(NO_ANSWER, colour=True)
    assert "┃" not in text
    assert set(STYLE.findall(text)) == {"\x1b[1m", "\x1b[2m", "\x1b[0m"}


def test_without_colour_the_marks_remain() -> None:
    on = Console(
        file=io.StringIO(),
        width=80,
        force_terminal=True,
        _environ={"NO_COLOR": "1", "TERM": "xterm-256color"},
    )
    render.show(ANSWER, on)
    assert isinstance(on.file, io.StringIO)
    assert "\x1b[1;4mtuna" in on.file.getvalue()
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]", on.file.getvalue())


def test_a_dumb_terminal_gets_bare_text() -> None:
    on = Console(file=io.StringIO(), width=80, force_terminal=True, _environ={"TERM": "dumb"})
    render.show(ANSWER, on)
    assert isinstance(on.file, io.StringIO)
    assert on.file.getvalue() == shown(ANSWER)


def test_a_terminal_without_unicode_gets_a_frame_of_ascii() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="backslashreplace", newline="")
    render.show(ANSWER, Console(file=stream, width=80, _environ={}), question="apa?")
    stream.seek(0)
    text = stream.read()
    assert text.startswith("> apa?\n   | Wali Kota")
    assert "berita/pasar.txt - line 5" in text
    assert "\\" not in text


def test_a_document_is_named_again_only_where_it_changes() -> None:
    other = Document("lain.txt", ARTICLE.text, language="id")
    elsewhere = Match(2, 1.0, 0.8, sentence("Harga ikan", "baik.", other))
    answer = Answer.from_finding(replace(ANSWERED, matches=(ANSWERED.matches[0], elsewhere)), elapsed_ms=1.0)
    assert shown(answer).endswith(
        " 2   Harga ikan tuna turun karena cuaca baik.  lain.txt · line 6 · likely\n"
    )


def test_what_resolves_a_later_word_stands_after_the_quote() -> None:
    leaning = Match(1, 1.0, 0.9, ANSWERED.matches[2].sentence, support=GOODS)
    lines = shown(
        Answer.from_finding(replace(ANSWERED, matches=(leaning,)), elapsed_ms=1.0), 120
    ).splitlines()
    assert [line[:8] for line in lines[:2]] == [" 1 ┃ Wal", '   ┃ "Ad']


def test_what_another_quote_leans_on_is_shown_unless_it_is_quoted_itself() -> None:
    leaning = replace(ANSWERED.matches[1], support=GOODS)
    answer = Answer.from_finding(replace(ANSWERED, matches=(ANSWERED.matches[2], leaning)), elapsed_ms=1.0)
    assert shown(answer, 120).splitlines()[3:] == [
        '     "Ada tuna, cakalang, dan udang di pasar ini," kata Sari.  line 5',
        " 2   Harga ikan tuna turun karena cuaca baik.  line 6 · possible",
    ]
    answer = Answer.from_finding(replace(ANSWERED, matches=(ANSWERED.matches[0], leaning)), elapsed_ms=1.0)
    assert shown(answer, 120).splitlines()[-2:] == [
        "",
        " 2   Harga ikan tuna turun karena cuaca baik.  line 6 · possible",
    ]


def test_many_copies_are_counted() -> None:
    copies = ANSWERED.matches[2].also * 5
    answer = Answer.from_finding(
        replace(ANSWERED, matches=(replace(ANSWERED.matches[0], also=copies),)), elapsed_ms=1.0
    )
    assert f"also in {', '.join(['berita/lain.txt:5'] * 3)} (+2)" in shown(answer, 200).replace(
        "\n     ", " "
    )


def test_further_quotes_are_shown_like_those_after_the_best() -> None:
    on = console()
    render.show_quotes(ANSWER.quotes[1:2], ANSWER, on)
    assert isinstance(on.file, io.StringIO)
    assert on.file.getvalue() == " 2   Harga ikan tuna turun karena cuaca baik.  line 6 · possible\n"


def test_ranks_of_two_digits_line_up() -> None:
    matches = tuple(replace(ANSWERED.matches[1], rank=rank) for rank in range(1, 11))
    lines = shown(Answer.from_finding(replace(ANSWERED, matches=matches), elapsed_ms=1.0)).splitlines()
    assert lines[0].startswith("  1 ┃ Harga")
    assert lines[-1].startswith(" 10   Harga")


def test_a_long_question_is_cut_to_one_line() -> None:
    heading = shown(ANSWER, 40, question="apa " * 25_000).splitlines()[0]
    assert heading == "› " + "apa " * 9 + "a…"


HOSTILE = "[bold]x[/bold] \x1b]0;owned\x07\x1b[2J :smile: \x9b31m \u202egnp.exe\u2066 \udce9 \r\n\t\x00\x7f"


@pytest.mark.parametrize("answered", [True, False])
def test_nothing_in_an_article_its_name_or_a_question_steers_the_terminal(answered: bool) -> None:
    text = shown(of_one_quote(HOSTILE, name=HOSTILE, answered=answered), question=HOSTILE)
    assert not set(text) & set("\x1b\x07\x9b\u202e\u2066\udce9\r\t\x00\x7f")
    assert "[bold]x[/bold]" in text
    assert ":smile:" in text


@given(st.text(min_size=1, max_size=300), st.integers(20, 100), st.booleans())
def test_no_line_is_wider_than_the_terminal(text: str, width: int, answered: bool) -> None:
    for line in shown(of_one_quote(text, answered=answered), width, question=text).splitlines():
        assert cell_len(line.rstrip()) <= width


def test_the_console_reads_no_markup_and_colours_no_numbers() -> None:
    on = render.console(io.StringIO())
    on.print("[bold]7[/bold] :smile:")
    assert isinstance(on.file, io.StringIO)
    assert on.file.getvalue() == "[bold]7[/bold] :smile:\n"


@pytest.mark.parametrize("answer", [ANSWER, NO_ANSWER])
def test_what_could_not_be_asked_is_named(answer: Answer) -> None:
    partial = replace(answer, partial=("north", "s\x1b[2Jouth"))
    said = "Not all of the library was asked: no server answers for north, s␛[2Jouth.\n"
    assert render.partial(partial) == said
    assert render.partial(partial, number=4) == f"4:{said}"
    assert render.partial(answer) == ""
    assert shown(partial).endswith(said)
    assert "Not all" not in shown(answer)
