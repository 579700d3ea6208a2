"""What does a question ask for?

A question names the kind of its answer by its question word ("when"), by the noun beside it ("which country",
"tahun berapa"), by a verb ("what did she say"), or not at all. Rules over the closed word lists of `index.asking`;
English and Indonesian share one path, as people mix them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from index.asking import HEAD_SUFFIXES, HEADS, PHRASES, UNSPACED, Kind

__all__ = ["Expectation", "Kind", "expectation"]

Span = tuple[int, int]

_LONGEST = 2000  # characters of a question that are looked at
_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+(?:[-'’]\w+)*")
_MARKS = re.compile("[\u0300-\u036f]")


@dataclass(frozen=True, slots=True)
class Expectation:
    """The kinds of answer a question asks for, most likely first; ("thing",) where it does not say.

    `focus` is the noun asked about as the question spells it ("products" in "which products", "harga" in "harga
    kopi?"), `focus_span` its characters in the question (0-based, end-exclusive); both None where there is none.
    `plural`: more than one is asked for.
    """

    kinds: tuple[Kind, ...] = ("thing",)
    focus: str | None = None
    focus_span: Span | None = None
    plural: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    key: str
    """Folded, without the Indonesian question particle -kah."""
    start: int
    end: int
    after_comma: bool


def _fold(text: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()).replace("’", "'"))


def _words(question: str) -> list[_Word]:
    found: list[_Word] = []
    previous = 0
    for match in _WORD.finditer(question):
        key = _fold(match.group())
        if key.endswith("kah") and key[:-3] in _INDONESIAN:
            key = key[:-3]
        key = _COLLOQUIAL.get(key, key)
        found.append(_Word(match.group(), key, *match.span(), "," in question[previous : match.start()]))
        previous = match.end()
    for i in range(len(found) - 1):
        joined = _JOINED.get((found[i].key, _bare(found[i + 1].key)))
        if joined is not None:
            found[i] = replace(found[i], key=joined)
    return found


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_COLLOQUIAL = {
    "brp": "berapa", "knp": "kenapa", "kpn": "kapan", "gmn": "bagaimana", "gimana": "bagaimana", "sp": "siapa",
    "bgmn": "bagaimana", "dmn": "dimana", "apaan": "apa", "ngapain": "apa", "mengapakah": "mengapa",
    "what's": "what", "whats": "what", "who's": "who", "where's": "where", "when's": "when", "how's": "how",
    "wat": "what", "aja": "saja",
}  # fmt: skip
_JOINED = {
    ("ibu", "kota"): "ibukota", ("surat", "kabar"): "surat-kabar", ("juru", "bicara"): "juru-bicara",
    ("duta", "besar"): "duta-besar", ("latar", "belakang"): "latar-belakang", ("ulang", "tahun"): "ulang-tahun",
    ("net", "worth"): "net-worth", ("tempat", "lahir"): "tempat", ("tanggal", "lahir"): "tanggal",
    ("kantor", "pusat"): "tempat", ("stasiun", "televisi"): "stasiun", ("bahasa", "inggris"): "bahasa",
}  # fmt: skip
"""Compounds whose first word alone would tell another kind; the first word carries the compound's key."""
_INDONESIAN = _set("siapa kapan bilamana mana dimana kemana darimana berapa mengapa kenapa bagaimana apa")
_ENGLISH = _set("who whom whose when where why how what which")
_AUXILIARIES = _set(
    "is are was were am be do does did has have had will would can could shall should may might must isn't aren't "
    "wasn't weren't doesn't didn't don't hasn't haven't won't can't couldn't wouldn't"
)
_PREPOSITIONS = _set(
    "of in on at for from to with by about into during since until after before between under over through as than "
    "per against among within near"
)
_STOPS_RUN = (
    _AUXILIARIES | _PREPOSITIONS | _set("that who which where when and or not you we they he she it i")
)
_DETERMINERS = _set("the a an this that these those its his her their our my your some any all")
_LINKS_ID = _set(
    "yang di ke dari pada untuk dengan oleh dalam dan atau adalah ialah itu ini tersebut sang si para oleh akan telah "
    "sudah sedang bisa dapat harus saja saat ketika sebagai tentang bagi kah sih ya dong"
)
_COMMANDS = _set(
    "name list give tell describe explain state identify mention find show enumerate sebutkan sebut jelaskan tuliskan "
    "tulis berikan daftar uraikan ceritakan terangkan cari tunjukkan tampilkan siapkan"
)
_SAYING = re.compile(
    r"(?:say|said|says|think|thinks|thought|believe|believes|claim|claims|claimed|explain|explains|explained|state|"
    r"states|stated|announce|announced|argue|argued|warn|warned|tell|told|suggest|suggested|add|added|comment|"
    r"commented|promise|promised|urge|urged|predict|predicted|mention|mentioned|hope|hoped|"
    r"(?:di|me|men|meng|mem|meny)?(?:kata|ujar|ucap|sampai|nyampai|jelas|sebut|nyebut|ungkap|tutur|nyata|nilai|"
    r"ngata|terang|nerang|papar|tegas|negas|harap|tambah|nambah|bilang|umum|ngumum|klaim|imbau|minta)(?:kan|nya)?)$"
)
_COSTING = _set(
    "cost costs costed pay paid pays spend spent earn earned worth charge charged price priced sell sold donate donated "
    "invest invested raise raised money dollars rupiah"
)
_COUNTS = _set(
    "me us please all two three four five six seven eight nine ten several dua tiga empat lima enam tujuh delapan sembilan "
    "sepuluh beberapa semua para seluruh 2 3 4 5 6 7 8 9 10"
)
_HOW: dict[str, tuple[Kind, ...]] = {
    "long": ("duration", "number", "date"), "old": ("duration", "number", "date"), "many": ("number", "percent"),
    "much": ("number", "money", "percent"), "far": ("number",), "tall": ("number",), "high": ("number",),
    "big": ("number",), "large": ("number",), "deep": ("number",), "wide": ("number",), "heavy": ("number",),
    "fast": ("number",), "hot": ("number",), "cold": ("number",), "often": ("number", "duration"),
    "frequently": ("number", "duration"), "soon": ("duration", "date"), "recently": ("date",), "late": ("date", "time"),
    "come": ("reason",), "expensive": ("money",), "close": ("number",), "few": ("number",), "quickly": ("duration",),
}  # fmt: skip
_DURATIONS = _set(
    "years months weeks days hours minutes seconds decades centuries hari tahun bulan minggu jam menit detik abad dekade"
)  # noqa: E501
_ALSO: dict[Kind, tuple[Kind, ...]] = {
    "person": ("person", "organisation"), "organisation": ("organisation", "name"), "place": ("place", "name"),
    "date": ("date", "time"), "time": ("time", "date"), "number": ("number", "percent"), "name": ("name", "person"),
    "list": ("list", "name"), "definition": ("definition", "thing"), "boolean": ("boolean", "thing"),
    "speech": ("speech", "thing"), "manner": ("manner", "thing"),
}  # fmt: skip
_SORTS = _set("kind kinds type types sort sorts form forms")
_UNCOUNTED = _set(
    "news species series is his this us bus gas class process status address business thus analysis basis"
)
_PLURALS = _set("people men women children persons teeth feet mice media criteria phenomena")

# Words a question about the article itself is made of. One other word, and it asks about another work.
_ARTICLE = _set("article story news artikel berita tulisan warta")
_PIECE = _set("text piece report post page item teks laporan naskah kabar")
"""Words for the article only where "this" or "ini" points at it."""
_TRIGGERS: dict[Kind, frozenset[str]] = {
    "author": _set("author author's authors writer writer's wrote written byline penulis ditulis menulis nulis pengarang"),
    "title": _set("title headline titled headlined entitled judul berjudul"),
    "published": _set("published posted uploaded publication diterbitkan terbit dipublikasikan dimuat tayang ditayangkan "
                      "dipublikasi diunggah written ditulis penerbitan publikasi"),
    "outlet": _set("outlet newspaper publisher website site media koran situs penerbit portal publication published "
                   "publishes"),
}  # fmt: skip
_WEAK: dict[Kind, frozenset[str]] = {
    "author": _set("reporter journalist editor reported reports by oleh wartawan jurnalis melaporkan membuat made"),
    "title": _set("name nama about tentang called mengenai topic topik subject bahas membahas dibahas"),
    "published": _set("date released dated time released updated tanggal tahun hari dirilis rilis jam pukul waktu dibuat "
                      "year day keluar muncul appear appeared"),
    "outlet": _set("source from sumber dari come comes agency magazine majalah channel"),
}  # fmt: skip
"""Triggers that count only beside a word for the article ("the date of this article")."""
_AROUND = _set(
    "is was are the a an of this that it its in on by at for from has have been did does do and what who which when "
    "where whom whose how name please tell me give can you article's story's ini itu tersebut yang apa siapa kapan mana "
    "dimana berapa di ke dari pada nama adalah ialah oleh untuk dan sih ya dong tolong sebutkan atas untuknya dalam "
    "telah sudah first originally pertama kali"
)


@lru_cache(maxsize=256)
def expectation(question: str, language: str) -> Expectation:
    """What `question`, in `language` (ISO 639-1), asks for. Any string is accepted; a blank one expects a thing.

    A question in a language without word lists is read as English and Indonesian. Only the first 2,000
    characters are looked at.
    """
    question = question[:_LONGEST]
    words = _words(question)
    if language in PHRASES:
        return _by_phrase(question, words, PHRASES[language], spaced=language not in UNSPACED)
    if not words:
        return Expectation()
    about_article = _about_article(words)
    if about_article is not None:
        return about_article
    english, indonesian = _asked_english(words), _asked_indonesian(words)
    if english is not None and (indonesian is None or (language != "id" and english > -1)):
        return _english(words, english)
    if indonesian is not None:
        return _indonesian(words, indonesian)
    return _without_question_word(words)


def _by_phrase(
    question: str, words: list[_Word], phrases: tuple[tuple[Kind, str], ...], *, spaced: bool
) -> Expectation:
    sought = f" {' '.join(word.key for word in words)} " if spaced else question.casefold()
    for kind, joined in phrases:
        for phrase in joined.split("|"):
            if (f" {phrase} " if spaced else phrase) in sought:
                return Expectation(_ALSO.get(kind, (kind,)), plural=kind == "list")
    return Expectation()


def _bare(key: str) -> str:
    """Without the Indonesian possessive -nya or the English 's."""
    if key.endswith("nya") and len(key) > 5:
        return key[:-3]
    return key[:-2] if key.endswith("'s") else key


def _about_article(words: list[_Word]) -> Expectation | None:
    if len(words) > 14:
        return None
    keys = [word.key for word in words]
    bare = [_bare(key) for key in keys]
    this = "this" in keys or "ini" in keys
    of_article = not _ARTICLE.isdisjoint(bare) or (this and not _PIECE.isdisjoint(bare))
    pointed = of_article or this or keys != bare
    articles = _ARTICLE | _PIECE if this else _ARTICLE
    who = not {"who", "whom", "siapa"}.isdisjoint(keys)
    when = not {"when", "kapan", "berapa", "date", "tanggal", "time", "year", "day"}.isdisjoint(keys)
    order: tuple[Kind, ...] = (
        ("published", "title", "outlet", "author") if when else ("author", "title", "outlet")
    )
    if who and not {"published", "publishes", "menerbitkan"}.isdisjoint(keys):
        order = ("outlet",)
    for kind in order:
        strong = _TRIGGERS[kind]
        weak = _WEAK[kind] if pointed and (of_article or kind == "author") else frozenset()
        vocabulary = (
            _AROUND | articles | strong | weak | (_WEAK["published"] if kind == "published" else _AROUND)
        )
        hits = [i for i, key in enumerate(bare) if key in strong or key in weak]
        if not hits or any(
            key not in vocabulary and full not in vocabulary for key, full in zip(bare, keys, strict=True)
        ):
            continue
        if bare[hits[0]] in _AROUND and bare[hits[0]] not in strong and not of_article:
            continue
        word = words[next((i for i in hits if bare[i] in strong), hits[0])]
        return Expectation((kind,), word.text, (word.start, word.end))
    return None


def _kind_of(key: str) -> Kind | None:
    for form in (key, _bare(key), key[:-1] if key.endswith("s") else key, key.split("-")[0]):
        if form in HEADS:
            return HEADS[form]
    return next(
        (kind for suffix, kind in HEAD_SUFFIXES if key.endswith(suffix) and len(key) > len(suffix) + 2), None
    )


def _is_plural(key: str) -> bool:
    if key in _PLURALS or key.endswith("ies"):
        return True
    left, dash, right = key.partition("-")
    if dash and _bare(right).endswith(left[-3:]):
        return True  # Indonesian reduplication: negara-negara
    return key.endswith("s") and not key.endswith(("ss", "us", "is", "'s")) and key not in _UNCOUNTED


def _headed(
    words: list[_Word], at: int, *, plural: bool | None = None, default: tuple[Kind, ...] = ("thing",)
) -> Expectation:
    """What the noun at `at` asks for."""
    word = words[at]
    plural = _is_plural(word.key) if plural is None else plural
    kind = _kind_of(word.key)
    if kind is None:
        kinds: tuple[Kind, ...] = ("list", *default) if plural else default
    else:
        kinds = _ALSO.get(kind, (kind,))
        if plural and kind in ("person", "organisation", "place", "name", "thing"):
            kinds = (kind, "list", *kinds[1:])
    return Expectation(kinds, word.text, (word.start, word.end), plural)


def _asked_english(words: list[_Word]) -> int | None:
    """The place of the word that asks; -1 for a yes/no question; None without either."""
    best, most = None, 0.0
    for i, word in enumerate(words):
        if word.key not in _ENGLISH:
            continue
        following = words[i + 1].key if i + 1 < len(words) else ""
        leading = i == 0 or (i == 1 and words[0].key in _PREPOSITIONS | _set("and but so then"))
        points = 1.0 + 3 * leading + 2 * (following in _AUXILIARIES) + (word.key in ("what", "how", "why"))
        points += word.after_comma or (i > 0 and words[i - 1].key in _PREPOSITIONS)
        if word.key in ("when", "where") and following not in _AUXILIARIES and following:
            points -= 3  # "When Ford left, who ...": a clause, unless nothing else asks
        if (
            word.key in ("who", "which", "where", "when")
            and not leading
            and not word.after_comma
            and following
        ):
            points -= 1.5
        if best is None or points > most:
            best, most = i, points
    starts_with_auxiliary = words[0].key in _AUXILIARIES
    embedded = len(words) > 1 and words[1].key in ("you", "i", "we") and best is not None
    if starts_with_auxiliary and not embedded:
        return -1
    return best


def _english(words: list[_Word], at: int) -> Expectation:
    if at < 0:
        return Expectation(_ALSO["boolean"])
    asking, rest = words[at].key, words[at + 1 :]
    keys = [word.key for word in rest]
    following = keys[0] if keys else ""
    if asking in ("who", "whom", "whose"):
        plural = following in ("are", "were") or (asking == "whose" and _is_plural(following))
        return Expectation(("person", "list", "organisation") if plural else _ALSO["person"], plural=plural)
    if asking == "when":
        return Expectation(_ALSO["date"])
    if asking == "where":
        return Expectation(_ALSO["place"])
    if asking == "why":
        return Expectation(("reason",))
    if asking == "how":
        return _how(rest, keys, following)
    if following in ("did", "does", "do", "has", "have", "had") or (
        following in ("is", "was") and len(keys) > 2 and keys[-1].endswith("ing")
    ):
        if any(_SAYING.match(key) for key in keys[1:]):
            return Expectation(_ALSO["speech"])
        if "mean" in keys or (keys[-2:] == ["stand", "for"]):
            return Expectation(("definition", "name", "thing"))
        if keys[-1:] == ["for"] or "cause" in keys:
            return Expectation(("reason", "thing"))
        if "cost" in keys:
            return Expectation(("money",))
    if following in (
        "cause",
        "caused",
        "causes",
        "prompted",
        "triggered",
        "led",
        "leads",
        "made",
        "motivated",
    ):
        return Expectation(("reason", "thing"))
    copula = following in ("is", "are", "was", "were", "s", "be") or words[at].text.casefold().endswith("s")
    start = at + 1 + (following in ("is", "are", "was", "were", "s"))
    plural_copula = following in ("are", "were")
    if len(keys) > 2 and following in _SORTS and keys[1] == "of":
        start += 2
    run = _noun_run(words, start, determiners=copula)
    if not run or words[run[0]].key in ("happened", "happens", "else", "about"):
        return Expectation()
    known = [i for i in run if _kind_of(words[i].key) is not None]
    head = known[-1] if known else run[-1]
    ended = run[-1] + 1 == len(words)
    if plural_copula and words[start].key == "the" and len(run) > 0 and not known:
        return _headed(words, head, plural=True)
    if copula and asking == "what" and ended and not known and "'s" not in words[run[-1] - 1].key:
        return Expectation(
            _ALSO["definition"], words[run[-1]].text, (words[run[-1]].start, words[run[-1]].end)
        )
    if copula and not known and not plural_copula:
        return Expectation(("thing",), words[head].text, (words[head].start, words[head].end))
    if following in _AUXILIARIES and not copula:
        return Expectation()
    return _headed(words, head, plural=True if plural_copula else None, default=("name", "thing"))


def _how(rest: list[_Word], keys: list[str], following: str) -> Expectation:
    focus = rest[1] if following in ("many", "much", "few") and len(rest) > 1 else None
    if focus is not None and focus.key in _AUXILIARIES | _STOPS_RUN:
        focus = None
    span = None if focus is None else (focus.start, focus.end)
    text = None if focus is None else focus.text
    if following == "many" and focus is not None and focus.key in _DURATIONS:
        return Expectation(("duration", "number"), text, span)
    if following == "much" and (not _COSTING.isdisjoint(keys)):
        return Expectation(("money",), text, span)
    if following == "much" and focus is not None and focus.key == "time":
        return Expectation(("duration",), text, span)
    if following == "many" and "percent" in keys:
        return Expectation(("percent",), text, span)
    return Expectation(_HOW.get(following, _ALSO["manner"]), text, span)


def _noun_run(words: list[_Word], start: int, *, determiners: bool) -> list[int]:
    """Places of the words of the noun phrase that begins at `start`: up to a preposition, a verb, an article."""
    run: list[int] = []
    for i in range(start, min(len(words), start + 7)):
        key = words[i].key
        if key in _DETERMINERS and key != "that":
            if run or not determiners:
                break
            continue
        if key in _STOPS_RUN or (run and words[i].after_comma):
            if run or key not in _PREPOSITIONS:
                break
            continue
        if run and key.endswith("ed") and key not in HEADS:
            break
        run.append(i)
    return run


def _asked_indonesian(words: list[_Word]) -> int | None:
    best, most = None, 0.0
    for i, word in enumerate(words):
        if word.key not in _INDONESIAN:
            continue
        points = 1.0 + 2 * (i <= 1) + (i == len(words) - 1) + 2 * (word.key not in ("apa", "mana", "dimana"))
        if best is None or points > most:
            best, most = i, points
    return best


def _indonesian(words: list[_Word], at: int) -> Expectation:
    asking = words[at].key
    before = words[at - 1].key if at else ""
    after = [word.key for word in words[at + 1 :]]
    following = after[0] if after else ""
    plural = following == "saja" or "saja" in after[:4] or "beberapa" in after or "para" in after[:3]
    if asking == "siapa":
        return Expectation(("person", "list", "organisation") if plural else _ALSO["person"], plural=plural)
    if asking in ("kapan", "bilamana"):
        return Expectation(_ALSO["date"])
    if asking in ("mengapa", "kenapa"):
        return Expectation(("reason",))
    if asking == "bagaimana":
        speech = following in HEADS and HEADS[following] == "speech"
        return Expectation(_ALSO["speech" if speech else "manner"])
    if asking == "berapa":
        return _berapa(words, at)
    if asking in ("dimana", "kemana", "darimana"):
        return Expectation(_ALSO["place"], plural=plural)
    if asking == "mana":
        if before in ("di", "ke", "dari"):
            return Expectation(_ALSO["place"], plural=plural)
        return _before(words, at, plural=plural or None)
    return _apa(words, at, before, after, plural)


def _before(words: list[_Word], at: int, *, plural: bool | None) -> Expectation:
    """What the noun phrase that ends before `at` asks for ("negara apa", "makanan khas apa")."""
    run: list[int] = []
    for i in range(at - 1, max(-1, at - 4), -1):
        if words[i].key in _LINKS_ID:
            break
        run.append(i)
    known = [i for i in run if _kind_of(words[i].key) is not None]
    if not run:
        return Expectation(plural=bool(plural))
    if not known and words[run[0]].key.startswith(("me", "di", "ber", "ter")) and len(words[run[0]].key) > 5:
        return Expectation(plural=bool(plural))
    return _headed(words, known[0] if known else run[0], plural=plural, default=("name", "thing"))


def _apa(words: list[_Word], at: int, before: str, after: list[str], plural: bool) -> Expectation:
    keys = [word.key for word in words]
    following = after[0] if after else ""
    if before in ("untuk", "karena", "demi", "akibat", "sebab"):
        return Expectation(("reason", "thing"))
    if (
        "dimaksud" in after[:3]
        or following == "itu"
        or (after[-1:] == ["itu"] and len(after) == 2 and not at)
    ):
        return Expectation(_ALSO["definition"])
    if at and before not in _LINKS_ID and (at == 1 or words[at - 1].text.islower()):
        return _before(words, at, plural=plural or None)
    if following == "yang" and len(after) > 1:
        if after[1].startswith(("menyebab", "sebab", "mendorong", "memicu", "membuat", "mengakibat")):
            return Expectation(("reason", "thing"))
        if any(_SAYING.match(key) for key in after[1:3]):
            return Expectation(_ALSO["speech"], plural=plural)
        return Expectation(("list", "thing") if plural else ("thing",), plural=plural)
    nouns = [i for i in range(at + 1, min(len(words), at + 3)) if keys[i] not in ("saja", "nama")]
    if following == "nama" or (nouns and _kind_of(keys[nouns[0]]) is not None):
        focus = at + 1 if following == "nama" else nouns[0]
        if following == "nama" and nouns:
            kind = _kind_of(keys[nouns[0]])
            if kind in ("person", "organisation", "place"):
                return _headed(words, nouns[0], plural=plural or None)
        return _headed(words, focus, plural=plural or None)
    if words[at].text.casefold().endswith("kah") and at == 0 and not plural:
        named = "yang" in after or after[-1:] == ["itu"]
        return Expectation(("thing", "boolean") if named else _ALSO["boolean"])
    if not nouns:
        return Expectation(("list", "thing") if plural else ("thing",), plural=plural)
    word = words[nouns[0]]
    if plural:
        return _headed(words, nouns[0], plural=True, default=("thing",))
    return Expectation(("thing",), word.text, (word.start, word.end))


def _berapa(words: list[_Word], at: int) -> Expectation:
    keys = [_bare(word.key) for word in words]
    before = keys[at - 1] if at else ""
    following = keys[at + 1] if at + 1 < len(words) else ""

    def of(place: int, *kinds: Kind) -> Expectation:
        word = words[place]
        return Expectation(kinds, word.text, (word.start, word.end))

    if before in HEADS and HEADS[before] in ("date", "time"):
        return of(at - 1, *_ALSO[HEADS[before]])
    if following in _DURATIONS or following in ("lama", "lamanya"):
        return of(at + 1, "duration", "number")
    for kind in ("percent", "money", "duration", "number"):
        near = [i for i, key in enumerate(keys) if key in HEADS and HEADS[key] == kind and abs(i - at) <= 2]
        if near:
            return of(near[0], *_ALSO.get(kind, (kind,)))
    wide = [
        i
        for i, key in enumerate(keys)
        if key in ("harga", "biaya", "tarif", "gaji", "ongkos", "kekayaan", "rupiah")
    ]
    if wide:
        return of(wide[0], "money")
    if following in HEADS and HEADS[following] in ("date", "time"):
        return of(at + 1, *_ALSO[HEADS[following]])
    return of(at + 1, "number", "percent") if following else Expectation(_ALSO["number"])


def _without_question_word(words: list[_Word]) -> Expectation:
    """A command ("Sebutkan ...") or a telegram ("price of coffee?"): the first noun that tells a kind."""
    command = words[0].key in _COMMANDS and len(words) > 1
    start = 1 if command else 0
    run = [
        i
        for i in range(start, min(len(words), start + 5))
        if words[i].key not in _DETERMINERS | _LINKS_ID | _COUNTS
    ]
    for i in run:
        if i > start and words[i - 1].key in _PREPOSITIONS:
            break
        if command and any(words[j].key in _COUNTS for j in range(1, i)):
            break
        if _kind_of(words[i].key) is not None and (command or not words[i].text[0].isupper() or i == 0):
            return _headed(words, i)
    if command and run:
        counted = any(words[i].key in _COUNTS for i in range(1, run[0]))
        return _headed(words, run[0], plural=True if counted else None, default=("name", "thing"))
    return Expectation()
