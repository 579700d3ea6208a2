"""One measurement in a process of its own: python -m tests.bench.cell STAGE ENGINE SIZE FOLDER, an object of JSON on
standard output.

Stages: `prepare` writes the articles, their terms and the questions; `build` builds an engine; `ask` opens what was
built (or builds what lives in memory) and asks; `once` opens and asks one question; `whole` asks whole questions.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from time import perf_counter
from typing import Any

__all__ = ["main"]

QUESTIONS = 200
PATIENCE = 8.0
"""Seconds after which no more questions are asked of one kind, so that slow engines are asked fewer (`few_asked`,
`many_asked`), but at least `FEWEST`."""
FEWEST = 3
SLOW = 1.0
"""Seconds of a first question after which there is no second to warm up with."""


def main(stage: str, engine: str, size: int, folder: Path) -> dict[str, Any]:
    """What the stage measured, by name."""
    stages: dict[str, Callable[[str, int, Path], dict[str, Any]]] = {
        "prepare": prepare,
        "build": build,
        "ask": ask,
        "once": once,
        "whole": whole,
    }
    return stages[stage](engine, size, folder)


def prepare(engine: str, size: int, folder: Path) -> dict[str, Any]:
    """Writes `articles/`, and `terms.txt` with a line of terms a sentence."""
    from index.reader import Source
    from index.store.analysing import batches
    from index.store.packing import unpack_rows
    from tests.bench.corpus import articles

    sources = []
    for name, text in articles(size):
        path = folder / "articles" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        sources.append(Source(name, text))
    sentences = 0
    vocabularies: dict[bytes, list[str]] = {}
    with open(folder / "terms.txt", "w", encoding="utf-8") as terms:
        for batch in batches(sources):
            known = vocabularies.setdefault(batch.origin, [""])
            known += [term.replace(" ", "_") for _, term, _ in batch.fresh]
            for one in batch.articles:
                rows = unpack_rows(one.tokens.rows(one.tokens.entries.tobytes()), one.sentences)
                sentences += len(rows)
                spelled = [known[entry] for entry in one.tokens.entries]
                for place in range(len(rows)):
                    terms.write(" ".join(spelled[slice(*rows.span(place))]) + "\n")
    return {"characters": sum(len(source.text) for source in sources), "sentences": sentences}


def _sentences(folder: Path) -> Iterator[list[str]]:
    with open(folder / "terms.txt", encoding="utf-8") as file:
        for line in file:
            yield line.split()


def _asked(translations: int) -> list[list[list[str]]]:
    """Questions as groups of terms, as the stemmers of both languages leave them."""
    from index.analyzer import tokens
    from tests.bench.corpus import questions

    return [
        [
            [tokens(word, ("id", "en")[place % 2])[0].term for place, word in enumerate(group)]
            for group in groups
        ]
        for groups in questions(QUESTIONS, translations=translations)
    ]


def _place(engine: str, folder: Path) -> Path:
    return folder / engine.replace(" ", "-")


def build(engine: str, size: int, folder: Path) -> dict[str, Any]:
    """Seconds, peak memory (MB) and the bytes that are on the disk then."""
    from tests.bench.engines import ENGINES, size_of

    place = _place(engine, folder)
    began = perf_counter()
    if engine.startswith("kutip stored"):
        from qa.index_cli import main as index

        options = [] if engine.endswith("model") else ["--no-model"]
        with redirect_stdout(StringIO()):
            status = index(["build", str(folder / "articles"), "-o", str(place), *options])
        if status:
            raise SystemExit(status)
    elif engine == "kutip cluster":
        from qa.index_cli import main as index
        from tests.bench.cluster import describe

        place.mkdir(exist_ok=True)
        file = str(describe(str(place)))
        with redirect_stdout(StringIO()):
            status = index(["build", str(folder / "articles"), "--cluster", file, "--no-model"])
        if status:
            raise SystemExit(status)
    else:
        place.mkdir(exist_ok=True)
        ENGINES[engine]().build(_sentences(folder), str(place))
    seconds = perf_counter() - began
    own, helpers = (
        resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    processes = os.cpu_count() or 1 if engine.startswith("kutip stored") else 0
    return {
        "build_s": seconds,
        "peak_mb": (own + helpers * processes) / 1024,
        "disk": size_of(str(place)),
    }


def ask(engine: str, size: int, folder: Path) -> dict[str, Any]:
    """Milliseconds of opening and of questions, and what the process holds in memory afterwards (MB)."""
    from tests.bench.engines import ENGINES

    one = ENGINES[engine]()
    few, many = _asked(0), _asked(3)
    began = perf_counter()
    if one.on_disk:
        one.open(str(_place(engine, folder)))
        found: dict[str, Any] = {"open_ms": 1000 * (perf_counter() - began)}
    else:
        one.build(_sentences(folder))
        found = {"build_s": perf_counter() - began}
    for name, questions in (("few", few), ("many", many)):
        for groups in questions[:2]:
            began = perf_counter()
            one.ask(groups)
            if perf_counter() - began > SLOW:
                break
        found |= _timed(name, [lambda groups=groups: one.ask(groups) for groups in questions[2:]])  # type: ignore[misc]
    if engine == "kutip cluster":
        found["server_mb"] = one.server_mb()
    return {**found, "resident_mb": _resident()}


def _timed(name: str, calls: list[Callable[[], object]]) -> dict[str, float]:
    import numpy as np

    taken: list[float] = []
    end = perf_counter() + PATIENCE
    for call in calls:
        began = perf_counter()
        call()
        taken.append(perf_counter() - began)
        if perf_counter() > end and len(taken) >= FEWEST:
            break
    p50, p95 = np.percentile(np.array(taken) * 1000.0, [50, 95]).tolist()
    return {f"{name}_p50_ms": p50, f"{name}_p95_ms": p95, f"{name}_asked": len(taken)}


def _resident() -> float:
    with open("/proc/self/status", encoding="ascii") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmRSS"))


def once(engine: str, size: int, folder: Path) -> dict[str, Any]:
    """Opens and asks one question."""
    from tests.bench.engines import ENGINES

    one = ENGINES[engine]()
    if one.on_disk:
        one.open(str(_place(engine, folder)))
    else:
        one.build(_sentences(folder))
    return {"found": one.ask([["harga"], ["ekonomi"], ["market"]])}


def whole(engine: str, size: int, folder: Path) -> dict[str, Any]:
    """Milliseconds of whole questions to `Retriever.open(...)`, without the reader, in a warm process."""
    from index import Retriever
    from tests.bench.corpus import questions

    retriever = Retriever.open(_place(engine, folder), reader=False)
    asked = [" ".join(word for [word] in groups) + "?" for groups in questions(60)]
    for question in asked[:10]:
        retriever.find(question)
    found = _timed("whole", [lambda question=question: retriever.find(question) for question in asked[10:]])  # type: ignore[misc]
    return {**found, "resident_mb": _resident()}


def run(stage: str, engine: str, size: int, folder: Path) -> dict[str, Any]:
    """`main` in a process of its own; {} where it fails, which is told on standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.cell", stage, engine, str(size), str(folder)],
        stdout=subprocess.PIPE,
        check=False,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
    )
    if done.returncode:
        print(f"{stage} {engine} {size}: exit status {done.returncode}", file=sys.stderr)
        return {}
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))))
