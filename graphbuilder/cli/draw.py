"""`graphbuilder draw DIR -o graph.html`."""

from __future__ import annotations

import click

from graphbuilder.api import open_graph


@click.command("draw")
@click.argument("folder", metavar="DIR")
@click.option(
    "-o", "--output", default="graph.html", show_default=True, metavar="FILE", help="An .html, .svg or .png file."
)
@click.option("--about", metavar="NAME", help="Only what is near this person, country or body.")
@click.option("--depth", type=click.IntRange(min=1), default=2, show_default=True, help="How near: steps from one event to the next.")
@click.option("--query", metavar="FILE.rq", help="Only what this CONSTRUCT gives.")
@click.option("--type", "types", multiple=True, metavar="T", help="Only events of this class, and those below it.")
@click.option("--from", "since", metavar="DATE", help="Only events that may have happened on or after this day.")
@click.option("--to", "until", metavar="DATE", help="Only events that may have happened on or before this day.")
@click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, metavar="P", help="Only events of at least this confidence, 0 to 1."
)
@click.option("--title", default="", metavar="TEXT", help="The heading.")
def command(
    folder: str,
    output: str,
    about: str | None,
    depth: int,
    query: str | None,
    types: tuple[str, ...],
    since: str | None,
    until: str | None,
    min_confidence: float,
    title: str,
) -> None:
    """Draw a graph as one HTML file that needs no network.

    Click an edge or event for its sentence, article, speaker and factuality.
    """
    with open_graph(folder) as graph:
        drawing = graph.draw(
            output,
            about=about,
            depth=depth,
            types=types,
            since=since,
            until=until,
            min_confidence=min_confidence,
            query=query,
            title=title,
        )
    click.echo(f"Written: {output}", err=True)
    if not drawing.dossier.events and not drawing.dossier.edges:
        click.echo("Note: the drawing is empty: no event is left. Ask for less, or see `graphbuilder query DIR events`.", err=True)
