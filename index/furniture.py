"""Which lines around an article belong to its page and not to its text?

A line is judged by its words alone: fixed phrases of news pages, and short lines in which every word is one
of buttons and menus. `PLAIN` lines are furniture anywhere; `LIKELY` ones only on a page that also shows
another mark of a news article, because a note or a book may say the same. Everything else is text.
"""

from __future__ import annotations

from enum import IntEnum

from index.patterns import compiled

__all__ = ["Furniture", "furniture", "links_follow"]


class Furniture(IntEnum):
    """How surely a line is page furniture."""

    NO = 0
    LIKELY = 1
    PLAIN = 2


_LONGEST = 220  # characters; no page furniture below is longer
_WORD = r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+"


def _phrases(text: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in text.replace("\n", ";").split(";") if phrase.strip())


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Whole lines, case folded, without punctuation at the ends.
_WHOLE_PLAIN = _phrases("""
    advertisement; advertisements; advertisement scroll to continue;
    advertisement scroll to continue with content; advertisement continue reading below;
    article continues after advertisement; article continues below advertisement;
    article continues below; continue reading below; scroll to continue; scroll to continue with content;
    scroll to continue reading; scroll untuk melanjutkan membaca;
    scroll ke bawah untuk melanjutkan membaca; gulir untuk melanjutkan; gulir untuk lanjut membaca;
    lanjutkan membaca di bawah ini; story continues below; story continues below advertisement; hide ads;
    remove ads; skip advertisement; skip ad; report this ad;
    sponsored content; share this article; share this story; share this post; share this page;
    share on facebook; share on twitter; share on whatsapp; share on linkedin; share via email;
    share to facebook; share to twitter; bagikan artikel ini; bagikan berita ini; bagikan tautan;
    salin tautan; copy link; copy url; link copied; link copied to clipboard; skip to content;
    skip to main content; lewati ke konten; loncat ke konten; back to top; kembali ke atas;
    leave a comment; leave a reply; tulis komentar; kirim komentar; tinggalkan komentar; post a comment;
    add a comment; be the first to comment; view comments; show comments; lihat komentar;
    lihat semua komentar; baca juga; lihat juga; simak juga; tonton juga; artikel terkait;
    berita terkait; berita lainnya; artikel lainnya; baca berita lainnya;
    berita terpopuler; berita terbaru; related articles; related stories; related news; related posts;
    related topics; related content; more on this story; more stories; more from this author;
    you may also like; you might also like; recommended for you; most read; most popular; trending now;
    read also; read more; lee también; te puede interesar; noticias relacionadas; listen to this article;
    dengarkan artikel; play video; pilihan redaksi;
    hak cipta dilindungi undang undang; accept all cookies; accept cookies; cookie settings;
    terima semua cookie; laporkan kesalahan; follow us; ikuti kami; síguenos; subscribe now;
    sign up for our newsletter; subscribe to our newsletter; end of advertisement
""")

_WHOLE_LIKELY = _phrases("""
    iklan; pariwara; publicidad; all rights reserved;
    facebook; twitter; x; whatsapp; telegram; instagram; line; pinterest; linkedin; youtube; tiktok;
    email; e mail; print; cetak; komentar; comments; comment; share; shares; bagikan; tweet; save;
    simpan; home; beranda; menu; search; cari; terkini; terpopuler; trending; tags; tag; topik;
    selengkapnya; lihat semua; see all; view all; show all; next; previous; sebelumnya; selanjutnya;
    load more; loading; login; log in; sign in; sign up; masuk; daftar; register; subscribe;
    berlangganan; live; live streaming; indeks; index berita; about us; contact us; tentang kami;
    hubungi kami; redaksi kami; privacy policy; terms of service; terms of use; kebijakan privasi;
    pedoman media siber; disclaimer; karir; careers; gallery; galeri; infografis; video; foto;
    loading comments; lihat foto; lihat gambar; view gallery; view image in fullscreen; enlarge image;
    perbesar; like; send
""")

