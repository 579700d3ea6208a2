"""What has been encoded before?

Encodings are kept by what was encoded, not by where it came from: the key hashes the model's identity, the
sentences and the words, so an edited article is a miss and a renamed one a hit. Each entry is one file of
plain numpy arrays (no pickle) in the user's cache folder, written whole or not at all, readable by its owner
only. A damaged entry is a miss. The packaged article's entry travels in `index/data/encodings`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["MAX_BYTES", "EncodingCache", "Encodings", "cache_folder", "home", "key_of", "read", "write"]

MAX_BYTES = 256 * 1024 * 1024
"""Size the cache folder is kept under; the entries unused for longest go first."""
NOWHERE = "/nonexistent"
"""The home of who has none: a folder that is not there, in which nothing can be kept."""
FORMAT = b"kutip encodings 1\n"
PACKAGED = os.path.join(os.path.dirname(__file__), "data", "encodings")


@dataclass(frozen=True, slots=True, eq=False)
class Encodings:
    """What the model says of one document.

    `dense`: float16 of shape (sentences, 384), rows of length 1 or 0. Latent terms of sentence i: numbers
    `latent_terms[starts[i]:starts[i + 1]]` (uint16) with `latent_weights` (float16). `words`: int8 of shape
    (words, 384), the vectors of the words the key was made of, in their order, scaled to length 127.
    """

    dense: NDArray[np.float16]
    starts: NDArray[np.uint32]
    latent_terms: NDArray[np.uint16]
    latent_weights: NDArray[np.float16]
    words: NDArray[np.int8]

    def latents(self) -> Iterator[dict[int, float]]:
        """Each sentence's latent terms, in sentence order."""
        terms, weights = self.latent_terms.tolist(), self.latent_weights.tolist()
        starts = self.starts.tolist()
        for start, end in pairwise(starts):
            yield dict(zip(terms[start:end], weights[start:end], strict=True))


def cache_folder() -> str:
    """`$XDG_CACHE_HOME/kutip`, by default `~/.cache/kutip`."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    return os.path.join(base if os.path.isabs(base) else os.path.join(home(os.environ), ".cache"), "kutip")


def home(environment: Mapping[str, str]) -> str:
    """The user's home folder; NOWHERE for one who has none, never a folder where the process happens to be."""
    named = environment.get("HOME", "")
    if not os.path.isabs(named):
        import pwd

        try:
            named = pwd.getpwuid(os.getuid()).pw_dir
        except KeyError:
            named = ""
    return named if os.path.isabs(named) else NOWHERE


def key_of(identity: str, sentences: Sequence[str], words: Sequence[str]) -> str:
    """64 hexadecimal digits that differ when the model, a sentence, a word or their order does."""
    digest = hashlib.sha256()
    for part in (identity, *sentences, "", *words):
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(encoded))
        digest.update(encoded)
    return digest.hexdigest()


def write(file: IO[bytes], encodings: Encodings) -> None:
    """The entry format: a line that names it, then five arrays in numpy's own format."""
    import numpy as np

    file.write(FORMAT)
    for array in (
        encodings.dense,
        encodings.starts,
        encodings.latent_terms,
        encodings.latent_weights,
        encodings.words,
    ):
        np.save(file, array, allow_pickle=False)


def read(file: IO[bytes], *, sentences: int, words: int) -> Encodings | None:
    """The entry in `file`, or None where it is damaged or not of these sizes."""
    import numpy as np

    try:
        if file.read(len(FORMAT)) != FORMAT:
            return None
        arrays = [np.load(file, allow_pickle=False) for _ in range(5)]
        if file.read(1):
            return None
    except Exception:  # of a damaged header numpy raises what its tokenizer, zip reader or allocator raises
        return None
    dense, starts, terms, weights, vectors = arrays
    kinds = [array.dtype.str[1:] for array in arrays]
    sound = (
        kinds == ["f2", "u4", "u2", "f2", "i1"]
        and dense.shape == (sentences, 384)
        and starts.shape == (sentences + 1,)
        and terms.shape == weights.shape == (int(starts[-1]),)
        and vectors.ndim == 2
        and len(vectors) == words
        and bool((starts[1:] >= starts[:-1]).all())
        and bool(np.isfinite(dense).all())
    )
    return Encodings(dense, starts, terms, weights, vectors) if sound else None


class EncodingCache:
    """Entries in `folder`, at most about `max_bytes` of them, and those that came with the package. Nothing here
    raises for a folder that cannot be read or written: such a cache simply holds nothing. `packaged_only` leaves
    the folder alone."""

    def __init__(
        self,
        folder: str | os.PathLike[str] | None = None,
        *,
        max_bytes: int = MAX_BYTES,
        packaged_only: bool = False,
    ) -> None:
        self._folder = os.path.join(cache_folder() if folder is None else folder, "encodings")
        self._packaged_only = packaged_only
        self._max_bytes = max_bytes

    def get(self, key: str, *, sentences: int, words: int) -> Encodings | None:
        """The entry under `key` if there is a sound one, of that many sentences and words."""
        for folder in (PACKAGED,) if self._packaged_only else (PACKAGED, self._folder):
            path = os.path.join(folder, f"{key}.bin")
            try:
                with open(path, "rb") as file:
                    found = read(file, sentences=sentences, words=words)
            except OSError:
                continue
            if found is not None:
                if folder is self._folder:
                    with suppress(OSError):
                        os.utime(path)
                return found
        return None

    def put(self, key: str, encodings: Encodings) -> bool:
        """Keeps an entry; False where the folder cannot be written."""
        if self._packaged_only:
            return False
        import tempfile

        temporary: str | None = None
        try:
            os.makedirs(os.path.dirname(self._folder), exist_ok=True)
            os.makedirs(self._folder, mode=0o700, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self._folder, suffix=".tmp")  # created with mode 0600
            with os.fdopen(handle, "wb") as file:
                write(file, encodings)
            path = os.path.join(self._folder, f"{key}.bin")
            os.replace(temporary, path)
            temporary = None
            self._shrink(path)
        except OSError:
            return False
        finally:  # also after Ctrl-C
            if temporary is not None:
                with suppress(OSError):
                    os.unlink(temporary)
        return True

    def _shrink(self, newest: str) -> None:
        """Removes the entries unused for longest, but for `newest`, which has just been written. One that is newer
        yet is from before the clock was put back, or it would stay for ever."""
        entries = []
        total, now = 0, os.stat(newest).st_mtime_ns
        with os.scandir(self._folder) as found:
            for entry in found:
                with suppress(OSError):
                    status = entry.stat(follow_symlinks=False)
                    total += status.st_size
                    if entry.path != newest:
                        used = status.st_mtime_ns if status.st_mtime_ns <= now else 0
                        entries.append((used, status.st_size, entry.path))
        for _, size, path in sorted(entries):
            if total <= self._max_bytes:
                break
            with suppress(OSError):
                os.unlink(path)
                total -= size
