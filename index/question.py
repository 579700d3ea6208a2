"""What does a question ask for?

A question names the kind of its answer by its question word ("when"), by the noun beside it ("which
country", "tahun berapa"), by a verb ("what did she say"), or not at all. Rules over the closed word lists
of `index.asking`; English and Indonesian share one path, as people mix them.
"""

from __future__ import annotations

from functools import lru_cache

from index.asking import (
    ALSO,
    AUXILIARIES,
    CAUSING,
    COMMANDS,
    COSTING,
    COUNTS,
    DETERMINERS,
    DURATIONS,
    ENGLISH,
    HEADS,
    HOW,
    INDONESIAN,
    LINKS_ID,
    MODALS,
    OPENERS,
    PREPOSITIONS,
    PURPOSES,
    RUN_STOPS,
    SAYING,
    SORTS,
    STATES,
    VERBAL,
    Kind,
    bare,
)
from index.asking_article import about_article
from index.asking_phrases import PHRASES, UNSPACED
from index.expecting import Expectation, Word, focused, headed, is_doubled, is_plural, kind_of, words_of

__all__ = ["Expectation", "Kind", "expectation"]

_LONGEST = 2000  # characters of a question that are looked at


@lru_cache(maxsize=256)
def expectation(question: str, language: str) -> Expectation:
    """What `question`, in `language` (ISO 639-1), asks for. Any string is accepted; a blank one expects a
    thing.

    A question in a language without word lists is read as English and Indonesian. Only the first 2,000
    characters are looked at.
    """
    question = question[:_LONGEST]
    words = words_of(question)
    if language in PHRASES:
        return _by_phrase(question, words, PHRASES[language], spaced=language not in UNSPACED)
    if not words:
        return Expectation()
    about = about_article([word.key for word in words])
    if about is not None:
        return focused(words[about[1]], about[0])
    english, indonesian = _asked_english(words), _asked_indonesian(words)
    if english is not None and (indonesian is None or (language != "id" and english > -1)):
        return _english(words, english)
    if indonesian is not None:
        return _indonesian(words, indonesian)
    return _without_question_word(words)


def _by_phrase(
    question: str, words: list[Word], phrases: tuple[tuple[Kind, tuple[str, ...]], ...], *, spaced: bool
) -> Expectation:
    sought = f" {' '.join(word.key for word in words)} " if spaced else question.casefold()
    for kind, several in phrases:
        if any((f" {phrase} " if spaced else phrase) in sought for phrase in several):
            return Expectation(ALSO.get(kind, (kind,)), plural=kind == "list")
    return Expectation()


def _asked_english(words: list[Word]) -> int | None:
    """The place of the word that asks; -1 for a yes/no question; None without either."""
    best, most = None, 0.0
    for i, word in enumerate(words):
        if word.key not in ENGLISH:
            continue
        following = words[i + 1].key if i + 1 < len(words) else ""
        leading = i == 0 or (i == 1 and words[0].key in PREPOSITIONS | OPENERS)
        points = 1.0 + 3 * leading + 2 * (following in AUXILIARIES) + (word.key in ("what", "how", "why"))
        points += word.after_comma or (i > 0 and words[i - 1].key in PREPOSITIONS)
        if word.key in ("when", "where") and following not in AUXILIARIES and following:
            points -= 3  # "When Ford left, who ...": a clause, unless nothing else asks
        if (
            word.key in ("who", "which", "where", "when")
            and not leading
            and not word.after_comma
            and following
        ):
            points -= 1.5
        if best is None or points > most:
            best, most = i, points
    starts_with_auxiliary = words[0].key in AUXILIARIES
    embedded = len(words) > 1 and words[1].key in ("you", "i", "we") and best is not None
    if starts_with_auxiliary and not embedded:
        return -1
    return best


def _english(words: list[Word], at: int) -> Expectation:
    if at < 0:
        return Expectation(ALSO["boolean"])
    asking, rest = words[at].key, words[at + 1 :]
    keys = [word.key for word in rest]
    following = keys[0] if keys else ""
    if asking in ("who", "whom", "whose"):
        plural = following in ("are", "were") or (asking == "whose" and is_plural(following))
        return Expectation(("person", "list", "organisation") if plural else ALSO["person"], plural=plural)
    if asking == "when":
        return Expectation(ALSO["date"])
    if asking == "where":
        return Expectation(ALSO["place"])
    if asking == "why":
        return Expectation(("reason",))
    if asking == "how":
        return _how(rest, keys, following)
    if following in ("did", "does", "do", "has", "have", "had") or (
        following in ("is", "was") and len(keys) > 2 and keys[-1].endswith("ing")
    ):
        if any(SAYING.match(key) for key in keys[1:]):
            return Expectation(ALSO["speech"])
        if "mean" in keys or (keys[-2:] == ["stand", "for"]):
            return Expectation(("definition", "name", "thing"))
        if keys[-1:] == ["for"] or "cause" in keys:
            return Expectation(("reason", "thing"))
        if "cost" in keys:
            return Expectation(("money",))
    if following in (
        "cause",
        "caused",
        "causes",
        "prompted",
        "triggered",
        "led",
        "leads",
        "made",
        "motivated",
    ):
        return Expectation(("reason", "thing"))
    copula = following in ("is", "are", "was", "were", "s", "be") or words[at].text.casefold().endswith("s")
    start = at + 1 + (following in ("is", "are", "was", "were", "s"))
    plural_copula = following in ("are", "were")
    if len(keys) > 2 and following in SORTS and keys[1] == "of":
        start += 2
    run = _noun_run(words, start, determiners=copula)
    if not run or words[run[0]].key in ("happened", "happens", "else", "about"):
        return Expectation()
    known = [i for i in run if kind_of(words[i].key) is not None]
    head = known[-1] if known else run[-1]
    ended = run[-1] + 1 == len(words)
    if plural_copula and words[start].key == "the" and len(run) > 0 and not known:
        return headed(words, head, plural=True)
    if copula and asking == "what" and ended and not known and "'s" not in words[run[-1] - 1].key:
        return Expectation(
            ALSO["definition"], words[run[-1]].text, (words[run[-1]].start, words[run[-1]].end)
        )
    if copula and not known and not plural_copula:
        return Expectation(("thing",), words[head].text, (words[head].start, words[head].end))
    if following in AUXILIARIES and not copula:
        return Expectation()
    return headed(words, head, plural=True if plural_copula else None, default=("name", "thing"))


