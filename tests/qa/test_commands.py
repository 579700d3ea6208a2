from __future__ import annotations

import pytest
from chat_session import Session
from hypothesis import given
from hypothesis import strategies as st

from qa import chat_signals
from qa.chat_messages import LANGUAGES, MESSAGES, language_name, say
from qa.chat_options import ChatOptions
from qa.chat_settings import TOP_LIMIT
from qa.chat_signals import signal_name
from qa.commands import COMMANDS, handle
from qa.steps import Step
from qa.view import plain
from qa.visible import visible


def test_a_question_is_asked_and_remembered() -> None:
    session = Session()
    step = session.type("  which tuna?  ")
    assert step.answer is not None
    assert [quote.text for quote in step.answer.quotes] == [
        "Pedagang menjual tuna, cakalang dan udang.",
        "Harga tuna turun.",
    ]
    assert [question for question, _ in session.state.chat.history] == ["which tuna?"]
    assert session.retriever.asked == [("which tuna?", 3, None)]


def test_a_step_not_taken_leaves_no_trace() -> None:
    session = Session()
    session.type("tuna")
    before = session.state
    history = list(before.chat.history)
    handle(before, "pasar")
    assert session.state == before
    assert before.chat.history == history


def test_an_earlier_state_can_be_gone_back_to() -> None:
    session = Session()
    session.type("tuna")
    earlier = session.state
    session.type("pasar")
    session.state = earlier
    step = session.type("1")
    assert "> 8  Pedagang menjual tuna" in plain(step.view)


@pytest.mark.parametrize("line", ["", "   ", "\t", "\n"])
def test_a_blank_line_does_nothing(line: str) -> None:
    session = Session()
    assert session.type(line) == Step(session.state)
    assert session.retriever.asked == []


def test_number_shows_the_quote_in_its_paragraph() -> None:
    session = Session()
    session.type("kota pita")
    assert plain(session.type("1").view) == (
        "Pasar Ikan Baru Dibuka  pasar.txt:6\n"
        "  6  Pasar ikan baru dibuka di Kendari.\n"
        "> 6  Wali kota memotong pita pada pagi hari.\n"
        "  6  Ratusan warga datang ke pasar.\n"
    )
    assert session.type("/quote 1").view == session.type("1").view
    assert session.type("/quote").view == session.type("1").view


def test_number_beyond_the_quotes_says_what_there_is() -> None:
    session = Session()
    session.type("what tuna")
    assert session.type("7").remark == "There is no quote 7; the last answer shows 1 to 2."
    assert session.type("0").remark == "There is no quote 0; the last answer shows 1 to 2."
    session.type("what taman")
    assert session.type("2").remark == "There is no quote 2; the last answer shows one."


def test_a_long_number_is_a_question() -> None:
    session = Session()
    step = session.type("2021")
    assert step.answer is not None
    assert step.answer.quotes[0].text == "Senin, 3 Mei 2021 09:00 WIB"


@pytest.mark.parametrize("line", ["1", "/why", "/more", "/quote 1"])
def test_before_any_question(line: str) -> None:
    assert Session().type(line).remark == "Ask something first."
    assert Session(language="id").type(line).remark == "Ajukan pertanyaan dahulu."


@pytest.mark.parametrize("line", ["1", "/why", "/quote 1"])
def test_after_an_answer_without_quotes(line: str) -> None:
    session = Session()
    session.type("what xyzzy")
    assert session.type(line).remark == "The last answer has no quotes."


def test_more_goes_on_where_the_answer_ended() -> None:
    session = Session(options=ChatOptions(top=2))
    session.type("pasar")
    first = session.type("/more")
    assert [quote.rank for quote in first.more] == [3, 4]
    assert [quote.text for quote in first.more] == [
        "Ratusan warga datang ke pasar.",
        "Pasar lama akan menjadi taman.",
    ]
    assert session.type("/more").remark == "Itu sudah semuanya."
    assert "> 10  Pasar lama" in plain(session.type("4").view)


def test_top_changes_the_next_answer() -> None:
    session = Session(language="id")
    assert session.type("/top").remark == "Kutipan per jawaban: 3."
    assert session.type("/top 1").remark == "Kutipan per jawaban mulai sekarang: 1."
    answer = session.type("pasar").answer
    assert answer is not None
    assert len(answer.quotes) == 1


