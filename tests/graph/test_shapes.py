"""The shapes cover all that is written, the built graph conforms, and every shape can be broken."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib

from graphbuilder.graph.quads import article_quads
from graphbuilder.graph.shapes import ShapesReport, Violation, _ontology, _parts, check, load_shapes, validate
from graphbuilder.graph.store import GraphStore
from graphbuilder.model import Attribution, AttributionKind, Quantity, Span
from graphbuilder.vocabulary import GB, PREFIXES, PROV, RDF, RDFS, SEM, SKOS
from tests.graph import fixtures

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
Quads = list[pyoxigraph.Quad]


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return load_shapes()


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return _ontology()


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Quads]:
    """Both parts of a graph that has a bit of everything."""
    article, extraction = fixtures.sanctions_denied()
    nested = Attribution(
        speaker="person/jan-visser", kind=AttributionKind.MIXED, source=(Span(start=0, end=1),), within=0
    )
    triple = fixtures.sanctions()[1].triples[0]
    dozen = Quantity(start=2, end=11, text="spokesman", value="10", unit="EUR", high="12", approximate=True, of="things")
    more = replace(
        extraction,
        attributions=(*extraction.attributions, nested),
        triples=(replace(triple, args=("on Monday",), lemma="impose", event=None, attribution=1),),
        quantities=(dozen,),
    )
    full = replace(article, author="A. Writer", url="http://example.org/1", published="2021-03-03T10:00:00")
    pairs = [pair for pair in fixtures.corpus() if pair[0].id != article.id]
    with GraphStore.create_or_open(tmp_path_factory.mktemp("shapes") / "s") as store:
        store.put([*pairs, (full, replace(more, published="2021-03-03T10:00:00"))])
        store.fuse()
        return dict(_parts(store))


def test_the_built_graph_conforms(store: GraphStore) -> None:
    report = validate(store)
    assert report.violations == ()
    assert str(report) == f"checked {len(store)} statements: the fused view and 8 article(s). Everything is as it must be.\n"


def test_a_bit_of_everything_conforms(parts: dict[str, Quads], shapes: rdflib.Graph, ontology: rdflib.Graph) -> None:
    assert [check(where, quads, shapes, ontology) for where, quads in parts.items()] == [[], []]


def test_every_property_and_class_that_is_written_is_covered(parts: dict[str, Quads], shapes: rdflib.Graph) -> None:
    paths = {str(path) for path in shapes.objects(None, SH.path)} | {
        str(inner) for path in shapes.objects(None, SH.path) for inner in shapes.objects(path, SH.inversePath)
    }
    written = {quad.predicate.value for quads in parts.values() for quad in quads}
    assert written - paths - {RDF.type} == set()
    targets = {str(target) for target in shapes.objects(None, SH.targetClass)}
    classes = {q.object.value for quads in parts.values() for q in quads if q.predicate.value == RDF.type}  # type: ignore[union-attr]
    entities = {GB[name] for name in ("Country", "Person", "Organization", "Place", "Group", "Thing")}  # by gb:Entity
    events = {SEM.Event, GB.NonFactualEvent} | {c for c in classes if c.startswith(GB.iri) and c not in targets | entities}
    assert events - {SEM.Event, GB.NonFactualEvent} <= {
        GB.iri + name for name in ("Sanction", "Protest", "ElectionResult", "ElectionEvent")
    }
    assert classes - targets - entities - events - {PROV.Activity} == set()


def test_every_property_shape_can_be_broken(parts: dict[str, Quads], shapes: rdflib.Graph, ontology: rdflib.Graph) -> None:
    """Every rule's property gets a value that it cannot have, on a thing that the rule is about."""
    seen = set()
    for where, quads in parts.items():
        broken = [*quads, *_nonsense(quads, shapes, ontology)]
        seen |= {violation.message for violation in check(where, broken, shapes, ontology)}
    rules = {
        str(message)
        for shape in shapes.subjects(RDF_TYPE, SH.NodeShape)
        for prop in shapes.objects(shape, SH.property)
        for message in shapes.objects(prop, SH.message)
        if isinstance(shapes.value(prop, SH.path), rdflib.URIRef) and _is_core(shape) and (prop, SH.hasValue, None) not in shapes
    }
    assert rules - seen == set()
    assert len(rules) > 80


RDF_TYPE = rdflib.RDF.type


