r"""Reads the word lists and tables of a language from `configs/languages/`, and checks them.

Knowledge of a language is data: `configs/languages/vi/persons.tsv` and the like, which people mend without
knowing Python. A file is a table, one row a line, with tabs between its fields. It begins with lines after
`#`, which say what the columns mean; then comes a line with the columns' names. `-` is a field without a
value; `|` stands between the values of a field that has several.

    words("vi", "persons", "family name")    the first column of the rows of a kind, as a frozen set
    rows("en", "months")                     every row, as tuples of strings
    rf"\b(?:{alternatives(words(...))})\b"   words as a part of a regular expression, the longest first

Files are read when they are first asked for, so call these inside functions that are cached rather than where
a module is imported. A new file needs its columns in `COLUMNS` and, if one of them is `kind`, its kinds in
`KINDS`; `docs/languages.md` describes every file.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from summarizer.errors import UsageError
from summarizer.resources import folder

Language = Literal["vi", "en"]
Row = tuple[str, ...]

COLUMNS: Mapping[str, Row] = {
    "captions": ("word", "kind"),
    "certainty": ("word", "kind"),
    "common_words": ("word",),
    "contrasts": ("form", "english", "other", "other english"),
    "counted": ("word", "kind"),
    "countries": ("country", "names"),
    "cuts": ("word", "kind"),
    "deeds": ("form", "english", "kind"),
    "dollars": ("form", "english"),
    "formations": ("unit", "english"),
    "function_words": ("word", "kind"),
    "holidays": ("date", "names"),
    "invented": ("english", "vietnamese", "except"),
    "kept": ("word",),
    "links": ("link",),
    "local_units": ("unit", "english", "near"),
    "loans": ("loan", "english"),
    "measures": ("unit", "kind", "pattern"),
    "money": ("unit", "kind", "pattern"),
    "months": ("month", "number"),
    "names": ("form", "english", "kind"),
    "numbers": ("word", "kind", "value"),
    "offices": ("office",),
    "persons": ("word", "kind"),
    "pinyin": ("syllable", "pinyin"),
    "places": ("form", "english", "kind", "country"),
    "predicates": ("word", "kind"),
    "ranks": ("rank",),
    "rates": ("unit", "english"),
    "rare_words": ("word",),
    "sentences": ("word", "kind"),
    "unmarked": ("word", "kind"),
}
KINDS: Mapping[str, frozenset[str]] = {
    "captions": frozenset(("picture", "byline", "link", "menu", "foot", "share")),
    "certainty": frozenset(("denied", "unsure", "done", "also denied", "also unsure")),
    "counted": frozenset(("time", "month", "thing")),
    "cuts": frozenset(("kept", "filling", "phrase", "phrase end", "clause end", "contrast", "clause")),
    "deeds": frozenset(("deed", "party")),
    "function_words": frozenset(("conjunction", "frequent", "before name")),
    "measures": frozenset(("time", "size")),
    "money": frozenset(("after", "mentioned")),
    "names": frozenset(("person", "faith", "feast", "star")),
    "numbers": frozenset(("small", "ten", "scale", "span")),
    "persons": frozenset(
        (
            "family name",
            "shared family name",
            "middle name",
            "title",
            "role",
            "relative",
            "particle",
            "description",
            "performer",
        )
    ),
    "places": frozenset(("country", "region", "city", "province", "area")),
    "predicates": frozenset(("verb", "compound", "event", "picture", "finite")),
    "sentences": frozenset(
        (
            "abbreviation",
            "place abbreviation",
            "closing abbreviation",
            "place initial",
            "initial",
            "numbered",
            "opener",
            "opening pair",
            "speech",
            "domain",
        )
    ),
    "unmarked": frozenset(("behind", "before")),
}


@cache
def rows(language: Language, name: str) -> tuple[Row, ...]:
    """The rows of a language's file, whose name is given without its ending.

    Raises:
        UsageError: the file cannot be read, or has a fault; the message has its line.
    """
    path = folder("configs") / "languages" / language / f"{name}.tsv"
    return read(path, COLUMNS[name], KINDS.get(name))


@cache
def words(language: Language, name: str, *kinds: str) -> frozenset[str]:
    """The first column of a language's file: of all rows, or of those of the kinds given; see `rows`."""
    if not kinds:
        return frozenset(row[0] for row in rows(language, name))
    if unknown := set(kinds) - KINDS[name]:
        raise KeyError(f"{name}.tsv has no kind {unknown.pop()!r}")
    column = COLUMNS[name].index("kind")
    return frozenset(row[0] for row in rows(language, name) if row[column] in kinds)


def alternatives(forms: Iterable[str]) -> str:
    """Words as alternatives of a regular expression, the longest first, without brackets round them."""
    return "|".join(map(re.escape, sorted(forms, key=lambda form: (-len(form), form))))


def forms_of(field: str) -> str:
    """The forms of a row's field, which `|` parts, as alternatives of a regular expression.

    `*` stands for any letters, a space for any spaces.
    """
    return "|".join(
        re.escape(form).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for form in field.split("|")
    )


def read(path: Path, columns: Row, kinds: frozenset[str] | None = None) -> tuple[Row, ...]:
    """The rows of one file, checked.

    Args:
        path: the file.
        columns: the names that its first line must have.
        kinds: what the column `kind` may say; None where there is no such column.

    Raises:
        UsageError: the file cannot be read, or has a fault; the message has its line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as UTF-8 ({error}); correct the file") from None
    lines = [
        (number, tuple(field.strip() for field in line.split("\t")))
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip() and not line.startswith("#")
    ]
    number, header = lines[0] if lines else (1, ())
    if header != columns:
        raise UsageError(f"{path}:{number}: the columns must be {', '.join(columns)}, with tabs between them")
    seen: dict[Row, int] = {}
    kind = columns.index("kind") if kinds else None
    for number, row in lines[1:]:
        fault = _fault(row, columns)
        if kinds and kind is not None and not fault and row[kind] not in kinds:
            fault = f"unknown kind {row[kind]!r}; the kinds are {', '.join(sorted(kinds))}"
        key = (row[0], row[kind]) if kind is not None and not fault else row[:1]
        if not fault and seen.setdefault(key, number) != number:
            fault = f"{row[0]!r} stands on line {seen[key]} already; keep one of the two"
        if fault:
            raise UsageError(f"{path}:{number}: {fault}")
    return tuple(row for _, row in lines[1:])


def _fault(row: Row, columns: Row) -> str:
    """What is wrong with a row alone, or nothing."""
    if len(row) != len(columns):
        return f"{len(row)} fields for the {len(columns)} columns {', '.join(columns)}; look at the tabs"
    for name, field in zip(columns, row, strict=True):
        if not field or "" in map(str.strip, field.split("|")):
            return f"the field {name} has an empty value; write - for nothing"
        if not unicodedata.is_normalized("NFC", field):
            return f"{field!r} is not in Unicode form NFC; type it anew"
    return ""
