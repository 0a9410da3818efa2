"""How an output begins and ends: talk about the task, the source handed back, an end in mid-sentence."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from summarizer.document import Document
from summarizer.report import Finding

_ENDED = re.compile(r"[.!?…][\"”’'»)\]\s]*$")
_OPEN_END = re.compile(
    r"(?:[,(\[–—-]|\b(?:a|an|the|of|to|in|on|at|by|for|with|from|and|or|but|that|which|who|as|is|are|was|were|be"
    r"|has|have|had|will|would|its|their|his|this|into|than|if|when|while|because|between))\s*$",
    re.IGNORECASE,
)
_OPEN_END_VI = re.compile(
    r"(?:[,(\[–—-]|\b(?:và|của|là|các|những|để|với|trong|tại|cho|từ|đã|đang|sẽ|được|bị|về|theo|như|mà|khi|do|vì"
    r"|hoặc|nhưng|rằng|một|cùng|trên|đến|bởi|nhằm))\s*$"
)
_TALK = re.compile(
    r"""^\W*(?:
    (?:sure|certainly|of\ course|okay|absolutely)\s*[,!.:]
    |(?:here(?:'s|’s|\ is|\ are)|below\ is|the\ following\ is|this\ is)\ (?:the|an?|your|my|its)?\s*
        (?:[\w-]+\ ){0,3}?(?:translations?|summary|translated|rewritten|english\ (?:text|version|sentence))\b
    |(?:the|my|english)?\s*(?:english\ )?(?:translation|translated\ (?:text|sentence)|summary|english|output|answer)
        (?:\ (?:of|in|to|is|for)\b[^:\n]{0,60})?\s*:
    |(?:i'm|i’m|i\ am)\ (?:sorry|unable|an?\ (?:ai|language\ model))|as\ an\ ai\b
    |i\ (?:cannot|can't|can’t)\ (?:translate|assist|help|provide|summari[sz]e)
    |(?:vâng|chắc\ chắn|tất\ nhiên|được\ rồi)\s*[,!:]
    |(?:dưới\ đây|sau\ đây|đây)\ là\ (?:một\ )?(?:bản|phần|đoạn|nội\ dung)?\s*(?:tóm\ tắt|dịch|bài\ tóm)
    |(?:bản|bài|phần|đoạn)?\s*(?:tóm\ tắt|bản\ dịch)(?:\ (?:của|bài|nội\ dung|văn\ bản)[^:\n]{0,60})?\s*:
    |(?:bài\ báo|bài\ viết|văn\ bản|đoạn\ văn)(?:\ này)?\ (?:nói|viết|tóm\ tắt|đề\ cập|kể|trình\ bày)
    |(?:user|assistant|system|human)\s*:|\#{1,6}\s|```|<\|?\w+\|?>
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_TALK_AFTER = re.compile(
    r"(?:\(?\b(?:translator'?s\ )?note\s*:|let\ me\ know\ if|i\ hope\ this\ helps|feel\ free\ to\ ask"
    r"|\bthis\ translation\b|</?s>|<\|?(?:end|im|eot)_?\w*\|?>|\bas\ an\ ai\ (?:language\ )?model"
    r"|\bngười\ dịch\s*:|\blưu\ ý\s*:\s*(?:bản|đây))",
    re.IGNORECASE | re.VERBOSE,
)
# What would make the same words right: the article talks so itself.
_TALK_IN_SOURCE = re.compile(
    r"bản dịch|tóm tắt|dịch|tiếng anh|xin lỗi|chắc chắn|tất nhiên|vâng|lưu ý|ghi chú|note|trí tuệ nhân tạo|\bAI\b"
    r"|đáp án|trả lời",
    re.IGNORECASE,
)


def check_preamble(source: str, output: str) -> Iterator[Finding]:
    """An error where the output talks about the task in place of doing it."""
    found = _TALK.match(output)
    if found is None and not _TALK_IN_SOURCE.search(source):
        found = _TALK_AFTER.search(output)
    if found is None or _TALK.match(source) or (_says_so(source) and not _is_label(found[0])):
        return
    said = found[0].strip()
    yield Finding(
        kind="preamble",
        severity="error",
        message=f"the output talks about the task: “{said}”",
        found=said,
    )


def check_cut(source: str, output: str, finish_reason: str, *, title: bool = False) -> Iterator[Finding]:
    """An error where the output stopped before its end: at the token limit, in a loop, or in mid-sentence."""
    end = output.rstrip()[-40:]
    if finish_reason == "length":
        yield _cut("the output was cut off at the token limit", end)
    elif finish_reason == "loop":
        yield _cut("the model repeated itself and was stopped", end)
    elif not title and _ENDED.search(source) and not _ENDED.search(output):
        yield _cut("the article's sentence is closed; the translation ends in mid-sentence", end)
    elif _OPEN_END.search(output) and not re.search(r"[,(\[–—-]\s*$", source):
        yield _cut("the translation ends in mid-sentence", end)


def check_cut_summary(sentences: Sequence[str], finish_reason: str) -> Iterator[Finding]:
    """An error where the last sentence of a Vietnamese summary is not closed."""
    end = sentences[-1].rstrip()[-40:] if sentences else ""
    if finish_reason == "length":
        yield _cut("the summary was cut off at the token limit", end)
    elif finish_reason == "loop":
        yield _cut("the model repeated itself and was stopped", end)
    elif sentences and (not _ENDED.search(sentences[-1]) or _OPEN_END_VI.search(sentences[-1])):
        yield _cut("the summary ends in mid-sentence", end)


def check_copy(source: str, output: str) -> Iterator[Finding]:
    """A warning where a translation hands the source back; a line of names and numbers alone may stay."""
    words = re.findall(r"[^\W\d_]+", source)
    if len(words) < 4 or all(word[0].isupper() for word in words):
        return
    if SequenceMatcher(None, words, re.findall(r"[^\W\d_]+", output), autojunk=False).ratio() >= 0.8:
        yield Finding(
            kind="copy",
            severity="warning",
            message="the output is the article's own sentence, untranslated",
            found=output[:80],
        )


def check_copied_lead(document: Document, sentences: Sequence[str]) -> Iterator[Finding]:
    """A warning where the whole summary is the article's opening, word for word."""
    summary = " ".join(" ".join(sentences).casefold().split())
    opening = " ".join(" ".join(sentence.text for sentence in document.body).casefold().split())
    if len(summary.split()) >= 8 and opening.startswith(summary.rstrip(".")):
        yield Finding(
            kind="copy",
            severity="warning",
            message="the summary is the article's opening, word for word",
            found=summary[:80],
        )


def _cut(message: str, end: str) -> Finding:
    return Finding(kind="cut", severity="error", message=message, found=end or None)


def _says_so(source: str) -> bool:
    return _TALK_IN_SOURCE.search(source) is not None


def _is_label(said: str) -> bool:
    """`Here is the translation:` and its like, which no article says."""
    return re.search(r"translation|bản dịch|bản tóm tắt|as an ai|```|<", said, re.IGNORECASE) is not None
