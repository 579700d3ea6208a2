"""Why does a sentence have its score?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from index.adjusting import adjustments
from index.match import Explanation, Finding, Match, Signal, WordTrace
from index.query import prepare
from index.search import candidates, partners, rank, several, weighed

if TYPE_CHECKING:
    from index.library import Library

__all__ = ["explain"]


def explain(finding: Finding, match: Match, library: Library) -> Explanation:
    """The words and signals of one match of `finding`; ValueError if it is of another library."""
    for first, document in zip(library.first, library.documents, strict=True):
        if match.sentence.document is document:
            number = first + match.sentence.number
            break
    else:
        raise ValueError(
            f"the match is of {match.sentence.document.name!r}, which is not among these documents"
        )
    query = prepare(finding.question, finding.language, library)
    met = partners(query, number, library)
    worth = [max((share for _, share, _ in found), default=0.0) for found in met]
    total = sum(word.weight * share for word, share in zip(query.words, worth, strict=True))
    traces = []
    for word, share, found in zip(query.words, worth, met, strict=True):
        shown: dict[str, tuple[float, Literal["same", "translation"]]] = {}
        for (start, end), sure, same in found:
            shown.setdefault(match.sentence.text[start:end], (sure, "same" if same else "translation"))
        traces.append(
            WordTrace(
                finding.question[word.token.start : word.token.end],
                word.weight * share / total if total else 0.0,
                tuple((surface, sure, relation) for surface, (sure, relation) in shown.items()),
            )
        )
    chosen = candidates(query, library)
    if number not in chosen or not query.words:
        return Explanation(match, tuple(traces), ())
    ranker, names, signals = weighed(query, library, chosen)
    row = chosen.index(number)
    parts = ranker.contributions(names, signals[row].tolist())
    for name, added in adjustments(names, signals, library, chosen).items():
        if added[row]:
            parts.append((name, 1.0, float(added[row])))
    ranking = rank(query, library)
    readings = ranking.readings
    if readings:
        from index.fusion import FirstStage, explained, load_fusion

        nothing = np.zeros(len(chosen))
        stage = FirstStage.of(names, signals, nothing, nothing, 0.0, several(query))
        counted, read = explained(load_fusion(), stage, row, readings.get(number))
        parts = [(name, value, counted * added) for name, value, added in parts]
        margin = readings[number].margin if number in readings else 0.0
        parts.append(("reader" if number in readings else "unread", margin, read))
    parts.extend((name, 1.0, added[row]) for name, added in ranking.late.items() if added[row])
    # The best sentences of the parts of a question stand above all others, see `index.finding`.
    above = match.score - sum(added for _, _, added in parts)
    if above > 0.01:
        parts.append(("part", 1.0, above))
    parts.sort(key=lambda part: (-abs(part[2]), part[0]))
    return Explanation(match, tuple(traces), tuple(Signal(*part) for part in parts))
