"""Would a test notice if the code said something else? `python -m tests.mutation [MODULE ...] [--sample N]`

Each mutant is one small change to one module: a comparison, an operator, a number, a condition. The tests of that
module are run over it, in a process forked from one that has the libraries loaded already, in a copy of the sources.
A mutant that no test notices survives; one listed in `mutation_equivalent.txt` was looked at and changes nothing
that matters, for the reason given there. Exit status 1 where another survives.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
EQUIVALENT = Path(__file__).with_name("mutation_equivalent.txt")

INDEX, QA = "tests/index/test_", "tests/qa/test_"
STORED = [f"{INDEX}{name}.py" for name in ("store_packing", "store_engine", "store")]
TESTS = {
    "index/engine.py": [f"{INDEX}engine.py", f"{INDEX}search.py"],
    "index/ranker.py": [f"{INDEX}ranker.py", f"{INDEX}search.py"],
    "index/fusion.py": [f"{INDEX}fusion.py", f"{INDEX}fusion_numbers.py", f"{INDEX}ranker.py"],
    "index/match.py": [f"{INDEX}search.py", f"{QA}answer.py", f"{QA}messages.py"],
    "index/absence.py": [f"{INDEX}absence.py"],
    "index/spans.py": [f"{INDEX}spans.py", f"{INDEX}search.py"],
    "qa/answer.py": [f"{QA}answer.py"],
    "qa/render.py": [f"{QA}render.py"],
    "index/store/packing.py": STORED,
    "index/store/segments.py": STORED,
    "index/store/publishing.py": STORED,
    "index/search.py": [f"{INDEX}search.py", f"{INDEX}finding.py", f"{INDEX}retriever.py"],
}
"""Ranking, quoting, storage and abstention, each with the tests that are to notice, fastest first."""
FIRST = "numpy", "rank_bm25", "hypothesis", "pytest", "sqlite3", "tantivy", "rich.console"
"""Loaded once, before the first mutant; nothing of kutip, and no model, which does not survive a fork."""

COMPARISONS = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==",
    ast.In: "not in", ast.NotIn: "in", ast.Is: "is not", ast.IsNot: "is",
}  # fmt: skip
OPERATORS = {
    ast.Add: "-", ast.Sub: "+", ast.Mult: "/", ast.Div: "*", ast.FloorDiv: "*", ast.Mod: "*",
    ast.BitOr: "&", ast.BitAnd: "|", ast.LShift: ">>", ast.RShift: "<<",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """`new` in place of `old`, the source's characters from `start` to `end` (offsets in UTF-8)."""

    module: str
    line: int
    start: int
    end: int
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line}: {' '.join(self.old.split())} -> {' '.join(self.new.split())}"

    def key(self, source: bytes) -> str:
        """Names it whatever happens to the lines around it."""
        line = source.splitlines()[self.line - 1].decode().strip()
        return f"{self.module} | {line} | {' '.join(self.old.split())} -> {' '.join(self.new.split())}"


