"""What can the text before the cursor become?

Pure functions of the text, what the chat remembers and the documents' vocabulary. Paths, which only the disk
knows, are left to whoever draws (`wants_path`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from qa.chat_documents import names
from qa.chat_messages import say
from qa.chat_options import Speech
from qa.chat_settings import SETTINGS
from qa.commands import BY_NAME, COMMANDS
from qa.steps import State
from qa.visible import visible
from qa.vocabulary import Vocabulary

__all__ = ["Completion", "complete", "wants_path"]

_MOST = 50
_WIDEST = 60  # characters of a name in the menu
_MOST_WORDS = 12
_WORDS_OF_NAME = 4
_COLUMN = re.compile(r"(?:--column(?:=|\s+)\S+\s+)+")
_LAST_WORDS = re.compile(r"(?:[^\W\d_][\w’'-]*\s)*[^\W\d_][\w’'-]*$")


@dataclass(frozen=True, slots=True)
class Completion:
    """`text` takes the place of the last `replaced` characters; `shown` and `about` stand in the menu."""

    text: str
    replaced: int
    shown: str
    about: str = ""


def complete(
    before: str, state: State, vocabulary: Callable[[], Vocabulary] | None = None
) -> list[Completion]:
    """What `before`, the text before the cursor, can become, best first; [] where nothing is known.

    A command, by its name or another of its names; after one, what it takes; in a question, names and words
    of the documents, out of `vocabulary`, which is called only then.
    """
    if before.startswith("/"):
        name, blank, argument = before.partition(" ")
        return list(_arguments(name, argument.lstrip(), state) if blank else _commands(before, state))
    if vocabulary is None:
        return []
    return list(_words(before, vocabulary()))


def wants_path(before: str) -> str | None:
    """The path typed so far after a command that takes one; None elsewhere."""
    name, blank, argument = before.partition(" ")
    command = BY_NAME.get(name.casefold())
    if not blank or command is None or command.completes != "path":
        return None
    begun = argument.lstrip()
    option = _COLUMN.match(begun)
    return begun[option.end() :] if option else begun


def _commands(typed: str, state: State) -> Iterator[Completion]:
    begun = typed.casefold()
    for command in COMMANDS:
        for name in (command.name, *command.aliases):
            if name.startswith(begun) and (name == command.name or begun != "/"):
                usage = f"{name} {command.argument}".rstrip()
                yield Completion(name, len(typed), usage, say(command.help, state.spoken))


def _arguments(name: str, argument: str, state: State) -> Iterable[Completion]:
    command = BY_NAME.get(name.casefold())
    completes = command.completes if command is not None else ""
    if completes == "document":
        begun = [one for one in names(state) if argument.casefold() in one.casefold()]
        return [Completion(one, len(argument), _short(visible(one))) for one in begun[:_MOST]]
    if completes == "quote":
        ranks = [(str(match.rank), visible(match.sentence.text)) for match in state.matches]
        return [
            Completion(rank, len(argument), rank, text) for rank, text in ranks if rank.startswith(argument)
        ]
    if completes == "language":
        return _among(get_args(Speech), argument)
    if completes == "setting":
        setting, blank, value = argument.partition(" ")
        if not blank:
            return _among([one.name for one in SETTINGS], argument)
        values = next((one.values for one in SETTINGS if one.name == setting.casefold()), ())
        return _among([one for one in values if one.isalpha()], value)
    return []


def _short(name: str) -> str:
    """A name as a menu has room for: what tells files in one folder apart is the end."""
    return name if len(name) <= _WIDEST else f"…{name[1 - _WIDEST :]}"


def _among(values: Iterable[str], typed: str) -> list[Completion]:
    begun = typed.casefold()
    return [Completion(value, len(typed), value) for value in values if value.startswith(begun)]


def _words(before: str, vocabulary: Vocabulary) -> Iterator[Completion]:
    """Names that begin as the last words do, then names and words that begin as the last one does."""
    found = _LAST_WORDS.search(before)
    if found is None:
        return
    starts = [found.start(), *(found.start() + blank.end() for blank in re.finditer(r"\s", found[0]))]
    offered: set[str] = set()
    for start in starts[-_WORDS_OF_NAME:]:
        typed = before[start:]
        for form in vocabulary.starting(typed, limit=_MOST_WORDS):
            line = f"{before[:start]}{form}"
            if line not in offered:
                offered.add(line)
                yield Completion(form, len(typed), form)
