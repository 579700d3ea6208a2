"""From which questions and passages does the reader learn, and which stay unseen?

Paragraphs are kept apart whole (tests/quality/parts.py).
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from index.sentences import boundaries
from tests.quality import news, parts
from tests.quality.train.near_misses import alike, near_miss, pools

__all__ = ["LATIN", "Example", "Spans", "invented", "parallel_news", "public", "reworded"]

Spans = tuple[tuple[int, int], ...]

LATIN = ("en", "id", "es", "de", "ro", "tr", "vi")
"""Languages of the data in Latin script: the pieces the reader keeps."""

DROPPED = 0.12
"""Share of answerable questions asked again of their passage without the sentences that answer."""
SWAPPED = 0.07
"""Share of questions asked of another paragraph of the same article, or the most alike of other articles."""
WHOLLY_ANSWERED = 3.0
"""XQuAD holds no unanswerable question: of its questions the shares above are taken so many times, lest a passage
in another language be a sign of an answer."""
NEARLY = 0.22
"""Share of answerable questions changed into near misses (`near_misses`)."""
ELSEWHERE = 0.25
"""Share of the questions on news asked of another article."""
CROSSED = 0.25
"""Share of XQuAD's questions also asked in a second language over a third."""
REWORDED = 0.15
"""Share of the pairs of languages in which a reworded question is asked, other than English and Indonesian."""
_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
}
_DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "id": "Senin Selasa Rabu Kamis Jumat Sabtu Minggu",
}


@dataclass(frozen=True, slots=True)
class Example:
    """A question and a passage with the spans of it that answer, none where it does not. `lead`: how many
    characters stand before the passage proper, as headline and date; `repeats`: how often it is learned."""

    source: str
    question: str
    passage: str
    spans: Spans
    lead: int = 0
    repeats: int = 1