@pytest.mark.parametrize("given", ["0", str(TOP_LIMIT + 1), "-1", "two", "1 2", "9" * 5000, "２"])
def test_top_refuses(given: str) -> None:
    session = Session()
    remark = session.type(f"/top {given}").remark
    assert remark.startswith(f"/top takes a number from 1 to {TOP_LIMIT}, not '{given[:40]}")
    assert session.state.options.top == 3


def test_why_counts_words_and_signals() -> None:
    session = Session()
    session.type("what tuna harga")
    assert plain(session.type("/why").view).splitlines() == [
        "Why quote 1 · line 8 · score 2.000 · confidence 0.90",
        "question word  in the quote       weight",
        "what           –                    0.00",
        "tuna           tuna (same word)     0.50",
        "harga          Harga (same word)    0.50",
        "",
        "signal                   value    adds",
        "meaning of the sentence  0.810  +1.250",
        "place in the article     2.000  -0.500",
    ]
    assert plain(session.type("/why 2").view).startswith("Why quote 2 · line 8")
    assert session.type("/why 3").remark == "There is no quote 3; the last answer shows 1 to 2."
    assert session.type("/why it").remark == "/why takes a number from 1 to 2, not 'it'."


def test_sources() -> None:
    assert plain(Session().type("/sources").view) == (
        "pasar.txt\n"
        "  title      Pasar Ikan Baru Dibuka\n"
        "  author     Sari Dewi\n"
        "  published  Senin, 3 Mei 2021 09:00 WIB\n"
        "  language   Indonesian\n"
        "  size       9 sentences, 10 lines\n"
    )


def test_help_names_every_command() -> None:
    shown = plain(Session().type("/help").view)
    for command in COMMANDS:
        assert command.name in shown
        assert MESSAGES["en"][command.help] in shown


@pytest.mark.parametrize("line", ["/quit", "/exit", "/QUIT", "quit", "exit", "Keluar"])
def test_leaving(line: str) -> None:
    assert Session().type(line).leave


@pytest.mark.parametrize("line", ["/help", "/?", "?", "help", "bantuan"])
def test_help_by_its_other_names(line: str) -> None:
    assert Session().type(line).view == Session().type("/help").view


@pytest.mark.parametrize(
    ("line", "nearest"),
    [("/hlep", "/help"), ("/wy", "/why"), ("/so", "/sources"), ("/quti", "/quit"), ("/mroe now", "/more")],
)
def test_an_unknown_command_names_the_nearest(line: str, nearest: str) -> None:
    assert Session().type(line).remark == f"There is no command {line.split()[0]}. Did you mean {nearest}?"


@pytest.mark.parametrize("line", ["/", "/zzzzz", "/\x1b[31m"])
def test_an_unknown_command_near_nothing(line: str) -> None:
    remark = Session().type(line).remark
    assert remark.startswith("There is no command /")
    assert "\x1b" not in remark


def test_a_command_that_takes_nothing_refuses_an_argument() -> None:
    assert Session().type("/more 2").remark == "/more takes nothing after it."


def test_the_language_follows_the_question() -> None:
    session = Session(language="en")
    session.type("harga tuna")
    assert session.state.language == "id"
    session.type("what tuna")
    assert session.state.language == "en"


@given(st.text(max_size=40))
def test_no_line_raises(line: str) -> None:
    session = Session()
    session.type("pasar")
    step = session.type(line)
    assert isinstance(step, Step)
    assert visible(step.remark) == step.remark


@pytest.mark.parametrize("names", [chat_signals._MEASURES, chat_signals._MODIFIERS])
def test_signals_have_names_in_every_language(names: dict[str, dict[str, str]]) -> None:
    assert names.keys() == set(LANGUAGES)
    assert names["id"].keys() == names["en"].keys()


def test_signals_are_named_by_what_they_measure_and_how() -> None:
    assert signal_name("dense", "en") == "meaning of the sentence"
    assert signal_name("dense.lead", "id") == "makna kalimat (di depan yang lain)"
    assert signal_name("kind:person", "en") == "kind of answer asked for (person)"


def test_names_without_an_entry_are_shown_as_they_are() -> None:
    assert language_name("xx", "id") == "xx"
    assert signal_name("unheard", "en") == "unheard"
    assert signal_name("dense.unheard", "en") == "dense.unheard"
    assert say("cancelled", "xx") == "cancelled"
