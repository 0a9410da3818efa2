"""Reads glossary files, TSV or TOML, and tells every fault in them with its line."""

import re
import stat
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from summarizer.errors import UsageError
from summarizer.text.cleaning import clean
from summarizer.text.folding import folded
from summarizer.toml_files import parsed

COLUMNS = ("term", "english", "variants", "type", "note")
TYPES = {
    "rank": "a military, police or diplomatic rank",
    "post": "an office that a person holds",
    "org": "a body, ministry, company or force",
    "law": "a word of law and procedure",
    "term": "any other term",
    "abbr": "an abbreviation: matched only as it is written",
    "verb": "a word of action",
    "place": "a place or people: its capitals count",
    "media": "a newspaper, broadcaster or agency: its capitals count",
    "word": "an ordinary word that a model may not know: its English is suggested to it, and never checked",
    "skip": "not a term: shields the words in it from shorter terms, or switches a term off; no English",
}
WORD = re.compile(r"\w+|&")
_MOST_BYTES = 16 * 2**20  # the glossaries that come with the program have a quarter of one MB


@dataclass(frozen=True, slots=True)
class Term:
    """A Vietnamese term, the English to use for it, and other English that is as right."""

    source: str
    english: str
    variants: tuple[str, ...] = ()
    type: str = "term"
    note: str = ""

    @property
    def accepted(self) -> tuple[str, ...]:
        """Every English form that is right for it, the preferred one first."""
        return (self.english, *self.variants)


