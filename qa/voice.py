"""In which language does a command speak before there is an answer, and how is it heard?

The setting `language` decides; where it is "auto", a question that was asked on the command line, else the locale.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from index.errors import KutipError
from qa.messages import CATALOGUES, interface_language
from qa.speaking import translated
from qa.visible import visible

__all__ = ["Voice"]

_MOST_READ: Final = 1_000  # characters of a question that tell its language


class Voice:
    """What `program`, called with `argv` in `environment`, says of itself, each a line on standard error."""

    def __init__(
        self, program: str, argv: Sequence[str] = (), environment: Mapping[str, str] | None = None
    ) -> None:
        self.program = program
        self._argv = argv
        self._environment = os.environ if environment is None else environment

    @cached_property
    def language(self) -> str:
        """ "en" or "id", found out when something is said first: an error may be that of the command line itself."""
        for given in (*_given(self._argv, "--language"), self._setting()):
            if given in CATALOGUES:
                return given
        local = interface_language(self._environment)
        for question in _given(self._argv, "-q"):
            from index.language import of_question

            if (language := of_question(question[:_MOST_READ], local)) in CATALOGUES:
                return language
        return local

    def say(self, message: str) -> str:
        """`message` in the language spoken."""
        return translated(message, self.language)

    def tell(self, message: str) -> None:
        """Says one line on standard error, whatever the message holds."""
        print(f"{self.program}: {visible(self.say(message))}", file=sys.stderr)

    def _setting(self) -> str:
        from qa.settings import resolve

        try:
            return resolve({}, self._environment).settings.language
        except KutipError:  # told when the settings are needed
            return "auto"


def _given(argv: Sequence[str], flag: str) -> Iterator[str]:
    """The values of `flag` on a command line that may be wrong elsewhere."""
    for place, word in enumerate(argv):
        if word == "--":
            return
        if word == flag and place + 1 < len(argv):
            yield argv[place + 1]
        elif flag.startswith("--") and word.startswith(f"{flag}="):
            yield word.removeprefix(f"{flag}=")
        elif not flag.startswith("--") and word.startswith(flag) and len(word) > len(flag):
            yield word.removeprefix(flag)
