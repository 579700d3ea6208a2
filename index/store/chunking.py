"""How are all tokens of an article found at once?

An article is cut into chunks (letters, digits, and the apostrophes and hyphens among them), and what is known of a
chunk, or of a stretch of chunks that may be a number, is found out once for all articles. Only a sentence with signs
or scripts that need more is looked at by itself. What is found is what `index.analysis.found_in` finds, and is stored
as it is.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from index.analyzer import Columns, Form, Lookup
from index.company import beside
from index.kept import Kept
from index.language import Ballots
from index.patterns import lazy
from index.store.packing import Tokens

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]

__all__ = ["Chunked", "Chunks", "chunked"]

_CHUNK = lazy(r"([\w'’ʼ‘`\-‐‑]+)")
_ASCII_CHUNK = lazy(r"([A-Za-z0-9_'`\-]+)")
# What makes more of words than words, as `index.analyzer` has it: signs, initials, scripts other than Latin.
_SIGNS = ("$", "%", "_", "ercent", "er cent")
_ODD = lazy(r"[$%_€£¥\u00ad\u0300-\u200f\u2c00-\U0010ffff]|er ?cent|[^\W\d_]\.[^\W\d_]\.")
_ASCII_ODD = lazy(r"[$%_]|er ?cent|[A-Za-z]\.[A-Za-z]\.")
_INITIALS = lazy(r"\.[^\W\d_]\.")
_OTHER = "ooo"
"""Stands for a word that has nothing to do with numbers."""
MOST = 1 << 18
"""Chunks that are known at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Chunked:
    """A text in chunks: `parts` are what is between them, and, at odd places, the chunks; `rows` are those of
    `index.language.Ballots`, as long as it says `begun`."""

    parts: list[str]
    rows: NDArray[np.int64]
    begun: int


def chunked(text: str, ballots: Ballots) -> Chunked:
    """The chunks of a text."""
    parts = (_ASCII_CHUNK if text.isascii() else _CHUNK).split(text)
    rows = ballots.rows(parts[1::2])
    return Chunked(parts, rows, ballots.begun)


