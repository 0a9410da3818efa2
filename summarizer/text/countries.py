"""Tells which country an English name is of."""

from functools import cache

from summarizer.text.languages import rows
from summarizer.text.names import bare


def country_of(name: str) -> str | None:
    """The code of the country that a bare English name is of, the same for `iraq` and `iraqi`."""
    countries = _by_name()
    return countries.get(name) or countries.get(name.removesuffix("s"))


@cache
def _by_name() -> dict[str, str]:
    return {bare(name): country for country, names in rows("en", "countries") for name in names.split("|")}
