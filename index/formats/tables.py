"""What does the text column of a CSV or JSON file say?

One row after the other, each a paragraph of the text; its place is the row, numbered as a spreadsheet or an
editor does. Without a column named, a column called "text" or the like is read.
"""

from __future__ import annotations

import csv
import json
import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Literal

from index.decoding import decode
from index.errors import ReadError
from index.formats.content import Content, Writer
from index.limits import DEFAULTS, Limits
from index.message import Message

__all__ = ["USUAL", "read"]

USUAL = ("text", "content", "body", "article", "teks", "isi", "konten", "artikel", "berita")
"""Columns that are read where none is named, the first that is there."""

Row = tuple[Literal["row", "item"], int, object]
_COLUMNS = 16_384  # as many as a spreadsheet has
_LONGEST = 40  # characters of a column's name in a message
_fields = threading.Lock()


def read(data: bytes, name: str, *, column: str | None = None, limits: Limits = DEFAULTS) -> Content:
    """The texts of the column, a blank line between two. ReadError if there is no such column."""
    text = decode(data, name)[0]
    start = text.lstrip()[:1]
    suffix = os.path.splitext(name.lower().removesuffix(".gz"))[1]
    is_json = suffix.startswith((".json", ".ndjson")) or (
        suffix not in (".csv", ".tsv") and start in ("{", "[")
    )
    bad: list[int] = []
    rows = _json_rows(text, name, bad) if is_json else _csv_rows(text, name, limits)
    return _written(rows, name, column, bad, limits)


def _written(
    rows: Iterable[Row], name: str, column: str | None, bad: Sequence[int], limits: Limits
) -> Content:
    """The texts of `rows`; `bad` are numbers of lines that the iteration finds to be no rows."""
    writer = Writer()
    chosen = column
    cut = None
    met = False
    seen: dict[str, None] = {}
    for count, (kind, number, row) in enumerate(rows):
        if count >= limits.rows:
            cut = Message("only the first {most:,} rows are read; split it", most=limits.rows)
            break
        if isinstance(row, dict):
            if len(seen) < 100:
                seen.update(dict.fromkeys(map(str, row)))
            if chosen is None:
                chosen = _usual(row)
            value = None if chosen is None else _value(row, chosen)
        else:
            value = row if column is None else None
        if value is None:
            continue
        met = True
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        if text.strip():
            writer.at(kind, number)
            writer.write(text.strip(), "\n\n")
    if not met:
        raise ReadError(_no_column(name, column, list(seen)))
    if bad and cut is None:
        cut = (
            Message(
                "{count} lines are not JSON and are left out, the first is line {line}; mend or remove them",
                count=len(bad),
                line=bad[0],
            )
            if len(bad) > 1
            else Message("line {line} is not JSON and is left out; mend or remove it", line=bad[0])
        )
    return writer.content(cut=cut)


def _no_column(name: str, column: str | None, seen: Sequence[str]) -> Message:
    shortened = (one if len(one) <= _LONGEST else f"{one[:_LONGEST]}…" for one in seen[:8])
    listed = ", ".join(shortened) + (", ..." if len(seen) > 8 else "")
    there = Message("there are {columns}", columns=listed) if seen else Message("there are no columns")
    if column is None:
        asked = Message("no column with texts is known by its name")
    else:
        asked = Message("no column {column!r}", column=column)
    return Message("{name}: {asked}; {there}; name one with --column", name=name, asked=asked, there=there)


def _usual(row: dict[str, object]) -> str | None:
    folded = {str(key).strip().casefold(): str(key) for key in row}
    found = next((folded[usual] for usual in USUAL if usual in folded), None)
    return next(iter(row)) if found is None and len(row) == 1 else found


def _value(row: dict[str, object], column: str) -> object:
    """The value of `column`, whose dots lead into nested objects where no column is called so."""
    if column in row:
        return row[column]
    value: object = row
    for part in column.split("."):
        if not isinstance(value, dict) or part not in value:
            return None
        value = value[part]
    return value


def _csv_rows(text: str, name: str, limits: Limits) -> Iterator[Row]:
    """The rows after the header, numbered from 2 as spreadsheets do."""
    head = text.splitlines()[0]
    separator = max("\t,;|", key=head.count) if any(mark in head for mark in "\t,;|") else ","
    with _fields:  # the longest field is the module's own setting
        before = csv.field_size_limit(len(text) + 1)
        try:
            rows = list(_limited(csv.reader(StringIO(text, newline=""), delimiter=separator), limits.rows))
        except csv.Error as error:
            raise ReadError(
                "{name}: damaged CSV ({reason}); save it again from a spreadsheet",
                name=name,
                reason=str(error),
            ) from error
        finally:
            csv.field_size_limit(before)
    header = [cell.strip() for cell in rows[0][1]]
    if len(header) > _COLUMNS:
        raise ReadError(
            "{name}: {count:,} columns, at most {most:,} are read; save it with fewer",
            name=name,
            count=len(header),
            most=_COLUMNS,
        )
    for number, row in rows[1:]:
        yield "row", number, dict(zip(header, row, strict=False))


def _limited(rows: Iterable[list[str]], most: int) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(rows, 1):
        if number > most + 2:
            return
        if row or number == 1:
            yield number, row


def _json_rows(text: str, name: str, bad: list[int]) -> Iterator[Row]:
    """The items of a list, numbered from 1; the lines of JSON lines; the values of one object."""
    try:
        whole: object = json.loads(text)
    except ValueError as error:
        lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        found = 0
        for number, line in lines:
            try:
                yield "row", number, json.loads(line)
                found += 1
            except (ValueError, RecursionError):
                bad.append(number)
                # A list over many lines that breaks off has no line that is JSON by itself, or few.
                if number == lines[0][0]:
                    break
        if not found:
            raise ReadError(
                "{name}: damaged JSON ({reason}); mend it there", name=name, reason=str(error)
            ) from error
        return
    except RecursionError as error:
        raise ReadError("{name}: JSON nested too deeply; write the texts flat", name=name) from error
    if isinstance(whole, dict):
        # Services wrap the list that matters: {"status": "ok", "articles": [...]}.
        lists = [
            value
            for value in whole.values()
            if isinstance(value, list) and value and all(isinstance(item, dict) for item in value)
        ]
        if len(lists) != 1 or _usual(whole) is not None:
            yield "item", 1, whole
            return
        whole = lists[0]
    for number, item in enumerate(whole if isinstance(whole, list) else [whole], 1):
        yield "item", number, item
