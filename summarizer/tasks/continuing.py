"""Joins the English of separately translated parts to one sentence."""

import re

from summarizer.checks.endings import is_closed
from summarizer.text.english_words import is_common
from summarizer.text.names import is_syllable
from summarizer.text.names import words as listed

_FIRST = re.compile(r"[A-Z][a-z]*\b")
# What opens a clause, and names nobody.
_OPENING = listed(
    "a about according after against all along also although amid among an and another any as at "
    "because before being besides between both but by currently despite due during each especially even "
    "every finally first for from furthermore having he her here his how however if in including into "
    "it its many meanwhile moreover most not of on only or other our over second she since so some such "
    "that the their then there therefore these they this those through thus to together under until "
    "upon we what when where which while who whose with within without"
)


def continued(before: str, part: str) -> str:
    """A part as it is written after the text `before` it in the same sentence.

    A model writes every part as a sentence of its own. Its capital goes where the sentence is still open and
    the word is no name: one that opens clauses, or a participle (Evaluating, Organising). Before another
    capital it may be one if it could be Vietnamese: To Lam, An Giang.
    """
    first = _FIRST.match(part)
    if not before or first is None or is_closed(before):
        return part
    word, rest = first[0].lower(), part[first.end() :]
    if rest.lstrip()[:1].isupper() and (word not in _OPENING or is_syllable(word)):
        return part
    return word + rest if word in _OPENING or _is_participle(word) else part


def _is_participle(word: str) -> bool:
    """Whether a word is the -ing form of a known verb, unlike Beijing and spring."""
    stem = word.removesuffix("ing")
    if stem == word or len(stem) < 3:
        return False
    doubled = stem[:-1] if stem[-1] == stem[-2] else stem  # planning
    return stem.endswith("is") or any(is_common(verb) for verb in (stem, f"{stem}e", doubled))
