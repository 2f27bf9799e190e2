"""A dossier out of a store: merged events and entities once, each report with its own sentence, marks and speaker.

What the graph knows is asked from the store by SPARQL; the words come from the records of the articles.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from graphbuilder.errors import UnknownNameError
from graphbuilder.graph.questions import find_entity
from graphbuilder.graph.schema import Schema, load_schema
from graphbuilder.graph.statements import edge_pairs
from graphbuilder.graph.store import GraphStore
from graphbuilder.model import FACTUAL, Article, Event, Extraction
from graphbuilder.resolve.keys import event_keys
from graphbuilder.show.conditions import check, classes_above, constructed, in_range, near
from graphbuilder.show.dossier import (
    Dossier,
    Edge,
    EventRecord,
    Filler,
    Node,
    Report,
    Source,
    assemble,
    report_of,
    source_of,
    words_of,
)
from graphbuilder.vocabulary import BASE, GB, article_iri, entity_iri, event_iri

MOST = 5000
"""How many events one drawing holds; beyond that those with most reports and most confidence are drawn."""

_EVENTS = """
SELECT ?event ?type ?factuality ?polarity ?confidence ?earliest ?latest ?place ?report ?article WHERE {
  ?event sem:eventType ?type ; gb:factuality ?factuality ; gb:polarity ?polarity ; gb:confidence ?confidence ; gb:report ?report .
  GRAPH ?article { ?report gb:trigger ?trigger }
  OPTIONAL { ?event sem:hasEarliestBeginTimeStamp ?earliest }
  OPTIONAL { ?event sem:hasLatestEndTimeStamp ?latest }
  OPTIONAL { ?event gb:place ?place FILTER(STRSTARTS(STR(?place), STR(<BASEentity/>))) }
}
""".replace("BASE", BASE)
_DIFFERS = "SELECT ?event ?property WHERE { ?event gb:differsIn ?property }"
_RESOLVED = "SELECT ?local ?node WHERE { ?local gb:resolvedTo ?node }"
_NODES = """
SELECT ?node ?label ?type ?country ?lat ?long ?mentions WHERE {
  ?node a gb:Entity ; skos:prefLabel ?label ; a ?type .
  OPTIONAL { ?node gb:countryCode ?country }
  OPTIONAL { ?node wgs84:lat ?lat ; wgs84:long ?long }
  OPTIONAL { ?node gb:mentionCount ?mentions }
  FILTER(?type != gb:Entity && STRSTARTS(STR(?type), STR(gb:)))
}
"""
_SAME = "SELECT ?node ?same WHERE { ?node a gb:Entity ; owl:sameAs ?same }"


@dataclass(slots=True, kw_only=True)
class Told:
    """A fused event while it is gathered: its record without roles and reports, and (article id, report IRI) pairs."""

    record: EventRecord
    reports: list[tuple[str, str]] = field(default_factory=list)


def dossier_from_store(
    store: GraphStore,
    *,
    about: str | None = None,
    depth: int = 2,
    types: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    min_confidence: float = 0.0,
    query: str | Path | None = None,
    most: int = MOST,
) -> Dossier:
    """Read a dossier out of a store; conditions given together must all hold.

    Args:
        store: an open graph.
        about: only what is near this entity (a name, id or IRI).
        depth: how near: 1 is what it takes part in or speaks of, 2 also what the others in that take part in, and so on.
        types: only events of these classes and of those below them.
        since: only events that may have happened on or after this ISO date.
        until: only events that may have happened on or before this ISO date; an event without any date passes neither.
        min_confidence: only events of at least this confidence, 0 to 1.
        query: a CONSTRUCT or DESCRIBE, or the path of a file with one: only the events that are named in the result or
            stand behind an edge in it. Other statements between entities are drawn as lines that no sentence backs.
        most: at most so many events; `Dossier.left_out` counts the others.

    Raises:
        UnknownNameError: no such entity or class.
        QueryError: the query cannot be parsed or is of another form.
        RequestError: a date, the depth or the confidence is out of range, or the query's file cannot be read.
    """
    check(depth, since, until, min_confidence)
    schema = load_schema()
    told = events_of(store, schema)
    kept = set(told)
    made: list[tuple[str, str, str]] = []
    if query is not None:
        named, made = constructed(store, query, told.keys())
        kept &= named
    if types:
        wanted = frozenset(types)
        for name in sorted(wanted):
            if name not in schema.ontology.classes:
                raise UnknownNameError("event class", name, schema.ontology.classes)
        kept = {iri for iri in kept if wanted & set(classes_above(told[iri].record.type, schema))}
    kept = {iri for iri in kept if in_range(told[iri].record, since, until, min_confidence)}
    if about is not None:
        kept &= near(store, find_entity(store, about), depth, kept)
    ranked = sorted(kept, key=lambda iri: (-len(told[iri].reports), -told[iri].record.confidence, iri))
    drawn = {iri: told[iri] for iri in sorted(ranked[:most])}
    everything = len(drawn) == len(told)
    return _Gatherer(store, schema).dossier(drawn, made, everything=everything, left_out=len(ranked) - len(drawn))


def events_of(store: GraphStore, schema: Schema) -> dict[str, Told]:
    """Read all fused events with the reports behind them."""
    articles = {article_iri(article): article for article in store.articles()}
    found: dict[str, Told] = {}
    for row in store.sparql(_EVENTS):
        iri = row["event"].value
        if iri not in found:
            name = local(row["type"])
            record = EventRecord(
                id=short(iri),
                type=name,
                label=label_of(name, schema),
                trigger="",
                factuality=local(row["factuality"]),
                polarity=local(row["polarity"]).lower(),
                confidence=float(row["confidence"].value),
                earliest=value(row["earliest"]),
                latest=value(row["latest"]),
                place=short(row["place"].value) if row["place"] else None,
            )
            found[iri] = Told(record=record)
        pair = (articles[row["article"].value], row["report"].value)
        if pair not in found[iri].reports:
            found[iri].reports.append(pair)
        place = short(row["place"].value) if row["place"] else None
        if place and place != found[iri].record.place:  # a town and its country: keep the one named first in order
            found[iri].record = replace(found[iri].record, place=nearer(place, found[iri].record.place))
    differs: dict[str, set[str]] = defaultdict(set)
    for row in store.sparql(_DIFFERS):
        differs[row["event"].value].add(local(row["property"]))
    for iri, names in differs.items():
        if iri in found:
            found[iri].record = replace(found[iri].record, contested=True, differs=tuple(sorted(names)))
    for told in found.values():
        told.reports.sort()
    return found


def nearer(one: str, other: str | None) -> str:
    """Of two places of one event, prefer the smaller one: a country says less than a town.

    >>> nearer("country/BLR", "place/625144")
    'place/625144'
    """
    return min(filter(None, (one, other)), key=lambda place: (place.startswith("country/"), place))


def label_of(event_type: str, schema: Schema) -> str:
    """Give the words for an event class."""
    label = schema.label(event_type)
    return words_of(event_type) if label == event_type else label


class _Gatherer:
    """Puts events together with the words of their reports."""

    def __init__(self, store: GraphStore, schema: Schema) -> None:
        self.store, self.schema = store, schema
        self.resolved = {row["local"].value: short(row["node"].value) for row in store.sparql(_RESOLVED)}
        self.nodes = {node.id: node for node in nodes_of(store)}
        self.edges: set[Edge] = set()

    def dossier(
        self, drawn: Mapping[str, Told], made: Iterable[tuple[str, str, str]], *, everything: bool, left_out: int
    ) -> Dossier:
        """Read the articles once each and build all records."""
        stated: dict[str, dict[str, tuple[Event, Report]]] = defaultdict(dict)
        wanted: dict[str, set[str]] = defaultdict(set)
        for told in drawn.values():
            for key, report in told.reports:
                wanted[key].add(report)
        sources: list[Source] = []
        for article, extraction in self.read(set(self.store.articles()) if everything else set(wanted)):
            source = source_of(extraction)
            sources.append(replace(source, title=source.title or article.title, outlet=source.outlet or article.source))
            stated[extraction.id] = dict(self.reports(article, extraction, wanted[extraction.id]))
        events = [self.event(told, stated) for told in drawn.values()]
        events += [self.made(*statement) for statement in made if self.both_known(statement)]
        shown = {f.node for event in events for f in event.roles} | {event.place for event in events}
        shown |= {report.speaker_node for event in events for report in event.reports}
        return assemble(
            [node for key, node in self.nodes.items() if key in shown],
            events,
            sources,
            edges=self.edges,
            left_out=left_out,
        )

    def read(self, articles: set[str]) -> Iterator[tuple[Article, Extraction]]:
        """Read articles: one by one when they are few, else all in one go."""
        if len(articles) * 4 < len(self.store.articles()):
            for article in sorted(articles):
                yield self.store.article(article), self.store.extraction(article)
        else:
            yield from (pair for pair in self.store.records() if pair[1].id in articles)

    def reports(
        self, article: Article, extraction: Extraction, wanted: set[str]
    ) -> Iterator[tuple[str, tuple[Event, Report]]]:
        """Give the wanted events of an article by report IRI, each with its report."""
        keys = event_keys(extraction)
        names = {entity.id: entity.name for entity in extraction.entities}
        for event in extraction.events:
            iri = event_iri(keys[event.id])
            if iri in wanted:
                report = report_of(article, extraction, event, names)
                speaker = self.node(report.speaker_node)
                named = self.nodes[speaker].label if speaker else report.speaker
                yield iri, (event, replace(report, speaker_node=speaker, speaker=named))

    def node(self, entity: str | None) -> str | None:
        """Give the node that an article's entity id was resolved to, None when there is none."""
        if entity is None:
            return None
        iri = entity_iri(entity)
        found = self.resolved.get(iri, short(iri))
        return found if found in self.nodes else None

    def event(self, told: Told, stated: Mapping[str, Mapping[str, tuple[Event, Report]]]) -> EventRecord:
        """Join the reports of an event: its roles are those of the reports that say of it what the event is held to be."""
        pairs = [stated[article][iri] for article, iri in told.reports]
        factual = told.record.factuality in {value.value for value in FACTUAL}
        agreeing = [event for event, _ in pairs if (event.factuality in FACTUAL) == factual] or [e for e, _ in pairs]
        roles: dict[tuple[str, str], Filler] = {}
        for event in agreeing:
            self.draw(told.record.id, event)
            for role in event.roles:
                node = self.node(role.entity)
                filler = Filler(role=role.role, text=role.text, node=node, country=role.country)
                roles.setdefault((role.role, node or role.text.casefold()), filler)
        place = told.record.place if told.record.place in self.nodes else None
        return replace(
            told.record,
            trigger=agreeing[0].trigger.text if agreeing else "",
            roles=tuple(roles.values()),
            place=place,
            reports=tuple(report for _, report in pairs),
        )

    def draw(self, event_id: str, event: Event) -> None:
        """Draw the lines that the store draws as direct edges; those of what is not a fact are drawn by request only."""
        name = self.schema.edge(event.type)
        for actor, other in edge_pairs(event.roles, event.type, self.schema):
            start, end = self.node(actor.entity), self.node(other.entity)
            if start and end and start != end:
                self.edges.add(Edge(start=start, end=end, label=words_of(name), event=event_id))

    def both_known(self, statement: tuple[str, str, str]) -> bool:
        """Whether both ends of a statement are nodes."""
        return short(statement[0]) in self.nodes and short(statement[2]) in self.nodes

    def made(self, subject: str, predicate: str, target: str) -> EventRecord:
        """Turn a statement that only the query makes into a record without reports, and draw its line."""
        start, end, name = short(subject), short(target), re.split(r"[#/]", predicate)[-1]
        record = EventRecord(
            id=f"{start} {name} {end}",
            type=name,
            label=words_of(name),
            trigger=name,
            factuality="Asserted",
            polarity="positive",
            confidence=1.0,
            roles=(Filler(role="actor", text="", node=start), Filler(role="object", text="", node=end)),
        )
        if start != end:
            self.edges.add(Edge(start=start, end=end, label=record.label, event=record.id))
        return record


