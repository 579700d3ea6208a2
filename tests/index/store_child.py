"""A process that builds an index, to be killed: python store_child.py DIR ARTICLES.json

It says "ready" when it begins and "committed" when `update` has returned.
"""

from __future__ import annotations

import json
import sys

from fake_encoder import HashEncoder

import index.store.writer
from index.store.writer import Settings, Writer


def main(folder: str, articles: str) -> None:
    with open(articles, encoding="utf-8") as file:
        sources = [(name, text) for name, text in json.load(file)]
    index.store.writer.EVERY = 0.01  # many transactions, many moments to die between two of them
    index.store.encoding.EVERY = 0.01  # type: ignore[attr-defined]
    print("ready", flush=True)
    with Writer(
        folder, create=True, encoder=HashEncoder(), settings=Settings(latent=True, dense=True)
    ) as writer:
        writer.update(sources, sync=True)
    print("committed", flush=True)


if __name__ == "__main__":
    import index.analysis
    import index.store.encoding
    import index.store.publishing
    import index.store.segments
    import index.translation

    index.translation.lexicon()
    index.store.postings.load_tantivy()  # type: ignore[attr-defined]
    index.analysis.analyse(index.analysis.document("warm", "Satu kalimat. Dua kalimat."))
    main(*sys.argv[1:])
