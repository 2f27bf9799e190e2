"""The fused view as plain records, as a table and as a networkx graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from graphbuilder.graph.store import GraphStore
from graphbuilder.vocabulary import BASE, GB, shorten

if TYPE_CHECKING:
    import networkx
    import pandas


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRecord:
    """One fused event. `roles` maps a role to (label, IRI) pairs, sorted; `places` is that of the event itself.

    `earliest` and `latest` are ISO dates or None; `articles` are ids of the articles that report it.
    """

    iri: str
    type: str
    factuality: str
    polarity: str
    confidence: float
    earliest: str | None
    latest: str | None
    place: str | None
    roles: dict[str, list[tuple[str, str]]]
    reports: int
    sources: int
    articles: tuple[str, ...]
    sentences: tuple[str, ...]


EVENT_COLUMNS = (
    "event", "type", "factuality", "polarity", "actor", "recipient", "roles", "earliest", "latest", "place",
    "confidence", "reports", "sources", "article", "outlet", "published", "title", "report_factuality", "speaker", "sentence",
)  # fmt: skip
"""Columns of the table of events: those up to `sources` are of the fused event, the rest of one of its reports."""

_EVENTS = """
SELECT ?event ?type ?factuality ?polarity ?confidence ?earliest ?latest ?place ?reports ?sources WHERE {
  ?event sem:eventType ?type ; gb:factuality ?factuality ; gb:polarity ?polarity ; gb:confidence ?confidence ;
         gb:reportCount ?reports ; gb:independentSourceCount ?sources .
  OPTIONAL { ?event sem:hasEarliestBeginTimeStamp ?earliest }
  OPTIONAL { ?event sem:hasLatestEndTimeStamp ?latest }
  OPTIONAL { ?event gb:place ?p . ?p skos:prefLabel ?place FILTER NOT EXISTS { ?event gb:place ?q . ?q gb:country ?p } }
}
"""
_REPORTS = """
SELECT ?event ?sentence ?article ?identifier ?headline ?published ?outlet ?factuality ?speaker WHERE {
  ?event gb:report ?report .
  GRAPH ?article {
    ?report gb:factuality ?factuality ; prov:wasDerivedFrom/nif:anchorOf ?sentence .
    ?article schema:identifier ?identifier .
    OPTIONAL { ?article schema:headline ?headline }
    OPTIONAL { ?article schema:datePublished ?published }
    OPTIONAL { ?article schema:publisher/schema:name ?outlet }
    OPTIONAL { ?report prov:wasAttributedTo ?who . ?who skos:prefLabel ?speaker }
  }
}
"""
_ROLES = """
SELECT DISTINCT ?event ?role ?filler ?label WHERE {
  ?event gb:report ?any ; ?role ?filler .
  OPTIONAL { ?filler skos:prefLabel ?label }
  FILTER(STRSTARTS(STR(?role), STR(gb:)) && (isLiteral(?filler) || BOUND(?label)))
}
"""
_OWN = frozenset(
    (
        "factuality", "reportedAs", "polarity", "confidence", "attributedConfidence", "timeValue", "report", "reportCount",
        "independentSourceCount", "differsIn", "quantity",
    )
)  # fmt: skip
"""Properties of an event in our namespace that are no roles."""


def events(store: GraphStore) -> list[EventRecord]:
    """Give all fused events, by day and then by IRI; those without a day come last."""
    roles, reports = _roles(store), _reports(store)
    found = []
    for row in store.sparql(_EVENTS):
        iri = row["event"].value
        told = reports.get(iri, [])
        found.append(
            EventRecord(
                iri=iri,
                type=_local(row["type"]),
                factuality=_local(row["factuality"]),
                polarity=_local(row["polarity"]).lower(),
                confidence=float(row["confidence"].value),
                earliest=_value(row["earliest"]),
                latest=_value(row["latest"]),
                place=_value(row["place"]),
                roles=roles.get(iri, {}),
                reports=int(row["reports"].value),
                sources=int(row["sources"].value),
                articles=tuple(sorted({report["article"] for report in told})),
                sentences=tuple(dict.fromkeys(report["sentence"] for report in told)),
            )
        )
    unique = {record.iri: record for record in sorted(found, key=lambda record: (record.place or "", record.iri))}
    return sorted(unique.values(), key=lambda record: (record.earliest or record.latest or "9999", record.iri))


def event_rows(store: GraphStore) -> Iterator[dict[str, Any]]:
    """Give the table of events with the columns `EVENT_COLUMNS`: one row for each report of each event."""
    reports = _reports(store)
    for event in events(store):
        fused = {
            "event": shorten(event.iri), "type": event.type, "factuality": event.factuality, "polarity": event.polarity,
            "actor": _labels(event, "actor"), "recipient": _labels(event, "recipient"),
            "roles": "; ".join(f"{r}: {_labels(event, r)}" for r in sorted(event.roles) if r not in ("actor", "recipient")),
            "earliest": event.earliest, "latest": event.latest, "place": event.place, "confidence": event.confidence,
            "reports": event.reports, "sources": event.sources,
        }  # fmt: skip
        for report in reports.get(event.iri, []):
            yield {**fused, **report}


def to_pandas(store: GraphStore) -> pandas.DataFrame:
    """Give the table of events (see `event_rows`) as a DataFrame.

    Raises:
        ImportError: pandas is not installed (`pip install 'graphbuilder[table]'`).
    """
    import pandas

    return pandas.DataFrame(list(event_rows(store)), columns=list(EVENT_COLUMNS))


def to_networkx(store: GraphStore) -> networkx.MultiDiGraph:
    """Give entities, events and unlinked role fillers as nodes; roles and direct edges as edges.

    Nodes are IRIs with `label`, `kind` ("entity", "event" or "phrase"), `type` and, for events, `factuality`,
    `confidence`, `earliest`, `latest`; edges have `label`, `kind` ("role" or "edge") and, for roles, the factuality of the event.
    """
    import networkx

    graph = networkx.MultiDiGraph()
    for iri, data in _nodes(store):
        graph.add_node(iri, **data)
    for event in events(store):
        name = f"{event.type}: {_labels(event, 'actor')}" if "actor" in event.roles else event.type
        graph.add_node(
            event.iri, label=name, kind="event", type=event.type, factuality=event.factuality,
            confidence=event.confidence, earliest=event.earliest, latest=event.latest,
        )  # fmt: skip
        for role in sorted(event.roles):
            for _, filler in event.roles[role]:
                if filler in graph:
                    graph.add_edge(event.iri, filler, label=role, kind="role", factuality=event.factuality)
    for subject, predicate, target in _edges(store):
        graph.add_edge(subject, target, label=predicate, kind="edge", factuality="Asserted")
    return graph


def _nodes(store: GraphStore) -> list[tuple[str, dict[str, Any]]]:
    query = """
    SELECT ?node ?label ?type ?country ?lat ?long ?mentions WHERE {
      ?node skos:prefLabel ?label ; a ?type .
      OPTIONAL { ?node gb:countryCode ?country } OPTIONAL { ?node wgs84:lat ?lat ; wgs84:long ?long }
      OPTIONAL { ?node gb:mentionCount ?mentions }
      FILTER(?type != gb:Entity && STRSTARTS(STR(?type), STR(gb:)) && NOT EXISTS { ?node sem:eventType ?any })
    }"""
    found: dict[str, dict[str, Any]] = {}
    for row in store.sparql(query):
        kind = "phrase" if row["type"].value == GB.Phrase else "entity"
        found[row["node"].value] = {
            "label": row["label"].value, "kind": kind, "type": _local(row["type"]), "country": _value(row["country"]),
            "lat": float(row["lat"].value) if row["lat"] else None,
            "long": float(row["long"].value) if row["long"] else None,
            "mentions": int(row["mentions"].value) if row["mentions"] else None,
        }  # fmt: skip
    return sorted(found.items())


def _edges(store: GraphStore) -> list[tuple[str, str, str]]:
    query = """
    SELECT ?s ?p ?o WHERE { ?s ?p ?o ; a gb:Entity . ?o a gb:Entity . FILTER(STRSTARTS(STR(?p), STR(gb:))) }"""
    query = query.replace("?s ?p ?o ; a gb:Entity", "?s a gb:Entity ; ?p ?o")
    rows = ((row["s"].value, _local(row["p"]), row["o"].value) for row in store.sparql(query))
    return sorted(row for row in rows if row[1] not in ("country", "resolvedTo"))


def _roles(store: GraphStore) -> dict[str, dict[str, list[tuple[str, str]]]]:
    found: dict[str, dict[str, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
    for row in store.sparql(_ROLES):
        role = row["role"].value.removeprefix(GB.iri)
        if role not in _OWN and not role.endswith("Quantity"):
            label = row["label"].value if row["label"] else row["filler"].value
            found[row["event"].value][role].add((label, row["filler"].value))
    return {event: {role: sorted(values) for role, values in roles.items()} for event, roles in found.items()}


def _reports(store: GraphStore) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in store.sparql(_REPORTS):
        found[row["event"].value].append(
            {
                "article": row["identifier"].value, "outlet": _value(row["outlet"]), "published": _value(row["published"]),
                "title": _value(row["headline"]), "report_factuality": _local(row["factuality"]),
                "speaker": _value(row["speaker"]), "sentence": row["sentence"].value,
            }
        )  # fmt: skip
    for reports in found.values():
        reports.sort(key=lambda report: (report["published"] or "9999", report["article"], report["sentence"]))
    return dict(found)


def _labels(event: EventRecord, role: str) -> str:
    return ", ".join(label for label, _ in event.roles.get(role, []))


def _local(term: Any) -> str:
    return str(term.value).rpartition("#")[2]


def _value(term: Any) -> str | None:
    return None if term is None else str(term.value)


def as_dict(record: EventRecord) -> dict[str, Any]:
    """Give an event record as plain data.

    The IRI is written relative to `graphbuilder.vocabulary.BASE`.
    """
    return {**asdict(record), "iri": record.iri.removeprefix(BASE)}


