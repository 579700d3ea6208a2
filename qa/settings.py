"""What can be set, and where does each value come from?

The fields of `Settings` are the one table of settings: the parser, the reader of the file, `--show-config`,
the manual and the completion of the shells read it. A flag comes before the environment, the environment before
the file, the file before the default:

    qa --top 5        KUTIP_TOP=5 qa        top = 5 in ~/.config/kutip/config.toml

How much of people's files is read is set too, without flags: `pages = 100` below `[limits]` in the file.

A value that is not possible is an error wherever it stands; so is a key nobody knows. An empty environment
variable is as good as none.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, Final, get_args

from index.errors import KutipError
from index.limits import Limits
from index.message import Message, foreign
from qa.chat_options import Keys, Speech, Theme
from qa.speaking import translated, worded
from qa.visible import visible

__all__ = ["SETTINGS", "Resolved", "Setting", "Settings", "Value", "config_path", "resolve", "shown"]

Value = bool | int | str

_LARGEST: Final = 1024 * 1024  # bytes of a file of settings
_LARGEST_NUMBER: Final = 10**12
_YES: Final = frozenset({"1", "true", "yes", "on"})
_NO: Final = frozenset({"0", "false", "no", "off"})


def _row(about: str, **details: Any) -> dict[str, Any]:
    return {"about": about, **details}


_LIMITS: Final = {
    "file_bytes": "how many bytes a file may have",
    "unpacked_bytes": "how many bytes a file may unpack to",
    "ratio": "how many times its packed size an entry of an archive may unpack to",
    "entries": "how many entries of an archive are looked at",
    "nesting": "how many archives may be inside one another",
    "page_characters": "how many characters a saved page may have",
    "pages": "how many pages of a PDF are read",
    "rows": "how many rows of a table are read",
    "cues": "how many cues of a subtitle file are read",
    "encoded": "how many sentences and words the model encodes; more are matched by their words alone",
}
"""What each limit does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """A value for every setting; `Settings()` are the defaults. "" is a text that is not set."""

    top: int = field(default=3, metadata=_row("how many quotes an answer shows at most", metavar="N"))
    index: str = field(
        default="",
        metadata=_row("ask this stored index (see qa-index) instead of PATHs", metavar="DIR", folder=True),
    )
    column: str = field(
        default="", metadata=_row("the column with the text in CSV and JSON files", metavar="NAME")
    )
    reader: bool = field(
        default=True,
        metadata=_row(
            "read the best passages with the trained reader",
            without="go without the trained reader: faster, less exact",
        ),
    )
    cache: bool = field(
        default=True,
        metadata=_row(
            "keep what was encoded for the next time",
            without="neither read nor write what was encoded before",
        ),
    )
    theme: Theme = field(
        default="auto",
        metadata=_row(
            "colours for a dark or a light screen, or none", metavar="NAME", choices=get_args(Theme)
        ),
    )
    keys: Keys = field(
        default="emacs",
        metadata=_row("whose keys edit a line of the chat", metavar="NAME", choices=get_args(Keys)),
    )
    language: Speech = field(
        default="auto",
        metadata=_row(
            "the language of kutip's own words (auto: as it is asked)",
            metavar="NAME",
            choices=get_args(Speech),
        ),
    )
    limits: Limits = field(default=Limits(), metadata=_LIMITS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A row of the table: what `about` says it does, as part of a sentence; of a switch, what `without` does. A
    dot in its `name` leads into a table of the file: "limits.pages".

    `metavar` stands for its value in a help text ("" of a switch); `folder` is true of a path to a folder.
    """

    name: str
    default: Value
    about: str
    without: str = ""
    metavar: str = ""
    choices: tuple[str, ...] = ()
    folder: bool = False

    @property
    def flags(self) -> tuple[str, ...]:
        """`--top`; of a switch the flag that turns it off too, of a limit none."""
        if "." in self.name:
            return ()
        flag = f"--{self.name}"
        return (flag, f"--no-{self.name}") if isinstance(self.default, bool) else (flag,)

    @property
    def variable(self) -> str:
        """The environment variable: `KUTIP_TOP`, `KUTIP_LIMITS_PAGES`."""
        return f"KUTIP_{self.name.replace('.', '_').upper()}"

    def summary(self, language: str = "en") -> str:
        """What it does and the other ways to set it, on one line."""
        joined = f" {worded('and', language)} ".join(self.flags)
        flags = [f"{joined} {self.metavar}".rstrip()] if self.flags else []
        choices = f": {translated(_listed(self.choices), language)}" if self.choices else ""
        about = worded(self.about, language)
        return f"{about[0].upper()}{about[1:]}{choices} ({', '.join([*flags, self.variable])})"

    def read(self, text: str) -> Value:
        """The value that a flag or a variable spells. ValueError, "must be ..., not ...", if it is not one."""
        if isinstance(self.default, bool):
            word = text.strip().lower()
            return self.check(True if word in _YES else False if word in _NO else text)
        if isinstance(self.default, int):
            # Longer ones are no sensible number, and take int() long to say so.
            return self.check(int(text) if re.fullmatch(r"\s*[+-]?\d{1,18}\s*", text, re.ASCII) else text)
        return self.check(text)

    def check(self, value: object) -> Value:
        """`value`, if this can be set to it. ValueError, "must be ..., not ...", if not."""
        # Exactly: True is an int to Python, and `top = true` is a mistake.
        if type(value) is type(self.default) and isinstance(value, bool | int | str):
            if isinstance(value, str):
                possible = not self.choices or value in self.choices
            else:
                possible = isinstance(value, bool) or 1 <= value <= _LARGEST_NUMBER
            if possible:
                return value
        raise ValueError(
            Message("must be {wanted}, not {value}", wanted=self._kind(), value=_shortened(value))
        )

    def _kind(self) -> Message:
        if self.choices:
            return _listed(self.choices)
        if isinstance(self.default, bool):
            return Message("true or false")
        if isinstance(self.default, int):
            return Message("a whole number from 1 to {most}", most=f"{_LARGEST_NUMBER:,}")
        return Message("text")


SETTINGS: Final = (
    *(
        Setting(name=row.name, default=getattr(Settings(), row.name), **row.metadata)
        for row in fields(Settings)
        if row.name != "limits"
    ),
    *(
        Setting(
            name=f"limits.{row.name}",
            default=getattr(Limits(), row.name),
            about=_LIMITS[row.name],
        )
        for row in fields(Limits)
    ),
)
"""The table, in the order in which it is shown."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """`settings` with where each came from: `origins[name]` is a flag, a variable, a file or "default".

    `path` is where the file of settings is looked for, None where there is no home to look in.
    """

    settings: Settings
    origins: Mapping[str, str]
    path: str | None


def config_path(environment: Mapping[str, str]) -> str | None:
    """`kutip/config.toml` in XDG_CONFIG_HOME, by default in ~/.config; None for somebody without a home.

    A relative XDG_CONFIG_HOME is ignored, as the XDG base directory specification asks.
    """
    base = environment.get("XDG_CONFIG_HOME", "")
    if not os.path.isabs(base):
        home = environment.get("HOME") or os.path.expanduser("~")
        if not os.path.isabs(home):
            return None
        base = os.path.join(home, ".config")
    return os.path.join(base, "kutip", "config.toml")


def resolve(flags: Mapping[str, Value], environment: Mapping[str, str]) -> Resolved:
    """The settings in force: `flags` holds those given on the command line, by name.

    KutipError, one line that names the variable or the file with its line or key, where a value is not
    possible, a key is unknown, or the file cannot be read.
    """
    path = config_path(environment)
    values: dict[str, Any] = {}
    origins = dict.fromkeys((setting.name for setting in SETTINGS), "default")
    if path is not None:
        for name, value in _from_file(path):
            values[name], origins[name] = value, path
    for setting in SETTINGS:
        if given := environment.get(setting.variable):
            try:
                values[setting.name] = setting.read(given)
            except ValueError as error:
                raise KutipError(
                    "{variable} in the environment {problem}",
                    variable=setting.variable,
                    problem=error.args[0],
                ) from error
            origins[setting.name] = setting.variable
        if setting.name in flags:
            values[setting.name] = flags[setting.name]
            origins[setting.name] = setting.flags[-1 if flags[setting.name] is False else 0]
    limits = {name.removeprefix("limits."): values.pop(name) for name in [*values] if "." in name}
    return Resolved(Settings(**values, limits=Limits(**limits)), origins, path)


def shown(resolved: Resolved, language: str = "en") -> str:
    """Every setting in force as a file of settings, with what it does and where its value came from."""
    place = Message("there is no home folder for it") if resolved.path is None else visible(resolved.path)
    head = Message("Flags come before the environment, and that before the file: {place}", place=place)
    lines = [f"# {translated(head, language)}"]
    section = ""
    for setting in SETTINGS:
        table, _, key = setting.name.rpartition(".")
        if table != section:
            lines += ["", f"[{table}]"]
            section = table
        value = attrgetter(setting.name)(resolved.settings)
        origin = visible(worded(resolved.origins[setting.name], language))
        lines += ["", f"# {setting.summary(language)}", f"{key} = {_toml(value)}  # {origin}"]
    return "\n".join(lines) + "\n"


def _from_file(path: str) -> Iterator[tuple[str, Value]]:
    """What the file of settings says, by name; nothing where there is none."""
    try:
        text = _text(path)
    except FileNotFoundError:
        return
    except OSError as error:
        reason = foreign((error.strerror or str(error)).lower())
        raise KutipError("{path}: cannot be read ({reason})", path=path, reason=reason) from error
    if not text.strip():
        return
    import tomllib

    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        what = str(error) if isinstance(error, ValueError) else Message("nested too deeply")
        raise KutipError("{path}: not TOML: {what}", path=path, what=what) from error
    known = {setting.name: setting for setting in SETTINGS}
    for name, value in _flat(table):
        place = _place(path, name, text)
        if name == "limits":
            raise KutipError(
                "{place}: limits must be a table, [limits], not {value}", place=place, value=_shortened(value)
            )
        if name not in known:
            raise KutipError(
                "{place}: no setting is called {name}; {hint}",
                place=place,
                name=_shortened(name),
                hint=_nearest(name, known),
            )
        setting = known[name]
        try:
            checked = setting.check(value)
        except ValueError as error:
            raise KutipError(
                "{place}: {name} {problem}", place=place, name=name, problem=error.args[0]
            ) from error
        if setting.folder and isinstance(checked, str) and checked:
            # What a file names is found from anywhere: from the file's own folder, not from where kutip runs.
            checked = os.path.join(os.path.dirname(path), os.path.expanduser(checked))
        yield name, checked


def _flat(table: Mapping[str, object]) -> Iterator[tuple[str, object]]:
    """The keys of a file by name, those below `[limits]` with the table before them."""
    for key, value in table.items():
        if key == "limits" and isinstance(value, dict):
            yield from ((f"{key}.{inner}", one) for inner, one in value.items())
        else:
            yield key, value


def _text(path: str) -> str:
    """The text of a file of settings; KutipError where it is none, OSError as `open` does."""
    # Not blocking: a named pipe in its place would wait for a writer.
    with open(path, "rb", opener=lambda name, mode: os.open(name, mode | os.O_NONBLOCK)) as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise KutipError("{path}: not a file of settings", path=path)
        data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        most = _LARGEST // 1024
        raise KutipError("{path}: larger than {most} kB; it should hold settings only", path=path, most=most)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise KutipError(
            "{path}, line {line}: not UTF-8; save the file as UTF-8", path=path, line=line
        ) from error


def _place(path: str, name: str, text: str) -> Message:
    """The file and, of a name that begins one line of `text`, the line: TOML's parser does not tell."""
    table, _, key = name.rpartition(".")
    before = rf"(?:{re.escape(table)}\s*\.\s*)?" if table else r"\[?\s*"
    begins = re.compile(rf"""\s*{before}(["']?){re.escape(key)}\1\s*[=.\]]""")
    lines = [number for number, line in enumerate(text.split("\n"), 1) if begins.match(line)]
    if len(lines) == 1:
        return Message("{path}, line {line}", path=path, line=lines[0])
    return Message("{path}", path=path)


def _listed(choices: tuple[str, ...]) -> Message:
    return Message("{first} or {last}", first=", ".join(choices[:-1]), last=choices[-1])


def _nearest(name: str, known: Mapping[str, object]) -> Message:
    from difflib import get_close_matches

    table, _, key = name.lower().rpartition(".")
    keys = {other.rpartition(".")[2]: other for other in known}
    if near := get_close_matches(key, keys, n=1):
        return Message("did you mean {nearest}?", nearest=keys[near[0]])
    others = ", ".join(other for other in known if other.rpartition(".")[0] == table)
    return Message("there are {names}", names=others)


def _shortened(value: object) -> str:
    """`value` as it may stand in a message of one line; of what no setting is, its kind."""
    if isinstance(value, bool):
        return _toml(value)
    if isinstance(value, int):
        return str(value) if abs(value) <= _LARGEST_NUMBER else Message("one that large")
    if isinstance(value, str | float):
        text = repr(value)
        return text if len(text) <= 40 else f"{text[:39]}…"
    kinds = {"dict": Message("a table"), "list": Message("a list")}
    return kinds.get(type(value).__name__, Message("a date or time"))


def _toml(value: Value) -> str:
    """`value` as TOML spells it; a lone surrogate, which it has no spelling for, becomes U+FFFD."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:_}" if isinstance(value, int) else f'"{"".join(map(_escaped, value))}"'


def _escaped(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if "\ud800" <= char <= "\udfff":
        return "\ufffd"
    return char if char.isprintable() else f"\\U{ord(char):08X}"
