"""How is what is known about a document and its sentences written down?

Text is compressed; all sentences of a document are one stretch of bytes: where they are, the numbers of their
content tokens' entries in the vocabulary, and the tokens' places, two bytes a token where they fit. A document
carries a seal over itself and all of its sentences, which is looked at before anything of it is quoted.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b, sha256
from itertools import chain
from operator import sub
from typing import TYPE_CHECKING

from index.document import Block, Document, Place, Sentence
from index.store.trust import inflate
from index.where import described

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.analysis import Found
    from index.analyzer import Form, Lookup
    from index.document import Metadata
    from index.store.chunking import Chunked, Chunks

__all__ = [
    "FACTS",
    "Rows",
    "Tokens",
    "Vocabulary",
    "damage",
    "decoded",
    "digest_of",
    "encoded",
    "header_of",
    "pack_latents",
    "pack_tokens",
    "seal_of",
    "unpack_dense",
    "unpack_document",
    "unpack_latents",
    "unpack_rows",
]

FACTS = ("author", "outlet", "published", "title")
"""What a document may say of itself; bit i of `facts` says that it does."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """The sentences of a document with their tokens, on the way into the index. `marks` are four numbers a sentence
    (32 bits each): its first and last character, the place of its block, and how many tokens stand up to its end.
    `entries` number the tokens of all sentences in some vocabulary, from 1; `places` say where they are, as stored."""

    marks: bytes
    entries: array[int]
    places: bytes

    def __len__(self) -> int:
        return len(self.marks) // 16

    def rows(self, entries: bytes) -> bytes:
        """As it is stored, with the entries as the index numbers them (32 bits each)."""
        return (
            b"%c" % (len(self.places) // max(1, 2 * len(self.entries)) or 1)
            + self.marks
            + entries
            + self.places
        )


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The sentences of a document as they are stored: `marks` and `entries` as of `Tokens`, the former with a row a
    sentence; `places` are two numbers a token: where it begins, counted from the one before, and its length."""

    marks: NDArray[np.int32]
    entries: NDArray[np.uint32]
    places: NDArray[np.uint8] | NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.marks)

    def span(self, place: int) -> tuple[int, int]:
        """Which tokens are those of a sentence."""
        return int(self.marks[place - 1, 3]) if place else 0, int(self.marks[place, 3])

    def tokens(self, place: int) -> list[tuple[int, int, int]]:
        """(entry, start, end) of each token of a sentence; start and end count inside it."""
        first, last = self.span(place)
        entries, flat = self.entries[first:last].tolist(), self.places[2 * first : 2 * last].tolist()
        found, start = [], 0
        for number, entry in enumerate(entries):
            start += flat[2 * number]
            found.append((entry, start, start + flat[2 * number + 1]))
        return found


def encoded(text: str) -> bytes:
    """UTF-8, also of lone surrogates."""
    return text.encode("utf-8", "surrogatepass")


def decoded(data: bytes) -> str:
    """What `encoded` made of a text."""
    return data.decode("utf-8", "surrogatepass")


def digest_of(text: str, metadata: Metadata | None = None) -> bytes:
    """32 bytes that differ when the text does, or what its caller says of it."""
    digest = sha256(encoded(text))
    if metadata:
        digest.update(b"\0" + json.dumps(dict(metadata), sort_keys=True).encode())
    return digest.digest()


