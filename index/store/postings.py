"""Which sentences share weighted terms with a question, on disk?

tantivy keeps the postings and finds the best by its own BM25, whose parameters are fixed and whose lengths are
rounded. Terms are therefore boosted so that its score is never below the engine's, and whoever asks rescores
what comes back until nothing further down can be better (`index.store.engine`).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from index.engine import Term, idf
from index.errors import IndexStoreError
from index.message import Message

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Rows = NDArray[np.int64]
    Scores = NDArray[np.float64]

__all__ = ["Postings", "load_tantivy", "spelled", "write_postings"]

HEAP = 64_000_000
"""Bytes that tantivy collects before it writes."""
KEPT = 20_000
"""Terms whose queries are kept."""
K1, B = 1.2, 0.75
"""tantivy's BM25 parameters, which cannot be chosen."""


def load_tantivy() -> Any:
    """The tantivy module; IndexStoreError where the extra is not installed."""
    try:
        import tantivy
    except ImportError as error:
        raise IndexStoreError(
            "a stored index needs the package tantivy, which is not installed; pip install tantivy"
        ) from error
    return tantivy


def spelled(term: Term) -> str:
    """How a term of either vocabulary is written in the postings, where blanks part them."""
    if isinstance(term, int):
        return f"#{term}"
    try:
        term.encode()
    except UnicodeEncodeError:  # lone surrogates
        return "?" + term.encode("utf-8", "surrogatepass").hex()
    if any(character.isspace() for character in term):
        return "?" + term.encode().hex()
    return f"={term}"


def _schema(tantivy: Any) -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", fast=True)
    builder.add_text_field("terms", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def write_postings(folder: str, rows: Iterable[str]) -> None:
    """Writes an index into the empty `folder`; a row is its spelled terms, with repetitions, between blanks."""
    tantivy = load_tantivy()
    with _sound(folder):
        index = tantivy.Index(_schema(tantivy), folder, reuse=False)
        index.config_reader(reload_policy="manual")
        writer = index.writer(HEAP, 1)
        for row, terms in enumerate(rows):
            document = tantivy.Document()
            document.add_unsigned("row", row)
            document.add_text("terms", terms)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        del writer, index
    for name in os.listdir(folder):
        if name.endswith(".lock"):
            os.unlink(os.path.join(folder, name))


class _sound:  # noqa: N801 - reads as a statement
    """Turns what tantivy raises about `folder` into an IndexStoreError."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: object) -> None:
        if error is None or isinstance(error, IndexStoreError):
            return
        if isinstance(error, ValueError) or kind.__name__ == "PanicException":
            said = " ".join(str(error).split())[:200]
            if "StorageFull" in said or "No space" in said:
                reason = Message(
                    "the disk is full; make room and run the command again; what was committed is kept"
                )
            else:
                reason = Message("damaged ({reason}); build the index anew", reason=said)
            raise IndexStoreError("{path}: {reason}", path=self._folder, reason=reason) from error


class Postings:
    """A written index, open for reading; `tokens` is the number of all terms in it."""

    def __init__(self, folder: str, tokens: int) -> None:
        self._tantivy = load_tantivy()
        self._folder = folder
        with _sound(folder):
            self._searcher = self._open(folder)
            self._schema = _schema(self._tantivy)
            self.size = self._searcher.num_docs
        self._average = max(1.0, tokens / self.size) if self.size else 1.0
        self._queries: dict[Term, tuple[Any, float]] = {}

    def _open(self, folder: str) -> Any:
        if os.access(folder, os.W_OK):
            return self._searcher_of(folder)
        # tantivy locks a file in the folder to open it; where it may not, links to the files serve as well.
        links = tempfile.mkdtemp(prefix="kutip-")
        try:
            for name in os.listdir(folder):
                os.symlink(os.path.abspath(os.path.join(folder, name)), os.path.join(links, name))
            return self._searcher_of(links)
        finally:
            shutil.rmtree(links, ignore_errors=True)

    def _searcher_of(self, folder: str) -> Any:
        index = self._tantivy.Index.open(folder)
        # By default a thread watches for changes, and locks files in a folder that is being removed.
        index.config_reader(reload_policy="manual")
        return index.searcher()

    def bound(self, share: float, most: int, k1: float, b: float, average: float, heaviest: float) -> float:
        """The most that the engine's score of a term can be above tantivy's, both without idf, for a term whose
        frequency counts `share` times, that stands at most `most` times in a sentence, and that weighs at most
        `heaviest` times as much as tantivy counts it."""
        worst = 0.0
        for count in {1, most, *(count for count in (2, 3, 4, 6, 8, 12, 20, 40, 100) if count < most)}:
            ours = 1.0 - b + b * count / average if heaviest <= 1.0 else 1.0 - b
            theirs = 1.0 - B + B * (1.0 if heaviest > 1.0 else count / self._average)
            frequency = share * heaviest * count
            score = frequency * (k1 + 1.0) / (frequency + k1 * ours)
            worst = max(worst, score * (count + K1 * theirs) / (count * (K1 + 1.0)))
        return worst

    def best(self, terms: Sequence[tuple[Term, float]], limit: int) -> tuple[Rows, Scores]:
        """The `limit` rows with the highest sums, best first, and these; (term, factor) add at most tantivy's score
        without idf times the factor."""
        import numpy as np

        tantivy, found, rows = self._tantivy, [], []
        boosted, should = tantivy.Query.boost_query, tantivy.Occur.Should
        with _sound(self._folder):
            clauses = []
            for term, factor in terms:
                query, rarity = self._queries.get(term) or self._query(term)
                if query is not None and factor > 0:
                    clauses.append((should, boosted(query, factor / rarity)))
            if clauses:
                query = tantivy.Query.boolean_query(clauses)
                found = self._searcher.search(query, min(limit, max(1, self.size)), count=False).hits
                rows = self._searcher.fast_field_values("row", [address for _, address in found])
        return np.array(rows, dtype=np.int64), np.array([score for score, _ in found], dtype=np.float64)

    def _query(self, term: Term) -> tuple[Any, float]:
        """tantivy's query for a term, and the idf that it multiplies by; None where no sentence has the term."""
        written = spelled(term)
        frequency = self._searcher.doc_freq("terms", written)
        query = None
        if frequency:
            query = self._tantivy.Query.term_query(self._schema, "terms", written, index_option="freq")
        if len(self._queries) >= KEPT:
            self._queries.clear()
        self._queries[term] = query, idf(frequency, self.size)
        return self._queries[term]
