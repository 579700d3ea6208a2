"""Which part of the library does one question need?

The documents of the sentences that the engines hand over, whole, since a sentence is measured among its
neighbours; as a small `Library` with the counts of the whole one, so that every signal is what it would be there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, islice
from typing import TYPE_CHECKING, Any, cast, overload

from index.analyzer import Token
from index.library import LATENT_B, LATENT_K1, Library, Meaning
from index.search import FIRST_STAGE, METADATA, POOL, nearest
from index.store.database import SHIFT
from index.store.engine import ExcerptEngine, ExcerptWords, Statistics, StoredEngine
from index.store.packing import FACTS
from index.store.vocabulary import StoredVocabulary
from index.translation import Vocabulary, WordVectors

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from index.comprehension.reading import Reader
    from index.encoder import Encoder
    from index.query import Query
    from index.store.commit import Entry, Loaded, Snapshot
    from index.store.permitted import Permitted
    from index.store.remembered import Remembered
    from index.store.snapshot import Store

__all__ = ["WHOLE", "Asked", "excerpt"]

WHOLE = 48
"""Sentences that a small library may lack encodings of, up to which they are all made and none has to be chosen."""


class Asked:
    """One question's view of a snapshot: the engines, and what is needed to make an excerpt."""

    def __init__(
        self,
        store: Store,
        snapshot: Snapshot,
        encoder: Encoder | None,
        vectors: WordVectors,
        remembered: Remembered,
        reader: Callable[[], Reader | None],
        permitted: Permitted | None = None,
    ) -> None:
        self.store, self.snapshot, self.encoder = store, snapshot, encoder
        self.vectors, self.remembered, self.reader = vectors, remembered, reader
        self.permitted = permitted
        self.words = Statistics(store, snapshot, "words", k1=1.5, b=0.75)
        self.latents = Statistics(store, snapshot, "latents", k1=LATENT_K1, b=LATENT_B)

    def overview(self) -> Library:
        """The library without its sentences: enough to prepare a question."""
        import numpy as np

        from index.encoder import DIMENSIONS

        meaning = None
        if self.encoder is not None:
            meaning = Meaning(
                encoder=self.encoder,
                dense=np.zeros((0, DIMENSIONS), np.float32),
                latents=ExcerptEngine([], self.latents),
                vocabulary=self.vocabulary(),
                vectors=self.vectors,
                rows=np.zeros(0, np.int64),
                starts=np.zeros(1, np.int64),
            )
        return Library(
            (),
            (),
            (),
            (),
            ExcerptEngine([], self.words),
            meaning,
            self.reader,
            languages=self.snapshot.languages,
        )

    def identities(self) -> list[int]:
        """The numbers of the documents that may answer, in order."""
        return self.store.identities() if self.permitted is None else self.permitted.documents

    def learn(self, words: Sequence[str]) -> None:
        """Takes the vectors of words from the index where it holds them."""
        import numpy as np

        for word in self.vectors.missing(words):
            vector = self.store.vector(word)
            if vector is not None:
                with self.store.reading():
                    row = np.frombuffer(vector, dtype=np.int8).reshape(1, self.vectors.lexicon.dimensions)
                self.vectors.hold([word], row)

    def vocabulary(self) -> StoredVocabulary:
        """The words of the whole library."""
        return StoredVocabulary(self.store, self.snapshot)


def excerpt(asked: Asked, question: str, language: str, *, kind: str, limit: int) -> Library:
    """The library for one question of the given language, which asks for `kind`, and `limit` answers."""
    from index.analyzer import content, tokens
    from index.query import prepare

    store, snapshot = asked.store, asked.snapshot
    if asked.encoder is not None:
        asked.learn([token.word for token in content(tokens(question, language))])
    told = _telling(asked, kind, limit)
    size = snapshot.totals["sentences"] if asked.permitted is None else len(asked.permitted)
    if size <= POOL:
        identities = asked.identities()
        missing = _missing(asked, identities)
        if len(missing) <= WHOLE:
            return _library(asked, [store.document(one) for one in identities], None, whole=True)
    query = prepare(question, language, asked.overview())
    if not query.words:
        return _library(asked, [store.document(one) for one in sorted(told)], ())
    numbers = _first_stage(asked, query)
    documents = sorted({number >> SHIFT for number in numbers} | told)
    return _library(asked, [store.document(one) for one in documents], sorted(numbers))


