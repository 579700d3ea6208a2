"""Which words tell who speaks, and which are no part of a name? The word lists behind `index.attribution`."""

from __future__ import annotations

__all__ = [
    "CONTRACTED",
    "INTRODUCING",
    "KATA",
    "LINKING",
    "MENGATAKAN",
    "NO_NAMES",
    "NO_PERSONS",
    "OFFICE",
    "OWNED",
    "REPORTING",
    "SAID",
    "SPEECH",
    "TITLES",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _alternatives(text: str) -> str:
    return "|".join(text.split())


LINKING = frozenset(("dan", "and", "but", "namun", "tapi", "tetapi", "lalu", "jadi", "so", "meanwhile"))
CONTRACTED = frozenset(
    ("i", "you", "he", "she", "it", "we", "they", "that", "there", "who", "what", "let", "don")
)
KATA = _alternatives("""
    kata ujar tutur ungkap jelas tegas imbuh tambah papar terang sebut lanjut ucap sambung cetus pungkas
    beber tukas tandas kilah seru tanya jawab urai
""")
MENGATAKAN = _alternatives("""
    mengatakan menyatakan menjelaskan menyampaikan menambahkan mengungkapkan menyebutkan menegaskan
    menuturkan memaparkan menerangkan berkata menilai menekankan membeberkan mengklaim berpendapat
    berujar bertutur memastikan menulis bersumpah berargumen beralasan mengakui membantah memperingatkan
    mengingatkan melanjutkan menjawab berjanji berharap mengimbau mengaku mengeluh mengeluhkan
    mengusulkan menduga memperkirakan menyayangkan mengkritik khawatir
""")
SAID = _alternatives("""
    said says told added adds explained explains noted argued announced warned claimed stated insisted
    replied wrote asked vowed suggested joked admitted denied recalled continued concluded promised
    complained declared remarked stressed emphasised emphasized responded testified tweeted
""")
REPORTING = frozenset(f"{MENGATAKAN}|{SAID}".split("|"))
SPEECH = frozenset(f"{KATA}|{MENGATAKAN}|{SAID}".split("|"))
"""Verbs that say no more than that somebody speaks."""
INTRODUCING = frozenset(("Salah", "Seorang", "One", "A", "An", "Its", "Their"))
OWNED = frozenset(("His", "Her", "Their"))
# Words of an office before a name: "Kepala Badan Pusat Statistik Suhariyanto".
OFFICE = _words("""
    pm tn ny sdr sdri bpk miss former mantan perdana calon mendiang bos boss councillor oposisi penyelam
    penerbit penulis aktor penyanyi pemain gelandang striker atlet olimpiade pengacara politisi ekonom
    analis pakar kuasa tuan nyonya sir lord lady rapper actor actress singer analyst business home defence
    defense interior opposition menteri kepala ketua wakil presiden direktur utama umum gubernur bupati
    walikota wali kota
    sekretaris jenderal koordinator bidang dewan komisioner otoritas jasa keuangan badan ekonomi kreatif
    anggota komisi juru bicara jubir kapolri kapolda kapolres kapolsek panglima kombes pol akbp brigjen
    irjen komjen letjen mayjen jaksa agung hakim rektor dekan pelatih kapten pengamat peneliti kominfo
    kesehatan pendidikan perdagangan perindustrian pertanian perhubungan pertahanan pariwisata sosial
    agama hukum dalam luar negeri bank indonesia lembaga kementerian partai attorney manajer executive
    chief officer president prime minister secretary senator governor mayor director chairman chairwoman
    ceo general judge professor spokesman spokesperson spokeswoman foreign finance health deputy vice mr
    mrs ms dr ir drs prof h hj kh gen sen rep gov pak bu bapak ibu humas polda polri metro jaya founder
    pendiri komisaris plt plh pj
""")
TITLES = _words("""
    minister president secretary director governor mayor chairman chairwoman officer senator spokesman
    spokeswoman spokesperson general farmer professor judge menteri presiden gubernur bupati direktur
    ketua kepala
""")
# Parts of names of firms, bodies and places, which no "dia", "he" or "she" stands for.
NO_PERSONS = _words("""
    keluarga family trust news times agency utara selatan timur barat tengah raya pt cv kementerian badan
    bank universitas institut rumah dinas komisi partai dewan majelis mahkamah pasar kota kabupaten
    provinsi kecamatan desa jalan gunung pulau sungai laut danau jembatan bandara pelabuhan stasiun
    stadion timnas klub group grup inc corp ltd company university college school hospital ministry
    council court party union united states city county river mount lake island bridge airport street
    house association federation committee department institute nations club museum team league cup
""")
NO_NAMES = _words("""
    man woman boy girl pria wanita of by with from indonesian american british chinese russian japanese
    australian european dan atau anda kamu and or pejabat dokter korban doctors prosecutors critics
    katanya according the a an he she it they we i you this that these those his her their but in on at
    for when while after dia ia beliau mereka kami kita saya ini itu hal namun tetapi tapi sementara
    selain pada di dari untuk dalam dengan menurut karena jika kalau saat ketika setelah sebelum sejak
    pasal uu undang-undang undang data laporan survei peraturan hasil para seorang sebuah banyak sebanyak
    warga polisi pemerintah officials police report reports experts some many one also however meanwhile
    yesterday today kemudian lalu selanjutnya sebelumnya adapun bahkan jadi as if so there here what who
    why how no not senin selasa rabu kamis jumat sabtu minggu monday tuesday wednesday thursday friday
    saturday sunday
""")
