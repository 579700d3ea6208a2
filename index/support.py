"""What stands beside a quote: who says it, and the sentence that it leans on? And is that an answer by itself?

`index.attribution` tells both of a whole article; here it is asked about the matches of one answer only, and of an
article of many sentences only about those around them. What it told is kept with the library.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from index.match import Finding, Match

if TYPE_CHECKING:
    from index.attribution import Attribution
    from index.library import Library

__all__ = ["speaker_of", "spoken", "supported"]

STRETCH = 256
"""Sentences that are looked at together."""
SPOKEN = 0.75
"""How probable it is at least that an article answers what somebody said, if it has them say something. Not fitted."""
AROUND = 64
"""Sentences before and after a stretch that may say whom it quotes."""


def supported(matches: Sequence[Match], library: Library) -> tuple[Match, ...]:
    """`matches` in their order, each with its `speaker` and `support` where its article tells them; () for none.

    ValueError for a match of a document that is not the library's.
    """
    return tuple(_supported(match, library) for match in matches)


def spoken(found: Finding, asked: str) -> Finding:
    """`found`, with the best match's speaker, for the question `asked`; answered if that asks no more than what
    somebody said and the best match is what the article has them say."""
    from index.analyzer import content, tokens
    from index.asking import HEADS, SAYING

    if found.answered or found.expected != "speech" or not (found.matches and found.matches[0].speaker):
        return found
    named = {token.word for token in tokens(found.matches[0].speaker, found.language)}
    words = {token.word for token in content(tokens(asked, found.language))}
    about = {word for word in words if not SAYING.match(word) and HEADS.get(word) != "speech"}
    if not about or not about <= named:
        return found
    return replace(found, answered=True, confidence=max(found.confidence, SPOKEN), absence=None)


def _supported(match: Match, library: Library) -> Match:
    sentence = match.sentence
    if sentence.role != "body":
        return match
    start, told = _told(library.documents.index(sentence.document), sentence.number, library)
    support = None if told.antecedent is None else library.sentences[start + told.antecedent]
    if told.speaker is None and support is None:
        return match
    return replace(match, speaker=told.speaker, support=support)


def speaker_of(number: int, library: Library) -> str | None:
    """Who says the sentence of this number among the library's, None where its article does not tell."""
    sentence = library.sentences[number]
    if sentence.role != "body":
        return None
    return _told(library.document_of(number), sentence.number, library)[1].speaker


def _told(document: int, number: int, library: Library) -> tuple[int, Attribution]:
    """What is told of a document's sentence, and the number of the sentence its `antecedent` counts from."""
    first, last = library.first[document], library.last(document)
    stretch = number // STRETCH
    start = max(first, first + stretch * STRETCH - AROUND)
    found = _stretch(library, document, stretch, start, min(last, first + (stretch + 1) * STRETCH + AROUND))
    return start, found[first + number - start]


def _stretch(library: Library, document: int, stretch: int, start: int, end: int) -> Sequence[Attribution]:
    known = library.attributions.get((document, stretch))
    if known is None:
        from index.attribution import attribute

        # Two threads may both find it out; they find the same.
        known = library.attributions[document, stretch] = attribute(library.sentences[start:end])
    return known
