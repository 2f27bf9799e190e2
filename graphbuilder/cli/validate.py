"""`graphbuilder validate DIR`."""

from __future__ import annotations

import sys

import click

from graphbuilder.api import open_graph


@click.command("validate")
@click.argument("folder", metavar="DIR")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "ttl"]),
    default="text",
    show_default=True,
    help="ttl: the SHACL report.",
)
def command(folder: str, form: str) -> int:
    """Check a graph against the SHACL shapes of its ontology; exit code 1 when it violates them."""
    with open_graph(folder) as graph:
        report = graph.validate()
    sys.stdout.write(report.turtle() if form == "ttl" else report.text())
    return 0 if report.conforms else 1
