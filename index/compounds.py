"""Which words of one language say together what one word, or other ones, say in another?

Word vectors are of single words, and neither "wali" nor "kota" is near "mayor". Here are common Indonesian compounds
with their English, and words that are spelled together or apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

__all__ = ["SAYS", "partners"]

SAYS = 0.8
"""How surely a compound says its translation, as a cosine: as near as plain translations come."""

# One line a meaning: its Indonesian spellings, then the English ones; a star marks the words that carry it, where not
# all do.
_TABLE = """
wali* kota = walikota : mayor
wakil wali* kota : deputy mayor*
rumah sakit* : hospital
rumah makan* : restaurant
rumah tangga* : household
kereta* api : train = railway
jalur kereta* api : railway = railroad
stasiun* kereta api : train station* = railway station*
ibu kota* = ibukota : capital
gunung* api = gunung berapi* : volcano
dirut = direktur utama : president director* = chief executive*
presdir = presiden direktur : president director*
dirjen = direktur jenderal : director general*
wagub = wakil gubernur : deputy governor
wapres = wakil presiden : vice president
wamen = wakil menteri : deputy minister
sekda = sekretaris daerah : regional secretary
sekjen = sekretaris jenderal : secretary general
kades = kepala desa* : village head*
pemkot = pemerintah kota : city government* = municipality
pemkab = pemerintah kabupaten : regency government*
pemprov = pemerintah provinsi : provincial government*
pemda = pemerintah daerah : local government*
dinkes = dinas kesehatan : health office* = health department*
dishub = dinas perhubungan : transport office* = transport department*
disdik = dinas pendidikan : education office* = education department*
kejati = kejaksaan tinggi : prosecution = prosecutors
kejagung = kejaksaan agung : prosecution = prosecutors
pengacara = kuasa hukum* = penasihat hukum* : lawyer = attorney
jpu = jaksa penuntut umum : prosecutor
lapas = lembaga pemasyarakatan* = penjara : prison = jail
rupslb = rapat umum pemegang saham* luar biasa : shareholders* meeting
rups = rapat umum pemegang saham* : shareholders* meeting
lsm = lembaga swadaya* masyarakat : ngo = nonprofit
rsud = rumah sakit* umum daerah : hospital
puskesmas = pusat kesehatan masyarakat : clinic
umkm = usaha mikro* kecil menengah : small businesses*
phk = pemutusan* hubungan kerja : layoffs = layoff
bbm = bahan bakar* minyak : fuel = petrol
nilai tukar* = kurs : exchange rate*
bunuh diri* : suicide
bea cukai* : customs
kembang* api : fireworks
juru bicara* = jubir : spokesman = spokeswoman = spokesperson
duta* besar = dubes : ambassador
kedutaan* besar = kedubes : embassy
perdana* menteri : prime minister*
orang tua* : parent
surat kabar* = koran : newspaper
kepala* sekolah = kepsek : headmaster = headteacher = school principal*
balai* kota : city hall* = town hall*
kamar* mandi : bathroom
kamar* tidur : bedroom
tempat tidur* : bed
lapangan terbang* : airport = airfield
pesawat* terbang = pesawat : plane = airplane = aircraft
lalu* lintas : traffic
kemacetan* lalu lintas = kemacetan : traffic jam*
mata uang* : currency
bahan bakar* : fuel
bahan baku* : raw material
uji* coba : trial
kerja* sama = kerjasama : cooperation = partnership
tenaga* kerja : workforce = labour = labor
lowongan* kerja : job vacancy*
pekerja* rumah tangga : housemaid = domestic worker*
tanggung* jawab : responsibility = responsible
tanda tangan* = tandatangan : signature = signed
terima kasih* : thanks = thank
bulu tangkis* = bulutangkis : badminton
sepak* bola = sepakbola : football = soccer
bola basket* : basketball
bola voli* : volleyball
pencak silat* : martial arts*
tanah longsor* : landslide = mudslide
angin puting beliung* : tornado = whirlwind
angin topan* : typhoon = hurricane
gempa* bumi : earthquake
banjir bandang* : flash flood*
kebun binatang* : zoo
kebun raya* : botanical garden*
taman kanak-kanak* : kindergarten
perguruan* tinggi : university = college
guru* besar : professor
sekolah dasar* : primary school = elementary school
sekolah menengah* : high school = secondary school
buku harian* : diary
luar negeri* : abroad = overseas = foreign
dalam negeri* : domestic
warga* negara = kewarganegaraan : citizen
sumber* daya : resources
sumber daya alam* : natural resources*
tenaga* surya = panel surya* : solar
pembangkit* listrik : power plant* = power station*
kabel bawah laut* : submarine cable*
kapal selam* : submarine
kapal feri* = feri : ferry
kapal perang* : warship
jalan* tol = jalan bebas hambatan : motorway = toll road* = highway = freeway
jembatan penyeberangan* : footbridge
lampu lalu lintas* : traffic light*
sepeda* motor = motor : motorcycle = motorbike
mobil* listrik : electric car*
pasar* saham = bursa saham : stock market* = stock exchange*
bank sentral* : central bank*
suku bunga* : interest rate*
harga* jual : selling price
uang muka* : deposit = down payment*
uang saku* : allowance
hak asasi* manusia : human rights*
hukuman* mati : death penalty* = execution
pengadilan tinggi : high court*
jaksa* penuntut : prosecutor
kantor polisi* : police station*
pemadam* kebakaran : firefighter = fire brigade = fire department
juru* masak = koki : cook = chef
juru kamera* = kameramen : cameraman
tukang* kayu : carpenter
tukang* cukur : barber
pembantu* rumah tangga : maid
anak yatim* : orphan
panti asuhan* : orphanage
kakak beradik* : siblings
saudara* perempuan : sister
saudara* laki-laki : brother
anak perempuan* : daughter
anak laki-laki* : son
nenek moyang* : ancestor
ulang* tahun : birthday = anniversary
hari jadi* : anniversary
bulan madu* : honeymoon
air terjun* : waterfall
air mata* : tears
air minum* : drinking water
mata air* : wellspring
terumbu* karang : coral reef*
hutan hujan* : rainforest
satwa* liar : wildlife
perubahan* iklim : climate change
gas rumah kaca* : greenhouse gas*
sakit* kepala : headache
sakit* gigi : toothache
penyakit jantung* : heart disease
tekanan* darah : blood pressure*
demam* berdarah : dengue
cacar* air : chickenpox
rawat* inap : hospitalised = hospitalized
obat* tidur : sleeping pill*
kaca* mata = kacamata : glasses = eyeglasses
telepon* genggam = ponsel : cellphone = phone
media sosial = medsos : social media
perangkat lunak* : software
perangkat keras* : hardware
kecerdasan* buatan : artificial intelligence
surat elektronik* = surel : email
kata sandi* : password
pemeran* utama : lead actor* = leading role*
pusat perbelanjaan* = mal : mall = shopping centre* = shopping center*
toko* serba ada = pasar swalayan* : supermarket
tepi pantai* : beach = shore
garis pantai* : coastline
matahari terbit* : sunrise
matahari terbenam* : sunset
tengah malam* : midnight
musim panas* : summer
musim dingin* : winter
musim hujan* : rainy season
musim kemarau* : dry season = drought
musim semi* : spring
musim gugur* : autumn
unjuk* rasa = demo : demonstration = protest = rally
pemilihan* umum = pemilu : election
surat suara* : ballot
tempat pemungutan* suara = tps : polling station*
pemungutan* suara : voting = vote = ballot
dewan* kota : city council* = town council*
rapat* dewan : council meeting
partai* politik : political party*
tuan* rumah : host
juara* bertahan : defending champion
penjaga gawang* = kiper : goalkeeper
wasit* garis : linesman
babak* kedua : second half
tendangan sudut* : corner kick
kartu merah* : red card
"""


@dataclass(frozen=True, slots=True)
class _Spelling:
    """The words of one language for a meaning, and those of them that carry it."""

    meaning: int
    english: bool
    words: tuple[str, ...]
    carrying: tuple[str, ...]


@cache
def _meanings() -> tuple[tuple[_Spelling, ...], ...]:
    return tuple(
        tuple(
            _spelling(meaning, side == 1, part.split())
            for side, spellings in enumerate(line.split(" : "))
            for part in spellings.split(" = ")
        )
        for meaning, line in enumerate(_TABLE.strip().splitlines())
    )


def _spelling(meaning: int, english: bool, words: Sequence[str]) -> _Spelling:
    plain = tuple(word.rstrip("*") for word in words)
    starred = tuple(word.rstrip("*") for word in words if word.endswith("*"))
    return _Spelling(meaning, english, plain, starred or plain)


@cache
def _beginning() -> Mapping[str, tuple[_Spelling, ...]]:
    """The spellings by their first words."""
    found: dict[str, list[_Spelling]] = {}
    for spellings in _meanings():
        for spelling in spellings:
            found.setdefault(spelling.words[0], []).append(spelling)
    return {word: tuple(several) for word, several in found.items()}


def partners(question: Sequence[str], vocabulary: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    """(place in `question`, number in `vocabulary`) of each word of the question with each word of the documents that
    carries its meaning in another spelling, all of which stands there.

    `question` are folded words in their order, `vocabulary` the documents' folded words by number; either may have the
    ending of a plural, or -nya.
    """
    for first, form in enumerate(question):
        for asked in (spelling for stem in _stems(form) for spelling in _beginning().get(stem, ())):
            following = question[first : first + len(asked.words)]
            if len(following) < len(asked.words) or not all(
                word in _stems(said) for word, said in zip(asked.words, following, strict=True)
            ):
                continue
            for other in _meanings()[asked.meaning]:
                # Of two English words neither is a spelling of the other.
                if other is asked or (other.english and asked.english):
                    continue
                if not all(_numbers(word, vocabulary) for word in other.words):
                    continue
                for row in range(first, first + len(asked.words)):
                    for word in other.carrying:
                        yield from ((row, number) for number in _numbers(word, vocabulary))


def _stems(form: str) -> tuple[str, ...]:
    """A folded word, and it without the ending of a plural or of possession."""
    stems = [form, *(form.removesuffix(ending) for ending in ("s", "es", "nya") if form.endswith(ending))]
    return (*stems, f"{form[:-3]}y") if form.endswith("ies") else tuple(stems)


def _numbers(word: str, vocabulary: Mapping[str, int]) -> list[int]:
    return [vocabulary[form] for form in (word, f"{word}s", f"{word}es", f"{word}nya") if form in vocabulary]
