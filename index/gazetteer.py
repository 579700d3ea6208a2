"""Which words give a name, a number or a clause its kind? The closed word lists behind `index.evidence`.

Indonesian and English together, case-folded: an article of either language uses words of both. A list
holds what a reference grammar, an atlas or a style guide lists, never a word because one article has it.
"""

from __future__ import annotations

__all__ = [
    "CENTURIES",
    "CLAUSES",
    "CONNECTORS",
    "COUNTRIES",
    "CURRENCY_SIGNS",
    "CURRENCY_WORDS",
    "DAYS",
    "DEICTIC",
    "DURATIONS",
    "FUNCTION_WORDS",
    "LEAD_INS",
    "MONTHS",
    "MULTIPLIERS",
    "NUMBER_WORDS",
    "ORGANISATIONS",
    "PLACE_ENDINGS",
    "PLACE_NOUNS",
    "PLACE_PREPOSITIONS",
    "SAYING",
    "TITLES",
    "UNITS",
    "YEAR_CUES",
]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MONTHS = _set(
    "januari februari maret april mei juni juli agustus september oktober november desember january "
    "february march may june july august october december jan feb mar apr jun jul agu agt ags aug sep "
    "sept okt oct nov nop des dec"
)
DAYS = _set(
    "senin selasa rabu kamis jumat jum'at sabtu minggu monday tuesday wednesday thursday friday saturday "
    "sunday"
)
DEICTIC = _set(
    "kemarin besok lusa yesterday today tomorrow tonight tadi kini sekarang nanti lebaran ramadan natal "
    "christmas easter"
)
YEAR_CUES = _set(
    "in tahun since sejak by until hingga sampai year during before after from pada around circa awal akhir"
)
CENTURIES = _set("century centuries abad decade dekade")
DURATIONS = _set(
    "second seconds minute minutes hour hours day days week weeks month months year years decade decades "
    "century centuries detik menit jam hari minggu pekan bulan tahun abad dekade malam"
)
UNITS = _set(
    "km kilometer kilometre kilometers kilometres m meter metre meters metres cm mm inch inches feet foot "
    "ft mile miles mil hektare hektar ha acre acres kg kilogram kilograms gram grams ton tons tonne "
    "tonnes liter litre liters litres barel barrel barrels persegi kubik square cubic mw gw kwh watt volt "
    "derajat degree degrees celsius fahrenheit orang people persons unit units ekor buah kali times poin "
    "points point halaman pages kursi seats suara votes gol goals lembar butir biji batang keping pasang "
    "kelas level magnitudo jiwa kk desa kasus cases magnitude produk"
)
NUMBER_WORDS = _set(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety nol satu "
    "dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh seratus seribu setengah "
    "half dozen dozens belasan puluhan ratusan ribuan jutaan sejuta semiliar"
)
MULTIPLIERS = _set(
    "hundred hundreds thousand thousands million millions billion billions trillion ratus ribu juta "
    "miliar milyar triliun triliunan miliaran rb jt"
)
CURRENCY_SIGNS = "$€£¥₩₹฿₽₺"
CURRENCY_WORDS = _set(
    "rp idr usd eur gbp sgd aud jpy cny myr rupiah dollar dollars dolar cent cents sen euro euros pound "
    "pounds sterling yen yuan renminbi ringgit baht won rupee rupees franc francs franken lira peso pesos "
    "real rubel ruble rubles gulden riyal us$ rmb krone kroner krona kronor koruna forint zloty dinar dirham "
    "shilling shillings naira rand cedi marks dong kyat shekel shekels hryvnia guilder guilders"
)

