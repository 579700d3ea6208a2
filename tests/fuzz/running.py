"""How long is each target tried, and what is kept of what is found?"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, process_time

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from tests.fuzz.targets import Target

__all__ = ["CASES", "SECONDS", "Ran", "cases", "keep", "run"]

CASES = Path(__file__).with_name("cases")
SECONDS = float(os.environ.get("KUTIP_FUZZ", "0"))
"""Seconds for each target, with new inputs every time; 0: as many as the slow tests take."""
_BATCH = 50
_FEW = 25  # inputs of the suite's own run, some seconds at most
_BRIEF = 5.0  # seconds after which the suite's own run stops all the same


@dataclass(slots=True)
class Ran:
    """How many inputs were tried, the most seconds that one took, and that one."""

    inputs: int = 0
    slowest: float = 0.0
    case: bytes = field(default=b"", repr=False)


def run(target: Target, seconds: float, *, seed: int = 0) -> Ran:
    """Tries `target` for about so many seconds from `seed` on, or its fixed inputs for 0. Raises what an input
    raises, shrunk to the least of its kind; the input's bytes are in its notes."""
    ran = Ran()
    failed = False
    clock = monotonic if seconds else process_time  # a busy machine has its full turn
    end = clock() + (seconds or _BRIEF)

    def one(data: bytes) -> None:
        nonlocal failed
        if clock() > end and not failed:  # what was found is shrunk whatever the time
            return
        began = process_time()
        try:
            target(data)
        except Exception as error:
            failed = True
            error.add_note(f"{target.name}: {data!r}")
            raise
        ran.inputs += 1
        took = process_time() - began
        if took > ran.slowest:
            ran.slowest, ran.case = took, data

    while True:
        tried = given(target.inputs)(one)
        if seconds:
            tried = seeded(seed)(tried)
        settings(
            max_examples=_BATCH if seconds else _FEW,
            derandomize=not seconds,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=(Phase.generate, Phase.shrink),
            print_blob=False,
        )(tried)()
        seed += 1
        if not seconds or clock() > end:
            return ran


def cases(target: Target) -> Iterator[bytes]:
    """What was once found."""
    folder = CASES / target.name
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        yield path.read_bytes()


def keep(target: Target, data: bytes) -> Path:
    """Keeps an input that was found; its path."""
    path = CASES / target.name / hashlib.sha256(data).hexdigest()[:12]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
