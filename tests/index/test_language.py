"""Languages of documents and of short questions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import _WORD_VOTES, _scores, detect, of_question

QUESTIONS = {
    "id": [
        "Siapa presiden pertama?",
        "Kapan acara itu digelar?",
        "Produk apa yang dijual?",
        "Mengapa harga naik?",
        "berapa jumlahnya",
    ],
    "en": [
        "Who was the first president?",
        "When did it happen?",
        "which products will they sell?",
        "Why?",
        "how much is it",
    ],
    "es": ["¿Quién fue el primer presidente?", "cuándo ocurrió el accidente"],
    "de": ["Wer war der erste Präsident?", "Warum wurde das Gesetz geändert?"],
    "fr": ["Qui était le premier président ?", "Combien de personnes sont mortes ?"],
    "pt": ["Quem foi o primeiro presidente?", "Quantas pessoas não votaram?"],
    "it": ["Chi era il primo presidente?", "Quando è stata costruita la torre?"],
    "nl": ["Wie was de eerste president van het land?", "Hoeveel mensen zijn er overleden?"],
    "tr": ["İlk başkan kimdir?", "Kaç kişi öldü ve ne zaman?"],
    "vi": ["Ai là tổng thống đầu tiên?", "Khi nào sự kiện diễn ra?"],
    "ro": ["Cine a fost primul președinte?", "Când și unde s-a născut?"],
    "pl": ["Kto był pierwszym prezydentem?", "Ile osób zginęło?"],
    "sv": ["Vem var den första presidenten?", "Hur många människor är det?"],
    "ru": ["Кто был первым президентом?"],
    "el": ["Ποιος ήταν ο πρώτος πρόεδρος;"],
    "ar": ["من هو أول رئيس؟"],
    "hi": ["पहले राष्ट्रपति कौन थे?"],
    "th": ["ใครเป็นประธานาธิบดีคนแรก"],
    "zh": ["谁是第一任总统?"],
    "ja": ["初代大統領は誰ですか?"],
    "ko": ["첫 번째 대통령은 누구입니까?"],
    "he": ["מי היה הנשיא הראשון?"],
}


@pytest.mark.parametrize(
    ("language", "question"), [(code, text) for code, texts in QUESTIONS.items() for text in texts]
)
def test_questions(language: str, question: str) -> None:
    assert of_question(question) == language
    assert of_question(question, last="id") == language


@pytest.mark.parametrize("text", ["", "   ", "2018?", "Jack Ma", "Alibaba Group", "?!", "\ud800", "Bandung"])
def test_names_and_nothing_keep_the_last_language(text: str) -> None:
    assert of_question(text) == "en"
    assert of_question(text, last="id") == "id"
    assert of_question(text, last="de") == "de"


def test_nothing_to_tell() -> None:
    assert [detect(text) for text in ("", " \n", "123 456", "…")] == [None] * 4


def test_a_document_with_foreign_names_keeps_its_language() -> None:
    text = "Kepala International Monetary Fund dan World Bank bertemu dengan pemerintah membahas harga."
    assert detect(text) == "id"


def test_malay_counts_as_indonesian() -> None:
    assert (
        detect("Kerajaan akan mengumumkan keputusan itu kerana perkara tersebut penting kepada rakyat.")
        == "id"
    )


@given(st.text(st.characters(exclude_categories=()), max_size=80))
def test_any_text_has_a_language_code_or_none(text: str) -> None:
    found = detect(text)
    assert found is None or len(found) == 2
    assert len(of_question(text)) == 2
    assert detect(text) == found


@given(
    st.one_of(st.text(max_size=60), st.sampled_from([text for texts in QUESTIONS.values() for text in texts]))
)
def test_votes_that_are_remembered_are_those_that_are_counted_anew(text: str) -> None:
    remembered = _scores(text)
    _WORD_VOTES.clear()
    assert _scores(text) == remembered
