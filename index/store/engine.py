"""The engine protocol over what a reader sees.

tantivy proposes sentences by a bound that is never below their score; their exact scores come from the stored
terms and the counts of the whole library, so that they are those of the engine in memory. More are proposed
until none of the rest can be among the best, or `MOST` have been looked at.
"""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from index.engine import Frequencies, Group, Hit, MemoryEngine, Term, idf, saturation
from index.store.packing import encoded, unpack_latents
from index.store.postings import spelled
from index.store.publishing import LATENT_UNIT

if TYPE_CHECKING:
    from index.store.snapshot import Snapshot, Store

__all__ = ["ExcerptEngine", "Statistics", "StoredEngine"]

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
        self._store, self._snapshot = store, snapshot
        totals = snapshot.totals
        if kind == "words":
            self.size, length = totals["sentences"], float(totals["tokens"])
        else:
            self.size, length = totals["latent_sentences"], totals["latent_sum"] / LATENT_UNIT
        self.average = length / self.size if length else 1.0

    def frequency(self, term: Term) -> int:
        """In how many sentences the term stands."""
        return self._store.frequency(self._snapshot, term)

    def group_idf(self, group: Group) -> float:
        """As of `MemoryEngine.group_idf`."""
        total = sum(share * self.frequency(term) for term, share in group.terms if share > 0)
        return idf(min(total, self.size), self.size)


class ExcerptEngine(MemoryEngine):
    """The engine in memory over a part of the library, with the counts of the whole."""

    def __init__(self, sentences: Iterable[Frequencies], statistics: Statistics) -> None:
        super().__init__(sentences, k1=statistics.k1, b=statistics.b)
        self._statistics = statistics
        self._okapi.avgdl = statistics.average

    def __len__(self) -> int:
        return self._statistics.size

    def document_frequency(self, term: Term) -> int:
        return self._statistics.frequency(term)


class StoredEngine:
    """Implements `index.engine.Engine` over the index, inside the snapshot it was made in."""

    def __init__(self, store: Store, snapshot: Snapshot, statistics: Statistics) -> None:
        self._store, self._snapshot, self._statistics = store, snapshot, statistics
        self._postings = snapshot.postings[statistics.kind]

    def search(
        self, groups: Sequence[Group], *, limit: int | None = None, allowed: Collection[int] | None = None
    ) -> list[Hit]:
        """See `Engine.search`."""
        if limit is not None and limit < 1:
            raise ValueError(f"limit must be at least 1, not {limit}")
        asked = [group for group in groups if group.weight > 0 and any(share > 0 for _, share in group.terms)]
        if not asked or not self._statistics.size:
            return []
        wanted = self._statistics.size if limit is None else limit
        factors = [group.weight * self._statistics.group_idf(group) for group in asked]
        score = self._scorer(asked, factors)
        found: dict[int, float] = {}
        few = allowed is not None and len(allowed) <= FEW
        if allowed is not None and few:
            found = score(allowed)
        for postings in () if few else self._postings:
            terms = self._bounded(asked, factors, postings)
            depth = postings.size if limit is None else max(256, 4 * wanted)
            seen = 0
            while True:
                proposed = postings.best(terms, depth)
                fresh = (number for number, _ in proposed[seen:] if number not in found)
                found.update(score(fresh if allowed is None else (n for n in fresh if n in allowed)))
                seen = len(proposed)
                if seen < depth or seen >= postings.size:
                    break
                # Under a filter there may be none yet, however many were looked at.
                if limit is not None and seen >= MOST and (allowed is None or len(found) >= wanted):
                    break
                best = sorted(found.values(), reverse=True)
                if len(best) >= wanted and best[wanted - 1] > proposed[-1][1] * 1.0001:
                    break
                depth *= 4
        ranked = sorted(found.items(), key=lambda hit: (-hit[1], hit[0]))
        return ranked[:limit]

    def _bounded(
        self, groups: Sequence[Group], factors: Sequence[float], postings: object
    ) -> list[tuple[str, float]]:
        from index.store.postings import Postings

        if not isinstance(postings, Postings):
            raise TypeError(f"postings must be Postings, not {type(postings).__name__}")
        statistics = self._statistics
        heaviest = 1.0 if statistics.kind == "words" else HEAVIEST
        bounds: dict[float, float] = {}
        terms = []
        for group, factor in zip(groups, factors, strict=True):
            for term, share in group.terms:
                if share > 0:
                    if share not in bounds:
                        bounds[share] = postings.bound(
                            share, statistics.k1, statistics.b, statistics.average, heaviest
                        )
                    terms.append((spelled(term), factor * bounds[share]))
        return terms

    def _scorer(self, groups: Sequence[Group], factors: Sequence[float]) -> _Scorer:
        if self._statistics.kind == "words":
            return _Words(self._store, self._statistics, groups, factors)
        return _Latents(self._store, self._statistics, groups, factors)


class _Scorer(ABC):
    """Exact scores of sentences that share a term with the groups; of others nothing."""

    def __init__(
        self, store: Store, statistics: Statistics, groups: Sequence[Group], factors: Sequence[float]
    ) -> None:
        self._connection = store.connection
        self._statistics, self._groups, self._factors = statistics, groups, factors

    def __call__(self, numbers: Iterable[int]) -> dict[int, float]:
        scores = {}
        for number, frequencies, length in self._frequencies(list(numbers)):
            total, met = 0.0, False
            for group, factor in zip(self._groups, self._factors, strict=True):
                frequency = 0.0
                for term, share in group.terms:
                    if share > 0 and term in frequencies:
                        frequency += share * frequencies[term]
                if frequency > 0:
                    met = True
                    total += factor * saturation(
                        frequency, length, self._statistics.average, self._statistics.k1, self._statistics.b
                    )
            if met:
                scores[number] = total
        return scores

    @abstractmethod
    def _frequencies(self, numbers: Sequence[int]) -> Iterator[tuple[int, Mapping[Term, float], float]]:
        """Of each of these sentences that there is: its number, its terms' frequencies, and its length."""

    def _select(self, columns: str, numbers: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        for start in range(0, len(numbers), 500):
            some = numbers[start : start + 500]
            marks = ",".join("?" * len(some))
            yield from self._connection.execute(f"SELECT {columns} WHERE number IN ({marks})", some)


class _Words(_Scorer):
    def _frequencies(self, numbers: Sequence[int]) -> Iterator[tuple[int, Mapping[Term, float], float]]:
        terms = {term for group in self._groups for term, _ in group.terms if isinstance(term, str)}
        term_of: dict[int, str] = {}
        for term in terms:
            for (entry,) in self._connection.execute(
                "SELECT id FROM entries WHERE term = ?", (encoded(term),)
            ):
                term_of[entry] = term
        for number, data in self._select("number, entries FROM sentences", numbers):
            entries = array("I", data)
            found: Counter[Term] = Counter(term_of[entry] for entry in entries if entry in term_of)
            yield number, found, float(len(entries))


class _Latents(_Scorer):
    def _frequencies(self, numbers: Sequence[int]) -> Iterator[tuple[int, Mapping[Term, float], float]]:
        for number, data in self._select("number, latents FROM encodings", numbers):
            if data is None:
                continue
            try:
                terms, weights = unpack_latents(data)
                values = weights.astype("f8")
                found: dict[Term, float] = dict(zip(terms.tolist(), values.tolist(), strict=True))
            except ValueError as error:
                raise sqlite3.DatabaseError(f"malformed latent terms of sentence {number}") from error
            yield number, found, float(values.sum())
