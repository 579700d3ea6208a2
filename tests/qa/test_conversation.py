"""Follow-ups are understood from what came before; questions that stand by themselves are left alone."""

from __future__ import annotations

import dataclasses
import io

import pytest
from fake_retriever import FakeRetriever
from hypothesis import given
from hypothesis import strategies as st

from index.match import Absence, Finding, Match
from qa import repl
from qa.chat import Chat
from qa.chat_options import ChatOptions
from qa.commands import State, handle
from qa.conversation import Resolved, Turn, resolve
from qa.once import answer_all
from qa.render import show

SELF_CONTAINED = {
    "en": (
        "When did the Selat Baru bridge open?",
        "Who is the minister of trade?",
        "How much does a kilogram of rice cost?",
        "Is it true that the harbour will close in June?",
        "Is it raining in Kendari?",
        "Are there any schools near the river?",
        "Is there a hospital on Muna island?",
        "How many people were there in the stadium?",
        "What did the minister say about his resignation?",
        "Who said that prices rose in March?",
        "When did Rina Hartati say she would retire?",
        "Why did the company close its factory in Bitung?",
        "How long does it take to cross the strait?",
        "Who built the museum and who paid for it?",
        "Which airlines cancelled their flights on Sunday?",
        "What is inflation?",
        "Then what did the court decide about the mine?",
        "And when did the volcano erupt?",
        "Who won the badminton final?",
        "What time does the market open on Fridays?",
        "price of coffee in Medan?",
        "Where do turtles lay their eggs?",
        "What will happen to the old terminal if it burns down?",
        "Did the mayor promise that taxes would fall?",
        "What is the name of the ship that sank?",
        "who wrote this article?",
        "Name three islands of the regency",
        "How old is Budi Santoso?",
        "How many lighthouses are there?",
        "Why is it hard to grow wheat on Muna?",
        "What is it called when a volcano lets off steam?",
        "Which song did Rina Hartati sing at one of her last concerts?",
        "Why doesn't it take longer to sail to Bitung?",
        "Who said that inflation would fall?",
        "What happened in Bitung in March?",
        "What happened after the earthquake in Palu?",
        "Who paid for the railway museum?",
        "How long did it take to build the Selat Baru bridge?",
        "Which day was the harbour closed?",
        "According to whom did prices rise?",
        "Why did the fishermen of Muna do that dance?",
    ),
    "id": (
        "Kapan jembatan Selat Baru dibuka?",
        "Siapa menteri perdagangan Indonesia?",
        "Berapa harga beras per kilogram di Medan?",
        "Apakah ada rumah sakit di Pulau Muna?",
        "Apa itu inflasi?",
        "Apa yang dikatakan menteri tentang pengunduran dirinya?",
        "Mengapa perusahaan tambang menutup pabriknya di Bitung?",
        "Siapa yang mengatakan bahwa harga naik pada Maret?",
        "Kapan Rina Hartati mengatakan dia akan pensiun?",
        "Berapa orang yang hadir di stadion?",
        "Siapa yang membangun museum kereta api dan berapa biayanya?",
        "Di mana penyu bertelur?",
        "Kalau gunung meletus, ke mana warga desa mengungsi?",
        "Siapa juara bulu tangkis putra?",
        "Bagaimana cara petani menyimpan benih jagung?",
        "Produk baru itu dijual perusahaan Sinar Laut di negara mana?",
        "Apa nama kapal yang tenggelam di Laut Jawa?",
        "Biasanya jam berapa pasar ikan dibuka?",
        "Sebutkan tiga pulau di kabupaten Wakatobi",
        "Berapa harganya beras di Surabaya?",
        "Dan kapan gunung Slamet meletus?",
        "Siapa penulis artikel ini?",
        "Mengapa bandara Haluoleo ditutup?",
        "Berapa jumlah siswa sekolah dasar di Kendari?",
        "Siapa yang bilang bahwa harga beras naik?",
        "Apa yang terjadi di Bitung pada Maret?",
        "Kapan gempa Palu terjadi?",
        "Menurut siapa harga beras naik?",
        "Berapa lama pembangunan jembatan Selat Baru?",
        "Kok harga beras di Medan mahal?",
        "Siapa yang membayar gaji guru di Muna?",
    ),
}


