"""Which events the explorer looks at: conditions, the SPARQL pattern that they make, and how many events pass them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from graphbuilder.errors import RequestError, UnknownNameError
from graphbuilder.graph.schema import load_schema
from graphbuilder.graph.store import GraphStore
from graphbuilder.graph.terms import date_term, safe_iri_term
from graphbuilder.show.gather import local
from graphbuilder.vocabulary import term_iri

MOST = 800
"""How many events one answer holds."""

MANY = 200
"""How many names or classes a filter may list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which events: conditions that must all hold; an empty one restricts nothing.

    Attributes:
        about: IRIs of entities, one of which takes part, is the place, or is the speaker of a report.
        events: IRIs of events.
        facts: values of `gb:factuality` by local name.
        types, off_types: classes by local name, only these or none of these; a class stands for those below it.
        off_outlets: names of outlets; an event that no other outlet reports is left out.
        since, until: ISO dates; an event without any date passes neither.
        least: the least confidence, 0 to 1.
        limit: how many at most.
    """

    about: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    off_types: tuple[str, ...] = ()
    off_outlets: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    least: float = 0.0
    limit: int = MOST

    def checked(self) -> Wanted:
        """Give it back when every value can be asked for.

        Raises:
            RequestError: a list is too long, a date, number or name is none.
        """
        for name in ("about", "events", "facts", "types", "off_types", "off_outlets"):
            if len(getattr(self, name)) > MANY:
                raise RequestError(f"{name}: {len(getattr(self, name))} values; give at most {MANY}")
        for name in ("since", "until"):
            day = getattr(self, name)
            if day is not None and (len(day) != 10 or date_term(day) is None):
                raise RequestError(f"{name} {day!r} is no date; write it as 2020-08-09")
        for iri in (*self.about, *self.events):
            if safe_iri_term(iri) is None:
                raise RequestError(f"{iri!r} is no IRI")
        for term in (*self.facts, *self.types, *self.off_types):
            if not term.isidentifier():
                raise RequestError(f"{term!r} is no name of the ontology")
        if not 0 <= self.least <= 1:
            raise RequestError(f"confidence {self.least}: give a number from 0 to 1")
        return replace(self, limit=max(1, min(self.limit, MOST)))


def event_pattern(wanted: Wanted) -> str:
    """Write the pattern that binds `?event` to what is wanted, with its `?reports` and `?confidence`."""
    parts = ["?event gb:reportCount ?reports ; gb:confidence ?confidence ; gb:factuality ?fact ; sem:eventType ?type ."]
    if wanted.events:
        parts.insert(0, f"VALUES ?event {{ {' '.join(f'<{iri}>' for iri in wanted.events)} }}")
    if wanted.about:
        nodes = " ".join(f"<{iri}>" for iri in wanted.about)
        parts.insert(
            0,
            f"""{{ SELECT DISTINCT ?event WHERE {{ VALUES ?near {{ {nodes} }}
            {{ ?event ?role ?near ; gb:report ?told . }} UNION
            {{ ?said gb:resolvedTo ?near . GRAPH ?graph {{ ?told prov:wasAttributedTo ?said }} ?event gb:report ?told }} }} }}""",
        )
    if wanted.facts:
        parts.append(f"FILTER(?fact IN ({_terms(wanted.facts)}))")
    if wanted.types:
        parts.append(f"FILTER(?type IN ({_terms(_below(wanted.types))}))")
    if wanted.off_types:
        parts.append(f"FILTER(?type NOT IN ({_terms(_below(wanted.off_types))}))")
    if wanted.least:
        parts.append(f"FILTER(?confidence >= {wanted.least:.4f})")
    if wanted.off_outlets:
        parts.append(
            f"""FILTER EXISTS {{ ?event prov:wasDerivedFrom ?by . OPTIONAL {{ ?by schema:publisher/schema:name ?outlet }}
            FILTER(COALESCE(?outlet, "") NOT IN ({", ".join(_literal(name) for name in wanted.off_outlets)})) }}"""
        )
    if wanted.since or wanted.until:
        parts.append(
            "OPTIONAL { ?event sem:hasEarliestBeginTimeStamp ?first } OPTIONAL { ?event sem:hasLatestEndTimeStamp ?last }"
        )
        parts.append("FILTER(BOUND(?first) || BOUND(?last))")
    if wanted.since:
        parts.append(f'FILTER(!BOUND(?last) || ?last >= "{wanted.since}"^^xsd:date)')
    if wanted.until:
        parts.append(f'FILTER(!BOUND(?first) || ?first <= "{wanted.until}"^^xsd:date)')
    return "\n".join(parts)


def chosen_events(store: GraphStore, wanted: Wanted) -> tuple[list[str], int]:
    """Give the IRIs of the events that are wanted, most reported first, and how many there are without the limit."""
    rows = store.sparql(
        f"SELECT DISTINCT ?event ?reports ?confidence WHERE {{ {event_pattern(wanted)} }} "
        f"ORDER BY DESC(?reports) DESC(?confidence) ?event LIMIT {wanted.limit}"
    )
    found = [row["event"].value for row in rows]
    return found, len(found) if len(found) < wanted.limit else count_events(store, wanted)


def count_events(store: GraphStore, wanted: Wanted) -> int:
    """Count the events that are wanted, whatever the limit."""
    rows = store.sparql(f"SELECT (COUNT(DISTINCT ?event) AS ?n) WHERE {{ {event_pattern(wanted)} }}")
    return int(next(iter(rows))["n"].value)


def facets(store: GraphStore, wanted: Wanted) -> dict[str, dict[str, int]]:
    """Count what would pass each value of two filters if only that filter were open: "facts" and "kinds"."""
    found = {}
    for name, variable, opened in (
        ("facts", "fact", replace(wanted, facts=())),
        ("kinds", "type", replace(wanted, off_types=())),
    ):
        query = f"SELECT ?{variable} (COUNT(DISTINCT ?event) AS ?n) WHERE {{ {event_pattern(opened)} }} GROUP BY ?{variable}"
        found[name] = {local(row[variable]): int(row["n"].value) for row in store.sparql(query)}
    return {name: dict(sorted(counts.items())) for name, counts in found.items()}


def _below(names: Iterable[str]) -> list[str]:
    """The classes and all classes below them.

    Raises:
        UnknownNameError: no such class.
    """
    classes = load_schema().ontology.classes
    wanted = set(names)
    for name in sorted(wanted):
        if name not in classes:
            raise UnknownNameError("event class", name, classes)
    return sorted(name for name, known in classes.items() if wanted & set(known.ancestors))


def _terms(names: Iterable[str]) -> str:
    return ", ".join(f"<{term_iri(name)}>" for name in names)


def _literal(text: str) -> str:
    import pyoxigraph

    return str(pyoxigraph.Literal(text))