def test_every_shape_of_a_role_or_an_edge_can_be_broken(shapes: rdflib.Graph, ontology: rdflib.Graph) -> None:
    """A word of English is no node, no number and no plain text; each rule says so in words that name the role or the edge."""
    made = [shape for shape in sorted(shapes.subjects(RDF_TYPE, SH.NodeShape), key=str) if not _is_core(shape)]
    wrong, quads, rules = pyoxigraph.Literal("nonsense", language="en"), [], set()
    for number, shape in enumerate(made):
        focus = pyoxigraph.NamedNode(f"http://example.org/{number}")
        for prop in shapes.objects(shape, SH.property):
            quads.append(pyoxigraph.Quad(focus, pyoxigraph.NamedNode(str(shapes.value(prop, SH.path))), wrong))
            rules.add((focus.value, str(shapes.value(prop, SH.message))))
    found = {(violation.node, violation.message) for violation in check("fused view", quads, shapes, ontology)}
    assert rules - found == set()
    assert len(rules) > 100


def test_what_a_node_itself_must_be_can_be_broken(parts: dict[str, Quads], shapes: rdflib.Graph, ontology: rdflib.Graph) -> None:
    """An article that others refer to loses its class, a merge the class of PROV."""
    rules = (
        ("articles", "schema:NewsArticle", "A text that others refer to is an article."),
        ("fused view", "prov:Activity", "A merge is said to be a prov:Activity, too, for those who do not infer."),
    )
    for where, lost, message in rules:
        kept = [q for q in parts[where] if not (q.predicate.value == RDF.type and q.object == pyoxigraph.NamedNode(_iri(lost)))]
        assert len(kept) < len(parts[where])
        assert message in {violation.message for violation in check(where, kept, shapes, ontology)}


def _is_core(shape: Any) -> bool:
    """Whether a shape stands in the file; of roles and edges only some are used by the test's articles."""
    return not any(part in str(shape) for part in ("#Role-", "#Edge-", "#Quantity-"))


def _nonsense(quads: Quads, shapes: rdflib.Graph, ontology: rdflib.Graph) -> Quads:
    """For every property of every shape one value of a kind that no rule allows."""
    added = []
    wrong = pyoxigraph.Literal("nonsense", language="en")
    for shape in shapes.subjects(RDF_TYPE, SH.NodeShape):
        focus = _focus(shape, quads, shapes, ontology)
        for prop in shapes.objects(shape, SH.property) if focus else ():
            path = shapes.value(prop, SH.path)
            if isinstance(path, rdflib.URIRef) and str(path) != RDF.type:
                added.append(pyoxigraph.Quad(focus, pyoxigraph.NamedNode(str(path)), wrong))
            elif str(path) == RDF.type:
                thin = pyoxigraph.NamedNode("http://example.org/thin")
                added.append(pyoxigraph.Quad(thin, pyoxigraph.NamedNode(GB.mentionCount), pyoxigraph.Literal(1)))
    return added


def _focus(shape: Any, quads: Quads, shapes: rdflib.Graph, ontology: rdflib.Graph) -> Any:
    below = rdflib.RDFS.subClassOf
    classes = {str(c) for target in shapes.objects(shape, SH.targetClass) for c in ontology.transitive_subjects(below, target)}
    having = {str(target) for target in shapes.objects(shape, SH.targetSubjectsOf)}
    for quad in quads:
        typed = quad.predicate.value == RDF.type and getattr(quad.object, "value", "") in classes
        if typed or quad.predicate.value in having:
            return quad.subject
    return None


ENTITY = "https://w3id.org/graphbuilder/entity/country/NLD"


@pytest.mark.parametrize(
    ("where", "remove", "add", "message"),
    [
        ("fused view", "gb:factuality", [], "An event has exactly one factuality, one of the eight."),
        ("fused view", "gb:confidence", [("gb:confidence", "1.5")], "An event has exactly one confidence between 0 and 1."),
        ("fused view", "gb:reportCount", [("gb:reportCount", "0")], "A fused event is reported by at least one article."),
        (
            "fused view",
            "gb:independentSourceCount",
            [("gb:independentSourceCount", "9")],
            "A fused event has at least one independent source and no more than reports.",
        ),
        ("fused view", "rdfs:label", [], "A fused event has exactly one label."),
        ("fused view", "gb:report", [], "A fused event says how it is reported."),
        (
            "fused view",
            "gb:factuality",
            [("gb:factuality", "gb:Negated")],
            "What is said to have happened is a sem:Event, everything else a gb:NonFactualEvent, and nothing is both.",
        ),
        ("articles", "prov:wasDerivedFrom", [], "An event leads back to where it is reported."),
        (
            "articles",
            "sem:hasLatestEndTimeStamp",
            [("sem:hasLatestEndTimeStamp", '"1999-01-01"^^xsd:date')],
            "The earliest day is one xsd:date and not after the latest.",
        ),
        ("articles", "gb:actor", [("gb:actor", "<http://example.org/nobody>")], "What fills the role actor is a node with a name."),
    ],
)
def test_a_broken_event_is_named_in_plain_words(
    where: str,
    remove: str,
    add: list[tuple[str, str]],
    message: str,
    parts: dict[str, Quads],
    shapes: rdflib.Graph,
    ontology: rdflib.Graph,
) -> None:
    quads = parts[where]
    key = GB.reportCount if where == "fused view" else GB.trigger
    event = min((q.subject for q in quads if q.predicate.value == key and _is_sanction(q.subject, quads)), key=str)
    if message.startswith("A fused event says"):
        remove = "gb:reportedAs"
    kept = [q for q in quads if not (q.subject == event and q.predicate.value == _iri(remove))]
    assert len(kept) < len(quads)
    added = [pyoxigraph.Quad(event, pyoxigraph.NamedNode(_iri(name)), _value(value)) for name, value in add]
    found = check(where, [*kept, *added], shapes, ontology)
    assert message in {violation.message for violation in found}
    assert {violation.node for violation in found} == {event.value}  # type: ignore[union-attr]


