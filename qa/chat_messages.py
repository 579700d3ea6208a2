"""How is the chat worded, in each language it speaks?

One entry a message, `{placeholders}` filled by `say`. English stands in for every language that is not here.
"""

from __future__ import annotations

from typing import Final

__all__ = ["LANGUAGES", "MESSAGES", "language_name", "say", "signal_name"]

MESSAGES: Final[dict[str, dict[str, str]]] = {
    "en": {
        # greeting
        "greeting.one": "{title} ({sentences} sentences, {language})",
        "greeting.many": "{documents} documents, {sentences} sentences ({language})",
        "greeting.how": "Ask in English or Indonesian. /help lists the commands; Ctrl-D leaves.",
        # while waiting
        "wait.search": "searching … (Ctrl-C cancels)",
        "wait.load": "reading …",
        "cancelled": "cancelled",
        "leave.hint": "Ctrl-D leaves.",
        "history.off": "qa: this session's questions are not kept: {path}: {problem}",
        "failed": "qa: that question failed ({problem}); the next one can still work",
        # commands
        "help.help": "this list",
        "help.why": "why quote N stands where it stands: words, translations, signals",
        "help.quote": "quote N in its paragraph; N alone does too",
        "help.more": "the next quotes",
        "help.sources": "what is loaded",
        "help.top": "show N quotes an answer",
        "help.plain": "ask the last question as typed, without what came before",
        "help.quit": "leave (also Ctrl-D)",
        "help.ask": "Anything else is a question.",
        "command.unknown": "There is no command {name}.",
        "command.suggest": "There is no command {name}. Did you mean {nearest}?",
        "command.no_argument": "{name} takes nothing after it.",
        "command.number": "{name} takes a number from {low} to {high}, not {given!r}.",
        "ask.first": "Ask something first.",
        "quote.none": "The last answer has no quotes.",
        "quote.absent": "There is no quote {number}; the last answer shows 1 to {last}.",
        "quote.only": "There is no quote {number}; the last answer shows one.",
        "more.end": "That was everything.",
        "top.is": "Quotes an answer: {top}.",
        "top.set": "Quotes an answer from now on: {top}.",
        # a follow-up
        "understood": "understood as: {question}  (/plain: as typed)",
        "plain.already": "It was asked as typed.",
        # /why
        "why.head": "Why quote {rank}",
        "why.understood": "asked as: {question}",
        "why.line": "line {line}",
        "why.score": "score {score}",
        "why.confidence": "confidence {confidence}",
        "why.word": "question word",
        "why.matched": "in the quote",
        "why.weight": "weight",
        "why.same": "same word",
        "why.unmatched": "–",
        "why.signal": "signal",
        "why.value": "value",
        "why.adds": "adds",
        "why.rest": "{count} smaller ones together",
        "why.no_words": "No word of the question carries content.",
        "why.absent": "no partner anywhere: {words}",
        # /sources
        "source.title": "title",
        "source.author": "author",
        "source.outlet": "outlet",
        "source.published": "published",
        "source.language": "language",
        "source.size": "size",
        "source.sentences": "{sentences} sentences, {lines} lines",
        "source.rest": "… and {count} more",
    },
    "id": {
        "greeting.one": "{title} ({sentences} kalimat, {language})",
        "greeting.many": "{documents} dokumen, {sentences} kalimat ({language})",
        "greeting.how": "Tanyakan dalam bahasa Indonesia atau Inggris. /help: perintah; Ctrl-D: keluar.",
        "wait.search": "mencari … (Ctrl-C membatalkan)",
        "wait.load": "membaca …",
        "cancelled": "dibatalkan",
        "leave.hint": "Ctrl-D untuk keluar.",
        "history.off": "qa: pertanyaan sesi ini tidak disimpan: {path}: {problem}",
        "failed": "qa: pertanyaan itu gagal ({problem}); pertanyaan berikutnya masih bisa dijawab",
        "help.help": "daftar ini",
        "help.why": "mengapa kutipan N di urutan itu: kata, terjemahan, sinyal",
        "help.quote": "kutipan N dalam paragrafnya; cukup ketik N",
        "help.more": "kutipan berikutnya",
        "help.sources": "apa saja yang dimuat",
        "help.top": "tampilkan N kutipan per jawaban",
        "help.plain": "ajukan pertanyaan terakhir apa adanya, lepas dari yang sebelumnya",
        "help.quit": "keluar (juga Ctrl-D)",
        "help.ask": "Selain itu dianggap pertanyaan.",
        "command.unknown": "Tidak ada perintah {name}.",
        "command.suggest": "Tidak ada perintah {name}. Maksudnya {nearest}?",
        "command.no_argument": "{name} tidak memakai tambahan apa pun.",
        "command.number": "{name} memerlukan angka {low} sampai {high}, bukan {given!r}.",
        "ask.first": "Ajukan pertanyaan dahulu.",
        "quote.none": "Jawaban terakhir tidak memuat kutipan.",
        "quote.absent": "Tidak ada kutipan {number}; jawaban terakhir menampilkan 1 sampai {last}.",
        "quote.only": "Tidak ada kutipan {number}; jawaban terakhir menampilkan satu.",
        "more.end": "Itu sudah semuanya.",
        "top.is": "Kutipan per jawaban: {top}.",
        "top.set": "Kutipan per jawaban mulai sekarang: {top}.",
        "understood": "dipahami sebagai: {question}  (/plain: apa adanya)",
        "plain.already": "Pertanyaan itu sudah diajukan apa adanya.",
        "why.head": "Mengapa kutipan {rank}",
        "why.understood": "dipahami sebagai: {question}",
        "why.line": "baris {line}",
        "why.score": "skor {score}",
        "why.confidence": "keyakinan {confidence}",
        "why.word": "kata pertanyaan",
        "why.matched": "dalam kutipan",
        "why.weight": "bobot",
        "why.same": "kata yang sama",
        "why.unmatched": "–",
        "why.signal": "sinyal",
        "why.value": "nilai",
        "why.adds": "menambah",
        "why.rest": "{count} lainnya yang lebih kecil",
        "why.no_words": "Tidak ada kata bermakna dalam pertanyaan.",
        "why.absent": "tanpa padanan di mana pun: {words}",
        "source.title": "judul",
        "source.author": "penulis",
        "source.outlet": "media",
        "source.published": "terbit",
        "source.language": "bahasa",
        "source.size": "ukuran",
        "source.sentences": "{sentences} kalimat, {lines} baris",
        "source.rest": "… dan {count} lagi",
    },
}

