"""Which words of a question lean on an earlier one, and which stand by themselves."""

from __future__ import annotations

import pytest

from qa.conversation import Turn, resolve

MARKET = Turn("When did the market in Kendari open?", "en", "It opened on 4 May 2019.", (10, 23))
PASAR = Turn("Kapan pasar ikan Kendari dibuka?", "id", "Pasar dibuka 4 Mei 2019.", (13, 23))
SPENT = Turn("What will cruise passengers spend six euros on?", "en")
TIKET = Turn("Berapa harga tiket museum?", "id", "Harganya Rp 20.000.", (9, 18))


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        (PASAR, "siapa wali kota saat itu?", "siapa wali kota pada 4 Mei 2019?"),
        (PASAR, "kenapa hal itu terjadi?", "kenapa pasar ikan Kendari dibuka?"),
        (TIKET, "itu berapa dolar?", "Rp 20.000 berapa dolar?"),
        (MARKET, "what happened that day?", "what happened on 4 May 2019?"),
        (PASAR, "siapa yang memprotes hal itu?", "siapa yang memprotes hal itu (pasar ikan Kendari dibuka)?"),
        (SPENT, "who is against it?", "who is against it (cruise passengers spend six euros)?"),
        (SPENT, "who decided that?", "who decided that (cruise passengers spend six euros)?"),
        (SPENT, "what did Rina say to it?", "what did Rina say to it (cruise passengers spend six euros)?"),
        (SPENT, "who counted them?", "who counted cruise passengers?"),
        (Turn("kenapa nggak jagung?", "id"), "harganya berapa?", "harga jagung berapa?"),
        (PASAR, "apa yang dijual disana?", "apa yang dijual di pasar ikan Kendari?"),
    ],
)
def test_what_leans_is_filled(before: Turn, question: str, understood: str) -> None:
    assert resolve(question, before.language, [before]).text == understood


@pytest.mark.parametrize(
    "question",
    [
        "apa kepanjangan DIA dan KPK?",
        "how many fish are there?",
        "jembatan besar itu dibangun kapan?",
        "secepatnya kapan?",
        "kapan Rina menutup tokonya itu?",
    ],
)
def test_what_stands_by_itself_is_left_alone(question: str) -> None:
    for before in (MARKET, PASAR):
        assert resolve(question, before.language, [before]).text == question
