"""What can go wrong, and what does a caller catch?

    KutipError
    ├── FilterError      a filter (`where`) that no document could be held against; also a ValueError
    ├── ReadError        a file, folder or stream that cannot be read as text
    └── IndexStoreError  stored or cached data that cannot be used

A caller's own mistakes (a wrong type, a limit below 1) are `TypeError` and `ValueError`.
"""

from __future__ import annotations

__all__ = ["FilterError", "IndexStoreError", "KutipError", "ReadError"]


class KutipError(Exception):
    """Everything kutip raises on purpose: `except index.KutipError as error: print(error)`.

    The message is one line: what was read, where, and what to do.
    """


class FilterError(KutipError, ValueError):
    """A filter that cannot be understood, or that nothing can pass."""


class ReadError(KutipError):
    """A path that does not exist, is not readable, is empty, or is not text."""


class IndexStoreError(KutipError):
    """Stored data that is damaged, locked, or of a newer format."""
