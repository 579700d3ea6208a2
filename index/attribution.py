"""Who says it, and what does it lean on?

Rules over the words of news: a verb of speech before its speaker ("kata X", "said X") or after it ("X
mengatakan", "X said"), "menurut X", "according to X", and `X: "..."`. What stands inside quotation marks
attributes nothing. A pronoun is resolved to the person last named as speaker or subject. A doubtful speaker
is None: no name is better than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.document import Sentence
from index.expecting import kind_of
from index.gazetteer import COUNTRIES
from index.patterns import lazy

__all__ = ["SPEECH", "Attribution", "attribute"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """`speaker` is who is quoted or reported, a name as it stands in the document; `antecedent` is the place,
    in the sequence given, of the earlier sentence that resolves what this one leans on. None for neither."""

    speaker: str | None = None
    antecedent: int | None = None


_LINKING = frozenset(("dan", "and", "but", "namun", "tapi", "tetapi", "lalu", "jadi", "so", "meanwhile"))
_CONTRACTED = frozenset(("i", "you", "he", "she", "it", "we", "they", "that", "there", "who", "what", "let", "don"))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _alternatives(text: str) -> str:
    return "|".join(text.split())


_CAPITAL = r"[^\W\d_a-zß-ÿ][\w'’-]*"
# Sentences end elsewhere, so a stop inside one abbreviates a title or a name: "Dr. B. J. Habibie".
_NAME = (
    rf"(?:[A-Z][A-Za-z]{{0,3}}\. ?)*{_CAPITAL}"
    rf"(?: (?:[A-Z]\.|{_CAPITAL}\.?|bin|binti|van|de|von|al|dr\.|drg\.|drh\.|ir\.)(?![\w'’-]))*"
)
_PRONOUN = r"(?:dia|ia|beliau|he|she)"
_PRONOUN_AFTER = r"(?:dia|ia|beliau|(?:he|she)(?=[,.;]|$))"  # but "Ann Lee, who won, said she was glad"
_ROLE = r"(?:(?!di |pada |dalam |dan |itu |yang |saat |kepada |dari |the |a |an |to |in |on |by |of |with |oleh |dengan )[a-z0-9'’-]+ ){0,2}"
_KATA = _alternatives("""
    kata ujar tutur ungkap jelas tegas imbuh tambah papar terang sebut lanjut ucap sambung cetus pungkas
    beber tukas tandas kilah seru tanya jawab urai
""")
_MENGATAKAN = _alternatives("""
    mengatakan menyatakan menjelaskan menyampaikan menambahkan mengungkapkan menyebutkan menegaskan
    menuturkan memaparkan menerangkan berkata menilai menekankan membeberkan mengklaim berpendapat
    berujar bertutur memastikan menulis bersumpah berargumen beralasan mengakui membantah memperingatkan
    mengingatkan melanjutkan
""")
_SAID = _alternatives("""
    said says told added adds explained explains noted argued announced warned claimed stated insisted
    replied wrote asked vowed suggested joked admitted denied recalled continued concluded promised
    complained declared remarked stressed emphasised emphasized responded testified tweeted
