"""Which words of a sentence are the answer?

Every stretch of up to sixteen words is a candidate, and so is every span that `index.evidence`
recognises. A linear model scores a candidate by its first and last word and their neighbours, by its
length, by the kinds of answer it is, and by how near it stands to the words of the question. The weights
are learned from questions with marked answers (tests/quality/train_spans.py) and stand, one a line, in
data/spans.json.
"""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.evidence import Span as Evidence
from index.evidence import held, items
from index.gazetteer import CONNECTORS, FUNCTION_WORDS, MONTHS, NUMBER_WORDS, ORGANISATIONS, SAYING, TITLES
from index.question import Expectation
from index.tokens import Token, tokens

__all__ = ["Candidates", "answer_span", "candidates", "score_span"]

Span = tuple[int, int]

_LONGEST = 16  # words of a candidate that no recogniser found
_MOST_WORDS = 120  # words of a sentence that are looked at
_WEIGHTS = os.path.join(os.path.dirname(__file__), "data", "spans.json")
_LISTABLE = frozenset({"list", "name", "thing", "person", "organisation", "place"})
_COMMAS, _TWO_COMMAS = 0.75, 0.95  # weights of enumerations with one comma, with more
_OFFICES = frozenset(
    [
        "position",
        "job",
        "role",
        "post",
        "title",
        "occupation",
        "profession",
        "office",
        "rank",
        "jabatan",
        "posisi",
        "profesi",
        "pekerjaan",
        "peran",
        "pangkat",
    ]
)
_LENGTHS = (0, 1, 2, 3, 4, 5, 5, 7, 7, 7, 10, 10, 10, 10, 10, 10, 16)
# Words that neither begin nor end an answer.
_TRIMMED = FUNCTION_WORDS - NUMBER_WORDS - CONNECTORS - {"to", "so"} | {"of", "and", "for"}


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


def answer_span(
    expectation: Expectation, question_words: Collection[str], text: str, language: str
) -> Span | None:
    """The characters of `text` that answer, or None where nothing is better than the whole sentence.

    `question_words` are the folded content words of the question and what they were matched with or
    translated to in this sentence; the answer is not made of them alone. `language` (ISO 639-1) is the
    text's. Of equal scores the earlier, then the shorter span wins. Blank text and yes/no questions have
    no answer span. Only the first 120 words are looked at.
    """
    best = score_span(expectation, question_words, text, language)
    return None if best is None else best[0]


def score_span(
    expectation: Expectation, question_words: Collection[str], text: str, language: str
) -> tuple[Span, float] | None:
    """The best answer span of `text` and its score, which compares spans of one question only."""
    if expectation.kinds[0] == "boolean":
        return None
    seen = candidates(expectation, question_words, text, language)
    weights = _weights(expectation.kinds[0])
    get = weights.get
    first = [sum(get(name, 0.0) for name in names) for names in seen.first]
    last = [sum(get(name, 0.0) for name in names) for names in seen.last]
    best: tuple[int, int] | None = None
    most = 0.0
    for (i, j), names in zip(seen.spans, seen.features, strict=True):
        score = first[i] + last[j]
        for name in names:
            score += get(name, 0.0)
        if best is None or score > most:
            best, most = (i, j), score
    if best is None:
        return None
    titled = _position(expectation, question_words, seen.words)
    best = titled or best
    listed = None if titled else _listed(expectation, question_words, seen, best, text, seen.evidence)
    if listed is not None:
        return listed, most
    start, end = _trimmed(seen.words, *best)
    if start == 0 and end == len(seen.words) - 1:
        return None
    first_character = _whole_amount(seen.words[start].start, seen.evidence)
    return (first_character, _closed(text, first_character, seen.words[end].end)), most


def _whole_amount(start: int, evidence: Sequence[Evidence]) -> int:
    """Where the amount of money that `start` falls into begins: its currency belongs to it."""
    return min(
        [span.start for span in evidence if span.kind == "money" and span.start < start < span.end] or [start]
    )


