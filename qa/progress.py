"""How far is long work, and how long will it take? (rich, on a terminal only)"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, TextIO

from index.message import Message
from qa.speaking import translated, worded

if TYPE_CHECKING:
    from index.store.writer import Progress

__all__ = ["shown"]

_SAID = {
    "reading": Message("reading documents"),
    "words": Message("encoding words"),
    "sentences": Message("encoding sentences"),
    "writing": Message("writing sentences"),
    "asking": Message("asking questions"),
}


@contextmanager
def shown(stream: TextIO, language: str = "en") -> Iterator[Callable[[Progress], None]]:
    """Shows one line for each stage on `stream`: what is done, sentences per second, the time left."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    console = Console(file=stream)
    with Bars(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[speed]}"),
        TimeRemainingColumn(),
        console=console,
    ) as bars:
        tasks: dict[str, tuple[object, float]] = {}

        def show(progress: Progress) -> None:
            if progress.stage not in tasks:
                said = worded(_SAID.get(progress.stage, progress.stage), language)
                tasks[progress.stage] = (bars.add_task(said, total=None, speed=""), monotonic())
            task, began = tasks[progress.stage]
            seconds = max(1e-3, monotonic() - began)
            rate = Message("{count:,} sentences/s", count=round(progress.sentences / seconds))
            speed = translated(rate, language) if progress.sentences else ""
            bars.update(task, completed=progress.done, total=progress.total or None, speed=speed)  # type: ignore[arg-type]

        yield show
