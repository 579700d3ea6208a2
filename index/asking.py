"""Which words ask, and for what? The closed word lists behind `index.question`, English and Indonesian.

The noun after "which" or before "apa" says more than the question word, so most of it are head nouns. All
words are case-folded without diacritics, as `index.question` folds a question.
"""

from __future__ import annotations

from typing import Literal

from index.patterns import lazy

__all__ = [
    "ALSO",
    "AUXILIARIES",
    "CAUSING",
    "COLLOQUIAL",
    "COMMANDS",
    "COSTING",
    "COUNTS",
    "DETERMINERS",
    "DURATIONS",
    "ENGLISH",
    "HEADS",
    "HEAD_SUFFIXES",
    "HOW",
    "INDONESIAN",
    "JOINED",
    "LINKS_ID",
    "MODALS",
    "OPENERS",
    "PLURALS",
    "PREPOSITIONS",
    "PURPOSES",
    "RUN_STOPS",
    "SAYING",
    "SORTS",
    "STATES",
    "UNCOUNTED",
    "VERBAL",
    "Kind",
    "bare",
]

Kind = Literal[
    "person",
    "organisation",
    "place",
    "date",
    "time",
    "duration",
    "number",
    "money",
    "percent",
    "list",
    "reason",
    "manner",
    "speech",
    "definition",
    "name",
    "boolean",
    "author",
    "outlet",
    "published",
    "title",
    "thing",
]
"""What a question can ask for. "author", "outlet", "published" and "title" ask about the article itself."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def bare(key: str) -> str:
    """`key` without the Indonesian possessive -nya or the English 's."""
    if key.endswith("nya") and len(key) > 5:
        return key[:-3]
    return key[:-2] if key.endswith("'s") else key


_HEADS: dict[Kind, str] = {
    "person": """
        person people man men woman women boy girl child children president minister governor mayor king
        queen prince princess emperor pope bishop saint leader chairman chairwoman chairperson chair head
        chief ceo cfo director manager founder cofounder co-founder owner boss coach captain player
        athlete footballer striker goalkeeper singer actor actress artist musician composer painter poet
        philosopher scientist physicist chemist mathematician inventor engineer architect astronaut
        general commander admiral soldier politician senator secretary spokesman spokeswoman spokesperson
        ambassador judge lawyer prosecutor suspect victim victims witness winner champion candidate
        successor predecessor wife husband spouse father mother son daughter brother sister partner friend
        teacher student students professor doctor monarch ruler sultan chancellor premier member members
        official officials producer host actors players scientists wives parents quarterback designer
        orang tokoh pria wanita perempuan laki-laki presiden menteri gubernur bupati walikota raja ratu
        pangeran putri kaisar paus uskup pemimpin ketua kepala direktur dirut manajer pendiri pemilik bos
        pelatih kapten pemain atlet penyanyi aktor aktris artis musisi komponis pelukis penyair filsuf
        ilmuwan penemu insinyur arsitek jenderal panglima tentara politisi sekretaris juru-bicara jubir
        duta-besar dubes hakim pengacara jaksa tersangka korban saksi pemenang juara calon kandidat
        penerus pengganti istri suami ayah ibu anak putra saudara adik kakak guru murid siswa mahasiswa
        dosen profesor dokter penguasa anggota pejabat pemeran produser sutradara pencipta pengarang
        penulis warga karyawan pegawai pahlawan nabi wasit bendahara petani nelayan pedagang penjual sopir perawat
        bidan komisaris kiper camat lurah rektor dekan analis ekonom peneliti koki auditor buruh referee treasurer
        farmer farmers fisherman trader traders seller driver drivers nurse nurses midwife commissioner defender
        midfielder headteacher dean analyst analysts economist researcher researchers chef workers""",
    "organisation": """
        company companies firm firms corporation organisation organization organisations organizations
        agency agencies institution institute university college school bank airline brand manufacturer
        publisher newspaper magazine broadcaster network team teams club clubs party parties ministry
        department government union association group groups band label studio startup operator carrier
        retailer regulator court commission committee council nonprofit charity foundation church army
        perusahaan firma organisasi lembaga instansi institusi universitas kampus sekolah bank maskapai
        merek produsen penerbit koran surat-kabar majalah media tim klub partai kementerian departemen
        dinas pemerintah serikat asosiasi grup kelompok band label studio operator pengadilan komisi
        komite dewan yayasan badan bumn stasiun""",
    "place": """
        country countries nation nations state states city cities town towns village villages province
        provinces region regions district districts county continent continents island islands place
        places location locations address capital ocean sea river lake mountain mountains street road
        airport port station stadium venue building hotel area areas neighborhood neighbourhood territory
        border birthplace headquarters hometown planet destination negara kota desa provinsi kabupaten
        kecamatan kelurahan daerah wilayah kawasan benua pulau tempat lokasi alamat ibukota ibu-kota
        samudra laut sungai danau gunung jalan bandara pelabuhan stadion gedung tempatnya letak kampung
        perbatasan markas tujuan-wisata planet kerajaan""",
    "date": """
        year years date dates month day century decade era season birthday birthdate deadline anniversary
        tahun tanggal bulan hari abad dekade era musim ulang-tahun tenggat tgl""",
    "time": """
        time hour jam pukul waktu""",
    "duration": """
        duration length-of-time age lifespan term durasi lama lamanya umur usia jangka""",
    "number": """
        number amount quantity count total population size height length width depth weight distance area
        speed temperature magnitude score rank ranking capacity volume density elevation rate altitude
        attendance casualties jumlah banyak banyaknya total populasi penduduk ukuran tinggi panjang lebar
        kedalaman berat jarak luas kecepatan suhu kekuatan skor peringkat kapasitas volume kepadatan
        ketinggian nomor angka kali ekor unit luasnya tingginya panjangnya jumlahnya beratnya""",
    "money": """
        price prices cost costs fee fees fare salary wage wages revenue profit loss budget income worth
        net-worth fortune wealth debt fine tax tariff turnover investment funding ransom valuation bonus
        earnings gdp expenditure expenditures spending
        dividend dividends rent subsidy compensation toll
        harga biaya ongkos tarif gaji upah pendapatan laba keuntungan kerugian rugi anggaran
        penghasilan kekayaan utang hutang denda pajak omzet omset investasi dana modal nilai tebusan bonus
        uang bayaran dividen sewa subsidi santunan kompensasi ganti-rugi tunjangan honor cicilan hibah iuran pinjaman
        belanja""",
    "percent": """
        percentage percent proportion share fraction persen persentase presentase proporsi bagian""",
    "reason": """
        reason reasons cause causes purpose motive motivation motives aim goal rationale alasan alasannya
        penyebab penyebabnya sebab sebabnya tujuan tujuannya motif latar-belakang manfaat""",
    "manner": """
        way manner method means methods ways cara caranya metode langkah proses""",
    "speech": """
        opinion view comment comments statement response reaction message remark remarks pendapat
        tanggapan komentar pernyataan respons respon reaksi pesan ucapan penjelasan kata""",
    "definition": """
        definition meaning definisi arti artinya pengertian maksud kepanjangan makna""",
    "name": """
        name names nickname term word phrase title song album film movie book novel series show game
        language nama namanya julukan sebutan istilah judul lagu album film buku novel seri acara
        permainan bahasa""",
}

