"""Reads RTF documents."""

from summarizer.text.formats.parts import Parts, damaged, library
from summarizer.text.paragraphs import Paragraph

_KIND = "an RTF document"


def read(data: bytes, name: str) -> Parts:
    """The text of a document; raises `InputError` where it cannot be had."""
    striprtf = library("striprtf.striprtf", name, _KIND)
    try:
        text = striprtf.rtf_to_text(data.decode("latin-1"), errors="replace")
    except Exception as error:
        raise damaged(name, _KIND, error) from error
    return Parts(
        [Paragraph(line.replace("|", "\t") if line.count("|") > 1 else line) for line in text.split("\n")]
    )
