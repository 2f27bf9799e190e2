"""What the ontology files say about roles: which property stands above them, and what their values are.

Event classes are read by `graphbuilder.ontology`; this reads the properties, for the graph only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from graphbuilder.ontology import Ontology, load_ontology, ontology_folders
from graphbuilder.resolve.fused import Rules
from graphbuilder.vocabulary import GB, OWL, RDF, RDFS, term_iri


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleSchema:
    """A role as a property: its IRI, the properties above it (sorted), its range, and whether its values are literals."""

    name: str
    iri: str
    above: tuple[str, ...] = ()
    range: str = ""
    literal: bool = False

    @property
    def quantity_iri(self) -> str:
        """The property that leads to the `qudt:QuantityValue` of a numeric role."""
        return self.iri + "Quantity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """Roles and edge properties.

    Attributes:
        ontology: the event classes.
        roles: role name -> what is known of it. A name that is not there is a role without superproperty.
        days: class -> days that the bounds of two reports of one event may lie apart (`gb:sameWithin`).
        edge_roles: local name of an edge property -> the roles its object may fill, first match wins.
    """

    ontology: Ontology
    roles: Mapping[str, RoleSchema] = field(default_factory=dict)
    edge_roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    days: Mapping[str, int] = field(default_factory=dict)

    def role(self, name: str) -> RoleSchema:
        """The role of that name; one that no file defines gets an IRI and nothing more."""
        return self.roles.get(name) or RoleSchema(name=name, iri=term_iri(name))

    def classes(self, event_type: str) -> tuple[str, ...]:
        """IRIs of the class and of all classes above it below sem:Event, nearest first."""
        known = self.ontology.classes.get(event_type)
        return tuple(term_iri(name) for name in known.ancestors) if known else (term_iri(event_type),)

    def edge(self, event_type: str) -> str:
        """Local name of the direct edge's property, "" when events of this class give none."""
        known = self.ontology.classes.get(event_type)
        return known.edge if known else ""

    def label(self, event_type: str) -> str:
        """The name of the class for readers."""
        known = self.ontology.classes.get(event_type)
        return known.label if known and known.label else event_type

    def quad(self, event_type: str) -> str:
        """IRI of the quad class, "" when the class has none."""
        known = self.ontology.classes.get(event_type)
        return term_iri(known.quad) if known and known.quad else ""

    def rules(self) -> Rules:
        """What the ontology says about the identity of events."""
        symmetric = frozenset(name for name, known in self.ontology.classes.items() if known.symmetric)
        above = {name: known.ancestors for name, known in self.ontology.classes.items()}
        return Rules(symmetric=symmetric, days=self.days, above=above)

    def symmetric(self, event_type: str) -> bool:
        """Whether both sides of events of this class act."""
        known = self.ontology.classes.get(event_type)
        return bool(known and known.symmetric)


def load_schema() -> Schema:
    """Read the properties of all ontology folders (see `graphbuilder.ontology.ontology_folders`); read once.

    >>> load_schema().role("actor").above
    ('http://semanticweb.cs.vu.nl/2009/11/sem/hasActor',)
    """
    return _load(ontology_folders())


def ontology_digests() -> list[str]:
    """Give a hash of each ontology file: when one of them changes, the fused view is another one."""
    return [blake2b(path.read_bytes(), digest_size=8).hexdigest() for folder in ontology_folders() for path in sorted(folder.glob("*.ttl"))]


@lru_cache(maxsize=8)
def _load(folders: tuple[Path, ...]) -> Schema:
    statements = _statements(folders)
    roles = {}
    for iri, known in statements.items():
        kinds = known.get(RDF.type, [])
        if iri.startswith(GB.iri) and (OWL.ObjectProperty in kinds or OWL.DatatypeProperty in kinds):
            name = iri.removeprefix(GB.iri)
            roles[name] = RoleSchema(
                name=name,
                iri=iri,
                above=tuple(sorted(_above(iri, statements) - {iri})),
                range=next(iter(known.get(RDFS.range, [])), ""),
                literal=OWL.DatatypeProperty in kinds,
            )
    edges = {
        iri.removeprefix(GB.iri): tuple(value.removeprefix(GB.iri) for value in known[GB.edgeTo])
        for iri, known in statements.items()
        if GB.edgeTo in known
    }
    ontology = load_ontology()
    return Schema(ontology=ontology, roles=roles, edge_roles=edges, days=_days(statements, ontology))


def _days(statements: Mapping[str, Mapping[str, list[str]]], ontology: Ontology) -> dict[str, int]:
    """`gb:sameWithin` of every class that has it or inherits it, the nearest ancestor's first."""
    own = {iri.removeprefix(GB.iri): int(known[GB.sameWithin][0]) for iri, known in statements.items() if GB.sameWithin in known}
    found = {name: [own[a] for a in known.ancestors if a in own] for name, known in ontology.classes.items()}
    return {name: days[0] for name, days in found.items() if days}


def _statements(folders: tuple[Path, ...]) -> dict[str, dict[str, list[str]]]:
    import pyoxigraph

    found: dict[str, dict[str, list[str]]] = {}
    for path in (path for folder in folders for path in sorted(folder.glob("*.ttl"))):
        for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE):
            if isinstance(quad.subject, pyoxigraph.NamedNode) and not isinstance(quad.object, pyoxigraph.Triple):
                found.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, []).append(quad.object.value)
    return found


def _above(iri: str, statements: Mapping[str, Mapping[str, list[str]]]) -> set[str]:
    found, waiting = {iri}, [iri]
    while waiting:
        for parent in statements.get(waiting.pop(), {}).get(RDFS.subPropertyOf, []):
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return found
