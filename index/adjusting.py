"""What counts for a sentence beside the fitted weights?

Its role on the page, its document's standing among others, and what the question asks for beyond doubt: an amount of
some sort, somebody's words, the name beside an office.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from index.query import Query
from index.ranker import ENCODED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.library import Library

__all__ = ["adjustments", "afterwards", "doubted"]

OUTSIDE = {"headline": 2.5, "heading": 2.5, "caption": 2.5}
"""What a sentence outside the body loses of its score: it announces rather than says."""
ANNOUNCES = 2.5
"""What a short sentence loses that only announces others ("Berikut daftarnya:")."""
DOCUMENT = 2.0
"""Weight of a document's standing among others. On pools of 150 passages and on the news questions the right article
then comes first about as often as by dense vectors alone, the right sentence more often; 1 to 3 differ little."""
UNENCODED = {"translation": 0.7, "cover": 0.25, "gist": 0.55, "names.document": 1.05}
"""What takes the place of `DOCUMENT` where sentences are not encoded: fitted on 513 questions that found their passage
among 2,000 (none of them measured). Without it the right sentence is found half as often."""
UNMEASURED, DOUBT = 2.0, 1.0
"""What a sentence without an amount of the sort asked for ("how high": no length) loses of its score, and in log-odds
of its probability. When they were chosen, on the questions the fusion learns from that have such a sort, 95 answerable,
83 for 82 then came first, and whether they are answered was right for 117 of 163, not 114; on 117 that are measured 56
for 56, 80 for 82."""
SPEAKER, HOLDER = 1.5, 1.0
"""What a sentence gains that is said by whom the question names, and loses where somebody else says it; what one gains
in which a name stands beside the office asked for. Chosen by hand."""


def adjustments(
    names: Sequence[str], signals: NDArray[np.float32], library: Library, chosen: Sequence[int]
) -> dict[str, NDArray[np.float64]]:
    """What is added to the ranker's score of each of the `chosen` sentences, by the name of its cause."""
    roles = [-OUTSIDE.get(library.sentences[number].role, 0.0) for number in chosen]
    announced = signals[:, names.index("announcing")] * signals[:, names.index("short")]
    return {
        "outside": np.array(roles),
        "introduction": -ANNOUNCES * announced.astype(np.float64),
        "standing": _standing(names, signals, [library.document_of(number) for number in chosen]),
    }


def _standing(
    names: Sequence[str], signals: NDArray[np.float32], documents: Sequence[int]
) -> NDArray[np.float64]:
    """What its document adds to each sentence among several documents: how far the document's best sentence stands out
    by meaning, by words without the model, by both where sentences are not encoded. Most other signals compare a
    sentence with its own document only."""
    places = np.array(documents)
    added = np.zeros(len(places))
    if len(set(documents)) < 2:
        return added
    counted = dict.fromkeys(("dense", "latent") if "dense" in names else ("word",), DOCUMENT)
    if "dense.more" in names:  # by what is not encoded, and by what is if all are
        known = [name for name in ENCODED if signals[:, names.index(f"{name}.more")].all()]
        counted = {**UNENCODED, **dict.fromkeys(known, DOCUMENT)}
    for name, weight in counted.items():
        column = signals[:, names.index(name)].astype(np.float64)
        best = np.empty(len(places))
        for place in set(documents):
            best[places == place] = column[places == place].max()
        added += weight * (best - best.mean()) / (best.std() + 1e-6)
    return np.round(added, 5)


def afterwards(
    query: Query, library: Library, chosen: Sequence[int], scores: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    """What is added to the score of each of the `chosen` sentences by what the question asks for beyond doubt, by the
    name of its cause: an amount of some sort, somebody's words, somebody's name. Of many sentences those with the best
    `scores` are looked at first."""
    from index.measures import amounts, asked
    from index.whose import holding, speaking

    found: dict[str, NDArray[np.float64]] = {}
    sort = asked(query.text, query.expectation)
    if sort is not None:
        missed = [not amounts(library.sentences[number], sort) for number in chosen]
        found["unmeasured"] = -UNMEASURED * np.array(missed, dtype=np.float64)
    order = np.argsort(-scores, kind="stable")
    ordered = [chosen[row] for row in order]
    for name, worth, looked in (("speaker", SPEAKER, speaking), ("holder", HOLDER, holding)):
        told = looked(query, library, ordered)
        if told is not None:
            found[name] = np.zeros(len(chosen))
            found[name][order] = worth * told
    return found


def doubted(probabilities: NDArray[np.float64], missed: NDArray[np.float64]) -> NDArray[np.float64]:
    """The probabilities, where the amount is missing less by DOUBT in log-odds."""
    odds = np.exp(-DOUBT * missed) * probabilities
    found: NDArray[np.float64] = odds / (odds + 1.0 - probabilities)
    return found
