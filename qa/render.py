"""What does an answer look like, on a terminal and in a pipe?

In a pipe, one line a quote, best first, in grep's form: `NAME:LINE:TEXT`, with the number of the question
before it where there are several; of a format with pages, rows or times, those stand in place of the line. A
line break inside a quote is printed as a space; every other character is the document's own. On a terminal,
the best quote stands behind a bar, the words that match are bold, the words that answer are underlined too,
and nothing in an article can move the cursor, hide or reorder text. rich is loaded for a terminal only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TextIO

from qa.answer import Answer, Copy, Quote, Support
from qa.messages import likelihood, placed, say
from qa.visible import isolated, visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from qa.themes import Palette

__all__ = ["console", "marked", "nearest", "partial", "plain", "plain_quotes", "show", "show_quotes"]

# Columns, with the gutter: the eye loses its way back on longer lines.
WIDEST = 100
_NARROWEST = 16
_COPIES = 3  # named one by one; more are counted

_LINE_END = re.compile(r"\r\n|\n|\r")


# ---------------------------------------------------------------------------------------------- in a pipe


def plain(answer: Answer, *, number: int | None = None) -> str:
    """The quotes of an answer as `plain_quotes` writes them; "" where it is not answered."""
    return plain_quotes(answer.quotes, number=number) if answer.answered else ""


def plain_quotes(quotes: Iterable[Quote], *, number: int | None = None) -> str:
    """One line `NAME:LINE:TEXT` (or `NAME:PLACE:TEXT`) a quote, in the order given, each ended by a newline.

    With `number`, the question's place among several from 1, every line is `NUMBER:NAME:LINE:TEXT`.
    """
    return "".join(f"{line}\n" for line in _lines(quotes, number))


def nearest(answer: Answer, *, number: int | None = None, language: str | None = None) -> str:
    """What standard error says of a question without an answer: the reason, then the nearest sentences,
    called so in `language`, by default the question's.

    Each is one line, safe to print on a terminal; the sentences are marked as what they are.
    """
    lead = "" if number is None else f"{number}:"
    word = say("nearest.line", language or answer.language)
    lines = [f"{lead}{answer.reason or ''}", *(f"{word}: {line}" for line in _lines(answer.quotes, number))]
    return "".join(f"{visible(line)}\n" for line in lines)


def partial(answer: Answer, *, number: int | None = None) -> str:
    """One line that names the parts of the library that could not be asked; "" where all were."""
    if not answer.partial:
        return ""
    lead = "" if number is None else f"{number}:"
    return f"{lead}{visible(_partial(answer))}\n"


def _partial(answer: Answer) -> str:
    return say("partial", answer.language, names=", ".join(answer.partial))


def _lines(quotes: Iterable[Quote], number: int | None) -> Iterator[str]:
    lead = "" if number is None else f"{number}:"
    for quote in quotes:
        name, text = (_LINE_END.sub(" ", part) for part in (quote.document, quote.text))
        yield f"{lead}{name}:{_place(quote)}:{text}"


def _place(found: Quote | Copy) -> str:
    """The place in a citation in grep's form."""
    return str(found.line) if found.place is None else _LINE_END.sub(" ", found.place.label)


# ------------------------------------------------------------------------------------------ on a terminal


def console(stream: TextIO) -> Console:
    """A console that writes text as it is: no markup, no emoji codes, no colouring of numbers."""
    from rich.console import Console

    return Console(file=stream, markup=False, emoji=False, highlight=False)


def show(
    answer: Answer,
    console: Console,
    *,
    question: str | None = None,
    palette: Palette | None = None,
    language: str | None = None,
) -> None:
    """Print an answer: the best quote, then the others; or why there is none, then the nearest sentences.

    `question`, where given, is printed above it on one line. `language` ("en" or "id") is that of the words
    around the quotes, by default the question's; the answer's reason is printed as it is.
    """
    view = _View(answer, console, answer.quotes, palette, language)
    if question is not None:
        view.heading(question)
    if answer.understood is not None:
        view.understood(answer.understood)
    if answer.answered:
        view.answered()
    else:
        view.unanswered()
    if answer.partial:
        view.partial()


def show_quotes(
    quotes: Iterable[Quote],
    answer: Answer,
    console: Console,
    *,
    palette: Palette | None = None,
    language: str | None = None,
) -> None:
    """Print further quotes of `answer` as it shows those after its best."""
    quotes = list(quotes)
    view = _View(answer, console, quotes, palette, language)
    for place, quote in enumerate(quotes):
        if place:
            view.blank()
        view.other(quote)


def marked(quote: Quote, palette: Palette | None = None) -> Text:
    """A quote as rich text, safe to print, with the words that match and those that answer in their styles."""
    from rich.text import Text

    from qa.themes import DEFAULT

    palette = palette or DEFAULT
    text = Text(visible(quote.text))
    for start, end in quote.highlights:
        text.stylize(palette.matched, start, end)
    if quote.answer is not None:
        text.stylize(palette.answer, quote.answer.start, quote.answer.end)
    return text


