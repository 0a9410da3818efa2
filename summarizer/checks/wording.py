"""How an output begins and ends: talk about the task, the source handed back, an end in mid-sentence."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from summarizer.checks import names_lost, omission
from summarizer.checks.endings import is_closed
from summarizer.document import Document
from summarizer.report import Finding, Severity
from summarizer.text.glossary import TermMatch

# Of `omission.score`: half of right translations are above, of those cut off without a word nearly all.
_WHOLE = 0.0
_OPEN_END = re.compile(
    r"(?:[,(\[–—-]|\b(?:a|an|the|of|to|in|on|at|by|for|with|from|and|or|but|that|which|who|as|is|are|was|were|be"
    r"|has|have|had|will|would|its|their|his|this|into|than|if|when|while|because|between))\s*$",
    re.IGNORECASE,
)
_OPEN_END_VI = re.compile(
    r"(?:[,(\[–—-]|\b(?:và|của|là|các|những|để|với|trong|tại|cho|từ|đã|đang|sẽ|được|bị|về|theo|như|mà|khi|do|vì"
    r"|hoặc|nhưng|rằng|một|cùng|trên|đến|bởi|nhằm))\s*$"
)
# Talk that no article holds: a label on a translation or a summary, a chat model's turn.
_LABEL = re.compile(
    r"""^\W*(?:
    (?:(?:sure|certainly|of\ course|okay|absolutely|great)\b[\s,!.:—-]*)?
        (?:here(?:'s|’s|\ is|\ are|\ you\ go)|below\ is|the\ following\ is|this\ is|please\ find
            |i(?:'ve|’ve|\ have))\ ?(?:[\w'’-]+\ ){0,4}?
        (?:translat\w+|summar\w+|rewritten|english\ (?:text|version|sentence))\b
    |(?:(?:the|my|an?|your)\ )?(?:[\w-]+\ ){0,2}(?:translation|translated\ (?:text|sentence|version))
        (?:\ (?:of|in|to|is|for|reads|would|into)\b[^:\n]{0,60})?\s*(?:\*\*)?:
    |(?:this|the|it)\ (?:[\w-]+\ ){0,2}(?:translates|can\ be\ translated|is\ translated)\b
    |translat(?:ed|ing)\ (?:in)?to\ english|in\ english\s*[,:]|english(?:\ version|\ text)?\s*:|output\s*:
    |as\ an\ ai\b|(?:i'm|i’m|i\ am)\ an?\ (?:ai|language\ model)
    |i\ (?:cannot|can't|can’t|am\ unable\ to)\ (?:translate|summari[sz]e)
    |(?:(?:vâng|chắc\ chắn|tất\ nhiên|được\ rồi|dạ)\b[\s,!.:]*)?(?:dưới\ đây|sau\ đây|đây)\ là\ (?:một\ )?
        (?:bản|phần|đoạn|nội\ dung|bài)?\s*(?:tóm\ tắt|dịch|tóm\ lược)
    |(?:bản|bài|phần|đoạn)?\s*(?:tóm\ tắt|bản\ dịch)
        (?:\ (?:của|bài|nội\ dung|văn\ bản|tiếng)[^:\n]{0,60})?\s*:
    |(?:user|assistant|system|human)\s*:|\#{1,6}\s|```|<\|?\w+\|?>
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# Talk that somebody in an article may utter: right where the source has such words.
_TALK = re.compile(
    r"""^\W*(?:
    (?:sure|certainly|of\ course|okay|absolutely)\s*[,!.:]
    |(?:summary|answer|response)\s*:
    |(?:i'm|i’m|i\ am)\ (?:sorry|unable)|i\ (?:cannot|can't|can’t)\ (?:assist|help|provide)
    |(?:vâng|chắc\ chắn|tất\ nhiên|được\ rồi)\s*[,!:]
    |(?:bài\ báo|bài\ viết|văn\ bản|đoạn\ văn)(?:\ này)?\ (?:nói|viết|tóm\ tắt|đề\ cập|kể|trình\ bày)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_TALK_IN_SOURCE = re.compile(
    r"tóm tắt|xin lỗi|rất tiếc|chắc chắn|tất nhiên|dĩ nhiên|đương nhiên|vâng|được rồi|đồng ý|không thể|đáp án"
    r"|trả lời|bài báo|bài viết|văn bản|đoạn văn|\bừ\b|hẳn rồi",
    re.IGNORECASE,
)
# An article that itself presents a translation or a text in English.
_SOURCE_LABEL = re.compile(
    r"(?:bản dịch|dịch (?:ra|sang)|tiếng anh|tạm dịch|output)[^.]{0,40}:", re.IGNORECASE
)
# An article that itself presents a report or a text: `Đây là báo cáo tổng kết`.
_SOURCE_PRESENTS = re.compile(
    r"\W*(?:dưới đây|sau đây|đây|đó) là\b"
    r".*(?:tổng kết|sơ kết|tổng hợp|tóm tắt|tóm lược|(?:bản|bài|biên|thông) dịch)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?:translator['’]?s\ note\s*:|\bnote\s*:|let\ me\ know\ if|i\ hope\ (?:this|that)\ helps"
    r"|feel\ free\ to\ (?:ask|reach)|\bthis\ translation\b|</?s>|<\|?(?:end|im|eot)_?\w*\|?>"
    r"|\bas\ an\ ai\ (?:language\ )?model|\bis\ there\ anything\ else\b|\bplease\ let\ me\ know\b"
    r"|\bngười\ dịch\s*:|\blưu\ ý\s*:\s*(?:bản|đây)|\bhy\ vọng\ (?:điều|bản)\ (?:này|dịch))",
    re.IGNORECASE | re.VERBOSE,
)
_AFTER_IN_SOURCE = re.compile(
    r"bản dịch|lưu ý|ghi chú|chú thích|chú ý|note|cho tôi biết|cho chúng tôi biết|hi vọng|hy vọng"
    r"|trí tuệ nhân tạo|người dịch",
    re.IGNORECASE,
)

# What the prompts in `prompts/` say, said back.
_ASKED = re.compile(r"(?i:use these english terms|translate the user['’]s)")


def check_preamble(source: str, output: str) -> Iterator[Finding]:
    """An error where the output talks about the task in place of doing it, before or after.

    What the source says itself is no such talk: an article may hold `Vâng, ...` or a translator's note.
    """
    own = _LABEL.match(source) or _SOURCE_LABEL.search(source) or _SOURCE_PRESENTS.match(source)
    found = None if own else _LABEL.match(output)
    if found is None and not _TALK.match(source) and not _TALK_IN_SOURCE.search(source):
        found = _TALK.match(output)
    if found is None and not _AFTER_IN_SOURCE.search(source):
        found = _AFTER.search(output)
    found = found or _ASKED.search(output)
    if found is None:
        return
    said = found[0].strip()
    yield Finding(
        kind="preamble",
        severity="error",
        message=f"the output talks about the task: “{said}”",
        found=said,
    )


def check_cut(
    source: str,
    output: str,
    finish_reason: str,
    *,
    terms: Sequence[TermMatch] = (),
    title: bool = False,
) -> Iterator[Finding]:
    """An error where the output stopped before its end: at the token limit, in a loop, or in mid-sentence.

    A warning where the full stop alone may be missing: nothing in length, commas or names says that more is.
    """
    end = output.rstrip()[-40:]
    if finish_reason == "length":
        yield _cut("the output was cut off at the token limit", end)
    elif finish_reason == "loop":
        yield _cut("the model repeated itself and was stopped", end)
    elif _OPEN_END.search(output) and not re.search(r"[,(\[–—-]\s*$", source):
        yield _cut("the translation ends in mid-sentence", end)
    elif not title and is_closed(source) and not is_closed(output):
        if omission.score(source, output) > _WHOLE or not names_lost.all_kept(source, output, terms):
            yield _cut("the article's sentence is closed; the translation ends in mid-sentence", end)
        else:
            yield _cut("the translation has no full stop, as the article's sentence has", end, "warning")


def check_cut_summary(sentences: Sequence[str], finish_reason: str) -> Iterator[Finding]:
    """An error where the last sentence of a Vietnamese summary is not closed."""
    end = sentences[-1].rstrip()[-40:] if sentences else ""
    if finish_reason == "length":
        yield _cut("the summary was cut off at the token limit", end)
    elif finish_reason == "loop":
        yield _cut("the model repeated itself and was stopped", end)
    elif sentences and (not is_closed(sentences[-1]) or _OPEN_END_VI.search(sentences[-1])):
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


def _cut(message: str, end: str, severity: Severity = "error") -> Finding:
    return Finding(kind="cut", severity=severity, message=message, found=end or None)
