"""What stands below the line that is typed?"""

from __future__ import annotations

from qa.chat_documents import engine
from qa.chat_messages import counted, decimal, language_name, say
from qa.steps import State

__all__ = ["facts", "fitted"]

_SEPARATOR = " · "
# The order in which facts give way where there is no room, by their places in the line.
_GIVES_WAY = (3, 2, 0, 4, 1)


def facts(state: State) -> tuple[str, ...]:
    """The documents and sentences that are loaded, the language the program speaks, how it searches, and how
    long the last answer took ("" before any)."""
    language = state.spoken
    milliseconds = "" if state.answer is None else _duration(state.answer.elapsed_ms, language)
    return (
        counted("document", len(state.retriever.documents), language),
        counted("sentence", len(state.retriever.sentences), language),
        language_name(language, language),
        engine(state),
        milliseconds,
    )


def fitted(parts: tuple[str, ...], columns: int) -> str:
    """The facts on a line of at most so many columns, the less important left out where they do not fit."""
    left = list(parts)
    for place in _GIVES_WAY:
        line = _SEPARATOR.join(filter(None, left))
        if len(line) <= columns:
            return line
        left[place] = ""
    return ""


def _duration(milliseconds: float, language: str) -> str:
    """In milliseconds, from a second on in seconds: "43 ms", "1.2 s"; in Indonesian "1,2 dtk"."""
    if milliseconds < 1000:
        return say("time.milliseconds", language, time=f"{milliseconds:.0f}")
    return say("time.seconds", language, time=decimal(milliseconds / 1000, language))
