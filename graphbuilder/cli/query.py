"""`graphbuilder query DIR NAME|FILE.rq|'SELECT ...'`."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

import click

from graphbuilder.api import open_graph
from graphbuilder.cli.output import write_table
from graphbuilder.errors import RequestError
from graphbuilder.graph.answers import readable
from graphbuilder.graph.questions import Question, questions

NEARLY = 0.9
"""An answer of at least this share of the rows that a question gives at most may have been cut."""


@click.command("query")
@click.argument("folder", metavar="DIR")
@click.argument("question", required=False, metavar="[NAME|FILE.rq|SPARQL]")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "tsv", "json", "xml", "ttl"]),
    default="table",
    show_default=True,
    help="csv, tsv, json and xml as SPARQL 1.1 defines them.",
)
@click.option(
    "--param", "-p", "parameters", multiple=True, metavar="NAME=VALUE", help="A parameter of a named question."
)
def command(folder: str, question: str | None, form: str, parameters: tuple[str, ...]) -> None:
    """Ask a graph. Without a question, list the named ones.

    The default graph is the fused view; each article has a named graph of its own. The prefixes gb: sem: prov: nif: skos: schema: ... are
    known. Lines of a table are cut to be read; the other formats are whole.
    """
    given = dict(read_parameter(parameter) for parameter in parameters)
    with open_graph(folder) as graph:
        if question is None:
            write_table(("question", "answers", "parameters"), [_row(known) for known in questions().values()])
            return
        answer = graph.query(question, **given)
        notes = list(_spelling_notes(graph.misspelt(question))) if not answer.rows and answer.rows is not None else []
        if form == "table" and answer.rows is not None:
            write_table(answer.columns, [[readable(term) for term in row] for row in answer.rows])
        else:
            sys.stdout.write(answer.render(form))
    if answer.rows is not None and (note := _cut_note(question, given, len(answer.rows))):
        notes.append(note)
    for note in notes:
        click.echo(note, err=True)


def _spelling_notes(unknown: Mapping[str, list[str]]) -> Iterator[str]:
    """What to say when an answer may be empty because of a name that nothing has."""
    for name, nearest in unknown.items():
        hint = f" Did you mean: {', '.join(f'gb:{other}' for other in nearest)}?" if nearest else ""
        yield f"Note: neither the graph nor the ontology has gb:{name}.{hint}"


def _cut_note(name: str, given: Mapping[str, str], rows: int) -> str | None:
    """What to say when a question that gives so many rows at most may have more. Rows that are alike are one, so a few may miss."""
    question = questions().get(name)
    limits = [parameter for parameter in question.parameters if parameter.name == "rows"] if question else []
    for limit in limits:
        most = given.get(limit.name, limit.default or "")
        if most.isdecimal() and rows >= NEARLY * int(most):
            return f"Note: {name} was asked for {int(most):,} at most ({limit.help}). For more: --param rows={10 * int(most)}"
    return None


def _row(question: Question) -> tuple[str, str, str]:
    given = (
        parameter.name + (f"={parameter.default}" if parameter.default else "") for parameter in question.parameters
    )
    return question.name, question.answers, ", ".join(given)


def read_parameter(text: str) -> tuple[str, str]:
    """NAME=VALUE as a pair.

    Raises:
        RequestError: there is no equals sign.

    >>> read_parameter("sender=European Union")
    ('sender', 'European Union')
    """
    name, sign, value = text.partition("=")
    if not sign or not name:
        raise RequestError(f"--param {text!r} is not of the form NAME=VALUE")
    return name, value
