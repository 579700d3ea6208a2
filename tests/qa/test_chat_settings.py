from __future__ import annotations

import pytest
from chat_session import Session
from fake_retriever import FakeRetriever

from qa.chat_options import ChatOptions
from qa.themes import DEFAULT, palette
from qa.view import plain


def test_settings_are_shown_with_what_is_possible() -> None:
    assert plain(Session().type("/set").view).splitlines() == [
        "setting   now    possible",
        "top       3      1–50",
        "theme     auto   auto, dark, light, none",
        "keys      emacs  emacs, vi",
        "reader    on     on, off",
        "language  auto   auto, en, id",
    ]


@pytest.mark.parametrize(
    ("typed", "options"),
    [
        ("top 7", ChatOptions(top=7)),
        ("theme dark", ChatOptions(theme="dark")),
        ("theme=light", ChatOptions(theme="light")),
        ("KEYS Vi", ChatOptions(keys="vi")),
        ("reader off", ChatOptions(reader=False)),
        ("language id", ChatOptions(language="id")),
    ],
)
def test_a_setting_is_changed_and_said(typed: str, options: ChatOptions) -> None:
    session = Session()
    remark = session.type(f"/set {typed}").remark
    assert session.state.options == options
    assert remark
    name = typed.replace("=", " ").split()[0].casefold()
    assert f"\n{name} " in plain(session.type("/set").view)


@pytest.mark.parametrize(
    ("typed", "remark"),
    [
        ("them dark", "There is no setting them. Did you mean theme?"),
        ("colour red", "There is no setting colour, only top, theme, keys, reader, language."),
        ("theme red", "theme can be auto, dark, light, none, not 'red'."),
        ("top 51", "top can be 1–50, not '51'."),
        ("reader maybe", "reader can be on, off, not 'maybe'."),
        ("keys", "keys: emacs"),
        ("=", "There is no setting , only top, theme, keys, reader, language."),
    ],
)
def test_what_cannot_be_set_is_told_with_what_can(typed: str, remark: str) -> None:
    session = Session()
    assert session.type(f"/set {typed}").remark == remark
    assert session.state.options == ChatOptions()


def test_the_reader_is_asked_or_not() -> None:
    session = Session()
    session.type("/set reader off")
    assert isinstance(session.state.retriever, FakeRetriever)
    assert session.state.retriever.reader is False
    assert session.state.chat.retriever is session.state.retriever


def test_a_reader_that_is_not_installed_is_not_turned_on() -> None:
    retriever = FakeRetriever()
    retriever.lacks = ("reader",)
    session = Session(retriever, options=ChatOptions(reader=False))
    assert session.type("/set reader on").remark == "The reader is not installed on this machine."
    assert session.state.options.reader is False


def test_a_fixed_language_is_spoken_whatever_is_asked() -> None:
    session = Session()
    assert session.type("/lang").remark == "kutip speaks the language of each question."
    assert session.type("/lang id").remark == "kutip berbahasa Indonesia mulai sekarang."
    session.type("what tuna")
    assert session.type("/more").remark == "Itu sudah semuanya."
    assert session.type("/lang auto").remark == "kutip speaks the language of each question."
    assert session.type("/more").remark == "That was everything."
    session.type("/lang en")
    session.type("harga tuna")
    assert session.type("/lang xx").remark == "language can be auto, en, id, not 'xx'."


@pytest.mark.parametrize(
    ("theme", "background", "like"),
    [
        ("auto", "", "auto"),
        ("auto", "15;0", "dark"),
        ("auto", "0;default;15", "light"),
        ("auto", "default;default", "auto"),
        ("light", "15;0", "light"),
        ("none", "15;0", "none"),
    ],
)
def test_auto_follows_the_background_that_the_terminal_tells(theme, background, like) -> None:  # type: ignore[no-untyped-def]
    environment = {"COLORFGBG": background} if background else {}
    assert palette(theme, environment) == palette(like, {})
    assert palette("auto", {}) == DEFAULT


def test_no_theme_tells_anything_by_colour_alone() -> None:
    for theme in ("auto", "dark", "light", "none"):
        colours = palette(theme, {})  # type: ignore[arg-type]
        assert "underline" in colours.answer
        assert "bold" in colours.matched
