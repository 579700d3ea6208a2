"""How does a question become a ranking, an answer, or the reason why there is none?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from index.adjusting import adjustments, afterwards, doubted
from index.document import Document, Sentence
from index.match import Absence, Finding, Match
from index.query import Query, prepare
from index.question import expectation
from index.ranker import Ranker, load_estimates, load_ranker
from index.signals import measure
from index.spans import answer_span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.comprehension.reading import Reader, Reading
    from index.library import Library

__all__ = [
    "Ranking",
    "candidates",
    "find",
    "nearest",
    "partners",
    "rank",
    "readings_of",
    "several",
    "weighed",
]

Span = tuple[int, int]

POOL = 400
"""Libraries of more sentences are ranked by their engines first, and only the best are measured."""
FIRST_STAGE = 60
"""How many sentences each engine hands over then."""
NEVER = frozenset({"byline", "date"})
"""Roles that only a question about the article itself is answered by."""
METADATA = ("author", "outlet", "published", "title")
CERTAIN = 0.97
"""Confidence of a line that the article's structure names as the answer."""


def find(question: str, asked: str, language: str, library: Library, limit: int) -> Finding:
    """The finding for a question that has something to read; `asked` is the part of it that is read."""
    expected = expectation(asked, language)
    kind = expected.kinds[0]
    told = _told(kind, library)
    query = prepare(asked, language, library)
    if not query.words and not told:
        return Finding(question, language, False, 0.0, absence=Absence("stopwords"), expected=kind)
    ranking = rank(query, library)
    ranked, answerable, required = ranking.rows, ranking.answerable, ranking.required
    if told:
        documents = {
            library.sentences[number].document: place
            for place, (number, *_) in reversed(list(enumerate(ranked)))
        }
        told.sort(key=lambda line: documents.get(line[0].document, len(ranked)))
    known = {sentence for sentence, _ in told}
    top = max((score for _, score, _ in ranked), default=0.0)
    matches = [
        Match(rank, top + len(told) - rank + 1, CERTAIN, sentence, answer=span)
        for rank, (sentence, span) in enumerate(told[:limit], 1)
    ]
    for (number, score, confidence), also in _once(ranked, library):
        if len(matches) >= limit:
            break
        sentence = library.sentences[number]
        if sentence not in known:
            sure = min(confidence, 0.01) if told else confidence
            read = ranking.readings.get(number)
            match = _match(len(matches) + 1, score, sure, number, query, library, read)
            matches.append(replace(match, also=also) if also else match)
    from index.absence import absence

    if not matches:
        return Finding(question, language, False, 0.0, absence=absence(query, library, ()), expected=kind)
    confidence = CERTAIN if told else answerable
    answered = bool(told) or (
        confidence >= required
        and kind not in METADATA
        and any(sign.isalpha() for sign in asked)  # "31" asks nothing
        and _speaks(query, library)
    )
    return Finding(
        question,
        language,
        answered,
        confidence,
        tuple(matches),
        None if answered else absence(query, library, [number for number, *_ in ranked]),
        None if kind == "thing" else kind,
    )


def _once(
    ranked: Sequence[tuple[int, float, float]], library: Library
) -> Iterable[tuple[tuple[int, float, float], tuple[Sentence, ...]]]:
    """`ranked` with what `index.copies` knows of it, where there may be copies."""
    if len(library.documents) < 2:
        return ((found, ()) for found in ranked)
    from index.copies import once

    return once(ranked, library)


def _speaks(query: Query, library: Library) -> bool:
    """If words alone may answer: without the model, most of what is asked has to stand in the documents."""
    known = sum(word.weight for word in query.words if word.known)
    return library.meaning is not None or 2 * known >= sum(word.weight for word in query.words)


def _told(kind: str, library: Library) -> list[tuple[Sentence, Span]]:
    """The lines that answer a question about the articles themselves, with the words in them that do."""
    if kind not in METADATA:
        return []
    lines = []
    for place in range(len(library.documents)) if library.permitted is None else library.permitted:
        document, first = library.documents[place], library.first[place]
        value = _metadata(document, kind)
        if value is None:
            continue
        for sentence in library.sentences[first:]:
            if sentence.document is not document:
                break
            start = sentence.text.find(value)
            if start >= 0:
                lines.append((sentence, (start, start + len(value))))
                break
    return lines


def _metadata(document: Document, kind: str) -> str | None:
    known = {
        "author": document.author,
        "outlet": document.outlet,
        "published": document.published,
        "title": document.title,
    }
    return known[kind]


def candidates(query: Query, library: Library) -> list[int]:
    """Numbers of the sentences worth measuring, in document order."""
    numbers = library.permitted_numbers()
    if library.chosen is not None:
        chosen: Iterable[int] = library.chosen
    elif len(numbers) <= POOL:
        chosen = numbers
    else:
        allowed = None if library.permitted is None else frozenset(numbers)
        hits = library.words.search(query.translated or query.same, limit=FIRST_STAGE, allowed=allowed)
        found = {number for number, _ in hits}
        if library.meaning is not None and query.dense is not None:
            hits = library.meaning.latents.search(query.latent, limit=FIRST_STAGE, allowed=allowed)
            found.update(number for number, _ in hits)
            order = nearest(library.meaning.dense @ query.dense)
            if allowed is not None:
                order = order[np.isin(order, numbers)]
            found.update(order[:FIRST_STAGE].tolist())
        chosen = sorted(found)
    return [number for number in chosen if library.sentences[number].role not in NEVER]


