"""`index.support`: matches with their speaker and what they lean on."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from fake_encoder import HashEncoder

from index.library import Library, build, document
from index.match import Absence, Finding, Match
from index.question import expectation
from index.support import AROUND, SPOKEN, STRETCH, spoken, supported

NEWS = """\
Pasar Ikan Kendari Dibuka

Wali Kota Sari Dewi membuka pasar ikan di Kendari pada Senin. Dia mengatakan pasar itu memiliki 40 kios.

"Harga tuna turun karena cuaca baik," ujar dia.

Pasar itu ramai sejak pagi. Hal itu menyenangkan pedagang.
"""


def library(*texts: str) -> Library:
    return build([document(f"text {number}", text) for number, text in enumerate(texts)], HashEncoder(), None)


def matches(found: Library, *starts: str) -> list[Match]:
    return [
        Match(rank, 1.0, 0.5, next(s for s in reversed(found.sentences) if s.text.startswith(start)))
        for rank, start in enumerate(starts, 1)
    ]


def test_speaker_and_support_are_of_the_same_document() -> None:
    found = library("Ann Lee said prices fell. She smiled.", NEWS)
    one, two, three, four = supported(matches(found, '"Harga', "Hal itu", "Wali Kota", "Dia"), found)
    assert (one.speaker, one.support and one.support.text) == (
        "Sari Dewi",
        "Wali Kota Sari Dewi membuka pasar ikan di Kendari pada Senin.",
    )
    assert (two.speaker, two.support and two.support.text) == (None, "Pasar itu ramai sejak pagi.")
    assert (three.speaker, three.support) == (None, None)
    assert (four.speaker, four.support) == ("Sari Dewi", one.support)
    assert all(match.support is None or match.support in found.sentences for match in (one, two, three, four))


def test_headlines_say_nothing_and_no_matches_are_none() -> None:
    found = library(NEWS)
    headline = Match(1, 1.0, 0.5, found.sentences[0])
    assert found.sentences[0].role != "body"
    assert supported([headline], found) == (headline,)
    assert supported([], found) == ()
    assert found.attributions == {}


def test_only_the_documents_of_the_matches_are_looked_at_once() -> None:
    found = library(NEWS, NEWS)
    first = supported(matches(found, '"Harga'), found)
    assert list(found.attributions) == [(1, 0)]
    kept = found.attributions[1, 0]
    assert supported(matches(found, '"Harga'), found) == first
    assert found.attributions[1, 0] is kept


def test_far_into_a_long_document_names_are_sought_nearby() -> None:
    filler = " ".join(f"Kios nomor {number} menjual ikan." for number in range(STRETCH + AROUND))
    quote = 'Sari Dewi membuka pasar. "Harga turun," kata Sari.'
    found = library(f"{filler}\n\n{quote}\n\n{filler}\n\n{quote}")
    one, two = (
        Match(1, 1.0, 0.5, sentence) for sentence in found.sentences if sentence.text.startswith('"Harga')
    )
    assert [match.speaker for match in supported([one, two], found)] == ["Sari Dewi", "Sari Dewi"]
    assert sorted(found.attributions) == [
        (0, one.sentence.number // STRETCH),
        (0, two.sentence.number // STRETCH),
    ]


def test_a_question_without_a_body_sentence_loads_no_attribution() -> None:
    code = (
        "import sys; from index import Retriever; "
        "r = Retriever.from_texts(['Harga ikan turun.\\n\\nPasar ramai.'], cache=False); "
        "import index.finding; print('index.attribution' in sys.modules, 'index.copies' in sys.modules); "
        "r.find('Harga apa yang turun?'); print('index.copies' in sys.modules, 'index.parts' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False"] * 4


SAYS = """\
Rapat Dewan

Ketua Dewan Rina Hartati mengatakan rapat ditunda sampai Senin. Anggota lain menunggu di ruang depan.
"""


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("apa yang dikatakan Rina Hartati?", True),
        ("apa yang Rina Hartati katakan?", True),
        ("apa komentar Hartati?", True),
        ("what did Rina Hartati say?", True),
        ("apa yang dikatakan Rina Hartati tentang gaji?", False),
        ("apa yang dikatakan Budi?", False),
        ("apa yang dikatakan?", False),
        ("kapan Rina Hartati bicara?", False),
    ],
)
def test_what_somebody_says_answers_what_they_said(asked: str, answered: bool) -> None:
    """However unlikely the ranking holds it, and nothing else that is asked."""
    found = library(SAYS)
    language = "en" if asked.startswith("what") else "id"
    (match,) = matches(found, "Ketua Dewan")
    (match,) = supported([match], found)
    kind = expectation(asked, language).kinds[0]
    before = Finding(asked, language, False, 0.3, (match,), Absence("weak"), kind)
    after = spoken(before, asked)
    assert after.answered is answered
    assert after == before or (after.confidence == SPOKEN and after.absence is None)
    sure = replace(before, answered=True, confidence=0.9, absence=None)
    assert spoken(sure, asked) is sure


def test_where_nobody_is_named_nothing_is_said() -> None:
    found = library(SAYS)
    (match,) = matches(found, "Anggota lain")
    before = Finding("apa yang dikatakan anggota?", "id", False, 0.3, (match,), Absence("weak"), "speech")
    assert spoken(before, before.question) is before
    empty = replace(before, matches=())
    assert spoken(empty, before.question) is empty