def _pairs() -> list[tuple[str, str]]:
    return [(question, language) for language, several in SELF_CONTAINED.items() for question in several]


@pytest.mark.parametrize(("question", "language"), _pairs())
def test_a_question_that_stands_by_itself_is_never_changed(question: str, language: str) -> None:
    for before, spoken in _pairs():
        turn = Turn(before, spoken, "Rina Hartati membuka pasar di Kendari.", (0, 12), "Rina Hartati")
        assert resolve(question, language, [turn]) == Resolved(question, False), before


def turn(
    question: str, language: str = "en", quote: str = "", answer: str = "", speaker: str | None = None
) -> Turn:
    start = quote.index(answer)
    return Turn(question, language, quote, (start, start + len(answer)) if answer else None, speaker)


MINISTER = turn("Who is the minister of trade?", "en", "Rina Hartati became minister in May.", "Rina Hartati")
BRIDGE = turn("When did the Selat Baru bridge open?", "en", "It opened on 4 May 2019.", "on 4 May 2019")
RICE = turn("How much does rice cost?", "en", "Rice costs Rp 12,000.", "Rp 12,000")
VISITORS = turn("How many visitors came to the museum in 2019?")
FACTORY = turn("Which company bought the factory?", "en", "Sinar Laut bought it.", "Sinar Laut")
BUDGET = turn("Berapa anggaran pendidikan kota Kendari tahun 2020?", "id", "Rp 2 miliar.", "Rp 2 miliar")
MUSEUM = turn("Di mana museum kereta api dibuka?", "id", "Museum dibuka di Ambarawa.", "Ambarawa")
DESIGNER = turn("Siapa yang merancang jembatan Selat Baru?", "id", "Joko Wirawan.", "Joko Wirawan")
ELECTION = turn("Who won the election?", "en", "Sari Dewi won the election.", "Sari Dewi")
OPENING = turn("Siapa yang membuka museum?", "id", "Sari Dewi membuka museum.", "Sari Dewi")
OPENED = turn("Who opened the new museum?", "en", "Sari Dewi opened the museum.", "Sari Dewi")
FLIGHT = turn("Where did Rina Hartati fly?", "en", "Rina Hartati flew to Lima.", "Lima")
MEANT = turn("Apa kata Rina Hartati?", "id", "Menurutnya, pasar penuh.", "Menurutnya")
PRICE = turn("Berapa harga beras di Medan?", "id")
TRIP = turn("Berapa lama perjalanan ke Bitung?", "id")
DRIVERS = turn("Berapa sopir yang kena dampak?", "id")
JURY = turn("Siapa anggota juri lomba?", "id", "Juri lomba dr. Rina Hartati.", "Rina Hartati")
SPEECH = turn("What was said about the flood?", "en", '"We were late," he said.', speaker="Tono Sarif")


