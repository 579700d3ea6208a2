"""`index.whose`: whose words are asked for, and who holds an office."""

from __future__ import annotations

import pytest

from index import Retriever
from index.query import Query, prepare
from index.whose import holding, speaking

ARTICLE = """Jalan Pesisir Ditutup

Bupati Lamora, Rini Tolak, menutup jalan pesisir sejak Senin. "Ombak terlalu tinggi," kata Rini.

Nelayan bernama Jafar Umbu tidak setuju. "Kami mau lewat mana lagi," ujar Jafar.

Ombak mencapai empat meter. Pertandingan bola dipimpin wasit Dedi Rumba. Dedi tiba terlambat.
"""


def prepared(question: str) -> tuple[Query, Retriever, list[int]]:
    retriever = Retriever.from_texts([ARTICLE], names=["jalan"], cache=False, encoder=None)
    query = prepare(question, "id", retriever._library)
    return query, retriever, list(range(len(retriever.sentences)))


@pytest.mark.parametrize(
    ("question", "said", "otherwise"),
    [
        ("apa kata bupati soal jalan pesisir?", "Ombak terlalu", "Kami mau"),
        ("menurut Jafar, jalan pesisir bagaimana?", "Kami mau", "Ombak terlalu"),
        ("apa tanggapan nelayan terhadap penutupan?", "Kami mau", "Ombak terlalu"),
        ("apa yang dikatakan Rini Tolak tentang ombak", "Ombak terlalu", "Kami mau"),
    ],
)
def test_whom_the_question_names_comes_before_others(question: str, said: str, otherwise: str) -> None:
    query, retriever, numbers = prepared(question)
    found = speaking(query, retriever._library, numbers)
    assert found is not None
    worth = [(sentence.text, value) for sentence, value in zip(retriever.sentences, found, strict=True)]
    assert [value for text, value in worth if said in text] == [1.0]
    assert [value for text, value in worth if otherwise in text] == [-1.0]
    assert [value for text, value in worth if "empat meter" in text] == [0.0]


@pytest.mark.parametrize(
    "question", ["kapan jalan ditutup?", "apa kata gubernur soal jalan?", "siapa wasitnya?"]
)
def test_where_nobody_of_that_name_speaks_nothing_is_told(question: str) -> None:
    query, retriever, numbers = prepared(question)
    assert speaking(query, retriever._library, numbers) is None


def test_a_name_beside_the_office_that_is_asked_for() -> None:
    query, retriever, numbers = prepared("siapa wasit pertandingan itu?")
    found = holding(query, retriever._library, numbers)
    assert found is not None
    assert [retriever.sentences[n].text for n in numbers if found[n]] == [
        "Pertandingan bola dipimpin wasit Dedi Rumba."
    ]


@pytest.mark.parametrize(
    "question", ["siapa penyanyi itu?", "berapa wasit?", "siapa yang menutup jalan?", "siapa orang itu?"]
)
def test_no_office_or_no_holder(question: str) -> None:
    query, retriever, numbers = prepared(question)
    assert holding(query, retriever._library, numbers) is None
