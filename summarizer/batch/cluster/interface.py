"""What passes between the driver of a run and its workers, and what the driver needs of a cluster."""

from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

from summarizer.document import Document
from summarizer.errors import Setting, SummarizerError, UsageError
from summarizer.report import Report, Signature
from summarizer.version import __version__


@dataclass(frozen=True)
class About:
    """What a worker says of itself: where it runs, and what its reports are made by, or why it makes none."""

    node: str
    version: str
    signature: Signature | None
    error: SummarizerError | None = None


@dataclass(frozen=True)
class Made:
    """The report of a document; `tokens` were generated for it."""

    report: Report
    tokens: int


@dataclass(frozen=True)
class NotMade:
    """Why a document has no report. `fatal`: this worker can do none, such as for want of a model."""

    error: SummarizerError
    fatal: bool = False


Outcome = Made | NotMade


class Worker(Protocol):
    """A worker on the cluster. Its answers fail where its process is lost, which is then started again.

    They also fail where the program itself fails at a document; then the process goes on.
    """

    def about(self) -> "Future[About]":
        """Who it is, once it is there."""
        ...

    def report(self, document: Document) -> "Future[Outcome]":
        """What becomes of the document."""
        ...

    def stop(self) -> None:
        """End it, and do not start it again."""
        ...


class Cluster(Protocol):
    """Where workers are had from."""

    def why(self, error: BaseException) -> str:
        """Why a worker gave no answer."""
        ...

    def room(self) -> int:
        """How many workers the machines that are there now have room for together."""
        ...

    def start(self) -> Worker:
        """Start one more worker."""
        ...


def why_unfit(about: About, signature: Signature | None) -> SummarizerError | None:
    """Why a worker cannot be used beside others that work by a signature, if it cannot."""
    if about.version != __version__:
        told = f"{about.node}: has summarizer {about.version}, and this is {__version__}; install the same"
        return UsageError(told)
    if about.error is not None:
        return type(about.error)(f"{about.node}: ", *about.error.args)
    assert about.signature is not None
    if signature is None or about.signature == signature:
        return None
    here, there = ((one.device, one.dtype) for one in (about.signature, signature))
    if here == there:
        return UsageError(
            f"{about.node}: its models, prompts or glossaries are others than those of the first worker; "
            "give all machines the same"
        )
    return UsageError(
        f"{about.node}: runs models on {' in '.join(here)}, the first worker on {' in '.join(there)}; set ",
        Setting("execution.device"),
        " and ",
        Setting("execution.dtype"),
    )


def deadly(source: str, times: int, why: str) -> SummarizerError:
    """The failure of a document that so many workers were lost over."""
    return SummarizerError(
        f"{source}: {times} workers were lost that had nothing else at work ({why}); look at the article, or "
        "give a worker more of ",
        Setting("execution.worker_memory"),
    )
