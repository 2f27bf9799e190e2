"""`graphbuilder publish DIR URL`."""

from __future__ import annotations

import os

import click

from graphbuilder.api import open_graph

PASSWORD = "GRAPHBUILDER_PASSWORD"


@click.command("publish")
@click.argument("folder", metavar="DIR")
@click.argument("url", metavar="URL")
@click.option("--default-as", "default", metavar="IRI", help="The graph for the fused view, for a server without default graph (Virtuoso).")
@click.option("--user", metavar="NAME", help=f"Who writes, for servers that ask; the password is read from {PASSWORD}.")
def command(folder: str, url: str, default: str | None, user: str | None) -> None:
    """Put a graph into a SPARQL server: each article's graph, then the fused view.

    URL is the server's endpoint for the SPARQL 1.1 Graph Store HTTP Protocol. What is there of the same graphs is replaced; other graphs
    stay, and so do those of articles that the graph no longer has.
    """
    with open_graph(folder) as graph:
        done = graph.publish(url, default=default, user=user, password=os.environ.get(PASSWORD, ""))
    click.echo(f"Published: {done.graphs} graphs, {done.triples} triples.", err=True)
