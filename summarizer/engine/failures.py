"""What a library raises while a model runs, as an error of the program."""

from collections.abc import Iterator
from contextlib import contextmanager

from summarizer.errors import EngineError, first_line


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Turn what a library raises under the model `name`, mostly for want of memory, into an EngineError."""
    try:
        yield
    except (RuntimeError, MemoryError) as error:
        raise EngineError(f"{name}: the model failed ({first_line(error)})") from error
