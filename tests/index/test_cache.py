from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fake_encoder import HashEncoder
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from index import Retriever, cache
from index.cache import FORMAT, PACKAGED, EncodingCache, Encodings, cache_folder, key_of, read, write
from index.encoder import DIMENSIONS, Encoder, load_encoder
from tests.quality.build_seed import IDENTITY, SEEDS, entries

ARTICLE = """\
Harga Beras Naik di Tiga Provinsi

Harga beras naik di tiga provinsi sejak awal bulan. Pedagang zzqx mengeluh. Pembeli berkurang.
"""
SIZES = {"sentences": 3, "words": 2}


def encodings(seed: int = 0) -> Encodings:
    """An entry of three sentences and two words."""
    random = np.random.default_rng(seed)
    return Encodings(
        dense=random.standard_normal((3, 384)).astype(np.float16),
        starts=np.array([0, 2, 2, 3], dtype=np.uint32),
        latent_terms=np.array([5, 16_383, 7], dtype=np.uint16),
        latent_weights=np.array([0.5, 1.0, 2.0], dtype=np.float16),
        words=random.integers(-127, 128, (2, 192)).astype(np.int8),
    )


def equal(one: Encodings | None, other: Encodings) -> bool:
    return one is not None and all(
        np.array_equal(getattr(one, name), getattr(other, name)) for name in Encodings.__slots__
    )


def written(entry: Encodings) -> bytes:
    file = io.BytesIO()
    write(file, entry)
    return file.getvalue()


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def test_what_is_put_is_found_again(tmp_path: Path) -> None:
    kept, entry = EncodingCache(tmp_path), encodings()
    assert kept.get("a", **SIZES) is None
    assert kept.put("a", entry)
    assert equal(kept.get("a", **SIZES), entry)
    assert equal(EncodingCache(tmp_path).get("a", **SIZES), entry)
    assert kept.get("b", **SIZES) is None
    assert kept.put("a", encodings(1))
    assert equal(kept.get("a", **SIZES), encodings(1))


def test_latents_are_told_sentence_by_sentence() -> None:
    assert list(encodings().latents()) == [{5: 0.5, 16_383: 1.0}, {}, {7: 2.0}]


@pytest.mark.parametrize("sizes", [{"sentences": 2, "words": 2}, {"sentences": 3, "words": 1}])
def test_an_entry_of_other_sizes_is_a_miss(tmp_path: Path, sizes: dict[str, int]) -> None:
    kept = EncodingCache(tmp_path)
    kept.put("a", encodings())
    assert kept.get("a", **sizes) is None


@pytest.mark.usefixtures("open_umask")
def test_only_the_owner_can_read_it(tmp_path: Path) -> None:
    EncodingCache(tmp_path / "kutip").put("a", encodings())
    folder = tmp_path / "kutip" / "encodings"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "a.bin").stat().st_mode) == 0o600


@pytest.mark.parametrize("error", [OSError("disk full"), KeyboardInterrupt()])
def test_an_interrupted_write_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def interrupted(file: io.BufferedWriter, entry: Encodings) -> None:
        file.write(written(entry)[:100])
        raise error

    kept = EncodingCache(tmp_path)
    monkeypatch.setattr(cache, "write", interrupted)
    if isinstance(error, OSError):
        assert not kept.put("a", encodings())
    else:
        with pytest.raises(KeyboardInterrupt):
            kept.put("a", encodings())
    assert files(tmp_path) == set()
    assert kept.get("a", **SIZES) is None


def test_an_interrupted_write_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = EncodingCache(tmp_path)
    kept.put("a", encodings())

    def interrupted(file: io.BufferedWriter, entry: Encodings) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(cache, "write", interrupted)
    assert not kept.put("a", encodings(1))
    assert equal(kept.get("a", **SIZES), encodings())


@pytest.mark.parametrize("share", [0.0, 0.001, 0.01, 0.3, 0.9, 0.999])
def test_a_truncated_entry_is_a_miss(tmp_path: Path, share: float) -> None:
    kept = EncodingCache(tmp_path)
    kept.put("a", encodings())
    path = tmp_path / "encodings" / "a.bin"
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    assert kept.get("a", **SIZES) is None
    assert kept.put("a", encodings())
    assert equal(kept.get("a", **SIZES), encodings())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (FORMAT, b"kutip encodings 9\n"),
        (b"\x93NUMPY", b"PK\x03\x04PY"),
        (b"<f2", b"<f4"),
        (b"<f2", b"|O8"),
        (b"<i1", b"<i2"),
        (b"(3, 384)", b"(4, 384)"),
        (b"(3, 384)", b"(3, 38(("),
        (b"(3, 384), }          ", b"(399999999, 384999), }"[:21]),
        (b"(3, 384), }          ", b"(399999999, 38499), }"),
        (b"{'descr'", b"('descr'"),
        (b"{'descr'", b"{b'escr'"),
    ],
)
def test_an_altered_header_is_a_miss(old: bytes, new: bytes) -> None:
    whole = written(encodings()).replace(b"|i1", b"<i1")
    assert old in whole
    assert len(old) == len(new)
    assert read(io.BytesIO(whole.replace(old, new, 1)), **SIZES) is None


