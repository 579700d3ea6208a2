"""How is what `index` tells of files, filters and the operating system worded in Indonesian?

Its English templates, as `index.message.Message` has them, with the same placeholders.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["FILES", "FILTERS", "SYSTEM"]

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