""")
_ADVERB = r"(?:juga|pun|sendiri|kemudian|lantas|lalu|sempat|telah|sebelumnya|also|however|later|then|has|had|have|previously|[a-z]+ly)"
_REPORTING = frozenset(f"{_MENGATAKAN}|{_SAID}".split("|"))
SPEECH = frozenset(f"{_KATA}|{_MENGATAKAN}|{_SAID}".split("|"))
"""Verbs that say no more than that somebody speaks."""
_AFTER = rf"(?:(?<=[,\"“”’'?!])|(?<=[,\"“”’'?!] )|^)(?:(?i:{_KATA})|said|says|added|asked|explained)"
_INVERTED = lazy(
    rf"{_AFTER}(?:(?P<suffix>nya)\b| (?P<pronoun>{_PRONOUN_AFTER})\b| (?:{_ROLE})(?P<name>{_NAME})(?!\w))"
)
_BY = lazy(
    rf"(?:^|(?<=[,\"”] ))(?i:menurut|according to)(?:(?P<suffix>nya)\b| (?P<pronoun>dia|ia|beliau|him|her)\b"
    rf"| (?:the )?(?:{_ROLE})(?P<name>{_NAME})(?!\w))|\baccording to (?:(?:the|his|her|its|their) )?(?:{_ROLE}|[a-z-]+, )(?P<late>{_NAME})"
    rf"|(?<=, )menurut (?P<held>[A-Z]{{2,}} {_ROLE}{_CAPITAL} {_NAME})"
)
_SUBJECT = lazy(
    rf"(?:^|(?<=[,\"”] )|(?<=[\"”]))(?:(?:[Tt]he|[Ss]ebelumnya|[Kk]emudian|[Ll]alu|[Ll]antas) |[Ss]ambil [a-z]+ )?"
    rf"(?:(?P<pronoun>(?i:{_PRONOUN}))|(?P<name>{_NAME}(?: of {_NAME})?))(?: \([^()]{{1,30}}\)|, \d{{1,3}},)?"
    rf" (?:{_ADVERB} ){{0,2}}(?P<verb>[a-z]+)\b"
)
# "Ines Marchetti, who directs the department, said": what stands between the commas quotes nobody.
_APPOSED = lazy(
    rf"^(?P<name>{_NAME}), (?:[^\"“”]{{3,160}}?, (?:{_ADVERB} ){{0,2}}(?:{_SAID}|{_MENGATAKAN})\b"
    rf"|[^\"“”,]{{3,80}} (?:(?:{_MENGATAKAN})\b|(?:{_SAID}):))"
)
# "Olympic diver Tom Daley says": an agent's noun and a name of two words or more.
_TITLED = lazy(
    r"^(?P<before>[A-Z][\w'’-]+(?: (?!(?:who|that|which|yang|in|di|with|dengan|by|oleh|after|to|told|met) )"
    rf"[a-z'’-]+){{0,5}}) (?P<name>{_CAPITAL} {_NAME})(?:, \d{{1,3}},)?"
    rf" (?:{_ADVERB} ){{0,2}}(?P<verb>[a-z]+)\b"
)
_AGENT = lazy(r"(?:[a-z]{3,}(?:er|or|ist|ian|man|woman|person)|pe[lmnr][a-z]{4,})$")
# "Salah satu perajin, Wagiman, ...", "One pupil, Ann Lee, ..."
_INTRODUCED = lazy(
    rf"^(?P<first>[A-Z][a-z-]*)(?: [\w'’-]+){{0,6}}, (?P<name>{_NAME}),"
)
_INTRODUCING = frozenset(("Salah", "Seorang", "One", "A", "An", "Its", "Their"))
_OWNED = frozenset(("His", "Her", "Their"))
_SHOWN = lazy(rf"(?P<before>(?:(?<= )[a-z-]+ ){{1,3}}(?:{_CAPITAL} ?)?)(?<=\w), (?P<name>{_CAPITAL} {_NAME})[,.]")
_AFTER_OPENING = lazy(rf"^[A-Z][a-z]+(?: [a-z]+){{0,4}}, (?P<name>{_CAPITAL} {_NAME}) (?!and\b|dan\b)")
_RELATED = lazy(rf"(?P<name>{_NAME}), (?:who|yang)\b")
_INNER_CAPITAL = lazy(rf"(?<=[a-z,] ){_CAPITAL}")
_RUN = lazy(_NAME)
_LEANS = lazy(
    r"^[\"“'‘]?(?:(?P<person>(?i:dia|ia|beliau|he|she|menurutnya|menurut dia|menurut beliau|his|her))"
    r"|(?i:hal|kondisi) (?:itu|ini|tersebut)|(?!(?i:selain|sementara|karena|untuk|oleh|dengan|setelah|sebelum|maka) )"
    r"(?<![\"“'‘])[A-Z][a-z-]+ itu|(?i:mereka|they|this|it|itu|ini)"
    r"|(?i:that|these|those)(?! (?:who|whose|which|that|with|the|a|an|in|of|all|he|she|they|we|it)\b))\b"
)
# "It is clear that ...", "it seems": an it that stands for nothing.
_EXPLETIVE = lazy(
    r"^[\"“'‘]?(?i:it)(?:['’]s (?:\w+ ){1,2}(?:that|to|for)\b| (?:seems|appears|(?:turns?|turned) out|comes? as|(?:is|was|would be|will be|may be|might be"
    r"|has been|had been|became|remains) (?:\w+ ){1,2}(?:that|to|for|whether|how|if|when)\b))"
)
_MENTIONS = lazy(r"^(?:\S+ ){0,6}tersebut\b")
_DESCRIBED = lazy(r" (?:ini|itu|tersebut)\b")  # "Pelatih Persib ini": no name but a description
_PAIR = lazy("-[A-Z]")
_VERB = lazy(r"Me[mnlrwy][a-z]{4,}\b")
_QUOTE = lazy(r"[\"“”„]")

# Words of an office before a name: "Kepala Badan Pusat Statistik Suhariyanto".
_OFFICE = _words("""
    pm tn ny sdr sdri bpk miss former mantan perdana calon mendiang bos boss councillor oposisi penyelam penerbit penulis aktor penyanyi pemain gelandang striker atlet olimpiade pengacara
    politisi ekonom tuan nyonya sir lord lady rapper actor actress singer analyst business home defence
    defense interior opposition menteri kepala ketua wakil presiden direktur utama umum gubernur bupati
    walikota wali kota sekretaris jenderal koordinator bidang dewan komisioner otoritas jasa keuangan
    badan ekonomi kreatif anggota komisi juru bicara jubir kapolri kapolda kapolres kapolsek panglima
    kombes pol akbp brigjen irjen komjen letjen mayjen jaksa agung hakim rektor dekan pelatih kapten
    pengamat peneliti kominfo kesehatan pendidikan perdagangan perindustrian pertanian perhubungan
    pertahanan pariwisata sosial agama hukum dalam luar negeri bank indonesia lembaga kementerian partai
    attorney manajer executive chief officer president prime minister secretary senator governor mayor director
    chairman chairwoman ceo general judge professor spokesman spokesperson spokeswoman foreign finance
    health deputy vice former mr mrs ms dr ir drs prof h hj kh gen sen rep gov pak bu bapak ibu humas
    polda polri metro jaya founder pendiri komisaris plt plh pj
