"""How does a command line become the values of its options?

argparse's parsers are made of the table in `qa.options`. What is wrong with a command line is one line on
standard error and exit status 2.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final, NoReturn

from index.message import Message
from qa.mistakes import meant, mistyped, recognised
from qa.options import Command, Option, Prints
from qa.settings import SETTINGS, Setting, Value
from qa.voice import Voice

__all__ = ["Parser", "flags_of", "parser"]

ERROR: Final = 2
_NUMBERS: Final = {"?": None, "1": None, "again": None, "+": "+", "*": "*"}


class Parser(argparse.ArgumentParser):
    """The parser of a `command`, or of a part of `program`; `voice` tells what is wrong."""

    def __init__(
        self, command: Command, *, voice: Voice, program: Command | None = None, **options: Any
    ) -> None:
        # A formatter of a given width, or it loads what measures a terminal; it never writes anything.
        super().__init__(
            prog=options.get("prog", command.name),
            usage=command.usage,
            allow_abbrev=False,
            add_help=False,
            formatter_class=lambda prog: argparse.HelpFormatter(prog, width=80),
        )
        self.program = program or command
        self.voice = voice
        self._argv: list[str] = []
        self.command = command
        for option in command.options:
            self._add(option)
        if command.commands:
            parts = self.add_subparsers(dest="part", required=True, metavar="COMMAND", parser_class=Parser)
            for part in command.commands:
                parts.add_parser(part.name, command=part, program=self.program, voice=voice)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        self._argv = list(args or ())
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        problem, program = self._meant(recognised(message)), self.program.name
        if self.program.commands:
            said = Message(
                "{problem} ({program} --help lists the commands)", problem=problem, program=program
            )
        else:
            said = Message("{problem} ({program} --help lists the options)", problem=problem, program=program)
        self.voice.tell(said)
        self.exit(ERROR)

    def _meant(self, problem: Message) -> Message:
        """The problem, or what was typed where it looks like something that is known."""
        parts = [part.name for part in self.command.commands]
        typed = self._argv[0] if self._argv else ""
        if parts and typed not in parts and not typed.startswith("-"):
            if near := meant(typed, parts):
                return Message(
                    "there is no command {typed}; did you mean {nearest}?", typed=typed, nearest=near
                )
            names = ", ".join(parts)
            return (
                Message("there is no command {typed}, only {names}", typed=typed, names=names)
                if typed
                else problem
            )
        command = next((part for part in self.command.commands if part.name == typed), self.command)
        flags = [flag for option in command.options for flag in option.flags]
        if found := mistyped(self._argv, flags):
            return Message(
                "there is no option {typed}; did you mean {nearest}?", typed=found[0], nearest=found[1]
            )
        return problem

    def _add(self, option: Option) -> None:
        how: dict[str, Any] = {}
        if option.prints is not None:
            how["action"] = _Print
            how["text"] = partial(_text, option.prints, self)
            how["nargs"] = 0 if option.switch else None
        elif option.negatable:
            how["action"] = argparse.BooleanOptionalAction
        elif option.switch:
            how["action"] = "store_false" if option.flags[0].startswith("--no-") else "store_true"
        elif option.flags:
            how["action"] = "append" if option.times == "again" else "store"
            how["required"] = option.times == "1"
        if option.setting is not None:
            how["default"] = argparse.SUPPRESS
        if option.setting is not None and not option.switch:
            how["type"] = _reads(option.setting)
        elif option.choices:
            how["choices"] = option.choices
        elif option.values == "port":
            how["type"] = _port
        if not option.switch:
            how["metavar"] = option.metavar
        if option.flags:
            self.add_argument(*option.flags[: 1 if option.negatable else None], dest=option.dest, **how)
        else:
            self.add_argument(option.dest, nargs=_NUMBERS[option.times], **how)


def parser(command: Command, voice: Voice) -> Parser:
    """What parses the command line of `command`; what is wrong with one `voice` tells.

    Of each option the value is there under its `dest`; of one that sets a setting only where it was given.
    """
    return Parser(command, voice=voice)


def flags_of(arguments: argparse.Namespace) -> dict[str, Value]:
    """The settings that a command line sets, by name, as `qa.settings.resolve` takes them."""
    given = vars(arguments)
    names = (setting.name for setting in SETTINGS)
    return {name: given[name] for name in names if given.get(name) is not None}


def _reads(setting: Setting) -> Callable[[str], Value]:
    def read(text: str) -> Value:
        try:
            return setting.read(text)
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return read


def _port(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= 5 else -1
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"must be a port from 0 to 65535, not {text[:20]!r}")
    return number


class _Print(argparse.Action):
    """Prints the `text` that an option stands for, of its value where it has one, and leaves."""

    def __init__(self, *, text: Callable[[str], str], **options: Any) -> None:
        super().__init__(**options)
        self.text = text

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[Any] | None,
        option_string: str | None = None,
    ) -> NoReturn:
        print(self.text(values if isinstance(values, str) else ""), end="")
        parser.exit()


def _text(prints: Prints, asked: Parser, value: str) -> str:
    if prints == "version":
        return _version()
    if prints == "schema":
        from qa.schema import PATH

        with open(PATH, encoding="utf-8") as file:
            return file.read()
    if prints == "completion":
        from qa.completion import script

        return script(value, asked.voice.language)
    from qa import manual

    if prints == "help":
        return manual.screen(asked.command, asked.voice.language)
    return manual.page(asked.program)


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"kutip {version('kutip')}\n"
    except PackageNotFoundError:
        return "kutip, not installed (run from its sources)\n"
