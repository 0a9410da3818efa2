"""Turns document ids into output paths that never collide and never leave the output folder."""

import hashlib
import unicodedata
from collections.abc import Callable
from pathlib import PurePosixPath

from summarizer.errors import UsageError
from summarizer.paths import folded_stem, key, safe_name
from summarizer.render.formats import SUFFIXES

_READ_SUFFIXES = (".txt", ".text", ".md", ".markdown")
_OURS = frozenset(["index", "manifest", "last-run"])
_LONGEST_NAME = 120  # bytes; leaves room for suffixes and temporary names on every file system
_LONGEST_PATH = 400
_MARK = 12  # hex digits that tell altered names apart


class Places:
    """Gives each id its place; remembers the places given out, as systems without letter case see them."""

    def __init__(self) -> None:
        self._taken: set[bytes] = set()

    def give(self, name: str, is_taken: Callable[[PurePosixPath], bool] = lambda _: False) -> PurePosixPath:
        """The path of the document's outputs, without a suffix, relative to the output folder.

        The same id keeps its path from run to run; only where two ids would meet does the later one get a
        mark, so the order of the inputs must not be left to chance. So does one whose place `is_taken`.
        """
        place = place_of(name)
        salt = name
        while (seen := _seen(place)) in self._taken or is_taken(place):
            place = _marked(place_of(name), salt)
            salt += "+"
        self._taken.add(seen)
        return place


def place_of(name: str) -> PurePosixPath:
    """The path that an id asks for: readable where it can be, marked with a hash where it was altered."""
    text = unicodedata.normalize("NFC", name)
    for suffix in _READ_SUFFIXES:
        if text.lower().endswith(suffix) and len(text) > len(suffix):
            text = text[: -len(suffix)]
            break
    asked = text.split("/")
    folders = [_clean(part) for part in asked[:-1] if part not in {"", ".", ".."}]
    last = _clean(asked[-1])
    place = PurePosixPath(*[_folder(part) for part in folders], last)
    if len(str(place).encode()) > _LONGEST_PATH:
        place = PurePosixPath("long", last)
    return place if str(place) == text else _marked(place, name)


def check_formats(formats: tuple[str, ...]) -> None:
    """Raise `UsageError` for a format that cannot be a file."""
    for name in formats:
        if name not in SUFFIXES:
            raise UsageError(
                f"output.formats: {name} cannot be written to a file; choose from {', '.join(SUFFIXES)}"
            )


def _clean(part: str) -> str:
    """A safe name that is none of the batch's own and has no `~`, which begins a mark."""
    name = safe_name(part.replace("~", "_"), _LONGEST_NAME)
    return f"_{name}" if folded_stem(name) in _OURS else name


def _folder(part: str) -> str:
    """A folder never ends like an output file, so that no file stands where a folder must."""
    ends = part.casefold().endswith(tuple(SUFFIXES.values()))
    return part + "_" if ends else part


def _marked(place: PurePosixPath, name: str) -> PurePosixPath:
    mark = hashlib.sha256(name.encode(errors="surrogatepass")).hexdigest()[:_MARK]
    return place.with_name(f"{place.name}~{mark}")


def _seen(place: PurePosixPath) -> bytes:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", str(place)).casefold())
    return key(folded)
