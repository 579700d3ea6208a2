"""Files of every format, made by the programs and libraries that people make them with."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from index.document import Place
from index.errors import ReadError
from index.reader import Source, read_paths

NEWS = (
    "Pasar lama di Kota Melati dibuka kembali pada hari Senin oleh Wali Kota Budi Hartono.",
    "Harga sewa kios adalah Rp2 juta per bulan, kata kepala dinas perdagangan Sari Dewi.",
    "Pedagang sayur dan ikan mendapat tempat lebih dulu di lantai bawah gedung itu.",
)


def read(path: Path, data: bytes, **options: Any) -> Source:
    """The one text of a file with these bytes, read without a problem."""
    sources, problems = read_all(path, data, **options)
    assert problems == []
    (source,) = sources
    assert source.name == str(path)
    return source


def read_all(path: Path, data: bytes, **options: Any) -> tuple[list[Source], list[str]]:
    path.write_bytes(data)
    problems: list[str] = []
    sources = read_paths([path], on_problem=problems.append, **options)
    assert all(len(problem.splitlines()) == 1 for problem in problems)
    return sources, problems


def refused(path: Path, data: bytes, **options: Any) -> str:
    """The one line that says why a file with these bytes is not read, without the file's name."""
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read_paths([path], **options)
    message = str(caught.value)
    assert len(message.splitlines()) == 1
    return message.replace(str(path), "FILE")


def place_of(source: Source, words: str) -> Place | None:
    """The place of `words`, which stand in the text once."""
    from index.analysis import document

    assert source.text.count(words) == 1
    return document(source.name, source.text, places=source.places).place(source.text.index(words))


def zipped(entries: Mapping[str, bytes | str] | Sequence[tuple[str, bytes | str]]) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items() if isinstance(entries, Mapping) else entries:
            archive.writestr(name, data)
    return file.getvalue()
