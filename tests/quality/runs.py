"""What did every system do with every question of a set?"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field

from tests.quality.data import POOL, Question, QuestionSet, gold_sentences, off_topic, pool
from tests.quality.encodings import StoredEncoder
from tests.quality.metrics import exact_match, overlap_f1
from tests.quality.systems import KUTIP, NO_READER, Kutip, Reply, System, baselines

__all__ = ["Outcome", "Pooled", "Run", "measure"]

_TIMED_PASSAGES = 20
_POOLED_LIMIT = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one system did with one question over its own passage.

    `rank` is that of the first sentence that holds a whole gold span, from 1; 0: none was given. `away` is
    the reply to the same question over another passage. `exact` and `f1` compare the answer's words with the
    gold spans (None: nothing to compare, the question is unanswerable or has whole sentences as gold).
    """

    rank: int
    reply: Reply
    away: Reply | None = None
    exact: float | None = None
    f1: float | None = None

    @property
    def hit(self) -> bool:
        return self.rank == 1


@dataclass(frozen=True, slots=True)
class Pooled:
    """Over many passages at once: the right sentence of the right passage first; the right passage first."""

    hit: bool
    passage: bool


@dataclass(slots=True)
class Run:
    """One set. Lists are in the order of `questions`; `sentences[i]` is how many its passage has, and
    `reachable[i]` whether any of them holds a whole gold span. `milliseconds` are the times of single
    questions."""

    name: str
    language: str
    total: int
    questions: tuple[Question, ...]
    sentences: list[int] = field(default_factory=list)
    reachable: list[bool] = field(default_factory=list)
    outcomes: dict[str, list[Outcome]] = field(default_factory=dict)
    pool_passages: int = 0
    pool_sentences: int = 0
    pool_questions: tuple[Question, ...] = ()
    pooled: dict[str, list[Pooled]] = field(default_factory=dict)
    milliseconds: dict[str, list[float]] = field(default_factory=dict)

    @property
    def selectable(self) -> list[int]:
        """The places of the questions that selection is measured on: answerable, more than one sentence."""
        return [
            place
            for place, question in enumerate(self.questions)
            if question.answerable and self.sentences[place] > 1
        ]


def measure(
    questions: QuestionSet,
    encoder: StoredEncoder | None,
    *,
    pool_size: int | None = POOL,
    timed: bool = True,
) -> Run:
    """Asks every system every question: over its passage, over another one, and over the pool of the first
    `pool_size` passages (None: all, below 2: no pool)."""
    run = Run(questions.name, questions.language, questions.total, questions.questions)
    _ask_passages(run, questions, encoder)
    _ask_pool(run, questions, encoder, pool_size)
    if timed:
        _time(run, questions, encoder)
    return run


def _systems(texts: tuple[str, ...], encoder: StoredEncoder | None) -> tuple[Kutip, dict[str, System]]:
    kutip = Kutip(texts, encoder)
    first_stage = Kutip(texts, encoder, reader=False)
    return kutip, {KUTIP: kutip, NO_READER: first_stage, **baselines(texts, kutip.places, encoder)}


def _ask_passages(run: Run, questions: QuestionSet, encoder: StoredEncoder | None) -> None:
    own: dict[int, list[int]] = {}
    away: dict[int, list[int]] = {}
    for place, (question, other) in enumerate(zip(run.questions, off_topic(questions), strict=True)):
        own.setdefault(question.context, []).append(place)
        if other is not None and question.answerable:
            away.setdefault(other, []).append(place)

    sentences: dict[int, tuple[int, bool]] = {}
    outcomes: dict[str, dict[int, Outcome]] = {}
    elsewhere: dict[str, dict[int, Reply]] = {}
    for context in sorted(own.keys() | away.keys()):
        kutip, systems = _systems((questions.contexts[context],), encoder)
        spans = [(place.start, place.end) for place in kutip.places]
        for place in own.get(context, ()):
            question = run.questions[place]
            gold = gold_sentences(question, spans)
            sentences[place] = (len(spans), bool(gold))
            for name, system in systems.items():
                reply = system.ask(question.text, limit=max(1, len(spans)))
                outcomes.setdefault(name, {})[place] = _judge(question, questions.language, reply, gold)
        for place in away.get(context, ()):
            for name, system in systems.items():
                reply = system.ask(run.questions[place].text, limit=1)
                elsewhere.setdefault(name, {})[place] = reply

    places = range(len(run.questions))
    run.sentences = [sentences[place][0] for place in places]
    run.reachable = [sentences[place][1] for place in places]
    for name, by_place in outcomes.items():
        replies = elsewhere.get(name, {})
        run.outcomes[name] = [_with_away(by_place[place], replies.get(place)) for place in places]


def _judge(question: Question, language: str, reply: Reply, gold: frozenset[int]) -> Outcome:
    rank = next((rank for rank, number in enumerate(reply.ranking, 1) if number in gold), 0)
    if question.sentences_only or not question.answerable:
        return Outcome(rank, reply)
    predicted = reply.answer or ""
    exact = exact_match(predicted, question.answers, language)
    return Outcome(rank, reply, exact=exact, f1=overlap_f1(predicted, question.answers, language))


def _with_away(outcome: Outcome, away: Reply | None) -> Outcome:
    return Outcome(outcome.rank, outcome.reply, away, outcome.exact, outcome.f1)


def _ask_pool(run: Run, questions: QuestionSet, encoder: StoredEncoder | None, size: int | None) -> None:
    contexts, asked = pool(questions, size)
    if len(contexts) < 2:
        return
    kutip, systems = _systems(contexts, encoder)
    run.pool_passages, run.pool_sentences, run.pool_questions = len(contexts), len(kutip.places), asked
    for name, system in systems.items():
        run.pooled[name] = [_judge_pooled(question, kutip, system) for question in asked]


def _judge_pooled(question: Question, kutip: Kutip, system: System) -> Pooled:
    ranking = system.ask(question.text, limit=_POOLED_LIMIT).ranking
    if not ranking:
        return Pooled(hit=False, passage=False)
    first = kutip.places[ranking[0]]
    right = first.passage == question.context
    return Pooled(
        hit=right and bool(gold_sentences(question, [(first.start, first.end)])),
        passage=right,
    )


def _time(run: Run, questions: QuestionSet, encoder: StoredEncoder | None) -> None:
    """One question a passage, over systems built anew, after one question that warms them up."""
    for question in _one_a_passage(questions, _TIMED_PASSAGES):
        _, systems = _systems((questions.contexts[question.context],), encoder)
        with nullcontext() if encoder is None else encoder.bypassed():
            for name, system in systems.items():
                system.ask("What is this about?", limit=3)
                started = time.perf_counter()
                system.ask(question.text, limit=3)
                run.milliseconds.setdefault(name, []).append(1000.0 * (time.perf_counter() - started))


def _one_a_passage(questions: QuestionSet, passages: int) -> Iterator[Question]:
    seen: set[int] = set()
    for question in questions.questions:
        if question.context not in seen and len(seen) < passages:
            seen.add(question.context)
            yield question
