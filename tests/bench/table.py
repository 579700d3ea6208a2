"""How are measurements shown? As ratios to bare tantivy, and held against what issue 4 asks for."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["RESULTS", "cell_line", "results"]

RESULTS = Path(__file__).with_name("RESULTS.md")
BARE, STORED, MODEL = "tantivy bare", "kutip stored", "kutip stored with model"
CLUSTER = "kutip cluster"
COLUMNS = (
    ("build", "build_s", "s"),
    ("5 words p50", "few_p50_ms", "ms"),
    ("p95", "few_p95_ms", "ms"),
    ("5 × 4 words p50", "many_p50_ms", "ms"),
    ("p95", "many_p95_ms", "ms"),
    ("resident", "resident_mb", "MB"),
    ("disk", "disk", "bytes"),
    ("open", "open_ms", "ms"),
    ("one process", "once_s", "s"),
)


def cell_line(engine: str, size: int, cell: dict[str, Any]) -> str:
    """What one engine was measured at, on one line."""
    told = [f"{name} {_number(cell[key], unit)}" for name, key, unit in COLUMNS if key in cell]
    return f"{size:>9,}  {engine:<16} " + ", ".join(told)


def _number(value: float, unit: str) -> str:
    if unit == "bytes":
        return f"{value / 1e6:,.1f} MB"
    return f"{value:,.2f} {unit}" if value < 100 else f"{value:,.0f} {unit}"


def results(found: dict[str, Any]) -> str:
    """The page: a table of ratios for each size, the measured values of bare tantivy, and the goals."""
    return "\n".join(_page(found)) + "\n"


def _page(found: dict[str, Any]) -> Iterator[str]:
    yield "# How fast kutip is, beside others"
    yield ""
    yield "Written by `python -m tests.bench`; not edited by hand. One run, one machine: "
    machine = f"Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    yield f"{os.cpu_count()} processors, {machine}; load average {os.getloadavg()[0]:.0f} when this was written."
    yield ""
    yield "Articles of 20 sentences from a fixed seed, of real words as often as Zipf has them. All engines get the"
    yield "same terms, top 100, one thread. Each number is how many times that of bare tantivy it is, whose row has the"
    yield "measured values. The build of *kutip stored* is `qa-index build` on files, with reading and analysing; of"
    yield "the others it is the indexing of terms that are there. *5 × 4 words*: five words, three translations each."
    yield "*resident*: of the process that asks. *one process*: from start to end, with one question."
    for size, cells in sorted(found["cells"].items()):
        text = found["texts"][size]
        yield ""
        yield f"## {text['sentences']:,} sentences, {text['characters'] / 1e6:,.1f} million characters"
        yield ""
        yield "| engine | " + " | ".join(name for name, *_ in COLUMNS) + " |"
        yield "|---|" + "---:|" * len(COLUMNS)
        bare = cells.get(BARE, {})
        for engine, cell in cells.items():
            yield (
                f"| {engine} | "
                + " | ".join(_entry(engine, cell, bare, key, unit) for _, key, unit in COLUMNS)
                + " |"
            )
        if few := list(_asked_less(cells)):
            yield ""
            yield f"Slow engines were asked fewer questions than the others: {'; '.join(few)}."
    yield from _cluster(found)
    if found["whole"]:
        yield ""
        yield "## Whole questions"
        yield ""
        yield "Through `Retriever.find` in a warm process without the reader; `qa --index` from start to end with it."
        yield "*with model*, measured at the largest size: words and the question are encoded, no sentences."
        yield ""
        yield "| sentences | index | p50 | p95 | resident | `qa --index` | times the seed article's |"
        yield "|---:|---|---:|---:|---:|---:|---:|"
        for size, cells in sorted(found["whole"].items()):
            for engine, cell in cells.items():
                if "whole_p50_ms" in cell:
                    yield (
                        f"| {size:,} | {engine.removeprefix('kutip ')} | {cell['whole_p50_ms']:.0f} ms |"
                        f" {cell['whole_p95_ms']:.0f} ms | {cell['resident_mb']:.0f} MB |"
                        f" {cell['command_s']:.2f} s | {cell['command_s'] / found['seed_s']:.2f} |"
                    )
    yield ""
    yield "## What is asked for"
    yield ""
    yield "| goal | measured | met |"
    yield "|---|---:|---|"
    for goal, measured, met in _goals(found):
        yield f"| {goal} | {measured} | {'yes' if met else 'no'} |"


def _asked_less(cells: dict[str, Any]) -> Iterator[str]:
    """The engines that were not asked all questions, and how many they were."""
    most = max((cell.get("few_asked", 0) for cell in cells.values()), default=0)
    for engine, cell in cells.items():
        few, many = cell.get("few_asked", most), cell.get("many_asked", most)
        if min(few, many) < most:
            yield f"{engine} {few} of 5 words and {many} of 5 × 4"


def _cluster(found: dict[str, Any]) -> Iterator[str]:
    """What a shard of a cluster takes, where a cluster was measured."""
    from tests.bench.cluster import SHARDS

    measured = {
        size: cells[CLUSTER]
        for size, cells in found["cells"].items()
        if "server_mb" in cells.get(CLUSTER, {})
    }
    if not measured:
        return
    yield ""
    yield "## A shard of a cluster"
    yield ""
    yield f"*kutip cluster* is {len(SHARDS)} shards on the loopback. A server's memory is its own and what it takes for"
    yield "a client; what the kernel caches of its database comes to that."
    yield ""
    yield "| sentences a shard | on disk | bytes a sentence | a server's memory | a client's |"
    yield "|---:|---:|---:|---:|---:|"
    for size, cell in sorted(measured.items()):
        sentences = found["texts"][size]["sentences"] / len(SHARDS)
        disk = cell["disk"] / len(SHARDS)
        yield (
            f"| {sentences:,.0f} | {disk / 1e6:,.0f} MB | {disk / sentences:,.0f} | {cell['server_mb']:.0f} MB |"
            f" {cell['resident_mb']:.0f} MB |"
        )


def _entry(engine: str, cell: dict[str, Any], bare: dict[str, Any], key: str, unit: str) -> str:
    if key not in cell:
        return ""
    if engine == BARE or key not in bare:
        return _number(cell[key], unit)
    ratio = cell[key] / bare[key]
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:,.0f}"


def _goals(found: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """Each goal of which both sides were measured at the largest size: (goal, measured, met)."""
    size = max(found["cells"], default=0)
    cells, texts = found["cells"].get(size, {}), found["texts"].get(size, {})
    stored, bare, slow = cells.get(STORED, {}), cells.get(BARE, {}), cells.get("rank_bm25", {})
    if stored and bare:
        ratio = stored["many_p50_ms"] / bare["many_p50_ms"]
        yield (
            f"first stage at {size:,}, 5 × 4 words, p50: within 1.5 × bare tantivy",
            f"{ratio:.2f} ×",
            ratio <= 1.5,
        )
    if stored and slow:
        ratio = slow["many_p50_ms"] / stored["many_p50_ms"]
        yield (
            f"first stage at {size:,}: at least 500 × faster than rank_bm25",
            f"{ratio:,.0f} ×",
            ratio >= 500,
        )
    tenth = found["cells"].get(size // 10, {}).get(STORED, {})
    if stored and tenth:
        ratio = stored["many_p50_ms"] / tenth["many_p50_ms"]
        yield (
            f"first stage: {size // 10:,} to {size:,} costs less than 4 × as much",
            f"{ratio:.2f} ×",
            ratio < 4,
        )
    if "build_s" in stored:
        rate = texts["sentences"] / stored["build_s"]
        yield "lexical build: at least 20,000 sentences/s", f"{rate:,.0f}/s", rate >= 20_000
        peak = stored["peak_mb"]
        yield "lexical build: peak memory of all processes under 1 GB", f"{peak:,.0f} MB", peak < 1024
        ratio = stored["disk"] / texts["characters"]
        yield "lexical build: on disk at most 3 × the text", f"{ratio:.2f} ×", ratio <= 3
    for engine in (STORED, MODEL):
        cell = found["whole"].get(size, {}).get(engine, {})
        if "whole_p50_ms" not in cell:
            continue
        name = engine.removeprefix("kutip ")
        p50, p95 = cell["whole_p50_ms"], cell["whole_p95_ms"]
        yield f"whole question, {name}: p50 at most 60 ms", f"{p50:.0f} ms", p50 <= 60
        yield f"whole question, {name}: p95 at most 150 ms", f"{p95:.0f} ms", p95 <= 150
        yield (
            f"whole question, {name}: resident at most 300 MB",
            f"{cell['resident_mb']:.0f} MB",
            cell["resident_mb"] <= 300,
        )
        ratio = cell["command_s"] / found["seed_s"]
        yield (
            f"`qa --index`, {name}: at most 1.5 × the seed article's one-shot",
            f"{ratio:.2f} ×",
            ratio <= 1.5,
        )
