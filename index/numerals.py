"""How do languages spell numbers, months and their separators?

Data for `index.numbers`, compiled by hand; every key is folded.
"""

from __future__ import annotations

__all__ = [
    "CURRENCIES",
    "DAY_HALVES",
    "DECIMAL_POINT",
    "LONE_MONTHS_IN_DOUBT",
    "MAGNITUDES",
    "MONTHS",
    "MULTIPLIERS",
    "ORDINALS",
    "ORDINAL_SUFFIXES",
    "UNIT_SUFFIXES",
    "WORDS",
]

# Languages that write 1,000.50; the others of this package write 1.000,50.
DECIMAL_POINT = frozenset({"en", "zh", "ja", "ko", "th", "he", "hi", "ar"})


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _months(rows: str) -> dict[str, int]:
    return {name: number for number, row in enumerate(rows.split("|"), 1) for name in row.split()}


# Twelve rows a language, every spelling of a month in its row.
MONTHS = {
    "id": _months(
        "januari jan|februari pebruari feb peb|maret mar|april apr|mei|juni jun|juli jul|agustus agu"
        " agt ags agus|"
        "september sept sep|oktober okt|november nopember nov nop|desember des"
    ),
    "en": _months(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|"
        "october oct|november nov|december dec"
    ),
    "es": _months(
        "enero ene|febrero feb|marzo mar|abril abr|mayo may|junio jun|julio jul|agosto ago|septiembre"
        " setiembre sep|"
        "octubre oct|noviembre nov|diciembre dic"
    ),
    "de": _months(
        "januar janner jan|februar feb|marz|april apr|mai|juni jun|juli jul|august aug|september sept sep|"
        "oktober okt|november nov|dezember dez"
    ),
    "fr": _months(
        "janvier janv|fevrier fevr|mars|avril avr|mai|juin|juillet juil|aout|septembre sept|octobre oct|"
        "novembre nov|decembre dec"
    ),
    "pt": _months(
        "janeiro jan|fevereiro fev|marco mar|abril abr|maio mai|junho jun|julho jul|agosto ago|setembro set|"
        "outubro out|novembro nov|dezembro dez"
    ),
    "it": _months(
        "gennaio gen|febbraio feb|marzo mar|aprile apr|maggio mag|giugno giu|luglio lug|agosto"
        " ago|settembre set|"
        "ottobre ott|novembre nov|dicembre dic"
    ),
    "nl": _months(
        "januari jan|februari feb|maart mrt|april apr|mei|juni jun|juli jul|augustus aug|september sep|"
        "oktober okt|november nov|december dec"
    ),
    "tr": _months("ocak|subat|mart|nisan|mayis|haziran|temmuz|agustos|eylul|ekim|kasim|aralik"),
    "ro": _months(
        "ianuarie|februarie|martie|aprilie|mai|iunie|iulie|august|septembrie|octombrie|noiembrie|decembrie"
    ),
    "pl": _months(
        "stycznia styczen|lutego luty|marca marzec|kwietnia kwiecien|maja maj|czerwca czerwiec|lipca lipiec|"
        "sierpnia sierpien|wrzesnia wrzesien|pazdziernika pazdziernik|listopada listopad|grudnia grudzien"
    ),
    "ru": _months(
        "января январь январе|февраля февраль феврале|марта март марте|апреля апрель апреле|мая май мае|"
        "июня июнь июне|июля июль июле|августа август августе|сентября сентябрь сентябре|"
        "октября октябрь октябре|ноября ноябрь ноябре|декабря декабрь декабре"
    ),
    "sv": _months("januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"),
}

# Names that are also ordinary words or first names: a month only with a day or year beside them, or in
# English with a capital and a preposition before ("in May").
LONE_MONTHS_IN_DOUBT = _set(
    """
    may march august mars mai maj mart marca marta maart mar jan apr jun jul aug sep sept okt oct nov nop dec
    des feb peb agu agt ags agus ene abr ago dic set out dez fev gen mag giu lug ott janv fevr avr juil mrt
    ekim kasim marco maja lipca мая май мае
    """
)


def _count(words: str, start: int = 0) -> dict[str, int]:
    return {word: number for number, word in enumerate(words.split(), start)}


