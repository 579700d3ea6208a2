"""How does LangChain ask kutip?

from index.integrations.langchain import KutipRetriever
KutipRetriever(retriever=Retriever.from_paths(["news/"]), k=3) | chain
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from index.integrations.quoting import missing, quoted
from index.where import Where

try:
    from langchain_core.documents import Document
    from langchain_core.retrievers import BaseRetriever
except ImportError as error:
    raise missing("langchain-core", "langchain") from error

__all__ = ["KutipRetriever"]


class KutipRetriever(BaseRetriever):
    """Gives the sentences of `retriever` (an `index.Retriever`) as documents, best first, at most `k`.

    `where` says which documents may answer, as of `Retriever.search`; with `answered_only` nothing is given where the
    documents do not answer. All three can be given to `invoke` too. A document's `page_content` is the sentence, word
    for word, its `metadata` the fields of a quote of the JSON object, its `id` "name:start-end". FilterError for a
    `where` that cannot be understood, ValueError for a `k` below 1.
    """

    retriever: Any
    k: int = 3
    where: Any = None  # pydantic would make a Where of any mapping
    answered_only: bool = False

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: Any = None,
        k: int | None = None,
        where: Where | Mapping[str, Any] | None = None,
        answered_only: bool | None = None,
    ) -> list[Document]:
        found = quoted(
            self.retriever,
            query,
            limit=self.k if k is None else k,
            where=self.where if where is None else where,
            answered_only=self.answered_only if answered_only is None else answered_only,
        )
        return [Document(page_content=one.text, metadata=one.metadata, id=one.name) for one in found]

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: Any = None, **options: Any
    ) -> list[Document]:
        return await asyncio.to_thread(self._get_relevant_documents, query, **options)
