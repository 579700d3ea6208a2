"""What speaks for each sentence?

`measure` holds a question (`index.query`) against sentences and gives one row of named numbers a sentence;
`index.ranker` weighs them. Every signal is at or near 0..1, so that weights can be read side by side.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from index.analyzer import Token
from index.engine import Group, MemoryEngine
from index.evidence import Span, announcing, held, question_like
from index.library import Library, Meaning
from index.query import Query, focus_of, is_name, partners_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Row = NDArray[np.float32]

__all__ = ["MEANING", "measure"]

MEANING = ("translation", "cover", "gist", "latent", "dense")
"""What needs the embedding model: scores of the sentence alone. Each also comes as its standard score within
the document (`.z`), its distance to the best other sentence (`.lead`), the neighbours' values (`.before`,
`.after`), and alone for questions in another language (`.cross`)."""
DAMPING = 0.03
"""Added to the spread that standard scores are divided by: where all sentences are alike, none stands out."""
OPEN = frozenset({"thing", "name", "list"})
"""Kinds of answer that a list of items can be, and a count of them cannot."""
SHORT, LONG = 8, 16
"""Sentences up to which a document is a passage, and from which it is an article."""
ITEMISED = 0.95
"""Weight in `index.evidence` of an enumeration of three or more items."""
WIDER = 2
"""Sentences further than the neighbours that still lend a sentence their words."""
MEASURES = frozenset({"date", "time", "duration", "number", "money", "percent"})
"""Kinds of answer with a shape of their own: a sentence without that shape hardly answers."""
PARTNER = 0.4
"""Least cosine at which a word of the sentence counts as saying a word of the question."""


def evidence(text: str, language: str) -> tuple[Span, ...]:
    """See `index.evidence.held`; kept from question to question."""
    return _evidence(text, language)[0]


@lru_cache(maxsize=1 << 14)
def _evidence(text: str, language: str) -> tuple[tuple[Span, ...], bool, bool]:
    return held(text, language), question_like(text), announcing(text)


def measure(
    query: Query, library: Library, candidates: Sequence[int]
) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    """Names of the signals, and their values: float32 of shape (candidates, names), rows in the order given."""
    columns: dict[str, Row] = {}
    chosen = np.asarray(candidates, dtype=np.int64)
    nearest = _nearest(query, library)
    scores = _scores(query, library, nearest)
    inside = _documents(library, candidates)
    crosses = np.array(
        [library.sentences[number].document.language != query.language for number in candidates]
    )
    together = np.stack(list(scores.values()))
    standard, lead = np.zeros((2, len(together), len(chosen)), np.float32)
    for rows, numbers in inside:
        own, mine = np.take(together, numbers, axis=1), together[:, chosen[rows]]
        mean, spread = own.mean(axis=1, keepdims=True), own.std(axis=1, keepdims=True)
        standard[:, rows] = (mine - mean) / (spread + np.float32(DAMPING))
        top = np.sort(own, axis=1)[:, ::-1][:, :2]
        second = top[:, 1:] if len(numbers) > 1 else np.float32(0.0)
        lead[:, rows] = np.where(mine >= top[:, :1], mine - second, mine - top[:, :1])
    for place, (name, values) in enumerate(scores.items()):
        columns[name] = values[chosen]
        columns[f"{name}.before"] = _shifted(values, library, 1)[chosen]
        columns[f"{name}.after"] = _shifted(values, library, -1)[chosen]
        columns[f"{name}.z"], columns[f"{name}.lead"] = standard[place] / 3.0, lead[place]
        columns[f"{name}.cross"] = columns[name] * crosses
    columns["cross"] = crosses.astype(np.float32)
    columns["long"] = np.zeros(len(chosen), np.float32)
    for rows, numbers in inside:
        columns["long"][rows] = min(1.0, max(0.0, (len(numbers) - SHORT) / (LONG - SHORT)))
    # Where no sentence repeats the question's words, what sentences mean has to decide.
    for rows, numbers in inside:
        unsaid = 1.0 - float(scores.get("cover", scores["word"])[numbers].max())
        for name in ("latent", "dense"):
            if name in scores:
                columns.setdefault(f"{name}.free", np.zeros(len(chosen), np.float32))[rows] = (
                    columns[f"{name}.z"][rows] * unsaid
                )
    _words(query, library, candidates, nearest, columns)
    _contents(query, library, candidates, columns)
    _forms(library, candidates, columns)
    return tuple(columns), np.stack([columns[name] for name in columns], axis=1).astype(np.float32)


def _documents(library: Library, candidates: Sequence[int]) -> list[tuple[list[int], NDArray[np.int64]]]:
    """For each document among the candidates: the candidates' rows, and the numbers of its body's sentences."""
    rows: dict[int, list[int]] = {}
    for row, number in enumerate(candidates):
        rows.setdefault(library.document_of(number), []).append(row)
    found = []
    for place, own in rows.items():
        first, last = library.first[place], library.last(place)
        body = [
            number for number in range(first, last) if library.sentences[number].role in ("body", "heading")
        ]
        found.append((own, np.array(body or range(first, last), dtype=np.int64)))
    return found


def _shifted(values: Row, library: Library, by: int) -> Row:
    """Each sentence's value of the sentence before (1) or after (-1) in its document, 0 where there is none."""
    shifted = np.roll(values, by, axis=-1)
    edges = library.first if by > 0 else [first - 1 for first in library.first]
    shifted[..., [edge for edge in edges if edge < values.shape[-1]]] = 0.0
    return shifted


