"""Which words are in the shards, and what are their numbers and vectors here?

A client numbers entries (word, index term, kind) as it meets them; those of the shards' vocabularies in the order in
which the library met them, so that ties are settled as they are elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.cluster.blocks import unpack_words
from index.store.commit import Entry

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.cluster.servers import Connected

__all__ = ["Words"]


class Words:
    """The entries that a client knows. The vectors of words that travel with the package are taken from there."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._numbers: dict[tuple[str, str, str], int] = {}
        self._of_word: dict[str, list[int]] = {}
        self._of_term: dict[str, list[int]] = {}
        self._read: set[tuple[bytes, str]] = set()
        self._waiting: list[tuple[int, str, str, bytes | None]] = []
        self._placed: list[int] = []
        self._rows: NDArray[np.int8] | None = None

    def number_of(self, word: str, term: str, kind: str) -> int:
        """The number of an entry, which is new or not."""
        return self._number(word, term, kind, None)

    def entry(self, number: int) -> Entry:
        """The entry of a number that was given, with the package's vector where the shards leave it out."""
        found = self._entries[number]
        if found.vector is None and found.kind == "word":
            from index.translation import lexicon

            packaged = lexicon()
            if found.word in packaged:
                own = packaged[found.word].tobytes()
                found = self._entries[number] = Entry(found.word, found.term, found.kind, own)
        return found

    def numbers(self, word: str) -> list[int]:
        """The entries of a word that the shards' vocabularies hold, in the order in which they were met."""
        return self._of_word.get(word, [])

    def numbered(self, term: str) -> list[int]:
        """The entries met so far that have this index term."""
        return self._of_term.get(term, [])

    def vector(self, word: str) -> bytes | None:
        """The vector of a word that the shards hold."""
        return next((v for n in self.numbers(word) if (v := self._entries[n].vector) is not None), None)

    def read(self, connected: Connected) -> None:
        """Reads what is new of a shard's vocabulary; `matrix` takes it in."""
        for key, _ in connected.header.blocks["words"]:
            if (connected.uuid, key) in self._read:
                continue
            block = unpack_words(connected.database.get_metadata(key))
            rows = np.cumsum(block.known) - 1
            for ordinal, (word, term), known, row in zip(
                block.ordinals.tolist(), block.words, block.known.tolist(), rows.tolist(), strict=True
            ):
                vector = block.vectors[row].tobytes() if known else None
                self._waiting.append((ordinal, word, term, vector))
            self._read.add((connected.uuid, key))

    def matrix(self) -> tuple[NDArray[np.int64], NDArray[np.int8]]:
        """The number of each word's first entry, and the word's vector, row by row."""
        from index.translation import lexicon

        packaged = lexicon()
        fresh: list[NDArray[np.int8]] = []
        for _, word, term, own in sorted(self._waiting, key=lambda entry: entry[0]):
            vector = packaged[word].tobytes() if own is None else own
            number = self._number(word, term, "word", vector)
            known = self._of_word.setdefault(word, [])
            if number in known:
                continue
            known.append(number)
            if len(known) == 1:
                self._placed.append(number)
                fresh.append(np.frombuffer(vector, dtype=np.int8))
        self._waiting.clear()
        if self._rows is None:
            self._rows = np.zeros((0, packaged.dimensions), dtype=np.int8)
        if fresh:
            self._rows = np.concatenate([self._rows, np.stack(fresh)])
        return np.array(self._placed, dtype=np.int64), self._rows

    def _number(self, word: str, term: str, kind: str, vector: bytes | None) -> int:
        number = self._numbers.get((word, term, kind))
        if number is None:
            number = self._numbers[word, term, kind] = len(self._entries)
            self._entries.append(Entry(word, term, kind, vector))
            self._of_term.setdefault(term, []).append(number)
        elif vector is not None and self._entries[number].vector is None:
            self._entries[number] = Entry(word, term, kind, vector)
        return number
