"""Which sort of amount does a question ask for, and which amounts of that sort does a text hold?

"How many traders" asks for a count, which "4.5 kilometres" is not; "how high" for a length, "what time" for a time of
day. Dates, money and percentages are told apart by `index.evidence`; here a number's unit says what it measures.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.asking import Kind
from index.document import Sentence
from index.evidence import Span
from index.expecting import Expectation, kind_of, words_of
from index.gazetteer import DURATIONS, MULTIPLIERS, NUMBER_WORDS
from index.patterns import lazy
from index.signals import evidence

__all__ = ["amounts", "asked"]

_UNITS = {
    unit: sort
    for sort, units in {
        "length": "km kilometer kilometre kilometers kilometres m meter metre meters metres cm mm centimeter "
        "centimetre centimeters centimetres inch inches feet foot ft mile miles mil yard yards",
        "area": "hektare hektar ha acre acres hectare hectares persegi square km2 m2",
        "weight": "kg kilogram kilograms gram grams ton tons tonne tonnes kuintal lb lbs pound pounds ounce ounces",
        "volume": "liter litre liters litres barel barrel barrels kubik cubic gallon gallons m3",
        "speed": "mph knot knots km/h kph",
        "temperature": "derajat degree degrees celsius fahrenheit",
        "power": "mw gw kw kwh watt watts volt",
    }.items()
    for unit in units.split()
}
_NOUNS = {
    noun: sort
    for sort, nouns in {
        "length": "tall far deep wide high height length width depth distance altitude elevation tinggi tingginya "
        "ketinggian ketinggiannya panjang panjangnya lebar lebarnya kedalaman kedalamannya jarak jaraknya jauh",
        "area": "area luas luasnya",
        "weight": "heavy weigh weight berat beratnya bobot bobotnya",
        "speed": "fast speed kecepatan kecepatannya",
        "temperature": "hot cold temperature suhu suhunya",
    }.items()
    for noun in nouns.split()
}
_AGES = frozenset(["old", "age", "umur", "umurnya", "usia", "usianya"])
_OF_KIND: dict[Kind, str] = {"money": "money", "percent": "percent", "time": "time"}
_COUNTING = frozenset(["jumlah", "jumlahnya", "banyaknya", "banyak", "many", "total", "sih", "ya"])
_COUNTED: frozenset[Kind | None] = frozenset(["person", "place", "organisation"])
_ASKING = frozenset(["berapa", "how", "what"])
_LENIENT = 0.3
"""Weight of an evidence from which it is a number, "seorang" and "one" less."""
_AGE = lazy(
    r"(?<=\()\d{1,3}(?=\))|\b\d{1,3}[- ]years?[- ]old|(?<=aged )\d{1,3}|(?<=, )\d{1,3}(?: tahun)?(?=[,;.)]|$)|"
    r"(?:(?:ber)?(?:usia|umur)|\bage) (?:[a-z]+ ){0,3}\w+"
)
_SIGNS = {
    "area": lazy(r"\d ?(?:km|m|mi)(?:²|2|\^2)"),
    "volume": lazy(r"\d ?(?:km|m)(?:³|3)"),
    "length": lazy(r"\d ?(?:km|cm|mm|m|ft)\b"),
    "temperature": lazy(r"\d ?°"),
    "speed": lazy(r"\d ?[\w ]{1,20}(?:/| per | an | a )(?:jam|hour|second|detik|h|s)\b"),
    "percent": lazy(
        r"\d per cent\b|\b(?:half|quarter|third|fifth|setengah|separuh|seperempat|sepertiga)s?\b"
    ),
    "money": lazy(r"[$£€¥]\d|\d ?[kmb]?n? (?:pounds|euros|dollars)"),
    "time": lazy(r"\d ?[ap]\.?m\b|\b(?:noon|midnight|midday|siang|tengah malam)\b"),
}
_POWERS = frozenset(["persegi", "square", "kubik", "cubic"])
_WORD = lazy(r"[^\W\d_][\w/]*")


def asked(question: str, expected: Expectation) -> str | None:
    """The sort of amount that `question` asks for beyond doubt: a dimension ("length"), "count", "age", "number" (of
    any dimension), or one of the kinds money, percent, time; None where it asks for none, or perhaps for another
    ("how long")."""
    kind = expected.kinds[0]
    words = words_of(question)
    keys = [word.key for word in words]
    if kind in _OF_KIND:
        return _OF_KIND[kind] if _ASKING.intersection(keys) else None
    if kind == "duration":
        return "age" if not _AGES.isdisjoint(keys) else None
    if kind != "number" or "money" in expected.kinds:
        return None
    at = next(
        (i for i, key in enumerate(keys) if key == "berapa" or (key == "how" and i + 1 < len(keys))), None
    )
    if at is None:
        return None
    following = next((key for key in keys[at + 1 : at + 4] if key not in _COUNTING), "")
    before = keys[at - 1] if at else ""
    for key in (following, before, (expected.focus or "").casefold()):
        if key in _NOUNS:
            return _NOUNS[key]
        if key in _UNITS:
            return _UNITS[key]
        if key in DURATIONS:
            return None
        if kind_of(key) == "number":
            return "number"
    if keys[at] == "how":
        return "count" if keys[at + 1] == "many" else None
    # "berapa hasil produksi" may be any amount.
    return "count" if "banyak" in keys[at + 1 : at + 2] or kind_of(following) in _COUNTED else None


def amounts(sentence: Sentence, sort: str) -> list[tuple[int, int]]:
    """The places of the amounts of this sort in a sentence: characters of it, end-exclusive, in no order."""
    text = sentence.text
    if sort == "age":
        return [found.span() for found in _AGE.finditer(text)]
    if sort in _SIGNS and (signs := [found.span() for found in _SIGNS[sort].finditer(text)]):
        return signs
    spans = [span for span in evidence(text, sentence.document.language) if span.kind in _MEASURED]
    spans = [span for span in spans if span.weight >= _LENIENT]
    return [(span.start, span.end) for span in spans if _is_of(span, text, sort, spans)]


_MEASURED = frozenset(["money", "percent", "time", "date", "duration", "number"])


def _is_of(span: Span, text: str, sort: str, spans: Sequence[Span]) -> bool:
    if sort in _OF_KIND.values():
        return span.kind == sort
    if span.kind != "number" or any(
        other.kind != "number" and other.start < span.end and span.start < other.end for other in spans
    ):
        return False
    if sort == "number":
        return True
    unit = _unit(text, span)
    return unit is None if sort == "count" else unit == sort


def _unit(text: str, span: Span) -> str | None:
    """What the unit at the end of a number or right behind it measures."""
    words = _WORD.findall((text[span.start : span.end] + text[span.end : span.end + 24]).casefold())
    words = [word for word in words if word not in MULTIPLIERS and word not in NUMBER_WORDS][:2]
    if not words or words[0] not in _UNITS:
        return None
    # "square kilometres", "kilometer persegi"
    return next((_UNITS[word] for word in words if word in _POWERS), _UNITS[words[0]])
