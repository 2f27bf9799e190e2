"""`graphbuilder merge DIR IRI IRI`."""

from __future__ import annotations

from pathlib import Path

import click

from graphbuilder.graph.explain import expand
from graphbuilder.graph.folder import check_manifest
from graphbuilder.graph.questions import find_entity
from graphbuilder.graph.store import GraphStore
from graphbuilder.graph.terms import safe_iri_term
from graphbuilder.vocabulary import BASE, shorten

KINDS = frozenset({"country", "organization", "person", "place", "group", "thing"})
"""What the id of an entity begins with."""


@click.command("merge")
@click.argument("folder", metavar="DIR")
@click.argument("first", metavar="IRI")
@click.argument("second", metavar="IRI")
@click.option("--reason", default="", metavar="TEXT", help="Why; `explain` will say it.")
def command(folder: str, first: str, second: str, reason: str) -> None:
    """Decide that two entities, or two events, are one, which keeps the IRI of the first.

    IRI may be its end (event/6f1c90ab) or the name of an entity ("Alexander Lukashenko"). The decision is kept in decisions.jsonl
    in DIR and outlives every later build; `split` takes it back.
    """
    with open_graph_to_change(folder) as store:
        kept, moved = node_iri(store, first), node_iri(store, second)
        store.merge(kept, moved, reason)
    click.echo(f"{shorten(moved)} is now part of {shorten(kept)}.", err=True)


def open_graph_to_change(folder: str) -> GraphStore:
    """Open a graph that is there for writing.

    Raises:
        StoreError: there is none, it is in use, or it cannot be written.
    """
    check_manifest(Path(folder))
    return GraphStore.create_or_open(folder)


def node_iri(store: GraphStore, what: str) -> str:
    """The IRI that is meant by an IRI, the end of one, or the name of an entity.

    Raises:
        UnknownNameError: it is none of these, and no entity is called so.
    """
    iri = BASE + "entity/" + what if what.partition("/")[0] in KINDS else expand(what)
    if safe_iri_term(iri) is not None and iri.startswith((BASE + "event/", BASE + "entity/")):
        return iri
    return find_entity(store, what)
