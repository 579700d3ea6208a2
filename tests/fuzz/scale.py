"""How does the time grow with the input? `python -m tests.fuzz.scale [--size 10000] [--steps 3] [NAME ...]`

Every text of `shapes` goes through layout and splitter, analyzer and a question, every file through its reader, at 1,
10 and 100 times a size: seconds of computing and the most memory so far. Growth of more than 20 between two steps, of
what takes longer than a tenth of a second, is marked; linear is 10.
"""

from __future__ import annotations

import argparse
import resource
from collections.abc import Callable, Sequence
from itertools import pairwise
from time import process_time

from index import KutipError, Retriever
from index.analysis import Analysis, document
from index.analyzer import content, tokens
from index.library import assemble
from index.sentences import split
from tests.fuzz.shapes import FILES, TEXTS

_STEEP = 20.0
_NOTABLE = 0.1


def _timed(action: Callable[[], object]) -> float:
    began = process_time()
    action()
    return process_time() - began


def text_times(text: str) -> dict[str, float]:
    """Seconds that a text takes, by what is done with it."""
    made = document("a", text)
    sentences = split(made)
    took = {
        "layout": _timed(lambda: document("a", text)),
        "split": _timed(lambda: split(made)),
        "analyse": _timed(lambda: [tokens(sentence.text, made.language) for sentence in sentences]),
    }
    contents = tuple(tuple(content(tokens(sentence.text, made.language))) for sentence in sentences)
    library = assemble([Analysis(made, tuple(sentences), contents)], None, None)
    took["ask"] = _timed(lambda: Retriever(library, cache=False).search("berapa harga kopi, kata Budi?"))
    return took


def file_times(suffix: str, data: bytes) -> dict[str, float]:
    """Seconds that a file takes to be read, or refused."""
    from index import formats
    from index.decoding import decode

    def read() -> None:
        try:
            form = formats.recognise(data, f"a.{suffix}")
            if form is None:
                decode(data, "a")
            else:
                formats.read(form, data, f"a.{suffix}")
        except KutipError:
            pass

    return {"read": _timed(read)}


def steps(name: str, size: int, count: int) -> list[dict[str, float]]:
    """The times of a shape at `size` and ten times that, and so on."""
    if name in TEXTS:
        return [text_times(TEXTS[name](size * 10**step)) for step in range(count)]
    suffix, made = FILES[name]
    return [file_times(suffix, made(size * 10**step)) for step in range(count)]


def steep(took: Sequence[float]) -> bool:
    """Whether it grows by more than it should."""
    return any(
        after > _NOTABLE and after > _STEEP * max(before, _NOTABLE / 10) for before, after in pairwise(took)
    )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.scale", description=__doc__)
    parser.add_argument("--size", type=int, default=10_000, help="characters or bytes of the smallest input")
    parser.add_argument("--steps", type=int, default=3)
    parser.add_argument("names", nargs="*", default=[*TEXTS, *FILES])
    options = parser.parse_args()
    found = 0
    for name in options.names:
        measured = steps(name, options.size, options.steps)
        for what in measured[0]:
            took = [one[what] for one in measured]
            found += steep(took)
            mark = "  steep" if steep(took) else ""
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(
                f"{name:<20} {what:<8}{''.join(f'{one:9.3f}' for one in took)} s{memory:6} MB{mark}",
                flush=True,
            )
    print(f"{found} steep")


if __name__ == "__main__":
    main()
