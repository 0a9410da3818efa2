"""`summarizer FILE...`: reads articles, runs them through the pipeline and shows what comes out."""

import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from itertools import chain
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from summarizer import __version__
from summarizer.cli.commands import COMMANDS
from summarizer.cli.exit_codes import STRICT
from summarizer.cli.help import ArticleCommand
from summarizer.cli.messages import speed
from summarizer.cli.options import Context, NamedPath, common_options, output_option
from summarizer.cli.reading import Reading, piped
from summarizer.counted import counted
from summarizer.errors import InputError, SummarizerError, UsageError

if TYPE_CHECKING:
    from summarizer.cli.results import Results
    from summarizer.document import Document
    from summarizer.pipeline import Event, Finished, PartReady


_OPTIONS = {"help": "--help", "version": "--version"}  # what other programs have as commands


def _complete_first_word(context: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete a file, or a command where no file is given yet."""
    items = [CompletionItem(incomplete, type="file")]
    if not context.params.get("files"):
        items += [
            CompletionItem(name, help=about)
            for name, (_, about) in COMMANDS.items()
            if name.startswith(incomplete)
        ]
    return items


def _split_lists(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> list[str] | None:
    """The names of all lists, each once, and all names for `all`; None where there is no list."""
    from summarizer.report import TASKS

    names = [name.strip() for value in values for name in value.split(",") if name.strip()]
    if "all" in names:
        names = [*TASKS, *(name for name in names if name != "all")]  # of which one may be misspelt
    return list(dict.fromkeys(names)) if values else None


@click.command(cls=ArticleCommand, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("files", nargs=-1, type=NamedPath(), metavar="FILE...", shell_complete=_complete_first_word)
@click.option(
    "-t",
    "--task",
    "tasks__run",
    metavar="LIST",
    multiple=True,
    callback=_split_lists,
    help="Any of extractive,abstractive,translation (all).",
)
@click.option(
    "-n", "--sentences", "tasks__sentences", type=int, metavar="N", help="Extractive: at most so many (3)."
)
@click.option(
    "-l",
    "--length",
    "tasks__length",
    type=click.Choice(["short", "medium", "long"]),
    metavar="NAME",
    help="Abstractive: short, medium (default) or long, which is 1, 2 or 4 sentences.",
)
@click.option("--gist", "tasks__gist", is_flag=True, help="Abstractive: its sentences in English as well.")
@click.option("--title", "input__title", metavar="TEXT", help="The title, in place of the first line.")
@click.option(
    "--encoding",
    "input__encoding",
    metavar="NAME",
    help="auto, utf-8, utf-16, windows-1258, tcvn3 or vni.",
)
@click.option(
    "--max-characters",
    "input__max_characters",
    type=int,
    metavar="N",
    help="Refuse longer articles (200000).",
)
@click.option(
    "-f",
    "--format",
    "output__format",
    type=click.Choice(["rich", "text", "markdown", "json", "jsonl", "html"]),
    metavar="NAME",
    help="rich (on a terminal), text (in a pipe), markdown, json (an object; an array for several files), "
    "jsonl or html.",
)
@output_option
@click.option("--force", is_flag=True, help="Write over files of --output that no run made.")
@click.option("--explain", "output__explain", is_flag=True, help="Show evidence and score components.")
@click.option("--strict", "output__strict", is_flag=True, help="End with 3 if an error is found in a result.")
@click.version_option(__version__, "--version", prog_name="summarizer")
@common_options
def article(context: Context, files: tuple[str, ...], *, force: bool) -> int:
    """Summarize articles and translate them into English; gives the exit code."""
    from summarizer.cli.destination import destination

    settings = context.settings
    if files:
        _refuse_command(files[0])
    if not files and settings.input.file_list is not None:
        raise UsageError("input.file_list: only 'summarizer batch' reads it; run that, or give FILEs here")
    sources = list(files or settings.input.paths) or (["-"] if piped() else [])
    if not sources:
        click.echo(click.get_current_context().get_help(), err=True)
        return 2
    if settings.input.title is not None and len(sources) > 1:
        raise UsageError("--title: one title cannot be that of several articles; give one FILE")
    results = destination(context, sources, force=force)
    reading = Reading(sources, context)
    codes = reading.codes
    try:
        # The first file is read before anything heavy is imported, so that a wrong name is told at once.
        documents = reading.documents()
        first = next(documents, None)
        if first is not None:
            codes |= _run(context, results, reading, chain([first], documents))
    finally:
        results.close()
    return next((code for code in (2, 1, 3) if code in codes), 0)


def _refuse_command(word: str) -> None:
    """Raise `UsageError` where the first word is no file but a command's name, or looks like one.

    A word with a suffix or a folder is a file's, whose absence stops no other file.
    """
    if "." in word or os.sep in word or os.path.lexists(word):
        return
    if word in COMMANDS:
        raise UsageError(f"{word}: a command stands first, its options behind: summarizer {word} ...")
    if near := get_close_matches(word.lower(), [*COMMANDS, *_OPTIONS], n=1, cutoff=0.75):
        meant = _OPTIONS.get(near[0], near[0])
        raise UsageError(f"{word}: no such file; did you mean 'summarizer {meant}'?")


def _run(context: Context, results: "Results", reading: Reading, documents: "Iterable[Document]") -> set[int]:
    """Put the documents through the pipeline; gives the exit codes that follow."""
    from summarizer.pipeline import Failed, Finished, Pipeline

    codes: set[int] = set()
    errors = 0
    pipeline = Pipeline(context.settings, progress=context.progress)
    for event in in_order(pipeline.run(documents), reading.order):
        with context.progress.paused():
            if isinstance(event, Failed):
                reading.tell(event.error)
                continue
            try:
                _show(context, results, event)
            except InputError as error:  # of one document: the next ones go on
                reading.tell(error)
            if isinstance(event, Finished):
                errors += sum(finding.severity == "error" for finding in event.report.findings)
    if errors and context.settings.output.strict:
        codes.add(STRICT)
        if context.verbosity >= 0:
            context.progress.say(f"{counted(errors, 'finding')} of severity error (--strict)")
    if context.verbosity > 0:
        for line in speed(pipeline):
            context.progress.say(line)
    return codes


def _show(context: Context, results: "Results", event: "PartReady | Finished") -> None:
    """Show one event; raises `InputError` where the results of this document cannot be shown."""
    from summarizer.errors import internal_error
    from summarizer.pipeline import Finished

    try:
        if isinstance(event, Finished):
            results.finished(event)
            _notes(context, event)
        else:
            results.part(event)
    except (SummarizerError, OSError):
        raise
    except Exception as error:  # a fault of ours, which must not lose the other documents
        raise internal_error(event.document.source, error) from error


def in_order(events: "Iterable[Event]", order: "Sequence[Document]") -> "Iterator[Event]":
    """The events document by document, in the order of `order`; events of later documents wait.

    `order` may grow while the events come.
    """
    from summarizer.pipeline import Failed, Finished

    waiting: dict[int, list[Event]] = defaultdict(list)
    turn = 0
    for event in events:
        waiting[id(event.document)].append(event)
        while turn < len(order):
            due = waiting.pop(id(order[turn]), [])
            yield from due
            if not any(isinstance(one, Finished | Failed) for one in due):
                break
            turn += 1


def _notes(context: Context, done: "Finished") -> None:
    """Print findings of severity info, which plain text of a single task does not show."""
    from summarizer.render.gathering import gathered
    from summarizer.render.lines import doubtful

    output = context.settings.output
    text = (output.format or ("text" if output.path or not sys.stdout.isatty() else "rich")) == "text"
    if text and len(context.settings.tasks.run) == 1 and not doubtful(done.report.findings):
        for group in gathered(done.report.findings) if context.verbosity >= 0 else ():
            for line in group.lines():
                context.progress.say(f"{done.document.source}: {line}")
