"""Pairs each lost name of a sentence with the new name of its English that stands in its place."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from summarizer.checks.names.lost import Losses
from summarizer.checks.names.new import UnexplainedName, may_be

Pair = tuple[str, UnexplainedName | None]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Lost names by certainty, each with the new name in its place or None; `added` stand for no lost name.

    `part` also has the words of the name that were kept.
    """

    whole: tuple[Pair, ...]
    part: tuple[tuple[str, frozenset[str], UnexplainedName | None], ...]
    uncertain: tuple[Pair, ...]
    added: tuple[UnexplainedName, ...]


def pair(losses: Losses, new: Sequence[UnexplainedName]) -> Pairing:
    """Give each new name to one lost name at most.

    The order decides who gets it. First come names that are lost for certain, as most is known of them: a
    whole name takes the first new one, a name of which a part is kept only one beside that part. Then a
    foreigner's name excuses a new one that it may be, before the uncertain take what is left, in order.
    """
    left = list(new)
    whole = tuple((name, _take(left, left)) for name in losses.whole)
    part = tuple(
        (name, kept, _take(left, (one for one in left if one.beside & kept))) for name, kept in losses.part
    )
    for name in losses.excuses:
        _take(left, (one for one in left if may_be(name, one.text)))
    uncertain = tuple((name, _take(left, left)) for name in losses.uncertain)
    return Pairing(whole, part, uncertain, tuple(left))


def _take(left: list[UnexplainedName], fitting: Iterable[UnexplainedName]) -> UnexplainedName | None:
    """Take the first that fits away from those that are left."""
    found = next(iter(fitting), None)
    if found is not None:
        left.remove(found)
    return found
