"""How does Haystack 2 ask kutip?

from index.integrations.haystack import KutipRetriever
pipeline.add_component("retriever", KutipRetriever(Retriever.from_paths(["news/"])))
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from typing import Any

from index.errors import KutipError
from index.integrations.quoting import Searchable, missing, quoted
from index.where import Where

try:
    from haystack import Document, component, default_from_dict, default_to_dict
except ImportError as error:
    raise missing("haystack-ai", "haystack") from error

__all__ = ["KutipRetriever"]


@component
class KutipRetriever:
    """Gives the sentences of `retriever` (an `index.Retriever`, or the folder of a stored index) as documents, best
    first, at most `top_k`.

    `where` says which documents may answer, as of `Retriever.search`; with `answered_only` nothing is given where the
    documents do not answer. A document's `content` is the sentence, word for word, its `meta` the fields of a quote of
    the JSON object, its `id` "name:start-end". FilterError for a `where` that cannot be understood, ValueError for a
    `top_k` below 1, both when it runs; IndexStoreError for a folder without an index. A pipeline can be written down
    where `retriever` is a folder, and read with `Pipeline.loads(..., allowed_modules=["index.integrations.haystack"])`.
    """

    def __init__(
        self,
        retriever: Searchable | str | os.PathLike[str],
        *,
        top_k: int = 3,
        where: Where | Mapping[str, object] | None = None,
        answered_only: bool = False,
    ) -> None:
        self._folder = os.fspath(retriever) if isinstance(retriever, (str, os.PathLike)) else None
        if isinstance(retriever, (str, os.PathLike)):
            from index.retriever import Retriever

            retriever = Retriever.open(retriever)
        self._retriever, self.top_k, self.where, self.answered_only = retriever, top_k, where, answered_only

    @component.output_types(documents=list[Document])
    def run(
        self, query: str, top_k: int | None = None, where: Mapping[str, Any] | None = None
    ) -> dict[str, list[Document]]:
        """`{"documents": [...]}`; `top_k` and `where` go before those of the component."""
        found = quoted(
            self._retriever,
            query,
            limit=self.top_k if top_k is None else top_k,
            where=self.where if where is None else where,
            answered_only=self.answered_only,
        )
        return {
            "documents": [
                Document(id=one.name, content=one.text, meta=one.metadata, score=one.score) for one in found
            ]
        }

    @component.output_types(documents=list[Document])
    async def run_async(
        self, query: str, top_k: int | None = None, where: Mapping[str, Any] | None = None
    ) -> dict[str, list[Document]]:
        """As `run`, in a thread."""
        return await asyncio.to_thread(self.run, query, top_k, where)

    def to_dict(self) -> dict[str, Any]:
        """The component as plain values; KutipError where its retriever is in memory only."""
        if self._folder is None or isinstance(self.where, Where):
            raise KutipError(
                "a pipeline is written down with the folder of a stored index and a mapping:"
                " KutipRetriever('library', where={...})"
            )
        return default_to_dict(  # type: ignore[no-any-return]
            self,
            retriever=self._folder,
            top_k=self.top_k,
            where=None if self.where is None else dict(self.where),
            answered_only=self.answered_only,
        )

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> KutipRetriever:
        """The component that `to_dict` wrote down."""
        return default_from_dict(cls, data)  # type: ignore[no-any-return]
