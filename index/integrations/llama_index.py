"""How does LlamaIndex ask kutip?

from index.integrations.llama_index import KutipRetriever
RetrieverQueryEngine.from_args(KutipRetriever(Retriever.from_paths(["news/"])))
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from index.integrations.quoting import Quoted, Searchable, missing, quoted
from index.where import Where

try:
    from llama_index.core.retrievers import BaseRetriever
    from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode
except ImportError as error:
    raise missing("llama-index-core", "llama-index") from error

__all__ = ["KutipRetriever"]

SHOWN = frozenset({"document", "title", "line", "speaker", "place"})
"""Metadata that a language model is shown beside the sentence; none is embedded with it."""


class KutipRetriever(BaseRetriever):
    """Gives the sentences of `retriever` (an `index.Retriever`) as nodes, best first, at most `similarity_top_k`.

    `where` says which documents may answer, as of `Retriever.search`; with `answered_only` nothing is given where the
    documents do not answer. A node's text is the sentence, word for word, its `metadata` the fields of a quote of the
    JSON object, its `node_id` "name:start-end". FilterError for a `where` that cannot be understood, ValueError for a
    `similarity_top_k` below 1, both when asked.
    """

    def __init__(
        self,
        retriever: Searchable,
        *,
        similarity_top_k: int = 3,
        where: Where | Mapping[str, object] | None = None,
        answered_only: bool = False,
        **options: Any,
    ) -> None:
        self.retriever, self.similarity_top_k = retriever, similarity_top_k
        self.where, self.answered_only = where, answered_only
        super().__init__(**options)

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        found = quoted(
            self.retriever,
            query_bundle.query_str,
            limit=self.similarity_top_k,
            where=self.where,
            answered_only=self.answered_only,
        )
        return [NodeWithScore(node=_node(one), score=one.score) for one in found]

    async def _aretrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return await asyncio.to_thread(self._retrieve, query_bundle)


def _node(one: Quoted) -> TextNode:
    return TextNode(
        id_=one.name,
        text=one.text,
        metadata=one.metadata,
        start_char_idx=one.metadata["start"],
        end_char_idx=one.metadata["end"],
        excluded_embed_metadata_keys=list(one.metadata),
        excluded_llm_metadata_keys=[key for key in one.metadata if key not in SHOWN],
    )
