"""How are one question and a file of questions answered?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from io import BufferedReader, TextIOWrapper
from typing import TYPE_CHECKING, TextIO

from index.message import Message
from qa import render
from qa.chat import Searchable, ask
from qa.themes import DEFAULT, Palette

if TYPE_CHECKING:
    from index.where import Where

__all__ = ["answer_all", "read_questions"]

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def answer_all(
    retriever: Searchable,
    questions: Iterable[str],
    *,
    top: int = 3,
    as_json: bool = False,
    numbered: bool = False,
    where: Where | None = None,
    palette: Palette = DEFAULT,
    language: str | None = None,
    out: TextIO,
    err: TextIO,
) -> int:
    """Answer each question by itself, in order, as soon as it is read; 0 if any was answered, else 1.

    `out` receives answers only: JSON objects, one a line, with `as_json`; the terminal's view where `out` is
    a terminal; lines as of grep otherwise, with why a question has no answer on `err`. `numbered` marks each
    answer with its question, as several need it. `where` says which documents may answer; `palette` are the
    colours of the terminal's view, `language` is that of the words around a quote, by default the question's.
    What of a library could not be asked is said on `err`, too, where `out` is no terminal.
    """
    console = None if as_json or not out.isatty() else render.console(out)
    answered = False
    for number, question in enumerate(questions, 1):
        answer = ask(retriever, question, limit=top, where=where)
        answered = answered or answer.answered
        if as_json:
            out.write(answer.to_json() + "\n")
        elif console is not None:
            if numbered and number > 1:
                out.write("\n")
            asked = question if numbered else None
            render.show(answer, console, question=asked, palette=palette, language=language)
        else:
            place = number if numbered else None
            out.write(render.plain(answer, number=place))
            if not answer.answered:
                err.write(render.nearest(answer, number=place, language=language))
        if console is None:
            err.write(render.partial(answer, number=number if numbered else None))
        # Whoever feeds questions through a pipe waits for each answer.
        out.flush()
    return 0 if answered else 1


def read_questions(stream: BufferedReader, *, name: str, on_problem: Callable[[str], None]) -> Iterator[str]:
    """The questions of a file, in order: one a line, or one JSON object a line with "question".

    A line that begins with `{` is JSON; blank lines and other fields are skipped. A line that is not a
    question is told to `on_problem` as one line with `name` and its number, and left out; so is a file
    without a question. UTF-8 or, with its mark, UTF-16; bytes that are neither become lone surrogates, which
    no retriever minds. `stream` is closed at its end.
    """
    encoding = "utf-16" if stream.peek(2)[:2] in _UTF_16 else "utf-8-sig"
    errors = "replace" if encoding == "utf-16" else "surrogateescape"
    blank = True
    with TextIOWrapper(stream, encoding=encoding, errors=errors) as lines:
        for number, line in enumerate(lines, 1):
            text = line.strip()
            if not text:
                continue
            blank = False
            try:
                question = _question(text)
            except ValueError as error:
                problem = error.args[0]
                on_problem(Message("{name}, line {line} {problem}", name=name, line=number, problem=problem))
            else:
                yield question
    if blank:
        on_problem(Message("{name} holds no question", name=name))


def _question(line: str) -> str:
    """The question on a line; ValueError, with the end of a sentence about the line, where it holds none."""
    if not line.startswith("{"):
        return line
    try:
        question = json.loads(line)["question"]
    except KeyError as error:
        raise ValueError(Message('has no "question"')) from error
    except (ValueError, RecursionError) as error:
        raise ValueError(Message("is not a JSON object")) from error
    if not isinstance(question, str):
        raise ValueError(Message('has a "question" that is not text'))
    return question
