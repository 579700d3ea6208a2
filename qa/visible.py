"""What of a text may reach a terminal?"""

from __future__ import annotations

import unicodedata

__all__ = ["isolated", "visible"]

_BIDIRECTIONAL_CONTROLS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


def visible(text: str) -> str:
    """`text` with every character that could move a cursor, change a colour or turn text round made visible.

    One character for one character, so offsets into `text` hold for what comes back: line ends and tabs
    become blanks, other control characters their pictures (ESC is ␛), bidirectional controls, surrogates, tags,
    annotation marks and what is for private use �. Zero-width characters stay: scripts and emoji need them, and
    they move nothing.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_visible, text))


def isolated(text: str) -> str:
    """`text` between isolates where it holds letters that are read from right to left, else as it is.

    So a terminal that arranges them does not pull a number or a point that stands beside `text` into it. The
    letters themselves keep their order.
    """
    if text.isascii() or not any(
        unicodedata.bidirectional(character) in _RIGHT_TO_LEFT for character in text
    ):
        return text
    return f"\u2068{text}\u2069"


def _visible(character: str) -> str:
    if character in "\n\r\t\f\v\x85\u2028\u2029":
        return " "
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    category = unicodedata.category(character)
    if category in ("Cc", "Cs", "Co") or unicodedata.bidirectional(character) in _BIDIRECTIONAL_CONTROLS:
        return "\ufffd"
    if 0xFFF9 <= code <= 0xFFFB or 0xE0000 <= code <= 0xE007F:
        return "\ufffd"
    return character