@pytest.mark.parametrize(
    ("before", "question", "language", "understood"),
    [
        (MINISTER, "when was he appointed?", "en", "when was Rina Hartati appointed?"),
        (MINISTER, "what is her plan?", "en", "what is Rina Hartati's plan?"),
        (MINISTER, "apa katanya?", "id", "apa kata Rina Hartati?"),
        (MINISTER, "kapan beliau diangkat?", "id", "kapan Rina Hartati diangkat?"),
        (MINISTER, "no, the minister of health", "en", "Who is the minister of health?"),
        (MINISTER, "what about the governor?", "en", "Who is the governor?"),
        (BRIDGE, "how long is it?", "en", "how long is the Selat Baru bridge?"),
        (BRIDGE, "and where?", "en", "where did the Selat Baru bridge open?"),
        (BRIDGE, "why?", "en", "why did the Selat Baru bridge open?"),
        (BRIDGE, "why was that?", "en", "why did the Selat Baru bridge open?"),
        (BRIDGE, "who designed that bridge?", "en", "who designed the Selat Baru bridge?"),
        (BRIDGE, "what happened then?", "en", "what happened on 4 May 2019?"),
        (BRIDGE, "siapa yang merancangnya?", "id", "siapa yang merancang the Selat Baru bridge?"),
        (RICE, "what about sugar?", "en", "How much does sugar cost?"),
        (RICE, "kalau gula?", "id", "How much does gula cost?"),
        (VISITORS, "and in 2020?", "en", "How many visitors came to the museum in 2020?"),
        (VISITORS, "how about the zoo?", "en", "How many visitors came to the zoo in 2019?"),
        (FACTORY, "when was it founded?", "en", "when was Sinar Laut founded?"),
        (FACTORY, "how much did they pay?", "en", "how much did Sinar Laut pay?"),
        (BUDGET, "kalau pariwisata?", "id", "Berapa anggaran pariwisata kota Kendari tahun 2020?"),
        (BUDGET, "dan tahun 2021?", "id", "Berapa anggaran pendidikan kota Kendari tahun 2021?"),
        (BUDGET, "bagaimana dengan Surabaya?", "id", "Berapa anggaran pendidikan kota Surabaya tahun 2020?"),
        (MUSEUM, "terus kapan?", "id", "kapan museum kereta api dibuka?"),
        (MUSEUM, "tahun berapa?", "id", "tahun berapa museum kereta api dibuka?"),
        (MUSEUM, "apa yang dijual di sana?", "id", "apa yang dijual di Ambarawa?"),
        (MUSEUM, "how many people live there?", "en", "how many people live in Ambarawa?"),
        (MUSEUM, "berapa harga tiketnya?", "id", "berapa harga tiket museum kereta api?"),
        (DESIGNER, "kapan dia lahir?", "id", "kapan Joko Wirawan lahir?"),
        (DESIGNER, "siapa istrinya?", "id", "siapa istri Joko Wirawan?"),
        (DESIGNER, "berapa panjangnya?", "id", "berapa panjang jembatan Selat Baru?"),
        (DESIGNER, "kapan jembatan itu dibuka?", "id", "kapan jembatan Selat Baru dibuka?"),
        (DESIGNER, "di mana itu?", "id", "di mana jembatan Selat Baru?"),
        (SPEECH, "who is he?", "en", "who is Tono Sarif?"),
        (ELECTION, "and her running mate?", "en", "who is Sari Dewi's running mate?"),
        (ELECTION, "when?", "en", "when was it that Sari Dewi won the election?"),
        (turn("When was Sari Dewi born?"), "and her brother?", "en", "When was Sari Dewi's brother born?"),
        (MINISTER, "anyone else?", "en", "Who else is the minister of trade besides Rina Hartati?"),
        (turn("Who was hurt?"), "did he die?", "en", "did the one who was hurt die?"),
        (FACTORY, "until when?", "en", "until when was it that Sinar Laut bought the factory?"),
        (BRIDGE, "all at once?", "en", "did the Selat Baru bridge open all at once?"),
        (
            turn("How many people will work at the plant?"),
            "starting when?",
            "en",
            "starting when will people work at the plant?",
        ),
        (turn("How many drivers lost work?"), "why so few?", "en", "why so few drivers lost work?"),
        (turn("How long does the trip take?"), "by car?", "en", "How long does the trip take by car?"),
        (turn("How old is Rina Hartati?"), "no, the actress", "en", "How old is the actress?"),
        (
            turn("Who is the director of the film?"),
            "no, the actress",
            "en",
            "Who is the actress of the film?",
        ),
        (RICE, "no, when?", "en", "when does rice cost?"),
        (OPENING, "kapan?", "id", "kapan Sari Dewi membuka museum?"),
        (OPENING, "dan wakilnya?", "id", "siapa wakil Sari Dewi?"),
        (PRICE, "kenapa naik?", "id", "kenapa harga beras naik?"),
        (TRIP, "kalau naik mobil?", "id", "Berapa lama perjalanan ke Bitung kalau naik mobil?"),
        (DRIVERS, "yang sudah dapat pekerjaan?", "id", "Berapa sopir yang sudah dapat pekerjaan?"),
        (JURY, "siapa lagi?", "id", "Siapa lagi anggota juri lomba selain Rina Hartati?"),
        (
            turn("Berapa umur Joko Wirawan?", "id"),
            "bukan, yang pelatih lawannya",
            "id",
            "Berapa umur pelatih lawan Joko Wirawan?",
        ),
        (MINISTER, "who thinks she's wrong?", "en", "who thinks Rina Hartati is wrong?"),
        (MINISTER, "who says she's been ill?", "en", "who says Rina Hartati has been ill?"),
        (MUSEUM, "what do people there sell?", "en", "what do people in Ambarawa sell?"),
        (
            turn("How old is the woman who made the film?"),
            "what will she do next year?",
            "en",
            "what will the woman who made the film do next year?",
        ),
        (
            turn("How many pupils does the school have?"),
            "and computers?",
            "en",
            "How many computers does the school have?",
        ),
        (
            turn("Who has the school?"),
            "how many pupils does it have?",
            "en",
            "how many pupils does the school have?",
        ),
        (
            turn("How many tonnes of cherries did they get last year?"),
            "why so little this year?",
            "en",
            "why did they get tonnes of cherries so little this year?",
        ),
        (turn("Who got the men's prize?"), "no, the actress", "en", "Who got the men's prize, the actress?"),
        (turn("How much did a stall cost this year?"), "why did it go up?", "en", "why did a stall go up?"),
        (
            turn("What is Sari Dewi's job?"),
            "and her brother?",
            "en",
            "What is Sari Dewi's brother's job?",
        ),
        (turn("Gubernur kasih uang berapa?", "id"), "buat apa?", "id", "buat apa Gubernur kasih uang?"),
        (
            turn("Berapa biaya proyek kereta bawah tanah?", "id"),
            "uangnya dari mana?",
            "id",
            "uang proyek kereta bawah tanah dari mana?",
        ),
        (
            turn("Apa kata Rina Hartati soal trem?", "id"),
            "bukan, yang pengamat dari universitas",
            "id",
            "Apa kata pengamat dari universitas soal trem?",
        ),
        (PRICE, "kalau ketua pedagang, setuju nggak?", "id", "ketua pedagang setuju nggak?"),
        (PRICE, "kalau Rina Hartati, apa katanya?", "id", "apa kata Rina Hartati?"),
        (
            turn("Siapa pelatih Garuda?", "id", "Pelatih Garuda, Tono Sarif, marah.", "Tono Sarif"),
            "bukan, yang pelatih lawannya",
            "id",
            "Siapa pelatih lawan Garuda?",
        ),
        (
            turn("Siapa nenek tertua yang mengungsi?", "id"),
            "siapa yang menggendongnya?",
            "id",
            "siapa yang menggendong nenek tertua yang mengungsi?",
        ),
        (
            turn("Kapan sekolah terapung itu dibuka?", "id"),
            "hasilnya buat apa?",
            "id",
            "hasil sekolah terapung buat apa?",
        ),
        (
            turn("Apa saja yang sekarang diproduksi Huskel?", "id"),
            "siapa pelanggannya?",
            "id",
            "siapa pelanggan Huskel?",
        ),
        (RICE, "who said that?", "en", "who said: “Rice costs Rp 12,000”?"),
        (RICE, "says who?", "en", "who said: “Rice costs Rp 12,000”?"),
        (RICE, "kata siapa?", "id", "siapa yang mengatakan: “Rice costs Rp 12,000”?"),
        (turn("Why did it sink?"), "siapa yang bilang begitu?", "id", "siapa yang mengatakan: “sink”?"),
        (RICE, "how much is that in dollars?", "en", "how much is Rp 12,000 in dollars?"),
        (RICE, "and in the old one?", "en", "How much does rice cost in the old one?"),
        (OPENED, "why did she do that?", "en", "why was it that Sari Dewi opened the new museum?"),
        (OPENED, "where was that?", "en", "where was it that Sari Dewi opened the new museum?"),
        (OPENED, "when did that happen?", "en", "when was it that Sari Dewi opened the new museum?"),
        (OPENED, "what happened next?", "en", "what happened next (opened new museum)?"),
        (OPENED, "how long did it take?", "en", "how long did the new museum take?"),
        (OPENED, "who paid?", "en", "who paid (the new museum)?"),
        (OPENED, "and the fishermen?", "en", "Who opened the new museum, the fishermen?"),
        (BRIDGE, "what happened that day?", "en", "what happened on 4 May 2019?"),
        (BRIDGE, "and the old one?", "en", "When did the old Baru bridge open?"),
        (FLIGHT, "what for?", "en", "why did Rina Hartati fly to Lima?"),
        (turn("How much was rice last year?"), "and now?", "en", "How much was rice now?"),
        (PRICE, "kalau tahun lalu?", "id", "Berapa harga beras di Medan tahun lalu?"),
        (PRICE, "kok mahal?", "id", "kenapa harga beras mahal?"),
        (PRICE, "kenapa semahal itu?", "id", "kenapa harga beras semahal itu?"),
        (OPENING, "kenapa dia melakukan itu?", "id", "kenapa Sari Dewi membuka museum?"),
        (MEANT, "kenapa dia marah?", "id", "kenapa Rina Hartati marah?"),
        (OPENING, "ditutup kapan?", "id", "museum ditutup kapan?"),
        (OPENING, "siapa yang datang?", "id", "siapa yang datang (museum)?"),
        (OPENING, "berapa lama pembangunannya?", "id", "berapa lama pembangunan museum?"),
        (MUSEUM, "kalau yang lama?", "id", "Di mana museum kereta api yang lama dibuka?"),
        (MUSEUM, "lalu apa yang terjadi?", "id", "apa yang terjadi (museum kereta api dibuka)?"),
        (
            turn("Siapa lawan Garuda di final?", "id"),
            "mainnya di mana?",
            "id",
            "main lawan Garuda di final di mana?",
        ),
    ],
)
def test_a_follow_up_is_understood(before: Turn, question: str, language: str, understood: str) -> None:
    assert resolve(question, language, [before]) == Resolved(understood, True)


