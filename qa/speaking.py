"""How is a message of `index` or of the command line worded in another language?

As with gettext, its English template is the key of a catalogue. English is complete as it is; what a catalogue does
not know stays English. A test walks the code: every template has its entry, with the same placeholders.
"""

from __future__ import annotations

import string
from collections.abc import Mapping
from functools import cache
from typing import Any

from index.message import Message

__all__ = ["catalogue", "translated", "worded"]


def translated(message: str, language: str, /) -> str:
    """`message` in `language` ("en" or "id"), its values as that writes numbers; a plain str as it stands."""
    if language != "id" or not isinstance(message, Message):
        return str(message)
    template = worded(message.template, language)
    return _Indonesian().vformat(template, (), message.values) if message.values else template


def worded(template: str, language: str, /) -> str:
    """The template in `language`, its placeholders not filled."""
    if language != "id":
        return template
    known = catalogue()
    # The operating system begins with a capital where it speaks for itself.
    return known.get(template) or known.get(template.lower(), template)


@cache
def catalogue() -> Mapping[str, str]:
    """The Indonesian template for each English one. Loaded when it is asked for first."""
    from qa import indonesian_commands, indonesian_files, indonesian_help, indonesian_libraries

    return {
        **indonesian_files.FILES,
        **indonesian_libraries.INDEXES,
        **indonesian_libraries.CLUSTERS,
        **indonesian_files.FILTERS,
        **indonesian_files.SYSTEM,
        **indonesian_commands.COMMANDS,
        **indonesian_help.HELP,
    }


class _Indonesian(string.Formatter):
    """Fills in messages in Indonesian, and numbers with a point between thousands: 65.536."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Message):
            return translated(value, "id")
        filled: str = super().format_field(value, format_spec)
        return filled.replace(",", ".") if format_spec == "," else filled
