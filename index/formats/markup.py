"""What are the lines of text in HTML and XHTML, without judging which of them matter?

lxml reads it: no network, no document type definitions, no entities but those of HTML.
"""

from __future__ import annotations

from lxml import etree
from lxml import html as lxml_html

from index.formats.content import one_line

__all__ = ["lines", "parse", "text_of"]

# fmt: off
_BLOCKS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details",
        "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
        "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre",
        "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)
# fmt: on
_NEVER = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "svg",
        "iframe",
        "object",
        "select",
        "button",
        "title",
    }
)
_MENUS = frozenset({"nav", "header", "footer", "aside", "form", "menu"})


def parse(data: bytes | str) -> lxml_html.HtmlElement | None:
    """The tree of a page or a chapter, whatever is wrong with it; None where there is nothing in it."""
    given = data.encode("utf-8", "replace") if isinstance(data, str) else data
    parser = lxml_html.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        return lxml_html.document_fromstring(given, parser=parser)
    except etree.ParserError:
        return None


def lines(tree: etree._Element, *, menus: bool = True) -> list[str]:
    """The text of `tree`, one line a block, in order, without blank ones; list items begin with "- ", cells of
    a row are parted by tabs, lines of preformatted text stay lines. Without `menus`, what HTML marks as
    navigation and the like is left out."""
    writing = _Lines()
    skipped = _NEVER if menus else _NEVER | _MENUS
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = str(element.tag).rpartition("}")[2].lower()
        if event == "start":
            if tag in skipped:
                walk.skip_subtree()
            else:
                writing.open(tag)
                writing.say(element.text)
        else:
            if tag not in skipped:
                writing.close(tag)
            if element is not tree:
                writing.say(element.tail)
    writing.flush()
    return writing.found


class _Lines:
    """The lines so far, and the one being written."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._run: list[str] = []
        self._lead = ""
        self._row: list[str] | None = None
        self._preformatted = 0

    def open(self, tag: str) -> None:
        if tag == "tr":
            self.flush()
            self._row = []
        elif tag in _BLOCKS:
            self._break()
            self._lead = "- " if tag == "li" else self._lead
            self._preformatted += tag == "pre"

    def close(self, tag: str) -> None:
        if self._row is not None and tag in ("td", "th"):
            self._row.append(one_line("".join(self._run)))
            self._run.clear()
        elif self._row is not None and tag == "tr":
            self._run = ["\t".join(cell for cell in self._row if cell)]
            self._row = None
            self.flush(blanks=True)
        elif tag in _BLOCKS:
            self._break()
            self._lead = "" if tag == "li" else self._lead
            self._preformatted -= tag == "pre"

    def say(self, text: str | None) -> None:
        if text and self._preformatted and self._row is None:
            first, *rest = text.split("\n")
            self._run.append(first)
            for line in rest:
                self.flush()
                self._run.append(line)
        elif text:
            self._run.append(text)

    def _break(self) -> None:
        """A new line, but in a row of a table, which is one line."""
        if self._row is None:
            self.flush()
        else:
            self._run.append(" ")

    def flush(self, *, blanks: bool = False) -> None:
        text = "".join(self._run)
        self._run.clear()
        text = text if blanks else one_line(text)
        if text:
            self.found.append(f"{self._lead}{text}")
            self._lead = ""


def text_of(tree: lxml_html.HtmlElement, *tags: str) -> str | None:
    """The text of the first element with one of `tags`, the first tag first, on one line; None if none has any."""
    for tag in tags:
        for element in tree.iter(tag):
            if text := one_line("".join(str(part) for part in element.itertext())):
                return text
    return None
