from __future__ import annotations

from dataclasses import replace

import pytest
from chat_session import Session

from qa.toolbar import facts, fitted


def test_the_facts_are_in_the_language_that_is_spoken() -> None:
    session = Session()
    assert facts(session.state) == ("1 document", "9 sentences", "English", "words+meaning+reader", "")
    session.type("harga tuna")
    assert session.state.answer is not None
    for milliseconds, said in ((42.6, "43 md"), (1249.0, "1,2 dtk")):
        state = replace(session.state, answer=replace(session.state.answer, elapsed_ms=milliseconds))
        assert facts(state) == ("1 dokumen", "9 kalimat", "Indonesia", "kata+makna+pembaca", said)


@pytest.mark.parametrize(
    ("columns", "line"),
    [
        (160, "1 document · 9 sentences · English · words+meaning+reader · 43 ms"),
        (65, "1 document · 9 sentences · English · words+meaning+reader · 43 ms"),
        (64, "1 document · 9 sentences · English · 43 ms"),
        (40, "1 document · 9 sentences · 43 ms"),
        (30, "9 sentences · 43 ms"),
        (12, "9 sentences"),
        (3, ""),
    ],
)
def test_what_does_not_fit_is_left_out(columns: int, line: str) -> None:
    parts = ("1 document", "9 sentences", "English", "words+meaning+reader", "43 ms")
    assert fitted(parts, columns) == line
