"""The table on the page about models is that of the profiles; `--write` as an argument writes it."""

import sys
from pathlib import Path

from summarizer.models.lookup import profiles
from summarizer.models.pretrained import Pretrained
from summarizer.models.runtimes import Embedded

PAGE = Path(__file__).parents[1] / "docs" / "models.md"
BEGIN, END = "<!-- made from configs/models by tests/test_models_docs.py -->\n", "<!-- end -->"


def table() -> str:
    """The models that ship, one a row."""
    rows = ["\n| model | what it is | does | memory | licence |\n", "|---|---|---|---|---|\n"]
    for one in profiles():
        runtime = one.runtime
        assert isinstance(runtime, Pretrained | Embedded)
        memory = f"{2 * (runtime.parameters or 0) / 1e9:.1f} GB"
        source = (
            f"[{one.title}](https://huggingface.co/{runtime.source})"
            if isinstance(runtime, Pretrained)
            else one.title
        )
        licence = f"[{one.licence}]({one.licence_url})"
        rows.append(f"| `{one.name}` | {source} | {', '.join(one.tasks)} | {memory} | {licence} |\n")
    return "".join(rows) + "\n"


def parts() -> tuple[str, str, str]:
    """The page before the table, the table, and behind it."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    made, _, behind = rest.partition(END)
    return before + BEGIN, made, END + behind


def test_the_table_on_the_page_is_that_of_the_profiles():
    assert parts()[1] == table(), "run: python tests/test_models_docs.py --write"


if __name__ == "__main__" and "--write" in sys.argv:
    before, _, behind = parts()
    PAGE.write_text(before + table() + behind, "utf-8")