def _scores(query: Query, library: Library, nearest: NDArray[np.float32]) -> dict[str, Row]:
    """The scores of every sentence alone, each scaled by what a perfect match would get."""
    size = len(library.sentences)
    found = {"word": _bm25(library.words, query.same, size)}
    meaning = library.meaning
    if meaning is None or query.dense is None:
        return found
    found["translation"] = _bm25(library.words, query.translated, size)
    weights = np.array([word.weight for word in query.words], dtype=np.float32)
    found["cover"] = (weights @ nearest / weights.sum()).astype(np.float32)
    found["gist"] = _gist(query.dense, meaning, size)
    found["latent"] = _bm25(meaning.latents, query.latent, size)
    # Cosines of this model lie between .7 and .95.
    found["dense"] = ((meaning.dense @ query.dense - 0.8) * 5.0).astype(np.float32)
    return found


def _gist(dense: Row, meaning: Meaning, size: int) -> Row:
    """How near the words of each sentence, taken together, come to the whole question: the sum of the cosines, by the
    root of how many there are. It needs no encoding of the sentence."""
    values = np.zeros(size, dtype=np.float32)
    sizes = np.diff(meaning.starts)
    held = np.flatnonzero(sizes)
    if len(held):
        direction = meaning.vectors.lexicon.compress(dense[np.newaxis])[0].astype(np.float32) / 127.0
        near = (meaning.vocabulary.vectors @ direction)[meaning.rows]
        values[held] = np.add.reduceat(near, meaning.starts[held]) / np.sqrt(sizes[held])
    return values


def _bm25(engine: MemoryEngine, groups: Sequence[Group], size: int) -> Row:
    values = np.zeros(size, dtype=np.float32)
    most = sum(group.weight * engine.group_idf(group) for group in groups) * (engine.k1 + 1.0)
    if most > 0:
        for number, score in engine.search(groups):
            values[number] = score / most
    return values


def _nearest(query: Query, library: Library) -> NDArray[np.float32]:
    """How near each sentence comes to saying each word of the question, shape (question words, sentences): 1 where
    it has the same term, else the cosine of its nearest word (0 without the model)."""
    size = len(library.sentences)
    nearest = np.zeros((len(query.words), size), dtype=np.float32)
    if query.similar is not None and library.meaning is not None and size:
        rows, starts = library.meaning.rows, library.meaning.starts
        held = np.flatnonzero(np.diff(starts))
        if len(held):
            nearest[:, held] = np.maximum.reduceat(query.similar[:, rows], starts[held], axis=1)
        np.clip(nearest, 0.0, 1.0, out=nearest)
    for row, word in enumerate(query.words):
        for term in word.terms:
            for number, _ in library.words.postings(term):
                nearest[row, number] = 1.0
    return nearest


def _words(
    query: Query,
    library: Library,
    candidates: Sequence[int],
    nearest: NDArray[np.float32],
    columns: dict[str, Row],
) -> None:
    """Which words of the question find no partner in the sentence, around it, and in the whole document."""
    chosen = np.asarray(candidates, dtype=np.int64)
    around = wide = np.maximum(
        nearest, np.maximum(_shifted(nearest, library, 1), _shifted(nearest, library, -1))
    )
    for _ in range(WIDER):
        wide = np.maximum(wide, np.maximum(_shifted(wide, library, 1), _shifted(wide, library, -1)))
    whole = np.zeros((len(nearest), len(chosen)), dtype=np.float32)
    headline = np.zeros_like(whole)
    for rows, numbers in _documents(library, candidates):
        whole[:, rows] = nearest[:, numbers].max(axis=1, keepdims=True)
        first = library.first[library.document_of(candidates[rows[0]])]
        headline[:, rows] = nearest[:, first : first + 1]
    weights = np.array([word.weight for word in query.words], dtype=np.float32)
    weights /= weights.sum()
    names = np.array([is_name(query, word) for word in query.words])
    asked = focus_of(query)
    # What is asked for ("position", "price") is told by the kind of answer; sentences that answer need not say it.
    rest = [place for place in range(len(query.words)) if place not in asked] or list(range(len(query.words)))
    shares = weights[rest] / weights[rest].sum()
    views = {"sentence": nearest[:, chosen], "around": around[:, chosen], "document": whole}
    views["wide"] = wide[:, chosen]
    views["context"] = np.maximum(views["around"], headline)
    for name, view in views.items():
        if name != "sentence":  # that is "cover"
            columns[f"cover.{name}"] = weights @ view
        if name not in ("around", "context"):
            columns[f"weakest.{name}"] = view[rest].min(axis=0)
            columns[f"absent.{name}"] = shares @ (view[rest] < PARTNER)
            columns[f"names.{name}"] = (
                view[names].mean(axis=0) if names.any() else np.ones(len(chosen), np.float32)
            )
    columns["length.question"] = np.full(len(chosen), min(len(weights), 12) / 12.0, dtype=np.float32)
    columns["focus"] = nearest[asked][:, chosen].max(axis=0) if asked else np.zeros(len(chosen), np.float32)


