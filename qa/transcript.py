"""How does a quote leave the chat with its source, and how does a whole conversation?

`cited` is one quote with its citation; `transcript` is every question with its quotes and, at the end, the
documents they come from, as Markdown, JSON or HTML. Quotes stand in all of them word for word.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Final

from index.document import Document
from qa.answer import Answer, Quote
from qa.chat_messages import say
from qa.messages import likelihood, placed
from qa.steps import State
from qa.visible import visible
from qa.wording import reason_in

__all__ = ["FORMATS", "Writer", "cited", "transcript"]

Turn = tuple[str, Answer]
Writer = Callable[[list[Turn], list[Document], str, int], str]
"""Writes turns (questions as typed, with their answers), the documents that are quoted, in a language ("en" or
"id"), of a conversation about so many documents."""

_LINE_END = re.compile(r"\r\n|\n|\r")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~!&]|^\s*[-+=]|^\s*\d+(?=[.)]))")
_STYLE = """\
:root { color-scheme: light dark }
body { font: 1.05rem/1.55 Georgia, serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem }
h2 { font-size: 1.15rem; margin: 2.5rem 0 .5rem }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid #8888 }
blockquote:first-of-type { border-color: #2a7d46 }
mark { background: none; color: inherit; font-weight: bold }
u { text-decoration-color: #2a7d46; text-decoration-thickness: 2px; font-weight: bold }
cite, .aside { font: .85rem/1.5 sans-serif; color: #767676; font-style: normal }
"""


def cited(quote: Quote, *, language: str) -> str:
    """The quote in quotation marks on one line, then its source: who says it, title, document and place. As on the
    screen, control characters are made visible: what is pasted into a terminal must not act there."""
    text = visible(_LINE_END.sub(" ", quote.text)).strip()
    return f"“{text}”\n— {', '.join(_source(quote, language))}"


def transcript(state: State, writer: Writer) -> str:
    """The conversation of `state` as `writer` writes it; without a question, its frame alone."""
    turns = list(state.chat.history)
    quoted: dict[int, Document] = {}
    for _, answer in turns:
        for match in answer.finding.matches:
            quoted.setdefault(id(match.sentence.document), match.sentence.document)
    return writer(turns, list(quoted.values()), state.spoken, len(state.retriever.documents))


def _source(quote: Quote, language: str) -> list[str]:
    parts = [quote.speaker, quote.title, quote.document, placed(quote.place, quote.line, language=language)]
    return [visible(part) for part in parts if part]


def _facts(document: Document) -> dict[str, str | None]:
    return {
        "name": document.name,
        "title": document.title,
        "author": document.author,
        "outlet": document.outlet,
        "published": document.published,
        "language": document.language,
    }


def _listed(document: Document) -> str:
    """A document in one line, as a bibliography has it."""
    parts = (document.author, document.title, document.outlet, document.published, document.name)
    return ", ".join(visible(part) for part in dict.fromkeys(parts) if part)


def _json(turns: list[Turn], documents: list[Document], language: str, count: int) -> str:
    """`{"language", "turns": [...], "documents": [...]}`; a turn is the JSON object of `qa --json` with the
    question as typed and, in `understood`, as it was taken."""
    written = {
        "language": language,
        "turns": [
            {**answer.as_dict(), "question": asked, "understood": answer.understood}
            for asked, answer in turns
        ],
        "documents": [_facts(document) for document in documents],
    }
    return json.dumps(written, indent=2) + "\n"


def _markdown(turns: list[Turn], documents: list[Document], language: str, count: int) -> str:
    lines = [f"# {say('transcript.title', language)}"]
    for asked, answer in turns:
        lines += ["", f"## {_escaped(asked)}"]
        if answer.understood is not None:
            lines += ["", f"*{_escaped(_understood(answer, language))}*"]
        if not answer.answered:
            lines += ["", f"**{_escaped(reason_in(answer, language=language, documents=count) or '')}**"]
            if answer.quotes:
                lines += ["", say("transcript.nearest", language)]
        for quote in answer.quotes:
            source = _escaped(" · ".join(_described(quote, answer, language)))
            text = _emphasised(quote) if answer.answered else _escaped(quote.text)
            lines += ["", f"> {text}  ", f"> — {source}"]
    lines += ["", f"## {say('transcript.sources', language)}", ""]
    lines += [f"- {_escaped(_listed(document))}" for document in documents]
    return "\n".join(lines) + "\n"


def _html(turns: list[Turn], documents: list[Document], language: str, count: int) -> str:
    title = html.escape(say("transcript.title", language))
    lines = [
        "<!doctype html>",
        f'<html lang="{language}">',
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title>",
        f"<style>\n{_STYLE}</style>",
        f"<h1>{title}</h1>",
    ]
    for asked, answer in turns:
        lines.append(f'<h2 dir="auto" lang="{html.escape(answer.language)}">{_text(asked)}</h2>')
        if answer.understood is not None:
            lines.append(f'<p class="aside" dir="auto">{_text(_understood(answer, language))}</p>')
        if not answer.answered:
            why = reason_in(answer, language=language, documents=count) or ""
            lines.append(f"<p><strong>{_text(why)}</strong></p>")
            if answer.quotes:
                lines.append(f'<p class="aside">{html.escape(say("transcript.nearest", language))}</p>')
        languages = [match.sentence.document.language for match in answer.finding.matches]
        for quote, own in zip(answer.quotes, languages, strict=True):
            source = " · ".join(f"<bdi>{_text(part)}</bdi>" for part in _described(quote, answer, language))
            marked = _marked(quote) if answer.answered else _text(quote.text)
            lines.append(
                f'<blockquote dir="auto" lang="{html.escape(own)}">{marked}<br><cite>{source}</cite></blockquote>'
            )
    lines += [f"<h2>{html.escape(say('transcript.sources', language))}</h2>", "<ul>"]
    lines += [f'<li dir="auto">{_text(_listed(document))}</li>' for document in documents]
    return "\n".join([*lines, "</ul>", "</html>"]) + "\n"


def _understood(answer: Answer, language: str) -> str:
    return say("why.understood", language, question=answer.understood)


def _described(quote: Quote, answer: Answer, language: str) -> Iterable[str]:
    yield from _source(quote, language)
    if answer.answered:
        yield likelihood(quote.confidence, language=language)


def _marked(quote: Quote) -> str:
    """The quote in HTML, with <mark> around the words that match and <u> around those that answer."""
    marks = [""] * len(quote.text)
    for start, end in quote.highlights:
        marks[start:end] = ["mark"] * (end - start)
    if quote.answer is not None:
        marks[quote.answer.start : quote.answer.end] = ["u"] * (quote.answer.end - quote.answer.start)
    pieces: list[str] = []
    for mark, run in groupby(range(len(marks)), key=marks.__getitem__):
        places = list(run)
        text = _text(quote.text[places[0] : places[-1] + 1])
        pieces.append(f"<{mark}>{text}</{mark}>" if mark else text)
    return "".join(pieces)


def _emphasised(quote: Quote) -> str:
    """The quote in Markdown with the words that answer in bold."""
    span = quote.answer
    if span is None or not span.text.strip():
        return _escaped(quote.text)
    # CommonMark does not take blanks inside the asterisks for emphasis.
    inner = span.text.strip()
    start = span.start + span.text.index(inner)
    parts = (quote.text[:start], inner, quote.text[start + len(inner) :])
    return "{}**{}**{}".format(*map(_escaped, parts))


def _escaped(text: str) -> str:
    """`text` on one line, as Markdown that shows it as it is."""
    return _MARKDOWN.sub(lambda found: _backslashed(found[0]), visible(_LINE_END.sub(" ", text)))


def _backslashed(found: str) -> str:
    """A character that Markdown would obey, made harmless; of a number that would begin a list, its end."""
    lead = found[: len(found) - len(found.lstrip())]
    mark = found.lstrip()
    return f"{lead}{mark}\\" if mark.isdigit() else f"{lead}\\{mark}"


def _text(text: str) -> str:
    return html.escape(visible(text))


FORMATS: Final[Mapping[str, Writer]] = {
    ".md": _markdown,
    ".markdown": _markdown,
    ".json": _json,
    ".html": _html,
    ".htm": _html,
}
"""Who writes which file, by the end of its name."""
