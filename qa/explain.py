"""How is it shown why a quote stands where it stands, where it stands, and what is loaded?

Each function returns a `View` in the user's language, the same for a terminal and for a pipe.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index.document import Sentence
from index.match import Explanation, Finding, Match, Signal, WordTrace
from qa.chat_messages import counted, language_name, say
from qa.chat_signals import signal_name
from qa.messages import placed
from qa.view import Line, Piece, Style, Table, View, note
from qa.visible import visible

if TYPE_CHECKING:
    from qa.steps import Searcher

__all__ = ["after", "in_paragraph", "languages", "sources", "why"]

_AROUND = 3  # sentences shown on each side of the quote
_SIGNALS = 10  # signals shown one by one
_DOCUMENTS = 20  # documents listed one by one


def why(finding: Finding, explanation: Explanation, *, language: str, asked: str | None = None) -> View:
    """Why a match has its rank: every content word with what it met and its weight, then every signal.

    `asked` is the question as typed; where `finding.question` differs (a follow-up was completed), that is
    said. Words are in question order, signals in the explanation's order (by size of contribution). A
    weight is the word's share of the word score, in 0..1; a signal "adds" its value times its learned
    weight.
    """
    match = explanation.match
    figures = (
        _where(match.sentence, language),
        say("why.score", language, score=f"{match.score:.3f}"),
        say("why.confidence", language, confidence=f"{match.confidence:.2f}"),
    )
    view: list[Line | Table] = [
        Line(
            (
                Piece(say("why.head", language, rank=match.rank), "strong"),
                Piece(f" · {' · '.join(figures)}", "quiet"),
            )
        )
    ]
    if asked is not None and asked.strip() != finding.question.strip():
        view.extend(note(say("why.understood", language, question=visible(finding.question))))
    if explanation.words:
        view.append(_words(explanation.words, language))
    else:
        view.extend(note(say("why.no_words", language)))
    if finding.absence is not None and finding.absence.missing:
        words = ", ".join(visible(word) for word in finding.absence.missing)
        view.extend(note(say("why.absent", language, words=words)))
    if explanation.signals:
        view.append(Line())
        view.append(_signals(explanation.signals, language))
    return tuple(view)


def after(explanation: Explanation, match: Match, *, added: float) -> Explanation:
    """`explanation` of a `match` to whose score the quote before `added` something, with that among its signals."""
    signals = [*explanation.signals, Signal("quoted", 1.0, added)]
    signals.sort(key=lambda signal: -abs(signal.contribution))
    return replace(explanation, match=match, signals=tuple(signals))


def _where(sentence: Sentence, language: str) -> str:
    if sentence.place is None:
        return say("why.line", language, line=sentence.line)
    return placed(sentence.place, sentence.line, language=language)


def _words(words: Sequence[WordTrace], language: str) -> Table:
    def partners(trace: WordTrace) -> str:
        met = [
            f"{visible(text)} ({say('why.same', language)})"
            if relation == "same"
            else f"{visible(text)} {sureness:.2f}"
            for text, sureness, relation in trace.partners
        ]
        return ", ".join(met) or say("why.unmatched", language)

    return Table(
        header=(say("why.word", language), say("why.matched", language), say("why.weight", language)),
        rows=tuple((visible(trace.word), partners(trace), f"{trace.weight:.2f}") for trace in words),
        right=frozenset({2}),
    )


def _signals(signals: Sequence[Signal], language: str) -> Table:
    """The largest signals one by one; what the others add is one sum."""
    rows = [
        (signal_name(signal.name, language), f"{signal.value:.3f}", f"{signal.contribution:+.3f}")
        for signal in signals[:_SIGNALS]
    ]
    if rest := signals[_SIGNALS:]:
        added = sum(signal.contribution for signal in rest)
        rows.append((say("why.rest", language, count=len(rest)), "", f"{added:+.3f}"))
    return Table(
        header=(say("why.signal", language), say("why.value", language), say("why.adds", language)),
        rows=tuple(rows),
        right=frozenset({1, 2}),
    )


def in_paragraph(match: Match, sentences: Sequence[Sentence]) -> View:
    """A match among its neighbours: its source, then one line a sentence with its line number in the file,
    or the page, row, time, ... where it has one.

    Shown are the sentences of its paragraph, at most three on each side of it; where the paragraph is the
    quote alone, the sentence before it and the one after. The quote is marked ">" and its matched words are
    marked as in the answer. `sentences` are those of its document, in order.
    """
    quoted = match.sentence
    shown = _neighbours(quoted, sentences)
    places = [_mark_of(sentence) for sentence in shown]
    gutter = max(map(len, places))
    view: list[Line | Table] = [_source(match)]
    for sentence, place in zip(shown, places, strict=True):
        mark = ">" if sentence is quoted else " "
        view.append(
            Line(
                _marked(match) if sentence is quoted else (Piece(visible(sentence.text), "quiet"),),
                label=f"{mark} {place:>{gutter}}  ",
                label_style="strong" if sentence is quoted else "quiet",
            )
        )
    return tuple(view)


def _mark_of(sentence: Sentence) -> str:
    """What stands beside a sentence; nothing for a chapter, whose title may be long and stands above."""
    if sentence.place is None:
        return str(sentence.line)
    return "" if sentence.place.kind == "chapter" else visible(sentence.place.label)


def _neighbours(quoted: Sentence, own: Sequence[Sentence]) -> list[Sentence]:
    place = next((index for index, sentence in enumerate(own) if sentence.start == quoted.start), None)
    if place is None:
        return [quoted]
    window = range(max(0, place - _AROUND), min(len(own), place + _AROUND + 1))
    paragraph = [index for index in window if own[index].block == quoted.block]
    if len(paragraph) == 1:
        paragraph = [index for index in window if abs(index - place) <= 1]
    return [quoted if index == place else own[index] for index in paragraph]


def _source(match: Match) -> Line:
    document = match.sentence.document
    at = match.sentence.place
    place = f"{visible(document.name)}:{match.sentence.line if at is None else visible(at.label)}"
    if not document.title:
        return Line((Piece(place, "quiet"),))
    return Line((Piece(visible(document.title), "strong"), Piece(f"  {place}", "quiet")))


def _marked(match: Match) -> tuple[Piece, ...]:
    """The quote in pieces: the words that answer, the matched words, and the rest."""
    text = visible(match.sentence.text)
    styles: list[Style] = ["plain"] * len(text)
    spans: list[tuple[int, int, Style]] = [(start, end, "match") for start, end in match.highlights]
    if match.answer is not None:
        spans.append((*match.answer, "answer"))
    for start, end, style in spans:
        styles[start:end] = [style] * len(styles[start:end])
    pieces: list[Piece] = []
    first = 0
    for offset in range(1, len(text) + 1):
        if offset == len(text) or styles[offset] != styles[first]:
            pieces.append(Piece(text[first:offset], styles[first]))
            first = offset
    return tuple(pieces)


def languages(retriever: Searcher, *, language: str) -> str:
    """The languages of the documents by name: "Indonesian, English"."""
    return ", ".join(language_name(code, language) for code in retriever.languages)


def sources(retriever: Searcher, *, language: str) -> View:
    """What is loaded: for each document its name, what its structure says of it, and its size.

    Only what a document says is shown. Of more than twenty documents the first twenty are listed and the rest
    counted; the rest are not looked at.
    """
    documents = retriever.documents
    view: list[Line | Table] = []
    for document in documents[:_DOCUMENTS]:
        if view:
            view.append(Line())
        view.append(Line((Piece(visible(document.name), "strong"),)))
        size = say(
            "source.sentences",
            language,
            sentences=counted("sentence", len(retriever.sentences_of(document)), language),
            lines=counted("line", document.line(max(0, len(document.text.rstrip()) - 1)), language),
        )
        facts = {
            "title": document.title,
            "author": document.author,
            "outlet": document.outlet,
            "published": document.published,
            "language": language_name(document.language, language),
            "size": size,
        }
        names = {fact: say(f"source.{fact}", language) for fact, value in facts.items() if value}
        width = max(map(len, names.values()))
        view.extend(
            Line((Piece(visible(value)),), label=f"  {names[fact]:<{width}}  ")
            for fact, value in facts.items()
            if value
        )
    if not documents:
        return note(say("documents.none", language))
    if len(documents) > _DOCUMENTS:
        view.extend(note(say("source.rest", language, count=len(documents) - _DOCUMENTS)))
    return tuple(view)
