"""Which sentences share weighted terms with a question?

An engine ranks sentences for a structured query: groups of terms that count as one word each, such as a
question word and its translations. The one in memory is rank_bm25's Okapi with a mended idf; engines on disk
or on other machines answer the same protocol with the same scores.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from rank_bm25 import BM25Okapi

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Engine", "Group", "Hit", "MemoryEngine", "Term", "idf", "saturation"]

Term = str | int
"""A word's index term, or the number of a latent term: two vocabularies that never meet."""

Frequencies = Mapping[str, float] | Mapping[int, float] | Mapping[Term, float]
"""A sentence's terms and how often each stands in it."""
Number = TypeVar("Number", float, "NDArray[np.float64]")
Hit = tuple[int, float]
"""A sentence number and its score."""


@dataclass(frozen=True, slots=True)
class Group:
    """Terms that count as one word of the question.

    `terms` pairs each term with how surely it means the word (0..1, the word itself 1.0); `weight` scales the
    whole group. Weights and probabilities at or below 0 never match.
    """

    terms: tuple[tuple[Term, float], ...]
    weight: float = 1.0


class Engine(Protocol):
    """Ranks numbered sentences for weighted groups of terms."""

    def search(
        self, groups: Sequence[Group], *, limit: int | None = None, allowed: Collection[int] | None = None
    ) -> list[Hit]:
        """The sentences that share a term with `groups`, best first, ties by sentence number.

        At most `limit` hits (None: all; ValueError below 1); `[]` when nothing matches or `groups` is empty.
        Every score is above 0. `allowed` are the numbers of the sentences that may be found (None: all): the limit
        cuts what is left of them, and their scores are those they have among all sentences.
        """
        ...


def idf(document_frequency: float, size: int) -> float:
    """ln(1 + (N - df + 1/2) / (df + 1/2)): never zero or negative, also for a term in every sentence.

    The form Lucene uses for the probabilistic idf of Robertson & Spärck Jones (1976).
    """
    return math.log(1.0 + (size - document_frequency + 0.5) / (document_frequency + 0.5))


def saturation(frequency: Number, length: Number, average: float, k1: float, b: float) -> Number:
    """tf (k1 + 1) / (tf + k1 (1 - b + b dl / avgdl)), Robertson & Zaragoza (2009), eq. 3.15; of one sentence, or of
    each of several."""
    return frequency * (k1 + 1.0) / (frequency + k1 * (1.0 - b + b * length / average))


class _Okapi(BM25Okapi):  # type: ignore[misc]
    """rank_bm25's Okapi over sentences given as weighted terms, with an idf that cannot be zero or negative.

    Plain BM25Okapi gives idf 0 to a term in exactly half of the sentences and below 0 to commoner ones, which
    short articles are full of.
    """

    def _initialize(self, corpus: Iterable[Frequencies]) -> dict[Term, int]:
        containing: dict[Term, int] = {}
        total = 0.0
        for frequencies in corpus:
            kept = {term: float(count) for term, count in frequencies.items() if count > 0}
            length = sum(kept.values())
            self.doc_freqs.append(kept)
            self.doc_len.append(length)
            total += length
            self.corpus_size += 1
            for term in kept:
                containing[term] = containing.get(term, 0) + 1
        self.avgdl = total / self.corpus_size if total else 1.0
        return containing

    def _calc_idf(self, nd: Mapping[Term, int]) -> None:
        known = {count: idf(count, self.corpus_size) for count in set(nd.values())}
        self.idf.update((term, known[count]) for term, count in nd.items())


class MemoryEngine:
    """rank_bm25 behind the engine protocol.

    `sentences` gives each sentence's terms with their frequencies (counts, or any weight above 0); a
    sentence's number is its place in it. `k1` and `b` are BM25's. A group's frequency and document frequency
    are the sums over its terms, weighted by their probabilities (probabilistic structured queries, Darwish &
    Oard 2003). No sentences: every search gives `[]`.
    """

    def __init__(self, sentences: Iterable[Frequencies], *, k1: float = 1.5, b: float = 0.75) -> None:
        okapi: Any = _Okapi(sentences, k1=k1, b=b)
        self._parameters = float(k1), float(b)
        self._average = float(okapi.avgdl)
        self._lengths: Sequence[float] = okapi.doc_len
        self._sentences: Sequence[Frequencies] = okapi.doc_freqs
        self._postings: dict[Term, list[tuple[int, float]]] = {term: [] for term in okapi.idf}
        for number, frequencies in enumerate(self._sentences):
            for term, frequency in frequencies.items():
                self._postings[term].append((number, frequency))

    @property
    def k1(self) -> float:
        """BM25's k1: a term's score stays below weight × idf × (k1 + 1)."""
        return self._parameters[0]

    def __len__(self) -> int:
        return len(self._lengths)

    @property
    def sentences(self) -> Sequence[Frequencies]:
        """Each sentence's terms with their frequencies, in order."""
        return self._sentences

    def postings(self, term: Term) -> Sequence[tuple[int, float]]:
        """The sentences in which the term stands, in order, with its frequency in each."""
        return self._postings.get(term, ())

    def document_frequency(self, term: Term) -> int:
        """In how many sentences the term stands."""
        return len(self._postings.get(term, ()))

    def group_idf(self, group: Group) -> float:
        """The idf of a group as one word; that of a word in no sentence when none of its terms occurs."""
        return idf(min(self._group_frequency(group), len(self)), len(self))

    def _group_frequency(self, group: Group) -> float:
        return sum(share * self.document_frequency(term) for term, share in group.terms if share > 0)

    def score(self, group: Group) -> dict[int, float]:
        """Each matching sentence's score for one group."""
        if group.weight <= 0:
            return {}
        frequencies: dict[int, float] = {}
        for term, share in group.terms:
            if share > 0:
                for number, frequency in self.postings(term):
                    frequencies[number] = frequencies.get(number, 0.0) + share * frequency
        if not frequencies:
            return {}
        factor = group.weight * self.group_idf(group)
        lengths, average, (k1, b) = self._lengths, self._average, self._parameters
        return {
            number: factor * saturation(frequency, lengths[number], average, k1, b)
            for number, frequency in frequencies.items()
        }

    def search(
        self, groups: Sequence[Group], *, limit: int | None = None, allowed: Collection[int] | None = None
    ) -> list[Hit]:
        """See `Engine.search`."""
        if limit is not None and limit < 1:
            raise ValueError(f"limit must be at least 1, not {limit}")
        scores: dict[int, float] = {}
        for group in groups:
            for number, score in self.score(group).items():
                if allowed is None or number in allowed:
                    scores[number] = scores.get(number, 0.0) + score
        ranked = sorted(scores.items(), key=lambda hit: (-hit[1], hit[0]))
        return ranked[:limit]
