"""Who an article's title names, in place of the pronoun by which its first sentences call him: `Ông này`."""

import re
from collections.abc import Iterator
from functools import cache

from summarizer.text.languages import alternatives
from summarizer.text.languages import words as listed
from summarizer.text.persons import full_mentions, runs, title_before

# Whom the pronoun may mean as well: `Vợ ông Kim thăm Trung Quốc`.
_RELATIVE = re.compile(
    r"(?<!\w)(?:vợ|chồng|con trai|con gái|con|cháu|bố|cha|mẹ|anh trai|em trai|chị gái|em gái|bạn trai|bạn gái"
    r"|người tình|trợ lý)(?!\w)",
    re.IGNORECASE,
)
_MALE, _FEMALE = frozenset(("ông", "anh")), frozenset(("bà", "chị", "cô"))


def by_title(text: str, title: str) -> str | None:
    """The text with the one person of the title in place of the pronoun that opens it.

    None where it opens with none that is surely one, or the title names nobody, several, or one of the other
    sex. `Bà con nông dân` and `Cô giáo` are no pronouns; `Anh` alone may be Britain.
    """
    pronoun = _pronoun().match(text)
    if not pronoun or text[pronoun.end() :].lstrip()[:1].isupper():
        return None
    named = list(_named(title))
    if len(named) != 1 or not _may_be(named[0], pronoun[1].lower()):
        return None
    name = named[0]
    if pronoun[0] == "Anh" and not (name.startswith("anh ") or title.startswith("Anh ")):
        return None
    return f"{name[:1].upper()}{name[1:]}{text[pronoun.end() :]}"


@cache
def _pronoun() -> re.Pattern[str]:
    """A pronoun with `này`, `ta` or `ấy`, or right before what only stands behind who does something."""
    behind = alternatives(listed("vi", "predicates", "finite") | listed("vi", "sentences", "speech"))
    return re.compile(rf"(Ông|Bà|Anh|Chị|Cô)(?:\s+(?:này|ta|ấy)(?=\s+[^\W\d_])|(?=\s+(?:{behind})(?!\w)))")


def _named(title: str) -> Iterator[str]:
    """The persons of a title, by full names or by one with a title before it: `ông Trump`."""
    full = full_mentions(title)
    yield from (title[one.start : one.end] for one in full)
    yield from (match[0] for match in _RELATIVE.finditer(title))
    for run in runs(title):
        begin = title_before(title, run[0].start)
        if begin is not None and not any(one.start <= run[0].start < one.end for one in full):
            yield title[begin : run[-1].end]


def _may_be(name: str, pronoun: str) -> bool:
    """Whether a person of that name may be called so: by the title, or else by the middle name."""
    told = name.split()
    if told[0].lower() in _MALE | _FEMALE:
        return told[0].lower() == pronoun
    return ("Thị" if pronoun in _MALE else "Văn") not in told[1:-1]