def _counted(tokens_: Sequence[Token], focus: Sequence[int], near: set[str]) -> bool:
    """If a sentence says how many there are of what is asked for ("five products"): it announces them."""
    return bool(focus) and any(
        token.kind == "number" and any(follower.term in near for follower in tokens_[place + 1 : place + 3])
        for place, token in enumerate(tokens_)
    )


def _contents(query: Query, library: Library, candidates: Sequence[int], columns: dict[str, Row]) -> None:
    """What is asked for against what each sentence holds."""
    asked = {term for word in query.words for term in word.terms}
    expected = {kind: 1.0 / (place + 1) for place, kind in enumerate(query.expectation.kinds)}
    names = (
        "kind", "kind.count", "kind.none", "question", "announcing", "speech", "numbers", "list", "list.asked",
        "list.focus", "counted",
    )  # fmt: skip
    rows = np.zeros((len(candidates), len(names)), dtype=np.float32)
    first_kind = query.expectation.kinds[0]
    numbers = {word.token.term for word in query.words if word.token.kind != "word"}
    focus = focus_of(query)
    near = partners_of(query, library, focus)
    for row, number in enumerate(candidates):
        sentence = library.sentences[number]
        text = sentence.text
        spans, asks, announces = _evidence(text, sentence.document.language)
        best, count = 0.0, 0
        for span in spans:
            worth = expected.get(span.kind, 0.0)
            if worth and not _repeats(span, library.contents[number], asked):
                best, count = max(best, worth * span.weight), count + 1
        lists = any(
            span.kind == "list"
            and span.weight >= ITEMISED
            and not _repeats(span, library.contents[number], asked)
            for span in spans
        )
        counted = False
        if focus and first_kind in OPEN and not lists:
            counted = _counted(library.contents[number], focus, near)
        rows[row] = (
            best,
            min(count, 5) / 5.0,
            float(first_kind != "thing" and best == 0.0),
            asks,
            announces,
            any(span.kind == "speech" for span in spans),
            bool(numbers)
            and len(numbers & {token.term for token in library.contents[number]}) / len(numbers),
            lists,
            lists and (query.expectation.plural or "list" in query.expectation.kinds),
            lists and first_kind in OPEN and columns["focus"][row],
            counted,
        )
    columns.update(zip(names, rows.T, strict=True))
    columns["kind.rare"] = np.zeros(len(candidates), np.float32)
    for own, _ in _documents(library, candidates):
        holding = (columns["kind"][own] > 0).sum()
        rarity = math.log((len(own) + 1) / (holding + 1)) / math.log(len(own) + 1)
        columns["kind.rare"][own] = columns["kind"][own] * rarity
    columns[f"kind:{first_kind}"] = columns["kind"]
    columns[f"none:{first_kind}"] = columns["kind.none"]
    columns["none.measure"] = columns["kind.none"] * (first_kind in MEASURES)


def _repeats(span: Span, tokens_: Sequence[Token], asked: set[str]) -> bool:
    """If every content word of the span stands in the question: then it cannot be the answer."""
    inside = [token.term for token in tokens_ if span.start <= token.start and token.end <= span.end]
    return bool(inside) and all(term in asked for term in inside)


def _forms(library: Library, candidates: Sequence[int], columns: dict[str, Row]) -> None:
    """Position, length and role."""
    names = ("first", "position", "length", "short", "headline", "caption", "quotation")
    rows = np.zeros((len(candidates), len(names)), dtype=np.float32)
    for row, number in enumerate(candidates):
        sentence = library.sentences[number]
        document = library.document_of(number)
        start, end = library.first[document], library.last(document)
        length = len(library.contents[number])
        rows[row] = (
            number == start,
            (number - start) / max(1, end - start - 1),
            math.log1p(length) / 4.0,
            length < 4,
            sentence.role in ("headline", "heading"),
            sentence.role in ("caption", "byline", "date"),
            any(mark in sentence.text for mark in '"“”«»'),
        )
    columns.update(zip(names, rows.T, strict=True))
