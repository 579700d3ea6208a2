"""What does a question ask that points at all of what was just told?

"Who said that?", "why did she do that?", "when did that happen?", "what happened next?": their "that" is no thing, it
is what the question before was about and what its quote says.
"""

from __future__ import annotations

import re

from qa.ellipsis import asked_instead
from qa.phrases import as_set
from qa.turn import Turn

__all__ = ["pointing"]

_SAID = re.compile(
    r"who (?:said|says|claims|claimed|thinks|told (?:you|us|them)) (?:so|that|this|it)|(?:says|said) who"
    r"|according to whom?|whose words (?:are|were) (?:those|that|they)"
    r"|siapa (?:yang )?(?:bilang|ngomong|berkata|mengatakan|menyatakan|menyebut|menyampaikan|mengklaim)(?:nya)?"
    r"(?: (?:begitu|gitu|demikian|(?:hal )?(?:itu|tersebut)))?"
    r"|(?:kata|menurut|ujar) siapa(?: (?:itu|begitu))?|itu (?:kata|menurut) siapa",
    re.IGNORECASE,
)
_WHEN = (
    r"(?P<asking>(?:since |until )?when|where|why|how|how come|(?:what|which) (?:day|date|year|month|time)"
    r"|(?:sejak |sampai )?kapan|di ?mana|kenapa|mengapa|bagaimana|gimana|(?:hari|tanggal|bulan) apa"
    r"|(?:tahun|jam|tanggal|bulan) berapa)"
)
_DONE = re.compile(
    _WHEN + r"(?: (?:did|does|do|will|would|has|had|have) (?:he|she|it|they|that|this)"
    r" (?:do|done|happen|happened|take place|taken place)(?: (?:that|this|it|so))?"
    r"| was (?:that|this)"
    r"| (?:(?:hal|peristiwa|kejadian) )?(?:itu|tersebut)(?: (?:terjadi|berlangsung|dilakukan))"
    r"|(?: terjadi| berlangsung)(?:nya)?(?: itu)?"
    r"| (?:dia|ia|mereka|beliau) (?:melakukan|berbuat|begitu|lakukan)(?: (?:itu|hal itu|demikian|begitu))?"
    r"|(?<=apa) itu|(?<=berapa) itu)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"what happened (?:next|then|after(?:wards)?(?: that)?|later)|what (?:came|happens) (?:next|after(?: that)?|then)"
    r"|(?:setelah itu |habis itu |sesudah itu )?apa yang terjadi(?: (?:setelah itu|kemudian|selanjutnya|lalu))?"
    r"|(?:setelah itu|habis itu|selanjutnya|kelanjutannya)(?: (?:apa|bagaimana|gimana))?",
    re.IGNORECASE,
)
_INDONESIAN = as_set("siapa kata menurut ujar itu")
_MOST_QUOTED = 20  # words of a sentence repeated in a question


def pointing(before: Turn, text: str) -> str | None:
    """The question that `text` is after `before`; None where it does not point at what was told."""
    text = text.strip(" \t\n.,;:!?")
    if _SAID.fullmatch(text) is not None:
        told = _told(before)
        asking = "siapa yang mengatakan" if text.split()[0].casefold() in _INDONESIAN else "who said"
        return f"{asking}: “{told}”" if told else None
    if (done := _DONE.fullmatch(text)) is not None:
        return asked_instead(before, done["asking"])
    dated = before.expected.kinds[0] in ("date", "time") and text.casefold().endswith("then")
    if _NEXT.fullmatch(text) is not None and before.subject and not dated:
        return f"{text} ({before.subject})"
    return None


def _told(before: Turn) -> str:
    """What was quoted, and of a long sentence the words around those that answer; without a quote what was asked."""
    words = list(re.finditer(r"\S+", before.quote.translate({ord(mark): " " for mark in '“”"'})))
    if not words:
        return before.subject
    first = 0
    if before.answer is not None and len(words) > _MOST_QUOTED:
        at = next((i for i, word in enumerate(words) if word.end() > before.answer[0]), 0)
        first = max(0, min(at - _MOST_QUOTED // 3, len(words) - _MOST_QUOTED))
    return " ".join(word.group() for word in words[first : first + _MOST_QUOTED]).strip(" .,;:")
