"""How is what `index` tells of files, indexes and clusters worded in Indonesian?

Its English templates, as `index.message.Message` has them, with the same placeholders.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["CLUSTERS", "FILES", "FILTERS", "INDEXES", "SYSTEM"]

FILES: Final[Mapping[str, str]] = {
    # paths
    "no path given; name a text file, a folder or - for standard input": (
        "tidak ada path; sebutkan berkas teks, folder, atau - untuk masukan standar"
    ),
    "nothing readable in {count} places, first: {problem}": (
        "tidak ada yang terbaca di {count} tempat, yang pertama: {problem}"
    ),
    "{problem} (and read {count} more files)": "{problem} (lalu {count} berkas lagi terbaca)",
    "{problem} (and read 1 more file)": "{problem} (lalu 1 berkas lagi terbaca)",
    "{name}: no such file or folder; check the spelling": (
        "{name}: berkas atau folder ini tidak ada; periksa ejaannya"
    ),
    "{name}: permission denied; make it readable for you (chmod u+r)": (
        "{name}: akses ditolak; buat agar bisa Anda baca (chmod u+r)"
    ),
    "{name}: cannot be read ({reason}); check the path": "{name}: tidak bisa dibaca ({reason}); periksa path-nya",
    "not a possible file name": "bukan nama berkas yang mungkin",
    "{path}: no text in this folder ({suffixes}, PDF, HTML, ...); name a file to read it anyway": (
        "{path}: tidak ada teks dalam folder ini ({suffixes}, PDF, HTML, ...); sebutkan berkasnya agar tetap dibaca"
    ),
    "{pattern}: no file matches this pattern; check it, or name a folder": (
        "{pattern}: tidak ada berkas yang cocok dengan pola ini; periksa, atau sebutkan folder"
    ),
    "{path}: a pipe or a device, passed over; name it to read it": (
        "{path}: pipa atau perangkat, dilewati; sebutkan namanya agar dibaca"
    ),
    "standard input": "masukan standar",
    "{name}: not open; name a file instead of -": "{name}: tidak terbuka; sebutkan berkas sebagai ganti -",
    "{name}: cannot be read; name a file instead of -": "{name}: tidak bisa dibaca; sebutkan berkas sebagai ganti -",
    "{name}: larger than {most}; split it into smaller files": (
        "{name}: lebih besar dari {most}; bagi menjadi berkas yang lebih kecil"
    ),
    "{count} MB": "{count} MB",
    "{count:,} bytes": "{count:,} byte",
    # texts
    "{name}: {what}, there is nothing to read; give a file with text in it": (
        "{name}: {what}, tidak ada yang bisa dibaca; berikan berkas yang berisi teks"
    ),
    "empty": "kosong",
    "blank": "hanya berisi spasi",
    "{name}: not a text but {what}": "{name}: bukan teks melainkan {what}",
    "a PDF; save its text first (pdftotext)": "PDF; simpan dahulu teksnya (pdftotext)",
    "a ZIP archive or office document; save it as plain text first": (
        "arsip ZIP atau dokumen perkantoran; simpan dahulu sebagai teks biasa"
    ),
    "an office document; save it as plain text first": "dokumen perkantoran; simpan dahulu sebagai teks biasa",
    "a rich text document; save it as plain text first": "dokumen RTF; simpan dahulu sebagai teks biasa",
    "gzip data; unpack it first (gunzip)": "data gzip; buka dahulu (gunzip)",
    "{name}: not a text but binary data; convert it to plain text first": (
        "{name}: bukan teks melainkan data biner; ubah dahulu menjadi teks biasa"
    ),
    "{count:,} sentences and different words, at most {most:,} are encoded: matched by their words alone; "
    "build an index (qa-index build) and ask that": (
        "{count:,} kalimat dan kata berbeda, paling banyak {most:,} dikodekan: hanya kata-katanya yang dicocokkan; "
        "buat indeks (qa-index build) dan tanyai itu"
    ),
    # formats
    "mail": "surel",
    "subtitle file": "berkas takarir",
    "give another file": "berikan berkas lain",
    "if its pages are pictures, recognise their text first (OCR)": (
        "bila halamannya berupa gambar, kenali dahulu teksnya (OCR)"
    ),
    "{name}: this {format} holds no text; {hint}": "{name}: {format} ini tidak berisi teks; {hint}",
    "{name}: reading {format} needs what is not installed; pip install 'kutip[{extra}]'": (
        "{name}: untuk membaca {format} ada yang belum terpasang; pip install 'kutip[{extra}]'"
    ),
    "{name}: damaged {format} ({reason}); open and save it anew where it was made": (
        "{name}: {format} rusak ({reason}); buka dan simpan ulang di program asalnya"
    ),
    "{name}: {cut}": "{name}: {cut}",
    "{name}: left out, the archive holds too much text; unpack and split it": (
        "{name}: dilewati, arsipnya berisi terlalu banyak teks; buka dan bagi"
    ),
    "{name}: packed {depth} times, {most} at most are read; unpack it first": (
        "{name}: dikemas {depth} lapis, paling banyak {most} yang dibaca; buka dahulu"
    ),
    "{name}: nothing in this {format} can be read; unpack it and name a file": (
        "{name}: tidak ada isi {format} ini yang bisa dibaca; buka dan sebutkan berkasnya"
    ),
    "{name}: a ZIP of more than {most:,} entries; unpack and split it": (
        "{name}: ZIP dengan lebih dari {most:,} entri; buka dan bagi"
    ),
    "{name}: damaged ZIP ({reason}); fetch or make it again": "{name}: ZIP rusak ({reason}); ambil atau buat lagi",
    "{name}: an office document that is not read; save it as DOCX, PDF or plain text": (
        "{name}: dokumen perkantoran yang tidak didukung; simpan sebagai DOCX, PDF, atau teks biasa"
    ),
    "{name}: {count:,} parts, at most {most:,} are read; split it": (
        "{name}: {count:,} bagian, paling banyak {most:,} yang dibaca; bagi berkasnya"
    ),
    "{name}: unpacks to more than {most}; split it": "{name}: isinya melebihi {most} setelah dibuka; bagi berkasnya",
    "{name}: more than {most:,} tags; save it as plain text": (
        "{name}: lebih dari {most:,} tag; simpan sebagai teks biasa"
    ),
    "{name}: protected by a password; unpack it first": "{name}: dilindungi kata sandi; buka dahulu",
    "{name}: packed in an uncommon way; unpack it first": "{name}: dikemas dengan cara yang tidak lazim; buka dahulu",
    "{name}: unpacks to more than {ratio} times its size, as traps do; unpack it yourself": (
        "{name}: isinya lebih dari {ratio} kali ukurannya, seperti jebakan; buka sendiri"
    ),
    "{name}: only the first {most:,} of {count:,} entries are read; split it": (
        "{name}: hanya {most:,} entri pertama dari {count:,} yang dibaca; bagi berkasnya"
    ),
    "{name}: left out, the archive unpacks to more than {most}; split it": (
        "{name}: dilewati, isi arsipnya melebihi {most}; bagi arsipnya"
    ),
    "{name}: damaged in the archive ({reason}); fetch or make it again": (
        "{name}: rusak di dalam arsip ({reason}); ambil atau buat lagi"
    ),
    "{name}: damaged gzip ({reason}); fetch or make it again": "{name}: gzip rusak ({reason}); ambil atau buat lagi",
    "{name}: unpacks to more than {most}; unpack it yourself and split it": (
        "{name}: isinya melebihi {most} setelah dibuka; buka sendiri dan bagi"
    ),
    "{name}: unpacks to more than {ratio} times its size, as traps do; unpack it yourself and split it": (
        "{name}: isinya lebih dari {ratio} kali ukurannya, seperti jebakan; buka sendiri dan bagi"
    ),
    "{name}: this book is locked to a reader's account (DRM); give an open copy": (
        "{name}: buku ini terkunci pada akun pembaca (DRM); berikan salinan yang terbuka"
    ),
    "{name}: damaged EPUB (no list of its chapters); fetch it again": (
        "{name}: EPUB rusak (tanpa daftar bab); ambil lagi"
    ),
    "{lost} of {count} chapters are missing in the file; fetch it again": (
        "{lost} dari {count} bab tidak ada dalam berkas; ambil lagi"
    ),
    "{name}: not a mail (no From, To, Subject or Date in it); give it the suffix of what it is": (
        "{name}: bukan surel (tanpa From, To, Subject, atau Date); beri akhiran sesuai isinya"
    ),
    "1 attached file is not read ({names}); save and name what you need": (
        "1 lampiran tidak dibaca ({names}); simpan dan sebutkan yang diperlukan"
    ),
    "{count} attached files are not read ({names}); save and name what you need": (
        "{count} lampiran tidak dibaca ({names}); simpan dan sebutkan yang diperlukan"
    ),
    "{name}: protected by a password; save it without one": "{name}: dilindungi kata sandi; simpan tanpa kata sandi",
    "{name}: encrypted; save it without protection first": "{name}: terenkripsi; simpan dahulu tanpa perlindungan",
    "{name}: its first page draws more than is followed; print it to a new PDF": (
        "{name}: halaman pertamanya terlalu rumit untuk dibaca; cetak ke PDF baru"
    ),
    "{name}: damaged PDF (no page can be read); save it anew where it was made": (
        "{name}: PDF rusak (tidak ada halaman yang terbaca); simpan ulang di program asalnya"
    ),
    "only the first {read:,} of {count:,} pages are read; split it": (
        "hanya {read:,} halaman pertama dari {count:,} yang dibaca; bagi berkasnya"
    ),
    "damaged, {bad} of {count} pages cannot be read ({which}); save it anew where it was made": (
        "rusak, {bad} dari {count} halaman tidak terbaca ({which}); simpan ulang di program asalnya"
    ),
    "{name}: not RTF in spite of its name; give it the suffix of what it is": (
        "{name}: bukan RTF meski namanya begitu; beri akhiran sesuai isinya"
    ),
    "{name}: damaged RTF (it breaks off); open and save it anew where it was made": (
        "{name}: RTF rusak (terpotong); buka dan simpan ulang di program asalnya"
    ),
    "{name}: no subtitles in it (no line with -->); give it the suffix of what it is": (
        "{name}: tidak berisi takarir (tanpa baris -->); beri akhiran sesuai isinya"
    ),
    "only the first {most:,} cues are read; split it": "hanya {most:,} takarir pertama yang dibaca; bagi berkasnya",
    "only the first {most:,} rows are read; split it": "hanya {most:,} baris pertama yang dibaca; bagi berkasnya",
    "{count} lines are not JSON and are left out, the first is line {line}; mend or remove them": (
        "{count} baris bukan JSON dan dilewati, yang pertama baris {line}; perbaiki atau hapus"
    ),
    "line {line} is not JSON and is left out; mend or remove it": (
        "baris {line} bukan JSON dan dilewati; perbaiki atau hapus"
    ),
    "there are {columns}": "yang ada: {columns}",
    "there are no columns": "tidak ada kolom",
    "no column with texts is known by its name": "tidak ada kolom teks yang dikenali dari namanya",
    "no column {column!r}": "tidak ada kolom {column!r}",
    "{name}: {asked}; {there}; name one with --column": "{name}: {asked}; {there}; sebutkan satu dengan --column",
    "{name}: damaged CSV ({reason}); save it again from a spreadsheet": (
        "{name}: CSV rusak ({reason}); simpan lagi dari lembar kerja"
    ),
    "{name}: {count:,} columns, at most {most:,} are read; save it with fewer": (
        "{name}: {count:,} kolom, paling banyak {most:,} yang dibaca; simpan dengan lebih sedikit"
    ),
    "{name}: damaged JSON ({reason}); mend it there": "{name}: JSON rusak ({reason}); perbaiki di sana",
    "{name}: JSON nested too deeply; write the texts flat": (
        "{name}: JSON bersarang terlalu dalam; tulis teksnya mendatar"
    ),
    "{name}: a page of more than {most}; save its article as text": (
        "{name}: halaman yang melebihi {most}; simpan artikelnya sebagai teks"
    ),
    "a pipeline is written down with the folder of a stored index and a mapping: "
    "KutipRetriever('library', where={...})": (
        "pipeline ditulis dengan folder indeks tersimpan dan sebuah mapping: KutipRetriever('library', where={...})"
    ),
}

INDEXES: Final[Mapping[str, str]] = {
    "no document is called {name!r}; see retriever.documents": (
        "tidak ada dokumen bernama {name!r}; lihat retriever.documents"
    ),
    "{folder}: holds an index already; name a new or an empty folder": (
        "{folder}: sudah berisi indeks; sebutkan folder baru atau kosong"
    ),
    "{folder}: the folder is read-only; make it writable, or name another folder": (
        "{folder}: folder ini hanya bisa dibaca; buat agar bisa ditulisi, atau sebutkan folder lain"
    ),
    "{path}: not the database of a kutip index, or damaged; build it anew": (
        "{path}: bukan basis data indeks kutip, atau rusak; buat ulang"
    ),
    "{path}: written in format {version} by an older kutip, this one reads {known}; "
    "build the index anew in another folder": (
        "{path}: ditulis dalam format {version} oleh kutip yang lebih lama, yang ini membaca {known}; "
        "buat ulang indeksnya di folder lain"
    ),
    "{path}: written in format {version} by a newer kutip, this one reads {known}; update kutip": (
        "{path}: ditulis dalam format {version} oleh kutip yang lebih baru, yang ini membaca {known}; perbarui kutip"
    ),
    "{folder}: an index needs a folder whose name is text; name another, or set LC_ALL=C.UTF-8": (
        "{folder}: indeks perlu folder yang namanya berupa teks; sebutkan yang lain, atau setel LC_ALL=C.UTF-8"
    ),
    "{folder}: no such folder; make an index with qa-index build": (
        "{folder}: folder ini tidak ada; buat indeks dengan qa-index build"
    ),
    "{folder}: not a stored index (it has no index.sqlite); make one with qa-index build": (
        "{folder}: bukan indeks tersimpan (tanpa index.sqlite); buat dengan qa-index build"
    ),
    "{folder}: not a stored index, and not empty; name a new or an empty folder": (
        "{folder}: bukan indeks tersimpan, dan tidak kosong; sebutkan folder baru atau kosong"
    ),
    "{path}: another process is writing to this index; try again when it has finished": (
        "{path}: proses lain sedang menulis ke indeks ini; coba lagi setelah selesai"
    ),
    "{path}: {reason}": "{path}: {reason}",
    "{where}: {reason}; {advice}": "{where}: {reason}; {advice}",
    "make room and run the command again; what was committed is kept": (
        "sediakan ruang dan jalankan lagi perintahnya; yang sudah disimpan tetap ada"
    ),
    "make it writable, or name another folder": "buat agar bisa ditulisi, atau sebutkan folder lain",
    "check the folder (qa-index verify)": "periksa foldernya (qa-index verify)",
    "the disk is full; make room and run the command again; what was committed is kept": (
        "disk penuh; sediakan ruang dan jalankan lagi perintahnya; yang sudah disimpan tetap ada"
    ),
    "cannot be read or written, the disk is full or failing; make room; what was committed is kept": (
        "tidak bisa dibaca atau ditulis, disk penuh atau bermasalah; sediakan ruang; yang sudah disimpan tetap ada"
    ),
    "the folder is read-only; make it writable, or name another folder": (
        "foldernya hanya bisa dibaca; buat agar bisa ditulisi, atau sebutkan folder lain"
    ),
    "in use by another process for too long; try again": "terlalu lama dipakai proses lain; coba lagi",
    "cannot be opened; check that it exists and that you may read it": (
        "tidak bisa dibuka; periksa bahwa ada dan boleh Anda baca"
    ),
    "damaged ({reason}); build the index anew": "rusak ({reason}); buat ulang indeksnya",
    "cannot be used ({reason}); check it with qa-index verify": (
        "tidak bisa dipakai ({reason}); periksa dengan qa-index verify"
    ),
    "{path}: damaged ({kind}: {said}); check it with qa-index verify": (
        "{path}: rusak ({kind}: {said}); periksa dengan qa-index verify"
    ),
    "a stored index needs the package tantivy, which is not installed; pip install tantivy": (
        "indeks tersimpan memerlukan paket tantivy, yang belum terpasang; pip install tantivy"
    ),
    "{folder}: encoded by {stored}, this machine has {here}; build the index anew": (
        "{folder}: dikodekan oleh {stored}, komputer ini memakai {here}; buat ulang indeksnya"
    ),
    "{folder}: made with --{flag}; build another index to change that": (
        "{folder}: dibuat dengan --{flag}; buat indeks lain untuk mengubahnya"
    ),
    "{folder}: no document is called {name!r}; qa-index info lists them": (
        "{folder}: tidak ada dokumen bernama {name!r}; lihat qa-index info"
    ),
    "{name}: more than {most} sentences; split it": "{name}: lebih dari {most} kalimat; bagi berkasnya",
    "{path}: {count} bytes instead of {length}; build the index anew": (
        "{path}: {count} byte, bukan {length}; buat ulang indeksnya"
    ),
    "{path}: altered since it was written; build the index anew": (
        "{path}: berubah sejak ditulis; buat ulang indeksnya"
    ),
    "{path}: {reason}; build the index anew": "{path}: {reason}; buat ulang indeksnya",
    "{folder}: damaged ({said}); build the index anew": "{folder}: rusak ({said}); buat ulang indeksnya",
    "{folder}: damaged (arrays of another kind); build the index anew": (
        "{folder}: rusak (larik dari jenis lain); buat ulang indeksnya"
    ),
    "{folder}: damaged (arrays of unequal length); build the index anew": (
        "{folder}: rusak (larik yang panjangnya berbeda); buat ulang indeksnya"
    ),
    "{path}: damaged ({reason}); build the index anew": "{path}: rusak ({reason}); buat ulang indeksnya",
    "{path}: missing; build the index anew (qa-index verify {folder})": (
        "{path}: tidak ada; buat ulang indeksnya (qa-index verify {folder})"
    ),
    "{folder}: changed faster than it can be read; try again": (
        "{folder}: berubah lebih cepat daripada bisa dibaca; coba lagi"
    ),
    "{folder}: closed; open it again": "{folder}: sudah ditutup; buka lagi",
    "{path}-journal: not of a kutip index; remove it, or build the index anew": (
        "{path}-journal: bukan milik indeks kutip; hapus, atau buat ulang indeksnya"
    ),
    "{path}: its tables are not those of a kutip index, or damaged; build it anew": (
        "{path}: tabelnya bukan tabel indeks kutip, atau rusak; buat ulang"
    ),
    "{path}: a link, which an index has none of; copy what it leads to": (
        "{path}: tautan, yang tidak boleh ada dalam indeks; salin yang ditujunya"
    ),
    "{path}: damaged ({kind}: {reason}); build the index anew": (
        "{path}: rusak ({kind}: {reason}); buat ulang indeksnya"
    ),
    "{path}: damaged (digest of document {called!r}); build the index anew": (
        "{path}: rusak (sidik dokumen {called!r}); buat ulang indeksnya"
    ),
    "{path}: damaged (encodings of sentence {number}); build the index anew": (
        "{path}: rusak (kode kalimat {number}); buat ulang indeksnya"
    ),
    "{path}: damaged (vector of a word); build the index anew": (
        "{path}: rusak (vektor sebuah kata); buat ulang indeksnya"
    ),
    "{path}: damaged (uses of terms); build the index anew": (
        "{path}: rusak (pemakaian istilah); buat ulang indeksnya"
    ),
    "{path}: damaged (counts of {what}); build the index anew": (
        "{path}: rusak (jumlah {what}); buat ulang indeksnya"
    ),
    "terms": "istilah",
    "words": "kata",
    "latent terms": "istilah laten",
    "sums": "total",
    "languages": "bahasa",
}

CLUSTERS: Final[Mapping[str, str]] = {
    "a cluster needs Xapian, which is not installed; pip install 'kutip[cluster]'": (
        "klaster memerlukan Xapian, yang belum terpasang; pip install 'kutip[cluster]'"
    ),
    "{path}: shard {shard!r} is not served; start its server": (
        "{path}: pecahan {shard!r} tidak dilayani; jalankan servernya"
    ),
    "{path}: no shard's database is on this machine; verify where they are built": (
        "{path}: tidak ada basis data pecahan di komputer ini; periksa di tempat pembuatannya"
    ),
    "{path}: damaged ({faults} faults of structure); build it anew": (
        "{path}: rusak ({faults} kesalahan struktur); buat ulang"
    ),
    "{path}: damaged (not the header of shard {shard!r}); build it anew": (
        "{path}: rusak (bukan kepala pecahan {shard!r}); buat ulang"
    ),
    "{path}: damaged (a sentence of {name!r}); build it anew": "{path}: rusak (sebuah kalimat {name!r}); buat ulang",
    "{path}: damaged ({count} words without a vector); build it anew": (
        "{path}: rusak ({count} kata tanpa vektor); buat ulang"
    ),
    "{path}: damaged ({count} sentences without a vector); build it anew": (
        "{path}: rusak ({count} kalimat tanpa vektor); buat ulang"
    ),
    "{path}: damaged ({count} entries instead of {expected}); build it anew": (
        "{path}: rusak ({count} entri, bukan {expected}); buat ulang"
    ),
    "{path}: damaged (count of {name}); build it anew": "{path}: rusak (jumlah {name}); buat ulang",
    "{path}: damaged ({reason}); build it anew": "{path}: rusak ({reason}); buat ulang",
    "{path}: another process is writing to this shard; try again when it has finished": (
        "{path}: proses lain sedang menulis ke pecahan ini; coba lagi setelah selesai"
    ),
    "{path}: no such shard; make it with qa-index build --cluster": (
        "{path}: pecahan ini tidak ada; buat dengan qa-index build --cluster"
    ),
    "{path}: cannot be opened ({reason}); check that you may read and write it": (
        "{path}: tidak bisa dibuka ({reason}); periksa bahwa boleh Anda baca dan tulisi"
    ),
    "{path}: cannot be used ({reason}); see qa-index verify": (
        "{path}: tidak bisa dipakai ({reason}); lihat qa-index verify"
    ),
    "a block of a shard's vectors is damaged ({kind}); see qa-index verify": (
        "sebuah blok vektor pecahan rusak ({kind}); lihat qa-index verify"
    ),
    "{path}: {reason}; name a cluster file (see the README)": (
        "{path}: {reason}; sebutkan berkas klaster (lihat README)"
    ),
    "{path}: not TOML ({reason}); correct the cluster file": (
        "{path}: bukan TOML ({reason}); perbaiki berkas klasternya"
    ),
    "{path}: {what}; correct the cluster file": "{path}: {what}; perbaiki berkas klasternya",
    "{key!r} means nothing here": "{key!r} tidak berarti apa-apa di sini",
    "timeout must be seconds from 0.001 to 3600, not {timeout!r}": (
        "timeout harus berupa detik dari 0.001 sampai 3600, bukan {timeout!r}"
    ),
    "it has no [[shard]]": "tidak ada [[shard]] di dalamnya",
    "the {what} {twice!r} is there twice": "{what} {twice!r} ada dua kali",
    "name": "nama",
    "database": "basis data",
    "server": "server",
    "shard {number} is not a table": "pecahan {number} bukan tabel",
    "{key!r} of shard {number} means nothing here": "{key!r} pada pecahan {number} tidak berarti apa-apa",
    "shard {number} has no name": "pecahan {number} tidak bernama",
    "the database of shard {name!r} must be a path": "basis data pecahan {name!r} harus berupa path",
    'shard {name!r} has no servers = ["HOST:PORT", ...]': (
        'pecahan {name!r} tidak memiliki servers = ["HOST:PORT", ...]'
    ),
    "server {written!r} of shard {shard!r} must be HOST:PORT": (
        "server {written!r} dari pecahan {shard!r} harus berbentuk HOST:PORT"
    ),
    "document {identity} of a shard is damaged ({reason}); see qa-index verify": (
        "dokumen {identity} dari sebuah pecahan rusak ({reason}); lihat qa-index verify"
    ),
    "{path}: encoded by {stored}, this machine has {here}; build the cluster anew": (
        "{path}: dikodekan oleh {stored}, komputer ini memakai {here}; buat ulang klasternya"
    ),
    "{where} serves shard {found!r}, not {shard!r}; correct the cluster file or the server": (
        "{where} melayani pecahan {found!r}, bukan {shard!r}; perbaiki berkas klaster atau servernya"
    ),
    "serves a database without anything in it": "melayani basis data yang kosong",
    "{server} ({problem})": "{server} ({problem})",
    "{first}; {second}": "{first}; {second}",
    "none has been asked yet": "belum ada yang ditanyai",
    "{where}: written in format {version} by a newer kutip, this one reads {known}; update kutip": (
        "{where}: ditulis dalam format {version} oleh kutip yang lebih baru, yang ini membaca {known}; perbarui kutip"
    ),
    "{where}: not a shard of kutip's, or damaged; build it anew": (
        "{where}: bukan pecahan milik kutip, atau rusak; buat ulang"
    ),
    "{path}: {reason}; name another folder": "{path}: {reason}; sebutkan folder lain",
    "{path}: a database of something else; name another folder": (
        "{path}: basis data milik program lain; sebutkan folder lain"
    ),
    "{path}: holds shard {found!r}, not {shard!r}; correct the cluster file": (
        "{path}: berisi pecahan {found!r}, bukan {shard!r}; perbaiki berkas klasternya"
    ),
    "{path}: the servers cannot be asked ({reason}); see qa-index info": (
        "{path}: server tidak bisa ditanyai ({reason}); lihat qa-index info"
    ),
    "{path}: no shard is served: {servers}; start xapian-tcpsrv": (
        "{path}: tidak ada pecahan yang dilayani: {servers}; jalankan xapian-tcpsrv"
    ),
    "{path}: its shards were made with different models or settings; build it anew": (
        "{path}: pecahannya dibuat dengan model atau setelan yang berbeda; buat ulang"
    ),
    "{path}: document {identity} is in no shard; see qa-index verify": (
        "{path}: dokumen {identity} tidak ada di pecahan mana pun; lihat qa-index verify"
    ),
    "{path}: shard {shard!r} has no database to write to; add database = PATH": (
        "{path}: pecahan {shard!r} tidak memiliki basis data untuk ditulisi; tambahkan database = PATH"
    ),
    "{path}: no document is called {name!r}; qa-index info lists them": (
        "{path}: tidak ada dokumen bernama {name!r}; lihat qa-index info"
    ),
    "{path}: made with --{flag}; build into new folders to change that": (
        "{path}: dibuat dengan --{flag}; buat di folder baru untuk mengubahnya"
    ),
    "{path}: made with {made}, here it would be {here}; use the same, or build into new folders": (
        "{path}: dibuat dengan {made}, di sini menjadi {here}; pakai yang sama, atau buat di folder baru"
    ),
    "words alone (--no-model)": "kata saja (--no-model)",
    "words alone": "kata saja",
}

FILTERS: Final[Mapping[str, str]] = {
    "where: no day is on or after {after} and on or before {before}; swap them": (
        "where: tidak ada hari sejak {after} dan sampai {before}; tukar keduanya"
    ),
    "where: a Where or a mapping is wanted, not {kind}": "where: yang diperlukan Where atau mapping, bukan {kind}",
    "where: a name of metadata is text, not {key!r}": "where: nama metadata berupa teks, bukan {key!r}",
    "where: a name of metadata is text, not {name!r}": "where: nama metadata berupa teks, bukan {name!r}",
    'where: "metadata" is a mapping, not {value!r}': 'where: "metadata" berupa mapping, bukan {value!r}',
    "--where {expression}: KEY=VALUE is wanted; KEY is name, language, date, after, before, or a name of metadata": (
        "--where {expression}: bentuknya KEY=VALUE; KEY adalah name, language, date, after, before, atau nama metadata"
    ),
    "where: {key} {value!r} is no date; write it as 2018-10-14, 2018-10 or 2018": (
        "where: {key} {value!r} bukan tanggal; tulis sebagai 2018-10-14, 2018-10, atau 2018"
    ),
    "where: {key} takes a first and a last day, not {count} values": (
        "where: {key} memerlukan hari pertama dan terakhir, bukan {count} nilai"
    ),
    'where: language {text!r} is no ISO 639-1 code such as "id"': (
        'where: language {text!r} bukan kode ISO 639-1 seperti "id"'
    ),
    "where: {key} is text, a number, a truth value or a list of them, not {value!r}": (
        "where: {key} berupa teks, angka, nilai benar/salah, atau daftarnya, bukan {value!r}"
    ),
}

SYSTEM: Final[Mapping[str, str]] = {
    "no such file or directory": "berkas atau folder ini tidak ada",
    "not a directory": "bukan folder",
    "is a directory": "ini folder",
    "directory not empty": "folder tidak kosong",
    "file exists": "sudah ada",
    "permission denied": "akses ditolak",
    "operation not permitted": "tidak diizinkan",
    "read-only file system": "sistem berkas hanya bisa dibaca",
    "no space left on device": "disk penuh",
    "disk quota exceeded": "kuota disk habis",
    "file too large": "berkas terlalu besar",
    "file name too long": "nama berkas terlalu panjang",
    "too many levels of symbolic links": "tautan berputar-putar",
    "too many open files": "terlalu banyak berkas terbuka",
    "input/output error": "kesalahan baca atau tulis",
    "bad file descriptor": "tidak terbuka",
    "device or resource busy": "sedang dipakai",
    "resource temporarily unavailable": "sedang tidak tersedia",
    "no such device or address": "perangkat tidak ada",
    "illegal seek": "tidak bisa dibaca dari tengah",
    "invalid argument": "permintaan tidak sah",
    "address already in use": "alamat sedang dipakai",
    "cannot assign requested address": "alamat itu tidak dimiliki komputer ini",
    "connection refused": "sambungan ditolak",
}
"""What the operating system says (strerror), as glibc and macOS word the same errors, in lower case."""
