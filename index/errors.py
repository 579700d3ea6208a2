"""What can go wrong, and what does a caller catch?

    KutipError
    ├── FilterError      a filter (`where`) that no document could be held against; also a ValueError
    ├── ReadError        a file, folder or stream that cannot be read as text
    └── IndexStoreError  stored or cached data that cannot be used

A caller's own mistakes (a wrong type, a limit below 1) are `TypeError` and `ValueError`.
"""

from __future__ import annotations

from index.message import Message

__all__ = ["FilterError", "IndexStoreError", "KutipError", "ReadError"]


class KutipError(Exception):
    """Everything kutip raises on purpose: `except index.KutipError as error: print(error)`.

    `message` is one line: what was read, where, and what to do; it is made as `index.message.Message` is, of a
    template and its values, or is one.
    """

    def __init__(self, template: str = "", /, **values: object) -> None:
        same = isinstance(template, Message) and not values
        self.message: Message = template if same else Message(template, **values)  # type: ignore[assignment]
        super().__init__(self.message)


class FilterError(KutipError, ValueError):
    """A filter that cannot be understood, or that nothing can pass."""


class ReadError(KutipError):
    """A path that does not exist, is not readable, is empty, or is not text."""


class IndexStoreError(KutipError):
    """Stored data that is damaged, locked, or of a newer format."""
