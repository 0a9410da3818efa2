"""The signature of a report: all that decides its results."""

import hashlib
import json

from summarizer.choice import Choice
from summarizer.report import Signature
from summarizer.version import __version__


def sign(choice: Choice) -> Signature:
    """What makes the reports; reads no weights.

    Raises:
        UsageError: a model's adapter or device is not there.
    """
    settings = choice.settings
    device, dtype, libraries = _hardware(choice)
    models = {task: profile.signature() for task, profile in choice.profiles.items()}
    hashes = {task: template.hash for task, template in choice.prompts.items()}
    decisive = {
        "tasks": settings.tasks.model_dump(mode="json", exclude={"quality"}),
        "glossary": choice.glossary.signature,
        "back": choice.back and choice.back.hash,
        "doubt": choice.doubt and choice.doubt.model_dump(mode="json"),
        "judge": choice.judge and choice.judge.hash,
        "gist": choice.gist and (choice.gist.hash, choice.gist_back and choice.gist_back.hash),
        "execution": (device, dtype, settings.execution.seed, *libraries),
        "profiles": {task: profile.decisive() for task, profile in choice.profiles.items()},
    }
    digest = hashlib.sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest()[:12]
    parts = [f"summarizer:{__version__}"]
    for task, model in models.items():
        adapter = f"+{model.adapter}" if model.adapter else ""
        parts.append(f"{task}:{model.name}@{model.revision}{adapter}/{hashes[task]}")
    parts += [f"settings:{digest}", f"seed:{settings.execution.seed}"]
    return Signature(
        string="|".join(parts),
        version=__version__,
        device=device,
        dtype=dtype,
        seed=settings.execution.seed,
        models=models,
        prompts=hashes,
        settings=digest,
    )


def _hardware(choice: Choice) -> tuple[str, str, tuple[str, ...]]:
    """The device and the number type that the models will run with; of several, all, joined by `+`.

    Then the libraries that run them in place of torch, if any do.
    """
    found = [one.runtime.hardware(choice.settings.execution) for one in choice.profiles.values()]
    devices = "+".join(dict.fromkeys(one.device for one in found))
    dtypes = "+".join(dict.fromkeys(one.dtype for one in found))
    others = tuple(sorted({one.library for one in found} - {"torch"}))
    return devices or "cpu", dtypes or "float32", others
