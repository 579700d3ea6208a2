from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document import Role
from index.furniture import Furniture, furniture
from index.masthead import byline, dated, dateline
from index.structure import Layout, layout

SEED = next((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def marked(text: str) -> list[tuple[Role, str]]:
    return [(block.role, text[block.start : block.end]) for block in layout(text).blocks]


def written(article: str) -> tuple[Layout, list[tuple[Role, str]], list[tuple[Role, str]]]:
    """The layout of an article whose lines are written `role: text`, the blocks found and those wanted."""
    lines = [line.partition(": ")[::2] for line in article.strip().splitlines()]
    text = "\n".join(line for _, line in lines)
    wanted = [(role, line) for role, line in lines if line]
    return layout(text), marked(text), wanted  # type: ignore[return-value]


def facts(found: Layout) -> tuple[str | None, str | None, str | None, str | None]:
    return found.title, found.author, found.outlet, found.published


# News articles, as they are copied from a page: the role of each line stands before it.


def test_the_seed_article() -> None:
    text = SEED.read_text()
    headline = "Saat Jack Ma Bantu Tingkatkan Kinerja Ekspor RI"
    found = marked(text)
    assert [role for role, line in found if line == headline] == ["headline", "repeat", "repeat"]
    assert [(role, line) for role, line in found if role not in ("body", "headline", "repeat")] == [
        ("byline", "Hendra Kusuma - detikFinance"),
        ("date", "Minggu, 14 Okt 2018 15:14 WIB"),
        ("caption", "Foto: Alibaba"),
        ("furniture", "SCROLL TO CONTINUE WITH CONTENT"),
        ("furniture", "Hide Ads"),
    ]
    assert ("body", "Bagaimana ceritanya? simak di sini:") in found
    published = "Minggu, 14 Okt 2018 15:14 WIB"
    assert facts(layout(text)) == (headline, "Hendra Kusuma", "detikFinance", published)


ARTICLES = {
    "Indonesian portal with menus, tags and links": (
        """
furniture: Home
furniture: News
furniture: Nasional
headline: Harga Beras Naik di Tiga Provinsi, Pemerintah Siapkan Operasi Pasar
date: Wartakita.com - 05/03/2021, 12:30 WIB
byline: Penulis Ana Dewi | Editor Budi Santoso
furniture: Lihat Foto
caption: Pedagang menata beras di Pasar Induk, Kamis. (WARTAKITA.com/CITRA)
:
body: JAKARTA, WARTAKITA.com - Harga beras naik di tiga provinsi sejak awal bulan, kata Badan Pangan.
:
body: Kenaikan paling tinggi terjadi di Sulawesi Selatan.
:
furniture: Baca juga: Stok Beras Aman sampai Lebaran
:
body: "Kami siapkan operasi pasar," kata Kepala Badan Pangan Dedi Haryanto, Jumat (5/3/2021).
:
body: Mulai kapan?
:
body: Pekan depan.
:
furniture: Artikel ini telah tayang di Wartakita.com dengan judul "Harga Beras Naik"
furniture: Dapatkan update berita pilihan setiap hari dari Wartakita.com.
furniture: Tag
furniture: beras
furniture: harga pangan
furniture: Berita Terkait
furniture: Stok Beras Aman sampai Lebaran
furniture: Petani Keluhkan Harga Gabah
furniture: 123 komentar
furniture: Terpopuler
furniture: Jadwal Kereta Tambahan Lebaran
furniture: Copyright 2021 PT Warta Kita Media. All rights reserved.
""",
        (
            "Harga Beras Naik di Tiga Provinsi, Pemerintah Siapkan Operasi Pasar",
            "Ana Dewi",
            "Wartakita.com",
            "05/03/2021, 12:30 WIB",
        ),
    ),
    "Indonesian, dateline of its own, editor's initials": (
        """
headline: Warga Desa Sukamaju Bangun Jembatan Gotong Royong
byline: Rina Wati - kabarNews
date: Jumat, 05 Mar 2021 09:12 WIB
caption: Ilustrasi jembatan bambu (Foto: Istimewa)
body: Garut -
:
body: Warga Desa Sukamaju membangun jembatan secara gotong royong selama dua pekan terakhir.
:
furniture: ADVERTISEMENT
:
body: Jembatan itu menghubungkan dua dusun yang terpisah sungai.
:
furniture: [Gambas:Video 20detik]
:
body: "Biayanya Rp 40 juta," ujar Kepala Desa Asep Sunandar.
:
furniture: (rwt/abc)
""",
        (
            "Warga Desa Sukamaju Bangun Jembatan Gotong Royong",
            "Rina Wati",
            "kabarNews",
            "Jumat, 05 Mar 2021 09:12 WIB",
        ),
    ),
    "Indonesian, outlet above the date, a link on a line of its own": (
        """
headline: Pemerintah Batalkan Kenaikan Tarif Kereta
byline: RCB Indonesia
date: Jumat, 05 Mar 2021 12:30 WIB
furniture: Bagikan :
caption: Ilustrasi kereta. (RCB Indonesia/Andry)
body: Jakarta, RCB Indonesia --
:
body: Pemerintah membatalkan rencana kenaikan tarif kereta komuter yang semula berlaku April.
:
furniture: Lihat Juga :
furniture: Tarif Baru Tol Berlaku Besok
:
body: Tarif tetap Rp3.000 untuk 25 kilometer pertama.
""",
        ("Pemerintah Batalkan Kenaikan Tarif Kereta", None, "RCB Indonesia", "Jumat, 05 Mar 2021 12:30 WIB"),
    ),
    "Indonesian, page title first, labels on their own lines": (
        """
repeat: Menteri Resmikan Bendungan Baru di Lombok | Ekonomi - Kabar.co
headline: Menteri Resmikan Bendungan Baru di Lombok
byline: Reporter
byline: Dewi Anggraini
byline: Editor
byline: Budi Santoso
date: Jumat, 5 Maret 2021 14:05 WIB
body: KABAR.CO, Jakarta - Menteri Pekerjaan Umum meresmikan bendungan baru di Lombok Tengah kemarin.
body: Bendungan itu mengairi 5.000 hektare sawah.
furniture: Baca: Proyek Bendungan Molor
body: Biayanya mencapai Rp 1,2 triliun, kata menteri dalam sambutannya di lokasi peresmian itu.
""",
        (
            "Menteri Resmikan Bendungan Baru di Lombok",
            "Dewi Anggraini",
            "KABAR.CO",
            "Jumat, 5 Maret 2021 14:05 WIB",
        ),
    ),
    "English broadcaster": (
        """
headline: Bridge closed after cracks found in main span
date: Published
date: 5 March 2021
furniture: Share
caption: Image source, Getty Images
caption: Image caption, The bridge carries 30,000 vehicles a day
byline: By Ana Dewi
byline: NBN News, Leeds
:
body: A road bridge over the river has been closed after engineers found cracks in its main span.
:
body: The council said the closure would last "at least three weeks".
:
body: Why was it closed?
:
body: Engineers found two cracks on Monday.
:
furniture: More on this story
furniture: Council to spend £4m on roads
furniture: Bus routes change from May
furniture: Related Topics
furniture: Leeds
""",
        ("Bridge closed after cracks found in main span", "Ana Dewi", "NBN News", "5 March 2021"),
    ),
    "English newspaper with a standfirst before the byline": (
        """
furniture: Home > World > Asia
headline: Farmers turn to drones as labour runs short
body: Small rice growers in Java share machines bought by village cooperatives, and yields are up.
byline: Siti Rahma in Yogyakarta
date: Fri 5 Mar 2021 10.15 GMT
date: Last modified on Fri 5 Mar 2021 12.00 GMT
caption: A farmer steers a drone over a paddy field. Photograph: Ulet/Getty Images
:
body: When Pak Joyo's knees gave out, his field lay fallow for a season before the cooperative called.
:
body: The drone cost 120m rupiah, and forty families paid for it together over two years.
:
furniture: Advertisement
:
body: "I was afraid of it," he said. "Now my grandson flies it."
:
furniture: Sign up for our weekly newsletter
:
body: The cooperative plans to buy two more this year.
""",
        ("Farmers turn to drones as labour runs short", "Siti Rahma", None, "Fri 5 Mar 2021 10.15 GMT"),
    ),
    "English agency": (
        """
headline: Central bank holds rates as inflation eases
date: Updated: March 6, 2021 at 3:15 p.m. EST | Published March 5, 2021
byline: By Ana Dewi, Budi Santoso and Tom Hall
:
body: LONDON, March 5 (Newswire) - The central bank left its key rate unchanged on Friday, as expected.
:
body: Inflation fell to 2.1% in February.
:
byline: Editing by Jane Miller
furniture: © 2021 Newswire. All rights reserved.
""",
        (
            "Central bank holds rates as inflation eases",
            "Ana Dewi, Budi Santoso and Tom Hall",
            "Newswire",
            "March 5, 2021",
        ),
    ),
    "Spanish": (
        """
headline: El puerto reabrirá en mayo tras seis meses de obras
byline: Por Lucía Gómez
date: Madrid, 5 de marzo de 2021
caption: Foto: Agencia
:
body: El puerto de la ciudad volverá a recibir barcos en mayo, después de seis meses de obras.
:
furniture: Lea también: La lonja pide ayudas
:
body: El alcalde dijo que las obras costaron doce millones de euros.
:
furniture: Síguenos en Twitter
""",
        ("El puerto reabrirá en mayo tras seis meses de obras", "Lucía Gómez", None, "5 de marzo de 2021"),
    ),
    "blog": (
        """
headline: Why I bake bread on Sundays
:
byline: March 7, 2021 by Jane Miller
:
body: I started baking because the shop in our village closed, and the next one is nine miles away.
:
heading: What you need
:
body: - 500 g flour
body: - 350 ml water
body: - Salt
:
body: Mix it all and wait for twelve hours, then bake at 230 degrees for forty minutes.
:
furniture: Share this:
furniture: Facebook
furniture: Twitter
furniture: 3 comments
""",
        ("Why I bake bread on Sundays", "Jane Miller", None, "March 7, 2021"),
    ),
    "press release": (
        """
body: PRESS RELEASE
body: FOR IMMEDIATE RELEASE
:
headline: Maju Bersama Opens Second Plant in Batam
:
body: BATAM, 5 March 2021 – PT Maju Bersama today opened a battery plant, which will employ 800 people.
:
body: The plant will reach full capacity in 2023, the company said in a statement.
:
heading: About PT Maju Bersama
body: PT Maju Bersama makes batteries for motorcycles. It was founded in 1998 and employs 2,100 people.
:
body: Media contact:
body: Dewi Lestari
body: press@example.com
""",
        ("Maju Bersama Opens Second Plant in Batam", None, None, "5 March 2021"),
    ),
    "a headline and paragraphs, nothing else": (
        """
headline: Kebakaran Hanguskan Pasar Lama di Bogor
:
body: Kebakaran hebat menghanguskan pasar lama di Bogor pada Minggu malam, kata petugas.
:
body: Petugas membutuhkan empat jam untuk memadamkan api.
:
body: Penyebab kebakaran masih diselidiki oleh kepolisian setempat bersama dinas pemadam.
""",
        ("Kebakaran Hanguskan Pasar Lama di Bogor", None, None, None),
    ),
    "Markdown with front matter": (
        """
furniture: ---
repeat: title: "Panduan Menanam Cabai"
byline: author: Ana Dewi
date: date: 2021-03-05
furniture: tags: [kebun, cabai]
furniture: ---
:
headline: # Panduan Menanam Cabai
:
body: Cabai tumbuh baik di tanah gembur dengan sinar matahari penuh.
:
heading: ## Menyemai
:
body: 1. Rendam benih semalam
body: 2. Tanam sedalam satu sentimeter
:
heading: Panen
furniture: -----
:
body: Panen dapat dimulai setelah 75 hari.
""",
        ("Panduan Menanam Cabai", "Ana Dewi", None, "2021-03-05"),
    ),
    "plain Markdown": (
        """
heading: # Rust and how to stop it
:
body: Rust needs iron, water and air; take one of them away and it stops.
:
heading: ## Oil
body: - Wipe the blade
body: - Rub in a drop of oil
:
furniture: ***
:
body: Share what is left.
""",
        ("Rust and how to stop it", None, None, None),
    ),
    "transcript": (
        """
body: ANNA: What did you see?
body: BEN: A light over the hill.
body: ANNA: When?
body: BEN: About nine.
body: ANNA: Share that with us in detail
body: BEN: It was green and it moved slowly towards the village before it vanished behind the mill.
body: ANNA: Thank you
""",
        (None, None, None, None),
    ),
    "notes": (
        """
body: Shopping
body: milk
body: eggs
body: Share the list with Tom
body: Call Dr. Smith on 5 March 2021
:
body: Home
body: Fix the tap
body: Email
body: Comments from Ana: none
""",
        (None, None, None, None),
    ),
    "poem with a refrain": (
        """
body: The Road at Night
:
body: The road is long
body: The moon is low
body: I hum a song
body: That none can know
:
body: The road is long
body: The night is deep
""",
        (None, None, None, None),
    ),
    "table": (
        """
body: Name\tAge\tCity
body: Ana\t30\tJakarta
body: Budi\t41\tBandung
""",
        (None, None, None, None),
    ),
}


@pytest.mark.parametrize("name", ARTICLES)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_articles(name: str, ending: str) -> None:
    article, said = ARTICLES[name]
    found, blocks, wanted = written(article)
    assert blocks == wanted
    assert facts(found) == said
    text = "\n".join(line.partition(": ")[2] for line in article.strip().splitlines()).replace("\n", ending)
    assert [(role, line.replace(ending, "\n")) for role, line in marked(text)] == wanted


def test_a_mail_wrapped_by_hand() -> None:
    text = """From: Ana Dewi <ana@example.com>
To: Budi Santoso <budi@example.com>
Date: Fri, 5 Mar 2021 09:12:00 +0700
Subject: Meeting moved to Tuesday

Hi Budi,

The meeting with the suppliers has been moved to Tuesday because two of them
cannot travel on Monday. We will meet in the small room on the third floor, as
the large one is being painted. Please bring the price list.

Three points are open:
- delivery dates
- payment

> Could you also tell me whether the samples that we ordered in January have
> arrived yet?

They have.
"""
    found = marked(text)
    assert [role for role, _ in found] == ["byline", "body", "date", "headline", *["body"] * 7]
    assert found[5][1].startswith("The meeting")
    assert found[5][1].endswith("price list.")
    assert [line for _, line in found[6:9]] == ["Three points are open:", "- delivery dates", "- payment"]
    assert found[9][1].endswith("> arrived yet?")
    said = ("Meeting moved to Tuesday", "Ana Dewi", None, "Fri, 5 Mar 2021 09:12:00 +0700")
    assert facts(layout(text)) == said


def test_a_book_wrapped_by_hand() -> None:
    text = """CHAPTER I. THE HOUSE

It was a cold morning in the month of November, and the old house at the end
of the lane stood silent. Nobody had lived there for eleven years. The windows
were dark, and the garden had become a wood.

"Who goes there?" said the keeper.

The boy did not answer. He had walked since dawn and wanted nothing but bread
and a fire.
"""
    assert [role for role, _ in marked(text)] == ["heading", "body", "body", "body"]
    assert layout(text).title == "CHAPTER I. THE HOUSE"


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "\n"])
def test_blank_text_has_no_blocks(text: str) -> None:
    assert layout(text) == Layout(())


