"""`summarizer glossary`: check a glossary file, and find the terms of an article."""

import sys
from pathlib import Path

import click

from summarizer.cli.options import NamedPath
from summarizer.counted import counted

_FILE = NamedPath(path_type=Path)


@click.group()
def glossary() -> None:
    """The English that terms must have: ranks, bodies, procedure, abbreviations, places."""


@glossary.command(short_help="Name every fault of a glossary FILE.")
@click.argument("file", type=_FILE)
def check(file: Path) -> None:
    """Name every fault of a glossary FILE with its line; end with 1 if there is one.

    A FILE is tab-separated lines under a first line that names the columns term, english, and if you like
    variants (separated by |), type and note; or TOML with one [[term]] table a term and the same keys.
    """
    from summarizer.text.glossary_files import read

    rows, problems = read(file)
    for problem in problems:
        click.echo(f"{file}:{problem.line}: {problem.message}")
    if problems:
        sys.exit(1)
    click.echo(f"{file}: no fault in {counted(len(rows), 'row')}")


@glossary.command(short_help="Show which terms occur in an ARTICLE.")
@click.argument("article", type=NamedPath())
@click.option("--glossary", "files", type=_FILE, multiple=True, help="One more glossary; later ones win.")
@click.option("--shipped/--no-shipped", default=True, help="Use the glossary that comes with the program.")
def find(article: str, files: tuple[Path, ...], *, shipped: bool) -> None:
    """Show which terms occur in an ARTICLE (a file, or - for standard input), and in which sentences.

    Words of the dictionary that comes with the default model are of the type word.
    A table on a terminal; tab-separated lines in a pipe.
    """
    from summarizer.config import GlossarySettings, ModelSettings
    from summarizer.models.lookup import load_profile
    from summarizer.text.glossary import Glossary
    from summarizer.text.glossary_files import Term
    from summarizer.text.reading import read

    dictionary = load_profile(ModelSettings().default).dictionary
    terms = Glossary.load(GlossarySettings(shipped=shipped, files=files), dictionary)
    places: dict[Term, list[int]] = {}
    for sentence in read(article).sentences:
        for match in terms.matches(sentence.text):
            places.setdefault(match.term, []).append(sentence.id)
    rows = [
        (term.source, term.english, " | ".join(term.variants), term.type, ", ".join(map(str, sentences)))
        for term, sentences in places.items()
    ]
    if sys.stdout.isatty():
        _table(rows)
    else:
        for row in (("term", "english", "variants", "type", "sentences"), *rows):
            click.echo("\t".join(row))


def _table(rows: list[tuple[str, str, str, str, str]]) -> None:
    from rich.table import Table
    from rich.text import Text

    from summarizer.cli.messages import screen

    table = Table("term", "English", "type", "sentences")
    for term, english, _, kind, sentences in rows:
        table.add_row(*map(Text, (term, english, kind, sentences)))  # Text: nothing is read as markup
    console = screen()
    console.print(table)
    console.print(counted(len(rows), "term"))
