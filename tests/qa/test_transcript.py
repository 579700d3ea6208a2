from __future__ import annotations

import dataclasses
import json
import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

import pytest
from chat_session import Session
from fake_retriever import FakeRetriever
from hypothesis import given
from hypothesis import strategies as st

from index.match import Absence, Finding
from qa.answer import Quote
from qa.chat_options import ChatOptions
from qa.effects import Write
from qa.transcript import FORMATS, cited, transcript


def conversation(retriever: FakeRetriever | None = None, language: str = "auto") -> Session:
    session = Session(retriever, options=ChatOptions(language=language))  # type: ignore[arg-type]
    session.type("which tuna?")
    session.type("what xyzzy")
    return session


def written(session: Session, suffix: str) -> str:
    return transcript(session.state, FORMATS[suffix])


def test_markdown() -> None:
    assert written(conversation(), ".md") == (
        "# Questions and quotes\n"
        "\n"
        "## which tuna?\n"
        "\n"
        "> Pedagang menjual tuna, cakalang dan udang.  \n"
        "> — Pasar Ikan Baru Dibuka · pasar.txt · line 8 · almost certain\n"
        "\n"
        "> Harga tuna turun.  \n"
        "> — Pasar Ikan Baru Dibuka · pasar.txt · line 8 · almost certain\n"
        "\n"
        "## what xyzzy\n"
        "\n"
        "**The article does not say: 'what' and 'xyzzy' occur nowhere in it.**\n"
        "\n"
        "## Sources\n"
        "\n"
        "- Sari Dewi, Pasar Ikan Baru Dibuka, Senin, 3 Mei 2021 09:00 WIB, pasar.txt\n"
    )


def test_json_holds_the_answers_as_the_command_line_gives_them() -> None:
    session = conversation()
    found = json.loads(written(session, ".json"))
    assert found["turns"] == [
        {**json.loads(answer.to_json()), "understood": None} for _, answer in session.state.chat.history
    ]
    assert [document["name"] for document in found["documents"]] == ["pasar.txt"]
    assert found["language"] == "en"


class Marking(FakeRetriever):
    """Marks the last word of each sentence as the answer, and does not answer what has "xyzzy" in it."""

    def find(self, question: str, *, limit: int = 3, language: str | None = None) -> Finding:
        found = super().find(question, limit=limit, language=language)
        ends = [len(match.sentence.text) for match in found.matches]
        matches = tuple(
            dataclasses.replace(match, answer=(match.sentence.text[:end].rindex(" "), end))
            for match, end in zip(found.matches, ends, strict=True)
        )
        if "xyzzy" not in question:
            return dataclasses.replace(found, matches=matches)
        return dataclasses.replace(found, answered=False, absence=Absence("weak"), matches=matches)


def follow_up() -> Session:
    session = Session(Marking())
    for line in ("which tuna?", "and udang?", "what xyzzy udang"):
        session.type(line)
    return session


def test_markdown_tells_what_was_understood_what_answers_and_what_is_only_near() -> None:
    first, second, third = written(follow_up(), ".md").split("\n## ")[1:4]
    assert "> Harga tuna **turun.**  \n" in first
    assert "*asked as: which tuna, udang?*\n" in second
    assert "> Pedagang menjual tuna, cakalang dan **udang.**  \n" in second
    assert third.startswith("what xyzzy udang\n\n**")
    assert "> Pedagang menjual tuna, cakalang dan udang.  \n" in third
    assert "almost certain" not in third


def test_html_tells_the_same() -> None:
    first, second, third = written(follow_up(), ".html").split("<h2")[1:4]
    assert "Harga <mark>tuna</mark><u> turun.</u><br>" in first
    assert ">asked as: which tuna, udang?</p>" in second
    assert "cakalang dan<u> udang.</u>" in second
    assert "tuna, cakalang dan udang.<br>" in third
    assert "<mark>" not in third
    assert "almost certain" not in third


