"""What does a cluster say of itself, and is it sound?"""

from __future__ import annotations

import os
import struct
from collections import Counter
from collections.abc import Iterator
from typing import Any

from index.cluster.binding import explained, load_xapian, reason
from index.cluster.blocks import unpack_dense, unpack_words
from index.cluster.layout import Layout, Shard, read_layout
from index.cluster.record import Opened, unpack_listed, unpack_record
from index.cluster.servers import opened
from index.cluster.shard import FORMAT, Header, read_header
from index.cluster.snapshot import ClusterStore
from index.cluster.terms import KEY, RECORD, frequency_of, latents_key, spelled, unpack_key, words_key
from index.errors import IndexStoreError
from index.message import Message
from index.store.about import MADE, STORED
from index.store.counting import LATENT_UNIT
from index.store.database import SHIFT
from index.store.packing import unpack_latents

__all__ = ["about", "names", "verify"]


def about(file: str | os.PathLike[str], /) -> dict[str, Any]:
    """Counts and settings of the shards that are served, and of each shard which servers answer, at which commit.
    IndexStoreError where the cluster file cannot be used, or a server serves another shard."""
    layout = read_layout(file)
    load_xapian()
    headers: list[Header] = []
    shards: dict[str, list[Message]] = {}
    for shard in layout.shards:
        said, newest = _served(layout, shard)
        if newest is not None:
            headers.append(newest)
        size = Message("not served")
        if newest is not None:
            size = Message("{count:,} sentences", count=newest.sentences)
        shards[f"shard {shard.name}"] = [size, *said]
    settings = next((header for header in headers if header.latent is not None), Header())
    return {
        "format": FORMAT,
        "documents": sum(header.documents for header in headers),
        "sentences": sum(header.sentences for header in headers),
        "languages": sorted({language for header in headers for language in header.languages}),
        "latent terms": STORED if settings.latent else MADE,
        "dense vectors": STORED if settings.dense else MADE,
        "model": settings.identity or Message("none: words alone"),
        **shards,
    }


def _served(layout: Layout, shard: Shard) -> tuple[list[Message], Header | None]:
    """What each server of a shard says, and the header of the newest commit among them."""
    said: list[Message] = []
    newest = None
    for server in shard.servers:
        try:
            header = read_header(opened(server, layout.timeout), f"{layout.path}: {server}")
        except load_xapian().Error as error:
            said.append(
                Message("{server} does not answer ({reason})", server=str(server), reason=reason(error))
            )
            continue
        if header is None or header.shard != shard.name:
            held = Message("nothing")
            if header is not None:
                held = Message("shard {name!r}", name=header.shard)
            said.append(Message("{server} serves {held}", server=str(server), held=held))
            continue
        said.append(Message("{server} at commit {number}", server=str(server), number=header.generation))
        if newest is None or header.generation > newest.generation:
            newest = header
    return said, newest


def names(file: str | os.PathLike[str], /) -> list[str]:
    """The names of all documents, in order. IndexStoreError where a shard is not served: a list would lack its own."""
    store = ClusterStore(file)
    try:
        found, missing = store.ask(
            lambda snapshot: ([one.name for one in store.listing(snapshot)], snapshot.missing)
        )
    finally:
        store.close()
    if missing:
        raise IndexStoreError(
            "{path}: shard {shard!r} is not served; start its server",
            path=store.layout.path,
            shard=missing[0],
        )
    return found


def verify(file: str | os.PathLike[str], /) -> list[Message]:
    """What is damaged in the databases that the builder wrote, one line each, with the database; [] where all is
    sound. IndexStoreError where there are none on this machine, or of a newer format."""
    layout = read_layout(file)
    here = [shard for shard in layout.shards if shard.database and os.path.exists(shard.database)]
    if not here:
        raise IndexStoreError(
            "{path}: no shard's database is on this machine; verify where they are built", path=layout.path
        )
    return [problem for shard in here for problem in _problems(shard)]


