"""How is what `index` tells of stored indexes and clusters worded in Indonesian?

Its English templates, as `index.message.Message` has them, with the same placeholders.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["CLUSTERS", "INDEXES"]

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
