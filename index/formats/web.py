"""What is the article of a saved page?

trafilatura tells the article from menus, links and advertisements and finds the headline, the author and the
date that the page declares; they become the first lines of the text. A page in which it finds no article
gives all its text but what HTML marks as navigation. Nothing is fetched.
"""

from __future__ import annotations

import logging
import re

import trafilatura
from lxml import etree

from index.decoding import decode
from index.errors import ReadError
from index.formats import markup
from index.formats.content import Content, Writer, is_charset, one_line
from index.limits import DEFAULTS, Limits, megabytes

__all__ = ["read"]

# Their remarks on odd pages are for their developers; whoever wants them can set a handler.
for _name in ("trafilatura", "htmldate", "justext", "courlan"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_CHARSET = re.compile(rb"(?i)<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{2,40})")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_NAMES = {
    "head": "h2",
    "list": "ul",
    "item": "li",
    "row": "tr",
    "cell": "td",
    "lb": "br",
    "quote": "blockquote",
}
_PICTURE = re.compile(r"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=\s]+")
_SHORT = 60  # characters; an article has more


def read(data: bytes, name: str, *, column: str | None = None, limits: Limits = DEFAULTS) -> Content:
    """The article: headline, author and date on lines of their own where the page declares them, then one line a
    paragraph."""
    source = _PICTURE.sub("data:,", _source(data, name))
    if len(source) > limits.page_characters:
        most = megabytes(limits.page_characters)
        raise ReadError("{name}: a page of more than {most}; save its article as text", name=name, most=most)
    tree = markup.parse(source)
    page = trafilatura.bare_extraction(
        source, include_comments=False, include_tables=True, include_links=False, with_metadata=True
    )
    writer = Writer()
    title = author = published = None
    body: list[str] = []
    if page is not None and not isinstance(page, dict):
        title, author, published = page.title, page.author, page.date
        body = [] if page.body is None else _paragraphs(page.body)
    if tree is not None and sum(map(len, body)) < _SHORT:
        body = markup.lines(tree, menus=False) or markup.lines(tree)
        title = title or markup.text_of(tree, "h1", "title")
    if not body:
        return writer.content()
    heading = one_line(title or "")
    # A headline that the article repeats is written once.
    if heading and _same(body[0], heading):
        heading, body = body[0], body[1:]
    writer.fact("title", heading)
    writer.fact("author", author)
    writer.fact("published", published)
    writer.lines(body)
    return writer.content()


def _source(data: bytes, name: str) -> str:
    """The page's source: by its mark, by the encoding it declares, or as any text is read."""
    declared = _CHARSET.search(data[:4096])
    charset = declared[1].decode("ascii", "replace") if declared else ""
    if is_charset(charset) and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode(charset)
            return _DECLARATION.sub("", text).replace("\0", "")
        except (LookupError, ValueError):
            pass  # declared wrongly
    return _DECLARATION.sub("", decode(data, name)[0]).replace("\0", "")


def _paragraphs(body: etree._Element) -> list[str]:
    """The lines of what trafilatura found, whose tree has names of its own (of TEI) for HTML's elements."""
    for element in body.iter(*_NAMES):
        element.tag = _NAMES[str(element.tag)]
    for element in body.iter("code"):
        if "\n" in "".join(str(part) for part in element.itertext()).strip():
            element.tag = "pre"
    return markup.lines(body)


def _same(line: str, title: str) -> bool:
    return one_line(line).lstrip("# ").casefold() == title.casefold()
