"""Several processes find what one finds, in the same order, and one goes on where others fail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest
from news import ENGLISH, INDONESIAN, THINGS

from index.document import Place
from index.reader import Source
from index.store import analysing
from index.store.analysing import Batch, analysed, batches
from index.store.packing import unpack_rows
from index.store.verifying import verify
from index.store.writer import Progress, Writer

SOURCES = [
    Source("en.txt", ENGLISH),
    Source("id.txt", INDONESIAN, places=(Place(0, "page", "1"), Place(200, "page", "2"))),
    Source("blank", " \n"),
    Source("\ud800", "\x00\ud800 kopi \udfff"),
    *(
        Source(f"{number}", f"Petani desa{number} menanam {thing}. Rp 5 M.")
        for number, thing in enumerate(THINGS)
    ),
]


def told(found: Iterable[Batch]) -> list[tuple[object, ...]]:
    """The articles with their sentences and tokens, whatever numbers their batches gave to words."""
    articles: list[tuple[object, ...]] = []
    vocabularies: dict[bytes, list[tuple[str, str, str]]] = {}
    for batch in found:
        vocabulary = vocabularies.setdefault(batch.origin, [])
        vocabulary += batch.fresh
        for one in batch.articles:
            rows = unpack_rows(one.tokens.rows(one.tokens.entries.tobytes()), one.sentences)
            tokens = [
                [(*vocabulary[entry - 1], start, end) for entry, start, end in rows.tokens(place)]
                for place in range(len(rows))
            ]
            spans = rows.marks.tolist()
            articles.append(
                (one.name, one.digest, one.language, one.facts, one.header, one.text, spans, tokens)
            )
    return articles


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes little for enough to be done by several."""
    monkeypatch.setattr(analysing, "SMALL", 0)
    monkeypatch.setattr(analysing, "BATCH", 300)
    monkeypatch.setattr(analysing, "ALONE", 200)


@pytest.mark.usefixtures("eager")
def test_several_processes_find_what_one_finds() -> None:
    alone = told(batches(SOURCES))
    assert [name for name, *_ in alone] == [source.name for source in SOURCES]
    assert told(batches(SOURCES, processes=2)) == alone


def test_a_vocabulary_that_is_large_is_begun_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = told(batches(SOURCES))
    monkeypatch.setattr(analysing, "ALONE", 1)
    monkeypatch.setattr(analysing, "LARGE", 5)
    found = list(batches(SOURCES))
    assert len({batch.origin for batch in found}) > 3
    assert told(found) == whole


def test_what_is_found_article_by_article_is_the_analysis() -> None:
    assert told(batches(SOURCES, analyse=analysed)) == told(batches(SOURCES))


@pytest.mark.usefixtures("eager")
def test_one_goes_on_where_the_others_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(sources: list[Source], processes: int) -> Iterator[Batch]:
        yield from batches(sources[:3])
        raise BrokenProcessPool

    monkeypatch.setattr(analysing, "_together", failing)
    assert told(batches(SOURCES, processes=2)) == told(batches(SOURCES))


@pytest.mark.usefixtures("eager")
def test_an_index_by_several_processes_is_that_by_one(tmp_path: Path) -> None:
    pytest.importorskip("tantivy")
    heard: list[Progress] = []
    with Writer(tmp_path / "two", create=True, processes=2, on_progress=heard.append) as writer:
        writer.update(SOURCES)
    with Writer(tmp_path / "one", create=True) as writer:
        writer.update(SOURCES)
    assert verify(tmp_path / "two") == []
    facts = []
    for name in ("one", "two"):
        with Writer(tmp_path / name) as writer:
            facts.append(
                (
                    writer.connection.execute(
                        "SELECT name, digest, sentences FROM documents ORDER BY id"
                    ).fetchall(),
                    writer.connection.execute(
                        "SELECT term, sentences, most FROM terms ORDER BY term"
                    ).fetchall(),
                )
            )
    assert facts[0] == facts[1]
    assert heard[-1].stage == "reading"
    assert (heard[-1].done, heard[-1].total) == (len(SOURCES), len(SOURCES))
