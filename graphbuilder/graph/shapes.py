"""Does a graph look as it must? SHACL shapes, checked with pySHACL, and a report that needs no knowledge of SHACL.

`ontologies/shapes.ttl` has the shapes of everything but roles and direct edges; those follow from the ontology, so an
event type that somebody adds is checked too. The fused view and the articles' graphs are checked one after the other,
because each is whole in itself: an event has one confidence in each report and one of its own when fused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphbuilder.graph.schema import Schema, load_schema
from graphbuilder.graph.store import GraphStore
from graphbuilder.graph.terms import iri_term, text_term
from graphbuilder.ontology import ontology_folders
from graphbuilder.vocabulary import BASE, GB, QUDT, RDFS, SKOS, XSD, ontology_file, shorten, term_iri

if TYPE_CHECKING:
    import rdflib

_SH = "http://www.w3.org/ns/shacl#"
_SHAPES = BASE + "shapes#"
BATCH = 25
"""Articles that are checked at once: more would only cost memory."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Violation:
    """One thing that is not as it must be.

    Attributes:
        where: "fused view" or "articles". shape: what kind of thing it is ("event"). node: its IRI. name: its label, "" without.
        message: the rule that it breaks, in words. path: the property in question, "" for the thing itself.
        value: what was found, "" when something is missing.
    """

    where: str
    shape: str
    message: str
    node: str
    name: str
    path: str
    value: str

    def __str__(self) -> str:
        """Say it in one line: `event event/6f1c ("sanction: A - B"): An event has ... (gb:factuality is "x")`."""
        named = f' ("{self.name}")' if self.name else ""
        found = f" ({self.path} is {self.value})" if self.value and self.path else ""
        return f"{self.where}: {self.shape} {shorten(self.node)}{named}: {self.message}{found}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapesReport:
    """What was checked, and what was found wanting (sorted)."""

    articles: int
    triples: int
    violations: tuple[Violation, ...]

    @property
    def conforms(self) -> bool:
        """Whether nothing was found wanting."""
        return not self.violations

    def __str__(self) -> str:
        """Say it in words, the breaches of one rule together."""
        checked = f"checked {self.triples} statements: the fused view and {self.articles} article(s)"
        if self.conforms:
            return f"{checked}. Everything is as it must be.\n"
        rules: dict[str, list[Violation]] = {}
        for violation in self.violations:
            rules.setdefault(violation.message, []).append(violation)
        lines = [f"{checked}. {len(self.violations)} breach(es) of {len(rules)} rule(s):"]
        for message, broken in sorted(rules.items()):
            lines.append(f"- {message}  [{len(broken)} time(s)]")
            lines += [f"    {violation}".replace(f": {message}", "") for violation in broken[:5]]
        return "\n".join([*lines, ""])


def validate(store: GraphStore) -> ShapesReport:
    """Check a whole graph.

    Raises:
        StoreError: the store is closed.
    """
    shapes, ontology = load_shapes(), _ontology()
    found, triples = [], 0
    for where, quads in _parts(store):
        triples += len(quads)
        found.extend(check(where, quads, shapes, ontology))
    return ShapesReport(articles=len(store.articles()), triples=triples, violations=tuple(sorted(set(found))))


def check(where: str, quads: Iterable[Any], shapes: rdflib.Graph, ontology: rdflib.Graph) -> list[Violation]:
    """Check one part of a graph, given as pyoxigraph quads or triples."""
    import rdflib
    from pyshacl import validate as pyshacl_validate

    data = _rdflib_graph(quads)
    conforms, report, _ = pyshacl_validate(data, shacl_graph=shapes, ont_graph=ontology, inplace=True)
    if conforms:
        return []
    sh = rdflib.Namespace(_SH)
    return [_violation(where, result, report, shapes, data) for result in report.objects(None, sh.result)]


def load_shapes() -> rdflib.Graph:
    """Read `shapes.ttl` and add the shapes of roles and direct edges."""
    import rdflib

    graph = rdflib.Graph().parse(data=ontology_file("shapes.ttl").read_bytes(), format="turtle")
    return graph.parse(data="\n".join(role_shapes(load_schema())), format="turtle")


