"""Does a question ask about the article itself: who wrote it, when, where, under which headline?

Only if every word of it is one such a question is made of. One other word ("the letter", "film"), and it
asks about another work.
"""

from __future__ import annotations

from index.asking import Kind, bare

__all__ = ["about_article"]

_MOST_WORDS = 14


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ARTICLE = _set("article story news artikel berita tulisan warta")
_PIECE = _set("text piece report post page item teks laporan naskah kabar")
"""Words for the article only where "this" or "ini" points at it."""
_TRIGGERS: dict[Kind, frozenset[str]] = {
    "author": _set(
        "author author's authors writer writer's wrote written byline penulis ditulis menulis nulis pengarang"
    ),
    "title": _set("title headline titled headlined entitled judul berjudul"),
    "published": _set(
        "published posted uploaded publication diterbitkan terbit dipublikasikan dimuat tayang ditayangkan "
        "dipublikasi diunggah written ditulis penerbitan publikasi"
    ),
    "outlet": _set(
        "outlet newspaper publisher website site media koran situs penerbit portal publication published "
        "publishes"
    ),
}
_WEAK: dict[Kind, frozenset[str]] = {
    "author": _set(
        "reporter journalist editor reported reports by oleh wartawan jurnalis melaporkan membuat made"
    ),
    "title": _set("name nama about tentang called mengenai topic topik subject bahas membahas dibahas"),
    "published": _set(
        "date released dated time released updated tanggal tahun hari dirilis rilis jam pukul waktu dibuat "
        "year day keluar muncul appear appeared"
    ),
    "outlet": _set("source from sumber dari come comes agency magazine majalah channel"),
}
"""Triggers that count only beside a word for the article ("the date of this article")."""
_AROUND = _set(
    "is was are the a an of this that it its in on by at for from has have been did does do and what who "
    "which when where whom whose how name please tell me give can you article's story's ini itu tersebut "
    "yang apa siapa kapan mana dimana berapa di ke dari pada nama adalah ialah oleh untuk dan sih ya dong "
    "tolong sebutkan atas untuknya dalam telah sudah first originally pertama kali"
)


def about_article(keys: list[str]) -> tuple[Kind, int] | None:
    """The kind of fact asked of the article itself and the place of the word in `keys` that says so.

    `keys` are the folded words of the question; None where it asks about anything else.
    """
    if len(keys) > _MOST_WORDS:
        return None
    stems = [bare(key) for key in keys]
    this = "this" in keys or "ini" in keys
    of_article = not _ARTICLE.isdisjoint(stems) or (this and not _PIECE.isdisjoint(stems))
    pointed = of_article or this or keys != stems
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
        hits = [i for i, key in enumerate(stems) if key in strong or key in weak]
        if not hits or any(
            key not in vocabulary and full not in vocabulary for key, full in zip(stems, keys, strict=True)
        ):
            continue
        if stems[hits[0]] in _AROUND and stems[hits[0]] not in strong and not of_article:
            continue
        return kind, next((i for i in hits if stems[i] in strong), hits[0])
    return None
