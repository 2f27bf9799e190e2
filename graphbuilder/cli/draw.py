"""`graphbuilder draw DIR -o graph.html`."""

from __future__ import annotations

import click

from graphbuilder.api import open_graph


@click.command("draw")
@click.argument("folder", metavar="DIR")
@click.option(
    "-o", "--output", default="graph.html", show_default=True, metavar="FILE", help="An .html, .svg or .png file."
)
@click.option("--about", metavar="NAME", help="Only what this person, country or body takes part in.")
@click.option("--type", "types", multiple=True, metavar="T", help="Only events of this class, and those below it.")
@click.option("--from", "since", metavar="DATE", help="Only events that may have happened on or after this day.")
@click.option("--to", "until", metavar="DATE", help="Only events that may have happened on or before this day.")
@click.option("--title", default="", metavar="TEXT", help="The heading.")
def command(
    folder: str,
    output: str,
    about: str | None,
    types: tuple[str, ...],
    since: str | None,
    until: str | None,
    title: str,
) -> None:
    """Draw a graph as one HTML file that needs no network.

    Click an edge or event for its sentence, article, speaker and factuality.
    """
    with open_graph(folder) as graph:
        graph.draw(output, about=about, types=types, since=since, until=until, title=title)
    click.echo(f"Written: {output}", err=True)
