"""How is a regular expression compiled only when a text needs it?

Compiling all those of `masthead` and `furniture` takes as long as a whole answer; most texts need few.
"""

from __future__ import annotations

import re
from functools import cache

__all__ = ["compiled"]


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """`pattern`, compiled once; flags stand in front of it, as in `(?i)`."""
    return re.compile(pattern)
