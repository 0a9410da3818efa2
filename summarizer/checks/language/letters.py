"""Letters and words that tell Vietnamese, English and other scripts apart."""

import re
from collections.abc import Iterator, Sequence

from summarizer.checks.findings import finding
from summarizer.report import Finding
from summarizer.text.names import words as listed

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Letters that among news languages written in Latin letters Vietnamese alone has.
VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]")
MARKED = re.compile(r"[àáâãèéêìíòóôõùúýăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]")
ENGLISH = listed(
    "the of and to in a is that for on was with as by at from his her it be are an were has have had he she"
    " they this will not but or who which said their would its been after we i you can there one all new no"
)
# Of the words of English 25 to 50 in a hundred are in the list above, of other languages' next to none.
PART = 0.08
_OTHER_SCRIPT = re.compile(
    r"[\u0370-\u03ff\u0400-\u052f\u0530-\u05ff\u0600-\u06ff\u0900-\u0dff\u0e00-\u0eff\u1100-\u11ff"
    r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
)
# One Greek letter is a sign: μg, alpha and beta of a virus, pi.
_SYMBOL = re.compile(r"[\u0370-\u03ff]")


def words_of(text: str) -> list[str]:
    """The words, those with an apostrophe or a hyphen whole."""
    return WORD.findall(text)


def count_marked(words: Sequence[str]) -> int:
    """How many words have a letter that English has not."""
    return sum(MARKED.search(word.casefold()) is not None for word in words)


def other_scripts(source: str, output: str) -> Iterator[Finding]:
    """An error for the first letters of another script that the source has not."""
    for found in _OTHER_SCRIPT.findall(output):
        if found not in source and not _SYMBOL.fullmatch(found):
            yield finding("language", f"letters of another script: “{found}”", found=found)
            return
