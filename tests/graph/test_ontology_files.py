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


def test_every_term_has_a_label_and_all_but_edges_a_definition(ontology: rdflib.Graph) -> None:
    ours = {s for s in ontology.subjects(RDF.type) if isinstance(s, rdflib.URIRef) and str(s).startswith(GB.iri)}
    assert len(ours) > 150
    assert {str(term) for term in ours if ontology.value(term, RDFS.label) is None} == set()
    edges = set(ontology.subjects(RDFS.subPropertyOf, rdflib.URIRef(GB.actsOn)))
    plain = {term for term in ours - edges if ontology.value(term, SKOS.definition) is None}
    quads = {rdflib.URIRef(GB.iri + n) for n in ("VerbalCooperation", "MaterialCooperation", "VerbalConflict", "MaterialConflict")}
    schemes = {rdflib.URIRef(GB.iri + name) for name in ("plover", "mode", "cameo")}
    notes = set(ontology.subjects(RDF.type, OWL.AnnotationProperty))
    assert {str(term) for term in plain - quads - schemes - notes} == set()


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
