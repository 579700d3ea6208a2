"""Which texts does a path hold?

A path is a file, a folder, a glob pattern or `-` (standard input). Folders give their text and Markdown
files and those of every format that `index.formats` knows; a file that is named is read whatever it is called,
if its bytes are text or of such a format. Line ends of a text stay as they are, so that offsets count characters
of the text as read; only a byte order mark is left out.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

from index.decoding import MAGIC, decode, shown
from index.errors import ReadError
from index.limits import DEFAULTS, Limits, megabytes
from index.message import Message, foreign

if TYPE_CHECKING:
    from index.document import Metadata, Place
    from index.metadata import Known

__all__ = ["TEXT_SUFFIXES", "Source", "read_paths"]

TEXT_SUFFIXES = (".txt", ".text", ".md", ".markdown")
"""What is plain text in a folder. A file named on its own may have any suffix, or none."""

CHUNK = 1 << 16
"""Bytes that are read at a time."""
STANDARD_INPUT = Message("standard input")


@dataclass(frozen=True, slots=True)
class Source:
    """One text. `name` is its path as the user gave it (folder/name for a file found in a folder), printable
    anywhere; `note` says how the bytes were read where that needed a guess, else None. `places` and `known` are
    what its format says of places in the text (sorted) and of its head, () for a plain text. `metadata` is what
    a caller says of it."""

    name: str
    text: str
    note: str | None = None
    places: tuple[Place, ...] = ()
    known: tuple[Known, ...] = ()
    metadata: Metadata | None = None


def read_paths(
    paths: Iterable[str | os.PathLike[str]],
    *,
    stdin: BinaryIO | None = None,
    column: str | None = None,
    limits: Limits = DEFAULTS,
    on_problem: Callable[[str], None] | None = None,
) -> list[Source]:
    """The texts of `paths`, in the order given; a folder's files before its subfolders, each sorted by name.

    A file that is reached twice is read once, at its first place. Folders are read recursively without
    following links to other folders; what begins with a dot is skipped there. In a glob pattern `**` is any
    number of folders. Each path without a readable text, or with more of it than the `limits` let in, becomes one
    line (what, where, what to do) for `on_problem`; the other paths are still read. Pipes and devices are read
    where they are named, and passed over in folders and patterns. No two texts have one name.

    `column` names the column with the texts of tables (CSV, JSON); without it, those in folders are passed
    over. An archive gives a text for each readable file in it. `stdin` is the byte stream behind `-`, by
    default the process's own.
    Raises ReadError if there is no readable text at all, TypeError if `paths` is a single path.
    """
    if isinstance(paths, (str, bytes, os.PathLike)):
        raise TypeError(f"paths must be a collection of paths, not the single path {paths!r}")
    problems: list[Message] = []
    sources: list[Source] = []
    seen: set[tuple[int, int]] = set()
    names: dict[str, int] = {}
    seen_stdin = False
    for path in [os.fspath(path) for path in paths]:
        if path == "-":
            if seen_stdin:
                continue
            seen_stdin = True
            attempts: Iterable[str] = ("-",)
        else:
            attempts = _files(path, problems.append, tables=column is not None)
        for attempt in attempts:
            try:
                data = (
                    _read_stdin(stdin, limits)
                    if path == "-"
                    else _read_file(attempt, seen, limits, named=attempt == path)
                )
                if data is not None:
                    name = STANDARD_INPUT if path == "-" else attempt
                    for source in _texts(data, name, column, limits, problems.append):
                        sources.append(_distinct(source, names))
            except ReadError as error:
                problems.append(error.message)
    problems = _gathered(problems)
    if not sources:
        raise ReadError(_nothing(problems))
    if on_problem is not None:
        for problem in problems:
            on_problem(problem)
    return sources


def _distinct(source: Source, names: dict[str, int]) -> Source:
    """`source`, under another name where an earlier one has its name: entries of an archive may share one, and names
    of files that are no text may look the same. `names` says how many there are of each."""
    name = source.name
    while (count := names.get(name, 0)) > 0:
        names[name] = count + 1
        name = f"{source.name} ({count + 1})"
    names[name] = 1
    return source if name == source.name else replace(source, name=name)


def _nothing(problems: list[Message]) -> Message:
    if not problems:
        return Message("no path given; name a text file, a folder or - for standard input")
    if len(problems) == 1:
        return problems[0]
    return Message(
        "nothing readable in {count} places, first: {problem}", count=len(problems), problem=problems[0]
    )


def _gathered(problems: list[Message]) -> list[Message]:
    """`problems`, with those that one installation solves as one: the first, and how many more there are."""
    first: dict[str, int] = {}
    more: dict[int, int] = {}
    kept: list[Message] = []
    for problem in problems:
        _, found, extra = problem.rpartition("; pip install ")
        if found and extra in first:
            more[first[extra]] = more.get(first[extra], 0) + 1
            continue
        if found:
            first[extra] = len(kept)
        kept.append(problem)
    for place, count in more.items():
        kept[place] = (
            Message("{problem} (and read {count} more files)", problem=kept[place], count=count)
            if count > 1
            else Message("{problem} (and read 1 more file)", problem=kept[place])
        )
    return kept


def _texts(
    data: bytes, name: str, column: str | None, limits: Limits, on_problem: Callable[[Message], None]
) -> list[Source]:
    """The texts in the bytes of one file: of a plain text one, of an archive any number."""
    # Bytes of a file name that are not UTF-8 arrive as lone surrogates, which no stream can print.
    printable = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if not name.lower().endswith(TEXT_SUFFIXES) or data.startswith(MAGIC):
        from index import formats

        if (form := formats.recognise(data, name, column=column)) is not None:
            return formats.read(form, data, printable, column=column, limits=limits, on_problem=on_problem)
    text, note = decode(data, name)
    return [Source(printable, text, note)]


def _trouble(name: str, error: OSError | ValueError) -> Message:
    """One line for an error of the operating system (or of a name that it does not take)."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Message("{name}: no such file or folder; check the spelling", name=shown(name))
    if isinstance(error, PermissionError):
        return Message("{name}: permission denied; make it readable for you (chmod u+r)", name=shown(name))
    reason = Message("not a possible file name")
    if isinstance(error, OSError) and error.strerror:
        reason = foreign(error.strerror.lower())
    return Message("{name}: cannot be read ({reason}); check the path", name=shown(name), reason=reason)