""")
_TITLES = _words("""
    minister president secretary director governor mayor chairman chairwoman officer senator spokesman
    spokeswoman spokesperson general farmer professor judge menteri presiden gubernur bupati direktur ketua kepala
""")
# Parts of names of firms, bodies and places, which no "dia", "he" or "she" stands for.
_NO_PERSONS = _words("""
    keluarga family trust news times agency utara selatan timur barat tengah raya pt cv kementerian badan bank
    universitas institut rumah dinas komisi partai dewan majelis mahkamah pasar kota kabupaten provinsi
    kecamatan desa jalan gunung pulau sungai laut danau jembatan bandara pelabuhan stasiun stadion
    timnas klub group grup inc corp ltd company university college school hospital ministry council
    court party union united states city county river mount lake island bridge airport street house
    association federation committee department institute nations club museum team league cup
""")
_NO_NAMES = _words("""
    man woman boy girl pria wanita of by with from indonesian american british chinese russian japanese australian european dan atau
    anda kamu and or pejabat dokter korban doctors prosecutors critics katanya according the a an he she
    it they we i you this that these those his her their but in on at for when while after dia ia beliau
    mereka kami kita saya ini itu hal namun tetapi tapi sementara selain pada di dari untuk dalam dengan
    menurut karena jika kalau saat ketika setelah sebelum sejak pasal uu undang-undang undang data
    laporan survei peraturan hasil para seorang sebuah banyak sebanyak warga polisi pemerintah officials
    police report reports experts some many one also however meanwhile yesterday today kemudian lalu
    selanjutnya sebelumnya adapun bahkan jadi as if so there here what who why how no not senin selasa
    rabu kamis jumat sabtu minggu monday tuesday wednesday thursday friday saturday sunday