@pytest.mark.parametrize("text", ["Presiden membuka pameran di Bandung", "Yes.", "Share", "5 March 2021"])
def test_one_line_has_no_headline(text: str) -> None:
    assert layout(text).title is None
    assert [line for role, line in marked(text) if role in ("body", "date")] == [text]


# Shapes of single lines


@pytest.mark.parametrize(
    ("line", "author", "outlet"),
    [
        ("By Ana Dewi", "Ana Dewi", None),
        ("BY ANA DEWI", "ANA DEWI", None),
        ("Oleh: Ana Dewi", "Ana Dewi", None),
        ("Oleh Ana binti Dewi, Kabar News", "Ana binti Dewi", "Kabar News"),
        ("By Ana Dewi, Health Editor", "Ana Dewi", None),
        ("Reporter: Ana Dewi Editor: Budi S", "Ana Dewi", None),
        ("Editor: Budi Santoso", None, None),
        ("Ana Dewi – NBN News", "Ana Dewi", "NBN News"),
        ("Ana Dewi, Jakarta", "Ana Dewi", None),
        ("Tim Redaksi", "Tim Redaksi", None),
        ("Wartakita.com", None, "Wartakita.com"),
    ],
)
def test_bylines(line: str, author: str | None, outlet: str | None) -> None:
    found = byline(line, loose=True)
    assert found is not None
    assert (found.author and line[slice(*found.author)]) == author
    assert (found.outlet and line[slice(*found.outlet)]) == outlet


