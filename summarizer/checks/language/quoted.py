"""Words in quotation marks are translated: dự án “ma” is a ghost project, no “ma” project."""

import re
from collections.abc import Iterator

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.report import Finding
from summarizer.text.english_words import is_common
from summarizer.text.names import is_syllable

_QUOTED = re.compile(r"[\"“‘'] ?(?P<word>[a-z]{2,6}(?: [a-z]{2,6})?) ?[\"”’']")
_NOT_SPOKEN_OF = r"(?<!\bword )(?<!\bterm )(?<!\bcalled )(?<!\bnamed )"  # the word “kim”


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for Vietnamese words without marks that stand in quotation marks in both texts.

    English words, those that brackets explain, and those spoken of as words, may stand so.
    """
    for word in dict.fromkeys(match["word"] for match in _QUOTED.finditer(source.text)):
        left = re.search(rf"{_NOT_SPOKEN_OF}[\"“‘']{word}[\"”’'](?!,? ?\()", output.text)
        if left and all(is_syllable(one) and not is_common(one) for one in word.split()):
            message = f"the translation leaves {left[0]} in Vietnamese; say it in English"
            yield finding("language", message, expected=word, found=left[0])
