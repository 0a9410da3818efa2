"""Loading a model: its stage is told, and what libraries raise meanwhile becomes one line."""

from collections.abc import Iterator
from contextlib import contextmanager

from summarizer.errors import EngineError, Setting, first_line, is_out_of_memory
from summarizer.progress import Progress


@contextmanager
def loading(name: str, title: str, progress: Progress, *, remedy: str) -> Iterator[None]:
    """Load the model inside; `name` is what the user calls it, `remedy` what to do about damaged files.

    Raises:
        EngineError: in place of any error of the libraries.
    """
    from safetensors import SafetensorError

    stage = f"loading {title}"
    progress(stage, 0, None)
    try:
        yield
    except (SafetensorError, OSError, ValueError, ImportError, RuntimeError, MemoryError) as error:
        if isinstance(error, SafetensorError):
            raise EngineError(f"{name}: its weights are damaged ({first_line(error)}); {remedy}") from error
        what = f"{name}: cannot be loaded ({first_line(error)}); "
        if is_out_of_memory(error):
            raise EngineError(f"{what}try a smaller model or ", Setting("execution.dtype")) from error
        raise EngineError(what + remedy) from error
    finally:
        progress(stage, 1, 1)
