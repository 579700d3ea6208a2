"""What can an MCP client ask, and what does it get?

Three tools over one retriever, and its documents as resources, as plain JSON values: nothing here knows the protocol.
A client names documents by what they are called; no path of a client's is ever opened.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from qa.answer import Quote
from qa.chat import ask
from qa.schema import answer_schema

if TYPE_CHECKING:
    from index.document import Document
    from index.retriever import Retriever
    from index.where import Where

__all__ = ["Desk", "RequestError", "Tool", "name_of", "uri_of"]

MOST = 50
"""Quotes, and paragraphs on either side, that are given at most."""
LONGEST = 2_000_000
"""Characters of a resource: a longer document is read in parts, with `context`."""
PAGE = 200
"""Resources that are listed at a time."""
SCHEME = "kutip:///"

_WHERE = {
    "type": "object",
    "description": (
        "Which documents may answer: name (glob patterns), language (ISO 639-1), date, after, before (2018-10-14,"
        " 2018-10 or 2018), or any metadata; a value may be a list, of which one has to hold."
    ),
}
_QUESTION = {"type": "string", "description": "The question, in whatever language."}


class RequestError(ValueError):
    """What a client asked for cannot be given; the message is for the client."""


@dataclass(frozen=True, slots=True)
class Tool:
    """`parameters` and `result` are JSON Schemas; `run` takes the arguments and gives the result, or raises
    RequestError (or an error of `Retriever.search`)."""

    name: str
    about: str
    parameters: Mapping[str, Any]
    result: Mapping[str, Any]
    run: Callable[[Mapping[str, Any]], dict[str, Any]]


class Desk:
    """Answers clients from one retriever; safe to use from several threads. `where` holds beside a client's."""

    def __init__(self, retriever: Retriever, *, top: int = 3, where: Where | None = None) -> None:
        self._retriever, self._top, self._where = retriever, top, where
        answer = answer_schema()
        quotes = {
            "type": "object",
            "required": ["quotes"],
            "properties": {"quotes": answer["properties"]["quotes"]},
            "$defs": answer["$defs"],
        }
        top_ = {"type": "integer", "minimum": 1, "maximum": MOST, "description": f"Quotes at most ({top})."}
        asked = {
            "type": "object",
            "required": ["question"],
            "properties": {"question": _QUESTION, "top": top_, "where": _WHERE},
            "additionalProperties": False,
        }
        self.tools: Sequence[Tool] = (
            Tool(
                "ask",
                "Answers a question with sentences of the documents, word for word, and says where they stand and, in"
                " `answered` and `reason`, when the documents do not tell. Quote `text` as it is.",
                asked,
                answer,
                self._ask,
            ),
            Tool(
                "search",
                "Gives the sentences of the documents that fit a question best, word for word, whether they answer it"
                " or not.",
                asked,
                quotes,
                self._search,
            ),
            Tool(
                "context",
                "Gives the paragraph of a document around a quote, with paragraphs before and after it.",
                _CONTEXT,
                _PASSAGE,
                self._context,
            ),
        )

    def call(self, name: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """What the tool of this name gives; RequestError where there is none, or for wrong arguments."""
        tool = next((tool for tool in self.tools if tool.name == name), None)
        if tool is None:
            raise RequestError(
                f"no tool is called {name!r}; there are {', '.join(t.name for t in self.tools)}"
            )
        for given in arguments:
            if given not in tool.parameters["properties"]:
                raise RequestError(
                    f"{name} takes no {given!r}; it takes {', '.join(tool.parameters['properties'])}"
                )
        return tool.run(arguments)

    def _ask(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        top = _number(arguments, "top", self._top, low=1, high=MOST)
        question = _text(arguments, "question")
        return ask(self._retriever, question, limit=top, where=self._conditions(arguments)).as_dict()

    def _search(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        top = _number(arguments, "top", self._top, low=1, high=MOST)
        found = self._retriever.search(
            _text(arguments, "question"), limit=top, where=self._conditions(arguments)
        )
        return {"quotes": [Quote.from_match(match).as_dict() for match in found]}

    def _context(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        document = self._document(_text(arguments, "document"))
        around = _number(arguments, "around", 1, low=0, high=MOST)
        start = _number(arguments, "start", 0, low=0, high=max(0, len(document.text) - 1))
        first, last = _paragraphs(document, start, around)
        return {
            "document": document.name,
            "title": document.title,
            "text": document.text[first:last],
            "start": first,
            "end": last,
            "line": document.line(first),
        }

    def _conditions(self, arguments: Mapping[str, Any]) -> Where | None:
        from index.where import Where

        given = arguments.get("where")
        asked = Where.of(given)
        if self._where is None or asked is None:
            return asked or self._where
        return self._where & asked

    def _document(self, name: str) -> Document:
        found = self._retriever.document(name)
        if found is None or (self._where is not None and not self._where.allows(found)):
            raise RequestError(f"no document is called {name[:200]!r}; the resources are the documents")
        return found

    def resources(self, cursor: str | None) -> tuple[list[str], str | None]:
        """The names of documents from `cursor` on (None: from the first), and the cursor of the next ones, if any.
        RequestError for a cursor that was not given out."""
        first = int(cursor) if cursor is not None and cursor.isascii() and cursor.isdigit() else 0
        if cursor is not None and str(first) != cursor:
            raise RequestError(f"no list goes on at {cursor[:40]!r}")
        names = self._retriever.names
        if self._where is not None:
            names = [one.name for one in self._retriever.documents if self._where.allows(one)]
        page = list(names[first : first + PAGE])
        return page, str(first + PAGE) if first + PAGE < len(names) else None

    def read(self, uri: str) -> str:
        """The text of the document that a resource is; RequestError where there is none, or it is too long."""
        text = self._document(name_of(uri)).text
        if len(text) > LONGEST:
            raise RequestError(f"{uri}: {len(text):,} characters are too many at once; read it with context")
        return text


_CONTEXT: Mapping[str, Any] = {
    "type": "object",
    "required": ["document", "start"],
    "properties": {
        "document": {"type": "string", "description": "What the document is called, as a quote says."},
        "start": {"type": "integer", "minimum": 0, "description": "A character of it: a quote's start."},
        "around": {
            "type": "integer",
            "minimum": 0,
            "maximum": MOST,
            "description": "Paragraphs before and after (1).",
        },
    },
    "additionalProperties": False,
}
_PASSAGE: Mapping[str, Any] = {
    "type": "object",
    "required": ["document", "title", "text", "start", "end", "line"],
    "properties": {
        "document": {"type": "string"},
        "title": {"type": ["string", "null"]},
        "text": {"type": "string", "description": "The document's text[start:end]."},
        "start": {"type": "integer", "minimum": 0},
        "end": {"type": "integer", "minimum": 0},
        "line": {"type": "integer", "minimum": 1, "description": "That of its first character."},
    },
}


def uri_of(name: str) -> str:
    """The URI of the document of this name."""
    return SCHEME + quote(name, safe="", errors="surrogatepass")


def name_of(uri: str) -> str:
    """The name of the document of this URI; RequestError where it is no document's."""
    if not uri.startswith(SCHEME):
        raise RequestError(f"{uri[:200]!r} is no document; the URIs of documents begin with {SCHEME}")
    return unquote(uri.removeprefix(SCHEME), errors="surrogatepass")


def _paragraphs(document: Document, start: int, around: int) -> tuple[int, int]:
    """The span of the block that holds `start` and of those around it; page furniture does not count as one."""
    blocks = [block for block in document.blocks if block.role not in ("furniture", "repeat")]
    if not blocks:
        return 0, len(document.text)
    at = next((place for place, block in enumerate(blocks) if start < block.end), len(blocks) - 1)
    first, last = max(0, at - around), min(len(blocks) - 1, at + around)
    return blocks[first].start, blocks[last].end


def _text(arguments: Mapping[str, Any], name: str) -> str:
    value = arguments.get(name)
    if not isinstance(value, str):
        raise RequestError(f"{name} has to be text")
    return value


def _number(arguments: Mapping[str, Any], name: str, default: int, *, low: int, high: int) -> int:
    value = arguments.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise RequestError(f"{name} has to be a whole number from {low} to {high}")
    return value
