"""Events read from the store with all that belongs to them but the words of articles: names, lines, articles and speakers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from graphbuilder.errors import UnknownNameError
from graphbuilder.graph.schema import Schema, load_schema
from graphbuilder.graph.statements import edge_pairs
from graphbuilder.graph.store import GraphStore
from graphbuilder.graph.terms import safe_iri_term
from graphbuilder.model import Role
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
from graphbuilder.vocabulary import BASE, GB


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
