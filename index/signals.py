"""What speaks for each sentence?

A `Query` is a question made comparable: its terms with their translations, its vectors, what it asks for.
`measure` holds it against sentences and gives one row of named numbers a sentence; `index.ranker` weighs them.
Every signal is at or near 0..1, so that weights can be read side by side.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from index.analyzer import Token, content, tokens
from index.engine import Group, MemoryEngine
from index.evidence import Span, announcing, held, question_like
from index.library import Library
from index.question import Expectation, expectation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Row = NDArray[np.float32]

__all__ = ["LEXICAL", "MEANING", "Query", "Word", "measure", "prepare"]

MEANING = ("translation", "cover", "latent", "dense")
"""What needs the embedding model: scores of the sentence alone. Each also comes as its standard score within
the document (`.z`), its distance to the best other sentence (`.lead`) and the neighbours' values (`.near`)."""
LEXICAL = ("word",)
"""The same without it."""


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of the question.

    `weight` is its idf in the documents; `partners` are the vocabulary words (numbers in
    `Meaning.vocabulary.words`) that translate it, with their cosines; `known` says if it or its stem stands in
    the documents.
    """

    token: Token
    weight: float
    known: bool
    partners: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """A question as the signals see it; `text[token.start:token.end]` is a word as typed.

    `similar[i]` is the row of cosines of word i with the vocabulary (None without an encoder)."""

    text: str
    language: str
    words: tuple[Word, ...]
    expectation: Expectation
    same: tuple[Group, ...]
    translated: tuple[Group, ...] = ()
    latent: tuple[Group, ...] = ()
    dense: Row | None = None
    similar: NDArray[np.float32] | None = None
    kinds: frozenset[str] = field(default_factory=frozenset)


def prepare(text: str, language: str, library: Library) -> Query:
    """Analyses and encodes a question. A question without content words has no `words`."""
    expected = expectation(text, language)
    unique: dict[str, Token] = {}
    for token in content(tokens(text, language)):
        unique.setdefault(token.term, token)
    found = list(unique.values())
    engine, meaning = library.words, library.meaning
    same = tuple(Group(((token.term, 1.0),)) for token in found)
    kinds = frozenset(expected.kinds)
    if meaning is None or not found:
        words = tuple(
            Word(token, engine.group_idf(group), engine.document_frequency(token.term) > 0)
            for token, group in zip(found, same, strict=True)
        )
        return Query(text, language, words, expected, same, kinds=kinds)
    surfaces = [token.word for token in found]
    meaning.vectors.learn([token.word for token in found if token.kind == "word"], meaning.encoder)
    similar = meaning.vocabulary.similarities(meaning.vectors.matrix(surfaces))
    translated, entries = [], []
    for row, token in enumerate(found):
        partners = meaning.vocabulary.translate(similar[row]) if token.kind == "word" else []
        shares = {token.term: 1.0}
        for number, cosine in partners:
            term = meaning.vocabulary.terms[number]
            shares[term] = max(shares.get(term, 0.0), cosine)
        group = Group(tuple(shares.items()))
        translated.append(group)
        known = engine.document_frequency(token.term) > 0
        entries.append(Word(token, engine.group_idf(group), known, tuple(partners)))
    return Query(
        text,
        language,
        tuple(entries),
        expected,
        same,
        translated=tuple(translated),
        latent=tuple(Group(((term, 1.0),), weight) for term, weight in meaning.encoder.latents([text])[0].items()),
        dense=meaning.encoder.queries([text])[0],
        similar=similar,
        kinds=kinds,
    )


@lru_cache(maxsize=1 << 14)
def _evidence(text: str, language: str) -> tuple[tuple[Span, ...], bool, bool]:
    return held(text, language), question_like(text), announcing(text)


def measure(query: Query, library: Library, candidates: Sequence[int]) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """Names of the signals, and their values: float32 of shape (candidates, names), rows in the order given."""
    columns: dict[str, Row] = {}
    chosen = np.asarray(candidates, dtype=np.int64)
    scores = _scores(query, library)
    body = np.array([sentence.role in ("body", "heading") for sentence in library.sentences])
    documents = np.array([library.document_of(number) for number in candidates])
    for name, values in scores.items():
        columns[name] = values[chosen]
        before, after = np.roll(values, 1), np.roll(values, -1)
        if len(values):
            starts = np.asarray(library.first)
            before[starts[starts < len(values)]] = 0.0
            after[(starts - 1)[starts > 0]] = 0.0
            after[-1] = 0.0
        columns[f"{name}.before"], columns[f"{name}.after"] = before[chosen], after[chosen]
        standard, lead = np.zeros(len(chosen), np.float32), np.zeros(len(chosen), np.float32)
        for document in np.unique(documents):
            first = library.first[document]
            last = library.first[document + 1] if document + 1 < len(library.first) else len(values)
            own, rows = values[first:last], documents == document
            considered = own[body[first:last]] if body[first:last].any() else own
            standard[rows] = (values[chosen[rows]] - considered.mean()) / (considered.std() + 1e-3)
            top = np.sort(own)[::-1][:2]
            best, second = float(top[0]), float(top[1]) if len(top) > 1 else 0.0
            mine = values[chosen[rows]]
            lead[rows] = np.where(mine >= best, mine - second, mine - best)
        columns[f"{name}.z"], columns[f"{name}.lead"] = standard / 3.0, lead
    _contents(query, library, candidates, columns)
    _forms(query, library, candidates, columns)
    return tuple(columns), np.stack([columns[name] for name in columns], axis=1).astype(np.float32)


def _scores(query: Query, library: Library) -> dict[str, Row]:
    """The scores of every sentence alone, each scaled by what a perfect match would get."""
    size = len(library.sentences)
    found = {"word": _bm25(library.words, query.same, size)}
    meaning = library.meaning
    if meaning is None or query.dense is None:
        return found
    found["translation"] = _bm25(library.words, query.translated, size)
    found["cover"] = _cover(query, library)
    found["latent"] = _bm25(meaning.latents, query.latent, size)
    # Cosines of this model lie between .7 and .95.
    found["dense"] = ((meaning.dense @ query.dense - 0.8) * 5.0).astype(np.float32)
    return found


def _bm25(engine: MemoryEngine, groups: Sequence[Group], size: int) -> Row:
    values = np.zeros(size, dtype=np.float32)
    most = sum(group.weight * engine.group_idf(group) for group in groups) * (engine.k1 + 1.0)
    if most > 0:
        for number, score in engine.search(groups):
            values[number] = score / most
    return values


def _cover(query: Query, library: Library) -> Row:
    """How much of the question each sentence says in some words: for every question word the cosine of its
    nearest word in the sentence, averaged by the words' weights."""
    values = np.zeros(len(library.sentences), dtype=np.float32)
    total = sum(word.weight for word in query.words)
    if total <= 0 or query.similar is None or library.meaning is None:
        return values
    row_of = library.meaning.vocabulary.number
    weights = np.array([word.weight for word in query.words], dtype=np.float32) / total
    for number, tokens_ in enumerate(library.contents):
        rows = [row for token in tokens_ if (row := row_of.get(token.word)) is not None]
        nearest = query.similar[:, rows].max(axis=1) if rows else np.zeros(len(weights), np.float32)
        terms = {token.term for token in tokens_}
        exact = np.array([word.token.term in terms for word in query.words])
        values[number] = float(weights @ np.where(exact, 1.0, np.clip(nearest, 0.0, 1.0)))
    return values


