"""Whether a sentence of a summary is as sure as what it was written from: denied, planned, suspected."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from summarizer.report import Finding
from summarizer.text.names import words as listed
from summarizer.text.vectors import words

_DENIED, _UNSURE, _DONE = "denied", "unsure", "done"
# What words say of those behind them.
_KINDS: Mapping[str, tuple[str, ...]] = {
    _DENIED: ("không", "chưa", "chẳng", "bác bỏ", "phủ nhận"),
    _UNSURE: (
        "sẽ", "dự kiến", "dự định", "có thể", "có khả năng", "nhiều khả năng", "nghi", "nghi ngờ", "nghi vấn",
        "được cho là", "bị cáo buộc", "cáo buộc", "tình nghi", "đề nghị", "đề xuất", "kiến nghị", "cân nhắc",
        "có dấu hiệu",
    ),
    _DONE: ("đã", "vừa"),
}  # fmt: skip
# Words by which a summary may say in another way that a thing is not there yet, or not sure.
_OTHERWISE: Mapping[str, str] = {
    _DENIED: r"không|chưa|chẳng|bác bỏ|phủ nhận|thiếu|ngừng|ngưng|dừng|mất|trái|cấm|tránh|từ chối|trừ|vẫn còn"
    r"|thay vì|ít",
    _UNSURE: r"sẽ|dự kiến|dự định|có thể|khả năng|nghi|cho là|cho rằng|cáo buộc|dấu hiệu|đề nghị|đề xuất"
    r"|kiến nghị|cân nhắc|xem xét|kế hoạch|chuẩn bị|sắp|nhằm|để|muốn|mong|hy vọng|hi vọng|cần|phải|nếu"
    r"|yêu cầu|dự báo|dự đoán|dự thảo|cam kết|hứa|mục tiêu|phấn đấu|định|đến năm|cảnh báo|phương án",
}
_SAYS = {kind: re.compile(rf"(?<!\w)(?:{ways})(?!\w)", re.IGNORECASE) for kind, ways in _OTHERWISE.items()}
_KIND_OF = {tuple(word.split()): kind for kind, of_kind in _KINDS.items() for word in of_kind}
_LONGEST = max(map(len, _KIND_OF))
_REACH = 4  # syllables between such a word and what it may be said of
_CLAUSE = re.compile(r"[,;:.!?…()\"“”]")
# Syllables that say nothing by themselves: what a word is said of begins and ends with others.
_EMPTY = listed(
    "và của là các những để với trong tại cho từ đã đang sẽ được bị về theo như mà khi do vì hoặc nhưng rằng"
    " một cùng trên đến bởi nhằm này đó có ra vào lên năm ngày tháng người thì cũng còn nếu phải cần không"
    " chưa việc hơn rất nhiều"
)


@dataclass(frozen=True, slots=True)
class _Said:
    """Two syllables as a text has them: what stands close before them, and whether their clause denies."""

    kinds: frozenset[str]
    near: frozenset[str]
    denied: bool


def check(evidence: str, sentence: str) -> Iterator[Finding]:
    """An error where the evidence denies what the sentence says or the other way round, or is less sure.

    Two syllables that both have are compared by the words before them in their clause. It is enough that
    the evidence has them once in the same way.
    """
    theirs = _pairs(evidence)
    for pair, own in _pairs(sentence).items():
        there = theirs.get(pair, [])
        for ours in own if there else ():
            faults = [_fault(ours, one, sentence) for one in there]
            if all(faults):
                yield _differs(" ".join(pair), str(faults[0]))
                return


def _fault(ours: _Said, evidence: _Said, sentence: str) -> str | None:
    """What differs between two places of the same syllables."""
    if _DENIED in ours.near and not evidence.denied:
        return "denies"
    if _DENIED in evidence.near and not _SAYS[_DENIED].search(sentence):
        return "does not deny"
    if _UNSURE in evidence.near and _DONE not in evidence.kinds:
        if _DONE in ours.near:
            return "says as done"
        if not _SAYS[_UNSURE].search(sentence):
            return "says as certain"
    return None


def _pairs(text: str) -> dict[tuple[str, str], list[_Said]]:
    """Where each two syllables stand."""
    found: dict[tuple[str, str], list[_Said]] = {}
    for clause in _CLAUSE.split(text):
        said = words(clause)
        denied = _SAYS[_DENIED].search(clause) is not None
        kinds = _kinds(said)
        for index in range(len(said) - 1):
            if said[index] in _EMPTY or said[index + 1] in _EMPTY:
                continue
            wide, near = (
                frozenset(filter(None, kinds[max(0, index - reach) : index + 1])) for reach in (_REACH, 0)
            )
            found.setdefault((said[index], said[index + 1]), []).append(_Said(wide, near, denied))
    return found


def _kinds(said: list[str]) -> list[str | None]:
    """By the place behind it, the kind of each word that has one."""
    kinds: list[str | None] = [None] * (len(said) + 1)
    for start in range(len(said)):
        for size in range(min(_LONGEST, len(said) - start), 0, -1):
            kind = _KIND_OF.get(tuple(said[start : start + size]))
            if kind:
                kinds[start + size] = kind
                break
    return kinds


def _differs(said: str, how: str) -> Finding:
    return Finding(
        kind="addition",
        severity="error",
        message=f"the summary {how} what the article says otherwise: “{said}”",
        found=said,
    )
