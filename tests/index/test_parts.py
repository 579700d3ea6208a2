"""`index.parts`: what asks two things, what asks one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language import of_question
from index.parts import parts

# Each: a question, and the two it asks.
TWO = [
    ("who is Ann Lee and when was the fair founded?", "who is Ann Lee?", "when was the fair founded?"),
    ("Who is Ann Lee and when was she born?", "Who is Ann Lee?", "when was Ann Lee born?"),
    (
        "How and when did the plague enter Europe?",
        "How did the plague enter Europe?",
        "when did the plague enter Europe?",
    ),
    (
        "Where did the sale take place, and when?",
        "Where did the sale take place?",
        "when the sale take place?",
    ),
    ("Who runs the fair? When did it open?", "Who runs the fair?", "When did it open runs the fair?"),
    ("What is sold and to whom?", "What is sold?", "to whom sold?"),
    (
        "Tell me who Ann Lee is and when the sale took place.",
        "Tell me who Ann Lee is?",
        "when the sale took place?",
    ),
    ("kapan dan di mana pasar itu dibuka?", "kapan pasar itu dibuka?", "di mana pasar itu dibuka?"),
    ("Siapa dan berapa yang hadir?", "Siapa yang hadir?", "berapa yang hadir?"),
    ("siapa Budi Hartono dan berapa umurnya?", "siapa Budi Hartono?", "berapa umurnya Budi Hartono?"),
    ("Pasar itu dibuka kapan dan oleh siapa?", "Pasar itu dibuka kapan?", "oleh siapa Pasar itu dibuka?"),
    (
        "Siapa pemilik kapal Sagara dan barang apa yang dibawanya?",
        "Siapa pemilik kapal Sagara?",
        "barang apa yang dibawanya Sagara?",
    ),
    (
        "Apa kelebihan dan apa kekurangan program itu?",
        "Apa kelebihan kekurangan program itu?",
        "apa kekurangan program itu?",
    ),
    (
        "Mengapa harga naik dan sejak kapan?",
        "Mengapa harga naik?",
        "sejak kapan harga naik?",
    ),
    ("What did Ann sell and what else did she buy?", "What did Ann sell?", "what else did Ann buy?"),
    ("Why was it late and what made the river rise?", "Why was it late?", "what made the river rise?"),
    (
        "Seberapa sering kapal datang dan kota pelabuhan mana yang disinggahi?",
        "Seberapa sering kapal datang?",
        "kota pelabuhan mana yang disinggahi?",
    ),
    ("¿Quién fundó la feria y cuándo?", "¿Quién fundó la feria?", "cuándo fundó la feria?"),
    ("Wer gründete die Messe und wann?", "Wer gründete die Messe?", "wann gründete die Messe?"),
    ("Qui a fondé Alma et quand ?", "Qui a fondé Alma?", "quand a fondé Alma?"),
    ("Кто основал ярмарку и когда?", "Кто основал ярмарку?", "когда основал ярмарку?"),
]

ONE = """
who met the president and the minister?
what research and development did they do?
What is the difference between who votes and who pays?
What allows for energy and what force acts between them and what else?
Who was the man who came and who left?
Who is the man who founded the club and the league?
What did he sell and what else?
What do people say and what they do?
What happens before the foundation is dug and when a final inspection is passed?
When Ford left and when Nixon came, who was president?
If there is a conflict between EU law and national law, which law take precedence?
The Rhine forms the border between Austria and what other country?
Along with solar, coal and nuclear, what sort of plants use the cycle?
Low humidity and what lead to storms?
The student government is led by the president and chaired by who?
Combustion is caused by an oxidant and a fuel. What role does oxygen play?
Which companies bought and sold the shares?
Which year and month was it?
When and where?
who and what?
and when?
Did it rain and snow?
siapa dan apa?
dan kapan?
Pada bulan dan tahun berapa acara itu?
Siapa presiden dan wakil presiden?
Siapa yang bertemu menteri dan apa lagi?
Negara-negara Eropa dan negara mana yang mundur?
Di antara Prancis dan Inggris, kelompok apa yang menang?
Apa hubungan antara apa yang dikatakan dan apa yang dilakukan?
Sungai Rhine dan sungai apa lagi yang mengalir di sana?
Bersama Kanada dan Inggris, negara mana yang ikut?
penjualan kopi dan teh?
¿Qué dijo Ana y Pedro?
Wer traf Hans und Maria?
"""


@pytest.mark.parametrize(("question", "one", "two"), TWO)
def test_two_questions(question: str, one: str, two: str) -> None:
    assert parts(question, of_question(question)) == (one, two)


@pytest.mark.parametrize("question", ONE.strip().splitlines())
def test_one_question(question: str) -> None:
    assert parts(question, of_question(question)) is None


_WORDS = """
who when what kapan siapa berapa di mana and dan & , ? . between it dia Ann Lee was pasar y cuándo und wann
"""
_PIECES = st.sampled_from(_WORDS.split())


@given(
    st.lists(_PIECES, max_size=20).map(" ".join) | st.text(),
    st.sampled_from(["en", "id", "es", "de", "zh", ""]),
)
def test_any_string_is_a_question_of_one_or_two_parts(question: str, language: str) -> None:
    found = parts(question, language)
    assert found is None or all(part.endswith("?") and part != "?" for part in found)
