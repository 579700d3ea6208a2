"""One term for a number or date in all of its spellings."""

from __future__ import annotations

import re
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.numbers import hints, numbers


def terms(text: str, language: str) -> list[str]:
    return [quantity.term for quantity in numbers(text, language)]


@pytest.mark.parametrize(
    ("term", "language", "spellings"),
    [
        ("5", "id", ["lima", "5", "５"]),
        ("5", "en", ["five", "5"]),
        ("25", "id", ["dua puluh lima"]),
        ("25", "en", ["twenty-five", "twenty five"]),
        ("1500", "id", ["seribu lima ratus", "1.500", "1,5 ribu"]),
        ("120500", "id", ["seratus dua puluh ribu lima ratus", "120.500"]),
        ("205", "en", ["two hundred and five"]),
        ("1985", "en", ["nineteen eighty-five", "1985"]),
        ("1000.5", "id", ["1.000,50", "1,000.50"]),
        ("1000.5", "en", ["1.000,50", "1,000.50", "1000.5"]),
        ("1500000", "id", ["1,5 juta", "1.5 juta", "1.500.000", "1,5jt"]),
        ("1500000", "en", ["1.5 million", "1,500,000", "1.5mn"]),
        ("5000000000", "id", ["5 miliar", "lima miliar", "5 milyar"]),
        ("6.5", "en", ["6½", "6.5"]),
        ("100", "en", ["a hundred", "one hundred"]),
        ("#6", "id", ["keenam", "ke-6", "ke 6"]),
        ("#6", "en", ["sixth", "6th"]),
        ("#21", "en", ["twenty-first", "21st"]),
        ("#25", "id", ["kedua puluh lima"]),
        ("1990s", "id", ["1990-an", "90-an"]),
        ("1990s", "en", ["1990s", "90s"]),
        ("T15:14", "id", ["15:14", "15.14 WIB", "15:14 WIB"]),
        ("T15:00", "en", ["3 pm", "3 p.m.", "15:00"]),
        ("5000000", "es", ["cinco millones", "5.000.000"]),
    ],
)
def test_spellings_of_one_number(term: str, language: str, spellings: list[str]) -> None:
    assert [terms(spelling, language) for spelling in spellings] == [[term]] * len(spellings)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("11 Oktober 2018", "id"),
        ("11/10/2018", "id"),
        ("11 Okt 2018", "id"),
        ("11.10.2018", "id"),
        ("11-10-2018", "en"),
        ("2018-10-11", "id"),
        ("October 11, 2018", "en"),
        ("11th of October 2018", "en"),
        ("Oct. 11, 2018", "en"),
        ("10/11/2018", "en"),
        ("11. Oktober 2018", "de"),
        ("11 de octubre de 2018", "es"),
        ("2018年10月11日", "zh"),
    ],
)
def test_spellings_of_one_date(text: str, language: str) -> None:
    assert set(terms(text, language)) == {"2018-10-11", "2018-10", "--10-11", "--10", "2018"}


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Oktober 2018", "id", ["2018-10", "--10", "2018"]),
        ("13 Oktober", "id", ["--10-13", "--10"]),
        ("Sabtu (13/10)", "id", ["--10-13", "--10"]),
        ("13/14 kali", "id", ["13", "14"]),
        ("11-13 Oktober", "id", ["--10-11", "--10-13", "--10"]),
        ("99/99/2018", "id", ["99", "99", "2018"]),
        ("31/10/18", "id", ["2018-10-31", "--10-31", "2018-10", "--10", "2018"]),
        ("it may march", "en", []),
        ("in May", "en", ["--05"]),
        ("pukul 15.14", "id", ["T15:14"]),
        ("acara 11.11", "id", ["11.11", "11"]),
        ("suhu 36.5", "id", ["36.5"]),
        ("2-1", "id", ["2", "1"]),
        ("192.168.1.1", "id", ["192", "168", "1", "1"]),
        ("G20 5G 4x4 B2B", "en", []),
        ("5km Rp25.000 US$2.1bn", "id", ["5", "25000", "2.1"]),
        ("$5m and 5 m", "en", ["5000000", "5"]),
        ("dua-duanya satu-satunya", "id", []),
        ("per second, the second", "en", ["#2"]),
        ("dua tiga", "id", ["2", "3"]),
        ("9" * 5000, "id", []),
    ],
)
def test_shapes_that_could_be_misread(text: str, language: str, expected: list[str]) -> None:
    assert terms(text, language) == expected


def test_values() -> None:
    assert [(q.term, q.kind, q.value) for q in numbers("2,5 juta pada Mei 2019, 0,25", "id")] == [
        ("2500000", "number", 2500000),
        ("2019-05", "date", None),
        ("--05", "date", None),
        ("2019", "number", 2019),
        ("0.25", "number", 0.25),
    ]


@given(st.integers(0, 10**12))
def test_grouping_of_any_number(number: int) -> None:
    grouped = f"{number:,}"
    assert terms(grouped, "en") == [str(number)] == terms(grouped.replace(",", "."), "id")


@given(
    st.dates(),
    st.sampled_from(
        ["{0.day}/{0.month}/{0.year:04}", "{0.day}.{0.month}.{0.year:04}", "{0.year:04}-{0.month}-{0.day}"]
    ),
)
def test_numeric_dates_read_back(date: object, shape: str) -> None:
    assert terms(shape.format(date), "id")[0] == str(date)


@given(st.text(st.characters(exclude_categories=()), max_size=60), st.sampled_from(["id", "en", "fr", "zh"]))
def test_any_text_gives_ordered_places_inside_it(text: str, language: str) -> None:
    found = numbers(text, language)
    assert all(0 <= q.start < q.end <= len(text) and q.term for q in found)
    assert [(q.start, -q.end) for q in found] == sorted((q.start, -q.end) for q in found)


AROUND = st.lists(
    st.one_of(
        st.sampled_from([" ", ", ", "\u00a0"]),
        st.sampled_from(
            f"5 11 24 2018 70 000 {'1234567890' * 3} ٣ ５ ½ - . / : ( ) _ 's th an $ Rp x 年 년 月 Oktober Oct"
            " Septembers Mei may of de dan s/d pukul PKL. jam at pagi a.m. pm WIB juta bn m M ribu5 jutak3 ke a"
            " hundred belas puluh kopi".split()
        ),
    ),
    max_size=10,
).map("".join)
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40)


@given(st.one_of(AROUND, ANY_TEXT), st.sampled_from(("id", "en", "fr", "es", "zh")))
def test_a_number_by_itself_is_found_as_any_other(text: str, language: str) -> None:
    found = numbers(text, language)
    with mock.patch("index.numbers._bare", return_value=False):
        assert numbers(text, language) == found


@given(AROUND, st.sampled_from(("id", "en", "fr", "xx")))
def test_where_no_word_hints_at_a_number_is_none(text: str, language: str) -> None:
    hint = hints(language)
    bare = "".join(word if not hint(word) else "kopi" for word in re.split(r"([^\W_]+)", text))
    assert numbers(bare, language) == []
