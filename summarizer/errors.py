"""Errors that a person reads: one line with the file or option, the cause and the remedy."""


class SummarizerError(Exception):
    """Base of every expected failure; `exit_code` is what the command ends with."""

    exit_code = 1


class InputError(SummarizerError):
    """A document that cannot be read or is refused; the other documents go on."""


class FetchError(SummarizerError):
    """A model that could not be fetched, verified, converted or stored."""


class EngineError(SummarizerError):
    """The model failed on a request, for example by running out of memory.

    `request` is the id of the request that fails even alone; without one the whole engine has failed.
    """

    def __init__(self, message: str, *, request: int | None = None) -> None:
        super().__init__(message)
        self.request = request


class UsageError(SummarizerError):
    """A wrong option, configuration, prompt, glossary or model name."""

    exit_code = 2


def is_want_of_memory(error: BaseException) -> bool:
    """Whether memory did not suffice, as Python or torch says it."""
    return isinstance(error, MemoryError) or "memory" in str(error)


def first_line(error: BaseException) -> str:
    """The first line of what a library raised, or the name of its kind where it says nothing."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
