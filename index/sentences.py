"""Where does each sentence begin and end?

`boundaries` finds the sentences of one paragraph, `split` those of a document. Each stop is judged on its
own by what stands on either side of it, in one pass; `index.abbreviations` holds the word lists.

Inside a quotation sentences end as elsewhere, and what attributes the quotation stays with its last one:
`"A. B," kata X.` is `"A.` and `B," kata X.`. Where a stop could be read either way, nothing is split: half a
sentence is a worse quote than two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from index.abbreviations import (
    CLIPPED,
    DAY_PARTS,
    DOMAINS,
    LETTERED,
    LISTS,
    MONTHS,
    NAME_PARTS,
    NUMBERED,
    ORDINAL_LEADERS,
    SPEECH,
    STARTERS,
    TITLES,
)
from index.document import Document, Sentence
from index.patterns import lazy

__all__ = ["LONGEST", "boundaries", "spans", "split"]

_UNQUOTED_ROLES = frozenset({"repeat", "furniture"})

# Stops of scripts in which they have no second use; the Greek question mark is a semicolon after Greek.
_PLAIN = "。！？｡．।॥؟۔።፧։။។"
_CLOSE = "\"'”’»“«)\\]}）】」』》〉›‹"
_STOP = lazy(
    rf"""(?P<gap>\n[^\S\n]*\n|\r[^\S\r\n]*\r)
    |(?P<stop>\.(?:[ \u00a0]\.)+|[.!?…‼⁇⁈⁉]+|[{_PLAIN}]+|(?<=[\u0370-\u03ff\u1f00-\u1fff])[;\u037e])
     (?P<tail>(?:[{_CLOSE}]+[.!?…{_PLAIN}]*)*(?P<note>(?:\[[^\[\]\n]{{1,24}}\])*[¹²³⁰⁴-⁹]*))""",
    re.VERBOSE,
)
_LATE_CLOSE = lazy(r"\s{1,3}(?:[”’»)\]}]+|\"(?P<straight>))(?=\s|[.,;:]|\Z)")
_NEXT = lazy(r"\s*(?P<open>(?:[\"'“„‚«»‘(\[{¿¡—–*•#@‐-]\s?)*)(?P<word>[^\W_]+(?:['’][^\W\d_]+)?)?")
_NAMED = lazy(r"(?:[^\W\d_a-z][\w.'’-]*\s+){1,4}")
_WORD = lazy(r"[^\W\d_]+")
_BLANK = lazy(r"\s")
# A stop of another kind, a blank that is none, lines, brackets.
_DOUBT = lazy(rf"[^\S ]|[()\[\]!?…‼⁇⁈⁉{_PLAIN}]|\. ?\.|[\u0370-\u03ff\u1f00-\u1fff][;\u037e]")
_INK = lazy(r"\S")
_ALNUM = lazy(r"[^\W_]")
_MARKER = lazy(r"\d{1,3}(?:\.\d{1,3})*|[^\W\d_]|[ivxIVX]{1,5}")
_DOTTED = lazy(r"[^\W\d_]{1,4}(?:\.-?[^\W\d_]{1,4})+")
_DEGREE = lazy(r"(?:[SMB]|Ph|A|Sp|LL)\.(?!.*\..*\.)")
_INITIAL = lazy(r"[^\W\d_]\.")
_DAY = lazy(r"\d{1,2}\.\s?\d{2,4}")
_ROMAN = lazy(r"[IVXLC]{2,}|[VXLC]")
_CJK_SAYS = lazy(r"と|って|[^。！？，、,\s“「]{0,6}(?:说|說|道|问|問|表示|称|稱)")
_LIST_LINE = lazy(r"^[^\S\r\n]*(?:(?P<bullet>[•‣▪●◦·*–-])|(?P<count>\d{1,2}|[a-z])[.)])\s", re.MULTILINE)
_BRACKET = lazy(r"[()\[\]]")

LONGEST = 5_000
"""Characters of a sentence. What has no stop for longer is cut at a blank, or where there is none in its second half,
anywhere: nobody reads such a quote, and one line may be as long as a file."""
_TOKEN_REACH = 48
_BRACKET_REACH = 300
_CLOSING_QUOTATION = frozenset("\"'”’»“«")
_QUOTATION = frozenset('"“„«‘—–')  # or a dash that stands for one
_HELD = CLIPPED | TITLES | NUMBERED | NAME_PARTS
_OPENERS = "\"'“„‚«»‘([{¿¡—–-*"


def split(document: Document) -> list[Sentence]:
    """The sentences of `document` in the order of its text, numbered from 0.

    Every block becomes at least one sentence, except blocks of page furniture and repeated headlines, and
    except blank ones; a document without blocks has no sentences. No sentence runs over a block's end.
    """
    blocks = document.blocks
    return [
        Sentence(document, start, end, number, block, blocks[block].role)
        for number, (start, end, block) in enumerate(spans(document))
    ]


def spans(document: Document) -> Iterator[tuple[int, int, int]]:
    """As `split`: where each sentence begins and ends, and the place of its block."""
    for place, block in enumerate(document.blocks):
        if block.role not in _UNQUOTED_ROLES:
            for start, end in boundaries(document.text, block.start, block.end):
                yield start, end, place


def boundaries(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """`(start, end)` of every sentence of `text[start:end]`, in characters of `text`, end-exclusive.

    Ordered, disjoint, without outer white space; every character that is not white space belongs to exactly
    one. A single line break counts as a blank; a blank line and the lines of a list divide. None is longer than
    `LONGEST`. Blank text gives `[]`. Takes time linear in the length of the text.
    """
    first, last, _ = slice(start, end).indices(len(text))
    passage = text[first:last]
    if (sure := _sure_spans(passage, first)) is not None:
        return sure
    spans: list[tuple[int, int]] = []
    begin = 0
    for cut in [*_cuts(passage), len(passage)]:
        piece = passage[begin:cut]
        left = cut - len(piece.lstrip())
        right = begin + len(piece.rstrip())
        if left < right:
            spans += _limited(text, first + left, first + right)
        begin = cut
    return spans


def _sure_spans(passage: str, first: int) -> list[tuple[int, int]] | None:
    """The sentences of a passage in which all stops are sure and nothing else divides, which most are; None for others.
    `first` is where it begins in its text."""
    if not 0 < len(passage) <= LONGEST or _DOUBT.search(passage) or passage[0] == " " or passage[-1] == " ":
        return None
    pieces = passage.split(". ")
    closed = passage[-1] == "."
    if len(pieces) + closed != passage.count(".") + 1 or (closed and passage[-2:-1] == "."):
        return None
    found = []
    begin = first
    for piece, coming in pairwise(pieces):
        words = piece[-_TOKEN_REACH:].rsplit(None, 2)
        if len(words) < 2 or not coming[:1].isupper():
            return None
        word = words[-1].lstrip(_OPENERS)
        if len(word) < 2 or not word.isalpha() or word.lower() in _HELD or piece[-1] == " ":
            return None
        found.append((begin, begin + len(piece) + 1))
        begin += len(piece) + 2
    found.append((begin, first + len(passage)))
    return found


def _limited(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """`text[start:end]`, which has no white space around it, in pieces of at most `LONGEST`."""
    while end - start > LONGEST:
        latest = start + LONGEST
        blanks = [blank.start() for blank in _BLANK.finditer(text, latest - LONGEST // 2, latest + 1)]
        cut = blanks[-1] if blanks else latest
        yield start, cut - len(text[start:cut]) + len(text[start:cut].rstrip())
        coming = _INK.search(text, cut, end)
        assert coming is not None  # the last character is no white space
        start = coming.start()
    yield start, end


def _cuts(passage: str) -> Iterator[int]:
    """Offsets at which a new sentence begins (with the white space before it), ascending."""
    forced = _list_lines(passage)
    brackets = _short_brackets(passage)
    caseless = passage == passage.lower()
    last = next((at for at in range(len(passage) - 1, -1, -1) if passage[at].isalnum()), -1)
    begin = searched = 0  # the current sentence, and how far it was searched for a word in vain
    worded = False
    quotes = counted = 0  # straight quotation marks before offset `counted`
    listed = bracket = resume = 0  # how far the lists and the passage are dealt with
    count = 0  # the last number of an enumeration inside the paragraph
    for found in _STOP.finditer(passage):
        while listed < len(forced) and forced[listed] <= found.start():
            if forced[listed] > begin:
                begin = forced[listed]
                yield begin
            listed += 1
        if found["gap"]:
            begin = found.end()
            yield begin
            continue
        if found.start() < resume:
            continue
        at, after = found.start("stop"), found.end()
        word, leader = _words_before(passage, begin, at)
        if bracket == len(brackets) and leader and _ends_surely(passage, at, after, word):
            begin = searched = after
            count, worded = 0, False
            yield after
            continue
        quotes += passage.count('"', counted, at)
        counted = at
        late = _LATE_CLOSE.match(passage, after)
        if late and (late["straight"] is None or (quotes + passage.count('"', at, after)) % 2):
            after = resume = late.end()
        while bracket < len(brackets) and brackets[bracket][1] < at:
            bracket += 1
        if bracket < len(brackets) and brackets[bracket][0] < at < brackets[bracket][1]:
            opened = brackets[bracket][0]
            if _ALNUM.search(passage, max(begin, opened - _TOKEN_REACH), opened):
                continue
        listing = count or leader.endswith((":", ";"))
        if listing and found["stop"] == "." and word.isdecimal() and int(word) == count + 1:
            count += 1
            continue
        if after > last:
            break
        if after > found.end("stop") and _opens(
            passage, after - 1, (quotes + passage.count('"', at, after)) % 2
        ):
            after -= 1
        cut = _judge(passage, found, after, word, leader, caseless)
        if cut is None:
            continue
        worded = worded or _ALNUM.search(passage, max(begin, searched), cut) is not None
        searched = cut
        if worded:
            begin = cut
            count = 0
            worded = False
            yield cut
    for line in forced[listed:]:
        if line > begin:
            yield line


def _list_lines(passage: str) -> list[int]:
    """Where lines of a list begin: every line after a mark that two lines at least share."""
    if "\n" not in passage and "\r" not in passage:
        return []
    lines: dict[str, list[int]] = {}
    for found in _LIST_LINE.finditer(passage):
        kind = found["bullet"] or ("1" if found["count"].isdigit() else "a")
        lines.setdefault(kind, []).append(found.start())
    return sorted(at for starts in lines.values() if len(starts) > 1 for at in starts if at)


def _short_brackets(passage: str) -> list[tuple[int, int]]:
    """Outermost pairs of brackets that are short enough to be an aside inside one sentence."""
    pairs: list[tuple[int, int]] = []
    opened: list[int] = []
    for found in _BRACKET.finditer(passage):
        if found[0] in "([":
            opened.append(found.start())
        elif opened and passage[opened[-1]] + found[0] in {"()", "[]"}:
            begin = opened.pop()
            if found.start() - begin <= _BRACKET_REACH:
                while pairs and pairs[-1][0] > begin:
                    pairs.pop()
                pairs.append((begin, found.start()))
    return pairs


def _words_before(passage: str, begin: int, at: int) -> tuple[str, str]:
    """The word that runs up to `at`, without what opens it, and the word before that; "" for none."""
    words = passage[max(begin, at - _TOKEN_REACH) : at].rsplit(None, 2)
    if not words or passage[at - 1].isspace():
        return "", words[-1] if words else ""
    return words[-1].lstrip(_OPENERS), words[-2] if len(words) > 1 else ""


def _ends_surely(passage: str, at: int, after: int, word: str) -> bool:
    """If a plain stop after a plain word (not the first) ends a sentence, as most do, whatever else there is: a capital
    follows one blank, and the word is no abbreviation."""
    return (
        after == at + 1
        and passage[at] == "."
        and passage[after : after + 1] == " "
        and passage[after + 1 : after + 2].isupper()
        and len(word) > 1
        and word.isalpha()
        and word.lower() not in _HELD
    )


def _opens(passage: str, at: int, odd: int) -> bool:
    """If the mark at `at`, right behind a stop, opens a quotation; `odd` is 1 if a straight one is open."""
    if not passage[at + 1].isalnum():
        return False
    return passage[at] in "“«" or (passage[at] == '"' and odd == 1)


def _judge(
    passage: str,
    found: re.Match[str],
    after: int,
    word: str,
    leader: str,
    caseless: bool,
) -> int | None:
    """Where the next sentence begins if the stop at `found` ends one (behind its closing marks), else None.

    `word` runs up to the stop, `leader` stands before it; `caseless` says that the passage has no capitals.
    """
    stop, tail = found["stop"], passage[found.end("stop") : after]
    if stop[0] in _PLAIN or stop == ";" or stop == "\u037e":
        return None if tail and _CJK_SAYS.match(passage, after) else after
    if not passage[after].isspace():
        return _judge_unspaced(passage, found, after, word)
    coming = _NEXT.match(passage, after)
    assert coming is not None  # every part of the pattern is optional
    opened, upcoming = coming["open"], coming["word"] or ""
    if not upcoming and passage[coming.end() : coming.end() + 1] in {",", ";", ":"}:
        return None
    if not caseless and upcoming[:1].islower() and not upcoming[1:2].isupper():
        return after if stop == "." and _QUOTATION & set(opened) and not _holds(word) else None
    if "!" in stop or "?" in stop or "!" in tail or "?" in tail:
        if "(" in opened and _closes_quote(tail):
            return None  # a title and its year: "Why Not?" (2006)
        return None if _closes_quote(tail) and _attributed(passage, coming.start("word")) else after
    if len(stop) > 1 or stop == "…":
        clipped = passage[found.start() - 1 : found.start()] in {"[", "("}
        return None if clipped or upcoming.isdigit() else after
    if not leader and not tail and _MARKER.fullmatch(word):
        return None
    return None if _goes_on(passage, coming, word, leader, caseless) else after


def _judge_unspaced(passage: str, found: re.Match[str], after: int, word: str) -> int | None:
    """As `_judge`, for a stop with no white space behind it: "pergi.Dia", never "detik.com" or "11.11"."""
    tail = passage[found.end("stop") : after]
    if "\u3040" <= passage[after] <= "\ud7af":  # kana, Chinese characters, Hangul
        return None if tail and _CJK_SAYS.match(passage, after) else after
    coming = _WORD.match(passage, after + (passage[after] in _OPENERS))
    if coming is None or not coming[0][0].isupper() or not coming[0][1:].islower():
        return None
    behind = passage[coming.end() : coming.end() + 1]
    if coming[0].lower() in DOMAINS or behind.isalnum() or behind in {".", "(", "_", "/", "@", ":"}:
        return None
    if tail:
        return after
    if word[-1:] in {")", "]", '"', "”"}:
        return after
    if word.isdigit():
        return after if len(word) > 2 and coming[0].lower() in STARTERS else None
    if any(word.lower() in words for words in (TITLES, CLIPPED, NUMBERED, NAME_PARTS)):
        return None  # "Prof.Budi"
    return after if len(word) > 2 and word.isalpha() and word[-1].islower() else None


def _closes_quote(tail: str) -> bool:
    return not _CLOSING_QUOTATION.isdisjoint(tail)


def _attributed(passage: str, at: int) -> bool:
    """If a name and a verb of speech follow: '"Why?" John Smith asked.'"""
    names = _NAMED.match(passage, at, at + 80) if at >= 0 else None
    if names is None:
        return False
    verb = _WORD.match(passage, names.end())
    return verb is not None and verb[0] in SPEECH


def _holds(word: str) -> bool:
    """If a stop after `word` is surely its own."""
    lower = word.lower()
    return lower in CLIPPED or (lower in TITLES and word[:1].isupper()) or len(word) == 1


def _goes_on(passage: str, coming: re.Match[str], word: str, leader: str, caseless: bool) -> bool:
    """If the stop after `word` belongs to an abbreviation, initial or ordinal, and the sentence goes on."""
    if not word:
        return False
    opened, upcoming = coming["open"], coming["word"] or ""
    lower, upcoming_lower = word.lower(), upcoming.lower()
    number = upcoming[:1].isdigit()
    # "A." and "I." are initials again, where "A" and "I" are words.
    starts = upcoming_lower in STARTERS and not (len(upcoming) == 1 and passage.startswith(".", coming.end()))
    quote = not _QUOTATION.isdisjoint(opened)
    capital = word[:1].isupper() or caseless
    if word[-1].isdigit():
        if not word.isdigit() or len(word) > 2 or opened:
            return False
        if number:
            return _DAY.match(passage, coming.start("word")) is not None
        return upcoming_lower in MONTHS or leader.lower() in ORDINAL_LEADERS
    if lower in CLIPPED or (lower in TITLES and (capital or lower in {"dr", "drg", "drh"})):
        return True
    if "(" in opened and (lower in LISTS or lower in NAME_PARTS):
        return True
    if lower in NUMBERED and (number or _ROMAN.fullmatch(upcoming)):
        return True
    if len(word) == 1 and word.isalpha() and word.lower() != word.upper():
        if leader.endswith((",", ";", ":")):
            return not quote
        if (
            leader[-1:].isdigit()
            and "-" not in leader
            and not (upcoming and _INITIAL.match(passage, coming.start("word")))
        ):
            return False  # "Rp 5 M.", "40 C."
        return not (starts or quote or leader.lower() in LETTERED)
    if _DOTTED.fullmatch(word):
        if word.islower() and lower.rpartition(".")[2] in DOMAINS:
            return False
        if lower in {"a.m", "p.m"}:
            return upcoming_lower in DAY_PARTS
        # A degree follows its name after a comma ("Budi, S.H."), initials stand before one.
        return not (starts or quote or number or (leader.endswith(",") and _DEGREE.match(word)))
    if lower in NAME_PARTS and capital:
        return not (starts or quote) and (not number or lower in MONTHS)
    return False
