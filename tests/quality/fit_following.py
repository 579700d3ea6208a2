"""Which sentence answers a follow-up? `python -m tests.quality.fit_following`.

Fits `qa.following.WEIGHTS` on the dialogues: a softmax over the sentences of each article, strongly drawn to zero, on
the follow-ups that are understood from earlier questions and answered in the article. Nothing is drawn by lot: each
run on the same code gives the same. Printed are, for the score alone, for it with the question as typed, and for all
features, how many follow-ups are found right, of those fitted on and of each article by the weights fitted on all
others; the weights in units of the score; and what log-odds one unit is. Then the same for each feature left out.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from index import Retriever
from qa import Chat
from qa.following import CONSIDERED, features, scores_of
from tests.quality.dialogues import articles, dialogues
from tests.quality.encodings import default_file, open_encoder

__all__ = ["fit"]

PENALTY = 8.0
"""Where a followed-up article is told in another order, large weights of nearness are wrong."""
NAMES = ("typed", "near")
Case = tuple[NDArray[np.float64], NDArray[np.bool_]]
"""For each sentence its score and features; and if it answers."""


def _cases() -> Iterator[tuple[str, Case]]:
    """The article of each follow-up, and the follow-up."""
    encoder, texts = open_encoder(default_file()), articles()
    built: dict[str, Retriever] = {}
    for dialogue in dialogues():
        name = dialogue["article"]
        if name not in built:
            built[name] = Retriever.from_texts([texts[name]], names=[name], cache=False, encoder=encoder)
        chat = Chat(built[name])
        for turn in dialogue["turns"]:
            last = [answer.finding.matches[:1] for _, answer in reversed(chat.history)]
            before = [match for matches in last for match in matches] if last and last[0] else []
            answer = chat.ask(turn["question"])
            if not (before and answer.understood and turn["evidence"]):
                continue
            found = built[name].find(answer.understood, limit=CONSIDERED, language=answer.language)
            typed = scores_of(built[name].find(turn["question"], limit=CONSIDERED, language=answer.language))
            rows = [(match.score, *features(match, before, typed)) for match in found.matches]
            gold = [any(part in match.sentence.text for part in turn["evidence"]) for match in found.matches]
            if any(gold):
                yield name, (np.array(rows, dtype=np.float64), np.array(gold))


def fit(cases: Sequence[Case]) -> NDArray[np.float64]:
    """The weight of the score and of each feature."""

    def loss(weights: NDArray[np.float64]) -> float:
        total = PENALTY * float((weights[1:] ** 2).sum())
        for rows, gold in cases:
            shares = np.exp((sums := rows @ weights) - sums.max())
            total -= float(np.log(shares[gold].sum() / shares.sum()))
        return total

    found: NDArray[np.float64] = minimize(loss, np.full(cases[0][0].shape[1], 0.5)).x
    return found


def _right(cases: Sequence[Case], weights: NDArray[np.float64]) -> int:
    return sum(bool(gold[np.argmax(rows @ weights)]) for rows, gold in cases)


def _report(cases: Sequence[tuple[str, Case]], name: str, kept: Sequence[int]) -> None:
    """One line: what the features at the places `kept` find, beside the score at place 0."""
    picked = [(article, (rows[:, [0, *kept]], gold)) for article, (rows, gold) in cases]
    every = [case for _, case in picked]
    weights, left_out = fit(every), 0
    for article in sorted({article for article, _ in picked}):
        others = fit([case for other, case in picked if other != article])
        left_out += _right([case for own, case in picked if own == article], others)
    shown = ", ".join(f"{NAMES[k - 1]} {w:.1f}" for k, w in zip(kept, weights[1:] / weights[0], strict=True))
    found = f"{_right(every, weights)}/{len(every)}, articles left out {left_out}"
    print(f"{name}: {found}; {shown} (a unit: {weights[0]:.2f})")


def main() -> int:
    """Prints the weights; always 0."""
    cases = list(_cases())
    everything = range(1, 1 + len(NAMES))
    _report(cases, "score alone", [])
    _report(cases, "with typed", [1])
    _report(cases, "all", everything)
    for without in everything:
        _report(cases, f"without {NAMES[without - 1]}", [k for k in everything if k != without])
    return 0


if __name__ == "__main__":
    sys.exit(main())
