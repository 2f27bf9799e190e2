"""The search box: entities by any of their names, events by what they are called; bounded, best first."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any

from graphbuilder.graph.store import GraphStore
from graphbuilder.serve.explorer.keeping import kept
from graphbuilder.show.gather import local, short
from graphbuilder.vocabulary import GB

LONGEST = 200
"""How many characters of what is searched count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something that can be found.

    `names` are all its names as they are compared, the first is `label`; `weight` counts mentions or reports.
    """

    id: str
    label: str
    kind: str
    note: str
    names: tuple[str, ...]
    weight: int


def fold(text: str) -> str:
    """Write text as the search compares it: no case, no accents, single blanks.

    >>> fold("Lucía  FERRÁN")
    'lucia ferran'
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())


def score(words: Sequence[str], thing: Found) -> int | None:
    """Tell how well something fits, smaller is better; None when a word of the search is in none of its names.

    A name that is what is searched comes before one that begins with it, that before one with a word that begins with it.

    >>> found = Found(id="x", label="Oslo", kind="Place", note="", names=("oslo", "city of oslo"), weight=3)
    >>> score(["oslo"], found), score(["os"], found), score(["of"], found), score(["sl"], found), score(["x"], found)
    (0, 1, 2, 3, None)
    """
    wanted = " ".join(words)
    best: int | None = None
    for name in thing.names:
        if not all(word in name for word in words):
            continue
        parts = name.split()
        begins = all(any(part.startswith(word) for part in parts) for word in words)
        rank = 0 if name == wanted else 1 if name.startswith(wanted) else 2 if begins else 3
        best = rank if best is None else min(best, rank)
    return best


def search(store: GraphStore, text: str, limit: int = 12, kind: str = "") -> list[dict[str, Any]]:
    """Search for entities and events.

    Args:
        store: an open graph.
        text: words, all of which must be in one name; without any, nothing is found.
        limit: how many at most, up to 100.
        kind: "entity" or "event" for only these.

    Returns:
        Best first, entities before events that fit as well, then those with most mentions or reports: id, label, type
        ("Event" or the class of the entity), note.
    """
    words = fold(text[:LONGEST]).split()
    if not words:
        return []
    ranked = (
        ((rank, thing.kind == "Event", -thing.weight, thing.label, thing.id), thing)
        for thing in things(store)
        if not kind or (thing.kind == "Event") == (kind == "event")
        if (rank := score(words, thing)) is not None
    )
    best = nsmallest(max(1, min(limit, 100)), ranked, key=lambda pair: pair[0])
    return [{"id": thing.id, "label": thing.label, "type": thing.kind, "note": thing.note} for _, thing in best]


@kept(1)
def things(store: GraphStore) -> tuple[Found, ...]:
    """Read all that can be found."""
    return (*_entities(store), *_events(store))


def _entities(store: GraphStore) -> list[Found]:
    names: dict[str, list[str]] = defaultdict(list)
    for row in store.sparql("SELECT ?node ?name WHERE { ?node a gb:Entity ; skos:altLabel ?name } ORDER BY ?name"):
        names[row["node"].value].append(row["name"].value)
    query = f"""SELECT ?node ?label ?type ?mentions WHERE {{ ?node a gb:Entity, ?type ; skos:prefLabel ?label .
      OPTIONAL {{ ?node gb:mentionCount ?mentions }} FILTER(?type != gb:Entity && STRSTARTS(STR(?type), "{GB.iri}")) }}"""
    found = {}
    for row in store.sparql(query):
        iri, label = row["node"].value, row["label"].value
        found[iri] = Found(
            id=short(iri),
            label=label,
            kind=local(row["type"]),
            note=", ".join(names[iri][:2]),
            names=tuple(dict.fromkeys(fold(name) for name in (label, *names[iri]))),
            weight=int(row["mentions"].value) if row["mentions"] else 0,
        )
    return list(found.values())


def _events(store: GraphStore) -> list[Found]:
    query = """SELECT ?event ?label ?reports ?fact WHERE {
      ?event gb:reportCount ?reports ; rdfs:label ?label ; gb:factuality ?fact }"""
    return [
        Found(
            id=short(row["event"].value),
            label=row["label"].value,
            kind="Event",
            note=local(row["fact"]).lower(),
            names=(fold(row["label"].value),),
            weight=int(row["reports"].value),
        )
        for row in store.sparql(query)
    ]
