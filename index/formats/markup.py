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


def lines(tree: lxml_html.HtmlElement, *, menus: bool = True) -> list[str]:
    """The text of `tree`, one line a block, in order, without blank ones; list items begin with "- ", cells of
    a row are parted by tabs. Without `menus`, what HTML marks as navigation and the like is left out."""
    found: list[str] = []
    run: list[str] = []
    lead = ""
    skipped = _NEVER if menus else _NEVER | _MENUS

    def flush() -> None:
        nonlocal lead
        text = one_line("".join(run))
        run.clear()
        if text:
            found.append(f"{lead}{text}")
            lead = ""

    row: list[str] | None = None
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = str(element.tag).rpartition("}")[2].lower()
        if event == "start":
            if tag in skipped:
                walk.skip_subtree()
                continue
            if tag == "tr":
                flush()
                row = []
            elif row is not None and tag in _BLOCKS:
                run.append(" ")
            elif tag in _BLOCKS:
                flush()
                lead = "- " if tag == "li" else lead
            run.append(element.text or "")
            continue
        if tag not in skipped:
            if row is not None and tag in ("td", "th"):
                row.append(one_line("".join(run)))
                run.clear()
            elif row is not None and tag == "tr":
                text = "\t".join(cell for cell in row if cell)
                row = None
                run.clear()
                if text:
                    found.append(f"{lead}{text}")
                    lead = ""
            elif row is not None and tag in _BLOCKS:
                run.append(" ")
            elif tag in _BLOCKS:
                flush()
                lead = "" if tag == "li" else lead
        run.append(element.tail or "")
    flush()
    return found


def text_of(tree: lxml_html.HtmlElement, *tags: str) -> str | None:
    """The text of the first element with one of `tags`, the first tag first, on one line; None if none has any."""
    for tag in tags:
        for element in tree.iter(tag):
            if text := one_line("".join(str(part) for part in element.itertext())):
                return text
    return None
