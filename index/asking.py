"""Which words ask, and for what? The closed word lists behind `index.question`.

English and Indonesian are described by interrogatives and head nouns, because the noun after "which" or before
"apa" says more than the question word; the other languages by phrases, most telling first. All words are
case-folded without Latin diacritics, as `index.question` folds a question.
"""

from __future__ import annotations

from typing import Literal

__all__ = ["HEADS", "HEAD_SUFFIXES", "PHRASES", "UNSPACED", "Kind"]

Kind = Literal[
    "person", "organisation", "place", "date", "time", "duration", "number", "money", "percent", "list", "reason",
    "manner", "speech", "definition", "name", "boolean", "author", "outlet", "published", "title", "thing",
]  # fmt: skip
"""What a question can ask for. "author", "outlet", "published" and "title" ask about the article itself."""

_HEADS: dict[Kind, str] = {
    "person": """
        person people man men woman women boy girl child children president minister governor mayor king queen prince
        princess emperor pope bishop saint leader chairman chairwoman chairperson chair head chief ceo cfo director
        manager founder cofounder co-founder owner boss coach captain player athlete footballer striker goalkeeper
        singer actor actress artist musician composer painter poet philosopher scientist physicist chemist
        mathematician inventor engineer architect astronaut general commander admiral soldier politician senator
        secretary spokesman spokeswoman spokesperson ambassador judge lawyer prosecutor suspect victim victims witness
        winner champion candidate successor predecessor wife husband spouse father mother son daughter brother sister
        partner friend teacher student students professor doctor monarch ruler sultan chancellor premier member
        members official officials producer host actors players scientists wives parents quarterback designer
        orang tokoh pria wanita perempuan laki-laki presiden menteri gubernur bupati walikota raja ratu pangeran putri
        kaisar paus uskup pemimpin ketua kepala direktur dirut manajer pendiri pemilik bos pelatih kapten pemain atlet
        penyanyi aktor aktris artis musisi komponis pelukis penyair filsuf ilmuwan penemu insinyur arsitek jenderal
        panglima tentara politisi sekretaris juru-bicara jubir duta-besar dubes hakim pengacara jaksa tersangka
        korban saksi pemenang juara calon kandidat penerus pengganti istri suami ayah ibu anak putra saudara adik kakak
        guru murid siswa mahasiswa dosen profesor dokter penguasa anggota pejabat pemeran produser sutradara pencipta
        pengarang penulis warga karyawan pegawai pahlawan nabi""",
    "organisation": """
        company companies firm firms corporation organisation organization organisations organizations agency agencies
        institution institute university college school bank airline brand manufacturer publisher newspaper magazine
        broadcaster network team teams club clubs party parties ministry department government union association group
        groups band label studio startup operator carrier retailer regulator court commission committee council
        nonprofit charity foundation church army
        perusahaan firma organisasi lembaga instansi institusi universitas kampus sekolah bank maskapai merek produsen
        penerbit koran surat-kabar majalah media tim klub partai kementerian departemen dinas pemerintah serikat
        asosiasi grup kelompok band label studio operator pengadilan komisi komite dewan yayasan badan bumn stasiun""",
    "place": """
        country countries nation nations state states city cities town towns village villages province provinces region
        regions district districts county continent continents island islands place places location locations address
        capital ocean sea river lake mountain mountains street road airport port station stadium venue building hotel
        area areas neighborhood neighbourhood territory border birthplace headquarters hometown planet destination
        negara kota desa provinsi kabupaten kecamatan kelurahan daerah wilayah kawasan benua pulau tempat lokasi alamat
        ibukota ibu-kota samudra laut sungai danau gunung jalan bandara pelabuhan stadion gedung tempatnya letak
        kampung perbatasan markas tujuan-wisata planet kerajaan""",
    "date": """
        year years date dates month day century decade era season birthday birthdate deadline anniversary
        tahun tanggal bulan hari abad dekade era musim ulang-tahun tenggat tgl""",
    "time": "time hour jam pukul waktu",
    "duration": """
        duration length-of-time age lifespan term durasi lama lamanya umur usia jangka""",
    "number": """
        number amount quantity count total population size height length width depth weight distance area speed
        temperature magnitude score rank ranking capacity volume density elevation rate altitude attendance casualties
        jumlah banyak banyaknya total populasi penduduk ukuran tinggi panjang lebar kedalaman berat jarak luas
        kecepatan suhu kekuatan skor peringkat kapasitas volume kepadatan ketinggian nomor angka kali ekor unit luasnya
        tingginya panjangnya jumlahnya beratnya""",
    "money": """
        price prices cost costs fee fees fare salary wage wages revenue profit loss budget income worth net-worth
        fortune wealth debt fine tax tariff turnover investment funding ransom valuation bonus earnings gdp
        harga biaya ongkos tarif gaji upah pendapatan laba keuntungan kerugian rugi anggaran penghasilan kekayaan utang
        hutang denda pajak omzet omset investasi dana modal nilai tebusan bonus uang bayaran""",
    "percent": """
        percentage percent proportion share fraction persen persentase presentase proporsi bagian""",
    "reason": """
        reason reasons cause causes purpose motive motivation motives aim goal rationale
        alasan alasannya penyebab penyebabnya sebab sebabnya tujuan tujuannya motif latar-belakang manfaat""",
    "manner": "way manner method means methods ways cara caranya metode langkah proses",
    "speech": """
        opinion view comment comments statement response reaction message remark remarks
        pendapat tanggapan komentar pernyataan respons respon reaksi pesan ucapan penjelasan kata""",
    "definition": "definition meaning definisi arti artinya pengertian maksud kepanjangan makna",
    "name": """
        name names nickname term word phrase title song album film movie book novel series show game language
        nama namanya julukan sebutan istilah judul lagu album film buku novel seri acara permainan bahasa""",
}

