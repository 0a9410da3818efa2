"""The output does its task and does not talk about it."""

import re
from collections.abc import Iterator

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.report import Finding

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


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error where the output talks about the task in place of doing it, before or after.

    What the source says itself is no such talk: an article may hold `Vâng, ...` or a translator's note.
    """
    found = _talk(source, output.text)
    if found is not None:
        said = found[0].strip()
        yield finding("preamble", f"the output talks about the task: “{said}”", found=said)


def _talk(source: Source, output: str) -> re.Match[str] | None:
    found = _LABEL.match(output)
    if found is not None and not source.once(_has_label):
        return found
    found = _TALK.match(output)
    if found is not None and not source.once(_has_talk):
        return found
    found = _AFTER.search(output)
    if found is not None and not source.once(_has_note):
        return found
    return _ASKED.search(output)


def _has_label(text: str) -> bool:
    patterns = (_LABEL.match, _SOURCE_LABEL.search, _SOURCE_PRESENTS.match)
    return any(found(text) is not None for found in patterns)


def _has_talk(text: str) -> bool:
    return _TALK.match(text) is not None or _TALK_IN_SOURCE.search(text) is not None


def _has_note(text: str) -> bool:
    return _AFTER_IN_SOURCE.search(text) is not None
