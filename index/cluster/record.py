"""How is a whole article written in a shard?

As compressed JSON, in the data of its record: text, structure, the offsets of sentences and of their content words,
and what the model says of each sentence where that is stored. A damaged one does not unpack.
"""

from __future__ import annotations

import json
import struct
import zlib
from array import array
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import IndexStoreError
from index.store.database import SHIFT
from index.store.packing import Row, header_of, pack_latents, pack_places, restored
from index.store.snapshot import Loaded

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.analysis import Analysis

__all__ = ["Encoded", "Listed", "Opened", "pack_listed", "pack_record", "unpack_listed", "unpack_record"]

_HEAD = struct.Struct(">QI")


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """What the model says of an article's sentences: rows of `dense` (float16) and `latents`, None where not stored."""

    dense: NDArray[np.float16] | None = None
    latents: Sequence[dict[int, float]] | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in the list of all: `sentences` are how many it has."""

    identity: int
    sentences: int
    name: str
    language: str
    published: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """An article read from a shard: `encodings` are (dense, latents) of each sentence, packed, or None."""

    loaded: Loaded
    encodings: tuple[tuple[bytes | None, bytes | None], ...]


def pack_listed(identity: int, analysis: Analysis) -> bytes:
    """The sort key of a record."""
    document = analysis.document
    said = json.dumps([document.name, document.language, document.published])
    return _HEAD.pack(identity << SHIFT, len(analysis.sentences)) + said.encode()


def unpack_listed(key: bytes) -> Listed:
    """What the sort key of a record says. struct.error, ValueError where it is damaged."""
    number, sentences = _HEAD.unpack_from(key)
    name, language, published = json.loads(key[_HEAD.size :])
    return Listed(number >> SHIFT, sentences, name, language, published)


def pack_record(analysis: Analysis, encodings: Encoded) -> bytes:
    """The data of an article's record."""
    entries: dict[tuple[str, str, str], int] = {}
    sentences = []
    for sentence, tokens in zip(analysis.sentences, analysis.contents, strict=True):
        used = [entries.setdefault((token.word, token.term, token.kind), len(entries)) for token in tokens]
        places = b64encode(pack_places(tokens)).decode()
        sentences.append([sentence.start, sentence.end, sentence.block, used, places])
    dense, latents = encodings.dense, encodings.latents
    data = {
        "name": analysis.document.name,
        "header": header_of(analysis.document),
        "text": analysis.document.text,
        "sentences": sentences,
        "entries": list(entries),
        "dense": None if dense is None else [b64encode(row.tobytes()).decode() for row in dense],
        "latents": None if latents is None else [b64encode(pack_latents(one)).decode() for one in latents],
    }
    return zlib.compress(json.dumps(data).encode(), 6)


def unpack_record(data: bytes, identity: int, number_of: Callable[[str, str, str], int]) -> Opened:
    """The article in the data of a record; `number_of` numbers (word, term, kind). IndexStoreError where it is
    damaged."""
    try:
        found = json.loads(zlib.decompress(data))
        numbers = [number_of(*entry) for entry in found["entries"]]
        rows = tuple(
            Row(
                (identity << SHIFT) + place,
                first,
                last,
                block,
                array("I", (numbers[entry] for entry in used)).tobytes(),
                b64decode(places),
            )
            for place, (first, last, block, used, places) in enumerate(found["sentences"])
        )
        document, sentences = restored(found["name"], found["header"], found["text"], rows)
        nothing = [None] * len(rows)
        encodings = tuple(
            (None if dense is None else b64decode(dense), None if latents is None else b64decode(latents))
            for dense, latents in zip(found["dense"] or nothing, found["latents"] or nothing, strict=True)
        )
    except (ValueError, TypeError, KeyError, IndexError, zlib.error) as error:
        raise IndexStoreError(
            f"document {identity} of a shard is damaged ({type(error).__name__}); see qa-index verify"
        ) from error
    return Opened(Loaded(identity, document, sentences, rows), encodings)
