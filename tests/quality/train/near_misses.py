"""How is a question made that its passage nearly answers?

By the changes that most unanswerable questions of SQuAD 2 are made of (Rajpurkar et al. 2018, table 2): another
name or number in place of the one the passage speaks of, an antonym, a negation.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

__all__ = ["alike", "names", "near_miss", "pools"]

_NAME = re.compile(r"[^\W\d_a-zà-öø-ÿ][\w'’-]+(?: [^\W\d_a-zà-öø-ÿ][\w'’-]+){0,3}")
_NUMBER = re.compile(r"(?<![\w.,])\d{1,4}(?![\w]|[.,]\d)")
_STARTS = re.compile(r"(?:^|[.?!:\"“”(]\s*)$")

_OPPOSITES = """
first last|before after|more less|most least|largest smallest|highest lowest|oldest youngest|best worst|early late|
north south|east west|northern southern|eastern western|increase decrease|increased decreased|win lose|won lost|
begin end|began ended|started stopped|enter leave|entered left|supported opposed|buy sell|bought sold|
above below|inside outside|success failure|strong weak|rich poor|male female|men women|maximum minimum|ally enemy|
accept reject|accepted rejected|allow forbid|allowed forbidden|arrive depart|import export|gain lose|major minor|
pertama terakhir|sebelum sesudah|terbesar terkecil|tertinggi terendah|tertua termuda|terbaik terburuk|awal akhir|
utara selatan|timur barat|naik turun|meningkat menurun|menang kalah|mulai berakhir|masuk keluar|mendukung menentang|
membeli menjual|dibeli dijual|kuat lemah|kaya miskin|pria wanita|laki-laki perempuan|
maksimum minimum|menerima menolak|diterima ditolak|ekspor impor
"""
_OPPOSITE = {
    here: there
    for pair in _OPPOSITES.replace("\n", "").split("|")
    for here, there in (pair.split(), pair.split()[::-1])
}
_ANTONYM = re.compile(rf"\b({'|'.join(map(re.escape, _OPPOSITE))})\b")
_AUXILIARY = re.compile(r"\b(did|does|was|were|is|are|has|have|could|would|will)\b(?! not\b)(?= )")


def names(text: str) -> list[str]:
    """Runs of capitalised words that do not only open a sentence, in order."""
    return [
        match.group()
        for match in _NAME.finditer(text)
        if not _STARTS.search(text[max(0, match.start() - 3) : match.start()])
    ]


def pools(asked: Sequence[tuple[str, str]]) -> Mapping[str, Sequence[str]]:
    """By language, the names that questions share with their passages; `asked`: (language, question)."""
    found: dict[str, set[str]] = defaultdict(set)
    for language, question in asked:
        found[language].update(names(question))
    return {language: sorted(each) for language, each in found.items()}


def alike(question: Mapping[str, Any], asked: Sequence[Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """Of the questions of an article, the answered one that shares the most words with `question`, in English; the
    first of equals, None if nothing is answered. What answers it is what tempts to answer `question`."""

    def words(one: Mapping[str, Any]) -> set[str]:
        return set(re.findall(r"\w+", one["q_en"].casefold()))

    own = words(question)
    return max(
        (each for each in asked if each["answers"]),
        key=lambda each: len(own & words(each)) / len(own | words(each)),
        default=None,
    )


def near_miss(
    question: str, passage: str, spans: Sequence[tuple[int, int]], pool: Sequence[str], draw: random.Random
) -> str | None:
    """The question changed so that the passage most likely no longer answers it; None where nothing of it can
    be changed. `spans` are the answers in the passage; `pool` are names from elsewhere."""
    made = [
        changed
        for change in (_renamed, _renumbered, _reversed, _negated)
        for changed in change(question, passage, spans, pool, draw)
    ]
    return draw.choice(made) if made else None


def _renamed(
    question: str, passage: str, spans: Sequence[tuple[int, int]], pool: Sequence[str], draw: random.Random
) -> Iterator[str]:
    held = [name for name in names(question) if name in passage]
    if not held:
        return
    old = draw.choice(held)
    words = set(question.split())
    # What stands near an answer may be answered for as well.
    far = passage
    for start, end in sorted(spans, reverse=True):
        far = far[: max(0, start - 150)] + " . " + far[end + 150 :]
    inside = [name for name in names(far) if not words & set(name.split())]
    outside = [name for name in draw.sample(pool, min(20, len(pool))) if name not in passage]
    for others in (inside, outside):
        if others:
            yield question.replace(old, draw.choice(others))


def _renumbered(
    question: str, passage: str, spans: Sequence[tuple[int, int]], pool: Sequence[str], draw: random.Random
) -> Iterator[str]:
    held = [match for match in _NUMBER.finditer(question) if match.group() in passage]
    if not held:
        return
    match = draw.choice(held)
    value = int(match.group())
    spread = 30 if value > 1000 else max(3, value)
    new = str(max(1, value + draw.choice((-1, 1)) * draw.randint(1, spread)))
    if new not in passage:
        yield question[: match.start()] + new + question[match.end() :]


def _reversed(
    question: str, passage: str, spans: Sequence[tuple[int, int]], pool: Sequence[str], draw: random.Random
) -> Iterator[str]:
    match = _ANTONYM.search(question)
    if match and _OPPOSITE[match.group()] not in passage:
        yield question[: match.start()] + _OPPOSITE[match.group()] + question[match.end() :]


def _negated(
    question: str, passage: str, spans: Sequence[tuple[int, int]], pool: Sequence[str], draw: random.Random
) -> Iterator[str]:
    match = _AUXILIARY.search(question)
    if match and draw.random() < 0.3:
        rest = question[match.end() :]
        if match.group() in ("did", "does"):
            yield question[: match.start()] + match.group() + "n't" + rest
        else:
            yield question[: match.end()] + " not" + rest
