"""Which part of the library does one question need?

As of a stored index (`index.store.excerpt`), with what is asked of a database there asked of the shards here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from index.analyzer import content, tokens
from index.cluster.engine import XapianEngine
from index.cluster.vocabulary import ClusterVocabulary
from index.search import FIRST_STAGE, METADATA, POOL
from index.store.database import SHIFT
from index.store.excerpt import WHOLE, Asked, _library, _missing, _nearest

if TYPE_CHECKING:
    from index.cluster.snapshot import ClusterSnapshot, ClusterStore
    from index.comprehension.reading import Reader
    from index.encoder import Encoder
    from index.library import Library
    from index.query import Query
    from index.store.commit import Snapshot
    from index.store.permitted import Permitted
    from index.store.remembered import Remembered
    from index.store.snapshot import Store
    from index.translation import WordVectors

__all__ = ["ClusterAsked", "excerpt"]


class ClusterAsked(Asked):
    """One question's view of the shards."""

    def __init__(
        self,
        store: ClusterStore,
        snapshot: ClusterSnapshot,
        encoder: Encoder | None,
        vectors: WordVectors,
        remembered: Remembered,
        reader: Callable[[], Reader | None],
        permitted: Permitted | None = None,
    ) -> None:
        # What an excerpt asks of a store and of a snapshot, these have too.
        super().__init__(
            cast("Store", store), cast("Snapshot", snapshot), encoder, vectors, remembered, reader, permitted
        )
        self.cluster, self.looked_at = store, snapshot

    def vocabulary(self) -> ClusterVocabulary:
        return ClusterVocabulary(self.cluster, self.looked_at)


def excerpt(asked: ClusterAsked, question: str, language: str, *, kind: str, limit: int) -> Library:
    """The library for one question of the given language, which asks for `kind`, and `limit` answers."""
    from index.query import prepare

    store, snapshot = asked.cluster, asked.looked_at
    if asked.encoder is not None:
        store.learn_words(snapshot)
        store.learn_dense(snapshot)
        asked.learn([token.word for token in content(tokens(question, language))])
    size = snapshot.totals["sentences"] if asked.permitted is None else len(asked.permitted)
    if size <= POOL:
        identities = asked.identities()
        if len(_missing(asked, identities)) <= WHOLE:
            return _library(asked, [store.document(one) for one in identities], None, whole=True)
    told: set[int] = set()
    if kind in METADATA:
        told = store.telling(snapshot, kind, 2 * limit + 10, asked.permitted)
    query = prepare(question, language, asked.overview())
    if not query.words:
        return _library(asked, [store.document(one) for one in sorted(told)], ())
    numbers = _first_stage(asked, query)
    documents = sorted({number >> SHIFT for number in numbers} | told)
    return _library(asked, [store.document(one) for one in documents], sorted(numbers))


def _first_stage(asked: ClusterAsked, query: Query) -> list[int]:
    """What each engine hands over, those of words first, best first, each once."""
    store, snapshot = asked.cluster, asked.looked_at
    words, allowed = XapianEngine(store, snapshot, asked.words), asked.permitted
    hits = words.search(query.translated or query.same, limit=FIRST_STAGE, allowed=allowed)
    found = [number for number, _ in hits]
    if asked.encoder is not None and query.dense is not None:
        if snapshot.settings.get("latent"):
            latents = XapianEngine(store, snapshot, asked.latents)
            hits = latents.search(query.latent, limit=FIRST_STAGE, allowed=allowed)
            found += [number for number, _ in hits]
        found += _nearest(asked, query.dense)
    return list(dict.fromkeys(found))
