"""Prints the results of `summarizer evaluate`: one JSON object, or lines with what the figures come from."""

import json
from collections.abc import Mapping
from typing import Any

import click


def print_json(result: Mapping[str, Any]) -> None:
    """Print one JSON object in a line."""
    click.echo(json.dumps(result, ensure_ascii=False))


def print_origin(result: Mapping[str, Any], models: Mapping[str, str]) -> None:
    """Print what the figures come from: the data, the seed and the models."""
    click.echo(f"data       {result['data']}\nseed       {result['seed']}")
    print_each("model", models)


def print_each(what: str, values: Mapping[str, str]) -> None:
    """Print a line for each value, `what` it is first."""
    for name, value in values.items():
        click.echo(f"{what:<11}{name:<10} {value}")
