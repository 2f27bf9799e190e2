"""`graphbuilder split DIR IRI`."""

from __future__ import annotations

import click

from graphbuilder.cli.merge import node_iri, open_graph_to_change
from graphbuilder.vocabulary import shorten


@click.command("split")
@click.argument("folder", metavar="DIR")
@click.argument("member", metavar="IRI")
@click.option("--reason", default="", metavar="TEXT", help="Why; kept with the decision.")
def command(folder: str, member: str, reason: str) -> None:
    """Decide that a report, or an entity, is not what it was merged into; it becomes a node of its own.

    `graphbuilder explain` lists what a node was merged from. IRI may be its end (event/6f1c90ab, country/BLR). The decision is kept in
    decisions.jsonl in DIR and outlives every later build; `graphbuilder merge` takes it back.
    """
    with open_graph_to_change(folder) as store:
        iri = node_iri(store, member)
        store.split(iri, reason)
    click.echo(f"{shorten(iri)} is now on its own.", err=True)
