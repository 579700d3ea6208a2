"""Which language is a text in?

A vote of what every language shows on its surface: its script, its function and question words, letters that
only it writes, and the endings and beginnings of its words. Nothing is trained. Malay counts as Indonesian.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from index.folding import fold, plain
from index.kept import Kept
from index.patterns import lazy
from index.stopwords import stopwords

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Ballots", "detect", "of_question"]

# Scripts that (nearly) say the language, by the first and last character of their main blocks.
_SCRIPTS = (
    ("ja", "\u3040", "\u30ff"),
    ("ko", "\uac00", "\ud7a3"),
    ("ko", "\u1100", "\u11ff"),
    ("zh", "\u3400", "\u9fff"),
    ("th", "\u0e00", "\u0e7f"),
    ("hi", "\u0900", "\u097f"),
    ("ar", "\u0600", "\u06ff"),
    ("he", "\u0590", "\u05ff"),
    ("el", "\u0370", "\u03ff"),
    ("el", "\u1f00", "\u1fff"),
    ("ru", "\u0400", "\u04ff"),
)

# Letters of one language, or of a few; a vote for each occurrence in a word.
_LETTERS = {
    "vi": "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "tr": "ışğçöü",
    "de": "ßäöü",
    "es": "ñ¿¡áéíóú",
    "pt": "ãõçáéíóúâêô",
    "fr": "àâçèéêëîïôùûœ",
    "it": "àèéìòù",
    "ro": "ăâîșțşţ",
    "pl": "ąćęłńóśźż",
    "sv": "åäö",
}
# How unlikely the letter is elsewhere: what no other of these languages writes weighs most.
_COUNTS = Counter(letter for letters in _LETTERS.values() for letter in letters)

# Beginnings and endings of words, on folded words of at least five letters.
_SHAPES = {
    "id": lazy(
        r"(?:me(?:ng|ny|m|n)|pe(?:ng|ny|m|n)|ber|ter|di(?=[bcdfgjklmnprstw])).{4,}$|.{3,}(?:kan|nya|lah"
        r"|kah)$|ke.{3,}an$"
    ),
    "en": lazy(r".{3,}(?:ing|tion|ed|ly|ness|ment|ght|ous|ity|ship|ough)$|.*(?:th|wh|ck|oo|ough)"),
    "es": lazy(r".{3,}(?:cion|ciones|dad|mente|ado|ados|ada|adas|ido|idos|aba|aron|ieron|iento|illo)$"),
    "de": lazy(r".*(?:sch|tz|pf).*|.{3,}(?:ung|ungen|keit|heit|lich|lichen|isch|ischen|chen)$|ge.{3,}t$"),
    "fr": lazy(r".{3,}(?:eur|eux|eaux|eau|aient|ait|ement|ique|oire|aise|euse)$"),
    "pt": lazy(r".{3,}(?:cao|coes|dade|mente|ado|ada|aram|eram|inho|agem)$|.*(?:lh|nh)"),
    "it": lazy(r".{3,}(?:zione|zioni|mente|ato|ata|ati|ano|ono|ita|etto|aggio)$|.*(?:gli|cch|zz)"),
    "nl": lazy(r".*(?:ij|aa|uu|sch).*|.{3,}(?:heid|lijk|lijke|tie|ingen)$|ge.{3,}(?:d|en)$"),
    "tr": lazy(r".{3,}(?:lar|ler|lari|leri|dir|tir|nin|nun|inda|inde|yor|mistir|lik|luk)$"),
    "ro": lazy(r".{3,}(?:ului|ilor|elor|ea|at|ata|ate|iei|esc|iile)$"),
    "pl": lazy(r".*(?:cz|sz|rz|dz|prz).*|.{3,}(?:ego|ach|ami|osc|ski|ska|nych)$"),
    "sv": lazy(r".{3,}(?:arna|orna|erna|het|igt|ande|ning)$|.*(?:sj|skj)"),
}

# Function words beyond the stop lists: marks of a language that are no use as stop words, or whole lists
# where there is no stop list. Indonesian: Malay and spoken forms with it.
_MORE = {
    "id": "orang tahun hari pak bu ialah kerana daripada boleh gak nggak enggak udah kayak jumlah nama"
    " terjadi letak"
    " disebut terletak didirikan berasal negara kota presiden buat beri kasih kalo",
    "pl": "i w na z ze do nie sie jest to co kto gdzie kiedy jak ile dlaczego czy jaki jaka jakie ktory"
    " ktora ktore po"
    " za od dla przez przy jako oraz ale lub byl byla bylo byli sa ma jego jej ich tym tego o",
    "sv": "och att det som en ett den de av med for till pa i ar var har inte vad vem vilken vilket"
    " vilka hur nar"
    " varfor om fran men eller vid efter under blev hade ska kan sin sitt",
    "nl": "van het een de wie wat",
    "en": "mr mrs percent people year years said says",
}

# Elided articles and the endings behind an apostrophe.
_APOSTROPHES = {
    "fr": lazy(r"(?:^|\W)(?:[ldjcnsm]|qu|aujourd)'\w{2,}"),
    "it": lazy(r"(?:^|\W)(?:dell|nell|all|sull|dall|un|quest|l|c|cos|dov|com)'\w{2,}"),
    "en": lazy(r"\w(?:'s|n't|'re|'ve|'ll)(?!\w)"),
    "tr": lazy(r"\w'(?:n?[iıuü]n|[dt][ae]n?|y?[aeiıuü]|deki|daki|taki|teki|nde|nda|ndaki)(?!\w)"),
}
_WORD = lazy(r"[^\W\d_]+(?:\u0301[^\W\d_]*)*")

# Enough to tell; a longer text is judged by its beginning.
_ENOUGH = 4000
_CLOSE = 0.01
_MOST_ROWS = 1 << 18


@cache
def _votes() -> dict[str, dict[str, float]]:
    """For every function word the languages it speaks for: the fewer share it, the louder."""
    owners: dict[str, list[str]] = {}
    for language in _SHAPES.keys() | _LETTERS.keys():
        for word in {*stopwords(language), *_MORE.get(language, "").split()}:
            owners.setdefault(word, []).append(language)
    return {word: dict.fromkeys(sorted(names), 2.0 / len(names) ** 1.5) for word, names in owners.items()}


def _by_script(text: str) -> str | None:
    """The language of the script that at least half of the letters are of; None for Latin."""
    if text.isascii():
        return None
    counts: Counter[str] = Counter()
    letters = 0
    for letter, times in Counter(text).items():
        if letter.isalpha():
            times *= 3 if letter >= "\u3040" else 1  # a syllable or a word, not a letter
            letters += times
            if letter >= "\u0370":
                counts.update({name: times for name, first, last in _SCRIPTS if first <= letter <= last})
    if 2 * counts.total() < letters or not counts:
        return None
    if 10 * counts["ja"] >= counts["zh"] > 0:
        return "ja"
    return min(counts, key=lambda name: (-counts[name], name))


def _cast(word: str) -> tuple[tuple[str, float], ...]:
    """The votes of one word, without case, in the order in which they are cast."""
    votes, folded = _votes(), fold(word)
    cast = [
        (language, vote if len(word) > 1 else vote / 4)
        for language, vote in votes.get(word, {}).items() or votes.get(folded, {}).items()
    ]
    if not word.isascii():
        for language, letters in _LETTERS.items():
            if shown := sum(1.2 / _COUNTS[letter] for letter in sorted(set(word)) if letter in letters):
                cast.append((language, shown))
    if len(folded) >= 5:
        cast += [(language, 0.4) for language, shape in _SHAPES.items() if shape.match(folded)]
    return tuple(cast)


_WORD_VOTES = Kept(_cast)


def _scores(text: str) -> dict[str, float]:
    """The votes for each language written in Latin letters, in alphabetical order of the languages."""
    scores = dict.fromkeys(sorted(_SHAPES.keys() | _LETTERS.keys()), 0.0)
    spelled = plain(text).replace("’", "'")
    for language, vote in chain.from_iterable(map(_WORD_VOTES.__getitem__, _WORD.findall(spelled))):
        scores[language] += vote
    if "'" in spelled:
        for language, vote in _behind_apostrophes(spelled):
            scores[language] += vote
    scores["es"] += 3.0 * ("¿" in text or "¡" in text)
    return scores


def _behind_apostrophes(spelled: str) -> Iterator[tuple[str, float]]:
    for language, pattern in _APOSTROPHES.items():
        yield language, 1.5 * min(2, len(pattern.findall(spelled)))


def _best(text: str) -> tuple[str | None, float]:
    """The language with most votes and its lead over the next; None and 0 without a vote or with a tie."""
    text = text[:_ENOUGH]
    if (language := _by_script(text)) is not None:
        return language, 9.0
    ranking = sorted(_scores(text).items(), key=lambda item: -item[1])
    (first, most), (_, next_most) = ranking[:2]
    return (first, most - next_most) if most > next_most else (None, 0.0)


def detect(text: str) -> str | None:
    """The ISO 639-1 code of the language of a document or paragraph; None where there is nothing to tell.

    Knows de, en, es, fr, id, it, nl, pl, pt, ro, sv, tr and vi by their words, ar, el, he, hi, ja, ko, ru, th
    and zh by their script. At most the first 4,000 characters are read.
    """
    return _best(text)[0]


class Ballots:
    """Counts the votes of many texts. What the words of a chunk of a text vote (a chunk is letters, digits, and the
    apostrophes and hyphens among them) is kept in a row of numbers. Not to be shared between threads."""

    def __init__(self) -> None:
        self._names = sorted(_SHAPES.keys() | _LETTERS.keys())
        self.begun = 0
        self._begin()

    def _begin(self) -> None:
        self.begun += 1
        self._votes = array("f")
        self._rows = Kept(self._cast, most=_MOST_ROWS)

    def _cast(self, chunk: str) -> int:
        row = dict.fromkeys(self._names, 0.0)
        for language, vote in chain.from_iterable(map(_WORD_VOTES.__getitem__, _WORD.findall(plain(chunk)))):
            row[language] += vote
        self._votes.extend(row.values())
        return len(self._votes) // len(row) - 1

    def rows(self, chunks: Sequence[str]) -> NDArray[np.int64]:
        """The row of each chunk, the same every time, until `begun` is another."""
        import numpy as np

        if len(self._votes) > _MOST_ROWS * len(self._names):
            self._begin()
        return np.fromiter(map(self._rows.__getitem__, chunks), dtype=np.int64, count=len(chunks))

    def detect(self, text: str, parts: Sequence[str], rows: NDArray[np.int64]) -> str | None:
        """As `detect`. `parts` are what is between the chunks of the text, and, at odd places, the chunks, and `rows`
        are theirs."""
        import numpy as np

        if not text.isascii() or not len(rows):
            return detect(text)
        if len(text) > _ENOUGH:
            ends = list(accumulate(map(len, parts)))
            whole = bisect_right(ends, _ENOUGH)
            cut = [text[ends[whole - 1] if whole else 0 : _ENOUGH]] if whole % 2 else []
            rows = np.concatenate((rows[: whole // 2], self.rows(cut)))
        scores = np.frombuffer(self._votes, dtype=np.float32).reshape(-1, len(self._names))[rows].sum(axis=0)
        if "'" in text[:_ENOUGH]:
            for language, vote in _behind_apostrophes(plain(text[:_ENOUGH])):
                scores[self._names.index(language)] += vote
        second, first = np.argsort(scores)[-2:].tolist()
        # Sums in another order, of shorter numbers, may differ a little.
        return self._names[first] if scores[first] - scores[second] > _CLOSE else detect(text)


def of_question(text: str, last: str | None = None) -> str:
    """The language of a short question: `last` (English where None) for names alone or when in doubt.

    A language other than English, Indonesian or `last` has to lead clearly: with few words, a stray "per" or
    "die" of a name is no evidence.
    """
    kept = last or "en"
    language, lead = _best(text)
    if language is None or (language not in ("en", "id", kept) and lead < 0.8):
        scores = _scores(text)
        return max((kept, "en", "id"), key=lambda name: scores.get(name, 0.0)) if language else kept
    return language if language == kept or lead >= 0.3 else kept
