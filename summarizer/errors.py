"""Errors that a person reads: one line with the file or setting, the cause and the remedy."""

import errno
import re
from collections.abc import Callable

# As torch, CUDA and the system say it; "memory" alone may be part of a path.
_OUT_OF_MEMORY = re.compile(r"DefaultCPUAllocator: |out of memory|Cannot allocate memory")


class Setting(str):
    """A setting's key, such as `input.encoding`, or a parameter's name, as a part of an error's message."""

    __slots__ = ()


class SummarizerError(Exception):
    """Base class of all expected errors; `exit_code` is the exit code of the command.

    Made of the parts of its message. A part that is a `Setting` stands for what is to be changed: the command
    line says it as an option, everyone else reads its key.
    """

    exit_code = 1

    def __init__(self, *parts: str) -> None:
        super().__init__(*parts)

    def __str__(self) -> str:
        return self.worded(str)

    @property
    def setting(self) -> str | None:
        """The key of the setting to change, where the message names one."""
        return next((part for part in self.args if isinstance(part, Setting)), None)

    def worded(self, name: Callable[[Setting], str]) -> str:
        """The message, each setting in it as `name` calls it."""
        return "".join(name(part) if isinstance(part, Setting) else part for part in self.args)


class InputError(SummarizerError):
    """A document that cannot be read or is refused; the other documents go on."""


class FetchError(SummarizerError):
    """A model that could not be fetched, verified, converted or stored."""


class EngineError(SummarizerError):
    """The model failed on a request, for example by running out of memory.

    `request` is the id of the request that fails even alone; without one the whole engine has failed.
    """

    def __init__(self, *parts: str, request: int | None = None) -> None:
        super().__init__(*parts)
        self.request = request


class ServerError(SummarizerError):
    """The server that runs a model cannot be reached or takes no request; nothing can be done then."""


class UsageError(SummarizerError):
    """A wrong setting, configuration, prompt, glossary or model name."""

    exit_code = 2


def is_out_of_memory(error: BaseException) -> bool:
    """Whether an error of Python or torch says that there is not enough memory."""
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    return isinstance(error, MemoryError) or bool(_OUT_OF_MEMORY.search(str(error)))


def internal_error(source: str, error: Exception) -> InputError:
    """The error for an article that makes this program itself fail."""
    return InputError(f"{source}: a fault of summarizer ({type(error).__name__}: {error}); please report it")


def first_line(error: BaseException) -> str:
    """The first line of an exception's message, or its class name where it has none."""
    return next(iter(str(error).strip().splitlines()), type(error).__name__)
