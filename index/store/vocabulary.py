"""Which words of a stored library translate a word of the question?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast, overload

from index.translation import THRESHOLD, WIDTH, Vocabulary

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.store.commit import Snapshot
    from index.store.snapshot import Store

__all__ = ["StoredVocabulary"]


UNPACKED = 80_000
"""Words up to which their vectors are held as they are multiplied: about 60 MB."""


def _unpack(rows: NDArray[np.generic]) -> NDArray[np.float32]:
    import numpy as np

    unpacked: NDArray[np.float32] = rows.astype(np.float32)
    unpacked /= np.float32(127.0)
    return unpacked


class _Terms(Sequence[str]):
    """The terms of the vocabulary's words by number."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __len__(self) -> int:
        return 0

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, slice):
            raise TypeError("terms are looked up one by one")
        return self._store.entries([place])[place].term


class StoredVocabulary(Vocabulary):
    """The whole library's words; they stay on the disk. A word's number is that of its entry."""

    def __init__(self, store: Store, snapshot: Snapshot) -> None:
        import numpy as np

        super().__init__((), (), np.zeros((0, 0), np.float32))
        self._store, self._snapshot = store, snapshot
        self._parts = snapshot.matrices["vocabulary"]
        self.terms = cast("tuple[str, ...]", _Terms(store))

    def similarities(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        import numpy as np

        with self._store.reading():
            parts = [vectors @ rows.T for rows in self._rows()]
        return np.concatenate(parts, axis=1) if parts else np.zeros((len(vectors), 0), np.float32)

    def _rows(self) -> Iterator[NDArray[np.float32]]:
        """The vectors of all words in pieces: of a small vocabulary unpacked once, of a large one each time."""

        unpacked = self._snapshot.unpacked
        if unpacked is None and sum(len(rows) for _, rows in self._parts) <= UNPACKED:
            unpacked = self._snapshot.unpacked = [_unpack(rows) for _, rows in self._parts]
        if unpacked is not None:
            yield from unpacked
            return
        for _, rows in self._parts:
            for start in range(0, len(rows), 16384):
                yield _unpack(rows[start : start + 16384])

    def translate(
        self, cosines: NDArray[np.float32], *, threshold: float = THRESHOLD, width: int = WIDTH
    ) -> list[tuple[int, float]]:
        with self._store.reading():
            return self._nearest(cosines, threshold, width)

    def _nearest(self, cosines: NDArray[np.float32], threshold: float, width: int) -> list[tuple[int, float]]:
        import numpy as np

        near = np.flatnonzero(cosines >= threshold)
        if not len(near):
            return []
        numbers = np.concatenate([numbers for numbers, _ in self._parts])[near]
        order = np.lexsort((numbers, -cosines[near]))
        found: list[tuple[int, float]] = []
        for place in order.tolist():
            number = int(numbers[place])
            if self._stands(number):
                found.append((self._last_entry(number), min(1.0, float(cosines[near[place]]))))
                if len(found) == width:
                    break
        return found

    def _stands(self, number: int) -> bool:
        """If the word of an entry still stands in a sentence."""
        row = self._store.connection.execute(
            "SELECT max(e.count) FROM entries e JOIN entries w ON e.word = w.word AND e.kind = 'word'"
            " WHERE w.id = ?",
            (number,),
        ).fetchone()
        return row is not None and (row[0] or 0) > 0

    def _last_entry(self, number: int) -> int:
        """The newest entry of the same word that is in use: its term is what the word counts as."""
        row = self._store.connection.execute(
            "SELECT max(e.id) FROM entries e JOIN entries w ON e.word = w.word AND e.kind = 'word'"
            " WHERE w.id = ? AND e.count > 0",
            (number,),
        ).fetchone()
        return int(row[0])