def _how(rest: list[Word], keys: list[str], following: str) -> Expectation:
    focus = rest[1] if following in ("many", "much", "few") and len(rest) > 1 else None
    if focus is not None and focus.key in AUXILIARIES | RUN_STOPS:
        focus = None
    span = None if focus is None else (focus.start, focus.end)
    text = None if focus is None else focus.text
    if following == "many" and focus is not None and focus.key in DURATIONS:
        return Expectation(("duration", "number"), text, span)
    if following == "much" and (not COSTING.isdisjoint(keys)):
        return Expectation(("money",), text, span)
    if following == "much" and (
        (focus is not None and kind_of(focus.key) == "money")
        or (len(keys) > 2 and keys[1] in ("is", "are", "was", "were") and keys[2] != "of")
    ):
        return Expectation(("money", "number", "percent"), text, span)
    if following == "much" and focus is not None and focus.key == "time":
        return Expectation(("duration",), text, span)
    if following == "many" and "percent" in keys:
        return Expectation(("percent",), text, span)
    return Expectation(HOW.get(following, ALSO["manner"]), text, span)


def _noun_run(words: list[Word], start: int, *, determiners: bool) -> list[int]:
    """Places of the words of the noun phrase that begins at `start`: up to a preposition, a verb, an
    article."""
    run: list[int] = []
    for i in range(start, min(len(words), start + 7)):
        key = words[i].key
        if key in DETERMINERS and key != "that":
            if run or not determiners:
                break
            continue
        if key in RUN_STOPS or (run and words[i].after_comma):
            if run or key not in PREPOSITIONS:
                break
            continue
        if run and key.endswith("ed") and key not in HEADS:
            break
        run.append(i)
    return run


def _asked_indonesian(words: list[Word]) -> int | None:
    best, most = None, 0.0
    for i, word in enumerate(words):
        if word.key not in INDONESIAN:
            continue
        points = 1.0 + 2 * (i <= 1) + (i == len(words) - 1) + 2 * (word.key not in ("apa", "mana", "dimana"))
        if best is None or points > most:
            best, most = i, points
    return best


def _indonesian(words: list[Word], at: int) -> Expectation:
    asking = words[at].key
    before = words[at - 1].key if at else ""
    after = [word.key for word in words[at + 1 :]]
    following = after[0] if after else ""
    plural = following == "saja" or "saja" in after[:4] or "beberapa" in after or "para" in after[:3]
    if asking == "siapa":
        return Expectation(("person", "list", "organisation") if plural else ALSO["person"], plural=plural)
    if asking in ("kapan", "bilamana"):
        return Expectation(ALSO["date"])
    if asking in ("mengapa", "kenapa"):
        return Expectation(("reason",))
    if asking == "bagaimana":
        speech = following in HEADS and HEADS[following] == "speech"
        if bare(following) in STATES:
            return Expectation(("thing", "manner"))
        return Expectation(ALSO["speech" if speech else "manner"])
    if asking == "berapa":
        return _berapa(words, at)
    if asking in ("dimana", "kemana", "darimana"):
        return Expectation(ALSO["place"], plural=plural)
    if asking == "mana":
        if before in ("di", "ke", "dari"):
            return Expectation(ALSO["place"], plural=plural)
        return _before(words, at, plural=plural or is_doubled(words[at - 1].key))
    return _apa(words, at, before, after, plural)


def _before(words: list[Word], at: int, *, plural: bool) -> Expectation:
    """What the noun phrase that ends before `at` asks for ("negara apa", "makanan khas apa")."""
    run: list[int] = []
    for i in range(at - 1, max(-1, at - 4), -1):
        if words[i].key in LINKS_ID:
            break
        run.append(i)
    known = [i for i in run if kind_of(words[i].key) is not None]
    if not run:
        return Expectation(plural=plural)
    if not known and words[run[0]].key.startswith(("me", "di", "ber", "ter")) and len(words[run[0]].key) > 5:
        return Expectation(plural=plural)
    return headed(words, known[0] if known else run[0], plural=plural, default=("name", "list", "thing"))