HEADS: dict[str, Kind] = {word: kind for kind, words in _HEADS.items() for word in words.split()}
"""The kind each head noun asks for; a word not here asks for a "thing"."""

HEAD_SUFFIXES: tuple[tuple[str, Kind], ...] = (
    ("ologist", "person"),
    ("wright", "person"),
    ("wati", "person"),
    ("wan", "person"),
)
"""Endings that make a noun a person where the noun itself is not listed (biologist, hartawan, karyawati)."""

UNSPACED = frozenset({"zh", "ja", "th", "hi", "ar"})
"""Languages whose phrases are searched as substrings: no spaces, attached particles, or vowel signs that are
no word characters for `re`."""

PHRASES: dict[str, tuple[tuple[Kind, str], ...]] = {
    "es": (
        ("date", "que ano|que fecha|que dia|que mes|que siglo|que decada|cuando"), ("time", "que hora"),
        ("percent", "que porcentaje|que porcion|que proporcion"), ("duration", "cuanto tiempo|cuantos anos|que edad"),
        ("money", "cuanto cuesta|cuanto costo|cuanto dinero|que precio|cual es el precio|cual era el precio"),
        ("number", "cuantos|cuantas|cuanto|cuanta|que cantidad|que numero|cual es el numero|cual es la poblacion"),
        ("place", "que pais|que ciudad|que estado|que region|que lugar|que isla|donde|adonde|de donde"),
        ("organisation", "que empresa|que compania|que organizacion|que universidad|que equipo"),
        ("reason", "por que|cual es la razon|cual es la causa|que causo|para que"),
        ("person", "quien|quienes|a quien|que persona"), ("name", "como se llama|como se llamaba|cual es el nombre"),
        ("manner", "como|de que manera"), ("list", "cuales son|cuales"), ("definition", "que es un|que es una"),
        ("thing", "que|cual"),
    ),
    "de": (
        ("date", "welchem jahr|welches jahr|welchem datum|welchem tag|welchem jahrhundert|wann|seit wann"),
        ("time", "wie viel uhr|um wieviel uhr"), ("percent", "welcher prozentsatz|wie viel prozent|welcher anteil"),
        ("duration", "wie lange|wie alt"), ("money", "wie viel kostet|wie viel kostete|wie teuer|wie viel geld"),
        ("number", "wie viele|wie viel|wieviel|wieviele|wie hoch|wie gross|wie weit|welche anzahl"),
        ("place", "welchem land|welches land|welcher stadt|welche stadt|welchem ort|wo|wohin|woher"),
        ("organisation", "welche firma|welches unternehmen|welche organisation|welche universitat"),
        ("reason", "warum|wieso|weshalb|wozu|was ist der grund|was war der grund|aus welchem grund"),
        ("person", "wer|wen|wem|wessen"), ("name", "wie heisst|wie hiess|wie nennt man|wie lautet der name"),
        ("manner", "wie|auf welche weise|wodurch"), ("thing", "was|welche|welcher|welches|welchen|welchem|woraus"),
    ),
    "fr": (
        ("date", "quelle annee|quelle date|quel jour|quel siecle|quand|quel mois"), ("time", "quelle heure"),
        ("percent", "quel pourcentage|quelle proportion"), ("duration", "combien de temps|quel age"),
        ("money", "combien coute|combien d'argent|quel est le prix|quel prix"), ("number", "combien|quel nombre"),
        ("place", "quel pays|quelle ville|quelle region|quel endroit|ou se|ou est|d'ou|ou"),
        ("organisation", "quelle entreprise|quelle societe|quelle organisation"),
        ("reason", "pourquoi|quelle est la raison|quelle est la cause"), ("person", "qui|a qui"),
        ("name", "comment s'appelle|quel est le nom"), ("manner", "comment"), ("list", "quels sont|quelles sont"),
        ("thing", "que|quoi|quel|quelle|quels|quelles|qu'est"),
    ),
    "pt": (
        ("date", "que ano|qual ano|que data|que dia|que seculo|quando"), ("time", "que horas|que hora"),
        ("percent", "que porcentagem|qual porcentagem|que percentagem"), ("duration", "quanto tempo|que idade"),
        ("money", "quanto custa|quanto custou|quanto dinheiro|qual o preco|qual e o preco"),
        ("number", "quantos|quantas|quanto|quanta|que numero"),
        ("place", "que pais|qual pais|que cidade|qual cidade|onde|aonde|de onde"),
        ("organisation", "que empresa|qual empresa|que organizacao"), ("reason", "por que|porque|qual a razao"),
        ("person", "quem"), ("name", "como se chama|qual o nome|qual e o nome"), ("manner", "como"),
        ("list", "quais"), ("thing", "que|qual|o que"),
    ),
    "it": (
        ("date", "che anno|quale anno|che data|che giorno|che secolo|quando"), ("time", "che ora"),
        ("percent", "che percentuale|quale percentuale"), ("duration", "quanto tempo|che eta|quanti anni"),
        ("money", "quanto costa|quanto costava|quanto denaro|quanti soldi|qual e il prezzo"),
        ("number", "quanti|quante|quanto|quanta|che numero"),
        ("place", "che paese|quale paese|che citta|quale citta|dove|dov'e|da dove"),
        ("organisation", "quale azienda|che azienda|quale societa"), ("reason", "perche|qual e la ragione|come mai"),
        ("person", "chi"), ("name", "come si chiama|qual e il nome"), ("manner", "come"), ("list", "quali"),
        ("thing", "che|cosa|che cosa|quale|qual"),
    ),
    "nl": (
        ("date", "welk jaar|welke datum|welke dag|welke eeuw|wanneer"), ("time", "hoe laat"),
        ("percent", "welk percentage|hoeveel procent"), ("duration", "hoe lang|hoelang|hoe oud"),
        ("money", "hoeveel kost|hoeveel kostte|hoeveel geld|wat kost|wat is de prijs"), ("number", "hoeveel|hoe hoog"),
        ("place", "welk land|welke stadt|welke stad|waar|waarheen|waarvandaan"),
        ("organisation", "welk bedrijf|welke organisatie"), ("reason", "waarom|wat is de reden|waardoor"),
        ("person", "wie"), ("name", "hoe heet|hoe heette|wat is de naam"), ("manner", "hoe"), ("thing", "wat|welke|welk"),
    ),
    "tr": (
        ("date", "hangi yil|hangi yilda|hangi tarih|hangi tarihte|hangi yuzyilda|ne zaman|hangi gun"),
        ("time", "saat kacta"), ("percent", "yuzde kac|yuzde kaci|hangi yuzde"),
        ("duration", "ne kadar sure|kac yil|kac yasinda|kac gun"), ("money", "ne kadara|kac para|kac lira|fiyati ne"),
        ("number", "kac|ne kadar|kacinci|sayisi nedir"),
        ("place", "hangi ulke|hangi ulkede|hangi sehir|hangi sehirde|nerede|nereye|nereden|neresi|neresidir"),
        ("organisation", "hangi sirket|hangi kurulus"), ("reason", "neden|nicin|niye|sebebi nedir"),
        ("person", "kim|kimdir|kimler|kimin|kime|kimi"), ("name", "adi nedir|ismi nedir|adi ne"),
        ("manner", "nasil"), ("thing", "ne|nedir|neyi|hangi|hangisi|nelerdir"),
    ),
    "vi": (
        ("date", "nam nao|ngay nao|khi nao|bao gio|the ky nao|thang nao|luc nao"), ("time", "may gio"),
        ("percent", "bao nhieu phan tram|ty le phan tram"), ("duration", "bao lau|bao nhieu nam|bao nhieu tuoi"),
        ("money", "gia bao nhieu|bao nhieu tien|bao nhieu do la"), ("number", "bao nhieu|may"),
        ("place", "o dau|đau|nuoc nao|quoc gia nao|thanh pho nao"), ("organisation", "cong ty nao|to chuc nao"),
        ("reason", "tai sao|vi sao|ly do"), ("person", "ai|nguoi nao|nhung ai"), ("name", "ten gi|ten la gi"),
        ("manner", "nhu the nao|bang cach nao|lam the nao"), ("thing", "gi|cai gi|nao|đieu gi"),
    ),
    "ru": (
        ("date", "каком году|какого года|какой год|когда|какого числа|каком веке|какой день"), ("time", "котором часу"),
        ("percent", "какой процент|какая доля|сколько процентов"), ("duration", "как долго|сколько времени|сколько лет"),
        ("money", "сколько стоит|сколько стоил|сколько стоила|сколько денег|какова цена"), ("number", "сколько"),
        ("place", "какой стране|каком городе|какая страна|какой город|где|куда|откуда"),
        ("organisation", "какая компания|какая организация"), ("reason", "почему|зачем|какова причина|отчего"),
        ("person", "кто|кого|кому|кем|чей|чья"), ("name", "как называется|как зовут|как звали|как назывался"),
        ("manner", "как|каким образом"), ("thing", "что|какой|какая|какое|какие|чего|чем|каков|какую|каких"),
    ),
    "ro": (
        ("date", "ce an|ce data|ce zi|ce secol|cand"), ("time", "ce ora"), ("percent", "ce procent|ce procentaj"),
        ("duration", "cat timp|cati ani|ce varsta"), ("money", "cat costa|cati bani|cat a costat"),
        ("number", "cati|cate|cat|cata"), ("place", "ce tara|ce oras|unde|de unde"),
        ("organisation", "ce companie|ce organizatie"), ("reason", "de ce|care este motivul"),
        ("person", "cine|cui|pe cine"), ("name", "cum se numeste|care este numele|cum se numea"), ("manner", "cum"),
        ("thing", "ce|care"),
    ),
    "el": (
        ("date", "ποιο ετος|ποια χρονια|ποια ημερομηνια|ποτε|ποιον αιωνα"), ("time", "τι ωρα"),
        ("percent", "ποιο ποσοστο|τι ποσοστο"), ("duration", "ποσο καιρο|ποσο χρονων|ποσα χρονια"),
        ("money", "ποσο κοστιζει|ποσο κοστισε|ποια ειναι η τιμη"), ("number", "ποσοι|ποσες|ποσα|ποσο|ποσους"),
        ("place", "ποια χωρα|ποια πολη|που"), ("organisation", "ποια εταιρεια|ποια εταιρια"),
        ("reason", "γιατι|ποιος ειναι ο λογος"), ("name", "πως λεγεται|πως ονομαζεται|ποιο ειναι το ονομα"),
        ("person", "ποιος|ποιον|ποιοι|ποιου"), ("manner", "πως"), ("thing", "τι|ποια|ποιο|ποιες"),
    ),
    "ar": (
        ("date", "متى|أي عام|أي سنة|أي تاريخ|أي قرن|اي عام"), ("percent", "نسبة مئوية|النسبة المئوية|ما نسبة"),
        ("duration", "كم من الوقت|كم من الزمن|كم استمر|كم عمر"), ("money", "كم تكلف|كم يكلف|كم سعر|ما سعر|كم بلغت تكلفة"),
        ("number", "كم عدد|كم|ما عدد"), ("place", "أين|أي بلد|أي دولة|أي مدينة|اين"),
        ("organisation", "أي شركة|أي منظمة"), ("reason", "لماذا|ما سبب|ما هو سبب|لم "), ("manner", "كيف"),
        ("name", "ما اسم|ما هو اسم"), ("person", "من هو|من هي|من كان|من الذي|مَن|من "), ("thing", "ماذا|ما|أي"),
    ),
    "hi": (
        ("date", "कब|किस वर्ष|किस साल|किस तारीख|किस दिन|किस सदी"), ("time", "कितने बजे"), ("percent", "कितने प्रतिशत|कितना प्रतिशत"),
        ("duration", "कितने समय|कितनी देर|कितने साल|कितने वर्ष|कितने दिन"), ("money", "कितने रुपये|कीमत|कितने पैसे|लागत"),
        ("number", "कितने|कितनी|कितना"), ("place", "कहाँ|कहां|किस देश|किस शहर"), ("organisation", "किस कंपनी|कौन सी कंपनी"),
        ("reason", "क्यों|क्या कारण"), ("manner", "कैसे|किस प्रकार"), ("name", "क्या नाम|नाम क्या"),
        ("thing", "कौन सा|कौन सी|कौन से"), ("person", "कौन|किसने|किसे|किसका|किसकी"), ("thing", "क्या|किस"),
    ),
    "zh": (
        ("date", "什么时候|何时|哪一年|哪年|哪天|哪一天|几月|几号|哪个世纪|什麼時候|何時"), ("time", "几点|幾點"),
        ("percent", "百分之几|百分之多少|百分比"), ("duration", "多久|多长时间|多少年|多少天|几岁|多大年龄"),
        ("money", "多少钱|多少元|价格|多少錢|多少美元"), ("number", "多少|几个|几|幾|多高|多长|多大|多远"),
        ("place", "哪里|哪儿|何处|哪个国家|哪个城市|什么地方|哪裡|在哪"), ("organisation", "哪家公司|什么公司|哪个组织"),
        ("reason", "为什么|为何|為什麼|原因是什么"), ("name", "叫什么|名字是什么|名称是什么"),
        ("manner", "怎么|如何|怎样|怎麼"), ("person", "谁|誰|何人"), ("thing", "什么|什麼|哪"),
    ),
}  # fmt: skip
"""For each further language, phrases joined by "|" with what they ask for; the first that occurs decides."""
