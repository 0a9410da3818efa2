"""What of the hub is on this machine's disk: names, and folders of whole snapshots in the hub's own cache."""

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

REFS = "summarizer"  # the folder of our own refs: a commit stands there once all of its files do


@dataclass(frozen=True, slots=True)
class HubName:
    """A repository such as `facebook/nllb-200-distilled-600M`, and a branch, tag or commit of it.

    Its weights are a model's safetensors, or the one file `weights`.
    """

    repository: str
    revision: str = "main"
    weights: str | None = None

    @classmethod
    def of(cls, name: str, weights: str | None = None) -> "HubName":
        """What `ORGANISATION/NAME` or `ORGANISATION/NAME@REVISION` names."""
        repository, _, revision = name.partition("@")
        return cls(repository, revision or "main", weights)

    def __str__(self) -> str:
        return self.repository if self.revision == "main" else f"{self.repository}@{self.revision}"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files of one commit, all in one folder."""

    folder: Path
    commit: str


def on_disk(name: HubName) -> Snapshot | None:
    """What was fetched of a name, if it is whole."""
    home = home_of(name.repository)
    for ref in (f"{REFS}/{name.revision}", name.revision):
        with suppress(OSError, UnicodeDecodeError):
            commit = (home / "refs" / ref).read_text(encoding="utf-8").strip()
            if is_whole(home / "snapshots" / commit, name.weights):
                return Snapshot(home / "snapshots" / commit, commit)
    folder = home / "snapshots" / name.revision
    return Snapshot(folder, name.revision) if is_whole(folder, name.weights) else None


def is_whole(folder: Path, only: str | None = None) -> bool:
    """Whether a folder has a configuration and all weights as safetensors, or the `only` file asked for."""
    if only is not None:
        return (folder / only).is_file()
    try:
        names = {path.name for path in folder.iterdir() if path.exists()}
        if "model.safetensors.index.json" in names:
            index = json.loads((folder / "model.safetensors.index.json").read_text(encoding="utf-8"))
            wanted = set(index["weight_map"].values())
        else:
            wanted = {"model.safetensors"}
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return False
    return "config.json" in names and wanted <= names


def home_of(repository: str) -> Path:
    """The folder of a repository in the hub's cache (HF_HOME)."""
    from huggingface_hub import constants
    from huggingface_hub.file_download import repo_folder_name

    return Path(constants.HF_HUB_CACHE) / repo_folder_name(repo_id=repository, repo_type="model")
