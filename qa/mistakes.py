"""What is wrong with a command line, and what may have been meant?

argparse says it as English text only, so its own words are looked for among the templates below, which are kutip's
for the same; a test walks argparse's source for words that are not among them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Final

from index.message import Message

__all__ = ["TEMPLATES", "meant", "mistyped", "recognised"]

TEMPLATES: Final = (
    "argument {name}: {problem}",
    "the following arguments are required: {names}",
    "unrecognized arguments: {names}",
    "one of the arguments {names} is required",
    "not allowed with argument {name}",
    "ambiguous option: {option} could match {matches}",
    "unexpected option string: {option}",
    "expected one argument",
    "expected at most one argument",
    "expected at least one argument",
    "expected {count} argument",
    "expected {count} arguments",
    "ignored explicit argument {value}",
    "unknown parser {name} (choices: {choices})",
    "invalid choice: {value} (choose from {choices})",
    "invalid choice: {value}, maybe you meant {nearest}? (choose from {choices})",
    "invalid {kind} value: {value}",
    "can't open '{name}': {problem}",
    "must be {wanted}, not {value}",
    "must be a port from 0 to 65535, not {value}",
    "text",
    "true or false",
    "a whole number from 1 to {most}",
    "{first} or {last}",
)
_NESTED: Final = frozenset({"problem", "wanted"})
_MOST_RECOGNISED: Final = 4_000  # characters; what is longer repeats what was typed


def recognised(text: str) -> Message:
    """The message that `text` is, in argparse's words or kutip's; of what is neither, the text alone."""
    if isinstance(text, Message):
        return text
    if len(text) <= _MOST_RECOGNISED:
        for template, pattern in _patterns():
            if (found := pattern.fullmatch(text)) is not None:
                values = found.groupdict()
                return Message(
                    template,
                    **{name: recognised(one) if name in _NESTED else one for name, one in values.items()},
                )
    return Message("{text}", text=text)


def meant(typed: str, known: Iterable[str]) -> str | None:
    """The one of `known` that is nearest to what was typed; None where none is near."""
    near = get_close_matches(typed.casefold(), list(known), n=1)
    return near[0] if near else None


def mistyped(argv: Sequence[str], flags: Sequence[str]) -> tuple[str, str] | None:
    """The first word of a command line that is no flag, though it looks like one, with the flag it is nearest to."""
    for word in argv:
        if word == "--":
            return None
        flag = word.partition("=")[0]
        if flag.startswith("--") and flag not in flags and (near := meant(flag, flags)) is not None:
            return flag, near
    return None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each template as what its text looks like, the one with the most words of its own first."""
    ordered = sorted(TEMPLATES, key=lambda template: -len(re.sub(r"\{\w+\}", "", template)))
    return tuple((template, re.compile(_pattern(template), re.DOTALL)) for template in ordered)


def _pattern(template: str) -> str:
    parts = re.split(r"\{(\w+)\}", template)
    return "".join(f"(?P<{part}>.+?)" if place % 2 else re.escape(part) for place, part in enumerate(parts))
