"""Tasks turn a document into their part of the report; those that need a model ask for it step by step."""

from collections.abc import Generator, Sequence
from typing import TypeVar

from summarizer.engine.interface import Completion, Request
from summarizer.report import Finding

Result = TypeVar("Result")
Part = TypeVar("Part")

# Work that waits for a model: yields what it asks for next, perhaps nothing, is sent the completions of all
# that it asked for one by one, as they come, and returns its result.
Asking = Generator[list[Request], Completion, Result]
# A task's whole work: its part of the report with the findings.
Steps = Asking[tuple[Part, tuple[Finding, ...]]]


def ask(requests: Sequence[Request]) -> Asking[list[Completion]]:
    """Yield `requests` and wait for their completions, returned in the same order."""
    answers: dict[int, Completion] = {}
    new = list(requests)
    while len(answers) < len(requests):
        completion = yield new
        answers[completion.request.id] = completion
        new = []
    return [answers[request.id] for request in requests]


def together(works: Sequence[Asking[Result]]) -> Asking[list[Result]]:
    """Run several generators concurrently, each resumed by its own completions; returns results in order."""
    results: dict[int, Result] = {}
    owners: dict[int, int] = {}  # by request
    new: list[Request] = []

    def advance(index: int, completion: Completion | None) -> None:
        try:
            requests = next(works[index]) if completion is None else works[index].send(completion)
        except StopIteration as stop:
            results[index] = stop.value
            return
        owners.update((request.id, index) for request in requests)
        new.extend(requests)

    for index in range(len(works)):
        advance(index, None)
    while owners:
        asked, new = new, []
        completion = yield asked
        advance(owners.pop(completion.request.id), completion)
    return [results[index] for index in range(len(works))]
