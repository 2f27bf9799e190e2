"""`graphbuilder explain DIR IRI`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from graphbuilder.api import open_graph


@click.command("explain")
@click.argument("folder", metavar="DIR")
@click.argument("what", nargs=-1, required=True, metavar="WHAT")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(folder: str, what: tuple[str, ...], form: str) -> None:
    """Show the sentences that an edge, event or entity comes from.

    WHAT is an IRI or its end (event/6f1c90ab), a name ("Alexander Lukashenko"), or an edge as three of these
    ("country/CAN gb:sanctions country/BLR"). The words that count are marked as [words|what they are].
    """
    with open_graph(folder) as graph:
        explanation = graph.explain(" ".join(what))
    if form == "json":
        sys.stdout.write(json.dumps(asdict(explanation), ensure_ascii=False, indent=2) + "\n")
        return
    from graphbuilder.graph.evidence import explanation_text

    sys.stdout.write(explanation_text(explanation).rstrip("\n") + "\n")