""")


def attribute(sentences: Sequence[Sentence]) -> list[Attribution]:
    """One `Attribution` for each of `sentences`, which are those of one document in order; `[]` for none.

    Only body sentences are speech and only they resolve anything. A short naming is given as the fullest
    one in the document that holds it ("kata Sri" is "Sri Mulyani"). A quotation over several sentences has
    one speaker, wherever in it the attribution stands; plural pronouns have none.
    """
    said: list[str | None] = [None] * len(sentences)
    leads: list[int | None] = [None] * len(sentences)
    quoted = _quoted(sentences)
    body = [i for i, sentence in enumerate(sentences) if sentence.role == "body"]
    runs = _runs([sentences[i] for i in body])
    names = {name for i in body for name in _INNER_CAPITAL.findall(sentences[i].text)}
    told = {i: _speaker(sentences[i].text, quoted[i]) for i in body}
    known = {_fullest(name, runs) for name, _ in told.values() if name and not _organisation(name)}
    known.update(_titled([sentences[i] for i in body], runs))
    person: str | None = None
    named: int | None = None  # the last sentence that names `person`
    previous: int | None = None
    outside: int | None = None  # the last sentence that does not begin in a quotation
    for i in body:
        text = sentences[i].text
        found, pronoun = told[i]
        name = _fullest(found, runs) if found else None
        if name and name[-1] == "s" and " " not in name and name not in names and text.startswith(name):
            name = None  # "Analysts said"
        leaning = _LEANS.match(text)
        if leaning and leaning[0].lower().endswith("it") and _EXPLETIVE.match(text):
            leaning = None
        said[i] = person if pronoun else name
        if pronoun or (leaning and leaning["person"]):
            leads[i] = named if person else outside
        elif leaning or _MENTIONS.match(text):
            leads[i] = previous
        if name is not None:
            person = name if not _organisation(name) else person
        elif not pronoun and not quoted[i][0]:
            subject, sure = _subject(text, names)
            if subject and not _organisation(subject):
                full = _fullest(subject, runs)
                if sure or " " in full or full in known:
                    person = full
                elif full in names:
                    person = None  # a name, but perhaps of no person: from here on a pronoun is in doubt
            elif not subject and person and not _named(person, text):
                if any(_named(other, text) for other in known):
                    person = None  # another who speaks here came between
        apart = not quoted[i][0] or name is not None
        if apart and person and _named(person, text):
            named = i
        previous = i
        if not quoted[i][0]:
            outside = i
    _spread(sentences, body, quoted, said, told)
    return [Attribution(speaker, lead) for speaker, lead in zip(said, leads, strict=True)]


def _quoted(sentences: Sequence[Sentence]) -> list[tuple[bool, list[tuple[int, int]], bool]]:
    """For each sentence: if it begins in a quotation, the quoted spans of its text, if it ends in one."""
    result: list[tuple[bool, list[tuple[int, int]], bool]] = []
    inside = False
    for i, sentence in enumerate(sentences):
        text = sentence.text
        if i and sentences[i - 1].block != sentence.block:
            # A quotation that runs on over paragraphs opens each of them anew; any other has ended.
            inside = False
        begins, start = inside, 0
        spans: list[tuple[int, int]] = []
        for mark in _QUOTE.finditer(text):
            opens = _opens(text, mark.start(), inside=inside)
            if opens and inside and mark.start() and mark[0] in "\"“„":
                begins, start = False, mark.start()  # the one before was never closed
                spans.clear()
            elif opens and not inside:
                inside, start = True, mark.start()
            elif not opens and inside:
                inside = False
                spans.append((start, mark.end()))
        if inside:
            spans.append((start, len(text)))
        # A sentence may begin with a name in marks ("Hans" Geiger); speech has a stop or comma before its end.
        speech = text[:1] in {'"', "“", "„"} and bool(spans) and (
            spans[0][1] == len(text) or text[spans[0][1] - 2] in ",.?!…"
        )
        result.append((begins or speech, spans, inside))
    return result


def _shown(text: str) -> str | None:
    """Who is named after what they are: "... dibantah juru bicara Nirmala, Oki Setiaji."."""
    if ", " not in text:
        return None
    for found in _SHOWN.finditer(text):
        if any(map(_role, found["before"].split())):
            return _person(found["name"])
    return None


def _introduced(text: str) -> re.Match[str] | None:
    first = text.split(" ", 1)[0]
    roles = [word.lower() for word in text.partition(",")[0].split()[:3]]
    return _INTRODUCED.match(text) if first in _INTRODUCING or any(map(_role, roles)) else None


def _reports(word: str) -> bool:
    return word.removesuffix("nya") in _REPORTING


def _bare(text: str) -> list[str]:
    return [word.strip(",.:;\"“”") for word in text.split()]


def _opens(text: str, at: int, *, inside: bool) -> bool:
    """If the mark at `at` opens a quotation: by the blanks beside it, which writers mistake less than its shape."""
    before, after = text[at - 1 : at].strip(" ("), text[at + 1 : at + 2].strip()
    if bool(before) != bool(after):
        return not before
    return text[at] in "“„" or (text[at] == '"' and not inside)


def _subject(text: str, names: set[str]) -> tuple[str | None, bool]:
    """Who a sentence begins with, behind the words of an office ("Former president Ann Lee, ..."), or introduces
    ("... the village postman, Tom Baker, who ..."), and if that is a person beyond doubt."""
    introduced = _introduced(text)
    if introduced:
        return _person(introduced["name"]), True
    start = 0
    words = text.split(" ", 7)[:7]
    if words[0] in _OWNED:
        start = len(words.pop(0)) + 1
    for i, word in enumerate(words):
        if not (word.islower() or not i) or not _role(word.lower().rstrip(".")):
            break
        start += len(word) + 1
    opening = _RUN.match(text, start) or (_RUN.match(text) if start else None)
    subject = _person(opening[0]) if opening else None
    if opening and subject and text.split(" ", 1)[0] in _OWNED and opening.start():
        return subject, True  # "His granddaughter Poppy"
    if opening and subject:
        verb = subject.split(" ")[0] not in names and _VERB.match(subject)  # "Melewati Bolivia"
        if verb or _DESCRIBED.match(text, opening.end()) or (" " not in subject and subject not in names):
            subject = None
    if subject is None and (shown := _shown(text)):
        return shown, True
    if subject is None and (after := _AFTER_OPENING.match(text)):
        return _person(after["name"]), False  # "Meanwhile, Ann Lee ..."
    if subject is None and (", who " in text or ", yang " in text) and (related := _RELATED.search(text)):
        return _person(related["name"]), False
    return subject, False


def _role(word: str) -> bool:
    """If a word says what somebody is: "president", "bidan", "diver"."""
    return word in _OFFICE or kind_of(word) == "person" or bool(_AGENT.match(word))


def _speaker(text: str, quoted: tuple[bool, list[tuple[int, int]], bool]) -> tuple[str | None, bool]:
    """The name a sentence gives its speaker, and if it gives a pronoun in place of one."""
    # Compiling a pattern takes longer than all texts together: each only where it can match.
    introduced = _introduced(text)
    if introduced and _REPORTING.intersection(_bare(text[introduced.end() :])[:1]):
        return _person(introduced["name"]), False
    patterns = [_INVERTED]
    if "enurut" in text or "ccording" in text:
        patterns.append(_BY)
    if any(map(_reports, _bare(text))):
        patterns += [_SUBJECT, _APPOSED] if ", " in text else [_SUBJECT]
    for pattern in patterns:
        for found in pattern.finditer(text):
            if any(start <= found.start() < end for start, end in quoted[1]):
                continue
            groups = found.groupdict()
            if not _reports(groups.get("verb") or "said"):
                continue
            if groups.get("pronoun") or groups.get("suffix"):
                return None, True
            run = groups["name"] or groups.get("late") or groups["held"]
            name = _person(run)
            if pattern in (_INVERTED, _BY) and run.split(" ")[0].lower() in _OFFICE:
                # "kata Ketua DPRD, Dewi Lestari, di Solo"
                after = _RUN.match(text, found.end() + 2) if text.startswith(", ", found.end()) else None
                name = (_person(after[0]) if after else None) or name
            return name, False
    titled = _TITLED.match(text) if _SUBJECT in patterns else None
    if titled and _reports(titled["verb"]) and any(map(_role, titled["before"].lower().split())):
        name = _person(titled["name"])
        return (None if name and _organisation(name) else name), False
    opening = _RUN.match(text)
    if opening and text[opening.end() :].startswith((': "', ": “", ':"', ":“")):
        return _person(opening[0]), False
    return None, False


def _person(run: str) -> str | None:
    """`run` without the office before the name, None if nothing else is left or it begins with no name."""
    words = run.rstrip(",. ").split(" ")
    while len(words) > 1 and (words[0].lower() in _LINKING or words[0].endswith("-old")):
        del words[0]
    first = words[0].lower().replace("’", "'")
    if not first or first in _NO_NAMES or first.split("'")[0] in _CONTRACTED:
        return None
    office = [word.lower().rstrip(".") in _OFFICE or word.endswith(("'s", "’s")) for word in words]
    if words[-1].endswith(("'", "’")):
        return None  # "Ms Davis' son"
    if not office[0]:
        for i in range(len(words) - 3, -1, -1):
            if words[i].lower() in _TITLES:
                return " ".join(words[i + 1 :])  # "Trade Minister Ann Lee"
        # "Engineer Ann Lee"
        return " ".join(words[1:] if len(words) > 2 and kind_of(first) == "person" else words)
    if office[-1]:
        return None
    # "Ketua Umum Kadin Indonesia Rosan Roeslani": the name begins behind the last word of the office.
    last = max(i for i, word in enumerate(words[:-1]) if office[i] or (word.isupper() and len(word) > 2))
    return " ".join(words[last + 1 :])


def _named(person: str, text: str) -> bool:
    """If a text holds a part of the name as a word."""
    words = {word.partition("'")[0].partition("’")[0] for word in _bare(text)}
    return any(len(part) > 2 and part in words for part in person.split(" "))


def _organisation(name: str) -> bool:
    """If `name` says itself that it is no person's."""
    first = name.split(" ")[0]
    return (
        name.isupper()
        or (first.isupper() and len(first) > 2 and first.isalpha())
        or name.lower() in COUNTRIES
        or any(word.lower() in _NO_PERSONS for word in name.split(" "))
    )