class Text(HTMLParser):
    """The elements of a page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_marks_what_matched_and_needs_nothing_else() -> None:
    page = written(conversation(), ".html")
    assert "Pedagang menjual <mark>tuna</mark>, cakalang dan udang." in page
    assert "The article does not say: &#x27;what&#x27; and &#x27;xyzzy&#x27; occur nowhere in it." in page
    assert not set(Text(page).tags) & {"script", "link", "img"}
    assert "http" not in page


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_the_frame_is_in_the_language_that_is_spoken(suffix: str) -> None:
    page = written(conversation(language="id"), suffix)
    if suffix != ".json":
        assert "Pertanyaan dan kutipan" in page
        assert "Artikel ini tidak menyebutkannya" in page
        assert "hampir pasti" in page
    assert "Pedagang menjual " in page


HOSTILE = "# <b>tuna</b> *x* [a](b) `c` & \\ \x1b[31m\u202e\n- d\n1. e"


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_an_article_stays_text(suffix: str) -> None:
    session = Session(FakeRetriever(HOSTILE, name=HOSTILE))
    session.type("<b>tuna</b> *x*")
    page = written(session, suffix)
    assert not set(page) & set("\x1b\u202e")
    if suffix == ".html":
        assert "b" not in Text(page).tags
        assert "# <b>tuna</b> *x* [a](b) `c` & \\ ␛[31m�" in Text(page).text
    else:
        assert r"\# \<b\>tuna\</b\> \*x\* \[a\](b) \`c\` \& \\ " in page


@given(st.text(min_size=1))
def test_no_line_of_an_article_begins_a_block_of_markdown(text: str) -> None:
    session = Session(FakeRetriever(f"tuna {text}"))
    session.type("tuna")
    page = written(session, ".md")
    quotes = [line for line in page.splitlines() if line.startswith("> ") and not line.startswith("> — ")]
    assert len(quotes) == len(session.state.matches)
    assert len(re.findall("^#", page, re.MULTILINE)) == 3


def test_a_citation_is_the_quote_and_its_source() -> None:
    session = Session()
    session.type("which harga")
    quote = Quote.from_match(session.state.matches[0])
    assert cited(quote, language="id") == "“Harga tuna turun.”\n— Pasar Ikan Baru Dibuka, pasar.txt, baris 8"


def test_a_transcript_is_written_once_and_then_again(tmp_path: Path) -> None:
    session = conversation()
    path = str(tmp_path / "a.MD")
    first = session.type(f"/export {path}").effect
    assert isinstance(first, Write)
    assert (first.path, first.again) == (path, False)
    second = session.type(f"/export {path}").effect
    assert isinstance(second, Write)
    assert second.again


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "article.html"
    path.write_text("an article")
    step = conversation().type(f"/export {path}")
    assert step.effect is None
    assert step.remark.endswith("exists already; name another file.")


@pytest.mark.parametrize("name", ["notes", "notes.docx", ".md"])
def test_the_end_of_the_name_says_what_is_written(name: str) -> None:
    step = conversation().type(f"/export {name}")
    assert step.effect is None
    assert step.remark.startswith("The end of the name says what is written: .md ")


def test_before_any_question_there_is_nothing_to_write() -> None:
    assert Session().type("/export a.md").remark == "Ask something first."


def test_a_citation_holds_nothing_that_acts_where_it_is_pasted() -> None:
    session = Session(FakeRetriever("tuna \x1b]52;c;ZWNobw==\x07 \x1b[201~rm -rf x\r \u202etxet\nharga"))
    session.type("tuna")
    text = cited(Quote.from_match(session.state.matches[0]), language="en")
    assert [char for char in text if unicodedata.category(char) in ("Cc", "Cf") and char != "\n"] == []
    assert "␛[201~rm -rf x" in text
    texts = [
        quote["text"] for turn in json.loads(written(session, ".json"))["turns"] for quote in turn["quotes"]
    ]
    assert session.state.matches[0].sentence.text in texts
    assert "\x1b]52;c;" in session.state.matches[0].sentence.text
