"""Are follow-up questions understood? `python -m tests.quality.dialogues [--half even | --fresh | --later] [--misses]`.

`dialogues.jsonl`: 40 conversations over 16 invented articles, written by somebody who had not seen kutip's rules:
`{"article", "language_q", "turns": [{"question", "evidence", "leans"}]}`. A turn is right when the first quote
holds one of its evidence texts; one without evidence when kutip says that the article does not answer.
The conversations at even places (0, 2, ...) may be looked at while rules are written; the odd ones judge them.
`dialogues_fresh.jsonl`, over the articles of `dialogues_fresh_news.jsonl`, are 12 more, by somebody who had seen the
rules, written before these were last changed and not looked at since. `dialogues_later.jsonl`, over those of
`dialogues_later_news.jsonl`, are again 12, written before any score of theirs was seen: the rules and the weights
never saw their misses either.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from index import Retriever
from qa import Chat
from tests.quality.encodings import default_file, open_encoder

__all__ = ["articles", "dialogues", "right"]

HERE = Path(__file__).parent
ARTICLES = (
    "own_news_en.jsonl",
    "own_news_id.jsonl",
    "train/invented.jsonl",
    "dialogues_fresh_news.jsonl",
    "dialogues_later_news.jsonl",
)


def _records(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def articles() -> dict[str, str]:
    """The texts of the invented articles by name."""
    return {record["name"]: record["text"] for name in ARTICLES for record in _records(HERE / name)}


def dialogues(part: str = "") -> list[dict[str, Any]]:
    """The conversations as they stand in the file, or in that of the `part` "fresh" or "later"."""
    return _records(HERE / (f"dialogues_{part}.jsonl" if part else "dialogues.jsonl"))


def right(answer: Any, evidence: list[str]) -> bool:
    """If a turn was answered as its evidence asks."""
    if not evidence:
        return not answer.answered
    return bool(answer.quotes) and any(part in answer.quotes[0].text for part in evidence)


def main() -> int:
    """Print how many turns were right; always 0."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--encodings", type=Path, default=default_file(), help="kept between runs (%(default)s)"
    )
    parser.add_argument("--no-reader", dest="reader", action="store_false")
    parser.add_argument("--misses", action="store_true", help="print the turns that were wrong")
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--half", choices=("even", "odd"), help="only the conversations at these places")
    chosen.add_argument("--fresh", action="store_true", help="the conversations of dialogues_fresh.jsonl")
    chosen.add_argument("--later", action="store_true", help="the conversations of dialogues_later.jsonl")
    parser.add_argument("--understood", action="store_true", help="print every turn as it was understood")
    given = parser.parse_args()
    first, step = {"even": (0, 2), "odd": (1, 2)}.get(given.half, (0, 1))
    encoder, texts = open_encoder(given.encodings), articles()
    built: dict[str, Retriever] = {}
    count: Counter[tuple[str, str]] = Counter()
    part = "fresh" if given.fresh else "later" if given.later else ""
    for dialogue in dialogues(part)[first::step]:
        name = dialogue["article"]
        if name not in built:
            built[name] = Retriever.from_texts(
                [texts[name]], names=[name], cache=False, encoder=encoder, reader=given.reader
            )
        chat = Chat(built[name])
        for turn in dialogue["turns"]:
            answer = chat.ask(turn["question"])
            fits = right(answer, turn["evidence"])
            kinds = ["all turns", "leaning" if turn["leans"] else "self-contained"]
            kinds.append(f"in {dialogue['language_q']}")
            kinds.append("in the article" if turn["evidence"] else "not in the article")
            if turn["evidence"]:
                count[
                    "shown as answered, of those in the article", "right" if answer.answered else "wrong"
                ] += 1
            for kind in kinds:
                count[kind, "right" if fits else "wrong"] += 1
            if given.understood:
                marks = ("+" if fits else "-", "leans" if turn["leans"] else "stands")
                print(*marks, f"{turn['question']} [{answer.understood}]")
            if given.misses and not fits:
                quoted = answer.quotes[0].text if answer.quotes else None
                print(
                    f"{name}: {turn['question']} [{answer.understood}] -> {quoted!r}, not {turn['evidence']}"
                )
    for kind in sorted({kind for kind, _ in count}):
        good, bad = count[kind, "right"], count[kind, "wrong"]
        print(f"{kind}: {good}/{good + bad} = {good / (good + bad):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
