"""LangChain's own tests of a retriever, where they are installed (langchain-tests)."""

from __future__ import annotations

from typing import Any

import pytest
from fake_encoder import HashEncoder
from news import ENGLISH, INDONESIAN

standard = pytest.importorskip(
    "langchain_tests.integration_tests", reason="langchain-tests is not installed", exc_type=ImportError
)

from index import Retriever  # noqa: E402 - what follows needs the package
from index.integrations.langchain import KutipRetriever  # noqa: E402


@pytest.mark.anyio
class TestStandard(standard.RetrieversIntegrationTests):  # type: ignore[misc, name-defined]
    @pytest.fixture(params=["asyncio"])
    def anyio_backend(self, request: pytest.FixtureRequest) -> str:
        return str(request.param)

    @property
    def retriever_constructor(self) -> type[KutipRetriever]:
        return KutipRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {
            "retriever": Retriever.from_texts(
                [ENGLISH, INDONESIAN], cache=False, encoder=HashEncoder(), reader=False
            )
        }

    @property
    def retriever_query_example(self) -> str:
        return "which fish do fishermen sell?"
