"""A whole tuning run: data, model, training, card."""

import hashlib
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from summarizer.errors import Setting, UsageError, first_line
from summarizer.models.adapter import check_adapter
from summarizer.models.catalog import WEIGHTS
from summarizer.models.lookup import load_profile
from summarizer.models.store import Store, cache_folder
from summarizer.progress import Progress, silent, spoken
from summarizer.threads import check_threads, cores
from summarizer.tuning.card import CARD, write_card
from summarizer.tuning.prepare import prepare, read
from summarizer.tuning.settings import Lora, TuningSettings
from summarizer.whole_files import sha256


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

    from summarizer.tuning.train import train

    # What can be at fault is looked at before anything is fetched.
    profile = load_profile(settings.model)
    plain = profile.embedded.model_copy(update={"adapter": None})
    _check_paths(settings)
    _check_output(settings, output)
    threads = settings.training.threads
    check_threads(threads, "training.threads")
    tell = say or (lambda _: None)
    items = read(settings, progress)
    for one, of in zip(settings.data, items, strict=True):
        if of.dropped:
            tell(of.line(one.name))
    base = profile.model_copy(update={"name": f"{profile.name}-base", "runtime": plain})
    folder = Store(cache_folder(cache)).ensure(base, progress)
    torch.set_num_threads(threads or cores())
    torch.manual_seed(settings.training.seed)
    tokenizer, model = load(folder, plain.file.name, settings)
    prepared = prepare(settings, items, profile, tokenizer, spoken(progress, tell))
    outcome = train(
        model,
        prepared.batches,
        prepared.held_out,
        prepared.words,
        settings.training,
        output,
        identity=_identity(settings),
        decode=partial(tokenizer.decode, skip_special_tokens=True),
        progress=progress,
        say=tell,
    )
    examples = Counter(example.task for batch in prepared.batches for example in batch)
    write_card(output, settings, profile, outcome, dict(examples))
    return outcome


def _identity(settings: TuningSettings) -> str:
    """Sixteen hexadecimal digits of what a checkpoint holds and could not take anew."""
    start = settings.start and sha256(settings.start / WEIGHTS)
    decisive = (settings.model, start, settings.lora.model_dump(), settings.training.learning_rate)
    return hashlib.sha256(repr(decisive).encode()).hexdigest()[:16]


def _check_paths(settings: TuningSettings) -> None:
    for path in settings.paths():
        if not path.exists():
            raise UsageError(f"{path}: no such file; correct the recipe")
    if settings.start is not None:
        check_adapter(settings.start)


def _check_output(settings: TuningSettings, output: Path) -> None:
    """Raise `UsageError` for a folder in which something would be lost: the start, or another's README.md."""
    if settings.start is not None and settings.start.resolve() == output.resolve():
        raise UsageError(f"{output}: holds the adapter to start from; name another ", Setting("output"))
    ours = (output / WEIGHTS).exists() or any(output.glob("checkpoint-*"))
    if not ours and (output / CARD).exists():
        raise UsageError(
            f"{output / CARD}: is there, and no adapter beside it; name another ", Setting("output")
        )


def load(folder: Path, file: str, settings: TuningSettings) -> tuple[Any, Any]:
    """The tokenizer and the model of a converted `folder`, with an adapter to train on the base `file`."""
    import torch
    from peft import LoraConfig, PeftModel, get_peft_model
    from safetensors import SafetensorError

    from summarizer.models import embedded
    from summarizer.models.hardware import choose_dtype

    tokenizer = embedded.load_tokenizer(folder)  # as the engine loads them
    device = "cuda" if torch.cuda.is_available() else "cpu"  # what `train` trains on
    dtype = getattr(torch, choose_dtype("auto", device)[0])
    model = embedded.load_model(folder, dtype).to(device)
    if device == "cpu":
        # Compiled, it takes half the time of torch's own attention there: 52 to 137 ms a layer (CPU time,
        # forward and back) for 40 lines of 100 tokens, 181 to 314 for 9 of 450.
        model.set_attn_implementation("eager")
    model.name_or_path = file.removesuffix(".gguf")  # for the adapter's settings, in place of our folder
    lora = settings.lora
    if settings.start is None or "lora" in settings.model_fields_set:
        config = LoraConfig(
            r=lora.rank, lora_alpha=lora.alpha, target_modules=list(lora.targets), task_type="CAUSAL_LM"
        )
        try:
            made = get_peft_model(model, config, autocast_adapter_dtype=False)
        except ValueError as error:
            raise UsageError(f"lora.targets: {first_line(error)}; name layers of the model") from error
        if settings.start is not None:
            _take_over(made, settings.start, lora)
        return tokenizer, made
    try:
        tuned = PeftModel.from_pretrained(
            model, str(settings.start), is_trainable=True, autocast_adapter_dtype=False
        )
    except (OSError, ValueError, RuntimeError, SafetensorError) as error:
        raise UsageError(f"{settings.start}: no adapter of this model ({error}); correct `start`") from error
    return tokenizer, tuned.to(dtype)


def _take_over(model: Any, start: Path, lora: Lora) -> None:
    """Begin a new adapter, of as high a rank or a higher one, with what the adapter in `start` changes.

    Its two factors become the first columns and rows of the new ones. Of what is added the first factor is
    random and the second zero, as in any new adapter, so that nothing changes but what can be learned.

    Raises:
        UsageError: it cannot be read, is of another model or other layers, or has a higher rank.
    """
    import torch
    from peft import PeftConfig
    from safetensors import SafetensorError
    from safetensors.torch import load_file

    try:
        old: Any = PeftConfig.from_pretrained(str(start))
        share = (old.lora_alpha / old.r) / (lora.alpha / lora.rank)
        with torch.no_grad():
            for name, factor in load_file(start / WEIGHTS).items():
                ours = model.get_parameter(f"{name.removesuffix('.weight')}.default.weight")
                if "lora_A" in name:
                    ours[: old.r] = factor
                else:
                    ours[:, : old.r] = factor * share
    except (OSError, ValueError, RuntimeError, AttributeError, SafetensorError) as error:
        raise UsageError(
            f"{start}: no adapter that a rank of {lora.rank} has room for ({error}); correct the recipe"
        ) from error
