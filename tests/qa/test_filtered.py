"""A filter in the conversation and on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import index.encoder
from index import FilterError, Retriever
from qa import Chat, cli
from qa.chat_options import ChatOptions
from qa.commands import handle
from qa.steps import begin
from qa.wording import reason_in

TEXTS = {
    "kopi.txt": "Senin, 3 Mei 2021\n\nHarga kopi naik lima persen. Petani kopi di desa senang. Petani menjual kopi.",
    "teh.txt": "Senin, 7 Juni 2021\n\nHarga teh turun dua persen. Petani teh di gunung sedih. Petani menjual teh.",
}


@pytest.fixture(autouse=True)
def _words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index.encoder, "shared_encoder", lambda **_: None)


@pytest.fixture
def retriever() -> Retriever:
    return Retriever.from_texts(TEXTS.values(), names=TEXTS.keys(), cache=False, reader=False)


def names(answer: object) -> set[str]:
    return {quote.document for quote in answer.quotes}  # type: ignore[attr-defined]


def test_a_conversation_has_a_filter_and_a_question_its_own(retriever: Retriever) -> None:
    chat = Chat(retriever, where={"name": "kopi*"})
    assert names(chat.ask("harga petani")) == {"kopi.txt"}
    assert names(chat.ask("harga petani", where={"date": "2021-06"})) == {"teh.txt"}
    assert names(chat.ask("harga petani")) == {"kopi.txt"}
    assert names(Chat(retriever, top=9).ask("harga petani")) == {"kopi.txt", "teh.txt"}
    with pytest.raises(FilterError):
        chat.ask("harga", where={"date": "someday"})


def test_a_follow_up_is_asked_under_the_filter(retriever: Retriever) -> None:
    chat = Chat(retriever, top=9, where={"name": "teh*"})
    chat.ask("berapa harga teh turun?")
    assert names(chat.ask("dan petaninya?")) == {"teh.txt"}
    assert chat.history[-1][1].finding.where is not None


def test_more_goes_on_under_the_filter(retriever: Retriever) -> None:
    chat = Chat(retriever, top=1, where={"name": "teh*"})
    step = handle(begin(retriever, options=ChatOptions(top=1), chat=chat), "harga petani menjual")
    found = [step.answer.quotes[0].document]  # type: ignore[union-attr]
    while (step := handle(step.state, "/more")).more:
        found += [quote.document for quote in step.more]
    assert found == ["teh.txt"] * 3


def test_the_reason_counts_the_documents_that_passed(retriever: Retriever) -> None:
    assert Chat(retriever).ask("siapa presiden Kenya?").reason.startswith("Tidak disebutkan dalam 2 artikel")  # type: ignore[union-attr]
    one = Chat(retriever, where={"name": "teh.txt"}).ask("siapa presiden Kenya?")
    assert one.reason is not None
    assert one.reason.startswith("Artikel ini tidak menyebutkannya")
    none = Chat(retriever, where={"name": "absent"}).ask("siapa presiden Kenya?")
    assert (none.reason, none.quotes) == ("Tidak ada dokumen yang lolos saringan.", ())
    assert Chat(retriever, where={"name": "absent"}).ask("harga", plain=True).reason is not None


def test_the_reason_is_the_same_in_the_language_of_the_chat(retriever: Retriever) -> None:
    question = "siapa presiden Kenya?"
    none = Chat(retriever, where={"name": "absent"}).ask(question)
    assert reason_in(none, language="en", documents=2) == "No document passes the filter."
    one = Chat(retriever, where={"name": "teh.txt"}).ask(question)
    assert (reason_in(one, language="en", documents=2) or "").startswith("The article does not say")


def test_the_command_line_has_the_filter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "questions").write_text("harga petani\nharga\n", encoding="utf-8")
    asked = [
        "--json",
        "--no-cache",
        "--no-reader",
        "--top",
        "9",
        "--where",
        "date=2021",
        "--where",
        "name=teh*",
    ]
    for question, count in ((["-q", "harga petani"], 1), (["--questions", "questions"], 2)):
        cli.main([*question, *asked, "kopi.txt", "teh.txt"])
        answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert len(answers) == count
        assert {quote["document"] for answer in answers for quote in answer["quotes"]} == {"teh.txt"}
    assert cli.main(["-q", "harga", "--where", "tanggal", "kopi.txt"]) == 2
    assert capsys.readouterr().err == (
        "qa: --where tanggal: KEY=VALUE is wanted; KEY is name, language, date, after, before, or a name of metadata\n"
    )
