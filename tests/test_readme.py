"""The README's help is the command's own. To write it anew: `python -m tests.test_readme`."""

import os
import subprocess
import sys
from pathlib import Path

from summarizer.resources import folder
from summarizer.text.glossary_files import read

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- help:begin -->", "<!-- help:end -->"


def the_help() -> str:
    done = subprocess.run(
        [sys.executable, "-m", "summarizer.cli.app", "--help"],
        env=os.environ | {"COLUMNS": "80"},
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def with_help(text: str) -> str:
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n```text\n{the_help()}```\n{END}{after}"


def test_the_readme_counts_the_shipped_terms_that_have_english():
    shipped = sorted((folder("configs") / "glossaries").glob("*.tsv"))
    number = sum(row.term.type != "skip" for path in shipped for row in read(path)[0])
    assert f"{number:,} official English forms" in README.read_text(encoding="utf-8")


def test_the_readme_has_the_help_of_the_command():
    text = README.read_text(encoding="utf-8")
    assert BEGIN in text
    assert END in text
    assert with_help(text) == text, "the help changed: run `python -m tests.test_readme`"


if __name__ == "__main__":
    README.write_text(with_help(README.read_text(encoding="utf-8")), encoding="utf-8")
