"""How is somebody kept from waiting in silence, or against their will?"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue
from types import FrameType
from typing import Final, TextIO, TypeVar

__all__ = ["PATIENCE", "Interrupts", "cancellable", "keys_unseen", "patience", "status"]

PATIENCE: Final = 0.4
"""Seconds that may pass in silence."""

Result = TypeVar("Result")


def cancellable(work: Callable[[], Result], *, waiting: Callable[[], None] = lambda: None) -> Result:
    """What `work` returns or raises, from a thread of its own, so that Ctrl-C need not wait for it.

    Called on the main thread. `waiting` is called once if the work takes longer than `PATIENCE`. A
    KeyboardInterrupt leaves the work to run to its end unheard: what it returns is dropped, so it must change
    nothing.
    """
    outcome: SimpleQueue[tuple[Result | None, BaseException | None]] = SimpleQueue()

    def run() -> None:
        try:
            outcome.put((work(), None))
        except BaseException as error:  # handed to the caller, whatever it is
            outcome.put((None, error))

    # A daemon: leaving the chat must not wait for a search that was cancelled.
    threading.Thread(target=run, name="kutip-search", daemon=True).start()
    try:
        result, error = outcome.get(timeout=PATIENCE)
    except Empty:
        waiting()
        result, error = outcome.get()
    if error is not None:
        raise error
    return result  # type: ignore[return-value]  # None is a Result where there is no error


class Interrupts:
    """While open, Ctrl-C is a KeyboardInterrupt inside `with interrupts.heard():` and nothing elsewhere.

    So a second Ctrl-C, hit while the first is being dealt with, does not end the program. Opened on the
    main thread, as signals are Python's main thread's.
    """

    def __init__(self) -> None:
        self._heard = False

    def __enter__(self) -> Interrupts:
        self._before = signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    @contextmanager
    def heard(self) -> Iterator[None]:
        try:
            self._heard = True
            yield
        finally:
            self._heard = False

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        if self._heard:
            self._heard = False
            raise KeyboardInterrupt


@contextmanager
def keys_unseen(stream: TextIO | None) -> Iterator[None]:
    """Keys typed at terminal `stream` meanwhile are kept for whoever reads next, without being echoed."""
    import termios

    if stream is None or not stream.isatty():
        yield
        return
    before = termios.tcgetattr(stream)
    during = [*before]
    during[3] &= ~termios.ECHO
    termios.tcsetattr(stream, termios.TCSANOW, during)
    try:
        yield
    finally:
        termios.tcsetattr(stream, termios.TCSANOW, before)


@contextmanager
def status(message: str, stream: TextIO) -> Iterator[Callable[[], None]]:
    """A callable that shows `message` on `stream`, which is wiped when the block ends; silent off a terminal.

    Wiped with blanks and carriage returns, which every terminal knows.
    """
    shown = threading.Event()

    def show() -> None:
        if stream.isatty():
            shown.set()  # first: an interrupt may come in the middle of the next line
            stream.write(f"\r{message}")
            stream.flush()

    try:
        yield show
    finally:
        if shown.is_set():
            stream.write(f"\r{' ' * len(message)}\r")
            stream.flush()


@contextmanager
def patience(message: str, stream: TextIO) -> Iterator[None]:
    """Shows `message` on `stream` if the block takes longer than `PATIENCE`, and wipes it when it ends."""
    with status(message, stream) as show:
        timer = threading.Timer(PATIENCE, show)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
