"""kutip's retriever: from files to ranked sentences with exact places. One question a module, data flows down:

    document      What is an article, and what is a sentence of it?
    reader        Which texts does a path hold?
    structure     Which lines of a text are headline, byline, date, body, furniture?
    sentences     Where does each sentence begin and end?
    language      Which language is a text in?
    numbers       Which numbers and dates does a text hold, in whatever spelling?
    analyzer      Which terms does a text hold?
    question      What does a question ask for?
    evidence      Which kinds of answer does a sentence hold, and where?
    engine        Which sentences share weighted terms with a question?
    encoder       What does the embedding model say of a text?
    cache         What has been encoded before?
    translation   Which words of the documents mean what a question word means?
    signals       What speaks for each sentence?
    ranker        Which sentence is best, and how sure is that?
    spans         Which words of a sentence are the answer?
    attribution   Who says it, and what does it lean on?
    match         What does a search give back?
    retriever     The whole path behind one object.
    errors        What can go wrong, and what does a caller catch?

Importing this package loads no terminal library and no model; each is loaded when first needed.
"""

from __future__ import annotations
