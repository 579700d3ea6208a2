"""Which names and words of the documents begin as what is being typed?"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile
from math import gcd
from time import monotonic

from index.document import Sentence
from qa.visible import visible

__all__ = ["Vocabulary", "sampled"]

_SENTENCES = 20_000  # the first ones that are looked through: a fifth of a second
_SHORTEST = 3  # letters of a word worth completing
_WORDS_OF_NAME = 4
_BLOCK = 25  # sentences of one place of a library, which mostly are of one document
_PATIENCE = 0.3  # seconds that reading them from the disk may take
_WORD = re.compile(r"[^\W\d_](?:[\w’'-]*\w)?")


class Vocabulary:
    """The words of sentences, and the names: runs of words with capitals, as "Jack Ma"."""

    def __init__(self, sentences: Iterable[Sentence]) -> None:
        counts: Counter[str] = Counter()
        for sentence in islice(sentences, _SENTENCES):
            text = visible(sentence.text)
            counts.update(word for word in _WORD.findall(text) if len(word) >= _SHORTEST)
            counts.update(_names(text))
        best: dict[str, str] = {}
        for form, _ in counts.most_common():
            best.setdefault(form.casefold(), form)
        self._keys = sorted(best)
        self._forms = best
        self._counts = counts

    def starting(self, typed: str, *, limit: int) -> list[str]:
        """At most `limit` names and words that begin as `typed` does and go on, in either case.

        Names come first, of each the most frequent first, ties in alphabetical order. None for ""."""
        begun = typed.casefold()
        if not begun:
            return []
        after = self._keys[bisect_left(self._keys, begun) :]
        keys = [key for key in takewhile(lambda key: key.startswith(begun), after) if key != begun]
        keys.sort(key=lambda key: (" " not in key, -self._counts[self._forms[key]]))
        return [self._forms[key] for key in keys[:limit]]


def sampled(sentences: Sequence[Sentence], *, seconds: float = _PATIENCE) -> list[Sentence]:
    """Sentences to complete from where they are on the disk: all of a small library; of a larger one as many as are
    read in so many seconds, from places all over it."""
    blocks = range(0, len(sentences), _BLOCK)
    # A step that has no factor in common with their number reaches all, and far places first.
    step = max(1, round(len(blocks) * 0.382))
    while gcd(step, len(blocks)) > 1:
        step += 1
    until = monotonic() + seconds
    found: list[Sentence] = []
    for place in range(len(blocks)):
        first = blocks[place * step % len(blocks)]
        found += sentences[first : first + _BLOCK]
        if len(found) >= _SENTENCES or monotonic() > until:
            break
    return found


def _names(text: str) -> Iterator[str]:
    """Every run of two to four words with capitals that only single blanks part."""
    run: list[re.Match[str]] = []
    for word in _WORD.finditer(text):
        joins = bool(run) and text[run[-1].end() : word.start()] == " " and len(run) < _WORDS_OF_NAME
        if word[0][0].isupper():
            if not joins:
                yield from _joined(run)
                run = []
            run.append(word)
        else:
            yield from _joined(run)
            run = []
    yield from _joined(run)


def _joined(run: list[re.Match[str]]) -> Iterator[str]:
    if len(run) > 1:
        yield " ".join(word[0] for word in run)
