"""What can be set in the chat, and to what?

`SETTINGS` is the one table that `/set`, its completion and what it shows read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, cast, get_args

from qa.chat_messages import say
from qa.chat_options import ChatOptions, Keys, Speech, Theme
from qa.mistakes import meant
from qa.steps import State, Step, number, over, remark, shortened
from qa.view import Table

__all__ = ["SETTINGS", "TOP_LIMIT", "Setting", "lang", "set_", "top"]

TOP_LIMIT: Final = 50


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: what it can be, how its value is shown, and `changed(options, typed)`: the options with
    it, or None where it cannot be that."""

    name: str
    values: tuple[str, ...]
    shown: Callable[[ChatOptions], str]
    changed: Callable[[ChatOptions, str], ChatOptions | None]


def set_(state: State, argument: str) -> Step:
    """Shows every setting, shows one, or changes one."""
    if not argument:
        return Step(state, (_table(state),))
    name, *typed = argument.casefold().replace("=", " ", 1).split() or [""]
    setting = _BY_NAME.get(name)
    if setting is None:
        if (nearest := meant(name, _BY_NAME)) is not None:
            return remark(state, "set.suggest", name=shortened(name), nearest=nearest)
        names = ", ".join(_BY_NAME)
        return remark(state, "set.unknown", name=shortened(name), names=names)
    if not typed:
        return remark(state, "set.is", name=name, value=setting.shown(state.options))
    return _set(state, setting, " ".join(typed))


def top(state: State, argument: str) -> Step:
    """How many quotes an answer shows."""
    if not argument:
        return remark(state, "top.is", top=state.options.top)
    changed = _top(state.options, argument)
    if changed is None:
        given = shortened(argument)
        return remark(state, "command.number", name="/top", low=1, high=TOP_LIMIT, given=given)
    return remark(replace(state, options=changed), "top.set", top=changed.top)


def lang(state: State, argument: str) -> Step:
    """The language of what the program itself says."""
    if argument:
        return _set(state, _BY_NAME["language"], argument.casefold())
    return remark(state, f"lang.{state.options.language}")


def _set(state: State, setting: Setting, typed: str) -> Step:
    options = setting.changed(state.options, typed)
    if options is None:
        values = ", ".join(setting.values)
        return remark(state, "set.value", name=setting.name, values=values, given=shortened(typed))
    after = replace(state, options=options)
    if options.reader != state.options.reader:
        after = over(after, state.retriever.with_reader(options.reader))
    if setting.name == "language":
        return remark(after, f"lang.{options.language}")
    if options.reader and setting.name == "reader" and "reader" in after.retriever.lacks:
        return remark(state, "set.no_reader")
    return remark(after, "set.is", name=setting.name, value=setting.shown(options))


def _table(state: State) -> Table:
    header = tuple(say(f"set.{column}", state.spoken) for column in ("name", "now", "possible"))
    rows = ((setting.name, setting.shown(state.options), ", ".join(setting.values)) for setting in SETTINGS)
    return Table(header, tuple(rows))


def _top(options: ChatOptions, typed: str) -> ChatOptions | None:
    count = number(typed)
    return replace(options, top=count) if count is not None and 1 <= count <= TOP_LIMIT else None


def _theme(options: ChatOptions, typed: str) -> ChatOptions | None:
    return replace(options, theme=cast(Theme, typed)) if typed in get_args(Theme) else None


def _reader(options: ChatOptions, typed: str) -> ChatOptions | None:
    return replace(options, reader=typed == "on") if typed in ("on", "off") else None


def _keys(options: ChatOptions, typed: str) -> ChatOptions | None:
    return replace(options, keys=cast(Keys, typed)) if typed in get_args(Keys) else None


def _language(options: ChatOptions, typed: str) -> ChatOptions | None:
    return replace(options, language=cast(Speech, typed)) if typed in get_args(Speech) else None


SETTINGS: Final[tuple[Setting, ...]] = (
    Setting("top", (f"1–{TOP_LIMIT}",), lambda options: str(options.top), _top),
    Setting("theme", get_args(Theme), lambda options: options.theme, _theme),
    Setting("keys", get_args(Keys), lambda options: options.keys, _keys),
    Setting("reader", ("on", "off"), lambda options: "on" if options.reader else "off", _reader),
    Setting("language", get_args(Speech), lambda options: options.language, _language),
)

_BY_NAME: Final[dict[str, Setting]] = {setting.name: setting for setting in SETTINGS}
