"""How is a regular expression compiled only when a text needs it?

Compiling all of kutip's takes as long as a whole answer; most texts need few.
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

__all__ = ["compiled", "lazy"]


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """`pattern`, compiled once; flags stand in front of it, as in `(?i)`."""
    return re.compile(pattern)


def lazy(text: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, but the work is done when a method is first called, and so are complaints."""
    return cast("re.Pattern[str]", _Pattern(text, flags))


class _Pattern:
    def __init__(self, text: str, flags: int) -> None:
        self._given = text, flags

    def __getattr__(self, name: str) -> object:
        """A method of the compiled expression, kept as an attribute: the next call finds it there."""
        method: object = getattr(re.compile(*self._given), name)
        setattr(self, name, method)
        return method
