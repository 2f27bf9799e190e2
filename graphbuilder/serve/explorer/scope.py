"""The events that the explorer looks at: the best of those that pass the filters, with their names, lines and places.

A store can hold far more events than a page can draw. So the page asks for those that pass its filters, gets at most
`MOST` of them, those with most reports first, and is told how many there are. Nothing here reads the articles' words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import networkx as nx

from graphbuilder.errors import RequestError, UnknownNameError
from graphbuilder.graph.schema import Schema, load_schema
from graphbuilder.graph.statements import edge_pairs
from graphbuilder.graph.store import GraphStore
from graphbuilder.graph.terms import date_term, safe_iri_term
from graphbuilder.model import Role
from graphbuilder.serve.explorer.arrange import arrange
from graphbuilder.show.dossier import (
    AGENT_ROLES,
    Dossier,
    Edge,
    EventRecord,
    Filler,
    Node,
    Report,
    Source,
    assemble,
    words_of,
)
from graphbuilder.show.gather import label_of, local, nearer, short, value
from graphbuilder.show.labels import wrap
from graphbuilder.show.payload import box_of, event_words, events_graph, relations_graph, size_of
from graphbuilder.show.payload import label_of as plate_of
from graphbuilder.show.style import EVENT, style_of
from graphbuilder.vocabulary import BASE, GB, term_iri

MOST = 800
"""How many events one answer holds."""
FIRST = 36
"""How many nodes are drawn before the reader has clicked any."""
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
        parts.append("OPTIONAL { ?event sem:hasEarliestBeginTimeStamp ?first } OPTIONAL { ?event sem:hasLatestEndTimeStamp ?last }")
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


def read_events(store: GraphStore, events: Sequence[str]) -> Dossier:
    """Read events with all that belongs to them but words: names, lines, articles and speakers.

    A report of the result has no sentence; there is one for each article, and one more for each further factuality that a
    report has.
    """
    if not events:
        return Dossier()
    schema = load_schema()
    values = f"VALUES ?event {{ {' '.join(f'<{iri}>' for iri in events)} }}"
    records = _records(store, values, schema)
    roles = _roles(store, values, schema)
    sources = {source.id: source for source in _sources(store, values)}
    reports = _reports(store, values)
    told = [replace(r, roles=tuple(roles[i]), reports=tuple(reports[i])) for i, r in records.items()]
    shown = {filler.node for event in told for filler in event.roles} | {event.place for event in told}
    shown |= {report.speaker_node for event in told for report in event.reports}
    nodes = nodes_named(store, sorted(node for node in shown if node))
    known = {node.id for node in nodes}
    told = [_only_known(event, known) for event in told]
    edges = {edge for event in told for edge in lines_of(event, schema)}
    return assemble(nodes, told, sources.values(), edges=edges)


def _only_known(event: EventRecord, known: set[str]) -> EventRecord:
    return event if event.place is None or event.place in known else replace(event, place=None)


def _records(store: GraphStore, values: str, schema: Schema) -> dict[str, EventRecord]:
    """The events themselves, by IRI, in the order of their IRIs."""
    query = f"""SELECT ?event ?type ?fact ?polarity ?confidence ?first ?last ?place ?words WHERE {{ {values}
      ?event sem:eventType ?type ; gb:factuality ?fact ; gb:polarity ?polarity ; gb:confidence ?confidence ; rdfs:label ?words .
      OPTIONAL {{ ?event sem:hasEarliestBeginTimeStamp ?first }} OPTIONAL {{ ?event sem:hasLatestEndTimeStamp ?last }}
      OPTIONAL {{ ?event gb:place ?place FILTER(STRSTARTS(STR(?place), "{BASE}entity/")) }} }} ORDER BY ?event"""
    found: dict[str, EventRecord] = {}
    for row in store.sparql(query):
        iri, place = row["event"].value, short(row["place"].value) if row["place"] else None
        before = found.get(iri)
        if before:
            found[iri] = replace(before, place=nearer(place, before.place) if place else before.place)
            continue
        name = local(row["type"])
        found[iri] = EventRecord(
            id=short(iri),
            type=name,
            label=label_of(name, schema),
            trigger=row["words"].value,
            factuality=local(row["fact"]),
            polarity=local(row["polarity"]).lower(),
            confidence=float(row["confidence"].value),
            earliest=value(row["first"]),
            latest=value(row["last"]),
            place=place,
        )
    for row in store.sparql(f"SELECT ?event ?p WHERE {{ {values} ?event gb:differsIn ?p }} ORDER BY ?p"):
        event = found[row["event"].value]
        found[row["event"].value] = replace(event, contested=True, differs=(*event.differs, local(row["p"])))
    return found


def _roles(store: GraphStore, values: str, schema: Schema) -> dict[str, list[Filler]]:
    """Who fills which role, by IRI of the event; of two roles of one filler only the more special one."""
    query = f"""SELECT ?event ?role ?node ?words WHERE {{ {values} ?event ?role ?node .
      FILTER(?role NOT IN (gb:report, gb:place) && STRSTARTS(STR(?role), "{GB.iri}")) ?node skos:prefLabel ?words }}"""
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for row in store.sparql(query):
        found[row["event"].value][row["node"].value][local(row["role"])] = row["words"].value
    roles: dict[str, list[Filler]] = defaultdict(list)
    for event, nodes in found.items():
        for node, names in nodes.items():
            general = {above for name in names for above in schema.role(name).above}
            entity = short(node) if node.startswith(BASE + "entity/") else None
            for name, words in names.items():
                if schema.role(name).iri not in general:
                    roles[event].append(Filler(role=name, text=words, node=entity))
        roles[event].sort(key=lambda filler: (role_rank(filler.role), filler.role, filler.text, filler.node or ""))
    return roles


def role_rank(role: str) -> int:
    """Order roles for reading: who acts, on whom, the rest.

    >>> sorted(["topic", "recipient", "actor"], key=role_rank)
    ['actor', 'recipient', 'topic']
    """
    return AGENT_ROLES.index(role) if role in AGENT_ROLES else 10 if role == "recipient" else 11


def _sources(store: GraphStore, values: str) -> Iterable[Source]:
    query = f"""SELECT DISTINCT ?id ?title ?outlet ?date WHERE {{ {values} ?event prov:wasDerivedFrom ?article .
      ?article schema:identifier ?id . OPTIONAL {{ ?article schema:headline ?title }}
      OPTIONAL {{ ?article schema:publisher/schema:name ?outlet }} OPTIONAL {{ ?article schema:datePublished ?date }} }}"""
    for row in store.sparql(query):
        yield Source(
            id=row["id"].value,
            title=value(row["title"]) or "",
            outlet=value(row["outlet"]) or "",
            date=value(row["date"]),
        )


def _reports(store: GraphStore, values: str) -> dict[str, list[Report]]:
    """Articles, factuality and speakers of the reports, by IRI of the event."""
    query = f"""SELECT DISTINCT ?event ?report ?id ?fact WHERE {{ {values} ?event gb:report ?report .
      GRAPH ?article {{ ?report gb:factuality ?fact ; gb:trigger ?trigger }} ?article schema:identifier ?id }}
      ORDER BY ?event ?id ?fact ?report"""
    speakers = _speakers(store, values)
    found: dict[str, list[Report]] = defaultdict(list)
    for row in store.sparql(query):
        report = Report(source=row["id"].value, sentence="", marks=(), factuality=local(row["fact"]))
        said = [replace(report, speaker=name, speaker_node=node) for name, node in speakers[row["report"].value]]
        found[row["event"].value] += said or [report]
    return found


def _speakers(store: GraphStore, values: str) -> dict[str, list[tuple[str, str | None]]]:
    """Name and id of those who are said to say so, by IRI of the report."""
    query = f"""SELECT DISTINCT ?report ?node ?name WHERE {{ {values} ?event gb:report ?report .
      GRAPH ?article {{ ?report prov:wasAttributedTo ?said OPTIONAL {{ ?said skos:prefLabel ?own }} }}
      OPTIONAL {{ ?said gb:resolvedTo ?node . ?node skos:prefLabel ?resolved }}
      BIND(COALESCE(?resolved, ?own) AS ?name) FILTER(BOUND(?name)) }} ORDER BY ?report ?name ?node"""
    found: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for row in store.sparql(query):
        found[row["report"].value].append((row["name"].value, short(row["node"].value) if row["node"] else None))
    return found


def nodes_named(store: GraphStore, ids: Sequence[str]) -> list[Node]:
    """Read nodes of the fused view by their ids, sorted; ids that are no entity are left out."""
    if not ids:
        return []
    values = " ".join(f"<{node_iri(node)}>" for node in ids)
    query = f"""SELECT ?node ?label ?type ?country ?lat ?long ?mentions WHERE {{ VALUES ?node {{ {values} }}
      ?node a gb:Entity, ?type ; skos:prefLabel ?label . FILTER(?type != gb:Entity && STRSTARTS(STR(?type), "{GB.iri}"))
      OPTIONAL {{ ?node gb:countryCode ?country }} OPTIONAL {{ ?node wgs84:lat ?lat ; wgs84:long ?long }}
      OPTIONAL {{ ?node gb:mentionCount ?mentions }} }} ORDER BY ?node"""
    found = {}
    for row in store.sparql(query):
        node = short(row["node"].value)
        found[node] = Node(
            id=node,
            label=row["label"].value,
            type=local(row["type"]),
            country=value(row["country"]),
            lat=float(row["lat"].value) if row["lat"] else None,
            long=float(row["long"].value) if row["long"] else None,
            mentions=int(row["mentions"].value) if row["mentions"] else 0,
        )
    return list(found.values())


def node_iri(node: str) -> str:
    """Give the IRI of a node. Its id here is the end of its IRI, as it is escaped there.

    >>> node_iri("thing/caf%C3%A9")
    'https://w3id.org/graphbuilder/entity/thing/caf%C3%A9'

    Raises:
        UnknownNameError: no IRI could end in this.
    """
    iri = f"{BASE}entity/{node}"
    if safe_iri_term(iri) is None:
        raise UnknownNameError("entity", node, ())
    return iri


def lines_of(event: EventRecord, schema: Schema) -> Iterable[Edge]:
    """Draw the lines that the store draws as direct edges, also of what is no fact."""
    filled = [Role(role=f.role, text=f.text, start=0, end=0, entity=f.node) for f in event.roles]
    words = words_of(schema.edge(event.type))
    for actor, other in edge_pairs(filled, event.type, schema):
        if actor.entity and other.entity:
            yield Edge(start=actor.entity, end=other.entity, label=words, event=event.id)


def scope_page(store: GraphStore, wanted: Wanted, centre: Sequence[str] = (), draw: str = "", whole: bool = False) -> dict[str, Any]:
    """Give the events that are wanted as plain data, with the places of the first nodes of the graph.

    Args:
        store: an open graph.
        wanted: which events.
        centre: ids of the nodes that the drawing begins with; without any, the most connected ones.
        whole: when all events about `wanted.about` and of `wanted.types` fit into one answer, give them without the other filters,
            which the page then applies itself; `cut` says whether they did not fit.
        draw: which picture is placed: "relations", "events", "none", or "" for the first of the two that has more than two nodes.

    Raises:
        RequestError: a condition is none that can be asked for, or there is no such picture.
    """
    if draw not in ("", "none", *PICTURES):
        raise RequestError(f"there is no picture {draw!r}; there are {', '.join(PICTURES)} and none")
    asked = wanted.checked()
    unfiltered = Wanted(about=asked.about, types=asked.types, limit=asked.limit)
    cut = not whole or count_events(store, unfiltered) > asked.limit
    events, total = chosen_events(store, asked if cut else unfiltered)
    dossier = read_events(store, events)
    return {
        "total": total,
        "cut": cut,
        "counts": facets(store, asked) if cut and whole else {},
        "types": [
            {"name": s.name, "label": s.label, "shape": s.shape, "colour": s.colour}
            for s in [*(style_of(name) for name in sorted({node.type for node in dossier.nodes})), EVENT]
        ],
        "agents": list(AGENT_ROLES),
        **plain_events(dossier),
        "places": places(dossier, centre, draw),
    }


PICTURES = {"relations": relations_graph, "events": events_graph}
"""The ways to draw events: as lines between names, or as nodes between them."""


def places(dossier: Dossier, centre: Sequence[str], draw: str) -> dict[str, dict[str, list[int]]]:
    """Place the first nodes of the pictures that are asked for (see `scope_page`)."""
    found: dict[str, dict[str, list[int]]] = {name: {} for name in PICTURES}
    for name, graph in PICTURES.items():
        if draw == name or (not draw and all(len(points) < 3 for points in found.values())):
            found[name] = first_places(dossier, graph(dossier), centre)
    return found


def plain_events(dossier: Dossier) -> dict[str, Any]:
    """Turn nodes, events and articles into plain data; everything is named by its id."""
    lines: dict[str, list[list[str]]] = defaultdict(list)
    for edge in dossier.edges:
        lines[edge.event].append([edge.start, edge.end, edge.label])
    return {
        "nodes": [
            {
                "id": node.id,
                "label": node.label,
                "drawn": wrap(node.label),
                "type": node.type,
                "country": node.country,
                "at": [node.lat, node.long] if node.lat is not None and node.long is not None else None,
                "mentions": node.mentions,
            }
            for node in dossier.nodes
        ],
        "events": [plain_event(event, lines[event.id]) for event in dossier.events],
        "sources": [
            {"id": source.id, "title": source.title, "outlet": source.outlet, "date": source.date}
            for source in dossier.sources
        ],
    }


def plain_event(event: EventRecord, lines: list[list[str]]) -> dict[str, Any]:
    """Turn an event into plain data; a speaker is a name with the id of its node, or None."""
    speakers = {(r.speaker, r.speaker_node): None for r in event.reports if r.speaker}
    return {
        "id": event.id,
        "type": event.type,
        "label": event.label,
        "title": event.trigger,
        "drawn": event_words(event),
        "fact": event.factuality,
        "confidence": round(event.confidence, 3),
        "contested": event.contested,
        "differs": [differing(name) for name in event.differs],
        "from": event.earliest,
        "to": event.latest,
        "place": event.place,
        "roles": [{"role": f.role, "text": f.text, "node": f.node} for f in event.roles],
        "lines": lines,
        "articles": list(dict.fromkeys(report.source for report in event.reports)),
        "speakers": [list(pair) for pair in speakers],
    }


def differing(name: str) -> str:
    """Say in what reports differ.

    >>> differing("voteShare"), differing("hasEarliestBeginTimeStamp")
    ('vote share', 'time')
    """
    return "time" if "TimeStamp" in name else words_of(name)


def first_places(
    dossier: Dossier, drawn: tuple[nx.Graph, dict[str, float]], centre: Sequence[str]
) -> dict[str, list[int]]:
    """Place the nodes that are drawn first, by id: the most connected ones, or the centre and those around it."""
    graph, weight = drawn
    names = {f"n{i}": node.id for i, node in enumerate(dossier.nodes)}
    names |= {f"e{i}": event.id for i, event in enumerate(dossier.events)}
    keys = {name: key for key, name in names.items()}
    middle = [keys[name] for name in centre if keys.get(name) in graph]
    kept = around(graph, weight, middle) if middle else most_connected(graph, weight)
    part = graph.subgraph(kept)
    boxes = {key: box_of(key, plate_of(dossier, key), (size_of(graph.degree[key], None, 0)[0], 14)) for key in kept}
    return {names[key]: list(point) for key, point in sorted(arrange(part, boxes).items())}


def most_connected(graph: nx.Graph, weight: Mapping[str, float]) -> list[str]:
    """Choose up to `FIRST` nodes that hang together: from the most connected one outwards, the heaviest first."""
    ranked = sorted((key for key in graph if weight.get(key)), key=lambda key: (-weight[key], -graph.degree[key], key))
    if not ranked:
        return sorted(graph)[:FIRST]
    kept = dict.fromkeys(ranked[: FIRST // 2])
    for key in list(kept):
        for other in sorted(graph[key], key=lambda o: (-weight.get(o, 0.0), o))[:4]:
            if len(kept) < FIRST and weight.get(other):
                kept[other] = None
    return list(kept)


def around(graph: nx.Graph, weight: Mapping[str, float], middle: Sequence[str]) -> list[str]:
    """Choose the middle and up to `FIRST` nodes next to it (in a graph of events: and those next to these)."""
    kept = dict.fromkeys(middle)
    border = list(middle)
    for _ in range(2 if any(key[0] == "e" for key in graph) else 1):
        near = {other for key in border for other in graph[key] if weight.get(other) and other not in kept}
        border = sorted(near, key=lambda key: (-weight[key], key))[: max(0, FIRST - len(kept))]
        kept.update(dict.fromkeys(border))
    return list(kept)


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
