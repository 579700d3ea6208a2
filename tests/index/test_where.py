from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from fake_encoder import HashEncoder
from filter_contract import ARTICLES, METADATA, FilterContract, places

import index.encoder
import index.search
from index import Document, FilterError, KutipError, Retriever, Where
from index.reader import Source
from index.store.verifying import verify
from index.store.writer import Settings, Writer
from index.where import described, period


def memory(names: Sequence[str], *, encoder: bool = True) -> Retriever:
    texts, metadata = [ARTICLES[name] for name in names], [METADATA[name] for name in names]
    if encoder:
        return Retriever.from_texts(
            texts, names=names, metadata=metadata, cache=False, encoder=HashEncoder(), reader=False
        )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index.encoder, "shared_encoder", lambda **_: None)
        return Retriever.from_texts(texts, names=names, metadata=metadata, cache=False, reader=False)


class TestMemory(FilterContract):
    @classmethod
    def build(cls, names: Sequence[str]) -> Retriever:
        return memory(names)

    @classmethod
    def reference(cls, names: Sequence[str]) -> Retriever:
        return memory(names)


class TestFewInMemory(TestMemory):
    names = (*tuple(ARTICLES)[:40], *tuple(ARTICLES)[130:134])


class TestStored(FilterContract):
    @pytest.fixture(scope="class")
    @classmethod
    def whole(cls, tmp_path_factory: pytest.TempPathFactory) -> Retriever:
        pytest.importorskip("tantivy")
        folder = tmp_path_factory.mktemp("library")
        with Writer(
            folder, create=True, encoder=HashEncoder(), settings=Settings(latent=True, dense=True)
        ) as writer:
            writer.update(
                Source(name, ARTICLES[name], metadata=described(METADATA[name])) for name in cls.names
            )
        assert verify(folder) == []
        return Retriever.open(folder, encoder=HashEncoder(), reader=False)

    @classmethod
    def reference(cls, names: Sequence[str]) -> Retriever:
        return memory(names)


class TestFewStored(TestStored):
    names = TestFewInMemory.names


