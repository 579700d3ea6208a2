"""What does a reader know of one commit?

`Snapshot` is the commit; an `Entry` of its vocabulary and a `Loaded` document are kept over several of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from index.store.database import SHIFT
from index.store.packing import Rows
from index.store.postings import Postings
from index.store.segments import Forward, Segment

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.document import Document, Sentence
    from index.store.permitted import Permitted
    from index.where import Where

__all__ = ["Entry", "Loaded", "Snapshot"]


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the vocabulary; `vector` is None for what is no word, or was never encoded."""

    word: str
    term: str
    kind: Any
    vector: bytes | None

    @property
    def told(self) -> tuple[str, str, Any]:
        """What a token says of it."""
        return self.word, self.term, self.kind


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """A document with its sentences; `rows` are the sentences as they are stored, `numbers` their numbers."""

    identity: int
    document: Document
    sentences: tuple[Sentence, ...]
    rows: Rows

    @property
    def numbers(self) -> range:
        first = self.identity << SHIFT
        return range(first, first + len(self.sentences))


@dataclass(slots=True, eq=False)
class Snapshot:
    """One commit. `postings` are by kind, with the terms of each sentence; `matrices` (numbers, rows) are by kind,
    too. `removed` are the documents that still stand in them and are gone. What is read of the commit is kept."""

    generation: int
    settings: dict[str, Any]
    totals: dict[str, int]
    languages: tuple[str, ...]
    segments: tuple[Segment, ...]
    postings: dict[str, list[tuple[Postings, Forward]]]
    matrices: dict[str, list[tuple[NDArray[np.int64], NDArray[np.generic]]]]
    removed: NDArray[np.int64]
    frequencies: dict[str | int, tuple[int, int]] = field(default_factory=dict)
    numbered: dict[str, tuple[int, ...]] = field(default_factory=dict)
    unpacked: list[NDArray[np.float32]] | None = None
    passed: tuple[Where, Permitted] | None = None
    """The last filter, and what passed it."""