LANGUAGES: Final = tuple(MESSAGES)

_LANGUAGE_NAMES: Final[dict[str, dict[str, str]]] = {
    "en": {
        "en": "English",
        "id": "Indonesian",
        "ms": "Malay",
        "de": "German",
        "es": "Spanish",
        "fr": "French",
    },
    "id": {
        "en": "Inggris",
        "id": "Indonesia",
        "ms": "Melayu",
        "de": "Jerman",
        "es": "Spanyol",
        "fr": "Prancis",
    },
}

# A signal is called by what it measures and, after a dot, how: "dense.lead". One without a name here is shown
# as the ranker calls it.
_MEASURES: Final[dict[str, dict[str, str]]] = {
    "en": {
        "counted": "only says how many",
        "introduction": "only announces",
        "list": "lists items",
        "outside": "outside the text proper",
        "standing": "its article among the others",
        "part": "best for a part of the question",
        "quoted": "what was quoted before",
        "reader": "what the reader says of it",
        "unread": "not among what was read",
        "absent": "question words without partner",
        "announcing": "announces what follows",
        "caption": "caption, byline or date",
        "cover": "question words met",
        "dense": "meaning of the sentence",
        "first": "opens the article",
        "focus": "thing asked for is named",
        "headline": "headline",
        "kind": "kind of answer asked for",
        "none": "asked-for kind missing",
        "latent": "meaning of the words",
        "length": "length",
        "names": "names and numbers met",
        "numbers": "numbers met",
        "position": "place in the article",
        "question": "is a question itself",
        "quotation": "quotation marks",
        "short": "very short",
        "speech": "somebody speaks",
        "translation": "words and translations",
        "weakest": "question word met least",
        "word": "same words",
    },
    "id": {
        "counted": "hanya menyebut jumlah",
        "introduction": "hanya pengantar",
        "list": "memuat daftar",
        "outside": "di luar isi artikel",
        "standing": "artikelnya di antara yang lain",
        "part": "terbaik untuk satu bagian pertanyaan",
        "quoted": "yang dikutip sebelumnya",
        "reader": "kata pembaca tentangnya",
        "unread": "tidak termasuk yang dibaca",
        "absent": "kata pertanyaan tanpa padanan",
        "announcing": "mengantar kalimat berikutnya",
        "caption": "keterangan foto, penulis, atau tanggal",
        "cover": "kata pertanyaan yang terpenuhi",
        "dense": "makna kalimat",
        "first": "pembuka artikel",
        "focus": "yang ditanyakan disebut",
        "headline": "judul",
        "kind": "jenis jawaban yang dicari",
        "none": "jenis yang dicari tidak ada",
        "latent": "makna kata-kata",
        "length": "panjang",
        "names": "nama dan angka yang terpenuhi",
        "numbers": "angka yang terpenuhi",
        "position": "letak dalam artikel",
        "question": "berupa pertanyaan",
        "quotation": "tanda kutip",
        "short": "sangat pendek",
        "speech": "ada yang berbicara",
        "translation": "kata dan terjemahan",
        "weakest": "kata pertanyaan yang paling lemah",
        "word": "kata yang sama",
    },
}

