"""Which root is an Indonesian word built on?

A light stemmer: one layer of prefix and suffix each, taken off only where the sound rules of the prefix allow
it ("men-" stands before c, d, j, z and swallows a t, so "menteri" keeps it). Where the rules leave a choice
(is "meng-" before a vowel the whole prefix, or has it swallowed a k?) short lists of roots decide. A word
left whole costs one match; a wrong root makes false ones, so the rules are timid.

Sneddon, Adelaar, Djenar and Ewing, Indonesian: A Comprehensive Grammar (2010), chapter 1.
"""

from __future__ import annotations

from collections.abc import Iterator

from index.patterns import lazy

__all__ = ["stem"]


def _roots(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Roots that look derived and would fall together with another word, or lose part of themselves.
_WHOLE = _roots(
    """
    tangan pangan simpan ringan jangan selatan pahlawan delapan sembilan perempuan mantan korban sultan
    ramadan kasihan turunan kecamatan kawasan lapisan wartawan karyawan relawan ilmuwan sarjana pasaran
    taiwan pakistan afganistan afghanistan vatikan balkan jordan impian tahapan harian mingguan bulanan
    tahunan ribuan jutaan puluhan ratusan divisi disiplin dilema dimensi perdana permata pertama
    perintah percaya periksa perkosa pernah permisi perang perak perlu peran persis percuma perisai
    terima terang teriak terap terjun terbit terbang teras ternak berita berani berangkat bersih bernas
    bermuda berlian melayu melati mentega menara memori menit merah merdeka merek mereka meriah sekolah
    masalah jumlah istilah makalah majalah hadiah langkah berkah nikah tingkah naskah punya hanya tanya
    kenya perilaku mandiri menteri teliti ganti nanti kunci resmi polisi pribadi kopi penting penuh
    pendek pensiun penjara pemilu pemuda pelangi peluru peluang perahu peristiwa peradaban petani petaka
    kemarin keluarga kemudian kecuali keras keluar direktur direksi digital dinding dingin distrik
    distribusi diskusi diskon dinamika dialog diplomat ketua menantu mertua benteng pakai sampai capai
    selesai lambai urai damai pandai pantai lalai sungai pegawai partai ramai nilai mulai peroleh bukti
    hati pasti arti cuti sakti bagi strategi beruang
    """
)
# Roots that begin with the nasal or r itself, where a prefix would else be read as having swallowed another
# sound.
_OWN_SOUND = _roots(
    """
    makan milik minta mulai muat masak masuk main mati maaf mohon minum malu mandi menang mekar maki
    malas murah musnah maju mampu masalah manfaat materai makna mudah mukim mimpi modal nikah nilai naik
    nama nasihat nyata nyala nyanyi nyaman nanti nikmat niat nyawa nongol rumah rasa rusak raya rencana
    resmi rawat rokok rekam rakit ramai rampok rata ragu raih ramal rangkai rangkap rapat razia rebut
    redam rekrut rela rendam rendah renang renung retas rilis rindu rintis risau riset rugi rujuk
    runding runtuh rusuh ruang rubah rakyat rambut rampas ringkas rombak rangsang rantai rusia reaksi
    """
)
# Roots in k that lose it after meng- and peng-.
_LOST_K = _roots(
    """
    kabar kabul kacau kait kalah kali kandung kantong kantongi kapal karang karantina kata katrol kawal
    kecam kecewa kecil kecoh kedepan kejar kejut kekang kelabui kelola keluar keluh kembali kembang
    kemas kemudi kemuka kena kenal kenang kendali kendara kental kepal kepung kerah keras kering kerja
    kerti keruk ketahui ketik ketuk khianat kibar kikis kira kirim kisah kitar kocok koleksi komentar
    konsumsi kontrak kontrol koreksi korban kritik kritisi kuak kuasa kuat kubur kucil kudeta kukuh
    kulit kumandang kumpul kunci kundur kunjung kupas kurang kuras kurung kutip kutuk kutus kutub kendur
    kepak kerat kasih kaji kawin keledai kampanye kaku kecap
    """
)
# Roots that end in k, so that what follows is -an ("gerakan"); else -kan is one suffix ("lakukan").
_FINAL_K = _roots(
    """
    gerak tindak didik bijak desak tolak tarik masuk bentuk pasok balik letak rusak tembak cetak naik
    pokok ketuk ejek injak pijak ajak selidik hendak duduk tunjuk rujuk petik lirik teriak ledak kontrak
    pajak banyak anak masak peluk tusuk bentak pihak jejak pilik milik kritik buruk lunak tampak retak
    kocok tepuk gebuk bengkak minyak mulyak otak kotak gejolak lonjak tebak tendak sesak elak tanak
    lacak produk cocok rombak
    """
)
# Roots of three letters that affixes are taken from; other affixes leave four letters at least.
_SHORT = _roots("isi uji adu aju aku alir ubah ajar usul urus asal ukur ikut ada")
# What "se-" counts one of or compares by.
_ONE = _roots(
    """
    hari tahun bulan minggu pekan jam malam pagi sore siang tempat besar tinggi panjang lama banyak negara
    kota dunia desa bagian kali rumah menit detik meter kilogram kelompok lanjut
    """
)
# Loans end in -si of their own ("produksi"); these verbs do not.
_VERBS_IN_SI = _roots("atasi batasi awasi lintasi hiasi")
_IRREGULAR = {
    form: root
    for root, forms in {
        "kerja": "bekerja pekerja pekerjaan",
        "ajar": "belajar pelajar pelajaran pembelajaran mempelajari dipelajari",
        "punya": "mempunyai",
        "tahu": "mengetahui diketahui pengetahuan ketahui",
        "peroleh": "memperoleh diperoleh perolehan",
    }.items()
    for form in forms.split()
}

# Before a consonant the nasal is only a nasal; before a vowel it may stand for the sound it swallowed.
_NASAL = lazy(
    r"(?:me|pe)(?:(?P<swallowed>ng|ny|m|n)(?=[aeiou])|ng(?=[ghk])|m(?=[bfv]|p[lr])|n(?=[cdjz]|sy)|(?=[lmnrwy][aeiouy]))"
)
_SWALLOWED = {"ny": "s", "m": "p", "n": "t"}
_CLITICS = (("nya", 3), ("lah", 5), ("kah", 5), ("pun", 5), ("ku", 5), ("mu", 5))
_NO_CLITIC = lazy(r"(?:seko|masa|sala|kump|maka|jum)lah$|(?:la|su|bu|ba|pa)ku$|(?:te|ta|il)mu$|[ei][km]u$")


def stem(word: str) -> str:
    """The root of a folded Indonesian word, or the word itself where no rule applies; never empty for a word.

    Not a dictionary's root in every case, but the same for the forms of one word. Words of fewer than five
    letters stay as they are, as does anything outside a-z.
    """
    word = _without_clitic(word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) < 5 or word in _WHOLE or not (word.isascii() and word.isalpha()):
        return word
    if word.startswith("se") and word[2:] in _ONE:
        return word[2:]
    if word.startswith("kepe") and word.endswith("an"):  # around a derived noun: "kepemimpinan"
        return stem(word[2:-2])
    for bare, prefix in _prefixes(word):
        root = _without_suffix(bare, prefix)
        if root is not None and (len(root) >= 4 or root in _SHORT):
            return root
    return word


def _without_clitic(word: str) -> str:
    if word in _WHOLE or word in _IRREGULAR:
        return word
    for clitic, least in _CLITICS:
        if word.endswith(clitic) and len(word) - len(clitic) >= least and not _NO_CLITIC.search(word):
            return word[: -len(clitic)]
    return word


def _prefixes(word: str) -> Iterator[tuple[str, str]]:
    """The ways to take a prefix off, the surest first, as the rest and the prefix; last, none."""
    if word.startswith("di") and _is_root(word[2:], _WHOLE):
        yield word[2:], "di"
    for prefix in ("memper", "diper", "keber", "ketidak"):
        if word.startswith(prefix) and len(word) - len(prefix) >= 4:
            yield word[len(prefix) :], prefix
    for prefix in ("ber", "ter", "per"):
        if word.startswith(prefix):
            yield (word[2:] if _is_root(word[2:], _OWN_SOUND) else word[3:]), prefix
    if match := _NASAL.match(word):
        nasal, rest = match["swallowed"], word[match.end() :]
        if nasal is None:
            yield rest, match[0]
        elif nasal == "ng":
            yield ("k" + rest if _is_root("k" + rest, _LOST_K) else rest), match[0]
        elif _is_root(nasal + rest, _OWN_SOUND):
            yield nasal + rest, match[0][:2]
        else:
            yield _SWALLOWED[nasal] + rest, match[0]
    if word.startswith("di"):
        yield word[2:], "di"
    if word.startswith("ke") and word.endswith("an"):
        yield word[2:], "ke"
    yield word, ""


def _is_root(word: str, roots: frozenset[str]) -> bool:
    """Whether `word` is one of `roots` with or without a suffix."""
    return any(word.removesuffix(ending) in roots for ending in ("", "an", "kan", "i"))


def _without_suffix(word: str, prefix: str) -> str | None:
    """`word`, whose prefix was taken off before, without its suffix; None where that prefix needs one."""
    if word in _WHOLE or word in _OWN_SOUND:
        return word
    verbal = prefix[:2] in ("me", "di") or prefix == "ter"
    if word.endswith("kan") and len(word) >= 6:
        if word[:-2] in _FINAL_K or (prefix and not verbal):
            return word[:-2]
        if len(word) >= 7:
            return word[:-3]
    if word.endswith("an") and (len(word) >= 6 or word[:-2] in _SHORT) and not word.endswith(("wan", "stan")):
        return word[:-2]
    if prefix == "ke":
        return None
    if (
        verbal
        and word.endswith("i")
        and len(word) >= 5
        and (word in _VERBS_IN_SI or not word.endswith(("si", "fi")))
    ):
        return word[:-1]
    return word