@pytest.mark.parametrize(
    "question", ["why?", "when was he born?", "kalau pariwisata?", "", "?!", "no, the minister"]
)
def test_without_a_past_nothing_is_changed(question: str) -> None:
    assert resolve(question, "en", []) == Resolved(question, False)


def test_a_pronoun_reaches_back_over_a_turn_that_does_not_fit() -> None:
    assert resolve("where was she born?", "en", [MINISTER, RICE]).text == "where was Rina Hartati born?"


ARTICLE = """Mira Lestari met the head of the harbour, Otto Lind, on Friday.

Lestari told reporters that her company would move. Lind said his port was ready.
"""


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("when did she speak?", "when did Mira Lestari speak?"),
        ("when did he speak?", "when did Otto Lind speak?"),
    ],
)
def test_he_and_she_are_whom_the_article_calls_so(question: str, understood: str) -> None:
    sentence = ARTICLE.split("\n\n")[0]
    start = sentence.index("Otto Lind")
    before = Turn(
        "Who heads the harbour?", "en", sentence, (start, start + 9), None, "Who heads the harbour?", ARTICLE
    )
    assert resolve(question, "en", [before]).text == understood


def test_whom_a_pronoun_was_taken_for_keeps_his_gender() -> None:
    first = turn("Who did Hasan Basri meet?", "en", "Hasan Basri met Paula Rojas.", "Paula Rojas")
    second = Turn("what did Paula Rojas want?", "en", typed="what did she want?")
    assert resolve("where did he go?", "en", [first, second]).text == "where did Hasan Basri go?"


