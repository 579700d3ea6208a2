"""Are the labels well-formed, and are speakers and antecedents still told as well as they were?"""

from __future__ import annotations

import pytest

from tests.quality import data, news, speakers
from tests.quality.speakers import Tally

DIRECTORY = data.folder(None)


def test_labels_have_the_fields_and_point_at_sentences() -> None:
    found = speakers.labels()
    assert len({(label["article"], label["language"]) for label in found}) == len(found)
    for label in found:
        assert set(label) == {"article", "language", "part", "speakers", "leans", "open"}
        assert label["part"] in news.PARTS
        sentences = speakers.sentences(DIRECTORY, label)
        if sentences is None:
            continue
        for key, place in label["speakers"]:
            assert key in sentences
            if place is not None:
                assert sentences[place[0]].text[place[1] : place[2]].strip()[0].isupper()
        for key, places in label["leans"]:
            assert key in sentences
            assert places
            assert all(place < key for place in places)
        assert set(label["open"]["speakers"]).isdisjoint(key for key, _ in label["speakers"])
        assert set(label["open"]["leans"]).isdisjoint(key for key, _ in label["leans"])


def test_no_article_is_in_both_parts() -> None:
    parts = {(label["article"], label["part"]) for label in speakers.labels()}
    assert len(parts) == len({article for article, _ in parts})


def test_one_naming_holds_the_other() -> None:
    assert speakers.same_name("Mulyani", "Sri Mulyani")
    assert speakers.same_name("Tim Berners-Lee", "Berners-Lee")
    assert not speakers.same_name("Sri Rahayu", "Sri Mulyani")


def test_a_tally_of_nothing_is_perfect() -> None:
    assert (Tally().precision, Tally().recall) == (1.0, 1.0)
    added = Tally(2, 1, 4) + Tally(2, 1, 0)
    assert (added.precision, added.recall) == (0.5, 0.5)


@pytest.mark.parametrize("invented", [True, False])
def test_few_are_told_wrongly(invented: bool) -> None:
    if not invented and DIRECTORY is None:
        pytest.skip(f"no evaluation data: set {data.ENVIRONMENT} to its folder")
    said, leant = Tally(), Tally()
    for label in speakers.labels():
        if label["article"].startswith(label["language"]) != invented:
            continue
        sentences = speakers.sentences(DIRECTORY, label)
        assert sentences is not None
        one, two, _ = speakers.measure(sentences, label)
        said, leant = said + one, leant + two
    assert said.labelled > 90
    assert min(said.precision, leant.precision) >= 0.93
    assert min(said.recall, leant.recall) >= 0.85
