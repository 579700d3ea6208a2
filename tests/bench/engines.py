"""The engines that are measured, kutip's and its peers, behind one small class each.

All get the same sentences as lists of the same terms (kutip's own, so that nobody is measured for splitting words), and
questions as groups of terms that count as one word. Each says `on_disk` whether it is built by one process and asked
by another.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tests.bench.cluster import Cluster

__all__ = ["ENGINES", "LIMIT", "SHARES"]

LIMIT = 100
SHARES = (1.0, 0.6, 0.5, 0.45, 0.4)
"""How surely the words of a group mean what its first word means, for the engines that weigh them."""

Sentences = Iterable[list[str]]
Groups = Sequence[Sequence[str]]


class Memory:
    """kutip in memory: rank_bm25 with a mended idf and postings."""

    on_disk = False

    def build(self, sentences: Sentences) -> None:
        from index.engine import MemoryEngine

        self._engine = MemoryEngine(Counter(terms) for terms in sentences)

    def ask(self, groups: Groups) -> int:
        from index.engine import Group

        asked = [Group(tuple(zip(group, SHARES, strict=False))) for group in groups]
        return len(self._engine.search(asked, limit=LIMIT))


class Stored:
    """kutip on disk, its first stage alone; built by `qa-index build` from files (`tests.bench.cell`)."""

    on_disk = True

    def open(self, folder: str) -> None:
        from index.store.engine import Statistics, StoredEngine
        from index.store.snapshot import Store

        self._store = Store(folder)
        self._kinds = Statistics, StoredEngine
        with self._store.snapshot():
            pass

    def ask(self, groups: Groups) -> int:
        from index.engine import Group

        statistics, engine = self._kinds
        asked = [Group(tuple(zip(group, SHARES, strict=False))) for group in groups]
        with self._store.snapshot() as snapshot:
            counts = statistics(self._store, snapshot, "words", k1=1.5, b=0.75)
            return len(engine(self._store, snapshot, counts).search(asked, limit=LIMIT))


class RankBM25:
    """rank_bm25 as it is; it knows no groups: all words count alike."""

    on_disk = False

    def build(self, sentences: Sentences) -> None:
        from rank_bm25 import BM25Okapi

        self._engine = BM25Okapi(list(sentences))

    def ask(self, groups: Groups) -> int:
        import numpy as np

        scores = self._engine.get_scores([term for group in groups for term in group])
        return len(np.argpartition(scores, -LIMIT)[-LIMIT:])


class BM25S:
    """bm25s with its numpy backend."""

    on_disk = True
    backend = "numpy"

    def build(self, sentences: Sentences, folder: str) -> None:
        import bm25s

        engine = bm25s.BM25(k1=1.5, b=0.75, backend=self.backend)
        engine.index(list(sentences), show_progress=False)
        engine.save(folder)

    def open(self, folder: str) -> None:
        import bm25s

        self._engine: Any = bm25s.BM25.load(folder, mmap=True)
        if self.backend == "numba":
            self._engine.backend = "numba"
            self._engine.activate_numba_scorer()

    def ask(self, groups: Groups) -> int:
        asked = [[term for group in groups for term in group]]
        found, _ = self._engine.retrieve(asked, k=LIMIT, show_progress=False, n_threads=0)
        return len(found[0])


class BM25SNumba(BM25S):
    """bm25s with its numba backend."""

    backend = "numba"


class Tantivy:
    """tantivy as it is, by its own BM25; groups are more words."""

    on_disk = True

    def _schema(self) -> Any:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("row", fast=True)
        builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
        return builder.build()

    def build(self, sentences: Sentences, folder: str) -> None:
        import tantivy

        index = tantivy.Index(self._schema(), folder)
        writer = index.writer(64_000_000, 1)
        for row, terms in enumerate(sentences):
            document = tantivy.Document()
            document.add_unsigned("row", row)
            document.add_text("terms", " ".join(terms))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: str) -> None:
        import tantivy

        self._module: Any = tantivy
        self._fields = self._schema()
        self._searcher: Any = tantivy.Index.open(folder).searcher()

    def ask(self, groups: Groups) -> int:
        query = self._module.Query
        clauses = [
            (self._module.Occur.Should, query.term_query(self._fields, "terms", term, index_option="freq"))
            for group in groups
            for term in group
        ]
        found = self._searcher.search(query.boolean_query(clauses), LIMIT, count=False).hits
        return len(self._searcher.fast_field_values("row", [address for _, address in found]))


class FTS5:
    """SQLite's full-text search, ordered by its bm25(); groups are more words."""

    on_disk = True

    def build(self, sentences: Sentences, folder: str) -> None:
        connection = sqlite3.connect(os.path.join(folder, "fts.sqlite"))
        connection.execute(
            "CREATE VIRTUAL TABLE texts USING fts5(terms, content='', detail='column', tokenize=\"unicode61\")"
        )
        connection.executemany(
            "INSERT INTO texts (rowid, terms) VALUES (?, ?)",
            ((row, " ".join(terms)) for row, terms in enumerate(sentences, 1)),
        )
        connection.commit()
        connection.close()

    def open(self, folder: str) -> None:
        self._connection = sqlite3.connect(os.path.join(folder, "fts.sqlite"))

    def ask(self, groups: Groups) -> int:
        asked = " OR ".join(f'"{term}"' for group in groups for term in group)
        found = self._connection.execute(
            "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY bm25(texts) LIMIT ?", (asked, LIMIT)
        )
        return len(found.fetchall())


class Xapian:
    """Xapian by its BM25; a group is one word to it (OP_SYNONYM)."""

    on_disk = True

    def build(self, sentences: Sentences, folder: str) -> None:
        import xapian

        database = xapian.WritableDatabase(folder, xapian.DB_CREATE_OR_OVERWRITE)
        for terms in sentences:
            document = xapian.Document()
            for term in terms:
                document.add_term(term)
            database.add_document(document)
        database.commit()
        database.close()

    def open(self, folder: str) -> None:
        import xapian

        self._module: Any = xapian
        self._enquire: Any = xapian.Enquire(xapian.Database(folder))
        self._enquire.set_weighting_scheme(xapian.BM25Weight(1.5, 0, 1, 0.75, 0))

    def ask(self, groups: Groups) -> int:
        query = self._module.Query
        parts = [
            query(query.OP_SYNONYM, list(group)) if len(group) > 1 else query(group[0]) for group in groups
        ]
        self._enquire.set_query(query(query.OP_OR, parts))
        return len([match.docid for match in self._enquire.get_mset(0, LIMIT)])


ENGINES: dict[str, Any] = {
    "kutip in memory": Memory,
    "kutip stored": Stored,
    "kutip cluster": Cluster,
    "rank_bm25": RankBM25,
    "bm25s numpy": BM25S,
    "bm25s numba": BM25SNumba,
    "tantivy bare": Tantivy,
    "SQLite FTS5": FTS5,
    "Xapian": Xapian,
}


def size_of(folder: str) -> int:
    """Bytes of all files in a folder."""
    return sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
