"""What is said when, in SRT and WebVTT files?

The cues are joined to running text, so that a sentence over several cues is one; the place of a sentence is
the time at which the cue that it begins in is shown.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.decoding import decode
from index.errors import ReadError
from index.formats.content import Content, Writer, one_line
from index.limits import DEFAULTS, Limits
from index.message import Message

__all__ = ["read"]

_TIMES = re.compile(
    r"^[ \t]*(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})[ \t]*-->[ \t]*"
    r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})[^\n]*$",
    re.MULTILINE,
)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^<>\n]{1,200})>")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>|<\d{1,2}:[\d:.]+>|\{\\[^}\n]{0,100}\}")
_NUMBER = re.compile(r"\n[ \t]*\n[^\n]*\Z")
_DASH = re.compile(r"[-–—]\s?\S")
_PAUSE = 2.0  # seconds without a cue, after which a new paragraph begins
_LONG = 400  # characters; a paragraph ends with the next sentence
_STOPS = (".", "!", "?", "…", '."', '?"', '!"', ".”", "?”", "!”")


@dataclass(frozen=True, slots=True)
class _Cue:
    start: float
    end: float
    lines: tuple[str, ...]


def read(data: bytes, name: str, *, column: str | None = None, limits: Limits = DEFAULTS) -> Content:
    """The cues in the file's order as paragraphs; a pause, a change of speaker or length begins a new one."""
    text = decode(data, name)[0].replace("\r\n", "\n").replace("\r", "\n")
    writer = Writer()
    end = length = count = 0.0
    last = ""
    cut = None
    for count, cue in enumerate(_cues(text), 1):
        if count > limits.cues:
            cut = Message("only the first {most:,} cues are read; split it", most=limits.cues)
            break
        for line in cue.lines:
            turn = bool(_DASH.match(line)) or re.match(r"[^.!?:]{1,40}: ", line) is not None
            if last and line == last and cue.start - end < _PAUSE:
                continue  # captions that roll up say each line twice
            if length and (turn or cue.start - end >= _PAUSE or (length > _LONG and last.endswith(_STOPS))):
                writer.write("\n")
                length = 0
            elif length:
                writer.write(" ")
            writer.at("time", _clock(cue.start))
            writer.write(line)
            length += len(line)
            last = line
        end = cue.end
    if not count:
        raise ReadError(
            "{name}: no subtitles in it (no line with -->); give it the suffix of what it is", name=name
        )
    return writer.content(cut=cut)


def _cues(text: str) -> Iterator[_Cue]:
    times = list(_TIMES.finditer(text))
    for place, match in enumerate(times):
        last = place + 1 == len(times)
        body = text[match.end() : len(text) if last else times[place + 1].start()]
        # The number or name of the next cue, on the line above its times.
        payload = (body if last else _NUMBER.sub("", body)).strip("\n").split("\n\n")[0]
        parts = [_plain(line) for line in payload.split("\n")]
        yield _Cue(_seconds(match, 1), _seconds(match, 5), tuple(part for part in parts if part))


def _plain(line: str) -> str:
    return one_line(html.unescape(_TAG.sub("", _VOICE.sub(r"\1: ", line))))


def _seconds(match: re.Match[str], group: int) -> float:
    hours, minutes, seconds, fraction = (match[group + place] for place in range(4))
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(fraction.ljust(3, "0")) / 1000


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
