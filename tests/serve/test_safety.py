"""What a server must not do, whatever it is asked, and what it must still do beside a query that never ends."""

from __future__ import annotations

import asyncio
import operator
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from graphbuilder.errors import QueryError
from graphbuilder.graph.sparql import refuse_service
from graphbuilder.serve.problems import Problem
from graphbuilder.serve.service import Service
from graphbuilder.serve.settings import Settings
from tests.serve.conftest import serving

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


@pytest.fixture(scope="module")
def outside() -> Iterator[tuple[str, list[object]]]:
    """A server that must never be asked: its address, and who has asked it."""
    asked: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        stopped = threading.Event()

        def listen() -> None:
            while not stopped.is_set():
                try:
                    connection, address = listening.accept()
                except TimeoutError:
                    continue
                asked.append(address)
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/sparql", asked
        stopped.set()
        thread.join()


OUTWARD = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { service<URL>{} }",
    "ASK{SeRvIcE<URL>{?s ?p ?o}}",
    "SELECT * { VALUES ?where { <URL> } SERVICE ?where { ?s ?p ?o } }",
    "SELECT * { BIND(IRI('URL') AS ?w) SERVICE SILENT ?w { ?s ?p ?o } }",
    "SELECT * { SERVICE # a comment\n<URL> { ?s ?p ?o } }",
    "SELECT * { # SERVICE is harmless here\n SERVICE\n\t<URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 'SERVICE' . SERVICE <URL> { } }",
    "SELECT * { { { OPTIONAL { SERVICE <URL> { ?s ?p ?o } } } } }",
    "SELECT * { { SELECT * { { SELECT * { SERVICE <URL> { ?s ?p ?o } } } } } }",
    "SELECT * { ?a ?b ?c FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { ?a ?b ?c FILTER NOT EXISTS { { SERVICE <URL> { } } UNION { } } }",
    "SELECT * { ?a ?b ?c MINUS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { GRAPH ?g { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT (EXISTS { SERVICE <URL> {} } AS ?x) {}",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "PREFIX service: <URL#> SELECT * { SERVICE service: { ?s ?p ?o } }",
    "PREFIX e: <URL> SELECT * { ?service a e:SERVICE . SERVICE e: { ?s ?p ?o } }",
    "SELECT * { SERVICE <URL> { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERV\\u0049CE\\u0020<URL> { ?s ?p ?o } }",
    "SELECT * { \\U00000053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { \u017fERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { SERV\u0130CE <URL> { ?s ?p ?o } }",
    "SELECT * { \ufeffSERVICE <URL> { ?s ?p ?o } }",
    "LOAD <URL>",
    "LOAD SILENT <URL> INTO GRAPH <URL>",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "ASK {} ; LOAD <URL>",
]
"""Queries that would open a connection to URL if they could."""

INWARD = [
    "SELECT ?service { ?service a gb:Country }",
    "SELECT * { ?s ?p 'SERVICE <http://example.org/> {}' }",
    "SELECT * { ?s ?p \"\"\"a quote: \\\" SERVICE <http://example.org/> {} \"\"\" }",
    "ASK { } # SERVICE <http://example.org/> {}",
    "ASK { <http://example.org/service> ?p ?o }",
    "PREFIX service: <http://example.org/> ASK { service:service service:SERVICE 'x'@service }",
    "ASK { _:service ?p 'it''s no service' }".replace("''", "\\'"),
    "SELECT (1 AS ?SERVICE) {}",
    "SELECT * FROM <http://example.org/service> { ?s ?p ?o }",
    "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
]
"""Queries that name it in places where it means nothing."""


@pytest.mark.parametrize("query", OUTWARD)
def test_no_query_leaves_the_computer(query: str, client: httpx.Client, outside: tuple[str, list[object]]) -> None:
    address, asked = outside
    text = query.replace("URL", address)
    response = client.post("sparql", data={"query": text})
    assert response.status_code == 400, response.text
    assert asked == []


WITH_SERVICE = [
    query for query in OUTWARD if "SERVICE" in query.upper() and query.isascii() and "\\" not in query and "INSERT" not in query
]


