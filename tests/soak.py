"""Does a process that is asked for days stay as it was? `python -m tests.soak --questions 100000`

Asks that many different questions of one retriever in one process, and tells for every thousandth part of them, or
every thousand, how much computing a question took and how much memory (resident) and how many files the process has.
What is remembered of words is bounded, and full from the start: else it would be its filling that is seen. Exit
status 1 where the last fifth is not as the second was: memory by more than 5 % or 16 MB, computing by more than a
half, files by one.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index import Retriever
from index.analyzer import tokens
from index.limits import DEFAULTS, Limits

SEEDS = Path(__file__).parents[1] / "seeds"
WORDS = re.findall(
    r"\w+",
    """berapa harga siapa menjual kapan produk kopi Alibaba Indonesia menteri ekspor manggis China platform which
    products will sell when did who said where how many market minister sold bought price online program sarang burung
    walet biskuit durian Thailand Malaysia discount November Oktober investasi digital ekonomi""",
)


@dataclass(frozen=True, slots=True)
class Part:
    """Some questions in a row: median and 99th percentile of what one took, in ms of computing, which a machine that is
    busy with other work does not change; then resident memory in MB and open files."""

    asked: int
    median: float
    slow: float
    memory: float
    files: int


def questions(count: int, seed: int = 1) -> Iterator[str]:
    """`count` different questions of words of the article, of other words, and of words that nobody has ever used."""
    rng = random.Random(seed)
    for number in range(count):
        words = rng.sample(WORDS, rng.randrange(2, 6))
        if number % 3 == 0:
            words.append(f"{rng.choice(WORDS)}{number:x}".lower())
        if number % 7 == 0:
            words.append(str(number))
        yield f"{' '.join(words)} {number if number % 5 == 0 else ''}?"


def resident() -> float:
    """Memory of this process in MB."""
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def fill() -> None:
    """Has words looked at that nobody asks, more than are remembered anywhere."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    for number in range(0, 140_000, 100):
        words = [f"zq{letters[n % 26]}{n:x}{letters[n // 26 % 26]}" for n in range(number, number + 100)]
        for language in ("id", "en"):
            tokens(" ".join(words), language)


def soak(retriever: Retriever, count: int, every: int) -> Iterator[Part]:
    """A `Part` for every `every` questions."""
    from qa.chat import Chat

    chat = Chat(retriever)
    times: list[float] = []
    for number, question in enumerate(questions(count), 1):
        began = time.process_time()
        # As a server asks, and every tenth time as somebody does who goes on talking.
        chat.ask(question) if number % 10 == 0 else retriever.find(question)
        times.append(1000 * (time.process_time() - began))
        if number % every == 0:
            gc.collect()
            slow = sorted(times)[int(0.99 * len(times))]
            yield Part(number, statistics.median(times), slow, resident(), len(os.listdir("/proc/self/fd")))
            times.clear()


def problems(parts: list[Part]) -> list[str]:
    """What is not flat: of five parts of the run, the last against the second."""
    fifth = len(parts) // 5
    if not fifth:
        return ["too few questions to tell"]
    early, late = parts[fifth : 2 * fifth], parts[-fifth:]
    found = []
    before, after = (statistics.median(part.memory for part in some) for some in (early, late))
    if after > max(1.05 * before, before + 16):
        found.append(f"memory grew from {before:.0f} to {after:.0f} MB")
    before, after = (statistics.median(part.median for part in some) for some in (early, late))
    if after > 1.5 * before:
        found.append(f"a question took {before:.1f} ms and then {after:.1f} ms")
    if late[-1].files > early[0].files:
        found.append(f"open files grew from {early[0].files} to {late[-1].files}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak")
    parser.add_argument("--questions", type=int, default=100_000, metavar="N")
    parser.add_argument("--words", action="store_true", help="without any model: some 20 times as fast")
    parser.add_argument("--reader", action="store_true", help="with the trained reader")
    parser.add_argument("--stored", action="store_true", help="ask a stored index of the same article")
    options = parser.parse_args()
    every = max(1, min(1000, options.questions // 20))
    with tempfile.TemporaryDirectory() as folder:
        limits = Limits(encoded=1) if options.words else DEFAULTS
        retriever = Retriever.from_paths([SEEDS], cache=False, reader=options.reader, limits=limits)
        if options.stored:
            retriever.save(folder)
            retriever = Retriever.open(folder, reader=options.reader)
        fill()
        parts = []
        print("asked  median ms  99 % ms  memory MB  files")
        for part in soak(retriever, options.questions, every):
            parts.append(part)
            print(
                f"{part.asked:>6}  {part.median:>8.1f}  {part.slow:>8.1f}  {part.memory:>8.1f}  {part.files:>5}",
                flush=True,
            )
    found = problems(parts)
    print("\n".join(found) or "flat")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
