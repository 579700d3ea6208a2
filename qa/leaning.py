"""Which word of a question leans on what was said before?

A pronoun whose antecedent stands in the same question leans on nothing, nor does the "it" and "there" of
"is it true that" and "is there", the "that" of a clause, or the "itu" after a noun of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from index.asking import AUXILIARIES, PREPOSITIONS, SAYING
from index.expecting import Word, kind_of
from qa.people import Gender, pronoun_gender
from qa.phrases import ASKING, Phrase, Role, as_set, empty, is_person, is_verb, is_verbal, phrases

__all__ = ["Form", "Leaning", "Want", "leaning"]

Form = Literal["plain", "possessive", "suffix", "there", "then", "noun", "done", "amount"]
Want = Literal["person", "group", "thing", "place", "time", "event", "any"]


@dataclass(frozen=True, slots=True)
class Leaning:
    """`text[start:end]` stands for something said before: for what (`want`), and in which `form`.

    `stem` is what stays of it: the noun before -nya, the preposition before "sana". `head` is the noun of a
    "noun" ("jembatan" in "jembatan itu"). "done" is a verb in -nya: "mainnya", the playing. "amount" is what is
    measured: "how much is that in dollars". `gender` is that of an English pronoun.
    """

    start: int
    end: int
    want: Want
    form: Form = "plain"
    stem: str = ""
    head: str = ""
    gender: Gender | None = None


_PERSON = as_set("he she him dia ia beliau he's she's")
_POSSESSIVE: dict[str, Want] = {
    "his": "person",
    "her": "person",
    "hers": "person",
    "their": "group",
    "its": "thing",
}
_GROUP = as_set("they them mereka they're")
_BE = as_set("is are was were be been being isn't aren't wasn't weren't")
_EVENTS = as_set("do did does done say said mean happen happened")
# What is decided or said to "that" is all that was told, no thing in it.
_TELLING = as_set(
    "decide decided announce announced agree agreed promise promised suggest suggested propose proposed explain"
    " explained claim claimed predict predicted know knew think thinks thought"
)
_REACTING = as_set("say says said think thinks thought react reacted respond responded reply replied")
_DUMMY_IT = re.compile(
    r"\b(?:(?:is|was|will|has|does|did|would|could)n?'?t? (?:it|there) (?:be |been )?"
    r"(?:true|possible|likely|rain\w*|snow\w*|raining|snowing|hot|cold|necessary|legal|safe|clear|known)\b"
    r"|(?:does|did|will|would)(?:n['’]t)? it (?:take(?!\W*$| to \w+\W*$)|cost [^?]*\bto|rain|snow|matter|seem|appear)\b"
    r"|(?:is|was) it (?:called (?:when|if)|(?!\w+ed\b)\w+ (?:to|when|if))\b"
    r"|(?:what|which) (?:time|day|date|year|month) (?:is|was) it\b|how far is it (?:to|from)\b"
    r"|it (?:is|was|takes|took|will|would|seems|appears|rains|snows)\b(?=.*\b(?:that|to|who)\b)"
    r"|\b(?:is|was) it [^?]*\b(?:that|who)\b)",
    re.IGNORECASE,
)
_BOUNDARIES = as_set(
    "and or that when while if because after before until since who which where dan atau bahwa ketika saat jika"
    " kalau karena setelah sebelum hingga sampai yang agar supaya"
)
_TIMES = as_set("saat waktu ketika hari tahun bulan pekan malam pagi")
_TIMES_EN = as_set("day night year month week morning evening time")
_VAGUE = as_set("hal kejadian peristiwa kasus masalah soal")
_PLACED = as_set("di ke dari")
# Words that end in -nya without pointing at anything, and nouns that only mark a question's own clause.
_FROZEN = as_set(
    "biasanya akhirnya misalnya sebenarnya sebaiknya seharusnya tampaknya rupanya agaknya kiranya hanya tanya bertanya"
    " punya umumnya khususnya sepertinya terutamanya selanjutnya sebelumnya sesudahnya setidaknya selamanya lamanya"
    " banyaknya pertanyaan tepatnya persisnya adanya ternyata nyata artinya maksudnya pokoknya mulanya awalnya"
    " semuanya tidaknya lainnya satunya pastinya kabarnya sesungguhnya"
)
_SPOKEN = as_set("kata ujar ucap tutur jelas ungkap terang menurut")
# What things have and people do not.
_MEASURES = as_set(
    "panjang tinggi lebar luas harga biaya tarif ongkos kapasitas isi bahan fungsi tujuan manfaat dampak penyebab"
    " sebab acara lokasi letak tiket nilai"
)
# What people have and things do not.
_OF_PERSONS = as_set(
    "istri suami anak ayah ibu kakak adik pacar gaji upah umur usia pekerjaan hobi kakek nenek orangtua keluarga"
    " rumah saran usul janji pengacara saudara wakil pengganti asisten pendamping"
)
_OBJECT = re.compile(r"me(?:m|n|ng|ny|l|r|w)\w{3,}")  # whose -nya is whom or what it is done to
_DEEDS = as_set("main mulai selesai berangkat kumpul daftar jual beli bayar buka tutup pindah bangun")
_MOST_OWN = 6  # content words beside the one that leans
_MOST_OWN_OF_SUFFIX = 4  # the same where it is one in -nya, which often only means "the"
_TO = as_set("oleh kepada dengan untuk bagi dari terhadap tentang pada buat soal mengenai guna demi")


def leaning(text: str, language: str, words: list[Word], *, after: int = 0) -> Leaning | None:
    """The first word of `text` from character `after` on that leans on an earlier question, or None; `words` are
    those of `text`.

    `language` (ISO 639-1) says how its noun phrases are found.
    """
    named = phrases(text, language)
    dummy = [match.span() for match in _DUMMY_IT.finditer(text)]
    for i, word in enumerate(words):
        found = _at(words, i, named) if word.start >= after else None
        if (
            found is None
            or _says_enough(words, found, after)
            or any(start <= word.start < end for start, end in dummy)
        ):
            continue
        return found
    return None


def _says_enough(words: list[Word], found: Leaning, after: int) -> bool:
    """Has the question so many words of its own that it is about something without what it leans on? Those before
    `after` do not count, they were put in."""
    most = _MOST_OWN_OF_SUFFIX if found.form == "suffix" else _MOST_OWN
    outside = (
        word for word in words if (after <= word.start and word.end <= found.start) or word.start >= found.end
    )
    return sum(not empty(word) for word in outside) > most


def _at(words: list[Word], i: int, named: list[Phrase]) -> Leaning | None:
    word = words[i]
    key = word.key
    before = words[i - 1].key if i else ""
    after = words[i + 1].key if i + 1 < len(words) else ""
    last = i + 1 == len(words)
    if key in _POSSESSIVE:
        # "her" as an object has no noun after it.
        owned = bool(after) and after not in PREPOSITIONS | AUXILIARIES
        want = _POSSESSIVE[key]
        if _resolved(words, i, named, want, possessive=owned):
            return None
        form: Form = "possessive" if owned else "plain"
        return Leaning(word.start, word.end, want, form, gender=pronoun_gender(key))
    if key in _PERSON or key in _GROUP or key == "it":
        if key in ("ia", "dia") and word.text.isupper() and len(words) > 1:
            return None  # an abbreviation
        want = "person" if key in _PERSON else "group" if key in _GROUP else "thing"
        if _resolved(words, i, named, want, possessive=False):
            return None
        pronoun, mark, joined = word.text.partition("'" if "'" in word.text else "’")
        if joined.casefold() == "re":
            return None  # "they're": no name has a short form of it
        end = word.end - len(mark + joined)
        if key == "it" and last and _all_told(words, i):
            want = "event"
        return Leaning(word.start, end, want, gender=pronoun_gender(pronoun))
    if key in ("there", "here"):
        return _there(words, i, named) if key == "there" else None
    if key in ("sana", "situ", "disana", "disitu", "kesana"):
        if any("place" in phrase.roles and phrase.end <= word.start and phrase.name for phrase in named):
            return None
        stem = {"disana": "di", "disitu": "di", "kesana": "ke"}.get(key, "")
        return Leaning(word.start, word.end, "place", "there", stem) if stem or before in _PLACED else None
    if key == "then" and last and i > 1 and "if" not in (w.key for w in words):
        return Leaning(word.start, word.end, "time", "then", "in")
    if key in ("that", "this"):
        if after in _TIMES_EN and i + 2 == len(words):
            return Leaning(word.start, words[i + 1].end, "time", "then", "in")
        if _demonstrative(words, i):
            mentioned = _resolved(words, i, named, "thing", possessive=False)
            return (
                None
                if mentioned
                else Leaning(
                    word.start,
                    word.end,
                    "event" if before in _EVENTS or (last and _all_told(words, i)) else "thing",
                    "plain" if last else "amount",
                )
            )
        return _noun(words, i, after=True) if key == "that" else None
    if key in ("itu", "tersebut", "tadi", "tsb"):
        return _itu(words, i, named)
    return _nya(words, i, named)


def _all_told(words: list[Word], i: int) -> bool:
    """Does the pronoun at `i` stand for all that was told: "who decided that?", "what did he say to it?"?"""
    before, earlier = (words[i - 1].key if i else ""), (words[i - 2].key if i > 1 else "")
    return before in _TELLING | {"against"} or (before in PREPOSITIONS and earlier in _REACTING)


def _demonstrative(words: list[Word], i: int) -> bool:
    """Does "that" stand by itself: at the end, or between an auxiliary and the last word?"""
    if not i:
        return False
    before = words[i - 1]
    if i + 1 == len(words):
        return before.key in _BE | _EVENTS or not empty(before) or before.key in PREPOSITIONS
    if before.key in ("do", "done") and i > 1 and words[i - 2].key not in ASKING:
        return False  # "do that dance"
    follows = words[i + 1].key
    measured = follows in ("in", "worth", "compared", "a", "per") and before.key in _BE
    return before.key in AUXILIARIES and (i + 2 == len(words) or measured)


def _there(words: list[Word], i: int, named: list[Phrase]) -> Leaning | None:
    word = words[i]
    before = words[i - 1].key if i else ""
    inside = i + 1 < len(words) and not (
        _is_noun(words[i - 1]) and not is_verbal(words[i - 1].key) and words[i + 1].key not in PREPOSITIONS
    )
    if i == 0 or inside or (before in _BE and (i != 2 or words[0].key not in ("who", "what"))):
        return None  # "there is", "how many are there in the lake"; but "what do people there eat"
    if any("place" in phrase.roles and phrase.end <= word.start and phrase.name for phrase in named):
        return None
    return Leaning(word.start, word.end, "place", "there", "in")


def _is_noun(word: Word) -> bool:
    return not empty(word) and not is_verb(word)


def _itu(words: list[Word], i: int, named: list[Phrase]) -> Leaning | None:
    word = words[i]
    before = words[i - 1] if i else None
    rest = words[i + 1 :]
    if before is None or before.key in ASKING:
        # "apa itu inflasi" asks what a word means.
        if (
            before is not None
            and any(not empty(w) and not is_verb(w) for w in rest)
            and before.key in ("apa", "siapa")
        ):
            return None
        if rest and rest[0].key == "berapa" and len(rest) > 1:
            return Leaning(word.start, word.end, "thing", "amount")  # "itu berapa dolar"
        happening = any(w.key in ("terjadi", "berlangsung") for w in rest)
        return Leaning(word.start, word.end, "event" if happening else "thing")
    if before.key in _TIMES:
        if any(
            p.end <= before.start and p.plural is False and any(c.isdigit() for c in p.text) for p in named
        ):
            return None
        return Leaning(before.start, word.end, "time", "then", "pada")
    if before.key in _VAGUE:
        return Leaning(before.start, word.end, "event")
    if is_verb(before) and not any(not empty(w) for w in rest):
        return (
            None
            if _resolved(words, i, named, "thing", possessive=False)
            else Leaning(word.start, word.end, "event")
        )
    if empty(before):
        return (
            Leaning(word.start, word.end, "thing")
            if before.key in _TO | {"dalam", "mengenai", "soal"}
            else None
        )
    return _noun(words, i, after=False)


def _noun(words: list[Word], i: int, *, after: bool) -> Leaning | None:
    """A noun with its demonstrative ("that bridge", "jembatan itu"), which an earlier question may name in full."""
    j = i + 1 if after else i - 1
    if not 0 <= j < len(words) or empty(words[j]) or is_verb(words[j]):
        return None
    if after and (i == 0 or SAYING.match(words[i - 1].key)):
        return None  # "say that prices": a clause
    if not after and j and not empty(words[j - 1]) and not is_verb(words[j - 1]):
        return None  # more than a noun: it says enough
    if any(word.key == words[j].key for word in words[: min(i, j)]):
        return None
    start, end = min(words[i].start, words[j].start), max(words[i].end, words[j].end)
    return Leaning(start, end, "any", "noun", head=words[j].key)


def _nya(words: list[Word], i: int, named: list[Phrase]) -> Leaning | None:
    word = words[i]
    key = word.key
    if not key.endswith("nya") or len(key) < 6 or key in _FROZEN or (word.text[0].isupper() and i):
        return None
    stem = word.text[:-3]
    following = words[i + 1] if i + 1 < len(words) else None
    if following is not None and _is_noun(following) and following.key not in _TO:
        return None  # "harganya tuna": whose stands after it
    if stem.casefold().startswith("se") and len(stem) > 5 and kind_of(stem.casefold()) is None:
        return None  # sebanyak-banyaknya, secepatnya
    spoken = stem.casefold() in _SPOKEN
    key = stem.casefold()
    want: Want = "person" if spoken or key in _OF_PERSONS else "any"
    if is_person(key) and key not in _OF_PERSONS:
        want = "thing"  # "dokternya", "ketuanya": of what was spoken of
    if key in _DEEDS:
        return Leaning(word.start, word.end, "thing", "done", stem)
    if stem.casefold() in _MEASURES or is_verb(Word(stem, stem.casefold(), 0, 0, False)):
        want = "thing"
    if following is not None and following.key in ("itu", "tersebut"):
        return None
    before = [phrase for phrase in named if phrase.end <= word.start]
    if any(not _OBJECT.fullmatch(key) or phrase.roles != {"person"} for phrase in before):
        return None  # but "kenapa Rina membukanya": a thing that is not Rina
    return Leaning(word.start, word.end, want, "suffix", stem)


def _resolved(words: list[Word], i: int, named: list[Phrase], want: Want, *, possessive: bool) -> bool:
    """Does the antecedent of the pronoun at `i` stand before it in the same question?

    An object does not refer to the subject of its own clause (principle B of binding theory, Chomsky 1981).
    """
    word = words[i]
    roles: frozenset[Role] = frozenset({"person"}) if want == "person" else frozenset({"thing", "place"})
    before = [phrase for phrase in named if phrase.end <= word.start]
    if want == "group":
        before = [phrase for phrase in before if phrase.plural or phrase.name or kind_of(phrase.head)]
    else:
        # A name may be anybody's: with one before it, a pronoun is not taken to look further back.
        before = [phrase for phrase in before if phrase.roles & roles or (phrase.name and want == "person")]
        if word.key == "it":
            before = [phrase for phrase in before if not phrase.plural]
    if i and words[i - 1].key == "of":
        before = [phrase for phrase in before if phrase.end < words[i - 1].start - 1]
    if not before:
        return False
    following = words[i + 1] if i + 1 < len(words) else None
    is_object = not possessive and (following is None or following.key in PREPOSITIONS | _TO)
    if not is_object or word.key in ("he", "she", "they"):
        return True
    between = {w.key for w in words if before[-1].end <= w.start < word.start}
    return len(before) > 1 or bool(between & _BOUNDARIES)