def nodes_of(store: GraphStore) -> Iterator[Node]:
    """Read all nodes of the fused view."""
    same: dict[str, set[str]] = defaultdict(set)
    for row in store.sparql(_SAME):
        same[row["node"].value].add(row["same"].value)
    for row in store.sparql(_NODES):
        iri = row["node"].value
        yield Node(
            id=short(iri),
            label=row["label"].value,
            type=local(row["type"]),
            country=value(row["country"]),
            lat=float(row["lat"].value) if row["lat"] else None,
            long=float(row["long"].value) if row["long"] else None,
            same_as=tuple(sorted(same[iri])),
            mentions=int(row["mentions"].value) if row["mentions"] else 0,
        )


def short(iri: str) -> str:
    """Shorten an IRI of an entity to its id, of an event to "event/...".

    >>> short(BASE + "entity/country/BLR"), short(BASE + "event/6f1c")
    ('country/BLR', 'event/6f1c')
    """
    return iri.removeprefix(BASE).removeprefix("entity/")


def local(term: Any) -> str:
    """Give the local name of a term of the ontology."""
    return str(term.value).removeprefix(GB.iri).rpartition("#")[2]


def value(term: Any) -> str | None:
    """Give the text of a term, None for none."""
    return None if term is None else str(term.value)
