"""Takes the times off the messages of a chat that was exported or copied (WhatsApp, Zalo, Viber)."""

import re
from collections import Counter
from dataclasses import replace

from summarizer.text.paragraphs import Paragraph

_TIME = r"\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\.?)?"
_DAY = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}"
_STAMP = re.compile(rf"\s*\[?(?:{_TIME},?\s+{_DAY}|{_DAY},?\s+{_TIME})\]?:?\s*(?:[-–]\s*)?(?=\S)")
_SAID = re.compile(r"([^\s:][^:]{0,40}):\s+(?=\S)")
# What the program tells of the group.
_PROGRAM = re.compile(
    r"(?:tin nhắn|messages and calls|cuộc gọi).*(?:mã hóa|mã hoá|encrypted)"
    r"|[^:]{0,80}?\s(?:đã (?:được )?(?:thêm|tạo nhóm|rời|tham gia|vào nhóm|đổi|xóa|xoá|ghim)"
    r"|added|created group|left|joined|removed|changed|pinned)(?!\w)[^:]{0,80}\Z"
    r"|(?:tin nhắn |cuộc gọi )(?:\S+ )?(?:này )?(?:đã|nhỡ)|missed (?:voice|video) call"
    r"|this message was deleted",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"[^\s:][^:]{0,40}:\s+\W*(?:<?\s*(?:media omitted|đã ẩn|tệp phương tiện)"
    r"|(?:hình ảnh|ảnh|sticker|nhãn dán|video|tin nhắn thoại|file|tệp)\W*\Z"
    r"|(?:tin nhắn )?(?:đã|này đã) (?:được )?(?:thu hồi|bị xóa|bị xoá)).*",
    re.IGNORECASE,
)
_FEWEST, _SHARE = 3, 0.5  # messages of a chat, among its lines that have words
_AGAIN = 0.5  # of them by who writes more than once, as no item comes again in an agenda with times


def without_times(lines: list[Paragraph]) -> tuple[list[Paragraph], int, int]:
    """The lines without the times of messages; how many times went, and how many lines that nobody said.

    That is what the program tells itself, and what stands for pictures and sounds. Other texts stay as they
    are, and so do other lines that have a time and nobody's name.
    """
    stamps = [_STAMP.match(line.text) for line in lines]
    said = [one for stamp in stamps if stamp and (one := _SAID.match(stamp.string, stamp.end()))]
    if len(said) < max(_FEWEST, _SHARE * sum(bool(line.text.strip()) for line in lines)):
        return lines, 0, 0
    written = Counter(one[1] for one in said)
    if sum(number for number in written.values() if number > 1) < _AGAIN * len(said):
        return lines, 0, 0
    kept, times, unsaid = [], 0, 0
    for line, stamp in zip(lines, stamps, strict=True):
        text = line.text[stamp.end() :] if stamp else line.text
        if stamp and (_NOTHING.match(text) if _SAID.match(text) else _PROGRAM.match(text)):
            unsaid += 1
        elif stamp and _SAID.match(text):
            times += 1
            kept.append(replace(line, text=text))
        else:
            kept.append(line)
    return kept, times, unsaid
