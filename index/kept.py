"""What was found out about a word before?

A text says the same words again and again. `functools.lru_cache` also keeps the order in which they were asked for,
which costs more than looking a word up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

__all__ = ["Kept"]

LONGEST = 64
"""Letters of a word that is remembered."""
Value = TypeVar("Value")


class Kept(dict[str, Value]):
    """`kept[word]` is `find(word)`, found once. After `most` words all are forgotten, and what is longer than `LONGEST`
    at once: it is no word, comes once, and would keep the memory it takes. Safe to share between threads."""

    __slots__ = ("_find", "_most")

    def __init__(self, find: Callable[[str], Value], *, most: int = 1 << 17) -> None:
        super().__init__()
        self._find, self._most = find, most

    def __missing__(self, word: str) -> Value:
        found = self._find(word)
        if len(word) <= LONGEST:
            if len(self) >= self._most:
                self.clear()
            self[word] = found
        return found
