"""How is a library of articles spread over several machines, and asked as one?

    binding     What of Xapian is used, and how do its errors read?
    layout      Which shards are there, and who serves them? (the cluster file)
    terms       How are terms, frequencies and places written in a shard?
    record      How is a whole article written in a shard?
    blocks      How are a shard's word vectors and sentence vectors written, and read again?
    shard       How does one shard become its next commit?
    writer      Which shard does an article go to, and what changes?
    servers     Which server answers for a shard, and what if it does not?
    snapshot    What does a client see?
    engine      The engine protocol over all shards.
    vocabulary  Which words of all shards translate a word of the question?
    excerpt     Which part of the library does one question need?
    retriever   The whole path over a cluster.
    about       What does a cluster say of itself, and is it sound?

A shard is one Xapian database with whole articles: what an article's postings, text, offsets and vectors need is in
it, so that a client needs the cluster file and the servers, nothing else. Servers are plain `xapian-tcpsrv`, copies
are kept by plain `xapian-replicate-server` and `xapian-replicate`. Nothing global is kept beside the cluster file:
counts are the sums of the shards' own, and the words of all shards, with their vectors, are read from the shards'
metadata when a client first needs them, and then kept by it.
"""

from __future__ import annotations

import os

__all__ = ["is_cluster"]


def is_cluster(path: str | os.PathLike[str]) -> bool:
    """If `path` is a cluster file by its name (`.toml`), rather than the folder of a stored index."""
    return os.fspath(path).endswith(".toml")
