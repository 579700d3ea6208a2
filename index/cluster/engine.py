"""The engine protocol over all shards.

A group's score here is BM25 of a weighted sum: its frequency in a sentence is the sum of its terms' frequencies, each
times how surely it means the word, and so is its document frequency. Xapian's OP_SYNONYM sums frequencies without
weights and estimates the document frequency as if terms were independent, and its idf is another. So it only comes
near (132 of 200 of the ten best of questions in `tests/index/test_cluster_engine.py` are the same). Xapian therefore
proposes sentences by a bound: a group is an OR of its terms under OP_SCALE_WEIGHT, by factors that take Xapian's idf
out, put the group's in, and allow for the most that the weighted frequency can add. Since saturation is concave, the
sum is never below the score, and for a group of one sure term it is the score. Lengths count as they do elsewhere:
`BM25Weight(k1, 0, 1, b, 0)` gets the k1 and b that make up for Xapian's average length, which is one of records,
words and latent terms together.

Proposals come with what is needed to score them exactly (`index.cluster.terms`), and the document frequencies are
Xapian's own. More are proposed until none of the rest can be among the best, or `MOST` have been looked at.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from index.cluster.binding import load_xapian, matches_of
from index.cluster.terms import KEY, UNIT, spelled, unpack_key
from index.engine import Group, Hit, Term, saturation
from index.store.engine import MOST, Statistics

if TYPE_CHECKING:
    from index.cluster.snapshot import ClusterSnapshot, ClusterStore

__all__ = ["XapianEngine"]

ROUNDED = 1.003
"""How much a score may be above its bound: frequencies of latent terms are rounded up, and so are lengths."""


class XapianEngine:
    """Implements `index.engine.Engine` over the shards that are served, for one vocabulary ("words" or "latents")."""

    def __init__(self, store: ClusterStore, snapshot: ClusterSnapshot, statistics: Statistics) -> None:
        self._store, self._snapshot, self._statistics = store, snapshot, statistics
        self._latent = statistics.kind == "latents"

    def search(
        self, groups: Sequence[Group], *, limit: int | None = None, allowed: Collection[int] | None = None
    ) -> list[Hit]:
        """See `Engine.search`. `allowed` are the numbers of the sentences that may be found (None: all)."""
        if limit is not None and limit < 1:
            raise ValueError(f"limit must be at least 1, not {limit}")
        asked = [group for group in groups if group.weight > 0 and any(share > 0 for _, share in group.terms)]
        if not asked or not self._statistics.size:
            return []
        terms = {term for group in asked for term, share in group.terms if share > 0}
        self._store.count(self._snapshot, terms)
        factors = [group.weight * self._statistics.group_idf(group) for group in asked]
        query = self._query(asked, factors)
        if query is None:
            return []
        size = self._statistics.size
        depth = size if limit is None else min(size, limit + limit // 2 + 16)
        found: dict[int, float] = {}
        seen = 0
        while True:
            proposed = self._best(query, seen, depth - seen)
            for number, bound, frequencies in proposed:
                if allowed is None or number in allowed:
                    found[number] = self._score(asked, factors, frequencies)
                last = bound
            exhausted = len(proposed) < depth - seen or depth >= size
            seen = depth
            if exhausted:
                break
            if limit is not None and len(found) >= limit:
                best = sorted(found.values(), reverse=True)
                if best[limit - 1] > last * ROUNDED or seen >= MOST:
                    break
            depth = min(size, 4 * depth)
        ranked = sorted(found.items(), key=lambda hit: (-hit[1], hit[0]))
        return ranked[:limit]

    def _query(self, groups: Sequence[Group], factors: Sequence[float]) -> Any:
        """The structured query; None where no term stands anywhere."""
        xapian = load_xapian()
        k1, _ = self._parameters()
        size = self._snapshot.database.get_doccount()
        weighted = []
        for group, factor in zip(groups, factors, strict=True):
            leaves = []
            for term, share in group.terms:
                frequency = self._statistics.frequency(term)
                if share > 0 and frequency:
                    scale = factor * self._bound(share) * (self._statistics.k1 + 1.0)
                    scale /= (k1 + 1.0) * _idf_of_xapian(frequency, size)
                    leaves.append(
                        xapian.Query(xapian.Query.OP_SCALE_WEIGHT, xapian.Query(spelled(term)), scale)
                    )
            if leaves:
                weighted.append(xapian.Query(xapian.Query.OP_OR, leaves))
        return xapian.Query(xapian.Query.OP_OR, weighted) if weighted else None

    def _parameters(self) -> tuple[float, float]:
        """k1 and b under which Xapian, with its average length, gives the weights of this engine."""
        statistics, average = self._statistics, self._snapshot.database.get_avlength()
        unit = UNIT if self._latent else 1
        still = unit * statistics.k1 * (1.0 - statistics.b)
        growing = statistics.k1 * statistics.b * average / statistics.average
        return still + growing, growing / (still + growing)

    def _bound(self, share: float) -> float:
        """The most that a term's score can be of what it were if its frequency counted whole instead of `share`
        times: (f + K) share / (f share + K) grows with the frequency f, and K with the length, which is at least f."""
        growing = self._statistics.k1 * self._statistics.b / self._statistics.average
        return share * (1.0 + growing) / (share + growing) if share < 1.0 else share

    def _best(self, query: Any, first: int, count: int) -> list[tuple[int, float, dict[Term, float]]]:
        """Proposals from place `first` on: (number, bound, frequencies), best bound first, ties by number."""
        xapian = load_xapian()
        enquire = xapian.Enquire(self._snapshot.database)
        k1, b = self._parameters()
        enquire.set_weighting_scheme(xapian.BM25Weight(k1, 0, 1, b, 0))
        enquire.set_sort_by_relevance_then_value(KEY, False)
        enquire.set_query(query)
        shards = len(self._snapshot.served)
        found = []
        with self._store.reading():
            for place, bound, key in matches_of(enquire, first, count):
                number, offset, frequencies = unpack_key(key, latent=self._latent)
                # Xapian deals the documents of its parts out in turn.
                self._store.note(self._snapshot, number, place - offset * shards)
                found.append((number, bound, frequencies))
        return found

    def _score(
        self, groups: Sequence[Group], factors: Sequence[float], frequencies: Mapping[Term, float]
    ) -> float:
        statistics, total = self._statistics, 0.0
        length = sum(frequencies.values())
        for group, factor in zip(groups, factors, strict=True):
            frequency = sum(
                share * frequencies[term] for term, share in group.terms if share > 0 and term in frequencies
            )
            if frequency > 0:
                total += factor * saturation(
                    frequency, length, statistics.average, statistics.k1, statistics.b
                )
        return total


def _idf_of_xapian(frequency: int, size: int) -> float:
    """The idf that Xapian's BM25Weight gives a term (`BM25Weight::init` in weight/bm25weight.cc)."""
    odds = (size - frequency + 0.5) / (frequency + 0.5)
    return math.log(odds / 2.0 + 1.0 if odds < 2.0 else odds)
