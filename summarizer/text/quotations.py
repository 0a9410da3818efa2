"""Tells which stops within and after a quotation end no sentence."""

import re

from summarizer.text.languages import words

_PAIRS = re.compile(r"“[^“”]*”|«[^«»]*»|‘[^‘’]*’(?!\w)|(?<!\w)'(?=\S)[^'\n]*(?<=\S)'(?!\w)")
_GOES_ON = re.compile(r"[,;]?\s+[^\W\d_]")
_ASIDE = re.compile(r"\s*([^\W\d_][^.!?…,:;–—]{0,60})[.!?…]")
_SHORT = 80  # characters: a title, or words that are quoted within a sentence of another
_LONG = 400  # characters that a quotation of several sentences has before the last one
_MOST_WORDS = 5  # of a speaker


def goes_on(text: str) -> list[tuple[int, int]]:
    """The insides of short quotations after which the sentence goes on: `"Đi đâu? Về đâu?" của nhà văn`."""
    quotes = [match.span() for match in _PAIRS.finditer(text)]
    straight = [match.start() for match in re.finditer('"', text)]
    quotes += [(begin, end + 1) for begin, end in zip(straight[::2], straight[1::2], strict=False)]
    return [
        (begin + 1, end - 1)
        for begin, end in quotes
        if end - begin <= _SHORT
        and (following := _GOES_ON.match(text, end)) is not None
        and following[0][-1].islower()
    ]


def speaker_follows(text: str, start: int, end: int, following: int) -> bool:
    """Whether who said a quotation follows it, whose sentence it is then, as in `"Cứu tôi!" Lan hét`.

    Args:
        text: the paragraph.
        start: where the sentence begins.
        end: where the quotation ends, its closing mark included.
        following: the place of the next word.
    """
    opened = max(text.rfind(mark, max(0, start - _LONG), end - 1) for mark in '"“«')
    if not 0 <= opened <= start or text[max(0, opened - 9) : opened].rstrip().endswith((":", ",")):
        return False
    after = text[following : following + 80].split()
    named = 0
    while named < min(len(after), _MOST_WORDS) and after[named][:1].isupper():
        named += 1
    verbs = words("vi", "sentences", "speech")
    says = (after[named : named + count] for count in (1, 2))
    return named > 0 and any(" ".join(said).strip(".,!?:").lower() in verbs for said in says)


def tells_speaker(text: str, place: int) -> bool:
    """Whether the words at a place, behind a dash, only say who said what stands before: `– Cô bé hỏi`."""
    said = _ASIDE.match(text, place)
    told = said[1].split() if said is not None and said[1][0].isupper() else []
    verbs = words("vi", "sentences", "speech")
    ends = (told[-1:], told[-2:], told[-2:-1])  # `hỏi`, `lên tiếng`, `hỏi khẽ`
    return 2 <= len(told) <= _MOST_WORDS and any(" ".join(end).lower() in verbs for end in ends)
