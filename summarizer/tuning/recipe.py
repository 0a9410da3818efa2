"""A whole tuning run: data, model, training, card."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.config import GlossarySettings
from summarizer.errors import UsageError
from summarizer.models.loader import cores
from summarizer.models.profile import Profile, load_profile
from summarizer.models.store import Store, cache_folder
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


def run(
    settings: TuningSettings,
    output: Path,
    *,
    cache: Path | None = None,
    progress: Progress = silent,
    say: Callable[[str], None] | None = None,
) -> Any:
    """Make an adapter of a recipe in the folder `output`, or go on with it; gives train's `Outcome`.

    `say` gets a line now and then of how it goes.

    Raises:
        UsageError: the settings, the data or the adapter to start from are at fault.
        FetchError: the model cannot be fetched.
    """
    import torch

    from summarizer.tuning.card import write_card
    from summarizer.tuning.train import train

    profile = load_profile(settings.model)
    base = profile.model_copy(update={"name": f"{profile.name}-base", "adapter": None})
    folder = Store(cache_folder(cache)).ensure(base, progress)
    torch.set_num_threads(settings.training.threads or cores())
    torch.manual_seed(settings.training.seed)
    tokenizer, model = load(folder, settings)
    prepared = prepare(settings, profile, tokenizer, progress)
    outcome = train(
        model,
        prepared.batches,
        prepared.held_out,
        prepared.words,
        settings.training,
        output,
        progress=progress,
        say=say or (lambda _: None),
    )
    examples = Counter(example.task for batch in prepared.batches for example in batch)
    write_card(output, settings, profile, outcome, dict(examples))
    return outcome


def load(folder: Path, settings: TuningSettings) -> tuple[Any, Any]:
    """The tokenizer and the model of a converted folder, with the adapter that will be trained."""
    import torch
    from peft import LoraConfig, PeftModel, get_peft_model

    from summarizer.models import loader

    tokenizer = loader._tokenizer(folder)  # noqa: SLF001 - as the engine loads them
    device = loader.choose_device("auto")
    dtype = getattr(torch, loader.choose_dtype("auto", device)[0])
    model = loader._model(folder, dtype).to(device)  # noqa: SLF001
    if (
        device == "cpu"
    ):  # compiled, half the time of torch's own attention there (measured at 100 and 450 tokens)
        model.set_attn_implementation("eager")
    if settings.start is None:
        lora = settings.lora
        config = LoraConfig(
            r=lora.rank, lora_alpha=lora.alpha, target_modules=list(lora.targets), task_type="CAUSAL_LM"
        )
        return tokenizer, get_peft_model(model, config, autocast_adapter_dtype=False)
    try:
        tuned = PeftModel.from_pretrained(
            model, str(settings.start), is_trainable=True, autocast_adapter_dtype=False
        )
    except (OSError, ValueError, RuntimeError) as error:
        raise UsageError(f"{settings.start}: no adapter of this model ({error}); correct `start`") from error
    return tokenizer, tuned.to(dtype)


def prepare(
    settings: TuningSettings, profile: Profile, tokenizer: Any, progress: Progress = silent
) -> Prepared:
    """Read, check, vary, encode, mix and batch the data; the same for the same settings."""
    training = settings.training
    rng = random.Random(training.seed)  # noqa: S311 - an order, not a secret
    bos = tokenizer.bos_token_id
    encode = encoder(tokenizer, bos, profile.stop_token_ids[0])
    glossary = Glossary.load(GlossarySettings())

    def count(text: str) -> int:
        return len(tokenizer(text, add_special_tokens=False)["input_ids"])

    held_out: list[Encoded] = []
    streams: list[tuple[float, Iterator[Encoded]]] = []
    for number, one in enumerate(settings.data):
        progress("reading the data", number, len(settings.data))
        chance = random.Random(f"{training.seed}")  # noqa: S311
        seeds = [random.Random(rng.random()) for _ in range(training.passes)]  # noqa: S311
        if isinstance(one, Articles):
            kept, rest = _apart(data.read_pieces(one.path), training.held_out, chance)
            held_out += map(encode, data.summaries(kept, count, chance))
            passes = [data.summaries(rest, count, seed) for seed in seeds]
        else:
            pairs = data.read_pairs(one.source, one.target, one.terms)
            kept, rest = _apart(pairs, training.held_out, chance)
            held_out += map(encode, map(data.plain, kept))
            passes = [data.translations(rest, glossary, seed) for seed in seeds]
        examples = (example for stream in passes for example in stream)
        streams.append((one.weight, map(encode, examples)))
    made = []
    longest = min(training.batch_tokens, profile.max_source_tokens + 200)
    for batch in batches(mix(streams, longest), training.batch_tokens, rng):
        made.append(batch)
        progress("preparing batches", len(made), None)
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
