"""How is a whole article written in a shard?

In the data of its record, as compressed JSON and the compressed text: structure, the offsets of sentences and of
their content words, and what the model says of each sentence where that is stored. The seal of stored articles
(`index.store.packing`) is over it, and is looked at before anything of it is quoted.
"""

from __future__ import annotations

import json
import sqlite3
import struct
import zlib
from array import array
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from index.analysis import found_before
from index.errors import IndexStoreError
from index.store.commit import Loaded
from index.store.database import SHIFT
from index.store.packing import (
    Vocabulary,
    encoded,
    header_of,
    pack_latents,
    pack_tokens,
    seal_of,
    unpack_document,
)
from index.store.trust import inflate
from index.where import described

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.analysis import Analysis
    from index.document import Metadata

__all__ = ["Encoded", "Listed", "Opened", "pack_listed", "pack_record", "unpack_listed", "unpack_record"]

_HEAD = struct.Struct(">QI")
_SIZE = struct.Struct(">I")


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """What the model says of an article's sentences: rows of `dense` (float16) and `latents`, None where not stored."""

    dense: NDArray[np.float16] | None = None
    latents: Sequence[dict[int, float]] | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in the list of all: `sentences` are how many it has, the rest is what a filter looks at
    (`index.where.Described`)."""

    identity: int
    sentences: int
    name: str
    language: str
    published: str | None
    metadata: Metadata


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """An article read from a shard: `encodings` are (dense, latents) of each sentence, packed, or None."""

    loaded: Loaded
    encodings: tuple[tuple[bytes | None, bytes | None], ...]


def pack_listed(identity: int, analysis: Analysis) -> bytes:
    """The sort key of a record."""
    document = analysis.document
    said = json.dumps([document.name, document.language, document.published, dict(document.metadata)])
    return _HEAD.pack(identity << SHIFT, len(analysis.sentences)) + said.encode()


def unpack_listed(key: bytes) -> Listed:
    """What the sort key of a record says. struct.error, ValueError where it is damaged."""
    number, sentences = _HEAD.unpack_from(key)
    name, language, published, metadata = json.loads(key[_HEAD.size :])
    return Listed(number >> SHIFT, sentences, name, language, published, described(metadata))


def pack_record(analysis: Analysis, identity: int, encodings: Encoded) -> bytes:
    """The data of an article's record."""
    vocabulary = Vocabulary()
    tokens = pack_tokens(found_before(analysis, vocabulary.lookup(analysis.document.language)))
    rows = tokens.rows(array("I", (number - 1 for number in tokens.entries)).tobytes())
    document, dense, latents = analysis.document, encodings.dense, encodings.latents
    header, text = header_of(document), zlib.compress(encoded(document.text), 6)
    said = {
        "name": document.name,
        "header": header,
        "seal": _written(seal_of(identity, encoded(document.name), header, text, rows)),
        "sentences": len(analysis.sentences),
        "rows": _written(rows),
        "entries": vocabulary.fresh,
        "dense": None if dense is None else [_written(row.tobytes()) for row in dense],
        "latents": None if latents is None else [_written(pack_latents(one)) for one in latents],
    }
    packed = zlib.compress(json.dumps(said).encode(), 6)
    return _SIZE.pack(len(packed)) + packed + text


def unpack_record(data: bytes, identity: int, number_of: Callable[[str, str, str], int]) -> Opened:
    """The article in the data of a record; `number_of` numbers (word, term, kind). IndexStoreError where it is not
    what was written."""
    try:
        [size] = _SIZE.unpack_from(data)
        found = json.loads(inflate(data[_SIZE.size : _SIZE.size + size]))
        document, sentences, rows = unpack_document(
            identity,
            encoded(found["name"]),
            found["header"],
            data[_SIZE.size + size :],
            b64decode(found["rows"]),
            b64decode(found["seal"]),
            found["sentences"],
        )
        numbers = np.array([number_of(*entry) for entry in found["entries"]], dtype=np.uint32)
        own = replace(rows, entries=numbers[rows.entries])
        nothing = [None] * len(rows)
        encodings = tuple(
            (None if dense is None else b64decode(dense), None if latents is None else b64decode(latents))
            for dense, latents in zip(found["dense"] or nothing, found["latents"] or nothing, strict=True)
        )
    except (sqlite3.DatabaseError, struct.error, zlib.error, ValueError, TypeError, LookupError) as error:
        raise IndexStoreError(
            "document {identity} of a shard is damaged ({reason}); see qa-index verify",
            identity=identity,
            reason=str(error),
        ) from error
    return Opened(Loaded(identity, document, sentences, own), encodings)


def _written(data: bytes) -> str:
    return b64encode(data).decode()
