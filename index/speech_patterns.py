"""What do the sentences of news look like that tell who speaks? The patterns behind `index.attribution`.

A name is a run of capitalised words. Each pattern is compiled when a text first needs it, see `index.patterns`.
"""

from __future__ import annotations

from index.patterns import lazy
from index.speech_words import KATA, MENGATAKAN, SAID

__all__ = [
    "ADVERB",
    "AFTER",
    "AFTER_OPENING",
    "AGENT",
    "APPOSED",
    "BY",
    "CAPITAL",
    "DESCRIBED",
    "EXPLETIVE",
    "INNER_CAPITAL",
    "INTRODUCED",
    "INVERTED",
    "LEANS",
    "MENTIONS",
    "NAME",
    "PAIR",
    "PRONOUN",
    "PRONOUN_AFTER",
    "QUOTE",
    "RELATED",
    "ROLE",
    "RUN",
    "SHOWN",
    "SUBJECT",
    "TITLED",
    "VERB",
]

CAPITAL = r"[^\W\d_a-zß-ÿ][\w'’-]*"
# Sentences end elsewhere, so a stop inside one abbreviates a title or a name: "Dr. B. J. Habibie".
NAME = (
    rf"(?:[A-Z][A-Za-z]{{0,3}}\. ?)*{CAPITAL}"
    rf"(?: (?:[A-Z]\.|{CAPITAL}\.?|bin|binti|van|de|von|al|dr\.|drg\.|drh\.|ir\.)(?![\w'’-]))*"
)
PRONOUN = r"(?:dia|ia|beliau|he|she)"
PRONOUN_AFTER = r"(?:dia|ia|beliau|(?:he|she)(?=[,.;]|$))"  # but "Ann Lee, who won, said she was glad"
ROLE = (
    r"(?:(?!(?:di|pada|dalam|dan|itu|yang|saat|kepada|dari|the|a|an|to|in|on|by|of|with|oleh|dengan) )"
    r"[a-z0-9'’-]+ ){0,2}"
)
ADVERB = (
    r"(?:juga|pun|sendiri|kemudian|lantas|lalu|sempat|telah|sebelumnya|also|however|later|then|has|had|have"
    r"|[a-z]+ly)"
)
AFTER = rf"(?:(?<=[,\"“”’'?!])|(?<=[,\"“”’'?!] )|^)(?:(?i:{KATA})|said|says|added|asked|explained)"
INVERTED = lazy(
    rf"{AFTER}(?:(?P<suffix>nya)\b| (?P<pronoun>{PRONOUN_AFTER})\b| (?:{ROLE})(?P<name>{NAME})(?!\w))"
)
BY = lazy(
    rf"(?:^|(?<=[,\"”] ))(?i:menurut|according to)(?:(?P<suffix>nya)\b| (?P<pronoun>dia|ia|beliau|him|her)\b"
    rf"| (?:the )?(?:{ROLE})(?P<name>{NAME})(?!\w))"
    rf"|\baccording to (?:(?:the|his|her|its|their) )?(?:{ROLE}|[a-z-]+, )(?P<late>{NAME})"
    rf"|(?<=, )menurut (?P<held>[A-Z]{{2,}} {ROLE}{CAPITAL} {NAME})"
)
SUBJECT = lazy(
    rf"(?:^|(?<=[,\"”] )|(?<=[\"”]))(?:(?:[Tt]he|[Ss]ebelumnya|[Kk]emudian|[Ll]alu|[Ll]antas) |[Ss]ambil [a-z]+ )?"
    rf"(?:(?P<pronoun>(?i:{PRONOUN}))|(?P<name>{NAME}(?: of {NAME})?))(?: \([^()]{{1,30}}\)|, \d{{1,3}},)?"
    rf" (?:{ADVERB} ){{0,2}}(?P<verb>[a-z]+)\b"
)
# "Ines Marchetti, who directs the department, said": what stands between the commas quotes nobody.
APPOSED = lazy(
    rf"^(?:(?:Sebaliknya|Namun|Sementara itu|Adapun|Selain itu|Di sisi lain|Lebih lanjut|Meski begitu|However|Meanwhile"
    rf"|Instead|Still), )?(?P<name>{NAME}), (?:[^\"“”]{{3,160}}?, (?:{ADVERB} ){{0,2}}(?:{SAID}|{MENGATAKAN})\b"
    rf"|[^\"“”,]{{3,80}} (?:(?:{MENGATAKAN})\b|(?:{SAID}):))"
)
# "Olympic diver Tom Daley says": an agent's noun and a name of two words or more.
TITLED = lazy(
    r"^(?P<before>[A-Z][\w'’-]+(?: (?!(?:who|that|which|yang|in|di|with|dengan|by|oleh|after|to|told|met) )"
    rf"[a-z'’-]+){{0,5}}) (?P<name>{CAPITAL} {NAME})(?:, \d{{1,3}},)?"
    rf" (?:{ADVERB} ){{0,2}}(?P<verb>[a-z]+)\b"
)
AGENT = lazy(r"(?:[a-z]{3,}(?:er|or|ist|ian|man|woman|person)|pe[lmnr][a-z]{4,})$")
# "Salah satu perajin, Wagiman, ...", "One pupil, Ann Lee, ..."
INTRODUCED = lazy(rf"^(?P<first>[A-Z][a-z-]*)(?: [\w'’-]+){{0,6}}, (?P<name>{NAME}),")
SHOWN = lazy(rf"(?P<before>(?:(?<= )[a-z-]+ ){{1,3}}(?:{CAPITAL} ?)?)(?<=\w), (?P<name>{CAPITAL} {NAME})[,.]")
AFTER_OPENING = lazy(rf"^[A-Z][a-z]+(?: [a-z]+){{0,4}}, (?P<name>{CAPITAL} {NAME}) (?!and\b|dan\b)")
RELATED = lazy(rf"(?P<name>{NAME}), (?:who|yang)\b")
INNER_CAPITAL = lazy(rf"(?<=[a-z,] ){CAPITAL}")
RUN = lazy(NAME)
LEANS = lazy(
    r"^[\"“'‘]?(?:(?P<person>(?i:dia|ia|beliau|he|she|menurutnya|menurut dia|menurut beliau|his|her))"
    r"|(?i:hal|kondisi) (?:itu|ini|tersebut)|(?!(?i:selain|sementara|karena|untuk|oleh|dengan|setelah|sebelum|maka) )"
    r"(?<![\"“'‘])[A-Z][a-z-]+ itu|(?i:mereka|they|this|it|itu|ini)"
    r"|(?i:that|these|those)(?! (?:who|whose|which|that|with|the|a|an|in|of|all|he|she|they|we|it)\b))\b"
)
# "It is clear that ...", "it seems": an it that stands for nothing.
EXPLETIVE = lazy(
    r"^[\"“'‘]?(?i:it)(?:['’]s (?:\w+ ){1,2}(?:that|to|for)\b"
    r"| (?:seems|appears|(?:turns?|turned) out|comes? as"
    r"|(?:is|was|would be|will be|may be|might be|has been|had been|became|remains) (?:\w+ ){1,2}"
    r"(?:that|to|for|whether|how|if|when)\b))"
)
MENTIONS = lazy(r"^(?:\S+ ){0,6}tersebut\b")
DESCRIBED = lazy(r" (?:ini|itu|tersebut)\b")  # "Pelatih Persib ini": no name but a description
PAIR = lazy("-[A-Z]")
VERB = lazy(r"Me[mnlrwy][a-z]{4,}\b")
QUOTE = lazy(r"[\"“”„]")
