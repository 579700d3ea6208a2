"""What questions of less common shapes ask for, and which kinds of answer sentences of less common shapes hold."""

from __future__ import annotations

import pytest

from index.evidence import held
from index.question import expectation


@pytest.mark.parametrize(
    ("question", "kind", "focus"),
    [
        ("What does inflation mean?", "definition", None),
        ("What does PSSI stand for?", "definition", None),
        ("What did the bridge cost?", "money", None),
        ("What led to the strike?", "reason", None),
        ("What kind of fish is sold?", "name", "fish"),
        ("What are the demands?", "list", "demands"),
        ("What are the names of the islands?", "name", "names"),
        ("What else did he say?", "thing", None),
        ("How many days did the strike last?", "duration", "days"),
        ("How much time is left?", "duration", "time"),
        ("How much did the mayor pay?", "money", None),
        ("How many percent voted?", "percent", "percent"),
        ("How many are there?", "number", None),
        ("How much of the harvest was lost?", "number", None),
        ("How did they escape?", "manner", None),
        ("Untuk apa uang itu dipakai?", "reason", None),
        ("Karena apa harga naik?", "reason", None),
        ("Apa yang dimaksud dengan inflasi?", "definition", None),
        ("Inflasi apa itu?", "definition", None),
        ("Apa yang menyebabkan banjir?", "reason", None),
        ("Apa yang dikatakan menteri?", "speech", None),
        ("Apa nama pulau itu?", "place", "pulau"),
        ("Apakah yang dijual nelayan?", "thing", None),
        ("Barang apa yang dijual?", "name", "Barang"),
        ("Apa saja produk yang dijual?", "list", "produk"),
        ("Apa alasan kenaikan harga?", "reason", "alasan"),
        ("Berapa hari mogok berlangsung?", "duration", "hari"),
        ("Berapa rupiah harga tiket?", "money", "harga"),
        ("Berapa banyak uang yang dihabiskan untuk membayar gaji?", "money", "uang"),
        ("Pada pukul berapa pasar dibuka?", "time", "pukul"),
        ("Berapa tanggal pembukaannya?", "date", "tanggal"),
        ("Berapa lapak di pasar?", "number", "lapak"),
        ("Berapa?", "number", None),
        ("Siapa nama menteri itu?", "person", None),
    ],
)
def test_what_is_asked_for(question: str, kind: str, focus: str | None) -> None:
    language = "en" if question.startswith(("What", "How")) else "id"
    found = expectation(question, language)
    assert (found.kinds[0], found.focus) == (kind, focus)
    if focus is not None:
        assert found.focus_span is not None
        assert question[slice(*found.focus_span)] == focus


@pytest.mark.parametrize(
    ("sentence", "kind", "text"),
    [
        ("The ticket costs 5 US dollars.", "money", "5 US dollars"),
        ("Tiket itu dijual 5 juta dolar.", "money", "5 juta dolar"),
        ("It opened on October 11, 2018.", "date", "October 11, 2018"),
        ("Acara itu dimulai pukul 9 WIB.", "time", "9 WIB"),
        ("It starts at 9:30.", "time", "9:30"),
        ("Benteng itu dari abad ke-19.", "date", "abad ke-19"),
        ("It is of the 19th century.", "date", "19th century"),
        ("Pasar itu dibuka tanggal 5.", "date", "5"),
        ("Ia berusia 40.", "duration", "40"),
        ("She is aged 40.", "duration", "40"),
        ("Sekitar 45 persen warga setuju.", "percent", "45 persen"),
        ("About 45% agreed.", "percent", "45%"),
        ("Pada 12/10/2018 hujan turun.", "date", "12/10/2018"),
        ("Rapat itu berlangsung 3 jam.", "duration", "3 jam"),
        ("It closed due to rain.", "reason", "rain"),
        ("He left so that others could sit.", "reason", "that others could sit"),
        ("They met in order to sign the treaty.", "reason", "to sign the treaty"),
        ("He escaped by climbing a wall.", "manner", "climbing a wall"),
        ("Inflasi adalah kenaikan harga.", "definition", "kenaikan harga"),
        ("Inflation is a rise in prices.", "definition", "a rise in prices"),
        ('Ia berkata "harga akan turun besok pagi".', "speech", "harga akan turun besok pagi"),
    ],
)
def test_what_is_held(sentence: str, kind: str, text: str) -> None:
    language = (
        "en" if sentence.split()[0] in ("The", "It", "She", "About", "He", "They", "Inflation") else "id"
    )
    assert text in {sentence[span.start : span.end] for span in held(sentence, language) if span.kind == kind}


def test_what_is_due_on_a_day_is_no_reason() -> None:
    assert "reason" not in {span.kind for span in held("The report is due on Monday.", "en")}


def test_a_definition_weighs_more_than_what_happens_to_follow_is() -> None:
    def weight(sentence: str) -> float:
        return max(span.weight for span in held(sentence, "en") if span.kind == "definition")

    assert weight("Inflation is a rise in prices.") > weight("Inflation is rising.")
    assert weight("Inflation is a rise in prices.") > weight("The wall was built by soldiers.")
