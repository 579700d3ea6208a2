"""What is a ranking signal called, in each language the chat speaks?"""

from __future__ import annotations

from typing import Final

__all__ = ["signal_name"]

# A signal is called by what it measures and, after a dot, how: "dense.lead". One without a name here is shown
# as the ranker calls it.
_MEASURES: Final[dict[str, dict[str, str]]] = {
    "en": {
        "counted": "only says how many",
        "introduction": "only announces",
        "list": "lists items",
        "outside": "outside the text proper",
        "unmeasured": "no amount of the sort asked for",
        "speaker": "who says it",
        "holder": "a name beside the office asked for",
        "standing": "its article among the others",
        "part": "best for a part of the question",
        "quoted": "the conversation before",
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
        "gist": "words near the whole question",
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
        "unmeasured": "tanpa besaran yang ditanyakan",
        "speaker": "siapa yang mengatakannya",
        "holder": "nama di samping jabatan yang ditanyakan",
        "standing": "artikelnya di antara yang lain",
        "part": "terbaik untuk satu bagian pertanyaan",
        "quoted": "percakapan sebelumnya",
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
        "gist": "kata yang dekat dengan seluruh pertanyaan",
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


def signal_name(name: str, language: str, /) -> str:
    """What ranking signal `name` is called in `language`, or the name itself where any part has none."""
    measures, modifiers = (names.get(language, names["en"]) for names in (_MEASURES, _MODIFIERS))
    kind, _, asked = name.partition(":")
    measure, _, modifier = kind.partition(".")
    if measure not in measures or (modifier and modifier not in modifiers):
        return name
    details = [*([modifiers[modifier]] if modifier else []), *([asked] if asked else [])]
    return f"{measures[measure]} ({', '.join(details)})" if details else measures[measure]
