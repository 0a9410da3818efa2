"""Takes the times off the messages of a chat that was exported or copied (WhatsApp, Zalo, Viber)."""

import re
from dataclasses import replace

from summarizer.text.paragraphs import Paragraph

_TIME = r"\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?"
_DAY = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}"
_STAMP = re.compile(rf"\s*\[?(?:{_TIME},?\s+{_DAY}|{_DAY},?\s+{_TIME})\]?:?\s*(?:[-–]\s*)?(?=\S)")
_SAID = re.compile(r"[^\s:][^:]{0,40}:\s+(?=\S)")
_NOTHING = re.compile(
    r"[^\s:][^:]{0,40}:\s+\W*(?:<?\s*(?:media omitted|đã ẩn|tệp phương tiện)"
    r"|(?:hình ảnh|ảnh|sticker|nhãn dán|video|tin nhắn thoại|file|tệp)\W*\Z"
    r"|(?:tin nhắn )?(?:đã|này đã) (?:được )?(?:thu hồi|bị xóa|bị xoá)).*",
    re.IGNORECASE,
)
_FEWEST, _SHARE = 3, 0.5  # messages of a chat, among its lines that have words


def without_times(lines: list[Paragraph]) -> tuple[list[Paragraph], int, int]:
    """The lines without the times of messages; how many times went, and how many lines that nobody said.

    That is what the program tells itself, and what stands for pictures and sounds. Other texts stay as they
    are.
    """
    stamps = [_STAMP.match(line.text) for line in lines]
    said = [stamp for stamp in stamps if stamp and _SAID.match(stamp.string, stamp.end())]
    if len(said) < max(_FEWEST, _SHARE * sum(bool(line.text.strip()) for line in lines)):
        return lines, 0, 0
    kept, times, unsaid = [], 0, 0
    for line, stamp in zip(lines, stamps, strict=True):
        text = line.text[stamp.end() :] if stamp else line.text
        if stamp and (not _SAID.match(text) or _NOTHING.match(text)):
            unsaid += 1
            continue
        kept.append(replace(line, text=text))
        times += stamp is not None
    return kept, times, unsaid
