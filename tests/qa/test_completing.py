from __future__ import annotations

import pytest
from chat_session import Session
from fake_retriever import ARTICLE, FakeRetriever
from hypothesis import given
from hypothesis import strategies as st

from qa.chat_messages import say
from qa.commands import COMMANDS
from qa.completing import complete, wants_path
from qa.vocabulary import Vocabulary, sampled

NEWS = (
    "Kadis Perikanan Sari Dewi bicara.\nSari Dewi datang.\nPasar Sari ramai. Perikanan maju, perikanan besar."
)


def vocabulary(text: str = NEWS) -> Vocabulary:
    return Vocabulary(FakeRetriever(text).sentences)


def texts(before: str, session: Session | None = None, text: str = NEWS) -> list[str]:
    found = complete(before, (session or Session()).state, lambda: vocabulary(text))
    return [before[: len(before) - one.replaced] + one.text for one in found]


def test_commands_are_offered_from_the_table() -> None:
    assert texts("/") == [command.name for command in COMMANDS]
    assert texts("/e") == ["/export", "/exit"]
    assert texts("/Q") == ["/quote", "/quit"]
    session = Session(language="id")
    (why,) = complete("/w", session.state)
    assert (why.shown, why.about) == ("/why [N]", say("help.why", "id"))


def test_what_a_command_takes_is_offered() -> None:
    session = Session()
    session.type("what tuna")
    assert texts("/why ", session) == ["/why 1", "/why 2"]
    assert texts("/open 2", session) == ["/open 2"]
    assert texts("/lang ") == ["/lang auto", "/lang en", "/lang id"]
    assert texts("/set t") == ["/set top", "/set theme"]
    assert texts("/set theme ") == [f"/set theme {theme}" for theme in ("auto", "dark", "light", "none")]
    assert texts("/set top ") == []
    assert texts("/help ") == []
    assert texts("/nothing ") == []


def test_documents_are_offered_by_any_part_of_their_name() -> None:
    retriever = FakeRetriever()
    retriever.put("arsip/Berita 2.txt", "Satu.")
    assert texts("/forget ", Session(retriever)) == ["/forget pasar.txt", "/forget arsip/Berita 2.txt"]
    assert texts("/forget berita", Session(retriever)) == ["/forget arsip/Berita 2.txt"]
    retriever.folder = "library"
    assert texts("/forget ", Session(retriever)) == []


def test_of_a_long_name_the_menu_shows_the_end() -> None:
    retriever = FakeRetriever()
    retriever.put("arsip/" * 20 + "toko roti.txt", "Satu.")
    [offered] = complete("/forget roti", Session(retriever))
    assert offered.text == "arsip/" * 20 + "toko roti.txt"
    assert offered.shown.startswith("…")
    assert offered.shown.endswith("/toko roti.txt")
    assert len(offered.shown) == 60


def test_names_come_before_words_and_the_frequent_before_the_rare() -> None:
    assert texts("siapa sar") == ["siapa Sari Dewi", "siapa Sari"]
    assert texts("kapan perikan") == ["kapan Perikanan"]
    assert texts("siapa Sari D") == ["siapa Sari Dewi", "siapa Sari datang"]
    assert texts("siapa Kadis") == ["siapa Kadis Perikanan Sari Dewi"]


@pytest.mark.parametrize("before", ["", "siapa ", "siapa 12", "siapa xyz", "siapa?"])
def test_nothing_is_offered_where_nothing_begins(before: str) -> None:
    assert texts(before) == []


@pytest.mark.parametrize(
    ("before", "path"),
    [
        ("/load ", ""),
        ("/load ~/a b", "~/a b"),
        ("/load --column isi a", "a"),
        ("/export x.md", "x.md"),
        ("/load", None),
        ("/why x", None),
    ],
)
def test_paths_are_wanted_after_what_takes_them(before: str, path: str | None) -> None:
    assert wants_path(before) == path


@given(st.text(max_size=60))
def test_any_text_can_be_completed(before: str) -> None:
    session = Session()
    for one in complete(before, session.state, lambda: vocabulary(ARTICLE)):
        assert 0 <= one.replaced <= len(before)


@given(st.lists(st.text(alphabet="abAB .,-'\n", max_size=40)), st.text(alphabet="abAB '", max_size=3))
def test_what_is_offered_begins_as_typed_and_stands_in_the_text(lines: list[str], typed: str) -> None:
    text = "\n".join(["x", *lines])
    for found in vocabulary(text).starting(typed, limit=99):
        assert found.casefold().startswith(typed.casefold())
        assert found in text


class Counted(list[int]):
    """A sequence that counts how often it is read from, as one on the disk is."""

    reads = 0

    def __getitem__(self, place):  # type: ignore[no-untyped-def]
        self.reads += 1
        return super().__getitem__(place)


@given(st.integers(0, 3_000))
def test_of_a_small_library_every_sentence_is_completed_from(size: int) -> None:
    assert sorted(sampled(range(size), seconds=60)) == list(range(size))  # type: ignore[arg-type, type-var]


def test_of_a_large_library_places_all_over_it_are_read_and_no_more() -> None:
    numbers = Counted(range(1_000_000))
    found = sampled(numbers, seconds=60)  # type: ignore[arg-type]
    assert len(found) == 20_000
    assert numbers.reads == 800
    tenths = {number // 100_000 for number in found}  # type: ignore[operator]
    assert tenths == set(range(10))


def test_reading_a_library_ends_when_its_time_is_over() -> None:
    numbers = Counted(range(1_000_000))
    assert len(sampled(numbers, seconds=0)) == 25  # type: ignore[arg-type]
    assert numbers.reads == 1