def _problems(shard: Shard) -> list[Message]:
    xapian, path = load_xapian(), shard.database
    try:
        with explained(path):
            if faults := xapian.Database.check(path):
                return [
                    Message(
                        "{path}: damaged ({faults} faults of structure); build it anew",
                        path=path,
                        faults=faults,
                    )
                ]
            database = xapian.Database(path)
            try:
                return list(_contents(database, shard))
            finally:
                database.close()
    except (IndexStoreError, ValueError, TypeError, KeyError, struct.error) as error:
        if "newer kutip" in str(error):
            raise
        if isinstance(error, IndexStoreError) and path in str(error):
            return [error.message]
        reason = error.message if isinstance(error, IndexStoreError) else str(error)
        return [Message("{path}: damaged ({reason}); build it anew", path=path, reason=reason)]


def _contents(database: Any, shard: Shard) -> Iterator[Message]:
    path = shard.database
    header = read_header(database, path)
    if header is None and not database.get_doccount():
        return  # made by a build that did not get to its first commit
    if header is None or header.shard != shard.name:
        yield Message(
            "{path}: damaged (not the header of shard {shard!r}); build it anew", path=path, shard=shard.name
        )
        return
    words = {
        entry for key, _ in header.blocks["words"] for entry in unpack_words(database.get_metadata(key)).words
    }
    vectors = sum(len(unpack_dense(database.get_metadata(key)).numbers) for key, _ in header.blocks["dense"])
    counted = Header(shard.name, languages=Counter())
    entries: list[tuple[str, str, str]] = []
    numbers: dict[tuple[str, str, str], int] = {}

    def number_of(word: str, term: str, kind: str) -> int:
        entry = (word, term, kind)
        if entry not in numbers:
            numbers[entry] = len(entries)
            entries.append(entry)
        return numbers[entry]

    expected = 0
    for posting in database.postlist(RECORD):
        record = database.get_document(posting.docid)
        listed = unpack_listed(record.get_value(KEY))
        article = unpack_record(record.get_data(), listed.identity, number_of)
        counted.documents += 1
        counted.languages[listed.language] += 1
        written = list(_keys(article, entries, latent=bool(header.latent)))
        expected += 1 + len(written)
        for offset, (key, latent) in enumerate(written, 1):
            _, _, frequencies = unpack_key(key, latent=latent)
            if latent:
                counted.latent_sentences += 1
                counted.latent_sum += sum(int(weight * LATENT_UNIT) for weight in frequencies.values())
            else:
                counted.sentences += 1
                counted.tokens += int(sum(frequencies.values()))
            sentence = database.get_document(posting.docid + offset)
            held = {item.term: item.wdf for item in sentence.termlist()}
            wanted = {
                spelled(term): frequency_of(times) if latent else int(times)
                for term, times in frequencies.items()
            }
            if sentence.get_value(KEY) != key or held != wanted:
                yield Message(
                    "{path}: damaged (a sentence of {name!r}); build it anew", path=path, name=listed.name
                )
    missing = {(word, term) for word, term, kind in entries if kind == "word"} - words
    if header.identity is not None and missing:
        yield Message(
            "{path}: damaged ({count} words without a vector); build it anew", path=path, count=len(missing)
        )
    if header.dense and vectors < counted.sentences:
        yield Message(
            "{path}: damaged ({count} sentences without a vector); build it anew",
            path=path,
            count=counted.sentences - vectors,
        )
    if expected != database.get_doccount():
        yield Message(
            "{path}: damaged ({count} entries instead of {expected}); build it anew",
            path=path,
            count=database.get_doccount(),
            expected=expected,
        )
    for name in ("documents", "sentences", "tokens", "latent_sentences", "latent_sum", "languages"):
        if getattr(header, name) != getattr(counted, name):
            yield Message("{path}: damaged (count of {name}); build it anew", path=path, name=name)


def _keys(
    article: Opened, entries: list[tuple[str, str, str]], *, latent: bool
) -> Iterator[tuple[bytes, bool]]:
    """The sort keys that the sentences of an article must have, in order, and which vocabulary they are of."""
    first = article.loaded.identity << SHIFT
    rows = article.loaded.rows
    for place in range(len(rows)):
        own = rows.entries[slice(*rows.span(place))].tolist()
        yield words_key(first + place, place + 1, (entries[one][1] for one in own)), False
    for place, (_, packed) in enumerate(article.encodings if latent else ()):
        numbers, weights = unpack_latents(packed or b"")
        latents = dict(zip(numbers.tolist(), weights.astype("f8").tolist(), strict=True))
        yield latents_key(first + place, len(rows) + place + 1, latents), True