class Chunks:
    """What is known of the chunks of one language; `number` numbers the forms of tokens, from 1."""

    def __init__(self, language: str, number: Callable[[Form], int]) -> None:
        self._lookup = Lookup(language, number)
        self._beside = beside(language)
        self._begin(0)

    def _begin(self, begun: int) -> None:
        import numpy as np

        self._begun = begun
        self._of_row = np.full(1 << 12, -1, dtype=np.int32)
        self._stretches = Kept(self._stretch, most=MOST)
        # By chunk or stretch: how many tokens it has, where they are in the columns below, and what `beside` says
        # of it. The first has none.
        self._counts, self._firsts, self._beside_of = array("I", [0]), array("I", [0]), bytearray(1)
        self._numbers, self._begins, self._sizes = array("I"), array("i"), array("i")

    def _add(self, columns: Columns[int], beside: int = 0, shift: int = 0) -> int:
        starts, ends, numbers = columns
        self._counts.append(len(numbers))
        self._firsts.append(len(self._numbers))
        self._beside_of.append(beside)
        self._numbers.extend(numbers)
        self._begins.extend([start + shift for start in starts])
        self._sizes.extend([end - start for start, end in zip(starts, ends, strict=True)])
        return len(self._counts) - 1

    def _chunk(self, chunk: str) -> int:
        beside = self._beside(chunk)
        if beside == 2:
            return self._add(([], [], []), beside)
        return self._add(self._lookup.once(chunk), beside)

    def _stretch(self, stretch: str) -> int:
        """Chunks that may be a number, from the end of the chunk before them to the start of the one behind; its first
        character says which of these there are. Counted from where the first of them begins."""
        around, stretch = int(stretch[0]), stretch[1:]
        before, behind = _OTHER * (around & 1), _OTHER * (around >> 1)
        found = _CHUNK.search(stretch)
        assert found is not None  # what holds a number holds a digit or a letter
        begin, end = len(before), len(before) + len(stretch)
        own = [
            (start, stop, number)
            for start, stop, number in zip(*self._lookup.columns(f"{before}{stretch}{behind}"), strict=True)
            if begin <= start and stop <= end
        ]
        starts, ends, numbers = map(list, zip(*own, strict=True)) if own else ([], [], [])
        return self._add((starts, ends, numbers), shift=-begin - found.start())

    def _known(self, article: Chunked) -> NDArray[np.int64]:
        """What is known of each chunk, found out where it is new."""
        import numpy as np

        if article.begun != self._begun or len(self._counts) > 2 * MOST:
            self._begin(article.begun)
        rows = article.rows
        most = int(rows.max())
        if most >= len(self._of_row):
            more = np.full(max(most + 1, 2 * len(self._of_row)) - len(self._of_row), -1, dtype=np.int32)
            self._of_row = np.concatenate((self._of_row, more))
        ids = self._of_row[rows].astype(np.int64)
        for place in np.flatnonzero(ids < 0).tolist():
            row = rows[place]
            if self._of_row[row] < 0:
                self._of_row[row] = self._chunk(article.parts[2 * place + 1])
            ids[place] = self._of_row[row]
        return ids

    def tokens(self, text: str, article: Chunked, spans: Iterable[tuple[int, int, int]]) -> Tokens | None:
        """The sentences of an article with their tokens; None where it is better to look at each by itself."""
        import numpy as np

        parts = article.parts
        marks = _marks(spans)
        if len(parts) < 2 or not len(marks):
            return None
        edges = np.fromiter(map(len, parts), dtype=np.int64, count=len(parts)).cumsum()
        starts, ends = edges[:-1:2], edges[1::2]
        first, last = starts.searchsorted(marks[:, 0]), starts.searchsorted(marks[:, 1])
        if _cut(ends, marks, first, last):
            return None
        odd = _odd(text, marks)
        if any(first[place] == last[place] for place in odd):
            return None
        ids = self._known(article)
        if int((last - first).sum()) < len(ids):
            within = np.bincount(first, minlength=len(ids) + 1) - np.bincount(last, minlength=len(ids) + 1)
            ids[within.cumsum()[:-1] == 0] = 0
        for place in odd:
            ids[first[place] : last[place]] = 0
        self._join_numbers(text, ids, (starts, ends), marks, (first, last))
        known = len(self._counts), len(self._numbers)
        for place in odd:
            begin, end = marks[place, :2].tolist()
            here = first[place]
            ids[here] = self._add(self._lookup.columns(text[begin:end]), shift=begin - int(starts[here]))
        try:
            return self._packed(ids, starts, marks, last)
        finally:
            if odd:
                self._forget(*known)

    def _forget(self, chunks: int, tokens: int) -> None:
        """Drops what was added last: single sentences, which do not come again."""
        del self._counts[chunks:], self._firsts[chunks:], self._beside_of[chunks:]
        del self._numbers[tokens:], self._begins[tokens:], self._sizes[tokens:]

    def _join_numbers(
        self,
        text: str,
        ids: Whole,
        bounds: tuple[Whole, Whole],
        marks: NDArray[np.int32],
        chunks: tuple[Whole, Whole],
    ) -> None:
        """Replaces chunks that may be numbers, with those that may belong to them, by what is known of them together:
        the first stands for all."""
        import numpy as np

        concern = np.frombuffer(self._beside_of, dtype=np.uint8)[ids]
        found = np.flatnonzero(concern == 2)
        if not len(found):
            return
        sentences = chunks[0].searchsorted(found, "right") - 1
        beside = concern.tobytes()
        starts, ends = bounds[0].tolist(), bounds[1].tolist()
        behind = 0
        for chunk, begin, end, least, most in zip(
            found.tolist(),
            marks[sentences, 0].tolist(),
            marks[sentences, 1].tolist(),
            chunks[0][sentences].tolist(),
            chunks[1][sentences].tolist(),
            strict=True,
        ):
            if chunk < behind:
                continue
            first, behind = chunk, chunk + 1
            around = 0
            while first > least and beside[first - 1]:
                first -= 1
            while behind < most and beside[behind]:
                behind += 1
            if first > least:
                around, begin = 1, ends[first - 1]
            if behind < most:
                around, end = around + 2, starts[behind]
            ids[first] = self._stretches[f"{around}{text[begin:end]}"]
            ids[first + 1 : behind] = 0

    def _packed(self, ids: Whole, starts: Whole, marks: NDArray[np.int32], last: Whole) -> Tokens:
        """The tokens of these chunks as they are stored; `last` is behind the last chunk of each sentence."""
        import numpy as np

        counts = np.frombuffer(self._counts, dtype=np.uint32)[ids].astype(np.int64)
        until = np.concatenate(([0], counts.cumsum()))
        rows = np.repeat(np.frombuffer(self._firsts, dtype=np.uint32)[ids] - until[:-1], counts)
        rows += np.arange(len(rows))
        begins = np.repeat(starts, counts) + np.frombuffer(self._begins, dtype=np.int32)[rows]
        marks[:, 3] = until[last]
        steps = np.diff(begins, prepend=0)
        heads = np.concatenate(([0], marks[:-1, 3]))
        some = heads < marks[:, 3]
        heads = heads[some]
        steps[heads] = begins[heads] - marks[some, 0]
        places = np.stack((steps, np.frombuffer(self._sizes, dtype=np.int32)[rows]), axis=1)
        small = not len(rows) or (int(places.min()) >= 0 and int(places.max()) < 256)
        return Tokens(
            marks.tobytes(),
            array("I", np.frombuffer(self._numbers, dtype=np.uint32)[rows].tobytes()),
            places.astype(np.uint8 if small else np.int32).tobytes(),
        )


def _marks(spans: Iterable[tuple[int, int, int]]) -> NDArray[np.int32]:
    """A row a sentence, as of `Tokens`, with no tokens yet."""
    import numpy as np

    flat = np.fromiter(chain.from_iterable(spans), dtype=np.int32)
    marks = np.zeros((len(flat) // 3, 4), dtype=np.int32)
    marks[:, :3] = flat.reshape(-1, 3)
    return marks


def _cut(ends: Whole, marks: NDArray[np.int32], first: Whole, last: Whole) -> bool:
    """If a sentence begins or ends inside a chunk."""
    import numpy as np

    reach = np.concatenate(([0], ends))
    return bool((reach[first] > marks[:, 0]).any() or (reach[last] > marks[:, 1]).any())


def _odd(text: str, marks: NDArray[np.int32]) -> list[int]:
    """Which sentences hold more than words of Latin letters and numbers."""
    import numpy as np

    ascii_ = text.isascii()
    if ascii_ and not (any(sign in text for sign in _SIGNS) or _INITIALS.search(text)):
        return []
    found = [match.start() for match in (_ASCII_ODD if ascii_ else _ODD).finditer(text)]
    if not found:
        return []
    return sorted(set(np.maximum(marks[:, 0].searchsorted(found, "right") - 1, 0).tolist()))
