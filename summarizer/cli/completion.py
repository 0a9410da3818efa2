"""`summarizer completion`: print the script that makes a shell complete options, commands and files."""

import click
from click.shell_completion import BashComplete, add_completion_class, get_completion_class


@add_completion_class
class _Bash(BashComplete):
    """Completes files and commands together; click's own script offers files only where nothing else fits."""

    source_template = """\
%(complete_func)s() {
    local IFS=$'\\n' line words="${COMP_WORDS[*]}"
    COMPREPLY=()
    for line in $(COMP_WORDS=$words COMP_CWORD=$COMP_CWORD %(complete_var)s=bash_complete "$1"); do
        case "${line%%%%,*}" in
            dir) COMPREPLY+=($(compgen -d -- "$2")); compopt -o filenames ;;
            file) COMPREPLY+=($(compgen -f -- "$2")); compopt -o filenames ;;
            plain) COMPREPLY+=("${line#*,}") ;;
        esac
    done
}
complete -F %(complete_func)s %(prog_name)s
"""


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script of a SHELL, to be kept where the shell looks for it.

    \b
    bash: summarizer completion bash > ~/.local/share/bash-completion/completions/summarizer
    zsh:  summarizer completion zsh > "${fpath[1]}/_summarizer"
    fish: summarizer completion fish > ~/.config/fish/completions/summarizer.fish
    """  # noqa: D301 - click takes the control character for a paragraph to leave as it is
    maker = get_completion_class(shell)
    assert maker is not None
    root = click.get_current_context().find_root().command
    click.echo(maker(root, {}, "summarizer", "_SUMMARIZER_COMPLETE").source())