# How a line begins; the first word or words, case folded.
_BEGIN_PLAIN = tuple(
    sorted(
        _phrases("""
    baca juga; baca selengkapnya; baca artikel; lihat juga; simak juga; tonton juga; simak video;
    tonton video; saksikan video; saksikan juga; saksikan live; read also; also read;
    read next; up next; watch also; lee también; lea también; lee además; te puede interesar;
    artikel ini telah tayang; artikel ini sudah tayang; berita ini telah tayang;
    artikel ini pertama kali; this article was originally published; this article originally appeared;
    this article first appeared; this story was originally published; this story originally appeared;
    follow us on; follow us at; ikuti kami di; ikuti berita; ikuti terus berita; ikuti saluran;
    síguenos en; dapatkan update berita; dapatkan berita; dapatkan informasi terkini; cek berita;
    simak berita dan artikel; baca berita; mari bergabung di grup; gabung channel; gabung di channel;
    we use cookies; this site uses cookies; this website uses cookies; our site uses cookies;
    by continuing to use this site; by continuing to browse; by using this site you agree;
    situs ini menggunakan cookie; website ini menggunakan cookie; kami menggunakan cookie;
    este sitio utiliza cookies; utilizamos cookies; hak cipta dilindungi;
    todos los derechos reservados; subscribe to our newsletter; sign up for our; sign up to our;
    get our top stories; download our app; download aplikasi; unduh aplikasi; gambas video;
    share this article on
""")
    )
)
_OPENINGS = frozenset(phrase.split()[0] for phrase in (*_WHOLE_PLAIN, *_BEGIN_PLAIN))
# These label a list of links: furniture only with a colon right after.
_LABEL_PLAIN = _phrases("""
    see also; baca; lihat; simak; tonton; tag; tags; topik; topik terkait; topics; related topics; related;
    related story; related article; read more; terkait; berita terkait;
    artikel terkait; kata kunci; keywords; filed under; etiquetas; temas; labels; share; bagikan;
    share this; halaman; pilihan editor
""")
# What announces links (or tags) on the lines after it.
_ANNOUNCE = _phrases("""
    baca juga; lihat juga; simak juga; tonton juga; artikel terkait; berita terkait; berita lainnya;
    artikel lainnya; baca berita lainnya; berita terpopuler; berita terbaru; terpopuler; terkini;
    pilihan editor; pilihan redaksi; related articles; related stories; related news; related posts;
    related content; more on this story; more stories; you may also like; you might also like;
    recommended for you; most read; most popular; trending now; trending; read also; read more; see also;
    related; lee también; te puede interesar; noticias relacionadas; tag; tags; topik; topik terkait;
    related topics; kata kunci; topics
""")
_COUNT = (
    r"(?i)[\d.,]+ ?(?:rb|ribu|jt|juta|k|m)?\+? ?(?:comments?|komentar|shares?|likes?|suka|views?"
    r"|dibaca|kali dibaca|retweets?|comentarios|kali dilihat|min(?:ute)?s?[ -]read|menit membaca|menit baca)"
)
_READING_TIME = r"(?i)(?:waktu baca|reading time|lama membaca)\W+\d+ \w+(?: \w+)?"
_PAGES = (
    r"(?i)(?:(?:halaman|pages?|hal|página)\W*(?:\d{1,3}\W+)+\d{1,3}|1\W+2\W+3(?:\W+\d{1,3})*)"
    r"(?:\W+(?:next|selanjutnya|berikutnya|last|show all|lihat semua))*\W*"
    r"|(?:page|halaman|hal\.?|página) \d+ (?:of|dari|de) \d+"
)
_HASHTAGS = r"#[^\W_]\w*(?:[\s,|·•]+#[^\W_]\w*)+"
_EMBED = r"(?i)\[(?:gambas|embed|video|widget|ad|iklan|instagram|twitter)[\s:_][^\[\]]{0,80}\]"
_INITIALS = r"[(\[]\w{2,12}(?:/\w{2,12}){1,4}[)\]]"
_INITIAL = r"\([a-z]{2,4}\)"
_COPYRIGHT = r"(?i)(?:©|\(c\)|copyright|hak cipta|derechos de autor)\W*(?:©|\(c\)|\d{4}|@)"
_TRAIL = r"(?i)(?:home|beranda|inicio|news|berita)\s*[/>›»|·•→]\s*\S"