@pytest.mark.parametrize(
    "line", ["By the way", "By using this", "Oleh karena itu", "Dia pergi.", "by Monday"]
)
def test_what_is_no_byline(line: str) -> None:
    assert byline(line, loose=True) is None


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Minggu, 14 Okt 2018 15:14 WIB", "Minggu, 14 Okt 2018 15:14 WIB"),
        ("Jum'at, 5 Maret 2021 | 10.00 WIB", "Jum'at, 5 Maret 2021 | 10.00 WIB"),
        ("Published 5 March 2021", "5 March 2021"),
        ("Updated: 12/03/2021, 15:14 WIB", "12/03/2021, 15:14 WIB"),
        ("Jakarta, 5 Agustus 2021", "5 Agustus 2021"),
        ("Diterbitkan 5 Mar 2021, 10:00 WIB | Diperbarui 6 Mar 2021", "5 Mar 2021, 10:00 WIB"),
        ("2021-03-05T10:00:00Z", "2021-03-05T10:00:00Z"),
        ("10:30 AM EST, March 5, 2021", "10:30 AM EST, March 5, 2021"),
        ("Friday, Mar. 5, 2021 at 3:15 p.m.", "Friday, Mar. 5, 2021 at 3:15 p.m."),
        ("Martes, 5 de marzo de 2021", "Martes, 5 de marzo de 2021"),
        ("5 Mar 2021 · 4 min read", "5 Mar 2021"),
        ("2021年3月5日", "2021年3月5日"),
    ],
)
def test_dates(line: str, published: str) -> None:
    found = dated(line)
    assert found is not None
    assert found.published is not None
    assert line[slice(*found.published)] == published


