from __future__ import annotations

import os
import subprocess
import sys

import pytest
from fake_retriever import FakeRetriever

import qa
from qa import Chat
from qa.chat import ask


def test_an_answer_quotes_the_documents() -> None:
    answer = Chat(FakeRetriever()).ask("berapa harga tuna")
    assert answer.answered
    assert answer.quotes[0].text == "Harga tuna turun."
    assert answer.elapsed_ms >= 0


def test_a_conversation_remembers_questions_with_answers() -> None:
    chat = Chat(FakeRetriever())
    first, second = chat.ask("berapa harga tuna"), chat.ask("the architect")
    assert chat.history == [("berapa harga tuna", first), ("the architect", second)]
    assert not second.answered


def test_a_question_may_keep_the_language_of_the_one_before() -> None:
    retriever = FakeRetriever()
    chat = Chat(retriever)
    assert chat.language is None
    chat.ask("what about the tuna")
    assert chat.language == "en"
    chat.ask("Kendari")
    assert [language for _, _, language in retriever.asked] == [None, "en"]


def test_one_question_alone_knows_no_language_before_it() -> None:
    retriever = FakeRetriever()
    ask(retriever, "what about the tuna")
    ask(retriever, "Kendari")
    assert [language for _, _, language in retriever.asked] == [None, None]


def test_top_is_the_most_quotes_of_an_answer() -> None:
    assert len(Chat(FakeRetriever(), top=2).ask("pasar tuna").quotes) == 2
    assert len(ask(FakeRetriever(), "pasar tuna", limit=1).quotes) == 1


@pytest.mark.parametrize("top", [0, -1])
def test_top_below_one_is_a_mistake(top: int) -> None:
    with pytest.raises(ValueError, match=f"not {top}"):
        Chat(FakeRetriever(), top=top)


def test_the_package_gives_what_it_names() -> None:
    for name in qa.__all__:
        assert getattr(qa, name).__name__ == name
        assert name in dir(qa)
    with pytest.raises(AttributeError, match="nothing_such"):
        qa.nothing_such  # noqa: B018


def test_importing_the_package_loads_nothing_of_it() -> None:
    program = (
        "import sys, qa; print([name for name in sys.modules if name.startswith(('qa.', 'index', 'rich'))])"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout == "[]\n"
