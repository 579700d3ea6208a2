"""What can be asked, and what of an answer's quotes?"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from index.match import Match
from qa import explain
from qa.chat_messages import LANGUAGES
from qa.effects import Copy, Open
from qa.steps import State, Step, fork, number, remark, shortened

__all__ = ["ask", "context", "copy_", "more", "open_", "plain", "why"]


def ask(state: State, question: str, *, plainly: bool = False) -> Step:
    """Asks `question` in the conversation so far, `plainly` without it."""
    if not state.retriever.documents:
        return remark(state, "documents.none")
    chat = fork(state)
    answer = chat.ask(question, plain=plainly)
    language = answer.language if answer.language in LANGUAGES else state.language
    after = replace(
        state,
        chat=chat,
        language=language,
        answer=answer,
        matches=answer.finding.matches,
        source=state.retriever,
    )
    return Step(after, answer=answer)


def plain(state: State, argument: str) -> Step:
    """The last question again, as it was typed."""
    if state.answer is None:
        return remark(state, "ask.first")
    if state.answer.understood is None:
        return remark(state, "plain.already")
    chat = fork(state)
    question, _ = chat.history.pop()
    return ask(replace(state, chat=chat), question, plainly=True)


def more(state: State, argument: str) -> Step:
    """As many quotes again, from where the answer ended."""
    from qa.answer import Quote

    answer = state.answer
    if answer is None or state.source is None:
        return remark(state, "ask.first")
    shown = len(state.matches)
    limit = shown + state.options.top
    find = state.source.find
    if answer.finding.where is not None:
        find = partial(find, where=answer.finding.where)
    finding = find(answer.finding.question, limit=limit, language=answer.language)
    # A follow-up's quotes are not the best of the plain ranking.
    known = {_position(match) for match in state.matches}
    others = [match for match in finding.matches if _position(match) not in known][: state.options.top]
    if not others:
        return remark(state, "more.end")
    further = tuple(replace(match, rank=rank) for rank, match in enumerate(others, shown + 1))
    after = replace(state, matches=(*state.matches, *further))
    return Step(after, more=tuple(Quote.from_match(match) for match in further))


def _position(match: Match) -> tuple[str, int]:
    return match.sentence.document.name, match.sentence.start


def why(state: State, argument: str) -> Step:
    """Why a quote has its rank."""
    match = _chosen(state, argument, name="/why")
    if isinstance(match, Step) or state.answer is None or state.source is None:
        return match if isinstance(match, Step) else remark(state, "ask.first")
    asked, _ = state.chat.history[-1]
    added = state.chat.added(match)
    explanation = state.source.explain(state.answer.finding, replace(match, score=match.score - added))
    if added:
        explanation = explain.after(explanation, match, added=added)
    return Step(state, explain.why(state.answer.finding, explanation, language=state.spoken, asked=asked))


def context(state: State, argument: str) -> Step:
    """A quote in its paragraph."""
    match = _chosen(state, argument, name="/context")
    if isinstance(match, Step) or state.source is None:
        return match if isinstance(match, Step) else remark(state, "ask.first")
    own = state.source.sentences_of(match.sentence.document)
    return Step(state, explain.in_paragraph(match, own))


def open_(state: State, argument: str) -> Step:
    """The whole document of a quote, at its line."""
    match = _chosen(state, argument, name="/open")
    return match if isinstance(match, Step) else Step(state, effect=Open(match.sentence))


def copy_(state: State, argument: str) -> Step:
    """A quote with its citation, to where it can be pasted from."""
    from qa.answer import Quote
    from qa.transcript import cited

    match = _chosen(state, argument, name="/copy")
    if isinstance(match, Step):
        return match
    return Step(state, effect=Copy(cited(Quote.from_match(match), language=state.spoken)))


def _chosen(state: State, argument: str, *, name: str) -> Match | Step:
    """The match of the last answer whose rank `argument` is (by default the best), or the step that says why
    there is none."""
    if state.answer is None:
        return remark(state, "ask.first")
    last = len(state.matches)
    if not last:
        return remark(state, "quote.none")
    rank = number(argument or "1")
    if rank is None:
        return remark(state, "command.number", name=name, low=1, high=last, given=shortened(argument))
    if not 1 <= rank <= last:
        return remark(state, "quote.only" if last == 1 else "quote.absent", number=rank, last=last)
    return state.matches[rank - 1]
