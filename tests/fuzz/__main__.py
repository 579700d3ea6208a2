"""python -m tests.fuzz --minutes 60: tries every target in turns and keeps what is found in `tests/fuzz/cases`."""

from __future__ import annotations

import argparse
import ast
import random
import sys
import traceback
from collections import Counter
from time import monotonic

from tests.fuzz.running import keep, run
from tests.fuzz.targets import TARGETS, Target

_TURN = 20.0  # seconds that a target is tried before the next has its turn
_SLOW = 10.0  # seconds of computing that are a finding by themselves


def main() -> int:
    """0 where nothing was found, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--only", action="append", default=[], metavar="TARGET", help="may be repeated")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    options = parser.parse_args()
    chosen = [target for target in TARGETS if not options.only or target.name in options.only]
    if not chosen:
        parser.error(f"the targets are {', '.join(target.name for target in TARGETS)}")
    print(f"seed {options.seed}", flush=True)
    end = monotonic() + 60 * options.minutes
    inputs: Counter[str] = Counter()
    slowest: dict[str, float] = {}
    found, seed = 0, options.seed
    known: set[str] = set()
    while monotonic() < end:
        for target in chosen:
            left = end - monotonic()
            if left <= 0:
                break
            seed += 100_000
            try:
                ran = run(target, min(_TURN, left), seed=seed)
            except Exception as error:  # whatever a target lets through is what is looked for
                found += 1
                if (kind := _kind(target, error)) not in known:  # once of each kind; the others are counted
                    known.add(kind)
                    _told(target, error)
                continue
            inputs[target.name] += ran.inputs
            slowest[target.name] = max(slowest.get(target.name, 0.0), ran.slowest)
            if ran.slowest > _SLOW:
                found += 1
                print(f"{target.name}: {ran.slowest:.1f} s, kept as {keep(target, ran.case)}", flush=True)
    for target in chosen:
        print(
            f"{target.name:<12}{inputs[target.name]:>9} inputs, slowest {slowest.get(target.name, 0.0):.2f} s"
        )
    print(f"{sum(inputs.values())} inputs, {found} findings of {len(known)} kinds")
    return int(found > 0)


def _kind(target: Target, error: Exception) -> str:
    """Two findings of one kind are most likely one mistake: the same error from the same line."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{target.name} {type(error).__name__} {last.filename}:{last.lineno}"


def _told(target: Target, error: Exception) -> None:
    notes = [note for note in getattr(error, "__notes__", ()) if note.startswith(f"{target.name}: b")]
    where = keep(target, ast.literal_eval(notes[-1].partition(": ")[2])) if notes else "no single input"
    print(f"{target.name}: {type(error).__name__}: {str(error)[:300]}, kept as {where}", flush=True)
    traceback.print_exception(error, limit=-6, file=sys.stdout)


if __name__ == "__main__":
    sys.exit(main())
