"""What is handed over to what, and what must hold whatever it is?

Of every input: nothing is raised outside the tree of `index.errors`, messages are one printable line, quotes are
slices of their text, sentences partition what is quoted, and one input takes bounded memory.
"""

from __future__ import annotations

import json
import os
import random
import re
import resource
import shutil
import sys
import tempfile
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from operator import attrgetter
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from index import KutipError, ReadError, Retriever
from index.analysis import document
from index.analyzer import tokens
from index.document import Document
from index.sentences import LONGEST, boundaries, split
from tests.fuzz.files import NEWS, SUFFIXES, made
from tests.fuzz.inputs import encoded, files, mutated, texts

__all__ = ["GROWTH", "TARGETS", "Target"]

GROWTH = 512
"""MB that one input, of some kilobytes, may add to the most memory that the process ever had."""
_UNQUOTED = frozenset({"repeat", "furniture"})
_DRAWN = re.compile(r"\x1b\[[\d;]*m")
_QUESTIONS = ("berapa harga sewa kios?", "who reopened the market, and when?", "siapa penulisnya?")


@dataclass(frozen=True, slots=True)
class Target:
    """`check` raises for an input that breaks a promise; `inputs` are what is tried."""

    name: str
    inputs: SearchStrategy[bytes]
    check: Callable[[bytes], None]

    def __call__(self, data: bytes) -> None:
        before = _peak()
        self.check(data)
        grown = _peak() - before
        assert grown < GROWTH, f"{grown} MB for {len(data)} bytes"


def _peak() -> int:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most // (1024 if sys.platform == "linux" else 1024 * 1024)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")


def _one_line(message: str) -> None:
    assert message
    assert message.isprintable(), repr(message)


# --- Readers


def _read(suffix: str, data: bytes) -> None:
    from index import formats
    from index.decoding import decode

    name = f"a.{suffix}"
    problems: list[str] = []
    for column in (None, "text"):
        try:
            form = formats.recognise(data, name, column=column)
            if form is None:
                text, _ = decode(data, name)
                _article(document(name, text))
                continue
            sources = formats.read(form, data, name, column=column, on_problem=problems.append)
        except ReadError as error:
            _one_line(str(error))
            continue
        assert sources
        for source in sources:
            assert source.name.isprintable()
            starts = [place.start for place in source.places]
            assert starts == sorted(set(starts))
            assert all(0 <= start < len(source.text) for start in starts)
            assert all(0 <= known.start < known.end <= len(source.text) for known in source.known)
            _article(document(source.name, source.text, places=source.places, known=source.known))
    for problem in problems:
        _one_line(problem)


# --- Texts


def _article(article: Document) -> None:
    """Blocks cover the text, sentences the blocks that are quoted, and none is longer than documented."""
    text, at = article.text, 0
    for block in article.blocks:
        assert at <= block.start < block.end <= len(text)
        assert not text[at : block.start].strip()
        at = block.end
    assert not text[at:].strip()
    for fact in (article.title, article.author, article.outlet, article.published):
        assert fact is None or fact in text
    sentences = split(article)
    for number, sentence in enumerate(sentences):
        assert sentence.number == number
        assert sentence.text == text[sentence.start : sentence.end] == sentence.text.strip()
        assert 0 < len(sentence.text) <= LONGEST
        assert sentence.line >= 1
    quoted = [block for block in article.blocks if block.role not in _UNQUOTED]
    at = 0
    for place, block in enumerate(article.blocks):
        own = [sentence for sentence in sentences if sentence.block == place]
        assert bool(own) == (block in quoted)
        at = block.start
        for sentence in own:
            assert at <= sentence.start < sentence.end <= block.end
            assert not text[at : sentence.start].strip()
            at = sentence.end
        assert not own or not text[at : block.end].strip()


def _split(data: bytes) -> None:
    text = _text(data)
    _article(document("a", text))
    spans = boundaries(text)
    assert "".join(text[start:end] for start, end in spans).split() == text.split() or all(
        text[before:after].isspace() or before == after
        for before, after in zip(
            [0, *(end for _, end in spans)], [*(start for start, _ in spans), len(text)], strict=True
        )
    )


def _analyse(data: bytes) -> None:
    text = _text(data)
    for language in ("id", "en", "fr", "tr", "ja", "xx"):
        found = tokens(text, language)
        assert [token.start for token in found] == sorted(token.start for token in found)
        for token in found:
            assert 0 <= token.start < token.end <= len(text)
            assert token.term or token.stop


# --- Questions


def _answers(retriever: Retriever, question: str, held: dict[str, str] | None = None) -> None:
    """What an answer quotes stands in its document; its JSON is JSON, and nothing it shows steers a terminal."""
    from io import StringIO

    from qa import Chat, render

    chat = Chat(retriever)
    for asked in (question, f"dan {question}"):
        answer = chat.ask(asked)
        told = json.loads(answer.to_json())
        documents = {one.name: one.text for one in retriever.documents} if held is None else held
        for quote in told["quotes"]:
            text = documents[quote["document"]]
            assert quote["text"] == text[quote["start"] : quote["end"]]
            spans = [*quote["highlights"]]
            if quote["answer"] is not None:
                spans.append([quote["answer"]["start"], quote["answer"]["end"]])
                assert quote["answer"]["text"] == quote["text"][spans[-1][0] : spans[-1][1]]
            assert all(0 <= start < end <= len(quote["text"]) for start, end in spans)
            assert quote["support"] is None or quote["support"]["text"] in text
        assert 0 <= answer.confidence <= 1
        out = StringIO()
        render.show(answer, render.console(out), question=asked)
        _harmless(out.getvalue())
        _harmless(render.nearest(answer))
        render.plain(answer)