@pytest.mark.parametrize(
    "line", ["The war ended on 5 March 2021 in Bali", "Call Ana on 5/3/2021", "2021", "Rp 5.000"]
)
def test_a_date_in_a_sentence_is_no_date_line(line: str) -> None:
    assert dated(line) is None


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("WARTAKITA.com - Harga naik", "WARTAKITA.com"),
        ("JAKARTA, WARTAKITA.com - Harga naik", "WARTAKITA.com"),
        ("Kabar6.com, Jakarta - Harga naik", "Kabar6.com"),
        ("Jakarta, RCB Indonesia -- Harga naik", "RCB Indonesia"),
        ("Jakarta (BERITA) - Harga naik", "BERITA"),
        ("LONDON, March 5 (Newswire) - Prices rose", "Newswire"),
        ("(NBN) — Prices rose", "NBN"),
        ("Kuta, Bali - Harga naik", None),
        ("BANDUNG, JAWA BARAT - Harga naik", None),
    ],
)
def test_datelines(line: str, outlet: str | None) -> None:
    found = dateline(line)
    assert found is not None
    assert (found.outlet and line[slice(*found.outlet)]) == outlet


@pytest.mark.parametrize(
    "line",
    [
        "Scroll to continue reading",
        "-- ADVERTISEMENT --",
        "Baca Juga: Harga Emas Hari Ini",
        "Follow us on Instagram for more",
        "We use cookies to improve your experience.",
        "Tags: economy, rice, Bali",
        "#beras #pangan #ekonomi",
        "* * *",
        "• • •",
    ],
)
def test_lines_that_are_furniture_anywhere(line: str) -> None:
    assert furniture(line) is Furniture.PLAIN


