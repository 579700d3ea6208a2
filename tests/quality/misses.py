"""Where is kutip surest and wrong?

    python -m tests.quality.misses --data FOLDER [--sets NAME ...] [--sample N] [--top 20]

Prints the misses with the most probability on them, to be read by a person: a wrong sentence first, an answer where
there is none, or none where there is one. The texts are the data's and stay there; what was found is in MISSES.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.quality import data
from tests.quality.__main__ import NEWS, questions_of
from tests.quality.encodings import StoredEncoder, default_file, open_encoder
from tests.quality.systems import Kutip

__all__ = ["Miss", "misses"]

SETS = (
    "idkmrc.valid",
    "squad2_sub.q_en-d_en",
    "squad2_sub.q_en-d_id",
    "xquad.q_en-d_en",
    "xquad_id.q_en-d_id",
    "xquad_id.q_id-d_en",
    "tydiqa_id.valid",
    "wikiqa.dev",
    "news_held.d_en",
    "news_held.d_id",
)


@dataclass(frozen=True, slots=True)
class Miss:
    """`surety`: the probability kutip gave to what is wrong. `kind`: "wrong sentence", "answered", "abstained"."""

    surety: float
    kind: str
    set: str
    question: data.Question
    quoted: str
    answer: str | None
    gold: tuple[str, ...]


def misses(questions: data.QuestionSet, encoder: StoredEncoder | None) -> Iterator[Miss]:
    """Every miss of a set."""
    kept: tuple[int, Kutip] | None = None
    for question in sorted(questions.questions, key=lambda each: each.context):
        if kept is None or kept[0] != question.context:
            kept = question.context, Kutip((questions.contexts[question.context],), encoder)
        kutip = kept[1]
        spans = [(place.start, place.end) for place in kutip.places]
        if len(spans) < 2:
            continue
        reply = kutip.ask(question.text, limit=1)
        gold = data.gold_sentences(question, spans)
        text = questions.contexts[question.context]
        quoted = text[slice(*spans[reply.ranking[0]])] if reply.ranking else ""
        wanted = tuple(text[slice(*spans[number])] for number in sorted(gold))
        if not question.answerable:
            miss = ("answered", reply.score) if reply.answered else None
        elif not reply.answered:
            miss = "abstained", 1.0 - reply.score
        elif reply.ranking[0] not in gold:
            miss = "wrong sentence", reply.confidence or 0.0
        else:
            miss = None
        if miss:
            yield Miss(miss[1], miss[0], questions.name, question, quoted, reply.answer, wanted)


def main(argv: Sequence[str] | None = None) -> int:
    """0 when printed, 2 without data."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", help=f"folder of the sets (default: ${data.ENVIRONMENT})")
    parser.add_argument("--sets", nargs="+", default=SETS, metavar="NAME")
    parser.add_argument("--sample", type=int, default=200, metavar="N", help="questions a set (%(default)s)")
    parser.add_argument("--top", type=int, default=20, metavar="N", help="misses of each kind (%(default)s)")
    parser.add_argument("--encodings", type=Path, default=default_file(), metavar="FILE")
    given = parser.parse_args(argv)
    folder = data.folder(given.data)
    if folder is None:
        print(f"no evaluation data: give --data or set {data.ENVIRONMENT}", file=sys.stderr)
        return 2
    encoder = open_encoder(given.encodings)
    found: list[Miss] = []
    for name in given.sets:
        questions = questions_of(folder, name, 0)
        found += misses(questions if name in NEWS else data.sample(questions, given.sample), encoder)
        print(f"{name}: {sum(miss.set == name for miss in found)} misses", file=sys.stderr, flush=True)
    for kind in ("wrong sentence", "answered", "abstained"):
        worst = sorted((miss for miss in found if miss.kind == kind), key=lambda miss: -miss.surety)
        print(f"\n== {kind}: {len(worst)}, the {min(given.top, len(worst))} surest\n")
        for miss in worst[: given.top]:
            print(f"{miss.surety:.2f} {miss.set} {miss.question.id}: {miss.question.text}")
            print(f"   quoted: {' '.join(miss.quoted.split())}\n   marked: {miss.answer}")
            for text in miss.gold:
                print(f"   gold:   {' '.join(text.split())}")
            print(f"   answers: {' | '.join(dict.fromkeys(miss.question.answers))}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
