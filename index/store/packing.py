"""How is what is known about a document and its sentences written down?

Text is compressed; the content tokens of a sentence are the numbers of their entries in the vocabulary and
their places, two bytes a token where they fit. A document carries a seal over itself and all of its sentences,
which is looked at before anything of it is quoted.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b, sha256
from typing import TYPE_CHECKING

from index.document import Block, Document, Place, Sentence
from index.store.trust import inflate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.analyzer import Token

__all__ = [
    "FACTS",
    "Row",
    "damage",
    "decoded",
    "digest_of",
    "encoded",
    "header_of",
    "pack_latents",
    "pack_places",
    "seal_of",
    "unpack_dense",
    "unpack_document",
    "unpack_latents",
    "unpack_places",
]

FACTS = ("author", "outlet", "published", "title")
"""What a document may say of itself; bit i of `facts` says that it does."""


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence as it is stored: characters `first` to `last` of its document, the place of its block, its
    tokens' entries and places, packed."""

    number: int
    first: int
    last: int
    block: int
    entries: bytes
    places: bytes


def encoded(text: str) -> bytes:
    """UTF-8, also of lone surrogates."""
    return text.encode("utf-8", "surrogatepass")


def decoded(data: bytes) -> str:
    """What `encoded` made of a text."""
    return data.decode("utf-8", "surrogatepass")


def digest_of(text: str) -> bytes:
    """32 bytes that differ when the text does."""
    return sha256(encoded(text)).digest()


def pack_places(tokens: Sequence[Token]) -> bytes:
    """Where tokens begin, each counted from the one before, and how long they are."""
    flat: list[int] = []
    before = 0
    for token in tokens:
        flat += (token.start - before, token.end - token.start)
        before = token.start
    fits = all(0 <= value < 256 for value in flat)
    return bytes(flat) if fits else b"\xff" + array("i", flat).tobytes()


def unpack_places(data: bytes, count: int) -> list[tuple[int, int]]:
    """(start, end) of `count` tokens; ValueError where the data are not of so many."""
    flat: Sequence[int] = data
    if len(data) != 2 * count:
        flat = array("i", data[1:])
        if len(flat) != 2 * count:
            raise ValueError("places do not fit")
    spans, start = [], 0
    for place in range(0, 2 * count, 2):
        start += flat[place]
        spans.append((start, start + flat[place + 1]))
    return spans


def pack_latents(latents: dict[int, float]) -> bytes:
    """Latent terms (16 bits) and then their weights (16 bits each)."""
    import numpy as np

    terms = np.fromiter(latents, dtype="<u2", count=len(latents))
    return terms.tobytes() + np.fromiter(latents.values(), dtype="<f2", count=len(latents)).tobytes()


def unpack_latents(data: bytes) -> tuple[NDArray[np.uint16], NDArray[np.float16]]:
    """The terms and the weights; ValueError where they are none."""
    import numpy as np

    half = len(data) // 2
    weights = np.frombuffer(data[half:], dtype="<f2")
    if not np.isfinite(weights).all():
        raise ValueError("weights that are no numbers")
    return np.frombuffer(data[:half], dtype="<u2"), weights


def unpack_dense(data: bytes) -> NDArray[np.float32]:
    """A sentence's vector, stored as 16 bits a number; ValueError where it is none."""
    import numpy as np

    vector = np.frombuffer(data, dtype="<f2").astype(np.float32)
    if not np.isfinite(vector).all():
        raise ValueError("a vector of what are no numbers")
    return vector


def header_of(document: Document) -> str:
    """What the document's structure says, as JSON."""
    return json.dumps(
        [
            [[block.start, block.end, block.role] for block in document.blocks],
            document.title,
            document.author,
            document.outlet,
            document.published,
            document.language,
            [[place.start, place.kind, place.value] for place in document.places],
        ]
    )


def seal_of(name: bytes, header: str, text: bytes, rows: Iterable[Row]) -> bytes:
    """16 bytes that differ when anything that is quoted, or says where it stands, does; `text` as compressed."""
    sealed = blake2b(digest_size=16)
    for part in (name, header.encode(), text):
        sealed.update(b"%d:" % len(part))
        sealed.update(part)
    for row in rows:
        sealed.update(
            b"%d %d %d %d %d %d:"
            % (row.number, row.first, row.last, row.block, len(row.entries), len(row.places))
        )
        sealed.update(row.entries)
        sealed.update(row.places)
    return sealed.digest()


def unpack_document(
    name: bytes, header: str, text: bytes, seal: bytes, rows: Sequence[Row]
) -> tuple[Document, tuple[Sentence, ...]]:
    """The document and its sentences; sqlite3.DatabaseError where they are not what was sealed."""
    called = name.decode("utf-8", "replace")
    if seal_of(name, header, text, rows) != seal:
        raise damage(called)
    try:
        blocks, title, author, outlet, published, language, places = json.loads(header)
        document = Document(
            decoded(name),
            decoded(inflate(text)),
            blocks=tuple(Block(start, end, role) for start, end, role in blocks),
            title=title,
            author=author,
            outlet=outlet,
            published=published,
            language=language,
            places=tuple(Place(start, kind, value) for start, kind, value in places),
        )
        sentences = tuple(
            Sentence(document, row.first, row.last, place, row.block, document.blocks[row.block].role)
            for place, row in enumerate(rows)
        )
    except (ValueError, TypeError, IndexError, zlib.error) as error:
        raise damage(called) from error
    return document, sentences


def damage(called: str) -> sqlite3.DatabaseError:
    """The error for a document that was altered after it was stored."""
    return sqlite3.DatabaseError(f"malformed: document {called!r} is not what was stored")
