"""What is told to people, and from which template was it made?

A message is its English text, and remembers the template and the values that it was made of: whoever speaks another
language looks the template up in a catalogue, as with gettext, and fills in the same values.
"""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["Message", "foreign"]


class Message(str):
    """`template` filled with `values`, as `str.format` does: a str in English.

    A value may be a message itself, to be worded in the same language. A template without values stands as it is.
    """

    __slots__ = ("template", "values")

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, /, **values: object) -> Message:
        message = super().__new__(cls, template.format(**values) if values else template)
        message.template = template
        message.values = values
        return message

    def mapped(self, change: Callable[[str], str]) -> Message:
        """The message with `change` done to every text among its values, however deep."""
        return Message(self.template, **{name: _mapped(value, change) for name, value in self.values.items()})


def foreign(text: str) -> Message:
    """What another program said, the operating system for one: a message that catalogues may know word for word."""
    return Message(text)


def _mapped(value: object, change: Callable[[str], str]) -> object:
    if isinstance(value, Message):
        return value.mapped(change) if value.values else value
    return change(value) if isinstance(value, str) else value
