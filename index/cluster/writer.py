"""Which shard does an article go to, and what changes?

An article is in one shard, whole, and stays there; a new one goes to the shard with the fewest sentences, so that a
shard that is added to the cluster file later fills up by itself. Every shard makes its own commits, some thousand
sentences each: a build that is killed loses what was not committed, and the next one goes on from there.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Self

import numpy as np

from index.cluster.blocks import DenseBlock, WordBlock
from index.cluster.encoding import Encodings
from index.cluster.layout import read_layout
from index.cluster.shard import Held, New, ShardWriter
from index.cluster.terms import name_term
from index.errors import IndexStoreError
from index.message import Message
from index.reader import Source
from index.store.analysing import analysed
from index.store.database import SHIFT
from index.store.encoding import BY_DEFAULT
from index.store.packing import digest_of
from index.store.writer import Changes, Progress, Settings

if TYPE_CHECKING:
    from index.analysis import Analysis
    from index.encoder import Encoder

__all__ = ["BATCH", "ClusterWriter"]

BATCH = 20_000
"""Sentences that are written between two commits."""


class ClusterWriter:
    """The one writer of a cluster's shards, with the interface of `index.store.writer.Writer`.

    IndexStoreError where the cluster file names no database of a shard, or one cannot be written, is damaged, or is
    being written by another process.
    """

    def __init__(
        self,
        file: str | os.PathLike[str],
        *,
        create: bool = False,
        encoder: Encoder | None = None,
        settings: Settings | None = None,
        processes: int = 1,
        on_progress: Callable[[Progress], None] = lambda progress: None,
    ) -> None:
        """`processes` is taken for the interface's sake: articles are analysed in this one."""
        self._layout = read_layout(file)
        self._create, self._encoder, self._settings = create, encoder, settings
        self._on_progress = on_progress
        self._stack = ExitStack()
        self._shards: list[ShardWriter] = []

    def __enter__(self) -> Self:
        if missing := next((shard.name for shard in self._layout.shards if not shard.database), None):
            raise IndexStoreError(
                "{path}: shard {shard!r} has no database to write to; add database = PATH",
                path=self._layout.path,
                shard=missing,
            )
        with ExitStack() as stack:
            for shard in self._layout.shards:
                writer = ShardWriter(shard.name, shard.database, create=self._create)
                stack.callback(writer.close)
                self._shards.append(writer)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()
        self._shards.clear()

    def update(
        self,
        sources: Iterable[Source | tuple[str, str]],
        *,
        sync: bool = False,
        analyses: Callable[[str, str], Analysis] | None = None,
    ) -> Changes:
        """As of `Writer.update`."""
        given = (one if isinstance(one, Source) else Source(*one) for one in sources)
        wanted = {source.name: source for source in given}
        changed: dict[str, tuple[ShardWriter, Held]] = {}
        todo: list[Source] = []
        unchanged = 0
        for name, one in wanted.items():
            found = self._find(name)
            if found is not None and found[1].digest == digest_of(one.text, one.metadata):
                unchanged += 1
                continue
            if found is not None:
                changed[name] = found
            todo.append(one)
        removed = self._drop_others(wanted) if sync else 0
        if todo:

            def own(source: Source) -> Analysis:
                return analysed(source) if analyses is None else analyses(source.name, source.text)

            self._write(todo, changed, own)
        for shard in self._shards:
            if not shard.header.generation:
                shard.commit((), (), None, None)  # one without articles says so, or nobody could tell
        return Changes(len(todo) - len(changed), len(changed), unchanged, removed, self._generation())

    def remove(self, names: Iterable[str]) -> Changes:
        """Drops documents by name; IndexStoreError, and nothing is dropped, where one is not there."""
        dead: dict[ShardWriter, list[Held]] = {}
        count = 0
        for name in dict.fromkeys(names):
            found = self._find(name)
            if found is None:
                raise IndexStoreError(
                    "{path}: no document is called {name!r}; qa-index info lists them",
                    path=self._layout.path,
                    name=name,
                )
            dead.setdefault(found[0], []).append(found[1])
            count += 1
        for shard, held in dead.items():
            shard.commit((), held, None, None)
        return Changes(0, 0, 0, count, self._generation())

    def _generation(self) -> int:
        return sum(shard.header.generation for shard in self._shards)

    def _find(self, name: str) -> tuple[ShardWriter, Held] | None:
        for shard in self._shards:
            if (held := shard.find(name)) is not None:
                return shard, held
        return None

    def _drop_others(self, names: Iterable[str]) -> int:
        kept = {name_term(name)[1:] for name in names}
        count = 0
        for shard in self._shards:
            if dead := [held for name, held in shard.all() if name not in kept]:
                shard.commit((), dead, None, None)
                count += len(dead)
        return count

    def _write(
        self,
        todo: Sequence[Source],
        changed: dict[str, tuple[ShardWriter, Held]],
        analyse: Callable[[Source], Analysis],
    ) -> None:
        batches = self._batches(todo, analyse)
        first = next(batches)
        latent, dense = self._settle(first)
        encodings = Encodings(self._encoder, self._shards, latent=latent, dense=dense)
        identity = max(shard.header.last for shard in self._shards)
        sentences = 0
        batch: list[Analysis] | None = first
        while batch is not None:
            sizes = {shard: shard.header.sentences for shard in self._shards}
            placed: dict[ShardWriter, list[Analysis]] = {}
            for analysis in batch:
                home = changed.get(analysis.document.name)
                shard = home[0] if home else min(sizes, key=lambda one: sizes[one])
                sizes[shard] += len(analysis.sentences)
                placed.setdefault(shard, []).append(analysis)
            # Numbers are in the order of the articles, over all shards.
            numbers = {id(analysis): identity + place for place, analysis in enumerate(batch, 1)}
            identity += len(batch)
            for shard, analyses in placed.items():
                dead = [changed[a.document.name][1] for a in analyses if a.document.name in changed]
                self._commit(shard, [(numbers[id(a)], a) for a in analyses], dead, encodings)
                sentences += sum(len(a.sentences) for a in analyses)
                self._on_progress(Progress("writing", sentences, 0, sentences))
            batch = next(batches, None)

    def _batches(
        self, todo: Sequence[Source], analyse: Callable[[Source], Analysis]
    ) -> Iterator[list[Analysis]]:
        """Analyses of articles, some thousand sentences together; the first knows if there are more than
        `BY_DEFAULT`."""
        batch: list[Analysis] = []
        size = total = 0
        for done, source in enumerate(todo, 1):
            batch.append(analyse(source))
            size += len(batch[-1].sentences)
            total += len(batch[-1].sentences)
            if done % 100 == 0 or done == len(todo):
                self._on_progress(Progress("reading", done, len(todo), total))
            if size > BATCH:
                yield batch
                batch, size = [], 0
        if batch:
            yield batch

    def _settle(self, first: Sequence[Analysis]) -> tuple[bool, bool]:
        """What is stored for each sentence; it stays as it is for the cluster's life, and so does the model."""
        from index.translation import lexicon

        stored = [shard.header for shard in self._shards if shard.header.latent is not None]
        small = sum(len(analysis.sentences) for analysis in first) <= BY_DEFAULT and self._encoder is not None
        identity = f"{self._encoder.identity} {lexicon().identity}" if self._encoder is not None else None
        chosen: dict[str, bool] = {}
        for name in ("latent", "dense"):
            asked = getattr(self._settings, name) if self._settings is not None else None
            before = {getattr(header, name) for header in stored}
            if asked is not None and before and before != {asked}:
                flag = name if True in before else f"no-{name}"
                raise IndexStoreError(
                    "{path}: made with --{flag}; build into new folders to change that",
                    path=self._layout.path,
                    flag=flag,
                )
            chosen[name] = bool(before.pop() if before else small if asked is None else asked and identity)
        if stored and {header.identity for header in stored} != {identity}:
            made = stored[0].identity or Message("words alone (--no-model)")
            raise IndexStoreError(
                "{path}: made with {made}, here it would be {here}; use the same, or build into new folders",
                path=self._layout.path,
                made=made,
                here=identity or Message("words alone"),
            )
        for shard in self._shards:
            header = shard.header
            header.latent, header.dense, header.identity = chosen["latent"], chosen["dense"], identity
        return chosen["latent"], chosen["dense"]

    def _commit(
        self,
        shard: ShardWriter,
        articles: Sequence[tuple[int, Analysis]],
        dead: Sequence[Held],
        encodings: Encodings,
    ) -> None:
        new: list[New] = []
        fresh: dict[tuple[str, str], int] = {}
        for identity, analysis in articles:
            new.append(New(identity, analysis, encodings.sentences(analysis)))
            ordinal = identity << SHIFT
            for tokens in analysis.contents:
                for token in tokens:
                    ordinal += 1
                    entry = (token.word, token.term)
                    if token.kind == "word" and entry not in shard.entries:
                        fresh.setdefault(entry, ordinal)
        words = None
        if fresh and self._encoder is not None:
            known, vectors = encodings.words([word for word, _ in fresh], self._on_progress)
            ordinals = np.fromiter(fresh.values(), dtype=np.int64, count=len(fresh))
            words = WordBlock(ordinals, tuple(fresh), known, vectors)
        rows = [one.encodings.dense for one in new if one.encodings.dense is not None]
        dense = None
        if rows:
            numbers = [
                (one.identity << SHIFT) + place for one in new for place in range(len(one.analysis.sentences))
            ]
            dense = DenseBlock(np.array(numbers, dtype=np.int64), np.concatenate(rows))
        shard.commit(new, dead, words, dense)
