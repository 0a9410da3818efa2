"""Reads subtitles, SRT and WebVTT: what is said, without numbers and times, in whole sentences."""

import re

from summarizer.text import html_text
from summarizer.text.encodings import decode
from summarizer.text.formats.parts import Parts
from summarizer.text.paragraphs import Paragraph

_TIME = re.compile(r"(?:\d{1,3}:)?\d{1,2}:\d\d[,.]\d{3}\s+-->\s+(?:\d{1,3}:)?\d{1,2}:\d\d[,.]\d{3}")
_SKIPPED = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)\b")
_SPEAKER = re.compile(r"<v(?:\.[\w.]+)?\s+([^>]+)>")
_STYLE = re.compile(r"</?(?:c|v|lang)(?:[.\s][^>]*)?>|\{\\[^}]*\}|<\d[\d:.]*>")
_END = re.compile(r"[.!?…][\"”’»)\]]*\Z")


def read(data: bytes, name: str) -> Parts:
    """What subtitles say, a sentence or more a line; raises `InputError` for an unknown encoding."""
    decoded = decode(data, source=name)
    text = re.sub(r"\r\n?", "\n", decoded.text).removeprefix("\ufeff")
    said: list[str] = []
    for block in re.split(r"\n[ \t]*\n", text):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        times = next((number for number, line in enumerate(lines) if _TIME.match(line)), None)
        if times is None and (not lines or not said or _SKIPPED.match(lines[0])):
            continue
        words = " ".join(lines if times is None else lines[times + 1 :])
        words, _ = html_text.text_of(_STYLE.sub("", _SPEAKER.sub(r"\1: ", words)))
        words = " ".join(words.split())
        if words and (not said or words != said[-1]):  # rolling captions say a line twice
            said.append(words)
    return Parts(_joined(said), encoding=decoded.encoding, findings=decoded.findings)


def _joined(said: list[str]) -> list[Paragraph]:
    """Lines that end where a cue ends with a sentence; cues of half a sentence are joined."""
    lines: list[str] = []
    for words in said:
        dialogue = words.startswith(("-", "–"))
        if lines and not dialogue and not _END.search(lines[-1]):
            lines[-1] += f" {words}"
        else:
            lines.append(words)
    return [Paragraph(line) for line in lines]
