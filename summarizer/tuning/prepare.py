"""What a run trains on: examples of all data, varied, mixed and cut into batches."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from summarizer.config import GlossarySettings
from summarizer.errors import UsageError
from summarizer.models.profile import Profile
from summarizer.progress import Progress, silent
from summarizer.text.glossary import Glossary
from summarizer.tuning import data
from summarizer.tuning.batches import Batch, Encoded, batches, encoder, mix
from summarizer.tuning.settings import Articles, TuningSettings


@dataclass(frozen=True)
class Prepared:
    """What a run trains on: batches in order, the held-out examples, the ids that the softmax is over."""

    batches: tuple[Batch, ...]
    held_out: tuple[Encoded, ...]
    words: tuple[int, ...]


Items = Sequence[data.Pair] | Sequence[data.Piece]


def read(settings: TuningSettings, progress: Progress = silent) -> list[Items]:
    """The pairs or articles of each of the data, as they are; needs no model.

    Raises:
        UsageError: a file cannot be read, or one of its lines is at fault.
    """
    found: list[Items] = []
    for number, one in enumerate(settings.data):
        progress("reading the data", number, len(settings.data))
        if isinstance(one, Articles):
            found.append(data.read_pieces(one.path))
        else:
            found.append(data.read_pairs(one.source, one.target, one.terms))
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
    glossary = Glossary.load(GlossarySettings())

    def count(text: str) -> int:
        return len(tokenizer(text, add_special_tokens=False)["input_ids"])

    held_out: list[Encoded] = []
    streams: list[tuple[float, Iterator[Encoded]]] = []
    for one, of in zip(settings.data, items, strict=True):
        chance = random.Random("held out")  # noqa: S311 - the same of every run, also of one that goes on
        seeds = [random.Random(rng.random()) for _ in range(one.passes)]  # noqa: S311
        kept, rest = _apart(of, training.held_out, chance)
        if isinstance(one, Articles):
            held_out += map(encode, data.summaries(kept, count, chance))
            passes = [data.summaries(rest, count, seed) for seed in seeds]
        elif one.back:
            held_out += map(encode, map(data.back, kept))
            passes = [data.backwards(rest, seed) for seed in seeds]
        else:
            held_out += map(encode, map(data.plain, kept))
            passes = [data.translations(rest, glossary, seed) for seed in seeds]
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


def _apart(items: Sequence[Any], number: int, rng: random.Random) -> tuple[list[Any], list[Any]]:
    """Some items for measuring, and the others, both in order."""
    number = min(number, len(items) // 10)
    chosen = set(rng.sample(range(len(items)), number))
    return [item for i, item in enumerate(items) if i in chosen], [
        item for i, item in enumerate(items) if i not in chosen
    ]