def mutants(module: str, source: bytes) -> list[Mutant]:
    """All mutants of a module, in the order of their places."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))

    def place(node: ast.expr | ast.stmt) -> tuple[int, int]:
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        return starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset

    def said(node: ast.expr) -> str:
        start, end = place(node)
        return source[start:end].decode()

    def changes(node: ast.AST) -> Iterator[tuple[ast.expr, str]]:
        match node:
            case ast.Compare(left, ops, comparators) if type(ops[0]) in COMPARISONS:
                rest = [f" {said(node)[place(comparators[0])[1] - place(node)[0] :]}"] if len(ops) > 1 else []
                yield (
                    node,
                    f"({said(left)}) {COMPARISONS[type(ops[0])]} {said(comparators[0])}{''.join(rest)}",
                )
            case ast.BinOp(left, operator, right) if type(operator) in OPERATORS:
                yield node, f"({said(left)}) {OPERATORS[type(operator)]} ({said(right)})"
            case ast.BoolOp(operator, values):
                other = " or " if isinstance(operator, ast.And) else " and "
                yield node, f"({other.join(f'({said(value)})' for value in values)})"
            case ast.UnaryOp(ast.Not(), operand):
                yield node, f"bool({said(operand)})"
            case ast.IfExp(test):
                yield test, f"not ({said(test)})"
            case ast.If(test) | ast.While(test):
                yield test, f"not ({said(test)})"
            case ast.Constant(value) if isinstance(value, bool):
                yield node, str(not value)
            case ast.Constant(value) if isinstance(value, (int, float)):
                yield node, f"{value + 1}"
            case ast.Return(value) if value is not None and not isinstance(value, ast.Constant):
                yield value, "None"

    tree = ast.parse(source)
    passive = {
        id(inside)
        for node in ast.walk(tree)
        for annotation in (
            getattr(node, "annotation", None),
            getattr(node, "returns", None),
            *getattr(node, "decorator_list", ()),
        )
        if annotation is not None
        for inside in ast.walk(annotation)
    }
    # zip's `strict` says what is known: it fails where a caller's mistake made two lengths differ.
    passive |= {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "strict"
    }
    found = []
    for node in ast.walk(tree):
        if id(node) in passive or (isinstance(node, ast.If) and said(node.test) == "TYPE_CHECKING"):
            continue
        for target, new in changes(node):
            start, end = place(target)
            found.append(Mutant(module, target.lineno, start, end, source[start:end].decode(), new))
    return sorted(set(found), key=lambda one: (one.start, one.end, one.new))


def run(folder: Path, tests: list[str], patience: float) -> str:
    """How the tests end over what stands in `folder`: "killed", "survived" or "hung"."""
    child = os.fork()
    if child == 0:
        os.setsid()
        os.chdir(folder)
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in range(3):
            os.dup2(null, descriptor)
        ended = 100
        try:
            ended = _tested(folder, tests)
        finally:  # whatever it raises must not run what the parent has still to do
            os._exit(ended)
    until = time.monotonic() + patience
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return "survived" if os.waitstatus_to_exitcode(status) == 0 else "killed"
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "hung"


def _tested(folder: Path, tests: list[str]) -> int:
    """Pytest's exit status, in the child."""
    sys.path.insert(0, str(folder))
    sys.modules.pop("tests", None)
    os.environ["PYTHONPATH"] = str(folder)
    os.environ["TMPDIR"] = str(folder.parent)
    tempfile.tempdir = None
    import pytest
    from hypothesis import settings

    settings.register_profile("few", max_examples=25)
    settings.load_profile("few")  # that of the tests is made from it
    quiet = ["-W", "ignore::DeprecationWarning", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return min(int(pytest.main(["-x", "-q", "-p", "no:cacheprovider", *quiet, *tests])), 100)


def reasons() -> dict[str, str]:
    """Why each known mutant that survives may: its key and what stands on the line before it."""
    found: dict[str, str] = {}
    why = ""
    for line in EQUIVALENT.read_text(encoding="utf-8").splitlines() if EQUIVALENT.exists() else []:
        if line.startswith("# "):
            why = line[2:]
        elif line:
            found[line] = why
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutation")
    parser.add_argument("modules", nargs="*", default=list(TESTS), metavar="MODULE", help=", ".join(TESTS))
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="at most N mutants a module")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for name in FIRST:
        __import__(name)
    known = reasons()
    unexplained = 0
    with tempfile.TemporaryDirectory(prefix="kutip-mutation-") as scratch:
        folder = Path(scratch, "kutip")
        for part in ("index", "qa", "tests", "seeds"):
            shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "README.md"):
            shutil.copy(ROOT / name, folder)
        for module in options.modules:
            source = (ROOT / module).read_bytes()
            tests = TESTS[module]
            every = mutants(module, source)
            chosen = every
            if options.sample and len(every) > options.sample:
                chosen = random.Random(options.seed).sample(every, options.sample)
                chosen.sort(key=lambda one: one.start)
            began = time.monotonic()
            if run(folder, tests, 900) != "survived":
                print(f"{module}: its tests fail as it is", flush=True)
                return 2
            patience = 30 + 5 * (time.monotonic() - began)
            counts: Counter[str] = Counter()
            for mutant in chosen:
                (folder / module).write_bytes(
                    source[: mutant.start] + mutant.new.encode() + source[mutant.end :]
                )
                ended = run(folder, tests, patience)
                if ended == "survived" and mutant.key(source) in known:
                    ended = "explained"
                counts[ended] += 1
                if ended == "survived":
                    unexplained += 1
                    print(f"survived: {mutant.key(source)}", flush=True)
            (folder / module).write_bytes(source)
            told = ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
            print(f"{module}: {len(chosen)} of {len(every)} mutants: {told}", flush=True)
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main())
