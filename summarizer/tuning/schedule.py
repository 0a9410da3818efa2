"""How a run goes: the learning rate's fall, and when to save, to measure, to stop and to tell."""

import time
from collections.abc import Callable
from typing import Any

from transformers import TrainerCallback

from summarizer.progress import Progress
from summarizer.tuning.settings import Training

HELD_OUT = "held_out_"  # before a figure's name in the log


class Schedule:
    """The learning rate's share at a step: warm-up, then down in a straight line with the work done.

    Work is steps or time, whichever is further. `elapsed` seconds are kept in checkpoints, as torch keeps
    all attributes there.
    """

    def __init__(self, training: Training, steps: int) -> None:
        self.elapsed = 0.0
        self.set(training, steps)

    def set(self, training: Training, steps: int) -> None:
        """Take the settings of now; a checkpoint has brought those of then."""
        self.steps, self.warmup, self.final = steps, training.warmup_steps, training.final_share
        self.limit = None if training.minutes is None else 60 * training.minutes

    def done(self, step: int) -> float:
        """The share of the work that is done, 0 to 1."""
        by_time = self.elapsed / self.limit if self.limit else 0.0
        return min(1.0, max(step / self.steps, by_time))

    def __call__(self, step: int) -> float:
        """The share of the highest learning rate that a step gets, 0 to 1."""
        warm = min(1.0, (step + 1) / (self.warmup + 1))
        return warm * (self.final + (1 - self.final) * (1 - self.done(step)))


class Watch(TrainerCallback):  # type: ignore[misc]
    """Counts time, says when to save, to measure and to stop, and tells how it goes."""

    def __init__(
        self, schedule: Schedule, training: Training, progress: Progress, say: Callable[[str], None]
    ) -> None:
        self.schedule, self.training, self.progress, self.say = schedule, training, progress, say
        self.stopped = False
        self._steps = schedule.steps
        self._last = self._saved = self._measured = self._started = 0.0
        self._tokens = 0

    def stop(self, *_: Any) -> None:
        """Stop after the step that runs, with a checkpoint; asked again, at once."""
        if self.stopped:
            raise KeyboardInterrupt
        self.stopped = True

    def on_train_begin(self, _: Any, state: Any, __: Any, **___: Any) -> None:
        """Start the clock; checkpoints are loaded by now."""
        self.schedule.set(self.training, self._steps)
        self._last = self._saved = self._measured = self._started = time.monotonic()
        self._tokens = state.num_input_tokens_seen

    def on_step_end(self, _: Any, state: Any, control: Any, **__: Any) -> None:
        """Ask for what is due."""
        now = time.monotonic()
        self.schedule.elapsed += now - self._last
        self._last = now
        done = self.schedule.done(state.global_step)
        self.progress("tuning", done, 1)
        if now - self._measured >= 60 * self.training.evaluate_minutes:
            control.should_evaluate, self._measured = True, now
        if now - self._saved >= 60 * self.training.save_minutes:
            control.should_save, self._saved = True, now
        if self.stopped or done >= 1:
            control.should_training_stop = control.should_save = True

    def on_log(self, _: Any, state: Any, __: Any, logs: dict[str, float], **___: Any) -> None:
        """A line of each log."""
        figures = [
            f"{name.removeprefix(HELD_OUT)} {value:.4g}"
            for name, value in logs.items()
            if name.startswith(HELD_OUT)
        ]
        if figures:
            self.say(f"step {state.global_step}: held out: {', '.join(figures)}")
        elif "loss" in logs:
            done = self.schedule.done(state.global_step)
            rate = (state.num_input_tokens_seen - self._tokens) / max(1e-9, self._last - self._started)
            left = self.schedule.elapsed * (1 - done) / max(done, 1e-9) / 60
            pace = f"{rate:,.0f} tokens/s, {left:,.0f} min left"
            self.say(f"step {state.global_step}: loss {logs['loss']:.3f}, {pace}")
