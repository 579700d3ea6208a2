"""`python -m tests.quality`: measures kutip beside its baselines and writes RESULTS.md."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from tests.quality import articles, data, news, parts, sample, table
from tests.quality.encodings import StoredEncoder, default_file, open_encoder
from tests.quality.runs import measure
from tests.quality.summary import Summary, summarise

HERE = Path(__file__).parent
SAMPLE = 400
NEWS = {f"news_{part}.d_{language}": (part, language) for part in news.PARTS for language in news.LANGUAGES}
"""Questions written here on the parallel news sentences: the ranking learned from the parts `dev` and `more`."""

ARTICLES = {
    f"articles_{part}.d_{language}": (part, language)
    for part in ("held", "asked")
    for language in articles.LANGUAGES
}
"""Questions on invented articles that nothing learned from."""


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    parser.add_argument("--data", metavar="DIR", help=f"folder of the sets (default: ${data.ENVIRONMENT})")
    parser.add_argument("--sets", nargs="+", metavar="NAME", help="which of them (default: all but *.train)")
    parser.add_argument("--list", action="store_true", help="print the names of the sets and stop")
    size = parser.add_mutually_exclusive_group()
    size.add_argument("--sample", type=int, default=SAMPLE, metavar="N", help="questions a set (%(default)s)")
    size.add_argument("--full", action="store_true", help="every question, every passage in the pool")
    parser.add_argument("--write-sample", action="store_true", help=f"renew {sample.FILE.name} and stop")
    parser.add_argument("--seed", type=int, default=0, help="of the sample (%(default)s)")
    parser.add_argument("--no-pool", action="store_true", help="leave out the ranking over many passages")
    parser.add_argument("--no-times", action="store_true", help="leave out the timing")
    parser.add_argument("--out", type=Path, default=HERE / "RESULTS.md", metavar="FILE", help="the page")
    parser.add_argument("--json", type=Path, metavar="FILE", help="the numbers behind it as JSON")
    parser.add_argument(
        "--encodings",
        type=Path,
        default=default_file(),
        metavar="FILE",
        help="kept between runs (%(default)s)",
    )
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """0 when measured or when there is no data to measure on, 2 for a set that cannot be used."""
    given = _arguments(argv)
    directory = data.folder(given.data)
    if directory is None:
        print(f"No evaluation data: set {data.ENVIRONMENT} or --data to its folder. Nothing measured.")
        return 0
    available = data.names(directory) + list(ARTICLES)
    if (directory / f"{news.ARTICLES}.jsonl").exists():
        available += NEWS
    if given.list:
        print("\n".join(available))
        return 0
    wanted = given.sets or [name for name in available if not name.endswith(".train")]
    if unknown := [name for name in wanted if name not in available]:
        print(f"no such set in {directory}: {', '.join(unknown)}; see --list", file=sys.stderr)
        return 2
    encoder = open_encoder(given.encodings)
    if given.write_sample:
        return _write_sample(directory, encoder)
    summaries: list[Summary] = []
    try:
        for name in wanted:
            summaries.append(_measure(directory, name, given, encoder))
            if given.json:
                _write(given.json, json.dumps([each.record() for each in summaries], indent=1) + "\n")
    except data.DataError as error:
        print(error, file=sys.stderr)
        return 2
    _write(given.out, _page(summaries, given))
    return 0


def _measure(directory: Path, name: str, given: argparse.Namespace, encoder: StoredEncoder | None) -> Summary:
    started = time.monotonic()
    questions = questions_of(directory, name, given.seed)
    questions = questions if given.full else data.sample(questions, given.sample)
    pool = 0 if given.no_pool else None if given.full else data.POOL
    run = measure(questions, encoder, pool_size=pool, timed=not given.no_times)
    summary = summarise(run)
    hits = [f"{system} {scores.hit.value:.3f}" for system, scores in summary.systems.items()]
    seconds = time.monotonic() - started
    print(f"{name}: n {summary.selected}, {', '.join(hits)} ({seconds:.0f} s)", file=sys.stderr, flush=True)
    return summary


def questions_of(directory: Path, name: str, seed: int) -> data.QuestionSet:
    """A set, a part of the news or the held articles: what nothing learned from."""
    if name in NEWS:
        return news.load(directory, *NEWS[name])
    if name in ARTICLES:
        return articles.load(*ARTICLES[name])
    return parts.kept(data.load(directory, name, seed=seed), directory, "measure")


def _write_sample(directory: Path, encoder: StoredEncoder | None) -> int:
    expected = {}
    for name in sample.SETS:
        questions = data.sample(questions_of(directory, name, 0), sample.SIZE)
        summary = summarise(measure(questions, encoder, pool_size=0, timed=False))
        expected[name] = sample.observe(summary, [question.id for question in questions.questions])
    sample.write(expected)
    return 0


def _page(summaries: Sequence[Summary], given: argparse.Namespace) -> str:
    arguments = [f"--sets {' '.join(given.sets)}"] if given.sets else []
    arguments += ["--full"] if given.full else [f"--sample {given.sample}"] if given.sample != SAMPLE else []
    arguments += [f"--seed {given.seed}"] if given.seed else []
    arguments += ["--no-pool"] if given.no_pool else []
    arguments += ["--no-times"] if given.no_times else []
    note = "whole sets" if given.full else f"at most {given.sample} questions a set, whole passages, seeded"
    threads = os.environ.get("OMP_NUM_THREADS")
    return table.render(
        summaries,
        arguments="".join(f" {argument}" for argument in arguments),
        note=note,
        environment=f"Python {platform.python_version()}, {platform.machine()}, OMP_NUM_THREADS={threads}.",
        pool=None if given.full else data.POOL,
    )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
