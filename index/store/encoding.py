"""What has to be encoded, and what is?

Words are encoded once for the whole library; sentences where the index was made so. Both are stored in small
transactions, so that a build that is interrupted need not encode them again.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from index.store.database import SHIFT, get, put
from index.store.packing import decoded, pack_latents, unpack_rows
from index.store.trust import inflate
from index.store.writer import EVERY, Progress

if TYPE_CHECKING:
    from index.encoder import Encoder
    from index.store.writer import Writer

__all__ = ["BY_DEFAULT", "encode", "sentence_seal", "word_seal"]

BY_DEFAULT = 20_000
"""Sentences up to which a library's sentences are encoded unless told otherwise."""
CHUNK = 64
Item = TypeVar("Item")


def word_seal(word: bytes, vector: bytes) -> int:
    """A checksum of a word's vector."""
    return zlib.crc32(vector, zlib.crc32(word))


def sentence_seal(number: int, dense: bytes | None, latents: bytes | None) -> int:
    """A checksum of what the model says of a sentence."""
    return zlib.crc32(latents or b"", zlib.crc32(dense or b"", number & 0xFFFFFFFF))


def encode(writer: Writer) -> None:
    """Encodes the words and, as the settings say, the sentences that have not been. Nothing without an encoder."""
    settings = get(writer.connection, "settings", {})
    if "latent" not in settings or "dense" not in settings:
        [size] = writer.connection.execute("SELECT coalesce(sum(sentences), 0) FROM documents").fetchone()
        small = size <= BY_DEFAULT and writer.encoder is not None
        settings = {"latent": small, "dense": small, **settings}
        put(writer.connection, "settings", settings)
    if writer.encoder is not None:
        _words(writer, writer.encoder)
        if settings["latent"] or settings["dense"]:
            _sentences(writer, writer.encoder, latent=settings["latent"], dense=settings["dense"])


def _words(writer: Writer, encoder: Encoder) -> None:
    from index.translation import lexicon

    known = lexicon()
    missing = [
        bytes(word)
        for (word,) in writer.connection.execute(
            "SELECT DISTINCT word FROM entries WHERE kind = 'word' AND word NOT IN (SELECT word FROM vectors)"
        )
    ]
    packaged = [word for word in missing if decoded(word) in known]
    rest = sorted(word for word in missing if decoded(word) not in known)
    done = 0
    for batch in _batches(packaged, 4096):
        _keep(writer, [(word, known[decoded(word)].tobytes()) for word in batch])
        done += len(batch)
    for batch in _batches(rest, CHUNK):
        vectors = known.compress(encoder.queries([decoded(word) for word in batch]))
        _keep(writer, [(word, row.tobytes()) for word, row in zip(batch, vectors, strict=True)])
        done += len(batch)
        writer.on_progress(Progress("words", done, len(missing)))


def _keep(writer: Writer, rows: Sequence[tuple[bytes, bytes]]) -> None:
    writer.connection.execute("BEGIN IMMEDIATE")
    writer.connection.executemany(
        "INSERT OR REPLACE INTO vectors VALUES (?, ?, ?, 0)",
        ((word, vector, word_seal(word, vector)) for word, vector in rows),
    )
    writer.connection.execute("COMMIT")


def _sentences(writer: Writer, encoder: Encoder, *, latent: bool, dense: bool) -> None:
    import numpy as np

    connection = writer.connection
    waiting = connection.execute(
        "SELECT id, sentences FROM documents WHERE encoded = 0 ORDER BY id"
    ).fetchall()
    total, done = sum(count for _, count in waiting), 0
    if not waiting:
        return
    connection.execute("BEGIN IMMEDIATE")
    began = monotonic()
    for identity, count in waiting:
        packed, stored = connection.execute(
            "SELECT text, rows FROM contents WHERE id = ?", (identity,)
        ).fetchone()
        text = decoded(inflate(packed))
        rows = [
            ((identity << SHIFT) + place, first, last)
            for place, (first, last, _, _) in enumerate(unpack_rows(stored, count).marks.tolist())
        ]
        for batch in _batches(rows, CHUNK):
            texts = [text[first:last] for _, first, last in batch]
            terms: list[dict[int, float]] | None = None
            if latent:
                found, terms = encoder.encode(texts, is_query=False)
            else:
                found = encoder.passages(texts)
            vectors = found.astype(np.float16) if dense else None
            for place, (number, _, _) in enumerate(batch):
                one = vectors[place].tobytes() if vectors is not None else None
                other = pack_latents(terms[place]) if terms is not None else None
                connection.execute(
                    "INSERT OR REPLACE INTO encodings VALUES (?, ?, ?, ?)",
                    (number, one, other, sentence_seal(number, one, other)),
                )
            done += len(batch)
        connection.execute("UPDATE documents SET encoded = 1 WHERE id = ?", (identity,))
        if monotonic() - began > EVERY:
            connection.execute("COMMIT")
            writer.on_progress(Progress("sentences", done, total, done))
            connection.execute("BEGIN IMMEDIATE")
            began = monotonic()
    connection.execute("COMMIT")
    writer.on_progress(Progress("sentences", done, total, done))


def _batches(items: Sequence[Item], size: int) -> Iterator[list[Item]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