@pytest.mark.parametrize("query", WITH_SERVICE)
def test_the_refusal_says_why(query: str, client: httpx.Client) -> None:
    told = client.post("sparql", data={"query": query.replace("URL", "http://127.0.0.1:9/")}).json()["detail"]
    assert "SERVICE would open a network connection" in told


@pytest.mark.parametrize("query", INWARD)
def test_the_word_alone_is_harmless(query: str, client: httpx.Client) -> None:
    assert client.post("sparql", data={"query": query}).status_code == 200


def test_the_refusal_says_where() -> None:
    with pytest.raises(QueryError) as found:
        refuse_service("SELECT * {\n  ?s ?p 'SERVICE' . OPTIONAL { SERVICE <http://a/> {} } }")
    assert (found.value.line, found.value.column) == (2, 32)


def test_another_mistake_is_told_as_such() -> None:
    with pytest.raises(QueryError, match=r"line 1, column \d+: "):
        refuse_service("SELECT ?service { ?service ")


UPDATES = ["CLEAR ALL", "DROP ALL", "INSERT DATA { <a:a> <a:b> 1 }", "DELETE WHERE { ?s ?p ?o }", "CREATE GRAPH <a:a>"]


@pytest.mark.parametrize("update", UPDATES)
def test_nothing_changes_the_graph(update: str, client: httpx.Client) -> None:
    def size() -> str:
        rows = client.get("sparql", params={"query": f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o }} # {update}"}).json()
        return str(rows["results"]["bindings"])

    before = size()
    for given in ({"query": update}, {"update": update}, {"query": f"ASK {{}} ; {update}"}):
        assert client.post("sparql", data=given).status_code in (400, 403)
    for method in ("PUT", "PATCH", "DELETE"):
        assert client.request(method, "sparql", content=update).status_code == 405
    assert size() == before


