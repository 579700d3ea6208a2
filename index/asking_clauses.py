"""Which words join two questions, and which tell that there is only one? The word lists behind `index.parts`.

All words are case-folded; those of English and Indonesian without diacritics, as `index.question` folds a question.
"""

from __future__ import annotations

from index.asking import ENGLISH, INDONESIAN

__all__ = [
    "ASKERS",
    "ASKING",
    "CAUSING",
    "CONJUNCTIONS",
    "FILLERS",
    "JOINING",
    "LEADING",
    "OPENINGS",
    "PERSONAL",
    "PLACES",
    "POSSESSIVE",
    "SUBJECTS",
    "WHERE_ONE",
]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


ASKING = ENGLISH | INDONESIAN | _set("seberapa")
CAUSING = _set(
    "made makes led leads caused causes brought brings happened happens explains means became becomes comes came"
)
"""Verbs that "what" is the subject of: "what made the river rise"."""
JOINING = _set("and dan serta")
OPENINGS = _set("can could do please i tolong mohon coba bisakah apakah tahukah saya aku")
"""Beginnings of what is no question itself: "do you know who ...", "tolong sebutkan siapa ..."."""
WHERE_ONE = _set("between antara both either among")
"""Words whose "and" joins what they need."""
FILLERS = _set("else other others lagi lainnya selain lain")
SUBJECTS = _set(
    "i you he she it we they this that these those the a an his her its their our my people there someone one"
)
"""Words that no verb follows in a question: "what they do", "who the president met"."""
PLACES = _set(
    "di ke dari pada oleh untuk dengan kepada dalam sejak hingga sampai seberapa juga also then lalu kemudian"
)
LEADING = _set("many much yang and dan serta banyak lama old long saja")
"""Words beside a question word that belong to it."""
PERSONAL = _set("he she it they him her them his its their dia ia beliau mereka")
POSSESSIVE = "nya"

ASKERS: dict[str, frozenset[str]] = {
    "es": _set("qué cuándo dónde adónde quién quiénes cómo cuánto cuánta cuántos cuántas cuál cuáles"),
    "de": _set(
        "wann wo woher wohin wer wen wem warum wieso weshalb wie wieviel was welche welcher welches welchem"
    ),
    "fr": _set("quand où qui pourquoi comment combien quel quelle quels quelles"),
    "pt": _set("quando onde quem quanto quanta quantos quantas qual quais como"),
    "it": _set("quando dove chi quanto quanta quanti quante perché come quale quali"),
    "nl": _set("wanneer waar wie waarom hoe hoeveel wat welke welk"),
    "ru": _set("когда где куда откуда кто кого кому почему зачем как сколько какой какая какое какие"),
    "ro": _set("când unde cine cum cât câți câte cui"),
}
"""By language (ISO 639-1), words that hardly do anything but ask."""
CONJUNCTIONS: dict[str, frozenset[str]] = {
    "es": _set("y e"),
    "de": _set("und"),
    "fr": _set("et"),
    "pt": _set("e"),
    "it": _set("e ed"),
    "nl": _set("en"),
    "ru": _set("и"),
    "ro": _set("si"),
}
"""By language, the words that join two questions, as `index.question` folds them."""