TITLES = _set(
    "menteri presiden wapres wakil gubernur bupati walikota ketua kepala direktur dirut komisaris "
    "sekretaris jenderal jendral kolonel mayor kapten letjen brigjen irjen kombes kompol akbp komjen "
    "deputi dirjen menko mendagri menkeu menlu kapolri panglima juru jubir anggota pendiri pemilik "
    "manajer pelatih bos ceo cfo coo founder co-founder pak bapak bu ibu ustaz ustad kyai kiai haji syekh "
    "raja ratu pangeran sultan putri kaisar paus uskup dokter profesor prof dr drs dra ir mr mrs ms miss "
    "sir lord lady dame saint st president vice minister prime governor mayor senator congressman "
    "secretary chairman chairwoman chair director manager founder coach captain general colonel major "
    "lieutenant sergeant admiral king queen prince princess emperor pope bishop archbishop cardinal "
    "father brother sister judge justice spokesman spokeswoman spokesperson ambassador duta professor "
    "doctor aktor aktris penyanyi penulis sutradara actor actress singer author director-general "
    "chancellor premier chief executive analis analyst ekonom economist pengamat peneliti researcher "
    "kaisar senapati tuan nyonya nabi rasul imam komandan commander laksamana marsekal warga saksi "
    "tersangka"
)
ORGANISATIONS = _set(
    "pt cv tbk inc corp corporation ltd llc plc gmbh co company group grup holding holdings bank "
    "kementerian ministry departemen department dinas badan agency lembaga institute institut institution "
    "komisi commission komite committee dewan council otoritas authority university universitas college "
    "school sekolah akademi academy asosiasi association federasi federation perusahaan organisasi "
    "organization organisation partai party klub club fc united league liga yayasan foundation majelis "
    "parliament parlemen congress senate mahkamah court pengadilan polri polda polres polsek tni "
    "kejaksaan kantor perum perhimpunan serikat union ikatan persatuan fraksi army navy police airlines "
    "airways motors electronics technologies industries records studios studio press times post news tv "
    "radio fund museum church society bureau administration board team satgas direktorat "
    "direktorat-jenderal konsorsium bursa tim pemkot pemprov pemkab pemda"
)
PLACE_PREPOSITIONS = _set("di ke dari in at near from to menuju asal around outside across dekat kawasan")
PLACE_NOUNS = _set(
    "kota kabupaten provinsi desa kelurahan kecamatan distrik negara pulau kepulauan gunung sungai danau "
    "laut teluk selat samudra jalan jl bandara pelabuhan stadion hotel gedung kawasan daerah wilayah "
    "benua city town village province state district county region country island islands mount lake "
    "river sea gulf strait street road airport port stadium istana pantai taman pasar mal masjid gereja "
    "candi rumah kampung dusun kerajaan bukit lembah planet alun-alun"
)
PLACE_ENDINGS = _set(
    "city county island islands river lake sea ocean bay gulf mountain mountains valley street avenue "
    "road square park airport harbor harbour bridge tower palace castle stadium hotel desert peninsula "
    "province district beach hills hill utara selatan timur barat tengah tenggara raya kingdom republic "
    "states coast"
)
COUNTRIES = _set(
    "indonesia malaysia singapura singapore thailand filipina philippines vietnam kamboja cambodia laos "
    "myanmar brunei china tiongkok cina jepang japan korea taiwan hongkong india pakistan bangladesh "
    "nepal iran irak iraq israel palestina palestine suriah syria lebanon turki turkey yordania jordan "
    "mesir egypt libya tunisia aljazair algeria maroko morocco sudan etiopia ethiopia kenya nigeria ghana "
    "rusia russia ukraina ukraine polandia poland jerman germany perancis prancis france inggris england "
    "britain belanda netherlands holland belgia belgium spanyol spain portugal italia italy swiss "
    "switzerland austria hungaria hungary yunani greece rumania romania bulgaria serbia kroasia croatia "
    "swedia sweden norwegia norway denmark finlandia finland islandia iceland irlandia ireland skotlandia "
    "scotland wales amerika america usa kanada canada meksiko mexico kuba cuba brasil brazil argentina "
    "chili chile peru kolombia colombia venezuela australia selandia zealand fiji papua jakarta bandung "
    "surabaya medan semarang yogyakarta jogja makassar palembang bali denpasar batam bogor depok "
    "tangerang bekasi malang solo padang aceh lampung riau jambi bengkulu banten jawa java sumatra "
    "sumatera kalimantan borneo sulawesi maluku ntt ntb lombok flores london paris berlin tokyo beijing "
    "shanghai seoul moscow moskow washington york angeles chicago california texas florida boston sydney "
    "melbourne bangkok manila hanoi delhi mumbai dubai qatar doha arab saudi mekkah makkah madinah riyadh "
    "kuwait yaman yemen kairo cairo roma rome madrid barcelona amsterdam brussels jenewa geneva wina "
    "vienna warsawa warsaw istanbul eropa europe asia afrika africa antartika antarctica atlantik pasifik "
    "pacific"
)
CONNECTORS = _set("of the de da van von der den bin binti al el la le di and for du dos ibn")
SAYING = _set(
    "kata ujar ucap tutur ungkap jelas tegas papar imbuh tambah sebut terang katanya ujarnya ucapnya "
    "tuturnya ungkapnya jelasnya tegasnya paparnya imbuhnya tambahnya terangnya sebutnya mengatakan "
    "menyatakan menjelaskan menyebut menyebutkan menyampaikan mengungkapkan menuturkan menegaskan "
    "menambahkan memaparkan berpendapat mengaku menilai berharap mengumumkan memastikan meminta menulis "
    "bilang menurut said says say told added explained stated announced claimed argued warned noted wrote "
    "suggested believes believed thinks thought insisted according declared replied"
)
LEAD_INS = _set(
    "ada yaitu yakni adalah ialah seperti meliputi termasuk mencakup antara lain include includes "
    "included including such as are were is was with dengan berupa misalnya terdiri dari of between "
    "bertemu namely like featuring containing berisi di oleh by in from for to into on pada untuk ke "
    "bahwa that memiliki mempunyai has have had both"
)

