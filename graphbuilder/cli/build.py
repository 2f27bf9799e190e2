"""`graphbuilder build PATH... --into DIR`."""

from __future__ import annotations

import click

from graphbuilder.build import build
from graphbuilder.cli.options import reading_options
from graphbuilder.cli.progress import Teller


@click.command("build")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--into", required=True, metavar="DIR", help="The graph's folder; made when it is not there.")
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that extract; default: one a core, one for few articles.",
)
@click.option(
    "--scheduler", metavar="ADDRESS", help="A Dask cluster that extracts: the address of its scheduler, or its scheduler file."
)
@click.option(
    "--facts",
    type=click.Choice(["asserted", "attributed"]),
    help="What becomes a direct edge: what articles say in their own voice, or also what they say that others say.",
)
@click.option("--remove-missing", is_flag=True, help="Remove articles that are not among PATH... any more.")
@click.option("--remove-most", is_flag=True, help="With --remove-missing: also when that is more than half of the graph.")
@click.option(
    "--authority", metavar="FILE", help="Names that are known beforehand: .csv (name, aliases, type, sameAs) or .ttl."
)
@reading_options
def command(
    paths: tuple[str, ...],
    into: str,
    workers: int | None,
    scheduler: str | None,
    facts: str | None,
    remove_missing: bool,
    remove_most: bool,
    authority: str | None,
    columns: dict[str, str],
    model: str | None,
    log: str,
    quiet: bool,
) -> int:
    """Build a graph from articles, or add articles to one.

    PATH is a file (.txt .html .jsonl .csv .tsv .parquet .xml .rss .atom .warc, also as .gz or .zst), a folder, a pattern, or - for standard
    input. What the graph has already is passed over, so the same command goes on after an interruption.
    """
    with Teller(log, quiet=quiet) as teller:
        report = build(
            paths,
            into,
            model=model,
            workers=workers,
            scheduler=scheduler,
            facts=facts,
            columns=columns,
            remove_missing=remove_missing or remove_most,
            remove_most=remove_most,
            authority=authority,
            progress=teller.step,
        )
    teller.report(report)
    return 1 if report.failures else 0
