"""Which words of all shards translate a word of the question?"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from index.cluster.terms import word_entry_term
from index.store.vocabulary import StoredVocabulary
from index.translation import THRESHOLD, WIDTH

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.cluster.snapshot import ClusterSnapshot, ClusterStore
    from index.store.commit import Snapshot
    from index.store.snapshot import Store

__all__ = ["ClusterVocabulary"]

NEAR = 4 * WIDTH
"""Words whose counts are asked for together."""


class ClusterVocabulary(StoredVocabulary):
    """The words of all shards; a word's number is that of its first entry."""

    def __init__(self, store: ClusterStore, snapshot: ClusterSnapshot) -> None:
        store.learn_words(snapshot)
        super().__init__(cast("Store", store), cast("Snapshot", snapshot))
        self._cluster, self._looked_at = store, snapshot
        self._shrunk = any(one.header.removed for one in snapshot.served) or bool(snapshot.missing)
        self._counts: dict[int, int] = {}

    def translate(
        self, cosines: NDArray[np.float32], *, threshold: float = THRESHOLD, width: int = WIDTH
    ) -> list[tuple[int, float]]:
        import numpy as np

        numbers = self._parts[0][0]
        near = np.flatnonzero(cosines >= threshold)
        nearest = numbers[near[np.argsort(-cosines[near], kind="stable")[:NEAR]]].tolist()
        self._count([entry for number in nearest for entry in self._entries(number)])
        found = super().translate(cosines, threshold=threshold, width=width)
        self._cluster.count(self._looked_at, [self.terms[number] for number, _ in found])
        return found

    def _entries(self, number: int) -> list[int]:
        words = self._cluster.words
        return words.numbers(words.entry(number).word)

    def _count(self, entries: list[int]) -> None:
        """Asks in how many articles these entries stand, where there may be none any more."""
        if self._shrunk:
            words = self._cluster.words
            missing = {
                entry: word_entry_term(words.entry(entry).word, words.entry(entry).term)
                for entry in entries
                if entry not in self._counts
            }
            self._counts.update(self._cluster.frequencies(self._looked_at, missing))

    def _standing(self, number: int) -> list[int]:
        entries = self._entries(number)
        if not self._shrunk:
            return entries
        self._count(entries)
        return [entry for entry in entries if self._counts[entry]]

    def _stands(self, number: int) -> bool:
        return bool(self._standing(number))

    def _last_entry(self, number: int) -> int:
        return max(self._standing(number))
