"""`graphbuilder export DIR FILE`."""

from __future__ import annotations

import click

from graphbuilder.api import open_graph


@click.command("export")
@click.argument("folder", metavar="DIR")
@click.argument("file", metavar="FILE")
def command(folder: str, file: str) -> None:
    """Write a graph to FILE; its ending says how.

    With all named graphs: .nq .trig .jsonld. The fused view with its evidence: .ttl .nt .rdf. Nodes and edges: .graphml .gexf .cypher.
    A table of events, a row for each report: .csv .parquet.
    """
    with open_graph(folder) as graph:
        written = graph.export(file)
    click.echo(f"Written: {written}", err=True)
