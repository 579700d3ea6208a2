"""Which branches of qa/ and index/ do the tests take? `python -m tests.coverage [PYTEST ARGUMENT ...]`

Runs the tests, the slow ones too unless arguments say which, with the processes that they start measured as well,
and prints for each package how many lines and how many branches alone were run, then the files that miss most
branches. Exit status 1 where a package is below `WANTED`. Needs `pip install 'coverage>=7.10'`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
WANTED = 95.0
"""Per cent of the branches of each package."""
PACKAGES = "qa", "index"
_WORST = 20


def run(folder: Path, arguments: list[str]) -> None:
    """Runs the tests; what was measured is left in `folder`."""
    environment = {**os.environ, "COVERAGE_FILE": str(folder / "data")}
    coverage = [sys.executable, "-m", "coverage"]
    command = [*coverage, "run", "-m", "pytest", *(arguments or ["-m", "slow or not slow"])]
    ended = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    if ended:
        print(f"the tests ended with status {ended}", flush=True)
    for step in (["combine", "-q"], ["json", "-q", "-i", "-o", str(folder / "coverage.json")]):
        subprocess.run([*coverage, *step], cwd=ROOT, env=environment, check=True)


def told(measured: dict[str, Any], package: str) -> tuple[float, str]:
    """The per cent of a package's branches, and a line about it."""
    of_package = [
        file["summary"] for name, file in measured["files"].items() if Path(name).parts[:1] == (package,)
    ]
    sums = {
        key: sum(one[key] for one in of_package)
        for key in ("num_statements", "covered_lines", "num_branches", "covered_branches")
    }
    lines = 100.0 * sums["covered_lines"] / sums["num_statements"]
    branches = 100.0 * sums["covered_branches"] / sums["num_branches"]
    told = f"{sums['covered_branches']:,} of {sums['num_branches']:,}"
    return branches, f"{package}/: branches {branches:.1f} % ({told}), lines {lines:.1f} %"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.coverage")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="leave there what was measured")
    parser.add_argument("--told", type=Path, metavar="FOLDER", help="tell of that again, without a test")
    options, arguments = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.told or options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        if not options.told:
            run(folder.resolve(), arguments)
        measured = json.loads((folder / "coverage.json").read_text(encoding="utf-8"))
    missed = [
        (file["summary"]["missing_branches"], name, file["missing_branches"])
        for name, file in measured["files"].items()
        if Path(name).parts[0] in PACKAGES  # not of the copies that tests make
    ]
    for count, name, branches in sorted(missed, reverse=True)[:_WORST]:
        print(f"{count:4} {name}: {' '.join(f'{start}->{end}' for start, end in branches)}")
    found = [told(measured, package) for package in PACKAGES]
    print(*(line for _, line in found), sep="\n")
    return 1 if any(branches < WANTED for branches, _ in found) else 0


if __name__ == "__main__":
    sys.exit(main())
