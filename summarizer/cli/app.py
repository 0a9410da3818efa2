"""The `summarizer` command: finds the subcommand and turns every outcome into an exit code."""

import errno
import logging
import sys
import warnings
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from summarizer.cli.commands import COMMANDS
from summarizer.cli.exit_codes import INTERRUPTED, PIPE_CLOSED
from summarizer.cli.logged import logged
from summarizer.cli.messages import drop_output, error, note, prepare_streams
from summarizer.cli.result_files import current_folder_is_there
from summarizer.cli.running import ARGUMENTS, running
from summarizer.errors import SummarizerError, first_line

_DEFAULT = "article"  # what a first word that is no command belongs to
_ARTICLE = "summarizer.cli.article:article"


class _Interrupted(Exception):  # noqa: N818 - no error: click would take a KeyboardInterrupt for its own
    """Ctrl-C."""


class _PipeClosed(Exception):  # noqa: N818 - no error: click would end with 1 at a BrokenPipeError
    """The reader of standard output has closed it."""


class _Commands(click.Group):
    """A group whose default command, which has no name, gets all arguments that begin with no command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        known = bool(args) and args[0] in COMMANDS
        ctx.meta[ARGUMENTS] = words = args if known else [_DEFAULT, *args]
        return super().parse_args(ctx, list(words))

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        place, _ = COMMANDS.get(cmd_name, (_ARTICLE, ""))
        module, name = place.split(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except click.UsageError as failure:
            if failure.ctx is None:  # as where an option lacks its value; its command is to be named
                failure.ctx = running(ctx)
            raise
        except KeyboardInterrupt:
            raise _Interrupted from None
        except BrokenPipeError:
            raise _PipeClosed from None
        except SummarizerError as failure:
            error(failure)
            return failure.exit_code
        return result


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def app() -> None:
    """Summaries and an English translation of Vietnamese news articles."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; gives its exit code.

    0: all well; 1: a file or a fetch failed; 2: usage, configuration or unknown model; 3: `--strict` and a
    finding of severity error is left; 130: interrupted; 141: the reader of standard output went away.
    """
    prepare_streams()
    try:
        with warnings.catch_warnings(), logged(note):
            if not sys.warnoptions:  # what libraries tell each other is nothing that a user can remedy
                warnings.simplefilter("ignore")
            logging.getLogger("bitsandbytes").setLevel(logging.ERROR)  # names a package that is not needed
            result = app.main(arguments, prog_name="summarizer", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.NoArgsIsHelpError as failure:
        failure.show()
        return failure.exit_code
    except click.ClickException as failure:
        error(f"{_lowered(failure.format_message())}; see '{_command_of(failure)} --help'")
        return failure.exit_code if failure.exit_code == 2 else 1
    except (_Interrupted, click.Abort):
        note("interrupted")
        return INTERRUPTED
    except _PipeClosed:
        drop_output()
        return PIPE_CLOSED
    except OSError as failure:  # a full disk behind standard output, for one
        drop_output()
        error(_cause(failure))
        return 1


def _command_of(failure: click.ClickException) -> str:
    """The command whose `--help` the message names; for the default command, the program."""
    context = getattr(failure, "ctx", None)
    return context.command_path.removesuffix(f" {_DEFAULT}") if context else "summarizer"


def _cause(failure: OSError) -> str:
    """The file, cause and remedy of a system error. Without a file name it concerns standard output."""
    cause, number = failure.strerror or str(failure), failure.errno
    if number == errno.ENOENT and not current_folder_is_there():
        return "the current folder: was deleted; change to another"
    if failure.filename is None and number == errno.EBADF:
        return "standard output: is closed; leave it open, or send it to a file"
    if number in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return f"{failure.filename or 'standard output'}: {cause}; make room or send it elsewhere"
    if failure.filename is None and number is None:  # a library that does not load, for one
        return f"{first_line(failure)}; install the program again"
    if failure.filename is None:
        return f"{cause}; check standard output and the disk"
    if number in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"{failure.filename}: {cause}; make it readable and writable"
    return f"{failure.filename}: {cause}; check the path"


def _lowered(message: str) -> str:
    message = message.rstrip(". ")
    return message[:1].lower() + message[1:]


if __name__ == "__main__":
    sys.exit(main())
