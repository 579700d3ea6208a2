"""`index.sentences`: hard cases of grammar, and properties of any text."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import Block, Document
from index.sentences import boundaries, split

# A bar stands where a sentence begins inside the text.
INDONESIAN = [
    '"Kami akan datang. │Jangan khawatir," kata Budi. │Dia lalu pergi.',
    '"Apa kabar?" tanya dia. │"Baik," jawab Siti.',
    '"Berhenti!" teriak Joko W. Putra. │Semua diam.',
    "Ir. H. Joko Widodo hadir di Jl. Sudirman No. 5, Jakarta. │Prof. Dr. Siti Nurbaya juga datang.",
    "PT. Telkom Tbk. (TLKM) untung Rp1.000,50 miliar. │Harganya naik 3.5 persen.",
    "Ia membeli beras, gula, dll. di pasar. │Pasar itu ramai.",
    "Ia membeli beras, gula, dll. │Pasar itu ramai.",
    "Rapat digelar Sabtu (13/10/2018) pukul 15.14 WIB. │Menteri hadir.",
    "Acara 11.11 sukses. │Penjualan naik 2.5 kali.",
    "Saya... tidak tahu. │Mungkin besok… │Entahlah.",
    "Buka detik.com atau www.kompas.com/berita?id=5. │Lalu daftar di info@kemdikbud.go.id. │Selesai.",
    "Unduh laporan.v2.pdf versi 3.2.1. │Berkas itu kecil.",
    "1. Pendahuluan",
    "a. Latar Belakang",
    "2.1. Metode Penelitian",
    "IV. Hasil dan Pembahasan",
    "- Dr. Budi hadir. │Ia senang.",
    "Kaya vitamin C. │Buah ini murah.",
    "Surat itu ditandatangani a.n. Menteri Keuangan. │Isinya rahasia.",
    "Berlaku s.d. 31 Desember 2020. │Setelah itu gratis.",
    "Drs. KH. Ma'ruf Amin dan Hj. Wury hadir. │Mereka tiba pukul 10.00 WIB.",
    "Menurut Smith dkk. (2010), hal ini wajar. │Namun ada yang membantah.",
    "Lihat hlm. 12 dan tgl. 5 Mei. │Di sana dijelaskan.",
    "Bank itu milik Swiss.[1] │Dia pindah pada 2010.[2][3] │Lalu pulang.",
    "Mengapa dia pergi?! │Tidak ada yang tahu.",
    "Harga mulai Rp 2.500.000. │25 orang mendaftar.",
    "Tahun 2018. │Dia menikah.",
    "Presiden RI ke-3 B. J. Habibie wafat. │Ia berusia 83 tahun.",
    "Laba CV. Maju Jaya naik. │Direkturnya, Budi Santoso, S.E., M.M., gembira.",
    "Gugatan diajukan Budi Santoso, S.H. │Hakim menolaknya.",
    'Dia bilang "Saya setuju." │Lalu dia pulang.',
    "(Baca juga: Harga BBM Naik.) │Pemerintah membantah.",
    "Ia lahir di Solo (dulu Surakarta. Kini Solo) pada 1961. │Ayahnya tukang kayu.",
    '"Ini penting. │Sangat penting. │Jangan lupa!" ujar Menteri. │"Kita harus siap."',
    "“Kami siap,” kata Ani. │“Kapan pun.”",
    "“Apakah benar?” tanya Ketua DPR Puan Maharani. │Tidak ada jawaban.",
    "Kendaraan terdiri atas mobil, motor, bus, dsb. │Semua harus diuji.",
    "Yth. Bapak Budi, mohon hadir. │Terima kasih.",
    "Pada tgl. 17 Agustus kita merdeka. │Merdeka!",
    "Ia tinggal di Jln. Diponegoro Gg. Buntu No. 3A RT. 05 RW. 02. │Rumahnya besar.",
    "Harga emas Rp. 500.000 per gram. │Naik tipis.",
    "Cuaca cerah tanpa titik",
    "Nilai p < .05 dianggap bermakna. │Sampel berjumlah 30.",
    "Kata dr. Tirta, vaksin aman. │Ia menyarankan masker.",
    'Ia bertanya, "Siapa namamu?" │Anak itu diam.',
    "Jakarta, CNN Indonesia -- Presiden tiba. │Ia langsung rapat.",
    "Terjadi di Jl. M.H. Thamrin. │Polisi datang.",
    "Ia masuk R.S. Harapan Kita. │Dokter merawatnya.",
    "Kemenangan itu penting.│Dia senang sekali.",
    "Gaya 5 N.",
    "Syaratnya: 1. KTP 2. KK 3. Ijazah. │Semua asli.",
    "Skornya 2-1. │Persib menang.",
    "Ada 3 orang. │2 di antaranya tewas.",
    '"Jangan pergi!" Budi berteriak. │Ani tetap pergi.',
    '"Apa? │Tidak mungkin!" katanya. │Dia marah.',
    "Mereka (polisi dkk.) datang terlambat. │Warga marah.",
    "Selesai . │Lanjut .",
    "Oleh siapa [siapa?] Menggunakan itu. │Dia [who?] pergi.",
    "Baik?[1] │Dia pergi.",
    "Tampil pula gamelan Ki Tjokrowasito, K.R.T. Wasitodiningrat.",
    'Dia pergi.│"Saya" katanya.',
    "saya pergi. │dia datang. │dr. budi juga.",
    "Menteri PUPR (Basuki) datang. │(Baca: Dua.) │Selesai.",
    '"Apa?"\nkata dia. │Ia\npergi.',
    "- satu\n│- dua\n│- tiga",
    "Dia pergi. │🙂 Senang. ***",
    "Dia pergi.[2]│Ia pulang.",
    "Prof.Budi dan Drs.Amir tinggal di Jl.Melati No.5.",
    "Kerugian mencapai Rp 5 M. │Polisi datang.",
]
ENGLISH = [
    '"We will come. │Do not worry," said John. │He left.',
    '"Is it over?" asked Mr. Smith. │Nobody answered.',
    '"Is it over?" John Smith asked. │Nobody answered.',
    '"It is over." │He left.',
    "J. K. Rowling wrote it. │It sold well.",
    "He lives in the U.S. │He works there.",
    "The U.S. Army arrived. │It was late.",
    "U.S. President Donald Trump met Gen. James Mattis and Sen. John McCain. │They talked.",
    "It costs $5.50 vs. $4.99 elsewhere. │That is a lot.",
    "He met Dr. Who at 5 p.m. on Monday. │She left at 6 p.m. │The bus was late.",
    "The meeting is at 5 p.m. Monday. │Bring a pen.",
    "Apples, pears, etc. are fruit. │Beans are not.",
    "He bought apples, pears, etc. │Then he left.",
    "Use tools, e.g. Python or i.e. this one. │It works.",
    "Apple Inc. CEO Tim Cook spoke. │He was calm.",
    "She works at Apple Inc. │She likes it.",
    "Martin Luther King Jr. Day is a holiday. │It is in January.",
    "She moved to St. Louis, Mo., in 1990. │There she married.",
    "See fig. 3 and pp. 12-14. │It is clear.",
    "Visit example.com. │Then call.",
    'He said "Stop." │She did.',
    'He asked, "Why?" and left. │No one knew.',
    "Wait... what? │I see.",
    "I waited ... │Nothing came.",
    'The quote read "[...] it ends." │Nobody knew.',
    "(He left. │She stayed.)",
    "Approx. 500 people came. │Police counted 400.",
    "It grew by approx. 5 percent. │Analysts cheered.",
    "George W. Bush won. │Al Gore lost.",
    "Malcolm X. │He was a leader.",
    "My plan B. │It failed.",
    "Is it true? │5 people died.",
    "Yes! │No?! │Maybe.",
    "iPhone sales fell. │iPad sales rose.",
    "No. 1 seed Serena Williams won. │No. │It was hard.",
    "He was taller than I. │The end.",
    "Temperatures hit 40 C. │The heat killed.",
    "Sgt. Pepper came on Sept. 5. │It was fun.",
    "In Washington, D.C., he spoke. │Few listened.",
    "Version 2.0.1 is out. │Get it at https://a.b/c.d?e=f. │Now.",
    "Swiss bank.[12] │It closed.[a][b]",
    "The Rev. Jesse Jackson and Prof. Xu et al. (2010) agree. │So do we.",
    'He left. │"I am done," he said.',
    "'I am here,' she said. │'Where are you?'",
    'He said "it . " │And left.',
    "Costs rose 5%. │Income fell.",
    "She has a Ph.D. in physics. │It took years.",
    "iii. Results",
    "(b) The second point.",
    "• First item. │Second part.",
    "Mt. Everest is high. │Lt. Col. Jones climbed it.",
    "It's 'fine.' │He left. │'Why?' she said.",
    "He moved to 10 Downing St. │The PM stayed.",
    '"Why Not?" (2006) was a hit.',
    "The senators, Sens. Ann Lee and Bob Ray, agreed.",
    "He used Node.js and ASP.Net. │Then he stopped.",
    "One.\n\n│Two",
    "He came . , Then",
]
OTHERS = [
    "他走了。│她留下了！│“为什么？”他问。│没人知道。",
    "彼は「行く。」と言った。│そして出た。",
    "यह घर है। │वह बड़ा है।",
    "هل أنت هنا؟ │نعم.",
    "Τι κάνεις; │Καλά.",
    "Am 3. Oktober feiert man. │Das ist im 19. Jahrhundert entstanden. │Es war z.B. Berlin.",
    "El Sr. García llegó. │¿Qué pasa? │¡Nada!",
    "M. Dupont est là. │« Bonjour. » │Il sort.",
    "„Ich komme.“ │Er ging.",
]


@pytest.mark.parametrize("marked", [*INDONESIAN, *ENGLISH, *OTHERS])
def test_sentences_begin_where_grammar_says(marked: str) -> None:
    text = marked.replace("│", "")
    assert [text[start:end] for start, end in boundaries(text)] == [
        part.strip() for part in marked.split("│")
    ]


_PIECES = st.sampled_from(
    [
        *"aB1 \n\r\t.!?…。؟;,:()[]\"'“”‘’«»-*•/@é",
        "Dr",
        "dll",
        "U.S",
        "kata",
        "[1]",
        "\u00a0",
        "\u200b",
        "\u2028",
        "I ",
    ]
)


@given(st.lists(_PIECES, max_size=60).map("".join) | st.text(max_size=80), st.data())
def test_every_character_that_is_not_blank_belongs_to_exactly_one_sentence(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    covered = [0] * len(text)
    last = start
    for first, stop in boundaries(text, start, end):
        assert last <= first < stop <= end
        assert text[first:stop].strip() == text[first:stop]
        covered[first:stop] = [1] * (stop - first)
        last = stop
    for at, character in enumerate(text):
        if start <= at < end and not character.isspace():
            assert covered[at]
        assert not (covered[at] and not start <= at < end)


@given(st.lists(_PIECES | st.sampled_from([". ", " Dr", " Budi", "No", " kata"]), max_size=40).map("".join))
def test_what_surely_ends_ends_where_all_is_looked_at(text: str) -> None:
    found = boundaries(text)
    with mock.patch("index.sentences._ends_surely", return_value=False):
        assert boundaries(text) == found


@given(st.lists(_PIECES, max_size=60).map("".join))
def test_a_passage_is_judged_without_its_surroundings(text: str) -> None:
    before = 'Lihat ("A. '
    inside = boundaries(f"{before}{text} b). C", len(before), len(before) + len(text))
    assert inside == [(start + len(before), end + len(before)) for start, end in boundaries(text)]


@pytest.mark.parametrize("quote", ['"', "”", "’", "»", ")", "]", "」"])
@pytest.mark.parametrize("stop", [".", "!", "?", "...", "?!", "…"])
def test_closing_marks_stay_with_their_sentence(stop: str, quote: str) -> None:
    opening = {'"': '"', "”": "“", "’": "‘", "»": "«", ")": "(", "]": "[", "」": "「"}[quote]
    text = f"{opening}Dia pergi{stop}{quote} Lalu pulang."
    assert boundaries(text) == [(0, text.index("Lalu") - 1), (text.index("Lalu"), len(text))]


@pytest.mark.parametrize(
    "unit", ["a. ", '."', '"', "(", ")", ". ", "? A", '?" A', "1. ", "[", "\n", "- a\n", "Dr. "]
)
def test_long_monotonous_lines_keep_their_characters(unit: str) -> None:
    text = unit * 20_000
    spans = boundaries(text)
    assert sum(len("".join(text[start:end].split())) for start, end in spans) == len("".join(text.split()))


def test_split_numbers_the_sentences_of_quotable_blocks() -> None:
    text = "Judul\nJudul\nDia datang. Ia pergi.\n\nIklan. Klik!\nAkhir cerita"
    roles = ["headline", "repeat", "body", "furniture", "body"]
    lines = ["Judul", "Judul", "Dia datang. Ia pergi.", "Iklan. Klik!", "Akhir cerita"]
    blocks: list[Block] = []
    at = 0
    for role, line in zip(roles, lines, strict=True):
        at = text.index(line, at)
        blocks.append(Block(at, at + len(line), role))  # type: ignore[arg-type]
        at += len(line)
    sentences = split(Document("berita", text, tuple(blocks)))
    assert [(s.number, s.block, s.role, s.text) for s in sentences] == [
        (0, 0, "headline", "Judul"),
        (1, 2, "body", "Dia datang."),
        (2, 2, "body", "Ia pergi."),
        (3, 4, "body", "Akhir cerita"),
    ]


def test_blank_text_and_documents_without_blocks_have_no_sentences() -> None:
    assert boundaries("") == boundaries(" \n\t ") == boundaries("Dia pergi.", 3, 3) == []
    assert split(Document("kosong", "Dia pergi.")) == []
