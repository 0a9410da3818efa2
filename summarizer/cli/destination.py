"""Where the results of articles go: the terminal, a stream, a file or a folder."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from summarizer.cli import result_files, results
from summarizer.cli.messages import check_output
from summarizer.cli.options import Context
from summarizer.config import Format
from summarizer.errors import UsageError
from summarizer.paths import is_folder
from summarizer.render.formats import SUFFIXES

_BY_SUFFIX = {suffix: name for name, suffix in SUFFIXES.items()}


def destination(context: Context, sources: Sequence[str], *, force: bool) -> results.Results:
    """Where the results go; raises `UsageError` before any work is done."""
    output = context.settings.output
    written, several = output.path, len(sources) > 1
    if written is None or written == "-":
        format_: Format = output.format or ("rich" if sys.stdout.isatty() else "text")
        if format_ == "html" and several:
            raise UsageError("--format: several pages cannot be one stream; give --output FOLDER/")
        check_output()
        if format_ == "rich":
            return results.PageOnTerminal(explain=output.explain)
        return results.Stream(format_, explain=output.explain, several=several)
    quiet = context.verbosity < 1
    tell = (lambda _: None) if quiet else context.progress.say
    path = Path(written)
    if several or is_folder(path) or written.endswith(("/", os.sep)):
        format_ = output.format or "text"
        result_files.make_folder(path)
        names = result_files.FolderNames(path, SUFFIXES.get(format_, ".txt"), sources, force=force)
        return results.Files(names, format_, explain=output.explain, tell=tell)
    format_ = output.format or result_files.format_of(path, _BY_SUFFIX, "text")
    result = result_files.ResultFile(path, sources, force=force)
    return results.Files(lambda _: path, format_, explain=output.explain, tell=tell, write=result.write)
