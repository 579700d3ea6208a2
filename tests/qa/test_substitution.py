"""The question before with another phrase in it: of what that takes the place, and where it goes where of nothing."""

from __future__ import annotations

import pytest

from qa.conversation import Turn, resolve


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        ("What is the price of the rice?", "and sugar?", "What is the price of the sugar?"),
        ("Who owns the shop in Bitung?", "and in Kendari?", "Who owns the shop in Kendari?"),
        ("Who owns the shop?", "and in Kendari?", "Who owns the shop in Kendari?"),
        ("How old is the mayor?", "and the minister?", "How old is the minister?"),
        ("How old is Rina Hartati?", "and the minister?", "How old is the minister?"),
        ("When did the shop open?", "and the minister?", "When did the shop open, the minister?"),
        ("When did the shop of Rina open?", "and Sari?", "When did the shop of Sari open?"),
        ("When did the shop open?", "and Sari?", "When did Sari open?"),
        ("Why?", "and Kendari?", "Why Kendari?"),
        ("What did Rina eat in 2019?", "and last year?", "What did Rina eat last year?"),
        ("What did Rina eat?", "and last year?", "What did Rina eat last year?"),
    ],
)
def test_in_english(before: str, question: str, understood: str) -> None:
    assert resolve(question, "en", [Turn(before, "en")]).text == understood


@pytest.mark.parametrize(
    ("before", "question", "understood"),
    [
        ("Berapa harga pasar lama?", "kalau yang baru?", "Berapa harga pasar yang baru?"),
        ("Kapan wali kota Kendari datang?", "kalau gubernur?", "Kapan wali kota Kendari datang, gubernur?"),
        ("Berapa jumlah penumpang kapal?", "kalau kereta?", "Berapa jumlah kereta?"),
    ],
)
def test_in_indonesian(before: str, question: str, understood: str) -> None:
    assert resolve(question, "id", [Turn(before, "id")]).text == understood
