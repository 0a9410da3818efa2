"""The list of a converted folder's files, by which it is whole or not."""

import json
from pathlib import Path

from summarizer.whole_files import sha256

MANIFEST = "files.json"  # written last: a folder without it is not complete


def fault_of(folder: Path, *, thorough: bool = False) -> str | None:
    """What is wrong with a converted folder, if anything; compares sizes, and if `thorough` digests."""
    try:
        listed = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        expected = {name: (int(size), str(digest)) for name, (size, digest) in listed.items()}
    except FileNotFoundError:
        return "is incomplete" if folder.exists() else "is not fetched"
    except (OSError, ValueError, AttributeError, TypeError):
        return f"{MANIFEST} cannot be read"
    if not expected:
        return f"{MANIFEST} names no file"
    for name, (size, digest) in expected.items():
        path = folder / name
        try:
            if path.stat().st_size != size:
                return f"{name} has {path.stat().st_size:,} bytes where {size:,} are expected"
            if thorough and sha256(path) != digest:
                return f"{name} has changed: its SHA-256 is another"
        except OSError as error:
            return f"{name}: {error.strerror}"
    return None


def write_manifest(folder: Path) -> None:
    """List the files of a folder, with sizes and digests; from then on it is whole."""
    files = {
        path.name: (path.stat().st_size, sha256(path)) for path in sorted(folder.iterdir()) if path.is_file()
    }
    (folder / MANIFEST).write_text(json.dumps(files, indent=2) + "\n", encoding="utf-8")
