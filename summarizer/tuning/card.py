"""The card of an adapter: what it was made of, how, and how good it is."""

import os
import platform
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from summarizer.models.catalog import WEIGHTS
from summarizer.models.profile import Profile
from summarizer.models.runtimes import OUTPUT_TOKENS
from summarizer.tuning.examples import CUES
from summarizer.tuning.judge_examples import CLAIM_CUE, JUDGE, JUDGE_CUE
from summarizer.tuning.rewriting_examples import REWRITE, REWRITE_CUE
from summarizer.tuning.settings import TuningSettings
from summarizer.whole_files import sha256

CARD = "README.md"
_TERMS = "one sentence or a few; terms may carry their English: `Thiếu tướng {Major General} Nguyễn Văn A`"
_EVIDENCE = "the title if there is one, a new line, one to three of the article's sentences in one line"
_PROMPTS = (
    ("translation", _TERMS, "translation"),
    ("Vietnamese, to read a translation back", "one sentence or a few, in English", "back"),
    ("summary", "the title if there is one, a new line, the body in one line", "summary"),
    ("summary of one sentence", "the same", "short"),
    ("summary of three sentences or more", "the same", "long"),
    ("one sentence of a summary", _EVIDENCE, REWRITE),
    (
        "`Đúng` or `Sai`: whether they support a sentence",
        f"{_EVIDENCE}, `{CLAIM_CUE!r}`, the sentence",
        JUDGE,
    ),
)
_ALL_CUES = {**CUES, REWRITE: REWRITE_CUE, JUDGE: JUDGE_CUE}


def write_card(
    output: Path, settings: TuningSettings, profile: Profile, outcome: Any, examples: dict[str, int]
) -> None:
    """Write README.md into an adapter's folder; `outcome` is of `train`, `examples` are counted by task."""
    text = "\n".join(_lines(output, settings, profile, outcome, examples))
    (output / CARD).write_text(text + "\n", encoding="utf-8")


def _lines(
    output: Path, settings: TuningSettings, profile: Profile, outcome: Any, examples: dict[str, int]
) -> Iterator[str]:
    weights = output / WEIGHTS
    digest = sha256(weights)
    base = profile.embedded
    yield f"# Adapter for {base.file.name}\n"
    yield (
        f"A PEFT LoRA adapter on the model of `{base.file.name}` (SHA-256 `{base.file.sha256}`). "
        f"`{WEIGHTS}`: {weights.stat().st_size:,} bytes, SHA-256 `{digest}`.\n"
    )
    yield (
        f"Licence of the base: {profile.licence}, {profile.licence_url}. {profile.notice or ''} This adapter "
        "is a derivative: whoever ships it passes those terms and this notice on.\n"
    )
    yield "## Prompt format (exact)"
    yield (
        "The beginning-of-text token if the model has one, the source, the cue, the output, then the "
        f"end-of-text token (id {base.stop_token_ids[0]}; stop there, and only there).\n"
    )
    yield "| output | source | cue |\n|---|---|---|"
    for name, source, cue in _PROMPTS:
        yield f"| {name} | {source} | `{_ALL_CUES[cue]!r}` |"
    yield "\n## Data"
    yield "| what | share of the tokens | origin | rights |\n|---|---|---|---|"
    total = sum(one.weight for one in settings.data)
    for one in settings.data:
        yield f"| {one.kind} | {one.weight / total:.0%} | {one.origin} | {one.rights} |"
    counted = ", ".join(f"{number:,} of {task}" for task, number in sorted(examples.items()))
    yield f"\nPrepared: {counted}. Held out of each file: at most {settings.training.held_out}.\n"
    yield "## Training"
    training = settings.training
    seconds = max(outcome.seconds, 1e-9)
    packages = ", ".join(f"{name} {version(name)}" for name in ("torch", "transformers", "peft"))
    start = f"It goes on from `{settings.start.name}`. " if settings.start else ""
    yield (
        f"{outcome.steps:,} steps, {outcome.tokens:,} tokens with padding, {seconds / 3600:.2f} hours "
        f"({outcome.tokens / seconds:,.0f} tokens/s) on {_machine()}; {packages}. {start}"
        f"Learning rate {training.learning_rate:g} after {training.warmup_steps} steps of warm-up, falling "
        f"in a straight line to {training.final_share:.0%}; batches of {training.batch_tokens:,} tokens; "
        f"seed {training.seed}; loss on the output alone, softmax over the words of the data "
        f"(`{OUTPUT_TOKENS}`).\n"
    )
    names = sorted({name for _, figures in outcome.measured for name in figures})
    yield "Held out (losses in nats a token; scores of a few answers, greedy):\n"
    yield f"| step | {' | '.join(names)} |\n|{'---|' * (len(names) + 1)}"
    for step, figures in outcome.measured:
        cells = [f"{figures[name]:.4g}" if name in figures else "" for name in names]
        yield f"| {step} | {' | '.join(cells)} |"


def _machine() -> str:
    import torch

    if torch.cuda.is_available():
        return str(torch.cuda.get_device_name())
    return f"{os.cpu_count()} CPU cores ({platform.machine()})"
