"""Tasks turn a document into their part of the report; those that need a model ask for it step by step."""

from collections.abc import Generator
from typing import TypeVar

from summarizer.engine.interface import Completion, Request
from summarizer.report import Finding

Part = TypeVar("Part")

# Yields requests, is sent their completions in the same order, and returns its part with the findings.
Steps = Generator[list[Request], list[Completion], tuple[Part, tuple[Finding, ...]]]
