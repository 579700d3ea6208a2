"""How may a chat be set up before its first line?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["ChatOptions", "Keys", "Speech", "Theme"]

Theme = Literal["auto", "dark", "light", "none"]
Keys = Literal["emacs", "vi"]
Speech = Literal["auto", "en", "id"]


@dataclass(frozen=True, slots=True)
class ChatOptions:
    """What a chat starts with; every field can be changed in it by `/set`.

    `theme` is for a dark or a light background, "auto" for whichever the terminal says, "none" for no colour
    at all. `keys` are the line editor's. `language` is what the program itself speaks: "auto" is the
    question's own. `top` (1 to 50) quotes are shown an answer; `reader` says if the trained reader is asked.
    """

    theme: Theme = "auto"
    keys: Keys = "emacs"
    language: Speech = "auto"
    top: int = 3
    reader: bool = True
