"""Reads RTF documents."""

import re

from summarizer.text.formats.parts import Parts, damaged, library
from summarizer.text.paragraphs import Paragraph

_KIND = "an RTF document"
_BAR = re.compile(r"\||\\'7[cC]")
_ASIDE = "\ue000"  # a letter for private use


def read(data: bytes, name: str) -> Parts:
    """The text of a document; raises `InputError` where it cannot be had."""
    striprtf = library("striprtf.striprtf", name, _KIND)
    try:
        # striprtf writes | between cells; the document's own bars are put aside meanwhile.
        marked = _BAR.sub(rf"\\u{ord(_ASIDE)} ?", data.decode("latin-1"))
        text = striprtf.rtf_to_text(marked, errors="replace")
    except Exception as error:
        raise damaged(name, _KIND, error) from error
    lines = (line.replace("|", "\t").replace(_ASIDE, "|") for line in text.split("\n"))
    return Parts([Paragraph(line.rstrip("\t")) for line in lines])