@pytest.mark.parametrize(
    "line",
    ["Facebook Twitter WhatsApp", "Share", "Halaman 1 2 3", "1.234 views", "Home | News | Sport", "Next »"],
)
def test_lines_that_are_furniture_on_a_news_page(line: str) -> None:
    assert furniture(line) is Furniture.LIKELY


@pytest.mark.parametrize(
    "line",
    [
        "Bagaimana ceritanya? simak di sini:",
        "Share prices fell on Monday",
        "Advertisement revenue rose by a tenth",
        "Iklan rokok dilarang mulai tahun depan",
        "Facebook membeli perusahaan itu",
        "Comments were mixed",
        "See also the appendix.",
        "Baca bukunya dulu",
        "CHAPTER TWO",
        "Ya.",
        "1. Download the file",
        "Cookies are baked at 180 degrees",
    ],
)
def test_lines_that_are_text(line: str) -> None:
    assert furniture(line) is Furniture.NO


# Properties

FRAGMENTS = st.sampled_from(
    [
        "Ana Dewi - Outlet",
        "By Ana Dewi",
        "Minggu, 14 Okt 2018 15:14 WIB",
        "Harga Beras Naik di Tiga Provinsi",
        "Harga Beras Naik di Tiga Provinsi | Kabar",
        "Foto: Agen",
        "Baca juga:",
        "ADVERTISEMENT",
        "---",
        "===",
        "title: x",
        "# Judul",
        "> kutipan yang panjang sekali dan terus berlanjut sampai lebar baris yang biasa",
        "satu baris yang cukup panjang untuk dibungkus pada lebar tujuh puluh huruf kira",
        "lanjutan kalimat dengan huruf kecil. Lalu satu kalimat lagi yang cukup panjang.",
        "- butir",
        "  ",
        "",
        "(abc/xyz)",
        "Editor: Budi",
        "Reporter",
        "5 March 2021",
        "\ufeff",
        "\x1c",
        "…",
    ]
)
LINES = st.lists(st.one_of(FRAGMENTS, st.text(max_size=30)), max_size=30)


@given(LINES, st.sampled_from(["\n", "\r\n", "\r", "\n\n"]))
def test_blocks_are_in_order_and_cover_every_non_blank_character(lines: list[str], ending: str) -> None:
    text = ending.join(lines)
    found = layout(text)
    covered = [False] * len(text)
    last = 0
    for block in found.blocks:
        assert last <= block.start < block.end
        last = block.end
        covered[block.start : block.end] = [True] * (block.end - block.start)
        assert text[block.start : block.end].strip() == text[block.start : block.end]
    assert all(covered[number] or char.isspace() for number, char in enumerate(text))
    assert all(value is None or (value and value in text) for value in facts(found))


@given(st.text(max_size=300))
def test_any_text_has_a_layout(text: str) -> None:
    assert "".join("".join(line for _, line in marked(text)).split()) == "".join(text.split())
