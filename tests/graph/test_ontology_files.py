"""The ontology files as RDF: they load without a warning, every term is named and defined, and they are consistent."""

from __future__ import annotations

import owlrl  # type: ignore[import-untyped]
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

from graphbuilder.graph.quads import article_quads
from graphbuilder.graph.shapes import _node
from graphbuilder.ontology import load_ontology, ontologies_folder
from graphbuilder.vocabulary import GB, NAMESPACES, SEM, ontology_file
from tests.graph import fixtures

FILES = sorted(path.name for path in ontologies_folder().glob("*.ttl"))
ERROR = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    graph = rdflib.Graph()
    for name in sorted(set(FILES) - {"shapes.ttl"}):
        graph.parse(data=ontology_file(name).read_bytes(), format="turtle")
    return graph


@pytest.mark.parametrize("name", FILES)
def test_a_file_loads_without_a_warning(name: str) -> None:
    assert len(rdflib.Graph().parse(data=ontology_file(name).read_bytes(), format="turtle")) > 50


def test_every_term_has_a_label_and_a_definition(ontology: rdflib.Graph) -> None:
    ours = terms(ontology)
    assert len(ours) > 150
    for named in (RDFS.label, SKOS.definition):
        assert {str(term) for term in ours if ontology.value(term, named) is None} == set()


def test_every_property_has_a_domain_and_a_range_but_those_of_several_kinds_of_things(ontology: rdflib.Graph) -> None:
    """Claims, events and attributions share what says how firmly they are stated; a role may be filled by words or by anything."""
    shared = {"attribution", "attributionKind", "confidence", "factuality", "polarity", "mentionCount", "timeValue"}
    properties = {term for kind in (OWL.ObjectProperty, OWL.DatatypeProperty) for term in ontology.subjects(RDF.type, kind)}
    ours = properties & terms(ontology)
    assert {str(p).removeprefix(GB.iri) for p in ours if ontology.value(p, RDFS.domain) is None} == shared
    assert {str(p).removeprefix(GB.iri) for p in ours if ontology.value(p, RDFS.range) is None} == {"filler", "merged"}


def test_a_direct_edge_leads_from_an_entity_to_an_entity(ontology: rdflib.Graph) -> None:
    edges = list(ontology.subjects(RDFS.subPropertyOf, rdflib.URIRef(GB.actsOn)))
    assert len(edges) > 50
    ends = {(ontology.value(edge, RDFS.domain), ontology.value(edge, RDFS.range)) for edge in edges}
    assert ends == {(rdflib.URIRef(GB.Entity), rdflib.URIRef(GB.Entity))}


def terms(ontology: rdflib.Graph) -> set[rdflib.URIRef]:
    """What the files define themselves."""
    return {s for s in ontology.subjects(RDF.type) if isinstance(s, rdflib.URIRef) and str(s).startswith(GB.iri)}


def test_no_role_makes_an_event_factual(ontology: rdflib.Graph) -> None:
    """A role whose domain were sem:Event would turn every denied event into one that happened, for who infers."""
    classes = {rdflib.URIRef(GB.iri + name) for name in load_ontology().classes} | {rdflib.URIRef(SEM.Event)}
    assert {str(role) for role in ontology.subjects(RDFS.domain) if ontology.value(role, RDFS.domain) in classes} == set()


def test_a_property_is_either_for_objects_or_for_data(ontology: rdflib.Graph) -> None:
    objects, data = (set(ontology.subjects(RDF.type, kind)) for kind in (OWL.ObjectProperty, OWL.DatatypeProperty))
    assert objects & data == set()


@pytest.mark.parametrize("namespace", ["SEM", "PROV", "TIME", "SCHEMA", "NIF", "QUDT", "GAF"])
def test_the_alignments_name_every_vocabulary(namespace: str) -> None:
    aligned = rdflib.Graph().parse(data=ontology_file("alignments.ttl").read_bytes(), format="turtle")
    iri = next(known.iri for known in NAMESPACES if known.prefix == namespace.lower())
    assert any(str(term).startswith(iri) for triple in aligned for term in triple)


def test_ontology_and_graph_are_consistent_under_owl_rl(ontology: rdflib.Graph) -> None:
    graph = rdflib.Graph()
    graph += ontology
    for pair in (fixtures.sanctions(), fixtures.planned_meeting(), fixtures.result_courier()):
        for quad in article_quads(*pair):
            graph.add((_node(quad.subject), _node(quad.predicate), _node(quad.object)))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    assert [str(message) for message in graph.objects(None, ERROR)] == []


def test_an_event_cannot_be_both(ontology: rdflib.Graph) -> None:
    """The reasoner does find a contradiction where there is one."""
    graph = rdflib.Graph()
    graph += ontology
    event = rdflib.URIRef("http://example.org/event")
    graph.add((event, RDF.type, rdflib.URIRef(GB.NonFactualEvent)))
    graph.add((event, RDF.type, rdflib.URIRef(GB.iri + "Sanction")))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    assert list(graph.objects(None, ERROR))
