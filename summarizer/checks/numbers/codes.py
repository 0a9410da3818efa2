"""Numbers of documents, licence plates and types: 128/NQ-CP, 51F-123.45, Su-30."""

import re
from collections.abc import Iterator, Sequence

from summarizer.checks.numbers.quantity import Quantity

_CODE = re.compile(
    r"(?<![\w./-])(?P<digits>\d+(?:/\d{4})?)[/-][A-ZĐ]{2,}(?:[/-][A-ZĐ]+)*(?!\w)"
    r"|(?<![\w./-])(?P<plate>\d\d[A-ZĐ]{1,2}\d?[- ]?(?:\d{3}\.?\d\d|\d{4}))(?![\w-])"
    r"|(?<![\w./-])(?P<name>[A-ZĐ][A-Za-z]{0,5})-(?P<of>\d+)(?:[A-Z]+\d*)?(?![\w-])"
)


def strange(source: str, given: Sequence[Quantity], output: str) -> Iterator[str]:
    """Codes of an English sentence whose digits no number or code of its Vietnamese has.

    A name with a number (`Su-30`) is one only where the Vietnamese has that name with another number.
    """
    if _CODE.search(output) is None:
        return
    digits = set(re.findall(r"\d+", source)) | set(re.findall(r"\d+", re.sub(r"(?<=\d)\.(?=\d)", "", source)))
    values = {value for quantity in given for value in quantity.values}
    for match in _CODE.finditer(output):
        groups = re.findall(r"\d+", match[0].replace(".", ""))
        if all(group in digits or group.lstrip("0") in digits or float(group) in values for group in groups):
            continue
        if match["name"] is None or re.search(rf"(?<!\w){match['name']}[- ]?\d", source):
            yield match[0]