class TestManyStored(TestStored):
    """More sentences may answer than are scored one by one."""

    @pytest.fixture(autouse=True)
    def _fewer(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import index.store.engine

        monkeypatch.setattr(index.store.engine, "FEW", 8)


class TestWordsStored(FilterContract):
    """Without the model."""

    @pytest.fixture(scope="class")
    @classmethod
    def whole(cls, tmp_path_factory: pytest.TempPathFactory) -> Retriever:
        pytest.importorskip("tantivy")
        folder = tmp_path_factory.mktemp("words")
        memory(cls.names, encoder=False).save(folder)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(index.encoder, "shared_encoder", lambda **_: None)
            return Retriever.open(folder, reader=False)

    @classmethod
    def reference(cls, names: Sequence[str]) -> Retriever:
        return memory(names, encoder=False)


# ------------------------------------------------------------------------------------------- what passes

NEWS = Document(
    "berita/pasar.txt",
    "",
    published="Minggu, 14 Okt 2018 15:14 WIB",
    language="id",
    metadata=described(
        {"desk": "ekonomi", "page": 2, "front": True, "tags": ["harga", "ikan"], "price": 1.5}
    ),
)
DATED = Document("a", "", published="1 May 1999", metadata=described({"date": date(2020, 2, 29)}))
MONTH = Document("b", "", published="Oktober 2018", language="id")
PLAIN = Document("c", "")


@pytest.mark.parametrize(
    ("where", "passing"),
    [
        ({"name": "berita/pasar.txt"}, [NEWS]),
        ({"name": "berita/*"}, [NEWS]),
        ({"name": "*"}, [NEWS, DATED, MONTH, PLAIN]),
        ({"name": ["[ab]", "x"]}, [DATED, MONTH]),
        ({"name": "BERITA/*"}, []),
        ({"language": "id"}, [NEWS, MONTH]),
        ({"language": ("id", "en")}, [NEWS, DATED, MONTH, PLAIN]),
        ({"date": "2018-10-14"}, [NEWS]),
        ({"date": date(2018, 10, 14)}, [NEWS]),
        ({"date": datetime(2018, 10, 14, 8, 0)}, [NEWS]),
        ({"date": "14 Oktober 2018"}, [NEWS]),
        ({"date": "2018-10"}, [NEWS, MONTH]),
        ({"date": "2018"}, [NEWS, MONTH]),
        ({"after": "2018-10-14"}, [NEWS, DATED]),
        ({"after": "2018-10-15"}, [DATED]),
        ({"before": "2018-10-30"}, [NEWS]),
        ({"before": "2018-10"}, [NEWS, MONTH]),
        ({"between": ("2018-10-01", "2018-10-31")}, [NEWS, MONTH]),
        ({"date": ["2018", "2020-02"]}, [NEWS, DATED, MONTH]),
        ({"desk": "ekonomi"}, [NEWS]),
        ({"desk": ["ekonomi", "daerah"], "page": 2}, [NEWS]),
        ({"page": "2"}, [NEWS]),
        ({"page": 3}, []),
        ({"front": True}, [NEWS]),
        ({"front": "true"}, [NEWS]),
        ({"price": 1.5}, [NEWS]),
        ({"tags": "ikan"}, [NEWS]),
        ({"tags": "ika"}, []),
        ({"metadata": {"desk": "ekonomi", "date": "2020-02-29"}}, []),
        ({"metadata": {"date": "2020-02-29"}}, [DATED]),
        ({}, [NEWS, DATED, MONTH, PLAIN]),
    ],
    ids=str,
)
def test_a_document_passes_that_satisfies_every_condition(
    where: Mapping[str, object], passing: list[Document]
) -> None:
    condition = Where.of(where) or Where()
    assert [one for one in (NEWS, DATED, MONTH, PLAIN) if condition.allows(one)] == passing


def test_a_name_is_itself_even_where_it_looks_like_a_pattern() -> None:
    condition = Where.of({"name": "a[1].txt"})
    assert condition is not None
    assert condition.allows(Document("a[1].txt", ""))
    assert condition.allows(Document("a1.txt", ""))


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("name=x", "not str"),
        (["name"], "not list"),
        ({3: "x"}, "not 3"),
        ({"": "x"}, "not ''"),
        ({"name": None}, "name is text"),
        ({"name": []}, "name is text"),
        ({"desk": {"a": 1}}, "desk is text"),
        ({"language": "Indonesian"}, "'Indonesian' is no ISO 639-1 code"),
        ({"date": "someday"}, "'someday' is no date"),
        ({"date": "2018-13"}, "'2018-13' is no date"),
        ({"after": 2018}, "2018 is no date"),
        ({"between": ["2018"]}, "a first and a last day"),
        ({"after": "2019", "before": "2018"}, "swap them"),
        ({"metadata": "x"}, "is a mapping"),
        ({"metadata": {1: "x"}}, "not 1"),
    ],
    ids=str,
)
def test_what_cannot_be_understood_is_told_in_one_line(where: object, said: str) -> None:
    with pytest.raises(FilterError, match=r"^where: ") as caught:
        Where.of(where)  # type: ignore[arg-type]
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert isinstance(caught.value, KutipError)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    ("expressions", "where"),
    [
        (["name=berita/*", "name=x"], {"name": ["berita/*", "x"]}),
        (["language = id"], {"language": "id"}),
        (["date=2018-10"], {"date": "2018-10"}),
        (["date=2018-10-01..2018-10-14"], {"between": ("2018-10-01", "2018-10-14")}),
        (["after=2018", "before=14 Okt 2018"], {"after": "2018", "before": "2018-10-14"}),
        (["after=2018", "after=2019"], {"after": "2019"}),
        (["desk=ekonomi", "page=2", "url=a=b"], {"desk": "ekonomi", "page": 2, "url": "a=b"}),
        (["metadata=x", "between=y"], {"metadata": {"metadata": "x", "between": "y"}}),
        ([], {}),
    ],
    ids=str,
)
def test_expressions_mean_what_a_mapping_means(expressions: list[str], where: Mapping[str, object]) -> None:
    assert Where.parse(expressions) == Where.of(where)


@pytest.mark.parametrize(
    "expression", ["", "name", "=x", "name=", "date=someday", "date=2018..", "language=Indonesian"]
)
def test_an_expression_that_is_none_is_told(expression: str) -> None:
    with pytest.raises(FilterError, match="where"):
        Where.parse([expression])


