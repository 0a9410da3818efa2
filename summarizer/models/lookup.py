"""The profile of a model by its name: one of the profiles, a folder or file, of the hub, or on a server."""

import logging
import os
from difflib import get_close_matches
from pathlib import Path

from pydantic import TypeAdapter

from summarizer.config import ModelSettings
from summarizer.errors import Setting, UsageError
from summarizer.models.adapter import MADE_BY_TUNE, OR_WHOLE, adapter_source, check_adapter
from summarizer.models.catalog import (
    ADAPTER,
    CONFIGURATION,
    GGUF,
    HUB_NAME,
    SERVER,
    is_path,
    profile_files,
)
from summarizer.models.pretrained import Pretrained
from summarizer.models.profile import Profile
from summarizer.models.runtimes import Embedded, Server
from summarizer.report import TaskName
from summarizer.toml_files import read_as

DOUBT = "doubt.toml"  # in a folder that `tune` made, what `evaluate doubt` fitted to it
_log = logging.getLogger(__name__)


def names() -> list[str]:
    """The names of all models that have a profile."""
    return list(profile_files())


def profiles() -> list[Profile]:
    """Every model that has a sound profile, by name; what is wrong with another is told in a line."""
    found = []
    for name in names():
        try:
            found.append(load_profile(name))
        except UsageError as error:
            _log.warning("%s", error)
    return found


def check_task(profile: Profile, task: TaskName) -> None:
    """Raise `UsageError`, which names models that can, where a model does not do a task."""
    if task in profile.tasks:
        return
    able = ", ".join(one.name for one in profiles() if task in one.tasks)
    raise UsageError(
        f"{profile.name}: does no {task}, only {', '.join(profile.tasks)}; leave it out with ",
        Setting("tasks.run"),
        ", or name another model with ",
        Setting(f"models.{task}"),
        f" ({able})",
    )


def load_profile(name: str, base_url: str | None = None, adapter: str | None = None) -> Profile:
    """The profile of a model by its name, of an adapter by its folder's path, or of openai:NAME.

    `base_url` is the address of the server, for a model that is on one; `adapter` a folder, or a name of the
    hub, with an adapter for a model that transformers runs.

    Raises:
        UsageError: there is none, its file is at fault, the folder holds no adapter of a model known here, or
            the model takes no adapter.
    """
    profile = _profile(name)
    runtime = profile.runtime
    if adapter is None:
        if base_url is None or not isinstance(runtime, Server):
            return profile
        return profile.model_copy(update={"runtime": runtime.model_copy(update={"base_url": base_url})})
    if not isinstance(runtime, Pretrained):
        raise UsageError(
            Setting("models.adapter"),
            f": {name} takes none (runtime {runtime.kind}); name a model that transformers runs with ",
            Setting("models.default"),
            ", or the folder that 'summarizer tune' made in its place",
        )
    source = adapter_source(adapter)
    return profile.model_copy(update={"runtime": runtime.model_copy(update={"adapter": source})})


def configured(name: str, models: ModelSettings) -> Profile:
    """The profile of a model as the settings use it: the adapter is that of the default model.

    Raises:
        UsageError: as `load_profile`.
    """
    return load_profile(name, models.base_url, models.adapter if name == models.default else None)


def _profile(name: str) -> Profile:
    known = profile_files()
    if name not in known:
        if name.startswith(SERVER) and name != SERVER:
            return _on_server(name)
        if is_path(name):
            return _at_path(name)
        if HUB_NAME.fullmatch(name):
            return _on_hub(name)
        if name == SERVER:
            raise UsageError(f"{name!r}: names no model; write for example {SERVER}qwen3-8b")
        if name and os.path.isdir(name):  # noqa: PTH112 - pathlib raises where a name is too long
            raise UsageError(f"{name!r}: is a folder without a model; {MADE_BY_TUNE}, {OR_WHOLE}")
        if name and os.path.isfile(name):  # noqa: PTH113 - the same
            raise UsageError(f"{name!r}: is no file of a model; name one that ends in {GGUF}, or a folder")
        near = get_close_matches(name.lower(), known, n=2, cutoff=0.4)
        hint = f"did you mean {' or '.join(near)}?" if near else f"the models are {', '.join(known)}."
        raise UsageError(f"{name!r}: no such model; {hint} See 'summarizer models list'")
    return read_as(known[name], TypeAdapter(Profile), name=name)


def _on_server(name: str) -> Profile:
    """The profile of a general chat model on a server; who knows more of it writes a profile."""
    return Profile(
        name=name,
        title=name,
        licence="unknown",
        licence_url="see the server",
        languages=("vi", "en"),
        prompt_set="chat",
        terms="list",
        max_source_tokens=4000,
        max_segment_tokens=400,
        runtime=Server(kind="openai", model=name.removeprefix(SERVER)),
    )


def _at_path(name: str) -> Profile:
    """The profile of a folder with an adapter that `tune` made or a whole model, or of a GGUF file."""
    place = Path(name)
    if name.endswith(GGUF) and not place.is_dir():
        from summarizer.models.named import described_gguf

        if not place.exists():
            raise UsageError(f"{name}: there is no such file; name a GGUF file of a chat model")
        return Profile.model_validate(described_gguf(place))
    if not place.is_dir():
        what = "is no folder" if place.exists() else "there is no such folder"
        raise UsageError(f"{name}: {what}; {MADE_BY_TUNE}, {OR_WHOLE}")
    if (place / ADAPTER).exists() or not (place / CONFIGURATION).exists():
        return _tuned(place)
    from summarizer.models.named import described

    whole = place.absolute()
    return Profile.model_validate(described(str(whole), whole.name))


def _on_hub(name: str) -> Profile:
    """The profile of a model of the hub: one that names its repository, with the revision that is asked for.

    Raises:
        FetchError: there is no such profile, and what kind of model it is cannot be asked.
    """
    repository, _, revision = name.partition("@")
    for one in profiles():
        runtime = one.runtime
        if isinstance(runtime, Pretrained) and runtime.hub_name is not None:
            if runtime.hub_name.repository.lower() != repository.lower():
                continue
            source = f"{runtime.hub_name.repository}@{revision}" if revision else runtime.source
            return one.model_copy(update={"runtime": runtime.model_copy(update={"source": source})})
    from summarizer.models.named import described

    return Profile.model_validate(described(name, name))


def _tuned(folder: Path) -> Profile:
    """The profile of a folder that `tune` made: that of the model it was tuned from, with its adapter.

    It speaks the prompts that it was tuned on, whatever those of the model are.
    """
    made_of = check_adapter(folder)
    bases = {one.embedded.base: one for one in profiles() if isinstance(one.runtime, Embedded)}
    if made_of not in bases:
        known = ", ".join(f"{base} ({one.name})" for base, one in bases.items())
        raise UsageError(f"{folder}: is tuned from {made_of!r}, no shipped model; name one of {known}")
    base, folder = bases[made_of], folder.resolve()
    taken = folder.name.removesuffix("-base") in {"", *names()}  # the cache keeps those under that name
    name = f"{folder.name}-tuned" if taken else folder.name
    runtime = base.embedded.model_copy(update={"adapter": folder})
    runtime.output_token_ids()  # a fault shows before anything is fetched
    doubt = folder / DOUBT if (folder / DOUBT).exists() else None
    return base.model_copy(
        update={"name": name, "prompt_set": "tuned", "terms": "inline", "doubt": doubt, "runtime": runtime}
    )
