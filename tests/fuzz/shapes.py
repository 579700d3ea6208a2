"""Which texts are the worst of their length?

Each function gives a text of about so many characters, the same stretch again and again: what is quadratic anywhere
shows between one length and ten times that.
"""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["FILES", "TEXTS"]


def _again(stretch: str) -> Callable[[int], str]:
    return lambda size: stretch * (size // len(stretch) + 1)


def _numbered(stretch: str) -> Callable[[int], str]:
    """Every repetition has its own number."""
    return lambda size: "".join(stretch.format(number) for number in range(size // len(stretch) + 1))


def _named(size: int) -> str:
    """As many persons of one first name."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    names = (f"B{a}{b}{c}an" for a in letters for b in letters for c in letters)
    return "".join(f"Budi {next(names, 'Akhir')} datang, kata Budi. " for _ in range(size // 30 + 1))


TEXTS: dict[str, Callable[[int], str]] = {
    "one-word sentences": _again("Kopi. "),
    "different words": _numbered("kata{}. "),
    "one line": _again("Harga kopi naik dua persen di pasar lama kemarin dan "),
    "one word": _again("a"),
    "one-word lines": _again("Kopi\n"),
    "one-word paragraphs": _again("Kopi.\n\n"),
    "prose": _numbered("Harga kopi nomor {} naik dua persen di pasar lama, kata Budi Santoso. "),
    "quotations": _numbered('"Kami senang {}," kata Budi Hartono. Dia pergi ke Kota Melati. '),
    "names": _named,
    "brackets": _again("(a [b "),
    "closed brackets": _again("(a) "),
    "stops": _again("."),
    "spaced stops": _again(". "),
    "quotation marks": _again('a." '),
    "notes": _again("a.[1][2] "),
    "blanks": lambda size: "a" + " " * size + "b",
    "line ends": lambda size: "a" + "\r" * size + "b",
    "digits": _again("1"),
    "numbers": _again("1.2,3/4 "),
    "number words": _again("dua puluh ribu juta "),
    "dates": _again("12 Januari 2020 "),
    "hyphens": _again("a-"),
    "apostrophes": _again("a'"),
    "marks": lambda size: "a" + "\u0301" * size,
    "zero width": lambda size: "\u200b" * size + "a",
    "escapes": _again("\x1b[31m\u202e"),
    "no blanks": _again("你"),
    "lists": _again("1. a\n"),
    "headings": _again("# Judul\n\nIsi.\n\n"),
    "underlined": _again("Judul\n===\n"),
    "quoted lines": _again("> a b c\n"),
    "bylines": _again("Budi Santoso - detikFinance\nSenin, 14 Okt 2018 15:14 WIB\n"),
    "furniture": _again("Baca juga: Harga naik\nKata\n"),
    "news": lambda size: (
        "Judul\nBudi Santoso - detikFinance\nSenin, 14 Okt 2018 15:14 WIB\n" + "Kata\n" * (size // 5)
    ),
}
"""By what they are made of."""

FILES: dict[str, tuple[str, Callable[[int], bytes]]] = {
    "cells": ("csv", lambda size: b"text\n" + b"a,\n" * (size // 3)),
    "columns": ("csv", lambda size: b"," * size),
    "quotes in a table": ("csv", lambda size: b'text\n"' + b'""' * (size // 2)),
    "rows of JSON": ("jsonl", lambda size: b'{"text": "a"}\n' * (size // 14)),
    "broken JSON": ("json", lambda size: b"[\n" * (size // 2)),
    "escapes in JSON": ("json", lambda size: b'{"text": "' + b"\\u0041" * (size // 6) + b'"}'),
    "voices": ("vtt", lambda size: b"00:00.000 --> 00:01.000\n" + b"<v " * (size // 3)),
    "cues": ("srt", lambda size: b"00:00:01,000 --> 00:00:02,000\na\n\n" * (size // 33)),
    "empty cues": ("srt", lambda size: b"00:00:01,000 --> 00:00:02,000\n" + b"\n \n" * (size // 3) + b"a"),
    "a long header": ("eml", lambda size: b"To: " + b"a <b@c>, " * (size // 9) + b"\n\nIsi."),
    "encoded words": ("eml", lambda size: b"Subject: " + b"=?punycode?q?ab-?= " * (size // 19) + b"\n\nIsi."),
    "an odd encoding": (
        "eml",
        lambda size: b"Subject: a\nContent-Type: text/plain; charset=punycode\n\n" + b"ab-" * (size // 3),
    ),
    "parts": (
        "eml",
        lambda size: (
            b"Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\na\n" * (size // 7)
        ),
    ),
    "an odd page": ("html", lambda size: b"<meta charset=punycode><p>" + b"ab-" * (size // 3)),
    "paragraphs": ("html", lambda size: b"<html><body><article>" + b"<p>Harga kopi naik.</p>" * (size // 23)),
    "links": ("html", lambda size: b"<html><body>" + b"<a href=x>kopi</a> " * (size // 19)),
    "open elements": ("html", lambda size: b"<html><body>" + b"<div><b>a" * (size // 9)),
    "rows of a page": ("html", lambda size: b"<html><body><table>" + b"<tr><td>a" * (size // 9)),
    "links in RTF": (
        "rtf",
        lambda size: b"{\\rtf1 " + b'{\\field{\\*\\fldinst{HYPERLINK "a' * (size // 31) + b"}" * size,
    ),
    "fonts": ("rtf", lambda size: b"{\\rtf1 {\\fonttbl" + b"\\f1\\fcharset1" * (size // 13) + b"} Isi.}"),
    "braces": ("rtf", lambda size: b"{\\rtf1 " + b"{a" * (size // 3) + b"}" * (size // 3) + b"}"),
    "objects": ("pdf", lambda size: b"%PDF-1.4\n" + b"1 0 obj\n<<>>\nendobj\n" * (size // 20)),
    "no objects": ("pdf", lambda size: b"%PDF-1.4\n" + b"xref\n" * (size // 5)),
}
"""Files (suffix, bytes of about so many) that have been slow somewhere, or might be."""
