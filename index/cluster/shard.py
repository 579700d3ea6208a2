"""How does one shard become its next commit?

Everything of a commit (deleted articles, new ones, counts, vectors) is one transaction of Xapian's: a process that
dies leaves the commit before.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any

from index.analysis import Analysis
from index.cluster.binding import explained, load_xapian
from index.cluster.blocks import (
    DenseBlock,
    WordBlock,
    folded,
    pack_dense,
    pack_words,
    unpack_dense,
    unpack_words,
)
from index.cluster.record import Encoded, pack_listed, pack_record, unpack_listed
from index.cluster.terms import (
    DIGESTS,
    KEY,
    RECORD,
    frequency_of,
    latents_key,
    name_term,
    spelled,
    unpack_key,
    word_entry_term,
    words_key,
)
from index.errors import IndexStoreError
from index.message import foreign
from index.store.counting import LATENT_UNIT
from index.store.database import SHIFT
from index.store.packing import FACTS, digest_of

__all__ = ["FORMAT", "HEADER", "Header", "Held", "New", "ShardWriter", "fact_term", "read_header"]

FORMAT = 1
"""Version of what a shard holds; one of a newer version is refused."""
HEADER = "kutip"
"""The key of a shard's metadata under which its header stands."""
LATENT = b"L"
"""The data of a document of latent terms; those of words have none."""
CHANGESETS = "20"
"""Commits that a copy may be behind and still be sent the changes only (`xapian-replicate`)."""


@dataclass(slots=True)
class Header:
    """What a shard says of itself, in its metadata. `last` is the highest number of an article that was ever in
    it, `removed` how many articles were dropped or replaced; `blocks` lists (key, size) by kind."""

    shard: str = ""
    format: int = FORMAT
    generation: int = 0
    last: int = 0
    documents: int = 0
    sentences: int = 0
    tokens: int = 0
    latent_sentences: int = 0
    latent_sum: int = 0
    removed: int = 0
    latent: bool | None = None
    dense: bool | None = None
    identity: str | None = None
    languages: dict[str, int] = field(default_factory=dict)
    blocks: dict[str, list[tuple[str, int]]] = field(default_factory=lambda: {"words": [], "dense": []})
    next_block: int = 0


def read_header(database: Any, where: str) -> Header | None:
    """The header of an open database, None where it has none; IndexStoreError where it cannot be understood."""
    written = database.get_metadata(HEADER)
    if not written:
        return None
    try:
        found = json.loads(written)
        if found["format"] > FORMAT:
            raise IndexStoreError(
                "{where}: written in format {version} by a newer kutip, this one reads {known}; update kutip",
                where=where,
                version=found["format"],
                known=FORMAT,
            )
        header = Header(**found)
        header.blocks = {
            kind: [(key, size) for key, size in entries] for kind, entries in header.blocks.items()
        }
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise IndexStoreError(
            "{where}: not a shard of kutip's, or damaged; build it anew", where=where
        ) from error
    return header


def fact_term(fact: str) -> bytes:
    """Says of a record that its article names its author, outlet, ..."""
    return b"F" + fact.encode()


@dataclass(frozen=True, slots=True)
class Held:
    """An article of a shard: `place` is its record's document of Xapian's."""

    place: int
    identity: int
    digest: bytes


@dataclass(frozen=True, slots=True, eq=False)
class New:
    """An article to be written, under a number that no article had before."""

    identity: int
    analysis: Analysis
    encodings: Encoded


