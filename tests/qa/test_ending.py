"""How a command ends, inside one process; tests/faults has the processes."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import qa
from qa.ending import reason

ROOT = str(Path(qa.__file__).parents[1])


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "standard output: No space left on device"),
        (OSError(errno.EACCES, "Permission denied", "a.txt"), "a.txt: Permission denied"),
        (OSError(errno.EISDIR, "Is a directory"), "Is a directory"),
        (OSError("as it is"), "as it is"),
    ],
)
def test_the_reason_is_one_line_with_the_file(error: OSError, told: str) -> None:
    assert reason(error) == told


IN_A_DESTRUCTOR = """
import os, sys, time
from qa.ending import Ended, ending
class Thing:
    def __del__(self):
        os.kill(os.getpid(), int(sys.argv[1]))
        time.sleep(0.01)
try:
    with ending():
        Thing()
        time.sleep(50)
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_in_a_destructor_is_not_lost(number: signal.Signals) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IN_A_DESTRUCTOR, str(int(number))],
        env={**os.environ, "PYTHONPATH": ROOT},
        capture_output=True,
        text=True,
        timeout=45,
    )
    assert (done.returncode, done.stderr) == (128 + number, "")
