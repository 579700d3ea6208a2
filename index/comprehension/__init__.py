"""What does a passage say in answer to a question, and with which words?

A small trained reader goes over the best passages with the question in mind; what it says of a sentence is a
signal of the ranking, never a text of its own.

`windows`   which stretches of the documents are read, in the time there is
`model`     where does an answer begin and end, for each piece of a passage
`reading`   what does that say of each sentence
`data/`     the weights, the vocabulary, and the card that says how they were made
"""

from __future__ import annotations

from index.comprehension.reading import Reading, read

__all__ = ["Reading", "read"]
