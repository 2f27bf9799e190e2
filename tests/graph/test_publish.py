"""A graph in real servers of other programs: Oxigraph's, and Virtuoso, which has a password and no default graph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import graphbuilder
from graphbuilder.cli import run
from graphbuilder.errors import RequestError
from graphbuilder.graph import publish
from tests.servers import free_port, oxigraph, rows, virtuoso

STORIES = {
    "one": "OSLO, October 2, 2020 - Norway imposed sanctions on 40 Belarusian officials on Friday.",
    "two": "LIMA, October 3, 2020 - Police arrested 3 people in Lima on Saturday, the “Gazette” \\ said.",
}
PREFIXES = "PREFIX gb: <https://w3id.org/graphbuilder/ontology#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
SANCTIONS = "SELECT ?who ?whom WHERE { ?a gb:sanctions ?b . ?a skos:prefLabel ?who . ?b skos:prefLabel ?whom }"
FUSED = "http://news.example/fused"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of two articles."""
    made = tmp_path_factory.mktemp("graph")
    for name, text in STORIES.items():
        (made / f"{name}.txt").write_text(text, encoding="utf-8")
    graphbuilder.build(made.glob("*.txt"), into=made / "g")
    return made / "g"


@pytest.fixture(scope="module")
def near(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Oxigraph's server."""
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Virtuoso."""
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as port:
        yield f"http://127.0.0.1:{port}"


EACH = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"


def sizes(folder: Path) -> tuple[dict[str, int], int]:
    """Triples in each named graph, and in the fused view."""
    with graphbuilder.open_graph(folder) as graph:
        named = {str(row["g"]): int(str(row["n"])) for row in graph.query(EACH).records()}
        [fused] = graph.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").records()
    return named, int(str(fused["n"]))


def test_oxigraph_has_the_same_triples(
    folder: Path, near: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(publish, "AT_ONCE", 100)
    named, fused = sizes(folder)
    for _ in range(2):  # the second time changes nothing
        assert run(["publish", str(folder), f"{near}/store"]) == 0
        assert f"Published: 3 graphs, {sum(named.values()) + fused} triples." in capsys.readouterr().err
    found = {row["g"]: int(row["n"]) for row in rows(f"{near}/query", EACH)}
    assert found == named
    assert rows(f"{near}/query", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [{"n": str(fused)}]
    assert rows(f"{near}/query", PREFIXES + SANCTIONS) == [{"who": "Norway", "whom": "40 Belarusian officials"}]


def test_a_changed_article_replaces_its_graph(folder: Path, near: str, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(STORIES["one"], encoding="utf-8")
    graphbuilder.build([tmp_path / "one.txt"], into=tmp_path / "g")
    with graphbuilder.open_graph(tmp_path / "g") as graph:
        graph.publish(f"{near}/store")
    (tmp_path / "one.txt").write_text(STORIES["one"].replace("imposed", "lifted").replace(" on 40", " against 40"), encoding="utf-8")
    graphbuilder.build([tmp_path / "one.txt"], into=tmp_path / "g")
    with graphbuilder.open_graph(tmp_path / "g") as graph:
        graph.publish(f"{near}/store")
    assert rows(f"{near}/query", PREFIXES + SANCTIONS) == []


def test_virtuoso_answers_the_same(folder: Path, guarded: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish, "AT_ONCE", 100)
    monkeypatch.setenv("GRAPHBUILDER_PASSWORD", "dba")
    where = f"{guarded}/sparql-graph-crud-auth"
    assert run(["publish", str(folder), where, "--user", "dba", "--default-as", FUSED]) == 0
    named, fused = sizes(folder)
    for graph, size in {**named, FUSED: fused}.items():
        assert rows(f"{guarded}/sparql", f"SELECT (COUNT(*) AS ?n) FROM <{graph}> {{ ?s ?p ?o }}") == [{"n": str(size)}], graph
    answer = rows(f"{guarded}/sparql", PREFIXES + SANCTIONS.replace("WHERE", f"FROM <{FUSED}> WHERE"))
    assert answer == [{"who": "Norway", "whom": "40 Belarusian officials"}]


@pytest.mark.parametrize(
    ("options", "password", "reason"),
    [
        (["--user", "dba"], "dba", "refuses the default graph: 500 .*not configured to have default graph.*--default-as IRI"),
        (["--user", "dba"], "wrong", "refuses .*: 401 .*GRAPHBUILDER_PASSWORD"),
        ([], "", "refuses .*: 401 .*--user"),
    ],
    ids=["no default graph", "wrong password", "no user"],
)
def test_a_server_refuses(
    options: list[str],
    password: str,
    reason: str,
    folder: Path,
    guarded: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("GRAPHBUILDER_PASSWORD", password)
    assert run(["publish", str(folder), f"{guarded}/sparql-graph-crud-auth", *options]) == 2
    assert re.search(reason, capsys.readouterr().err)


def test_an_endpoint_that_is_none(folder: Path, near: str) -> None:
    with graphbuilder.open_graph(folder) as graph, pytest.raises(RequestError, match=r"404.*not the one for queries"):
        graph.publish(f"{near}/nothing")


@pytest.mark.parametrize(
    ("url", "default", "reason"),
    [
        ("ftp://a.example/", None, "is no address of a server"),
        ("localhost:7878", None, "is no address of a server"),
        ("http://a.example/", "not an IRI", "is no IRI"),
    ],
)
def test_a_wrong_request(url: str, default: str | None, reason: str, folder: Path) -> None:
    with graphbuilder.open_graph(folder) as graph, pytest.raises(RequestError, match=reason):
        graph.publish(url, default=default)


def test_nobody_is_there(folder: Path) -> None:
    with graphbuilder.open_graph(folder) as graph, pytest.raises(RequestError, match=r"no answer .* Is the server running\?"):
        graph.publish(f"http://127.0.0.1:{free_port()}/store", user="a", password="b")
