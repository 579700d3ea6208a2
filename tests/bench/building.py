"""python -m tests.bench.building [--sentences 100k]: what a lexical build costs, in computing time of one process.

Computing time, not seconds on the clock, is the same whatever else the machine does (nearly: others empty its caches).
What is printed is microseconds a sentence: for reading the files, for analysing what is in them (structure, language,
sentences, terms), and for the whole build, with storing and publishing.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import deque
from pathlib import Path
from time import process_time

from tests.bench.corpus import articles

__all__ = ["main"]

UNITS = {"k": 1_000, "m": 1_000_000}


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.building", description=__doc__)
    parser.add_argument("--sentences", default="100k")
    said = parser.parse_args().sentences.lower()
    wanted = int(said.rstrip("km")) * UNITS.get(said[-1], 1)
    with tempfile.TemporaryDirectory() as work:
        for name, text in articles(wanted):
            path = Path(work, "articles", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        for line in measured(Path(work)):
            print(line, flush=True)


def measured(work: Path) -> list[str]:
    """A line for each part of the build of `work / "articles"`."""
    from index.reader import read_paths
    from index.store.about import about
    from index.store.analysing import batches
    from index.store.writer import Settings, Writer

    began = process_time()
    sources = read_paths([work / "articles"])
    read = process_time()
    deque(batches(sources), maxlen=0)
    analysed = process_time()
    with Writer(work / "index", create=True, settings=Settings()) as writer:
        writer.update(sources, sync=True)
    built = process_time()
    told = about(work / "index")
    sentences = told["sentences"]
    characters = sum(len(source.text) for source in sources)
    whole = (read - began + built - analysed) / sentences
    return [
        f"{sentences} sentences, {told['bytes'] / characters:.2f} x their text on disk",
        *(
            f"{part}: {1e6 * seconds / sentences:.1f} us a sentence"
            for part, seconds in (("reading", read - began), ("analysing", analysed - read))
        ),
        f"whole build: {1e6 * whole:.1f} us a sentence, {1 / whole:.0f} sentences a second of one process",
    ]


if __name__ == "__main__":
    main()
