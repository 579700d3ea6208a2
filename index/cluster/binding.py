"""What of Xapian is used, and how do its errors read?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from index.errors import IndexStoreError

__all__ = ["explained", "load_xapian", "matches_of", "reason"]


def load_xapian() -> Any:
    """The xapian module; IndexStoreError where it is not installed."""
    try:
        import xapian
    except ImportError as error:
        raise IndexStoreError(
            "a cluster needs Xapian, which is not installed; pip install 'kutip[cluster]'"
        ) from error
    return xapian


def reason(error: Any) -> str:
    """What Xapian says is wrong, on one line without an end mark."""
    # The binding's own get_error_string crashes where the system has nothing to say.
    said = str(error).replace(f" (context: {error.get_context()})", "")
    return " ".join(said.split()).rstrip(".")


@contextmanager
def explained(path: str) -> Iterator[None]:
    """Turns what Xapian raises about the database at `path` into an IndexStoreError of one line."""
    xapian = load_xapian()
    try:
        yield
    except xapian.DatabaseLockError as error:
        raise IndexStoreError(
            "{path}: another process is writing to this shard; try again when it has finished", path=path
        ) from error
    except xapian.DatabaseNotFoundError as error:
        raise IndexStoreError(
            "{path}: no such shard; make it with qa-index build --cluster", path=path
        ) from error
    except (xapian.DatabaseOpeningError, xapian.DatabaseCreateError) as error:
        raise IndexStoreError(
            "{path}: cannot be opened ({reason}); check that you may read and write it",
            path=path,
            reason=reason(error),
        ) from error
    except (xapian.DatabaseCorruptError, xapian.DatabaseVersionError) as error:
        raise IndexStoreError(
            "{path}: damaged ({reason}); build it anew", path=path, reason=reason(error)
        ) from error
    except xapian.Error as error:
        raise IndexStoreError(
            "{path}: cannot be used ({reason}); see qa-index verify", path=path, reason=reason(error)
        ) from error


def matches_of(enquire: Any, first: int, count: int) -> Iterator[tuple[int, float, bytes]]:
    """The matches from place `first` on, at most `count`: (document, weight, sort key). Servers send sort keys along
    with the matches, which saves asking for the documents; the binding's own view of a match leaves them out."""
    found = enquire.get_mset(first, count)
    for place in range(found.size()):
        match = found._get_hit_internal(place)
        yield match.get_docid(), match.get_weight(), match.get_sort_key()
