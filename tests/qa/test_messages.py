from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

import qa
from index.match import Absence
from index.question import Kind
from qa.chat_messages import LANGUAGES, MESSAGES, counted, enumerated
from qa.messages import CATALOGUES, interface_language, likelihood, reason, say


def placeholders(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name is not None}


def test_the_catalogues_are_complete() -> None:
    english = CATALOGUES["en"]
    for language, catalogue in CATALOGUES.items():
        assert catalogue.keys() == english.keys(), language
        for key, message in catalogue.items():
            assert placeholders(message) == placeholders(english[key]), (language, key)
            assert message.strip() == message != "", (language, key)


def test_every_kind_of_answer_has_a_name() -> None:
    kinds = {key.removeprefix("kind.") for key in CATALOGUES["en"] if key.startswith("kind.")}
    assert kinds == {*get_args(Kind), "age"}  # an age is a duration to the ranking


def test_another_language_gets_english() -> None:
    assert say("line", "de", line=3) == "line 3"
    assert reason(Absence("blank"), language="xx") == "The question is empty."


WORDS = Absence("words", missing=("price",), present=(("Indomie", 47),))


@pytest.mark.parametrize(
    ("absence", "english", "indonesian"),
    [
        (Absence("blank"), "The question is empty.", "Pertanyaannya kosong."),
        (
            Absence("stopwords"),
            "The question has only common words; name a thing, a person or an event.",
            "Pertanyaan ini hanya berisi kata umum; sebutkan benda, orang, atau peristiwanya.",
        ),
        (
            Absence("nothing"),
            "The article does not say: nothing in it is about this.",
            "Artikel ini tidak menyebutkannya: tidak ada isinya yang membahas hal ini.",
        ),
        (
            WORDS,
            "The article does not say: 'price' occurs nowhere in it; 'Indomie' does, in line 47.",
            "Artikel ini tidak menyebutkannya: 'price' tidak ditemukan di dalamnya; "
            "'Indomie' ada di baris 47.",
        ),
        (
            Absence("words", missing=("a", "b"), present=(("c", 1), ("d", 2))),
            "The article does not say: 'a' and 'b' occur nowhere in it; 'c' (line 1) and 'd' (line 2) do.",
            "Artikel ini tidak menyebutkannya: 'a' dan 'b' tidak ditemukan di dalamnya; "
            "'c' (baris 1) dan 'd' (baris 2) ada.",
        ),
        (
            Absence("kind", "money"),
            "The article does not say: no amount of money is given near these words.",
            "Artikel ini tidak menyebutkannya: tidak ada jumlah uang di dekat kata-kata ini.",
        ),
        (
            Absence("kind", "money", present=(("Indomie", 47),)),
            "The article does not say: no amount of money is given near 'Indomie' (line 47).",
            "Artikel ini tidak menyebutkannya: tidak ada jumlah uang di dekat 'Indomie' (baris 47).",
        ),
        (
            Absence("kind", "money", ("price",), (("Indomie", 47),)),
            "The article does not say: no amount of money is given near 'Indomie' (line 47); "
            "'price' occurs nowhere in it.",
            "Artikel ini tidak menyebutkannya: tidak ada jumlah uang di dekat 'Indomie' (baris 47); "
            "'price' tidak ditemukan di dalamnya.",
        ),
        (
            Absence("weak"),
            "The article does not seem to say: no sentence clearly answers this.",
            "Artikel ini tampaknya tidak menyebutkannya: "
            "tidak ada kalimat yang jelas menjawab pertanyaan ini.",
        ),
    ],
)
def test_the_reason_names_what_is_absent(absence: Absence, english: str, indonesian: str) -> None:
    assert reason(absence, language="en") == english
    assert reason(absence, language="id") == indonesian


@pytest.mark.parametrize(
    ("absence", "english"),
    [
        (Absence("nothing"), "The 12 articles do not say: nothing in them is about this."),
        (WORDS, "The 12 articles do not say: 'price' occurs nowhere in them; 'Indomie' does."),
        (
            Absence("kind", "date", present=(("Indomie", 47),)),
            "The 12 articles do not say: no date is given near 'Indomie'.",
        ),
        (Absence("weak"), "The 12 articles do not seem to say: no sentence clearly answers this."),
    ],
)
def test_several_articles_are_counted_and_their_lines_not_named(absence: Absence, english: str) -> None:
    assert reason(absence, language="en", documents=12) == english


