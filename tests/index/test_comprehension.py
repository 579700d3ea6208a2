"""Windows hold whole sentences where they say, and readings point into them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import Retriever
from index.comprehension.model import Scores, available, shared_model
from index.comprehension.reading import LEAST, Reading, read
from index.comprehension.windows import LEAD, Part, Window, windows

ARTICLE = "\n\n".join(
    f"Paragraf {number} membahas kota nomor {number}. Warga di sana menanam padi sejak tahun {1900 + number}."
    for number in range(1, 41)
)


def sentences_of(*texts: str) -> Sequence:
    return Retriever.from_texts(texts, cache=False, reader=False).sentences


def test_a_short_document_is_read_whole() -> None:
    sentences = sentences_of("Kota itu ramai. Pasarnya buka pagi. Sungainya bersih.")
    (window,) = windows([1, 0, 2], sentences)
    assert window.text == "Kota itu ramai. Pasarnya buka pagi. Sungainya bersih."
    assert [part.number for part in window.parts] == [0, 1, 2]


def test_a_sentence_comes_with_its_neighbours() -> None:
    sentences = sentences_of(ARTICLE)
    found = windows([20], sentences)
    assert [part.number for window in found for part in window.parts] == [19, 20, 21]


def test_no_ranking_gives_no_windows() -> None:
    assert windows([], sentences_of(ARTICLE)) == []


def test_windows_do_not_mix_documents() -> None:
    first, second = ARTICLE, ARTICLE.replace("kota", "desa")
    sentences = sentences_of(first, second)
    own = len(sentences) // 2
    for window in windows([3, own + 3, 5, own + 9], sentences):
        assert len({sentences[part.number].document.name for part in window.parts}) == 1


@given(st.lists(st.integers(0, 79), unique=True), st.integers(1, 4), st.integers(100, 900))
def test_parts_are_the_sentences_and_windows_keep_their_size(
    ranking: list[int], budget: int, length: int
) -> None:
    sentences = _LONG
    found = windows(ranking, sentences, budget=budget, length=length)
    longest = max(sentence.end - sentence.start for sentence in sentences)
    numbers = [part.number for window in found for part in window.parts]
    assert len(numbers) == len(set(numbers))
    for window in found:
        assert [part.number for part in window.parts] == sorted(part.number for part in window.parts)
        assert len(window.text) <= length + length // 2 + longest + LEAD + 1
        for part in window.parts:
            assert window.text[part.start : part.end] == sentences[part.number].text


_LONG = sentences_of(ARTICLE)


class _Fixed:
    """Reads single characters; an answer begins and ends best where `best` says."""

    def __init__(self, best: int, nothing: float) -> None:
        self._best, self._nothing = best, nothing

    def read(self, question: str, passages: Sequence[str]) -> list[Scores]:
        found = []
        for passage in passages:
            places = np.arange(len(passage))
            offsets = np.stack([places, places + 1], axis=1)
            likely = -np.abs(places - self._best).astype(np.float32)
            found.append(Scores(offsets, likely, likely, self._nothing))
        return found


def test_a_reading_has_the_best_span_of_its_own_sentence() -> None:
    window = Window("Ada api. Ada air.", (Part(4, 0, 8), Part(5, 9, 17)))
    found = read("?", [window], _Fixed(13, nothing=-3.0))
    assert found[5] == Reading(margin=3.0, share=pytest.approx(found[5].share), span=(4, 5))
    assert found[4].margin == -12.0 + 3.0
    assert found[4].span == (7, 7)  # the full stop is no word of an answer
    assert found[5].share > found[4].share


class _Between:
    """An answer begins and ends best at two characters."""

    def __init__(self, first: int, last: int) -> None:
        self._places = (first, last)

    def read(self, question: str, passages: Sequence[str]) -> list[Scores]:
        places = np.arange(len(passages[0]))
        offsets = np.stack([places, places + 1], axis=1)
        starts, ends = (-np.abs(places - place).astype(np.float32) for place in self._places)
        return [Scores(offsets, starts, ends, 0.0)]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("11 Oktober 2018.", "11 Oktober 2018"),  # the end of the sentence
        ("Lind Corp.", "Lind Corp."),  # an abbreviation inside it
        ("Lind Corp.,", "Lind Corp."),
        (" kopi;", "kopi"),
        ("kopi?!", "kopi"),
    ],
)
def test_an_answer_ends_before_what_closes_its_clause_or_sentence(words: str, answer: str) -> None:
    ends = words.endswith(("2018.", "!"))
    text = f"Dijual {words}" if ends else f"Dijual {words} di Bali."
    first = text.index(words)
    reader = _Between(first, first + len(words) - 1)
    ((_, found),) = read("?", [Window(text, (Part(0, 0, len(text)),))], reader).items()
    assert text[slice(*found.span)] == answer


def test_of_a_sentence_in_two_windows_the_better_reading_counts() -> None:
    one, two = Window("xx Ada api.", (Part(0, 3, 11),)), Window("Ada api.", (Part(0, 0, 8),))
    assert read("?", [one, two], _Fixed(4, nothing=0.0))[0].margin == 0.0


def test_a_margin_has_a_least_value_and_a_sentence_beyond_the_model_none() -> None:
    window = Window("Ada api.", (Part(0, 0, 8),))
    assert read("?", [window], _Fixed(4, nothing=100.0))[0].margin == LEAST
    beyond = Window("Ada api.", (Part(0, 0, 8), Part(1, 900, 910)))
    assert set(read("?", [beyond], _Fixed(4, nothing=0.0))) == {0}


@pytest.mark.skipif(not available(), reason="onnxruntime or tokenizers is not installed")
class TestModel:
    def test_points_at_the_words_that_answer(self) -> None:
        passage = "The bridge opened in 1932. It was designed by Ada Lind and cost four million crowns."
        model = shared_model()
        assert model is not None
        for question, answer in (
            ("Who designed the bridge?", "Ada Lind"),
            ("When was the bridge opened?", "1932"),
            ("Siapa yang merancang jembatan itu?", "Ada Lind"),
        ):
            (scores,) = model.read(question, [passage])
            start, end = int(scores.starts.argmax()), int(scores.ends.argmax())
            quoted = passage[scores.offsets[start, 0] : scores.offsets[end, 1]]
            assert quoted.strip(" .") == answer
            assert scores.starts.max() + scores.ends.max() > scores.nothing

    def test_says_when_a_passage_does_not_answer(self) -> None:
        model = shared_model()
        assert model is not None
        (scores,) = model.read(
            "How long is the tunnel?", ["The museum sells tickets and old maps. It opens at nine."]
        )
        assert scores.starts.max() + scores.ends.max() < scores.nothing

    @pytest.mark.parametrize("text", ["", " ", "\ud800", "a\udcffb", "字" * 50, "x" * 100_000, "\x00\x1b["])
    def test_any_string_is_read(self, text: str) -> None:
        model = shared_model()
        assert model is not None
        for scores in model.read(text, [text, "Ada."]):
            assert len(scores.offsets) == len(scores.starts) == len(scores.ends)
        (scores,) = model.read("Who?", [text])
        assert all(0 <= start <= end <= len(text) for start, end in scores.offsets.tolist())

    def test_passages_at_once_are_read_as_alone(self) -> None:
        model = shared_model()
        assert model is not None
        passages = ["Rani won the race.", "The race was in Solo on 3 May.", "Nobody came."]
        together = model.read("Who won?", passages)
        for passage, scores in zip(passages, together, strict=True):
            (alone,) = model.read("Who won?", [passage])
            np.testing.assert_array_equal(alone.starts, scores.starts)