def _apa(words: list[Word], at: int, before: str, after: list[str], plural: bool) -> Expectation:
    keys = [word.key for word in words]
    following = after[0] if after else ""
    if before in PURPOSES:
        return Expectation(("list", "reason", "thing") if plural else ("reason", "thing"), plural=plural)
    if (
        "dimaksud" in after[:3]
        or following == "itu"
        or (after[-1:] == ["itu"] and len(after) == 2 and not at)
    ):
        return Expectation(ALSO["definition"])
    if at and before not in LINKS_ID and (at == 1 or words[at - 1].text.islower()):
        return _before(words, at, plural=plural or is_doubled(words[at - 1].key))
    if following == "yang" and len(after) > 1:
        if after[1].startswith(CAUSING):
            return Expectation(("reason", "thing"))
        # "apa yang dikatakan Ana", and "apa yang Ana Sari katakan"
        if any(SAYING.match(key) for key in (*after[1:3], after[-1])):
            return Expectation(ALSO["speech"], plural=plural)
        return Expectation(("list", "thing") if plural else ("thing",), plural=plural)
    nouns = [i for i in range(at + 1, min(len(words), at + 3)) if keys[i] not in ("saja", "nama")]
    if following == "nama" or (nouns and kind_of(keys[nouns[0]]) is not None):
        focus = at + 1 if following == "nama" else nouns[0]
        if following == "nama" and nouns:
            kind = kind_of(keys[nouns[0]])
            if kind in ("person", "organisation", "place"):
                return headed(words, nouns[0], plural=plural or is_doubled(keys[nouns[0]]))
        return headed(words, focus, plural=plural or is_doubled(keys[focus]))
    if words[at].text.casefold().endswith("kah") and at == 0 and not plural:
        return Expectation(("thing", "boolean") if _names_thing(words[1:]) else ALSO["boolean"])
    if not nouns:
        return Expectation(("list", "thing") if plural else ("thing",), plural=plural)
    word = words[nouns[0]]
    if plural:
        return headed(words, nouns[0], plural=True, default=("thing",))
    return Expectation(("thing",), word.text, (word.start, word.end))


def _names_thing(rest: list[Word]) -> bool:
    """Does "apakah" ask "what" here, not "whether"? No verb or modal follows but in a relative clause."""
    keys = [word.key for word in rest]
    end = keys.index("yang") if "yang" in keys else len(keys)
    if not end or not rest[0].text[:1].islower():
        return end < len(keys)
    return not any(key in MODALS or (len(key) > 5 and key.startswith(VERBAL)) for key in keys[:end])


def _berapa(words: list[Word], at: int) -> Expectation:
    keys = [bare(word.key) for word in words]
    before = keys[at - 1] if at else ""
    following = keys[at + 1] if at + 1 < len(words) else ""

    def of(place: int, *kinds: Kind) -> Expectation:
        word = words[place]
        return Expectation(kinds, word.text, (word.start, word.end))

    if before in HEADS and HEADS[before] in ("date", "time"):
        return of(at - 1, *ALSO[HEADS[before]])
    if following in DURATIONS or following in ("lama", "lamanya"):
        return of(at + 1, "duration", "number")
    last = at == len(keys) - 1  # "luas sawah itu berapa?"
    for kind in ("percent", "money", "duration", "number"):
        near = [
            i
            for i, key in enumerate(keys)
            if key in HEADS and HEADS[key] == kind and (abs(i - at) <= 2 or last)
        ]
        if near:
            return of(near[0], *ALSO.get(kind, (kind,)))
    wide = [
        i
        for i, key in enumerate(keys)
        if key in ("harga", "biaya", "tarif", "gaji", "ongkos", "kekayaan", "rupiah")
    ]
    if wide:
        return of(wide[0], "money")
    if following in HEADS and HEADS[following] in ("date", "time"):
        return of(at + 1, *ALSO[HEADS[following]])
    return of(at + 1, "number", "percent") if following else Expectation(ALSO["number"])


def _without_question_word(words: list[Word]) -> Expectation:
    """A command ("Sebutkan ...") or a telegram ("price of coffee?"): the first noun that tells a kind."""
    command = words[0].key in COMMANDS and len(words) > 1
    start = 1 if command else 0
    run = [
        i
        for i in range(start, min(len(words), start + 5))
        if words[i].key not in DETERMINERS | LINKS_ID | COUNTS
    ]
    for i in run:
        if i > start and words[i - 1].key in PREPOSITIONS:
            break
        if command and any(words[j].key in COUNTS for j in range(1, i)):
            break
        if kind_of(words[i].key) is not None and (command or not words[i].text[0].isupper() or i == 0):
            return headed(words, i)
    if command and run:
        counted = any(words[i].key in COUNTS for i in range(1, run[0]))
        return headed(words, run[0], plural=True if counted else None, default=("name", "thing"))
    return Expectation()
