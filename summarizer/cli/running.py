"""Finds the command that the arguments name, down to one of a group."""

import click

ARGUMENTS = "summarizer.arguments"  # where the program keeps them, in click's `Context.meta`


def running(root: click.Context) -> click.Context:
    """The context of the command that runs or was to run, also where click has left it at an error."""
    context = root
    for word in root.meta.get(ARGUMENTS, ()):
        if not isinstance(context.command, click.Group):
            break
        command = context.command.get_command(context, word)
        if command is None:
            break
        context = click.Context(command, parent=context, info_name=word)
    return context
