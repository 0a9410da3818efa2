"""What a run trains on: examples of all data, varied, mixed and cut into batches."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from summarizer.config import GlossarySettings
from summarizer.errors import UsageError
from summarizer.models.profile import Profile
from summarizer.progress import Progress, silent
from summarizer.text.glossary import Glossary
from summarizer.tuning import data, judge_examples, lead_examples, rewriting_examples, translation_examples
from summarizer.tuning.batches import Batch, Encoded, batches, encoder, mix
from summarizer.tuning.examples import Example
from summarizer.tuning.settings import Articles, Claims, Data, Pairs, TuningSettings, Written

_MEASURED = 100  # held-out examples of one of the data, at most


@dataclass(frozen=True)
class Prepared:
    """What a run trains on: batches in order, the held-out examples, the ids that the softmax is over."""

    batches: tuple[Batch, ...]
    held_out: tuple[Encoded, ...]
    words: tuple[int, ...]


@dataclass(frozen=True)
class Items:
    """What one of the data holds: items to train on, and those that are kept for measuring.

    `dropped` counts the pairs that are not trained on, by their fault.
    """

    training: Sequence[Any]
    held_out: Sequence[Any]
    dropped: Mapping[str, int] = field(default_factory=dict)

    def line(self, name: str) -> str:
        """What was dropped, for people."""
        faults = ", ".join(f"{number:,} for {fault}" for fault, number in sorted(self.dropped.items()))
        return f"{name}: {sum(self.dropped.values()):,} of {len(self.training):,} pairs dropped ({faults})"


def read(settings: TuningSettings, progress: Progress = silent) -> list[Items]:
    """The pairs or articles of each of the data, as they are; needs no model.

    Raises:
        UsageError: a file cannot be read, or one of its lines is at fault.
    """
    found: list[Items] = []
    for number, one in enumerate(settings.data):
        progress("reading the data", number, len(settings.data))
        found.append(_read(one, settings.training.held_out))
    progress("reading the data", len(settings.data), len(settings.data))
    return found


def prepare(
    settings: TuningSettings,
    items: Sequence[Items],
    profile: Profile,
    tokenizer: Any,
    progress: Progress = silent,
) -> Prepared:
    """Check, vary, encode, mix and batch what `read` gave; the same for the same settings and items.

    Raises:
        UsageError: nothing of it can be tuned on.
    """
    training = settings.training
    rng = random.Random(training.seed)  # noqa: S311 - an order, not a secret
    bos = tokenizer.bos_token_id
    encode = encoder(tokenizer, bos, profile.embedded.stop_token_ids[0])
    glossary = Glossary.load(GlossarySettings(), profile.dictionary)

    def count(text: str) -> int:
        return len(tokenizer.encode(text, add_special_tokens=False))

    held_out: list[Encoded] = []
    streams: list[tuple[float, Iterator[Encoded]]] = []
    for one, of in zip(settings.data, items, strict=True):
        chance = random.Random("held out")  # noqa: S311 - the same of every run, also of one that goes on
        seeds = [random.Random(rng.random()) for _ in range(one.passes)]  # noqa: S311
        held_out += map(encode, _measured(one, of.held_out, count, chance))
        passes = [_examples(one, of.training, count, glossary, seed) for seed in seeds]
        examples = (example for stream in passes for example in stream)
        streams.append((one.weight, map(encode, examples)))
    made = []
    longest = min(training.batch_tokens, profile.max_source_tokens + 200)
    for batch in batches(mix(streams, longest), training.batch_tokens, rng):
        made.append(batch)
        progress("preparing batches", len(made), None)
    progress("preparing batches", len(made), len(made))
    if not made:
        raise UsageError("the data give no example; see that texts are sound and summaries supported")
    words = {token for batch in made for example in batch for token in (*example.prompt, *example.answer)}
    words.update(token for example in held_out for token in example.answer)
    return Prepared(tuple(made), tuple(held_out), tuple(sorted(words)))


def _read(one: Data, held_out: int) -> Items:
    if isinstance(one, Written):
        training, development = data.read_written(one.path)
        if one.task in ("rewrite", "judge"):
            return Items(training, development)
        return _sound(data.pairs_of(training), data.pairs_of(development))
    chance = random.Random("held out")  # noqa: S311 - the same of every run, also of one that goes on
    if isinstance(one, Claims):
        return Items(*_apart(data.read_claims(one.path, one.articles), held_out, chance))
    if isinstance(one, Articles):
        return Items(*_apart(data.read_pieces(one.path), held_out, chance))
    if isinstance(one, Pairs):
        pairs = data.read_table(one.path, one.labels)
    else:
        pairs = data.read_pairs(one.source, one.target, one.terms)
    return _sound(*_apart(pairs, held_out, chance))


def _sound(training: Sequence[data.Pair], held_out: Sequence[data.Pair]) -> Items:
    found, dropped = translation_examples.checked(training)
    return Items(found, held_out, dropped)


def _examples(
    one: Data, items: Sequence[Any], count: Callable[[str], int], glossary: Glossary, rng: random.Random
) -> Iterator[Example]:
    """The examples of some data, in random order, varied."""
    if isinstance(one, Claims):
        return judge_examples.judged_claims(items, rng)
    if isinstance(one, Articles):
        if one.rewrite:
            return rewriting_examples.rewrites(items, rng)
        return lead_examples.summaries(items, count, rng)
    if isinstance(one, Written):
        if one.task == "rewrite":
            return rewriting_examples.rewrites(data.pieces_of(items), rng)
        if one.task == "judge":
            return judge_examples.judged(items, rng)
    if _is_back(one):
        return translation_examples.backwards(items, rng)
    return translation_examples.translations(items, glossary, rng)


def _measured(
    one: Data, items: Sequence[Any], count: Callable[[str], int], rng: random.Random
) -> list[Example]:
    """The examples by which some data are measured: translations as they are, at most a hundred."""
    if isinstance(one, Claims | Articles) or (isinstance(one, Written) and one.task in ("rewrite", "judge")):
        return list(islice(_examples(one, items, count, Glossary.empty(), rng), _MEASURED))
    example = translation_examples.back if _is_back(one) else translation_examples.plain
    return list(map(example, items[:_MEASURED]))


def _is_back(one: Data) -> bool:
    return one.task == "back" if isinstance(one, Written) else getattr(one, "back", False)


def _apart(items: Sequence[Any], number: int, rng: random.Random) -> tuple[list[Any], list[Any]]:
    """Most of the items to train on, and some for measuring, both in order."""
    number = min(number, len(items) // 10)
    chosen = set(rng.sample(range(len(items)), number))
    return [item for i, item in enumerate(items) if i not in chosen], [
        item for i, item in enumerate(items) if i in chosen
    ]