def nearest(cosines: NDArray[np.float32]) -> NDArray[np.intp]:
    """The rows with the highest cosines first, ties in order; rounded, since equal vectors may get unequal cosines."""
    return np.argsort(-np.round(cosines, 5), kind="stable")


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """`rows` are (sentence number, score, confidence), best first, ties in document order; `answerable` is how probable
    it is that the documents answer, `required` how probable it has to be. `readings` says what the reader said of
    the sentences it read, by number. `late`: see `index.adjusting.afterwards`, a row a candidate."""

    rows: list[tuple[int, float, float]]
    answerable: float
    required: float
    readings: Mapping[int, Reading]
    late: Mapping[str, list[float]] = field(default_factory=dict)


def rank(query: Query, library: Library) -> Ranking:
    """The ranking of a question; no rows where nothing can be compared."""
    chosen = candidates(query, library)
    if not chosen or not query.words:
        return Ranking([], 0.0, 1.0, {})
    ranker, names, signals = weighed(query, library, chosen)
    scores = ranker.scores(names, signals)
    scores += sum(adjustments(names, signals, library, chosen).values())
    sure, answerable = ranker.confidences(names, signals, scores)
    required = ranker.required(names, signals[int(np.argmax(scores))])
    readings: Mapping[int, Reading] = {}
    if library.meaning is not None and (reader := library.reader()) is not None:
        from index.fusion import FirstStage, fuse, load_fusion

        readings = readings_of(query, library, chosen, scores, reader)
        first = FirstStage.of(names, signals, scores, sure, answerable, several(query))
        fused = fuse(load_fusion(), first, [readings.get(number) for number in chosen])
        scores, sure, answerable = fused.scores, fused.sure, fused.answerable
        required = load_fusion().threshold
    late = afterwards(query, library, chosen, scores)
    if late:
        scores = np.round(scores + sum(late.values()), 5)
    if "unmeasured" in late:
        missed = (late["unmeasured"] < 0).astype(np.float64)
        sure = doubted(sure, missed)
        answerable = float(doubted(np.array([answerable]), missed[[int(np.argmax(scores))]])[0])
    rows = range(len(chosen))
    if library.meaning is None:
        shared = signals[:, names.index("word")] > 0
        rows = [row for row in rows if shared[row]]  # type: ignore[assignment]
    ordered = sorted(rows, key=lambda row: (-scores[row], chosen[row]))
    best = [(chosen[row], float(scores[row]), float(sure[row])) for row in ordered]
    return Ranking(
        best, answerable, required, readings, {name: added.tolist() for name, added in late.items()}
    )


def weighed(
    query: Query, library: Library, chosen: Sequence[int]
) -> tuple[Ranker, tuple[str, ...], NDArray[np.float32]]:
    """The weights for these sentences, and their signals by name, a row a sentence."""
    names, signals = measure(query, library, chosen)
    meaning = library.meaning
    if meaning is None or meaning.encoded is None:
        return load_ranker(meaning=meaning is not None), names, signals
    names, signals = load_estimates().filled(names, signals, meaning.encoded[:, chosen])
    return load_ranker(meaning=True, encoded=False), names, signals


def readings_of(
    query: Query, library: Library, chosen: Sequence[int], scores: NDArray[np.float64], reader: Reader
) -> dict[int, Reading]:
    """What the reader says of the best of the `chosen` sentences by the first stage's `scores`, by number."""
    from index.comprehension.reading import read
    from index.comprehension.windows import windows

    order = sorted(range(len(chosen)), key=lambda row: (-scores[row], chosen[row]))
    read_ = read(query.text, windows([chosen[row] for row in order], library.sentences), reader)
    allowed = set(chosen)
    return {number: reading for number, reading in read_.items() if number in allowed}


def partners(query: Query, number: int, library: Library) -> list[list[tuple[Span, float, bool]]]:
    """For each word of the question what it met in sentence `number`: (span in the sentence, how surely it means
    the same, whether it is the same term), in text order."""
    met: list[list[tuple[Span, float, bool]]] = []
    vocabulary = library.meaning.vocabulary if library.meaning is not None else None
    for word in query.words:
        near = {vocabulary.words[row]: cosine for row, cosine in word.partners} if vocabulary else {}
        met.append(
            [
                ((token.start, token.end), 1.0 if same else near[token.word], same)
                for token in library.contents[number]
                if (same := token.term in word.terms) or token.word in near
            ]
        )
    return met


def _match(
    rank: int,
    score: float,
    confidence: float,
    number: int,
    query: Query,
    library: Library,
    reading: Reading | None,
) -> Match:
    sentence = library.sentences[number]
    met = partners(query, number, library)
    spans = {span for found in met for span, _, _ in found}
    highlights = _merged(spans)
    spoken = {word.token.word for word in query.words}
    spoken.update(token.word for token in library.contents[number] if (token.start, token.end) in spans)
    return Match(
        rank,
        score,
        confidence,
        sentence,
        highlights=highlights,
        answer=_answer(query, spoken, sentence, reading),
    )


def _answer(query: Query, spoken: set[str], sentence: Sentence, reading: Reading | None) -> Span | None:
    """The words that answer: of what the reader points at and what the sentence's shape shows."""
    text, language = sentence.text, sentence.document.language
    if reading is None or not len(reading.starts):
        return answer_span(query.expectation, spoken, text, language)
    from index.choosing import chosen
    from index.measures import amounts, asked

    sort = asked(query.text, query.expectation)
    measured = amounts(sentence, sort) if sort else ()
    return chosen(query.expectation, spoken, text, language, reading, measured)


def several(query: Query) -> float:
    """1 if several things are asked for, else 0."""
    return float(query.expectation.plural or "list" in query.expectation.kinds)


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans sorted, overlapping ones joined."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
