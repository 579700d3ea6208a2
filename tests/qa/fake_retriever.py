"""A retriever of a few lines for the tests of the chat: it ranks by shared words and waits when told to."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Sequence
from copy import copy

from index.document import Block, Document, Sentence
from index.limits import DEFAULTS, Limits
from index.match import Absence, Explanation, Finding, Match, Signal, WordTrace
from index.reader import read_paths

ARTICLE = """\
Pasar Ikan Baru Dibuka

Sari Dewi - Harian Pagi
Senin, 3 Mei 2021 09:00 WIB

Pasar ikan baru dibuka di Kendari. Wali kota memotong pita pada pagi hari. Ratusan warga datang ke pasar.

Pedagang menjual tuna, cakalang dan udang. Harga tuna turun.

Pasar lama akan menjadi taman.
"""


class FakeRetriever:
    """The article (or another text) by lines and full stops; a question with "slow" takes `seconds`."""

    folder: str | None = None
    lacks: tuple[str, ...] = ()
    read_with: tuple[str | None, Limits] = (None, DEFAULTS)

    def __init__(self, text: str = ARTICLE, *, name: str = "pasar.txt", seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.asked: list[tuple[str, int, str | None]] = []
        self.reader = True
        self.documents: Sequence[Document] = []
        self.sentences: Sequence[Sentence] = []
        self.put(name, text)

    def put(self, name: str, text: str) -> None:
        """One more document."""
        blocks = tuple(Block(line.start(), line.end(), "body") for line in re.finditer(r"[^\n]+", text))
        document = Document(
            name,
            text,
            blocks,
            title=text.split("\n", 1)[0] or None,
            author="Sari Dewi",
            published="Senin, 3 Mei 2021 09:00 WIB",
            language="id",
        )
        self.documents = [*self.documents, document]
        self.sentences = [
            *self.sentences,
            *(
                Sentence(document, block.start + part.start(), block.start + part.end(), 0, number)
                for number, block in enumerate(blocks)
                for part in re.finditer(r"\S.*?(?:\.(?=\s|$)|$)", text[block.start : block.end])
            ),
        ]

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(document.language for document in self.documents))

    def sentences_of(self, document: Document) -> Sequence[Sentence]:
        return [sentence for sentence in self.sentences if sentence.document is document]

    def add(
        self,
        paths: Iterable[str],
        *,
        column: str | None = None,
        limits: Limits = DEFAULTS,
        on_problem: Callable[[str], None] | None = None,
    ) -> None:
        self.read_with = column, limits
        for source in read_paths(paths, column=column, limits=limits, on_problem=on_problem):
            self.put(source.name, source.text)

    def remove(self, names: Iterable[str]) -> None:
        dropped = set(names)
        self.documents = [document for document in self.documents if document.name not in dropped]
        self.sentences = [one for one in self.sentences if one.document.name not in dropped]

    def with_reader(self, reader: bool) -> FakeRetriever:
        other = copy(self)
        other.reader = reader
        return other

    def find(self, question: str, *, limit: int = 3, language: str | None = None) -> Finding:
        self.asked.append((question, limit, language))
        if "slow" in question:
            time.sleep(self.seconds)
        if "broken" in question:
            raise RuntimeError("the model\nis gone \x1b[31m")
        words = set(re.findall(r"\w+", question.casefold()))
        own_language = "en" if words & {"the", "what", "which", "where"} else language or "id"
        scored = [
            (len(shared), sentence)
            for sentence in self.sentences
            if (shared := words & set(re.findall(r"\w+", sentence.text.casefold())))
        ]
        scored.sort(key=lambda pair: -pair[0])
        matches = tuple(
            Match(rank, float(score), 0.9, sentence, highlights=_places(words, sentence.text))
            for rank, (score, sentence) in enumerate(scored[:limit], start=1)
        )
        if matches:
            return Finding(question, own_language, True, 0.9, matches)
        missing = tuple(sorted(words))
        return Finding(question, own_language, False, 0.1, (), Absence("words", missing=missing))

    def search(self, question: str, *, limit: int = 3, language: str | None = None) -> list[Match]:
        return list(self.find(question, limit=limit, language=language).matches)

    def explain(self, finding: Finding, match: Match) -> Explanation:
        words = []
        for word in re.findall(r"\w+", finding.question.casefold()):
            same = re.search(rf"\b{re.escape(word)}\b", match.sentence.text, re.IGNORECASE)
            partners = ((same.group(), 1.0, "same"),) if same else ()
            words.append(WordTrace(word, 0.5 if same else 0.0, partners))
        return Explanation(match, tuple(words), (Signal("dense", 0.81, 1.25), Signal("position", 2.0, -0.5)))


def _places(words: set[str], text: str) -> tuple[tuple[int, int], ...]:
    return tuple(word.span() for word in re.finditer(r"\w+", text) if word.group().casefold() in words)