class ShardWriter:
    """The database of one shard, open for writing by this process alone."""

    def __init__(self, name: str, path: str, *, create: bool) -> None:
        xapian = load_xapian()
        os.environ.setdefault("XAPIAN_MAX_CHANGESETS", CHANGESETS)
        self.name, self.path = name, path
        with explained(path):
            if create:
                try:
                    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
                except OSError as error:
                    reason = foreign((error.strerror or str(error)).lower())
                    raise IndexStoreError(
                        "{path}: {reason}; name another folder", path=path, reason=reason
                    ) from error
            self.database = xapian.WritableDatabase(
                path, xapian.DB_CREATE_OR_OPEN if create else xapian.DB_OPEN
            )
            try:
                self.header = self._header()
                self.entries: set[tuple[str, str]] = set()
                self.blocks = {key: self._words(key) for key, _ in self.header.blocks["words"]}
                for block in self.blocks.values():
                    self.entries.update(block.words)
            except BaseException:
                self.database.close()
                raise

    def _header(self) -> Header:
        header = read_header(self.database, self.path)
        if header is None:
            if self.database.get_doccount():
                raise IndexStoreError(
                    "{path}: a database of something else; name another folder", path=self.path
                )
            return Header(shard=self.name)
        if header.shard != self.name:
            raise IndexStoreError(
                "{path}: holds shard {found!r}, not {shard!r}; correct the cluster file",
                path=self.path,
                found=header.shard,
                shard=self.name,
            )
        return header

    def _words(self, key: str) -> WordBlock:
        return unpack_words(self.database.get_metadata(key))

    def close(self) -> None:
        """Gives up what is not committed, and the right to write."""
        with suppress(load_xapian().Error):
            self.database.close()

    def find(self, name: str) -> Held | None:
        """The article of this name."""
        with explained(self.path):
            for posting in self.database.postlist(name_term(name)):
                return self._held(posting.docid)
        return None

    def all(self) -> Iterator[tuple[bytes, Held]]:
        """Every article, with its `name_term`'s hexadecimal digits."""
        with explained(self.path):
            places = [posting.docid for posting in self.database.postlist(RECORD)]
            for place in places:
                name = self.database.get_document(place).get_value(DIGESTS)[:64]
                yield name, self._held(place)

    def _held(self, place: int) -> Held:
        document = self.database.get_document(place)
        digests = document.get_value(DIGESTS)
        return Held(place, unpack_listed(document.get_value(KEY)).identity, digests[64:])

    def commit(
        self, new: Sequence[New], dead: Sequence[Held], words: WordBlock | None, dense: DenseBlock | None
    ) -> None:
        """One transaction: `dead` articles go, `new` ones come, with the words and vectors that came with them."""
        header = self.header
        with explained(self.path):
            self.database.begin_transaction()
            try:
                for held in dead:
                    self._delete(held)
                for one in new:
                    self._add(one)
                if words is not None and len(words.words):
                    self._append("words", words)
                if dense is not None and len(dense.numbers):
                    self._append("dense", dense)
                header.generation += 1
                self.database.set_metadata(HEADER, json.dumps(asdict(header)))
                self.database.commit_transaction()
            except BaseException:
                # The counts in memory are those of a commit that does not exist: nobody may go on from here.
                self.close()
                raise

    def _delete(self, held: Held) -> None:
        header, database = self.header, self.database
        record = database.get_document(held.place)
        header.documents -= 1
        header.removed += 1
        language = unpack_listed(record.get_value(KEY)).language
        header.languages[language] -= 1
        if not header.languages[language]:
            del header.languages[language]
        for place in self.places(held):
            document = database.get_document(place)
            latent = document.get_data() == LATENT
            _, _, frequencies = unpack_key(document.get_value(KEY), latent=latent)
            self._count(frequencies.values(), latent=latent, sign=-1)
            database.delete_document(place)
        database.delete_document(held.place)

    def places(self, held: Held) -> Iterator[int]:
        """The documents of Xapian's that stand behind an article's record."""
        sentences = unpack_listed(self.database.get_document(held.place).get_value(KEY)).sentences
        count = 2 * sentences if self.header.latent else sentences
        return iter(range(held.place + 1, held.place + 1 + count))

    def _count(self, frequencies: Iterable[float], *, latent: bool, sign: int) -> None:
        header = self.header
        if latent:
            header.latent_sentences += sign
            header.latent_sum += sign * sum(int(weight * LATENT_UNIT) for weight in frequencies)
        else:
            header.sentences += sign
            header.tokens += sign * int(sum(frequencies))

    def _add(self, new: New) -> None:
        xapian, header, database = load_xapian(), self.header, self.database
        analysis, document = new.analysis, new.analysis.document
        place = database.get_lastdocid() + 1
        record = xapian.Document()
        record.set_data(pack_record(analysis, new.identity, new.encodings))
        record.add_value(KEY, pack_listed(new.identity, analysis))
        name = name_term(document.name)
        record.add_value(DIGESTS, name[1:] + digest_of(document.text, document.metadata))
        entries = {
            (token.word, token.term) for own in analysis.contents for token in own if token.kind == "word"
        }
        for term in (RECORD, name, *(word_entry_term(*entry) for entry in entries)):
            record.add_boolean_term(term)
        for fact in FACTS:
            if getattr(document, fact) is not None:
                record.add_boolean_term(fact_term(fact))
        database.replace_document(place, record)
        first = new.identity << SHIFT
        for behind, tokens in enumerate(analysis.contents):
            key = words_key(first + behind, behind + 1, (token.term for token in tokens))
            self._add_sentence(place + behind + 1, key, latent=False)
        for behind, latents in enumerate(new.encodings.latents or ()):
            offset = len(analysis.contents) + behind + 1
            self._add_sentence(place + offset, latents_key(first + behind, offset, latents), latent=True)
        header.documents += 1
        header.last = max(header.last, new.identity)
        header.languages[document.language] = header.languages.get(document.language, 0) + 1

    def _add_sentence(self, place: int, key: bytes, *, latent: bool) -> None:
        """Writes a sentence as one vocabulary sees it; everything about it is in its sort key."""
        _, _, frequencies = unpack_key(key, latent=latent)
        sentence = load_xapian().Document()
        sentence.add_value(KEY, key)
        if latent:
            sentence.set_data(LATENT)
        for term, times in frequencies.items():
            sentence.add_term(spelled(term), frequency_of(times) if latent else int(times))
        self.database.replace_document(place, sentence)
        self._count(frequencies.values(), latent=latent, sign=1)

    def _append(self, kind: str, block: Any) -> None:
        """Adds a block of a kind, and folds small ones into it."""
        listed = self.header.blocks[kind]
        size = len(block.words if kind == "words" else block.numbers)
        if kind == "words":
            self.entries.update(block.words)
        for _ in range(folded([one for _, one in listed], size)):
            key, older = listed.pop()
            if kind == "words":
                block = self.blocks.pop(key) + block
            else:
                block = unpack_dense(self.database.get_metadata(key)) + block
            size += older
            self.database.set_metadata(key, b"")
        key = f"{kind}/{self.header.next_block:08d}"
        self.header.next_block += 1
        self.database.set_metadata(key, pack_words(block) if kind == "words" else pack_dense(block))
        listed.append((key, size))
        if kind == "words":
            self.blocks[key] = block
