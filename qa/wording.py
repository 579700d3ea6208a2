"""How is it worded, in either language, that there is no answer?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa.messages import reason, say

if TYPE_CHECKING:
    from index.match import Finding
    from qa.answer import Answer

__all__ = ["reason_in", "reason_of"]


def reason_of(finding: Finding, *, language: str, documents: int) -> str | None:
    """Why `finding` is no answer, in `language` ("en" or "id"; else English), one sentence; None if it is one.

    `documents` is how many were searched where there was no filter, which counts for itself.
    """
    if finding.absence is None:
        return None
    if finding.documents == 0:
        return say("filtered", language)
    return reason(
        finding.absence,
        language=language,
        documents=documents if finding.documents is None else finding.documents,
        # Nobody sees the lines of a PDF or a book.
        lines=not any(match.sentence.document.places for match in finding.matches),
    )


def reason_in(answer: Answer, *, language: str, documents: int) -> str | None:
    """`answer.reason` in `language`, see `reason_of`."""
    if language == answer.language:
        return answer.reason
    return reason_of(answer.finding, language=language, documents=documents)
