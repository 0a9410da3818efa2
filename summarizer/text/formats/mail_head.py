"""Tells a mail by the lines that it begins with, and the mail that it answers by the line above that."""

import re

# The line that a mailbox sets above each mail.
ENVELOPE = re.compile(rb"From \S+ [^\n]*\n")
# What mail programs set above the mail that is answered.
ANSWERED = re.compile(
    r"(?:(?:Vào|On|Am|Le)\b.{0,200}(?:đã viết|viết|wrote|schrieb|écrit)\s*:"
    r"|-{2,}\s*(?:Original Message|Thư gốc|Forwarded message|Thư chuyển tiếp).*)\s*\Z",
    re.IGNORECASE,
)
# Each line is taken once and for all: what matches in two ways takes forever where the end is missing.
_HEAD = re.compile(rb"(?:[A-Za-z][A-Za-z-]*+:[^\n]*+\n(?:[ \t][^\n]*+\n)*+)++\r?\n")
_FIELDS = (b"from:", b"date:", b"subject:", b"mime-version:", b"message-id:")
_MOST = 20_000  # bytes of a head


def is_mail(data: bytes) -> bool:
    """Whether bytes begin with the fields of a mail, perhaps under the line that a mailbox sets above one."""
    envelope = ENVELOPE.match(data)
    head = _HEAD.match(data[envelope.end() if envelope else 0 :][:_MOST])
    if head is None:
        return False
    lines = head[0].lower().split(b"\n")
    return sum(any(line.startswith(field) for line in lines) for field in _FIELDS) >= 3