def _harmless(shown: str) -> None:
    for character in _DRAWN.sub("", shown):
        assert character == "\n" or unicodedata.category(character) not in ("Cc", "Cs"), repr(character)
        assert not "\u202a" <= character <= "\u202e", repr(character)
        assert not "\u2066" <= character <= "\u2069", repr(character)


def _query(data: bytes) -> None:
    """The first line is the question, the rest the article."""
    question, _, text = _text(data).partition("\n")
    retriever = Retriever.from_texts(
        [text, NEWS[0]], names=["a", "b"], cache=False, encoder=_encoder(), reader=False
    )
    _answers(retriever, question)
    _answers(retriever, _QUESTIONS[len(question) % len(_QUESTIONS)])


@cache
def _encoder() -> object:
    sys.path.insert(0, str(Path(__file__).parents[1] / "index"))
    from fake_encoder import HashEncoder

    return HashEncoder()


# --- Stored indexes


@cache
def _sound() -> tuple[Path, dict[str, str], list[Path]]:
    """A stored index to be spoiled, the texts in it, and its files."""
    from index.store.writer import Settings, Writer

    folder = Path(tempfile.mkdtemp(prefix="kutip-fuzz-"))
    held = {f"{number}.txt": f"Berita {number}\n\n" + "\n".join(NEWS) for number in range(3)}
    with Writer(
        folder, create=True, encoder=_encoder(), settings=Settings(latent=True, dense=True)
    ) as writer:
        writer.update(list(held.items()))
    files_in = (path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    # Names of postings are random, but for their ends.
    found = sorted(
        (path.relative_to(folder) for path in files_in),
        key=lambda path: (path.parent, path.suffix, path.name),
    )
    return folder, held, found


def _store(data: bytes) -> None:
    """The first two bytes choose a file, the rest how it is spoiled."""
    from index.store.verifying import verify

    sound, held, found = _sound()
    rng = random.Random(data)
    with tempfile.TemporaryDirectory(prefix="kutip-fuzz-") as base:
        folder = Path(base, "library")
        shutil.copytree(sound, folder)
        for _ in range(rng.choice((1, 1, 3, 30))):
            _spoil(folder / rng.choice(found), folder / rng.choice(found), rng)
        try:
            assert all(problem.isprintable() for problem in verify(folder))
        except KutipError as error:
            _one_line(str(error))
        with suppress(KutipError):
            retriever = Retriever.open(folder, encoder=_encoder(), reader=False)
            try:
                for question in _QUESTIONS:
                    _answers(retriever, question, held)
            finally:
                retriever.close()  # type: ignore[attr-defined]


def _spoil(path: Path, other: Path, rng: random.Random) -> None:
    if not path.exists():
        return
    spoiled = bytearray(path.read_bytes())
    kind = rng.randrange(7)
    if kind == 0 and other.exists():
        spoiled = bytearray(other.read_bytes())
    elif kind == 1:
        del spoiled[rng.randrange(len(spoiled) + 1) :]
    elif kind == 2:
        path.unlink()
        return
    elif kind == 3:
        spoiled[rng.randrange(len(spoiled) + 1) :] = rng.randbytes(rng.choice((1, 100, 5000)))
    elif spoiled:
        for _ in range(rng.choice((1, 8))):
            at = rng.randrange(len(spoiled))
            length = rng.choice((1, 1, 4, 8))
            spoiled[at : at + length] = rng.choice((b"\0", b"\xff", b"\x7f", rng.randbytes(1))) * min(
                length, len(spoiled) - at
            )
    path.write_bytes(spoiled)


# --- Settings

_SETTINGS = (
    b"""top = 5\nindex = "library"\nreader = false\ntheme = "dark"\nkeys = "vi"\n[limits]\npages = 9\n"""
)


def _configure(data: bytes) -> None:
    """A file of settings gives values that are possible, or one line."""
    from qa.settings import SETTINGS, resolve, shown

    with tempfile.TemporaryDirectory() as home:
        path = Path(home, "kutip", "config.toml")
        path.parent.mkdir()
        path.write_bytes(data)
        try:
            resolved = resolve({}, {"XDG_CONFIG_HOME": home})
        except KutipError as error:
            _one_line(str(error).replace(home, ""))
            return
        for setting in SETTINGS:
            setting.check(attrgetter(setting.name)(resolved.settings))
        assert "\x1b" not in shown(resolved)


def _config() -> list[Target]:
    if not os.path.exists(Path(__file__).parents[2] / "qa" / "settings.py"):
        return []
    return [Target("config", st.one_of(mutated(_SETTINGS), texts()), _configure)]


_questioned = st.tuples(st.text(max_size=80).map(lambda text: text.replace("\n", " ")), texts()).map(
    lambda pair: encoded(pair[0]) + b"\n" + pair[1]
)

TARGETS = (
    *(Target(f"read-{suffix}", files(suffix), partial(_read, suffix)) for suffix in SUFFIXES),
    Target("split", texts(), _split),
    Target("analyse", texts(), _analyse),
    Target("query", _questioned, _query),
    Target("store", st.binary(min_size=4, max_size=8), _store),
    *_config(),
)
"""Everything that is tried."""

for _suffix in SUFFIXES:
    made(_suffix)  # what makes them is not part of what is measured
