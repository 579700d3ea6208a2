"""What do the chapters of a book say?

An EPUB is a ZIP of XHTML files with a list of their order. The title and the author are the first lines; a
chapter's place is its title in the table of contents, or its number.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from index.errors import ReadError
from index.formats import markup
from index.formats.archive import unpacked
from index.formats.content import Content, Writer, one_line
from index.limits import DEFAULTS, Limits
from index.message import Message

__all__ = ["read"]

_LONGEST = 60  # characters of a chapter's title in a citation
_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"


def read(data: bytes, name: str, *, column: str | None = None, limits: Limits = DEFAULTS) -> Content:
    """The chapters in reading order, a blank line after every paragraph; the table of contents is left out."""
    with zipfile.ZipFile(unpacked(data, name, limits)) as file:
        if _locked(file):
            raise ReadError(
                "{name}: this book is locked to a reader's account (DRM); give an open copy", name=name
            )
        folder, opf = _package(file, name)
        writer = Writer()
        writer.fact("title", _metadata(opf, "title"))
        writer.fact("author", _metadata(opf, "creator"))
        writer.write("\n")
        items = {
            str(item.get("id")): item for item in opf.iter("{*}item") if item.get("id") and item.get("href")
        }
        titles = _titles(file, folder, items)
        lost = number = 0
        read: set[str] = set()
        for itemref in opf.iter("{*}itemref"):
            item = items.get(str(itemref.get("idref")))
            if item is None or "html" not in str(item.get("media-type", "html")):
                continue
            if "nav" in str(item.get("properties", "")).split():
                continue
            path = _joined(folder, str(item.get("href")))
            if path in read:  # listed again and again, a chapter would never end
                continue
            read.add(path)
            number += 1
            try:
                tree = markup.parse(file.read(path))
            except KeyError:
                lost += 1
                continue
            if tree is None:
                continue
            title = titles.get(path) or markup.text_of(tree, "h1", "h2") or str(number)
            writer.at("chapter", title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1]}…")
            writer.lines(markup.lines(tree), "\n\n")
    return writer.content(
        cut=Message(
            "{lost} of {count} chapters are missing in the file; fetch it again", lost=lost, count=number
        )
        if lost
        else None
    )


def _xml(data: bytes) -> etree._Element:
    """XML without a look at anything outside it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def _package(file: zipfile.ZipFile, name: str) -> tuple[str, etree._Element]:
    """The folder of the package document, and the document."""
    try:
        rootfile = next(_xml(file.read(_CONTAINER)).iter("{*}rootfile"))
        path = str(rootfile.get("full-path"))
        return posixpath.dirname(path), _xml(file.read(path))
    except (KeyError, StopIteration) as error:
        raise ReadError(
            "{name}: damaged EPUB (no list of its chapters); fetch it again", name=name
        ) from error


def _locked(file: zipfile.ZipFile) -> bool:
    """Whether more than fonts and pictures is encrypted."""
    if _ENCRYPTION not in file.namelist():
        return False
    references = _xml(file.read(_ENCRYPTION)).iter("{*}CipherReference")
    paths = [str(reference.get("URI", "")).lower() for reference in references]
    return any(path.endswith((".xhtml", ".html", ".htm", ".xml")) for path in paths)


def _metadata(opf: etree._Element, element: str) -> str | None:
    """Every value of a Dublin Core element, joined by commas; of titles the first."""
    values = [
        one_line("".join(str(part) for part in found.itertext()))
        for found in opf.iter(f"{{http://purl.org/dc/elements/1.1/}}{element}")
    ]
    values = [value for value in values if value]
    return (values[0] if element == "title" else ", ".join(values)) if values else None


def _joined(folder: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0])))


def _titles(file: zipfile.ZipFile, folder: str, items: dict[str, etree._Element]) -> dict[str, str]:
    """The title of each file that the table of contents begins a chapter with; {} where there is none."""
    titles: dict[str, str] = {}
    read: set[str] = set()
    for item in items.values():
        is_nav = "nav" in str(item.get("properties", "")).split()
        is_ncx = item.get("media-type") == "application/x-dtbncx+xml"
        if not is_nav and not is_ncx:
            continue
        path = _joined(folder, str(item.get("href")))
        if path in read:
            continue
        read.add(path)
        try:
            tree = _xml(file.read(path))
        except (KeyError, etree.XMLSyntaxError):
            continue
        within = posixpath.dirname(path)
        for target, label in _nav(tree) if is_nav else _ncx(tree):
            if label:
                titles.setdefault(_joined(within, target), label)
    return titles


def _nav(tree: etree._Element) -> Iterator[tuple[str, str]]:
    for link in tree.iter("{*}a"):
        yield str(link.get("href", "")), one_line("".join(str(part) for part in link.itertext()))


def _ncx(tree: etree._Element) -> Iterator[tuple[str, str]]:
    for point in tree.iter("{*}navPoint"):
        label, target = point.find("{*}navLabel"), point.find("{*}content")
        if label is not None and target is not None:
            yield str(target.get("src", "")), one_line("".join(str(part) for part in label.itertext()))
