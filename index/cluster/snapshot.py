"""What does a client see?

Every question is asked at the last commit of every shard. It sees one commit of each shard, and an article is in
one shard; commits of several shards are not one. What is read of the shards is kept until a newer commit.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from index.cluster.binding import load_xapian, matches_of, reason
from index.cluster.blocks import unpack_dense
from index.cluster.layout import read_layout
from index.cluster.record import Listed, Opened, unpack_listed, unpack_record
from index.cluster.servers import Connected, Connections
from index.cluster.shard import fact_term
from index.cluster.terms import KEY, RECORD, name_term, spelled
from index.cluster.words import Words
from index.errors import IndexStoreError
from index.store.commit import Entry, Loaded
from index.store.database import SHIFT
from index.store.permitted import Permitted
from index.store.place import told
from index.store.snapshot import KEPT_DOCUMENTS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.engine import Term
    from index.where import Where

__all__ = ["ClusterSnapshot", "ClusterStore"]

Result = TypeVar("Result")


@dataclass(slots=True, eq=False)
class ClusterSnapshot:
    """One commit of every shard that is served, with the interface of `index.store.snapshot.Snapshot`.

    `database` is all of them as one; `missing` names the others. `generation` differs when anything does.
    """

    generation: tuple[tuple[str, bytes, int], ...]
    served: tuple[Connected, ...]
    missing: tuple[str, ...]
    database: Any
    settings: dict[str, Any]
    totals: dict[str, int]
    languages: tuple[str, ...]
    matrices: dict[str, list[tuple[NDArray[np.int64], NDArray[np.generic]]]]
    removed: NDArray[np.int64]
    frequencies: dict[Term, int] = field(default_factory=dict)
    unpacked: list[NDArray[np.float32]] | None = None
    places: dict[int, int] = field(default_factory=dict)
    """Where the records of articles stand in `database`, as far as it is known."""
    listed: list[Listed] | None = None
    passed: tuple[Where, Permitted] | None = None
    """The last filter, and what passed it."""


class ClusterStore:
    """A client of the cluster that `file` describes; safe to use from several threads, which take turns. It has the
    interface of `index.store.snapshot.Store`, as far as questions need it.

    IndexStoreError where the file cannot be used, no shard is served at all, or a server serves another shard.
    """

    def __init__(self, file: str | os.PathLike[str]) -> None:
        self.layout = read_layout(file)
        self.connections = Connections(self.layout)
        self.words = Words()
        self._lock = threading.RLock()
        self._current: ClusterSnapshot | None = None
        self._documents: dict[int, Opened] = {}
        self._dense: dict[tuple[bytes, str], tuple[Any, Any]] = {}

    def close(self) -> None:
        """Drops every connection; the next question makes new ones."""
        with self._lock:
            self._current = None
            self.connections.close()

    def reading(self) -> AbstractContextManager[None]:
        """Inside, what odd values of the shards lead to is an IndexStoreError that names the cluster file."""
        return told(self.layout.path)

    def ask(self, question: Callable[[ClusterSnapshot], Result]) -> Result:
        """What `question` gives for the last commit. It is put again, to the servers that are left, when a server
        fails in the middle of it, or has gone on by more commits than it can look back."""
        xapian = load_xapian()
        attempts = 2 + sum(len(shard.servers) for shard in self.layout.shards)
        with self._lock:
            for attempt in range(attempts):
                try:
                    answer = question(self._refreshed())
                    self.connections.settled()
                    return answer
                except xapian.Error as error:
                    self._current = None
                    self.connections.failed(error)
                    if attempt == attempts - 1:
                        raise IndexStoreError(
                            "{path}: the servers cannot be asked ({reason}); see qa-index info",
                            path=self.layout.path,
                            reason=reason(error),
                        ) from error
        raise AssertionError("unreachable")

    def _refreshed(self) -> ClusterSnapshot:
        served, missing = self.connections.refreshed()
        if not served:
            raise IndexStoreError(
                "{path}: no shard is served: {servers}; start xapian-tcpsrv",
                path=self.layout.path,
                servers=self.connections.unanswered(),
            )
        generation = tuple((one.shard.name, one.uuid, one.header.generation) for one in served)
        before = self._current
        if (
            before is not None
            and before.generation == generation
            and all(old.database is new.database for old, new in zip(before.served, served, strict=True))
        ):
            before.missing = missing
            return before
        self._forget(before, served)
        self._current = self._read(tuple(served), missing, generation)
        if before is not None and before.generation == generation:
            self._current.frequencies = before.frequencies
            self._current.listed = before.listed
            self._current.passed = before.passed
        return self._current

    def _forget(self, before: ClusterSnapshot | None, served: Sequence[Connected]) -> None:
        """Forgets what was read of databases that were made anew: numbers mean other articles there."""
        known = {} if before is None else {one.shard.name: one.uuid for one in before.served}
        if any(known.get(one.shard.name, one.uuid) != one.uuid for one in served):
            self._documents.clear()
            self._dense.clear()
            self.words = Words()

    def _read(
        self,
        served: tuple[Connected, ...],
        missing: tuple[str, ...],
        generation: tuple[tuple[str, bytes, int], ...],
    ) -> ClusterSnapshot:
        import numpy as np

        database = load_xapian().Database()
        for one in served:
            database.add_database(one.database)
        headers = [one.header for one in served]
        made = [header for header in headers if header.latent is not None]
        if len({(header.identity, header.latent, header.dense) for header in made}) > 1:
            raise IndexStoreError(
                "{path}: its shards were made with different models or settings; build it anew",
                path=self.layout.path,
            )
        settings: dict[str, Any] = {"latent": made[0].latent, "dense": made[0].dense} if made else {}
        if made and made[0].identity is not None:
            settings["identity"] = made[0].identity
        names = ("documents", "sentences", "tokens", "latent_sentences", "latent_sum")
        return ClusterSnapshot(
            generation,
            served,
            missing,
            database,
            settings,
            {name: sum(getattr(header, name) for header in headers) for name in names},
            tuple(sorted({language for header in headers for language in header.languages})),
            {"vocabulary": [], "dense": []},
            np.zeros(0, dtype=np.int64),
        )

    def learn_words(self, snapshot: ClusterSnapshot) -> None:
        """Reads the words of all shards, as far as they are not known yet."""
        if not snapshot.matrices["vocabulary"]:
            with self.reading():
                for one in snapshot.served:
                    self.words.read(one)
                snapshot.matrices["vocabulary"] = [self.words.matrix()]

    def learn_dense(self, snapshot: ClusterSnapshot) -> None:
        """Reads the vectors of all sentences, where they are stored, as far as they are not known yet."""
        import numpy as np

        if not snapshot.settings.get("dense") or snapshot.matrices["dense"]:
            return
        found: dict[tuple[bytes, str], tuple[Any, Any]] = {}
        for one in snapshot.served:
            for key, _ in one.header.blocks["dense"]:
                block = self._dense.get((one.uuid, key))
                if block is None:
                    unpacked = unpack_dense(one.database.get_metadata(key))
                    block = unpacked.numbers, unpacked.rows
                found[one.uuid, key] = block
        self._dense = found
        if found:
            numbers, rows = (np.concatenate(parts) for parts in zip(*found.values(), strict=True))
            order = np.argsort(numbers)  # over all shards, or ties would be settled by shard
            snapshot.matrices["dense"] = [(numbers[order], rows[order])]
            if any(one.header.removed for one in snapshot.served):
                live = [one.identity for one in self.listing(snapshot)]
                snapshot.removed = np.setdiff1d(numbers >> SHIFT, np.array(live, dtype=np.int64))

    def frequency(self, snapshot: ClusterSnapshot, term: Term) -> tuple[int, int]:
        """In how many sentences a term of either vocabulary stands; and 1, as `Store.frequency` tells more."""
        if term not in snapshot.frequencies:
            self.count(snapshot, [term])
        return snapshot.frequencies[term], 1

    def numbered(self, snapshot: ClusterSnapshot, terms: Sequence[Term]) -> dict[Term, tuple[int, ...]]:
        """As of `Store.numbered`, of the entries met so far."""
        return {
            term: tuple(self.words.numbered(term)) if isinstance(term, str) else (term,) for term in terms
        }

    def count(self, snapshot: ClusterSnapshot, terms: Iterable[Term]) -> None:
        """Asks for the frequencies of terms that are not known yet, all in one step."""
        missing = {term: spelled(term) for term in terms if term not in snapshot.frequencies}
        snapshot.frequencies.update(self.frequencies(snapshot, missing))

    def frequencies(self, snapshot: ClusterSnapshot, terms: dict[Any, bytes]) -> dict[Any, int]:
        """In how many of Xapian's documents terms stand, as they are written, by key."""
        xapian = load_xapian()
        if not terms:
            return {}
        enquire = xapian.Enquire(snapshot.database)
        enquire.set_query(xapian.Query(xapian.Query.OP_OR, [xapian.Query(term) for term in terms.values()]))
        counted = enquire.get_mset(0, 0)
        return {key: int(counted.get_termfreq(term)) for key, term in terms.items()}

    def note(self, snapshot: ClusterSnapshot, number: int, place: int) -> None:
        """Remembers that the record of a sentence's article stands at `place` of the database of all shards."""
        snapshot.places[number >> SHIFT] = place

    def document(self, identity: int) -> Loaded:
        """An article of the commit that is looked at. IndexStoreError where it is damaged."""
        return self._opened(identity).loaded

    def encodings(self, identity: int) -> Iterator[tuple[int, bytes | None, bytes | None]]:
        """What is stored of the model's view of an article's sentences: (number, dense vector, latent terms)."""
        opened = self._opened(identity)
        for number, (dense, latents) in zip(opened.loaded.numbers, opened.encodings, strict=True):
            yield number, dense, latents

    def _opened(self, identity: int) -> Opened:
        found = self._documents.pop(identity, None)
        if found is None:
            snapshot = self._looked_at()
            if identity not in snapshot.places:
                self.listing(snapshot)
            if identity not in snapshot.places:
                raise IndexStoreError(
                    "{path}: document {identity} is in no shard; see qa-index verify",
                    path=self.layout.path,
                    identity=identity,
                )
            record = snapshot.database.get_document(snapshot.places[identity])
            found = unpack_record(record.get_data(), identity, self.words.number_of)
        self._documents[identity] = found
        if len(self._documents) > KEPT_DOCUMENTS:
            del self._documents[next(iter(self._documents))]
        return found

    def vector(self, word: str) -> bytes | None:
        """The vector of a word, where a shard holds it."""
        return self.words.vector(word)

    def entries(self, wanted: Sequence[int]) -> dict[int, Entry]:
        """Entries of the vocabulary by number, in order of their numbers."""
        return {number: self.words.entry(number) for number in sorted(wanted)}

    def identities(self) -> list[int]:
        """The numbers of the articles of the commit that is looked at, in order."""
        return [one.identity for one in self.listing(self._looked_at())]

    def listing(self, snapshot: ClusterSnapshot) -> list[Listed]:
        """Every article, in order; read once a commit."""
        if snapshot.listed is None or len(snapshot.places) < len(snapshot.listed):
            snapshot.listed = self._listed(snapshot, RECORD, None)
        return snapshot.listed

    def named(self, snapshot: ClusterSnapshot, name: str) -> Loaded | None:
        """The article that is called so; None where there is none."""
        found = self._listed(snapshot, name_term(name), 1)
        return self.document(found[0].identity) if found else None

    def permitted(self, snapshot: ClusterSnapshot, where: Where) -> Permitted:
        """The articles that pass `where`: what the list of all says of each is held against it."""
        if snapshot.passed is None or snapshot.passed[0] != where:
            passing = [one for one in self.listing(snapshot) if where.allows(one)]
            snapshot.passed = where, Permitted({one.identity: one.sentences for one in passing})
        return snapshot.passed[1]

    def telling(
        self, snapshot: ClusterSnapshot, fact: str, limit: int, permitted: Permitted | None
    ) -> set[int]:
        """The first articles, at most `limit`, that say of themselves what is asked for."""
        found = self._listed(snapshot, fact_term(fact), limit if permitted is None else None)
        passed = None if permitted is None else set(permitted.documents)
        telling = (one.identity for one in found if passed is None or one.identity in passed)
        return set(islice(telling, limit))

    def _listed(self, snapshot: ClusterSnapshot, term: bytes, limit: int | None) -> list[Listed]:
        xapian = load_xapian()
        enquire = xapian.Enquire(snapshot.database)
        enquire.set_query(xapian.Query(term))
        enquire.set_weighting_scheme(xapian.BoolWeight())
        enquire.set_sort_by_value(KEY, False)
        found = []
        with self.reading():
            for place, _, key in matches_of(enquire, 0, limit or max(1, snapshot.totals["documents"])):
                listed = unpack_listed(key)
                snapshot.places[listed.identity] = place
                found.append(listed)
        return found

    def _looked_at(self) -> ClusterSnapshot:
        if self._current is None:
            raise RuntimeError("nothing is being asked")
        return self._current
