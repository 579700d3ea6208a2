"""Findings about a small article of our own, for the tests of what is made of them."""

from __future__ import annotations

from index.document import Document, Sentence
from index.match import Absence, Finding, Match, Span

TEXT = """\
Pasar Ikan Baru Dibuka di Kendari

Wali Kota Sari Dewi membuka pasar ikan baru di Kendari pada Senin (3/5/2021).

"Ada tuna, cakalang, dan udang di pasar ini," kata Sari.
Harga ikan tuna turun karena cuaca baik.
"""
ARTICLE = Document("berita/pasar.txt", TEXT, title="Pasar Ikan Baru Dibuka di Kendari", language="id")


def sentence(beginning: str, end: str, document: Document = ARTICLE) -> Sentence:
    """The sentence of `document` that begins and ends with these words."""
    start = document.text.index(beginning)
    return Sentence(document, start, document.text.index(end, start) + len(end), 0, 0)


def span(text: str, words: str) -> Span:
    return text.index(words), text.index(words) + len(words)


OPENING = sentence("Wali Kota", "(3/5/2021).")
GOODS = sentence('"Ada tuna', "kata Sari.")
PRICE = sentence("Harga ikan", "baik.")
COPY = sentence("Wali Kota", "(3/5/2021).", Document("berita/lain.txt", f"\n\n{TEXT}", language="id"))

MATCHES = (
    Match(
        1,
        2.5,
        0.93,
        GOODS,
        highlights=(span(GOODS.text, "tuna"), span(GOODS.text, "pasar")),
        answer=span(GOODS.text, "tuna, cakalang, dan udang"),
        speaker="Sari Dewi",
        support=OPENING,
    ),
    Match(2, 1.25, 0.55, PRICE, highlights=(span(PRICE.text, "ikan"),)),
    Match(3, 0.5, 0.1, OPENING, also=(COPY,)),
)
ANSWERED = Finding("what is sold at the market?", "en", True, 0.93, MATCHES, expected="list")
ABSENCE = Absence("words", "person", ("architect",), (("pasar", 3),))
UNANSWERED = Finding("who is the architect of the pasar?", "en", False, 0.08, MATCHES, ABSENCE, "person")
