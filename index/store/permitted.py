"""Which stored documents may answer?"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.store.database import SHIFT
from index.store.packing import decoded

if TYPE_CHECKING:
    from index.document import Metadata
    from index.where import Where

__all__ = ["Permitted", "permitted"]


@dataclass(frozen=True, slots=True)
class _Noted:
    """What an index has noted of a document; see `index.where.Described`."""

    name: str
    language: str
    published: str | None
    metadata: Metadata


class Permitted(Collection[int]):
    """The numbers of the sentences of some documents, in order; `documents` are the numbers of these, in order."""

    def __init__(self, sizes: dict[int, int]) -> None:
        self._sizes = sizes
        self._size = sum(sizes.values())

    @property
    def documents(self) -> list[int]:
        return list(self._sizes)

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and number >> SHIFT in self._sizes

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[int]:
        return (
            (identity << SHIFT) + place for identity, size in self._sizes.items() for place in range(size)
        )


def permitted(connection: sqlite3.Connection, where: Where) -> Permitted:
    """The live documents that pass `where`. sqlite3.DatabaseError where what was noted of one is damaged."""
    sizes: dict[int, int] = {}
    # The header's fields that `index.store.packing.header_of` puts there.
    for identity, name, language, size, published, metadata in connection.execute(
        "SELECT d.id, name, language, sentences, json_extract(header, '$[4]'), json_extract(header, '$[7]')"
        " FROM documents d JOIN contents c ON c.id = d.id WHERE live = 1 ORDER BY d.id"
    ):
        try:
            noted = _Noted(decoded(name), language, published, json.loads(metadata) if metadata else {})
        except (ValueError, TypeError) as error:
            raise sqlite3.DatabaseError(f"malformed: what was noted of document {identity}") from error
        if where.allows(noted):
            sizes[identity] = size
    return Permitted(sizes)