def test_every_pronoun_of_a_question_is_filled() -> None:
    line = turn("Who heads the Selat line?", "en", "Rina Hartati heads it.", "Rina Hartati")
    assert resolve("when does she want it to open?", "en", [line]).text == (
        "when does Rina Hartati want the Selat line to open?"
    )


def test_whose_a_thing_is_goes_on_from_question_to_question() -> None:
    first = turn("Berapa biaya jembatan Selat Baru?", "id")
    second = turn("uang jembatan Selat Baru dari mana?", "id")
    second = dataclasses.replace(second, typed="uangnya dari mana?")
    assert resolve("siapa insinyurnya?", "id", [first, second]).text == "siapa insinyur jembatan Selat Baru?"
    # But the reason is that of what was just told.
    assert resolve("alasannya apa?", "id", [first, second]).text == "alasan uang jembatan Selat Baru apa?"


def test_one_thing_that_is_nobody_is_no_they() -> None:
    before = turn("What is the biggest nuisance at the lake?")
    assert "they" in resolve("how did they deal with that?", "en", [before]).text


def test_a_pronoun_without_antecedent_gets_the_words_of_the_question_before() -> None:
    assert resolve("did they agree?", "en", [turn("Why?")]) == Resolved("did they agree?", False)
    assert "rice" in resolve("who told him?", "en", [RICE]).text


