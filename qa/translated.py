"""How is what a follow-up adds said in the language of the question before?

"And when?" after an Indonesian question asks "kapan ...?", "tahun depan" after an English one is "next year": only what
asks by itself and times told from today, which are closed classes. In one language the question as understood is
one that the ranking and the reader can read, and its absence is told by words that could stand in the article.
"""

from __future__ import annotations

__all__ = ["translated"]

_PAIRS = """
when=kapan|since when=sejak kapan|until when=sampai kapan|where=di mana|from where=dari mana|where from=dari mana|
where to=ke mana|why=kenapa|what for=untuk apa|who=siapa|how=bagaimana|how many=berapa|how much=berapa|
how long=berapa lama|how often=berapa kali|what year=tahun berapa|which year=tahun berapa|
today=hari ini|tonight=malam ini|yesterday=kemarin|tomorrow=besok|now=sekarang|this morning=pagi ini|
last week=minggu lalu|this week=minggu ini|next week=minggu depan|
last month=bulan lalu|this month=bulan ini|next month=bulan depan|
last year=tahun lalu|this year=tahun ini|next year=tahun depan
"""
_MORE_ID = """
dimana=where|mengapa=why|dari mana=where from|berapa banyak=how many|pekan lalu=last week|pekan depan=next week
"""
_INDONESIAN = dict(pair.strip().split("=") for pair in _PAIRS.replace("\n", "").split("|"))
_ENGLISH = {there: here for here, there in reversed(_INDONESIAN.items())} | dict(
    pair.split("=") for pair in _MORE_ID.strip().split("|")
)


def translated(text: str, language: str) -> str:
    """`text` in `language` ("en" or "id"), without its end mark, where all of it is known in the other one; else as it
    is. "berapa" alone may be "how many" or "how much", and stays."""
    said = " ".join(text.strip(" \t\n.,;:!?").casefold().split())
    known = {"en": _ENGLISH, "id": _INDONESIAN}.get(language, {})
    return text if said == "berapa" else known.get(said, text)