def _runs(body: Sequence[Sentence]) -> dict[str, list[list[str]]]:
    """For each word, the names of two to six words that hold it, without the office before them."""
    runs: dict[str, list[list[str]]] = {}
    singles = _singles(body)
    for sentence in body:
        for found in _RUN.finditer(sentence.text):
            words = _trimmed((_person(found[0]) or "").split(" "), found, singles)
            # "Burhan Tolinggi-Maria Sumual" are two.
            if 1 < len(words) <= 6 and not any(_PAIR.search(word) for word in words[1:-1]):
                for word in dict.fromkeys(words):
                    if words not in runs.setdefault(word, []):
                        runs[word].append(words)
    return runs


def _singles(body: Sequence[Sentence]) -> set[str]:
    """The names that stand alone somewhere, perhaps behind a title."""
    people = {_person(run) for sentence in body for run in _RUN.findall(sentence.text)}
    return {name for name in people if name and " " not in name}


def _trimmed(words: list[str], found: re.Match[str], singles: set[str]) -> list[str]:
    """A naming without the office's place before it: "Kepala Dinas Samparan Halim Wiratmo" is called Halim later."""
    before = [*found.string[: found.start()].split()[-3:], *found[0].split()[: -len(words)]]
    if len(words) < 3 or not any(_role(word.lower().strip(".,")) for word in before):
        return words
    for i, word in enumerate(words[1:], 1):
        if word in singles:
            return words[i if i < len(words) - 1 else i - 1 - (len(words[i - 1]) == 2) :]
    return words


