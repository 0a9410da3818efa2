"""`summarizer check`: the checks for anybody's translation, by hand or by another engine."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from summarizer.cli.options import NamedPath

if TYPE_CHECKING:
    from summarizer.report import Finding
    from summarizer.text.pairs import Pair

_FILE = NamedPath(dir_okay=False, path_type=Path)
_STRICT = 3
_DOUBTFUL = 0.5  # share of sentences with an error above which one line says so


@click.command()
@click.argument("source", type=_FILE)
@click.argument("translation", type=_FILE, required=False)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(["text", "json", "jsonl"]),
    help="How findings are printed (text, or what the suffix of --output says).",
)
@click.option(
    "--glossary",
    "files",
    type=_FILE,
    multiple=True,
    metavar="FILE",
    help="One more glossary; later ones win.",
)
@click.option("--strict", is_flag=True, help="End with 3 if there is an error.")
@click.option("-o", "--output", type=_FILE, metavar="FILE", help="Write to FILE.")
def check(
    source: Path,
    translation: Path | None,
    format_: str | None,
    files: tuple[Path, ...],
    *,
    strict: bool,
    output: Path | None,
) -> int:
    """Check an English translation, whoever made it, against its Vietnamese. No model is loaded.

    SOURCE and TRANSLATION are text files whose lines pair up; or SOURCE alone is a TSV (Vietnamese, tab,
    English), TMX or XLIFF file.
    """
    from summarizer.checking import check as findings_of
    from summarizer.cli.result_files import check_file, write_file
    from summarizer.config import GlossarySettings
    from summarizer.text.glossary import Glossary
    from summarizer.text.pairs import read

    glossary = Glossary.load(GlossarySettings(files=files))
    if output is not None:
        check_file(output, [str(path) for path in (source, translation) if path is not None])
    pairs = read(source, translation)
    checked = [(pair, findings_of(pair.source, pair.translation, glossary)) for pair in pairs]
    suffix = output.suffix.casefold().removeprefix(".") if output is not None else ""
    text = _PRINTED[format_ or (suffix if suffix in _PRINTED else "text")](checked)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_file(output, text.encode())
    return _STRICT if strict and any(_has_error(findings) for _, findings in checked) else 0


def _text(checked: "list[tuple[Pair, tuple[Finding, ...]]]") -> str:
    """The lines with findings, each with its two texts, and a line that counts them."""
    wrong = sum(_has_error(findings) for _, findings in checked)
    lines = []
    if wrong > _DOUBTFUL * len(checked):
        lines += [f"{wrong} of these {len(checked)} translations are doubtful: better read them all.", ""]
    for pair, findings in checked:
        if findings:
            lines += [f"{pair.line}  {pair.source}", f"   {pair.translation}"]
            lines += [f"   {one.severity}: {one.kind}: {one.message}" for one in findings]
            lines.append("")
    doubted = sum(bool(findings) for _, findings in checked) - wrong
    lines.append(f"{len(checked)} sentences: {wrong} with errors, {doubted} with warnings alone")
    return "\n".join(lines) + "\n"


def _json(checked: "list[tuple[Pair, tuple[Finding, ...]]]") -> str:
    return json.dumps([_plain(*one) for one in checked], ensure_ascii=False, indent=2) + "\n"


def _jsonl(checked: "list[tuple[Pair, tuple[Finding, ...]]]") -> str:
    return "".join(json.dumps(_plain(*one), ensure_ascii=False) + "\n" for one in checked)


_PRINTED = {"text": _text, "json": _json, "jsonl": _jsonl}


def _plain(pair: "Pair", findings: "tuple[Finding, ...]") -> dict[str, Any]:
    fields = ("kind", "severity", "message", "expected", "found")
    return {
        "line": pair.line,
        "source": pair.source,
        "translation": pair.translation,
        "findings": [{name: getattr(one, name) for name in fields} for one in findings],
    }


def _has_error(findings: "tuple[Finding, ...]") -> bool:
    return any(one.severity == "error" for one in findings)
