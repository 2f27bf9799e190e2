"""The programs that people use to ask a SPARQL endpoint get what the store has."""

from __future__ import annotations

import json
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from graphbuilder.graph.questions import PREFIX_LINES, ask_text, questions
from graphbuilder.graph.store import GraphStore
from graphbuilder.vocabulary import GB, PREFIXES, SKOS

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import SPARQLWrapper

NAMES = "SELECT ?name { ?e a gb:Country ; skos:prefLabel ?name } ORDER BY ?name"
EVENTS = "CONSTRUCT { ?e a ?type } WHERE { ?e sem:eventType ?type }"


@pytest.fixture
def store(built: Path) -> Iterator[GraphStore]:
    """The graph that is served, opened here."""
    with GraphStore.open_read_only(built) as opened:
        yield opened


@pytest.fixture
def names(store: GraphStore) -> list[str]:
    return [row["name"].value for row in store.sparql(NAMES)]


def test_sparqlwrapper_reads_rows(server: str, names: list[str]) -> None:
    wrapper = SPARQLWrapper.SPARQLWrapper(server + "sparql", returnFormat=SPARQLWrapper.JSON)
    for method in (SPARQLWrapper.GET, SPARQLWrapper.POST):
        wrapper.setMethod(method)
        wrapper.setQuery(NAMES)
        found: Any = wrapper.queryAndConvert()
        assert [row["name"]["value"] for row in found["results"]["bindings"]] == names


@pytest.mark.parametrize("form", [SPARQLWrapper.XML, SPARQLWrapper.CSV, SPARQLWrapper.TSV])
def test_sparqlwrapper_reads_the_other_formats(form: str, server: str, names: list[str]) -> None:
    wrapper = SPARQLWrapper.SPARQLWrapper(server + "sparql", returnFormat=form)
    wrapper.setQuery(NAMES)
    found: Any = wrapper.queryAndConvert()
    text = found.toxml() if form == SPARQLWrapper.XML else found.decode()
    assert all(name in text for name in names)


def test_sparqlwrapper_sends_the_query_as_body_and_reads_graphs(server: str, store: GraphStore) -> None:
    wrapper = SPARQLWrapper.SPARQLWrapper(server + "sparql", returnFormat=SPARQLWrapper.TURTLE)
    wrapper.setMethod(SPARQLWrapper.POST)
    wrapper.setRequestMethod(SPARQLWrapper.POSTDIRECTLY)
    wrapper.setQuery(PREFIX_LINES + EVENTS)
    found: Any = wrapper.queryAndConvert()
    assert len(rdflib.Graph().parse(data=found, format="turtle")) == len(list(store.sparql(EVENTS)))


def test_sparqlwrapper_is_told_of_mistakes(server: str) -> None:
    wrapper = SPARQLWrapper.SPARQLWrapper(server + "sparql")
    wrapper.setQuery("PREFIX gb: <http://example.org/> SELECT * { ?s ")
    with pytest.raises(SPARQLWrapper.SPARQLExceptions.QueryBadFormed, match="line 1, column 48"):
        wrapper.query()


def test_rdflib_asks_through_its_sparql_store(server: str, names: list[str]) -> None:
    graph = rdflib.Graph(SPARQLStore(server + "sparql", returnFormat="json"))
    rows: Any = graph.query(NAMES, initNs=PREFIXES)
    assert [str(row.name) for row in rows] == names
    countries = graph.subjects(rdflib.RDF.type, rdflib.URIRef(GB.Country))
    assert {str(graph.value(country, rdflib.URIRef(SKOS.prefLabel))) for country in countries} <= set(names)
    ask: Any = graph.query("ASK { ?s a gb:Country }", initNs=PREFIXES)
    assert ask.askAnswer
    built: Any = rdflib.Graph(SPARQLStore(server + "sparql")).query(EVENTS, initNs=PREFIXES)
    assert len(built.graph) > 0


def test_rdflib_asks_named_graphs(server: str, store: GraphStore) -> None:
    article = next(iter(store.sparql("SELECT ?a { ?a a schema:NewsArticle } ORDER BY ?a")))["a"].value
    served = SPARQLStore(server + "sparql", context_aware=True, returnFormat="json")
    sentences = rdflib.Graph(served, identifier=rdflib.URIRef(article)).query("SELECT ?s { ?s a nif:Sentence }", initNs=PREFIXES)
    expected = list(store.sparql(f"SELECT ?s {{ GRAPH <{article}> {{ ?s a nif:Sentence }} }}"))
    assert len(sentences) == len(expected) > 0


def curl(*arguments: str) -> subprocess.CompletedProcess[str]:
    found = shutil.which("curl")
    assert found, "curl is missing: apt-get install -y curl"
    return subprocess.run([found, "-sS", "--max-time", "30", *arguments], capture_output=True, text=True, check=False)


def test_curl_asks_in_all_three_ways(server: str, names: list[str], tmp_path: Path) -> None:
    expected = "name\r\n" + "".join(f"{name}\r\n" for name in names)
    file = tmp_path / "names.rq"
    file.write_text(NAMES)
    csv = ["-H", "Accept: text/csv"]
    ways = [
        ["-G", "--data-urlencode", f"query={NAMES}"],
        ["--data-urlencode", f"query={NAMES}"],
        ["--data-binary", f"@{file}", "-H", "Content-Type: application/sparql-query"],
    ]
    for way in ways:
        assert curl(server + "sparql", *csv, *way).stdout.encode() == expected.replace("\r\n", "\n").encode()


def test_curl_gets_a_problem_with_a_text(server: str) -> None:
    answer = curl(server + "sparql", "-w", "\n%{http_code}", "--data-urlencode", "query=SELECT").stdout
    body, _, status = answer.rpartition("\n")
    assert status == "400"
    assert "SPARQL cannot be read" in json.loads(body)["detail"]
    assert curl("-f", server + "sparql", "--data-urlencode", "query=SELECT").returncode == 22


def test_every_named_question_is_answered_as_the_store_answers_it(server: str, store: GraphStore) -> None:
    wrapper = SPARQLWrapper.SPARQLWrapper(server + "sparql", returnFormat=SPARQLWrapper.JSON)
    wrapper.setMethod(SPARQLWrapper.POST)
    wrapper.setRequestMethod(SPARQLWrapper.POSTDIRECTLY)
    asked = 0
    for question in questions().values():
        if any(parameter.required for parameter in question.parameters):
            continue
        text = ask_text(store, question.name)
        wrapper.setQuery(PREFIX_LINES + text)
        found: Any = wrapper.queryAndConvert()
        assert len(found["results"]["bindings"]) == len(list(store.sparql(text))), question.name
        asked += 1
    assert asked >= 25