_CLAUSES: dict[str, str] = {
    "reason": (
        "karena=.9 sebab=.8 lantaran=.9 akibat=.7 gara-gara=.9 disebabkan=.9 agar=.6 supaya=.6 demi=.5 "
        "guna=.5 untuk=.3 sehingga=.4 dipicu=.7 because=.95 due=.6 since=.3 so=.2 therefore=.5 thus=.4 "
        "caused=.7 cause=.4 reason=.6 alasan=.6 menyebabkan=.6 mengakibatkan=.6 to=.15 owing=.7 thanks=.4 "
        "resulted=.5 bertujuan=.7 tujuan=.5 order=.3 prompted=.5 penyebab=.7"
    ),
    "manner": (
        "dengan=.35 melalui=.55 lewat=.5 cara=.6 secara=.4 by=.35 through=.5 via=.5 using=.5 "
        "menggunakan=.5 memakai=.4 proses=.3 method=.4 metode=.4 berkat=.3"
    ),
    "definition": (
        "adalah=.7 merupakan=.7 ialah=.8 yaitu=.5 yakni=.4 artinya=.6 berarti=.6 disebut=.4 dikenal=.3 "
        "is=.4 are=.25 was=.25 means=.6 refers=.7 mengacu=.6 merujuk=.6 defined=.7 didefinisikan=.8 "
        "suatu=.2 sejenis=.6 called=.3"
    ),
}
CLAUSES: dict[str, tuple[str, float]] = {
    word: (kind, float(weight))
    for kind, marked in _CLAUSES.items()
    for word, _, weight in (entry.partition("=") for entry in marked.split())
}
"""A clause of this kind begins after the word, with this strength (0..1)."""

FUNCTION_WORDS = _set(
    "the a an this that these those it its he she they we i you his her their our my your who which what "
    "when where why how and or but nor so if then than as at by for from in into of off on onto out over "
    "to up with about after again against before between during through under until while because since "
    "also only just even still both each every some any no not is are was were be been being am do does "
    "did has have had will would can could shall should may might must there here such more most many "
    "much other another all one however although though according him them us me itself himself yang dan "
    "atau tetapi tapi namun sedangkan sementara serta di ke dari pada kepada untuk dengan oleh dalam "
    "sebagai adalah ialah itu ini tersebut para sang si juga lagi sudah telah akan sedang masih bisa "
    "dapat harus tidak bukan belum ada saat ketika setelah sebelum sejak hingga sampai karena sebab agar "
    "supaya jika kalau bila maka lalu kemudian selain selama antara bagi tentang mengenai terhadap "
    "seperti bahwa dia ia mereka kami kita saya aku anda beliau nya hal hari banyak beberapa semua setiap "
    "salah satu menurut kata ujar lebih paling sangat sekitar hanya pun lah meski meskipun walaupun "
    "sehingga secara sebuah seorang suatu merupakan menjadi bagaimana apa siapa kapan mengapa berapa "
    "dimana mana terkait atas akibat demi guna melalui berikut kini yaitu yakni tak dong sih yuk nah jadi "
    "sebanyak usai bersama saling nanti baru berdasarkan"
)
