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
from typing import TYPE_CHECKING, NoReturn

from index.errors import KutipError
from qa.messages import CATALOGUES, interface_language, say
from qa.visible import visible

if TYPE_CHECKING:
    from io import BufferedReader

    from index.retriever import Retriever

__all__ = ["main"]

ERROR = 2
INTERRUPTED = 130  # 128 + SIGINT, as a shell reports it
PIPE_CLOSED = 141  # 128 + SIGPIPE

USAGE = "qa [-q QUESTION | --questions FILE] [--json] [PATH ... | --index DIR]"
HELP = f"""usage: {USAGE}

Answers a question about articles with their own sentences, word for word, also
across languages. Without a question it opens a chat.

  PATH               files, folders, - for standard input; else kutip's article
  --index DIR        ask a stored index instead (see qa-index)
  -q QUESTION        answer this question and leave (may be repeated)
  --questions FILE   answer every line of FILE; - is standard input
  --json             one JSON object a question, one a line (see --schema)
  --where KEY=VALUE  only documents of this name, language, date, after, before
  --mcp              serve MCP clients on the standard streams
  --mcp-http PORT    serve them over HTTP on this machine (see --mcp-host)
  --top N            how many quotes at most (default 3)
  --no-reader        go without the trained reader: faster, less exact
  --column NAME      the column with the text in CSV and JSON files
  --no-cache         neither read nor write what was encoded before
  --version, --help

  qa news.txt
  qa -q "which products will Alibaba sell?"
  curl -s $URL | qa -q "kapan acaranya?" --json - | jq -r '.quotes[0].text'

Exit status: 0 answered, 1 the documents do not answer, 2 error.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command `qa` with `argv` (default: the process's) and return its exit status."""
    if argv is not None:
        return _main(argv)
    # Collecting cycles takes a tenth of a process that answers one question, and gives nothing back.
    gc.disable()
    try:
        return _main(sys.argv[1:])
    finally:
        gc.freeze()  # nor does the interpreter's own collection at its end