def role_shapes(schema: Schema) -> Iterator[str]:
    """Write the shapes that follow from the ontology's roles and edge properties, as Turtle."""
    yield f"@prefix sh: <{_SH}> ."
    edges = {term_iri(known.edge) for known in schema.ontology.classes.values() if known.edge}
    used = {name for known in schema.ontology.classes.values() for name in known.roles}
    for name in sorted(used):
        role = schema.role(name)
        if role.literal:
            yield from _literal_role(name, role.iri, role.range, role.quantity_iri)
        else:
            rule = f"sh:nodeKind sh:IRI ; sh:node [ sh:property [ sh:path {iri_term(SKOS.prefLabel)} ; sh:minCount 1 ] ]"
            yield _shape(f"Role-{name}", role.iri, f"role {name}", rule, f"What fills the role {name} is a node with a name.")
    for edge in sorted(edges):
        name = edge.removeprefix(GB.iri)
        yield _shape(f"Edge-{name}", edge, f"edge {name}", f"sh:class {iri_term(GB.Entity)}", f"A direct edge {name} leads to an entity.")


def _literal_role(name: str, iri: str, kind: str, quantity: str) -> Iterator[str]:
    numbers = f"sh:or ( [ sh:datatype {iri_term(XSD.decimal)} ] [ sh:datatype {iri_term(XSD.integer)} ] )"
    rule = f"sh:datatype {iri_term(XSD.string)}" if kind in ("", XSD.string) else numbers
    wanted = "text" if kind in ("", XSD.string) else "a number"
    yield _shape(f"Role-{name}", iri, f"role {name}", rule, f"The value of the role {name} is {wanted}.")
    message = f"The role {name} leads to a quantity with its unit and its words."
    yield _shape(f"Quantity-{name}", quantity, f"role {name}", f"sh:class {iri_term(QUDT.QuantityValue)}", message)


def _shape(key: str, path: str, label: str, rule: str, message: str) -> str:
    return (
        f"<{_SHAPES}{key}> a sh:NodeShape ; sh:targetSubjectsOf {iri_term(path)} ; {iri_term(RDFS.label)} {text_term(label)} ; "
        f"sh:property [ sh:path {iri_term(path)} ; {rule} ; sh:message {text_term(message)} ] ."
    )


def _parts(store: GraphStore) -> Iterator[tuple[str, list[Any]]]:
    """The default graph, then the articles' graphs in batches."""
    import pyoxigraph

    yield "fused view", list(store.quads.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph()))
    names = sorted(store.quads.named_graphs(), key=str)
    for start in range(0, len(names), BATCH):
        batch = names[start : start + BATCH]
        yield "articles", [quad for name in batch for quad in store.quads.quads_for_pattern(None, None, None, name)]


def _rdflib_graph(quads: Iterable[Any]) -> rdflib.Graph:
    import rdflib

    graph = rdflib.Graph()
    for quad in quads:
        graph.add((_node(quad.subject), _node(quad.predicate), _node(quad.object)))
    return graph


def _node(term: Any) -> Any:
    """A term of pyoxigraph as one of rdflib, which tells "x" from "x"^^xsd:string while RDF 1.1 does not."""
    import pyoxigraph
    import rdflib

    if isinstance(term, pyoxigraph.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return rdflib.BNode(term.value)
    kind = term.datatype.value
    if term.language or kind == XSD.string:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(kind))


def _ontology() -> rdflib.Graph:
    """Classes, properties and alignments: what the shapes' classes are subclasses of."""
    import rdflib

    graph = rdflib.Graph()
    for folder in ontology_folders():
        for path in sorted(folder.glob("*.ttl")):
            if path.name != "shapes.ttl":
                graph.parse(path, format="turtle")
    return graph


def _violation(where: str, result: Any, report: rdflib.Graph, shapes: rdflib.Graph, data: rdflib.Graph) -> Violation:
    import rdflib

    sh = rdflib.Namespace(_SH)
    node, source = report.value(result, sh.focusNode), report.value(result, sh.sourceShape)
    path, value = report.value(result, sh.resultPath), report.value(result, sh.value)
    owner = next(shapes.subjects(sh.property, source), source)
    name = data.value(node, rdflib.SKOS.prefLabel) or data.value(node, rdflib.RDFS.label) or ""
    return Violation(
        where=where,
        shape=str(shapes.value(owner, rdflib.RDFS.label) or "thing"),
        message=str(report.value(result, sh.resultMessage) or "breaks a rule"),
        node=str(node),
        name=str(name),
        path=shorten(str(path)) if isinstance(path, rdflib.URIRef) else "",
        value="" if value is None or path is None else shorten(str(value)) if isinstance(value, rdflib.URIRef) else f'"{value}"',
    )
