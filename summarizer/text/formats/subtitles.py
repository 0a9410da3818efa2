"""Reads subtitles, SRT and WebVTT: what is said, without numbers and times, in whole sentences."""

import re
from collections.abc import Iterator

from summarizer.counted import counted
from summarizer.text import html_text
from summarizer.text.encodings import decode
from summarizer.text.formats.parts import Parts, taken
from summarizer.text.paragraphs import Paragraph

_TIME = re.compile(r"(?:\d{1,3}:)?\d{1,2}:\d\d[,.]\d{3}\s*-->\s*(?:\d{1,3}:)?\d{1,2}:\d\d[,.]\d{3}")
_SKIPPED = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)\b")
_SPEAKER = re.compile(r"<v(?:\.[\w.]+)?\s+([^>]+)>")
_STYLE = re.compile(r"</?(?:c|v|lang)(?:[.\s][^>]*)?>|\{\\[^}]*\}|<\d[\d:.]*>")
# What is heard and not said: `[âm nhạc]`; a line that begins with `#tag` is said, though it end with `#`.
_SOUND = re.compile(r"\[[^\]]*\]|\([^)]*\)|[♪♫].*[♪♫]|#(?:\s.*\s|\S.*\S)#|[♪♫#\s]+")
_END = re.compile(r"[.!?…][\"”’»)\]]*\Z")


def read(data: bytes, name: str) -> Parts:
    """What subtitles say, a sentence or more a line; raises `InputError` for an unknown encoding."""
    decoded = decode(data, source=name)
    text = re.sub(r"\r\n?", "\n", decoded.text).removeprefix("\ufeff")
    said: list[list[str]] = []  # the lines of each cue
    shown: list[str] = []
    sounds = 0
    for cue in _cues(text):
        lines = [
            " ".join(html_text.text_of(_STYLE.sub("", _SPEAKER.sub(r"\1: ", one)))[0].split()) for one in cue
        ]
        spoken = [one for one in lines if one and not _SOUND.fullmatch(one)]
        sounds += len([one for one in lines if one]) - len(spoken)
        new = spoken[_again(said[-1], spoken) :] if said else spoken
        if new:
            said.append(spoken)
            shown.append(" ".join(new))
    findings = (taken(counted(sounds, "line") + " of sounds or songs"),) if sounds else ()
    return Parts(_joined(shown), encoding=decoded.encoding, findings=(*decoded.findings, *findings))


def _cues(text: str) -> Iterator[list[str]]:
    """The lines of each cue, without numbers, times, notes and styles; a blank line may lack between cues."""
    begun = False
    for block in re.split(r"\n[ \t]*\n", text):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        times = [number for number, line in enumerate(lines) if _TIME.match(line)]
        if not times and lines and begun and not _SKIPPED.match(lines[0]):
            yield lines  # what a cue says below a blank line
        for place, end in zip(times, [*times[1:], len(lines)], strict=False):
            begun = True
            numbered = end < len(lines) and end - 1 > place and lines[end - 1].isdecimal()
            yield lines[place + 1 : end - 1 if numbered else end]


def _again(before: list[str], lines: list[str]) -> int:
    """How many lines a cue says again that the one before ended with, as captions do that roll."""
    most = min(len(before), len(lines))
    return next((number for number in range(most, 0, -1) if before[-number:] == lines[:number]), 0)


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
