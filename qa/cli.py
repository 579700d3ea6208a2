"""What did the command line ask for, and how did it end?

Exit status as grep's: 0 answered (of several questions: any), 1 the documents do not answer, 2 an error,
told in one line on standard error. KUTIP_DEBUG=1 shows the traceback of an error nobody foresaw.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from index.errors import KutipError
from index.message import Message
from qa.ending import ERROR, ending, status_of
from qa.messages import CATALOGUES, say
from qa.options import QA
from qa.parsing import flags_of, parser
from qa.settings import Settings, resolve, shown
from qa.voice import Voice

if TYPE_CHECKING:
    from io import BufferedReader

    from index.retriever import Retriever

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command `qa` with `argv` (default: the process's) and return its exit status."""
    if argv is not None:
        return _main(argv)
    # Collecting cycles takes a tenth of a process that answers one question, and gives nothing back.
    gc.disable()
    try:
        with ending():
            return _main(sys.argv[1:])
    finally:
        gc.freeze()  # nor does the interpreter's own collection at its end


def _main(argv: Sequence[str]) -> int:
    voice = Voice("qa", argv)
    return status_of(lambda: _run(_parse(argv, voice), voice), voice.tell)


def _run(arguments: argparse.Namespace, voice: Voice) -> int:
    resolved = resolve(arguments.flags, os.environ)
    settings = resolved.settings
    if arguments.show_config:
        print(shown(resolved, voice.language), end="")
        return 0
    if arguments.question:
        from index.retriever import prefetch

        prefetch(arguments.question[0], reader=settings.reader)
        several = len(arguments.question) > 1
        return _answer_all(arguments, settings, arguments.question, voice, numbered=several)
    gc.enable()
    if arguments.mcp or arguments.mcp_http is not None:
        return _serve(arguments, settings, voice)
    if arguments.questions is not None:
        return _answer_file(arguments, settings, voice)
    from qa import chat_messages, repl
    from qa.chat_options import ChatOptions
    from qa.waiting import keys_unseen, patience

    reading = chat_messages.say("wait.load", voice.language)
    with keys_unseen(sys.stdin), patience(reading, sys.stderr):
        retriever = _retriever(arguments.paths, settings, voice)
    if "-" in arguments.paths:
        _take_questions_from_terminal()
    options = ChatOptions(
        theme=settings.theme,
        keys=settings.keys,
        language=settings.language,
        top=settings.top,
        reader=settings.reader,
        column=settings.column,
        limits=settings.limits,
    )
    chat = None
    if arguments.where is not None:
        from qa.chat import Chat

        chat = Chat(retriever, top=settings.top, where=arguments.where)
    return repl.run(retriever, options=options, chat=chat)


def _serve(arguments: argparse.Namespace, settings: Settings, voice: Voice) -> int:
    from qa import mcp_server

    retriever = _retriever(arguments.paths, settings, voice)
    if arguments.mcp:
        return mcp_server.serve_stdio(retriever, top=settings.top, where=arguments.where)
    return mcp_server.serve_http(
        retriever,
        port=arguments.mcp_http,
        host=arguments.mcp_host or mcp_server.LOOPBACK,
        top=settings.top,
        where=arguments.where,
    )


def _answer_file(arguments: argparse.Namespace, settings: Settings, voice: Voice) -> int:
    from qa.once import read_questions

    problems: list[str] = []

    def on_problem(problem: str) -> None:
        problems.append(problem)
        voice.tell(problem)

    with _open_questions(arguments.questions) as stream:
        name = Message("standard input") if arguments.questions == "-" else arguments.questions
        questions = read_questions(stream, name=name, on_problem=on_problem)
        status = _answer_all(arguments, settings, questions, voice, numbered=True)
    return ERROR if problems else status