def _listed(
    expectation: Expectation,
    question_words: Collection[str],
    seen: Candidates,
    best: tuple[int, int],
    text: str,
    evidence: Sequence[Evidence],
) -> Span | None:
    """What an enumeration around the best span makes of it.

    The whole enumeration, where several may be asked for and no word of the question stands in it; where one
    item has more words of the question than any other, that item: there the question picks one.
    """
    if expectation.kinds[0] not in _LISTABLE:
        return None
    start, end = seen.words[best[0]].start, seen.words[best[1]].end
    several = "list" in expectation.kinds or (expectation.kinds[0] == "thing" and expectation.focus is None)
    for span in evidence:
        if span.kind != "list" or span.weight < (_COMMAS if expectation.plural else _TWO_COMMAS):
            continue
        meets = start < span.end and span.start < end
        if not meets and not (expectation.plural and several):
            continue
        parts = items(text, (span.start, span.end))
        counts = [
            sum(
                _is_asked(word.key, question_words)
                for word in seen.words
                if a <= word.start and word.end <= b
            )
            for a, b in parts
        ]
        most = max(counts)
        if not most and several:
            return span.start, span.end
        if most and meets and counts.count(most) == 1:
            picked = parts[counts.index(most)]
            return None if picked[0] <= start and end <= picked[1] else picked
    return None


def _position(
    expectation: Expectation, question_words: Collection[str], words: Sequence[Token]
) -> tuple[int, int] | None:
    """The office written before a name of the question, where the question asks for an office."""
    if expectation.focus is None or expectation.focus.casefold() not in _OFFICES:
        return None
    for i in range(1, len(words)):
        if not (words[i].capital and _is_asked(words[i].key, question_words)):
            continue
        begin = i
        while begin > 0 and i - begin < 8 and _of_office(words[begin - 1], question_words):
            begin -= 1
            if words[begin].key in TITLES and not (begin > 0 and words[begin - 1].key in TITLES):
                return begin, i - 1
    return None


def _of_office(word: Token, question_words: Collection[str]) -> bool:
    return (word.capital or word.key in TITLES or word.key in ("of", "the", "for")) and not (
        _is_asked(word.key, question_words)
    )


def _closed(text: str, start: int, end: int) -> int:
    """`end`, or past the bracket that closes one opened inside."""
    return end + (text.count("(", start, end) > text.count(")", start, end) and text[end : end + 1] == ")")


def _trimmed(words: Sequence[Token], start: int, end: int) -> Span:
    while start < end and words[start].key in _TRIMMED and not words[start].digit:
        start += 1
    while end > start and words[end].key in _TRIMMED:
        end -= 1
    return start, end


@lru_cache(maxsize=32)
def _weights(kind: str) -> dict[str, float]:
    """The weights for questions of `kind`: those of all questions plus its own."""
    tables = _tables()
    merged = dict(tables["any"])
    for name, weight in tables.get(kind, {}).items():
        merged[name] = merged.get(name, 0.0) + weight
    return merged


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, float]]:
    with open(_WEIGHTS, encoding="utf-8") as file:
        tables: dict[str, dict[str, float]] = json.load(file)["weights"]
    return tables


def candidates(
    expectation: Expectation, question_words: Collection[str], text: str, language: str
) -> Candidates:
    """The candidate spans of `text` with their features, by first word, then by last."""
    words = tokens(text)[:_MOST_WORDS]
    if not words:
        return Candidates([], [], [], [], [])
    spans = held(text, language)
    asked = [_is_asked(word.key, question_words) for word in words]
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
    return Candidates(words, first, last, *_spans(words, spans, shapes, gaps, asked), spans)


def _spans(
    words: list[Token], evidence: Sequence[Evidence], shapes: list[str], gaps: list[str], asked: list[bool]
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
        if words[i].key in _TRIMMED:
            continue
        reach = range(i, min(count, i + _LONGEST))
        far = [j for a, j in kinds if a == i and j >= i + _LONGEST and known[j + 1] == known[i]]
        for j in [*reach, *sorted(set(far))]:
            if words[j].key in _TRIMMED:
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


def _is_asked(key: str, question_words: Collection[str]) -> bool:
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