HEADS: dict[str, Kind] = {word: kind for kind, words in _HEADS.items() for word in words.split()}
"""The kind each head noun asks for; a word not here asks for a "thing"."""

HEAD_SUFFIXES: tuple[tuple[str, Kind], ...] = (
    ("ologist", "person"),
    ("wright", "person"),
    ("wati", "person"),
    ("wan", "person"),
)
"""Endings that make a noun a person where the noun itself is not listed (biologist, hartawan,
karyawati)."""


COLLOQUIAL = {
    "brp": "berapa",
    "knp": "kenapa",
    "kpn": "kapan",
    "gmn": "bagaimana",
    "gmna": "bagaimana",
    "gimana": "bagaimana",
    "gemana": "bagaimana",
    "gimane": "bagaimana",
    "sp": "siapa",
    "sapa": "siapa",
    "siape": "siapa",
    "brapa": "berapa",
    "brpa": "berapa",
    "berape": "berapa",
    "knapa": "kenapa",
    "knpa": "kenapa",
    "napa": "kenapa",
    "kenape": "kenapa",
    "kpan": "kapan",
    "dmna": "dimana",
    "mna": "mana",
    "bgmn": "bagaimana",
    "dmn": "dimana",
    "apaan": "apa",
    "ngapain": "apa",
    "mengapakah": "mengapa",
    "what's": "what",
    "whats": "what",
    "who's": "who",
    "where's": "where",
    "when's": "when",
    "how's": "how",
    "wat": "what",
    "wats": "what",
    "whos": "who",
    "wheres": "where",
    "whens": "when",
    "hows": "how",
    "whys": "why",
    "aja": "saja",
    "doang": "saja",
}
JOINED = {
    ("ibu", "kota"): "ibukota",
    ("surat", "kabar"): "surat-kabar",
    ("juru", "bicara"): "juru-bicara",
    ("duta", "besar"): "duta-besar",
    ("latar", "belakang"): "latar-belakang",
    ("ulang", "tahun"): "ulang-tahun",
    ("net", "worth"): "net-worth",
    ("tempat", "lahir"): "tempat",
    ("tanggal", "lahir"): "tanggal",
    ("kantor", "pusat"): "tempat",
    ("stasiun", "televisi"): "stasiun",
    ("bahasa", "inggris"): "bahasa",
    ("capital", "expenditure"): "expenditure",
    ("capital", "spending"): "spending",
}
"""Compounds whose first word alone would tell another kind; the first word carries the compound's key."""
INDONESIAN = _set("siapa kapan bilamana mana dimana kemana darimana berapa mengapa kenapa bagaimana apa")
ENGLISH = _set("who whom whose when where why how what which")
AUXILIARIES = _set(
    "is are was were am be do does did has have had will would can could shall should may might must "
    "isn't aren't wasn't weren't doesn't didn't don't hasn't haven't won't can't couldn't wouldn't"
)
PREPOSITIONS = _set(
    "of in on at for from to with by about into during since until after before between under over "
    "through as than per against among within near"
)
RUN_STOPS = AUXILIARIES | PREPOSITIONS | _set("that who which where when and or not you we they he she it i")
DETERMINERS = _set("the a an this that these those its his her their our my your some any all")
LINKS_ID = _set(
    "yang di ke dari pada untuk dengan oleh dalam dan atau adalah ialah itu ini tersebut sang si para "
    "oleh akan telah sudah sedang bisa dapat harus saja saat ketika sebagai tentang bagi kah sih ya dong"
)
PURPOSES = _set("untuk utk buat bwt karena krn demi akibat sebab gara-gara")
"""Before "apa" they ask what for, or because of what."""
CAUSING = ("menyebab", "sebab", "mendorong", "memicu", "membuat", "mengakibat", "bikin", "ngebuat")
"""How the verbs begin of what "apa yang" asks for a reason with."""
STATES = _set(
    "kondisi keadaan nasib kabar situasi status hasil perkembangan kelanjutan cuaca penampilan bentuk akhir"
)
"""Behind "bagaimana" they ask how it stands, not by what means."""
COMMANDS = _set(
    "name list give tell describe explain state identify mention find show enumerate sebutkan sebut "
    "jelaskan tuliskan tulis berikan daftar uraikan ceritakan terangkan cari tunjukkan tampilkan siapkan"
)
SAYING = lazy(
    r"(?:say|said|says|think|thinks|thought|believe|believes|claim|claims|claimed|explain|explains|explained|state|"
    r"states|stated|announce|announced|argue|argued|warn|warned|tell|told|suggest|suggested|add|added|comment|"
    r"commented|promise|promised|urge|urged|predict|predicted|mention|mentioned|hope|hoped|complain|complains|complained|"
    r"(?:di|me|men|meng|mem|meny)?(?:kata|ujar|ucap|sampai|nyampai|jelas|sebut|nyebut|ungkap|tutur|nyata|nilai|"
    r"ngata|terang|nerang|papar|tegas|negas|harap|tambah|nambah|bilang|umum|ngumum|klaim|imbau|minta|keluh|ngeluh)(?:kan|nya)?)$"
)
COSTING = _set(
    "cost costs costed pay paid pays spend spent earn earned worth charge charged price priced sell sold "
    "donate donated invest invested raise raised money dollars rupiah"
)
COUNTS = _set(
    "me us please all two three four five six seven eight nine ten several dua tiga empat lima enam tujuh "
    "delapan sembilan sepuluh beberapa semua para seluruh 2 3 4 5 6 7 8 9 10"
)
HOW: dict[str, tuple[Kind, ...]] = {
    "long": ("duration", "number", "date"),
    "old": ("duration", "number", "date"),
    "many": ("number", "percent"),
    "much": ("number", "money", "percent"),
    "far": ("number",),
    "tall": ("number",),
    "high": ("number",),
    "big": ("number",),
    "large": ("number",),
    "deep": ("number",),
    "wide": ("number",),
    "heavy": ("number",),
    "fast": ("number",),
    "hot": ("number",),
    "cold": ("number",),
    "often": ("number", "duration"),
    "frequently": ("number", "duration"),
    "soon": ("duration", "date"),
    "recently": ("date",),
    "late": ("date", "time"),
    "come": ("reason",),
    "expensive": ("money",),
    "close": ("number",),
    "few": ("number",),
    "quickly": ("duration",),
}
DURATIONS = _set(
    "years months weeks days hours minutes seconds decades centuries hari tahun bulan minggu jam menit "
    "detik abad dekade"
)
ALSO: dict[Kind, tuple[Kind, ...]] = {
    "person": ("person", "organisation", "list"),
    "organisation": ("organisation", "name"),
    "place": ("place", "name"),
    "date": ("date", "time"),
    "time": ("time", "date"),
    "number": ("number", "percent"),
    "name": ("name", "person"),
    "list": ("list", "name"),
    "definition": ("definition", "thing"),
    "boolean": ("boolean", "thing"),
    "speech": ("speech", "thing"),
    "manner": ("manner", "thing"),
}
SORTS = _set("kind kinds type types sort sorts form forms")
UNCOUNTED = _set(
    "news species series is his this us bus gas class process status address business thus analysis basis"
)
PLURALS = _set("people men women children persons teeth feet mice media criteria phenomena")


OPENERS = _set("and but so then")
MODALS = _set(
    "akan bisa dapat sudah telah pernah ada adalah benar masih tidak boleh harus termasuk ikut perlu mau "
    "bukan sedang"
)
VERBAL = ("me", "di", "ber", "ter")
"""Beginnings of Indonesian verbs, in words of more than five letters."""
