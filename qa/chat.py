"""How is a question asked, alone and in a conversation?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Protocol

from index.document import Document
from index.match import Finding, Match
from qa.answer import Answer

if TYPE_CHECKING:
    from index.where import Where
    from qa.conversation import Turn

__all__ = ["Chat", "Searchable", "ask"]


_REMEMBERED = 3  # turns that a follow-up is understood by
_KEPT = 1_000  # turns of the history: each holds its answer with all of its quotes
_READ = 10  # turns whose quotes count as read
_NEAR = 0.25  # confidence from which a quote shown for want of an answer may be leaned on
_NAMED = 0.15  # confidence of a quote from which its answer may be what a pronoun stands for
_LONGEST = 2000  # characters of a question whose language is looked at


class Searchable(Protocol):
    """What a conversation needs of an `index.Retriever`."""

    @property
    def documents(self) -> Sequence[Document]: ...

    def find(
        self,
        question: str,
        *,
        limit: int = 3,
        language: str | None = None,
        where: Where | Mapping[str, object] | None = None,
    ) -> Finding: ...


def ask(
    retriever: Searchable,
    question: str,
    *,
    limit: int = 3,
    language: str | None = None,
    where: Where | Mapping[str, object] | None = None,
    before: Sequence[Match] = (),
    typed: str | None = None,
) -> Answer:
    """The answer to one question, with at most `limit` quotes.

    `language` (ISO 639-1) is the question's where its own words do not tell, as in one of names only. `where` says
    which documents may answer, as of `Retriever.search`. `before` is what the questions were answered with that
    this one leans on, the last one first; empty without a conversation. `typed` is how such a question was typed, if
    that is to be asked as well.
    Any string is a question; one that cannot be answered gets an answer that says why.
    """
    began = perf_counter()
    find = retriever.find if where is None else partial(retriever.find, where=where)
    if not before:
        finding = find(question, limit=limit, language=language)
    else:
        from qa.following import CONSIDERED, after

        other = None if typed is None else find(typed, limit=CONSIDERED, language=language)
        finding = find(question, limit=max(limit, CONSIDERED), language=language)
        finding = after(finding, before, limit=limit, typed=other)
    elapsed_ms = (perf_counter() - began) * 1000
    return Answer.from_finding(finding, elapsed_ms=elapsed_ms, documents=len(retriever.documents))


class Chat:
    """A conversation about the documents of one retriever.

    `history` holds the last 1,000 questions as typed with their answers, oldest first. A conversation belongs to one
    thread; several may share a retriever.
    """

    def __init__(
        self,
        retriever: Searchable,
        *,
        top: int = 3,
        where: Where | Mapping[str, object] | None = None,
    ) -> None:
        """`top` is how many quotes an answer has at most; `ValueError` below 1. `where` says which documents may
        answer, where a question does not say it itself."""
        if top < 1:
            raise ValueError(f"top must be 1 or more, not {top}")
        self.retriever = retriever
        self.top = top
        self.where = where
        self.history: list[tuple[str, Answer]] = []

    def ask(
        self, question: str, *, plain: bool = False, where: Where | Mapping[str, object] | None = None
    ) -> Answer:
        """The answer to `question`, remembered with it. Never raises on a string.

        A question that leans on the ones before it is asked as it is then understood, which the answer's
        `understood` tells; `plain` asks it as typed. Where only the question as typed has an answer, that is
        the answer. `where` says which documents may answer this question, in place of the conversation's.
        """
        where = self.where if where is None else where
        answer = None if plain else self._in_context(question, where)
        if answer is None:
            answer = ask(self.retriever, question, limit=self.top, language=self.language, where=where)
        self.history.append((question, answer))
        del self.history[:-_KEPT]
        return answer

    def _in_context(self, question: str, where: Where | Mapping[str, object] | None) -> Answer | None:
        """The answer to `question` as understood; None where it is to be asked as typed."""
        if not self.history:
            return None
        from index.language import of_question
        from qa.conversation import resolve

        language = of_question(question[:_LONGEST], self.language)
        resolved = resolve(question, language, self._turns())
        if not resolved.changed:
            return None
        quoted = _quoted(self.history)
        answer = ask(
            self.retriever,
            resolved.text,
            limit=self.top,
            language=language,
            where=where,
            before=quoted,
            typed=question,
        )
        if not answer.answered and not resolved.sure:
            typed = ask(self.retriever, question, limit=self.top, language=self.language, where=where)
            if typed.answered:
                # The same sentence is what was meant; another one only answers what was typed.
                meant = [quote.start for quote in answer.quotes[:1]] == [typed.quotes[0].start]
                if not meant:
                    return typed
                answer = typed
        return replace(answer, question=question, understood=resolved.text)

    def added(self, match: Match) -> float:
        """What the quote before and the question as typed added to the score of a match of the last answer; 0.0 where
        they added nothing."""
        if len(self.history) < 2:
            return 0.0
        (question, answer), before = self.history[-1], _quoted(self.history[:-1])
        leaned = answer.understood == answer.finding.question
        if not leaned or not before or match not in answer.finding.matches:
            return 0.0
        from qa.following import CONSIDERED, prior, scores_of

        found = answer.finding
        find = self.retriever.find if found.where is None else partial(self.retriever.find, where=found.where)
        typed = find(question, limit=CONSIDERED, language=answer.language)
        return prior(match, before, scores_of(typed))

    @property
    def language(self) -> str | None:
        """The language of the last question, which one of names only is taken to be in; None at the start."""
        return self.history[-1][1].language if self.history else None

    def _turns(self) -> list[Turn]:
        return [_turn(typed, answer) for typed, answer in self.history[-_REMEMBERED:]]


def _quoted(history: Sequence[tuple[str, Answer]]) -> tuple[Match, ...]:
    """The best quotes of the last questions, the last one first; none where that had none."""
    if not history or not history[-1][1].finding.matches:
        return ()
    last = [answer.finding.matches[:1] for _, answer in history[-_READ:]]
    return tuple(match for matches in reversed(last) for match in matches)


def _turn(typed: str, answer: Answer) -> Turn:
    """What of an answer the next question can lean on; its quote only where that may answer."""
    from qa.conversation import Turn

    question = answer.understood or answer.finding.question
    if not answer.quotes or not (answer.answered or answer.confidence >= _NEAR):
        return Turn(question, answer.language, typed=typed)
    best = answer.quotes[0]
    span = None
    if best.answer is not None and best.confidence >= _NAMED:
        span = best.answer.start, best.answer.end
    article = answer.finding.matches[0].sentence.document.text
    return Turn(question, answer.language, best.text, span, best.speaker, typed, article)
