"""Which numbers and dates does a text hold, in whatever spelling?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

__all__ = ["Quantity", "numbers"]


@dataclass(frozen=True, slots=True)
class Quantity:
    start: int
    end: int
    term: str
    kind: Literal["number", "date"]
    value: int | float | None


def numbers(text: str, language: str) -> list[Quantity]:
    return [
        Quantity(match.start(), match.end(), match[0], "number", int(match[0]))
        for match in re.finditer(r"(?<![^\W])\d{1,30}(?![^\W])", text)
    ]