# Words that lean, ask, name and point, in any order: what no grammar foresaw must not raise either.
VOCABULARY = """who when why berapa mana itu it that there he his they mereka dia harganya the a A of in di no,
    bukan, kalau what about and Rina minister museum 2019 did is , ? yang
    kapan naik siapa lagi all once how many will sell opened wakilnya her which"""
WORDS = st.lists(st.sampled_from(sorted(set(VOCABULARY.split()))), max_size=8).map(" ".join)


@given(
    st.one_of(st.text(), WORDS),
    st.one_of(st.text(), WORDS),
    st.sampled_from(["en", "id", "ja", ""]),
    st.text(),
)
def test_any_string_is_a_question(question: str, before: str, language: str, quote: str) -> None:
    resolved = resolve(question, language, [Turn(before, language, quote, (0, len(quote)))])
    assert resolved.changed == (resolved.text != question)


class Echo(FakeRetriever):
    """Answers the questions in `answerable` with the sentence that holds the text given for each."""

    def __init__(self, answerable: dict[str, tuple[str, str | None]]) -> None:
        super().__init__()
        self.answerable = answerable

    def find(self, question: str, *, limit: int = 3, language: str | None = None) -> Finding:
        self.asked.append((question, limit, language))
        if question not in self.answerable:
            return Finding(question, language or "id", False, 0.0, (), Absence("weak"))
        holding, answer = self.answerable[question]
        sentence = next(sentence for sentence in self.sentences if holding in sentence.text)
        start = sentence.text.index(answer or "")
        span = (start, start + len(answer)) if answer else None
        return Finding(question, "id", True, 0.9, (Match(1, 1.0, 0.9, sentence, answer=span),))


WHERE = "Di mana pasar ikan baru dibuka?"
WHEN = "kapan pasar ikan baru dibuka?"


def test_a_chat_asks_a_follow_up_as_understood() -> None:
    chat = Chat(Echo({WHERE: ("Kendari", "Kendari"), WHEN: ("Senin", None)}))
    assert chat.ask(WHERE).understood is None
    answer = chat.ask("terus kapan?")
    assert answer.answered
    assert (answer.question, answer.understood, answer.finding.question) == ("terus kapan?", WHEN, WHEN)
    assert "understood" not in answer.as_dict()
    assert [question for question, _ in chat.history] == [WHERE, "terus kapan?"]


def test_a_chain_of_follow_ups_goes_on_from_the_question_as_understood() -> None:
    chat = Chat(Echo({WHERE: ("Kendari", "Kendari"), WHEN: ("Senin", None)}))
    chat.ask(WHERE)
    chat.ask("terus kapan?")
    assert chat.ask("kenapa?").understood == "kenapa pasar ikan baru dibuka?"


def test_a_follow_up_can_be_asked_plainly() -> None:
    retriever = Echo({WHERE: ("Kendari", "Kendari")})
    chat = Chat(retriever)
    chat.ask(WHERE)
    assert chat.ask("terus kapan?", plain=True).understood is None
    assert retriever.asked[-1][0] == "terus kapan?"


def test_where_only_the_question_as_typed_is_answered_that_is_the_answer() -> None:
    chat = Chat(Echo({WHERE: ("Kendari", "Kendari"), "siapa pedagangnya?": ("Pedagang", "Pedagang")}))
    chat.ask(WHERE)
    answer = chat.ask("siapa pedagangnya?")
    assert answer.answered
    assert answer.understood is None


def test_a_question_that_nothing_answers_is_remembered_as_understood() -> None:
    chat = Chat(Echo({WHERE: ("Kendari", "Kendari")}))
    chat.ask(WHERE)
    answer = chat.ask("terus kapan?")
    assert not answer.answered
    assert (answer.question, answer.understood) == ("terus kapan?", WHEN)


