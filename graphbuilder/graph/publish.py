"""A graph -> a SPARQL server of another program, graph by graph, over the SPARQL 1.1 Graph Store HTTP Protocol.

Each article's graph is put in the place of the one that is there (https://www.w3.org/TR/sparql11-http-rdf-update/#http-put), so the same
call after an interruption, or after the next build, brings the server up to date. The fused view comes last: what it leads to is there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import (
    AbstractDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    parse_http_list,
    parse_keqv_list,
    urlopen,
)

from graphbuilder.errors import RequestError
from graphbuilder.graph.store import GraphStore
from graphbuilder.graph.terms import safe_iri_term

if TYPE_CHECKING:
    import pyoxigraph

AT_ONCE = 50_000
"""Triples in one request; a larger graph is put with the first of them and added to with the others."""
ANSWER = 300.0
"""Seconds in which the server has to answer a request."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """How many graphs and triples a server has been given."""

    graphs: int
    triples: int


def publish(
    store: GraphStore,
    url: str,
    *,
    default: str | None = None,
    user: str | None = None,
    password: str = "",
    progress: Callable[[int], None] | None = None,
) -> Published:
    """Put all graphs of a store into a server.

    Args:
        store: an open graph.
        url: the server's Graph Store endpoint ("http://localhost:7878/store", "http://localhost:8890/sparql-graph-crud-auth").
        default: IRI of the graph that takes the fused view, for servers without a default graph of their own (Virtuoso).
        user, password: for servers that ask for them (Digest or Basic). progress: told the number of graphs after each.

    Raises:
        RequestError: it is no address, `default` is no IRI, nobody answers there, or the server refuses; with what it says.
    """
    import pyoxigraph

    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise RequestError(f"{url!r} is no address of a server; it looks like http://localhost:7878/store")
    if default is not None and safe_iri_term(default) is None:
        raise RequestError(f"{default!r} is no IRI; give the default graph's as http://example.org/news")
    server = _Server(url, user, password)
    graphs = triples = 0
    named = sorted(store.quads.named_graphs(), key=lambda graph: str(graph.value))
    for graph in (*named, pyoxigraph.DefaultGraph()):
        name = default if isinstance(graph, pyoxigraph.DefaultGraph) else str(graph.value)
        triples += server.put(name, store.quads.quads_for_pattern(None, None, None, graph))
        graphs += 1
        if progress is not None:
            progress(graphs)
    return Published(graphs=graphs, triples=triples)


class _Server:
    """A Graph Store endpoint."""

    def __init__(self, url: str, user: str | None, password: str) -> None:
        self.url, self._user = url, user
        passwords = HTTPPasswordMgrWithDefaultRealm()
        if user is not None:
            passwords.add_password(None, url, user, password)
        self._digest = AbstractDigestAuthHandler(passwords)
        self._password = password
        self._challenge: dict[str, str] | None = None

    def put(self, graph: str | None, quads: Iterable[pyoxigraph.Quad]) -> int:
        """Put triples in the place of a graph; None is the default graph. Gives their number."""
        address = f"{self.url}{'&' if '?' in self.url else '?'}" + (f"graph={quote(graph, safe='')}" if graph else "default")
        count = 0
        for number, data in enumerate(_pieces(quads)):
            self._send(Request(address, data[1], {"Content-Type": "text/turtle"}, method="POST" if number else "PUT"), graph)
            count += data[0]
        return count

    def _send(self, request: Request, graph: str | None) -> None:
        self._authorise(request)
        try:
            with urlopen(request, timeout=ANSWER) as answer:
                answer.read()
        except HTTPError as error:
            with error:
                said = " ".join(re.sub(r"<[^>]*>", " ", error.read(4000).decode("utf-8", "replace")).split())[:300]
            raise RequestError(self._refusal(error, graph, said)) from error
        except (URLError, OSError) as error:
            reason = getattr(error, "reason", None) or error
            raise RequestError(f"{self.url}: no answer ({reason}). Is the server running?") from error

    def _refusal(self, error: HTTPError, graph: str | None, said: str) -> str:
        hint = ""
        if error.code in (401, 403):
            hint = " Name the user with --user and put the password into GRAPHBUILDER_PASSWORD."
        elif graph is None:
            hint = " If this server has no default graph, name one with --default-as IRI."
        elif error.code in (404, 405):
            hint = " Is this the Graph Store endpoint? It is not the one for queries."
        return f"{self.url}: the server refuses {graph or 'the default graph'}: {error.code} {error.reason}. {said}{hint}"

    def _authorise(self, request: Request) -> None:
        """Say who we are before the triples are sent: some servers close the connection at what they did not ask for."""
        if self._user is None:
            return
        if self._challenge is None:
            self._challenge = _challenge_of(request.full_url)
        if self._challenge["scheme"] == "digest":
            proof = self._digest.get_authorization(request, self._challenge)
            request.add_unredirected_header("Authorization", f"Digest {proof}")
        else:
            from base64 import b64encode

            token = b64encode(f"{self._user}:{self._password}".encode()).decode()
            request.add_unredirected_header("Authorization", f"Basic {token}")


def _challenge_of(address: str) -> dict[str, str]:
    """What a server wants to know of those who write; Basic when it lets everybody read."""
    try:
        with urlopen(Request(address, method="GET"), timeout=ANSWER):
            return {"scheme": "basic"}
    except HTTPError as error:
        with error:
            scheme, _, rest = (error.headers.get("WWW-Authenticate") or "Basic").partition(" ")
        return {**parse_keqv_list(parse_http_list(rest)), "scheme": scheme.lower()}
    except (URLError, OSError):
        return {"scheme": "basic"}  # the request itself will say what is wrong


def _pieces(quads: Iterable[Any]) -> Iterator[tuple[int, bytes]]:
    """The triples in pieces of at most `AT_ONCE`, each with its number, in N-Triples (every Turtle parser reads them); at least one."""
    import pyoxigraph

    waiting = iter(quads)
    piece = list(islice(waiting, AT_ONCE))
    while True:
        data = pyoxigraph.serialize([quad.triple for quad in piece], format=pyoxigraph.RdfFormat.N_TRIPLES) or b""
        yield len(piece), data
        piece = list(islice(waiting, AT_ONCE))
        if not piece:
            return
