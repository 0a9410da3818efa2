"""Puts faults into correct translations, to measure the recall of the checks."""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from summarizer.text.english_words import is_common
from summarizer.text.names import bare, find

_NUMBER = re.compile(r"(?<![\w.,/:-])(?<!\w\()\d+(?:[.,]\d+)*(?![\w/:-]|[.,]\d)")
_GROUPED = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?![\w,]|\.\d)|(?<![\w.,])\d+\.\d+(?![\w.,])")
_COUNTS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_COUNTS_VI = ("hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
_COUNT = re.compile(rf"(?<![\w-])(?:{'|'.join(_COUNTS)})(?= [a-z])", re.IGNORECASE)
_CURRENCIES = (("$", "€"), ("€", "$"), ("VND", "USD"), ("USD", "VND"), ("dollar", "dong"), ("dong", "dollar"))
_CURRENCY = re.compile(r"\b(?:US|A)?\$(?=\d)|[$€](?=\d)|\b(?:VND|USD)(?= ?\d)|(?<=[\dn] )(?:dollar|dong)")
_BREAK = re.compile(
    r"(?<=[,;:])\s|\s[–—-]\s|\s(?=(?:and|but|while|which|who|because|after|although|as|when)\s)"
)
_TALK_BEFORE = (
    "Here is the translation:",
    "Here is the English translation of the sentence:",
    "Here's the translated text:",
    "Sure! Here is the translation:",
    "Translation:",
    "English translation:",
    "The translation is:",
    "Certainly, here is the translation:",
    "The English translation of the given text is:",
    "English:",
)
_TALK_AFTER = (
    "(Note: this is a literal translation.)",
    "Let me know if you need anything else.",
    "I hope this helps!",
    "Note: The translation may vary depending on the context.",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A source with a faulty output, the engine's finish reason, and the share of words that was lost."""

    source: str
    output: str
    finish_reason: str = "stop"
    lost: float = 0.0


@dataclass(frozen=True, slots=True)
class Material:
    """The input for making a fault: a pair, another pair of the set, and names of other pairs."""

    source: str
    reference: str
    other: tuple[str, str]
    names: Sequence[str]


Fault = Callable[[Material, random.Random], Case | None]


def number_changed(of: Material, rng: random.Random) -> Case | None:
    """Another value in place of a number written in digits."""
    found = list(_NUMBER.finditer(of.reference))
    if not found:
        return None
    match = rng.choice(found)
    places = [index for index, letter in enumerate(match[0]) if letter.isdigit()]
    place = rng.choice(places)
    digits = "123456789".replace(match[0][place], "")
    text = match[0][:place] + rng.choice(digits) + match[0][place + 1 :]
    return Case(of.source, _replace_match(of.reference, match, text))


def separator_slip(of: Material, rng: random.Random) -> Case | None:
    """2,200,112 as 2,200,12 or 22,00,112 or 2.200.112; 13.9 as 139 or 1.39."""
    found = list(_GROUPED.finditer(of.reference))
    if not found:
        return None
    match = rng.choice(found)
    old = match[0]
    if "," in old:
        lost = old[:-2] + old[-1]
        first = old.index(",")
        moved = old[:first] + old[first + 1] + "," + old[first + 2 :]
        choices = [lost, moved, old[:-4], old.replace(",", "."), old + "0"]
    else:
        whole, part = old.split(".")
        choices = [
            whole + part,
            f"{whole}{part[0]}.{part[1:] or '0'}",
            f"{whole},{part}00",
            f"0.{whole}{part}",
        ]
    return Case(of.source, _replace_match(of.reference, match, rng.choice(choices)))


def count_changed(of: Material, _: random.Random) -> Case | None:
    """The first small number in words, two to ten, made one more or less, if the source has it in words."""
    syllables = set(of.source.casefold().split())
    for match in _COUNT.finditer(of.reference):
        place = _COUNTS.index(match[0].casefold())
        if _COUNTS_VI[place] in syllables:
            other = _COUNTS[place - 1 if place == len(_COUNTS) - 1 else place + 1]
            text = other.capitalize() if match[0][0].isupper() else other
            return Case(of.source, _replace_match(of.reference, match, text))
    return None


def currency_changed(of: Material, _: random.Random) -> Case | None:
    """The first amount of money in another currency."""
    match = _CURRENCY.search(of.reference)
    if match is None:
        return None
    sign = "$" if match[0].endswith("$") else match[0]
    return Case(of.source, _replace_match(of.reference, match, dict(_CURRENCIES)[sign]))


def sentence_dropped(of: Material, rng: random.Random) -> Case | None:
    """Two sentences asked for, one given."""
    source, reference = of.other
    kept = rng.choice((of.reference, reference))
    return Case(f"{of.source} {source}", kept, lost=0.5)


def clause_dropped(of: Material, rng: random.Random) -> Case | None:
    """A clause of three words or more left out, at the end or within; the end mark stays."""
    marks = [0, *(match.start() for match in _BREAK.finditer(of.reference)), len(of.reference)]
    spans = [
        (a, b)
        for a, b in pairwise(marks)
        if len(of.reference[a:b].split()) >= 3
        and a > 0
        and _words(of.reference[a:b]) < 0.7 * _words(of.reference)
    ]
    if not spans:
        return None
    start, end = rng.choice(spans)
    closing = re.search(r"[.!?…]?[\"”']*$", of.reference[start:end]) if end == len(of.reference) else None
    left = of.reference[:start].rstrip(" ,;:") if closing else of.reference[:start]
    output = left + (closing[0] if closing else of.reference[end:])
    return Case(of.source, output, lost=_words(of.reference[start:end]) / _words(of.reference))


def loop(of: Material, rng: random.Random) -> Case | None:
    """One to eight words that come three to eight times more, at the end or within."""
    words = of.reference.split()
    if len(words) < 8:
        return None
    size = rng.randint(1, 8)
    start = rng.randrange(0, len(words) - size + 1)
    phrase = words[start : start + size]
    times = rng.randint(3, 8)
    rest = words[start + size :] if rng.random() < 0.5 else []
    end = "" if rest else "."
    return Case(of.source, " ".join([*words[: start + size], *phrase * times, *rest]) + end)


def name_changed(of: Material, rng: random.Random) -> Case | None:
    """Another name of the set in place of one."""
    spans = name_spans(of.reference)
    known = bare(of.source)
    pool = [name for name in of.names if bare(name) not in known]
    if not spans or not pool:
        return None
    start, end = rng.choice(spans)
    return Case(of.source, of.reference[:start] + rng.choice(pool) + of.reference[end:])


def left_in_vietnamese(of: Material, rng: random.Random) -> Case | None:
    """The whole sentence, its second half, or a stretch of five to nine syllables, untranslated."""
    syllables, words = of.source.split(), of.reference.split()
    if len(syllables) < 10 or len(words) < 6:
        return None
    way = rng.randrange(3)
    if way == 0:
        return Case(of.source, of.source)
    if way == 1:
        return Case(of.source, " ".join(words[: len(words) // 2] + syllables[len(syllables) // 2 :]))
    size = rng.randint(5, 9)
    start = rng.randrange(0, len(syllables) - size + 1)
    place = rng.randrange(1, len(words))
    stretch = syllables[start : start + size]
    return Case(of.source, " ".join([*words[:place], *stretch, *words[place + size - 2 :]]))


def preamble(of: Material, rng: random.Random) -> Case | None:
    """Talk about the task before or after its result."""
    if rng.random() < 0.75:
        return Case(of.source, f"{rng.choice(_TALK_BEFORE)} {of.reference}")
    return Case(of.source, f"{of.reference} {rng.choice(_TALK_AFTER)}")


def cut(of: Material, rng: random.Random) -> Case | None:
    """Stopped after 40 to 95 of 100 words, half of the time without the engine's saying so."""
    words = of.reference.split()
    if len(words) < 5:
        return None
    kept = min(len(words) - 1, max(1, round(len(words) * rng.uniform(0.4, 0.95))))
    return Case(of.source, " ".join(words[:kept]), rng.choice(("stop", "length")))


FAULTS: dict[str, Fault] = {
    "number changed": number_changed,
    "separator slip": separator_slip,
    "small count changed": count_changed,
    "currency changed": currency_changed,
    "sentence dropped": sentence_dropped,
    "clause dropped": clause_dropped,
    "loop": loop,
    "name changed": name_changed,
    "left in Vietnamese": left_in_vietnamese,
    "preamble": preamble,
    "cut": cut,
}


def name_spans(english: str) -> list[tuple[int, int]]:
    """Where the names of an English sentence stand: capitalised words side by side, titles left out."""
    names = [
        name
        for name in find(english)
        if not name.text.isupper() and len(name.bare) > 2 and not is_common(name.bare)
    ]
    spans = []
    for _, group in groupby(names, key=lambda name: name.run):
        run = list(group)
        pieces = [[run[0]]]
        for name in run[1:]:
            if english[pieces[-1][-1].end : name.start].strip() == "":
                pieces[-1].append(name)
            else:
                pieces.append([name])
        spans += [(piece[0].start, _without_genitive(piece[-1].text, piece[-1].end)) for piece in pieces]
    return spans


def _without_genitive(text: str, end: int) -> int:
    return end - 2 if re.search(r"['’]s$", text) else end


def _words(text: str) -> int:
    return max(1, len(text.split()))


def _replace_match(text: str, match: re.Match[str], new: str) -> str:
    return text[: match.start()] + new + text[match.end() :]
