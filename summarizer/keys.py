"""A short stand-in for a name, where very many are remembered."""

from hashlib import sha256


def key(name: str) -> bytes:
    """Sixteen bytes that no other name has, for all practical purposes; a path's stray bytes count too."""
    return sha256(name.encode("utf-8", "surrogateescape")).digest()[:16]
