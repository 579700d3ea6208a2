"""How is the help of qa and qa-index worded in Indonesian?

What `qa.options` and `qa.settings` say of commands, options and settings in English, as `--help`, `--show-config` and
the completion of the shells show it. The manual pages are in English.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["HELP"]

HELP: Final[Mapping[str, str]] = {
    "usage: {usage}": "pemakaian: {usage}",
    "Also (see {name} --man): {flags}": "Juga ada (lihat {name} --man): {flags}",
    "Exit status: {status}.": "Status keluar: {status}.",
    "{about} (default {value})": "{about} (bawaan {value})",
    # qa
    "Answers a question about articles with their own sentences, word for word, also across languages."
    " Without a question it opens a chat.": (
        "Menjawab pertanyaan tentang artikel dengan kalimat artikel itu sendiri, kata demi kata, juga lintas"
        " bahasa. Tanpa pertanyaan, obrolan dibuka."
    ),
    "files, folders, - for standard input; else kutip's article": (
        "berkas, folder, - untuk masukan standar; tanpa itu, artikel bawaan"
    ),
    "answer this question and leave (may be repeated)": "jawab pertanyaan ini lalu keluar (boleh diulang)",
    "answer every line of FILE; - is standard input": "jawab setiap baris FILE; - untuk masukan standar",
    "one JSON object a question, one a line": "satu objek JSON per pertanyaan, satu per baris",
    "only documents of this name, language, date, after, before": (
        "hanya dokumen dengan name, language, date, after, before ini"
    ),
    "serve MCP clients on the standard streams": "layani klien MCP lewat aliran standar",
    "serve MCP clients over HTTP on 127.0.0.1": "layani klien MCP lewat HTTP di 127.0.0.1",
    "another address to serve them on; whoever reaches it may ask": (
        "alamat lain untuk melayaninya; siapa pun yang menjangkaunya boleh bertanya"
    ),
    "print the JSON Schema of what --json prints": "tampilkan JSON Schema dari keluaran --json",
    "print the settings in force and where each comes from": "tampilkan setelan yang berlaku dan asalnya",
    "print what makes a shell complete qa and qa-index": "tampilkan pelengkap qa dan qa-index untuk shell",
    "print the manual page": "tampilkan halaman manual (bahasa Inggris)",
    "print the version": "tampilkan versi",
    "print the help": "tampilkan bantuan ini",
    "0 answered, 1 the documents do not answer, 2 error. Of several questions, 0 if any was answered.": (
        "0 terjawab, 1 tidak terjawab oleh dokumen, 2 galat. Dari beberapa pertanyaan, 0 bila ada yang terjawab."
    ),
    # settings
    "how many quotes an answer shows at most": "kutipan per jawaban, paling banyak",
    "ask this stored index (see qa-index) instead of PATHs": "tanyai indeks tersimpan ini (lihat qa-index), bukan PATH",
    "the column with the text in CSV and JSON files": "kolom teks dalam berkas CSV dan JSON",
    "read the best passages with the trained reader": "baca bagian terbaik dengan pembaca terlatih",
    "go without the trained reader: faster, less exact": "tanpa pembaca terlatih: lebih cepat, kurang tepat",
    "keep what was encoded for the next time": "simpan hasil pengodean untuk lain kali",
    "neither read nor write what was encoded before": "jangan baca atau simpan hasil pengodean",
    "colours for a dark or a light screen, or none": "warna untuk layar gelap atau terang, atau tanpa warna",
    "whose keys edit a line of the chat": "tombol penyuntingan baris obrolan",
    "the language of kutip's own words (auto: as it is asked)": (
        "bahasa yang dipakai kutip (auto: mengikuti pertanyaan)"
    ),
    "how many bytes a file may have": "ukuran terbesar sebuah berkas, dalam byte",
    "how many bytes a file may unpack to": "ukuran terbesar isi sebuah arsip, dalam byte",
    "how many times its packed size an entry of an archive may unpack to": (
        "berapa kali ukuran kemasannya isi sebuah entri arsip boleh menjadi"
    ),
    "how many entries of an archive are looked at": "berapa entri sebuah arsip yang dilihat",
    "how many archives may be inside one another": "berapa lapis arsip boleh bersarang",
    "how many characters a saved page may have": "berapa karakter sebuah halaman tersimpan boleh berisi",
    "how many pages of a PDF are read": "berapa halaman sebuah PDF yang dibaca",
    "how many rows of a table are read": "berapa baris sebuah tabel yang dibaca",
    "how many cues of a subtitle file are read": "berapa takarir sebuah berkas yang dibaca",
    "how many sentences and words the model encodes; more are matched by their words alone": (
        "berapa kalimat dan kata yang dikodekan model; selebihnya dicocokkan kata-katanya saja"
    ),
    # qa-index
    "Keeps a library of articles on disk, for qa --index DIR.": (
        "Menyimpan koleksi artikel di disk, untuk qa --index DIR."
    ),
    "0 done, 1 verify found damage, 2 error.": "0 selesai, 1 verify menemukan kerusakan, 2 galat.",
    "Make an index of the articles, or bring one up to date. What is new is added, what changed"
    " is replaced, what is gone is dropped. A build that is interrupted goes on where it was when it"
    " is run again.": (
        "Buat indeks dari artikel, atau mutakhirkan. Yang baru ditambahkan, yang berubah diganti, yang hilang"
        " dibuang. Pembuatan yang terputus dilanjutkan bila dijalankan lagi."
    ),
    "Make an index of the articles, or bring one up to date": "Buat indeks dari artikel, atau mutakhirkan",
    "files, folders and globs with the articles": "berkas, folder, dan pola berisi artikel",
    "where the index is kept": "tempat indeks disimpan",
    "write the shards that this file (.toml) names instead": "tulis pecahan yang disebut berkas (.toml) ini",
    "store the latent terms of sentences": "simpan istilah laten kalimat",
    "estimate them from words: a smaller index, a little less exact": (
        "perkirakan dari kata-kata: indeks lebih kecil, sedikit kurang tepat"
    ),
    "store the vectors of sentences": "simpan vektor kalimat",
    "go without the embedding model: index words alone": "tanpa model penyematan: hanya kata yang diindeks",
    "Add articles, and replace those that changed.": "Tambah artikel, dan ganti yang berubah.",
    "Add articles, and replace those that changed": "Tambah artikel, dan ganti yang berubah",
    "the stored index": "indeks tersimpan",
    "Drop articles by name.": "Buang artikel menurut namanya.",
    "Drop articles by name": "Buang artikel menurut namanya",
    "as info --documents lists them": "seperti daftar info --documents",
    "Tell what the index holds.": "Tampilkan isi indeks.",
    "Tell what the index holds": "Tampilkan isi indeks",
    "the names of its documents": "nama dokumen-dokumennya",
    "one JSON object": "satu objek JSON",
    "Read every byte: 0 sound, 1 damaged.": "Baca setiap byte: 0 utuh, 1 rusak.",
    "Read every byte: 0 sound, 1 damaged": "Baca setiap byte: 0 utuh, 1 rusak",
    "Measure how well questions with known answers are answered. QUESTIONS is a file of JSON"
    ' objects, one a line, with "question" and "evidence" (accepted substrings) or "answers".': (
        "Ukur seberapa baik pertanyaan yang jawabannya diketahui dijawab. QUESTIONS adalah berkas objek JSON,"
        ' satu per baris, dengan "question" dan "evidence" (bagian teks yang diterima) atau "answers".'
    ),
    "Measure how well questions with known answers are answered": "Ukur seberapa baik pertanyaan dijawab",
    "the questions": "pertanyaannya",
    "the stored index to ask instead of PATHs": "indeks tersimpan yang ditanyai, bukan PATH",
}
