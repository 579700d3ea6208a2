"""How is an answer worded in another language than the question's?"""

from __future__ import annotations

from qa.answer import Answer
from qa.messages import reason

__all__ = ["reason_in"]


def reason_in(answer: Answer, *, language: str, documents: int) -> str | None:
    """Why there is no answer, in `language`, as `answer.reason` says it in its own; None if there is one.

    `documents` is how many were searched.
    """
    absence = answer.finding.absence
    if absence is None or language == answer.language:
        return answer.reason
    lines = not any(match.sentence.document.places for match in answer.finding.matches)
    return reason(absence, language=language, documents=documents, lines=lines)
