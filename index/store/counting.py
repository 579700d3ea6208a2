"""How often does each term stand in some documents?"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.store.database import SHIFT
from index.store.packing import Rows, decoded, unpack_latents, unpack_rows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["LATENT_UNIT", "Terms", "Totals", "count", "rows_of", "span"]

LATENT_UNIT = 1 << 24
"""Weights of latent terms are whole multiples of one over this, so that their sums are exact."""
CHUNK = 200_000
"""Tokens that are counted at a time."""


@dataclass(slots=True)
class Totals:
    """Counts over some documents: sentences with a term and the most uses of it in one, uses of an entry, and sums
    over sentences."""

    sentences: int = 0
    tokens: int = 0
    latent_sentences: int = 0
    latent_sum: int = 0
    terms: dict[str, int] = field(default_factory=dict)
    most: dict[str, int] = field(default_factory=dict)
    entries: dict[int, int] = field(default_factory=dict)
    latents: Counter[int] = field(default_factory=Counter)


class Terms:
    """The terms of the vocabulary: `names`, and for each entry the place of its term among them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        import numpy as np

        places: dict[bytes, int] = {}
        found = connection.execute("SELECT id, term FROM entries ORDER BY id").fetchall()
        self.of: NDArray[np.int64] = np.zeros(found[-1][0] + 1 if found else 1, dtype=np.int64)
        for entry, term in found:
            self.of[entry] = places.setdefault(term, len(places))
        self.names = [decoded(term) for term in places]


def span(identity: int) -> tuple[int, int]:
    """The number of a document's first sentence, and that of the next document's."""
    return identity << SHIFT, (identity + 1) << SHIFT


def rows_of(connection: sqlite3.Connection, documents: Iterable[int]) -> Iterator[tuple[int, Rows]]:
    """Each of these documents that has sentences, with them."""
    for identity in documents:
        found = connection.execute(
            "SELECT d.sentences, c.rows FROM documents d JOIN contents c ON c.id = d.id WHERE d.id = ?",
            (identity,),
        ).fetchone()
        if found is not None and found[0]:
            yield identity, unpack_rows(found[1], found[0])


def count(connection: sqlite3.Connection, documents: Sequence[int], terms: Terms) -> Totals:
    """What these documents add to the counts. IndexError where an entry is not in the vocabulary."""
    totals = Totals()
    _words(totals, (rows for _, rows in rows_of(connection, documents)), terms)
    if connection.execute("SELECT 1 FROM encodings LIMIT 1").fetchone():
        for identity in documents:
            _latents(totals, connection, identity)
    return totals


def _words(totals: Totals, found: Iterable[Rows], terms: Terms) -> None:
    import numpy as np

    containing, most = np.zeros((2, len(terms.names) or 1), dtype=np.int64)
    uses = np.zeros(len(terms.of), dtype=np.int64)
    for some in _chunks(found):
        entries = np.concatenate([rows.entries for rows in some])
        lengths = np.concatenate([np.diff(rows.marks[:, 3], prepend=0) for rows in some])
        totals.sentences += len(lengths)
        totals.tokens += len(entries)
        sentences = np.repeat(np.arange(len(lengths)), lengths)
        pairs, times = np.unique(sentences * len(containing) + terms.of[entries], return_counts=True)
        containing += np.bincount(pairs % len(containing), minlength=len(containing))
        np.maximum.at(most, pairs % len(containing), times)
        uses += np.bincount(entries, minlength=len(uses))
    there = np.flatnonzero(containing).tolist()
    totals.terms = {terms.names[place]: int(containing[place]) for place in there}
    totals.most = {terms.names[place]: int(most[place]) for place in there}
    totals.entries = {entry: int(uses[entry]) for entry in np.flatnonzero(uses).tolist()}


def _chunks(found: Iterable[Rows]) -> Iterator[list[Rows]]:
    some: list[Rows] = []
    size = 0
    for rows in found:
        some.append(rows)
        size += len(rows.entries)
        if size >= CHUNK:
            yield some
            some, size = [], 0
    if some:
        yield some


def _latents(totals: Totals, connection: sqlite3.Connection, identity: int) -> None:
    for (data,) in connection.execute(
        "SELECT latents FROM encodings WHERE number >= ? AND number < ? AND latents IS NOT NULL",
        span(identity),
    ):
        numbers, weights = unpack_latents(data)
        totals.latent_sentences += 1
        totals.latent_sum += sum(int(weight * LATENT_UNIT) for weight in weights.astype("f8").tolist())
        totals.latents.update(numbers.tolist())
