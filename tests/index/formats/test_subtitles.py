from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import place_of, read, read_all, refused

from index import Retriever
from index.formats import subtitles
from index.limits import Limits

SRT = """1
00:00:01,000 --> 00:00:03,500
<i>Pasar lama dibuka kembali</i>
oleh Wali Kota

2
00:00:03,600 --> 00:00:06,000
{\\an8}pada hari Senin. Harga sewa

3
00:00:06,100 --> 00:00:08,000
kios adalah Rp2 juta.

4
01:02:03,000 --> 01:02:05,000
- Siapa yang datang?
- Budi Hartono.
"""
VTT = """WEBVTT - Wawancara

STYLE
::cue { color: red }

NOTE catatan
00:99 bukan waktu

pembukaan
00:01.000 --> 00:03.000 align:start
<v Sari Dewi>Pasar itu <b>ramai</b> &amp; bersih.</v>

00:04.000 --> 01:00:06.000
<v.keras Budi>Saya <00:04.500>setuju.</v>
"""


def test_cues_are_running_text_with_times(tmp_path: Path) -> None:
    source = read(tmp_path / "a.srt", SRT.encode())
    assert source.text == (
        "Pasar lama dibuka kembali oleh Wali Kota pada hari Senin. Harga sewa kios adalah Rp2 juta.\n"
        "- Siapa yang datang?\n- Budi Hartono."
    )
    labels = [place_of(source, words) for words in ("Pasar lama", "Harga sewa", "Rp2 juta", "Siapa")]
    assert [place.label for place in labels if place] == ["00:00:01", "00:00:03", "00:00:06", "01:02:03"]


def test_a_sentence_stands_where_it_begins(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text(SRT)
    retriever = Retriever.from_paths([tmp_path / "a.srt"], cache=False)
    found = {s.text: s.place.label for s in retriever.sentences if s.place}
    assert found["Harga sewa kios adalah Rp2 juta."] == "00:00:03"


def test_webvtt_with_voices(tmp_path: Path) -> None:
    source = read(tmp_path / "a.vtt", VTT.encode())
    assert source.text == "Sari Dewi: Pasar itu ramai & bersih.\nBudi: Saya setuju."


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_of_other_systems(tmp_path: Path, ending: str) -> None:
    source = read(tmp_path / "a.srt", SRT.replace("\n", ending).encode("utf-8-sig"))
    assert source.text.startswith("Pasar lama dibuka kembali oleh Wali Kota pada")


def test_captions_that_roll_up_say_each_line_once(tmp_path: Path) -> None:
    rolled = "1\n00:00:01,0 --> 00:00:02,0\nSatu dua\n\n2\n00:00:02,0 --> 00:00:03,0\nSatu dua\ntiga empat.\n"
    assert read(tmp_path / "a.srt", rolled.encode()).text == "Satu dua tiga empat."


def test_limits_and_damage(tmp_path: Path) -> None:
    assert "no subtitles" in refused(tmp_path / "a.srt", b"Halo.\n")
    _, problems = read_all(tmp_path / "a.srt", SRT.encode(), limits=Limits(cues=1))
    assert problems == [f"{tmp_path}/a.srt: only the first 1 cues are read; split it"]


@given(st.text(st.sampled_from("01:.,->\n <v>{\\a}&;"), max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    from index.errors import ReadError

    try:
        found = subtitles.read(f"{SRT}\n{text}".encode(), "a.srt", column=None)
    except ReadError:
        return
    assert [place.start for place in found.places] == sorted({place.start for place in found.places})