def _telling(asked: Asked, kind: str, limit: int) -> set[int]:
    """The first documents that say of themselves what is asked for."""
    if kind not in METADATA:
        return set()
    bit = 1 << FACTS.index(kind)
    found = asked.store.connection.execute(
        "SELECT id FROM documents WHERE live = 1 AND facts & ? ORDER BY id", (bit,)
    )
    passed = None if asked.permitted is None else set(asked.permitted.documents)
    telling = (identity for (identity,) in found if passed is None or identity in passed)
    return set(islice(telling, 2 * limit + 10))


def _first_stage(asked: Asked, query: Query) -> list[int]:
    """What each engine hands over, those of words first, best first, each once."""
    store, snapshot = asked.store, asked.snapshot
    found = [
        number
        for number, _ in StoredEngine(store, snapshot, asked.words).search(
            query.translated or query.same, limit=FIRST_STAGE, allowed=asked.permitted
        )
    ]
    if asked.encoder is not None and query.dense is not None:
        if snapshot.settings.get("latent"):
            latents = StoredEngine(store, snapshot, asked.latents)
            found += [
                number
                for number, _ in latents.search(query.latent, limit=FIRST_STAGE, allowed=asked.permitted)
            ]
        found += _nearest(asked, query.dense)
    return list(dict.fromkeys(found))


def _nearest(asked: Asked, dense: NDArray[np.float32]) -> list[int]:
    """The sentences nearest to a question by their vectors, nearest first."""
    import numpy as np

    if not asked.snapshot.matrices["dense"]:
        return []
    with asked.store.reading():
        numbers = np.concatenate([numbers for numbers, _ in asked.snapshot.matrices["dense"]])
        cosines = np.concatenate(
            [
                rows[start : start + 8192].astype(np.float32) @ dense
                for _, rows in asked.snapshot.matrices["dense"]
                for start in range(0, len(rows), 8192)
            ]
        )
    permitted = None if asked.permitted is None else set(asked.permitted.documents)
    removed = set(asked.snapshot.removed.tolist())
    best: list[int] = []
    for place in nearest(cosines):
        identity = int(numbers[place]) >> SHIFT
        if identity not in removed and (permitted is None or identity in permitted):
            best.append(int(numbers[place]))
            if len(best) == FIRST_STAGE:
                break
    return best


def _missing(asked: Asked, identities: Sequence[int]) -> list[int]:
    """The sentences of these documents for which the index lacks an encoding that a question needs."""
    if asked.encoder is None:
        return []
    missing = []
    for identity in identities:
        held = {
            number
            for number, dense, latents in asked.store.encodings(identity)
            if dense is not None and latents is not None
        }
        missing += [number for number in asked.store.document(identity).numbers if number not in held]
    return missing


class _Contents(Sequence[tuple[Token, ...]]):
    """The content tokens of sentences, made when they are looked at."""

    def __init__(self, store: Store, documents: Sequence[Loaded]) -> None:
        self._store = store
        self._rows = [(loaded.rows, place) for loaded in documents for place in range(len(loaded.rows))]
        self._made: dict[int, tuple[Token, ...]] = {}

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> tuple[Token, ...]: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[tuple[Token, ...]]: ...
    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        if place not in self._made:
            rows, own = self._rows[place]
            with self._store.reading():
                found = rows.tokens(own)
                entries = self._store.entries([number for number, _, _ in found])
                self._made[place] = tuple(
                    Token(start, end, *entries[number].told, False) for number, start, end in found
                )
        return self._made[place]


