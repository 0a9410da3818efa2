"""Which files of a hub's repository a model is made of: safetensors, its configuration and tokenizer.

Other formats of weights are pickles, which can run any code when they are read.
"""

import logging
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.errors import FetchError
from summarizer.models.catalog import ADAPTER, WEIGHTS
from summarizer.models.hub_cache import HubName
from summarizer.models.hub_errors import explaining

_WEIGHTS = re.compile(r"(model|adapter_model)(-\d{5}-of-\d{5})?\.safetensors")
# What else a model needs; never code.
_BESIDE = re.compile(r".*\.(json|model|spm|jinja)|vocab\.txt|merges\.txt|dict\.txt")
_PICKLES = (".bin", ".pt", ".pth", ".ckpt")
# The hub's own bot that converts pickles, and what it calls its pull requests.
_CONVERTER = ("SFconvertbot", "Adding `safetensors` variant of this model")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Listed:
    """A commit with the files to take of it, each with its bytes; the weights last."""

    sha: str
    files: tuple[tuple[str, int], ...]


def listed(name: HubName) -> Listed:
    """What the hub has under a name; raises `FetchError`."""
    from huggingface_hub import HfApi

    api = HfApi()
    with explaining(name):
        info = api.model_info(name.repository, revision=name.revision, files_metadata=True)
        if name.weights is None and not any(_WEIGHTS.fullmatch(one.rfilename) for one in info.siblings or ()):
            info = _converted(api, name) or info
    sizes = {one.rfilename: int(one.size or 0) for one in info.siblings or ()}
    if name.weights is not None:
        return Listed(str(info.sha), _one(name, name.weights, sizes))
    weights = [one for one in sizes if _WEIGHTS.fullmatch(one)]
    if "model.safetensors" in weights:  # some repositories have the same in slices beside it
        weights = ["model.safetensors"]
    if not weights:
        raise FetchError(_no_weights(name, sizes))
    beside = [one for one in sizes if _BESIDE.fullmatch(one) and "/" not in one]
    if weights == ["model.safetensors"]:
        beside = [one for one in beside if one != "model.safetensors.index.json"]
    return Listed(str(info.sha), tuple((one, sizes[one]) for one in [*sorted(beside), *sorted(weights)]))


def _one(name: HubName, file: str, sizes: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """A GGUF file, or the weights of an adapter behind its settings."""
    wanted = [ADAPTER, WEIGHTS] if file == WEIGHTS else [file]
    if lacking := [one for one in wanted if one not in sizes]:
        there = (
            ", ".join(one for one in sizes if Path(one).suffix in (".gguf", ".safetensors", ".bin")) or "none"
        )
        raise FetchError(f"{name}: has no file {lacking[0]}; its weights: {there} (no pickle is taken)")
    return tuple((one, sizes[one]) for one in wanted)


def _converted(api: Any, name: HubName) -> Any:
    """The hub's own conversion of the main branch to safetensors, an open pull request of its bot."""
    if name.revision != "main":
        return None
    author, title = _CONVERTER
    main = api.list_repo_commits(name.repository)[0].commit_id
    for one in api.get_repo_discussions(name.repository, author=author, discussion_type="pull_request"):
        if one.author != author or one.title != title or one.status != "open":
            continue
        commits = api.list_repo_commits(name.repository, revision=one.git_reference)
        if len(commits) > 1 and commits[1].commit_id == main:  # nothing but the conversion is on top
            _log.info("%s: has pickles; the hub's conversion to safetensors is taken", name)
            return api.model_info(name.repository, revision=commits[0].commit_id, files_metadata=True)
    return None


def _no_weights(name: HubName, files: Iterable[str]) -> str:
    """Why there are no weights to take, and what to do."""
    pickles = [one for one in files if one.endswith(_PICKLES) and "/" not in one]
    if pickles:
        return (
            f"{name}: has its weights only as a pickle ({pickles[0]}), which can run any code when read; "
            "convert it where you trust it (model.save_pretrained writes safetensors), and name that folder"
        )
    return f"{name}: has no weights as safetensors; name a repository of transformers' format"
