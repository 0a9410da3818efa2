"""Reads the articles of JSON Lines, CSV and TSV, and of standard input."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO, TextIO

from summarizer import whole_files
from summarizer.batch.inputs.article import LOOK, NOT_A_FILE, RAISE, Item, bad, most_bytes
from summarizer.config import InputSettings
from summarizer.errors import InputError
from summarizer.paths import writable

TABLES = (".jsonl", ".ndjson", ".csv", ".tsv")
_SEPARATORS = ",;\t"  # the second is what Excel writes where the comma is the decimal one
_TOO_MANY = "has more fields than the first line; put texts with a {} in quotes"
_TOO_FEW = "has fewer fields than the first line, and no text; fix it"
_NOT_UTF8 = "not UTF-8; save it as UTF-8"
_SEPARATOR_LINE = re.compile(r'"?sep=([,;|\t])"?', re.IGNORECASE)  # which Excel reads above the first line
_HALF = re.compile("[\ud800-\udfff]")  # of a pair of surrogates
_SHOWN = 20  # fields that a message names


def from_file(path: Path, name: str, settings: InputSettings) -> Iterator[Item]:
    """The articles of a file whose suffix is one of `TABLES`; a file that cannot be read is a bad one."""
    if whole_files.is_special(path):
        yield bad(name, str(path), NOT_A_FILE)
        return
    try:
        with path.open("rb") as file:
            if path.suffix.lower() == ".csv":
                yield from from_rows(file, name, str(path), settings)
            elif path.suffix.lower() == ".tsv":
                yield from from_rows(file, name, str(path), settings, separators="\t")
            else:
                yield from from_lines(_pieces(file, settings), name, str(path), settings)
    except OSError as error:
        yield bad(name, str(path), f"{error.strerror}; {LOOK}")


def from_stream(file: BinaryIO, settings: InputSettings) -> Iterator[Item]:
    """The articles of standard input: JSON Lines where it begins like that, else one text."""
    lines = _pieces(file, settings)
    head = next((line for line in lines if line.strip(b"\xef\xbb\xbf \t\r\n")), b"")
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        yield from from_lines(chain([head], lines), "stdin", "-", settings)
        return
    if head.removeprefix(b"\xef\xbb\xbf").strip().startswith((b"[{", b"[ {")) or head.strip() == b"[":
        yield bad("stdin", "-", "a JSON array, not text; give JSON Lines, one object a line")
        return
    data = bytearray(head)
    while len(data) <= most_bytes(settings) and (line := next(lines, b"")):
        data += line
    if len(data) > most_bytes(settings):
        yield bad("stdin", "-", f"more than {settings.max_characters:,} characters; {RAISE}")
    else:
        yield Item("stdin", "-", data=bytes(data))


def from_lines(lines: Iterable[bytes], name: str, source: str, settings: InputSettings) -> Iterator[Item]:
    """The articles of JSON Lines; `lines` come in pieces of at most `most_bytes`."""
    lines = iter(lines)
    limit = most_bytes(settings)
    number, within = 0, False
    first, lines = _first_filled(lines)
    if first.strip() in (b"[", b"{") or first.startswith((b"[{", b"[ {")):
        kind = "array" if first.startswith(b"[") else "object on several lines"
        yield bad(name, source, f"a JSON {kind}, not JSON Lines; give one object a line")
        return
    for line in lines:
        number += not within
        rest, within = within, len(line) >= limit and not line.endswith(b"\n")
        if rest or not line.strip():
            continue  # the rest of a line that was refused as too long
        place, where = f"{name}/{number:06}", f"{source}:{number}"
        if within:
            yield bad(place, where, f"longer than {settings.max_characters:,} characters; shorten it")
            continue
        try:
            record = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError):
            yield bad(place, where, "not a JSON object in UTF-8; give one object a line")
            continue
        yield _from_record(record, place, where, settings, halves=True)


def _first_filled(lines: Iterator[bytes]) -> tuple[bytes, Iterable[bytes]]:
    """The first line that is not blank, without a byte order mark, and all lines again."""
    above = []
    for line in lines:
        above.append(line)
        if first := line.removeprefix(b"\xef\xbb\xbf").strip():
            return first, chain(above, lines)
    return b"", above


def from_rows(
    file: BinaryIO, name: str, source: str, settings: InputSettings, *, separators: str = _SEPARATORS
) -> Iterator[Item]:
    """The articles of a table whose first row names the fields and shows which separator is between them."""
    csv.field_size_limit(most_bytes(settings))
    try:
        text = _as_text(file, source, settings)
    except InputError as error:
        yield bad(name, source, str(error).removeprefix(f"{source}: "))
        return
    head, above = _first_line(text, settings)
    if named := _SEPARATOR_LINE.fullmatch(head.strip()):
        separator, above = named[1], above + 1
    else:
        separator = max(separators, key=head.count)
    text.seek(0)
    for _ in range(above):
        text.readline(most_bytes(settings))
    rows = csv.DictReader(text, strict=True, delimiter=separator)
    number = 0
    try:
        if any(writable(field) != field or "\0" in field for field in rows.fieldnames or ()):  # a NUL: UTF-16
            yield bad(name, source, _NOT_UTF8)
            return
        if rows.fieldnames and settings.text_field not in rows.fieldnames:
            yield bad(name, source, _no_text(settings, rows.fieldnames))
            return
        for field in (settings.text_field, settings.title_field, settings.id_field):
            if rows.fieldnames and list(rows.fieldnames).count(field) > 1:
                yield bad(name, source, f"names the column {field!r} more than once; rename all but one")
                return
        for number, row in enumerate(rows, 1):
            place, where = f"{name}/{number:06}", f"{source}:{number}"
            if None in row:  # what is beyond the last field
                comma = {",": "comma", ";": "semicolon", "\t": "tab"}.get(separator, separator)
                yield bad(place, where, _TOO_MANY.format(comma))
            elif row[settings.text_field] is None:
                yield bad(place, where, _TOO_FEW)
            else:
                yield _from_record(row, place, where, settings)
    except csv.Error as error:
        number += 1
        cause = f"row {number}: {error}; no row from here on was read: fix it"
        yield bad(f"{name}/{number:06}", source, cause)


def _as_text(file: BinaryIO, source: str, settings: InputSettings) -> TextIO:
    """A table as text, in the encoding that is set, that of its byte order mark, or else UTF-8.

    Raises `InputError` where it is not in the encoding that is set.
    """
    mark = file.read(2)
    file.seek(0)
    if settings.encoding in ("tcvn3", "vni"):  # which Python does not read piece by piece
        from summarizer.text.encodings import decode

        return io.StringIO(decode(file.read(), source=source, encoding=settings.encoding).text, newline="")
    encoding = {"windows-1258": "cp1258", "utf-16": "utf-16"}.get(settings.encoding, "utf-8-sig")
    if settings.encoding == "auto" and mark in (b"\xff\xfe", b"\xfe\xff"):  # Excel's "Unicode text"
        encoding = "utf-16"
    errors = "surrogateescape" if encoding == "utf-8-sig" else "replace"
    return io.TextIOWrapper(file, encoding=encoding, errors=errors, newline="")


def _first_line(text: TextIO, settings: InputSettings) -> tuple[str, int]:
    """The first line that is not blank, and how many blank ones are above it."""
    blank = 0
    while (line := text.readline(most_bytes(settings))) and not line.strip():
        blank += 1
    return line, blank


def _pieces(file: BinaryIO, settings: InputSettings) -> Iterator[bytes]:
    """The lines of a file, too long ones in pieces."""
    limit = most_bytes(settings)
    return iter(lambda: file.readline(limit), b"")


def _no_text(settings: InputSettings, fields: Iterable[str]) -> str:
    names = list(fields)
    known = ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
    return f"no text in field {settings.text_field!r}; set input.text_field to one of: {known}"


def _from_record(
    record: object, place: str, where: str, settings: InputSettings, *, halves: bool = False
) -> Item:
    """The article of a record; `halves` of letters, which JSON may hold, are left for cleaning."""
    if not isinstance(record, dict):
        return bad(place, where, "not a JSON object; give one object a line")
    text, title = record.get(settings.text_field), record.get(settings.title_field)
    if isinstance(text, list) and text and all(isinstance(paragraph, str) for paragraph in text):
        text = "\n\n".join(text)
    if not isinstance(text, str):
        wrong = f"field {settings.text_field!r} is not text; fix it or set input.text_field"
        return bad(place, where, wrong if settings.text_field in record else _no_text(settings, record))
    if title is not None and not isinstance(title, str):
        return bad(place, where, f"field {settings.title_field!r} is not text; set input.title_field")
    shown = f"{title or ''}{_HALF.sub('', text) if halves else text}"
    if writable(shown) != shown or (halves and text and not _HALF.sub("", text)):
        return bad(place, where, _NOT_UTF8)
    name = record.get(settings.id_field)
    if isinstance(name, bool | list | dict):
        return bad(place, where, f"field {settings.id_field!r} is not text or a number; set input.id_field")
    name = "" if name is None else str(name).strip()
    return Item(writable(name or place), writable(where), text=text, title=title or None)
