"""How may a chat be set up before its first line?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.limits import DEFAULTS, Limits

__all__ = ["ChatOptions", "Keys", "Speech", "Theme"]

Theme = Literal["auto", "dark", "light", "none"]
Keys = Literal["emacs", "vi"]
Speech = Literal["auto", "en", "id"]


@dataclass(frozen=True, slots=True)
class ChatOptions:
    """What a chat starts with; every field but the last two can be changed in it by `/set`.

    `theme` is for a dark or a light background, "auto" for whichever the terminal says, "none" for no colour
    at all. `keys` are the line editor's. `language` is what the program itself speaks: "auto" is the
    question's own. `top` (1 to 50) quotes are shown an answer; `reader` says if the trained reader is asked.
    `column` ("" for the usual ones) and `limits` are how `/load` reads files.
    """

    theme: Theme = "auto"
    keys: Keys = "emacs"
    language: Speech = "auto"
    top: int = 3
    reader: bool = True
    column: str = ""
    limits: Limits = DEFAULTS
