"""Which events a drawing shows: by class, day, confidence, nearness to somebody, or a query of the reader's own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Set as AbstractSet
from pathlib import Path

from graphbuilder.errors import QueryError, RequestError
from graphbuilder.graph.schema import Schema
from graphbuilder.graph.store import GraphStore
from graphbuilder.show.dossier import EventRecord
from graphbuilder.vocabulary import BASE

_TAKES_PART = """
SELECT DISTINCT ?event ?node WHERE { ?event gb:report ?report ; ?role ?node . ?node a gb:Entity FILTER(?role != gb:report) }
"""
_SPEAKS = """
SELECT DISTINCT ?event ?node WHERE {
  ?event gb:report ?report . GRAPH ?article { ?report prov:wasAttributedTo ?local } ?local gb:resolvedTo ?node
}
"""


def check(depth: int, since: str | None, until: str | None, min_confidence: float) -> None:
    """Refuse conditions that no event can be measured by.

    >>> check(0, None, None, 0.5)
    Traceback (most recent call last):
    graphbuilder.errors.RequestError: depth 0: give 1 or more
    """
    from datetime import date

    for name, day in (("the first day (from)", since), ("the last day (to)", until)):
        try:
            date.fromisoformat(day or "2000-01-01")
        except ValueError as error:
            raise RequestError(f"{name}, {day!r}, is no date; write it as 2020-08-09") from error
    if depth < 1:
        raise RequestError(f"depth {depth}: give 1 or more")
    if not 0 <= min_confidence <= 1:
        raise RequestError(f"confidence {min_confidence}: give a number from 0 to 1")


def in_range(event: EventRecord, since: str | None, until: str | None, min_confidence: float) -> bool:
    """Tell whether an event may have happened in a range of days, and is likely enough to be read rightly."""
    if event.confidence < min_confidence:
        return False
    if (since or until) and not (event.earliest or event.latest):
        return False
    return not (since and event.latest and event.latest < since) and not (
        until and event.earliest and event.earliest > until
    )


def classes_above(event_type: str, schema: Schema) -> tuple[str, ...]:
    """Name the class of an event and all classes above it."""
    known = schema.ontology.classes.get(event_type)
    return known.ancestors if known else (event_type,)


def near(store: GraphStore, entity: str, depth: int, allowed: set[str]) -> set[str]:
    """Find the events within `depth` steps of an entity, going only through events that are allowed."""
    nodes: dict[str, set[str]] = defaultdict(set)
    events: dict[str, set[str]] = defaultdict(set)
    for query in (_TAKES_PART, _SPEAKS):
        for row in store.sparql(query):
            event, node = row["event"].value, row["node"].value
            if event in allowed:
                nodes[event].add(node)
                events[node].add(event)
    reached, border, seen = set[str](), {entity}, {entity}
    for _ in range(depth):
        reached |= {event for node in border for event in events[node]}
        border = {node for event in reached for node in nodes[event]} - seen
        seen |= border
    return reached


def constructed(store: GraphStore, query: str | Path, known: AbstractSet[str]) -> tuple[set[str], list[tuple[str, str, str]]]:
    """Run a CONSTRUCT: the events that its result names or has edges of, and the statements that no event backs."""
    import pyoxigraph

    result = store.sparql(query_text(query))
    if not isinstance(result, pyoxigraph.QueryTriples):
        raise QueryError("a drawing needs a query that gives a graph: CONSTRUCT or DESCRIBE, not SELECT or ASK")
    named: set[str] = set()
    statements: set[tuple[str, str, str]] = set()
    for triple in result:
        terms = [triple.subject, triple.predicate, triple.object]
        if not all(isinstance(term, pyoxigraph.NamedNode) for term in terms):
            named |= {triple.subject.value} & known if isinstance(triple.subject, pyoxigraph.NamedNode) else set()
            continue
        subject, predicate, target = (str(term.value) for term in terms)
        ends = {subject, target} & known
        named |= ends
        if not ends and subject.startswith(BASE + "entity/") and target.startswith(BASE + "entity/"):
            statements.add((subject, predicate, target))
    behind = edge_events(store) if statements else {}
    for statement in sorted(statements):
        named |= behind.get(statement, set())
    return named, sorted(statement for statement in statements if statement not in behind)


def query_text(query: str | Path) -> str:
    """Give the text of a query: a path, or a text that names an existing file ending in .rq, is read."""
    if isinstance(query, str) and not re.fullmatch(r"\S+\.rq", query.strip()):
        return query
    path = Path(query)
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RequestError(f"{path}: the query cannot be read: {error}") from error


def edge_events(store: GraphStore) -> dict[tuple[str, str, str], set[str]]:
    """Find the fused events behind each edge that a claim states."""
    query = """
    SELECT ?event ?s ?p ?o WHERE {
      ?event gb:report ?report .
      GRAPH ?article { ?claim gb:aboutEvent ?report ; rdf:subject ?ls ; rdf:predicate ?p ; rdf:object ?lo }
      ?ls gb:resolvedTo ?s . ?lo gb:resolvedTo ?o
    }"""
    found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for row in store.sparql(query):
        found[row["s"].value, row["p"].value, row["o"].value].add(row["event"].value)
    return dict(found)
