"""`index.finding`: questions of two parts, and what stands beside a quote."""

from __future__ import annotations

import pytest

from index import Finding, Retriever
from index.search import find as search

TEXT = """\
Pasar Ikan Kendari Dibuka

Pasar ikan baru di Kendari dibuka pada 3 Mei 2021 oleh wali kota.

Nelayan menjual tuna, cakalang dan cumi. Harga tuna turun menjadi Rp 20.000 per kilogram.

Pengelola pasar adalah Tono Sarif, mantan nelayan. "Kami siap melayani warga," kata Tono.

Hujan turun pada malam hari.
"""


@pytest.fixture(scope="module")
def retriever() -> Retriever:
    return Retriever.from_texts([TEXT], names=["pasar.txt"], cache=False)


def texts(finding: Finding) -> list[str]:
    return [match.sentence.text for match in finding.matches]


def test_both_parts_come_first_in_the_order_of_the_article(retriever: Retriever) -> None:
    for question in (
        "Siapa pengelola pasar dan kapan pasar ikan dibuka?",
        "Kapan pasar ikan dibuka dan siapa pengelola pasar?",
    ):
        finding = retriever.find(question, limit=4)
        assert [text.split(" ", 1)[0] for text in texts(finding)[:2]] == ["Pasar", "Pengelola"]
        assert finding.answered
        assert finding.absence is None
        spans = [match.sentence.text[slice(*match.answer)] for match in finding.matches[:2] if match.answer]
        assert spans == ["3 Mei 2021", "Tono Sarif"]


def test_ranks_count_on_and_scores_never_rise(retriever: Retriever) -> None:
    finding = retriever.find("Siapa pengelola pasar dan kapan pasar ikan dibuka?", limit=5)
    assert [match.rank for match in finding.matches] == [1, 2, 3, 4, 5]
    scores = [match.score for match in finding.matches]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == scores[1] > scores[2]
    assert len(set(texts(finding))) == 5


def test_a_limit_holds_and_more_begins_the_same(retriever: Retriever) -> None:
    question = "Siapa pengelola pasar dan kapan pasar ikan dibuka?"
    longest = texts(retriever.find(question, limit=5))
    for limit in range(1, 5):
        assert texts(retriever.find(question, limit=limit)) == longest[:limit]


def test_one_sentence_for_both_parts_is_the_first(retriever: Retriever) -> None:
    finding = retriever.find("Kapan dan di mana pasar ikan baru dibuka?", limit=3)
    assert texts(finding)[0].startswith("Pasar ikan baru di Kendari dibuka")
    assert len(set(texts(finding))) == 3


def test_a_question_of_one_part_is_searched_as_it_is(retriever: Retriever) -> None:
    for question in ("Siapa yang menjual tuna dan cakalang?", "What do fishermen sell and catch?"):
        finding = retriever.find(question)
        plain = search(question, question, finding.language, retriever._library, 3)
        assert [(match.sentence, match.score) for match in finding.matches] == [
            (match.sentence, match.score) for match in plain.matches
        ]
        assert (finding.answered, finding.confidence) == (plain.answered, plain.confidence)


def test_neither_part_in_the_documents_is_no_answer(retriever: Retriever) -> None:
    finding = retriever.find("Siapa presiden Bolivia dan berapa harga emas?")
    assert not finding.answered
    assert finding.absence is not None
    assert finding.matches


def test_why_adds_up_for_the_best_of_a_part(retriever: Retriever) -> None:
    finding = retriever.find("Siapa pengelola pasar dan kapan pasar ikan dibuka?")
    for match in finding.matches:
        found = retriever.explain(finding, match)
        assert sum(signal.contribution for signal in found.signals) == pytest.approx(match.score, abs=1e-2)
        assert ("part" in {signal.name for signal in found.signals}) == (match.rank < 3)


def test_a_quotation_has_its_speaker(retriever: Retriever) -> None:
    [said] = [
        m for m in retriever.search("Siapa yang siap melayani warga?", limit=6) if m.sentence.text[0] == '"'
    ]
    assert said.speaker == "Tono Sarif"
