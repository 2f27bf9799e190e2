"""`graphbuilder demo`: the whole path on the example articles, in under a minute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphbuilder.api import Graph, open_graph
from graphbuilder.build import build
from graphbuilder.cli.output import write_table
from graphbuilder.cli.progress import Teller

if TYPE_CHECKING:
    from graphbuilder.graph.views import EventRecord

HEADER = ("when", "event", "who", "whom or what", "further", "factuality", "said by", "reports")
FIRST = ("actor", "candidate", "speaker", "agent")
"""Roles that stand under "who", best first."""
SECOND = ("recipient", "theme", "topic", "victim", "position", "content")
"""Roles that stand under "whom or what", best first."""


@click.command("demo")
@click.option(
    "--into",
    default="demo-graph",
    show_default=True,
    metavar="DIR",
    help="The graph's folder; made when it is not there.",
)
@click.option("--quiet", is_flag=True, help="Say nothing but errors and the table.")
def command(into: str, quiet: bool) -> int:
    """Build, print and draw a graph from the example articles."""
    with Teller(quiet=quiet) as teller:
        report = build([examples_folder()], into, progress=teller.step)
    teller.report(report)
    folder = Path(into)
    with open_graph(folder) as graph:
        write_table(HEADER, event_table(graph), widest=40)
        graph.export(folder / "graph.ttl")
        graph.draw(folder / "graph.html", title="The example articles")
        click.echo(closing(folder, graph.events()))
    return 1 if report.failures else 0


def examples_folder() -> Path:
    """The folder of the example articles that come with graphbuilder."""
    try:
        return Path(str(files("graphbuilder.examples.articles").joinpath("")))
    except ModuleNotFoundError:  # a checkout that was never installed
        return Path(__file__).resolve().parents[2] / "examples" / "articles"


def event_table(graph: Graph) -> list[tuple[str, ...]]:
    """The events of a graph as rows of `HEADER`, by day, then by class and who."""
    speakers = speakers_of(graph)
    rows = [event_row(event, speakers.get(event.iri, [])) for event in graph.events()]
    return sorted(rows, key=lambda row: (row[0].removeprefix("from ").removeprefix("until ") or "9999", row))


def event_row(event: EventRecord, speakers: Sequence[str]) -> tuple[str, ...]:
    """An event as a row of `HEADER`. Words that stand under "who" or "whom or what" are not said again."""
    roles = {role: ", ".join(label for label, _ in fillers) for role, fillers in event.roles.items()}
    who, whom = _first(roles, FIRST), _first(roles, SECOND)
    said = {roles.get(who), roles.get(whom), event.place}
    rest = [f"{role}: {words}" for role, words in sorted(roles.items()) if words not in said and role != "place"]
    place = [f"place: {event.place}"] if event.place else []
    return (
        when(event.earliest, event.latest),
        event.type,
        roles.get(who, ""),
        roles.get(whom, ""),
        "; ".join(rest + place),
        event.factuality,
        ", ".join(speakers),
        str(event.reports),
    )


def speakers_of(graph: Graph) -> dict[str, list[str]]:
    """Event IRI -> names of those who are said to say so, sorted."""
    answer = graph.query(
        """SELECT DISTINCT ?event ?name WHERE { ?event gb:report ?report .
        GRAPH ?article { ?report prov:wasAttributedTo ?speaker . ?speaker skos:prefLabel ?name } } ORDER BY ?event ?name"""
    )
    found: dict[str, list[str]] = {}
    for row in answer.records():
        found.setdefault(str(row["event"]), []).append(str(row["name"]))
    return found


def _first(roles: Mapping[str, str], wanted: Sequence[str]) -> str:
    return next((role for role in wanted if role in roles), "")


def when(earliest: str | None, latest: str | None) -> str:
    """The bounds of an event in a few characters.

    >>> when("2020-08-09", "2020-08-09"), when("2020-08-09", None), when(None, None)
    ('2020-08-09', 'from 2020-08-09', '')
    """
    if earliest == latest:
        return earliest or ""
    if earliest and latest:
        return f"{earliest} to {latest}"
    return f"from {earliest}" if earliest else f"until {latest}"


def closing(folder: Path, events: Sequence[EventRecord]) -> str:
    """Where everything is, and what to type next."""
    example = max(events, key=lambda event: (event.reports, len(event.roles), event.iri)).iri if events else "EVENT"
    short = "/".join(example.split("/")[-2:])
    commands = {
        f"graphbuilder query {folder}": "the questions that it answers",
        f"graphbuilder query {folder} sanctions": "one of them",
        f"graphbuilder explain {folder} {short}": "where an event comes from",
        "graphbuilder build YOUR-ARTICLES --into my-graph": "the same with your own",
    }
    width = max(map(len, commands))
    lines = "\n".join(f"  {command:{width}}   {what}" for command, what in commands.items())
    return f"""
The graph         {folder}
As Turtle         {folder / "graph.ttl"}
As a page         {folder / "graph.html"}   (open it in a browser; it needs no network)

What to type next:
{lines}"""
