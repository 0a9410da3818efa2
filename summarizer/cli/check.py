"""`summarizer check`: the checks for anybody's translation, by hand or by another engine."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from summarizer.cli.exit_codes import STRICT
from summarizer.cli.options import NamedPath
from summarizer.counted import counted

if TYPE_CHECKING:
    from summarizer.config import Diacritics
    from summarizer.report import Finding
    from summarizer.text.pairs import Pair

    Checked = tuple[Pair, tuple[Finding, ...]]

_FILE = NamedPath(dir_okay=False, path_type=Path)
_FORMATS = {".txt": "text", ".json": "json", ".jsonl": "jsonl"}
_LONG = 400  # characters of a sentence that are shown
_SHOWN = 20  # numbers of lines in a row
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
@click.option(
    "--diacritics",
    type=click.Choice(["remove", "keep"]),
    default="remove",
    help="keep: names may have their Vietnamese diacritics.",
)
@click.option("--strict", is_flag=True, help="End with 3 if there is an error.")
@click.option("-o", "--output", type=_FILE, metavar="FILE", help="Write to FILE.")
@click.option("--force", is_flag=True, help="Write over a FILE that no run made.")
def check(
    source: Path,
    translation: Path | None,
    format_: str | None,
    files: tuple[Path, ...],
    diacritics: "Diacritics",
    *,
    strict: bool,
    force: bool,
    output: Path | None,
) -> int:
    """Check an English translation, whoever made it, against its Vietnamese. No model is loaded.

    SOURCE and TRANSLATION are text files whose lines pair up; or SOURCE alone is a TSV (Vietnamese, tab,
    English), TMX or XLIFF file. One of them may be -, which is standard input.
    """
    from contextlib import closing

    from summarizer.checking import check_within
    from summarizer.cli.messages import note
    from summarizer.cli.progress import Meter
    from summarizer.cli.result_files import ResultFile, format_of
    from summarizer.config import GlossarySettings
    from summarizer.text.glossary import Glossary
    from summarizer.text.pairs import read

    glossary = Glossary.load(GlossarySettings(files=files))
    chosen = format_ or ("text" if output is None else format_of(output, _FORMATS, "text"))
    inputs = [str(path) for path in (source, translation) if path is not None]
    result = None if output is None else ResultFile(output, inputs, force=force)
    pairs, untranslated, kept = read(source, translation)
    if untranslated:
        number = counted(len(untranslated), "unit")
        note(f"{source}: {number} without English, not checked: {_numbers(untranslated)}")
    checked: list[Checked] = []
    # The units of a memory are of many articles: what one of them speaks of says nothing of the next.
    article = "\n".join(pair.source for pair in pairs) if translation is not None else ""
    with closing(Meter()) as meter:
        for pair in pairs:
            found = check_within(article, pair.source, pair.translation, glossary, diacritics)
            checked.append((pair, found))
            meter("checking", len(checked), len(pairs))
    checked = _noted(_said_once(checked))
    text = _PRINTED[chosen](checked)
    if kept and chosen == "text":
        text += f'{counted(len(kept), "unit")} of translate="no", not checked: {_numbers(kept)}\n'
    if output is None or result is None:
        click.echo(text, nl=False)
    else:
        result.write(output, text.encode())
    return STRICT if strict and any(_has_error(findings) for _, findings in checked) else 0


def _noted(checked: "list[Checked]") -> "list[Checked]":
    """The findings with one note, at its beginning, on Vietnamese without diacritics.

    Where all is without, that is the first sentence; a memory of many texts may have some of both kinds.
    """
    from summarizer.text.writing import unmarked

    all_of_it = unmarked("\n".join(pair.source for pair, _ in checked))
    for number, (pair, findings) in enumerate(checked):
        if note := all_of_it or unmarked(pair.source):
            return [*checked[:number], (pair, (*findings, *note)), *checked[number + 1 :]]
    return checked


def _said_once(checked: "list[Checked]") -> "list[Checked]":
    """The findings with one note on diacritics alone, where all names of a text keep theirs."""
    from summarizer.checks.analysed import Output, Source
    from summarizer.checks.names.diacritics import has_plain, is_of

    kept = [number for number, (_, findings) in enumerate(checked) if any(map(is_of, findings))]
    if len(kept) < 2 or any(has_plain(Source(pair.source), Output(pair.translation)) for pair, _ in checked):
        return checked
    told = checked[: kept[0] + 1]
    return told + [
        (pair, tuple(one for one in findings if not is_of(one))) for pair, findings in checked[len(told) :]
    ]


def _text(checked: "list[Checked]") -> str:
    """The lines with findings, each with its two texts, and what was found by kind."""
    from summarizer.render.gathering import gathered

    wrong = sum(_has_error(findings) for _, findings in checked)
    lines = []
    if wrong > _DOUBTFUL * len(checked):
        lines += [f"{wrong:,} of {counted(len(checked), 'translation')} doubtful: better read them all.", ""]
    for pair, findings in checked:
        if findings:
            lines += [f"{pair.line}  {_short(pair.source)}", f"   {_short(pair.translation)}"]
            lines += [f"   {line}" for group in gathered(findings) for line in group.lines(placed=True)]
            lines.append("")
    warned = sum(_has_warning(findings) for _, findings in checked) - wrong
    told = f"{counted(len(checked), 'sentence')}: {wrong:,} with errors, {warned:,} with warnings alone"
    return "\n".join([*lines, *_by_kind(checked), told]) + "\n"


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= _LONG else f"{sentence[:_LONG]} … ({len(sentence):,} characters)"


def _by_kind(checked: "list[Checked]") -> Iterator[str]:
    """A line for each kind of finding, errors first, with the lines where it stands."""
    from summarizer.render.gathering import gathered

    placed = [
        one.model_copy(update={"sentence": pair.line}) for pair, findings in checked for one in findings
    ]
    for group in gathered(placed):
        lines = list(dict.fromkeys(one.sentence or 0 for one in group.findings))
        s = "" if len(lines) == 1 else "s"
        yield f"{group.first.severity} ({group.first.kind}) in line{s} {_numbers(lines)}"


def _numbers(numbers: Sequence[int]) -> str:
    more = f" and {len(numbers) - _SHOWN:,} more" if len(numbers) > _SHOWN else ""
    return ", ".join(map(str, numbers[:_SHOWN])) + more


def _json(checked: "list[Checked]") -> str:
    return json.dumps([_plain(*one) for one in checked], ensure_ascii=False, indent=2) + "\n"


def _jsonl(checked: "list[Checked]") -> str:
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


def _has_warning(findings: "tuple[Finding, ...]") -> bool:
    return any(one.severity != "info" for one in findings)
