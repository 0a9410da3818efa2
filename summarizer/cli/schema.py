"""`summarizer schema`: print the JSON Schema of a report."""

import json

import click


@click.command()
def schema() -> None:
    """Print the JSON Schema that every report in JSON keeps to."""
    from summarizer.report import json_schema

    click.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
