"""The models that `summarizer models list` shows: a row each, and the table of them on a terminal."""

import logging
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.table import Table

    from summarizer.models.profile import Profile
    from summarizer.models.store import Store

_log = logging.getLogger(__name__)
_NO_PROFILE = "no profile"  # as of the model that `summarizer tune` trains on, or of an earlier version
_DAMAGED = "damaged"  # a file that its profile names is not as it should be
_CONVERTED = "converted"  # for CTranslate2, of a model of the hub or in a folder
COLUMNS = (
    "name", "state", "on disk", "download", "parameters", "memory", "tasks", "languages", "licence",
)  # fmt: skip

_LEAST_FIRST = ("languages", "parameters", "tasks", "licence", "download", "memory", "on disk")


def rows(store: "Store") -> list[tuple[str, ...]]:
    """A row for each model that has a profile, and for each other one in the cache folder."""
    from summarizer.errors import UsageError
    from summarizer.models.lookup import profiles

    found = []
    for profile in profiles():
        try:
            found.append(_row(store, profile))
        except UsageError as error:  # its adapter is gone, for one
            _log.warning("%s: %s", profile.name, error)
            found.append((profile.name, _DAMAGED, *["-"] * 4, *_told(profile)))
    return found + [_other_row(store, name) for name in others(store)]


def others(store: "Store") -> list[str]:
    """The models in the cache folder that no profile describes."""
    from summarizer.models.lookup import names

    return [name for name in store.names() if name not in names()]


def _row(store: "Store", profile: "Profile") -> tuple[str, ...]:
    from summarizer.models.pretrained import Pretrained
    from summarizer.models.runtimes import Embedded

    runtime = profile.runtime
    if isinstance(runtime, Pretrained):
        folder = runtime.folder
        size = sum(path.stat().st_size for path in folder.iterdir()) if folder else 0
        state, download = "ready" if folder else "not fetched", "-"
    elif isinstance(runtime, Embedded):
        fault, size = store.fault(profile), store.size(profile.name)
        state = "ready" if fault is None else "not fetched" if not size else "incomplete"
        download = amount(runtime.file.bytes)
    else:
        return (profile.name, runtime.kind, "-", "-", "-", "-", *_told(profile))
    return (
        profile.name,
        state,
        amount(size) if size else "-",
        download,
        f"{runtime.parameters / 1e6:,.0f} M" if runtime.parameters else "-",
        amount(2 * runtime.parameters) if runtime.parameters else "-",
        *_told(profile),
    )


def _told(profile: "Profile") -> tuple[str, ...]:
    """The last columns: what a profile says of itself."""
    tasks = "both" if len(profile.tasks) > 1 else profile.tasks[0]
    return (tasks, ", ".join(profile.languages), f"{profile.licence} ({profile.licence_url})")


def _other_row(store: "Store", name: str) -> tuple[str, ...]:
    from summarizer.models.ctranslate2 import CONVERTED

    state = _CONVERTED if name.endswith(CONVERTED) else _NO_PROFILE
    return (name, state, amount(store.size(name)), *["-"] * (len(COLUMNS) - 3))


def amount(size: float) -> str:
    """Bytes for people."""
    if size >= 1e10:
        return f"{size / 1e9:.0f} GB"
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"


def show(rows: list[tuple[str, ...]], root: Path) -> None:
    """Print the rows as a table; columns that do not fit are left out and named below it."""
    from rich.measure import Measurement
    from rich.text import Text

    from summarizer.cli.messages import screen

    console = screen()
    shown, left_out = dict(zip(COLUMNS, zip(*rows, strict=True), strict=True)), []
    for least in ("addresses of licences", *_LEAST_FIRST):
        if Measurement.get(console, console.options.update(max_width=10_000), _drawn(shown)).maximum <= (
            console.width
        ):
            break
        left_out.append(least)
        if least in shown:
            del shown[least]
        else:
            shown["licence"] = tuple(value.partition(" (http")[0] for value in shown["licence"])
    console.print(_drawn(shown))
    if left_out:
        console.print(Text(f"no room for: {', '.join(left_out)}; a wider window or a pipe shows all"))
    console.print(Text(f"cache folder: {root}"), soft_wrap=True)


def _drawn(columns: dict[str, tuple[str, ...]]) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(column, no_wrap=True, overflow="fold")  # a name is there to be copied
    for row in zip(*columns.values(), strict=True):
        table.add_row(*map(Text, row))  # Text: nothing is read as markup
    return table
