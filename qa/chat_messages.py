"""How is the chat worded, in each language it speaks?

One entry a message, `{placeholders}` filled by `say`. English stands in for every language that is not here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

__all__ = ["LANGUAGES", "MESSAGES", "counted", "decimal", "enumerated", "language_name", "say"]

MESSAGES: Final[dict[str, dict[str, str]]] = {
    "en": {
        # how many
        "count.document.one": "{count} document",
        "count.document.many": "{count} documents",
        "count.sentence.one": "{count} sentence",
        "count.sentence.many": "{count} sentences",
        "count.line.one": "{count} line",
        "count.line.many": "{count} lines",
        "count.question.one": "{count} question",
        "count.question.many": "{count} questions",
        "count.other.one": "{count} more",
        "count.other.many": "{count} more",
        "and": "{first} and {last}",
        "time.milliseconds": "{time} ms",
        "time.seconds": "{time} s",
        # greeting
        "greeting.one": "{title} ({sentences}, {language})",
        "greeting.many": "{documents}, {sentences} ({language})",
        "documents.none": "Nothing is loaded; /load PATH reads documents.",
        "greeting.how": "Ask in English or Indonesian. /help lists the commands; Ctrl-D leaves.",
        # while waiting
        "wait.search": "searching … (Ctrl-C cancels)",
        "wait.load": "reading …",
        "wait.documents": "reading … (Ctrl-C cancels)",
        "cancelled": "cancelled",
        "leave.hint": "Ctrl-D leaves.",
        "history.off": "qa: this session's questions are not kept: {path}: {problem}",
        "failed": "qa: that question failed ({problem}); the next one can still work",
        "failed.command": "qa: {name} failed: {problem}",
        # commands
        "help.help": "this list",
        "help.why": "why quote N stands where it stands: words, translations, signals",
        "help.context": "quote N in its paragraph; N alone does too",
        "help.open": "the document of quote N at its line, in $EDITOR or a pager",
        "help.copy": "quote N with its source, to the clipboard",
        "help.more": "the next quotes",
        "help.sources": "the documents: title, author, date, size",
        "help.load": "read a file or folder, for this chat (of a table --column NAME)",
        "help.forget": "drop a document, for this chat",
        "help.info": "what is loaded and how it is asked",
        "help.export": "this chat with its sources, as .md, .json or .html",
        "help.clear": "forget this conversation and clear the screen",
        "help.lang": "the language kutip speaks: en, id, or auto: the question's",
        "help.set": "the settings; /set theme dark changes one",
        "help.top": "show N quotes an answer",
        "help.plain": "ask the last question as typed, without what came before",
        "help.quit": "leave (also Ctrl-D)",
        "help.ask": "Anything else is a question.",
        "command.unknown": "There is no command {name}.",
        "command.suggest": "There is no command {name}. Did you mean {nearest}?",
        "command.no_argument": "{name} takes nothing after it.",
        "command.number": "{name} takes a number from {low} to {high}, not {given!r}.",
        "command.argument": "Say what: {usage}",
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
        "source.sentences": "{sentences}, {lines}",
        "source.rest": "… and {count} more",
        # /info
        "info.program": "program",
        "info.loaded": "loaded",
        "info.place": "kept",
        "info.memory": "in memory",
        "info.engine": "searched by",
        "info.asked": "asked",
        "engine.words": "words",
        "engine.meaning": "meaning",
        "engine.reader": "reader",
        # /load and /forget
        "load.done": "Loaded {names}. Now {documents}, {sentences}.",
        "load.stored": "A chat does not change a stored index: qa-index add PATH --index {folder}",
        "load.option": "/load has no option {name}, only --column NAME.",
        "forget.done": "Forgot {name}. Now {documents}, {sentences}.",
        "forget.stored": "A chat does not change a stored index: qa-index remove NAME --index {folder}",
        "forget.unknown": "There is no document {name}; /sources lists them.",
        "forget.suggest": "There is no document {name}. Did you mean {nearest}?",
        # /open, /copy and /export
        "open.no_terminal": "/open needs a terminal that can show a page; /context shows the paragraph.",
        "open.failed": "{program} did not show it: {problem}",
        "copy.both": "Copied, for terminals with a clipboard; also in {path}",
        "copy.file": "Copied to {path}",
        "export.done": "Written: {path}",
        "export.exists": "{path} exists already; name another file.",
        "export.suffix": "The end of the name says what is written: {suffixes}, not {given!r}.",
        "transcript.title": "Questions and quotes",
        "transcript.nearest": "Nearest sentences, not answers:",
        "transcript.sources": "Sources",
        # /lang, /set and /clear
        "lang.auto": "kutip speaks the language of each question.",
        "lang.en": "kutip speaks English from now on.",
        "lang.id": "kutip berbahasa Indonesia mulai sekarang.",
        "set.name": "setting",
        "set.now": "now",
        "set.possible": "possible",
        "set.is": "{name}: {value}",
        "set.unknown": "There is no setting {name}, only {names}.",
        "set.suggest": "There is no setting {name}. Did you mean {nearest}?",
        "set.value": "{name} can be {values}, not {given!r}.",
        "set.no_reader": "The reader is not installed on this machine.",
        "clear.done": "The next question stands by itself.",
    },
    "id": {
        "count.document.one": "{count} dokumen",
        "count.document.many": "{count} dokumen",
        "count.sentence.one": "{count} kalimat",
        "count.sentence.many": "{count} kalimat",
        "count.line.one": "{count} baris",
        "count.line.many": "{count} baris",
        "count.question.one": "{count} pertanyaan",
        "count.question.many": "{count} pertanyaan",
        "count.other.one": "{count} lainnya",
        "count.other.many": "{count} lainnya",
        "and": "{first} dan {last}",
        "time.milliseconds": "{time} md",
        "time.seconds": "{time} dtk",
        "greeting.one": "{title} ({sentences}, {language})",
        "greeting.many": "{documents}, {sentences} ({language})",
        "documents.none": "Belum ada dokumen; /load PATH memuatnya.",
        "greeting.how": "Tanyakan dalam bahasa Indonesia atau Inggris. /help: perintah; Ctrl-D: keluar.",
        "wait.search": "mencari … (Ctrl-C membatalkan)",
        "wait.load": "membaca …",
        "wait.documents": "membaca … (Ctrl-C membatalkan)",
        "cancelled": "dibatalkan",
        "leave.hint": "Ctrl-D untuk keluar.",
        "history.off": "qa: pertanyaan sesi ini tidak disimpan: {path}: {problem}",
        "failed": "qa: pertanyaan itu gagal ({problem}); pertanyaan berikutnya masih bisa dijawab",
        "failed.command": "qa: {name} gagal: {problem}",
        "help.help": "daftar ini",
        "help.why": "mengapa kutipan N di urutan itu: kata, terjemahan, sinyal",
        "help.context": "kutipan N dalam paragrafnya; cukup ketik N",
        "help.open": "dokumen kutipan N di barisnya, dalam $EDITOR atau pager",
        "help.copy": "kutipan N dengan sumbernya, ke papan klip",
        "help.more": "kutipan berikutnya",
        "help.sources": "dokumennya: judul, penulis, tanggal, ukuran",
        "help.load": "muat berkas atau folder, untuk obrolan ini (tabel: --column NAME)",
        "help.forget": "lupakan satu dokumen, untuk obrolan ini",
        "help.info": "apa yang dimuat dan bagaimana dicari",
        "help.export": "obrolan ini dengan sumbernya: .md, .json, atau .html",
        "help.clear": "lupakan percakapan dan bersihkan layar",
        "help.lang": "bahasa kutip: en, id, atau auto: mengikuti pertanyaan",
        "help.set": "setelan; /set theme dark mengubah satu",
        "help.top": "tampilkan N kutipan per jawaban",
        "help.plain": "ajukan pertanyaan terakhir apa adanya, lepas dari yang sebelumnya",
        "help.quit": "keluar (juga Ctrl-D)",
        "help.ask": "Selain itu dianggap pertanyaan.",
        "command.unknown": "Tidak ada perintah {name}.",
        "command.suggest": "Tidak ada perintah {name}. Maksudnya {nearest}?",
        "command.no_argument": "{name} tidak memakai tambahan apa pun.",
        "command.number": "{name} memerlukan angka {low} sampai {high}, bukan {given!r}.",
        "command.argument": "Sebutkan: {usage}",
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
        "source.sentences": "{sentences}, {lines}",
        "source.rest": "… dan {count} lagi",
        "info.program": "program",
        "info.loaded": "dimuat",
        "info.place": "tersimpan",
        "info.memory": "di memori",
        "info.engine": "dicari lewat",
        "info.asked": "diajukan",
        "engine.words": "kata",
        "engine.meaning": "makna",
        "engine.reader": "pembaca",
        "load.done": "{names} dimuat. Kini ada {documents}, {sentences}.",
        "load.stored": "Indeks tersimpan tidak diubah dari sini: qa-index add PATH --index {folder}",
        "load.option": "/load tidak memiliki opsi {name}, hanya --column NAME.",
        "forget.done": "{name} dilupakan. Kini ada {documents}, {sentences}.",
        "forget.stored": "Indeks tersimpan tidak diubah dari sini: qa-index remove NAME --index {folder}",
        "forget.unknown": "Tidak ada dokumen {name}; lihat /sources.",
        "forget.suggest": "Tidak ada dokumen {name}. Maksudnya {nearest}?",
        "open.no_terminal": "/open perlu terminal yang bisa menampilkan halaman; pakai /context.",
        "open.failed": "{program} tidak menampilkannya: {problem}",
        "copy.both": "Disalin, bila terminal punya papan klip; juga di {path}",
        "copy.file": "Disalin ke {path}",
        "export.done": "Ditulis: {path}",
        "export.exists": "{path} sudah ada; pakai nama lain.",
        "export.suffix": "Akhiran nama menentukan bentuknya: {suffixes}, bukan {given!r}.",
        "transcript.title": "Pertanyaan dan kutipan",
        "transcript.nearest": "Kalimat terdekat, bukan jawaban:",
        "transcript.sources": "Sumber",
        "lang.auto": "kutip mengikuti bahasa setiap pertanyaan.",
        "lang.en": "kutip speaks English from now on.",
        "lang.id": "kutip berbahasa Indonesia mulai sekarang.",
        "set.name": "setelan",
        "set.now": "kini",
        "set.possible": "pilihan",
        "set.is": "{name}: {value}",
        "set.unknown": "Tidak ada setelan {name}, hanya {names}.",
        "set.suggest": "Tidak ada setelan {name}. Maksudnya {nearest}?",
        "set.value": "{name} bisa {values}, bukan {given!r}.",
        "set.no_reader": "Pembaca tidak terpasang di komputer ini.",
        "clear.done": "Pertanyaan berikutnya berdiri sendiri.",
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


def say(key: str, language: str, /, **values: object) -> str:
    """The message `key` in `language` (English where that is not spoken), its placeholders filled."""
    return MESSAGES.get(language, MESSAGES["en"])[key].format(**values)


def language_name(code: str, language: str, /) -> str:
    """The name of ISO 639-1 `code` in `language`, or the code itself where it has no name here."""
    return _LANGUAGE_NAMES.get(language, _LANGUAGE_NAMES["en"]).get(code, code)


def decimal(value: float, language: str, /) -> str:
    """A number with one decimal: "1.2", in Indonesian "1,2"."""
    return f"{value:.1f}".replace(".", "," if language == "id" else ".")


def counted(noun: str, count: int, language: str, /) -> str:
    """`count` of a noun of the catalogue ("document", "sentence", ...): "1 document", "12,345 documents"."""
    number = "one" if count == 1 else "many"
    return say(
        f"count.{noun}.{number}", language, count=f"{count:,}".replace(",", "." if language == "id" else ",")
    )


def enumerated(items: Sequence[str], language: str, /, *, most: int) -> str:
    """ "a", "a and b", "a, b and 4 more": at most so many by name; "" for none."""
    named = list(items[:most])
    if left := len(items) - len(named):
        named.append(counted("other", left, language))
    if len(named) < 2:
        return "".join(named)
    return say("and", language, first=", ".join(named[:-1]), last=named[-1])
