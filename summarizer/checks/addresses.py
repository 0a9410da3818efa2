"""E-mail and web addresses of a sentence are in its English as they stand, and no others."""

import re
from collections.abc import Iterator

from summarizer.checks.analysed import Output, Source
from summarizer.checks.findings import finding
from summarizer.report import Finding

_ENDINGS = "vn|com|net|org|edu|gov|info|asia|io|eu|uk|us|jp|cn|fr|de"
# What is written for people to follow: an e-mail address, or a host with its path. Marks at the end belong to
# the sentence.
_ADDRESS = re.compile(
    r"(?<![a-z0-9_.+-])[a-z0-9_.+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+"
    r"|https?://[^\s<>\"“”]*[\w/]"
    rf"|(?<![\w.@/-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:{_ENDINGS})(?![\w-]|\.\w)(?:/[^\s<>\"“”]*[\w/])?",
    re.IGNORECASE,
)


def check(source: Source, output: Output) -> Iterator[Finding]:
    """An error for each address that only one of the two has.

    A site may be called by its name: `Booking.com` is rendered by `Booking`, and the other way round.
    """
    expected, found = source.once(_addresses), output.once(_addresses)
    for key, address in expected.items():
        if key not in found and not _is_named(key, output.text):
            message = f"the article has the address {address}, the translation has not; copy it from there"
            yield finding("name", message, expected=address)
    for key, address in found.items():
        if key not in expected and not _is_named(key, source.text):
            message = f"the address {address} is not in the article; look there for the right one"
            yield finding("name", message, found=address)


def _addresses(text: str) -> dict[str, str]:
    """The addresses as they stand, by what two ways to write one share."""
    return {_key(match[0]): match[0] for match in _ADDRESS.finditer(text)}


def _key(address: str) -> str:
    return re.sub(r"^https?://", "", address.casefold()).removeprefix("www.").rstrip("/")


def _is_named(key: str, text: str) -> bool:
    """Whether a site without a path is called by its name alone, and not by another address."""
    name = re.escape(key.partition(".")[0])
    return not re.search(r"[@/]", key) and bool(re.search(rf"(?<![\w.@]){name}(?!\w|\.\w)", text.casefold()))