def _titled(body: Sequence[Sentence], runs: Mapping[str, list[list[str]]]) -> set[str]:
    """The names that stand behind a title: "Mr Tom Baker", "Menteri Rudiantara"."""
    found = set()
    for sentence in body:
        for run in _RUN.findall(sentence.text):
            first, _, rest = run.partition(" ")
            name = _person(run) if rest and first.lower().rstrip(".") in _OFFICE else None
            if name and not _organisation(name):
                found.add(_fullest(name, runs))
    return found


def _fullest(name: str, runs: Mapping[str, list[list[str]]]) -> str:
    """The longest naming in `runs` that holds the single word `name`; `name` if two persons share it. Of several words,
    those that are a naming by themselves."""
    if " " in name:
        ends = (" ".join(words) for words in runs.get(name.rpartition(" ")[2], ()))
        return next((end for end in ends if name.endswith(f" {end}")), name)
    full = []
    for words in runs.get(name, ()):
        at = words.index(name)
        # A family name ends a name of two or three words; any other word begins the name.
        whole = at == len(words) - 1 and len(words) <= 3
        full.append(" ".join(words if whole else words[at:]))
    longest = max(full, key=len, default=name)
    return longest if all(other in longest for other in full) else name


def _spread(
    sentences: Sequence[Sentence],
    body: Sequence[int],
    quoted: Sequence[tuple[bool, list[tuple[int, int]], bool]],
    said: list[str | None],
    told: Mapping[int, tuple[str | None, bool]],
) -> None:
    """Give one speaker to the sentences of a quotation and to quotations that follow in its paragraph."""
    for one, two in reversed(list(pairwise(body))):
        if quoted[one][2] and said[one] is None and sentences[one].block == sentences[two].block:
            said[one] = said[two]
    for one, two in pairwise(body):
        same = sentences[one].block == sentences[two].block
        runs_on = quoted[one][2] or (same and bool(quoted[one][1]))
        if (
            said[two] is None
            and quoted[two][0]
            and runs_on
            and not told[two][1]
            and not _told_otherwise(sentences[two].text, quoted[two][1])
        ):
            said[two] = said[one]


def _told_otherwise(text: str, spans: Sequence[tuple[int, int]]) -> bool:
    """If words outside the quotation say that somebody without a name speaks: "...," the report said."""
    outside, at = "", 0
    for start, end in spans:
        outside += text[at:start] + " "
        at = end
    return any(word in SPEECH for word in _bare(outside + text[at:])) if spans else False