class _View:
    """One answer on one console: a gutter for rank and bar, and the text beside it."""

    def __init__(
        self,
        answer: Answer,
        console: Console,
        quotes: Sequence[Quote],
        palette: Palette | None,
        language: str | None,
    ) -> None:
        from qa.themes import DEFAULT

        self.answer = answer
        self.palette = palette or DEFAULT
        self.language = language or answer.language
        self.console = console
        self.width = max(_NARROWEST, min(console.width, WIDEST))
        ascii_only = console.options.ascii_only
        self.bar, self.dot, self.prompt = ("|", " - ", ">") if ascii_only else ("┃", " · ", "›")
        self.digits = len(str(max((quote.rank for quote in quotes), default=1)))
        self.quotes = quotes

    def heading(self, question: str) -> None:
        from rich.text import Text

        text = Text(f"{self.prompt} {visible(question[:WIDEST])}", style="bold")
        text.truncate(self.width, overflow="ellipsis")
        self._line(text)

    def understood(self, question: str) -> None:
        """One quiet line: what a follow-up was taken to mean."""
        from rich.text import Text

        from qa.chat_messages import say

        text = Text(say("understood", self.language, question=visible(question)), style=self.palette.quiet)
        text.truncate(self.width, overflow="ellipsis")
        self._line(text)
        self._line()

    def answered(self) -> None:
        best, *others = self.answer.quotes
        # What resolves a "he" or "that" is read where it stands: before the quote, as a rule.
        support = best.support
        if support is not None and support.start < best.start:
            self._support(support)
        self._block(marked(best, self.palette), rank=best.rank, bar=True)
        if support is not None and support.start >= best.start:
            self._support(support)
        self._block(self._source(best, named=True))
        for quote in others:
            self._line()
            self.other(quote)

    def unanswered(self) -> None:
        from rich.text import Text

        self._wrapped(Text(visible(self.answer.reason or ""), style="bold"))
        if self.answer.quotes:
            self._line()
            self._wrapped(Text(say("nearest", self.language), style=self.palette.quiet))
        for quote in self.answer.quotes:
            text = Text(visible(quote.text), style=self.palette.quiet)
            self._beside(text, quote, named=self._is_elsewhere(quote) or quote is self.answer.quotes[0])

    def partial(self) -> None:
        """What of the library the answer says nothing about."""
        from rich.text import Text

        self._line()
        self._wrapped(Text(visible(_partial(self.answer)), style="bold"))

    def other(self, quote: Quote) -> None:
        if quote.support is not None and not self._is_quoted(quote, quote.support):
            self._support(quote.support, bar=False)
        self._beside(marked(quote, self.palette), quote, named=self._is_elsewhere(quote))

    def blank(self) -> None:
        self._line()

    def _is_elsewhere(self, quote: Quote) -> bool:
        return quote.document != self.answer.quotes[0].document

    def _is_quoted(self, quote: Quote, support: Support) -> bool:
        """If what `quote` leans on is itself among the quotes that are shown."""
        return (quote.document, support.start) in {(one.document, one.start) for one in self.quotes}

    def _support(self, support: Support, *, bar: bool = True) -> None:
        from rich.text import Text

        line = placed(support.place, support.line, language=self.language)
        self._block(
            Text(visible(support.text), style=self.palette.quiet),
            Text(line, style=self.palette.quiet),
            bar=bar,
        )

    def _beside(self, text: Text, quote: Quote, *, named: bool) -> None:
        self._block(text, self._source(quote, named=named), rank=quote.rank)

    def _source(self, quote: Quote, *, named: bool) -> Text:
        """Where a quote stands, who says it and, where it answers, how sure that is."""
        from rich.text import Text

        parts = [isolated(visible(quote.document))] if named else []
        parts.append(placed(quote.place, quote.line, language=self.language))
        if quote.speaker:
            parts.append(say("speaker", self.language, speaker=isolated(visible(quote.speaker))))
        if self.answer.answered:
            parts.append(likelihood(quote.confidence, language=self.language))
        if quote.also:
            places = ", ".join(
                f"{isolated(visible(copy.document))}:{visible(_place(copy))}" for copy in quote.also[:_COPIES]
            )
            more = len(quote.also) - _COPIES
            parts.append(say("also", self.language, names=f"{places} (+{more})" if more > 0 else places))
        return Text(self.dot.join(parts), style=self.palette.quiet)

    def _block(
        self, text: Text, source: Text | None = None, *, rank: int | None = None, bar: bool = False
    ) -> None:
        """`text` wrapped beside the gutter: the rank on its first line, the bar on every line.

        `source` follows on the last line where it fits, else on lines of its own.
        """
        from rich.text import Text

        width = self.width - self.digits - 4
        lines = list(text.wrap(self.console, width))
        if source is not None:
            if lines[-1].cell_len + 2 + source.cell_len <= width:
                lines[-1].append("  ").append_text(source)
            else:
                lines += source.wrap(self.console, width)
        number = "" if rank is None else str(rank)
        for line in lines:
            row = Text.assemble(
                f" {number:>{self.digits}} ", (self.bar, self.palette.accent) if bar else " ", " ", line
            )
            row.rstrip()
            self._line(row)
            number = ""

    def _wrapped(self, text: Text) -> None:
        for line in text.wrap(self.console, self.width):
            line.rstrip()
            self._line(line)

    def _line(self, text: Text | str = "") -> None:
        # Lines are wrapped already; a console narrower than the narrowest view lets them run over.
        self.console.print(text, soft_wrap=True)