def _records(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def _spans(record: Mapping[str, Any]) -> Spans:
    return tuple(
        sorted({(answer["start"], answer["start"] + len(answer["text"])) for answer in record["answers"]})
    )


def _example(source: str, record: Mapping[str, Any], **asked: str) -> Example:
    return Example(source, asked.get("question", record["question"]), record["context"], _spans(record))


def public(folder: Path, part: str, draw: random.Random) -> list[Example]:
    """The questions of the public sets whose paragraphs are in `part`, with what is made of them by rule."""
    titles = parts.titles(folder)
    examples: list[Example] = []
    for name in ("idkmrc.train", "tydiqa_id.train"):
        known = {example.question + example.passage for example in examples}
        for record in _records(folder / f"{name}.jsonl"):
            if (
                parts.of_paragraph(record["context"]) == part
                and record["question"] + record["context"] not in known
            ):
                examples.append(_example(name.partition(".")[0], record))
    squad: list[tuple[str, Example]] = []
    for name in ("squad2_sub.q_en-d_id", "squad2_sub.q_en-d_en", "transsquad_id.valid"):
        for record in _records(folder / f"{name}.jsonl"):
            title = titles.get(record["context"], "")
            if parts.of_title(title) == part:
                squad.append((title, _example(name, record)))
    squad += _xquad(folder, part, draw)
    examples += [example for _, example in squad]
    if part == "train":
        asked = list(examples)
        examples += _dropped(asked, draw)
        examples += _swapped(squad, asked, draw)
        examples += _nearly(asked, draw)
    return examples


def reworded(folder: Path, path: Path, draw: random.Random) -> Iterator[Example]:
    """Questions of XQuAD put anew, in six languages over the passages in seven: a line `{"id", "P": {language:
    question}, "N": ...}` of `path` has one with the same answer and one that the passage nearly answers.

    Passages that are measured, or kept for the fusion, are left out whatever the file names.
    """
    passages: dict[str, dict[str, Example]] = defaultdict(dict)
    for file in sorted(folder.glob("xquad*.jsonl")):
        for record in _records(file):
            if record["lang_d"] in LATIN and parts.of_title(record["title"]) == "train":
                passages[record["id"]][record["lang_d"]] = _example("", record)
    for each in _records(path):
        for asked in each["P"]:
            for written, read in passages[each["id"]].items():
                if draw.random() < (1.0 if {asked, written} <= {"en", "id"} else REWORDED):
                    source = f"xquad.{asked}-{written}.reworded"
                    yield replace(read, source=source, question=each["P"][asked])
                    yield replace(read, source=source, question=each["N"][asked], spans=())


def _often(example: Example) -> float:
    return WHOLLY_ANSWERED if example.source.startswith("xquad") else 1.0


def _asked_in(source: str) -> str:
    """The language of the questions of a source."""
    return (
        source.partition(".")[2][:2]
        if source.startswith(("xquad", "news", "own"))
        else ("en" if ".q_en" in source else "id")
    )


def _nearly(examples: Sequence[Example], draw: random.Random) -> Iterator[Example]:
    known = pools([(_asked_in(example.source), example.question) for example in examples if example.spans])
    for example in examples:
        if example.spans and draw.random() < NEARLY:
            pool = known[_asked_in(example.source)]
            changed = near_miss(example.question, example.passage, example.spans, pool, draw)
            if changed is not None:
                yield replace(example, source=f"{example.source}.nearly", question=changed, spans=())


def _xquad(folder: Path, part: str, draw: random.Random) -> list[tuple[str, Example]]:
    """XQuAD as it stands, and questions in one language over passages in another by their common number."""
    questions: dict[str, dict[str, str]] = defaultdict(dict)
    passages: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    titles: dict[str, str] = {}
    found: list[tuple[str, Example]] = []
    for path in sorted(folder.glob("xquad*.jsonl")):
        for record in _records(path):
            if record["lang_q"] not in LATIN or record["lang_d"] not in LATIN:
                continue
            titles[record["id"]] = record["title"]
            questions[record["id"]][record["lang_q"]] = record["question"]
            passages[record["id"]][record["lang_d"]] = record
            if parts.of_title(record["title"]) == part:
                found.append(
                    (record["title"], _example(f"xquad.{record['lang_q']}-{record['lang_d']}", record))
                )
    for number, title in titles.items():
        if parts.of_title(title) != part:
            continue
        for asked, question in questions[number].items():
            for written, record in passages[number].items():
                if "en" in (asked, written) and {asked, written} != {"en"}:
                    continue
                own = asked == written or "id" in (asked, written)
                if draw.random() < (1.0 if asked == written == "id" else CROSSED if own else CROSSED / 4):
                    source = f"xquad.{asked}-{written}"
                    found.append((title, _example(source, record, question=question)))
    return found


def _dropped(examples: Sequence[Example], draw: random.Random) -> Iterator[Example]:
    for example in examples:
        if example.spans and draw.random() < DROPPED * _often(example):
            without = without_answer(example)
            if without is not None:
                yield without


def without_answer(example: Example) -> Example | None:
    """The passage without the sentences that answer; None where an answer's words stand elsewhere too, or
    where less than two sentences are left."""
    kept = [
        (start, end)
        for start, end in sentences(example.passage)
        if not any(start < last and first < end for first, last in example.spans)
    ]
    left = " ".join(example.passage[start:end] for start, end in kept)
    answers = {example.passage[start:end].casefold() for start, end in example.spans}
    if len(kept) < 2 or any(answer in left.casefold() for answer in answers):
        return None
    return replace(example, source=f"{example.source}.dropped", passage=left, spans=())


def _swapped(
    squad: Sequence[tuple[str, Example]], examples: Sequence[Example], draw: random.Random
) -> Iterator[Example]:
    """Questions asked of another paragraph that does not hold their answer's words."""
    by_title: dict[tuple[str, str], list[str]] = defaultdict(list)
    for title, example in squad:
        key = (title, example.source.rpartition("-")[2])
        if title and example.passage not in by_title[key]:
            by_title[key].append(example.passage)
    for title, example in squad:
        others = [
            text for text in by_title[(title, example.source.rpartition("-")[2])] if text != example.passage
        ]
        if others and example.spans and draw.random() < 2 * SWAPPED * _often(example):
            yield from _unanswered(example, draw.choice(others))
    indonesian = [example for example in examples if example.source in ("idkmrc", "tydiqa_id")]
    contexts = sorted({example.passage for example in indonesian})
    nearest = _nearest(contexts)
    for example in indonesian:
        if example.spans and draw.random() < SWAPPED:
            for text in nearest(example.question):
                if text != example.passage:
                    yield from _unanswered(example, text)
                    break


def _unanswered(example: Example, passage: str) -> Iterator[Example]:
    answers = {example.passage[start:end].casefold() for start, end in example.spans}
    if not any(answer in passage.casefold() for answer in answers):
        yield replace(example, source=f"{example.source}.swapped", passage=passage, spans=())


def _nearest(contexts: Sequence[str]) -> Callable[[str], list[str]]:
    from rank_bm25 import BM25Okapi

    def words(text: str) -> list[str]:
        return re.findall(r"\w+", text.casefold())

    ranked = BM25Okapi([words(text) for text in contexts])
    return lambda question: ranked.get_top_n(words(question), list(contexts), n=3)


_split: dict[str, tuple[tuple[int, int], ...]] = {}


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences of a passage, remembered."""
    if text not in _split:
        _split[text] = tuple(boundaries(text))
    return _split[text]


def parallel_news(folder: Path, path: Path, draw: random.Random) -> Iterator[Example]:
    """Questions on parallel news, each in two languages over both, in windows of their article.

    A line of `path`: `{"doc", "q_en", "q_id", "answers": [[{"at": sentence, "en": [start, end], "id": ...}]]}`
    with offsets inside the sentence.
    """
    articles = {
        language: news.sentences_of(folder / f"{news.ARTICLES}.jsonl", language)
        for language in news.LANGUAGES
    }
    records = _records(path)
    known = sorted({record["doc"] for record in records})
    for record in records:
        for asked in news.LANGUAGES:
            for written in news.LANGUAGES:
                lines = articles[written][record["doc"]]
                spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
                for answer in record["answers"]:
                    spans[answer["at"]].append((answer[written][0], answer[written][1]))
                listed = [(text, tuple(spans.get(name, ()))) for name, text in lines.items()]
                other = draw.choice([name for name in known if name != record["doc"]])
                elsewhere = [(text, ()) for text in articles[written][other].values()]
                source, question = f"news.{asked}-{written}", record[f"q_{asked}"]
                yield from _windows(source, question, listed, elsewhere, written, draw)


def invented(path: Path, draw: random.Random) -> Iterator[Example]:
    """Questions on invented articles: `{"language", "text", "questions": [{"q_en", "q_id", "answers":
    [{"sentence", "answer"}]}]}`, in both languages. The source begins as the article's name does."""
    records = _records(path)
    for record in records:
        text, written = record["text"], record["language"]
        places = sentences(text)
        other = draw.choice([each["text"] for each in records if each is not record])
        elsewhere = [(other[start:end], ()) for start, end in sentences(other)]
        for question in record["questions"]:
            spans = []
            for answer in question["answers"]:
                start = text.index(answer["sentence"]) + answer["sentence"].index(answer["answer"])
                spans.append((start, start + len(answer["answer"])))
            listed = [
                (text[start:end], tuple((a - start, b - start) for a, b in spans if start <= a and b <= end))
                for start, end in places
            ]
            twin = alike(question, record["questions"]) if not spans else None
            near = {
                number
                for number, (start, end) in enumerate(places)
                if twin and any(answer["sentence"] in text[start:end] for answer in twin["answers"])
            }
            for asked in ("en", "id"):
                source = f"{record['name'].partition('-')[0]}.{asked}-{written}"
                yield from _windows(source, question[f"q_{asked}"], listed, elsewhere, written, draw, near)


Line = tuple[str, Sequence[tuple[int, int]]]


def _windows(
    source: str,
    question: str,
    lines: Sequence[Line],
    elsewhere: Sequence[Line],
    language: str,
    draw: random.Random,
    near: Collection[int] = (),
) -> Iterator[Example]:
    """Of an article one window that answers (or one at all, with a sentence of `near`), for a third one that does
    not, for some one of another article, and for some one that a changed question nearly asks for.

    Half of the windows are consecutive sentences; the others are drawn from the whole article in order, as the
    first stage picks them. The headline comes first, and in two of five a date.
    """
    answering = [number for number, (_, spans) in enumerate(lines) if spans]
    held = set(draw.sample(sorted(answering or near), 1)) if answering or near else set()
    first = _window(source, question, lines, held, language, draw)
    yield first
    if draw.random() < ELSEWHERE:
        yield _window(f"{source}.elsewhere", question, elsewhere, set(), language, draw)
    if answering and draw.random() < NEARLY / 2:
        changed = near_miss(question, first.passage, first.spans, (), draw)
        if changed is not None:
            yield replace(first, source=f"{source}.nearly", question=changed, spans=())
    if answering and draw.random() < 1 / 3 and len(lines) - len(answering) > 3:
        rest = [(text, spans) for text, spans in lines if not spans]
        yield _window(f"{source}.dropped", question, rest, set(), language, draw)


LENGTH = 900
"""Characters of a window without its headline: about 200 pieces."""


def _window(
    source: str,
    question: str,
    lines: Sequence[Line],
    held: set[int],
    language: str,
    draw: random.Random,
) -> Example:
    length = draw.uniform(0.4, 1.0) * LENGTH
    order = list(range(1, len(lines)))
    if draw.random() < 0.5:
        centre = next(iter(held)) if held else draw.randrange(len(lines))
        left = draw.random()
        order.sort(key=lambda number: abs(number - centre - (left - 0.5)) if number != centre else -1.0)
    else:
        draw.shuffle(order)
        order.sort(key=lambda number: number not in held)
    chosen: list[int] = []
    size = 0
    for number in order:
        if chosen and size + len(lines[number][0]) > length:
            break
        chosen.append(number)
        size += len(lines[number][0])
    lead = lines[0][0] + (" " + _date(language, draw) if draw.random() < 0.4 else "")
    passage, spans = lead, list(lines[0][1])
    for number in sorted(chosen):
        text, inside = lines[number]
        spans += [(start + len(passage) + 1, end + len(passage) + 1) for start, end in inside]
        passage += " " + text
    return Example(source, question, passage, tuple(spans), len(lead))


def _date(language: str, draw: random.Random) -> str:
    day, month, year = draw.randint(1, 28), draw.randint(1, 12), draw.randint(2008, 2026)
    name, weekday = _MONTHS[language].split()[month - 1], draw.choice(_DAYS[language].split())
    clock = f"{draw.randint(5, 23):02}:{draw.randint(0, 59):02}"
    return draw.choice(
        [
            f"{weekday}, {day} {name[:3]} {year} {clock} WIB"
            if language == "id"
            else f"{name} {day}, {year}",
            f"({day}/{month}/{year})",
            f"{weekday}, {day} {name} {year}",
            f"{year}-{month:02}-{day:02}",
        ]
    )


def write(path: Path, examples: Iterable[Example]) -> int:
    """Write examples one a line; how many."""
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for example in examples:
            out.write(
                json.dumps([example.source, example.question, example.passage, example.spans, example.lead])
            )
            out.write("\n")
            count += 1
    return count


def read(path: Path) -> list[Example]:
    """The examples of a file that `write` wrote."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Example(row[0], row[1], row[2], tuple((a, b) for a, b in row[3]), row[4]) for row in rows]
