"""Which words before a full stop do not end a sentence, and which words begin one?

Plain word lists for `index.sentences`, all lower case and without their last stop. Indonesian and English
first; the commonest German, Spanish and French ones too, for a quote in passing must not fall apart.
"""

from __future__ import annotations

__all__ = [
    "CLIPPED",
    "DAY_PARTS",
    "DOMAINS",
    "LETTERED",
    "LISTS",
    "MONTHS",
    "NAME_PARTS",
    "NUMBERED",
    "ORDINAL_LEADERS",
    "SPEECH",
    "STARTERS",
    "TITLES",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Stand before a name, so never at the end of a sentence. Most are titles only with a capital: "Sen." is a
# senator, "sen." the end of a price. Indonesian physicians (dr., drg., drh.) are written small.
TITLES = _words("""
    dr dr. drg drh drs dra ir prof h hj hjh kh k.h tgk tgh tn ny nn sdr sdri bpk yth ust ustad hb habib
    r rr rm ra kph gph kgph kanjeng i.b a.a
    jend jendral letjen mayjen brigjen kol letkol kapt lettu letda peltu pelda serma serka sertu serda
    laks laksda laksma marsda marsma kombes akbp akp kompol ipda iptu aiptu aipda bripka brigpol briptu bripda
    irjen komjen jl jln gg kec kab dsn prop prov pt cv fa
    mr mrs ms mx messrs gen gens sen sens rep reps gov govs lt col maj sgt cpl capt cmdr adm brig pres hon
    rev fr sr mt ft supt det insp atty prin
    hr dipl ing hrsg sra srta dña uds mme mlle mgr pr
""")

# Always go on, whatever follows.
CLIPPED = _words("""
    e.g eg i.e ie viz cf ca vs approx incl excl resp esp
    a.n a/n an.n u.b u.p u/p s.d s/d d.a d/a a.l a.n. q.q c.q cq
    tgl ttg spt yg dgn utk thd kpd pd sbg dlm krn tsb
    bdk lih ump misal msl kel
    z.b d.h u.a v.a i.d.r bzw bspw vgl evtl ggf sog zzgl inkl insb mio mrd p.ej ej c.-à-d p.ex
""")

# Before a number only: "No. 5", but "No. He left."
NUMBERED = _words("""
    no nos nr num núm n° αριθ hlm hal pg pgs p pp vol ed art ps psl fig figs gbr gmb sec ch chap eq al
    pkl pk tgl th thn rp lamp jil cet abs bd aufl pág págs lt rt rw tel telp tlp kav
""")

# Parts of names, firms, streets and dates: they may end a sentence, and only the next word can tell.
NAME_PARTS = _words("""
    inc co ltd corp llc plc bros jr sr esq bhd gmbh st ave blvd rd hwy dept univ assn natl intl govt
    jan feb mar apr jun jul aug agu agt sep sept oct okt nov dec des nop
    mon tue tues wed thu thur thurs fri sat sun
    al mass calif conn fla ariz colo ill mich minn miss okla penn tenn tex va wash wis ga
""")

# May stand at the end of a sentence or before a bracket: "dkk. (2010)", "Tbk. (TLKM)".
LISTS = _words("dll dsb dst dkk etc usw tbk al seq")

# A clock time or a date goes on with these: "at 5 p.m. Monday".
DAY_PARTS = _words("""
    monday tuesday wednesday thursday friday saturday sunday est edt pst pdt cst cdt mst mdt gmt utc bst cet
    cest wib wita wit eastern pacific central
    senin selasa rabu kamis jumat jum'at sabtu minggu
""")

MONTHS = _words("""
    januari februari maret april mei juni juli agustus september oktober november desember nopember
    january february march may june july august october december
    januar februar märz mai juni juli oktober dezember jänner
    janvier février mars avril juin juillet août septembre octobre novembre décembre
    enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
    jan feb mar apr jun jul aug agu agt ags sep sept oct okt nov nop dec des dez
""")

# "im 19. Jahrhundert", "der 2. Weltkrieg": a German ordinal is a number with a stop.
ORDINAL_LEADERS = _words("""
    der die das den dem des am im zum zur vom beim ein eine einen einem einer eines ab seit bis ins jeder jede
    jeden diesem dieser seinem seinen seiner ihrem ihren ihrer
""")

# Take a letter after them, so that the letter is no initial: "kaya vitamin C. Pemerintah ..."
LETTERED = _words("""
    vitamin hepatitis influenza plan grade type class kelas golongan blok gedung tipe grup group kategori
    category rencana opsi option huruf letter section seksi peringkat serie seri liga gerbong terminal
    generation generasi area zona zone block point poin bagian part lampiran appendix
""")

# Function words that open sentences and are no names: after an initial or "U.S." they tell a new sentence.
STARTERS = _words("""
    dia ia beliau mereka kami kita saya aku anda kamu ini itu hal namun tetapi tapi akan sementara selain pada
    di ke dari untuk dalam dengan menurut menurutnya karena jika kalau bila apabila saat ketika setelah
    sebelum sejak sedangkan adapun bahkan kemudian lalu selanjutnya sehingga oleh sebab maka meski meskipun
    walau walaupun para seorang sebuah suatu semua setiap tak tidak bukan belum sudah telah ada apa siapa
    kapan bagaimana mengapa kenapa berapa dan atau juga agar supaya jadi sebelumnya sesudah tahun hingga
    sampai
    antara berdasarkan terkait sebagai seperti secara selama serta begitu demikian sebanyak sekitar tersebut
    kini sekarang hari kata ujar hanya hasilnya akibatnya artinya
    the he she it they we you i his her hers their its our my your this that these those there here
    in on at for from by with as but and or so if when while after before although though however meanwhile
    since because what who whom how why where which until under over during between among both each some many
    most all no not nor yet then now also once a another such other according despite instead even
    are is was were do does did has have had
    er sie es wir ich ihr das dies diese dieser und aber doch wenn nach mit auf für nur auch
    él ella ellos ellas pero también cuando según este esta esto para por
    il elle ils elles nous vous mais cette cet ces dans pour avec selon
""")

# Last labels of host names: "detik.Com" holds no sentence end.
DOMAINS = _words(
    "com co id net org go ac or sch web my io tv info biz uk us au sg de fr es eu edu gov mil news"
)

# Verbs that may follow a name after a quoted question or cry: '"Why?" Smith asked.'
SPEECH = _words("""
    said says asked asks replied replies shouted cried exclaimed wondered added yelled joked whispered wrote
    tweeted answered
    kata tanya ujar tutur ucap seru pekik teriak sebut jawab
    berkata bertanya berteriak berujar berseru bertutur menjawab menyahut membalas
""")