@pytest.mark.filterwarnings("ignore")
@given(place=st.integers(len(FORMAT), len(FORMAT) + 127), byte=st.integers(0, 255))
def test_no_byte_of_a_header_makes_it_raise(place: int, byte: int) -> None:
    damaged = bytearray(written(encodings()))
    damaged[place] = byte
    found = read(io.BytesIO(bytes(damaged)), **SIZES)
    assert found is None or found.dense.shape == (3, 384)


@pytest.mark.parametrize(
    "changes",
    [
        {"starts": np.array([0, 2, 1, 3], dtype=np.uint32)},
        {"starts": np.array([0, 2, 2, 9], dtype=np.uint32)},
        {"latent_weights": np.array([1.0], dtype=np.float16)},
        {"dense": np.full((3, 384), np.nan, dtype=np.float16)},
        {"dense": np.zeros((3, 384), dtype=np.float32)},
        {"words": np.zeros(2, dtype=np.int8)},
    ],
)
def test_an_entry_that_contradicts_itself_is_a_miss(changes: dict[str, NDArray[Any]]) -> None:
    parts = {name: getattr(encodings(), name) for name in Encodings.__slots__}
    assert read(io.BytesIO(written(Encodings(**parts | changes))), **SIZES) is None


def test_more_than_an_entry_is_a_miss() -> None:
    assert read(io.BytesIO(written(encodings()) + b"x"), **SIZES) is None


def test_what_was_unused_for_longest_goes_first(tmp_path: Path) -> None:
    size = len(written(encodings()))
    kept = EncodingCache(tmp_path, max_bytes=int(2.5 * size))
    for age, key in enumerate("ab"):
        kept.put(key, encodings())
        os.utime(tmp_path / "encodings" / f"{key}.bin", (1_000 + age, 1_000 + age))
    assert kept.get("a", **SIZES) is not None
    kept.put("c", encodings())
    assert files(tmp_path) == {"a.bin", "c.bin"}


def test_an_entry_above_the_bound_is_the_only_one(tmp_path: Path) -> None:
    kept = EncodingCache(tmp_path, max_bytes=10)
    kept.put("a", encodings())
    os.utime(tmp_path / "encodings" / "a.bin", (1_000, 1_000))
    kept.put("b", encodings())
    assert files(tmp_path) == {"b.bin"}


