"""Who answers: kutip, and the baselines beside it?

Every system ranks the same sentences: those that kutip's retriever makes of the passages. Baselines rank all
of them, ties in document order; kutip's ranking is taken as it is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import ArrayLike
from rank_bm25 import BM25Okapi

from index.encoder import Encoder
from index.retriever import Retriever

__all__ = ["BASELINES", "KUTIP", "NO_READER", "OURS", "Kutip", "Place", "Reply", "System", "baselines"]

KUTIP = "kutip"
NO_READER = "no reader"
"""kutip as `--no-reader` has it."""
OURS = (KUTIP, NO_READER)


@dataclass(frozen=True, slots=True)
class Place:
    """One sentence: the number of its passage and its offsets there."""

    passage: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What a system says: numbers of sentences, best first, and how sure it is that they hold the answer.

    `score` grows with that (kutip: the probability that the passages answer; a baseline: its best score).
    Only kutip says more: `answered` at its threshold, the probability that the first sentence answers
    (`confidence`), and which words of it do (`answer`).
    """

    ranking: tuple[int, ...]
    score: float
    answered: bool | None = None
    confidence: float | None = None
    answer: str | None = None


class System(Protocol):
    def ask(self, question: str, *, limit: int) -> Reply:
        """At most `limit` sentences."""
        ...


class Kutip:
    """The retriever as an application embeds it, over passages named by their numbers."""

    def __init__(self, texts: Sequence[str], encoder: Encoder | None, *, reader: bool = True) -> None:
        names = [str(number) for number in range(len(texts))]
        # Not kept in the user's cache: the data's sentences would push out what the user asks.
        self._retriever = Retriever.from_texts(
            texts, names=names, cache=False, encoder=encoder, reader=reader
        )
        self.places = [
            Place(int(sentence.document.name), sentence.start, sentence.end)
            for sentence in self._retriever.sentences
        ]
        self._numbers = {place: number for number, place in enumerate(self.places)}

    def ask(self, question: str, *, limit: int) -> Reply:
        finding = self._retriever.find(question, limit=limit)
        sentences = [match.sentence for match in finding.matches]
        ranking = [self._numbers[Place(int(each.document.name), each.start, each.end)] for each in sentences]
        if not finding.matches:
            return Reply((), finding.confidence, finding.answered, 0.0)
        best = finding.matches[0]
        answer = best.sentence.text[slice(*best.answer)] if best.answer else None
        return Reply(tuple(ranking), finding.confidence, finding.answered, best.confidence, answer)


class _First:
    def __init__(self, sentences: Sequence[str]) -> None:
        self._count = len(sentences)

    def ask(self, question: str, *, limit: int) -> Reply:
        return Reply(tuple(range(min(limit, self._count))), 0.0)


class _MendedOkapi(BM25Okapi):  # type: ignore[misc]
    """rank_bm25 with the idf ln(1 + (N - df + 1/2) / (df + 1/2)), which cannot be zero or negative."""

    def _calc_idf(self, nd: Mapping[str, int]) -> None:
        for word, count in nd.items():
            self.idf[word] = math.log(1.0 + (self.corpus_size - count + 0.5) / (count + 0.5))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


class _Bm25:
    def __init__(self, sentences: Sequence[str], okapi: Callable[[list[list[str]]], Any]) -> None:
        corpus = [_words(sentence) for sentence in sentences]
        self._count = len(corpus)
        self._okapi = okapi(corpus) if any(corpus) else None  # rank_bm25 divides by the number of words

    def ask(self, question: str, *, limit: int) -> Reply:
        scores = np.zeros(self._count) if self._okapi is None else self._okapi.get_scores(_words(question))
        return _ranked(scores, limit)


class _Dense:
    def __init__(self, sentences: Sequence[str], encoder: Encoder) -> None:
        self._encoder = encoder
        self._vectors = encoder.passages(sentences)

    def ask(self, question: str, *, limit: int) -> Reply:
        return _ranked(self._vectors @ self._encoder.queries([question])[0], limit)


def _ranked(scores: ArrayLike, limit: int) -> Reply:
    array = np.asarray(scores, dtype=np.float64)
    order = np.argsort(-array, kind="stable")[:limit]
    return Reply(tuple(order.tolist()), float(array[order[0]]) if len(order) else 0.0)


BASELINES = ("always first", "BM25 plain", "BM25 mended", "dense")


def baselines(texts: Sequence[str], places: Sequence[Place], encoder: Encoder | None) -> dict[str, System]:
    """The systems of BASELINES over the sentences `places`; without an encoder there is no "dense"."""
    sentences = [texts[place.passage][place.start : place.end] for place in places]
    systems: list[System] = [_First(sentences), _Bm25(sentences, BM25Okapi), _Bm25(sentences, _MendedOkapi)]
    if encoder is not None:
        systems.append(_Dense(sentences, encoder))
    return dict(zip(BASELINES, systems, strict=False))
