"""How do other frameworks ask kutip? Each module needs its framework, an extra of kutip's, and nothing else does.

    quoting      What does a match say of itself, as plain values?
    langchain    A LangChain retriever (kutip[langchain]).
    llama_index  A LlamaIndex retriever (kutip[llama-index]).
    haystack     A Haystack 2 component (kutip[haystack]).

    from index.integrations.langchain import KutipRetriever

All three are called `KutipRetriever` and are made of an `index.Retriever`. What they give has the sentence as its
text, word for word, and the fields of a quote of the JSON object as its metadata.
"""

from __future__ import annotations

__all__: list[str] = []
