"""What of an earlier question can a follow-up lean on?"""

from __future__ import annotations

from dataclasses import dataclass

from index.expecting import Expectation, words_of
from index.question import expectation
from qa.phrases import ASKING, empty

__all__ = ["Turn"]


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of the past, as understood, with the sentence quoted first ("" where none was).

    `answer` are the characters of `quote` that answer (0-based, end-exclusive); `speaker` is who says it.
    `typed` is the question as it was typed, `article` the text of the quote's document ("" where not known).
    """

    question: str
    language: str
    quote: str = ""
    answer: tuple[int, int] | None = None
    speaker: str | None = None
    typed: str = ""
    article: str = ""

    @property
    def expected(self) -> Expectation:
        return expectation(self.question, self.language)

    @property
    def answered(self) -> str:
        """The words that answer, "" where there are none."""
        if self.answer is None:
            return ""
        words = self.quote[slice(*self.answer)].strip(" ,.;:\"'“”()")
        return f"{words})" if words.count("(") > words.count(")") else words

    @property
    def subject(self) -> str:
        """The content words of the question, in its order."""
        words = words_of(self.question)
        return " ".join(word.text for word in words if not empty(word) and word.key not in ASKING)
