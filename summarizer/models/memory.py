"""Memory: what weights need, what is there, and which models would fit; told before any is loaded."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from itertools import product
from math import prod
from pathlib import Path

from summarizer.config import ExecutionSettings
from summarizer.errors import EngineError, Setting, UsageError
from summarizer.models.pretrained import Pretrained
from summarizer.models.profile import Profile
from summarizer.models.runtimes import Embedded
from summarizer.report import TaskName

_BYTES = {"float32": 4.0, "bfloat16": 2.0, "float16": 2.0, "int8": 1.0, "int4": 0.5}
_EVERYWHERE = "everywhere"  # all GPUs and the machine: where a model that is spread is


def parameters_of(profile: Profile) -> int | None:
    """How many numbers a model has, by its files or else by its profile; None if unknown."""
    runtime = profile.runtime
    if isinstance(runtime, Embedded):
        return runtime.parameters
    if not isinstance(runtime, Pretrained):
        return None
    found = 0
    if runtime.folder is not None and runtime.gguf is None:
        from safetensors import SafetensorError

        with suppress(OSError, SafetensorError):  # damaged files are told when they are loaded
            found = sum(_counted(path) for path in runtime.folder.glob("model*.safetensors"))
    return found or runtime.parameters


def _counted(path: Path) -> int:
    """The numbers in a file of safetensors, by its header; raises `SafetensorError` for a damaged one."""
    from safetensors import safe_open

    with safe_open(path, framework="np") as weights:
        return sum(prod(weights.get_slice(name).get_shape()) for name in weights.keys())  # noqa: SIM118


def needed(profile: Profile, execution: ExecutionSettings) -> int | None:
    """Bytes of a model's weights, None where they are unknown or a server's; running takes some more."""
    count = parameters_of(profile)
    if count is None:
        return None
    return int(count * _BYTES[profile.runtime.hardware(execution).dtype])


def there(device: str) -> int | None:
    """Bytes that are free on a device, or everywhere; None where the system does not tell."""
    if device == _EVERYWHERE:
        import torch

        on_gpus = sum(int(torch.cuda.mem_get_info(number)[0]) for number in range(torch.cuda.device_count()))
        return on_gpus + (free_on_machine() or 0)
    if device.startswith("cuda"):
        import torch

        return int(torch.cuda.mem_get_info(device)[0])
    return None if device == "mps" else free_on_machine()


def free_on_machine(root: Path = Path("/")) -> int | None:
    """What Linux can give, swap included, and no more than a container leaves."""
    try:
        lines = (root / "proc/meminfo").read_text("utf-8").splitlines()
        sizes = {
            name: 1024 * int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)
        }
        free = sizes["MemAvailable"] + sizes["SwapFree"]
    except (OSError, ValueError, KeyError, IndexError):
        return None
    with suppress(OSError, ValueError):  # "max" is no number: no limit
        group = root / "sys/fs/cgroup"
        most, used = (int((group / name).read_text("utf-8")) for name in ("memory.max", "memory.current"))
        free = min(free, max(0, most - used + _cached(group)))
    return free


def _cached(group: Path) -> int:
    """Bytes of files that a container keeps in memory: counted as used, but given up when it is wanted."""
    with suppress(OSError, ValueError, KeyError):
        lines = (group / "memory.stat").read_text("utf-8").splitlines()
        sizes = dict(line.split() for line in lines)
        return int(sizes["active_file"]) + int(sizes["inactive_file"])
    return 0


def check(profiles: Iterable[Profile], execution: ExecutionSettings) -> None:
    """See that the weights of all these models fit together, before the first of them is loaded.

    Raises:
        EngineError: they do not; it says what they need, what is there, and which smaller models would do.
    """
    wanted = {one.name: one for one in profiles}
    needs = {name: need for name, one in wanted.items() if (need := needed(one, execution)) is not None}
    if not needs:
        return
    hardware = next(wanted[name].runtime.hardware(execution) for name in needs)
    free = there(_EVERYWHERE if hardware.spread else hardware.device)
    if free is None or sum(needs.values()) <= free:
        return
    largest = wanted[max(needs, key=lambda name: needs[name])]
    smaller = [one.name for one in fitting(largest.tasks, execution, free) if one.name not in wanted][:2]
    raise EngineError(
        f"{' and '.join(needs)}: {_gigabytes(sum(needs.values()))} of memory are needed for the weights, and "
        f"{_gigabytes(free)} are free; free some, or name a smaller model with ",
        Setting("models.default"),
        f" ({', '.join(smaller)})" if smaller else "",
    )


def fitting(tasks: Iterable[TaskName], execution: ExecutionSettings, free: int) -> list[Profile]:
    """The models with a profile that do these tasks and whose weights fit, the largest first."""
    from summarizer.models.lookup import profiles

    able = [one for one in profiles() if set(tasks) <= set(one.tasks)]
    sizes: dict[str, int] = {}
    for one in able:
        with suppress(UsageError):  # not in the number type that is asked for
            need = needed(one, execution)
            if need is not None and need <= free:
                sizes[one.name] = need
    return sorted((one for one in able if one.name in sizes), key=lambda one: sizes[one.name], reverse=True)


def largest_on_disk(
    tasks: Iterable[TaskName], execution: ExecutionSettings, beside: Collection[str | None] = ()
) -> dict[TaskName, str]:
    """The names of the largest models, by task, that are on the disk and fit into memory together.

    That of the first task is as large as can be, then that of the next. Those named `beside` run with them.
    """
    from summarizer.models.hardware import choose_device
    from summarizer.models.lookup import profiles

    free = there(choose_device(execution.device))
    if free is None:
        return {}
    others = [one for one in profiles() if one.name in beside]
    able = {
        task: [one for one in fitting((task,), execution, free) if is_on_disk(one, execution)]
        for task in tasks
    }
    able = {task: found for task, found in able.items() if found}
    for chosen in product(*able.values()):
        needs = {one.name: needed(one, execution) or 0 for one in (*others, *chosen)}
        if sum(needs.values()) <= free:
            return {task: one.name for task, one in zip(able, chosen, strict=True)}
    return {}


def is_on_disk(profile: Profile, execution: ExecutionSettings) -> bool:
    """Whether all files of a model of the hub, or an embedded one, are there."""
    from summarizer.models.store import Store, cache_folder

    if isinstance(profile.runtime, Pretrained):
        return profile.runtime.folder is not None
    return Store(cache_folder(execution.cache_dir)).fault(profile) is None


def _gigabytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB"
