"""Tells sentences that have a predicate from captions, headings and lists of names."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from summarizer.text import known_names
from summarizer.text.capitals import in_capitals
from summarizer.text.languages import alternatives
from summarizer.text.languages import words as listed
from summarizer.text.names import words as listing

_BRACKETS = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[^\W\d_]+")
# What stands behind the name that opens a caption, a heading or a list of names.
_NO_VERB = listing(
    "và cùng với hay hoặc của tại ở trong ngoài trên dưới giữa bên cạnh trước sau gần quanh từ đến tới theo"
    " về hồi khi lúc vào ngày sáng trưa chiều tối đêm hôm năm tháng tuần mùa nơi thời những các một hai ba"
    " bốn mấy này đó kia do bởi bằng như nhìn phía thứ số"
)
_NAME = 3  # words of a name that no list has; `Bộ Ngoại giao` opens with two capitals
_LONG = 45  # words of a sentence that has a verb in any case


def has_predicate(sentence: str) -> bool:
    """Whether a sentence says something of somebody: with a verb that is no part of a noun.

    The words are in `configs/languages/vi/predicates.tsv`. A sentence whose verb is not there has one only
    where it ends with a full stop and opens with a name that a word follows as a verb would.
    """
    text = _BRACKETS.sub(" ", sentence.lower() if in_capitals(sentence) else sentence)
    if len(_WORD.findall(text)) > _LONG:
        return True
    picture = _pattern("picture").match(text)
    if picture:
        return _pattern("finite").search(text, picture.end()) is not None
    text = _events().sub(" . ", _pattern("compound").sub(" . ", text))
    return _opens_with_name(text.split()) or any(
        match.start() == 0 or match[0][0].islower() for match in _pattern("verb").finditer(text.lstrip())
    )


def _opens_with_name(told: Sequence[str]) -> bool:
    """Whether a whole sentence opens with a name and a word that may say what it does or how it is."""
    count = len(list(takewhile(lambda word: word[0].isupper(), told)))
    name, behind = " ".join(told[:count]), told[count : count + 1]
    known = count == _NAME - 1 and known_names.known(name) is not None
    return (
        (known or count >= _NAME)
        and name[-1].isalnum()
        and told[-1].endswith(".")
        and all(word.isalpha() and word not in _NO_VERB for word in behind)
        and bool(behind)
    )


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    words = rf"(?<!\w)(?:{alternatives(listed('vi', 'predicates', kind))})(?!\w)"
    return re.compile(rf"\W*{words}" if kind == "picture" else words, re.IGNORECASE)


@cache
def _events() -> re.Pattern[str]:
    """A noun of an event with the verb that is a part of it: `cuộc tập trận`, `vụ xả súng`."""
    nouns = alternatives(listed("vi", "predicates", "event"))
    finite = alternatives(listed("vi", "predicates", "finite"))
    part = rf"\s+(?!(?:{finite})(?!\w))[^\W\d_]+"
    return re.compile(
        rf"(?<!quân )(?<!nhân )(?<!thực )(?<!\w)(?:{nouns})(?:\s+(?:{nouns}))?(?:{part}){{1,2}}",
        re.IGNORECASE,
    )
