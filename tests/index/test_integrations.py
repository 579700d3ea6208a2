"""The retrievers of other frameworks, in these frameworks; each is left out where its framework is not installed."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from fake_encoder import HashEncoder
from news import ENGLISH, INDONESIAN

from index import FilterError, KutipError, Retriever
from index.store.writer import Writer
from qa.answer import Quote

QUESTION = "which fish do fishermen sell?"
ABSENT = "qqq zzz"


@pytest.fixture(scope="module")
def news() -> Retriever:
    return Retriever.from_texts(
        [ENGLISH, INDONESIAN],
        names=["en.txt", "id.txt"],
        metadata=[{"desk": "coast"}, {"desk": "kota"}],
        cache=False,
        encoder=HashEncoder(),
        reader=False,
    )


def expected(news: Retriever, limit: int, where: Mapping[str, object] | None = None) -> list[dict[str, Any]]:
    """The quotes of the JSON object, as it is read."""
    found = news.find(QUESTION, limit=limit, where=where)
    return [json.loads(json.dumps(Quote.from_match(match).as_dict())) for match in found.matches]


def as_quote(text: str, metadata: Mapping[str, Any]) -> dict[str, Any]:
    return json.loads(json.dumps({"text": text, **metadata}))  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("module", "package", "said"),
    [
        ("langchain", "langchain_core", "langchain-core is not installed; pip install 'kutip[langchain]'"),
        ("llama_index", "llama_index", "llama-index-core is not installed; pip install 'kutip[llama-index]'"),
        ("haystack", "haystack", "haystack-ai is not installed; pip install 'kutip[haystack]'"),
    ],
)
def test_without_its_framework_a_module_names_the_extra(
    module: str, package: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delitem(sys.modules, f"index.integrations.{module}", raising=False)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ImportError, match="is not installed") as caught:
        import_module(f"index.integrations.{module}")
    assert str(caught.value) == said


# ------------------------------------------------------------------------------------------- LangChain


class TestLangChain:
    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def _installed(cls) -> None:
        pytest.importorskip("langchain_core", reason="langchain-core is not installed (kutip[langchain])")

    def made(self, news: Retriever, **options: Any) -> Any:
        from index.integrations.langchain import KutipRetriever

        return KutipRetriever(retriever=news, **options)

    def test_documents_are_the_quotes_of_the_json_object(self, news: Retriever) -> None:
        retriever = self.made(news)
        found = retriever.invoke(QUESTION)
        assert [as_quote(one.page_content, one.metadata) for one in found] == expected(news, 3)
        best = found[0]
        assert best.page_content == ENGLISH[best.metadata["start"] : best.metadata["end"]]
        assert best.id == f"en.txt:{best.metadata['start']}-{best.metadata['end']}"
        assert asyncio.run(retriever.ainvoke(QUESTION)) == found

    def test_options_are_given_when_it_is_made_or_asked(self, news: Retriever) -> None:
        where = {"desk": "kota"}
        wanted = expected(news, 2, where)
        for retriever, options in (
            (self.made(news, k=2, where=where), {}),
            (self.made(news), {"k": 2, "where": where}),
            (self.made(news, where={"name": "en.txt"}), {"k": 2, "where": where}),
        ):
            for found in (
                retriever.invoke(QUESTION, **options),
                asyncio.run(retriever.ainvoke(QUESTION, **options)),
            ):
                assert [as_quote(one.page_content, one.metadata) for one in found] == wanted

    def test_nothing_is_given_where_there_is_no_answer_and_only_answers_are_wanted(
        self, news: Retriever
    ) -> None:
        assert self.made(news, answered_only=True).invoke(ABSENT) == []
        assert self.made(news).invoke(QUESTION, answered_only=True) in ([], self.made(news).invoke(QUESTION))

    def test_errors_are_the_retrievers_own(self, news: Retriever) -> None:
        with pytest.raises(FilterError, match="someday"):
            self.made(news).invoke(QUESTION, where={"date": "someday"})
        with pytest.raises(ValueError, match="limit must be at least 1"):
            self.made(news, k=0).invoke(QUESTION)

    def test_it_goes_into_a_chain(self, news: Retriever) -> None:
        from langchain_core.runnables import RunnableLambda

        chain = self.made(news, k=1) | RunnableLambda(lambda found: found[0].metadata["document"])
        assert chain.invoke(QUESTION) == "en.txt"
        assert chain.batch([QUESTION, "pasar ikan"]) == ["en.txt", "id.txt"]


# ------------------------------------------------------------------------------------------- LlamaIndex


class TestLlamaIndex:
    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def _installed(cls) -> None:
        pytest.importorskip(
            "llama_index.core", reason="llama-index-core is not installed (kutip[llama-index])"
        )

    def made(self, news: Retriever, **options: Any) -> Any:
        from index.integrations.llama_index import KutipRetriever

        return KutipRetriever(news, **options)

    def test_nodes_are_the_quotes_of_the_json_object(self, news: Retriever) -> None:
        retriever = self.made(news)
        found = retriever.retrieve(QUESTION)
        assert [as_quote(one.node.text, one.node.metadata) for one in found] == expected(news, 3)
        assert [one.score for one in found] == [one.node.metadata["score"] for one in found]
        best = found[0].node
        assert best.text == ENGLISH[best.start_char_idx : best.end_char_idx]
        later = asyncio.run(retriever.aretrieve(QUESTION))
        assert [(one.node_id, one.score) for one in later] == [(one.node_id, one.score) for one in found]

    def test_a_language_model_is_shown_where_it_stands_and_no_offsets(self, news: Retriever) -> None:
        from llama_index.core.schema import MetadataMode

        best = self.made(news).retrieve(QUESTION)[0].node
        shown = best.get_content(metadata_mode=MetadataMode.LLM)
        assert "document: en.txt" in shown
        assert "highlights" not in shown
        assert best.get_content(metadata_mode=MetadataMode.EMBED).strip() == best.text

    def test_options(self, news: Retriever) -> None:
        where = {"desk": "kota"}
        found = self.made(news, similarity_top_k=2, where=where).retrieve(QUESTION)
        assert [as_quote(one.node.text, one.node.metadata) for one in found] == expected(news, 2, where)
        assert self.made(news, answered_only=True).retrieve(ABSENT) == []
        with pytest.raises(FilterError, match="someday"):
            self.made(news, where={"date": "someday"}).retrieve(QUESTION)

    def test_it_goes_into_a_query_engine(self, news: Retriever) -> None:
        from llama_index.core.llms import MockLLM
        from llama_index.core.query_engine import RetrieverQueryEngine

        engine = RetrieverQueryEngine.from_args(self.made(news), llm=MockLLM())
        sources = engine.query(QUESTION).source_nodes
        assert [one.node.text for one in sources] == [quote["text"] for quote in expected(news, 3)]


# ------------------------------------------------------------------------------------------- Haystack


class TestHaystack:
    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def _installed(cls) -> None:
        pytest.importorskip("haystack", reason="haystack-ai is not installed (kutip[haystack])")

    def made(self, retriever: Retriever | str, **options: Any) -> Any:
        from index.integrations.haystack import KutipRetriever

        return KutipRetriever(retriever, **options)

    def test_documents_are_the_quotes_of_the_json_object(self, news: Retriever) -> None:
        component = self.made(news)
        found = component.run(QUESTION)["documents"]
        assert [as_quote(one.content, one.meta) for one in found] == expected(news, 3)
        assert [one.score for one in found] == [one.meta["score"] for one in found]
        assert asyncio.run(component.run_async(QUESTION))["documents"] == found

    def test_options_are_given_when_it_is_made_or_run(self, news: Retriever) -> None:
        where = {"desk": "kota"}
        wanted = expected(news, 2, where)
        for component, options in (
            (self.made(news, top_k=2, where=where), {}),
            (self.made(news, where={"name": "en.txt"}), {"top_k": 2, "where": where}),
        ):
            found = component.run(QUESTION, **options)["documents"]
            assert [as_quote(one.content, one.meta) for one in found] == wanted
        assert self.made(news, answered_only=True).run(ABSENT) == {"documents": []}
        with pytest.raises(FilterError, match="someday"):
            self.made(news).run(QUESTION, where={"date": "someday"})

    def test_it_goes_into_a_pipeline_that_can_be_written_down(self, tmp_path: Path) -> None:
        from haystack import Pipeline

        pytest.importorskip("tantivy")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("index.encoder.shared_encoder", lambda **_: None)
            with Writer(tmp_path, create=True) as writer:
                writer.update([("en.txt", ENGLISH), ("id.txt", INDONESIAN)])
            pipeline = Pipeline()
            pipeline.add_component("retriever", self.made(str(tmp_path), top_k=1, where={"language": "en"}))
            # Haystack makes only components of modules that it was told to trust.
            patch.setenv("HAYSTACK_DESERIALIZATION_ALLOWLIST", "index.integrations.haystack")
            again = Pipeline.loads(pipeline.dumps())
            for one in (pipeline, again):
                [best] = one.run({"retriever": {"query": "what do fishermen sell?"}})["retriever"][
                    "documents"
                ]
                assert best.meta["document"] == "en.txt"
            assert again.to_dict() == pipeline.to_dict()

    def test_what_is_in_memory_cannot_be_written_down(self, news: Retriever) -> None:
        with pytest.raises(KutipError, match="folder of a stored index"):
            self.made(news).to_dict()
