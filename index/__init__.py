"""kutip's retriever: from files to ranked sentences with exact places. One question a module, data flows down:

    document      What is an article, and what is a sentence of it?
    limits        How much of what is given is read?
    decoding      Which text do the bytes of a file hold?
    reader        Which texts does a path hold?
    formats       Which format is a file in, and which texts does it hold? (HTML, PDF, DOCX, EPUB, mail, ZIP, ...)
    structure     Which lines of a text are headline, byline, date, body, furniture?
                  (furniture, headline, lines, masthead, metadata, patterns)
    sentences     Where does each sentence begin and end? (abbreviations)
    language      Which language is a text in?
    numbers       Which numbers and dates does a text hold, in whatever spelling? (company, dates, numerals)
    analyzer      Which terms does a text hold? (folding, stemming, stopwords)
    question      What does a question ask for? (asking)
    evidence      Which kinds of answer does a sentence hold, and where? (gazetteer, names, series)
    engine        Which sentences share weighted terms with a question?
    encoder       What does the embedding model say of a text?
    cache         What has been encoded before?
    translation   Which words of the documents mean what a question word means?
    compounds     Which words of one language say together what one word, or other ones, say in another?
    analysis      What is found out about an article before any question?
    library       What is known about every sentence?
    query         What is a question, made comparable with sentences?
    signals       What speaks for each sentence?
    ranker        Which sentence is best, and how sure is that?
    comprehension What does a passage say in answer to a question, and with which words? (a package)
    fusion        How far is the reader believed beside the first stage?
    spans         Which words of a sentence are the answer? (span_features)
    naming        What is somebody called in an article, in full and without their office?
    attribution   Who says it, and what does it lean on? (speech_patterns, speech_words)
    match         What does a search give back?
    copies        Which sentences of other documents say the same in the same words?
    adjusting     What counts for a sentence beside the fitted weights?
    search        How does a question become a ranking, an answer, or the reason why there is none?
    where         Which documents may answer a question?
    absence       Why do the best sentences not answer, in terms of what was asked?
    parts         Does a question ask two things, and what is each? (asking_clauses)
    support       What stands beside a quote: who says it, and the sentence that it leans on?
    finding       What is found for a question, with everything that belongs beside it?
    explanation   Why does a sentence have its score?
    store         How is a library of articles kept on disk, up to date, and read by many? (a package)
    cluster       How is a library of articles spread over several machines, and asked as one? (a package)
    retriever     The whole path behind one object.
    integrations  How do other frameworks ask kutip? (a package)
    errors        What can go wrong, and what does a caller catch?

Importing this package loads no terminal library and no model; each is loaded when first needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.document import Document, Place, Sentence
    from index.errors import FilterError, IndexStoreError, KutipError, ReadError
    from index.limits import Limits
    from index.match import Absence, Explanation, Finding, Match
    from index.retriever import Retriever
    from index.where import Where

__all__ = [
    "Absence",
    "Document",
    "Explanation",
    "FilterError",
    "Finding",
    "IndexStoreError",
    "KutipError",
    "Limits",
    "Match",
    "Place",
    "ReadError",
    "Retriever",
    "Sentence",
    "Where",
]

_HOMES = {
    "document": ("Document", "Place", "Sentence"),
    "errors": ("FilterError", "IndexStoreError", "KutipError", "ReadError"),
    "limits": ("Limits",),
    "match": ("Absence", "Explanation", "Finding", "Match"),
    "retriever": ("Retriever",),
    "where": ("Where",),
}


def __getattr__(name: str) -> object:
    """Loads a public name when it is first used, so that importing the package costs next to nothing."""
    from importlib import import_module

    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"index.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
