"""How does a command end: when it is told to, and when nobody hears what it says?

    with ending():            # around the whole of a command that owns its process
        status = run()

SIGTERM and SIGHUP unwind the command as Ctrl-C does, so that terminals, locks and temporary files are as before.
A standard stream that was closed, or cannot be written, is an error or nothing, never another stream.
"""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Final, NoReturn

from index.errors import KutipError
from index.message import Message, foreign

__all__ = ["INTERRUPTED", "PIPE_CLOSED", "Ended", "discard_output", "ending", "reason", "status_of", "told"]

ERROR: Final = 2
INTERRUPTED: Final = 130
"""128 and the number of SIGINT, as a shell reports it."""
PIPE_CLOSED: Final = 141
"""128 and the number of SIGPIPE."""

_TOLD = (signal.SIGTERM, signal.SIGHUP)
_heard: list[int] = []
_UNWRITABLE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EBADF, errno.EIO})


class Ended(SystemExit):
    """The process was told to end; `code` is 128 and the number of the signal."""


@contextmanager
def ending() -> Iterator[None]:
    """While open, the standard streams can be used and SIGTERM and SIGHUP raise `Ended`; one that was ignored, as
    under nohup, still is. Afterwards a signal ends the process at once. Opened on the main thread."""
    _open_streams()
    for number in _TOLD:
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, _end)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)
    before, sys.unraisablehook = sys.unraisablehook, _again
    try:
        yield
    finally:
        sys.unraisablehook = before
        for number in (*_TOLD, signal.SIGINT):
            if signal.getsignal(number) in (_end, _interrupt):
                signal.signal(number, signal.SIG_DFL)


def told() -> int | None:
    """The exit status of the last signal that said to end; None where there was none. For an error that may be
    what a library makes of it: one that is interrupted while it is imported says "initialization failed"."""
    return 128 + _heard[-1] if _heard else None


def _end(number: int, frame: FrameType | None) -> NoReturn:
    signal.signal(number, signal.SIG_IGN)  # what is being undone must not be broken off by a second one
    _heard.append(number)
    raise Ended(128 + number)


def _again(unraisable: sys.UnraisableHookArgs) -> None:
    """Raises once more, a moment later, what a signal raised where nothing can be raised, as in a destructor."""
    if not isinstance(unraisable.exc_value, (KeyboardInterrupt, Ended)) or not _heard:
        sys.__unraisablehook__(unraisable)
        return
    signal.signal(signal.SIGALRM, _raise_again)
    signal.setitimer(signal.ITIMER_REAL, 0.05)


def _raise_again(number: int, frame: FrameType | None) -> NoReturn:
    if _heard[-1] == signal.SIGINT:
        raise KeyboardInterrupt
    raise Ended(128 + _heard[-1])


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    _heard.append(number)
    raise KeyboardInterrupt


def reason(error: OSError) -> Message:
    """What went wrong with which file, on one line."""
    said = foreign(error.strerror or str(error))
    if error.filename:
        return Message("{path}: {reason}", path=error.filename, reason=said)
    return Message("standard output: {reason}", reason=said) if error.errno in _UNWRITABLE else said


def discard_output() -> None:
    """Nobody reads standard output any more: lets the interpreter's last flush go nowhere."""
    with suppress(OSError, ValueError, AttributeError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)


def _open_streams() -> None:
    """Puts something in the place of a standard stream that was closed, or a file opened later would get its
    number: standard input stays None, standard output cannot be written, standard error is heard by nobody."""
    for descriptor in range(3):
        with suppress(OSError):
            os.fstat(descriptor)
            continue
        os.open(os.devnull, os.O_RDONLY)  # the lowest number that is free
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
    sys.stderr = io.TextIOWrapper(
        io.BufferedWriter(_Forgiving(2, "w", closefd=False)),
        encoding=encoding,
        errors="backslashreplace",
        line_buffering=True,
    )


class _Forgiving(io.FileIO):
    """A file whose errors are nobody's business: what cannot be told does not change what is found out."""

    def write(self, data: object) -> int:
        try:
            return super().write(data)  # type: ignore[arg-type]
        except OSError:
            return memoryview(data).nbytes  # type: ignore[arg-type]


def status_of(run: Callable[[], int], tell: Callable[[str], None]) -> int:
    """What `run` returns, or the exit status of how it ended: 2 for an error, which is one line for `tell`."""
    for stream in (sys.stdout, sys.stderr):
        # A file name that is not UTF-8, or a locale that is not, must not end in a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            return run()
        except Ended:
            discard_output()
            raise
        finally:
            sys.stdout.flush()
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else ERROR
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        discard_output()
        return PIPE_CLOSED
    except KutipError as error:
        tell(error.message)
    except OSError as error:
        discard_output()
        tell(reason(error))
    except Exception as error:
        if (status := told()) is not None:
            return status
        if os.environ.get("KUTIP_DEBUG") == "1":
            raise
        tell(
            Message(
                "unexpected {kind}: {problem} (KUTIP_DEBUG=1 shows where)",
                kind=type(error).__name__,
                problem=str(error),
            )
        )
    return ERROR
