"""`graphbuilder extract PATH... --format jsonl|table`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator

import click

from graphbuilder.api import extract_articles
from graphbuilder.build import LANGUAGES
from graphbuilder.cli.options import reading_options
from graphbuilder.cli.output import write_table
from graphbuilder.cli.progress import Teller
from graphbuilder.contract import dump_extraction
from graphbuilder.model import Article, Event, Extraction
from graphbuilder.read import read_articles

HEADER = ("article", "sentence", "event", "roles", "time", "place", "factuality", "said by")


@click.command("extract")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "form", type=click.Choice(["jsonl", "table"]), default="jsonl", show_default=True)
@reading_options
def command(
    paths: tuple[str, ...], form: str, columns: dict[str, str], model: str | None, log: str, quiet: bool
) -> int:
    """Print what articles say, one article a line as JSON, or one event a line as a table. No store is made.

    The JSON is described by docs/extraction.schema.json. PATH is as for `build`.
    """
    with Teller(log, quiet=quiet) as teller:
        skipped: Counter[str] = Counter()
        articles = read_articles(paths, on_failure=teller.fail, columns=columns, on_note=teller.note)
        found = extract_articles(_in_languages(articles, LANGUAGES, skipped), model=model, on_failure=teller.fail)
        if form == "jsonl":
            _write_lines(found)
        else:
            write_table(HEADER, [row for extraction in found for row in event_rows(extraction)])
        for language, count in sorted(skipped.items()):
            teller.note(f"{count} articles in {language!r} were passed over")
        return 1 if teller.failures else 0


def _in_languages(articles: Iterable[Article], languages: frozenset[str], skipped: Counter[str]) -> Iterator[Article]:
    for article in articles:
        if article.language in languages:
            yield article
        else:
            skipped[article.language] += 1


def _write_lines(extractions: Iterable[Extraction]) -> None:
    for extraction in extractions:
        sys.stdout.write(dump_extraction(extraction) + "\n")


def event_rows(extraction: Extraction) -> Iterator[tuple[str, ...]]:
    """The events of an article as rows of `HEADER`, in their order."""
    names = {entity.id: entity.name for entity in extraction.entities}
    for event in extraction.events:
        time = event.time
        yield (
            extraction.id,
            str(event.sentence),
            event.type,
            "; ".join(f"{role.role}: {role.text}" for role in event.roles),
            (time.value or f"{time.earliest or ''}/{time.latest or ''}".strip("/")) if time else "",
            names.get(event.place or "", event.place or ""),
            event.factuality.value,
            _speaker(extraction, event, names),
        )


def _speaker(extraction: Extraction, event: Event, names: dict[str, str]) -> str:
    if event.attribution is None:
        return ""
    speaker = extraction.attributions[event.attribution].speaker
    return names.get(speaker or "", speaker or "somebody")
