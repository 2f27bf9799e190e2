"""`graphbuilder validate DIR`."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from graphbuilder.api import open_graph


@click.command("validate")
@click.argument("folder", metavar="DIR")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(folder: str, form: str) -> int:
    """Check a graph against the SHACL shapes of its ontology; exit code 1 when it breaks them."""
    with open_graph(folder) as graph:
        report = graph.validate()
    sys.stdout.write(json.dumps(asdict(report), ensure_ascii=False, indent=2) + "\n" if form == "json" else str(report))
    return 0 if report.conforms else 1
