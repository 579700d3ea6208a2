"""`index.attribution`: invented news in two languages, and the seed article."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.attribution import Attribution, attribute
from index.document import Block, Document, Role, Sentence
from index.sentences import split


def read(text: str, role: Role = "body") -> list[Sentence]:
    """The sentences of a text whose lines are blocks of one role."""
    blocks: list[Block] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(at, at + len(line), role))
        at += len(line) + 1
    return split(Document("news", text, tuple(blocks)))


# Each: a text, then the speaker of each of its sentences.
SPEAKERS: list[tuple[str, list[str | None]]] = [
    ('"Harga beras turun," kata Budi Hartono di Bogor, Senin (3/2).', ["Budi Hartono"]),
    ('Budi Hartono membuka pasar itu.\n"Harga turun," ujar Budi.', [None, "Budi Hartono"]),
    (
        'Menurut Rina Wijaya, jalan itu rusak.\nIa meminta perbaikan.\n"Segera," ujarnya.',
        ["Rina Wijaya", None, "Rina Wijaya"],
    ),
    (
        "Kepala Dinas Kesehatan Siti Rahma mengatakan vaksin cukup. Dia menambahkan stok baru tiba besok.",
        ["Siti Rahma", "Siti Rahma"],
    ),
    ('"Kami siap. Semua sudah diuji. Tinggal jalan," tutur Agus Salim.', ["Agus Salim"] * 3),
    ('"Kami siap," kata Agus Salim. "Semua sudah diuji. Tinggal jalan."', ["Agus Salim"] * 3),
    ("Ketua DPRD, Dewi Lestari, hadir. Acara berlangsung meriah.", [None, None]),
    ('"Anggaran naik," kata Ketua DPRD, Dewi Lestari, di Solo.', ["Dewi Lestari"]),
    ('"Tadi Pak Joni mengatakan harga naik," kata Tuti Amalia.', ["Tuti Amalia"]),
    ('"Kami kecewa," kata mereka.', [None]),
    ('"Saya takut," kata seorang warga.', [None]),
    ("Menurut Pasal 5, denda itu sah.", [None]),
    ("Jembatan itu runtuh pada Senin. Tiga orang terluka.", [None, None]),
    ('"Siapa dia?" tanya Ratna Dewi.', ["Ratna Dewi"]),
    ('"Apakah benar?" ujar dia.', [None]),
    ("Untuk ekspor, kata Lukman Hakim, ada lima jenis kopi.", ["Lukman Hakim"]),
    ("Ekonom senior Faisal Amri menilai inflasi terkendali.", ["Faisal Amri"]),
    ('"Inflasi terkendali," kata ekonom Faisal Amri.', ["Faisal Amri"]),
    (
        'Andi Wijaya mengatakan jalan dibuka.\nSiti Rahma mengatakan tidak.\n"Demi keamanan," katanya.',
        ["Andi Wijaya", "Siti Rahma", "Siti Rahma"],
    ),
    ("Presiden Andi Wijaya (52) menegaskan pajak tidak naik.", ["Andi Wijaya"]),
    ('Rudi Hartono: "Kami menang."', ["Rudi Hartono"]),
    ('"Prices fell," said John Carter on Monday.', ["John Carter"]),
    ('Mary Jones opened the fair.\n"It is bigger this year," Jones said.', [None, "Mary Jones"]),
    (
        "According to Peter Lang, the road is closed. He said it would reopen soon.",
        ["Peter Lang", "Peter Lang"],
    ),
    ('"We won. We are proud," said Ann Lee. "It took years."', ["Ann Lee"] * 3),
    (
        "Prime Minister Laura Stone said taxes will fall. She added that schools come first.",
        ["Laura Stone", "Laura Stone"],
    ),
    ('"We are tired," they said.', [None]),
    ('"No comment," he said.', [None]),
    ("The minister said nothing new.", [None]),
    ('"Will it rain?" asked Tom Baker.', ["Tom Baker"]),
    ('"Mark told me he would come," Jane Fox said.', ["Jane Fox"]),
    ("The bridge fell on Monday. Three people were hurt.", [None, None]),
    ('James Hall and James Reed met.\n"Good," said James.', [None, "James"]),
    (
        'Paul Green explained the plan.\nIt costs little. "Very little," he added.',
        ["Paul Green", None, "Paul Green"],
    ),
]

# Who is named otherwise than right beside the verb.
NAMED: list[tuple[str, list[str | None]]] = [
    ("Olympic diver Ann Lee says the pool is cold.", ["Ann Lee"]),
    ("Chamber of commerce head Philip Orde said prices fell.", ["Philip Orde"]),
    ("Trade Minister Laura Stone, 52, said taxes will fall.", ["Laura Stone"]),
    (
        "Dr. Ines Marchetti, who directs the clinic, said one in nine was ill. She left.",
        ["Ines Marchetti", None],
    ),
    ("Ann Lee, who hopes to study, said she was glad.", ["Ann Lee"]),
    ("Its chairwoman, Beatrix Holm, said buses were late.", ["Beatrix Holm"]),
    ("The road is closed, according to his agent, Sabine Roux.", ["Sabine Roux"]),
    ("The plan, according to the company's head John Bruce, is sound.", ["John Bruce"]),
    ('Paul Newman, of the analysts RSM said: "It goes on. It will end."', ["Paul Newman"] * 2),
    ('Meanwhile, Ann Lee praised the work.\n"Very good," she said.', [None, "Ann Lee"]),
    ('His granddaughter Poppy took the prize.\n"Thanks," she said.', [None, "Poppy"]),
    ("Ms Davis' son Tyler was 13.", [None]),
    ("Analysts said prices fell.", [None]),
    ("I've said it all along.", [None]),
    ('Tn. Agus Salim datang.\n"Kami perlu itu," kata Tn. Agus.', [None, "Agus Salim"]),
    ("Peneliti Universitas Teluk, Dr. Adelina Seran, menilai panen baik.", ["Adelina Seran"]),
    ('Salah satu perajin, Wagiman, datang.\n"Senang," ujarnya.', [None, "Wagiman"]),
    ("Direktur festival Anggun Sasmita mengungkapkan tiket habis.", ["Anggun Sasmita"]),
    ('Kepala Dinas Samparan Halim Wiratmo mengatakan panen naik.\n"Ya," kata Halim.', ["Halim Wiratmo"] * 2),
    ('"Hans" Geiger wafat pada 1945.\nBudi Hartono berkata: "Ya."', [None, "Budi Hartono"]),
    ('"Harga naik,“ kata Siti Rahma. Pasar ramai.', ["Siti Rahma", None]),
    (
        'Budi Hartono berkata: "Harga naik. Petani senang.\nJuru bicara dinas berkata: "Kami siap."',
        ["Budi Hartono"] * 2 + [None],
    ),
]

DOUBTFUL: list[tuple[str, list[str | None]]] = [
    (
        'Anna Gray said the talks failed.\nSyria says it is ready.\n"We are ready," she said.',
        ["Anna Gray", "Syria", "Anna Gray"],
    ),
    (
        'Budi Hartono mengatakan harga turun.\nPasar Lama ramai.\n"Syukurlah," ujar dia.',
        ["Budi Hartono", None, "Budi Hartono"],
    ),
    (
        'Budi Hartono mengatakan harga turun.\nSuharno datang bersama Suharno kecil.\n"Syukurlah," ujar dia.',
        ["Budi Hartono", None, None],
    ),
    (
        "Ann Lee said the talks failed.\nThe plan pleased Tom Baker.\nTom Baker said so.\nIt was late for Ann Lee."
        '\n"Indeed," he said.',
        ["Ann Lee", None, "Tom Baker", None, None],
    ),
]

# Each: a text, then the antecedent of each of its sentences.
ANTECEDENTS: list[tuple[str, list[int | None]]] = [
    ("Budi Hartono mengatakan harga turun. Dia berharap itu bertahan.", [None, 0]),
    ("Harga beras turun tajam. Hal itu menggembirakan petani. Panen raya tiba.", [None, 0, None]),
    ('Budi Hartono mengatakan harga turun.\nPasar ramai.\n"Syukurlah," ujar dia.', [None, None, 0]),
    ("Ia datang.", [None]),
    ("Kota itu banjir. Warga di wilayah tersebut mengungsi.", [None, 0]),
    ("Mary Jones said the fair was open. The crowd cheered. She smiled.", [None, None, 0]),
    ("Prices fell. This pleased buyers.", [None, 0]),
    ("Prices fell. It is clear that buyers gain. It seems so.", [None, None, None]),
    ("Prices fell. Those who sell lose. Those losses hurt.", [None, None, 1]),
    ("Dana itu cukup. Dana itu habis. Selain itu, harga naik.", [None, 0, None]),
    (
        'A farmer in Ombel told a reporter that pigs bite.\n"They play. They bite. Respect them," he said.',
        [None, 0, 1, 0],
    ),
]


@pytest.mark.parametrize(("text", "speakers"), [*SPEAKERS, *NAMED, *DOUBTFUL])
def test_who_speaks(text: str, speakers: list[str | None]) -> None:
    assert [found.speaker for found in attribute(read(text))] == speakers


@pytest.mark.parametrize(("text", "antecedents"), ANTECEDENTS)
def test_what_a_sentence_leans_on(text: str, antecedents: list[int | None]) -> None:
    assert [found.antecedent for found in attribute(read(text))] == antecedents


def test_only_the_body_speaks() -> None:
    text = '"Harga turun," kata Budi Hartono.'
    assert attribute(read(text, "headline")) == [Attribution()]
    assert attribute([]) == []


def test_the_seed_article() -> None:
    text = next(Path(__file__).parents[2].joinpath("seeds").glob("*.txt")).read_text(encoding="utf-8")
    sentences = read(text)
    found = dict(zip((sentence.text for sentence in sentences), attribute(sentences), strict=True))

    def speaker(words: str) -> str | None:
        return next(value.speaker for key, value in found.items() if words in key)

    assert speaker("kopi Kapal Api") == "Triawan Munaf"
    assert speaker("Jadi kita mesti") == "Triawan Munaf"
    assert speaker("Tadi juga Jack Ma") == "Triawan Munaf"
    assert speaker("Kami dengar") == speaker("agar bisa dipajang") == "Rudiantara"
    assert speaker("dia menyebutkan") == "Jack Ma"
    assert speaker("memiliki potensi") == "Rosan Roeslani"
    assert speaker("Banyak hal yang dibahas") is None


_WORDS = st.sampled_from(
    [
        '"',
        "“",
        "”",
        "kata",
        "said",
        "Budi",
        "Ann Lee",
        "dia",
        "He",
        "Hal itu",
        ",",
        ".",
        "?",
        "\n",
        "Menurut",
        "Dr.",
        "(5)",
    ]
)


@given(st.lists(_WORDS, max_size=40).map(" ".join))
def test_speakers_are_quoted_and_antecedents_come_before(text: str) -> None:
    sentences = read(text)
    found = attribute(sentences)
    assert len(found) == len(sentences)
    for at, one in enumerate(found):
        assert one.speaker is None or one.speaker in text
        assert one.antecedent is None or 0 <= one.antecedent < at
