"""The fused view -> the triples of the default graph: nodes, merged events with their reports, direct edges, merges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from graphbuilder.gazetteer import by_code
from graphbuilder.graph.facts import direct_edges
from graphbuilder.graph.schema import Schema
from graphbuilder.graph.statements import (
    code_triples,
    country_triples,
    entity_triples,
    event_type_triples,
    quantity_triples,
    role_triples,
    role_value,
)
from graphbuilder.graph.terms import Triple, decimal_term, integer_term, iri_term, text_term, typed_term
from graphbuilder.model import Role
from graphbuilder.resolve.fused import Decisions, FusedEntity, FusedEvent, Merge, Report, merge_key
from graphbuilder.resolve.merge import event_merges, filler_key
from graphbuilder.resolve.nodes import entity_merges
from graphbuilder.vocabulary import (
    BASE,
    GB,
    OWL,
    PROV,
    RDF,
    RDFS,
    SEM,
    SKOS,
    XSD,
    article_iri,
    characters_iri,
    entity_iri,
    event_iri,
    term_iri,
)

_A = iri_term(RDF.type)
_DIFFERENCES = {"factuality": GB.factuality, "time": SEM.hasEarliestBeginTimeStamp}


def event_statements(
    event: FusedEvent, decisions: Decisions, schema: Schema, names: Mapping[str, str], facts: str
) -> Iterator[Triple]:
    """Give what the default graph states because of one event: the event, its edges, why it was merged, countries that it names.

    Args:
        event: the event with its reports.
        decisions: entity id as an article has it -> id of the node; what a curator put together.
        schema: roles and edges.
        names: node -> its name, for the event's label.
        facts: which events give direct edges, "asserted" or "attributed" (see `graphbuilder.graph.facts`).
    """
    yield from _FusedEventTriples(event, decisions.canonical, schema, names).triples()
    for edge in direct_edges([event], decisions.canonical, schema, facts):
        yield iri_term(edge.subject), iri_term(edge.predicate), iri_term(edge.object)
    for merge in event_merges([event], decisions):
        yield from _merge(merge)
    for code in sorted(_role_countries([event])):
        yield from _country(code)


def node_statements(entity: FusedEntity, decisions: Decisions) -> Iterator[Triple]:
    """Give what the default graph states because of one node: the node, why it was merged, its country."""
    yield from _entity(entity)
    for merge in entity_merges([entity], decisions):
        yield from _merge(merge)
    if entity.country:
        yield from _country(entity.country)


def _entity(entity: FusedEntity) -> Iterator[Triple]:
    subject = iri_term(entity_iri(entity.id))
    yield subject, _A, iri_term(GB.Entity)
    yield from entity_triples(subject, entity)
    for alias in entity.aliases:
        yield subject, iri_term(SKOS.altLabel), text_term(alias)
    yield subject, iri_term(GB.mentionCount), integer_term(entity.mentions)
    yield subject, iri_term(GB.articleCount), integer_term(entity.articles)
    for member in entity.members:
        yield iri_term(entity_iri(member)), iri_term(GB.resolvedTo), subject


def _role_countries(events: Iterable[FusedEvent]) -> set[str]:
    """Codes of the countries of fillers that no entity is linked to."""
    roles = (role for event in events for report in event.reports for role in report.event.roles)
    return {role.country for role in roles if role.country and not role.entity}


def _country(code: str) -> Iterator[Triple]:
    """A country that something belongs to; nobody may mention it."""
    known = by_code(code)
    subject = iri_term(entity_iri(f"country/{code}"))
    yield subject, _A, iri_term(GB.Entity)
    yield subject, _A, iri_term(GB.Country)
    yield subject, iri_term(SKOS.prefLabel), text_term(known.name if known else code)
    yield subject, iri_term(GB.countryCode), text_term(code)
    for iri in known.same_as if known else ():
        yield subject, iri_term(OWL.sameAs), iri_term(iri)


class _FusedEventTriples:
    """Writes one fused event. Roles come from the reports that say it happened, if any does."""

    def __init__(
        self, event: FusedEvent, canonical: Mapping[str, str], schema: Schema, names: Mapping[str, str]
    ) -> None:
        self.event, self.canonical, self.schema, self.names = event, canonical, schema, names
        self.subject = iri_term(event_iri(event.key))

    def triples(self) -> Iterator[Triple]:
        event, subject = self.event, self.subject
        yield from event_type_triples(subject, self.schema.classes(event.type), event.factual)
        yield subject, iri_term(RDFS.label), text_term(self.label())
        if quad := self.schema.quad(event.type):
            yield subject, iri_term(GB.quadClass), iri_term(quad)
        yield subject, iri_term(GB.factuality), iri_term(term_iri(event.factuality.value))
        for value in sorted({report.event.factuality.value for report in event.reports}):
            yield subject, iri_term(GB.reportedAs), iri_term(term_iri(value))
        yield subject, iri_term(GB.polarity), iri_term(term_iri(event.polarity.value.capitalize()))
        yield subject, iri_term(GB.confidence), decimal_term(event.confidence)
        if event.attributed_confidence is not None:
            yield subject, iri_term(GB.attributedConfidence), decimal_term(event.attributed_confidence)
        yield from self.when_and_where()
        yield from code_triples(subject, {code for report in event.reports for code in report.event.codes.items()})
        for report in event.reports:
            yield from self.report(report)
        yield subject, iri_term(GB.reportCount), integer_term(len(event.articles))
        yield subject, iri_term(GB.independentSourceCount), integer_term(event.independent)
        for name in event.differs:
            yield subject, iri_term(GB.differsIn), iri_term(_DIFFERENCES.get(name) or term_iri(name))

    def label(self) -> str:
        """A short name for readers: "sanction: Netherlands - Peruvian officials, 2021-03-01"."""
        event = self.event
        reports = [report for report in event.reports if not self.disputed(report)] or list(event.reports)
        sides = (self.fillers(reports, ("actor", "candidate")), self.fillers(reports, ("recipient",)))
        what = " - ".join(side for side in sides if side)
        when = str(event.earliest) if event.earliest and event.earliest == event.latest else ""
        name = self.schema.label(event.type) + (f": {what}" if what else "") + (f", {when}" if when else "")
        return name if event.factual else f"{name} ({event.factuality.value.lower()})"

    def fillers(self, reports: Iterable[Report], roles: tuple[str, ...]) -> str:
        """Names of who fills these roles, in the order of the text, each once."""
        found = (role for report in reports for role in report.event.roles if role.role in roles)
        named = (self.names.get(self.canonical.get(r.entity, r.entity), r.text) if r.entity else r.text for r in found)
        return ", ".join(dict.fromkeys(named))

    def when_and_where(self) -> Iterator[Triple]:
        event, subject = self.event, self.subject
        for value in sorted({r.event.time.value for r in event.reports if r.event.time and r.event.time.value}):
            yield subject, iri_term(GB.timeValue), text_term(value)
        if event.earliest:
            earliest = typed_term(event.earliest.isoformat(), XSD.date)
            yield subject, iri_term(SEM.hasEarliestBeginTimeStamp), earliest
        if event.latest:
            yield subject, iri_term(SEM.hasLatestEndTimeStamp), typed_term(event.latest.isoformat(), XSD.date)
        if event.place:
            place = iri_term(entity_iri(event.place))
            yield subject, iri_term(GB.place), place
            yield subject, iri_term(SEM.hasPlace), place

    def report(self, report: Report) -> Iterator[Triple]:
        own = iri_term(event_iri(report.key))
        yield self.subject, iri_term(GB.report), own
        yield self.subject, iri_term(PROV.wasDerivedFrom), iri_term(article_iri(report.article))
        if report.event.factuality is self.event.factuality or not self.disputed(report):
            written: set[tuple[str, str]] = set()
            for role in report.event.roles:
                yield from self.role(report, role, written)

    def disputed(self, report: Report) -> bool:
        """Whether the report says that the event did not happen while others say that it did."""
        return self.event.factual != (report.event.factuality.value in ("Asserted", "Attributed"))

    def role(self, report: Report, role: Role, written: set[tuple[str, str]]) -> Iterator[Triple]:
        known = self.schema.role(role.role)
        quantity = report.quantities[role.quantity] if role.quantity is not None else None
        if quantity is not None:
            node = f"<{article_iri(report.article)}#quantity={quantity.start},{quantity.end}>"
            source = iri_term(characters_iri(report.article, quantity.start, quantity.end))
            yield self.subject, iri_term(GB.quantity), node
            if known.literal:
                yield self.subject, iri_term(known.quantity_iri), node
            yield from quantity_triples(node, quantity, source)
        if known.literal:
            yield from role_triples(self.subject, known, role_value(known, quantity, role.text))
        elif role.entity:
            node = iri_term(entity_iri(self.canonical.get(role.entity, role.entity)))
            yield from role_triples(self.subject, known, node)
        elif (role.role, filler_key(role)) not in written and self.first_with_words(report, role):
            written.add((role.role, filler_key(role)))
            yield from self.phrase(report, role)

    def first_with_words(self, report: Report, role: Role) -> bool:
        """Whether no earlier report fills the role with the same unlinked words: one phrase node is enough."""
        for other in self.event.reports:
            if other.key == report.key:
                return True
            if any(r.role == role.role and not r.entity and filler_key(r) == filler_key(role) for r in other.event.roles):
                return False
        return True

    def phrase(self, report: Report, role: Role) -> Iterator[Triple]:
        node = iri_term(characters_iri(report.article, role.start, role.end))
        yield from role_triples(self.subject, self.schema.role(role.role), node)
        yield node, _A, iri_term(GB.Phrase)
        yield node, iri_term(SKOS.prefLabel), text_term(role.text)
        yield node, iri_term(PROV.wasDerivedFrom), iri_term(article_iri(report.article))
        if role.country:
            yield from country_triples(node, role.country)


def _merge(merge: Merge) -> Iterator[Triple]:
    """Record a merge as a PROV activity that influenced the node it made."""
    mint = event_iri if merge.kind == "event" else entity_iri
    subject = f"<{BASE}merge/{merge_key(merge)}>"
    yield subject, _A, iri_term(PROV.Activity)
    yield subject, _A, iri_term(GB.Merge)
    yield subject, iri_term(GB.mergeRule), iri_term(GB[merge.rule])
    yield subject, iri_term(GB.mergeReason), text_term(merge.reason)
    for member in merge.members:
        yield subject, iri_term(GB.merged), iri_term(mint(member))
        yield subject, iri_term(PROV.used), iri_term(mint(member))
    yield iri_term(mint(merge.into)), iri_term(PROV.wasInfluencedBy), subject
