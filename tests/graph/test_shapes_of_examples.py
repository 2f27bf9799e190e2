"""The graph of the example articles: it conforms, and no class or property stands in it that the shapes and the ontology do not know."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, RDFS

from graphbuilder.build import build
from graphbuilder.graph.shapes import _ontology, load_shapes, validate
from graphbuilder.graph.store import GraphStore
from graphbuilder.vocabulary import GB

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    folder = tmp_path_factory.mktemp("examples") / "graph"
    assert build([EXAMPLES], folder).added == 15
    with GraphStore.open_read_only(folder) as store:
        yield store


def written(store: GraphStore) -> tuple[set[str], set[str]]:
    """All properties and all classes of a graph."""
    properties, classes = set(), set()
    for quad in store.quads.quads_for_pattern(None, None, None):
        properties.add(quad.predicate.value)
        if quad.predicate.value == str(RDF.type):
            classes.add(str(quad.object).strip("<>"))
    return properties, classes


def test_the_graph_of_the_examples_conforms(examples: GraphStore) -> None:
    assert validate(examples).violations == ()


def test_every_property_has_a_shape(examples: GraphStore) -> None:
    shapes = load_shapes()
    paths = {str(path) for name in (SH.path, SH.inversePath) for path in shapes.objects(None, name)}
    properties, _ = written(examples)
    assert len(properties) > 100
    assert properties - paths == set()


def test_every_class_is_below_one_that_a_shape_names(examples: GraphStore) -> None:
    shapes, ontology = load_shapes(), _ontology()
    named = {target for name in (SH.targetClass, SH["class"], SH.hasValue) for target in shapes.objects(None, name)}
    _, classes = written(examples)
    assert len(classes) > 50
    assert {name for name in classes if not named & set(ontology.transitive_objects(rdflib.URIRef(name), RDFS.subClassOf))} == set()


def test_every_term_of_ours_is_defined(examples: GraphStore) -> None:
    defined = {str(term) for term in _ontology().subjects(RDF.type)}
    properties, classes = written(examples)
    assert {term for term in properties | classes if term.startswith(GB.iri)} - defined == set()
