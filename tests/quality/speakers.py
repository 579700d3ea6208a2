"""How often is the speaker of a quotation, and what a sentence leans on, told rightly?

`python -m tests.quality.speakers --data DIR` prints precision and recall of `index.attribution`. `speakers.jsonl` holds
labels made by reading: of articles of NTREX, whose text is read from the data folder, and of the invented articles
beside this file. One article an object: `{"article", "language", "part", "speakers", "leans", "open"}`. A sentence is
its number in NTREX, or the offset of its first character in an invented article. Each of `speakers` is
`[sentence, [sentence, start, end]]`, where the fullest name of who speaks stands, or `[sentence, null]` for words whose
speaker has no name. Each of `leans` is a sentence with those that resolve it. What is `open` may be told either way
and is not counted; every other body sentence is said by nobody and leans on nothing. An article is in one part: "dev",
which the rules were improved on, or "held", by which they were judged once. What they missed there was looked at after
that: today's figures of both parts say how well the rules do on text they have seen.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.analysis import analyse
from index.attribution import attribute
from index.document import Block, Document, Sentence
from index.library import document
from tests.quality import data, news

__all__ = ["LABELS", "Tally", "labels", "measure", "same_name", "sentences"]

LABELS = Path(__file__).with_name("speakers.jsonl")
OWN = "own_news"
"""The invented articles are in the files of this name and a language."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Of `told` answers `right` were right; `labelled` are all that there were to tell."""

    told: int = 0
    right: int = 0
    labelled: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.told + other.told, self.right + other.right, self.labelled + other.labelled)

    @property
    def precision(self) -> float:
        """Between 0 and 1; 1 where nothing was told."""
        return self.right / self.told if self.told else 1.0

    @property
    def recall(self) -> float:
        """Between 0 and 1; 1 where there was nothing to tell."""
        return self.right / self.labelled if self.labelled else 1.0


def labels() -> list[dict[str, Any]]:
    """The labelled articles in the order of the file."""
    with LABELS.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def sentences(directory: Path | None, label: Mapping[str, Any]) -> dict[int, Sentence] | None:
    """The sentences of a labelled article by their key in the labels, in order; None for one of NTREX without its
    data folder. An article of NTREX, which has no paragraphs, is its headline and one paragraph. DataError if the
    folder has not the article."""
    name, language = label["article"], label["language"]
    if name.startswith(language):
        return {sentence.start: sentence for sentence in _own(name, language)}
    if directory is None:
        return None
    path = directory / f"{news.ARTICLES}.jsonl"
    texts = news.sentences_of(path, language).get(name)
    if texts is None:
        raise data.DataError(f"{path} has no article {name}")
    headline, *body = texts.values()
    text = f"{headline}\n\n{' '.join(body)}"
    blocks = (Block(0, len(headline), "headline"), Block(len(headline) + 2, len(text), "body"))
    article = Document(name, text, blocks, title=headline, language=language)
    found: dict[int, Sentence] = {}
    start = 0
    for number, (key, words) in enumerate(texts.items()):
        place = 0 if not number else 1
        found[int(key.rpartition("-")[2])] = Sentence(
            article, start, start + len(words), number, place, blocks[place].role
        )
        start += len(words) + (1 if number else 2)
    return found


def _own(name: str, language: str) -> Sequence[Sentence]:
    with LABELS.with_name(f"{OWN}_{language}.jsonl").open(encoding="utf-8") as lines:
        text = next(record["text"] for record in map(json.loads, lines) if record["name"] == name)
    return analyse(document(name, text)).sentences


def same_name(told: str, name: str) -> bool:
    """If one of two namings has every word of the other ("Mulyani", "Sri Mulyani"); both are cut at hyphens too."""
    one, two = (set(text.casefold().replace("-", " ").split()) for text in (told, name))
    return one <= two or two <= one


def measure(
    found: Mapping[int, Sentence], label: Mapping[str, Any]
) -> tuple[Tally, Tally, list[tuple[str, int, object]]]:
    """How speakers and antecedents of one article are told, and each that is not right: what, the sentence's key,
    what was told."""
    keys = list(found)
    told = dict(zip(keys, attribute(list(found.values())), strict=True))
    said = {key: _name(found, place) for key, place in label["speakers"]}
    leans = {key: set(places) for key, places in label["leans"]}
    speakers, antecedents = (
        Tally(labelled=sum(name is not None for name in said.values())),
        Tally(labelled=len(leans)),
    )
    wrong: list[tuple[str, int, object]] = []
    for key, one in told.items():
        name = said.get(key)
        if key not in label["open"]["speakers"]:
            right = one.speaker is not None and name is not None and same_name(one.speaker, name)
            speakers += Tally(one.speaker is not None, right)
            if not right and (name or one.speaker):
                wrong.append(("speaker", key, one.speaker))
        lead = None if one.antecedent is None else keys[one.antecedent]
        if key not in label["open"]["leans"]:
            resolved = lead in leans.get(key, ())
            antecedents += Tally(lead is not None, resolved)
            if not resolved and (key in leans or lead is not None):
                wrong.append(("antecedent", key, lead))
    return speakers, antecedents, wrong


def _name(found: Mapping[int, Sentence], place: Sequence[int] | None) -> str | None:
    return None if place is None else found[place[0]].text[place[1] : place[2]]


def _rows(directory: Path | None, parts: Sequence[str], *, misses: bool) -> Iterator[str]:
    for part in parts:
        for language in news.LANGUAGES:
            speakers, antecedents, articles = Tally(), Tally(), 0
            for label in labels():
                if (label["part"], label["language"]) != (part, language):
                    continue
                found = sentences(directory, label)
                if found is None:
                    continue
                one, two, wrong = measure(found, label)
                speakers, antecedents, articles = speakers + one, antecedents + two, articles + 1
                if misses:
                    yield from (f"  {label['article']} {what} {key}: {told}" for what, key, told in wrong)
            for what, tally in (("speakers", speakers), ("antecedents", antecedents)):
                yield (
                    f"{part} {language} {what}: {articles} articles, {tally.labelled} labelled, {tally.told} told, "
                    f"{tally.right} right: precision {tally.precision:.3f}, recall {tally.recall:.3f}"
                )


def main(argv: Sequence[str] | None = None) -> int:
    """0 when measured, 2 for data that cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality.speakers", description=__doc__)
    parser.add_argument("--data", metavar="DIR", help=f"folder of the sets (default: ${data.ENVIRONMENT})")
    parser.add_argument("--parts", nargs="+", choices=news.PARTS, default=news.PARTS, help="default: both")
    parser.add_argument("--misses", action="store_true", help="name each that is not right")
    given = parser.parse_args(argv)
    directory = data.folder(given.data)
    if directory is None:
        print(
            f"No {news.ARTICLES} (set {data.ENVIRONMENT} or --data): only the invented articles are measured."
        )
    try:
        for row in _rows(directory, given.parts, misses=given.misses):
            print(row)
    except data.DataError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
