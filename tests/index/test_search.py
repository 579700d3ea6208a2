from __future__ import annotations

import itertools

import pytest
from fake_encoder import HashEncoder
from news import ENGLISH, INDONESIAN

from index.language import of_question
from index.library import Library, build, document
from index.match import Finding
from index.query import Query, prepare
from index.search import POOL, candidates, find, partners


def library(*texts: str, meaning: bool = True) -> Library:
    named = [document(f"text {number}", text) for number, text in enumerate(texts)]
    return build(named, HashEncoder() if meaning else None, None)


NEWS = {"meaning": library(ENGLISH, INDONESIAN), "lexical": library(ENGLISH, INDONESIAN, meaning=False)}
LARGE = [
    f"Nelayan zzq{number} menangkap ikan. Pasar qqz{number} dibuka. Harga naik." for number in range(160)
]
LARGE_LIBRARIES = {"meaning": library(*LARGE), "lexical": library(*LARGE, meaning=False)}


def ask(question: str, found: Library, *, limit: int = 3) -> Finding:
    return find(question, question, of_question(question), found, limit)


def query(question: str, found: Library) -> Query:
    return prepare(question, of_question(question), found)


@pytest.fixture(params=NEWS)
def news(request: pytest.FixtureRequest) -> Library:
    return NEWS[request.param]


@pytest.fixture(params=LARGE_LIBRARIES)
def large(request: pytest.FixtureRequest) -> Library:
    return LARGE_LIBRARIES[request.param]


def test_candidates_of_a_small_library_are_all_that_can_be_quoted(news: Library) -> None:
    found = candidates(query("pasar", news), news)
    roles = {news.sentences[number].role for number in found}
    assert found == sorted(set(found))
    assert roles == {"headline", "caption", "body"}
    assert len(found) == sum(s.role not in ("byline", "date") for s in news.sentences)


def test_candidates_of_a_large_library_are_few_and_hold_the_best(large: Library) -> None:
    assert len(large.sentences) > POOL
    for number in (0, 77, 159):
        asked = query(f"Apa yang ditangkap nelayan zzq{number}?", large)
        found = candidates(asked, large)
        assert found == sorted(set(found))
        assert len(found) < POOL
        assert 3 * number in found


@pytest.mark.parametrize("word", ["zzq0", "qqz77", "zzq159"])
def test_the_only_sentence_with_a_word_is_first_of_many(word: str) -> None:
    best = ask(f"Apa itu {word}?", LARGE_LIBRARIES["meaning"]).matches[0]
    assert word in best.sentence.text.split(".")[0].split()


def test_a_large_library_without_the_word_still_answers_something(large: Library) -> None:
    finding = ask("zzq nothing of this kind", large)
    assert not finding.answered
    assert finding.absence is not None


def test_partners_are_where_words_meet(news: Library) -> None:
    number = next(n for n, sentence in enumerate(news.sentences) if "cakalang" in sentence.text)
    asked = query("Cakalang apa yang dijual qqzz?", news)
    met = partners(asked, number, news)
    text = news.sentences[number].text
    assert len(met) == len(asked.words)
    assert [[(text[start:end], same) for (start, end), _, same in found if same] for found in met] == [
        [("cakalang", True)],
        [("menjual", True)],
        [],
    ]


def test_highlights_are_the_words_that_met(news: Library) -> None:
    [match] = [m for m in ask("cakalang dijual", news, limit=100).matches if "cakalang" in m.sentence.text]
    marked = {match.sentence.text[start:end] for start, end in match.highlights}
    assert {"cakalang", "menjual"} <= marked
    pairs = itertools.pairwise(match.highlights)
    assert all(before[1] <= after[0] for before, after in pairs)


def test_stop_words_alone() -> None:
    for found in NEWS.values():
        finding = ask("apakah itu?", found)
        assert (finding.answered, finding.confidence, finding.matches) == (False, 0.0, ())
        assert finding.absence is not None
        assert finding.absence.cause == "stopwords"


def test_nothing_shared() -> None:
    finding = ask("Qqzz xxyy vvww?", NEWS["lexical"])
    assert finding.matches == ()
    assert finding.absence is not None
    assert finding.absence.cause == "nothing"
    assert finding.absence.missing == ("Qqzz", "xxyy", "vvww")


def test_a_line_about_the_article_is_before_all_others(news: Library) -> None:
    finding = ask("Siapa penulis artikel ini?", news, limit=4)
    told = [match.sentence.text for match in finding.matches[:2]]
    assert set(told) == {"By Clara Whitfield - The Coastal Courier", "Sari Dewi - Harian Teluk"}
    assert finding.expected == "author"
    assert finding.answered
    scores = [match.score for match in finding.matches]
    assert scores == sorted(scores, reverse=True)
    assert all(match.confidence < 0.5 for match in finding.matches[2:])


def test_a_limit_holds_for_lines_about_the_article(news: Library) -> None:
    assert len(ask("Siapa penulis artikel ini?", news, limit=1).matches) == 1


@pytest.mark.parametrize(
    "question",
    ["Who wrote this article?", "Siapa penulisnya?", "When was this published?", "Kapan artikel ini terbit?"],
)
def test_what_an_article_does_not_say_of_itself_is_not_answered(question: str) -> None:
    for meaning in (True, False):
        finding = ask(
            question, library("Pasar ikan dibuka. Harga ikan turun. Warga senang.", meaning=meaning)
        )
        assert not finding.answered
        assert finding.absence is not None


def test_what_is_asked_for_is_told(news: Library) -> None:
    assert ask("Siapa yang meresmikan pasar?", news).expected == "person"
    assert ask("When did the market open?", news).expected == "date"