@dataclass(frozen=True, slots=True)
class Row:
    """A term with the line that its file has it on, from 1."""

    line: int
    term: Term


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in a file: where, and what to do about it."""

    line: int
    message: str


@lru_cache(maxsize=2**16)  # each term is asked for five times while a glossary is read
def words(term: str) -> tuple[str, ...]:
    """The folded words of a term; `&` counts as `và`."""
    return tuple(fold_word(word) for word in WORD.findall(term))


def fold_word(word: str) -> str:
    """One word as it is compared."""
    return folded("và" if word == "&" else word)


def identity(term: Term) -> tuple[str, ...]:
    """What two terms share if one takes the place of the other: case counts in abbreviations only."""
    return tuple(WORD.findall(term.source)) if term.type == "abbr" else words(term.source)


def read(path: Path) -> tuple[list[Row], list[Problem]]:
    """The good rows of a glossary file and the faults of the others, both in the file's order.

    Raises:
        UsageError: the file cannot be read as a glossary at all.
    """
    if str(path) == "-":
        raise UsageError("-: is not read as a glossary; name a file")
    try:
        content, _ = clean(_bytes_of(path).decode("utf-8-sig"))  # as articles are, else no term would match
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: is not UTF-8 (byte {error.start}); save the glossary as UTF-8") from error
    raw = _toml(path, content) if path.suffix == ".toml" else _tsv(path, content)
    rows, problems = [], []
    for line, fields in raw:
        found = fields if isinstance(fields, str) else _fault(fields)
        if found:
            problems.append(Problem(line, found))
        elif not isinstance(fields, str):
            rows.append(Row(line, _term(fields)))
    problems.extend(_repeated(rows))
    return rows, sorted(problems, key=lambda problem: problem.line)


def _bytes_of(path: Path) -> bytes:
    """The bytes of a file; a device or pipe may have no end, and is refused."""
    try:
        kind = path.stat().st_mode
        if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
            raise UsageError(f"{path}: is not a file but a pipe or device; give a glossary in TSV or TOML")
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except (OSError, ValueError, RuntimeError) as error:  # NUL in the path, or what its file system says
        cause = getattr(error, "strerror", None) or error
        raise UsageError(f"{path}: cannot be read ({cause}); give a glossary in TSV or TOML") from error
    if len(data) > _MOST_BYTES:
        raise UsageError(f"{path}: more than {_MOST_BYTES >> 20} MB; split it into several glossaries")
    return data


def _tsv(path: Path, content: str) -> list[tuple[int, dict[str, Any] | str]]:
    """Line by line, the fields by column name, or the fault. No quoting: quotes are text."""
    lines = [
        (number, line)
        for number, line in enumerate(content.split("\n"), start=1)
        if line.strip() and not line.startswith("#")
    ]
    if not lines:
        raise UsageError(
            f"{path}: is empty; the first line names the columns: {', '.join(COLUMNS)}, tab-separated"
        )
    header_line, header = lines[0]
    columns = [name.strip().casefold() for name in header.split("\t")]
    if not {"term", "english"} <= set(columns) <= set(COLUMNS) or len(set(columns)) < len(columns):
        raise UsageError(
            f"{path}:{header_line}: the first line names the columns term and english, and may name "
            f"variants, type and note, tab-separated; it reads {header.strip()[:60]!r}"
        )
    raw: list[tuple[int, dict[str, Any] | str]] = []
    for number, line in lines[1:]:
        fields = [field.strip() for field in line.rstrip("\r").split("\t")]
        while len(fields) > len(columns) and not fields[-1]:
            fields.pop()
        if len(fields) > len(columns):
            raw.append((number, f"{len(fields)} fields for {len(columns)} columns; take out a tab"))
            continue
        row: dict[str, Any] = dict(zip(columns, fields, strict=False))
        row["variants"] = [form.strip() for form in row.get("variants", "").split("|") if form.strip()]
        raw.append((number, row))
    return raw


def _toml(path: Path, content: str) -> list[tuple[int, dict[str, Any] | str]]:
    """The `[[term]]` tables; tomllib tells no lines, so the headers are counted."""
    data = parsed(content, path, remedy="write one [[term]] table a term")
    tables = data.pop("term", None)
    if data or not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise UsageError(
            f"{path}: holds something else than [[term]] tables; write one [[term]] table a term"
        )
    headers = [
        number
        for number, line in enumerate(content.splitlines(), start=1)
        if re.match(r"\s*\[\[\s*term\s*\]\]", line)
    ]
    lines = headers if len(headers) == len(tables) else [1] * len(tables)
    return list(zip(lines, map(_table, tables), strict=True))


def _table(table: dict[str, Any]) -> dict[str, Any] | str:
    """A table if its keys and their types are those of a term, or the fault."""
    if unknown := sorted(set(table) - set(COLUMNS)):
        return f"unknown key {unknown[0]}; a term has {', '.join(COLUMNS)}"
    variants = table.get("variants", [])
    if not isinstance(variants, list) or not all(isinstance(form, str) for form in variants):
        return "variants is not a list of strings"
    for key in table.keys() - {"variants"}:
        if not isinstance(table[key], str):
            return f"{key} is not a string"
    return {**table, "variants": variants}


def _fault(fields: dict[str, Any]) -> str:
    """What is wrong with one row alone, or nothing."""
    source, english, variants = fields.get("term", ""), fields.get("english", ""), fields["variants"]
    kind = fields.get("type", "")
    if not words(source):
        return "the term is empty"
    if kind and kind not in TYPES:
        return f"unknown type {kind!r} of {source!r}; the types are {', '.join(TYPES)}"
    if kind == "skip":
        return f"{source!r} is to be skipped and has English; leave it empty" if english or variants else ""
    if not english:
        return f"{source!r} has no English; give one, or the type skip to leave the term alone"
    for form in (english, *variants):
        if re.search(r"[{}|\x00-\x1f]", form) or not WORD.search(form):
            return f"{form!r} for {source!r} has no word, or a brace, bar or control character; take it out"
    forms = [form.casefold() for form in (english, *variants)]
    if len(set(forms)) < len(forms):
        return f"{source!r} lists the same English twice"
    return ""


def _term(fields: dict[str, Any]) -> Term:
    source = fields["term"].strip()
    # A user's plain two-column list needs no types: what is all capitals is an abbreviation.
    kind = fields.get("type", "") or ("abbr" if source.isupper() else "term")
    return Term(source, fields.get("english", ""), tuple(fields["variants"]), kind, fields.get("note", ""))


def _repeated(rows: list[Row]) -> list[Problem]:
    """Rows of one file that say a term again, alike or otherwise."""
    seen: dict[tuple[str, ...], Row] = {}
    problems = []
    for row in rows:
        first = seen.setdefault(identity(row.term), row)
        if first is row:
            continue
        if first.term.english == row.term.english:
            problems.append(Problem(row.line, f"{row.term.source!r} is on line {first.line} already"))
        else:
            problems.append(
                Problem(
                    row.line,
                    f"{row.term.source!r} is {row.term.english!r} here and {first.term.english!r} "
                    f"on line {first.line}; keep one, with the other as a variant",
                )
            )
    return problems