class Vocabulary:
    """Numbers what stands in texts, from 1, as it is met; `fresh` is what was met since somebody emptied it."""

    def __init__(self) -> None:
        self.fresh: list[tuple[str, str, str]] = []
        self._numbers: dict[Form, int] = {}
        self._lookups: dict[str, Lookup[int]] = {}
        self._chunks: dict[str, Chunks] = {}

    def __len__(self) -> int:
        return len(self._numbers)

    def lookup(self, language: str) -> Lookup[int]:
        """What finds the numbers of the tokens of a text."""
        from index.analyzer import Lookup

        if language not in self._lookups:
            self._lookups[language] = Lookup(language, self._number)
        return self._lookups[language]

    def tokens(self, document: Document, article: Chunked) -> Tokens:
        """The sentences of a document and their tokens; `article` is its text in chunks."""
        from index.analysis import found_in
        from index.sentences import spans
        from index.store.chunking import Chunks

        language = document.language or "en"
        if language not in self._chunks:
            self._chunks[language] = Chunks(language, self._number)
        found = self._chunks[language].tokens(document.text, article, spans(document))
        return found or pack_tokens(found_in(document, self.lookup(language)))

    def _number(self, form: Form) -> int:
        number = self._numbers.get(form)
        if number is None:
            number = self._numbers[form] = len(self._numbers) + 1
            self.fresh.append(form[:3])
        return number


def pack_tokens(sentences: Iterable[Found]) -> Tokens:
    """Sentences and their tokens."""
    marks, entries = array("i"), array("I")
    places: list[int] = []
    for start, end, block, (starts, ends, numbers) in sentences:
        entries.extend(numbers)
        places += chain.from_iterable(
            zip(map(sub, starts, [0, *starts]), map(sub, ends, starts), strict=True)
        )
        marks.extend((start, end, block, len(entries)))
    try:
        packed = bytes(places)
    except ValueError:  # not all of them fit
        packed = array("i", places).tobytes()
    return Tokens(marks.tobytes(), entries, packed)


def unpack_rows(data: bytes, sentences: int) -> Rows:
    """What `Tokens.rows` made of so many sentences; ValueError where it is not that."""
    import numpy as np

    end = 1 + 16 * sentences
    marks = np.frombuffer(data, dtype="<i4", count=4 * sentences, offset=1).reshape(sentences, 4)
    tokens = int(marks[-1, 3]) if sentences else 0
    entries = np.frombuffer(data, dtype="<u4", count=tokens, offset=end)
    kind = {1: "u1", 4: "<i4"}[data[0]]
    places = np.frombuffer(data, dtype=kind, offset=end + 4 * tokens)
    if len(places) != 2 * tokens:
        raise ValueError("places do not fit")
    return Rows(marks, entries, places)


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
    """What the document's structure says, as JSON; what its caller said comes last, where there is any."""
    return json.dumps(
        [
            [[block.start, block.end, block.role] for block in document.blocks],
            document.title,
            document.author,
            document.outlet,
            document.published,
            document.language,
            [[place.start, place.kind, place.value] for place in document.places],
            *([dict(document.metadata)] if document.metadata else []),
        ]
    )


def seal_of(identity: int, name: bytes, header: str, text: bytes, rows: bytes) -> bytes:
    """16 bytes that differ when anything that is quoted, or says where it stands, does; text and rows as stored."""
    sealed = blake2b(digest_size=16)
    for part in (b"%d" % identity, name, header.encode(), text, rows):
        sealed.update(b"%d:" % len(part))
        sealed.update(part)
    return sealed.digest()


def unpack_document(
    identity: int, name: bytes, header: str, text: bytes, rows: bytes, seal: bytes, sentences: int
) -> tuple[Document, tuple[Sentence, ...], Rows]:
    """The document and its sentences; sqlite3.DatabaseError where they are not what was sealed."""
    called = name.decode("utf-8", "replace")
    if seal_of(identity, name, header, text, rows) != seal:
        raise damage(called)
    try:
        blocks, title, author, outlet, published, language, places, *said = json.loads(header)
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
            metadata=described(said[0]) if said else {},
        )
        stored = unpack_rows(rows, sentences)
        found = tuple(
            Sentence(document, first, last, place, block, document.blocks[block].role)
            for place, (first, last, block, _) in enumerate(stored.marks.tolist())
        )
    except (ValueError, TypeError, IndexError, KeyError, zlib.error) as error:
        raise damage(called) from error
    return document, found, stored


def damage(called: str) -> sqlite3.DatabaseError:
    """The error for a document that was altered after it was stored."""
    return sqlite3.DatabaseError(f"malformed: document {called!r} is not what was stored")
