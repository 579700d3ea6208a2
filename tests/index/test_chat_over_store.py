"""The chat over a stored index: what it says of it, without reading all of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from fake_encoder import HashEncoder

from index import Retriever
from index.comprehension.model import Scores
from index.document import Document
from index.store.commit import Loaded
from index.store.snapshot import Store
from qa.commands import handle
from qa.repl import greeting
from qa.steps import State, begin
from qa.toolbar import facts
from qa.view import plain

COUNT = 60


def text(number: int) -> str:
    return f"Desa {number}\n\nPetani desa{number} memanen kopi.\n\nHasilnya dijual. Warga senang.\n"


def memory() -> Retriever:
    names = [f"{number:03}.txt" for number in range(COUNT)]
    texts = map(text, range(COUNT))
    return Retriever.from_texts(texts, names=names, cache=False, encoder=HashEncoder(), reader=False)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("chat") / "library"
    memory().save(folder)
    return folder


@pytest.fixture
def stored(library: Path) -> Retriever:
    return Retriever.open(library, encoder=HashEncoder(), reader=False)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The numbers of the documents that are read meanwhile."""
    numbers: list[int] = []
    original = Store.document

    def document(self: Store, identity: int) -> Loaded:
        numbers.append(identity)
        return original(self, identity)

    monkeypatch.setattr(Store, "document", document)
    return numbers


def test_greeting_and_toolbar_read_no_document(stored: Retriever, read: list[int]) -> None:
    assert greeting(stored, "en").splitlines()[0] == f"{COUNT} documents, 240 sentences (Indonesian)"
    assert facts(begin(stored))[:2] == (f"{COUNT} documents", "240 sentences")
    assert read == []


def test_sources_reads_only_what_it_lists(stored: Retriever, read: list[int]) -> None:
    shown = plain(handle(begin(stored), "/sources").view)
    assert shown.endswith("… and 40 more\n")
    assert "size      4 sentences, 5 lines\n" in shown
    assert len(set(read)) == 20


def test_a_paragraph_reads_only_its_document(stored: Retriever, read: list[int]) -> None:
    state = handle(begin(stored), "siapa memanen desa7").state
    read.clear()
    shown = plain(handle(state, "/context 1").view)
    assert "> 3  Petani desa7 memanen kopi.\n" in shown
    assert "  5  Hasilnya dijual.\n" in shown
    assert len(set(read)) == 1


@pytest.mark.parametrize("line", ["/load README.md", "/forget 001.txt"])
def test_a_chat_leaves_a_stored_index_as_it_is(stored: Retriever, library: Path, line: str) -> None:
    step = handle(begin(stored), line)
    assert step.remark.endswith(f" --index {library}")
    assert len(stored.documents) == COUNT


def test_documents_in_memory_come_and_go_for_one_chat(tmp_path: Path) -> None:
    path = tmp_path / "teh.txt"
    path.write_text("Teh Naik\n\nPetani teh menjual daun.\n")
    retriever = memory()
    state = handle(begin(retriever), f"/load {path}").state
    assert best(state, "siapa menjual teh") == str(path)
    state = handle(state, "/forget 003.txt").state
    assert len(state.retriever.documents) == COUNT
    assert len(retriever.documents) == COUNT
    state = handle(state, "/forget teh.txt").state
    assert best(state, "siapa menjual teh") != str(path)


def best(state: State, question: str) -> str:
    answer = handle(state, question).answer
    assert answer is not None
    return answer.quotes[0].document


@pytest.mark.parametrize("kept", ["memory", "stored"])
def test_a_document_gives_its_own_sentences(kept: str, stored: Retriever) -> None:
    retriever = memory() if kept == "memory" else stored
    document = retriever.documents[7]
    found = retriever.sentences_of(document)
    assert [sentence.text for sentence in found] == [
        "Desa 7",
        "Petani desa7 memanen kopi.",
        "Hasilnya dijual.",
        "Warga senang.",
    ]
    assert list(retriever.sentences_of(Document("other.txt", "Satu."))) == []
    assert list(retriever.sentences_of(Document(document.name, "Another text."))) == []
    assert retriever.languages == ("id",)
    assert (retriever.folder is None) == (kept == "memory")


class AskedError(Exception):
    """The reader was asked."""


class Asking:
    """A reader that does not get further than being asked."""

    def read(self, question: str, passages: Sequence[str]) -> list[Scores]:
        raise AskedError


@pytest.mark.parametrize("kept", ["memory", "stored"])
def test_the_reader_is_changed_for_the_copy_alone(kept: str, stored: Retriever) -> None:
    retriever = memory() if kept == "memory" else stored
    reading = retriever.with_reader(Asking())
    with pytest.raises(AskedError):
        reading.search("siapa memanen desa7")
    before = [match.sentence.text for match in retriever.search("siapa memanen desa7")]
    assert before[0] == "Petani desa7 memanen kopi."
    silent = reading.with_reader(False)
    assert [match.sentence.text for match in silent.search("siapa memanen desa7")] == before
