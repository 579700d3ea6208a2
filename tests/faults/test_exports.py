"""A transcript that cannot be written to its end is not half there, and the one before it is kept."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from qa.effects import Surroundings, Write, perform


@contextmanager
def full_from(size: int) -> Iterator[None]:
    """No file of this process may grow beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def export(path: Path, text: str, *, again: bool) -> None:
    perform(Write(str(path), text, again=again), Surroundings(None, {}), language="en")


# More than is kept back until a file is closed, and less.
@pytest.mark.parametrize("length", [5_000, 5_000_000])
@pytest.mark.parametrize("again", [False, True])
def test_a_full_disk_leaves_what_was_there(tmp_path: Path, again: bool, length: int) -> None:
    path = tmp_path / "chat.md"
    if again:
        export(path, "before", again=False)
    with full_from(4_000), pytest.raises(OSError, match="File too large"):
        export(path, "x" * length, again=again)
    assert {name: (tmp_path / name).read_text() for name in os.listdir(tmp_path)} == (
        {"chat.md": "before"} if again else {}
    )
    export(path, "y" * length, again=again)  # once there is room
    assert path.read_text() == "y" * length
    assert os.listdir(tmp_path) == ["chat.md"]