def _library(
    asked: Asked, documents: Sequence[Loaded], numbers: Sequence[int] | None, *, whole: bool = False
) -> Library:
    """The library of these documents; `numbers` are the candidates (None: all). With `whole` whatever is missing is
    encoded now."""
    rows = [loaded.rows for loaded in documents]
    sizes = [len(loaded.rows) for loaded in documents]
    places = None
    if numbers is not None:
        order = [number for loaded in documents for number in loaded.numbers]
        places = tuple(bisect_left(order, number) for number in numbers)
    return Library(
        tuple(loaded.document for loaded in documents),
        tuple(sentence for loaded in documents for sentence in loaded.sentences),
        _Contents(asked.store, documents),
        tuple(accumulate([0, *sizes[:-1]])) if sizes else (),
        ExcerptWords(asked.store, rows, asked.words),
        _meaning(asked, documents, whole=whole) if asked.encoder is not None else None,
        asked.reader,
        chosen=places,
        languages=asked.snapshot.languages,
    )


def _meaning(asked: Asked, documents: Sequence[Loaded], *, whole: bool) -> Meaning:
    import numpy as np

    flat = np.concatenate([*(loaded.rows.entries for loaded in documents), np.zeros(0, dtype=np.uint32)])
    used, places = np.unique(flat, return_inverse=True)
    entries = asked.store.entries(used.tolist())
    words = {entry.word: entry for entry in entries.values() if entry.kind == "word"}
    row_of = {word: row for row, word in enumerate(words)}
    row_of_entry = np.array(
        [row_of[entry.word] if entry.kind == "word" else -1 for entry in entries.values()], dtype=np.int64
    )
    rows = row_of_entry[places]
    standing = rows >= 0
    sizes = [np.diff(loaded.rows.marks[:, 3], prepend=0) for loaded in documents]
    ends = np.cumsum(np.concatenate([*sizes, np.zeros(0, dtype=np.int64)]))
    before = np.concatenate([[0], np.cumsum(standing)])
    dense, latents, known = asked.remembered.encodings(asked, documents, whole=whole)
    return Meaning(
        encoder=cast("Encoder", asked.encoder),
        dense=dense,
        latents=ExcerptEngine(latents, asked.latents if asked.latents.size else _Own(asked, latents)),
        vocabulary=Vocabulary(
            list(words), [entry.term for entry in words.values()], _vectors(asked, list(words.values()))
        ),
        vectors=asked.vectors,
        rows=rows[standing],
        starts=before[np.concatenate([[0], ends]).astype(np.int64)],
        encoded=known,
    )


def _vectors(asked: Asked, entries: Sequence[Entry]) -> NDArray[np.float32]:
    """As `WordVectors.matrix` of these entries' words, of what the index has of them."""
    import numpy as np

    absent = bytes(asked.vectors.lexicon.dimensions)
    with asked.store.reading():
        data = b"".join(entry.vector or absent for entry in entries)
        matrix = np.frombuffer(data, dtype=np.int8).reshape(len(entries), len(absent))
    return matrix.astype(np.float32) / np.float32(127.0)


class _Own(Statistics):
    """Counts of latent terms over the excerpt, where the index holds none."""

    def __init__(self, asked: Asked, sentences: Sequence[dict[int, float]]) -> None:
        super().__init__(asked.store, asked.snapshot, "latents", k1=LATENT_K1, b=LATENT_B)
        filled = [terms for terms in sentences if terms]
        self.size = len(filled)
        self.average = sum(sum(terms.values()) for terms in filled) / len(filled) if filled else 1.0
        self._counts = Counter(term for terms in filled for term in terms)

    def frequency(self, term: str | int) -> int:
        return self._counts.get(cast("int", term), 0)
