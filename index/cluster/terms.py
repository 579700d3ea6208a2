"""How are terms, frequencies and places written in a shard?

An article is consecutive documents of Xapian's: its record, one for the words of each sentence and, where they are
stored, one for the latent terms of each. Sentences have no data of their own. What a client needs to score one
exactly comes with every match as its sort key, which also settles ties by the sentence's number.
"""

from __future__ import annotations

import math
import struct
from collections import Counter
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from index.engine import Term
from index.store.packing import decoded, encoded, pack_latents, unpack_latents

__all__ = [
    "DIGESTS",
    "KEY",
    "RECORD",
    "UNIT",
    "Scored",
    "frequency_of",
    "latents_key",
    "name_term",
    "spelled",
    "unpack_key",
    "word_entry_term",
    "words_key",
]

RECORD = b"R"
"""The term of every record."""
KEY, DIGESTS = 0, 1
"""Slots of values: the sort key; of a record, the digests of its name and of its text."""
UNIT = 4096
"""Xapian counts in whole numbers: a latent term's frequency is its weight times this, rounded up."""
_LONGEST = 200
"""Bytes of a term that are written as they are; Xapian takes 245."""
_PLACE = struct.Struct(">QI")

Scored = tuple[int, int, dict[Term, float]]
"""A sentence's number, how many documents it stands behind its article's record, and its terms' frequencies."""


def _short(prefix: bytes, written: bytes) -> bytes:
    if len(written) > _LONGEST:
        written = written[:_LONGEST] + b"\0" + blake2b(written, digest_size=16).digest()
    return prefix + written


def spelled(term: Term) -> bytes:
    """A term of either vocabulary; the prefix keeps them apart."""
    return b"L%d" % term if isinstance(term, int) else _short(b"W", encoded(term))


def word_entry_term(word: str, term: str) -> bytes:
    """Says of a record that this word, with this index term, stands in the article."""
    return _short(b"V", encoded(f"{word}\0{term}"))


def name_term(name: str) -> bytes:
    """Says of a record what its article is called."""
    return b"Q" + blake2b(encoded(name), digest_size=32).hexdigest().encode()


def frequency_of(weight: float) -> int:
    """The frequency that is written for a latent term: never less than its weight."""
    return math.ceil(weight * UNIT)


def words_key(number: int, offset: int, terms: Iterable[str]) -> bytes:
    """The sort key of a sentence's words."""
    return _PLACE.pack(number, offset) + b"\0".join(map(encoded, terms))


def latents_key(number: int, offset: int, latents: Mapping[int, float]) -> bytes:
    """The sort key of a sentence's latent terms."""
    return _PLACE.pack(number, offset) + pack_latents(dict(latents))


def unpack_key(key: bytes, *, latent: bool) -> Scored:
    """What a sort key says. struct.error, ValueError where it is damaged."""
    number, offset = _PLACE.unpack_from(key)
    payload = key[_PLACE.size :]
    if not latent:
        words = Counter(decoded(term) for term in payload.split(b"\0")) if payload else {}
        return number, offset, {term: float(times) for term, times in words.items()}
    numbers, weights = unpack_latents(payload)
    return number, offset, dict(zip(numbers.tolist(), weights.astype("f8").tolist(), strict=True))
