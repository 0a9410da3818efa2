"""Reads mail (EML): its text without what it answers and the signature; and pages saved like mail (MHTML)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime

from summarizer.errors import InputError
from summarizer.text import html_text
from summarizer.text.decoders import Decoded
from summarizer.text.encodings import decode
from summarizer.text.formats.mail_head import ANSWERED, ENVELOPE
from summarizer.text.formats.parts import Parts, damaged, said, taken
from summarizer.text.paragraphs import Paragraph

_KIND = "a mail"
_PLAIN = ("us-ascii", "ascii")  # what a mail is in that names no encoding, or names this one
# From the first opening to the last end; looked for once, from the beginning: the time is linear.
_BLOCKQUOTES = re.compile(
    r"\A((?:(?!<blockquote\b).)*+)<blockquote\b.*</blockquote\s*>", re.IGNORECASE | re.DOTALL
)
# What Outlook sets above the mail that is answered, in English or Vietnamese.
_SENDER = re.compile(r"\W*(?:From|Từ|Người gửi)\W*:", re.IGNORECASE)
_FIELD = re.compile(
    r"\W*(?:Sent|Date|To|Cc|Subject|Đã gửi|Gửi|Ngày|Tới|Đến|Người nhận|Chủ đề|Tiêu đề)\W*:", re.IGNORECASE
)
_RULE = re.compile(r"[_-]{8,}\s*\Z")
_FLOWED = re.compile(r"(?m)(?<!^--) \n(?![>\n])")  # a line's end that only the mail's width asked for
_SAVED = re.compile(r"\W*Saved by\b", re.IGNORECASE)  # what browsers write for the sender of a page
_NEXT = re.compile(rb"\r?\n\r?\nFrom \S+ +\w{3} \w{3} ")
_FORWARDED = re.compile(r"-{2,}\s*(?:Forwarded message|Thư chuyển tiếp)", re.IGNORECASE)


def read(data: bytes, name: str) -> Parts:
    """What a mail says; raises `InputError` where it cannot be read."""
    data = data.lstrip()
    if (envelope := ENVELOPE.match(data)) is not None:
        if _NEXT.search(data):
            raise InputError(f"{name}: is a mailbox of several mails; save the one that you want as .eml")
        data = data[envelope.end() :]
    try:
        message = message_from_bytes(data, policy=policy.default)
        if (place := said(message.get("snapshot-content-location"))) or _SAVED.match(
            str(message.get("from"))
        ):
            return _page(message, name, place)
        body = _body(message, name)
        subject, sender, date = (said(message.get(field)) for field in ("subject", "from", "date"))
    except InputError:
        raise
    except Exception as error:  # the email package raises many kinds for broken fields
        raise damaged(name, _KIND, error) from error
    passed_on = re.match(r"(?:fwd?|tr|chuyển tiếp)\s*:", subject or "", re.IGNORECASE) is not None
    kept, quoted = _own(body.text.split("\n"), passed_on=passed_on)
    title = re.sub(r"^(?:(?:re|fwd?|tr|trả lời|chuyển tiếp)\s*:\s*)+", "", subject or "", flags=re.IGNORECASE)
    s = "" if quoted == 1 else "s"
    return Parts(
        [Paragraph(line) for line in kept],
        title=title or None,
        published=_date(date),
        author=sender,
        encoding=body.encoding,
        findings=body.findings + ((taken(f"{quoted} quoted line{s} of another mail"),) if quoted else ()),
    )


def _page(message: EmailMessage, name: str, place: str | None) -> Parts:
    """The article of a page that a browser saved in one file (MHTML)."""
    from summarizer.text.formats import page

    part = message.get_body(preferencelist=("html",))
    if part is None:
        raise InputError(f"{name}: is a saved page without its text; save the article's text as UTF-8")
    data = part.get_payload(decode=True)
    parts = page.read(data if isinstance(data, bytes) else b"", name)
    return replace(parts, url=parts.url or place or said(part.get("content-location")))


def _body(message: EmailMessage, name: str) -> Decoded:
    """The text of a mail: its HTML where there is no plain text, or but an empty one."""
    body = Decoded("", "utf-8")
    for kind in ("plain", "html"):
        part = message.get_body(preferencelist=(kind,))
        if part is not None and not body.text.strip():
            body = _text(part, name)
    return body


def _text(part: MIMEPart, name: str) -> Decoded:
    """The text of a part of a mail; the encoding of one that names none is told by its letters."""
    data = part.get_payload(decode=True)
    if isinstance(data, bytes) and not data.isascii() and part.get_content_charset("us-ascii") in _PLAIN:
        body = decode(data, source=name)
    else:
        body = Decoded(str(part.get_content()), "utf-8")
    text = body.text.replace("\r\n", "\n")
    if part.get_content_subtype() == "html":
        text = html_text.text_of(_BLOCKQUOTES.sub(r"\1", text))[0]
    elif part.get_param("format") == "flowed":
        text = _FLOWED.sub(" ", text)
    return replace(body, text=text)


def _own(lines: list[str], *, passed_on: bool) -> tuple[list[str], int]:
    """The lines that the sender wrote or has `passed_on`, and how many others stood below or between them."""
    kept: list[str] = []
    above = ""  # the last line kept that has words
    last_unmarked = max((n for n, one in enumerate(lines) if one.strip() and one[0] != ">"), default=-1)
    last_marked = max((n for n, one in enumerate(lines) if one[:1] == ">"), default=-1)
    for number, line in enumerate(lines):
        bare = line.strip()
        if line.rstrip("\n") == "-- ":  # the signature
            return kept, _number(lines[:number]) - _number(kept)
        earlier = above and not passed_on and not _FORWARDED.match(above)
        if earlier and _answers(lines, number, last_unmarked):
            return kept, _number(lines) - _number(kept)
        if ANSWERED.match(bare) and not _FORWARDED.match(bare):
            all_marked = last_unmarked <= number
            unmarked = last_marked <= number < last_unmarked and "@" in line and above  # as Yahoo answers
            if all_marked or unmarked or bare.startswith("-"):
                return kept, _number(lines) - _number(kept)
            continue
        if not line.startswith(">"):
            kept.append(line)
            above = above if not bare or _RULE.match(bare) else bare
    return kept, _number(lines) - _number(kept)


def _answers(lines: Sequence[str], number: int, last_unmarked: int) -> bool:
    """Whether a line begins what Outlook, or Gmail on two lines, sets above an earlier mail.

    All that Gmail quotes is marked with `>`: below those two lines, no line is unmarked.
    """
    line, *below = (one.strip() for one in lines[number : number + 6])
    if _RULE.match(line) and below:
        line, *below = below
    if _SENDER.match(line):
        return sum(_FIELD.match(one) is not None for one in below) >= 2
    if not below or not re.match(r"(?:Vào|On)\b", line) or ANSWERED.match(line):
        return False
    return last_unmarked <= number + 1 and ANSWERED.match(f"{line} {below[0]}") is not None


def _number(lines: list[str]) -> int:
    return sum(bool(line.strip()) for line in lines)


def _date(date: str | None) -> str | None:
    try:
        return parsedate_to_datetime(date).date().isoformat() if date else None
    except (TypeError, ValueError):
        return None
