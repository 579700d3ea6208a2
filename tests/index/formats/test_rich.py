from __future__ import annotations

from pathlib import Path

import pytest
from made import read, refused

pytest.importorskip("striprtf")

RTF = (
    rb"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Helvetica;}}{\info{\title Judul}}"
    rb"\f0\fs24 Pasar lama dibuka \b kembali\b0 .\par Caf\'e9 itu menjual "
    rb"\u8220?kopi tubruk\u8221? seharga Rp10 ribu.\par}"
)


def test_text_without_its_codes(tmp_path: Path) -> None:
    source = read(tmp_path / "a.rtf", RTF)
    assert source.text == "Pasar lama dibuka kembali.\nCafé itu menjual “kopi tubruk” seharga Rp10 ribu.\n"
    assert read(tmp_path / "a.txt", RTF).text == source.text


def test_damage_is_one_line(tmp_path: Path) -> None:
    assert "breaks off" in refused(tmp_path / "a.rtf", RTF[:-20])
    assert "not RTF" in refused(tmp_path / "a.rtf", b"halo")
    assert "holds no text" in refused(tmp_path / "a.rtf", rb"{\rtf1\ansi }")