def test_plain_undoes_what_was_understood() -> None:
    retriever = Echo({WHERE: ("Kendari", "Kendari"), WHEN: ("Senin", None)})
    state = State(retriever, Chat(retriever), language="id")
    assert handle(state, "/plain").remark == "Ajukan pertanyaan dahulu."
    state = handle(state, WHERE).state
    assert handle(state, "/plain").remark == "Pertanyaan itu sudah diajukan apa adanya."
    understood = handle(state, "terus kapan?").state
    assert understood.answer is not None
    assert understood.answer.understood == WHEN
    undone = handle(understood, "/plain")
    assert undone.answer is not None
    assert (undone.answer.question, undone.answer.understood) == ("terus kapan?", None)
    assert [question for question, _ in undone.state.chat.history] == [WHERE, "terus kapan?"]
    assert len(understood.chat.history) == 2  # a state is never changed


@pytest.mark.parametrize(("language", "shown"), [("id", "dipahami sebagai: "), ("en", "understood as: ")])
def test_the_terminal_shows_in_one_line_what_was_understood(language: str, shown: str) -> None:
    console_module = pytest.importorskip("rich.console")
    chat = Chat(Echo({WHERE: ("Kendari", "Kendari"), WHEN: ("Senin", None)}))
    first, second = chat.ask(WHERE), chat.ask("terus kapan?")
    lines = []
    for answer in (first, second):
        console = console_module.Console(file=io.StringIO(), width=80)
        show(dataclasses.replace(answer, language=language), console)
        lines.append(console.file.getvalue().splitlines())
    assert not any(shown in line for line in lines[0])
    assert lines[1][0].startswith(f"{shown}{WHEN}")
    assert "/plain" in lines[1][0]


def test_questions_of_a_list_know_nothing_of_each_other() -> None:
    retriever = Echo({WHERE: ("Kendari", "Kendari")})
    answer_all(retriever, [WHERE, "terus kapan?"], as_json=True, out=io.StringIO(), err=io.StringIO())
    assert [question for question, _, _ in retriever.asked] == [WHERE, "terus kapan?"]


def test_a_piped_chat_remembers(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    retriever = Echo({WHERE: ("Kendari", "Kendari"), WHEN: ("Senin", None)})
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{WHERE}\nterus kapan?\n"))
    assert repl.run(retriever) == 0
    assert [question for question, _, _ in retriever.asked] == [WHERE, "terus kapan?", WHEN]
    assert capsys.readouterr().out.count("pasar.txt:") == 2


def test_more_and_why_know_what_the_quote_before_and_the_question_as_typed_added() -> None:
    class Ranked(FakeRetriever):
        """Answers the first question with its third sentence, ranks for the others from the last to the first, and
        finds only the fourth and third for what was typed."""

        def find(self, question: str, *, limit: int = 3, language: str | None = None) -> Finding:
            ordered = list(enumerate(self.sentences))[::-1]
            if question == WHERE:
                ordered = ordered[-3:-2]
            if question == "terus kapan?":
                ordered = ordered[-4:-2]
            matches = tuple(
                Match(rank, number / 6, 0.4, dataclasses.replace(sentence, number=number), answer=(0, 4))
                for rank, (number, sentence) in enumerate(ordered[:limit], 1)
            )
            return Finding(question, "id", True, 0.9, matches)

    retriever = Ranked()
    chat = Chat(retriever, top=2)
    chat.ask(WHERE)
    answer = chat.ask("terus kapan?")
    matches = answer.finding.matches
    assert [match.sentence.number for match in matches] == [3, len(retriever.sentences) - 1]
    own = [match.score - chat.added(match) for match in matches]
    assert own == pytest.approx([match.sentence.number / 6 for match in matches], abs=1e-4)
    assert chat.added(matches[0]) > chat.added(matches[1]) > 0.0
    options = ChatOptions(top=2)
    state = State(retriever, chat, options, answer=answer, matches=matches, source=retriever)
    more = handle(state, "/more").more
    assert [quote.rank for quote in more] == [3, 4]
    assert len({quote.text for quote in (*answer.quotes, *more)}) == 4
