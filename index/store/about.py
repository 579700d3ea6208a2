"""What does a stored index say of itself?"""

from __future__ import annotations

import os
from typing import Any

from index.message import Message
from index.store.database import FORMAT, connect, get
from index.store.packing import decoded
from index.store.place import Place, told
from index.store.segments import listed

__all__ = ["about", "names"]

STORED = Message("stored")
MADE = Message("estimated from words")


def about(folder: str | os.PathLike[str]) -> dict[str, Any]:
    """Counts, settings and sizes (bytes) of the last commit, by name. IndexStoreError as of `Retriever.open`."""
    place = Place(folder)
    connection = connect(place, write=False)
    try:
        with told(place.database):
            connection.execute("BEGIN")
            settings = get(connection, "settings", {})
            [unfinished] = connection.execute("SELECT count(*) FROM documents WHERE live = 0").fetchone()
            [waiting] = connection.execute(
                "SELECT count(*) FROM documents WHERE live = 1 AND encoded = 0"
            ).fetchone()
            [words] = connection.execute(
                "SELECT count(DISTINCT word) FROM entries WHERE count > 0 AND kind = 'word'"
            ).fetchone()
            [vectors] = connection.execute("SELECT count(*) FROM vectors").fetchone()
            segments = listed(connection)
            stores = bool(settings.get("latent") or settings.get("dense"))
            return {
                "format": FORMAT,
                "commit": get(connection, "generation", 0),
                "documents": get(connection, "documents", 0),
                "sentences": get(connection, "sentences", 0),
                "languages": sorted(get(connection, "languages", {})),
                "words": words,
                "words encoded": vectors,
                "latent terms": STORED if settings.get("latent") else MADE,
                "dense vectors": STORED if settings.get("dense") else MADE,
                "documents not encoded": waiting if stores else 0,
                "model": settings.get("identity", Message("none: words alone")),
                "segments": len(segments),
                "bytes": os.path.getsize(place.database)
                + sum(size for segment in segments for _, size, _ in segment.files),
                "unfinished documents": unfinished,
            }
    finally:
        connection.close()


def names(folder: str | os.PathLike[str]) -> list[str]:
    """The names of all documents, in order."""
    place = Place(folder)
    connection = connect(place, write=False)
    try:
        with told(place.database):
            found = connection.execute("SELECT name FROM documents WHERE live = 1 ORDER BY id").fetchall()
            return [decoded(name) for (name,) in found]
    finally:
        connection.close()
