"""The help of `summarizer FILE...`, which is the program's own: options by purpose, commands, exit codes."""

import click

from summarizer.cli.commands import COMMANDS

_DESCRIPTION = """\
Summarize Vietnamese news articles and translate them into English, each with three results: the article's
most important sentences, a short summary in new words, and every sentence in English. Whatever is doubtful
is marked [!] and listed.

FILE is plain text or Markdown; - is standard input, which is also read when it is piped and no FILE is
given. A first word that is a command's name is the command (./models is a file of that name)."""
_GROUPS = {
    "What to make": ("tasks__run", "tasks__sentences", "tasks__length", "tasks__gist"),
    "Input": ("input__title", "input__encoding", "input__max_characters"),
    "Output": ("output__format", "output__path", "output__explain", "output__strict", "quiet", "verbose"),
    "Model": (
        "models__default",
        "models__base_url",
        "models__prompts",
        "glossary__files",
        "execution__cache_dir",
    ),
    "Machine": (
        "execution__device",
        "execution__dtype",
        "execution__threads",
        "execution__batch_tokens",
        "execution__seed",
    ),
    "Settings": ("config_file", "assignments"),
}
_EXIT_CODES = [
    ("0", "All is well."),
    ("1", "A file or a fetch failed; the other files were done."),
    ("2", "Wrong usage, a wrong configuration or an unknown model."),
    ("3", "--strict, and a finding of severity error is left."),
    ("130", "Interrupted (Ctrl-C)."),
    ("141", "The reader of standard output went away."),
]
_EXAMPLES = [
    "summarizer article.txt",
    "summarizer --task translation article.txt > english.txt",
    "summarizer -f json article.txt | jq .findings",
    "summarizer -o results/ -f markdown articles/*.txt",
]


class ArticleCommand(click.Command):
    """The default command; its help is the program's."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help, in at most 80 columns."""
        program = ctx.find_root().info_name or "summarizer"
        formatter.write_usage(program, "[OPTIONS] FILE...")
        formatter.write_usage(program, "COMMAND ...", prefix="       ")
        with formatter.indentation():
            for paragraph in _DESCRIPTION.split("\n\n"):
                formatter.write_paragraph()
                formatter.write_text(paragraph)
        options = {
            option.name: option.get_help_record(ctx)
            for option in self.get_params(ctx)
            if isinstance(option, click.Option)
        }
        for heading, names in _GROUPS.items():
            _write(formatter, heading, [record for name in names if (record := options.pop(name, None))])
        _write(formatter, "Other", [record for record in options.values() if record])
        commands = [(name, about) for name, (_, about) in COMMANDS.items()]
        _write(formatter, "Commands ('summarizer COMMAND --help')", commands)
        _write(formatter, "Exit codes, the first of 130, 2, 1, 3 that applies", _EXIT_CODES)
        with formatter.section("Environment"):
            formatter.write_text(
                "SUMMARIZER_MODEL, SUMMARIZER_CACHE, and SUMMARIZER_<SECTION>_<KEY> for any setting, such as "
                "SUMMARIZER_TASKS_LENGTH. NO_COLOR, FORCE_COLOR (for -f rich in a pipe) and COLUMNS count."
            )
        with formatter.section("Examples"):
            for example in _EXAMPLES:
                formatter.write(f"{'':{formatter.current_indent}}{example}\n")


def _write(formatter: click.HelpFormatter, heading: str, rows: list[tuple[str, str]]) -> None:
    with formatter.section(heading):
        # Wide enough for every option, so that all sections have one left edge.
        formatter.write_dl([(f"{name:<18}", about) for name, about in rows])
