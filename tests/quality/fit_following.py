"""How much sooner does a follow-up find its answer behind the last quote? `python -m tests.quality.fit_following`.

Fits `qa.following.WEIGHTS` on the dialogues: a softmax over the sentences of each article, lightly drawn to zero, on
the follow-ups that are understood from earlier questions and answered in the article. Printed are the weights by
either half of the dialogues and by both, in units of the score, and how many follow-ups each finds right, of those
it was fitted on and of the others.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from index import Retriever
from qa import Chat
from qa.following import CONSIDERED, WEIGHTS, features
from tests.quality.dialogues import articles, dialogues
from tests.quality.encodings import default_file, open_encoder

__all__ = ["fit"]

PENALTY = 0.05
Case = tuple[NDArray[np.float64], NDArray[np.bool_]]
"""For each sentence its score and features; and if it answers."""


def _cases() -> Iterator[tuple[int, Case]]:
    """The half that each follow-up belongs to, and the follow-up."""
    encoder, texts = open_encoder(default_file()), articles()
    built: dict[str, Retriever] = {}
    for place, dialogue in enumerate(dialogues()):
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
            rows = [(match.score, *features(match, before, found.question)) for match in found.matches]
            gold = [any(part in match.sentence.text for part in turn["evidence"]) for match in found.matches]
            if any(gold):
                yield place % 2, (np.array(rows, dtype=np.float64), np.array(gold))


def fit(cases: Sequence[Case]) -> NDArray[np.float64]:
    """The weight of the score and of each feature."""

    def loss(weights: NDArray[np.float64]) -> float:
        total = PENALTY * float((weights[1:] ** 2).sum())
        for rows, gold in cases:
            shares = np.exp((sums := rows @ weights) - sums.max())
            total -= float(np.log(shares[gold].sum() / shares.sum()))
        return total

    found: NDArray[np.float64] = minimize(loss, np.full(1 + len(WEIGHTS), 0.5)).x
    return found


def _right(cases: Sequence[Case], weights: NDArray[np.float64]) -> str:
    return f"{sum(bool(gold[np.argmax(rows @ weights)]) for rows, gold in cases)}/{len(cases)}"


def main() -> int:
    """Prints the weights; always 0."""
    halves: tuple[list[Case], list[Case]] = ([], [])
    for half, case in _cases():
        halves[half].append(case)
    both = [*halves[0], *halves[1]]
    plain = np.eye(1, 1 + len(WEIGHTS))[0]
    print(f"score alone: even {_right(halves[0], plain)}, odd {_right(halves[1], plain)}")
    for name, cases in (("even", halves[0]), ("odd", halves[1]), ("both", both)):
        weights = fit(cases)
        shown = ", ".join(f"{weight:.1f}" for weight in weights[1:] / weights[0])
        print(f"{name}: {shown}; even {_right(halves[0], weights)}, odd {_right(halves[1], weights)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
