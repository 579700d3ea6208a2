"""What is known about every sentence?

A `Library` holds the documents' sentences in order, the content terms of each, and what the model says of
them: everything a question is compared with. It is built once and then only read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from index.analysis import Analysis, analyse, document
from index.analyzer import Token
from index.cache import EncodingCache, Encodings, key_of
from index.document import Document, Sentence
from index.engine import MemoryEngine

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.attribution import Attribution
    from index.comprehension.reading import Reader
    from index.encoder import Encoder
    from index.translation import Vocabulary, WordVectors

__all__ = ["Library", "Meaning", "assemble", "build", "document"]

LATENT_K1, LATENT_B = 1.5, 0.3
"""BM25's parameters over latent terms, the best of a small grid on the development sets."""
CHUNK = 64
"""Texts encoded between two looks at whether the reader still wants them (Ctrl-C)."""


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """What the model says of the sentences: `dense` is float32 of shape (sentences, 384), `latents` an engine
    over their latent terms, `vocabulary` their content words with `vectors` to look up others. The words of
    sentence i are the vocabulary's `rows[starts[i]:starts[i + 1]]`. `encoded`, of shape (2, sentences), says of which
    the dense vector and of which the latent terms are known (None: of all)."""

    encoder: Encoder
    dense: NDArray[np.float32]
    latents: MemoryEngine
    vocabulary: Vocabulary
    vectors: WordVectors
    rows: NDArray[np.int64]
    starts: NDArray[np.int64]
    encoded: NDArray[np.bool_] | None = None


def _unread() -> None:
    """No reader."""


@dataclass(frozen=True, slots=True, eq=False)
class Library:
    """`sentences` of all `documents`, in document order; `contents[i]` are sentence i's content tokens (their
    offsets count inside the sentence); `first[j]` is the number of document j's first sentence.
    `meaning` is None without an encoder; `reader` gives the model that reads the best passages, or None.
    `attributions` is what `index.support` has found out so far.

    Where this is a part of a larger library, `chosen` are the numbers of the sentences that its engines handed over,
    and `languages` those of all its documents. `permitted` are the places of the documents that may answer (None: all);
    words count as they do among all of them."""

    documents: tuple[Document, ...]
    sentences: tuple[Sentence, ...]
    contents: Sequence[tuple[Token, ...]]
    first: tuple[int, ...]
    words: MemoryEngine
    meaning: Meaning | None
    reader: Callable[[], Reader | None] = _unread
    attributions: dict[tuple[int, int], list[Attribution]] = field(default_factory=dict, repr=False)
    chosen: tuple[int, ...] | None = None
    languages: tuple[str, ...] | None = None
    permitted: tuple[int, ...] | None = None

    def document_of(self, number: int) -> int:
        """The place in `documents` of the document that sentence `number` belongs to."""
        from bisect import bisect_right

        return bisect_right(self.first, number) - 1

    def permitted_numbers(self) -> Sequence[int]:
        """The numbers of the sentences that may answer, in order."""
        if self.permitted is None:
            return range(len(self.sentences))
        return [number for place in self.permitted for number in range(self.first[place], self.last(place))]

    def last(self, document: int) -> int:
        """The number after that of the document's last sentence."""
        return self.first[document + 1] if document + 1 < len(self.first) else len(self.sentences)


def build(documents: Sequence[Document], encoder: Encoder | None, cache: EncodingCache | None) -> Library:
    """Splits and analyses `documents`, and encodes what `cache` does not hold."""
    return assemble([analyse(document) for document in documents], encoder, cache)


def assemble(
    analyses: Sequence[Analysis],
    encoder: Encoder | None,
    cache: EncodingCache | None,
    reader: Callable[[], Reader | None] = _unread,
) -> Library:
    """The library of what is analysed; encodes what `cache` does not hold."""
    documents = [analysis.document for analysis in analyses]
    sentences = [sentence for analysis in analyses for sentence in analysis.sentences]
    contents = [tokens for analysis in analyses for tokens in analysis.contents]
    first = (
        list(accumulate([0, *(len(analysis.sentences) for analysis in analyses[:-1])])) if analyses else []
    )
    words = MemoryEngine(Counter(token.term for token in tokens_) for tokens_ in contents)
    meaning = None
    if encoder is not None:
        meaning = _encode(sentences, contents, first, encoder, cache)
    return Library(tuple(documents), tuple(sentences), tuple(contents), tuple(first), words, meaning, reader)


def _encode(
    sentences: Sequence[Sentence],
    contents: Sequence[Sequence[Token]],
    first: Sequence[int],
    encoder: Encoder,
    cache: EncodingCache | None,
) -> Meaning:
    import numpy as np

    from index.encoder import DIMENSIONS
    from index.translation import Vocabulary, WordVectors, lexicon

    vectors = WordVectors(lexicon())
    dense: list[NDArray[np.float16]] = []
    latents: list[dict[int, float]] = []
    terms: dict[str, str] = {}
    for start, end in pairwise([*first, len(sentences)]):
        words = {
            token.word: token.term
            for tokens_ in contents[start:end]
            for token in tokens_
            if token.kind == "word"
        }
        terms.update(words)
        own = sorted(word for word in words if word not in vectors.lexicon)
        texts = [sentence.text for sentence in sentences[start:end]]
        found = _encodings(texts, own, vectors, encoder, cache)
        vectors.remember(own, found.words)
        dense.append(found.dense)
        latents.extend(found.latents())
    known = list(terms)
    row_of = {word: row for row, word in enumerate(known)}
    rows = [[row_of[token.word] for token in tokens_ if token.kind == "word"] for tokens_ in contents]
    return Meaning(
        encoder=encoder,
        dense=np.concatenate(dense).astype(np.float32) if dense else np.zeros((0, DIMENSIONS), np.float32),
        latents=MemoryEngine(latents, k1=LATENT_K1, b=LATENT_B),
        vocabulary=Vocabulary(known, [terms[word] for word in known], vectors.matrix(known)),
        vectors=vectors,
        rows=np.array([row for own_rows in rows for row in own_rows], dtype=np.int64),
        starts=np.cumsum([0, *map(len, rows)]),
    )


def _encodings(
    texts: Sequence[str],
    words: Sequence[str],
    vectors: WordVectors,
    encoder: Encoder,
    cache: EncodingCache | None,
) -> Encodings:
    """The encodings of one document: from the cache, or made and kept there."""
    import numpy as np

    key = key_of(f"{encoder.identity} {vectors.lexicon.identity}", texts, words)
    if cache is not None and (found := cache.get(key, sentences=len(texts), words=len(words))) is not None:
        return found
    dense, latents, compressed = [], [], []
    for start in range(0, len(texts), CHUNK):
        vectors_, terms = encoder.encode(texts[start : start + CHUNK], is_query=False)
        dense.append(vectors_)
        latents.extend(terms)
    for start in range(0, len(words), CHUNK):
        compressed.append(vectors.lexicon.compress(encoder.queries(words[start : start + CHUNK])))
    starts = np.cumsum([0, *map(len, latents)], dtype=np.uint32)
    encodings = Encodings(
        dense=np.concatenate(dense or [encoder.passages([])]).astype(np.float16),
        starts=starts,
        latent_terms=np.array([term for terms in latents for term in terms], dtype=np.uint16),
        latent_weights=np.array([weight for terms in latents for weight in terms.values()], dtype=np.float16),
        words=np.concatenate(compressed or [np.zeros((0, vectors.lexicon.dimensions), dtype=np.int8)]),
    )
    if cache is not None:
        cache.put(key, encodings)
    return encodings
