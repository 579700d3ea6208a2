"""What is found out about an article before any question: its structure, language, sentences, content words?

Finding it out takes as long as answering. What was found about the article that comes with kutip is packaged in
`index/data/analyses`, by a hash of its text, as JSON; a damaged entry is a miss.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.analyzer import Columns, Lookup, Token, tokens
from index.document import Block, Document, Metadata, Place, Sentence

if TYPE_CHECKING:
    from index.metadata import Known

__all__ = [
    "PACKAGED",
    "Analysis",
    "Found",
    "analyse",
    "document",
    "dump",
    "found_before",
    "found_in",
    "key_of",
    "load",
    "packaged",
]

PACKAGED = os.path.join(os.path.dirname(__file__), "data", "analyses")
Found = tuple[int, int, int, Columns[int]]
"""A sentence: where it begins and ends, the place of its block, and its content tokens, numbered."""
LANGUAGE_SAMPLE = 5_000
"""Characters of a document that tell its language."""


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """A document, its `sentences` in order, and the content tokens of each (their offsets count inside it)."""

    document: Document
    sentences: tuple[Sentence, ...]
    contents: tuple[tuple[Token, ...], ...]


def document(
    name: str,
    text: str,
    *,
    places: tuple[Place, ...] = (),
    known: Sequence[Known] = (),
    metadata: Metadata | None = None,
    language: str | None = None,
) -> Document:
    """One article from its text: its structure and its language ("en" where nothing tells).

    `places` and `known` are what its format says of places in the text and of its head; `metadata` is what its
    caller says of it; `language` is its language, where that is known.
    """
    from index.language import detect
    from index.structure import layout

    found = layout(text, known)
    return Document(
        name,
        text,
        blocks=found.blocks,
        title=found.title,
        author=found.author,
        outlet=found.outlet,
        published=found.published,
        language=language or detect(text[:LANGUAGE_SAMPLE]) or "en",
        places=places,
        metadata=metadata or {},
    )


def analyse(document: Document) -> Analysis:
    """Splits a document and finds the content tokens of each sentence."""
    from index.sentences import split

    sentences = tuple(split(document))
    found = [tuple(tokens(sentence.text, document.language, stops=False)) for sentence in sentences]
    return Analysis(document, sentences, tuple(found))


def found_in(document: Document, lookup: Lookup[int]) -> Iterator[Found]:
    """What `analyse` finds, sentence by sentence, without an object for each sentence and token."""
    from index.sentences import spans

    text, columns = document.text, lookup.columns
    for start, end, block in spans(document):
        yield start, end, block, columns(text[start:end])


def found_before(analysis: Analysis, lookup: Lookup[int]) -> Iterator[Found]:
    """As `found_in`, of what is analysed already."""
    for sentence, content in zip(analysis.sentences, analysis.contents, strict=True):
        yield sentence.start, sentence.end, sentence.block, lookup.of_tokens(content)


def packaged(name: str, text: str) -> Analysis | None:
    """The packaged analysis of `text`, as that of a document called `name`; None where there is none."""
    try:
        with open(os.path.join(PACKAGED, f"{key_of(text)}.json"), "rb") as file:
            return load(file.read(), name, text)
    except OSError:
        return None


def key_of(text: str) -> str:
    """64 hexadecimal digits that differ when the text does."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def dump(analysis: Analysis) -> bytes:
    """The analysis without its document's name and text, as JSON."""
    document = analysis.document
    return json.dumps(
        {
            "blocks": [[block.start, block.end, block.role] for block in document.blocks],
            "title": document.title,
            "author": document.author,
            "outlet": document.outlet,
            "published": document.published,
            "language": document.language,
            "sentences": [
                {
                    "span": [sentence.start, sentence.end],
                    "block": sentence.block,
                    "tokens": [
                        [token.start, token.end, token.word, token.term, token.kind] for token in found
                    ],
                }
                for sentence, found in zip(analysis.sentences, analysis.contents, strict=True)
            ],
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def load(data: bytes, name: str, text: str) -> Analysis | None:
    """What `dump` made of the analysis of `text`, or None where it is damaged."""
    try:
        found = json.loads(data)
        document = Document(
            name,
            text,
            blocks=tuple(Block(start, end, role) for start, end, role in found["blocks"]),
            title=found["title"],
            author=found["author"],
            outlet=found["outlet"],
            published=found["published"],
            language=found["language"],
        )
        sentences, contents = [], []
        for number, entry in enumerate(found["sentences"]):
            (start, end), block = entry["span"], entry["block"]
            if not 0 <= start < end <= len(text):
                return None
            sentences.append(Sentence(document, start, end, number, block, document.blocks[block].role))
            contents.append(
                tuple(
                    Token(first, last, word, term, kind, False)
                    for first, last, word, term, kind in entry["tokens"]
                )
            )
    except (ValueError, TypeError, KeyError, IndexError):
        return None
    return Analysis(document, tuple(sentences), tuple(contents))
