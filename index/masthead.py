"""Which words of a line name an article's author, its outlet and its date?

Shapes of single lines: bylines, datelines, dates, picture credits. Whether such a shape means anything at its
place is for `structure` to say. Spans are characters of the line given, 0-based, end-exclusive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from index.patterns import compiled

__all__ = [
    "Credit",
    "Span",
    "byline",
    "caption",
    "dated",
    "dateline",
    "label",
    "looks_like_name",
    "looks_like_outlet",
]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Credit:
    """What a byline or date line names. `labelled` is True where a word says so ("By", "Editor:",
    "Published") and the line needs no context to be believed."""

    author: Span | None = None
    outlet: Span | None = None
    published: Span | None = None
    labelled: bool = False


_MONTH = (
    r"(?:jan(?:uar[iy])?|feb(?:ruar[iy])?|mar(?:et|ch)?|apr(?:il)?|mei|may|jun[ie]?|jul[iy]?|agu(?:stus)?|agt|ags"
    r"|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|no[vp](?:ember)?|de[cs](?:ember)?)\.?"
)
# Day before month is the same shape in most languages, so the month may be any word there.
_DAY = (
    r"(?:\d{1,2}(?:st|nd|rd|th|\.|º|er)?[ -](?:de |of )?[^\W\d_]{3,12}\.?,?[ -](?:de |del )?\d{4}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,2}[-/]\d{1,2}[-/]\d{2}"
    r"|\d{4}年\d{1,2}月\d{1,2}日)"
)
_TIME = (
    r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\.\d+)?(?: ?[ap]\.?m\b\.?)?"
    r"(?: ?(?:WIB|WITA|WIT|UTC|GMT|[BCEMPW]E?S?[DS]?T|Z)\b)?(?: ?[+-]\d{1,2}:?\d{2})?"
)
_BETWEEN = r"[\s,|@·•/–—-]*(?:(?:at|pukul|jam|pkl\.?|a las|um|à)\s+)?"
_WEEKDAY = (
    r"(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)"
    r"(?:day)?|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b\.?,? "
)
_DATE = rf"(?i)(?:{_TIME}{_BETWEEN})?(?:\b{_WEEKDAY})?(?<![\d/.-]){_DAY}(?!\d)(?:T?{_BETWEEN}{_TIME})?"
_AGO = (
    r"(?i)\d{1,3} (?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|detik|menit|jam|hari|minggu"
    r"|bulan) (?:ago|(?:yang )?lalu)"
)
_PUBLISHED = (
    r"(?i)(?:first |last |artikel )?(?:published|posted|updated?|modified|created|diterbitkan|diperbarui"
    r"|diupdate|terbit|dipublikasikan|dipublish|tayang|date|tanggal|publicad[oa]|actualizad[oa]"
    r"|fecha|released?|issued|rilis)\b(?: on| at| pada| el| date| date and time)?\s*[:：]?\s*"
)
_UPDATED = r"(?i)(?:updated?|modified|diperbarui|diupdate|actualizad[oa])\W*(?:on|at|pada)?\W*$"
_SEPARATOR = r"\s+[-–—/]+\s+|\s*[|•·»]\s*|,\s+|\s+[-–—]+$|^[-–—]+\s+"
_AUTHOR_LABEL = (
    r"written by|story by|text by|words by|posted by|reported by|ditulis oleh|oleh|by|por|penulis|reporter"
    r"|jurnalis|wartawan|pewarta|laporan|authors?|kontributor|contributor|escrito por|texto"
)
_OTHER_LABEL = (
    r"edited by|editor|redaktur|penyunting|editing by|additional reporting by|disunting oleh|fotografer"
)
_LABEL = rf"(?i)(?:(?P<author>{_AUTHOR_LABEL})|{_OTHER_LABEL})\b(?P<colon>\s*[:：])?\s*"
_LABELS = rf"(?i)\s*[|•·/,;]?\s*\b(?=(?:{_AUTHOR_LABEL}|{_OTHER_LABEL})\s*[:：])"
_PARTICLE = (
    r"in|en|aus|bin(?:ti)?|d[aeiou]|d[ao]s|del(?:la)?|de[nr]|l[ae]|[ae]l|v[ao]n|te[nr]|y|e|i|and|dan|und|et|&"
)
_JOB = (
    r"(?i)(?:\b(?:reporter|correspondent|editor|journalist|columnist|writer|wartawan|koresponden|kolumnis|jurnalis"
    r"|redaktur|kontributor|redacción|corresponsal|analyst|presenter))$"
)
_TEAM = (
    r"(?i)(?:tim|team)\s+\S+(?: \S+)?|redaksi|tim|staff|staff (?:writer|reporter|and agencies)"
    r"|(?:\w+ )?news ?(?:desk|room)|redacción|editorial (?:board|staff|team)|agencies"
)
_OUTLET = (
    r"\b[\w-]+\.(?:com|co|id|net|org|news|tv|info|es|uk|my|sg|de|fr|mx|ar|in|au|us)\b"
    r"|(?i:\b(?:news|times|post|herald|tribune?|journal|daily|magazine|media|tv|radio|press|online|gazette|agency"
    r"|weekly|chronicle|koran|majalah|harian|noticias|diario|indonesia|network|telegraph|bulletin|today)\b)"
    r"|\b[a-z]+[A-Z]\w+|\b[A-Z]{2,}\d*\b"
)
_CAPTION_LABEL = (
    r"(?i)(?:foto|photo|photos|photograph|image|gambar|caption|keterangan foto|picture|infografis|ilustrasi"
    r"|illustration|imagen|fotografía|kredit foto|sumber foto"
    r"|photo credit|image credit|foto ilustrasi|pie de foto|grafis)"
    r"(?: oleh| by| credit)?\s*[:：]"
)
_CAPTION_BEGIN = (
    r"(?i)image (?:source|caption|credit)\b|photo(?:graph)? (?:by|courtesy)\b|foto (?:oleh|ilustrasi)\b"
    r"|file photo\b|sumber foto\b|ilustrasi\b(?! (?:itu|ini|tersebut|yang|di atas))"
)
_CREDIT_END = (
    r"(?i)(?<!\S)[(\[](?:(?:foto|photo|image|ilustrasi|dok|doc|sumber|source|credit|kredit|screenshot"
    r"|tangkapan layar|imagen)\b[^()\[\]]{0,90}|(?-i:[A-Z][\w.&' -]{1,40}/[A-Z][\w.&'/ -]{1,60})"
    r"|[^()\[\]]{0,40}(?:getty images|file photo|photo))[)\]]\.?$"
)
_CREDIT_AFTER = r"(?i)\b(?:photograph|photo|foto|picture|image|imagen):\s*[^.:]{2,60}$"
_CREDIT = r"\(?[^\s/()][^/()]{1,40}/[^/()]{2,40}\)?"
_PHOTO_WORD = r"(?i:getty|photo|foto|images|shutterstock|unsplash)|\b(?:[A-Z]{2,}|EPA-EFE)\b"
_DATELINE = (
    r"(?P<domain>[\w-]+(?:\.\w+)+)(?:,\s*[^\W\d_][\w .'-]{1,30})?\s*(?:--?|[–—])(?:\s|$)"
    r"|(?P<place>[^\W\d_][\w .'-]{1,30}?)(?:,\s*(?P<outlet>[^\W\d_][\w.&' -]{1,30}?))?"
    r"(?:,\s*[^\W\d_][\w .'-]{1,25}|,\s*[^(–—]{3,25}\d{4}|\s*\(\d[\d/.]+\))?"
    r"\s*(?P<agency>\([^\W\d_][\w.&/' -]{1,30}\))?\s*(?:--?|[–—])(?:\s|$)"
    r"|\((?P<lead>[^\W\d_][\w.&/' -]{1,30})\)\s*(?:--?|[–—])(?:\s|$)"
)


def looks_like_name(words: str) -> bool:
    """Whether every word is written like part of a name (of a person, a place, an organisation)."""
    tokens = words.replace(",", " ").split()
    if not tokens or len(tokens) > 12 or len(words) > 80:
        return False
    names = 0
    for token in tokens:
        bare = token.strip(".,()'’\"@")
        if compiled(_PARTICLE).fullmatch(token.casefold()):
            continue
        if not bare or not bare[0].isalpha() or bare[0].islower() or any(map(str.isdigit, bare)):
            return False
        names += 1
    return names > 0


def looks_like_outlet(words: str) -> bool:
    """Whether a short phrase is written like the name of a newspaper, agency or site."""
    return len(words) <= 40 and len(words.split()) <= 5 and compiled(_OUTLET).search(words) is not None


def dated(line: str) -> Credit | None:
    """What a line says that is nothing but a date: with a label, a place, an outlet or a name beside it.

    `published` is the first date that is not called an update, else the first; None for "2 hours ago".
    """
    if len(line) > 140 or not any(map(str.isdigit, line)):
        return None
    dates = [match.span() for match in compiled(_DATE).finditer(line)]
    if not dates:
        ago = compiled(_AGO).search(line)
        bare = ago and compiled(_PUBLISHED).sub("", line[: ago.start()] + line[ago.end() :])
        return Credit() if ago and not (bare or "").strip(" ,.|·•-–—()") else None
    published = next((span for span in dates if not compiled(_UPDATED).search(line[: span[0]])), dates[0])
    said = compiled(_PUBLISHED).match(line)
    credit = Credit(published=published, labelled=said is not None and said.end() == dates[0][0])
    for piece in _pieces(line, dates):
        words = line[piece[0] : piece[1]]
        by = byline(words) if credit.author is None else None
        if by is not None and by.author is not None:
            author = (piece[0] + by.author[0], piece[0] + by.author[1])
            outlet = credit.outlet
            if by.outlet is not None:
                outlet = (piece[0] + by.outlet[0], piece[0] + by.outlet[1])
            credit = Credit(author, outlet, published, True)
        elif looks_like_outlet(words):
            credit = Credit(credit.author, credit.outlet or piece, published, credit.labelled)
        elif not looks_like_name(words):
            return None
        elif (
            credit.author is None
            and len(words.split()) > 1
            and line[piece[1] :].lstrip()[:1] in tuple("|•·-–—")
        ):
            credit = Credit(piece, credit.outlet, published, credit.labelled)
    return credit


def _pieces(line: str, dates: list[Span]) -> list[Span]:
    """What is left of a line between its dates, without labels, separators, brackets."""
    pieces: list[Span] = []
    start = 0
    for begin, end in [*dates, (len(line), len(line))]:
        for piece in _split(line, start, begin):
            said = compiled(_PUBLISHED).match(line, *piece)
            first = said.end() if said else piece[0]
            words = line[first : piece[1]].strip(" ,.|·•-–—()[]:\t")
            if words and not compiled(_READING).fullmatch(words):
                at = line.index(words, first)
                pieces.append((at, at + len(words)))
        start = end
    return pieces


_READING = r"(?i)\d+ (?:min(?:ute)?s?(?: read)?|menit(?: baca)?)|WIB|WITA|WIT|updated?|pukul|at"


def _split(line: str, start: int, end: int) -> list[Span]:
    parts: list[Span] = []
    for match in compiled(_SEPARATOR).finditer(line, start, end):
        if match.start() > start:
            parts.append((start, match.start()))
        start = match.end()
    if start < end:
        parts.append((start, end))
    return parts


def byline(line: str, *, loose: bool = False) -> Credit | None:
    """Who a line says wrote an article, and for whom; None if it is not shaped like a byline.

    Alone, only what carries a label counts ("By Ana Dewi", "Penulis: Ana Dewi | Editor: Budi"). `loose` also
    takes bare shapes ("Ana Dewi - Outlet", "Ana Dewi, Jakarta", "Outlet", "Staff writer"), which say so only
    at the head of an article.
    """
    line_end = len(line.rstrip(" .")) if line.count(".") == 1 else len(line)
    if not 2 <= len(line) <= 120 or line[-1] in "?!:;,":
        return None
    author: Span | None = None
    outlet: Span | None = None
    labelled = False
    start = 0
    for begin in [*_labels(line), len(line)]:
        for piece in re.split(r"(?<=\S)\s*[|•·]\s*(?=\S)", line[start:begin]):
            at = line.index(piece, start)
            said = compiled(_LABEL).match(piece)
            if said is None:
                if labelled and looks_like_outlet(piece):
                    outlet = outlet or (at, at + len(piece))
                continue
            found = _names(
                line, at + said.end(), min(at + len(piece.rstrip(" ,;/|")), line_end), bool(said["colon"])
            )
            if found is None:
                return None
            # "by Monday", in a note, is no byline.
            if piece[0].islower() and not said["colon"] and " " not in line[slice(*found[0])]:
                return None
            labelled = True
            if said["author"] and author is None:
                author, outlet = found[0], found[1] or outlet
        start = begin
    if labelled:
        return Credit(author, outlet, None, True)
    return _bare(line) if loose and len(line) <= 80 else None


def _labels(line: str) -> list[int]:
    """Where labels with a colon begin, except the first of the line."""
    if ":" not in line and "：" not in line:
        return []
    return [match.end() for match in compiled(_LABELS).finditer(line) if match.end() > 0]


def _names(line: str, start: int, end: int, colon: bool) -> tuple[Span, Span | None] | None:
    """The people named in `line[start:end]`, and the outlet after them."""
    words = line[start:end]
    if colon and len(words) <= 40 and words and len(words.split()) <= 4 and not looks_like_name(words):
        return ((start, end), None) if words[0].isalpha() and words[-1] not in ".!?" else None
    parts = _split(line, start, end)
    if not parts or not looks_like_name(line[slice(*parts[0])]):
        return None
    people = parts[0]
    rest = parts[1:]
    # "Ana Dewi, Budi Santoso and Cici Lestari": everything up to the last name after "and" is people.
    for number, (begin, stop) in enumerate(rest):
        if re.search(r"\b(?:and|dan|y|und|et)\b|&", line[begin:stop]) and looks_like_name(line[begin:stop]):
            people, rest = (people[0], stop), rest[number + 1 :]
            break
    if any(not _suffix(line[slice(*part)]) for part in rest):
        return None
    outlet = next((part for part in rest if looks_like_outlet(line[slice(*part)])), None)
    if (
        outlet is None
        and rest
        and re.match(r"\s+[-–—|]", line[people[1] :])
        and not compiled(_JOB).search(line[slice(*rest[0])])
    ):
        outlet = rest[0]
    return people, outlet


def _suffix(words: str) -> bool:
    return looks_like_name(words) or looks_like_outlet(words) or compiled(_JOB).search(words) is not None


def _bare(line: str) -> Credit | None:
    if compiled(_TEAM).fullmatch(line):
        return Credit(author=(0, len(line)))
    if compiled(_JOB).search(line) and len(line) <= 60 and line[0].isupper():
        return Credit()
    parts = _split(line, 0, len(line))
    if not 1 <= len(parts) <= 3 or any(
        not looks_like_name(line[slice(*p)]) and not looks_like_outlet(line[slice(*p)]) for p in parts
    ):
        return None
    first = line[slice(*parts[0])]
    person = 2 <= len(first.split()) <= 5 and looks_like_name(first) and not looks_like_outlet(first)
    if len(parts) == 1:
        if person:
            return Credit(author=_without_place(first, parts[0][0])) if len(first.split()) <= 5 else None
        return Credit(outlet=parts[0]) if looks_like_outlet(first) and len(first) <= 30 else None
    found = _names(line, 0, len(line), False)
    if found is None or not person:
        outlets = [part for part in parts if looks_like_outlet(line[slice(*part)])]
        return Credit(outlet=outlets[0]) if outlets and len(line) <= 50 else None
    return Credit(found[0], found[1])


def _without_place(name: str, start: int) -> Span:
    """The name in "Ana Dewi in Bandung", which starts at `start`."""
    match = re.search(r" (?:in|di|en|aus) ", name)
    return start, start + (match.start() if match else len(name))


def caption(line: str) -> bool:
    """Whether a line is the text or the credit of a picture."""
    if not 5 <= len(line) <= 300:
        return False
    if ":" in line and (compiled(_CAPTION_LABEL).match(line) or compiled(_CREDIT_AFTER).search(line)):
        return True
    stopped = line[-1] in ".!?"
    if (
        line.rstrip(".")[-1:] in (")", "]")
        and compiled(_CREDIT_END).search(line)
        and not re.search(r"[.!?][\"”]?\s.*[.!?]", line[: line.rfind("(")].rstrip())
    ):
        return (
            compiled(_PHOTO_WORD).search(line[max(line.rfind("("), 0) :]) is not None
            or re.search(r"(?i)[(\[](?:ilustrasi|dok|sumber|source|credit|kredit|screenshot|tangkapan)", line)
            is not None
        )
    if compiled(_CAPTION_BEGIN).match(line) and (not stopped or len(line) < 60):
        return len(line) <= 160
    return (
        len(line) <= 80
        and "/" in line
        and compiled(_CREDIT).fullmatch(line) is not None
        and compiled(_PHOTO_WORD).search(line) is not None
        and (looks_like_name(line.replace("/", " ")))
    )


def dateline(line: str) -> Credit | None:
    """What the dateline says with which a paragraph opens ("LONDON (Agency) - ", "Jakarta, Outlet --"): the
    outlet and a whole date, where it has them; None if the line has no dateline."""
    if not any(dash in line[:110] for dash in "-–—"):
        return None
    match = compiled(_DATELINE).match(line[:110])
    if match is None:
        return None
    day = compiled(_DATE).search(line, 0, match.end())
    published = day.span() if day else None
    sure = match["domain"] or match["lead"]
    if sure:
        span = match.span("domain" if match["domain"] else "lead")
        return Credit(outlet=span, published=published) if looks_like_outlet(sure) else None
    place = match["place"]
    if not looks_like_name(place) or len(place.split()) > 4:
        return None
    if match["agency"]:
        return Credit(outlet=(match.start("agency") + 1, match.end("agency") - 1), published=published)
    outlet = match["outlet"]
    # "Jakarta, Outlet" against "Kuta, Bali": an outlet shows capitals or a domain where the place does not.
    if outlet and looks_like_outlet(outlet) and ("." in outlet or not place.isupper()):
        return Credit(outlet=match.span("outlet"), published=published)
    return Credit(published=published)


def label(line: str) -> Literal["author", "other", "date"] | None:
    """What the next line names, if this one is nothing but a label ("Reporter", "Published:")."""
    if len(line) > 30:
        return None
    match = compiled(_LABEL).fullmatch(line)
    if match is not None:
        return "author" if match["author"] else "other"
    return "date" if compiled(_PUBLISHED).fullmatch(line) else None