# Words of buttons, menus and advertisement marks. Words in `_NEUTRAL` bind them; one outside both is content.
_BUTTONS = _words("""
    ad ads advert advertisement iklan sponsored scroll gulir geser konten content share bagikan sebarkan
    like tweet retweet follow ikuti subscribe langganan berlangganan newsletter login logout masuk
    daftar register sign log click klik tap download unduh app aplikasi comment comments komentar
    facebook twitter whatsapp instagram telegram linkedin pinterest tiktok youtube email copy link salin
    tautan url print cetak bookmark close tutup skip lewati hide sembunyikan menu search home beranda
    navigation navigasi cookie cookies privacy policy homepage website selengkapnya advertorial promoted
    popup notification notifications notifikasi
""")
_NEUTRAL = _words("""
    a an and at by continue dan di for free from gratis here ini in juga ke kami lagi lanjut lanjutkan
    lebih melanjutkan membaca more now of on or our read reading sekarang show the this to untuk up us
    via view with you your anda atau artikel article story page halaman berita news kepada sini all
    semua please silakan
""")
# Sections of a news site, for menus.
_SECTIONS = _words("""
    home beranda news berita nasional national international internasional world dunia politik politics
    ekonomi economy business bisnis sport sports olahraga bola tech teknologi technology tekno health
    kesehatan lifestyle gaya hidup hiburan entertainment culture budaya opinion opini travel otomotif
    autos finance keuangan science sains video foto photos live indeks index regional metro hukum
    properti edukasi education seleb selebriti food kuliner makanan wisata arts style life climate
    weather market markets pasar inicio deportes cultura política economía mundo sociedad opinión
    internacional
""")


def _fold(line: str) -> str:
    """The words of a line, case folded, one blank between them."""
    return " ".join(compiled(_WORD).findall(line.casefold()))


def furniture(line: str) -> Furniture:
    """How surely a line is page furniture, by its words alone. A line without any letter or digit is."""
    if len(line) > _LONGEST:
        return Furniture.NO
    opening = compiled(_WORD).search(line.casefold())
    if opening is None:
        return Furniture.NO if any(map(str.isalnum, line)) else Furniture.PLAIN
    # Of a long line only the first word tells, unless a phrase begins with it.
    long = len(line) > 90
    folded = _fold(line) if not long or opening[0] in _OPENINGS else opening[0]
    if folded in _WHOLE_PLAIN or (folded.startswith(_BEGIN_PLAIN) and _is_phrase(folded)):
        return Furniture.PLAIN
    label, colon, _ = line.partition(":")
    if colon and len(label) <= 20 and _fold(label) in _LABEL_PLAIN:
        return Furniture.PLAIN
    first = line[0]
    if first in "©(cChHdD[#" or "©" in line[:20]:
        if compiled(_COPYRIGHT).match(line):
            return Furniture.LIKELY
        if compiled(_HASHTAGS).fullmatch(line) or compiled(_EMBED).fullmatch(line):
            return Furniture.PLAIN
        if compiled(_INITIALS).fullmatch(line):
            return Furniture.PLAIN
        if compiled(_INITIAL).fullmatch(line):
            return Furniture.LIKELY
    if long:
        return Furniture.NO
    if folded in _WHOLE_LIKELY:
        return Furniture.LIKELY
    if any(map(str.isdigit, line)) and any(
        compiled(pattern).fullmatch(line) for pattern in (_COUNT, _READING_TIME, _PAGES)
    ):
        return Furniture.LIKELY
    words = folded.split()
    if _is_menu(line, words):
        return Furniture.LIKELY
    buttons = sum(word in _BUTTONS for word in words)
    if buttons and len(words) <= 10 and all(word in _BUTTONS or word in _NEUTRAL for word in words):
        # "Share" alone may be a heading of a manual; "SCROLL TO CONTINUE", in capitals, is hardly one.
        return Furniture.PLAIN if line.isupper() and len(words) > 1 and buttons > 1 else Furniture.LIKELY
    return Furniture.NO


def _is_phrase(folded: str) -> bool:
    """Whether the opening matched ends with a whole word ("ikuti berita", not "ikuti beritanya")."""
    return any(
        folded.startswith(begin) and folded[len(begin) : len(begin) + 1] in ("", " ")
        for begin in _BEGIN_PLAIN
    )


def _is_menu(line: str, words: list[str]) -> bool:
    """Section names in a row, or a path of them ("Home > News > World")."""
    if words[0] in _SECTIONS and compiled(_TRAIL).match(line) and line[-1] not in ".!?":
        return True
    sections = sum(word in _SECTIONS for word in words)
    return len(words) >= 3 and sections * 3 >= len(words) * 2 and line[-1] not in ".!?"


def links_follow(line: str) -> bool:
    """Whether a furniture line announces links to other articles, which stand on the next lines."""
    return _fold(line) in _ANNOUNCE