_EN_TENS = {
    name: 10 * (place + 2)
    for place, name in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
    )
}
# Units, teens and tens that stand for themselves.
WORDS: dict[str, dict[str, int]] = {
    "id": _count("nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas")
    | {"seratus": 100, "seribu": 1000, "sejuta": 10**6, "semiliar": 10**9, "setriliun": 10**12},
    "en": _count(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
        " sixteen"
        " seventeen eighteen nineteen"
    )
    | _EN_TENS,
    "es": _count("dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince", 2)
    | {"veinte": 20, "treinta": 30, "cien": 100, "mil": 1000},
    "de": _count("zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn", 2)
    | {"zwanzig": 20, "dreissig": 30, "hundert": 100, "tausend": 1000},
    "fr": _count("deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize", 2)
    | {"vingt": 20, "trente": 30, "cent": 100, "mille": 1000},
    "pt": _count("dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze", 2)
    | {"duas": 2, "vinte": 20, "trinta": 30, "cem": 100, "mil": 1000},
    "it": _count("due tre quattro cinque sei sette otto nove dieci undici dodici", 2)
    | {"venti": 20, "trenta": 30, "cento": 100, "mille": 1000},
    "nl": _count("twee drie vier vijf zes zeven acht negen tien elf twaalf", 2)
    | {"twintig": 20, "dertig": 30, "honderd": 100, "duizend": 1000},
    "tr": _count("iki uc dort bes alti yedi sekiz dokuz", 2) | {"yirmi": 20, "otuz": 30, "bin": 1000},
    "ro": _count("doi trei patru cinci sase sapte opt noua zece", 2) | {"doua": 2, "mie": 1000},
}
del WORDS["it"]["sei"]  # also "you are"

# What follows a unit inside a number below a thousand: (factor, summand).
MULTIPLIERS: dict[str, dict[str, tuple[int, int]]] = {
    "id": {"belas": (1, 10), "puluh": (10, 0), "ratus": (100, 0)},
    "en": {"hundred": (100, 0)},
}

# Powers of ten as words, spelled out or after digits.
MAGNITUDES: dict[str, dict[str, int]] = {
    "id": {
        "ribu": 3,
        "rb": 3,
        "juta": 6,
        "jt": 6,
        "miliar": 9,
        "milyar": 9,
        "miliard": 9,
        "triliun": 12,
        "trilyun": 12,
    },
    "en": {
        "thousand": 3,
        "million": 6,
        "millions": 6,
        "mn": 6,
        "mln": 6,
        "billion": 9,
        "billions": 9,
        "bn": 9,
        "bln": 9,
        "trillion": 12,
        "tn": 12,
        "trn": 12,
    },
    "es": {"mil": 3, "millon": 6, "millones": 6},
    "de": {
        "tausend": 3,
        "million": 6,
        "millionen": 6,
        "mio": 6,
        "milliarde": 9,
        "milliarden": 9,
        "mrd": 9,
        "billionen": 12,
    },
    "fr": {"mille": 3, "million": 6, "millions": 6, "milliard": 9, "milliards": 9},
    "pt": {"mil": 3, "milhao": 6, "milhoes": 6, "bilhao": 9, "bilhoes": 9},
    "it": {"mila": 3, "milione": 6, "milioni": 6, "miliardo": 9, "miliardi": 9},
    "nl": {"duizend": 3, "miljoen": 6, "miljard": 9},
    "tr": {"bin": 3, "milyon": 6, "milyar": 9, "trilyon": 12},
    "ro": {"mii": 3, "milion": 6, "milioane": 6, "miliard": 9, "miliarde": 9},
    "vi": {"nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9},
}

ORDINALS: dict[str, dict[str, int]] = {
    "id": {"pertama": 1, "perdana": 1}
    | {f"ke{word}": value for word, value in WORDS["id"].items() if value > 1},
    "en": _count(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
        " fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth",
        1,
    )
    | {f"{word[:-1]}ieth": value for word, value in _EN_TENS.items()}
    | {"hundredth": 100, "thousandth": 1000},
}
ORDINAL_SUFFIXES: dict[str, str] = {
    "en": "st|nd|rd|th",
    "es": "º|ª|er",
    "pt": "º|ª",
    "it": "º|ª",
    "fr": "er|ère|e|ème",
    "nl": "e|de|ste",
}

# Letters that may stand directly after digits without making them a word ("25km", "15WIB", but "5G", "4x4").
UNIT_SUFFIXES = _set(
    "km m cm mm kg g mg gr l ml ha mw kw gw kwh mph kmh c f gb mb tb kb ghz mhz hz inch inci ft lb oz v"
    " w pk cc bbl"
    " persen percent pct rb jt ribu juta miliar milyar triliun k bn mn tn trn mln bln b t wib wita wit"
    " am pm uhr h x"
    " tahun thn hari jam menit orang rupiah yr yrs th st nd rd an s er e de ste ere eme nya"
)

# Written before an amount without a blank: "Rp25.000".
CURRENCIES = _set("rp idr usd us eur gbp sgd s rm jpy cny rmb aud hk nt a c r p")

# What the words after a clock time do to its hour: from which to which hour 12 is added, and what 12 becomes.
DAY_HALVES = {
    "a": (0, 0, 0),
    "p": (0, 12, 12),
    "pagi": (0, 0, 0),
    "siang": (0, 10, 12),
    "sore": (0, 12, 12),
    "petang": (0, 12, 12),
    "malam": (6, 12, 0),
}
