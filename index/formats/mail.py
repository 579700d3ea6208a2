"""What does a mail say?

The header's lines that people read, then the text; of a mail in plain text and HTML the plain text. What is
attached is named, not read.
"""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.policy import EmailPolicy
from typing import Any, cast

from index.decoding import decode
from index.errors import ReadError
from index.formats.content import Content, Writer, is_charset, one_line
from index.limits import DEFAULTS, Limits
from index.message import Message

__all__ = ["read"]

_HEADER = ("From", "To", "Cc", "Subject", "Date")
_LONGEST = 4_000
"""Characters of a line of the header that are read: the time that `email` takes grows with their square."""
_NAME = 80  # characters of an attached file's name in a message


class _Policy(EmailPolicy):
    """That of `email.policy.default`, for headers of any length."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        return super().header_fetch_parse(name, value[:_LONGEST])


def read(data: bytes, name: str, *, column: str | None = None, limits: Limits = DEFAULTS) -> Content:
    """The header and the text. ReadError if there is no such header."""
    decode(data, name)  # refuses what is no text at all
    message = cast(EmailMessage, message_from_bytes(data.lstrip(b"\r\n"), policy=_Policy()))
    writer = Writer()
    fields = [(field, one_line(str(message.get(field, "")))) for field in _HEADER]
    if not any(value for _, value in fields):
        raise ReadError(
            "{name}: not a mail (no From, To, Subject or Date in it); give it the suffix of what it is",
            name=name,
        )
    writer.lines(f"{field}: {value}" for field, value in fields if value)
    writer.write("\n")
    writer.write(_text(message))
    attached = [
        one_line(part.get_filename() or part.get_content_type())[:_NAME]
        for part in message.iter_attachments()
    ]
    return writer.content(cut=_left_out(attached))


def _left_out(attached: list[str]) -> Message | None:
    if not attached:
        return None
    names = ", ".join(attached[:3]) + (", ..." if len(attached) > 3 else "")
    if len(attached) == 1:
        return Message("1 attached file is not read ({names}); save and name what you need", names=names)
    return Message(
        "{count} attached files are not read ({names}); save and name what you need",
        count=len(attached),
        names=names,
    )


def _text(message: EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    text = _content(body)
    if body.get_content_type() != "text/html":
        return text.replace("\r\n", "\n")
    from index.formats import markup

    tree = markup.parse(text)
    return "" if tree is None else "".join(f"{line}\n" for line in markup.lines(tree))


def _content(part: MIMEPart) -> str:
    if is_charset(part.get_content_charset("us-ascii")):
        return str(part.get_content())
    payload = part.get_payload(decode=True)
    return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
