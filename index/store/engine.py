"""The engine protocol over what a reader sees.

tantivy proposes sentences by a bound that is never below their score; their exact scores come from the stored
terms and the counts of the whole library, so that they are those of the engine in memory. More are proposed
until none of the rest can be among the best, or `MOST` have been looked at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from math import log10
from typing import TYPE_CHECKING

import numpy as np

from index.engine import Frequencies, Group, Hit, MemoryEngine, Term, idf, saturation
from index.store.counting import LATENT_UNIT
from index.store.database import SHIFT
from index.store.permitted import Permitted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.store.commit import Snapshot
    from index.store.packing import Rows as Stored
    from index.store.postings import Postings
    from index.store.segments import Forward
    from index.store.snapshot import Store

    Rows = NDArray[np.int64]
    Scores = NDArray[np.float64]

__all__ = ["ExcerptEngine", "ExcerptWords", "Statistics", "StoredEngine"]

MOST = 4_000
"""Proposals that are looked at for one question of one vocabulary."""
FEW = 4_000
"""Sentences that may answer, up to which each is scored and none has to be proposed."""
HEAVIEST = 3.0
"""A weight that latent terms hardly ever exceed."""


class Statistics:
    """What the score of a term needs to know of the whole library, for one vocabulary ("words" or "latents")."""

    def __init__(self, store: Store, snapshot: Snapshot, kind: str, *, k1: float, b: float) -> None:
        self.kind, self.k1, self.b = kind, k1, b
        self._store, self.snapshot = store, snapshot
        totals = snapshot.totals
        if kind == "words":
            self.size, length = totals["sentences"], float(totals["tokens"])
        else:
            self.size, length = totals["latent_sentences"], totals["latent_sum"] / LATENT_UNIT
        self.average = length / self.size if length else 1.0

    def frequency(self, term: Term) -> int:
        """In how many sentences the term stands."""
        return self._store.frequency(self.snapshot, term)[0]

    def most(self, term: Term) -> int:
        """How often the term stands in a sentence at most."""
        return self._store.frequency(self.snapshot, term)[1]

    def group_idf(self, group: Group) -> float:
        """As of `MemoryEngine.group_idf`."""
        total = sum(share * self.frequency(term) for term, share in group.terms if share > 0)
        return idf(min(total, self.size), self.size)


class ExcerptEngine(MemoryEngine):
    """The engine in memory over a part of the library, with the counts of the whole."""

    def __init__(self, sentences: Iterable[Frequencies], statistics: Statistics) -> None:
        super().__init__(sentences, k1=statistics.k1, b=statistics.b)
        self._statistics = statistics
        self._average = statistics.average

    def __len__(self) -> int:
        return self._statistics.size

    def document_frequency(self, term: Term) -> int:
        return self._statistics.frequency(term)


class ExcerptWords(ExcerptEngine):
    """As `ExcerptEngine`, over the words of documents as they are stored: what nobody asks for is not looked at."""

    def __init__(self, store: Store, rows: Sequence[Stored], statistics: Statistics) -> None:
        super().__init__((), statistics)
        self._store, self._snapshot = store, statistics.snapshot
        with store.reading():
            sizes = [np.diff(stored.marks[:, 3], prepend=0) for stored in rows]
            self._sizes = np.concatenate([*sizes, np.zeros(0, dtype=np.int64)]).astype(np.int64)
            self._flat = np.concatenate([*(stored.entries for stored in rows), np.zeros(0, dtype=np.uint32)])
        self._lengths = self._sizes.tolist()
        self._ends = np.cumsum(self._sizes)

    @property
    def sentences(self) -> Sequence[Frequencies]:
        """Not kept: every sentence's terms are the index's."""
        raise TypeError("an excerpt does not list the terms of its sentences")

    def postings(self, term: Term) -> Sequence[tuple[int, float]]:
        if term not in self._postings:
            entries = self._store.numbered(self._snapshot, [term])[term]
            same = np.isin(self._flat, np.array(entries, dtype=np.uint32))
            numbers = np.searchsorted(self._ends, np.flatnonzero(same), side="right")
            found, times = np.unique(numbers, return_counts=True)
            self._postings[term] = list(zip(found.tolist(), times.astype(float).tolist(), strict=True))
        return self._postings[term]


class StoredEngine:
    """Implements `index.engine.Engine` over the index, inside the snapshot it was made in."""

    def __init__(self, store: Store, snapshot: Snapshot, statistics: Statistics) -> None:
        self._store, self._snapshot, self._statistics = store, snapshot, statistics
        self._parts = snapshot.postings[statistics.kind]

    def search(
        self, groups: Sequence[Group], *, limit: int | None = None, allowed: Collection[int] | None = None
    ) -> list[Hit]:
        """See `Engine.search`."""
        if limit is not None and limit < 1:
            raise ValueError(f"limit must be at least 1, not {limit}")
        asked = [group for group in groups if group.weight > 0 and any(share > 0 for _, share in group.terms)]
        if not asked or not self._statistics.size:
            return []
        with self._store.reading():
            return self._best(asked, limit, allowed)

    def _best(self, asked: Sequence[Group], limit: int | None, allowed: Collection[int] | None) -> list[Hit]:
        wanted = self._statistics.size if limit is None else limit
        used = [term for group in asked for term, share in group.terms if share > 0]
        self._store.count(self._snapshot, used)
        factors = [group.weight * self._statistics.group_idf(group) for group in asked]
        scorer = _Scorer(self._store, self._snapshot, self._statistics, asked, factors)
        numbers, scores = np.zeros(0, dtype=np.int64), np.zeros(0)
        few = allowed is not None and len(allowed) <= FEW
        for postings, forward in self._parts:
            if few:
                rows = self._eligible(forward, _rows_of(forward, allowed), allowed)
                found, worth = scorer.score(forward, rows)
                numbers, scores = np.concatenate([numbers, found]), np.concatenate([scores, worth])
                continue
            terms = self._bounded(asked, factors, postings)
            depth = postings.size if limit is None else _depth(wanted, postings.size, asked)
            seen = 0
            while True:
                proposed, bounds = postings.best(terms, depth)
                found, worth = scorer.score(forward, self._eligible(forward, proposed[seen:], allowed))
                numbers, scores = np.concatenate([numbers, found]), np.concatenate([scores, worth])
                seen = len(proposed)
                if seen < depth or seen >= postings.size:
                    break
                # Under a filter there may be none yet, however many were looked at.
                if limit is not None and seen >= MOST and (allowed is None or len(scores) >= wanted):
                    break
                if len(scores) >= wanted and np.partition(scores, -wanted)[-wanted] > bounds[-1] * 1.0001:
                    break
                depth *= 2
        order = np.lexsort((numbers, -scores))[:limit]
        return list(zip(numbers[order].tolist(), scores[order].tolist(), strict=True))

    def _eligible(self, forward: Forward, rows: Rows, allowed: Collection[int] | None) -> Rows:
        """The rows that may answer, of documents that have not been removed since the segment was written."""
        removed = self._snapshot.removed
        if len(removed):
            rows = rows[~np.isin(forward.numbers[rows] >> SHIFT, removed)]
        if allowed is None:
            return rows
        if isinstance(allowed, Permitted):
            return rows[np.isin(forward.numbers[rows] >> SHIFT, allowed.documents)]
        return rows[np.isin(forward.numbers[rows], list(allowed))]

    def _bounded(
        self, groups: Sequence[Group], factors: Sequence[float], postings: Postings
    ) -> list[tuple[Term, float]]:
        """Each term with the factor that makes tantivy's score of it no less than the engine's."""
        statistics = self._statistics
        heaviest = 1.0 if statistics.kind == "words" else HEAVIEST
        bounds: dict[tuple[float, int], float] = {}
        terms = []
        for group, factor in zip(groups, factors, strict=True):
            for term, share in group.terms:
                if share > 0:
                    most = statistics.most(term)
                    bound = bounds.get((share, most))
                    if bound is None:
                        bound = bounds[share, most] = postings.bound(
                            share, most, statistics.k1, statistics.b, statistics.average, heaviest
                        )
                    terms.append((term, factor * bound))
        return terms


def _depth(wanted: int, size: int, groups: Sequence[Group]) -> int:
    """How many proposals out of `size` sentences nearly always hold the `wanted` best, as measured: the less surely
    words mean the same, the further is their bound above their score, and the more sentences there are, the more
    come between the two."""
    loose = any(share < 1.0 for group in groups for _, share in group.terms)
    return max(64, int(wanted * max(2.0, 3.0 * (log10(size + 1) - 4.0) if loose else 0.0)))


def _rows_of(forward: Forward, allowed: Collection[int] | None) -> Rows:
    """The rows of a few sentences, or more of their documents; of all where all are allowed."""
    if allowed is None:
        return np.arange(len(forward.numbers))
    documents = (
        allowed.documents if isinstance(allowed, Permitted) else {number >> SHIFT for number in allowed}
    )
    firsts = np.array(sorted(documents), dtype=np.int64) << SHIFT
    starts, ends = (np.searchsorted(forward.numbers, edges) for edges in (firsts, firsts + (1 << SHIFT)))
    found = [np.arange(start, end) for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]
    return np.concatenate([np.zeros(0, dtype=np.int64), *found])


class _Scorer:
    """Exact scores of sentences that share a term with the groups; of others nothing."""

    def __init__(
        self,
        store: Store,
        snapshot: Snapshot,
        statistics: Statistics,
        groups: Sequence[Group],
        factors: Sequence[float],
    ) -> None:
        self._statistics = statistics
        used = [[(term, share) for term, share in group.terms if share > 0] for group in groups]
        terms = list(dict.fromkeys(term for group in used for term, _ in group))
        place_of = {term: place for place, term in enumerate(terms)}
        self._size = len(terms)
        self._factors = np.array(factors, dtype=np.float64)[:, np.newaxis]
        self._starts = np.cumsum([0, *(len(group) for group in used[:-1])])
        self._order = np.array([place_of[term] for group in used for term, _ in group], dtype=np.int64)
        self._shares = np.array([share for group in used for _, share in group])[:, np.newaxis]
        found = store.numbered(snapshot, terms)
        entries = np.array([entry for term in terms for entry in found[term]], dtype=np.int64)
        places = np.array([place_of[term] for term in terms for _ in found[term]], dtype=np.int64)
        order = np.argsort(entries)
        self._entries, self._places = entries[order], places[order]

    def score(self, forward: Forward, rows: Rows) -> tuple[Rows, Scores]:
        """The numbers and the scores of those of the rows that share a term, in their order."""
        if not len(rows) or not len(self._entries):
            return np.zeros(0, dtype=np.int64), np.zeros(0)
        counts, lengths = self._frequencies(forward, rows)
        statistics = self._statistics
        # Rows are added one after the other, so that equal sentences score equally, and as in memory.
        frequencies = np.add.reduceat(counts[self._order] * self._shares, self._starts, axis=0)
        worth = saturation(frequencies, lengths, statistics.average, statistics.k1, statistics.b)
        total = np.add.reduce(self._factors * worth, axis=0)
        met = frequencies.any(axis=0)
        numbers: Rows = forward.numbers[rows]
        return (numbers, total) if met.all() else (numbers[met], total[met])

    def _frequencies(self, forward: Forward, rows: Rows) -> tuple[Scores, Scores]:
        """How often each of the terms stands in each of these sentences, a row a term; and the sentences' lengths."""
        last = forward.ends[rows].astype(np.int64)
        first = forward.ends[rows - 1].astype(np.int64)
        first[rows == 0] = 0
        sizes = last - first
        before = np.cumsum(sizes) - sizes
        flat = np.arange(int(sizes.sum())) + np.repeat(first - before, sizes)
        entries = forward.terms[flat]
        near = np.searchsorted(self._entries, entries)
        near[near == len(self._entries)] = 0
        same = np.flatnonzero(self._entries[near] == entries)
        sentences = np.searchsorted(before, same, side="right") - 1
        slots = self._places[near[same]] * len(rows) + sentences
        shape = (self._size, len(rows))
        if forward.weights is None:
            counts = np.bincount(slots, minlength=shape[0] * shape[1])
            return counts.reshape(shape).astype(np.float64), sizes.astype(np.float64)
        weights = forward.weights[flat].astype(np.float64)
        counts = np.bincount(slots, weights[same], minlength=shape[0] * shape[1])
        totals = np.bincount(np.repeat(np.arange(len(rows)), sizes), weights, minlength=len(rows))
        return counts.reshape(shape).astype(np.float64), totals.astype(np.float64)
