"""Which colours are readable on this terminal?

Nothing is told by colour alone: what a theme paints is also bold, underlined or behind a bar.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from qa.chat_options import Theme

__all__ = ["DEFAULT", "Palette", "palette"]


@dataclass(frozen=True, slots=True)
class Palette:
    """Styles in rich's notation: the words that answer, the words that match, the bar beside the best quote,
    and what is beside the point. `toolbar` is in prompt_toolkit's."""

    answer: str
    matched: str
    accent: str
    quiet: str
    toolbar: str


DEFAULT: Final = Palette(
    answer="bold underline green", matched="bold", accent="green", quiet="dim", toolbar="noreverse"
)
"""Of the terminal's own sixteen colours, which its owner can read on any background."""

_PALETTES: Final[Mapping[str, Palette]] = {
    "auto": DEFAULT,
    # Shades of grey, as "dim" is unreadable on some terminals and not dimmed on others.
    "dark": Palette(
        answer="bold underline color(114)",
        matched="bold color(231)",
        accent="color(114)",
        quiet="color(246)",
        toolbar="noreverse fg:#949494",
    ),
    "light": Palette(
        answer="bold underline color(22)",
        matched="bold color(16)",
        accent="color(22)",
        quiet="color(241)",
        toolbar="noreverse fg:#626262",
    ),
    "none": Palette(answer="bold underline", matched="bold", accent="", quiet="dim", toolbar="noreverse"),
}

_LIGHT_BACKGROUNDS: Final = frozenset({"7", "15"})  # white and bright white


def palette(theme: Theme, environment: Mapping[str, str]) -> Palette:
    """The colours of `theme`; of "auto" those for the background that COLORFGBG tells, as rxvt, Konsole and
    others set it ("15;0" is white on black), else `DEFAULT`."""
    if theme == "auto":
        background = environment.get("COLORFGBG", "").rpartition(";")[2]
        if background.isascii() and background.isdigit():
            return _PALETTES["light" if background in _LIGHT_BACKGROUNDS else "dark"]
    return _PALETTES[theme]
