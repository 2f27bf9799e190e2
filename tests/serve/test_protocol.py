"""The SPARQL 1.1 Protocol, request by request, with the cases of its test suite (https://www.w3.org/TR/sparql11-protocol/)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import httpx
import pyoxigraph
import pytest

from graphbuilder.serve.formats import GRAPHS, ROWS, graph_format
from graphbuilder.vocabulary import BASE, GB, PREFIXES, term_iri

RESULTS = pyoxigraph.QueryResultsFormat
Headers = Mapping[str, str]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
QUERY = {"Content-Type": "application/sparql-query"}
QUERY_IN_UTF16 = {"Content-Type": "application/sparql-query; charset=UTF-16"}
UPDATE = {"Content-Type": "application/sparql-update"}
FIRST, SECOND, THIRD = (f"{BASE}article/{name}" for name in ("herald-7", "herald-8", "gazette-3"))
WHICH = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
ARTICLES = "SELECT DISTINCT ?a { ?s a nif:Sentence ; nif:referenceContext ?a }"


def form(**fields: str | list[str]) -> str:
    return urlencode({name.replace("_", "-"): value for name, value in fields.items()}, doseq=True)


GOOD: dict[str, tuple[str, str, Headers, str]] = {
    "query_get": ("GET", "?" + form(query="ASK {}"), {}, ""),
    "query_post_form": ("POST", "", FORM, form(query="ASK {}")),
    "query_post_direct": ("POST", "", QUERY, "ASK {}"),
    "a form with a charset": ("POST", "", {"Content-Type": FORM["Content-Type"] + "; charset=UTF-8"}, form(query="ASK {}")),
    "a type in capitals": ("POST", "", {"Content-Type": "APPLICATION/SPARQL-Query; charset=utf-8"}, "ASK {}"),
    "a parameter that nobody knows": ("GET", "?" + form(query="ASK {}", explain="yes"), {}, ""),
    "a query of two kilobytes": ("POST", "", QUERY, "ASK {} #" + "x" * 2000),
    "a query that is not ASCII": ("POST", "", QUERY, "ASK { FILTER('ü' = '\\u00fc') }"),
}

BAD: dict[str, tuple[str, str, Headers, str | bytes, int, str]] = {
    "bad_query_method": ("PUT", "?" + form(query="ASK {}"), {}, "", 405, "use GET, or POST"),
    "a query is deleted": ("DELETE", "?" + form(query="ASK {}"), {}, "", 405, "read-only"),
    "bad_multiple_queries, GET": ("GET", "?" + form(query=["ASK {}", "SELECT * {}"]), {}, "", 400, "2 queries"),
    "bad_multiple_queries, POST": ("POST", "", FORM, form(query=["ASK {}", "SELECT * {}"]), 400, "2 queries"),
    "in the URL and in the body": ("POST", "?" + form(query="ASK {}"), QUERY, "ASK {}", 400, "one of them"),
    "bad_query_wrong_media_type": ("POST", "", {"Content-Type": "text/plain"}, "ASK {}", 415, "application/sparql-query"),
    "bad_query_missing_form_type": ("POST", "", {}, form(query="ASK {}"), 415, "Content-Type"),
    "bad_query_missing_direct_type": ("POST", "", {}, "ASK {}", 415, "Content-Type"),
    "bad_query_non_utf8": ("POST", "", QUERY_IN_UTF16, "ASK {}".encode("utf-16"), 400, "UTF-8"),
    "bytes that are no UTF-8": ("POST", "", QUERY, "ASK { 'ü' }".encode("latin-1"), 400, "not UTF-8"),
    "escapes that are no UTF-8": ("GET", "?query=ASK%7B%7D%FF", {}, "", 400, "UTF-8"),
    "bad_query_syntax": ("GET", "?" + form(query="ASK {"), {}, "", 400, "line 1, column"),
    "an empty form": ("POST", "", FORM, "", 400, "no query"),
    "a GET without a query": ("GET", "?" + form(default_graph_uri=FIRST), {}, "", 400, "no query"),
    "a graph that is no IRI": ("GET", "?" + form(query="ASK {}", default_graph_uri="a b"), {}, "", 400, "IRI"),
    "no format that fits rows": ("GET", "?" + form(query="ASK {}"), {"Accept": "text/turtle"}, "", 406, "text/csv"),
    "no format that fits a graph": ("GET", "?" + form(query="DESCRIBE <a:b>"), {"Accept": "text/csv"}, "", 406, "text/turtle"),
    "a picture": ("GET", "?" + form(query="ASK {}"), {"Accept": "image/png"}, "", 406, "Accept"),
    "too large": ("POST", "", QUERY, "ASK {} #" + "x" * 2_000_000, 413, "1048576"),
    "update_get": ("GET", "?" + form(update="CLEAR ALL"), {}, "", 400, "read-only"),
    "update_post_form": ("POST", "", FORM, form(update="CLEAR ALL"), 403, "read-only"),
    "update_post_direct": ("POST", "", UPDATE, "CLEAR ALL", 403, "read-only"),
    "update_dataset": ("POST", "", FORM, form(update="CLEAR ALL", using_graph_uri=FIRST), 403, "read-only"),
    "an update and a query": ("POST", "", FORM, form(update="CLEAR ALL", query="ASK {}"), 403, "read-only"),
    "an update as a query": ("POST", "", QUERY, "DELETE WHERE { ?s ?p ?o }", 400, "line 1"),
}

DATASETS: dict[str, tuple[str, dict[str, str | list[str]], set[str]]] = {
    "none": (ARTICLES, {}, set()),
    "query_dataset_default_graph": (ARTICLES, {"default_graph_uri": FIRST}, {FIRST}),
    "query_dataset_default_graphs": (ARTICLES, {"default_graph_uri": [FIRST, SECOND]}, {FIRST, SECOND}),
    "default graphs and no named ones": (WHICH, {"default_graph_uri": FIRST}, set()),
    "query_dataset_named_graphs": (WHICH, {"named_graph_uri": [FIRST, SECOND]}, {FIRST, SECOND}),
    "named graphs and no default one": (ARTICLES, {"named_graph_uri": FIRST}, set()),
    "query_dataset_full": (
        "SELECT DISTINCT ?a ?g { ?s a nif:Sentence ; nif:referenceContext ?a GRAPH ?g { ?x a nif:Sentence } }",
        {"default_graph_uri": [FIRST, SECOND], "named_graph_uri": THIRD},
        {FIRST, SECOND, THIRD},
    ),
    "query_multiple_dataset: the protocol's stands": (
        ARTICLES.replace("{", f"FROM <{SECOND}> {{", 1), {"default_graph_uri": FIRST}, {FIRST}
    ),
    "the same for named graphs": (
        f"SELECT DISTINCT ?g FROM NAMED <{SECOND}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", {"named_graph_uri": FIRST}, {FIRST}
    ),
    "the query's own": (ARTICLES.replace("{", f"FROM <{SECOND}> {{", 1), {}, {SECOND}),
    "a graph that is not there": (ARTICLES, {"default_graph_uri": "https://example.org/none"}, set()),
}  # fmt: skip


def dataset(data: bytes, format: str) -> pyoxigraph.Dataset:
    """A graph as it was sent."""
    return pyoxigraph.Dataset(pyoxigraph.parse(data, graph_format(format)))


@pytest.mark.parametrize("case", GOOD)
def test_good_requests_are_answered(case: str, client: httpx.Client) -> None:
    method, url, headers, body = GOOD[case]
    response = client.request(method, "sparql" + url, headers=headers, content=body.encode())
    assert (response.status_code, response.headers["content-type"]) == (200, "application/sparql-results+json")
    assert response.json() == {"head": {}, "boolean": True}


@pytest.mark.parametrize("case", BAD)
def test_bad_requests_are_told_why(case: str, client: httpx.Client) -> None:
    method, url, headers, body, status, why = BAD[case]
    response = client.request(method, "sparql" + url, headers=headers, content=body.encode() if isinstance(body, str) else body)
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json"), response.text
    told = response.json()
    assert told["status"] == status
    assert told["title"]
    assert why in told["detail"]


def test_what_is_allowed_is_said(client: httpx.Client) -> None:
    assert set(client.put("sparql").headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}
    assert "application/sparql-query" in client.post("sparql", content=b"x").headers["accept-post"]


@pytest.mark.parametrize("send", ["get", "form", "direct"])
@pytest.mark.parametrize("case", DATASETS)
def test_datasets(case: str, send: str, client: httpx.Client) -> None:
    query, graphs, expected = DATASETS[case]
    if send == "get":
        response = client.get("sparql?" + form(query=query, **graphs))
    elif send == "form":
        response = client.post("sparql", content=form(query=query, **graphs), headers=FORM)
    else:
        response = client.post("sparql?" + form(**graphs), content=query, headers=QUERY)
    assert response.status_code == 200, response.text
    rows = response.json()["results"]["bindings"]
    assert {term["value"] for row in rows for term in row.values()} == expected


ROWS_QUERY = """SELECT * { VALUES (?a ?b) {
  (1 UNDEF) (UNDEF UNDEF)
  ("tab\\there, \\"quoted\\",\\nnew line }},{" "zwölf"@de) (<https://example.org/?a&b> "<result>") (true 2.50) } }"""
GRAPH_QUERY = 'CONSTRUCT { <https://example.org/a> rdfs:label "<b>\\n"@en ; gb:confidence 0.5 ; schema:author _:x . _:x a gb:Person } {}'


@pytest.mark.parametrize("name", ["json", "xml"])
def test_rows_come_whole_in_formats_with_types(name: str, client: httpx.Client) -> None:
    response = client.get("sparql", params={"query": ROWS_QUERY}, headers={"Accept": ROWS[name][0]})
    assert response.headers["content-type"] == ROWS[name][0]
    found: Any = pyoxigraph.parse_query_results(response.content, {"json": RESULTS.JSON, "xml": RESULTS.XML}[name])
    expected: Any = pyoxigraph.Store().query(ROWS_QUERY)
    rows = [tuple(row) for row in found]
    assert rows == [tuple(row) for row in expected]
    assert len(rows) == 5


@pytest.mark.parametrize(("name", "first"), [("csv", b"a,b\r\n1,\r\n,\r\n"), ("tsv", b"?a\t?b\n1\t\n\t\n")])
def test_rows_come_as_tables(name: str, first: bytes, client: httpx.Client) -> None:
    response = client.get("sparql", params={"query": ROWS_QUERY}, headers={"Accept": ROWS[name][0]})
    assert response.headers["content-type"] == ROWS[name][0] + "; charset=utf-8"
    assert response.content.startswith(first)


@pytest.mark.parametrize("name", GRAPHS)
def test_graphs_come_whole(name: str, client: httpx.Client) -> None:
    response = client.get("sparql", params={"query": GRAPH_QUERY}, headers={"Accept": GRAPHS[name][0]})
    assert response.headers["content-type"].partition(";")[0] == GRAPHS[name][0]
    found, expected = dataset(response.content, name), pyoxigraph.Dataset()
    triples: Any = pyoxigraph.Store().query(GRAPH_QUERY, prefixes=PREFIXES)
    for triple in triples:
        expected.add(pyoxigraph.Quad(*triple))
    for each in (found, expected):
        each.canonicalize(pyoxigraph.CanonicalizationAlgorithm.UNSTABLE)
    assert len(found) == 4
    assert found == expected


def test_rdf_xml_says_what_it_cannot_write(client: httpx.Client) -> None:
    query = "CONSTRUCT { <https://example.org/a> <https://example.org/1> 2 } {}"
    response = client.get("sparql", params={"query": query}, headers={"Accept": "application/rdf+xml"})
    assert (response.status_code, "text/turtle" in response.json()["detail"]) == (406, True)


SELECT, CONSTRUCT = "SELECT (1 AS ?one) {}", "CONSTRUCT { <a:a> <a:b> 1 } {}"
NEGOTIATED: list[tuple[str, str, str]] = [
    (SELECT, "*/*", "application/sparql-results+json"),
    (SELECT, "application/json", "application/json"),
    (SELECT, "application/xml;q=0.4, text/csv;q=0.8", "text/csv; charset=utf-8"),
    (SELECT, "text/csv;q=0.2, */*;q=0.1", "text/csv; charset=utf-8"),
    (SELECT, "text/*", "text/xml; charset=utf-8"),
    (SELECT, "text/csv;q=0, text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
    (SELECT, "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", "application/xml"),
    (SELECT, "no media type", "application/sparql-results+json"),
    (SELECT, "text/turtle, application/sparql-results+xml;q=0.1", "application/sparql-results+xml"),
    (CONSTRUCT, "*/*", "text/turtle; charset=utf-8"),
    (CONSTRUCT, "application/ld+json, text/turtle;q=0.9", "application/ld+json"),
    (CONSTRUCT, "application/sparql-results+json, application/rdf+xml;q=0.3", "application/rdf+xml"),
    (CONSTRUCT, "text/plain", "text/plain; charset=utf-8"),
]


@pytest.mark.parametrize(("query", "accept", "expected"), NEGOTIATED)
def test_formats_are_negotiated(query: str, accept: str, expected: str, client: httpx.Client) -> None:
    response = client.get("sparql", params={"query": query}, headers={"Accept": accept})
    assert response.headers["content-type"] == expected
    assert response.headers["vary"] == "Accept"


@pytest.mark.parametrize(("short", "query"), [*((name, SELECT) for name in ROWS), *((name, CONSTRUCT) for name in GRAPHS)])
def test_a_link_can_name_the_format(short: str, query: str, client: httpx.Client) -> None:
    response = client.get("sparql", params={"query": query, "format": short}, headers={"Accept": "text/html"})
    assert response.headers["content-type"].partition(";")[0] == {**ROWS, **GRAPHS}[short][0]


def test_a_browser_at_the_endpoint_is_shown_the_pages(client: httpx.Client) -> None:
    response = client.get("sparql", headers={"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"})
    assert (response.status_code, response.headers["location"]) == (303, "./")


def test_head_is_get_without_the_answer(client: httpx.Client) -> None:
    response = client.head("sparql", params={"query": "ASK {}"})
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize("path", ["", "sparql"])
@pytest.mark.parametrize("name", GRAPHS)
def test_the_server_describes_itself(path: str, name: str, client: httpx.Client, server: str) -> None:
    response = client.get(path, headers={"Accept": GRAPHS[name][0]})
    assert response.headers["content-type"].partition(";")[0] == GRAPHS[name][0]
    store = pyoxigraph.Store()
    store.extend(dataset(response.content, name))

    def ask(query: str) -> Any:
        return store.query(query, prefixes=prefixes)

    prefixes = {"sd": "http://www.w3.org/ns/sparql-service-description#", "void": "http://rdfs.org/ns/void#"}
    found = "SELECT ?where ?n { ?s sd:endpoint ?where ; sd:supportedLanguage sd:SPARQL11Query ; sd:defaultDataset/void:triples ?n }"
    ((where, triples),) = ask(found)
    assert where.value == server + "sparql"
    everything = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    assert triples.value == client.get("sparql", params={"query": everything}).json()["results"]["bindings"][0]["n"]["value"]
    assert len(list(ask("SELECT ?f { ?s sd:resultFormat ?f }"))) == 8
    articles = "ASK { ?d void:classPartition [ void:class ?c ; void:entities 8 ] FILTER(STRENDS(STR(?c), '/NewsArticle')) }"
    assert bool(ask(articles))


@pytest.mark.parametrize("name", GRAPHS)
def test_the_ontology_is_looked_up(name: str, client: httpx.Client) -> None:
    graph = dataset(client.get("ontology", headers={"Accept": GRAPHS[name][0]}).content, name)
    assert list(graph.quads_for_subject(pyoxigraph.NamedNode(GB.Claim)))
    assert list(graph.quads_for_subject(pyoxigraph.NamedNode(term_iri("Sanction"))))


def test_iris_of_the_graph_are_looked_up(client: httpx.Client) -> None:
    iris = "SELECT DISTINCT ?x { { ?x ?p ?o } UNION { GRAPH ?g { ?x ?p ?o } } FILTER(STRSTARTS(STR(?x), STR(<>))) }"
    rows = client.get("sparql", params={"query": iris}).json()["results"]["bindings"]
    documents = sorted({row["x"]["value"].partition("#")[0] for row in rows})
    kinds = {iri.removeprefix(BASE).partition("/")[0]: iri for iri in documents}
    assert set(kinds) == {"article", "claim", "entity", "event", "merge", "outlet"}
    for iri in kinds.values():
        response = client.get(iri.removeprefix(BASE), headers={"Accept": "text/turtle"})
        assert list(dataset(response.content, "ttl").quads_for_subject(pyoxigraph.NamedNode(iri)))


def test_what_the_graph_does_not_know_is_not_found(client: httpx.Client) -> None:
    response = client.get("entity/country/none", headers={"Accept": "text/turtle"})
    assert (response.status_code, BASE + "entity/country/none" in response.json()["detail"]) == (404, True)