def test_equal_filters_are_equal_and_can_be_kept() -> None:
    one, other = Where.of({"name": ["b", "a"], "x": 1}), Where.of({"x": "1", "name": ["a", "b"]})
    assert one == other
    assert hash(one) == hash(other)
    assert Where.of(one) is one
    assert Where.of(None) is Where.of({}) is Where.of(Where()) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018-10-14T15:14:00+07:00", date(2018, 10, 14), date(2018, 10, 14)),
        ("Minggu, 14 Okt 2018 15:14 WIB", date(2018, 10, 14), date(2018, 10, 14)),
        ("Feb 2020", date(2020, 2, 1), date(2020, 2, 29)),
        ("1999", date(1999, 1, 1), date(1999, 12, 31)),
    ],
)
def test_a_date_spans_what_is_not_known_of_it(text: str, first: date, last: date) -> None:
    assert period(text, "id") == (first, last)


@pytest.mark.parametrize("text", ["", "kemarin", "Sabtu (13/10)", "0000", "2018-02-31", "pukul 15.14"])
def test_what_is_no_date_spans_nothing(text: str) -> None:
    assert period(text, "id") is None


# ------------------------------------------------------------------------------------------- metadata


def test_metadata_is_checked_when_it_is_given() -> None:
    with pytest.raises(ValueError, match="1 texts have 2 metadata"):
        Retriever.from_texts(["a"], metadata=[{}, {}])
    with pytest.raises(TypeError, match="'x' must be text"):
        Retriever.from_texts(["a"], metadata=[{"x": object()}])
    with pytest.raises(TypeError, match="name of metadata must be str"):
        Retriever.from_texts(["a"], metadata=[{1: "x"}])  # type: ignore[dict-item]


def test_other_metadata_replace_a_stored_document_and_the_same_do_not(tmp_path: Path) -> None:
    pytest.importorskip("tantivy")

    def sources(desk: str) -> list[Source]:
        first = Source("a", "Petani memanen kopi.", metadata={"desk": desk})
        return [first, Source("b", "Petani memanen teh.")]

    with Writer(tmp_path, create=True) as writer:
        assert writer.update(sources("x")).added == 2
        assert writer.update(sources("x")).unchanged == 2
        assert writer.update(sources("y")).changed == 1
    retriever = Retriever.open(tmp_path, reader=False)
    assert [one.metadata for one in retriever.documents] == [{}, {"desk": "y"}]
    assert places(retriever.search("apa yang dipanen petani?", where={"desk": "y"})) == [("a", 0)]
    assert verify(tmp_path) == []


def test_metadata_stay_when_documents_come_and_go(tmp_path: Path) -> None:
    retriever = memory(list(ARTICLES)[:3])
    (tmp_path / "x.txt").write_text("Petani memanen teh.", encoding="utf-8")
    retriever.add([tmp_path / "x.txt"])
    retriever.remove([next(iter(ARTICLES))])
    assert [one.metadata.get("desk") for one in retriever.documents] == ["olahraga", "daerah", None]
    assert places(retriever.search("memanen teh", where={"desk": "daerah"})) != []
    assert {
        name for name, _ in places(retriever.search("memanen teh", limit=9, where={"desk": "daerah"}))
    } == {list(ARTICLES)[2]}


def test_an_index_that_takes_the_place_of_another_is_filtered_anew(tmp_path: Path) -> None:
    pytest.importorskip("tantivy")
    names = list(ARTICLES)[:4]
    for folder, chosen in (("asked", names[:2]), ("other", names[1:])):
        memory(chosen).save(tmp_path / folder)
    retriever = Retriever.open(tmp_path / "asked", encoder=HashEncoder(), reader=False)
    where = {"name": names[1]}
    assert retriever.find("pasar kota", where=where).documents == 1
    shutil.rmtree(tmp_path / "asked")
    (tmp_path / "other").rename(tmp_path / "asked")
    found = retriever.find("pasar kota", where=where)
    assert found.documents == 1
    assert {name for name, _ in places(list(found.matches))} == {names[1]}


def test_of_documents_of_one_name_those_that_are_not_replaced_stay(tmp_path: Path) -> None:
    retriever = Retriever.from_texts(
        ["Petani memanen kopi.", "Petani memanen teh."], names=["a", "a"], cache=False, encoder=HashEncoder()
    )
    (tmp_path / "x.txt").write_text("Petani memanen padi.", encoding="utf-8")
    retriever.add([tmp_path / "x.txt"])
    assert [one.text for one in retriever.documents][:2] == ["Petani memanen kopi.", "Petani memanen teh."]
    retriever.remove(["a"])
    assert [one.text for one in retriever.documents] == ["Petani memanen padi."]
