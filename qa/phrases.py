"""Which people, things and places does a question name, and with which words?

Noun phrases by the order of words alone: English ones begin after a determiner, a preposition or an
auxiliary and end before the verb; Indonesian ones are runs of words between particles and derived verbs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from index.asking import AUXILIARIES, DETERMINERS, ENGLISH, INDONESIAN, LINKS_ID, PREPOSITIONS
from index.evidence import held
from index.expecting import Word, is_plural, kind_of, words_of
from index.stopwords import stopwords

__all__ = [
    "ASKING",
    "PEOPLE",
    "TIME",
    "Phrase",
    "Role",
    "as_set",
    "empty",
    "is_person",
    "is_time",
    "is_verb",
    "is_verbal",
    "named_roles",
    "phrases",
]

Role = Literal["person", "thing", "place"]


def as_set(words: str) -> frozenset[str]:
    """The words of a closed class, written with blanks between them."""
    return frozenset(words.split())


ASKING = ENGLISH | INDONESIAN
TIME = re.compile(
    r"(?:\b(?:in|on|by|since|during|pada|tahun|sejak)\s+)*\b(?:(?:1[5-9]|20)\d\d"
    r"|(?:last|this|next|the previous) (?:year|month|week|season|quarter|time|spring|summer|autumn|winter|night)"
    r"|today|yesterday|tomorrow|now|kemarin|besok|sekarang"
    r"|(?:tahun|bulan|pekan|minggu|musim|malam|hari) (?:lalu|ini|depan|kemarin|sebelumnya|sesudahnya))\b",
    re.IGNORECASE,
)
_ARTICLES = DETERMINERS - {"that", "all", "some", "any"}
_SUBJECTS = as_set("he she it they we you i who")
_BE = as_set("is are was were be been isn't aren't wasn't weren't")
_PARTICIPLES = as_set(
    "built made held found sold bought won paid seen known done said told sent left lost set put cut hit shot"
    " taken given born led fed kept brought caught taught thought spent lent hung read become begun sung"
    " came went grew fell rose took gave wrote drew flew ran spoke broke chose drove died lives live"
)
# Behind an auxiliary or "to" these are verbs, whatever follows: "what will passengers spend six euros on".
_BASE_VERBS = as_set(
    "be become begin bring buy build catch choose come decide do draw eat find get give go have hear hold keep know"
    " lead learn leave let live lose make mean meet open pay put read run say see sell send set show sing sit sleep"
    " speak spend stand stay take teach tell think throw use want wear win write happen arrive appear believe carry"
    " accept agree allow ask become belong call close collect cost create cut deliver earn employ expect explain"
    " fall feel fight fly follow grow help hire include introduce join kill last like"
    " move need offer own oppose play prefer produce promise protect provide reach receive refuse reject remain"
    " remember remove rent replace resign return save seem serve share start stop suffer support survive try wait"
    " walk work"
)
_DONE_ID = re.compile(r"(?!pe|ke|sedang|melain|bukan)\w{4,}kan")  # "yang ia katakan", but "pendidikan"
_VERB_ID = re.compile(r"(?:meng|meny|mem|men|di|ber|ter|me(?=[lrwy]))\w{3,}")
_MOST_ID = re.compile(
    r"ter(?:besar|kecil|tua|muda|tinggi|rendah|panjang|pendek|luas|lebar|dalam|kaya|miskin|baik|buruk|cepat|lambat|lama"
    r"|baru|dekat|jauh|mahal|murah|banyak|sedikit|penting|parah|berat|ringan|kuat|ramai|populer|hebat|sulit)"
)
_BARE_VERBS_ID = as_set(
    "kata ujar tutur buka tutup mulai pergi datang tiba lahir mundur naik turun tinggal hadir ikut jadi jatuh"
    " pindah pulang masuk keluar selesai tewas mati punya tahu mau lulus menang kalah gagal terjadi"
    " kembali resmi langsung segera secara bersama singgah beli jual bayar minta terima kirim bawa pakai ambil cari"
    " lihat dengar pilih makan minum tidur duduk laku takut rugi kena main kerja janji daftar dapat berhenti telat"
    " sebut bilang setuju menolak suka ganti tambah kurang protes demo mogok kabur lari hilang rusak roboh runtuh"
    " bocor batal sembuh tumbuh bangkrut pensiun tampil molor butuh perlu jawab tahan sampai"
)
_RELATIONS_ID = as_set("bawah atas dalam luar tengah")  # "kereta bawah tanah"
_POINTING_ID = as_set("itu ini tersebut")  # "sekolah terapung itu": which, not what happened to it
_SAID_ID = as_set("kata ujar tutur ucap menurut")  # before whoever speaks
_NOT_NAMES = as_set(
    "terus trus lalu dulu dahulu sekarang tadi kemarin besok today yesterday now once ashore aboard"
    " abroad overseas online nggak enggak ngga gak ga kagak ndak"
)
_DEGREES = as_set("so how too very as quite")
# People of whom questions speak beside those whose kind `index.asking` tells.
PEOPLE = as_set(
    "guy lady referee writer mate grandmother grandfather neighbour neighbor farmer driver fisherman"
    " worker worker's resident passenger refugee expert supporter sopir pengungsi nelayan petani wakil juri wasit"
    " pengamat peneliti pakar analis pengganti"
    " nenek kakek tetangga penumpang ahli pendukung pedagang pembeli pengusaha peserta suporter siswi"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """`question[start:end]` (characters, 0-based, end-exclusive) names something. `head` is the folded noun
    that says of what kind, `roles` are what it can be; `name` if it has a proper name in it."""

    start: int
    end: int
    text: str
    head: str
    roles: frozenset[Role]
    name: bool
    plural: bool


@cache
def _stops() -> frozenset[str]:
    return stopwords("en") | stopwords("id") | AUXILIARIES | PREPOSITIONS | LINKS_ID | ASKING


def empty(word: Word) -> bool:
    """Does the word carry no content of its own, in English or Indonesian?"""
    key = word.key
    if key in _NOT_NAMES:
        return True
    if key in _stops() or key.replace("'", "") in _stops():
        # "Will", "May" and "Sang" inside a sentence are names.
        return not (word.start and word.text[0].isupper() and key not in ASKING)
    return False


def is_person(key: str) -> bool:
    """Does the folded noun say that somebody is a person, or that several are?"""
    forms = (key, key.removesuffix("s"), f"{key.removesuffix('men')}man" if key.endswith("men") else key)
    return any(form in PEOPLE or kind_of(form) == "person" for form in forms)


def is_verb(word: Word) -> bool:
    """Is it an Indonesian verb, by its form, or an adverb beside one? Names and nouns that tell a kind are not."""
    key = word.key
    if word.text[0].isupper() or kind_of(key) is not None:
        return False
    formed = len(key) > 5 and _VERB_ID.fullmatch(key) is not None and not _MOST_ID.fullmatch(key)
    return formed or key in _BARE_VERBS_ID or _DONE_ID.fullmatch(key) is not None


def is_time(text: str) -> bool:
    """Does it name a time by the calendar or from today, and nothing else?"""
    return TIME.fullmatch(text.strip(" \t\n.,;:!?")) is not None


def phrases(question: str, language: str) -> list[Phrase]:
    """What `question` names, in order; [] where it names nothing. `language` is ISO 639-1."""
    words = words_of(question)
    runs = _runs_id(words) if language in ("id", "ms") else _runs_en(words)
    found = [
        _phrase(question, words[first : last + 1], language)
        for first, last in runs
        if not (first == last and first and words[first - 1].key in _DEGREES)  # "so long", "how far"
    ]
    return [phrase for phrase in found if any(map(str.isalpha, phrase.text))]


def named_roles(text: str, language: str) -> frozenset[Role]:
    """What a proper name in `text` can be called by: he or she, it, there."""
    weights: dict[str, float] = {}
    for span in held(text, language):
        weights[span.kind] = max(span.weight, weights.get(span.kind, 0.0))
    person, place = weights.get("person", 0.0), weights.get("place", 0.0)
    organisation = weights.get("organisation", 0.0)
    roles: set[Role] = set()
    if person >= 0.25 and place < 0.9:
        roles.add("person")
    if person < 0.9 or organisation > person:
        roles.add("thing")
    if place >= 0.25 and person < 0.9 and organisation < 0.9:
        roles.add("place")
    return frozenset(roles or {"thing"})


def _phrase(question: str, run: list[Word], language: str) -> Phrase:
    start, end = run[0].start, run[-1].end
    text = question[start:end]
    nouns = [word for word in run if word.key not in _ARTICLES] or run
    cut = next((i for i, word in enumerate(nouns) if i and word.key in PREPOSITIONS), len(nouns))
    head = nouns[0] if language in ("id", "ms") else nouns[:cut][-1]
    capital = [word.text[0].isupper() for word in nouns]
    titled = [word for word in nouns[:cut] if is_person(word.key)]
    kind = kind_of(head.key)
    roles: frozenset[Role]
    if titled and (is_person(head.key) or any(capital)):
        roles = frozenset({"person"})
    elif kind == "place" or kind == "organisation":
        roles = frozenset({"thing", "place"})
    elif any(capital) and (all(capital) or head.text[0].isupper()):
        roles = named_roles(f"- {text}", language)
    else:
        roles = frozenset({"thing", "place"})
    several = head.key.endswith("men") and is_person(head.key)  # fishermen
    plural = (is_plural(head.key) or several) and not head.text[0].isupper()
    return Phrase(start, end, text, head.key, roles, any(capital), plural)


def _runs_id(words: list[Word]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    first: int | None = None
    for i, word in enumerate(words):
        within = (
            first is not None and word.key in _RELATIONS_ID and i + 1 < len(words) and not empty(words[i + 1])
        )
        pointed = i + 1 < len(words) and words[i + 1].key in _POINTING_ID and word.key.startswith("ter")
        ends = (
            (empty(word) and not within)
            or (is_verb(word) and not (first is not None and pointed))
            or word.key in _SAID_ID
            or (word.key.endswith("kah") and i == 0)
        )
        if first is not None and (ends or word.after_comma):
            runs.append((first, i - 1))
            first = None
        if first is None and not ends:
            first = i
    if first is not None:
        runs.append((first, len(words) - 1))
    return runs


def _runs_en(words: list[Word]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    verbs = _base_verbs(words)
    i = 0
    while i < len(words):
        if i in verbs or (empty(words[i]) and words[i].key not in _ARTICLES):
            i += 1
            continue
        first = i
        if words[i].key in _ARTICLES:
            i += 1
        last = i - 1
        while (
            i < len(words)
            and i not in verbs
            and not empty(words[i])
            and not (words[i].after_comma and i > first)
        ):
            last, i = i, i + 1
        if last < first or words[last].key in _ARTICLES:
            continue
        run = (first, last) if i in verbs else _without_verbs(words, first, last)
        if run is None:
            continue
        first, last = run
        if runs and words[first - 1].key == "of" and runs[-1][1] == first - 2:
            runs[-1] = (runs[-1][0], last)  # "the minister of trade"
        else:
            runs.append((first, last))
    return runs


def _base_verbs(words: list[Word]) -> set[int]:
    """The places of the verbs that an auxiliary or "to" asks for: one behind each."""
    found: set[int] = set()
    asked = False
    for i, word in enumerate(words):
        if word.key == "to" or (word.key in AUXILIARIES and word.key not in _BE):
            asked = True
        elif asked and word.key in _BASE_VERBS and word.text.islower():
            if i + 1 < len(words) and words[i - 1].key in _ARTICLES:
                continue  # "the use", "a show"
            found.add(i)
            asked = False
    return found


def _without_verbs(words: list[Word], first: int, last: int) -> tuple[int, int] | None:
    """The noun phrase in a run of content words; None where the run is a verb."""
    before = words[first - 1].key if first else ""
    determined = words[first].key in _ARTICLES
    if before == "how" and first == last:
        return None  # "how long", "how old"
    plain = not determined and words[first].text.islower()
    if plain and before in _SUBJECTS:
        if first == last:
            return None  # "did it take"
        first += 1
    elif plain and before == "to" and first < last and kind_of(words[first].key) is None:
        first += not is_plural(words[first].key)  # "to carry passengers"
    begin = first + determined
    if not determined and last - begin >= 1:
        # A verb before its object: "opened Kendari", after a question word or a subject.
        capital = next((i for i in range(begin, last + 1) if words[i].text[0].isupper() and i), None)
        if capital is not None and capital > begin and is_verbal(words[capital - 1].key):
            begin = first = capital
    capitals = [i for i in range(begin, last + 1) if words[i].text[0].isupper()]
    asked = before in AUXILIARIES and before not in _BE
    if asked:
        if last > begin:
            last -= 1
        elif not determined and not capitals:
            return None
    while last >= begin and not words[last].text[0].isupper() and is_verbal(words[last].key):
        last -= 1
    if last < begin:
        return None
    if capitals and capitals[-1] < last and not determined and capitals[0] == begin:
        last = capitals[-1]  # "Budi Santoso resign"
    if not determined and before in ENGLISH | {""} and not capitals:
        return (last, last) if last > begin else None if is_verbal(words[last].key) else (first, last)
    return first, last


def is_verbal(key: str) -> bool:
    """Has the folded word the form of an English verb in the past or in -ing?"""
    return key in _PARTICIPLES or (len(key) > 4 and key.endswith(("ed", "ing")) and kind_of(key) is None)