_MODIFIERS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "asked": "asked for",
        "focus": "of what is asked for",
        "free": "where words differ",
        "measure": "date or amount",
        "rare": "rare in the article",
        "wide": "in the passage",
        "after": "next sentence",
        "around": "with neighbours",
        "before": "sentence before",
        "context": "with headline",
        "count": "how many",
        "cross": "across languages",
        "document": "whole article",
        "lead": "ahead of the rest",
        "none": "missing",
        "question": "question",
        "sentence": "sentence",
        "z": "within the article",
    },
    "id": {
        "asked": "yang diminta",
        "focus": "tentang yang ditanyakan",
        "free": "saat kata berbeda",
        "measure": "tanggal atau jumlah",
        "rare": "jarang di artikel",
        "wide": "dalam bagian itu",
        "after": "kalimat sesudahnya",
        "around": "bersama tetangganya",
        "before": "kalimat sebelumnya",
        "context": "bersama judul",
        "count": "berapa banyak",
        "cross": "antarbahasa",
        "document": "seluruh artikel",
        "lead": "di depan yang lain",
        "none": "tidak ada",
        "question": "pertanyaan",
        "sentence": "kalimat",
        "z": "di dalam artikel",
    },
}


def say(key: str, language: str, /, **values: object) -> str:
    """The message `key` in `language` (English where that is not spoken), its placeholders filled."""
    return MESSAGES.get(language, MESSAGES["en"])[key].format(**values)


def language_name(code: str, language: str, /) -> str:
    """The name of ISO 639-1 `code` in `language`, or the code itself where it has no name here."""
    return _LANGUAGE_NAMES.get(language, _LANGUAGE_NAMES["en"]).get(code, code)


def signal_name(name: str, language: str, /) -> str:
    """What ranking signal `name` is called in `language`, or the name itself where any part has none."""
    measures, modifiers = (names.get(language, names["en"]) for names in (_MEASURES, _MODIFIERS))
    kind, _, asked = name.partition(":")
    measure, _, modifier = kind.partition(".")
    if measure not in measures or (modifier and modifier not in modifiers):
        return name
    details = [*([modifiers[modifier]] if modifier else []), *([asked] if asked else [])]
    return f"{measures[measure]} ({', '.join(details)})" if details else measures[measure]