def _main(argv: Sequence[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        # A file name that is not UTF-8, or a locale that is not, must not end in a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        status = _run(_parse(argv))
        sys.stdout.flush()
        return status
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else ERROR
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _discard_output()
        return PIPE_CLOSED
    except KutipError as error:
        _tell(str(error))
    except OSError as error:
        _discard_output()
        _tell(f"{error.filename}: {error.strerror}" if error.filename else error.strerror or str(error))
    except Exception as error:
        if os.environ.get("KUTIP_DEBUG") == "1":
            raise
        _tell(f"unexpected {type(error).__name__}: {error} (KUTIP_DEBUG=1 shows where)")
    return ERROR


def _run(arguments: argparse.Namespace) -> int:
    if arguments.question:
        from index.retriever import prefetch

        prefetch(arguments.question[0], reader=arguments.reader)
        return _answer_all(arguments, arguments.question, numbered=len(arguments.question) > 1)
    gc.enable()
    if arguments.mcp or arguments.mcp_http is not None:
        return _serve(arguments)
    if arguments.questions is not None:
        return _answer_file(arguments)
    from qa import chat_messages, repl
    from qa.waiting import keys_unseen, patience

    reading = chat_messages.say("wait.load", interface_language(os.environ))
    with keys_unseen(sys.stdin), patience(reading, sys.stderr):
        retriever = _retriever(arguments)
    if "-" in arguments.paths:
        _take_questions_from_terminal()
    if arguments.where is None:
        return repl.run(retriever, top=arguments.top)
    from qa.chat import Chat

    chat = Chat(retriever, top=arguments.top, where=arguments.where)
    return repl.run(retriever, top=arguments.top, chat=chat)


def _serve(arguments: argparse.Namespace) -> int:
    from qa import mcp_server

    if arguments.mcp:
        return mcp_server.serve_stdio(_retriever(arguments), top=arguments.top, where=arguments.where)
    return mcp_server.serve_http(
        _retriever(arguments),
        port=arguments.mcp_http,
        host=arguments.mcp_host or mcp_server.LOOPBACK,
        top=arguments.top,
        where=arguments.where,
    )


def _answer_file(arguments: argparse.Namespace) -> int:
    from qa.once import read_questions

    problems: list[str] = []

    def on_problem(problem: str) -> None:
        problems.append(problem)
        _tell(problem)

    with _open_questions(arguments.questions) as stream:
        name = "standard input" if arguments.questions == "-" else arguments.questions
        questions = read_questions(stream, name=name, on_problem=on_problem)
        status = _answer_all(arguments, questions, numbered=True)
    return ERROR if problems else status


def _answer_all(arguments: argparse.Namespace, questions: Iterable[str], *, numbered: bool) -> int:
    from qa.once import answer_all

    return answer_all(
        _retriever(arguments),
        questions,
        top=arguments.top,
        as_json=arguments.json,
        numbered=numbered,
        where=arguments.where,
        out=sys.stdout,
        err=sys.stderr,
    )


def _retriever(arguments: argparse.Namespace) -> Retriever:
    """The retriever over the paths, or over the article that comes with kutip."""
    from index.retriever import Retriever

    if arguments.index is not None:
        retriever = Retriever.open(arguments.index, reader=arguments.reader)
    elif arguments.paths:
        retriever = Retriever.from_paths(
            arguments.paths,
            column=arguments.column,
            cache=arguments.cache,
            reader=arguments.reader,
            on_problem=_tell,
        )
    else:
        from index.reader import read_paths

        articles = list(read_paths(_seed_paths(), on_problem=_tell))
        # Where the package is installed is no part of the article's name.
        names = [os.path.basename(article.name) for article in articles]
        retriever = Retriever.from_texts(
            [article.text for article in articles],
            names=names,
            cache=arguments.cache,
            reader=arguments.reader,
        )
    for name in retriever.lacks:
        language = interface_language(os.environ)
        key = f"lacks.{name}" if f"lacks.{name}" in CATALOGUES[language] else "lacks"
        _tell(say(key, language, name=name))
    return retriever


def _seed_paths() -> list[str]:
    """The articles that come with kutip: beside this module in a wheel, beside its package in a checkout."""
    here = os.path.dirname(os.path.abspath(__file__))
    for folder in (os.path.join(here, "seeds"), os.path.join(os.path.dirname(here), "seeds")):
        if os.path.isdir(folder):
            return sorted(entry.path for entry in os.scandir(folder) if entry.name.endswith(".txt"))
    raise KutipError(f"{here}: the article that comes with kutip is not there; name a PATH")


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


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        _tell(f"{message} (qa --help lists the options)")
        self.exit(ERROR)

    def format_help(self) -> str:
        return HELP


def _formatter(prog: str) -> argparse.HelpFormatter:
    """Of a given width, or it loads what measures a terminal; kutip's help is written by hand."""
    return argparse.HelpFormatter(prog, width=80)


class _Schema(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from qa.schema import PATH

        with open(PATH, encoding="utf-8") as file:
            print(file.read(), end="")
        parser.exit()


class _Version(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        from importlib.metadata import PackageNotFoundError, version

        try:
            print(f"kutip {version('kutip')}")
        except PackageNotFoundError:
            print("kutip, not installed (run from its sources)")
        parser.exit()


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = _Parser(prog="qa", usage=USAGE, allow_abbrev=False, formatter_class=_formatter)
    parser.add_argument("paths", nargs="*", metavar="PATH")
    parser.add_argument("--index", metavar="DIR")
    parser.add_argument("-q", dest="question", action="append", metavar="QUESTION")
    parser.add_argument("--questions", metavar="FILE")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--top", type=_positive, default=3, metavar="N")
    parser.add_argument("--no-reader", dest="reader", action="store_false")
    parser.add_argument("--column", metavar="NAME")
    parser.add_argument("--no-cache", dest="cache", action="store_false")
    parser.add_argument("--where", action="append", metavar="KEY=VALUE")
    parser.add_argument("--mcp", action="store_true")
    parser.add_argument("--mcp-http", type=int, metavar="PORT")
    parser.add_argument("--mcp-host", metavar="HOST")
    parser.add_argument("--schema", action=_Schema, nargs=0)
    parser.add_argument("--version", action=_Version, nargs=0)
    arguments = parser.parse_intermixed_args(argv)
    if arguments.question and arguments.questions is not None:
        parser.error("-q and --questions exclude each other")
    if arguments.index is not None and arguments.paths:
        parser.error("--index DIR and PATHs exclude each other")
    if arguments.json and not arguments.question and arguments.questions is None:
        parser.error("--json needs -q or --questions")
    serving = arguments.mcp or arguments.mcp_http is not None
    if serving and (arguments.question or arguments.questions is not None):
        parser.error("--mcp takes its questions from clients; leave out -q and --questions")
    if arguments.mcp and (arguments.mcp_http is not None or "-" in arguments.paths):
        parser.error("--mcp has the standard streams to itself; leave out - and --mcp-http")
    if arguments.mcp_host is not None and arguments.mcp_http is None:
        parser.error("--mcp-host needs --mcp-http PORT")
    if arguments.where is not None:
        from index.where import Where

        arguments.where = Where.parse(arguments.where)
    if arguments.questions == "-" and "-" in arguments.paths:
        parser.error("standard input cannot hold both the articles (-) and the questions (--questions -)")
    return arguments


def _positive(value: str) -> int:
    try:
        number = int(value)
    except ValueError:
        number = 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"must be a whole number of at least 1, not {value[:20]!r}")
    return number


def _tell(message: str) -> None:
    """One line on standard error, whatever the message holds."""
    print(f"qa: {visible(message)}", file=sys.stderr)


def _discard_output() -> None:
    """Nobody reads standard output any more: let the interpreter's last flush go nowhere."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return
