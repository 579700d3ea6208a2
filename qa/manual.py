"""How is a command explained, on one screen and in its manual page?

Both are made of `qa.options` and `qa.settings`. `python -m qa.manual` writes the pages that are installed, in
`qa/data`; a test says when they are stale.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from index.message import Message
from qa.options import QA, QA_INDEX, Command, Option
from qa.settings import SETTINGS
from qa.speaking import translated, worded

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["PAGES", "page", "screen"]

COLUMNS: Final = 80
PAGES: Final = {"qa.1": QA, "qa-index.1": QA_INDEX}
"""The manual pages by file name."""

_PURPOSE: Final = {
    "qa": "ask articles a question, and get their own sentences",
    "qa-index": "keep a library of articles on disk",
}
_SETTINGS: Final = (
    "A flag comes before the environment variable, that before config.toml, that before the default. The file holds"
    ' lines such as top = 5 and theme = "dark", and below a line [limits] such as pages = 100; a key or a value that is'
    " not known is an error. A relative path in it counts from its folder."
)
_FILES: Final = (
    ("~/.config/kutip/config.toml", "the settings, in XDG_CONFIG_HOME where that is set"),
    ("~/.cache/kutip", "encodings of texts, in XDG_CACHE_HOME where that is set"),
    ("~/.local/state/kutip/history", "questions typed into the chat, in XDG_STATE_HOME where that is set"),
)
_ENVIRONMENT: Final = (
    ("NO_COLOR", "where it is set, nothing is coloured"),
    ("KUTIP_DEBUG", "1 shows the traceback of an error nobody foresaw"),
)


# ------------------------------------------------------------------------------------------ on one screen


def screen(command: Command, language: str = "en") -> str:
    """The help of a command: at most 24 lines of at most 80 columns, the last one ended."""
    rows = [(_left(option), _about(option, language)) for option in command.options if not option.minor]
    rows += [
        (part.usage.split(" ", 1)[1], _lowered(worded(part.summary, language))) for part in command.commands
    ]
    usage = Message("usage: {usage}", usage=command.usage)
    blocks = [[translated(usage, language)], _wrapped(worded(command.about, language))]
    if rows:
        blocks.append(list(_columns(rows)))
    if minor := [option.flags[0] for option in command.options if option.minor and option.dest != "help"]:
        also = Message("Also (see {name} --man): {flags}", name=command.name, flags=" ".join(minor))
        blocks[-1 if rows else 1].extend(_wrapped(translated(also, language)))
    if command.examples:
        blocks.append([f"  {line}" for line, _ in command.examples])
    if command.status:
        status = worded(command.status, language).split(". ")[0].removesuffix(".")
        blocks.append(_wrapped(translated(Message("Exit status: {status}.", status=status), language)))
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _left(option: Option) -> str:
    """How an option is written: of a switch that is on by default, what turns it off."""
    if not option.flags:
        return option.metavar
    off = option.setting is not None and option.negatable
    flags = ", ".join(option.flags[1:] if off else option.flags)
    return f"{flags} {option.metavar}".rstrip()


def _about(option: Option, language: str) -> str:
    if option.setting is None:
        return worded(option.about, language)
    about = worded(option.about_flag(option.flags[-1]), language)
    if option.metavar and (default := option.setting.default):
        return translated(Message("{about} (default {value})", about=about, value=default), language)
    return about


def _columns(rows: list[tuple[str, str]]) -> Iterator[str]:
    width = min(max(len(left) for left, _ in rows), 30) + 4
    for left, right in rows:
        lines = textwrap.wrap(right, COLUMNS - width) or [""]
        if len(left) > width - 4:
            yield f"  {left}"
            left = ""
        yield f"  {left:<{width - 2}}{lines[0]}"
        yield from (" " * width + line for line in lines[1:])


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, COLUMNS - 1, break_on_hyphens=False)


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


# ------------------------------------------------------------------------------------------ as a manual page


def page(command: Command) -> str:
    """The manual page of a command, for `man`: roff with the macros of man(7)."""
    return "".join(f"{line}\n" for line in _page(command))


def write_pages(folder: Path) -> None:
    """Writes every manual page into `folder`."""
    for name, command in PAGES.items():
        (folder / name).write_text(page(command), encoding="utf-8")


def _page(command: Command) -> Iterator[str]:
    yield f'.TH {_roff(command.name.upper())} 1 "" kutip "User Commands"'
    yield from (".nh", ".ad l")  # command lines are copied from here: no hyphens and blanks in them
    yield from (".SH NAME", f"{_roff(command.name)} \\- {_roff(_PURPOSE[command.name])}")
    yield from (".SH SYNOPSIS", ".nf")
    yield from (_roff(part.usage) for part in (command.commands or (command,)))
    yield from (".fi", ".SH DESCRIPTION", *_text(command.about))
    for part in command.commands:
        yield from (f".SS {_roff(part.name)}", *_text(part.about))
        yield from _options(part)
    yield ".SH OPTIONS"
    yield from _options(command)
    if any(option.setting for option in command.options):
        yield from (".SH SETTINGS", *_text(_SETTINGS))
        for setting in SETTINGS:
            yield from _tagged(setting.name, f"{setting.summary()}.")
    elif any(option.setting for part in command.commands for option in part.options):
        yield from (".SH SETTINGS", "column, reader, cache and limits are set as qa(1) tells.")
    yield from (".SH EXIT STATUS", *_text(command.status))
    for title, rows in (("ENVIRONMENT", _ENVIRONMENT), ("FILES", _FILES)):
        yield f".SH {title}"
        for name, about in rows:
            yield from _tagged(name, f"{_raised(about)}.")
    yield ".SH EXAMPLES"
    for number, (line, about) in enumerate(command.examples):
        yield from (
            *([".PP"] if number else []),
            *_text(about),
            ".PP",
            ".RS 4",
            ".EX",
            _roff(line),
            ".EE",
            ".RE",
        )
    others = (other for other in PAGES.values() if other is not command)
    yield from (".SH SEE ALSO", ", ".join(f"\\fB{_roff(other.name)}\\fR(1)" for other in others))


def _options(command: Command) -> Iterator[str]:
    for option in command.options:
        if option.prints == "help" and command.name not in _PURPOSE:
            continue  # as with every command
        choices = f": {', '.join(option.choices)}" if option.choices else ""
        without = f"; {option.flags[-1]}: {option.without}" if option.without else ""
        about = f"{_raised(option.about)}{choices}{without}. {option.detail}".rstrip()
        yield from _tagged(", ".join(option.flags), about, value=option.metavar)


def _tagged(tag: str, about: str, *, value: str = "") -> Iterator[str]:
    shown = [f"\\f{font}{_roff(text)}\\fR" for font, text in (("B", tag), ("I", value)) if text]
    yield from (".TP", " ".join(shown), *_text(about))


def _text(text: str) -> list[str]:
    """A paragraph in lines of roff."""
    return [_roff(line) for line in textwrap.wrap(text, 70, break_long_words=False, break_on_hyphens=False)]


def _roff(text: str) -> str:
    """A line so that roff prints it as it stands: hyphens that can be copied, no macro at its start."""
    for char, escape in (("\\", "\\e"), ("-", "\\-"), ("~", "\\(ti"), ("^", "\\(ha"), ("'", "\\(aq")):
        text = text.replace(char, escape)
    return f"\\&{text}" if text.startswith(".") else text


if __name__ == "__main__":
    from pathlib import Path

    write_pages(Path(__file__).parent / "data")