def _files(path: str, on_problem: Callable[[Message], None], *, tables: bool) -> Iterator[str]:
    """The files behind one path; what is wrong with the path itself goes to `on_problem`."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        if isinstance(error, FileNotFoundError) and any(char in path for char in "*?["):
            yield from _matching(path, on_problem, tables=tables)
        else:
            on_problem(_trouble(path, error))
        return
    if stat.S_ISDIR(mode):
        yield from _folder(path, on_problem, tables=tables)
    else:
        yield path


def _wanted(name: str, tables: bool) -> bool:
    """Whether a file that was not asked for by name is read: by its suffix."""
    if name.lower().endswith(TEXT_SUFFIXES):
        return True
    from index import formats

    return formats.named(name, tables=tables)


def _folder(path: str, on_problem: Callable[[Message], None], *, tables: bool) -> Iterator[str]:
    empty = True
    problems: list[Message] = []
    for folder, names in _tree(path, problems.append):
        for name in names:
            if _wanted(name, tables):
                empty = False
                yield os.path.join(folder, name)
    for problem in problems:
        on_problem(problem)
    if empty and not problems:
        suffixes = ", ".join(TEXT_SUFFIXES)
        on_problem(
            Message(
                "{path}: no text in this folder ({suffixes}, PDF, HTML, ...); name a file to read it anyway",
                path=shown(path),
                suffixes=suffixes,
            )
        )


def _tree(top: str, on_problem: Callable[[Message], None]) -> Iterator[tuple[str, list[str]]]:
    """Every folder from `top` down with its file names, both sorted, links to folders not followed."""

    def complain(error: OSError) -> None:
        on_problem(_trouble(error.filename or top, error))

    waiting = [top]
    while waiting:  # os.walk calls itself for every folder down, in some versions of Python
        folder = waiting.pop()
        names, subfolders = [], []
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if not _is_folder(entry):
                        names.append(entry.name)
                    elif not entry.is_symlink():
                        subfolders.append(entry.name)
        except OSError as error:
            complain(error)
            continue
        waiting += (os.path.join(folder, name) for name in sorted(subfolders, reverse=True))
        yield folder, sorted(names)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself; whoever opens it says so
        return False


def _matching(pattern: str, on_problem: Callable[[Message], None], *, tables: bool) -> Iterator[str]:
    """The files that match `pattern`, sorted; a folder that matches gives its files, as in a shell."""
    found = sorted(set(_expand(pattern, tables)))
    for path in found:
        # `**/*` reaches every file below already; walking each matching folder would be quadratic.
        if not os.path.isdir(path):
            yield path
        elif "**" not in pattern:
            yield from _folder(path, on_problem, tables=tables)
    if not found:
        on_problem(
            Message(
                "{pattern}: no file matches this pattern; check it, or name a folder", pattern=shown(pattern)
            )
        )


def _expand(pattern: str, tables: bool) -> Iterator[str]:
    """The paths that match `pattern`. `glob` follows links under `**` (for ever, where they loop), hence the
    walk of our own for that one component."""
    from glob import escape, glob

    parts = pattern.split("/")
    if "**" not in parts:
        yield from glob(pattern)
        return
    at = parts.index("**")
    before, after = "/".join(parts[:at]), "/".join(parts[at + 1 :])
    tops = [top for top in glob(before) if os.path.isdir(top)] if before else ["/" if at else ""]
    for top in tops:
        for folder, names in _tree(top or ".", lambda problem: None):
            shown = folder if top else os.path.relpath(folder) if folder != "." else ""
            if after:
                yield from _expand(os.path.join(escape(shown), after), tables)
            else:
                yield from (os.path.join(shown, name) for name in names if _wanted(name, tables))


def _at_once(path: str, flags: int) -> int:
    """Opens a file; a pipe without waiting for somebody to write to it."""
    return os.open(path, flags | os.O_NONBLOCK)


def _read_file(path: str, seen: set[tuple[int, int]], limits: Limits, *, named: bool) -> bytes | None:
    """The bytes of one file, None if the file is in `seen` already. Pipes and devices are read where they are
    `named`."""
    try:
        with open(path, "rb", opener=None if named else _at_once) as handle:
            status = os.fstat(handle.fileno())
            if not named and not stat.S_ISREG(status.st_mode):
                raise ReadError(
                    "{path}: a pipe or a device, passed over; name it to read it", path=shown(path)
                )
            identity = (status.st_dev, status.st_ino)
            if identity in seen:
                return None
            seen.add(identity)
            return _limited(handle, path, limits)
    except (OSError, ValueError) as error:
        raise ReadError(_trouble(path, error)) from error


def _read_stdin(stdin: BinaryIO | None, limits: Limits) -> bytes:
    stream = stdin or getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise ReadError("{name}: not open; name a file instead of -", name=STANDARD_INPUT)
    try:
        return _limited(stream, STANDARD_INPUT, limits)
    except (OSError, ValueError) as error:
        raise ReadError("{name}: cannot be read; name a file instead of -", name=STANDARD_INPUT) from error


def _limited(stream: BinaryIO, name: str, limits: Limits) -> bytes:
    """All bytes of `stream`; ReadError before more than the limit of them are in memory."""
    data = bytearray()
    most = limits.file_bytes
    while chunk := stream.read(
        min(CHUNK, most + 1 - len(data))
    ):  # room for as much as is asked for is made first
        data += chunk
        if len(data) > most:
            raise ReadError(
                "{name}: larger than {most}; split it into smaller files",
                name=shown(name),
                most=megabytes(most),
            )
    return bytes(data)