def test_a_reason_stays_short() -> None:
    missing = ("x" * 100_000, *"abcdef")
    said = reason(Absence("words", missing=missing), language="en")
    assert said == f"The article does not say: '{'x' * 39}…', 'a', 'b' and 4 more occur nowhere in it."


ABSENCES = st.builds(
    Absence,
    st.sampled_from(["blank", "stopwords", "nothing", "kind", "words", "weak"]),
    st.none() | st.sampled_from(get_args(Kind)),
    st.lists(st.text(min_size=1)).map(tuple),
    st.lists(st.tuples(st.text(min_size=1), st.integers(1))).map(tuple),
)


@given(ABSENCES, st.sampled_from(["en", "id", "de"]), st.integers(0, 3))
def test_every_absence_has_a_reason(absence: Absence, language: str, documents: int) -> None:
    said = reason(absence, language=language, documents=documents)
    assert said.endswith(".")
    assert len(said) < 600


def test_more_confidence_is_never_said_as_less() -> None:
    said = [likelihood(percent / 100, language="en") for percent in range(101)]
    assert list(dict.fromkeys(said)) == ["doubtful", "possible", "likely", "almost certain"]
    assert likelihood(1.0, language="id") == "hampir pasti"


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "id_ID.UTF-8"}, "id"),
        ({"LANG": "id"}, "id"),
        ({"LANG": "id_ID.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "id_ID"}, "id"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": ""}, "en"),
    ],
)
def test_the_locale_chooses_the_language_before_any_question(
    environment: dict[str, str], language: str
) -> None:
    assert interface_language(environment) == language


# ------------------------------------------------------------- the catalogues and the program use each other

SOURCES = Path(qa.__file__).parent
TREES = {path.name: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCES.glob("*.py"))}
CATALOGUE_FILES = ("messages.py", "chat_messages.py")


def keys_said() -> Iterator[tuple[str, str]]:
    """The keys that calls of `say` and `remark` and the table of commands name as they are, with their places."""
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            keys = {"say": node.args[:1], "remark": node.args[1:2], "Command": node.args[1:2]}.get(called, [])
            if called == "Command":
                keys = [*keys, *(given.value for given in node.keywords if given.arg == "waiting")]
            for key in keys:
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield f"{name}:{node.lineno}", key.value


def keys_possible() -> Iterator[str]:
    """A pattern for every text in the sources that can be a key; of `f"likely.{level}"` it is `likely\\..+`."""
    for name, tree in TREES.items():
        skipped = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                skipped |= set(map(id, node.values))
            elif isinstance(node, ast.Dict) and name in CATALOGUE_FILES:
                skipped |= set(map(id, node.keys))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skipped:
                yield re.escape(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                yield "".join(
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
                    for part in node.values
                )


def test_every_message_that_is_said_is_there() -> None:
    known = CATALOGUES["en"].keys() | MESSAGES["en"].keys()
    named = list(keys_said())
    assert len(named) > 60
    assert [(place, key) for place, key in named if key not in known] == []


@pytest.mark.parametrize("catalogue", [CATALOGUES["en"], MESSAGES["en"]], ids=["answers", "chat"])
def test_every_message_that_is_there_is_said(catalogue: Mapping[str, str]) -> None:
    possible = set(keys_possible())
    assert ".+" not in possible
    patterns = [re.compile(pattern) for pattern in possible if len(pattern) < 60]
    assert [key for key in catalogue if not any(pattern.fullmatch(key) for pattern in patterns)] == []


def test_every_message_is_in_every_language_with_the_same_placeholders() -> None:
    assert set(LANGUAGES) == {"en", "id"}
    for language in LANGUAGES:
        assert MESSAGES[language].keys() == MESSAGES["en"].keys()
        for key, message in MESSAGES[language].items():
            assert placeholders(message) == placeholders(MESSAGES["en"][key]), (language, key)


def test_numbers_are_counted_as_each_language_does() -> None:
    assert [counted("document", number, "en") for number in (0, 1, 12345)] == [
        "0 documents",
        "1 document",
        "12,345 documents",
    ]
    assert counted("sentence", 12345, "id") == "12.345 kalimat"
    assert enumerated([], "en", most=3) == ""
    assert enumerated(["a"], "en", most=3) == "a"
    assert enumerated(["a", "b"], "id", most=3) == "a dan b"
    assert enumerated([*"abcdef"], "en", most=3) == "a, b, c and 3 more"
