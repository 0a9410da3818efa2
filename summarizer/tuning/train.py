"""A training run in a folder: starts, resumes from its last checkpoint, stops, and saves the adapter."""

import json
import os
import random
import shutil
import signal
import sysconfig
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import torch
from transformers import TrainingArguments
from transformers.trainer_callback import PrinterCallback

from summarizer.errors import EngineError, InputError, Setting, first_line, is_out_of_memory
from summarizer.progress import Progress, silent
from summarizer.tuning.batches import Batch, Encoded, batches, digest, tensors
from summarizer.tuning.sample import Decode, scores
from summarizer.tuning.schedule import HELD_OUT, Schedule, Watch
from summarizer.tuning.settings import Training
from summarizer.tuning.trainer import ORDER, BatchTrainer


@dataclass(frozen=True)
class Outcome:
    """What a run came to: `figures` in the end, `measured` at steps; `log` is the Trainer's own."""

    steps: int
    tokens: int
    seconds: float
    finished: bool
    figures: dict[str, float]
    measured: list[tuple[int, dict[str, float]]]
    log: list[dict[str, float]]


def _nothing(_: str) -> None:
    """Say nothing."""


def train(  # noqa: PLR0917 - what, on what, how, where to
    model: Any,
    made: Sequence[Batch],
    held_out: Sequence[Encoded],
    words: Sequence[int],
    training: Training,
    output: Path,
    *,
    identity: str = "",
    decode: Decode | None = None,
    progress: Progress = silent,
    say: Callable[[str], None] = _nothing,
) -> Outcome:
    """Train a peft model on the batches, in their order; saves checkpoints and the adapter in `output`.

    Goes on from the last checkpoint there. Ctrl-C and SIGTERM stop it after a step, with a checkpoint.
    `identity` stands for what else a resumed run must have: the model, the start, the shape of the adapter.
    `words` are the ids that the softmax is over. `say` gets a line now and then. `decode` makes text of
    ids; with it, `training.sampled` held-out answers of each task are scored.

    Raises:
        InputError: the checkpoint is of other data or settings of the mix.
        EngineError: memory does not suffice.
    """
    order = f"{digest(made)} {identity}".strip()
    last = _checkpoint(output, order)
    steps = min(len(made), training.max_steps or len(made))
    schedule = Schedule(training, steps)
    watch = Watch(schedule, training, progress, say)
    arguments = TrainingArguments(
        output_dir=str(output),
        per_device_train_batch_size=1,
        max_steps=steps,
        learning_rate=training.learning_rate,
        max_grad_norm=training.clip,
        logging_steps=training.log_steps,
        save_strategy="steps",
        save_steps=10**9,
        save_total_limit=3,
        seed=training.seed,
        report_to=[],
        disable_tqdm=True,
        remove_unused_columns=False,
        dataloader_pin_memory=False,
        include_num_input_tokens_seen="all",
        use_cpu=not torch.cuda.is_available(),
    )
    # A batch is made whole beforehand: on several GPUs the Trainer would take several, and lose all but one.
    arguments._n_gpu = 1  # noqa: SLF001 - else it can only be set by hiding GPUs from the whole process
    sample = (
        partial(scores, model, held_out, decode, training.sampled) if decode and training.sampled else None
    )
    shaped = list(batches(iter(held_out), training.batch_tokens, random.Random(0)))  # noqa: S311 - no secret
    trainer = BatchTrainer(
        schedule=schedule,
        words=torch.tensor(sorted(words)),
        held_out=shaped,
        sample=sample,
        order=order,
        typical=sum(len(one.answer) for batch in made for one in batch) / len(made),
        model=model,
        args=arguments,
        train_dataset=list(made),
        data_collator=lambda items: tensors(items[0]),
        callbacks=[watch],
    )
    trainer.remove_callback(PrinterCallback)
    if training.compile:
        if (cause := _why_not_to_compile()) is None:
            _compile(trainer)
        else:
            say(f"{cause}: the layers run uncompiled, at about half the speed")
    handlers = {one: signal.signal(one, watch.stop) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        trainer.train(resume_from_checkpoint=last)
        trainer.save_model()
        figures = {} if watch.stopped else trainer.evaluate()  # it takes minutes: who stops will not wait
    except (RuntimeError, MemoryError) as error:
        if is_out_of_memory(error):
            raise EngineError(
                f"{first_line(error)}; lower training.batch_tokens, and run the same command again"
            ) from error
        raise
    finally:
        for one, handler in handlers.items():
            signal.signal(one, handler)
    state = trainer.state
    return Outcome(
        steps=state.global_step,
        tokens=int(state.num_input_tokens_seen),
        seconds=schedule.elapsed,
        finished=not watch.stopped,
        figures=figures,
        measured=_measured(state.log_history),
        log=list(state.log_history),
    )


def _checkpoint(output: Path, order: str) -> str | None:
    """The last checkpoint whose order can be read, if there is one; it must be of the same batches."""
    whole = [path.parent for path in output.glob(f"checkpoint-*/{ORDER}")]  # written last
    for last in sorted(whole, key=lambda path: int(path.name.split("-")[-1]), reverse=True):
        try:
            found = json.loads((last / ORDER).read_text(encoding="utf-8"))["order"]
        except (OSError, ValueError, KeyError, TypeError):
            continue  # as if it were not there
        if found != order:
            raise InputError(
                f"{last}: made with other data, settings or another start; restore them, or name another ",
                Setting("output"),
            )
        return str(last)
    return None


def _why_not_to_compile() -> str | None:
    """Why torch cannot compile here: on a GPU it brings its own compiler, on a CPU it needs one of C++."""
    if not torch.cuda.is_available():
        if "CXX" not in os.environ and not any(map(shutil.which, ("g++", "clang++", "cl"))):
            return "no C++ compiler (g++ or clang++)"
        if not Path(sysconfig.get_path("include"), "Python.h").exists():
            return "no headers of Python (python3-dev)"
    # torch's compiler imports setuptools, which wants its own distutils in place of Python's, and fails where
    # Python's (gone since 3.12) was imported first.
    os.environ.setdefault("SETUPTOOLS_USE_DISTUTILS", "stdlib")
    try:
        torch.compile(_probe, dynamic=True)(torch.ones(8))
    except Exception as error:  # noqa: BLE001 - whatever a compiler raises
        return f"torch cannot compile here ({type(error).__name__}: {first_line(error)})"
    return None


def _probe(values: torch.Tensor) -> torch.Tensor:
    """Something to compile."""
    return values * 2 + values.sum()


def _compile(trainer: BatchTrainer) -> None:
    """Compile the loss, and each layer once for all lengths: twice as fast, as element-wise work is fused.

    Lengths beyond a sliding window, measuring and the first layer have code of their own, which is more
    than torch thinks healthy; beyond its limit it would go on uncompiled.
    """
    import torch._dynamo

    torch._dynamo.config.recompile_limit = 64  # noqa: SLF001 - torch documents it there
    for layer in trainer.backbone.layers:
        layer.forward = torch.compile(layer.forward, dynamic=True)
    trainer.slopes = torch.compile(trainer.slopes, dynamic=True)


def _measured(log: Sequence[dict[str, float]]) -> list[tuple[int, dict[str, float]]]:
    """The held-out figures with their steps."""
    found = {}
    for row in log:
        figures = {
            name.removeprefix(HELD_OUT): value for name, value in row.items() if name.startswith(HELD_OUT)
        }
        if figures:
            found[int(row["step"])] = figures
    return sorted(found.items())
