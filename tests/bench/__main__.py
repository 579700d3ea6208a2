"""python -m tests.bench [--sizes 10k,100k,1m] [--only "kutip stored,tantivy bare"] [--work FOLDER] [--no-table]

Measures every engine at every size, each cell in a process of its own, prints what it found as it goes, and writes
tests/bench/RESULTS.md from a whole run. Needs `pip install 'kutip[bench]'`; about 25 minutes and 8 GB for 1m.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.bench.cell import run
from tests.bench.engines import ENGINES
from tests.bench.table import RESULTS, cell_line, results

UNITS = {"k": 1_000, "m": 1_000_000}
ONCE = 3
"""Processes of which the fastest counts, for what a process takes from its start to its end."""
QUESTION = "which products will be sold?"
WHOLE = ("kutip stored", "kutip stored with model")


def main() -> int:
    """Measures what the command line asks for; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__, allow_abbrev=False)
    parser.add_argument("--sizes", default="10k,100k,1m")
    parser.add_argument("--only", default=",".join([*ENGINES, "whole questions"]))
    parser.add_argument("--work", help="where to put articles and indexes; kept if it is named")
    parser.add_argument("--no-table", dest="table", action="store_false")
    arguments = parser.parse_args()
    sizes = [_size(size) for size in arguments.sizes.split(",")]
    only = [name.strip() for name in arguments.only.split(",")]
    if unknown := set(only) - {*ENGINES, "whole questions"}:
        parser.error(f"no engine is called {', '.join(sorted(unknown))}; there are {', '.join(ENGINES)}")
    work = Path(arguments.work or tempfile.mkdtemp(prefix="kutip-bench-"))
    try:
        for found in measure(sizes, only, work):
            if arguments.table:
                RESULTS.write_text(results(found), encoding="utf-8")
    finally:
        if not arguments.work:
            shutil.rmtree(work, ignore_errors=True)
    return 0


def _size(said: str) -> int:
    unit = UNITS.get(said[-1:].lower(), 1)
    return int(said.rstrip("kKmM")) * unit


def measure(sizes: list[int], only: list[str], work: Path) -> Iterator[dict[str, Any]]:
    """What was measured so far, after each size and each engine of it: by size and engine, under `texts` and
    `seed_s`. What an earlier run left in `work` is measured again but for the texts."""
    found: dict[str, Any] = {"texts": {}, "cells": {}, "whole": {}}
    if "whole questions" in only:
        found["seed_s"] = _command([])
        print(f"one-shot on the seed article: {found['seed_s']:.2f} s", flush=True)
    for size in sizes:
        folder = work / str(size)
        told = folder / "texts.json"
        if not told.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            told.write_text(json.dumps(run("prepare", "", size, folder)), encoding="utf-8")
        found["texts"][size] = json.loads(told.read_text(encoding="utf-8"))
        for engine in ENGINES:
            if engine in only:
                cell = _cell(engine, size, folder)
                found["cells"].setdefault(size, {})[engine] = cell
                print(cell_line(engine, size, cell), flush=True)
                yield found
        if "whole questions" in only:
            for engine in WHOLE if size == max(sizes) else WHOLE[:1]:  # it encodes the words for minutes
                found["whole"].setdefault(size, {})[engine] = cell = _whole(engine, size, folder)
                print(f"{size:>9,}  whole, {engine}: {cell}", flush=True)
                yield found


def _cell(engine: str, size: int, folder: Path) -> dict[str, Any]:
    cell: dict[str, Any] = {}
    if ENGINES[engine].on_disk:
        shutil.rmtree(folder / engine.replace(" ", "-"), ignore_errors=True)
        cell |= run("build", engine, size, folder)
    cell |= run("ask", engine, size, folder)
    if ENGINES[engine].on_disk:
        cell["once_s"] = min(_seconds(engine, size, folder) for _ in range(ONCE))
    return cell


def _seconds(engine: str, size: int, folder: Path) -> float:
    began = perf_counter()
    run("once", engine, size, folder)
    return perf_counter() - began


def _whole(engine: str, size: int, folder: Path) -> dict[str, Any]:
    """Whole questions over the library, built here if it has to be; and the command line's one-shot."""
    index = folder / engine.replace(" ", "-")
    cell: dict[str, Any] = {}
    if engine.endswith("model"):
        plain = folder / WHOLE[0].replace(" ", "-")
        shutil.rmtree(index, ignore_errors=True)
        if plain.exists():  # whose analyses need not be made again: only the words are encoded
            shutil.copytree(plain, index)
    if engine.endswith("model") or not index.exists():
        cell |= run("build", engine, size, folder)
    cell |= run("whole", engine, size, folder)
    cell["command_s"] = _command(["--index", str(index)])
    return cell


def _command(options: list[str]) -> float:
    """Seconds of a `qa -q` from start to end, the fastest of a few."""
    import subprocess

    taken = []
    for _ in range(ONCE):
        began = perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "qa", *options, "-q", QUESTION], capture_output=True, check=False
        )
        taken.append(perf_counter() - began)
        if done.returncode not in (0, 1):
            print(done.stderr.decode(), file=sys.stderr)
    return min(taken)


if __name__ == "__main__":
    raise SystemExit(main())
