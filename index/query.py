"""What is a question, made comparable with sentences?

Its terms with their translations among the documents' own words, its vectors, and what it asks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import compounds
from index.analyzer import Token, content, tokens
from index.engine import Group
from index.library import Library
from index.question import Expectation, expectation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Row = NDArray[np.float32]

__all__ = ["Query", "Word", "focus_of", "is_name", "partners_of", "prepare"]


@dataclass(frozen=True, slots=True)
class Word:
    """A content word of the question.

    `terms` are its index terms by the rules of its own and of the documents' languages (a name is stemmed
    differently in each); `weight` is its idf in the documents; `partners` are the vocabulary words (numbers in
    `Meaning.vocabulary.words`) that translate it, with their cosines; `known` says if it or its stem stands in
    the documents.
    """

    token: Token
    terms: tuple[str, ...]
    weight: float
    known: bool
    partners: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """A question made comparable; `text[token.start:token.end]` is a word as typed.

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


def prepare(text: str, language: str, library: Library) -> Query:
    """Analyses and encodes a question. A question without content words has no `words`."""
    expected = expectation(text, language)
    unique: dict[str, Token] = {}
    for token in content(tokens(text, language)):
        unique.setdefault(token.term, token)
    found = list(unique.values())
    engine, meaning = library.words, library.meaning
    terms = _spellings(text, language, found, library)
    same = tuple(Group(tuple((term, 1.0) for term in spelled)) for spelled in terms)
    if meaning is None or not found:
        words = tuple(
            Word(token, spelled, engine.group_idf(group), _known(spelled, library))
            for token, spelled, group in zip(found, terms, same, strict=True)
        )
        return Query(text, language, words, expected, same)
    surfaces = [token.word for token in found]
    meaning.vectors.learn([token.word for token in found if token.kind == "word"], meaning.encoder)
    similar = meaning.vocabulary.similarities(meaning.vectors.matrix(surfaces))
    for place, number in compounds.partners(surfaces, meaning.vocabulary.number):
        similar[place, number] = max(similar[place, number], compounds.SAYS)
    translated, entries = [], []
    for row, token in enumerate(found):
        partners = meaning.vocabulary.translate(similar[row]) if token.kind == "word" else []
        shares = dict.fromkeys(terms[row], 1.0)
        for number, cosine in partners:
            term = meaning.vocabulary.terms[number]
            shares[term] = max(shares.get(term, 0.0), cosine)
        group = Group(tuple(shares.items()))
        translated.append(group)
        known = _known(terms[row], library)
        entries.append(Word(token, terms[row], engine.group_idf(group), known, tuple(partners)))
    with_latents = len(meaning.latents) > 0
    if with_latents:
        [dense], [latent] = meaning.encoder.encode([text], is_query=True)
    else:
        [dense], latent = meaning.encoder.queries([text]), {}
    return Query(
        text,
        language,
        tuple(entries),
        expected,
        same,
        translated=tuple(translated),
        latent=tuple(Group(((term, 1.0),), weight) for term, weight in latent.items()),
        dense=dense,
        similar=similar,
    )


def _spellings(text: str, language: str, found: Sequence[Token], library: Library) -> list[tuple[str, ...]]:
    """The terms of each of these tokens by its own language's rules, then by those of the documents' languages."""
    spoken = library.languages or {document.language for document in library.documents}
    others = sorted({*spoken} - {language})
    spelled: dict[tuple[int, int], list[str]] = {(token.start, token.end): [] for token in found}
    for other in others:
        for token in tokens(text, other):
            if (token.start, token.end) in spelled and token.kind == "word":
                spelled[token.start, token.end].append(token.term)
    return [
        tuple(dict.fromkeys([token.term, *(spelled[token.start, token.end] if token.kind == "word" else ())]))
        for token in found
    ]


def _known(terms: Sequence[str], library: Library) -> bool:
    return any(library.words.document_frequency(term) > 0 for term in terms)


def focus_of(query: Query) -> list[int]:
    """The places among the question's words of the noun that is asked about."""
    span = query.expectation.focus_span
    return [
        place
        for place, word in enumerate(query.words)
        if span and span[0] <= word.token.start and word.token.end <= span[1]
    ]


def partners_of(query: Query, library: Library, places: Sequence[int]) -> set[str]:
    """The terms that say one of these words of the question, itself included."""
    terms = {term for place in places for term in query.words[place].terms}
    if library.meaning is not None:
        terms.update(
            library.meaning.vocabulary.terms[number]
            for place in places
            for number, _ in query.words[place].partners
        )
    return terms


def is_name(query: Query, word: Word) -> bool:
    """A number, or a word with a capital that is not just the sentence's first."""
    start, end = word.token.start, word.token.end
    return word.token.kind != "word" or (
        start > 0 and any(character.isupper() for character in query.text[start:end])
    )