def _answer_all(
    arguments: argparse.Namespace,
    settings: Settings,
    questions: Iterable[str],
    voice: Voice,
    *,
    numbered: bool,
) -> int:
    from qa.once import answer_all
    from qa.themes import palette

    return answer_all(
        _retriever(arguments.paths, settings, voice),
        questions,
        top=settings.top,
        as_json=arguments.json,
        numbered=numbered,
        where=arguments.where,
        palette=palette(settings.theme, os.environ),
        language=None if settings.language == "auto" else settings.language,
        out=sys.stdout,
        err=sys.stderr,
    )


def _retriever(paths: Sequence[str], settings: Settings, voice: Voice) -> Retriever:
    """The retriever over the paths, else over the stored index, else over the article that comes with kutip."""
    from index.retriever import Retriever

    if paths:
        retriever = Retriever.from_paths(
            paths,
            column=settings.column or None,
            cache=settings.cache,
            reader=settings.reader,
            limits=settings.limits,
            on_problem=voice.tell,
        )
    elif settings.index:
        retriever = Retriever.open(settings.index, reader=settings.reader)
    else:
        from index.reader import read_paths

        articles = list(read_paths(_seed_paths(), on_problem=voice.tell))
        # Where the package is installed is no part of the article's name.
        names = [os.path.basename(article.name) for article in articles]
        retriever = Retriever.from_texts(
            [article.text for article in articles],
            names=names,
            cache=settings.cache,
            reader=settings.reader,
        )
    for name in retriever.lacks:
        key = f"lacks.{name}" if f"lacks.{name}" in CATALOGUES["en"] else "lacks"
        voice.tell(say(key, voice.language, name=name))
    return retriever


def _seed_paths() -> list[str]:
    """The articles that come with kutip: beside this module in a wheel, beside its package in a checkout."""
    here = os.path.dirname(os.path.abspath(__file__))
    for folder in (os.path.join(here, "seeds"), os.path.join(os.path.dirname(here), "seeds")):
        if os.path.isdir(folder):
            return sorted(entry.path for entry in os.scandir(folder) if entry.name.endswith(".txt"))
    raise KutipError("{path}: the article that comes with kutip is not there; name a PATH", path=here)


def _open_questions(path: str) -> BufferedReader:
    if path == "-":
        if sys.stdin is None:
            raise KutipError("standard input is closed; give --questions a file")
        # A duplicate, so that whoever closes it leaves standard input open.
        return open(os.dup(sys.stdin.fileno()), "rb")
    return open(path, "rb")


def _take_questions_from_terminal() -> None:
    """The articles came through standard input: the chat listens to the terminal itself, as `less` does."""
    if sys.stdin is not None and sys.stdin.isatty():
        return
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY)
    except OSError as error:
        raise KutipError(
            "the articles came through standard input; ask with -q or --questions FILE"
        ) from error
    os.dup2(terminal, 0)
    os.close(terminal)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - for as long as the process lives


def _parse(argv: Sequence[str], voice: Voice) -> argparse.Namespace:
    reading = parser(QA, voice)
    arguments = reading.parse_intermixed_args(argv)
    arguments.flags = flags_of(arguments)
    if arguments.question and arguments.questions is not None:
        reading.error(Message("-q and --questions exclude each other"))
    if arguments.flags.get("index") and arguments.paths:
        reading.error(Message("--index DIR and PATHs exclude each other"))
    if arguments.json and not arguments.question and arguments.questions is None:
        reading.error(Message("--json needs -q or --questions"))
    serving = arguments.mcp or arguments.mcp_http is not None
    if serving and (arguments.question or arguments.questions is not None):
        reading.error(Message("--mcp takes its questions from clients; leave out -q and --questions"))
    if arguments.mcp and (arguments.mcp_http is not None or "-" in arguments.paths):
        reading.error(Message("--mcp has the standard streams to itself; leave out - and --mcp-http"))
    if arguments.mcp_host is not None and arguments.mcp_http is None:
        reading.error(Message("--mcp-host needs --mcp-http PORT"))
    if arguments.where is not None:
        from index.where import Where

        arguments.where = Where.parse(arguments.where)
    if arguments.questions == "-" and "-" in arguments.paths:
        reading.error(
            Message("standard input cannot hold both the articles (-) and the questions (--questions -)")
        )
    return arguments