def _contents(query: Query, library: Library, candidates: Sequence[int], columns: dict[str, Row]) -> None:
    """What is asked for against what each sentence holds."""
    asked = {word.token.term for word in query.words}
    expected = {kind: 1.0 / (place + 1) for place, kind in enumerate(query.expectation.kinds)}
    names = ("kind", "kind.count", "kind.none", "question", "announcing", "speech", "numbers")
    rows = np.zeros((len(candidates), len(names)), dtype=np.float32)
    first_kind = query.expectation.kinds[0]
    numbers = {word.token.term for word in query.words if word.token.kind != "word"}
    for row, number in enumerate(candidates):
        sentence = library.sentences[number]
        text = sentence.text
        spans, asks, announces = _evidence(text, sentence.document.language)
        best, count = 0.0, 0
        for span in spans:
            worth = expected.get(span.kind, 0.0)
            if worth and not _repeats(span, library.contents[number], asked):
                best, count = max(best, worth * span.weight), count + 1
        rows[row] = (
            best,
            min(count, 5) / 5.0,
            float(first_kind != "thing" and best == 0.0),
            asks,
            announces,
            any(span.kind == "speech" for span in spans),
            bool(numbers) and len(numbers & {token.term for token in library.contents[number]}) / len(numbers),
        )
    columns.update(zip(names, rows.T, strict=True))
    columns[f"kind:{first_kind}"] = columns["kind"]


def _repeats(span: Span, tokens_: Sequence[Token], asked: set[str]) -> bool:
    """If every content word of the span stands in the question: then it cannot be the answer."""
    inside = [token.term for token in tokens_ if span.start <= token.start and token.end <= span.end]
    return bool(inside) and all(term in asked for term in inside)


def _forms(query: Query, library: Library, candidates: Sequence[int], columns: dict[str, Row]) -> None:
    """Position, length and role."""
    names = ("first", "position", "length", "short", "headline", "caption", "quotation")
    rows = np.zeros((len(candidates), len(names)), dtype=np.float32)
    for row, number in enumerate(candidates):
        sentence = library.sentences[number]
        document = library.document_of(number)
        start = library.first[document]
        end = library.first[document + 1] if document + 1 < len(library.first) else len(library.sentences)
        length = len(library.contents[number])
        rows[row] = (
            number == start,
            (number - start) / max(1, end - start - 1),
            math.log1p(length) / 4.0,
            length < 4,
            sentence.role in ("headline", "heading"),
            sentence.role in ("caption", "byline", "date"),
            any(mark in sentence.text for mark in "\"“”«»"),
        )
    columns.update(zip(names, rows.T, strict=True))


def values_of(names: Sequence[str], row: Row) -> Mapping[str, float]:
    """One sentence's signals by name."""
    return dict(zip(names, row.tolist(), strict=True))