def test_where_no_folder_can_be_made_nothing_is_kept(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    kept = EncodingCache(blocked)
    assert not kept.put("a", encodings())
    assert kept.get("a", **SIZES) is None
    assert blocked.read_text() == "not a folder"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"XDG_CACHE_HOME": "/x"}, "/x/kutip"),
        ({"XDG_CACHE_HOME": "relative", "HOME": "/home/a"}, "/home/a/.cache/kutip"),
        ({"XDG_CACHE_HOME": "", "HOME": "/home/a"}, "/home/a/.cache/kutip"),
    ],
)
def test_the_folder_is_the_users(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert Path(cache_folder()) == Path(expected)


TEXT = st.text(st.characters(exclude_categories=()), min_size=1, max_size=4)
PARTS = st.tuples(TEXT, st.lists(TEXT, max_size=3), st.lists(TEXT, max_size=3))


@given(one=PARTS, other=PARTS)
def test_keys_differ_where_anything_does(
    one: tuple[str, list[str], list[str]], other: tuple[str, list[str], list[str]]
) -> None:
    assert (key_of(*one) == key_of(*other)) == (one == other)


def test_a_key_is_a_file_name() -> None:
    key = key_of("model", ["../../etc", "a/b"], ["\ud800"])
    assert len(key) == 64
    assert set(key) <= set("0123456789abcdef")


@pytest.mark.parametrize(
    ("identity", "sentences", "words"),
    [("m2", ["a", "b"], ["w"]), ("m", ["b", "a"], ["w"]), ("m", ["a b"], ["w"]), ("m", ["a"], ["b", "w"])],
)
def test_what_a_key_tells_apart(identity: str, sentences: list[str], words: list[str]) -> None:
    assert key_of(identity, sentences, words) != key_of("m", ["a", "b"], ["w"])


class TestRetrieversCache:
    """What an embedding application sees of it."""

    @pytest.fixture(autouse=True)
    def _home(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home = tmp_path / "home"
        monkeypatch.setenv("XDG_CACHE_HOME", str(self.home))

    def encoded(self, text: str, *, identity: str = "hash-1", keep: bool = True) -> int:
        """How many passages are encoded to ask this text."""
        encoder = HashEncoder(identity)
        retriever = Retriever.from_texts([text], cache=keep, encoder=encoder)
        assert retriever.search("Apa yang naik?")
        return encoder.calls["passages"]

    def test_the_same_text_is_encoded_once(self) -> None:
        first, second = HashEncoder(), HashEncoder()
        question = "berapa provinsi yang berasnya naik?"
        found = [
            Retriever.from_texts([ARTICLE], names=[name], encoder=encoder).search(question)
            for name, encoder in (("a", first), ("b", second))
        ]
        assert first.calls["passages"] > 0
        assert second.calls["passages"] == 0
        places = [[(match.sentence.start, match.sentence.end) for match in matches] for matches in found]
        assert places[0] == places[1]

    def test_another_text_or_model_is_encoded(self) -> None:
        assert self.encoded(ARTICLE) > 0
        assert self.encoded(ARTICLE) == 0
        assert self.encoded(ARTICLE.replace("Pembeli", "Penjual")) > 0
        assert self.encoded(ARTICLE, identity="hash-2") > 0

    def test_one_changed_article_of_many_is_encoded_alone(self) -> None:
        texts = [f"Berita nomor {number}. Pasar dibuka." for number in range(5)]
        Retriever.from_texts(texts, encoder=HashEncoder())
        encoder = HashEncoder()
        Retriever.from_texts([*texts[:4], "Berita lain."], encoder=encoder)
        assert encoder.calls["passages"] == 1

    def test_a_damaged_entry_is_encoded_again(self) -> None:
        self.encoded(ARTICLE)
        [path] = self.home.rglob("*.bin")
        path.write_bytes(path.read_bytes()[:500])
        assert self.encoded(ARTICLE) > 0
        assert self.encoded(ARTICLE) == 0

    def test_without_the_cache_nothing_is_touched(self) -> None:
        assert self.encoded(ARTICLE, keep=False) > 0
        assert not self.home.exists()
        self.encoded(ARTICLE)
        before = {path: path.stat().st_mtime_ns for path in self.home.rglob("*")}
        assert self.encoded(ARTICLE, keep=False) > 0
        assert {path: path.stat().st_mtime_ns for path in self.home.rglob("*")} == before

    def test_where_no_folder_can_be_made_it_works_without(self) -> None:
        self.home.write_text("not a folder")
        assert self.encoded(ARTICLE) > 0
        assert self.encoded(ARTICLE) > 0

    def test_nothing_of_the_article_can_be_read_from_the_names(self) -> None:
        self.encoded(ARTICLE)
        assert all(len(name) == 68 for name in files(self.home))

    def test_the_packaged_article_is_never_encoded(self) -> None:
        encoder = HashEncoder(IDENTITY)
        texts = [path.read_text(encoding="utf-8") for path in SEEDS.glob("*.txt")]
        assert Retriever.from_texts(texts, encoder=encoder).search("siapa yang hadir?")
        assert encoder.calls["passages"] == 0
        assert not self.home.exists()


STALE = "run python -m tests.quality.build_seed"


def test_the_packaged_entry_is_of_the_packaged_article() -> None:
    made = entries(HashEncoder(IDENTITY))
    assert {path.stem for path in Path(PACKAGED).glob("*.bin")} == set(made), STALE
    for key, entry in made.items():
        with open(Path(PACKAGED, f"{key}.bin"), "rb") as file:
            assert read(file, sentences=len(entry.dense), words=len(entry.words)) is not None, STALE


class EveryEighth:
    """An encoder that reads every eighth sentence only, which is enough to see that an entry is stale."""

    def __init__(self, encoder: Encoder) -> None:
        self.identity = encoder.identity
        self.queries = encoder.queries
        self._encoder = encoder

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        vectors[::8] = self._encoder.passages(texts[::8])
        return vectors

    def encode(
        self, texts: Sequence[str], *, is_query: bool
    ) -> tuple[NDArray[np.float32], list[dict[int, float]]]:
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        vectors[::8], terms = self._encoder.encode(texts[::8], is_query=is_query)
        read = iter(terms)
        return vectors, [{} if number % 8 else next(read) for number in range(len(texts))]


def test_the_packaged_entry_is_what_the_model_says() -> None:
    encoder = load_encoder()
    if encoder is None or encoder.identity != IDENTITY:
        pytest.skip(f"the packaged entry is of {IDENTITY}, which is not installed")
    for key, made in entries(EveryEighth(encoder)).items():
        with open(Path(PACKAGED, f"{key}.bin"), "rb") as file:
            found = read(file, sentences=len(made.dense), words=len(made.words))
        assert found is not None, STALE
        assert np.abs(found.words.astype(int) - made.words.astype(int)).mean() < 2, STALE
        cosines = (found.dense.astype(np.float32) * made.dense.astype(np.float32)).sum(axis=1)
        assert cosines[::8].min() > 0.995, STALE
        for packaged, fresh in list(zip(found.latents(), made.latents(), strict=True))[::8]:
            shared = packaged.keys() & fresh.keys()
            assert len(shared) > 0.9 * max(len(packaged), len(fresh)), STALE
            assert all(abs(packaged[number] - fresh[number]) < 0.1 for number in shared), STALE
