"""What every engine promises of a filter, as tests: subclass `FilterContract` and say how a library is asked.

The articles are few to be read whole, and many to be cut by the engines first; each desk has its own words and all
share some, so that a filter that came after the cut would lose answers.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import pytest

from index import FilterError, Match, Retriever, Where

__all__ = ["ARTICLES", "METADATA", "QUESTIONS", "FilterContract", "places"]

NEAR = 0.05
"""Scores that may be those of one sentence, from a stored index and from memory."""

DESKS = ("ekonomi", "olahraga", "daerah")
MONTHS = ("Januari", "Juni", "Oktober")


def _article(number: int) -> str:
    """Number `number` of 240: three months, Indonesian or English, all with a market, one in twelve with a festival."""
    month, village = MONTHS[number % 3], f"desa{number}"
    festival = f" Festival perahu digelar di {village}." if number % 12 == 0 else ""
    if number % 4 == 3:
        return (
            f"News of village{number}\n\nOctober {number % 28 + 1}, 2019\n\n"
            f"The farmers of village{number} sell coffee at the market of the town. The weather there was good."
        )
    return (
        f"Berita {village}\n\nSenin, {number % 28 + 1} {month} 2018 09:00 WIB\n\nPetani {village} menjual kopi "
        f"di pasar kota.{festival} Cuaca di sana cukup baik."
    )


ARTICLES = {f"{DESKS[number % 3]}/{number:03}.txt": _article(number) for number in range(240)}
METADATA: dict[str, Mapping[str, object]] = {
    name: {"desk": name.split("/")[0], "page": place % 7, "tags": ["desa", f"t{place % 5}"]}
    for place, name in enumerate(ARTICLES)
}
QUESTIONS = (
    "Apa yang dijual petani di pasar kota?",
    "festival perahu digelar di mana?",
    "what do farmers sell at the market?",
    "Berita desa12",
    "kapan berita ini terbit?",
    "pasar",
)
FILTERS: tuple[Mapping[str, object], ...] = (
    {"name": "daerah/*"},
    {"name": ["ekonomi/000.txt", "ekonomi/012.txt", "olahraga/00?.txt"]},
    {"language": "en"},
    {"date": "2018-10"},
    {"after": "2018-06-10", "before": "2018-06-20"},
    {"desk": "olahraga", "page": [1, 2, 3]},
    {"tags": "t3", "language": "id", "after": "2018"},
    {"name": "ekonomi/132.txt"},
    {},
)


def places(matches: Sequence[Match]) -> list[tuple[str, int]]:
    return [(match.sentence.document.name, match.sentence.start) for match in matches]


def told(matches: Sequence[Match]) -> list[tuple[object, ...]]:
    return [(match.sentence.document.name, match.sentence.start, match.answer) for match in matches]


class FilterContract:
    """Subclasses give `build`; the rest follows from `Retriever.search`."""

    names: Sequence[str] = tuple(ARTICLES)

    @classmethod
    def build(cls, names: Sequence[str]) -> Retriever:
        """A retriever over these of `ARTICLES`, with their `METADATA`."""
        raise NotImplementedError

    @classmethod
    def reference(cls, names: Sequence[str]) -> Retriever:
        """The same in memory."""
        raise NotImplementedError

    @pytest.fixture(scope="class")
    @classmethod
    def whole(cls) -> Retriever:
        return cls.build(cls.names)

    @pytest.fixture(scope="class")
    @classmethod
    def memory(cls) -> Retriever:
        return cls.reference(cls.names)

    @pytest.mark.parametrize("where", FILTERS, ids=str)
    def test_answers_are_those_of_the_library_in_memory(
        self, whole: Retriever, memory: Retriever, where: Mapping[str, object]
    ) -> None:
        for question in QUESTIONS:
            ours, theirs = (one.find(question, limit=5, where=where) for one in (whole, memory))
            # Words that are equally near a question's may be taken in another order, and so may sentences.
            more = memory.find(question, limit=40, where=where).matches
            known = {one: match.score for one, match in zip(told(more), more, strict=True)}
            assert told(ours.matches)[:1] == told(theirs.matches)[:1], question
            for match, one, other in zip(ours.matches, told(ours.matches), theirs.matches, strict=True):
                assert known[one] == pytest.approx(other.score, abs=NEAR), question
                if (
                    match.sentence.role == "body"
                ):  # a line about the article is above all others, no matter how far
                    assert match.score == pytest.approx(known[one], abs=NEAR), question
            assert (ours.answered, ours.absence, ours.documents, ours.where) == (
                theirs.answered, theirs.absence, theirs.documents, theirs.where,
            )  # fmt: skip

    @pytest.mark.parametrize("where", FILTERS, ids=str)
    def test_only_what_passes_answers_and_all_of_it_can(
        self, whole: Retriever, memory: Retriever, where: Mapping[str, object]
    ) -> None:
        condition = Where.of(where) or Where()
        passing = [document.name for document in memory.documents if condition.allows(document)]
        assert passing
        alone = self.reference(passing)
        for question in QUESTIONS:
            found = whole.search(question, limit=40, where=where)
            assert {match.sentence.document.name for match in found} <= set(passing)
            assert [match.rank for match in found] == list(range(1, len(found) + 1))
            assert len(found) >= min(40, len(alone.search(question, limit=40))), question

    def test_the_first_answer_is_that_of_a_library_of_these_documents_alone(self, whole: Retriever) -> None:
        """Where one sentence has the words of the question and no other has."""
        alone = self.reference([name for name in self.names if name.startswith("ekonomi/")])
        for question in ("petani desa12", "festival perahu digelar di desa36", "petani desa99 menjual apa?"):
            [best, *_] = whole.search(question, where={"desk": "ekonomi"})
            assert places([best]) == places(alone.search(question, limit=1)), question

    def test_a_filter_goes_before_the_cut(self, whole: Retriever) -> None:
        """The market is in every article: the best of all hardly hold one of the last document."""
        name = self.names[-1]
        [match, *_] = whole.search("what do farmers sell at the market?", where={"name": name})
        assert match.sentence.document.name == name

    def test_filters_in_turn_and_none_do_not_disturb_each_other(self, whole: Retriever) -> None:
        question = QUESTIONS[0]
        free = told(whole.search(question))
        for where in itertools.islice(FILTERS, 4):
            whole.search(question, where=where)
            assert told(whole.search(question)) == free

    def test_nothing_passes_nothing_answers(self, whole: Retriever) -> None:
        finding = whole.find(QUESTIONS[0], where={"name": "absent"})
        assert (finding.matches, finding.answered, finding.documents) == ((), False, 0)
        assert finding.absence is not None
        assert finding.absence.cause == "nothing"
        assert whole.search("kapan berita ini terbit?", where={"name": "absent"}) == []

    def test_a_line_about_the_article_is_of_one_that_passes(self, whole: Retriever) -> None:
        name = self.names[-2]
        [match, *_] = whole.search("kapan berita ini terbit?", where={"name": name})
        assert match.sentence.document.name == name
        assert match.sentence.role == "date"

    def test_nonsense_is_told(self, whole: Retriever) -> None:
        with pytest.raises(FilterError):
            whole.search("pasar", where={"date": "someday"})

    def test_a_match_under_a_filter_is_explained(self, whole: Retriever) -> None:
        finding = whole.find(QUESTIONS[1], where={"desk": "ekonomi", "language": "id"})
        explanation = whole.explain(finding, finding.matches[0])
        assert explanation.match is finding.matches[0]
        assert sum(signal.contribution for signal in explanation.signals) == pytest.approx(
            finding.matches[0].score, abs=0.01
        )

    def test_metadata_is_kept(self, whole: Retriever) -> None:
        for document in list(whole.documents)[:5]:
            assert document.metadata["desk"] == METADATA[document.name]["desk"]
            assert list(document.metadata["tags"]) == METADATA[document.name]["tags"]  # type: ignore[arg-type]
