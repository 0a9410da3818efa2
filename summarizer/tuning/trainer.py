"""transformers' Trainer for ready-made batches, with the loss of targets alone."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import Trainer

from summarizer.models.runtimes import OUTPUT_TOKENS
from summarizer.tuning.batches import IGNORED, Batch, tensors
from summarizer.tuning.loss import Slopes, entropy, slopes
from summarizer.tuning.optimizer import MasterAdamW
from summarizer.tuning.schedule import HELD_OUT, Schedule
from summarizer.whole_files import write

ORDER = "order.json"  # in each checkpoint: the digest of the batches


class BatchTrainer(Trainer):  # type: ignore[misc]
    """Trainer with the loss of target positions, an optimizer for bfloat16, and losses by task."""

    def __init__(
        self,
        *,
        schedule: Schedule,
        words: torch.Tensor,
        held_out: Sequence[Batch],
        sample: Callable[[], dict[str, float]] | None,
        order: str,
        typical: float,
        **options: Any,
    ) -> None:
        self.optimizer: Any = None
        self.lr_scheduler: Any = None
        super().__init__(**options)
        self.schedule, self.held_out, self.sample, self.order = schedule, held_out, sample, order
        causal = self.model.get_base_model()
        self.backbone = causal.get_decoder()
        weight = causal.get_output_embeddings().weight.detach()
        self.words = words
        self.rows = torch.full((len(weight),), IGNORED, dtype=torch.long)
        self.rows[words] = torch.arange(len(words))
        self.weight = weight[words.to(weight.device)].clone()
        self.typical = typical
        self.slopes: Slopes = slopes
        self.rows = self.rows.to(weight.device)

    def compute_loss(
        self,
        model: Any,  # noqa: ARG002 - Trainer's name
        inputs: Any,
        return_outputs: bool = False,
        **_: Any,
    ) -> Any:
        """The mean loss of the target positions, with their words among `words`.

        While training, a batch of few targets counts less, by the square root of their number: its mean is
        that much noisier. A batch of long articles has a tenth of the targets of one of sentences.
        """
        labels = inputs["labels"][:, 1:]
        hidden = self.backbone(input_ids=inputs["input_ids"], use_cache=False).last_hidden_state[:, :-1]
        counted = labels != IGNORED
        weights = inputs["weights"][:, 1:][counted]
        loss = entropy(hidden[counted], self.weight, self.rows[labels[counted]], self.slopes, weights)
        if self.model.training:
            loss = loss * (float(counted.sum()) / self.typical) ** 0.5
        return (loss, {}) if return_outputs else loss

    def create_optimizer(self, model: Any = None) -> Any:  # noqa: ARG002 - Trainer's names
        """AdamW in float32."""
        if self.optimizer is None:
            trained = [one for one in self.model.parameters() if one.requires_grad]
            self.optimizer = MasterAdamW(
                trained, lr=self.args.learning_rate, betas=(0.9, 0.98), weight_decay=0.0, fused=True
            )
        return self.optimizer

    def create_scheduler(self, num_training_steps: int, optimizer: Any = None) -> Any:  # noqa: ARG002 - Trainer's names
        """The schedule, which checkpoints keep."""
        if self.lr_scheduler is None:
            self.lr_scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer or self.optimizer, self.schedule)
        return self.lr_scheduler

    def _get_train_sampler(self, *_: Any) -> Any:
        return torch.utils.data.SequentialSampler(self.train_dataset)

    def evaluate(self, *_: Any, **__: Any) -> dict[str, float]:
        """The held-out figures: losses in nats a target token, and scores of a sample if asked for."""
        totals: dict[str, float] = {}
        counts: dict[str, int] = {}
        self.model.eval()
        with torch.no_grad():
            for batch in self.held_out:
                for task in {example.task for example in batch}:
                    part = [example for example in batch if example.task == task]
                    inputs = self._prepare_inputs(tensors(part))
                    number = sum(len(example.answer) for example in part)
                    loss = float(self.compute_loss(None, inputs))
                    totals[task] = totals.get(task, 0.0) + loss * number
                    counts[task] = counts.get(task, 0) + number
        figures = {f"{task} loss": totals[task] / counts[task] for task in sorted(totals)}
        if self.sample is not None:
            figures |= self.sample()
        self.model.train()
        self.log({f"{HELD_OUT}{name}": value for name, value in figures.items()})
        return figures

    def _save(self, output_dir: str | None = None, state_dict: Any = None) -> None:  # noqa: ARG002
        """The adapter, and the ids that its softmax is over: others were never taught not to come.

        Peft would ask the hub whether the vocabulary was changed.
        """
        folder = output_dir or self.args.output_dir
        self.model.save_pretrained(folder, save_embedding_layers=False)
        np.save(Path(folder) / OUTPUT_TOKENS, self.words.numpy().astype(np.int32))

    def _save_checkpoint(self, model: Any, trial: Any) -> None:
        super()._save_checkpoint(model, trial)
        folder = Path(self.args.output_dir) / f"checkpoint-{self.state.global_step}"
        write(folder / ORDER, json.dumps({"order": self.order}).encode())

    def _load_from_checkpoint(self, resume_from_checkpoint: str, model: Any = None) -> None:
        """Nothing: the optimizer's float32 copies, loaded next, are the adapter."""
