from __future__ import annotations

from urllib.parse import unquote

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuilder import vocabulary
from graphbuilder.ontology import ontologies_folder
from graphbuilder.vocabulary import BASE, GB, OWL, RDF, XSD, article_iri, entity_iri, ontology_file, shorten, term_iri


def _defined(name: str) -> set[str]:
    """Local names of what an ontology file gives a type."""
    data = ontology_file(name).read_bytes()
    quads = pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.TURTLE)
    typed = {quad.subject.value for quad in quads if quad.predicate.value == RDF.type}
    return {iri.removeprefix(GB.iri) for iri in typed if iri.startswith(GB.iri)}


def test_every_term_of_the_core_file_is_in_the_vocabulary() -> None:
    core = {name for name in _defined("core.ttl") if not name.endswith("Quantity")}
    assert core - GB.terms == set()


def test_the_vocabulary_has_no_term_that_no_file_defines() -> None:
    assert GB.terms - _defined("core.ttl") - _defined("events.ttl") == set()


def test_no_term_is_defined_twice() -> None:
    files = sorted(path.name for path in ontologies_folder().glob("*.ttl") if path.name not in ("alignments.ttl", "shapes.ttl"))
    defined = [name for file in files for name in _defined(file)]
    assert sorted({name for name in defined if defined.count(name) > 1}) == []


def test_every_numeric_role_has_its_quantity() -> None:
    files = sorted(ontologies_folder().glob("*.ttl"))
    quads = [q for path in files for q in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE)]
    roles = {q.object.value for q in quads if q.predicate.value == GB.iri + "hasRole"}
    literal = {q.subject.value for q in quads if q.object == pyoxigraph.NamedNode(OWL.DatatypeProperty)} & roles
    numeric = {
        q.subject.value.removeprefix(GB.iri)
        for q in quads
        if q.subject.value in literal and q.predicate.value.endswith("#range") and q.object.value != XSD.string
    }
    assert {f"{role}Quantity" for role in numeric} - {q.subject.value.removeprefix(GB.iri) for q in quads} == set()


def test_an_unknown_term_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(AttributeError, match="Nearest: Claim"):
        GB.Clam  # noqa: B018


def test_prefixes_are_unique() -> None:
    assert len({namespace.iri for namespace in vocabulary.NAMESPACES}) == len(vocabulary.NAMESPACES)
    assert len(vocabulary.PREFIXES) == len(vocabulary.NAMESPACES)


def test_a_missing_ontology_file_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"evnts\.ttl"):
        ontology_file("evnts.ttl")


@given(st.text())
def test_an_article_iri_is_well_formed_and_gives_the_id_back(id: str) -> None:
    iri = article_iri(id)
    assert pyoxigraph.NamedNode(iri).value == iri
    assert unquote(iri.removeprefix(BASE + "article/"), errors="surrogatepass") == id


@given(st.text(), st.text())
def test_two_articles_never_share_an_iri(first: str, second: str) -> None:
    assert (article_iri(first) == article_iri(second)) == (first == second)


@given(st.text())
def test_entities_and_terms_from_anywhere_are_well_formed(text: str) -> None:
    assert pyoxigraph.NamedNode(entity_iri(text)).value.startswith(BASE + "entity/")
    assert pyoxigraph.NamedNode(term_iri(text)).value.startswith(GB.iri)


def test_shorten_leaves_foreign_iris_alone() -> None:
    assert shorten("http://example.org/a") == "http://example.org/a"
    assert shorten(GB.Claim) == "gb:Claim"