def _is_sanction(event: Any, quads: Quads) -> bool:
    sanction = pyoxigraph.NamedNode(GB.iri + "Sanction")
    return any(q.subject == event and q.predicate.value == RDF.type and q.object == sanction for q in quads)


def _iri(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


def _value(text: str) -> Any:
    if text.startswith("<"):
        return pyoxigraph.NamedNode(text[1:-1])
    if text.startswith('"'):
        return pyoxigraph.Literal("1999-01-01", datatype=pyoxigraph.NamedNode(_iri("xsd:date")))
    if text[0].isdigit():
        kind = "xsd:decimal" if "." in text else "xsd:integer"
        return pyoxigraph.Literal(text, datatype=pyoxigraph.NamedNode(_iri(kind)))
    return pyoxigraph.NamedNode(_iri(text))


def test_a_claim_without_its_event_is_missed(shapes: rdflib.Graph, ontology: rdflib.Graph) -> None:
    quads = [q for q in article_quads(*fixtures.protest_first()) if q.predicate.value != GB.aboutEvent]
    messages = {violation.message for violation in check("articles", quads, shapes, ontology)}
    assert messages == {"A reported event has a claim that says why it is there."}


def test_a_node_that_nothing_resolves_to_is_missed(parts: dict[str, Quads], shapes: rdflib.Graph, ontology: rdflib.Graph) -> None:
    quads = [q for q in parts["fused view"] if not (q.predicate.value == GB.resolvedTo and q.subject.value == ENTITY)]  # type: ignore[union-attr]
    (violation,) = check("fused view", quads, shapes, ontology)
    assert str(violation) == (
        'fused view: node of the fused view entity/country/NLD ("Netherlands"): '
        "A node of the fused view is what some article's entity is resolved to."
    )


@pytest.mark.parametrize("path", [GB.iri + "sanctions", GB.iri + "voteShareQuantity", GB.iri + "voteShare"])
def test_edges_and_numeric_roles_are_checked_too(
    path: str, parts: dict[str, Quads], shapes: rdflib.Graph, ontology: rdflib.Graph
) -> None:
    quads = parts["fused view"]
    subject = next(q.subject for q in quads if q.predicate.value == path)
    wrong = pyoxigraph.Quad(subject, pyoxigraph.NamedNode(path), pyoxigraph.NamedNode("http://example.org/x"))
    (violation,) = check("fused view", [*quads, wrong], shapes, ontology)
    assert path.removeprefix(GB.iri).removesuffix("Quantity") in violation.message


def test_the_report_counts_breaches_by_rule() -> None:
    first = Violation(where="articles", shape="claim", message="A claim has x.", node="http://a", name="", path="gb:x", value='"1"')
    second = replace(first, node="http://b", name="B", path="", value="")
    report = ShapesReport(articles=1, triples=9, violations=(first, second))
    assert not report.conforms
    assert str(report).splitlines() == [
        "checked 9 statements: the fused view and 1 article(s). 2 breach(es) of 1 rule(s):",
        "- A claim has x.  [2 time(s)]",
        '    articles: claim http://a (gb:x is "1")',
        '    articles: claim http://b ("B")',
    ]


def test_a_graph_that_was_tampered_with_is_found_wanting(tmp_path: Path) -> None:
    with GraphStore.create_or_open(tmp_path / "s") as store:
        store.put([fixtures.protest_first()])
        store.fuse()
        union = "<https://w3id.org/graphbuilder/entity/organization/miners-union>"
        store.quads.update(f"DELETE WHERE {{ {union} <{SKOS.prefLabel}> ?l }}")
        report = validate(store)
    assert not report.conforms
    assert "An entity has a name." in str(report)
    assert RDFS.label not in str(report)
