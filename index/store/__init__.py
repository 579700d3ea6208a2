"""How is a library of articles kept on disk, up to date, and read by many while one writes?

    place         Which files does a stored index have, and who may write to them?
    trust         What of an index is believed, which a stranger may have made?
    database      What does its database hold?
    chunking      How are all tokens of an article found at once?
    packing       How is what is known about a sentence written down?
    postings      Which sentences share weighted terms with a question, on disk? (tantivy)
    segments      Which immutable files belong to a commit, and are they whole?
    writer        How does an article get into the index, and out of it?
    publishing    How does what was written become one commit?
    encoding      What has to be encoded, and what is?
    commit        What does a reader know of one commit?
    snapshot      What does a reader see?
    permitted     Which stored documents may answer?
    engine        The engine protocol over what a reader sees.
    vocabulary    Which words of a stored library translate a word of the question?
    excerpt       Which part of the library does one question need?
    answering     How is a question put to a library that is kept somewhere?
    retriever     The whole path over a stored index.
    verifying     Is every byte that matters as it was written?

The database (SQLite) is the truth and its commit is the commit. Postings, word vectors and dense matrices are
derived from it into folders that are written once, named by the commit that made them, and only then listed in
the database together with their checksums; a folder that is not listed was left by a process that died.
"""

from __future__ import annotations

__all__: list[str] = []
