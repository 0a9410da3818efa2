"""Turns a model's name into an engine that is ready to run, by the kind of its runtime."""

from collections.abc import Callable

from summarizer.config import ExecutionSettings, Settings
from summarizer.engine.interface import Engine
from summarizer.errors import UsageError
from summarizer.models.lookup import configured
from summarizer.models.profile import Profile
from summarizer.models.runtimes import Server
from summarizer.progress import Progress, silent


def _embedded(name: str, profile: Profile, execution: ExecutionSettings, progress: Progress) -> Engine:
    from summarizer.models.embedded import load

    return load(name, profile, execution, progress)


def _transformers(name: str, profile: Profile, execution: ExecutionSettings, progress: Progress) -> Engine:
    from summarizer.models.transformers_loader import load

    return load(name, profile, execution, progress)


def _scripted(_name: str, profile: Profile, execution: ExecutionSettings, _progress: Progress) -> Engine:
    from summarizer.engine.scripted import ScriptedEngine

    hardware = profile.runtime.hardware(execution)
    return ScriptedEngine(profile.info(hardware, beams=8, weighs=True, chat=False, max_answers=96))


def _openai(name: str, profile: Profile, execution: ExecutionSettings, progress: Progress) -> Engine:
    runtime = profile.runtime
    assert isinstance(runtime, Server)
    try:
        from summarizer.engine.server import ServerEngine
    except ImportError:
        raise UsageError(
            f"{name}: the package openai is not installed; pip install 'vi-news-summarizer[server]'"
        ) from None
    limit = runtime.concurrent
    info = profile.info(runtime.hardware(execution), beams=1, weighs=False, chat=True, max_answers=limit)
    return ServerEngine(
        info,
        runtime.model,
        runtime.address,
        concurrent=limit,
        timeout=runtime.timeout,
        retries=runtime.retries,
        progress=progress,
    )


# By the runtime's `kind`; heavy imports stay inside the functions.
LOADERS: dict[str, Callable[[str, Profile, ExecutionSettings, Progress], Engine]] = {
    "embedded": _embedded,
    "scripted": _scripted,
    "transformers": _transformers,
    "openai": _openai,
}


def load_engine(name: str, settings: Settings, *, progress: Progress = silent) -> Engine:
    """The engine of a model by its name, or by the path of a folder that `summarizer tune` made.

    Raises:
        UsageError: no such model, adapter, device or type.
        FetchError: the model cannot be fetched, verified, converted or stored.
        EngineError: the model cannot be loaded.
    """
    profile = configured(name, settings.models)
    return LOADERS[profile.runtime.kind](name, profile, settings.execution, progress)
