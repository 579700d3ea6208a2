"""What every engine promises, as tests: subclass `EngineContract` and say how an engine is built."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engine import Engine, Group, Term

__all__ = ["AllowedContract", "EngineContract", "corpora", "one", "queries"]

Corpus = list[dict[Term, float]]

WORDS: tuple[Term, ...] = ("ikan", "kopi", "pasar", "tuna", 7, 12_000)


def one(term: Term, weight: float = 1.0) -> Group:
    """A group of this term alone."""
    return Group(((term, 1.0),), weight)


def corpora(*, min_size: int = 0) -> st.SearchStrategy[Corpus]:
    """Up to twelve sentences over a few terms, some of them empty."""
    sentence = st.dictionaries(st.sampled_from(WORDS), st.integers(1, 4).map(float), max_size=5)
    return st.lists(sentence, min_size=min_size, max_size=12)


def queries() -> st.SearchStrategy[list[Group]]:
    """Groups over the terms of `corpora` and one that is in none."""
    share = st.floats(0.05, 1.0)
    terms = st.lists(
        st.tuples(st.sampled_from([*WORDS, "absen"]), share), max_size=3, unique_by=lambda pair: pair[0]
    )
    return st.lists(st.builds(Group, terms.map(tuple), st.floats(0.05, 3.0)), max_size=4)


def matching(sentences: Sequence[Mapping[Term, float]], groups: Sequence[Group]) -> set[int]:
    """The numbers of the sentences that share a term with the groups."""
    terms = {term for group in groups if group.weight > 0 for term, share in group.terms if share > 0}
    return {number for number, frequencies in enumerate(sentences) if terms & set(frequencies)}


class EngineContract:
    """Subclasses give `build`; everything else follows from `index.engine.Engine`."""

    def build(self, sentences: Sequence[Mapping[Term, float]]) -> Engine:
        """An engine over these sentences, given as terms with their frequencies."""
        raise NotImplementedError

    def written(self, *sentences: str) -> Engine:
        return self.build([dict(Counter[Term](sentence.split())) for sentence in sentences])

    def test_the_best_sentence_comes_first(self) -> None:
        engine = self.written("harga ikan", "pasar ikan tuna", "harga ikan tuna naik", "tuna")
        hits = engine.search([one("harga"), one("tuna")])
        assert hits[0][0] == 2
        assert [score for _, score in hits] == sorted((score for _, score in hits), reverse=True)

    def test_a_rare_word_counts_for_more_than_a_common_one(self) -> None:
        engine = self.written("ikan a", "ikan b", "ikan c", "tuna d")
        assert [number for number, _ in engine.search([one("ikan"), one("tuna")])] == [3, 0, 1, 2]

    def test_the_same_word_counts_for_more_in_a_shorter_sentence(self) -> None:
        engine = self.written("tuna dan udang dan cumi", "tuna", "pasar")
        assert [number for number, _ in engine.search([one("tuna")])] == [1, 0]

    def test_ties_are_in_sentence_order(self) -> None:
        engine = self.written("pasar lama", "ikan besar", "ikan kecil", "ikan asin", "kopi tua")
        assert [number for number, _ in engine.search([one("ikan")])] == [1, 2, 3]
        assert [number for number, _ in engine.search([one("ikan")], limit=2)] == [1, 2]

    def test_only_sentences_that_share_a_term_are_found(self) -> None:
        engine = self.written("ikan", "kopi", "ikan kopi", "pasar")
        assert [number for number, _ in engine.search([one("kopi")], limit=4)] == [1, 2]
        assert engine.search([one("ikana")]) == []
        assert engine.search([one("absen")], limit=3) == []

    def test_words_and_latent_terms_never_meet(self) -> None:
        engine = self.build([{"7": 1.0}, {7: 1.0}])
        assert [number for number, _ in engine.search([one(7)])] == [1]
        assert [number for number, _ in engine.search([one("7")])] == [0]

    @pytest.mark.parametrize("limit", [0, -1])
    @pytest.mark.parametrize("groups", [[], [one("ikan")]])
    def test_a_limit_below_one_is_the_callers_mistake(self, limit: int, groups: list[Group]) -> None:
        with pytest.raises(ValueError, match=str(limit)):
            self.written("ikan").search(groups, limit=limit)

    def test_nothing_in_nothing_out(self) -> None:
        assert self.build([]).search([one("ikan")]) == []
        assert self.written("ikan").search([]) == []
        assert self.written("ikan").search([Group(())]) == []
        assert self.build([{}, {}]).search([one("ikan")]) == []

    @pytest.mark.parametrize("nothing", [0.0, -1.0])
    def test_what_weighs_nothing_never_matches(self, nothing: float) -> None:
        engine = self.written("ikan", "kopi")
        assert engine.search([one("ikan", nothing)]) == []
        assert engine.search([Group((("ikan", nothing),))]) == []
        assert engine.search([Group((("ikan", nothing), ("kopi", 1.0)))]) == engine.search([one("kopi")])
        assert engine.search([one("ikan", nothing), one("kopi")]) == engine.search([one("kopi")])

    def test_one_sentence_scores_above_nothing(self) -> None:
        [(number, score)] = self.written("ikan").search([one("ikan")])
        assert number == 0
        assert score > 0

    def test_a_word_in_every_sentence_scores_above_nothing(self) -> None:
        engine = self.written("ikan", "ikan asin", "ikan")
        assert all(score > 0 for _, score in engine.search([one("ikan")]))

    def test_a_word_in_half_of_the_sentences_scores_above_nothing(self) -> None:
        assert [number for number, _ in self.written("kopi", "ikan").search([one("ikan")])] == [1]

    def test_a_surer_translation_scores_more(self) -> None:
        engine = self.written("jual ikan", "beli ikan", "pasar lama", "kopi tua")
        assert [number for number, _ in engine.search([Group((("jual", 0.4), ("beli", 0.9)))])] == [1, 0]

    @given(sentences=corpora(), groups=queries())
    def test_hits_are_the_matching_sentences_best_first(self, sentences: Corpus, groups: list[Group]) -> None:
        hits = self.build(sentences).search(groups)
        assert {number for number, _ in hits} == matching(sentences, groups)
        assert len(hits) == len({number for number, _ in hits})
        assert hits == sorted(hits, key=lambda hit: (-hit[1], hit[0]))
        assert all(score > 0 for _, score in hits)

    @given(sentences=corpora(), groups=queries(), limit=st.integers(1, 15))
    def test_a_limit_cuts_the_ranking(self, sentences: Corpus, groups: list[Group], limit: int) -> None:
        engine = self.build(sentences)
        assert engine.search(groups, limit=limit) == engine.search(groups)[:limit]

    @given(
        spellings=st.lists(st.lists(st.sampled_from(["tuna", "tongkol"]), max_size=1), min_size=1, max_size=8)
    )
    def test_a_group_counts_as_one_word(self, spellings: list[list[str]]) -> None:
        """Sentences that spell a word in different ways score as if all of them spelled it in one way."""
        rest = ["pasar", "ikan", "ikan"]
        apart = self.build([dict(Counter[Term]([*words, *rest])) for words in spellings])
        merged = self.build([dict(Counter[Term]([*("tuna" for _ in words), *rest])) for words in spellings])
        group = Group((("tuna", 1.0), ("tongkol", 1.0)))
        hits, wanted = apart.search([group, one("ikan")]), merged.search([one("tuna"), one("ikan")])
        assert [number for number, _ in hits] == [number for number, _ in wanted]
        for (_, score), (_, expected) in zip(hits, wanted, strict=True):
            assert math.isclose(score, expected, rel_tol=1e-6)

    @given(sentences=corpora(min_size=1), groups=queries(), factor=st.floats(0.5, 4.0))
    def test_a_groups_weight_scales_its_score(
        self, sentences: Corpus, groups: list[Group], factor: float
    ) -> None:
        engine = self.build(sentences)
        before = dict(engine.search(groups))
        after = dict(engine.search([Group(group.terms, group.weight * factor) for group in groups]))
        assert before.keys() == after.keys()
        for number, score in before.items():
            assert math.isclose(after[number], score * factor, rel_tol=1e-5)

    @given(sentences=corpora(min_size=1), groups=queries())
    def test_scores_of_groups_add_up(self, sentences: Corpus, groups: list[Group]) -> None:
        engine = self.build(sentences)
        together = dict(engine.search(groups))
        apart: dict[int, float] = {}
        for group in groups:
            for number, score in engine.search([group]):
                apart[number] = apart.get(number, 0.0) + score
        assert together.keys() == apart.keys()
        for number, score in apart.items():
            assert math.isclose(together[number], score, rel_tol=1e-5)


class AllowedContract:
    """What every engine that takes a filter promises of it; beside `EngineContract`."""

    def build(self, sentences: Sequence[Mapping[Term, float]]) -> Engine:
        """An engine over these sentences, given as terms with their frequencies."""
        raise NotImplementedError

    @given(
        sentences=corpora(),
        groups=queries(),
        allowed=st.frozensets(st.integers(0, 15)),
        limit=st.none() | st.integers(1, 6),
    )
    def test_what_is_allowed_is_found_as_if_the_rest_were_skipped(
        self, sentences: Corpus, groups: list[Group], allowed: frozenset[int], limit: int | None
    ) -> None:
        """With the scores it has among all sentences, and before the limit cuts."""
        engine = self.build(sentences)
        wanted = [(number, score) for number, score in engine.search(groups) if number in allowed][:limit]
        found = engine.search(groups, limit=limit, allowed=allowed)
        assert [number for number, _ in found] == [number for number, _ in wanted]
        assert [score for _, score in found] == pytest.approx([score for _, score in wanted])

    def test_nothing_allowed_nothing_found(self) -> None:
        engine = self.build([{"ikan": 1.0}, {"ikan": 2.0}])
        assert engine.search([one("ikan")], allowed=()) == []
        assert [number for number, _ in engine.search([one("ikan")], limit=1, allowed=[1])] == [1]
