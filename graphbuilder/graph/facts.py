"""What becomes a direct edge `X gb:sanctions Y` of the default graph, and what does not.

An edge is what most readers take for a fact, so the gate is narrow: the class of the event names an edge property
(`gb:edge` in the ontology), some report states the event positively, as having happened, in the article's own voice, and
that same report fills both ends with linked entities. `facts="attributed"` also lets in what somebody is said to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graphbuilder.errors import UnknownNameError
from graphbuilder.graph.schema import Schema
from graphbuilder.graph.statements import edge_pairs
from graphbuilder.model import Factuality, Polarity
from graphbuilder.resolve.fused import FusedEvent, Report
from graphbuilder.vocabulary import entity_iri, term_iri

GATES: Mapping[str, frozenset[Factuality]] = {
    "asserted": frozenset({Factuality.ASSERTED}),
    "attributed": frozenset({Factuality.ASSERTED, Factuality.ATTRIBUTED}),
}
"""Name of a gate -> the factuality values that it lets through."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Edge:
    """A direct edge and the key of the fused event that it stands for; subject, predicate and object are IRIs."""

    subject: str
    predicate: str
    object: str
    event: str


def gate(facts: str) -> frozenset[Factuality]:
    """Give the factuality values that a gate lets through.

    Raises:
        UnknownNameError: there is no such gate.
    """
    if facts not in GATES:
        raise UnknownNameError("fact gate", facts, GATES)
    return GATES[facts]


def direct_edges(
    events: Iterable[FusedEvent], canonical: Mapping[str, str], schema: Schema, facts: str = "asserted"
) -> list[Edge]:
    """Give the direct edges, sorted, one for each event that states them.

    Raises:
        UnknownNameError: `facts` is neither "asserted" nor "attributed".
    """
    allowed = gate(facts)
    return sorted(
        {
            edge
            for event in events
            for report in event.reports
            if report.event.factuality in allowed and report.event.polarity is Polarity.POSITIVE
            for edge in _edges(event.key, report, canonical, schema)
        }
    )


def _edges(key: str, report: Report, canonical: Mapping[str, str], schema: Schema) -> Iterable[Edge]:
    predicate = term_iri(schema.edge(report.event.type))
    for actor, other in edge_pairs(report.event.roles, report.event.type, schema):
        if actor.entity and other.entity:
            ends = [entity_iri(canonical.get(role.entity, role.entity)) for role in (actor, other) if role.entity]
            if ends[0] != ends[1]:
                yield Edge(subject=ends[0], predicate=predicate, object=ends[1], event=key)
