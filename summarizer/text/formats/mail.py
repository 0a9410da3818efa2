"""Reads mail (EML): its text without what it answers to and without the signature."""

import re
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from summarizer.errors import InputError
from summarizer.text import html_text
from summarizer.text.encodings import Decoded, decode
from summarizer.text.formats.parts import Parts, damaged, said, taken
from summarizer.text.paragraphs import Paragraph

_KIND = "a mail"
_ANSWERED = re.compile(
    r"(?:(?:Vào|On|Am|Le)\b.{0,200}(?:đã viết|viết|wrote|schrieb|écrit)\s*:"
    r"|-{2,}\s*(?:Original Message|Thư gốc|Forwarded message|Thư chuyển tiếp).*)\s*\Z",
    re.IGNORECASE,
)
_PLAIN = ("us-ascii", "ascii")  # what a mail is in that names no encoding, or names this one
# From the first opening to the last end; looked for once, from the beginning: the time is linear.
_BLOCKQUOTES = re.compile(
    r"\A((?:(?!<blockquote\b).)*+)<blockquote\b.*</blockquote\s*>", re.IGNORECASE | re.DOTALL
)
_FORWARDED = re.compile(r"-{2,}\s*(?:Forwarded message|Thư chuyển tiếp)", re.IGNORECASE)


def read(data: bytes, name: str) -> Parts:
    """What a mail says; raises `InputError` where it cannot be read."""
    try:
        message = message_from_bytes(data.lstrip(), policy=policy.default)
        body = _body(message, name)
        subject, sender, date = (said(message.get(field)) for field in ("subject", "from", "date"))
    except InputError:
        raise
    except Exception as error:  # the email package raises many kinds for broken fields
        raise damaged(name, _KIND, error) from error
    kept, quoted = _own(body.text.replace("\r\n", "\n").split("\n"))
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


def _body(message: EmailMessage, name: str) -> Decoded:
    """The text of a mail; the encoding of one that names none is told by its letters."""
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return Decoded("", "utf-8")
    data = part.get_payload(decode=True)
    if isinstance(data, bytes) and not data.isascii() and part.get_content_charset("us-ascii") in _PLAIN:
        body = decode(data, source=name)
    else:
        body = Decoded(str(part.get_content()), "utf-8")
    if part.get_content_subtype() == "html":
        body = replace(body, text=html_text.text_of(_BLOCKQUOTES.sub(r"\1", body.text))[0])
    return body


def _own(lines: list[str]) -> tuple[list[str], int]:
    """The lines that the sender wrote, and how many of others stood below or between them."""
    kept: list[str] = []
    for number, line in enumerate(lines):
        if line.rstrip("\n") == "-- ":  # the signature
            return kept, _number(lines[:number]) - _number(kept)
        if _ANSWERED.match(line.strip()) and not _FORWARDED.match(line.strip()):
            rest = [other for other in lines[number + 1 :] if other.strip()]
            if all(other.startswith(">") for other in rest) or line.strip().startswith("-"):
                return kept, _number(lines) - _number(kept)
            continue
        if not line.startswith(">"):
            kept.append(line)
    return kept, _number(lines) - _number(kept)


def _number(lines: list[str]) -> int:
    return sum(bool(line.strip()) for line in lines)


def _date(date: str | None) -> str | None:
    try:
        return parsedate_to_datetime(date).date().isoformat() if date else None
    except (TypeError, ValueError):
        return None
