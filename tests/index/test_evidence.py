"""Which kinds of answer does a sentence hold, and where?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.evidence import announcing, held, items, question_like, support
from index.question import expectation


def found(text: str, kind: str, least: float = 0.5) -> list[str]:
    return [
        text[span.start : span.end] for span in held(text, "id") if span.kind == kind and span.weight >= least
    ]


@pytest.mark.parametrize(
    ("text", "kind", "span"),
    [
        ("Rapat digelar pada 11 Oktober 2018 di Jakarta.", "date", "11 Oktober 2018"),
        ("It was signed on October 11, 2018 in Paris.", "date", "October 11, 2018"),
        ("katanya, Sabtu (13/10/2018).", "date", "13/10/2018"),
        ("Founded in 1987 by two brothers.", "date", "1987"),
        ("Berasal dari abad ke-19 di Jawa.", "date", "abad ke-19"),
        ("Terbit pukul 15.14 WIB kemarin.", "time", "15.14 WIB"),
        ("Perang berlangsung selama 3 tahun.", "duration", "3 tahun"),
        ("Sebanyak 25 orang tewas.", "number", "25 orang"),
        ("Jaraknya dua puluh lima km dari kota.", "number", "dua puluh lima km"),
        ("Harganya Rp 25.000 saja.", "money", "Rp 25.000"),
        ("They paid US$ 3.5 million for it.", "money", "US$ 3.5 million"),
        ("Nilainya 20 juta rupiah.", "money", "20 juta rupiah"),
        ("Naik 12,5% dari tahun lalu.", "percent", "12,5%"),
        ("About 40 percent of them left.", "percent", "40 percent"),
        ("Hal itu disampaikan Menteri Siti Rahma kemarin.", "person", "Menteri Siti Rahma"),
        ('"Baik," kata Budi di kantornya.', "person", "Budi"),
        ("Produk PT Maju Jaya laris.", "organisation", "PT Maju Jaya"),
        ("He joined the University of Oslo.", "organisation", "University of Oslo"),
        ("Mereka bertemu di Wamena.", "place", "Wamena"),
        ("The river flows through France.", "place", "France"),
        ("Acara batal karena hujan deras.", "reason", "hujan deras"),
        ("It failed because the valve was stuck.", "reason", "the valve was stuck"),
        ("Dibuat dengan cara direbus lama.", "manner", "cara direbus lama"),
        ("Ia mengatakan bahwa harga akan turun.", "speech", "harga akan turun"),
        ("Inflasi adalah kenaikan harga umum.", "definition", "kenaikan harga umum"),
    ],
)
def test_recognised(text: str, kind: str, span: str) -> None:
    assert span in found(text, kind)


def test_an_enumeration_is_one_span_with_its_items() -> None:
    text = "Yang dijual, kata Budi, ada kopi hitam, teh, biskuit Kita, dan roti tawar."
    (span,) = [span for span in held(text, "id") if span.kind == "list"]
    assert text[span.start : span.end] == "kopi hitam, teh, biskuit Kita, dan roti tawar"
    assert [text[a:b] for a, b in items(text, (span.start, span.end))] == [
        "kopi hitam",
        "teh",
        "biskuit Kita",
        "roti tawar",
    ]


def test_first_words_of_sentences_are_no_names() -> None:
    assert found("Namun harga tetap naik.", "name", 0.0) == []


def test_words_of_a_date_or_an_amount_are_no_names() -> None:
    assert found("Dibayar Rp 500 pada Maret 2020.", "name", 0.7) == []


def test_blank_holds_nothing() -> None:
    assert held("", "id") == held(" .,- ", "en") == ()


@pytest.mark.parametrize(
    ("text", "asks", "announces"),
    [
        ("Bagaimana ceritanya? simak di sini:", True, True),
        ('"Siapa yang datang?"', True, False),
        ("Berikut daftar lengkapnya.", False, True),
        ("The rules are as follows:", False, True),
        ("Harga kopi naik lagi.", False, False),
    ],
)
def test_sentences_that_ask_or_announce(text: str, asks: bool, announces: bool) -> None:
    assert (question_like(text), announcing(text)) == (asks, announces)


def test_support_leaves_out_what_the_question_said() -> None:
    asked = expectation("Siapa yang ditemui Budi?", "id")
    alone = "Budi tertawa."
    other = "Budi bertemu Menteri Siti Rahma."
    assert support(asked, held(alone, "id"), alone, {"budi"}) == 0.0
    assert (support(asked, held(other, "id"), other, {"budi"}) or 0) > 0.5


def test_support_is_none_where_every_sentence_would_do() -> None:
    assert support(expectation("What happened?", "en"), held("It rained.", "en"), "It rained.") is None


@given(st.one_of(st.text(), st.text(alphabet="1234567890.,:/-% RpA$ dan,andJuniin")))
def test_any_string(text: str) -> None:
    spans = held(text, "id")
    assert list(spans) == sorted(spans, key=lambda span: (span.start, span.end, span.kind))
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert 0 < span.weight <= 1
        if span.kind == "list":
            parts = items(text, (span.start, span.end))
            assert len(parts) >= 2
            assert all(span.start <= a < b <= span.end for a, b in parts)
    question_like(text)
    announcing(text)