PATHS = [
    "../../../../etc/passwd", "%2e%2e/%2e%2e/etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "entity/..%2f..%2frecords.sqlite",
    "records.sqlite",
    "manifest.json", "oxigraph/CURRENT", "article/..%2f..%2fmanifest.json", "entity/%2e%2e/%2e%2e/manifest.json", "//etc/passwd",
    "file:///etc/passwd", "entity/%00", "entity/a%0d%0aX-Evil:%201", "event/%3Cscript%3E", "article/%F0%28%8C%28", "serving/",
    ".git/config",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("accept", ["text/turtle", "text/html"])
def test_no_file_is_read_by_its_path(path: str, accept: str, server: str) -> None:
    host, _, port = server.removeprefix("http://").rstrip("/").partition(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:  # a client would tidy the path
        connection.sendall(f"GET /{path} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    status = int(head.split()[1])
    assert status in (400, 404) or (status == 303 and b"\r\nlocation: /?" in head.lower()), head
    assert b"root:" not in body
    assert b'"format"' not in body
    assert b"x-evil" not in head.lower()


HOSTS = {
    "localhost": True, "LOCALHOST:1234": True, "127.0.0.1": True, "[::1]:80": True, "evil.example": False, "localhost.evil.example": False,
    "127.0.0.1.nip.example": False, "127.0.0.1@evil.example": False, "evil.example#localhost": False, "": False,
    "localhost, evil.example": False, "[::1": False, "2130706433": False,
}  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
def test_only_the_servers_own_names_are_answered(host: str, client: httpx.Client) -> None:
    response = client.get("sparql", params={"query": "ASK {}"}, headers={"Host": host})
    assert response.status_code == (200 if HOSTS[host] else 421)
    if not HOSTS[host]:
        assert "--allow-host" in response.json()["detail"]


@pytest.mark.parametrize("path", ["", "sparql?query=ASK%7B%7D", "sparql?query=ASK", "entity/none", "nothing", "entity/country/PER"])
@pytest.mark.parametrize("accept", ["*/*", "text/html"])
def test_every_answer_is_guarded(path: str, accept: str, client: httpx.Client) -> None:
    headers = client.get(path, headers={"Accept": accept}).headers
    policy = {part.split()[0]: part.split()[1:] for part in headers["content-security-policy"].split(";")}
    assert policy["default-src"] == ["'none'"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "data:"} & set(policy["script-src"])
    assert headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in headers


def test_pages_of_other_origins_ask_only_when_it_is_allowed(built: Path) -> None:
    with serving(built, "--cors", "https://lab.example", "--workers", "1") as address, httpx.Client(base_url=address) as client:
        asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
        for origin, allowed in (("https://lab.example", True), ("https://evil.example", False)):
            preflight = client.options("sparql", headers={"Origin": origin, **asked})
            assert (preflight.status_code == 200) is allowed
            answer = client.get("sparql", params={"query": "ASK {}"}, headers={"Origin": origin})
            assert (answer.headers.get("access-control-allow-origin") == origin) is allowed


# --- limits


@pytest.fixture(scope="module")
def strict(built: Path) -> Iterator[str]:
    """A server with narrow limits."""
    with serving(built, "--timeout", "3", "--max-rows", "1000", "--memory", "128", "--workers", "2") as address:
        yield address


@pytest.fixture
def narrow(strict: str) -> Iterator[httpx.Client]:
    """A client of it."""
    with httpx.Client(base_url=strict, timeout=30) as client:
        yield client


def ask(client: httpx.Client, query: str, **headers: str) -> httpx.Response:
    return client.post("sparql", data={"query": query}, headers=headers)


@pytest.fixture
def own(built: Path, tmp_path: Path) -> Path:
    """A graph that only this test serves."""
    return shutil.copytree(built, tmp_path / "own", ignore=shutil.ignore_patterns("serving"))


def until(true: Callable[[], bool], seconds: float = 10) -> bool:
    """Wait for something to become true."""
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def workers(folder: Path) -> dict[int, int]:
    """Processes that answer from copies of a graph: process id -> niceness."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            arguments = (process / "cmdline").read_bytes().decode().split("\0")
            state = (process / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        if "graphbuilder.serve.worker" in arguments and any(part.startswith(str(folder)) for part in arguments) and state[0] != "Z":
            found[int(process.name)] = int(state[16])
    return found


def test_a_runaway_is_ended_and_the_others_go_on(own: Path) -> None:
    with serving(own, "--timeout", "3", "--workers", "2") as address, httpx.Client(base_url=address, timeout=30) as client:
        before = workers(own)
        assert len(before) == 2
        answers: list[httpx.Response] = []
        thread = threading.Thread(target=lambda: answers.append(httpx.post(address + "sparql", data={"query": RUNAWAY}, timeout=30)))
        thread.start()
        assert until(lambda: 19 in workers(own).values()), "after a second it has the lowest priority"
        (runaway,) = (process for process, nice in workers(own).items() if nice == 19)
        assert runaway in before
        assert until(lambda: len(workers(own)) == 3), "another takes its place"
        assert ask(client, "ASK { ?s a gb:Country }").json()["boolean"]
        thread.join()
        assert answers[0].status_code == 504
        assert "3 seconds" in answers[0].json()["detail"]
        assert until(lambda: runaway not in workers(own)), "its process and its memory are gone"
        assert len(workers(own)) == 2
        assert ask(client, "ASK { ?s a gb:Person }").json()["boolean"]
    assert workers(own) == {}


def test_a_query_whose_client_has_gone_is_ended(own: Path) -> None:
    with serving(own, "--timeout", "25", "--workers", "1") as address:
        before = set(workers(own))
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(address + "sparql", data={"query": RUNAWAY}, timeout=1)
        assert until(lambda: not before & set(workers(own)))


def test_a_query_that_wants_too_much_memory_is_ended(built: Path) -> None:
    digits = " ".join(f"VALUES ?{name} {{ {' '.join(map(str, range(10)))} }}" for name in "abcdefg")
    limits = ("--timeout", "60", "--memory", "128", "--workers", "1")  # on a busy machine memory is filled slowly
    with serving(built, *limits) as address, httpx.Client(base_url=address, timeout=90) as client:
        response = ask(client, f"SELECT (GROUP_CONCAT(CONCAT(STR(?a), '{'x' * 1000}')) AS ?all) {{ {digits} }}")
        assert (response.status_code, "128 MB" in response.json()["detail"]) == (503, True), response.text
        assert ask(client, "ASK {}").status_code == 200


DEEP = {
    "braces": "SELECT * " + "{" * 20_000 + "}" * 20_000,
    "brackets": "SELECT * { FILTER(" + "(" * 20_000 + "1" + ")" * 20_000 + ") }",
    "OPTIONAL": "SELECT * {" + "OPTIONAL { ?s ?p ?o " * 5_000 + "}" * 5_000 + "}",
    "SERVICE below": "SELECT * " + "{" * 20_000 + "SERVICE <http://127.0.0.1:9/> {}" + "}" * 20_000,
}


@pytest.mark.parametrize("case", DEEP)
def test_a_query_too_deep_for_the_parser_costs_one_process(case: str, narrow: httpx.Client) -> None:
    response = ask(narrow, DEEP[case])
    assert (response.status_code, "too deeply" in response.json()["detail"]) == (403, True), response.text
    assert ask(narrow, "ASK {}").status_code == 200


def test_a_fault_of_ours_is_told_as_such(built: Path) -> None:
    """An error in a function of a page that nobody has foreseen ends its process, not the server."""

    async def use() -> None:
        service = Service(built, Settings(workers=1))
        await service.start()
        try:
            with pytest.raises(Problem, match="a fault of ours"):
                await service.call(operator.truediv, 1)
            assert (await service.query("ASK {}")).truth
        finally:
            await service.stop()

    asyncio.run(use())


def cross(count: int) -> str:
    """A query with so many rows (up to 10,000), one after another."""
    digits = " ".join(f"VALUES ?{name} {{ {' '.join(map(str, range(10)))} }}" for name in "abcd")
    return f"SELECT ?a ?b ?c ?d {{ {digits} }} LIMIT {count}"


@pytest.mark.parametrize("accept", ["application/json", "application/xml", "text/csv", "text/tab-separated-values"])
def test_rows_are_bounded(accept: str, narrow: httpx.Client) -> None:
    assert ask(narrow, cross(1000), Accept=accept).status_code == 200
    response = ask(narrow, cross(1001), Accept=accept)
    assert (response.status_code, "more than 1000 rows" in response.json()["detail"]) == (403, True)


@pytest.mark.parametrize("accept", ["text/turtle", "application/n-triples"])
def test_triples_are_bounded(accept: str, narrow: httpx.Client) -> None:
    iri = "IRI(CONCAT('urn:x:', STR(?a), STR(?b), STR(?c), STR(?d)))"
    query = f"CONSTRUCT {{ ?x rdf:value 1 }} WHERE {{ {{ {cross(1000)} }} BIND({iri} AS ?x) }}"
    assert ask(narrow, query, Accept=accept).status_code == 200
    response = ask(narrow, query.replace("1000", "1001"), Accept=accept)
    assert (response.status_code, "more than 1000 rows" in response.json()["detail"]) == (403, True)


def test_an_answer_that_breaks_off_is_not_taken_for_whole(built: Path) -> None:
    """More than is held back before it begins, and more rows than allowed: too late for a status code, so the connection is cut."""
    big = f"SELECT (CONCAT(STR(?a), '{'x' * 1000}') AS ?text) {{ {{ {cross(10000)} }} }}"
    with serving(built, "--max-rows", "9000", "--workers", "1") as address, httpx.Client(base_url=address, timeout=30) as client:
        with pytest.raises(httpx.RemoteProtocolError):
            ask(client, big)
        assert len(ask(client, big.replace("10000", "9000"), Accept="text/csv").content) > 9_000_000


def test_when_all_slow_places_are_taken_the_quick_ones_are_cleared(built: Path) -> None:
    """Seven runaways, four slow places, two quick ones: who asks something small gets a turn, some runaways are sent away until later."""
    with serving(built, "--timeout", "8", "--workers", "2") as address, httpx.Client(base_url=address, timeout=60) as client:
        statuses: list[tuple[int, str]] = []

        def run(number: int) -> None:
            response = httpx.post(address + "sparql", data={"query": f"{RUNAWAY} # {number}"}, timeout=60)
            statuses.append((response.status_code, response.headers.get("retry-after", "")))

        threads = [threading.Thread(target=run, args=(number,)) for number in range(7)]
        for thread in threads:
            thread.start()
        time.sleep(1)
        assert ask(client, "ASK { ?s a gb:Country }").json()["boolean"]
        for thread in threads:
            thread.join()
        assert {status for status, _ in statuses} <= {503, 504}
        assert all(retry for status, retry in statuses if status == 503)
        assert sum(status == 504 for status, _ in statuses) >= 4
