"""What does the model of answer spans see of a sentence?

Every stretch of up to sixteen words is a candidate, and so is every span that `index.evidence` recognises. A
candidate is described by its first and last word and their neighbours, by its length, by the kinds of answer it
is, and by how near it stands to the words of the question.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from index.evidence import Span as Evidence
from index.evidence import held
from index.gazetteer import CONNECTORS, FUNCTION_WORDS, MONTHS, NUMBER_WORDS, ORGANISATIONS, SAYING, TITLES
from index.question import Expectation
from index.tokens import Token, tokens

__all__ = ["TRIMMED", "Candidates", "candidates", "is_asked"]

_LONGEST = 16  # words of a candidate that no recogniser found
_MOST_WORDS = 120  # words of a sentence that are looked at
_LENGTHS = (0, 1, 2, 3, 4, 5, 5, 7, 7, 7, 10, 10, 10, 10, 10, 10, 16)
# Words that neither begin nor end an answer.
TRIMMED = FUNCTION_WORDS - NUMBER_WORDS - CONNECTORS - {"to", "so"} | {"of", "and", "for"}


@dataclass(frozen=True, slots=True)
class Candidates:
    """What the model sees of one sentence: the names of the features of each first word, last word and
    span.

    A span is (first word, last word); its score is the sum of the weights of its first word's features,
    its last word's and its own.
    """

    words: list[Token]
    first: list[list[str]]
    last: list[list[str]]
    spans: list[tuple[int, int]]
    features: list[list[str]]
    evidence: tuple[Evidence, ...] = ()


def candidates(
    expectation: Expectation, question_words: Collection[str], text: str, language: str
) -> Candidates:
    """The candidate spans of `text` with their features, by first word, then by last."""
    words = tokens(text)[:_MOST_WORDS]
    if not words:
        return Candidates([], [], [], [], [])
    spans = held(text, language)
    asked = [is_asked(word.key, question_words) for word in words]
    gaps = ["start", *(_gap(text[a.end : b.start]) for a, b in itertools.pairwise(words)), "end"]
    shapes = [_shape(word) for word in words]
    distances = _distances(asked)
    focus = expectation.focus.casefold() if expectation.focus else ""
    first, last = [], []
    for i, word in enumerate(words):
        before = words[i - 1] if i else None
        after = words[i + 1] if i + 1 < len(words) else None
        near = _bucket(distances[i])
        first.append(
            [
                f"before={_context(before, asked[i - 1])}" if before else "before=^",
                f"gap<{gaps[i]}",
                f"first={shapes[i]}",
                f"first.near={near}",
                f"first.shape={shapes[i - 1] if i else '^'}>{shapes[i]}",
                f"first.asked={asked[i]}",
                *([f"first.word={word.key}"] if word.key in FUNCTION_WORDS else ()),
                *(["focus.before"] if before is not None and focus and before.key == focus else ()),
                *(f"before2={key}" for key in _two_before(words, i)),
            ]
        )
        last.append(
            [
                f"after={_context(after, asked[i + 1])}" if after else "after=$",
                f"gap>{gaps[i + 1]}",
                f"last={shapes[i]}",
                f"last.near={near}",
                f"last.shape={shapes[i]}>{shapes[i + 1] if after else '$'}",
                f"last.asked={asked[i]}",
                *([f"last.word={word.key}"] if word.key in FUNCTION_WORDS else ()),
                *(["focus.after"] if after is not None and focus and after.key == focus else ()),
            ]
        )
    return Candidates(words, first, last, *_spans(words, spans, gaps, asked), spans)


def _spans(
    words: list[Token], evidence: Sequence[Evidence], gaps: list[str], asked: list[bool]
) -> tuple[list[tuple[int, int]], list[list[str]]]:
    starts = {word.start: i for i, word in enumerate(words)}
    ends = {word.end: i for i, word in enumerate(words)}
    kinds: dict[tuple[int, int], list[str]] = {}
    for span in evidence:
        i, j = starts.get(span.start), ends.get(span.end)
        if i is not None and j is not None and i <= j:
            strength = "+" if span.weight >= 0.6 else "-" if span.weight < 0.3 else ""
            kinds.setdefault((i, j), []).append(f"{span.kind}{strength}")
    count = len(words)
    # Running counts, so that a span's features cost the same whatever its length.
    marks, known, small, capitals, digits = [0], [0], [0], [0], [0]
    for i in range(count):
        marks.append(marks[-1] + (i > 0 and gaps[i] not in ("space", "dash")))
        known.append(known[-1] + asked[i])
        small.append(small[-1] + (words[i].key in FUNCTION_WORDS))
        capitals.append(capitals[-1] + words[i].capital)
        digits.append(digits[-1] + words[i].digit)
    pairs: list[tuple[int, int]] = []
    features: list[list[str]] = []
    for i in range(count):
        if words[i].key in TRIMMED:
            continue
        reach = range(i, min(count, i + _LONGEST))
        far = [j for a, j in kinds if a == i and j >= i + _LONGEST and known[j + 1] == known[i]]
        for j in [*reach, *sorted(set(far))]:
            if words[j].key in TRIMMED:
                continue
            length = j - i + 1
            repeated = known[j + 1] - known[i]
            if repeated == length - (small[j + 1] - small[i]) and repeated:
                continue  # nothing but words of the question
            inner = marks[j + 1] - marks[i + 1]
            names = [
                f"length={_LENGTHS[min(length, 16)]}",
                f"marks={min(inner, 3)}",
                f"asked={min(repeated, 3)}",
            ]
            if capitals[j + 1] - capitals[i] == length:
                names.append("capitals.one" if length == 1 else "capitals")
            if small[j + 1] - small[i] > 0:
                names.append(f"small={min(small[j + 1] - small[i], 3)}")
            if digits[j + 1] - digits[i] > 0:
                names.append("digits")
            found = kinds.get((i, j))
            if found:
                names.extend(f"is={kind}" for kind in found)
            else:
                names.append("is=none")
            pairs.append((i, j))
            features.append(names)
    return pairs, features


def is_asked(key: str, question_words: Collection[str]) -> bool:
    if key in question_words:
        return True
    return key.endswith("nya") and key[:-3] in question_words


def _gap(between: str) -> str:
    stripped = between.strip()
    if not stripped:
        return "space"
    for mark, name in (
        (",", "comma"),
        ("(", "open"),
        (")", "close"),
        ('"', "quote"),
        ("“", "quote"),
        ("”", "quote"),
    ):
        if mark in stripped:
            return name
    return {"-": "dash", "–": "dash", ":": "colon", ";": "colon"}.get(stripped, "mark")


def _shape(word: Token) -> str:
    if word.digit:
        return "year" if len(word.key) == 4 and word.key.isdigit() else "digits"
    if word.key in MONTHS and word.capital:
        return "month"
    if word.key in FUNCTION_WORDS:
        return "small"
    if word.key in NUMBER_WORDS:
        return "count"
    if word.capital:
        return "title" if word.key in TITLES else "body" if word.key in ORGANISATIONS else "capital"
    return "ing" if word.key.endswith("ing") else "ed" if word.key.endswith("ed") else "lower"


def _context(word: Token, asked: bool) -> str:
    """A neighbour as a feature: closed-class words as themselves, others by shape."""
    if word.key in FUNCTION_WORDS or word.key in SAYING or word.key in TITLES:
        return word.key
    return f"{'?' if asked else ''}{_shape(word)}"


def _two_before(words: list[Token], i: int) -> tuple[str, ...]:
    if i >= 2 and words[i - 1].key in FUNCTION_WORDS and words[i - 2].key in FUNCTION_WORDS:
        return (f"{words[i - 2].key}_{words[i - 1].key}",)
    return ()


def _distances(asked: list[bool]) -> list[int]:
    """How many words each word stands from the nearest word of the question; negative: that one is to the
    left."""
    far = 99
    distances = [far] * len(asked)
    left = -1
    for i, known in enumerate(asked):
        if known:
            left = i
        elif left >= 0:
            distances[i] = left - i
        if known:
            distances[i] = 0
    right = -1
    for i in range(len(asked) - 1, -1, -1):
        if asked[i]:
            right = i
        elif right >= 0 and right - i < abs(distances[i]):
            distances[i] = right - i
    return distances


def _bucket(distance: int) -> str:
    if distance == 99:
        return "none"
    size = abs(distance)
    side = "l" if distance < 0 else "r" if distance > 0 else ""
    return f"{side}{size if size < 4 else 5 if size < 7 else 8 if size < 12 else 12}"
